"""What follows from a graph, and what changes in it when triples come and go.

`closure` finds everything that follows from some triples. `Closure` keeps it true: what is added is
followed up from there (semi-naive), what is taken out takes along what rested on it, and what follows
from the rest all the same comes back (delete and rederive). Both give what owlrl would infer over
ontology and data together, trivial triples aside: nothing is said to be the same as itself, an
`owl:Thing`, or an `rdfs:Resource`, and no literal becomes a subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.reason.facts import Changed, Memory
from kg.reason.rules import SAME_AS, TYPE, Node, Rules, Term, Triple, ontology_rules  # noqa: F401 (doctests)
from kg.reason.steps import Steps


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A node that belongs to two classes that have no common member."""

    node: Node
    classes: tuple[NamedNode, NamedNode]


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
    equal = rules.equates or any(triple[1] == SAME_AS for part in (asserted, given) for triple in part)
    facts = Memory(given, joined=None if equal else rules.joined)
    found = follow(Steps(rules), asserted - given, facts)
    return tuple(sorted(found - asserted, key=_order))


def follow(steps: Steps, triples: Iterable[Triple], facts: Memory | Changed) -> set[Triple]:
    """Put triples into closed facts, with what follows from them; all that is new comes back."""
    new = {triple for triple in triples if triple not in facts}
    for triple in new:
        facts.add(triple)
    return new | spread(steps, new, facts)


def spread(steps: Steps, triples: Iterable[Triple], facts: Memory | Changed) -> set[Triple]:
    """Put in what follows from triples that are among the facts; what is new comes back."""
    found: set[Triple] = set()
    pending = list(triples)
    consequences, known, live = steps.consequences, facts.__contains__, steps.live
    while pending:
        triple = pending.pop()
        if triple[1] not in live and not facts.equal:
            continue
        for implied in tuple(consequences(triple, facts)):
            if not known(implied):
                facts.add(implied)
                found.add(implied)
                pending.append(implied)
    return found


def withdraw(
    steps: Steps,
    triples: Iterable[Triple],
    facts: Memory | Changed,
    stays: Callable[[Triple], bool],
    *,
    spreads: Callable[[Triple], bool] = lambda triple: True,
) -> set[Triple]:
    """Take triples out of closed facts, with what followed from them alone; all that is gone comes back.

    `stays` says of a triple whether it is stated all the same, and so not to be touched; `spreads`
    whether one of the triples implies anything that is neither among them nor stays.
    """
    doubted = {triple for triple in triples if triple in facts and not stays(triple)}
    pending = [triple for triple in doubted if spreads(triple)]
    while pending:
        for implied in steps.consequences(pending.pop(), facts):
            if implied not in doubted and implied in facts and not stays(implied):
                doubted.add(implied)
                pending.append(implied)
    for triple in doubted:
        facts.discard(triple)
    # Whatever a triple follows from says something of its subject.
    subjects = {triple[0] for triple in doubted}
    touched = {subject for subject in subjects if any(True for _ in facts.about(subject))}
    left = [
        triple
        for triple in doubted
        if triple[0] in touched and any(True for _ in steps.derivations(triple, facts))
    ]
    return doubted - follow(steps, left, facts)


class Closure:
    """Triples and what follows from them, kept true while triples come and go.

    >>> kg = "https://w3id.org/article-kg/ns#"
    >>> a, b, c, part_of = map(NamedNode, ("urn:a", "urn:b", "urn:c", kg + "partOf"))
    >>> kept = Closure(ontology_rules())
    >>> kept.add([(a, part_of, b), (b, part_of, c)])
    >>> (a, part_of, c) in kept.facts
    True
    >>> kept.remove([(b, part_of, c)])
    >>> (a, part_of, c) in kept.facts
    False
    """

    def __init__(self, rules: Rules) -> None:
        self.steps = Steps(rules)
        self.stated: set[Triple] = set()
        #: What is stated, and what follows.
        self.facts = Memory()

    def add(self, triples: Iterable[Triple]) -> None:
        """State some triples."""
        new = set(triples)
        self.stated |= new
        follow(self.steps, new, self.facts)

    def remove(self, triples: Iterable[Triple]) -> None:
        """State some triples no more."""
        old = self.stated.intersection(triples)
        self.stated -= old
        withdraw(self.steps, old, self.facts, self.stated.__contains__)


def inconsistencies(rules: Rules, triples: Iterable[Triple]) -> tuple[Inconsistency, ...]:
    """The nodes of a closed graph that belong to two disjoint classes, each pair once; sorted."""
    types: defaultdict[Node, set[Term]] = defaultdict(set)
    for subject, predicate, object in triples:
        if predicate == TYPE:
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
