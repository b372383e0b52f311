"""A graph in a folder of many files of N-Quads, as a cluster writes it.

    base.nq.gz          the ontology, the world, and what follows from it
    part-00000.nq.gz …  some articles each: what they say, what follows from it, where they come from
    across.nq.gz        what follows from several articles together
    _manifest.json      what the graph is made of; it is there only when all the others are
    _shards/            notes on each part, for the next run

The statements of a graph stand together, and each graph is in one file; the provenance of articles alone
is beside each of them. All files together, sorted, are the N-Quads of the same build in one file.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import InputError
from kg.iris import PROVENANCE_GRAPH

MANIFEST = "_manifest.json"
BASE = "base.nq.gz"
ACROSS = "across.nq.gz"


def part_name(number: int) -> str:
    """What the file of a part is called.

    >>> part_name(7)
    'part-00007.nq.gz'
    """
    return f"part-{number:05d}.nq.gz"


class Shards:
    """The files of such a folder, one after the other: no more than one graph is held, and the provenance.

    `opened` opens a file of the folder by its name; `where` is what the folder is called in messages.

    :raises InputError: when there is no such folder, the build is not finished, or a file is damaged.
    """

    def __init__(self, where: str, opened: Callable[[str], BinaryIO]) -> None:
        self.where = where
        self._opened = opened
        try:
            with opened(MANIFEST) as file:
                self.manifest: dict[str, Any] = json.load(file)
            parts = [part_name(number) for number in range(len(self.manifest["shards"]))]
        except OSError:
            hint = "run `kg build --dask` until it is done"
            raise InputError("no finished build of a cluster is here", where=where, hint=hint) from None
        except (ValueError, KeyError, TypeError):
            raise InputError("a damaged manifest", where=where, hint="build the graph anew") from None
        self.files = (BASE, *parts, ACROSS)
        self._ahead: Iterator[tuple[ox.NamedNode, list[str]]] = iter(())

    def graphs(self) -> Iterator[tuple[ox.NamedNode, list[str]]]:
        """Each graph, with its statements as lines of N-Triples, sorted; the provenance comes last."""
        provenance: list[str] = []
        for name in self.files:
            with self.unpacked(name) as lines:
                for graph, rows in groupby(map(_split, lines), key=lambda row: row[1]):
                    triples = sorted(triple for triple, _ in rows)
                    if graph == PROVENANCE_GRAPH.value:
                        provenance += triples
                    else:
                        yield ox.NamedNode(graph), triples
        if provenance:
            yield PROVENANCE_GRAPH, sorted(provenance)

    def lines(self, graph: ox.NamedNode | None) -> list[str]:
        """The statements of one graph as lines of N-Triples, sorted; without a name, those of their union.

        Asked for in the order of `graphs`, each file is read once. The union is held in memory.
        """
        if graph is None:
            return sorted({line for _, lines in self.graphs() for line in lines})
        for ahead in (self._ahead, self.graphs()):
            self._ahead = ahead
            for name, lines in ahead:
                if name == graph:
                    return lines
        return []

    def quads(self) -> Iterator[ox.Quad]:
        """All statements, file by file."""
        for name in self.files:
            with self.unpacked(name) as lines:
                yield from ox.parse(lines.read(), format=ox.RdfFormat.N_QUADS)

    @contextmanager
    def unpacked(self, name: str) -> Iterator[gzip.GzipFile]:
        """A file to be read line by line."""
        try:
            with self._opened(name) as packed, gzip.GzipFile(fileobj=packed) as lines:
                yield lines
        except (OSError, EOFError, SyntaxError):
            where = f"{self.where}/{name}"
            raise InputError("missing, or damaged", where=where, hint="run the same build again") from None


def in_folder(folder: Path) -> Shards:
    """The shards in a folder of this machine."""
    return Shards(str(folder), lambda name: (folder / name).open("rb"))


def is_sharded(folder: Path) -> bool:
    """Whether a folder holds a finished build of a cluster."""
    return (folder / MANIFEST).is_file()


def grouped(quads: Iterable[ox.Quad]) -> bytes:
    """Statements as N-Quads, spelt as `kg.export` spells them, those of each named graph together."""
    text = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()
    # Not by any line break: in literals, those that only Unicode knows are spelt as they are.
    lines = text.split("\n")[:-1]
    return "".join(f"{line}\n" for line in sorted(lines, key=_by_graph)).encode()


def _by_graph(line: str) -> tuple[str, str]:
    return line.rpartition(" <")[2], line


def pack(lines: Iterable[bytes], file: BinaryIO) -> None:
    """Write lines to a file, compressed: the same bytes for the same lines."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as packed:
        for line in lines:
            packed.write(line)


def _split(line: bytes) -> tuple[str, str]:
    """The triple of a line of N-Quads, as a line of N-Triples, and the name of its graph.

    >>> _split(b'<urn:s> <urn:p> "a <b> c" <urn:g> .\\n')
    ('<urn:s> <urn:p> "a <b> c" .', 'urn:g')
    """
    triple, _, graph = line.decode().rstrip(" .\n").rpartition(" <")
    return f"{triple} .", graph.removesuffix(">")
