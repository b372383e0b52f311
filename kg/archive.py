"""The graph on disk: an embedded Oxigraph store that is changed whole articles at a time, or not at all.

Each change is one transaction: the graph of an article, what follows from it, where it came from, what now
follows from several articles together, the merged graph and the notes; new articles that come together
are one change. Whatever kills the program, the store is as it was before or after a change, never between.
What has changed is known before it is written, and costs no more in a large store than in a small one: only
what the article's triples touch is looked at.

The notes say which version of each article the store has, so that a build does only what changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import finalize

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.change import Change
from kg.entry import Entry
from kg.errors import StoreError
from kg.file_list import endless_record
from kg.guarded import explained, guarded
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
from kg.reason import Rules, Triple, steps_of
from kg.snapshot import discard, snapshot, sweep
from kg.store import Graph
from kg.stored import spo
from kg.vocab import BASE

_DEFAULT = ox.DefaultGraph()
_NQUADS = ox.RdfFormat.N_QUADS
#: Bytes of lines after which new articles are stored together, a hundred or so: sorting them takes fifteen
#: times as much memory, and the fewer the times, the less often the store packs anew what it has.
TOGETHER = 48 << 20
#: Quads from which it is faster to sort them into files of their own than to give them to the store's log;
#: each such file also makes the store pack what it has.
SORTED = 100_000
#: Files that RocksDB makes before the one by which a folder is a store.
_BEGUN = re.compile(r"LOCK|LOG(?:\.old\.[0-9]+)?|IDENTITY|(?:MANIFEST|OPTIONS)-[0-9]+|[0-9]+\.(?:dbtmp|log)")
#: Files of lines being sorted, which no store knows of yet.
_LEFT = "bulk-*.sst"
#: Quads between two flushes: until then they take 700 bytes of memory each.
_FLUSHED = 400_000
#: Beside the articles' own: what every graph is built on.
BASE_GRAPHS = (ONTOLOGY_GRAPH, WORLD_GRAPH, INFERRED_WORLD_GRAPH)

#: What is noted: of an article, its version, or why it is kept out; of the store, what it is built on,
#: and whether what follows from several articles is still to be found.
_VERSION, _KEPT_OUT, _BASE, _UNRELATED = (
    NamedNode(f"{BASE}notes#{name}") for name in ("version", "keptOut", "base", "unrelated")
)
_STORE = NamedNode(BASE + "notes#store")


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
        if not read_only and folder.exists() and not is_archive(folder) and not _is_free(folder):
            raise StoreError("not a store", where=str(folder), hint="name a folder that is empty, or new")
        made = snapshot(folder) if read_only else None
        try:
            store = self._opened(made or folder, read_only)
        except BaseException:
            if made is not None:
                discard(made)
            raise
        reading = guarded(store, lambda text: explained(text, str(folder)))
        self.graph = Graph(store=reading, is_merged=True)
        if made is not None:
            finalize(self.graph, discard, made)
        self._store = store
        self._ontology: AbstractSet[Triple] | None = None
        self._unflushed = 0

    def _opened(self, folder: Path, read_only: bool) -> ox.Store:
        if place := endless_record(folder):
            raise explained(f"corrupt list of files: {place}", str(self.folder))
        with self._failing():
            if read_only:
                return ox.Store.read_only(str(folder))
            store = ox.Store(str(folder))
            self._tidy()
            return store

    def _tidy(self) -> None:
        """Remove what processes that were killed have left; no other than this may write now."""
        for path in self.folder.glob(_LEFT):
            path.unlink(missing_ok=True)
        sweep(self.folder)

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
        self.put_all((entry,), rules)

    def put_all(self, entries: Iterable[Entry], rules: Rules) -> None:
        """Put articles in, as `put` does; those that are new all at once, however many: see `TOGETHER`."""
        new: dict[NamedNode, Entry] = {}
        others = []
        for entry in entries:
            if entry.article in new or self._has_note(entry.article):
                others.append(entry)
            else:
                new[entry.article] = entry
        if new and not self._add(tuple(new.values()), rules):
            others = [*new.values(), *others]
        for entry in others:
            self._change(entry.article, entry.quads() | _notes(entry), rules)

    def _has_note(self, article: NamedNode) -> bool:
        with self._failing():
            return any(True for _ in self._store.quads_for_pattern(article, None, None, NOTES_GRAPH))

    def _add(self, entries: Sequence[Entry], rules: Rules) -> bool:
        """Put in articles of which nothing is here; False, and nothing done, if that takes anything out."""
        steps = steps_of(rules)
        with self._failing():
            change = Change(self._store, steps, self._schema())
            if self.is_related:
                if change.equal:
                    return False
                lines = b"".join(entry.lines_that_matter(steps) for entry in entries)
                change.reason_about({spo(quad) for quad in ox.parse(lines, format=_NQUADS)})
            if any(change.less):
                return False
        notes = {note for entry in entries for note in _notes(entry)}
        parts = [_serialized((*change.more, *notes))]
        for entry in entries:
            parts += (entry.lines, entry.merged())
        self._load(b"".join(parts))
        return True

    def _load(self, lines: bytes) -> None:
        """One transaction that adds."""
        number = lines.count(b"\n")
        with self._failing():
            if number >= SORTED:
                self._store.bulk_load(lines, format=_NQUADS)
            else:
                self._store.load(lines, format=_NQUADS)
                self._written(number)

    def remove(self, article: NamedNode, rules: Rules) -> None:
        """Take one article out, and what is noted of it."""
        self._change(article, set(), rules)

    def _change(self, article: NamedNode, new: set[Quad], rules: Rules) -> None:
        with self._failing():
            old = self._of(article)
            change = Change(self._store, steps_of(rules), self._schema(), article, old, new)
            if self.is_related:
                change.reason()
            else:
                change.merge()
        empty = {article_graph(article), inferred_graph(article)} - {quad.graph_name for quad in new}
        going = (quad for quad in change.going if quad.graph_name not in empty)
        self._write((*going, *change.less), (*change.coming, *change.more), empty=empty)

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
                change = Change(self._store, steps_of(rules), self._schema())
                change.spread(self._of(article))
                self._write(change.less, change.more)
        self._write([_note(_STORE, _UNRELATED, "yes")], ())

    def _schema(self) -> AbstractSet[Triple]:
        """What the ontology's graph says."""
        if self._ontology is None:
            found = self._store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH)
            self._ontology = frozenset(map(spo, found))
        return self._ontology

    def _write(self, old: Iterable[Quad], new: Iterable[Quad], *, empty: Iterable[NamedNode] = ()) -> None:
        """One transaction; some graphs are taken out whole."""
        old, new, empty = tuple(old), tuple(new), sorted(empty, key=str)
        with self._failing():
            if old or empty:
                steps = (f"DELETE DATA {{ {_data(old)} }}", f"INSERT DATA {{ {_data(new)} }}")
                self._store.update(" ; ".join((*steps, *(f"DROP SILENT GRAPH {name}" for name in empty))))
            elif new:
                self._store.extend(new)
            self._written(len(old) + len(new))

    def _written(self, quads: int) -> None:
        self._unflushed += quads
        if self._unflushed > _FLUSHED:
            self._store.flush()
            self._unflushed = 0

    # ---------------------------------------------------------------- the folder

    def flush(self) -> None:
        """Wait until everything is on the disk.

        What the store has not yet sorted into its files stays in its log: sorting little is dear in a large
        store, and reading the log again when it is opened is cheap.
        """
        with self._failing():
            for path in (*self.folder.glob("*.log"), self.folder):
                with suppress(FileNotFoundError):
                    _synchronise(path)

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
        return sum(map(_size, self.folder.iterdir()))

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            raise explained(str(error), str(self.folder)) from None


def _notes(entry: Entry) -> set[Quad]:
    """What is noted of an article."""
    kept_out = {_note(entry.article, _KEPT_OUT, entry.kept_out)} if entry.kept_out else set()
    return {_note(entry.article, _VERSION, entry.version), *kept_out}


def _note(about: NamedNode, what: NamedNode, text: str) -> Quad:
    return Quad(about, what, Literal(text), NOTES_GRAPH)


def _serialized(quads: Iterable[Quad]) -> bytes:
    return ox.serialize(quads, format=_NQUADS) or b""


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


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:  # packed into another just now
        return 0


def _is_free(folder: Path) -> bool:
    """Whether a folder is empty, or has only what a process left that was killed before there was a store."""
    return all(_BEGUN.fullmatch(path.name) for path in folder.iterdir())


def is_archive(folder: Path) -> bool:
    """Whether a folder holds a store (RocksDB's CURRENT names the list of its files)."""
    return (folder / "CURRENT").is_file()
