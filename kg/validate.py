"""Whether a graph keeps the shapes of `ontology/shapes.ttl` (SHACL, https://www.w3.org/TR/shacl/).

Each article's graph is checked by itself, as asserted, with the ontology and with the types and names
that the world graph gives to the nodes that it refers to: nothing is inferred beforehand, since a
range would make every class that a shape asks for hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import pyoxigraph
import pyshacl
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad
from rdflib import RDF, RDFS, SH, SKOS
from rdflib.collection import Collection
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from kg.errors import InputError, OntologyError
from kg.iris import INFERRED_WORLD_GRAPH, ONTOLOGY_GRAPH, PROVENANCE_GRAPH, WORLD_GRAPH
from kg.reason import Term, Triple, by_subject
from kg.resources import folder
from kg.vocab import BASE, KG, shorten

#: How bad a result is: false or ungrounded, worth a look, or not known.
Severity: TypeAlias = Literal["Violation", "Warning", "Info"]

#: The severities, worst first.
SEVERITIES: tuple[Severity, ...] = ("Violation", "Warning", "Info")

_SHAPES = "https://w3id.org/article-kg/shapes#"
_INFERRED = BASE + "graph/inferred/"
_ORGAN_OF = str(KG("organOf").value)
#: What the shapes need to know of a node that is described elsewhere.
_DESCRIPTION = frozenset(NamedNode(str(term)) for term in (RDF.type, RDFS.label, SKOS.notation, _ORGAN_OF))
#: Graphs that hold no findings of their own. The world is checked when it is released, not with each article.
_NOT_CHECKED = frozenset({ONTOLOGY_GRAPH, PROVENANCE_GRAPH, INFERRED_WORLD_GRAPH, WORLD_GRAPH})


@dataclass(frozen=True, slots=True)
class Result:
    """One way in which a node fails a shape.

    `shape` is the shape's name (`psh:StatementSpeaker`), `focus` the IRI of the node, `path` the property
    path in SPARQL's notation (empty when the whole node fails), `value` the offending IRI or literal
    (empty when something is missing).
    """

    severity: Severity
    shape: str
    focus: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found: each result once, by severity (worst first), shape and node."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is false or ungrounded: warnings and infos do not count."""
        return self.counts["Violation"] == 0

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many results there are of each severity."""
        found = Counter(result.severity for result in self.results)
        return MappingProxyType({severity: found[severity] for severity in SEVERITIES})


def validate(quads: Iterable[Quad]) -> Report:
    """Check each graph of findings by itself: the named graphs of articles, and the default graph.

    The graphs of the world, of provenance and of what is inferred are not checked; what the world
    graph says of a node and what the graph of the ontology adds to the project's own is used.

    :raises OntologyError: when the shapes cannot be run.
    :raises InputError: for a triple term (RDF 1.2), which SHACL does not know.

    >>> article = NamedNode("urn:a")
    >>> kind = Quad(article, NamedNode(str(RDF.type)), NamedNode("https://w3id.org/article-kg/ns#Article"))
    >>> [result.path for result in validate([kind]).results if result.severity == "Violation"]
    ['dcterms:extent', 'dcterms:identifier']
    """
    graphs: defaultdict[Term | pyoxigraph.DefaultGraph, list[Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append((quad.subject, quad.predicate, quad.object))
    world = by_subject(graphs.get(WORLD_GRAPH, ()))
    schema = graphs.get(ONTOLOGY_GRAPH, [])
    found: set[Result] = set()
    for name in sorted(graphs, key=str):
        if name not in _NOT_CHECKED and not str(name).startswith(f"<{_INFERRED}"):
            triples = graphs[name]
            nodes = {node for triple in triples for node in triple[::2]}
            known = [triple for node in nodes for triple in world.get(node, ())]
            found.update(check(triples, known=known, schema=schema).results)
    return Report(_sorted(found))


def check(
    triples: Iterable[Triple], *, known: Iterable[Triple] = (), schema: Iterable[Triple] = ()
) -> Report:
    """Check one graph.

    `known` describes nodes that `triples` refer to: its types, labels and notations count, the rest
    is left out. `schema` adds to the project's ontology and concept schemes.

    :raises OntologyError: when the shapes cannot be run.
    :raises InputError: for a triple term (RDF 1.2), which SHACL does not know.
    """
    data = _DataGraph()
    for part in ("ontology.ttl", "schemes.ttl"):
        data += _parsed((folder("ontology") / part).read_bytes())
    described = (triple for triple in known if triple[1] in _DESCRIPTION)
    for subject, predicate, object in (*triples, *described, *schema):
        data.add((_rdflib(subject), _rdflib(predicate), _rdflib(object)))
    shapes = _parsed((folder("ontology") / "shapes.ttl").read_bytes())
    _, found, text = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False
    )
    if not isinstance(found, rdflib.Graph):
        raise OntologyError(
            f"the shapes cannot be run ({text.strip()})", where="shapes.ttl", hint="mend the shape"
        )
    return Report(
        _sorted({_result(found, node, shapes) for node in found.subjects(RDF.type, SH.ValidationResult)})
    )


def _sorted(results: Iterable[Result]) -> tuple[Result, ...]:
    return tuple(
        sorted(
            results,
            key=lambda r: (SEVERITIES.index(r.severity), r.shape, r.focus, r.path, r.value, r.message),
        )
    )


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


def _rdflib(term: Term) -> rdflib.term.Node:
    """The same term for rdflib, literals spelled as they are (a plain one has no datatype there)."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, pyoxigraph.Triple):
        raise InputError(f"the triple term {term} cannot be checked", hint="leave RDF 1.2 triple terms out")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(rdflib.XSD.string)
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _result(found: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph) -> Result:
    """One sh:ValidationResult as a plain value."""
    source = found.value(node, SH.sourceShape)
    path = found.value(node, SH.resultPath)
    severity = str(found.value(node, SH.resultSeverity)).rpartition("#")[2]
    return Result(
        severity=next(name for name in SEVERITIES if name == severity),
        shape=_shape_name(shapes, source),
        focus=str(found.value(node, SH.focusNode)),
        path="" if path is None else _path(found, path),
        value=str(found.value(node, SH.value) or ""),
        message=str(found.value(node, SH.resultMessage) or ""),
    )


def _shape_name(shapes: rdflib.Graph, shape: rdflib.term.Node | None) -> str:
    """The name of a shape, or of the one that a nameless property shape stands in."""
    while isinstance(shape, rdflib.BNode):
        shape = shapes.value(None, SH.property, shape)
    name = str(shape)
    return f"psh:{name.removeprefix(_SHAPES)}" if name.startswith(_SHAPES) else shorten(name)


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
