"""One step of reasoning: what triples imply, alone and together with others, and what one can follow from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from pyoxigraph import NamedNode

from kg.reason.facts import Facts
from kg.reason.rules import Rules
from kg.reason.terms import SAME_AS_CODE, TYPE_CODE, Code, Coded, Terms

_Codes: TypeAlias = tuple[Code, ...]
_Table: TypeAlias = Mapping[Code, _Codes]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule, by the name of the axiom that it was made from, and the triples that it was applied to."""

    rule: str
    premises: tuple[Coded, ...]


class Steps:
    """The rules in numbers: those of one condition worked out to their ends, the others under each condition.

    `terms` has the numbers of what the rules name.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.terms = Terms(sorted(_names(rules)))
        code = self.terms.code
        self._classes, self._properties = self._coded(rules.classes), self._coded(rules.properties)
        self._inverses = self._coded(rules.inverses)
        self._domains, self._ranges = self._coded(rules.domains), self._coded(rules.ranges)
        self._some = [
            (code(name), None if filler is None else code(filler), code(implied))
            for name, filler, implied in rules.some
        ]
        self._rows = [(tuple(map(code, row)), code(implied)) for row, implied in rules.chains]
        self._functional = sorted(map(code, rules.functional))
        self._inverse_functional = sorted(map(code, rules.inverse_functional))
        #: The properties whose triples take part in rules together with others.
        self.joined = frozenset(map(code, rules.joined))
        self._chains: defaultdict[Code, list[tuple[_Codes, _Codes, Code]]] = defaultdict(list)
        for row, implied in self._rows:
            for place, name in enumerate(row):
                self._chains[name].append((row[:place][::-1], row[place + 1 :], implied))
        #: Under the property: the class of the object and that of the subject; under the class of the object:
        #: the property and the class of the subject.
        self._fillers: defaultdict[Code, list[tuple[Code, Code]]] = defaultdict(list)
        self._filled: defaultdict[Code, list[tuple[Code, Code]]] = defaultdict(list)
        for name, filler, implied in self._some:
            if filler is not None:
                self._fillers[name].append((filler, implied))
                self._filled[filler].append((name, implied))
        ends = {name: self._ends(name) for name in map(code, _names(rules))}
        self._alone = {name: found for name, found in ends.items() if any(found)}

    def _coded(self, table: Mapping[NamedNode, tuple[NamedNode, ...]]) -> _Table:
        code = self.terms.code
        return {code(name): tuple(map(code, implied)) for name, implied in table.items()}

    def _ends(self, name: Code) -> tuple[_Codes, _Codes, _Codes, _Codes]:
        """What a property implies alone: properties, properties the other way round, classes of both ends."""
        ways = {(name, False)}
        pending = [(name, False)]
        while pending:
            one, turned = pending.pop()
            found = {(other, turned) for other in self._properties.get(one, ())}
            found |= {(other, not turned) for other in self._inverses.get(one, ())}
            pending += found - ways
            ways |= found
        classes: tuple[set[Code], set[Code]] = (set(), set())
        for one, turned in ways:
            of_subject = {*self._domains.get(one, ())}
            of_subject |= {kind for of, filler, kind in self._some if of == one and filler is None}
            for end, kinds in ((turned, of_subject), (not turned, self._ranges.get(one, ()))):
                classes[end].update(kinds)
                classes[end].update(above for kind in kinds for above in self._classes.get(kind, ()))
        along = sorted(other for other, turned in ways if not turned and other != name)
        back = sorted(other for other, turned in ways if turned)
        return tuple(along), tuple(back), tuple(sorted(classes[0])), tuple(sorted(classes[1]))

    def joins(self, triple: Coded) -> bool:
        """Whether this can imply something together with others, and no two nodes are the same."""
        return triple[1] in self.joined or (triple[1] == TYPE_CODE and triple[2] in self._filled)

    @cached_property
    def that_matter(self) -> tuple[frozenset[Code], frozenset[Code]]:
        """The properties and the classes of triples that join, or that others can imply together.

        Others say nothing about what follows from several articles, as long as no two nodes are the same.
        """
        names = {implied for _, implied in self._rows}
        kinds = {kind for _, filler, kind in self._some if filler is not None}
        kinds.update(above for kind in tuple(kinds) for above in self._classes.get(kind, ()))
        for name in tuple(names):
            along, back, of_subject, of_object = self._alone.get(name, ((), (), (), ()))
            names.update(along, back)
            kinds.update(of_subject, of_object)
        return self.joined | names, frozenset(kinds | self._filled.keys())

    def matters(self, triple: Coded) -> bool:
        """Whether this can imply something together with others, or be implied so."""
        names, kinds = self.that_matter
        return triple[1] in names or (triple[1] == TYPE_CODE and triple[2] in kinds)

    def joining(self, triples: Iterable[Coded]) -> list[Coded]:
        """Those of some triples that join."""
        joined, filled = self.joined, self._filled
        return [t for t in triples if t[1] in joined or (t[1] == TYPE_CODE and t[2] in filled)]

    def alone(self, triples: Iterable[Coded]) -> set[Coded]:
        """Everything that each of some triples implies by itself."""
        found: set[Coded] = set()
        add, classes, ends = found.add, self._classes, self._alone
        for subject, predicate, object in triples:
            if predicate == TYPE_CODE:
                for kind in classes.get(object, ()):
                    add((subject, TYPE_CODE, kind))
                continue
            if predicate not in ends:
                continue
            along, back, of_subject, of_object = ends[predicate]
            for name in along:
                add((subject, name, object))
            for kind in of_subject:
                add((subject, TYPE_CODE, kind))
            if object >= 0:
                for name in back:
                    add((object, name, subject))
                for kind in of_object:
                    add((object, TYPE_CODE, kind))
        return found

    def together(self, triples: Iterable[Coded], facts: Facts) -> Iterator[Coded]:
        """What each of some facts implies together with others, in one step."""
        for triple in triples:
            subject, predicate, object = triple
            if predicate == SAME_AS_CODE:
                yield from _replaced(triple, facts)
                continue
            if predicate == TYPE_CODE:
                for name, implied in self._filled.get(object, ()):
                    for whole in facts.subjects(name, subject):
                        yield whole, TYPE_CODE, implied
            elif predicate in self.joined:
                yield from self._joined(triple, facts)
            if facts.equal:
                for same in facts.objects(SAME_AS_CODE, subject):
                    yield same, predicate, object
                for same in facts.objects(SAME_AS_CODE, object):
                    yield subject, predicate, same

    def _joined(self, triple: Coded, facts: Facts) -> Iterator[Coded]:
        subject, predicate, object = triple
        for filler, implied in self._fillers.get(predicate, ()):
            if (object, TYPE_CODE, filler) in facts:
                yield subject, TYPE_CODE, implied
        for before, after, implied in self._chains.get(predicate, ()):
            ends = _walk(facts.objects, object, after)
            for start in _walk(facts.subjects, subject, before) if ends else ():
                for end in ends:
                    yield start, implied, end
        if predicate in self._functional and object >= 0:
            for other in facts.objects(predicate, subject):
                if other != object and other >= 0:
                    yield object, SAME_AS_CODE, other
        if predicate in self._inverse_functional:
            for other in facts.subjects(predicate, object):
                if other != subject:
                    yield subject, SAME_AS_CODE, other

    def consequences(self, triple: Coded, facts: Facts) -> set[Coded]:
        """What one of the facts implies, alone or together with the others."""
        return {*self.alone((triple,)), *self.together((triple,), facts)}

    # ---------------------------------------------------------------- backwards

    @cached_property
    def _turned(self) -> tuple[_Table, _Table, _Table, _Table, _Table]:
        """Subclasses, subproperties, properties of a domain, properties of a range, and inverses."""
        tables = (self._classes, self._properties, self._domains, self._ranges, self._inverses)
        return tuple(map(_turned, tables))  # type: ignore[return-value]

    def derivations(self, triple: Coded, facts: Facts) -> Iterator[Step]:
        """The ways in which a triple follows from the facts in one step; not from itself."""
        for step in self._derivations(triple, facts):
            if triple not in step.premises:
                yield step

    def _derivations(self, triple: Coded, facts: Facts) -> Iterator[Step]:
        subject, predicate, object = triple
        if predicate == SAME_AS_CODE:
            yield from self._sameness(triple, facts)
            return
        if predicate == TYPE_CODE:
            yield from self._memberships(subject, object, facts)
        else:
            yield from self._relations(triple, facts)
        for same in facts.subjects(SAME_AS_CODE, subject):
            if (same, predicate, object) in facts:
                yield Step("owl:sameAs", ((same, SAME_AS_CODE, subject), (same, predicate, object)))
        for same in facts.subjects(SAME_AS_CODE, object):
            if (subject, predicate, same) in facts:
                yield Step("owl:sameAs", ((same, SAME_AS_CODE, object), (subject, predicate, same)))

    def _memberships(self, node: Code, kind: Code, facts: Facts) -> Iterator[Step]:
        subclasses, _, of_domain, of_range, _ = self._turned
        for subclass in subclasses.get(kind, ()):
            if (node, TYPE_CODE, subclass) in facts:
                yield Step("rdfs:subClassOf", ((node, TYPE_CODE, subclass),))
        for name in of_domain.get(kind, ()):
            for object in facts.objects(name, node):
                yield Step("rdfs:domain", ((node, name, object),))
        for name in of_range.get(kind, ()):
            for subject in facts.subjects(name, node):
                yield Step("rdfs:range", ((subject, name, node),))
        for name, filler, implied in self._some:
            if implied == kind:
                for object in facts.objects(name, node):
                    link = (node, name, object)
                    if filler is None:
                        yield Step("owl:someValuesFrom", (link,))
                    elif (object, TYPE_CODE, filler) in facts:
                        yield Step("owl:someValuesFrom", (link, (object, TYPE_CODE, filler)))

    def _relations(self, triple: Coded, facts: Facts) -> Iterator[Step]:
        subject, predicate, object = triple
        _, subproperties, _, _, inverses = self._turned
        for name in subproperties.get(predicate, ()):
            if (subject, name, object) in facts:
                yield Step("rdfs:subPropertyOf", ((subject, name, object),))
        if object >= 0:
            for name in inverses.get(predicate, ()):
                if (object, name, subject) in facts:
                    rule = "owl:SymmetricProperty" if name == predicate else "owl:inverseOf"
                    yield Step(rule, ((object, name, subject),))
        for row, implied in self._rows:
            if implied == predicate:
                rule = "owl:propertyChainAxiom"
                if row == (predicate, predicate):
                    rule = "owl:TransitiveProperty"
                for path in _paths(facts, subject, row, object):
                    yield Step(rule, path)

    def _sameness(self, triple: Coded, facts: Facts) -> Iterator[Step]:
        first, same, second = triple
        if (second, same, first) in facts:
            yield Step("owl:sameAs", ((second, same, first),))
        for middle in facts.objects(same, first):
            if (middle, same, second) in facts:
                yield Step("owl:sameAs", ((first, same, middle), (middle, same, second)))
        for name in self._functional:
            for subject in facts.subjects(name, first):
                if (subject, name, second) in facts:
                    yield Step("owl:FunctionalProperty", ((subject, name, first), (subject, name, second)))
        for name in self._inverse_functional:
            for object in facts.objects(name, first):
                if (second, name, object) in facts:
                    two = ((first, name, object), (second, name, object))
                    yield Step("owl:InverseFunctionalProperty", two)


def _replaced(triple: Coded, facts: Facts) -> Iterator[Coded]:
    """That two nodes are the same, the other way round too, and what is said of one, said of the other."""
    first, same, second = triple
    if second < 0 or first == second:
        return
    yield second, same, first
    for third in facts.objects(same, second):
        if third != first:
            yield first, same, third
    for third in facts.subjects(same, first):
        if third != second:
            yield third, same, second
    for subject, predicate, object in facts.about(first):
        if predicate != same:
            if subject == first:
                yield second, predicate, object
            if object == first:
                yield subject, predicate, second


def _walk(edges: Callable[[Code, Code], Iterable[Code]], start: Code, properties: _Codes) -> set[Code]:
    """The nodes reached from one node along a row of properties."""
    reached = {start}
    for name in properties:
        reached = {end for node in reached for end in edges(name, node)}
    return reached


def _paths(facts: Facts, start: Code, row: _Codes, end: Code) -> Iterator[tuple[Coded, ...]]:
    """The rows of triples of these properties that lead from one node to another."""
    if start < 0:
        return
    if len(row) == 1:
        if (start, row[0], end) in facts:
            yield ((start, row[0], end),)
        return
    for middle in facts.objects(row[0], start):
        for rest in _paths(facts, middle, row[1:], end):
            yield ((start, row[0], middle), *rest)


def _turned(table: _Table) -> _Table:
    """First terms under their second."""
    found: defaultdict[Code, _Codes] = defaultdict(tuple)
    for name, implied in table.items():
        for term in implied:
            found[term] += (name,)
    return found


def _names(rules: Rules) -> set[NamedNode]:
    """What the rules name."""
    found: set[NamedNode] = set()
    for table in (rules.classes, rules.properties, rules.inverses, rules.domains, rules.ranges):
        found.update(table, *table.values())
    for row, implied in rules.chains:
        found.update((*row, implied))
    for name, filler, implied in rules.some:
        found.update((name, implied) if filler is None else (name, filler, implied))
    return found | rules.functional | rules.inverse_functional
