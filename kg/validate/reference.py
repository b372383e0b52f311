"""The reference: pyshacl, slow, complete, and what the fast engine is held to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyshacl
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from kg.errors import OntologyError
from kg.reason import Triple
from kg.terms import to_rdflib_triple
from kg.validate.results import Result, severity_named, shape_name
from kg.vocab import shorten


def results(shapes: bytes, schema: tuple[bytes, ...], triples: Iterable[Triple]) -> frozenset[Result]:
    """What pyshacl finds in data and schema under the shapes, both Turtle.

    :raises OntologyError: when the shapes cannot be run.
    """
    data = _DataGraph()
    for part in schema:
        data += _parsed(part)
    for triple in triples:
        data.add(to_rdflib_triple(triple))
    graph = _parsed(shapes)
    _, found, text = pyshacl.validate(
        data, shacl_graph=graph, inference="none", advanced=False, meta_shacl=False
    )
    if not isinstance(found, rdflib.Graph):
        raise OntologyError(
            f"the shapes cannot be run ({text.strip()})", where="shapes.ttl", hint="mend the shape"
        )
    return frozenset(_result(found, node, graph) for node in found.subjects(RDF.type, SH.ValidationResult))


class _DataGraph(rdflib.Graph):
    """A graph that parses the text of a query once, not once for each node that it is asked about."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *args, **kwargs)


@cache
def _prepared(query: str) -> Query:
    return prepareQuery(query)


@cache
def _parsed(turtle: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle")


def _result(found: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph) -> Result:
    """One sh:ValidationResult as a plain value."""

    def text(predicate: rdflib.URIRef) -> str:
        value = found.value(node, predicate)
        return "" if value is None else str(value)

    path = found.value(node, SH.resultPath)
    return Result(
        severity=severity_named(text(SH.resultSeverity).rpartition("#")[2]),
        shape=_shape(shapes, found.value(node, SH.sourceShape)),
        focus=text(SH.focusNode),
        path="" if path is None else _path(found, path),
        value=text(SH.value),
        message=text(SH.resultMessage),
    )


def _shape(shapes: rdflib.Graph, shape: rdflib.term.Node | None) -> str:
    """The name of a shape, or of the one that a nameless property shape stands in."""
    while isinstance(shape, rdflib.BNode):
        shape = shapes.value(None, SH.property, shape)
    return shape_name(str(shape))


def _path(graph: rdflib.Graph, path: rdflib.term.Node) -> str:
    """A SHACL path in SPARQL's notation: `^kg:figure`, `kg:actor|kg:target`, `kg:evidence/oa:hasSource`."""
    if isinstance(path, rdflib.URIRef):
        return shorten(str(path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        inner = _path(graph, inverse)
        return f"^({inner})" if "|" in inner or "/" in inner else f"^{inner}"
    choice = graph.value(path, SH.alternativePath)
    steps = Collection(graph, path if choice is None else choice)
    return ("/" if choice is None else "|").join(_path(graph, step) for step in steps)
