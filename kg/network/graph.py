"""The ties as a graph of networkx: narrowed, counted and written to a file."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.errors import OutputError, QueryError
from kg.export.csv_tables import SEPARATOR
from kg.export.node_links import clean, gexf, graphml
from kg.export.view import Term, View, identity, view
from kg.hierarchy import pairs
from kg.network.drawing import draw
from kg.network.measures import measured
from kg.network.ties import Tie, local_name, ties
from kg.store import Graph
from kg.vocab import KG, PREFIXES, RDFS, SKOS, shorten

#: What a network can be written as, by the ending of the file's name.
ENDINGS = (".graphml", ".gexf", ".csv", ".svg")


#: How many kinds of statement or event an edge is labelled with.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """Which ties make the network.

    `start` and `end` are the first and last day, inclusive: a tie whose dates overlap them counts, one
    without a date does not. `relations` are names of PLOVER categories, illocutions, event types or
    properties. `actor` is the only one whose ties count. `claims` and `by_state` are those of `ties`.
    """

    start: datetime.date | None = None
    end: datetime.date | None = None
    relations: tuple[str, ...] = ()
    actor: ox.NamedNode | None = None
    claims: bool = False
    by_state: bool = True


def actor_graph(graph: Graph, selection: Selection | None = None) -> nx.MultiDiGraph:
    """The signed, dated network of actors: a node for each actor, an edge for each pair and relation.

    A node's name is its IRI; it has `label`, `class` and the measures of `standings`. An edge has `relation`,
    `label` (its kinds in words), `sign` (1, 0, -1), `weight` (the number of different statements and
    events), `kinds`, `start` and `end` (ISO dates), `articles` and `items` (IRIs joined by '; '), `mutual`
    and `claimed` ('yes', 'no') and `claimed_by`. Without `by_state`, an organ has an edge `organOf` to what
    it is an organ of.

    :raises QueryError: for a relation that no tie has.
    """
    wanted = selection or Selection()
    seen = view(graph)
    found = ties(graph, claims=wanted.claims, by_state=wanted.by_state)
    groups: defaultdict[tuple[Term, Term, str, bool], list[Tie]] = defaultdict(list)
    for tie in _selected(found, wanted, seen):
        groups[tie.source, tie.target, tie.relation, tie.claimed_by is not None].append(tie)
    network = nx.MultiDiGraph()
    actors = {end for source, target, _, _ in groups for end in (source, target)}
    if not wanted.by_state:
        actors |= {polity for actor in actors for polity in seen.values(actor, KG("organOf"))}
    for actor in sorted(actors, key=identity):
        kinds = SEPARATOR.join(shorten(name.value).removeprefix("kg:") for name in seen.classes(actor))
        network.add_node(identity(actor), label=clean(seen.label(actor)), **{"class": kinds})
    words = _words(graph)
    for (source, target, _, _), group in sorted(groups.items(), key=lambda item: str(item[0])):
        _add(network, identity(source), identity(target), _attributes(group, seen, words))
    if not wanted.by_state:
        for actor in sorted(actors, key=identity):
            for polity in seen.values(actor, KG("organOf")):
                attributes = {
                    "label": words["organOf"],
                    "relation": "organOf",
                    "sign": 0,
                    "weight": 1,
                    "kinds": "organOf",
                }
                _add(
                    network, identity(actor), identity(polity), attributes | {"mutual": "no", "claimed": "no"}
                )
    return measured(network)


def edges(network: nx.MultiDiGraph) -> bytes:
    """The edges as CSV (RFC 4180, UTF-8), in the order of their ends."""
    heads = ("source", "source_label", "relation", "target", "target_label", "sign", "weight", "start", "end")
    more = ("kinds", "mutual", "claimed", "claimed_by", "articles", "items")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*heads, *more])
    for source, target, data in network.edges(data=True):
        ends = {
            "source": source,
            "target": target,
            "source_label": network.nodes[source]["label"],
            "target_label": network.nodes[target]["label"],
        }
        row = ends | data
        writer.writerow([row.get(head, "") for head in (*heads, *more)])
    return stream.getvalue().encode()


def check_ending(path: Path) -> None:
    """Complain about a name that no network goes by.

    :raises OutputError: unless it ends in one of `ENDINGS`.
    """
    if path.suffix.lower() not in ENDINGS:
        hint = f"end it in {', '.join(ENDINGS)}; a browser turns .svg into other pictures"
        raise OutputError("no network goes by this name", where=str(path), hint=hint)


def save(network: nx.MultiDiGraph, path: Path) -> bytes:
    """The network in the format of a file's ending: .graphml, .gexf, .csv (the edges) or .svg (a drawing).

    :raises OutputError: for any other ending.
    """
    check_ending(path)
    match path.suffix.lower():
        case ".graphml":
            return graphml(network)
        case ".gexf":
            return gexf(network)
        case ".csv":
            return edges(network)
    return draw(network).encode()


def _selected(found: tuple[Tie, ...], wanted: Selection, seen: View) -> Iterable[Tie]:
    names = {name.casefold() for name in wanted.relations}
    known = {name.casefold(): name for tie in found for name in (tie.kind, tie.relation)}
    for name in wanted.relations:
        if name.casefold() not in known:
            hint = f"there are {', '.join(sorted(known.values()))}" if known else "the graph has none at all"
            raise QueryError(f"no tie in the graph is called {name!r}", hint=hint)
    actor = wanted.actor
    while wanted.by_state and actor is not None and (above := seen.values(actor, KG("organOf"))):
        actor = above[0]
    for tie in found:
        if names and not names & {tie.relation.casefold(), tie.kind.casefold()}:
            continue
        if actor is not None and actor not in (tie.source, tie.target):
            continue
        if _in_time(tie, wanted):
            yield tie


def _in_time(tie: Tie, wanted: Selection) -> bool:
    if wanted.start is None and wanted.end is None:
        return True
    first, last = tie.start or tie.end, tie.end or tie.start
    if first is None or last is None:
        return False
    return (wanted.end is None or first <= wanted.end) and (wanted.start is None or last >= wanted.start)


def _attributes(group: list[Tie], seen: View, words: Mapping[str, str]) -> dict[str, Any]:
    first = group[0]
    starts = [tie.start for tie in group if tie.start]
    ends = [tie.end for tie in group if tie.end]
    dates = {
        name: day.isoformat()
        for name, day in (("start", min(starts, default=None)), ("end", max(ends, default=None)))
        if day
    }
    if len(dates) == 2 and dates["end"] < dates["start"]:
        del dates["end"]
    claimers = {seen.label(tie.claimed_by) for tie in group if tie.claimed_by is not None}
    kinds = sorted({words.get(tie.kind, tie.kind) for tie in group})
    return {
        "label": ", ".join(kinds[:_NAMED]) + (" …" if len(kinds) > _NAMED else ""),
        "relation": first.relation,
        "sign": first.sign,
        "weight": len({tie.item for tie in group}),
        "kinds": _joined(tie.kind for tie in group),
        **dates,
        "articles": _joined(identity(tie.article) for tie in group if tie.article is not None),
        "items": _joined(identity(tie.item) for tie in group),
        "mutual": "yes" if first.mutual else "no",
        "claimed": "yes" if claimers else "no",
        "claimed_by": clean(_joined(claimers)),
    }


def _add(network: nx.MultiDiGraph, source: str, target: str, attributes: dict[str, Any]) -> None:
    key = f"e{network.number_of_edges() + 1}"
    network.add_edge(source, target, key=key, **attributes)


def _words(graph: Graph) -> dict[str, str]:
    """What types, illocutions and properties are called, by their local names."""
    labels = sorted((*pairs(graph, RDFS("label")), *pairs(graph, SKOS("prefLabel"))), key=str)
    own = (PREFIXES["kg"], PREFIXES["et"], PREFIXES["il"])
    ranked = sorted(labels, key=lambda pair: pair[0].value.startswith(own[1:]))
    return {
        local_name(name): label.value.lower() if label.value.isupper() else label.value
        for name, label in ranked
        if name.value.startswith(own)
    }


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(sorted(set(values)))
