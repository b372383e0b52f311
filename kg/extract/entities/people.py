"""Persons named in an article, and the offices that the article gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import FINITE, SUBJECTS, child, children, conjuncts, is_plural, lemma
from kg.model import TenureKind

#: How many tokens may stand between a name and an appositive title ('X, the long-serving prime minister').
MAX_APPOSITION_GAP = 5
#: How many tokens before a title may say that it is a former one ('former Armenian deputy').
FORMER_REACH = 4
#: Between these numbers one behind a name is an age.
YOUNGEST, OLDEST = 10, 110
#: So many capitals alone may still be somebody's initials.
MAX_INITIALS = 2
#: Words before a name that are no part of it.
RANKS = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "father"),
        *("general", "gen", "lieutenant", "lt", "major", "maj", "brigadier", "brig", "colonel", "col"),
        *("captain", "capt", "sergeant", "sgt", "admiral", "adm", "vice", "rear", "commander", "marshal"),
        *(
            "president",
            "minister",
            "senator",
            "sen",
            "rep",
            "ambassador",
            "judge",
            "justice",
            "sheikh",
            "sister",
            "brother",
        ),
        *("republican", "democrat", "conservative", "liberal", "socialist", "independent"),
        *("ayatollah", "archbishop", "bishop", "pope", "king", "queen", "prince", "princess", "emeritus"),
        *("congressman", "congresswoman", "premier", "chancellor", "governor", "mayor", "secretary", "chief"),
        *("commodore", "commandant", "corporal", "constable", "inspector", "superintendent", "commissioner"),
        *("deputy", "representative", "delegate", "councillor", "councilor", "monsignor", "rev", "reverend"),
        *(
            "mullah",
            "mufti",
            "maulana",
            "emir",
            "sultan",
            "sheik",
            "baron",
            "baroness",
            "chairman",
            "director",
        ),
        *(
            "chairwoman",
            "coach",
            "lawyer",
            "analyst",
            "economist",
            "activist",
            "journalist",
            "retired",
            "ret",
        ),
        *("speaker", "spokesperson", "attorney", "dean", "regent"),
        *("spokesman", "spokeswoman", "imam", "pastor", "rabbi", "cardinal", "sir", "officer", "envoy"),
    }
)
#: What belongs to a name of one word: 'Lord Meadow' is nobody's given name and no other Meadow.
PEERAGE = frozenset({"lord", "lady", "baroness", "viscount"})
#: Nouns for relatives, beside whose name a surname alone is that of whose relatives they are.
KIN = frozenset(
    {
        *("son", "daughter", "husband", "wife", "father", "mother", "brother", "sister", "widow", "nephew"),
        *("grandfather", "grandmother", "uncle", "aunt", "niece", "cousin", "grandson", "granddaughter"),
    }
)
#: Words right before a name that tell whether it is a man's or a woman's ('Mr X', 'her son X').
GENDERS: dict[str, Literal["he", "she"]] = {
    **dict.fromkeys(
        (
            "mr",
            "sir",
            "lord",
            "king",
            "prince",
            "son",
            "husband",
            "father",
            "brother",
            "grandfather",
            "uncle",
            "nephew",
        ),
        "he",
    ),
    **dict.fromkeys(
        (
            "mrs",
            "ms",
            "miss",
            "lady",
            "dame",
            "queen",
            "princess",
            "daughter",
            "wife",
            "mother",
            "sister",
            "grandmother",
        ),
        "she",
    ),
}
#: Words before a name that say nothing of what somebody is.
_POLITE = frozenset(
    {*("mr", "mrs", "ms", "miss"), *("gen", "lt", "col", "maj", "brig", "capt", "sgt", "adm", "lieutenant")}
)
#: What leads on to a nickname ('X, who is better known as Y').
_BEFORE_KNOWN = frozenset({",", "(", "who", "is", "also", "better", "widely", "popularly", "commonly"})
_KNOWN = frozenset({"known", "nicknamed", "alias"})
_BETWEEN = frozenset({",", "the", "a", "an", "'s", "’s"})
#: A nickname within a name ('Ana “the Fox” Brandt').
_NICKNAME = re.compile(r"\s+[\"“‘']([^\"”’']+)[\"”’']\s+")
_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
#: So many tokens a nickname within a name may have.
MAX_NICKNAME = 4


@dataclass(frozen=True, slots=True, eq=False)
class PersonMatch:
    """A person's name in a sentence, without titles and possessive endings."""

    tokens: Tokens

    @property
    def name(self) -> str:
        """The name as written, without a nickname in quotation marks."""
        return _NICKNAME.sub(" ", self.tokens.text)

    @property
    def head(self) -> Token:
        """The token that the name hangs by."""
        return self.tokens.root


