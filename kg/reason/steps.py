"""One step of reasoning: what a triple implies together with others, and what a triple can follow from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.reason.facts import Facts
from kg.reason.rules import SAME_AS, TYPE, Fact, Rules, Term, Triple

_Names = Mapping[NamedNode, tuple[NamedNode, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule, by the name of the axiom that it was made from, and the triples that it was applied to."""

    rule: str
    premises: tuple[Fact, ...]


class Steps:
    """The rules under the properties and classes of their conditions, and under those of what they imply."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._chains: defaultdict[NamedNode, list[tuple[list[NamedNode], list[NamedNode], NamedNode]]]
        self._chains = defaultdict(list)
        for row, implied in rules.chains:
            for place, name in enumerate(row):
                self._chains[name].append((list(row[:place])[::-1], list(row[place + 1 :]), implied))
        self._some: defaultdict[NamedNode, list[tuple[NamedNode | None, NamedNode]]] = defaultdict(list)
        #: Under the class of the object: the property and the class of the subject.
        self.fillers: defaultdict[Term, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        for name, filler, implied in rules.some:
            self._some[name].append((filler, implied))
            if filler is not None:
                self.fillers[filler].append((name, implied))
        #: The properties whose triples imply anything, unless two nodes are the same.
        self.live = frozenset((*rules.properties, *rules.domains, *rules.ranges, *rules.inverses, TYPE))
        self.live |= rules.joined
        self._subclasses, self._subproperties = _turned(rules.classes), _turned(rules.properties)
        self._of_domain, self._of_range = _turned(rules.domains), _turned(rules.ranges)
        self._inverses = _turned(rules.inverses)

    def joins(self, triple: Triple) -> bool:
        """Whether this can imply something together with others, and no two nodes are the same."""
        return triple[1] in self.rules.joined or (triple[1] == TYPE and triple[2] in self.fillers)

    def consequences(self, triple: Triple, facts: Facts) -> Iterator[Triple]:
        """What one of the facts implies by itself and with the others, in one step."""
        rules = self.rules
        subject, predicate, object = triple
        if predicate == TYPE:
            if isinstance(object, NamedNode):
                for superclass in rules.classes.get(object, ()):
                    yield subject, TYPE, superclass
            for name, implied in self.fillers.get(object, ()):
                for whole in facts.subjects(name, subject):
                    yield whole, TYPE, implied
        elif predicate == SAME_AS:
            yield from _replaced(triple, facts)
            return
        else:
            for superproperty in rules.properties.get(predicate, ()):
                yield subject, superproperty, object
            for domain in rules.domains.get(predicate, ()):
                yield subject, TYPE, domain
            if not isinstance(object, Literal):
                for range in rules.ranges.get(predicate, ()):
                    yield object, TYPE, range
                for inverse in rules.inverses.get(predicate, ()):
                    yield object, inverse, subject
            for filler, implied in self._some.get(predicate, ()):
                if filler is None or (object, TYPE, filler) in facts:
                    yield subject, TYPE, implied
            for before, after, implied in self._chains.get(predicate, ()):
                ends = _walk(facts.objects, object, after)
                for start in _walk(facts.subjects, subject, before):
                    for end in ends:
                        yield start, implied, end  # type: ignore[misc]
            if rules.equates:
                yield from self._the_one(triple, facts)
        if not facts.equal:
            return
        for same in facts.objects(SAME_AS, subject):
            yield same, predicate, object  # type: ignore[misc]
        for same in facts.objects(SAME_AS, object):
            yield subject, predicate, same

    def _the_one(self, triple: Triple, facts: Facts) -> Iterator[Triple]:
        """That the other end of a functional property is the same as the one that it has already."""
        subject, predicate, object = triple
        if predicate in self.rules.functional and not isinstance(object, Literal):
            for other in facts.objects(predicate, subject):
                if other != object and not isinstance(other, Literal):
                    yield object, SAME_AS, other
        if predicate in self.rules.inverse_functional:
            for other in facts.subjects(predicate, object):
                if other != subject:
                    yield subject, SAME_AS, other

    def derivations(self, triple: Fact, facts: Facts) -> Iterator[Step]:
        """The ways in which a triple follows from the facts in one step; not from itself."""
        for step in self._derivations(triple, facts):
            if triple not in step.premises:
                yield step

    def _derivations(self, triple: Fact, facts: Facts) -> Iterator[Step]:
        subject, predicate, object = triple
        if predicate == SAME_AS:
            yield from self._sameness(triple, facts)
            return
        if predicate == TYPE:
            yield from self._memberships(subject, object, facts)
        else:
            yield from self._relations(triple, facts)
        for same in facts.subjects(SAME_AS, subject):
            if (same, predicate, object) in facts:
                yield Step("owl:sameAs", ((same, SAME_AS, subject), (same, predicate, object)))
        for same in facts.subjects(SAME_AS, object):
            if (subject, predicate, same) in facts:
                yield Step("owl:sameAs", ((same, SAME_AS, object), (subject, predicate, same)))

    def _memberships(self, node: Term, kind: Term, facts: Facts) -> Iterator[Step]:
        for subclass in self._subclasses.get(kind, ()):
            if (node, TYPE, subclass) in facts:
                yield Step("rdfs:subClassOf", ((node, TYPE, subclass),))
        for name in self._of_domain.get(kind, ()):
            for object in facts.objects(name, node):
                yield Step("rdfs:domain", ((node, name, object),))
        for name in self._of_range.get(kind, ()):
            for subject in facts.subjects(name, node):
                yield Step("rdfs:range", ((subject, name, node),))
        for name, filler, implied in self.rules.some:
            if implied == kind:
                for object in facts.objects(name, node):
                    if filler is None:
                        yield Step("owl:someValuesFrom", ((node, name, object),))
                    elif (object, TYPE, filler) in facts:
                        yield Step("owl:someValuesFrom", ((node, name, object), (object, TYPE, filler)))

    def _relations(self, triple: Fact, facts: Facts) -> Iterator[Step]:
        subject, predicate, object = triple
        for name in self._subproperties.get(predicate, ()):
            if (subject, name, object) in facts:
                yield Step("rdfs:subPropertyOf", ((subject, name, object),))
        if not isinstance(object, Literal):
            for name in self._inverses.get(predicate, ()):
                if (object, name, subject) in facts:
                    rule = "owl:SymmetricProperty" if name == predicate else "owl:inverseOf"
                    yield Step(rule, ((object, name, subject),))
        for row, implied in self.rules.chains:
            if implied == predicate:
                rule = "owl:propertyChainAxiom"
                if row == (predicate, predicate):
                    rule = "owl:TransitiveProperty"
                for path in _paths(facts, subject, row, object):
                    yield Step(rule, path)

    def _sameness(self, triple: Fact, facts: Facts) -> Iterator[Step]:
        first, _, second = triple
        if (second, SAME_AS, first) in facts:
            yield Step("owl:sameAs", ((second, SAME_AS, first),))
        for middle in facts.objects(SAME_AS, first):
            if (middle, SAME_AS, second) in facts:
                yield Step("owl:sameAs", ((first, SAME_AS, middle), (middle, SAME_AS, second)))
        for name in sorted(self.rules.functional, key=str):
            for subject in facts.subjects(name, first):
                if (subject, name, second) in facts:
                    yield Step("owl:FunctionalProperty", ((subject, name, first), (subject, name, second)))
        for name in sorted(self.rules.inverse_functional, key=str):
            for object in facts.objects(name, first):
                if (second, name, object) in facts:
                    two = ((first, name, object), (second, name, object))
                    yield Step("owl:InverseFunctionalProperty", two)


def _replaced(triple: Triple, facts: Facts) -> Iterator[Triple]:
    """That two nodes are the same, the other way round too, and what is said of one, said of the other."""
    first, _, second = triple
    if isinstance(second, Literal) or first == second:
        return
    yield second, SAME_AS, first
    for third in facts.objects(SAME_AS, second):
        if third != first:
            yield first, SAME_AS, third
    for third in facts.subjects(SAME_AS, first):
        if third != second:
            yield third, SAME_AS, second
    for subject, predicate, object in facts.about(first):
        if predicate != SAME_AS:
            if subject == first:
                yield second, predicate, object
            if object == first:
                yield subject, predicate, second


def _walk(
    edges: Callable[[NamedNode, Term], Iterable[Term]], start: Term, properties: Iterable[NamedNode]
) -> set[Term]:
    """The nodes reached from one node along a row of properties."""
    reached = {start}
    for name in properties:
        reached = {end for node in reached for end in edges(name, node)}
    return reached


def _paths(facts: Facts, start: Term, row: tuple[NamedNode, ...], end: Term) -> Iterator[tuple[Fact, ...]]:
    """The rows of triples of these properties that lead from one node to another."""
    if isinstance(start, Literal):
        return
    if len(row) == 1:
        if (start, row[0], end) in facts:
            yield ((start, row[0], end),)
        return
    for middle in facts.objects(row[0], start):
        for rest in _paths(facts, middle, row[1:], end):
            yield ((start, row[0], middle), *rest)


def _turned(table: _Names) -> dict[Term, list[NamedNode]]:
    """First terms under their second."""
    found: defaultdict[Term, list[NamedNode]] = defaultdict(list)
    for name, implied in table.items():
        for term in implied:
            found[term].append(name)
    return found
