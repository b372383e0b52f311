"""One article as a store takes it: lines of N-Quads, of which little has to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.iris import inferred_graph
from kg.reason import TYPE, Steps, Triple

_NQUADS = ox.RdfFormat.N_QUADS
_TYPE = str(TYPE).encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with all that the store is to hold of it.

    `lines` are N-Quads as pyoxigraph writes them: its graph, what follows from it, and its provenance.
    `version` says what it was made from. `kept_out` says why it is not to be loaded, and is empty when it is.
    """

    article: NamedNode
    version: str
    lines: bytes = b""
    kept_out: str = ""

    @classmethod
    def of(cls, article: NamedNode, version: str, quads: Iterable[Quad], inferred: Iterable[Triple]) -> Entry:
        """The entry of an article's quads (`kg.rdf.article_quads`), and of what follows from it."""
        name = inferred_graph(article)
        every = (*quads, *(Quad(*triple, name) for triple in inferred))
        return cls(article, version, ox.serialize(every, format=_NQUADS) or b"")

    def quads(self) -> set[Quad]:
        """Everything that is to be in the store, but for the notes and the merged graph."""
        return set(ox.parse(self.lines, format=_NQUADS))

    def merged(self) -> bytes:
        """The lines without their graphs.

        >>> Entry(NamedNode("urn:a"), "1", b'<urn:s> <urn:p> "a <b> ." <urn:g> .\\n').merged()
        b'<urn:s> <urn:p> "a <b> ." .\\n'
        """
        return b"".join(line.rpartition(b" <")[0] + b" .\n" for line in self.lines.splitlines())

    def lines_that_matter(self, steps: Steps) -> bytes:
        """A tenth of the lines: those that say what several articles may imply together (`Steps.matters`)."""
        names, kinds = _spelt(steps)
        kept = []
        for line in self.lines.splitlines(keepends=True):
            _, name, rest = line.split(b" ", 2)
            if name in names or (name == _TYPE and rest.partition(b" ")[0] in kinds):
                kept.append(line)
        return b"".join(kept)


@lru_cache(maxsize=4)
def _spelt(steps: Steps) -> tuple[frozenset[bytes], frozenset[bytes]]:
    term = steps.terms.term
    names, kinds = (frozenset(str(term(code)).encode() for code in codes) for codes in steps.that_matter)
    return names, kinds
