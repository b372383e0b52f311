"""The graph: named graphs, and their union as the default graph that queries run on.

Each triple is in the default graph once, however many named graphs say it (a query over a union of
graphs would count it once for each). The default graph is a copy and is never exported beside its
originals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.graph_file import statements
from kg.iris import NOTES_GRAPH, PROVENANCE_GRAPH, article_graph, inferred_graph
from kg.vocab import KG, RDF

#: Statements that are put into a graph at once.
_BATCH = 50_000

_DEFAULT = DefaultGraph()
_TYPE = RDF("type")
#: How N-Triples write that a node is of a class, and, while lines are sorted, a mark that comes before any
#: property: no line has it, since control characters are escaped.
_CLASS, _FIRST = f" {_TYPE} ".encode(), b" \x01 "

#: The end of a line, which no literal has: line breaks are escaped.
_END = b" .\n"


class Graph:
    """Articles, the world and the ontology, each in its named graph, ready to be queried as one.

    >>> graph = Graph()
    >>> a, b = KG("a"), KG("b")
    >>> graph.add([Quad(a, KG("allyOf"), b, KG("g")), Quad(a, KG("allyOf"), b, KG("h"))])
    >>> len(graph), len(list(graph.triples()))
    (2, 1)
    """

    def __init__(
        self, quads: Iterable[Quad] = (), *, store: Store | None = None, is_merged: bool = False
    ) -> None:
        """A new graph, or that of a `store`.

        With `is_merged`, the default graph of the store is known to be the union of its named graphs.
        """
        #: The underlying store, in memory unless one is given. Read from it; write through the methods,
        #: which keep the union right.
        self.store = Store() if store is None else store
        # What the graphs say that came whole, as `lines` has it: then it need not be looked up again.
        self._lines: dict[Any, bytes] = {}
        self._is_merged = store is None or is_merged
        if quads:
            self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add statements to the graphs that they name, and to the default graph."""
        graphs: defaultdict[Any, list[Quad]] = defaultdict(list)
        for quad in quads:
            graphs[quad.graph_name].append(quad)
        for name, batch in graphs.items():
            copies = batch
            if name == _DEFAULT:
                self._is_merged = False
            else:
                copies = [Quad(*_spo(quad)) for quad in batch]
                if self.store.contains_named_graph(name):
                    self._lines.pop(name, None)
                else:
                    self._lines[name] = _sorted(serialize(batch, format=RdfFormat.N_QUADS) or b"")
                self.store.extend(batch)
            self.store.extend(copies)

    def add_graph(self, name: NamedNode, triples: Iterable[Triple]) -> None:
        """Put these triples, and no others, into the named graph `name`."""
        self.remove(name)
        self.add(Quad(*_spo(triple), name) for triple in triples)

    def add_article(self, article: NamedNode, quads: Iterable[Quad], inferred: Iterable[Triple] = ()) -> None:
        """Add an article, or replace the version of it that is there, with what follows from it.

        `quads` are those of `kg.rdf.article_quads`.
        """
        self.remove_article(article)
        self.add(quads)
        self.add_graph(inferred_graph(article), inferred)

    def remove_article(self, article: NamedNode) -> None:
        """Take an article out, with what follows from it and where it came from."""
        graph = article_graph(article)
        self._discard(self.store.quads_for_pattern(graph, None, None, PROVENANCE_GRAPH))
        self.remove(graph)
        self.remove(inferred_graph(article))

    def remove(self, name: NamedNode) -> None:
        """Take out a named graph; what other graphs say too stays in the default graph."""
        self._discard(self.store.quads_for_pattern(None, None, None, name))

    def _discard(self, quads: Iterable[Quad]) -> None:
        for quad in tuple(quads):
            self._lines.pop(quad.graph_name, None)
            self.store.remove(quad)
            if not self._is_named(quad):
                self.store.remove(Quad(*_spo(quad)))

    def _is_named(self, quad: Quad) -> bool:
        """Whether a named graph holds the triple of this quad."""
        found = self.store.quads_for_pattern(*_spo(quad), None)
        return any(other.graph_name != _DEFAULT and not is_note(other.graph_name) for other in found)

    def says(self, triple: tuple[Any, Any, Any]) -> bool:
        """Whether any graph holds this subject, predicate and object.

        >>> Graph([Quad(KG("a"), KG("allyOf"), KG("b"), KG("g"))]).says((KG("a"), KG("allyOf"), KG("b")))
        True
        """
        return Quad(*triple) in self.store

    def articles(self) -> tuple[NamedNode, ...]:
        """The articles in the graph, sorted."""
        found = self.store.quads_for_pattern(None, _TYPE, KG("Article"), _DEFAULT)
        return tuple(sorted((q.subject for q in found if isinstance(q.subject, NamedNode)), key=str))

    def quads(self, *, article: NamedNode | None = None) -> Iterator[Quad]:
        """Every statement in its named graph, sorted; in the default graph only what no named graph says.

        With `article`, only its graph, what follows from it and where it came from. Sorted by graph,
        subject, predicate (rdf:type first) and object.
        """
        if article is None:
            # One graph after the other, so that no more than one is held beside the store.
            names = (name for name in self.store.named_graphs() if not is_note(name))
            for name in sorted((_DEFAULT, *names), key=_key):
                found = self.store.quads_for_pattern(None, None, None, name)
                own = found if name != _DEFAULT else (quad for quad in found if not self._is_named(quad))
                yield from sorted(own, key=_order)
            return
        graph = article_graph(article)
        about = (
            *self.store.quads_for_pattern(None, None, None, graph),
            *self.store.quads_for_pattern(None, None, None, inferred_graph(article)),
            *self.store.quads_for_pattern(graph, None, None, PROVENANCE_GRAPH),
        )
        yield from sorted(about, key=_order)

    def lines(self) -> Iterator[bytes]:
        """N-Quads of what only the default graph says, and of each named graph, in the order of names.

        The lines of a graph come by subject, predicate (rdf:type first) and object as they are spelt.

        >>> list(Graph([Quad(KG("a"), KG("allyOf"), KG("b"))]).lines())[0].count(b"\\n")
        1
        """
        graphs = {name: self._said_in(name) for name in self.store.named_graphs() if not is_note(name)}
        if not self._is_merged:
            copies = {
                line.rpartition(b" <")[0] + _END for lines in graphs.values() for line in lines.splitlines()
            }
            merged = self._dumped(_DEFAULT).splitlines(keepends=True)
            yield _sorted(b"".join(line for line in merged if line not in copies))
        for name in sorted(graphs, key=_key):
            yield graphs[name]

    def _said_in(self, name: NamedNode | BlankNode) -> bytes:
        known = self._lines.get(name)
        return _sorted(self._dumped(name)).replace(_END, f" {name} .\n".encode()) if known is None else known

    def _dumped(self, name: NamedNode | BlankNode | DefaultGraph) -> bytes:
        return self.store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""

    def _in_default(self) -> Iterator[Quad]:
        return self.store.quads_for_pattern(None, None, None, _DEFAULT)

    def triples(self, *, article: NamedNode | None = None) -> Iterator[Triple]:
        """The union of the graphs, each triple once, sorted by subject, predicate (rdf:type first), object.

        With `article`, only its graph and what follows from it.
        """
        if article is None:
            found = {quad.triple for quad in self.store.quads_for_pattern(None, None, None, _DEFAULT)}
        else:
            found = {
                quad.triple for quad in self.quads(article=article) if quad.graph_name != PROVENANCE_GRAPH
            }
        yield from sorted(found, key=_order)

    def __len__(self) -> int:
        """The number of statements, the default graph's copies not counted."""
        notes = sum(
            1
            for name in self.store.named_graphs()
            if is_note(name)
            for _ in self.store.quads_for_pattern(None, None, None, name)
        )
        if self._is_merged:
            copies = sum(1 for _ in self._in_default())
        else:
            copies = sum(map(self._is_named, self._in_default()))
        return len(self.store) - notes - copies


