"""Where findings stand in the text: ranges that may overlap, cut into segments that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, get_args

from kg.model import Findings, Role, Span
from kg.report import view, words
from kg.report.view import Card

#: What the words of a highlight are part of.
Kind = Literal["content", "source", "addressee", "cue", "event", "fact", "figure", "date", "flaw"]

KINDS: tuple[Kind, ...] = get_args(Kind)

_STATEMENT_KINDS: MappingProxyType[Role, Kind] = MappingProxyType(
    {"content": "content", "source": "source", "addressee": "addressee", "cue": "cue"}
)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A range of the article, what it is, and what is said of it when it is pointed at."""

    span: Span
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with everything that holds for all of it; `cards` end here."""

    text: str
    kinds: tuple[Kind, ...] = ()
    titles: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()


def highlights(findings: Findings, cards: Iterable[Card]) -> tuple[Highlight, ...]:
    """Every highlight of an article, sorted; `cards` are those of its statements, events and facts."""
    found: set[Highlight] = set()
    for card in cards:
        for item in card.evidence:
            kind = _kind(card, item.role)
            found.update(Highlight(span, kind, f"{card.label} {kind}: {card.title}") for span in item.spans)
    for figure, _ in view.figures(findings):
        found.add(Highlight(figure.span, "figure", words.figure(figure)))
    for when in view.dates(findings):
        found.add(Highlight(when.span, "date", words.when(when)))
    for flaw in findings.flaws:
        found.add(Highlight(flaw.span, "flaw", flaw.message))
    return tuple(sorted(found, key=lambda h: (h.span, KINDS.index(h.kind), h.title)))


def _kind(card: Card, role: Role) -> Kind:
    if role in ("figure", "date"):
        return role
    if card.label.startswith("S"):
        return _STATEMENT_KINDS.get(role, "content")
    return "event" if card.label.startswith("E") else "fact"


def segments(
    text: str, within: Span, highlights: Iterable[Highlight], cards: Iterable[Card]
) -> Iterator[Segment]:
    """The words of a range, cut wherever a highlight begins or ends or a card's words end.

    >>> marks = [Highlight(Span(0, 4), "source", "who"), Highlight(Span(2, 8), "date", "when")]
    >>> [(s.text, s.kinds) for s in segments("Baku now", Span(0, 8), marks, ())]
    [('Ba', ('source',)), ('ku', ('source', 'date')), (' now', ('date',))]
    """
    here = [mark for mark in highlights if mark.span.overlaps(within)]
    ending = [card for card in cards if within.start < card.end <= within.end]
    cuts = {within.start, within.end} | {card.end for card in ending}
    cuts |= {cut for mark in here for cut in (mark.span.start, mark.span.end)}
    edges = sorted(cut for cut in cuts if within.start <= cut <= within.end)
    for start, end in pairwise(edges):
        over = [mark for mark in here if mark.span.contains(Span(start, end))]
        kinds = {mark.kind for mark in over}
        yield Segment(
            text[start:end],
            tuple(kind for kind in KINDS if kind in kinds),
            tuple(dict.fromkeys(mark.title for mark in over)),
            tuple(card for card in ending if card.end == end),
        )
