"""The whole extraction: an annotated document to everything that is found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import takewhile

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.surface import Indexes, make_indexes
from kg.extract.facts.events import find_events, spans_in
from kg.extract.facts.mentions import EventMention, merged
from kg.extract.facts.order import find_orders
from kg.extract.facts.relations import find_relations
from kg.extract.facts.tenures import find_tenures, implied, together
from kg.extract.flaws import find_flaws
from kg.extract.quantities.figures import find_figures
from kg.extract.reading import Reading
from kg.extract.speech.learned import Learned
from kg.extract.speech.statements import StatementFinder
from kg.extract.speech.transcripts import Turns
from kg.extract.temporal.dates import find_dates
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import World
from kg.language.english import Document
from kg.model import Findings, Flaw, Membership, Mention, Relation, Span, Statement, Tenure

__all__ = ["extract", "make_indexes"]

#: The modes of what the article says happened.
REPORTED = frozenset({"actual", "historical"})


def extract(
    document: Document,
    lexicon: Lexicon,
    world: World,
    indexes: Indexes | None = None,
    learned: Learned | None = None,
) -> Findings:
    """Find who said what about whom, what happened, who holds which office.

    Without what was learnt, statements come from the cues and rules of the lexicon alone. Deterministic: the
    same document, lexicon, world and weights give the same findings.
    """
    discourse = Discourse(document, lexicon, world, indexes or make_indexes(lexicon, world))
    article = document.article
    flaws = find_flaws(document)
    turns = Turns(discourse)
    quotes = discourse.surface.quotes
    readings = [_reading(document, sentence.span, quotes, flaws) for sentence in document.sentences]
    finder = StatementFinder(discourse, readings, turns, learned)
    statements: list[Statement] = []
    mentions: list[EventMention] = []
    held: list[Tenure] = []
    memberships: list[Membership] = []
    relations: list[Relation] = []
    for sentence, reading in zip(document.sentences, readings, strict=True):
        said = finder.find(sentence)
        statements += said
        if turns.asks(sentence):
            continue
        mentions += find_events(discourse, sentence, reading, said)
        claimed = spans_in(said, "content")
        held += find_tenures(discourse, sentence, reading, claimed)
        joined, related = find_relations(discourse, sentence, reading, claimed)
        memberships += joined
        relations += (r for r in related if not implied(r, held))
    events = merged(lexicon, mentions)
    reported = tuple(e for e in events if e.mode in REPORTED)
    return Findings(
        article=article,
        sentences=tuple(sentence.span for sentence in document.sentences),
        mentions=_mentions(discourse),
        statements=tuple(dict.fromkeys(statements)),
        events=reported,
        eventualities=tuple(e for e in events if e.mode not in REPORTED),
        tenures=together(_tenures(discourse, statements), held),
        memberships=tuple(memberships),
        relations=tuple(relations),
        orders=find_orders(document, reported),
        flaws=flaws,
    )


def _reading(document: Document, span: Span, quotes: Sequence[Span], flaws: Iterable[Flaw]) -> Reading:
    """Dates, figures and quotations of the sentence at a span."""
    words = document.text(span)
    dates = find_dates(words, document.article.date, start=span.start)
    return Reading(
        dates=dates,
        figures=find_figures(words, start=span.start, dates=dates),
        quotes=_overlapping(quotes, span),
        broken=any(f.kind == "cut-off" and f.span.overlaps(span) for f in flaws),
    )


def _overlapping(spans: Sequence[Span], wanted: Span) -> tuple[Span, ...]:
    """Those of some spans in reading order, apart from each other, that overlap one."""
    first = bisect_right(spans, wanted.start, key=lambda span: span.end)
    return tuple(takewhile(wanted.overlaps, spans[first:]))


def _mentions(discourse: Discourse) -> tuple[Mention, ...]:
    """Every resolved reference, once, in reading order."""
    found = {
        Mention(r.entity, r.span, r.sentence): None
        for r in sorted(discourse.references, key=lambda r: (r.span, r.entity.label))
        if r.entity.resolved
    }
    return tuple(found)


def _tenures(discourse: Discourse, statements: Iterable[Statement]) -> tuple[Tenure, ...]:
    """One tenure for each person and office, with the evidence of the first mention.

    A title inside what somebody says is the speaker's wording and no fact.
    """
    claimed = spans_in(statements, "content")
    found: dict[tuple[str, str], Tenure] = {}
    for tenure in discourse.tenures:
        span = tenure.evidence[0].spans[0]
        if any(c.contains(span) for c in claimed) and any(
            q.overlaps(span) for s in statements for q in s.quotes
        ):
            continue
        found.setdefault((tenure.holder.label, tenure.office.label), tenure)
    return tuple(found.values())
