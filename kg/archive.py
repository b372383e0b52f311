"""The graph on disk: an embedded Oxigraph store that is changed one article at a time, whole or not at all.

Each change is one transaction: an article's graph, what follows from it, where it came from, what now
follows from several articles together, the merged graph and the notes. Whatever kills the program, the
store is as it was before or after an article, never between. What has changed is known before it is
written, and costs no more in a large store than in a small one: only what the article's triples touch
is looked at.

The notes say which version of each article the store has, so that a build does only what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.guarded import guarded
from kg.iris import (
    ACROSS_GRAPH,
    INFERRED_WORLD_GRAPH,
    NOTES_GRAPH,
    ONTOLOGY_GRAPH,
    PROVENANCE_GRAPH,
    WORLD_GRAPH,
    article_graph,
    inferred_graph,
)
from kg.reason import SAME_AS, Changed, Rules, Steps, Triple, spread, withdraw
from kg.store import Graph, is_note
from kg.stored import Stored, spo
from kg.vocab import BASE

_DEFAULT = ox.DefaultGraph()
#: Quads between two flushes, about twenty articles: until then they take 700 bytes of memory each, and
#: thrice that on the disk.
_FLUSHED = 80_000
#: Beside the articles' own: what every graph is built on.
BASE_GRAPHS = (ONTOLOGY_GRAPH, WORLD_GRAPH, INFERRED_WORLD_GRAPH)

#: What is noted: of an article, its version, or why it is kept out; of the store, what it is built on,
#: and whether what follows from several articles is still to be found.
_VERSION, _KEPT_OUT, _BASE, _UNRELATED = (
    NamedNode(f"{BASE}notes#{name}") for name in ("version", "keptOut", "base", "unrelated")
)
_STORE = NamedNode(BASE + "notes#store")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with all that the store is to hold of it.

    `quads` are its graph and its provenance, `inferred` what follows from it, `version` what it was made
    from. `kept_out` says why it is not to be loaded, and is empty when it is.
    """

    article: NamedNode
    version: str
    quads: tuple[Quad, ...] = ()
    inferred: tuple[ox.Triple, ...] = ()
    kept_out: str = ""