def _sorted(lines: bytes) -> bytes:
    """Each of some lines of a graph once, sorted."""
    rows = sorted(set(lines.replace(_CLASS, _FIRST).splitlines(keepends=True)))
    return b"".join(rows).replace(_FIRST, _CLASS)


def is_note(graph: NamedNode | BlankNode | DefaultGraph) -> bool:
    """Whether a graph is what a store on disk notes for itself: no part of what the graph says."""
    return isinstance(graph, NamedNode) and graph.value.startswith(NOTES_GRAPH.value)


def from_file(path: Path) -> Graph:
    """The graph in a file of N-Quads, TriG, N-Triples, Turtle, JSON-LD or RDF/XML, by the file's ending.

    :raises InputError: as `read_quads`.
    """
    graph = Graph()
    found = statements(path)
    while batch := tuple(islice(found, _BATCH)):
        graph.add(batch)
    return graph


def read_quads(path: Path) -> tuple[Quad, ...]:
    """The statements in a file, in its order; blank nodes that it does not label are numbered.

    :raises InputError: when the file cannot be read, has another ending, does not parse, or would grow
        beyond all bounds.
    """
    return tuple(statements(path))


def _spo(statement: Quad | Triple) -> tuple[Any, Any, Any]:
    return statement.subject, statement.predicate, statement.object


def _order(statement: Quad | Triple) -> tuple[str, str, bool, str, str]:
    graph = _key(statement.graph_name) if isinstance(statement, Quad) else ""
    subject, predicate, object_ = _spo(statement)
    return graph, _key(subject), predicate != _TYPE, _key(predicate), _key(object_)


def _key(term: Any) -> str:
    """A term for sorting; an IRI without its brackets, so that a name comes before longer ones."""
    return term.value if isinstance(term, NamedNode) else str(term)
