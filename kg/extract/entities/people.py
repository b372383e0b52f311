"""Persons named in an article, and the offices that the article gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import SUBJECTS, child, children, conjuncts, dependents, is_plural, lemma
from kg.knowledge.lexicon import Lexicon
from kg.model import TenureKind

#: How many tokens may stand between a name and an appositive title ('X, the long-serving prime minister').
MAX_APPOSITION_GAP = 5
#: How many tokens before a title may say that it is a former one ('former Armenian deputy').
FORMER_REACH = 4
#: So far before a name lies the word that tells the gender.
LONGEST_WORD = 14
#: What leads on to a nickname ('X, who is better known as Y'): the words of one set phrase.
_BEFORE_KNOWN = frozenset({",", "(", "who", "is", "was", "also", "better", "widely", "popularly", "commonly"})
_KNOWN = frozenset({"known", "nicknamed", "alias"})
#: The name that is no nickname.
_REAL = frozenset({"real", "full", "legal", "birth"})
_BETWEEN = frozenset({",", "the", "a", "an", "'s", "’s"})
#: A nickname within a name ('Ana “the Fox” Brandt').
_NICKNAME = re.compile(r"\s+[\"“‘']([^\"”’']+)[\"”’']\s+")


@dataclass(frozen=True, slots=True, eq=False)
class PersonMatch:
    """A person's name in a sentence, without titles and possessive endings.

    Of its last tokens so many as `letters` says are no part of the name ('Ana Brandt MP').
    """

    tokens: Tokens
    letters: int = 0

    @property
    def name(self) -> str:
        """The name as written, without a nickname in quotation marks and letters after it."""
        tokens = self.tokens[: -self.letters] if self.letters else self.tokens
        return _NICKNAME.sub(" ", tokens.text)

    @property
    def head(self) -> Token:
        """The token that the name hangs by."""
        return self.tokens.root


def gender_before(text: str, start: int, lexicon: Lexicon, name: str = "") -> Literal["he", "she"] | None:
    """Whether the word before a name, else the first of the name, tells it to be a man's or a woman's.

    >>> from kg.knowledge.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> gender_before("Mrs Brandt and Brandt", 4, lexicon), gender_before("Mrs Brandt", 10, lexicon)
    ('she', None)
    """
    before = text[max(0, start - LONGEST_WORD) : start].split()
    told = lexicon.gender(before[-1].strip(',.“"').lower()) if before else None
    return told or lexicon.gender(name.partition(" ")[0].lower())


def nickname(person: PersonMatch) -> str | None:
    """By which other name somebody is known: within the full one, or right after it ('X, known as Y').

    Or by which somebody was born ('X was born Y in Z').
    """
    doc, index, last = person.tokens.doc, person.tokens.end, person.tokens[-1].sent.end
    within = _NICKNAME.search(person.tokens.text)
    if within is not None:
        return within[1]
    while index < last and doc[index].lower_ in _BEFORE_KNOWN:
        index += 1
    born = index < last and doc[index].lower_ == "born"
    if index + 2 >= last or not (born or doc[index].lower_ in _KNOWN):
        return None
    start = index + 2 if doc[index + 1].lower_ in {"as", "by"} else index + 1
    end = start
    while end < last and doc[end].pos_ == "PROPN":
        end += 1
    # 'Ana Brandt was born Monday'
    other = end > start and not (born and (end - start == 1 or doc[start].ent_type_ != "PERSON"))
    return doc[start:end].text if other else None


def real_name(person: PersonMatch) -> str | None:
    """By which name somebody goes who has another ('X, whose real name is Y')."""
    doc, last = person.tokens.doc, person.tokens[-1].sent.end
    start = person.tokens.end + (person.tokens.end < last and doc[person.tokens.end].text == ",")
    words = [t.lower_ for t in doc[start : min(start + 4, last)]]
    if len(words) < 4 or words[0] != "whose" or words[1] not in _REAL or words[2] != "name":
        return None
    end = start + 4
    while end < last and doc[end].pos_ == "PROPN":
        end += 1
    return doc[start + 4 : end].text if words[3] in {"is", "was"} and end > start + 4 else None


def whose_relative(person: PersonMatch, family: frozenset[str]) -> Token | None:
    """Whose son or wife, or other noun of `family`, somebody of one name is ("[Brandt]'s wife, Ana,")."""
    first = person.tokens[0]
    before = first.nbor(-1) if first.i else first
    if before.text == "," and before.i:
        before = before.nbor(-1)
    beside = len(person.tokens) == 1 and first.dep_ == "appos" and first.head.i == before.i
    return child(before, "poss") if beside and before.lower_ in family else None


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
            and not any(c.dep_ == "neg" for c in dependents(head.head))
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


def nouns_beside(person: PersonMatch, lexicon: Lexicon) -> Iterator[str]:
    """By which nouns a person is described beside the name: 'envoy X', 'X, a lawyer', 'X, who leads Y'."""
    polite, leading, called = lexicon.words["polite"], lexicon.words["leading"], lexicon.nouns["titleNoun"]
    inside = {token.i for token in person.tokens}
    head, doc = person.head, person.tokens.doc
    before = person.tokens.start - 1
    while before >= 0 and doc[before].pos_ in {"NOUN", "PROPN"} and not is_plural(doc[before]):
        word = doc[before].lower_.rstrip(".")
        if word not in polite:
            # 'her father X' is no priest.
            title = called.get(word) if doc[before].text[0].isupper() else None
            yield title or lemma(doc[before])
        before -= 1
    beside = children(head, "appos", "compound", "nmod")
    nouns = [t for t in beside if t.i not in inside and t.lower_.rstrip(".") not in polite]
    if head.dep_ == "appos":
        nouns.append(head.head)
    nouns += _before_clause(person)
    if head.dep_ == "pobj" and head.head.lower_ == "as" and lemma(head.head.head) in lexicon.words["naming"]:
        # 'named the suspect as X'
        nouns += children(head.head.head, "dobj", "nsubjpass")
    yield from _called_together(head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += children(head.head, "attr")
    for noun in nouns:
        yield from (lemma(n) for n in conjuncts(noun) if n.pos_ in {"NOUN", "PROPN"} and not is_plural(n))
    for clause in (c for noun in (head, *nouns) for c in children(noun, "relcl")):
        if clause.lemma_ in leading and any(c.lower_ == "who" for c in dependents(clause)):
            yield "leader"


def _before_clause(person: PersonMatch) -> Iterator[Token]:
    """'The inspector who brought the case, X, said': the noun that the parser makes a second subject."""
    head, start = person.head, person.tokens.start
    if start > 1 and person.tokens.doc[start - 1].text == "," and head.dep_ in SUBJECTS:
        for noun in children(head.head, *SUBJECTS):
            if noun.tag_ == "NN" and noun.i < start and noun.right_edge.i in {start - 1, start - 2}:
                yield noun


def _called_together(head: Token) -> Iterator[str]:
    """The noun of several whom it names: 'officers X and Y', 'the officers, X and Y'."""
    first, doc = head, head.doc
    while first.dep_ == "conj":
        first = first.head
    start = first.i
    while start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    noun = first.head if first.dep_ == "appos" else doc[max(0, start - 1)]
    if noun.tag_ == "NNS" and child(first, "conj") is not None:
        yield lemma(noun)


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