class Archive:
    """A graph in a folder. To be closed, or used in a `with` statement.

    :raises StoreError: from every method, when the folder cannot be read or written.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the store in a folder, which is made if it is not there; with `read_only`, beside a writer.

        A reader sees the store as it was when it was opened.

        :raises StoreError: when there is no store to be read, or another process is writing to it.
        """
        self.folder = folder
        if read_only and not is_archive(folder):
            raise StoreError("no store is here", where=str(folder), hint="make one with `kg build --store`")
        if not read_only and folder.exists() and not is_archive(folder) and any(folder.iterdir()):
            raise StoreError("not a store", where=str(folder), hint="name a folder that is empty, or new")
        with self._failing():
            store = ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
        self.graph = Graph(store=guarded(store, lambda text: _explained(text, str(folder))))
        self._store = store
        self._ontology: AbstractSet[Triple] | None = None
        self._unflushed = 0

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        del self._store
        self.graph = Graph()

    # ---------------------------------------------------------------- what is noted

    def versions(self) -> Mapping[NamedNode, str]:
        """The version of each article that is here or kept out, by article."""
        return dict(self._noted(_VERSION))

    def kept_out(self) -> Mapping[NamedNode, str]:
        """The articles that are not loaded, and why not."""
        return dict(self._noted(_KEPT_OUT))

    @property
    def base(self) -> str:
        """What ontology and world the store is built on; empty when it is new."""
        return next((text for _, text in self._noted(_BASE)), "")

    @property
    def is_related(self) -> bool:
        """Whether what follows from several articles together is there."""
        return not any(True for _ in self._noted(_UNRELATED))

    def _noted(self, what: NamedNode) -> Iterator[tuple[NamedNode, str]]:
        with self._failing():
            for quad in self._store.quads_for_pattern(None, what, None, NOTES_GRAPH):
                assert isinstance(quad.subject, NamedNode)
                assert isinstance(quad.object, Literal)
                yield quad.subject, quad.object.value

    # ---------------------------------------------------------------- changes

    def set_base(self, base: str, graphs: Mapping[NamedNode, Iterable[Triple]]) -> None:
        """Put the graphs of `BASE_GRAPHS` in, unless they are there; `base` stands for their content.

        Where they take the place of others, what follows from several articles is taken out until `relate`.
        """
        if self.base == base:
            return
        self._ontology = None
        note = _note(_STORE, _BASE, base)
        quads = [Quad(*triple, name) for name in BASE_GRAPHS for triple in graphs[name]]
        if not self.base:
            self._write((), (*quads, *(Quad(*triple) for triple in set(map(spo, quads))), note))
            return
        # Blank nodes keep their names only where they are not written in SPARQL: so beside first, then over.
        beside = {name: _beside(name) for name in BASE_GRAPHS}
        clean = [f"DROP SILENT GRAPH {name}" for name in beside.values()]
        over = (
            f"INSERT {{ ?s ?p ?o . GRAPH {name} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {there} {{ ?s ?p ?o }} }}"
            for name, there in beside.items()
        )
        old = f"DELETE WHERE {{ GRAPH {NOTES_GRAPH} {{ {_STORE} ?p ?o }} }}"
        notes = f"INSERT DATA {{ {_data((note, _note(_STORE, _UNRELATED, 'yes')))} }}"
        with self._failing():
            self._store.update(" ; ".join(clean))
            self._store.extend(Quad(*spo(quad), beside[quad.graph_name]) for quad in quads)  # type: ignore[index]
            self._store.update(" ; ".join((*_without(*BASE_GRAPHS, ACROSS_GRAPH), *over, *clean, old, notes)))

    def put(self, entry: Entry, rules: Rules) -> None:
        """Put one article in, in place of what is here of it; or note that it is kept out."""
        notes = [_note(entry.article, _VERSION, entry.version)]
        if entry.kept_out:
            self._change(entry.article, {*notes, _note(entry.article, _KEPT_OUT, entry.kept_out)}, rules)
            return
        name = inferred_graph(entry.article)
        inferred = (Quad(*spo(triple), name) for triple in entry.inferred)
        self._change(entry.article, {*entry.quads, *inferred, *notes}, rules)

    def remove(self, article: NamedNode, rules: Rules) -> None:
        """Take one article out, and what is noted of it."""
        self._change(article, set(), rules)

    def _change(self, article: NamedNode, new: set[Quad], rules: Rules) -> None:
        with self._failing():
            old = self._of(article)
            change = _Change(self._store, Steps(rules), self._schema(), old - new, new - old)
            if self.is_related:
                change.reason(fresh="" if old else article.value)
            else:
                change.merge()
        names = (article_graph(article), inferred_graph(article))
        empty = {name for name in names if all(quad.graph_name != name for quad in new)}
        self._write((*change.going, *change.less), (*change.coming, *change.more), empty=empty)

    def _of(self, article: NamedNode) -> set[Quad]:
        """What the store holds of one article."""
        graph, found = article_graph(article), self._store.quads_for_pattern
        return {
            *found(None, None, None, graph),
            *found(None, None, None, inferred_graph(article)),
            *found(graph, None, None, PROVENANCE_GRAPH),
            *found(article, None, None, NOTES_GRAPH),
        }

    def relate(self, rules: Rules) -> None:
        """Find what follows from several articles together, where that is still to be done."""
        if self.is_related:
            return
        with self._failing():
            self._store.update(" ; ".join(_without(ACROSS_GRAPH)))
            for article in sorted(self.versions(), key=str):
                change = _Change(self._store, Steps(rules), self._schema(), set(), set())
                change.spread(spo(quad) for quad in self._of(article) if not _is_apart(quad))
                self._write(change.less, change.more)
        self._write([_note(_STORE, _UNRELATED, "yes")], ())

    def _schema(self) -> AbstractSet[Triple]:
        """What the ontology's graph says."""
        if self._ontology is None:
            found = self._store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH)
            self._ontology = frozenset(map(spo, found))
        return self._ontology

    def _write(self, old: Iterable[Quad], new: Iterable[Quad], *, empty: Iterable[NamedNode] = ()) -> None:
        """One transaction; graphs that are empty afterwards are forgotten."""
        old, new = tuple(old), tuple(new)
        with self._failing():
            if old:
                steps = (f"DELETE DATA {{ {_data(old)} }}", f"INSERT DATA {{ {_data(new)} }}")
                self._store.update(" ; ".join((*steps, *(f"DROP SILENT GRAPH {name}" for name in empty))))
            elif new:
                self._store.extend(new)
            self._unflushed += len(old) + len(new)
            if self._unflushed > _FLUSHED:
                self._store.flush()
                self._unflushed = 0

    # ---------------------------------------------------------------- the folder

    def flush(self) -> None:
        """Wait until everything is on the disk."""
        with self._failing():
            self._store.flush()

    def compact(self) -> tuple[int, int]:
        """Pack what is on the disk; the bytes before and after."""
        before = self.size
        with self._failing():
            self._store.flush()
            self._store.optimize()
        return before, self.size

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            raise _explained(str(error), str(self.folder)) from None


