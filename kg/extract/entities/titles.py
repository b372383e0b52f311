"""Offices and organs named by pattern ('prime minister', 'foreign ministry'), found in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import child, lemma, prepositional, tokens_of
from kg.knowledge.entries import Pattern
from kg.model import Entity

#: The parser keeps the sign of the genitive whole ("the prosecutor 's office").
_PIECES = re.compile(r"'s\b|\w+|[^\w\s]")

#: The organs whose words end the names of other forces and bodies as well.
_ENDING = frozenset({"armed-forces", "police", "presidency"})


@dataclass(frozen=True, slots=True, eq=False)
class TitleMatch:
    """An office or organ pattern at some tokens; `head` is the token that the phrase hangs by."""

    pattern: Pattern
    tokens: Tokens
    head: Token


def _pieces(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_PIECES.findall(" ".join(words)))


@cache
def _lesser(pattern: Pattern, word: str) -> Pattern:
    """The office of a deputy or the like: the world knows nobody who holds it by default."""
    label = f"{word.capitalize()} {pattern.label}"
    return replace(pattern, slug=f"{word}-{pattern.slug}", label=label, default=None, resolves=(), also=())


def _is_surname(title: TitleMatch, surnames: Set[str]) -> bool:
    """Whether the word for an office is somebody's surname ('Madeleine King'); not 'Crown Prince'."""
    head = title.head
    if len(title.tokens) > 1 or head.lower_ not in surnames or not head.is_title or not head.i:
        return False
    given = head.nbor(-1)
    named = given.pos_ == "PROPN" and given.ent_type_ in {"", "PERSON"} and given.is_title
    last = head.i + 1 == len(head.doc) or head.nbor().pos_ != "PROPN"
    return named and last and given.dep_ == "compound" and given.lower_ not in {"crown", "vice", "the"}


class TitleIndex:
    """Patterns by first word, the longest first; words for offices may be `surnames` as well.

    Behind one of the `lesser` words stands another office: a deputy governor is no governor.
    """

    def __init__(
        self, patterns: Iterable[Pattern], surnames: Set[str], lesser: Set[str] = frozenset()
    ) -> None:
        self._surnames, self._lesser = surnames, lesser
        self._by_first: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
        for pattern in patterns:
            for words in pattern.words:
                pieces = _pieces(words)
                self._by_first.setdefault(pieces[0], []).append((pieces, pattern))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0], entry[1].slug))
        #: Whether a pattern begins with a word, by the language model's keys of its spelling and lemma.
        self._begins: dict[tuple[int, int], bool] = {}

    def find(self, sentence: Tokens) -> tuple[TitleMatch, ...]:
        """The patterns in a sentence, longest first, in reading order, without overlap."""
        found: list[TitleMatch] = []
        end = sentence.start
        for token in tokens_of(sentence):
            if token.i < end or not self._may_begin(token):
                continue
            match = self._at(sentence, token)
            if match is not None and not _is_surname(match, self._surnames):
                found.append(self._whole(match, end))
                end = match.tokens.end
        return tuple(found)

    def _whole(self, match: TitleMatch, first: int) -> TitleMatch:
        """A title with the word before it that makes it a lesser one, at the `first` token or behind it."""
        before = match.tokens.start - 1
        word = match.tokens.doc[before].lower_ if before >= first else ""
        if word not in self._lesser:
            return match
        tokens = match.tokens.doc[before : match.tokens.end]
        return TitleMatch(_lesser(match.pattern, word), tokens, match.head)

    def _may_begin(self, token: Token) -> bool:
        """Whether a pattern begins with a word: of most none does, and numbers are looked up faster."""
        key = (token.lower, token.lemma)
        known = self._begins.get(key)
        if known is None:
            known = token.lower_ in self._by_first or token.lemma_.lower() in self._by_first
            self._begins[key] = known
        return known

    def _at(self, sentence: Tokens, first: Token) -> TitleMatch | None:
        spelt, stem = self._by_first.get(first.lower_, ()), self._by_first.get(lemma(first), ())
        entries = spelt if spelt is stem else dict.fromkeys((*spelt, *stem))
        doc, index = sentence.doc, first.i
        for pieces, pattern in sorted(entries, key=lambda entry: -len(entry[0])):
            end = index + len(pieces)
            if end > sentence.end:
                continue
            words = (doc[i] for i in range(index, end))
            if all(piece in {t.lower_, lemma(t)} for piece, t in zip(pieces, words, strict=True)):
                tokens = doc[index:end]
                head = tokens.root
                if head.pos_ in {"NOUN", "PROPN", "ADJ"}:
                    return TitleMatch(pattern, tokens, head)
        return None


def is_of_own_name(match: TitleMatch, taken: Set[int]) -> bool:
    """Whether a word for a force ends a name of its own, in which no word is `taken` by a polity's.

    'The National Disaster Response Force' is no army, and the 'Indian Army' or the 'National Police' are.
    """
    last = match.tokens[0]
    if match.pattern.slug not in _ENDING or len(match.tokens) > 1 or not last.text.istitle():
        return False
    start = last.i
    while start and last.doc[start].ent_iob_ == "I" and last.ent_type_ == "ORG":
        start -= 1
    before = [t for t in last.doc[start : last.i] if t.lower_ != "the"]
    return len(before) > 1 and all(t.pos_ in {"PROPN", "CCONJ"} and t.i not in taken for t in before)


def is_modifier(match: TitleMatch) -> bool:
    """Whether the words only describe another noun ('military action', 'police officers')."""
    head = match.head
    return head.dep_ in {"compound", "amod", "nmod"} and head.head.i > head.i and head.head.pos_ == "NOUN"


def office_nouns(office: Entity) -> tuple[str, ...]:
    """The nouns for who holds an office: its name without the polity, and the last word of that.

    >>> office_nouns(Entity("Office", "Foreign Minister of Arland"))
    ('foreign minister', 'minister')
    """
    name = office.label.lower().split(" of ")[0].split(" to ")[0].replace("-", " ")
    words = name.split()
    # A secretary general is no general.
    return (name,) if words[-1] == "general" and len(words) > 1 else (name, words[-1])


def of_phrase(title: TitleMatch) -> list[tuple[Token, Token]]:
    """The prepositional phrases that may name the polity, those of the title's head first."""
    last = title.tokens[-1]
    found = [pair for pair in prepositional(title.head, {"of", "for", "in", "to"}) if pair[0].i > last.i]
    found += [pair for pair in prepositional(last, {"of", "for", "in"}) if pair not in found]
    joined = child(title.head, "conj") if not found else None
    if joined is not None and child(joined, "det", "poss") is None:
        # 'the government and people of X'
        return list(prepositional(joined, {"of"}))
    return found


@cache
def several_worded(nouns: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The words of those nouns that have several.

    >>> several_worded(frozenset({"vice-president", "mayor"}))
    (('vice', 'president'),)
    """
    split = (tuple(noun.replace("-", " ").split()) for noun in sorted(nouns))
    return tuple(words for words in split if len(words) > 1)