def person_spans(
    sentence: Tokens,
    taken: set[int],
    titles: tuple[TitleMatch, ...] = (),
    callings: frozenset[str] = frozenset(),
) -> tuple[PersonMatch, ...]:
    """The model's persons, where the tokens are not `taken` by a name of the world.

    A name of which the model saw only a part is completed, and one that it missed is found when one of
    the `titles` stands in apposition to it ('Uhuru Kenyatta, a former president'). `callings` are nouns for
    what somebody is, which a sentence may begin with ('Farmer Ana Brandt').
    """
    found: list[PersonMatch] = []
    for entity in sentence.ents:
        if entity.label_ != "PERSON" or any(token.i in taken for token in entity) or _is_acronym(entity):
            continue
        start, end = entity.start, entity.end
        while end > start and _ends_no_name(entity.doc[end - 1]):
            end -= 1
        start = _after_calling(entity.doc, _after_rank(entity.doc, start, end), end, callings)
        if _goes_on(entity.doc, start, end, taken):
            end += 1
        if _has_article(entity.doc[start:end]):
            continue
        if end > start and entity.doc[start].text[:1].isupper():
            first = start
            while (
                start > sentence.start
                and _is_part(entity.doc[start - 1], entity.doc[end - 1], taken)
                and not (end - start > 1 and _is_calling(entity.doc[start - 1], callings))
            ):
                start -= 1
            if start > sentence.start and entity.doc[start - 1].dep_ == "det":
                # 'Leader of the Opposition Ana Brandt': given names have no article.
                start = first
            if start == end - 1 and start > sentence.start and entity.doc[start - 1].lower_ in PEERAGE:
                start -= 1
            start = _before_nickname(entity.doc, start, sentence.start)
            found = [person for person in found if person.tokens.end <= start]
            found.append(PersonMatch(entity.doc[start:end]))
    found += _taken_for_bodies(sentence, taken, callings)
    known = {token.i for person in found for token in person.tokens}
    for title in titles:
        # 'X, a former president' and 'its head, X'
        below = child(title.head, "appos")
        head = title.head.head if title.head.dep_ == "appos" else below
        if head is None or head.pos_ != "PROPN" or {head.i} & (known | taken):
            continue
        start = head.i
        while start > sentence.start and (
            _is_part(head.doc[start - 1], head, taken | known) or _is_hyphenated(head.doc, start)
        ):
            start -= 1
        # No body stands beside an office ('its foreign minister, X'), whatever the model takes the name for.
        if start < head.i:
            found.append(PersonMatch(head.doc[start : head.i + 1]))
    return tuple(sorted(found, key=lambda person: person.tokens.start))


def _has_article(name: Tokens) -> bool:
    """'the Bill', 'this Finance Bill': a thing, whatever the model takes its capitals for."""
    head = name.root if len(name) else None
    articles = [c for c in children(head, "det") if c.i < name.start] if head is not None else []
    # 'the Opposition Ana Brandt': given names have no article.
    reach = name.start if len(name) == 1 else -1
    return any(c.i == name.start - 1 or c.i < reach for c in articles)


def _ends_no_name(token: Token) -> bool:
    """Whether a token at the end of the model's name is no part of it ('Ana Brandt described')."""
    verb = token.tag_ in FINITE and token.text.islower()
    return verb or token.is_punct or token.lower_ in {"'s", "’s", "'", "’"}


def _is_calling(token: Token, callings: Set[str]) -> bool:
    """Whether a sentence begins with what somebody is ('Farmer Ana Brandt'): only there it has a capital."""
    before = token.doc[token.sent.start : token.i]
    return token.lower_ in callings and all(t.is_punct for t in before)


