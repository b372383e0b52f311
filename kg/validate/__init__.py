"""Whether a graph keeps the shapes of `ontology/shapes.ttl` (SHACL, https://www.w3.org/TR/shacl/).

Each article's graph is checked by itself, as asserted, with the ontology and with the types and names
that the world graph gives to the nodes that it refers to: nothing is inferred beforehand, since a
range would make every class that a shape asks for hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Literal, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, RDFS, SDO, SKOS

from kg.errors import InputError
from kg.iris import INFERRED_WORLD_GRAPH, ONTOLOGY_GRAPH, PROVENANCE_GRAPH, WORLD_GRAPH
from kg.reason import Term, Triple, by_subject
from kg.resources import folder
from kg.validate import fast, reference
from kg.validate.results import SEVERITIES, Report, Result, Severity, report_of
from kg.vocab import BASE, KG

__all__ = [
    "ENGINES",
    "SEVERITIES",
    "Engine",
    "Report",
    "Result",
    "Severity",
    "check",
    "report_of",
    "validate",
]

#: Who looks: `shacl` is fast, `pyshacl` the reference; their reports are equal.
Engine: TypeAlias = Literal["shacl", "pyshacl"]
ENGINES: tuple[Engine, ...] = ("shacl", "pyshacl")

_INFERRED = BASE + "graph/inferred/"
_ORGAN_OF = str(KG("organOf").value)
#: What the shapes need to know of a node that is described elsewhere.
_DESCRIPTION = frozenset(
    NamedNode(str(term)) for term in (RDF.type, RDFS.label, SKOS.notation, SDO.endDate, _ORGAN_OF)
)
#: Graphs that hold no findings of their own. The world is checked when it is released, not with each article.
_NOT_CHECKED = frozenset({ONTOLOGY_GRAPH, PROVENANCE_GRAPH, INFERRED_WORLD_GRAPH, WORLD_GRAPH})


def validate(quads: Iterable[Quad], *, engine: Engine = "shacl") -> Report:
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
            found.update(check(triples, known=known, schema=schema, engine=engine).results)
    return report_of(found)


def check(
    triples: Iterable[Triple],
    *,
    known: Iterable[Triple] = (),
    schema: Iterable[Triple] = (),
    engine: Engine = "shacl",
) -> Report:
    """Check one graph.

    `known` describes nodes that `triples` refer to: its types, labels, notations and ends count, the rest
    is left out. `schema` adds to the project's ontology and concept schemes.

    :raises OntologyError: when the shapes cannot be run.
    :raises InputError: for a triple term (RDF 1.2), which SHACL does not know.
    """
    described = (triple for triple in known if triple[1] in _DESCRIPTION)
    data = tuple(chain(triples, described, schema))
    for triple in data:
        if isinstance(triple[2], pyoxigraph.Triple):
            raise InputError(
                f"the triple term {triple[2]} cannot be checked", hint="leave RDF 1.2 triple terms out"
            )
    ontology = folder("ontology")
    turtle = (ontology / "shapes.ttl").read_bytes()
    base = tuple((ontology / part).read_bytes() for part in ("ontology.ttl", "schemes.ttl"))
    found = fast.results(turtle, base, data) if engine == "shacl" else None
    return report_of(reference.results(turtle, base, data) if found is None else found)