class _Change:
    """What the merged graph, and what follows from several articles, become when quads go and come."""

    def __init__(
        self, store: ox.Store, steps: Steps, schema: AbstractSet[Triple], going: set[Quad], coming: set[Quad]
    ) -> None:
        self._store, self._steps, self._schema = store, steps, schema
        self.going, self.coming = going, coming
        self._gone = {spo(quad) for quad in going if quad.graph_name != NOTES_GRAPH}
        self._said = {spo(quad) for quad in coming if quad.graph_name != NOTES_GRAPH}
        stored = Stored(store, schema)
        equal = stored.equal or steps.rules.equates or any(triple[1] == SAME_AS for triple in self._said)
        self._spreads: Callable[[Triple], bool] = (lambda triple: True) if equal else steps.joins
        # To add to what is there, rules look up no more than what they join.
        self._facts = Changed(stored, joined=None if equal or going else steps.rules.joined)
        self._across_more: set[Triple] = set()
        self._across_less: set[Triple] = set()

    @property
    def more(self) -> Iterator[Quad]:
        """What is to be put into the merged graph, and into that of what follows from several articles."""
        return _in_both(self._facts.added, self._across_more)

    @property
    def less(self) -> Iterator[Quad]:
        """What is to be taken out of both."""
        return _in_both(self._facts.removed - self._schema, self._across_less)

    def merge(self) -> None:
        """Change the merged graph alone."""
        for triple in self._gone:
            if not self._stays(triple):
                self._facts.discard(triple)
        for triple in self._said:
            self._facts.add(triple)

    def reason(self, fresh: str) -> None:
        """Change both, with everything that follows.

        `fresh` is what the names of nodes begin with that the store does not know yet; empty when it
        may know all.
        """
        if self._gone:
            gone = withdraw(self._steps, self._gone, self._facts, self._stays, spreads=self._spreads)
            # An article brings what follows from it alone, so what else went was found across articles.
            self._across_less |= gone - self._gone
            self._across_more |= {t for t in self._gone if t in self._facts and not self._stays(t)}
        new = []
        for triple in self._said:
            subject = triple[0]
            unknown = bool(fresh) and isinstance(subject, NamedNode) and subject.value.startswith(fresh)
            if unknown or triple not in self._facts:
                new.append(triple)
            elif Quad(*triple, ACROSS_GRAPH) in self._store:
                self._across_less.add(triple)
        for triple in new:
            if self._gone:
                self._facts.add(triple)
            else:
                self._facts.add_new(triple)
        self.spread(new)

    def spread(self, triples: Iterable[Triple]) -> None:
        """Find what follows from triples that are there, together with others."""
        found = spread(self._steps, filter(self._spreads, triples), self._facts)
        self._across_more |= found
        back = self._across_more & self._across_less
        self._across_more -= back
        self._across_less -= back

    def _stays(self, triple: Triple) -> bool:
        """Whether a graph other than those that are merged or inferred across articles says it afterwards."""
        if triple in self._said:
            return True
        found = self._store.quads_for_pattern(*triple, None)
        return any(not _is_apart(quad) and quad not in self.going for quad in found)


def _is_apart(quad: Quad) -> bool:
    """Whether a quad is merged, found across articles, of the ontology, or a note: nothing rests on it."""
    return quad.graph_name in (_DEFAULT, ACROSS_GRAPH, ONTOLOGY_GRAPH) or is_note(quad.graph_name)


def _in_both(merged: Iterable[Triple], across: Iterable[Triple]) -> Iterator[Quad]:
    yield from (Quad(*triple) for triple in merged)
    yield from (Quad(*triple, ACROSS_GRAPH) for triple in across)


def _note(about: NamedNode, what: NamedNode, text: str) -> Quad:
    return Quad(about, what, Literal(text), NOTES_GRAPH)


def _beside(graph: NamedNode) -> NamedNode:
    """Where a graph waits until it can take the place of the one that is there."""
    return NamedNode(f"{NOTES_GRAPH.value}/{graph.value.removeprefix(BASE)}")


def _without(*graphs: NamedNode) -> tuple[str, ...]:
    """Updates that take graphs out, and out of the merged graph what no other graph says."""
    values, names = " ".join(map(str, graphs)), ", ".join(map(str, graphs))
    other = f"FILTER (?g NOT IN ({names}) && !STRSTARTS(STR(?g), '{NOTES_GRAPH.value}'))"
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?old {{ {values} }} GRAPH ?old {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} {other} }} }}",
        *(f"DROP SILENT GRAPH {name}" for name in graphs),
    )


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL writes them."""
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == _DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )


def is_archive(folder: Path) -> bool:
    """Whether a folder holds a store (RocksDB's CURRENT names the list of its files)."""
    return (folder / "CURRENT").is_file()


def _explained(text: str, where: str) -> StoreError:
    """What went wrong below, in words that help."""
    small = text.lower()
    if "lock" in small and "corrupt" not in small:  # not the checksum of a block
        return StoreError(
            "another process is writing to this store", where=where, hint="wait until it is done"
        )
    if "no space left" in small:
        return StoreError("the disk is full", where=where, hint="make room, then run the same again")
    if "read-only" in small or "permission denied" in small:
        return StoreError("cannot be written", where=where, hint="choose a folder that you may write to")
    if "no such file" in small:
        return StoreError(
            f"the store is damaged, or a build is changing it ({text})",
            where=where,
            hint="ask again when no build is running; if that fails, delete the folder and build it again",
        )
    if "corrupt" in small:
        return StoreError(
            f"the store is damaged ({text})", where=where, hint="delete the folder and build it again"
        )
    return StoreError(f"the store fails ({text})", where=where, hint="see whether the disk is in order")
