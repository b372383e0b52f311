"""Dates, figures and quotations of a sentence, and which of them belong to what is said there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Token

from kg.extract.phrases import tokens_of
from kg.extract.quantities.figures import HARM
from kg.language.english import Sentence
from kg.model import Figure, Span, When

#: Prepositions that put something at a time, and those that only bound it by something else.
_TEMPORAL = frozenset(
    {
        "on",
        "in",
        "at",
        "of",
        "by",
        "during",
        "since",
        "until",
        "till",
        "before",
        "after",
        "from",
        "for",
        "over",
    }
    | {"throughout", "within", "between", "through", "around", "about", "following", "late", "early", "to"}
)
_BOUNDS = frozenset({"since", "until", "till", "before", "after", "following", "by"})
#: How a date hangs under the noun that it names.
_NAMING = frozenset({"nummod", "compound", "amod", "nmod", "poss"})

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
    ordered = sorted(quotes)
    starts = [quote.start for quote in ordered]
    # How far those reach that have begun: a token is inside one of them when it stands before that.
    reach = list(accumulate((quote.end for quote in ordered), max, initial=0))
    places = ((token.i, sentence.base + token.idx) for token in tokens_of(sentence.tokens))
    return frozenset(i for i, place in places if place < reach[bisect_right(starts, place)])


def attached(dates: Sequence[When], head: Token, sentence: Sentence) -> When | None:
    """The date expression of a sentence that hangs under this head and under no other verb."""
    for when in dates:
        tokens = _tokens(when, sentence)
        governor = _governor(tokens, head) if tokens else None
        if governor is None:
            continue
        if governor.i == head.i or (head.dep_ == "xcomp" and governor.i == head.head.i):
            return when
    return None


def _tokens(when: When, sentence: Sentence) -> list[Token]:
    base = sentence.base
    return [t for t in sentence.tokens if when.span.start <= base + t.idx < when.span.end]


def _governor(words: Sequence[Token], head: Token) -> Token | None:
    """The head, or the first verb, that some date words hang under; None when they date something else.

    'The 1994 ceasefire' and 'Friday's vote' date what they name; 'since his arrest in 2019' the arrest;
    in 'on Tuesday, a day after he left' the day after is that of the clause above.
    """
    inside = {t.i for t in words}
    token = next((t for t in words if t.head.i not in inside), words[0])
    last = words[-1]
    if last.dep_ == "mark" and last.lower_ in {"after", "before"}:
        token = last.head
        if token.i == head.i:
            return None
    current, nominal = token, False
    while current.head.i != current.i and current.i != head.i:
        above = current.head
        if current.pos_ in {"VERB", "AUX"} and current.i != token.i:
            break
        if above.pos_ in {"NOUN", "PROPN"} and above.i not in inside:
            if current.i < above.i and current.dep_ in _NAMING:
                return above if above.i == head.i else None
            if current.lower_ == "of" and current.i == token.head.i:
                return above if above.i == head.i else None
            nominal = True
        if above.dep_ in {"prep", "mark"} and nominal and above.lower_ in _BOUNDS:
            return above if above.i == head.i else None
        if above.pos_ == "ADP" and current.i == token.i and above.lower_ not in _TEMPORAL:
            return None
        current = above
    return current


def within(figures: Sequence[Figure], spans: Sequence[Span]) -> tuple[Figure, ...]:
    """The figures that stand inside any of some spans, wholly or in part."""
    return tuple(f for f in figures if any(s.contains(f.span) or s.overlaps(f.span) for s in spans))


def counted(
    figures: Sequence[Figure], spans: Sequence[Span], verb: Token, sentence: Sentence
) -> tuple[Figure, ...]:
    """The figures inside some spans that belong to a verb's event.

    What a verb beside it counts is another event's ('withdrew its envoy and raised duties to 200 percent'),
    unless it is people that came to harm.
    """
    return tuple(f for f in within(figures, spans) if f.measure in HARM or not _beside(f, verb, sentence))


def _beside(figure: Figure, verb: Token, sentence: Sentence) -> bool:
    """Whether a figure hangs under a verb that is coordinated with this one."""
    current = next((t for t in sentence.tokens if sentence.base + t.idx >= figure.span.start), None)
    while current is not None and current.head.i != current.i and current.pos_ not in {"VERB", "AUX"}:
        current = current.head
    while current is not None and current.i != verb.i and current.dep_ == "conj":
        current = current.head
        if current.i == verb.i:
            return True
    return False


def clipped(quotes: Sequence[Span], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of quotations that lie inside some spans, single characters aside.

    >>> clipped((Span(2, 9), Span(12, 20)), (Span(0, 5), Span(19, 25)))
    (Span(start=2, end=5),)
    """
    both = ((max(q.start, s.start), min(q.end, s.end)) for q in quotes for s in spans)
    return tuple(Span(start, end) for start, end in both if end - start > 1)
