"""Triples of the ontology's Turtle, by subject and property, with the IRIs that they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError

KG = "https://w3id.org/article-kg/ns#"
LEX = "https://w3id.org/article-kg/lexicon#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def parse(path: Path) -> list[ox.Quad]:
    """The triples of a file.

    :raises OntologyError: when it is no Turtle, or cannot be read.
    """
    try:
        return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise OntologyError(str(error), where=str(path), hint="mend the Turtle") from error


def local(iri: str) -> str:
    """The last part of an IRI.

    >>> local("https://w3id.org/article-kg/lexicon#opaque"), local("https://w3id.org/article-kg/frame/clause")
    ('opaque', 'clause')
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class Reader:
    """Property look-ups over one set of triples; order comes from sorting, never from the parser."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.values: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self.values[quad.subject][quad.predicate.value].append(quad.object)

    def objects(self, node: object, name: str) -> list[object]:
        """The values of a property of the lexicon."""
        return self.values[node][LEX + name] if node in self.values else []

    def strings(self, node: object, name: str) -> list[str]:
        """The values as text, sorted."""
        return sorted(
            {
                value.value
                for value in self.objects(node, name)
                if isinstance(value, ox.Literal | ox.NamedNode)
            }
        )

    def string(self, node: object, name: str) -> str | None:
        """The first value as text."""
        values = self.strings(node, name)
        return values[0] if values else None

    def flag(self, node: object, name: str) -> bool:
        """Whether a property is true."""
        return self.string(node, name) == "true"

    def subjects(self, name: str) -> list[ox.NamedNode]:
        """The named nodes that have the property, sorted."""
        return sorted(
            (s for s, values in self.values.items() if LEX + name in values and isinstance(s, ox.NamedNode)),
            key=lambda node: node.value,
        )
