"""The graph as bytes, in the formats of RDF and of the tools that people count and draw with.

N-Quads and TriG keep the named graphs; Turtle, N-Triples, JSON-LD and RDF/XML have their union. All of
these read back as the same graph. What the articles say is also nested JSON-LD with a document for each
statement, CSV tables, and GraphML and GEXF.

Every format is sorted, so that the same graph gives the same bytes. Nothing is fetched: JSON-LD
carries the context of `ontology/context.jsonld` inside itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pyoxigraph as ox

from kg.errors import OutputError
from kg.export.csv_tables import tables, zipped
from kg.export.files import write
from kg.export.frames import framed
from kg.export.json_ld import jsonld
from kg.export.lines import graph_lines, merged_lines, nquads, to_rdflib
from kg.export.plover import plover
from kg.export.rdf_xml import rdfxml
from kg.export.terse import trig, turtle
from kg.export.view import view
from kg.store import Graph

__all__ = [
    "ENDINGS",
    "Format",
    "export",
    "format_of",
    "framed",
    "jsonld",
    "nquads",
    "plover",
    "rdfxml",
    "tables",
    "to_rdflib",
    "trig",
    "turtle",
    "write",
]

Format = Literal[
    "turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "framed", "csv", "plover", "graphml", "gexf"
]

#: The format of a file, by the ending of its name.
ENDINGS: Mapping[str, Format] = MappingProxyType(
    {
        ".nq": "nquads",
        ".trig": "trig",
        ".nt": "ntriples",
        ".ttl": "turtle",
        ".jsonld": "jsonld",
        ".rdf": "rdfxml",
        ".json": "framed",
        ".zip": "csv",
        ".csv": "plover",
        ".graphml": "graphml",
        ".gexf": "gexf",
    }
)


def format_of(path: Path) -> Format:
    """The format that the ending of a file's name stands for.

    :raises OutputError: for any other ending.

    >>> format_of(Path("kg.ttl"))
    'turtle'
    """
    try:
        return ENDINGS[path.suffix.lower()]
    except KeyError:
        raise OutputError(
            "no format goes by this name", where=str(path), hint=f"end it in {', '.join(ENDINGS)}"
        ) from None


def export(graph: Graph, format: Format, *, article: ox.NamedNode | None = None) -> bytes:
    """The graph, or one article with what follows from it, in UTF-8.

    Sorted by graph, subject, predicate (the class first) and object; N-Triples, and the N-Quads of an
    article, by line.
    'framed', 'csv' (a zip file of tables), 'plover' (event data), 'graphml' and 'gexf' hold what articles
    say: neither the rest of the world nor what was inferred.

    :raises OutputError: for an unknown format, and for terms that the format cannot write.
    """
    match format:
        case "nquads":
            return graph_lines(graph) if article is None else nquads(graph.quads(article=article))
        case "trig":
            return trig(graph_lines(graph) if article is None else nquads(graph.quads(article=article)))
        case "turtle":
            return turtle(graph.triples(article=article))
        case "ntriples":
            return merged_lines(graph) if article is None else nquads(graph.triples(article=article))
        case "jsonld":
            return jsonld(graph.triples(article=article))
        case "rdfxml":
            return rdfxml(graph.triples(article=article))
        case "framed":
            return framed(view(graph, article=article))
        case "csv":
            return zipped(tables(view(graph, article=article)))
        case "plover":
            return plover(view(graph, article=article))
        case "graphml" | "gexf":
            # here, since networkx takes longer to import than all the rest
            from kg.export.node_links import gexf, graphml, node_links

            return (graphml if format == "graphml" else gexf)(node_links(view(graph, article=article)))
    raise OutputError(f"{format!r} is no format", hint=f"choose one of {', '.join(ENDINGS.values())}")