def _after_calling(doc: Doc, start: int, end: int, callings: Set[str]) -> int:
    """Where a name begins behind what somebody is: two words are left, for 'Baker' may be a given name."""
    return start + 1 if end - start > 2 and _is_calling(doc[start], callings) else start


def _before_nickname(doc: Doc, start: int, first: int) -> int:
    """Where a name begins that has a nickname in quotation marks within ('Ana “the Fox” Brandt')."""
    if start - first < 3 or doc[start - 1].text not in _CLOSING or not doc[start - 1].whitespace_:
        return start
    reach = range(start - 2, max(first, start - 2 - MAX_NICKNAME), -1)
    opening = next((i for i in reach if doc[i].text in _OPENING), first)
    given = opening
    while given > first and doc[given - 1].pos_ == "PROPN" and doc[given - 1].lower_ not in RANKS:
        given -= 1
    return given if given < opening < start - 2 else start


def _taken_for_bodies(sentence: Tokens, taken: set[int], callings: Set[str]) -> Iterator[PersonMatch]:
    """Persons whose name the model takes for a body's.

    With an age ('Lena, 34,'), beside one it knows, or behind what somebody is ('Farmer Ana Brandt').
    """
    for entity in sentence.ents:
        if entity.label_ == "PERSON" or entity.root.pos_ != "PROPN" or _is_acronym(entity):
            continue
        plain = all(t.text.isalpha() and t.text.istitle() for t in entity)
        start = _after_calling(entity.doc, entity.start, entity.end, callings)
        if plain and start > entity.start:
            yield PersonMatch(entity.doc[start : entity.end])
            continue
        if plain and not any(t.i in taken for t in entity) and (_has_age(entity) or _is_one_of_two(entity)):
            yield PersonMatch(entity)


def _has_age(name: Tokens) -> bool:
    """'Lena, 34, said'."""
    doc, end = name.doc, name.end
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 2].text not in {",", "."}:
        return False
    number = doc[end + 1].text
    return number.isdecimal() and OLDEST >= int(number) >= YOUNGEST


def _is_one_of_two(name: Tokens) -> bool:
    """'Ana Brandt and Mira Kolb, two lawyers': the second of two persons."""
    root, doc, end = name.root, name.doc, name.end
    joined = len(name) > 1 and root.dep_ == "conj" and root.head.ent_type_ == "PERSON"
    if not joined or end + 1 >= len(doc) or doc[end].text != ",":
        return False
    return doc[end + 1].pos_ == "NUM" and is_plural(doc[end + 1].head)


def nickname(person: PersonMatch) -> str | None:
    """By which name somebody is known: within the full one, or right after it ('X, known as Y')."""
    doc, index, last = person.tokens.doc, person.tokens.end, person.tokens[-1].sent.end
    within = _NICKNAME.search(person.tokens.text)
    if within is not None:
        return within[1]
    while index < last and doc[index].lower_ in _BEFORE_KNOWN:
        index += 1
    if index + 2 >= last or doc[index].lower_ not in _KNOWN:
        return None
    start = index + 2 if doc[index + 1].lower_ in {"as", "by"} else index + 1
    end = start
    while end < last and doc[end].pos_ == "PROPN":
        end += 1
    return doc[start:end].text if end > start else None


def _goes_on(doc: Doc, start: int, end: int, taken: set[int]) -> bool:
    """Whether the surname stands behind what the model takes for the name ('[Alice Wairimu] Nderitu').

    Behind 'Ms' that is so whatever the model takes the surname for ('[Ms Faith] Okello').
    """
    if end >= len(doc) or doc[end].pos_ != "PROPN" or not doc[end].text.isalpha():
        return False
    polite = start > 0 and doc[start - 1].lower_.rstrip(".") in _POLITE
    if not polite and (doc[end].ent_type_ or end in taken or end < start + 2):
        return False
    return all(t.dep_ == "compound" and t.head.i == end for t in doc[start:end])


def _is_acronym(name: Tokens) -> bool:
    """'ANGE': a body, whatever the model takes it for."""
    return len(name) == 1 and len(name.text) > MAX_INITIALS and name.text.isupper()


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
        and (token.ent_type_ in {"", "PERSON", "NORP", "GPE", last.ent_type_} or _stands_alone(token))
    )


