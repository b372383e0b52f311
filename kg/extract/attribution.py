"""An attribution as the parse gives it: a cue, the heads of its sources, and the things said."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.knowledge.entries import Frame

#: The complements of frames, the most specific first: 'urged X to do Y' is not 'urged X'.
COMPLEMENT_ORDER = ("predicative", "infinitive", "gerund", "clause", "preposition", "object", "none")
#: Who is no source in an article: the speaker inside a quotation, or its reader.
FIRST_PERSON = frozenset({"i", "we", "you"})


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """One thing said: the head of its clause or phrase, and its tokens in text order."""

    head: Token
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """A cue with the heads of its sources, what it says and to or about whom.

    `source_words` are set where they are not the noun phrase of the source's head; `weak` cues often
    report no saying.
    """

    cue: Tokens
    illocution: str
    sources: tuple[Token, ...]
    contents: tuple[Content, ...]
    addressees: tuple[Token, ...] = ()
    about: tuple[Token, ...] = ()
    source_words: Tokens | None = None
    weak: bool = False


def specificity(frame: Frame) -> int:
    """The rank of a frame by its complement, 0 for the most specific."""
    return COMPLEMENT_ORDER.index(frame.complement)
