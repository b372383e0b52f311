"""The rules that an ontology allows, read off its closure by owlrl.

owlrl closes the axioms once (OWL 2 RL, https://www.w3.org/TR/owl2-profiles/#OWL_2_RL); what it finds is
written down as plain tables, which `kg.reason.steps` applies to data. An axiom that the tables could not
say is an error that names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeAlias, TypeVar

import owlrl  # type: ignore[import-untyped]
import pyoxigraph
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection as RDFList

from kg.errors import OntologyError
from kg.resources import folder
from kg.terms import to_rdflib_triple
from kg.vocab import shorten

#: A node that can have properties, what they can have as their value, and both with the property.
Node: TypeAlias = NamedNode | BlankNode | pyoxigraph.Triple
Term: TypeAlias = Node | Literal
Triple: TypeAlias = tuple[Node, NamedNode, Term]
#: What could be a triple, if its subject is no literal.
Fact: TypeAlias = tuple[Term, NamedNode, Term]
T = TypeVar("T")
_Table: TypeAlias = Mapping[NamedNode, tuple[NamedNode, ...]]

TYPE = NamedNode(str(RDF.type))
SAME_AS = NamedNode(str(OWL.sameAs))

#: Axioms that owlrl closes and `compile_rules` reads off.
_AXIOMS = frozenset(
    {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.equivalentClass}
    | {OWL.equivalentProperty, OWL.onProperty, OWL.someValuesFrom}
)
#: Axioms that are read as they stand, and annotations of the ontology, which imply nothing.
_OTHER_OWL = frozenset(
    {OWL.propertyChainAxiom, OWL.members, OWL.disjointWith}
    | {OWL.versionInfo, OWL.versionIRI, OWL.priorVersion, OWL.deprecated}
)
#: What may be said of a restriction without a name.
_OF_RESTRICTIONS = frozenset({RDFS.subClassOf, OWL.equivalentClass, OWL.onProperty, OWL.someValuesFrom})
#: What a term may be declared to be.
_KINDS = frozenset(
    {
        OWL.Ontology,
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.Restriction,
    }
    | {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.FunctionalProperty, OWL.InverseFunctionalProperty}
    | {OWL.AllDisjointClasses, OWL.NamedIndividual}
)
#: Classes that everything belongs to.
_TRIVIAL = frozenset({OWL.Thing, RDFS.Resource, RDFS.Literal})


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What the ontology allows to be inferred from data; every table is sorted.

    `classes` gives a class's superclasses; `properties` a property's superproperties; `inverses` the
    properties that hold the other way round (its own when it is symmetric); `domains` and `ranges`
    the classes of its subjects and objects. `chains` are properties in a row and the property that
    they imply (a transitive property is a chain of itself). `some` are (property, class of the
    object or None for any, class of the subject). `disjoint` are pairs of classes without a common
    member. `functional` are the properties of which a subject has one object, `inverse_functional`
    those of which an object has one subject: what is more is the same. `joined` are the properties
    whose triples take part in rules together with others, and `equates` says whether it can follow that
    two nodes are the same.
    """

    classes: _Table
    properties: _Table
    inverses: _Table
    domains: _Table
    ranges: _Table
    chains: tuple[tuple[tuple[NamedNode, ...], NamedNode], ...]
    some: tuple[tuple[NamedNode, NamedNode | None, NamedNode], ...]
    disjoint: tuple[tuple[NamedNode, NamedNode], ...]
    functional: frozenset[NamedNode]
    inverse_functional: frozenset[NamedNode]
    joined: frozenset[NamedNode]
    equates: bool


def ontology_rules(path: Path | None = None, *more: Path) -> Rules:
    """The rules of an ontology in Turtle, by default the project's own, and of `more` Turtle beside it.

    Compiled once for each content.

    :raises OntologyError: as `compile_rules` does, and when a file is not Turtle.

    >>> chains = ontology_rules().chains
    >>> max(len(properties) for properties, implied in chains)
    2
    """
    first = path or folder("ontology") / "ontology.ttl"
    triples = {part: _plain(part) for part in (first, *more)}
    # A file that could not be honoured by itself is the one to name.
    for part in more:
        _named(part, lambda plain: _refuse_unknown(_graph(plain)), triples[part])
    return _named(first, _compiled, b"".join(triples.values()))


def _named(path: Path, work: Callable[[bytes], T], plain: bytes) -> T:
    try:
        return work(plain)
    except OntologyError as error:
        raise OntologyError(error.what, where=str(path), hint=error.hint) from None


def _plain(path: Path) -> bytes:
    """A Turtle file as N-Triples."""
    try:
        return _named(path, _lines, path.read_bytes())
    except OSError as error:
        raise OntologyError(error.strerror or "cannot be read", where=str(path)) from None


@cache
def _lines(turtle: bytes) -> bytes:
    try:  # Oxigraph's parser names the line; rdflib's loses its way in broken Turtle.
        quads = tuple(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"not Turtle ({error})", hint="mend the syntax") from None
    return "".join(f"{quad.triple} .\n" for quad in quads).encode()


def _graph(plain: bytes) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in pyoxigraph.parse(plain, format=pyoxigraph.RdfFormat.N_TRIPLES):
        graph.add(to_rdflib_triple(quad.triple))
    return graph


@cache
def _compiled(plain: bytes) -> Rules:
    return compile_rules(_graph(plain))