def _stands_alone(token: Token) -> bool:
    """Whether the model takes this one token for a body's name."""
    return token.ent_iob_ == "B" and (token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I")


def _is_hyphenated(doc: Doc, start: int) -> bool:
    """Whether a name goes on before a token behind a hyphen, or is that hyphen's second part ('El-Amin')."""
    before = doc[start - 1]
    joined = not before.whitespace_
    if doc[start].text == "-":
        return joined and before.text[:1].isupper()
    return before.text == "-" and joined and start >= 2 and doc[start - 2].text[:1].isupper()


def titled(person: PersonMatch, titles: tuple[TitleMatch, ...]) -> tuple[TitleMatch, ...]:
    """The offices that a sentence gives to a person, in reading order.

    By apposition ('X, the president of Y'; 'Y's adviser, X'), as a title before the name
    ('Y's President X'), or as a predicate ('X is the president of Y').
    """
    inside = {token.i for token in person.tokens}
    given = []
    for title in titles:
        head, tokens = title.head, title.tokens
        # 'X, the president's sister'
        owns = tokens.end < len(tokens.doc) and tokens.doc[tokens.end].tag_ == "POS"
        if head.i in inside or owns:
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
        # In 'after mocking X, a spokesman said' the spokesman is somebody else.
        and title.head.dep_ not in SUBJECTS
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
        if _is_of_phrase(title, gap):
            return person.head.dep_ == "appos" and _one_phrase(title, person)
        if title.tokens.end <= person.tokens.start - 1 and len(gap) <= MAX_APPOSITION_GAP:
            inner = {"ADJ", "NOUN"} if title.head.is_ancestor(person.head) else set()
            words = {"ADP", "DET", "PROPN", "PART"} | inner
            return all(token.pos_ in words for token in gap) and _one_phrase(title, person)
    return False


def _is_of_phrase(title: TitleMatch, gap: Tokens) -> bool:
    """Whether some words are all of what a title is of, however long ('of the Iran-backed front')."""
    if not len(gap) or gap[0].lower_ != "of" or gap[0].head.i != title.head.i:
        return False
    below = {t.i for t in gap[0].subtree}
    return all(t.i in below and t.text != "," for t in gap) and not any(t.dep_ == "relcl" for t in gap)


def _one_phrase(title: TitleMatch, person: PersonMatch) -> bool:
    """Whether name and title share a governor, as an apposition's two parts do."""
    a, b = title.head, person.head
    return a.head.i == b.head.i or a.is_ancestor(b) or b.is_ancestor(a)


def is_former(title: TitleMatch, words: frozenset[str]) -> bool:
    """Whether one of some words before a title says that the office is no longer held ('former', 'ex-')."""
    doc = title.tokens.doc
    before = [t.lower_ for t in doc[max(0, title.tokens.start - FORMER_REACH) : title.tokens.start]]
    return any(word in words for word in before)


def nouns_beside(person: PersonMatch, leading: frozenset[str]) -> Iterator[str]:
    """By which nouns a person is described beside the name: 'envoy X', 'X, a lawyer', 'X, who leads Y'.

    `leading` are the verbs that make somebody a leader.
    """
    inside = {token.i for token in person.tokens}
    head, doc = person.head, person.tokens.doc
    before = person.tokens.start - 1
    while before >= 0 and doc[before].pos_ in {"NOUN", "PROPN"} and not is_plural(doc[before]):
        if doc[before].lower_.rstrip(".") not in _POLITE:
            yield lemma(doc[before])
        before -= 1
    beside = children(head, "appos", "compound", "nmod")
    nouns = [t for t in beside if t.i not in inside and t.lower_.rstrip(".") not in _POLITE]
    if head.dep_ == "appos":
        nouns.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += children(head.head, "attr")
    for noun in nouns:
        yield from (lemma(n) for n in conjuncts(noun) if n.pos_ in {"NOUN", "PROPN"} and not is_plural(n))
    for clause in (c for noun in (head, *nouns) for c in children(noun, "relcl")):
        if clause.lemma_ in leading and any(c.lower_ == "who" for c in clause.children):
            yield "leader"


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
