"""The merged graph of a store, as rules look things up in it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import ONTOLOGY_GRAPH
from kg.reason import SAME_AS, Node, Term, Triple
from kg.store import is_note

_DEFAULT = ox.DefaultGraph()


def spo(statement: Quad | ox.Triple) -> Triple:
    """Subject, predicate and object of a quad or triple."""
    return statement.subject, statement.predicate, statement.object


class Stored:
    """The merged graph of a store, as rules need it.

    `schema` are triples of the ontology's graph, which is not reasoned over: they count where another
    graph says them too.
    """

    def __init__(self, store: ox.Store, schema: AbstractSet[Triple] = frozenset()) -> None:
        self._store, self._schema = store, schema
        #: Whether any two nodes are said to be the same.
        self.equal = any(True for _ in store.quads_for_pattern(None, SAME_AS, None, _DEFAULT))

    def __contains__(self, triple: object, /) -> bool:
        return Quad(*triple) in self._store and self._counts(triple)  # type: ignore[misc, arg-type]

    def _counts(self, triple: Triple) -> bool:
        if triple not in self._schema:
            return True
        apart = (_DEFAULT, ONTOLOGY_GRAPH)
        found = self._store.quads_for_pattern(*triple, None)
        return any(quad.graph_name not in apart and not is_note(quad.graph_name) for quad in found)

    def _found(
        self, subject: Node | None, predicate: NamedNode | None, object: Term | None
    ) -> Iterator[Triple]:
        return filter(
            self._counts, map(spo, self._store.quads_for_pattern(subject, predicate, object, _DEFAULT))
        )

    def objects(self, predicate: NamedNode, subject: Term, /) -> Iterator[Term]:
        """The objects that a subject has of a property."""
        if not isinstance(subject, Literal):
            yield from (triple[2] for triple in self._found(subject, predicate, None))

    def subjects(self, predicate: NamedNode, object: Term, /) -> Iterator[Node]:
        """The subjects that have an object of a property."""
        yield from (triple[0] for triple in self._found(None, predicate, object))

    def about(self, node: Term, /) -> Iterator[Triple]:
        """The triples that have a node as their subject or object."""
        if not isinstance(node, Literal):
            yield from self._found(node, None, None)
        yield from self._found(None, None, node)
