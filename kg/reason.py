"""What follows from a graph: rules read off the ontology's closure, run over the data at full speed.

owlrl closes the axioms of the ontology once; what it finds is read off into plain tables
(`compile_rules`), and `closure` applies these to data until nothing new follows. The result is what
owlrl would infer over ontology and data together (OWL 2 RL, https://www.w3.org/TR/owl2-profiles/#OWL_2_RL),
trivial triples aside: nothing is said to be the same as itself, an `owl:Thing`, or an `rdfs:Resource`, and
no literal becomes a subject. Equality (`owl:sameAs` in the data) is not reasoned with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import owlrl  # type: ignore[import-untyped]
import pyoxigraph
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection as RDFList

from kg.errors import OntologyError
from kg.resources import folder
from kg.vocab import shorten

#: A node that can have properties, what they can have as their value, and both with the property.
Node: TypeAlias = NamedNode | BlankNode | pyoxigraph.Triple
Term: TypeAlias = Node | Literal
Triple: TypeAlias = tuple[Node, NamedNode, Term]
_Table: TypeAlias = Mapping[NamedNode, tuple[NamedNode, ...]]

_TYPE = NamedNode(str(RDF.type))

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
_OF_RESTRICTIONS = frozenset({RDFS.subClassOf, OWL.onProperty, OWL.someValuesFrom})
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
    | {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.AllDisjointClasses, OWL.NamedIndividual}
)
#: Classes that everything belongs to.
_TRIVIAL = frozenset({OWL.Thing, RDFS.Resource, RDFS.Literal})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the ontology allows to be inferred from data; every table is sorted.

    `classes` gives a class's superclasses; `properties` a property's superproperties; `inverses` the
    properties that hold the other way round (its own when it is symmetric); `domains` and `ranges`
    the classes of its subjects and objects. `chains` are properties in a row and the property that
    they imply (a transitive property is a chain of itself). `some` are (property, class of the
    object or None for any, class of the subject). `disjoint` are pairs of classes without a common
    member. `joined` are the properties whose triples take part in rules together with others.
    """

    classes: _Table
    properties: _Table
    inverses: _Table
    domains: _Table
    ranges: _Table
    chains: tuple[tuple[tuple[NamedNode, ...], NamedNode], ...]
    some: tuple[tuple[NamedNode, NamedNode | None, NamedNode], ...]
    disjoint: tuple[tuple[NamedNode, NamedNode], ...]
    joined: frozenset[NamedNode]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A node that belongs to two classes that have no common member."""

    node: Node
    classes: tuple[NamedNode, NamedNode]


def ontology_rules(path: Path | None = None) -> Rules:
    """The rules of an ontology in Turtle, by default the project's own; compiled once for each content.

    :raises OntologyError: as `compile_rules` does, and when the file is not Turtle.

    >>> chains = ontology_rules().chains
    >>> max(len(properties) for properties, implied in chains)
    2
    """
    path = path or folder("ontology") / "ontology.ttl"
    try:
        return _compiled(path.read_bytes())
    except OntologyError as error:
        raise OntologyError(error.what, where=str(path), hint=error.hint) from None


@cache
def _compiled(turtle: bytes) -> Rules:
    try:  # Oxigraph's parser names the line; rdflib's loses its way in broken Turtle.
        triples = [quad.triple for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise OntologyError(f"not Turtle ({error})", hint="mend the syntax") from None
    plain = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return compile_rules(rdflib.Graph().parse(data=plain, format="nt"))


def compile_rules(ontology: rdflib.Graph) -> Rules:
    """The rules that follow from the axioms of an ontology.

    :raises OntologyError: for an axiom that `closure` could not honour, naming it; none is skipped.
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
    return Rules(
        classes=_table(pairs(RDFS.subClassOf)),
        properties=_table(pairs(RDFS.subPropertyOf)),
        inverses=_table(inverses),
        domains=_table(pairs(RDFS.domain)),
        ranges=_table(pairs(RDFS.range)),
        chains=tuple(sorted(chains)),
        some=tuple(sorted(some, key=str)),
        disjoint=tuple(sorted((pair[0], pair[-1]) for pair in disjoint)),
        joined=frozenset(name for row, _ in chains for name in row) | {name for name, _, _ in some},
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
            "symmetry, transitivity, property chains, someValuesFrom on the left, and disjoint classes",
        )


def _honoured(
    ontology: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.term.Node, object: rdflib.term.Node
) -> bool:
    """Whether the rules say all that this triple of the ontology says."""
    if predicate == RDF.type:
        return object in _KINDS or not str(object).startswith(str(OWL))
    if predicate in {OWL.propertyChainAxiom, OWL.members}:
        return all(isinstance(member, rdflib.URIRef) for member in RDFList(ontology, object))
    if predicate in _AXIOMS or predicate == OWL.disjointWith:
        # Of classes without a name, only restrictions that imply something are read.
        restriction = (subject, OWL.someValuesFrom, None) in ontology and predicate in _OF_RESTRICTIONS
        return isinstance(object, rdflib.URIRef) and (restriction or isinstance(subject, rdflib.URIRef))
    return predicate in _OTHER_OWL or not str(predicate).startswith(str(OWL))


