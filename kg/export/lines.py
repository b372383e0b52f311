"""N-Quads and N-Triples: one statement on each line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store import Graph
from kg.terms import to_rdflib_triple

if TYPE_CHECKING:
    import rdflib


def nquads(statements: Iterable[ox.Quad] | Iterable[ox.Triple]) -> bytes:
    """One statement on each line, sorted by line, each line once.

    https://www.w3.org/TR/n-quads/; triples give N-Triples.

    >>> nquads([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("b"))])
    b'<urn:a> <urn:p> "b" .\\n'
    """
    return _sorted(ox.serialize(statements, format=ox.RdfFormat.N_QUADS) or b"")


def graph_lines(graph: Graph) -> bytes:
    """Every statement of a graph as N-Quads, one named graph after the other, as `Graph.lines` has them."""
    return b"".join(graph.lines())


def merged_lines(graph: Graph) -> bytes:
    """The union of the graphs as N-Triples, sorted by line."""
    return _sorted(graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"")


def _sorted(lines: bytes) -> bytes:
    # Bytes of UTF-8 sort as code points do.
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """The same statements for rdflib; those without a named graph go to its default graph."""
    import rdflib  # here, since it takes longer to import than all the rest

    dataset = rdflib.Dataset()
    for quad in quads:
        name = quad.graph_name
        graph = dataset.graph(name.value) if isinstance(name, ox.NamedNode) else dataset.default_graph
        graph.add(to_rdflib_triple(quad.triple))
    return dataset
