"""What a load has to do: which graphs the store has already, which it lacks, which it should not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from kg.errors import LoadError
from kg.load.store import RECORD, Store
from kg.load.target import Target
from kg.shards import Shards
from kg.store import Graph, is_note


@dataclass(frozen=True, slots=True)
class Part:
    """One graph as the store is to hold it: what it is called there ('' is the default graph), where its
    statements are here (None: the union of all), their digest and number.
    """

    name: str
    source: ox.NamedNode | None
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sent, what the store holds already, and what is to be taken out of it; by name.

    `held` is what the store remembers of earlier loads: name to digest.
    """

    send: tuple[Part, ...]
    unchanged: tuple[Part, ...]
    remove: tuple[str, ...]
    held: Mapping[str, str]


def parts(graph: Graph | Shards, target: Target, merged: str | None = None) -> tuple[Part, ...]:
    """The graphs to be held by a store, sorted by name; those of shards as they stand there.

    `merged` is where the union of all graphs goes too: the name of a graph, '' for the default graph.

    :raises LoadError: for statements outside named graphs when there is no place for the union, and for
        a graph without a name that a store could take.
    """
    if isinstance(graph, Shards):
        return _parts_of_shards(graph, target, merged)
    found: dict[str, ox.NamedNode | None] = {}
    for node in graph.store.named_graphs():
        if is_note(node):
            continue
        if not isinstance(node, ox.NamedNode):
            raise LoadError(f"the graph {node} has no IRI", hint="name it, then load it")
        found[target.name(node.value)] = node
    if merged is not None:
        if target.name(RECORD) == merged or merged in found:
            raise LoadError(f"the graph <{merged}> is taken", hint="name another with --default-graph")
        found[merged] = None
    elif any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in graph.quads()):
        raise LoadError(
            "some statements are in no named graph",
            hint="load a .nq or .trig file that `kg build` wrote, or give --default-graph",
        )
    if target.name(RECORD) in found:
        raise LoadError(f"<{RECORD}> is where a store remembers loads", hint="take that graph out")
    return tuple(_part(name, found[name], lines(graph, found[name])) for name in sorted(found))


def _parts_of_shards(shards: Shards, target: Target, merged: str | None) -> tuple[Part, ...]:
    """The same for shards, of which no more than one graph is held."""
    found = tuple(_part(target.name(node.value), node, rows) for node, rows in shards.graphs())
    names = {part.name for part in found}
    if len(names) < len(found):
        raise LoadError("a graph is in two files", where=shards.where, hint="build the graph anew")
    if merged is None:
        return found
    if merged == target.name(RECORD) or merged in names:
        raise LoadError(f"the graph <{merged}> is taken", hint="name another with --default-graph")
    return (*found, _part(merged, None, shards.lines(None)))


def lines(graph: Graph | Shards, source: ox.NamedNode | None) -> list[str]:
    """The statements of one graph, or of their union, as lines of N-Triples: sorted, each once."""
    if isinstance(graph, Shards):
        return graph.lines(source)
    if source is None:
        return sorted({f"{triple} ." for triple in graph.triples()})
    return sorted(f"{quad.triple} ." for quad in graph.store.quads_for_pattern(None, None, None, source))


def make_plan(wanted: Iterable[Part], store: Store, *, keep: bool = False) -> Plan:
    """Compare what is wanted with what the store holds.

    A graph is unchanged when the store remembers the same digest and counts as many statements. What was
    loaded earlier and is wanted no more is to be removed, unless `keep`.

    :raises LoadError: when the store does not answer.
    """
    wanted = tuple(wanted)
    held = store.digests()
    known = [part for part in wanted if held.get(part.name) == part.digest]
    counts = store.counts(part.name for part in known)
    unchanged = tuple(part for part in known if counts[part.name] == part.size)
    same = {part.name for part in unchanged}
    names = {part.name for part in wanted}
    return Plan(
        send=tuple(part for part in wanted if part.name not in same),
        unchanged=unchanged,
        remove=() if keep else tuple(sorted(held.keys() - names)),
        held=held,
    )


def _part(name: str, source: ox.NamedNode | None, lines: Sequence[str]) -> Part:
    digest = sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return Part(name, source, digest.hexdigest(), len(lines))