def closure(
    rules: Rules, triples: Iterable[Triple], given: AbstractSet[Triple] = frozenset()
) -> tuple[Triple, ...]:
    """The triples that follow from `triples` and `given`, without these; sorted.

    `given` is already closed: what follows from it alone is not looked for.

    >>> kg = "https://w3id.org/article-kg/ns#"
    >>> a, b, c, part_of = map(NamedNode, ("urn:a", "urn:b", "urn:c", kg + "partOf"))
    >>> found = closure(ontology_rules(), [(a, part_of, b), (b, part_of, c)])
    >>> [str(object) for subject, predicate, object in found if predicate == part_of]
    ['<urn:c>']
    """
    asserted = set(triples)
    index = _Index(rules)
    for triple in given:
        index.add(triple)
    known = asserted | given
    pending = list(asserted - given)
    while pending:
        triple = pending.pop()
        index.add(triple)
        for new in _consequences(index, triple, known):
            if new not in known:
                known.add(new)
                pending.append(new)
    return tuple(sorted(known - asserted - given, key=_order))


def inconsistencies(rules: Rules, triples: Iterable[Triple]) -> tuple[Inconsistency, ...]:
    """The nodes of a closed graph that belong to two disjoint classes, each pair once; sorted."""
    types: defaultdict[Node, set[Term]] = defaultdict(set)
    for subject, predicate, object in triples:
        if predicate == _TYPE:
            types[subject].add(object)
    return tuple(
        Inconsistency(node, pair)
        for node in sorted(types, key=str)
        for pair in rules.disjoint
        if types[node].issuperset(pair)
    )


def by_subject(triples: Iterable[Triple]) -> dict[Term, tuple[Triple, ...]]:
    """Triples under their subjects, in the order given."""
    found: defaultdict[Term, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[triple[0]].append(triple)
    return {subject: tuple(rows) for subject, rows in found.items()}


def neighbourhood(
    rules: Rules, triples: Iterable[Triple], world: Mapping[Term, Collection[Triple]]
) -> frozenset[Triple]:
    """What the world (`by_subject`) says of the nodes in `triples`, as far as rules can tell.

    That is everything about these nodes, and about those that they lead to through properties that
    take part in rules together with others: where a place lies, what an office is an organ of.
    """
    nodes = list({node for triple in triples for node in triple[::2]})
    seen = set(nodes)
    found: set[Triple] = set()
    while nodes:
        for triple in world.get(nodes.pop(), ()):
            found.add(triple)
            if triple[1] in rules.joined and triple[2] not in seen:
                seen.add(triple[2])
                nodes.append(triple[2])
    return frozenset(found)


def _order(triple: Triple) -> tuple[str, str, str]:
    return str(triple[0]), str(triple[1]), str(triple[2])


class _Index:
    """The triples seen so far of properties that rules join, and the rules under their properties."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.objects: defaultdict[tuple[NamedNode, Term], set[Term]] = defaultdict(set)
        self.subjects: defaultdict[tuple[NamedNode, Term], set[Node]] = defaultdict(set)
        self.chains: defaultdict[NamedNode, list[tuple[list[NamedNode], list[NamedNode], NamedNode]]]
        self.chains = defaultdict(list)
        for row, implied in rules.chains:
            for place, name in enumerate(row):
                self.chains[name].append((list(row[:place])[::-1], list(row[place + 1 :]), implied))
        self.some: defaultdict[NamedNode, list[tuple[NamedNode | None, NamedNode]]] = defaultdict(list)
        self.fillers: defaultdict[Term, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        for name, filler, implied in rules.some:
            self.some[name].append((filler, implied))
            if filler is not None:
                self.fillers[filler].append((name, implied))

    def add(self, triple: Triple) -> None:
        subject, predicate, object = triple
        if predicate in self.rules.joined:
            self.objects[predicate, subject].add(object)
            self.subjects[predicate, object].add(subject)


def _walk(
    edges: Mapping[tuple[NamedNode, Term], AbstractSet[Term]], start: Term, properties: Iterable[NamedNode]
) -> set[Term]:
    """The nodes reached from one node along a row of properties."""
    reached = {start}
    for name in properties:
        reached = {end for node in reached for end in edges.get((name, node), ())}
    return reached


def _consequences(index: _Index, triple: Triple, known: AbstractSet[Triple]) -> Iterator[Triple]:
    """What one triple, already indexed, implies by itself and with the triples indexed so far."""
    rules = index.rules
    subject, predicate, object = triple
    if predicate == _TYPE:
        if isinstance(object, NamedNode):
            for superclass in rules.classes.get(object, ()):
                yield subject, _TYPE, superclass
        for name, implied in index.fillers.get(object, ()):
            for whole in index.subjects.get((name, subject), ()):
                yield whole, _TYPE, implied
        return
    for superproperty in rules.properties.get(predicate, ()):
        yield subject, superproperty, object
    for domain in rules.domains.get(predicate, ()):
        yield subject, _TYPE, domain
    if not isinstance(object, Literal):
        for range in rules.ranges.get(predicate, ()):
            yield object, _TYPE, range
        for inverse in rules.inverses.get(predicate, ()):
            yield object, inverse, subject
    for filler, implied in index.some.get(predicate, ()):
        if filler is None or (object, _TYPE, filler) in known:
            yield subject, _TYPE, implied
    for before, after, implied in index.chains.get(predicate, ()):
        ends = _walk(index.objects, object, after)
        for start in _walk(index.subjects, subject, before):
            for end in ends:
                yield start, implied, end  # type: ignore[misc]
