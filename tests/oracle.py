"""The slow truth that `kg.reason` is held to: owlrl's closure of ontology and data together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import owlrl
import pyoxigraph
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.reason import Triple
from kg.resources import folder


def triples_of(turtle: str | bytes) -> tuple[Triple, ...]:
    """The triples of a Turtle text."""
    quads = pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    return tuple((quad.subject, quad.predicate, quad.object) for quad in quads)


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """The same triples as an rdflib graph."""
    rows = (pyoxigraph.Triple(*triple) for triple in triples)
    data = pyoxigraph.serialize(rows, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


def to_terms(graph: rdflib.Graph) -> frozenset[Triple]:
    """The triples of an rdflib graph that have no literal as their subject (RDF has none such)."""
    rows = rdflib.Graph()
    for triple in graph:
        if not isinstance(triple[0], rdflib.Literal):
            rows.add(triple)
    return frozenset(triples_of(rows.serialize(format="nt")))


@cache
def ontology() -> rdflib.Graph:
    """The project's ontology."""
    return rdflib.Graph().parse(folder("ontology") / "ontology.ttl")


def owlrl_closure(triples: Iterable[Triple], axioms: rdflib.Graph | None = None) -> rdflib.Graph:
    """Everything that owlrl infers over ontology and data, trivial triples and errors included."""
    graph = (ontology() if axioms is None else axioms) + to_rdflib(triples)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@cache
def _closed(axioms: rdflib.Graph | None) -> rdflib.Graph:
    return owlrl_closure((), axioms)


def follows(triples: Iterable[Triple], axioms: rdflib.Graph | None = None) -> frozenset[Triple]:
    """What owlrl infers from the data, trivial triples left out."""
    triples = frozenset(triples)
    return worth_saying(owlrl_closure(triples, axioms), axioms) - triples


def worth_saying(closed: rdflib.Graph, axioms: rdflib.Graph | None = None) -> frozenset[Triple]:
    """A closure by owlrl without what it says of the ontology alone and without the trivial triples,
    which are exactly these:

    - a literal as subject, or a blank node (owlrl's error messages; the data has none);
    - a blank node as object: the type of the class without a name that a restriction is;
    - `x owl:sameAs x`;
    - `x a owl:Thing` and `x a rdfs:Resource`.
    """
    kept = rdflib.Graph()
    for subject, predicate, object in closed:
        trivial = (
            not isinstance(subject, rdflib.URIRef)
            or isinstance(object, rdflib.BNode)
            or (predicate == OWL.sameAs and subject == object)
            or (predicate == RDF.type and object in {OWL.Thing, RDFS.Resource})
        )
        if not trivial and (subject, predicate, object) not in _closed(axioms):
            kept.add((subject, predicate, object))
    return to_terms(kept)


def errors(graph: rdflib.Graph) -> frozenset[str]:
    """The inconsistencies that owlrl found, in its words."""
    return frozenset(str(text) for _, predicate, text in graph if str(predicate).endswith("#error"))
