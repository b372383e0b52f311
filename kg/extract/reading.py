"""Dates, figures and quotations of a sentence, and which of them belong to what is said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.language.english import Sentence
from kg.model import Figure, Span, When

#: The most confidence that what comes from a broken spot of the source can have (0 to 1).
BROKEN_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True)
class Reading:
    """What has been found in a sentence before its statements and events.

    `quotes` may reach beyond the sentence; `broken` says that the source is cut off there.
    """

    dates: tuple[When, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Span, ...]
    broken: bool = False


def quoted_tokens(sentence: Sentence, quotes: Sequence[Span]) -> frozenset[int]:
    """The indices of the sentence's tokens that lie inside quotation marks."""
    if not quotes:
        return frozenset()
    base = sentence.base
    return frozenset(t.i for t in sentence.tokens if any(q.start <= base + t.idx < q.end for q in quotes))


def attached(dates: Sequence[When], head: Token, sentence: Sentence) -> When | None:
    """The date expression of a sentence that hangs under this head and under no other verb."""
    for when in dates:
        token = next((t for t in sentence.tokens if sentence.base + t.idx >= when.span.start), None)
        if token is None or not sentence.span.contains(when.span):
            continue
        governor = token
        while governor.head.i != governor.i and governor.pos_ not in {"VERB", "AUX"} and governor.i != head.i:
            governor = governor.head
        if governor.i == head.i or (head.dep_ == "xcomp" and governor.i == head.head.i):
            return when
    return None


def within(figures: Sequence[Figure], spans: Sequence[Span]) -> tuple[Figure, ...]:
    """The figures that stand inside any of some spans, wholly or in part."""
    return tuple(f for f in figures if any(s.contains(f.span) or s.overlaps(f.span) for s in spans))


def clipped(quotes: Sequence[Span], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of quotations that lie inside some spans, single characters aside.

    >>> clipped((Span(2, 9), Span(12, 20)), (Span(0, 5), Span(19, 25)))
    (Span(start=2, end=5),)
    """
    both = ((max(q.start, s.start), min(q.end, s.end)) for q in quotes for s in spans)
    return tuple(Span(start, end) for start, end in both if end - start > 1)
