"""Triples that can be looked up, as rules need them: in memory, or as a change of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Protocol, TypeVar

from pyoxigraph import NamedNode

from kg.reason.rules import SAME_AS, Node, Term, Triple

K = TypeVar("K")
V = TypeVar("V")


class Facts(Protocol):
    """What rules are applied to: a set of triples, with the ends of each property."""

    @property
    def equal(self) -> bool:
        """Whether any two nodes are said to be the same."""

    def __contains__(self, triple: object, /) -> bool:
        """Whether this is among them."""

    def objects(self, predicate: NamedNode, subject: Term, /) -> Iterable[Term]:
        """The objects that a subject has of a property."""

    def subjects(self, predicate: NamedNode, object: Term, /) -> Iterable[Node]:
        """The subjects that have an object of a property."""

    def about(self, node: Term, /) -> Iterable[Triple]:
        """The triples that have a node as their subject or object."""


class Memory:
    """Triples in memory.

    With `joined`, only those of these properties can be looked up by an end: that is all that rules
    need which never find two nodes to be the same.
    """

    def __init__(self, triples: Iterable[Triple] = (), *, joined: AbstractSet[NamedNode] | None = None):
        self._joined = joined
        self._known: set[Triple] = set()
        #: Whether any two nodes have been said to be the same.
        self.equal = False
        self._objects: defaultdict[tuple[NamedNode, Term], set[Term]] = defaultdict(set)
        self._subjects: defaultdict[tuple[NamedNode, Term], set[Node]] = defaultdict(set)
        self._about: defaultdict[Term, set[Triple]] = defaultdict(set)
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple) -> None:
        """Put one triple in."""
        self._known.add(triple)
        subject, predicate, object = triple
        if self._joined is None:
            self._about[subject].add(triple)
            self._about[object].add(triple)
            self.equal = self.equal or predicate == SAME_AS
        elif predicate not in self._joined:
            return
        self._objects[predicate, subject].add(object)
        self._subjects[predicate, object].add(subject)

    def discard(self, triple: Triple) -> None:
        """Take one triple out, if it is there."""
        self._known.discard(triple)
        subject, predicate, object = triple
        _drop(self._objects, (predicate, subject), object)
        _drop(self._subjects, (predicate, object), subject)
        _drop(self._about, subject, triple)
        _drop(self._about, object, triple)

    def __contains__(self, triple: object, /) -> bool:
        return triple in self._known

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def objects(self, predicate: NamedNode, subject: Term, /) -> Collection[Term]:
        """The objects that a subject has of a property."""
        return self._objects.get((predicate, subject), ())

    def subjects(self, predicate: NamedNode, object: Term, /) -> Collection[Node]:
        """The subjects that have an object of a property."""
        return self._subjects.get((predicate, object), ())

    def about(self, node: Term, /) -> Collection[Triple]:
        """The triples that have a node as their subject or object."""
        return self._about.get(node, ())


def _drop(index: dict[K, set[V]], key: K, value: V) -> None:
    """Take a value out, and the key with the last one."""
    values = index.get(key)
    if values is not None:
        values.discard(value)
        if not values:
            del index[key]


class Changed:
    """Facts as they will be: those of `base`, some added, some taken out. `base` stays as it is.

    `joined` is as for `Memory`, of what is added.
    """

    def __init__(self, base: Facts, *, joined: AbstractSet[NamedNode] | None = None) -> None:
        self._base = base
        self.added = Memory(joined=joined)
        self.removed: set[Triple] = set()

    @property
    def equal(self) -> bool:
        """Whether any two nodes are said to be the same."""
        return self._base.equal or self.added.equal

    def add(self, triple: Triple) -> None:
        """Put one triple in."""
        if triple in self.removed:
            self.removed.discard(triple)
        elif triple not in self._base:
            self.added.add(triple)

    def add_new(self, triple: Triple) -> None:
        """Put one triple in that is known not to be there, nor to have been taken out."""
        self.added.add(triple)

    def discard(self, triple: Triple) -> None:
        """Take one triple out, if it is there."""
        if triple in self.added:
            self.added.discard(triple)
        elif triple in self._base:
            self.removed.add(triple)

    def __contains__(self, triple: object, /) -> bool:
        return triple in self.added or (triple in self._base and triple not in self.removed)

    def objects(self, predicate: NamedNode, subject: Term, /) -> Iterable[Term]:
        """The objects that a subject has of a property."""
        for object in self._base.objects(predicate, subject):
            if (subject, predicate, object) not in self.removed:
                yield object
        yield from self.added.objects(predicate, subject)

    def subjects(self, predicate: NamedNode, object: Term, /) -> Iterable[Node]:
        """The subjects that have an object of a property."""
        for subject in self._base.subjects(predicate, object):
            if (subject, predicate, object) not in self.removed:
                yield subject
        yield from self.added.subjects(predicate, object)

    def about(self, node: Term, /) -> Iterable[Triple]:
        """The triples that have a node as their subject or object."""
        kept = (triple for triple in self._base.about(node) if triple not in self.removed)
        return chain(kept, self.added.about(node))
