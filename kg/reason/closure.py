"""What follows from a graph, and what changes in it when triples come and go.

`closure` finds everything that follows from some triples. `Closure` keeps it true: what is added is
followed up from there (semi-naive), what is taken out takes along what rested on it, and what follows
from the rest all the same comes back (delete and rederive). Both give what owlrl would infer over
ontology and data together, trivial triples aside: nothing is said to be the same as itself, an
`owl:Thing`, or an `rdfs:Resource`, and no literal becomes a subject.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pyoxigraph import NamedNode

from kg.reason.facts import Changed, Memory
from kg.reason.rules import TYPE, Node, Rules, Term, Triple, ontology_rules  # noqa: F401 (doctests)
from kg.reason.steps import Steps
from kg.reason.terms import SAME_AS_CODE, Coded


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A node that belongs to two classes that have no common member."""

    node: Node
    classes: tuple[NamedNode, NamedNode]


def closure(
    rules: Rules, triples: Iterable[Triple], given: AbstractSet[Triple] = frozenset()
) -> frozenset[Triple]:
    """The triples that follow from `triples` and `given`, without these.

    `given` is already closed: what follows from it alone is not looked for.

    >>> kg = "https://w3id.org/article-kg/ns#"
    >>> a, b, c, part_of = map(NamedNode, ("urn:a", "urn:b", "urn:c", kg + "partOf"))
    >>> found = closure(ontology_rules(), [(a, part_of, b), (b, part_of, c)])
    >>> [str(object) for subject, predicate, object in found if predicate == part_of]
    ['<urn:c>']
    """
    with _without_collection():
        steps = steps_of(rules)
        terms = steps.terms.copy()
        # Many triples are gone through faster in the order in which they lie in memory.
        asserted, base = list(map(terms.coded, triples)), set(map(terms.coded, given))
        equal = rules.equates or any(
            triple[1] == SAME_AS_CODE for part in (asserted, base) for triple in part
        )
        facts = Memory(base, joined=None if equal else steps.joined)
        facts.add(asserted)
        return frozenset(terms.triples(spread(steps, asserted, facts)))  # type: ignore[arg-type]


@contextmanager
def _without_collection() -> Iterator[None]:
    """No search for garbage meanwhile: triples form no circles, and looking through so many takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def follow(steps: Steps, triples: AbstractSet[Coded], facts: Memory | Changed) -> AbstractSet[Coded]:
    """Put triples into closed facts, with what follows from them; all that is new comes back."""
    new = facts.without(triples)
    facts.add(new)
    return new | spread(steps, new, facts)


def spread(steps: Steps, triples: Collection[Coded], facts: Memory | Changed) -> set[Coded]:
    """Put in what follows from triples that are among the facts; what is new comes back."""
    found: set[Coded] = set()
    new = triples
    while new:
        # What one triple implies by itself is all there at once, so only what is joined goes round again.
        alone = facts.without(steps.alone(new))
        facts.add(alone)
        told = chain(new, alone) if facts.equal else steps.joining(chain(new, alone))
        new = facts.without(set(steps.together(told, facts)))
        facts.add(new)
        found |= alone | new
    return found


def withdraw(
    steps: Steps,
    triples: AbstractSet[Coded],
    facts: Memory | Changed,
    stays: Callable[[Coded], bool],
    *,
    spreads: Callable[[Coded], bool] = lambda triple: True,
    returns: Callable[[Coded], bool] = lambda triple: True,
) -> AbstractSet[Coded]:
    """Take some of closed facts out, with what followed from them alone; all that is gone comes back.

    `stays` says of a triple whether it is stated all the same, and so not to be touched; `spreads`
    whether one of the triples implies anything that is neither among them nor stays; `returns` whether a
    triple could follow from what stays.
    """
    doubted = {triple for triple in triples if not stays(triple)}
    pending = set(filter(spreads, doubted))
    while pending:
        implied = {*steps.alone(pending), *steps.together(pending, facts)} - doubted
        pending = {triple for triple in implied if triple in facts and not stays(triple)}
        doubted |= pending
    facts.remove(doubted)
    # Whatever a triple follows from says something of its subject.
    doubtful = set(filter(returns, doubted))
    subjects = {triple[0] for triple in doubtful}
    touched = {subject for subject in subjects if any(True for _ in facts.about(subject))}
    left = {
        triple
        for triple in doubtful
        if triple[0] in touched and any(True for _ in steps.derivations(triple, facts))
    }
    return doubted - follow(steps, left, facts)


@lru_cache(maxsize=4)
def steps_of(rules: Rules) -> Steps:
    """The steps of some rules, worked out once."""
    return Steps(rules)


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
        self._steps = steps_of(rules)
        self._terms = self._steps.terms.copy()
        self._stated: set[Coded] = set()
        self._facts = Memory()

    @property
    def facts(self) -> frozenset[Triple]:
        """What is stated, and what follows."""
        return frozenset(self._terms.triples(self._facts))  # type: ignore[arg-type]

    def add(self, triples: Iterable[Triple]) -> None:
        """State some triples."""
        new = set(map(self._terms.coded, triples))
        self._stated |= new
        follow(self._steps, new, self._facts)

    def remove(self, triples: Iterable[Triple]) -> None:
        """State some triples no more."""
        old = self._stated.intersection(map(self._terms.coded, triples))
        self._stated -= old
        withdraw(self._steps, old, self._facts, self._stated.__contains__)


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
