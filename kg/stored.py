"""The merged graph of a store, as rules look things up in it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.iris import ONTOLOGY_GRAPH
from kg.reason import SAME_AS, Code, Coded, Terms, Triple
from kg.store import is_note

_DEFAULT = ox.DefaultGraph()


def spo(statement: Quad | ox.Triple) -> Triple:
    """Subject, predicate and object of a quad or triple."""
    return statement.subject, statement.predicate, statement.object


class Stored:
    """The merged graph of a store, in the numbers of `terms`, as rules need it.

    `schema` are triples of the ontology's graph, which is not reasoned over: they count where another
    graph says them too.
    """

    def __init__(self, store: ox.Store, terms: Terms, schema: AbstractSet[Triple] = frozenset()) -> None:
        self._store, self._terms, self._schema = store, terms, schema
        #: Whether any two nodes are said to be the same.
        self.equal = any(True for _ in store.quads_for_pattern(None, SAME_AS, None, _DEFAULT))

    def __contains__(self, triple: object, /) -> bool:
        (plain,) = self._terms.triples((triple,))  # type: ignore[arg-type]
        return self.says(plain)  # type: ignore[arg-type]

    def says(self, triple: Triple) -> bool:
        """Whether this is in the graph."""
        return Quad(*triple) in self._store and self._counts(triple)

    def _counts(self, triple: Triple) -> bool:
        if triple not in self._schema:
            return True
        apart = (_DEFAULT, ONTOLOGY_GRAPH)
        found = self._store.quads_for_pattern(*triple, None)
        return any(quad.graph_name not in apart and not is_note(quad.graph_name) for quad in found)

    def _found(self, subject: Code | None, predicate: Code | None, object: Code | None) -> Iterator[Coded]:
        pattern = (None if code is None else self._terms.term(code) for code in (subject, predicate, object))
        found = self._store.quads_for_pattern(*pattern, _DEFAULT)  # type: ignore[arg-type, call-arg]
        return map(self._terms.coded, filter(self._counts, map(spo, found)))

    def objects(self, predicate: Code, subject: Code, /) -> Iterator[Code]:
        """The objects that a subject has of a property."""
        if subject >= 0:
            yield from (triple[2] for triple in self._found(subject, predicate, None))

    def subjects(self, predicate: Code, object: Code, /) -> Iterator[Code]:
        """The subjects that have an object of a property."""
        yield from (triple[0] for triple in self._found(None, predicate, object))

    def about(self, node: Code, /) -> Iterator[Coded]:
        """The triples that have a node as their subject or object."""
        if node >= 0:
            yield from self._found(node, None, None)
        yield from self._found(None, None, node)
