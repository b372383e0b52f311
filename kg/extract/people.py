"""Persons named in an article, and the offices that the article gives them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.phrases import child, children
from kg.extract.titles import TitleMatch
from kg.model import TenureKind

#: How many tokens may stand between a name and an appositive title ('X, the long-serving prime minister').
MAX_APPOSITION_GAP = 5
#: How many tokens before a title may say that it is a former one ('former Armenian deputy').
FORMER_REACH = 4
#: Words before a name that are no part of it.
RANKS = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "father"),
        *("general", "gen", "lieutenant", "lt", "major", "maj", "brigadier", "brig", "colonel", "col"),
        *("captain", "capt", "sergeant", "sgt", "admiral", "adm", "vice", "rear", "commander", "marshal"),
        *("president", "minister", "senator", "sen", "rep", "ambassador", "judge", "justice", "sheikh"),
        *("ayatollah", "archbishop", "bishop", "pope", "king", "queen", "prince", "princess", "emeritus"),
    }
)
_BETWEEN = frozenset({",", "the", "a", "an", "'s", "’s"})


@dataclass(frozen=True, slots=True, eq=False)
class PersonMatch:
    """A person's name in a sentence, without titles and possessive endings."""

    tokens: Tokens

    @property
    def name(self) -> str:
        """The name as written."""
        return self.tokens.text

    @property
    def head(self) -> Token:
        """The token that the name hangs by."""
        return self.tokens.root


def person_spans(
    sentence: Tokens, taken: set[int], titles: tuple[TitleMatch, ...] = ()
) -> tuple[PersonMatch, ...]:
    """The model's persons, where the tokens are not `taken` by a name of the world.

    A name of which the model saw only a part is completed, and one that it missed is found when one of
    the `titles` stands in apposition to it ('Uhuru Kenyatta, a former president').
    """
    found = []
    for entity in sentence.ents:
        if entity.label_ != "PERSON" or any(token.i in taken for token in entity):
            continue
        start, end = entity.start, entity.end
        while end > start and (
            entity.doc[end - 1].lower_ in {"'s", "’s", "'", "’"} or entity.doc[end - 1].is_punct
        ):
            end -= 1
        start = _after_rank(entity.doc, start, end)
        if end > start and entity.doc[start].text[:1].isupper():
            while start > sentence.start and _is_part(entity.doc[start - 1], entity.doc[end - 1], taken):
                start -= 1
            found.append(PersonMatch(entity.doc[start:end]))
    known = {token.i for person in found for token in person.tokens}
    for title in titles:
        # 'X, a former president' and 'its head, X'
        below = child(title.head, "appos")
        head = title.head.head if title.head.dep_ == "appos" else below
        if head is None or head.pos_ != "PROPN" or {head.i} & (known | taken):
            continue
        start = head.i
        while start > sentence.start and _is_part(head.doc[start - 1], head, taken | known):
            start -= 1
        if start < head.i and head.ent_type_ != "ORG":
            found.append(PersonMatch(head.doc[start : head.i + 1]))
    return tuple(sorted(found, key=lambda person: person.tokens.start))


def _after_rank(doc: Doc, start: int, end: int) -> int:
    """Where the name begins behind 'General', 'Mr' or 'Professor', if one of these opens it."""
    while start < end - 1 and doc[start].lower_.rstrip(".") in RANKS:
        start += 1
    return start


def _is_part(token: Token, last: Token, taken: set[int]) -> bool:
    """Whether a token is a further given name of the name that ends in `last`."""
    return (
        token.pos_ == "PROPN"
        and token.dep_ == "compound"
        and token.lower_.rstrip(".") not in RANKS
        and token.head.i == last.i
        and token.i not in taken
        and token.text[:1].isupper()
        and token.text.isalpha()
        and token.ent_type_ in {"", "PERSON", "NORP", "GPE"}
    )


def titled(person: PersonMatch, titles: tuple[TitleMatch, ...]) -> tuple[TitleMatch, ...]:
    """The offices that a sentence gives to a person, in reading order.

    By apposition ('X, the president of Y'; 'Y's adviser, X'), as a title before the name
    ('Y's President X'), or as a predicate ('X is the president of Y').
    """
    inside = {token.i for token in person.tokens}
    given = []
    for title in titles:
        head, tokens = title.head, title.tokens
        if head.i in inside:
            continue
        apposed = (head.dep_ == "appos" and head.head.i in inside) or any(
            c.i in inside for c in children(head, "appos")
        )
        before = tokens.end == person.tokens.start or (
            head.dep_ in {"compound", "nmod", "amod"} and head.head.i in inside
        )
        predicate = (
            head.dep_ == "attr"
            and head.head.lemma_ == "be"
            and (subject := child(head.head, "nsubj")) is not None
            and subject.i in inside
            and head.head.tag_ in {"VBZ", "VBP"}
            and not any(c.dep_ == "neg" for c in head.head.children)
        )
        if apposed or before or predicate or _beside(person, title):
            given.append(title)
    return tuple(given)


def _beside(person: PersonMatch, title: TitleMatch) -> bool:
    """'X, the ... title' or 'the ... title of Y, X' where the parser missed the apposition."""
    doc = person.tokens.doc
    start = person.tokens.end
    if (
        start < len(doc)
        and doc[start].text == ","
        and 0 <= title.tokens.start - start - 1 <= MAX_APPOSITION_GAP
    ):
        between = doc[start + 1 : title.tokens.start]
        return all(
            token.lower_ in _BETWEEN or token.pos_ in {"ADJ", "PROPN", "NOUN"} or token.text == "-"
            for token in between
        )
    if person.tokens.start >= 2 and doc[person.tokens.start - 1].text == ",":
        # The words from the title to the comma must be the title and its own 'of' phrase.
        gap = doc[title.tokens.end : person.tokens.start - 1]
        if title.tokens.end <= person.tokens.start - 1 and len(gap) <= MAX_APPOSITION_GAP:
            return all(token.pos_ in {"ADP", "DET", "PROPN", "PART"} for token in gap) and _one_phrase(
                title, person
            )
    return False


def _one_phrase(title: TitleMatch, person: PersonMatch) -> bool:
    """Whether name and title share a governor, as an apposition's two parts do."""
    a, b = title.head, person.head
    return a.head.i == b.head.i or a.is_ancestor(b) or b.is_ancestor(a)


def is_former(title: TitleMatch, words: frozenset[str]) -> bool:
    """Whether one of some words before a title says that the office is no longer held ('former', 'ex-')."""
    doc = title.tokens.doc
    before = [t.lower_ for t in doc[max(0, title.tokens.start - FORMER_REACH) : title.tokens.start]]
    return any(word in words for word in before)


def tenure_kind(head: Token, acting: frozenset[str], elect: frozenset[str]) -> TenureKind:
    """How an office is held by the words around its noun: 'acting president', 'president-elect'."""
    doc, last = head.doc, head.sent.end
    if head.lower_ in elect:
        return "elect"
    hyphened = head.i + 2 < last and doc[head.i + 1].text == "-" and doc[head.i + 2].lower_ in elect
    if hyphened or (head.i + 1 < last and doc[head.i + 1].lower_ in elect):
        return "elect"
    before = doc[max(head.sent.start, head.i - FORMER_REACH) : head.i]
    return "acting" if any(t.lower_ in acting for t in before) else "full"
