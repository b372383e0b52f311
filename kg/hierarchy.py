"""What stands above a term: superclasses, superproperties, broader types."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.resources import folder
from kg.store import Graph

#: What is known even of a graph that comes without its ontology.
FILES = ("ontology.ttl", "schemes.ttl")

_DEFAULT = ox.DefaultGraph()


def ancestors(graph: Graph, predicate: ox.NamedNode) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    """All that a term leads to by `predicate`, directly or not, in the project's ontology and the graph.

    >>> from kg.vocab import KG, RDFS
    >>> KG("Statement") in ancestors(Graph(), RDFS("subClassOf"))[KG("Accusation")]
    True
    """
    above: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for subject, object in pairs(graph, predicate):
        if isinstance(object, ox.NamedNode):
            above.setdefault(subject, set()).add(object)
    found = {}
    for term in above:
        reached, fresh = set[ox.NamedNode](), {term}
        while fresh:
            fresh = set().union(*(above.get(node, set()) for node in fresh)) - reached
            reached |= fresh
        found[term] = frozenset(reached - {term})
    return found


def pairs(graph: Graph, predicate: ox.NamedNode) -> frozenset[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Named subjects, and what `predicate` says of them, in the project's ontology and in the graph."""
    found = {*_shipped(folder("ontology"))}
    found.update(quad.triple for quad in graph.store.quads_for_pattern(None, predicate, None, _DEFAULT))
    return frozenset(
        (triple.subject, triple.object)
        for triple in found
        if triple.predicate == predicate
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode | ox.Literal)
    )


@cache
def _shipped(ontology: Path) -> frozenset[ox.Triple]:
    return frozenset(
        quad.triple
        for name in FILES
        for quad in ox.parse((ontology / name).read_bytes(), format=ox.RdfFormat.TURTLE)
    )