def compile_rules(ontology: rdflib.Graph) -> Rules:
    """The rules that follow from the axioms of an ontology.

    :raises OntologyError: for an axiom that the rules could not honour, naming it; none is skipped.
    """
    _refuse_unknown(ontology)
    schema = rdflib.Graph()
    for subject, predicate, object in ontology:
        if predicate in _AXIOMS or (predicate == RDF.type and object in _KINDS):
            schema.add((subject, predicate, object))
    terms = {term for triple in schema for term in triple[::2] if isinstance(term, rdflib.URIRef)}
    terms -= {*_KINDS, *_TRIVIAL}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(schema)

    def pairs(predicate: rdflib.URIRef) -> set[tuple[NamedNode, NamedNode]]:
        rows = schema.subject_objects(predicate)
        return {(_name(s), _name(o)) for s, o in rows if s in terms and o in terms and s != o}

    def declared(kind: rdflib.URIRef) -> set[NamedNode]:
        return {_name(term) for term in schema.subjects(RDF.type, kind)}

    inverses = pairs(OWL.inverseOf)
    inverses |= {(_name(p), _name(p)) for p, q in schema.subject_objects(OWL.inverseOf) if p == q}
    inverses |= {(second, first) for first, second in inverses}
    inverses |= {(name, name) for name in declared(OWL.SymmetricProperty)}
    chains: set[tuple[tuple[NamedNode, ...], NamedNode]]
    chains = {((name, name), name) for name in declared(OWL.TransitiveProperty)}
    chains |= {
        (_names(ontology, row), _name(implied))
        for implied, row in ontology.subject_objects(OWL.propertyChainAxiom)
    }
    some = {
        (_name(name), None if filler == OWL.Thing else _name(filler), _name(implied))
        for restriction, filler in schema.subject_objects(OWL.someValuesFrom)
        for name in schema.objects(restriction, OWL.onProperty)
        for implied in schema.objects(restriction, RDFS.subClassOf)
        if implied in terms
    }
    disjoint = {tuple(sorted(map(_name, pair))) for pair in ontology.subject_objects(OWL.disjointWith)}
    for members in ontology.objects(None, OWL.members):
        disjoint.update(combinations(sorted(_names(ontology, members)), 2))
    functional = frozenset(declared(OWL.FunctionalProperty))
    inverse_functional = frozenset(declared(OWL.InverseFunctionalProperty))
    joined = {name for row, _ in chains for name in row} | {name for name, _, _ in some}
    return Rules(
        classes=_table(pairs(RDFS.subClassOf)),
        properties=_table(pairs(RDFS.subPropertyOf)),
        inverses=_table(inverses),
        domains=_table(pairs(RDFS.domain)),
        ranges=_table(pairs(RDFS.range)),
        chains=tuple(sorted(chains)),
        some=tuple(sorted(some, key=str)),
        disjoint=tuple(sorted((pair[0], pair[-1]) for pair in disjoint)),
        functional=functional,
        inverse_functional=inverse_functional,
        joined=functional | inverse_functional | joined | {SAME_AS},
        equates=bool(functional or inverse_functional),
    )


def _name(term: rdflib.term.Node) -> NamedNode:
    return NamedNode(str(term))


def _names(graph: rdflib.Graph, head: rdflib.term.Node) -> tuple[NamedNode, ...]:
    """The members of an RDF list."""
    return tuple(map(_name, RDFList(graph, head)))


def _table(pairs: Iterable[tuple[NamedNode, NamedNode]]) -> _Table:
    """Second terms under their first, sorted."""
    found: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
    for first, second in sorted(pairs):
        found[first].append(second)
    return {first: tuple(seconds) for first, seconds in found.items()}


def _refuse_unknown(ontology: rdflib.Graph) -> None:
    """Complain about what the rules would not honour, an unknown kind of axiom before anything else."""
    refused = [
        (predicate in _AXIOMS, str(object if predicate == RDF.type else predicate), subject)
        for subject, predicate, object in ontology
        if not _honoured(ontology, subject, predicate, object)
    ]
    for _, axiom, subject in sorted(refused):
        whose = "a class without a name" if isinstance(subject, rdflib.BNode) else shorten(str(subject))
        raise OntologyError(
            f"the axiom {shorten(axiom)} of {whose} cannot be reasoned with",
            where="ontology",
            hint="use named classes and properties, subclasses, subproperties, domains, ranges, inverses, "
            "symmetry, transitivity, functional object properties, inverse functional ones, property chains, "
            "someValuesFrom on the left, and disjoint classes",
        )


def _honoured(
    ontology: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.term.Node, object: rdflib.term.Node
) -> bool:
    """Whether the rules say all that this triple of the ontology says."""
    if predicate == RDF.type:
        # That two literals are the same cannot be said.
        of_data = object == OWL.FunctionalProperty and (subject, RDF.type, OWL.DatatypeProperty) in ontology
        return (object in _KINDS and not of_data) or not str(object).startswith(str(OWL))
    if predicate in {OWL.propertyChainAxiom, OWL.members}:
        return all(isinstance(member, rdflib.URIRef) for member in RDFList(ontology, object))
    if predicate in _AXIOMS or predicate == OWL.disjointWith:
        # Of classes without a name, only restrictions that imply something are read.
        restriction = (subject, OWL.someValuesFrom, None) in ontology and predicate in _OF_RESTRICTIONS
        if predicate == OWL.equivalentClass and (object, OWL.someValuesFrom, None) in ontology:
            return isinstance(subject, rdflib.URIRef)
        return isinstance(object, rdflib.URIRef) and (restriction or isinstance(subject, rdflib.URIRef))
    return predicate in _OTHER_OWL or not str(predicate).startswith(str(OWL))
