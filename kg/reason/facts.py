"""Triples that can be looked up, as rules need them: in memory, or as a change of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Protocol, TypeVar

from kg.reason.terms import SAME_AS_CODE, Code, Coded

K = TypeVar("K")
V = TypeVar("V")


class Facts(Protocol):
    """What rules are applied to: a set of triples, with the ends of each property."""

    @property
    def equal(self) -> bool:
        """Whether any two nodes are said to be the same."""

    def __contains__(self, triple: object, /) -> bool:
        """Whether this is among them."""

    def objects(self, predicate: Code, subject: Code, /) -> Iterable[Code]:
        """The objects that a subject has of a property."""

    def subjects(self, predicate: Code, object: Code, /) -> Iterable[Code]:
        """The subjects that have an object of a property."""

    def about(self, node: Code, /) -> Iterable[Coded]:
        """The triples that have a node as their subject or object."""


class Memory:
    """Triples in memory.

    With `joined`, only those of these properties can be looked up by an end: that is all that rules
    need which never find two nodes to be the same.
    """

    def __init__(self, triples: Iterable[Coded] = (), *, joined: AbstractSet[Code] | None = None):
        self._joined = joined
        self._known: set[Coded] = set()
        #: Whether any two nodes have been said to be the same.
        self.equal = False
        self._objects: defaultdict[tuple[Code, Code], set[Code]] = defaultdict(set)
        self._subjects: defaultdict[tuple[Code, Code], set[Code]] = defaultdict(set)
        self._about: defaultdict[Code, set[Coded]] = defaultdict(set)
        self.add(triples)

    def add(self, triples: Iterable[Coded]) -> None:
        """Put some triples in."""
        triples = triples if isinstance(triples, Collection) else tuple(triples)
        self._known.update(triples)
        if self._joined is None:
            for triple in triples:
                self._about[triple[0]].add(triple)
                self._about[triple[2]].add(triple)
                self.equal = self.equal or triple[1] == SAME_AS_CODE
            kept: Iterable[Coded] = triples
        else:
            joined = self._joined
            kept = [triple for triple in triples if triple[1] in joined]
        for subject, predicate, object in kept:
            self._objects[predicate, subject].add(object)
            self._subjects[predicate, object].add(subject)

    def without(self, triples: AbstractSet[Coded]) -> AbstractSet[Coded]:
        """Those of some triples that are not there."""
        return triples - self._known

    def remove(self, triples: AbstractSet[Coded]) -> None:
        """Take some triples out that are there."""
        for triple in triples:
            self._known.discard(triple)
            subject, predicate, object = triple
            _drop(self._objects, (predicate, subject), object)
            _drop(self._subjects, (predicate, object), subject)
            _drop(self._about, subject, triple)
            _drop(self._about, object, triple)

    def __contains__(self, triple: object, /) -> bool:
        return triple in self._known

    def __iter__(self) -> Iterator[Coded]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def objects(self, predicate: Code, subject: Code, /) -> Collection[Code]:
        """The objects that a subject has of a property."""
        return self._objects.get((predicate, subject), ())

    def subjects(self, predicate: Code, object: Code, /) -> Collection[Code]:
        """The subjects that have an object of a property."""
        return self._subjects.get((predicate, object), ())

    def about(self, node: Code, /) -> Collection[Coded]:
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

    def __init__(self, base: Facts, *, joined: AbstractSet[Code] | None = None) -> None:
        self._base = base
        self.added = Memory(joined=joined)
        self.removed: set[Coded] = set()

    @property
    def equal(self) -> bool:
        """Whether any two nodes are said to be the same."""
        return self._base.equal or self.added.equal

    def add(self, triples: Iterable[Coded]) -> None:
        """Put some triples in."""
        triples = set(triples)
        back = triples & self.removed
        self.removed -= back
        self.add_new({triple for triple in triples - back if triple not in self._base})

    def add_new(self, triples: AbstractSet[Coded]) -> None:
        """Put some triples in that are known not to be there, nor to have been taken out."""
        self.added.add(triples)

    def without(self, triples: AbstractSet[Coded]) -> AbstractSet[Coded]:
        """Those of some triples that are not there."""
        return {triple for triple in triples if triple not in self}

    def remove(self, triples: AbstractSet[Coded]) -> None:
        """Take some triples out that are there."""
        new = triples - self.added.without(triples)
        self.added.remove(new)
        self.removed |= triples - new

    def __contains__(self, triple: object, /) -> bool:
        return triple in self.added or (triple in self._base and triple not in self.removed)

    def objects(self, predicate: Code, subject: Code, /) -> Iterable[Code]:
        """The objects that a subject has of a property."""
        for object in self._base.objects(predicate, subject):
            if (subject, predicate, object) not in self.removed:
                yield object
        yield from self.added.objects(predicate, subject)

    def subjects(self, predicate: Code, object: Code, /) -> Iterable[Code]:
        """The subjects that have an object of a property."""
        for subject in self._base.subjects(predicate, object):
            if (subject, predicate, object) not in self.removed:
                yield subject
        yield from self.added.subjects(predicate, object)

    def about(self, node: Code, /) -> Iterable[Coded]:
        """The triples that have a node as their subject or object."""
        kept = (triple for triple in self._base.about(node) if triple not in self.removed)
        return chain(kept, self.added.about(node))
