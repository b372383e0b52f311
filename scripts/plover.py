"""The PLOVER gold records: sentences of news with one coded event each, and how far the export finds it.

Event type: the classes of 2017 of a record, over records. Source and target code: the codes of a record in
that role. Triple: class, source and target together; a gold or predicted event is the set of its pairs of
source and target, both ways where several sources have no target. All are micro-averaged over the records.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from span_scores import Rates

from kg.build import Knowledge, Settings, find, new_graph
from kg.errors import InputError
from kg.export.plover import coded_events
from kg.export.view import view
from kg.iris import article_iri
from kg.model import Article, Span
from kg.rdf import article_quads

#: What the figures are of, in the order of the report.
MEASURES = ("event type", "source code", "target code", "strict triple")
Pair: TypeAlias = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Coded:
    """An event with the codes of its sources and targets; '' or None for an actor without a code."""

    event: str
    source: tuple[str | None, ...] = ()
    target: tuple[str | None, ...] = ()

    def pairs(self) -> frozenset[Pair]:
        """What must be right in the triple.

        >>> sorted(Coded("CONSULT", ("FRA", "ROU")).pairs())
        [('CONSULT', 'FRA', 'ROU'), ('CONSULT', 'ROU', 'FRA')]
        """
        sources = [code or None for code in self.source if code] or [None]
        targets = [code for code in self.target if code]
        if targets:
            return frozenset((self.event, s, t) for s in sources for t in targets)
        if len(set(sources)) > 1:
            return frozenset((self.event, s, t) for s in sources for t in sources if s != t)
        return frozenset((self.event, s, None) for s in sources)


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence with its gold event."""

    name: str
    text: str
    gold: Coded


def load(path: Path) -> list[Record]:
    """The records of a JSON file.

    :raises InputError: when it is not one of PLOVER's.
    """
    try:
        return [Record(r["id"], r["text"], _gold(r)) for r in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"no records of PLOVER ({error})", where=str(path), hint="name a JSON list of records"
        ) from error


def _gold(record: Mapping[str, Any]) -> Coded:
    def codes(role: str) -> tuple[str | None, ...]:
        return tuple(actor.get("code") for actor in record.get(role) or () if isinstance(actor, dict))

    return Coded(record["event"], codes("source"), codes("target"))


def predict(records: Iterable[Record], knowledge: Knowledge | None = None) -> dict[str, tuple[Coded, ...]]:
    """What the export codes in the text of each record, each taken as an article of its own."""
    knowledge = knowledge or Knowledge(Settings())
    graph = new_graph(knowledge)
    classes = {name: i.statement_class for name, i in knowledge.lexicon.illocutions.items()}
    names: dict[object, list[str]] = {}
    for record in records:
        article = Article(record.text, paragraphs=(Span(0, len(record.text)),))
        names.setdefault(article_iri(article), []).append(record.name)
        graph.add(article_quads(find(article, knowledge), classes, known=knowledge.world.entities))
    found: dict[str, tuple[Coded, ...]] = {name: () for group in names.values() for name in group}
    for event in coded_events(view(graph)):
        codes = [tuple(dict.fromkeys(a.code for a in actors)) for actors in (event.sources, event.targets)]
        for name in names[event.article]:
            found[name] += (Coded(event.class_2017, *codes),)
    return found


def score(records: Iterable[Record], predicted: Mapping[str, Sequence[Coded]]) -> dict[str, Rates]:
    """The figures, by measure."""
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()

    def count(measure: str, of_gold: frozenset[object], of_found: frozenset[object]) -> None:
        right[measure] += len(of_gold & of_found)
        found[measure] += len(of_found)
        gold[measure] += len(of_gold)

    for record in records:
        events = predicted.get(record.name, ())
        count("event type", frozenset({record.gold.event}), frozenset(e.event for e in events))
        for role in ("source", "target"):
            named = frozenset(c for e in events for c in getattr(e, role) if c)
            count(f"{role} code", frozenset(c for c in getattr(record.gold, role) if c), named)
        pairs = frozenset[object]().union(*(event.pairs() for event in events))
        count("strict triple", frozenset(record.gold.pairs()), pairs)
    return {m: Rates(right[m], found[m], gold[m]) for m in MEASURES}


def plain(predicted: Mapping[str, Sequence[Coded]]) -> dict[str, list[dict[str, object]]]:
    """Predictions as JSON keeps them: {record: [{"event": …, "source": [codes], "target": [codes]}]}."""
    return {
        name: [
            {"event": e.event, "source": [c for c in e.source if c], "target": [c for c in e.target if c]}
            for e in events
        ]
        for name, events in predicted.items()
    }


def report(rates: Mapping[str, Rates]) -> str:
    """The figures as a table."""
    lines = [f"{'':20}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'found':>7}{'gold':>7}"]
    lines += [
        f"{name:20}{r.precision:7.1f}{r.recall:7.1f}{r.f1:7.1f}{r.right:8}{r.predicted:7}{r.gold:7}"
        for name, r in rates.items()
    ]
    return "\n".join(lines)
