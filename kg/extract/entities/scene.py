"""What the modules that resolve noun phrases share: the article, what is known, what has been referred to."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.cast import Cast
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.surface import Surface
from kg.extract.phrases import noun_phrase, without_genitive
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import World
from kg.model import Entity, Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A noun phrase that refers to an entity: where it stands and whether it is a subject.

    `together` is the position of the first of several coordinated phrases, else its own; `main` is the
    subject of the sentence's main verb.
    """

    entity: Entity
    span: Span
    sentence: int
    position: int
    subject: bool
    together: int
    main: bool = False


class References:
    """What has been referred to so far, in reading order.

    >>> references = References()
    >>> for position in (4, 0):
    ...     references.add(Reference(Entity("State", "Armenia"), Span(0, 7), 1, position, True, position))
    >>> [r.position for r in references], references.of(2)
    ([0, 4], ())
    """

    def __init__(self) -> None:
        self._by_sentence: defaultdict[int, list[Reference]] = defaultdict(list)

    def __iter__(self) -> Iterator[Reference]:
        for number in sorted(self._by_sentence):
            yield from self._by_sentence[number]

    def add(self, reference: Reference) -> None:
        """Put a reference in its place."""
        insort(self._by_sentence[reference.sentence], reference, key=lambda r: r.position)

    def of(self, sentence: int) -> tuple[Reference, ...]:
        """The references of one sentence."""
        return tuple(self._by_sentence.get(sentence, ()))


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One article while it is read.

    `unrecognised` are the de facto authorities that it is about, in IRI order; `home` is the one state that
    it is about above all, `setting` the town or part of it in which the title puts what happens; `titled` are
    those who act in its title; `named` is what its names mean, where they mean one thing; `organisations`
    are the names of bodies that the model sees; `resolve` gives the entity of a noun phrase's head, `unknown`
    that of one which names nobody known: its words.
    """

    lexicon: Lexicon
    world: World
    surface: Surface
    cast: Cast
    references: References
    unrecognised: tuple[Entity, ...]
    home: Entity | None
    setting: Entity | None
    titled: tuple[Entity, ...]
    named: frozenset[Entity]
    organisations: frozenset[str]
    resolve: Callable[[Token], Entity | None]
    unknown: Callable[[Token], Entity]

    def person(self, match: PersonMatch, token: Token | None = None) -> Entity:
        """Who a person's name means: whom the world knows at `token` (the name's head), else the cast's."""
        named = self.surface.named_at(token or match.head)
        return named if named is not None and named.kind == "Person" else self.cast.person(match)

    def unresolved(self, token: Token, words: str, candidates: tuple[Entity, ...] = ()) -> Entity:
        """A mention that stays open, with those that it could mean."""
        start = self.surface.document.span(token).start
        return Entity("Unresolved", words, key=str(start), candidates=candidates)

    def undecided(self, head: Token, candidates: tuple[Entity, ...] = ()) -> Entity:
        """The same for a noun, by the words of its phrase."""
        return self.unresolved(head, without_genitive(noun_phrase(head)), candidates)


def named_in(surface: Surface) -> frozenset[Entity]:
    """What the names of an article mean, where they mean one thing."""
    matches = (m for s in surface.document.sentences for m in surface.names(s.number))
    return frozenset(m.name.entity for m in matches if m.name is not None)


def organisations_in(surface: Surface) -> frozenset[str]:
    """The names of bodies that the model or the article tells of, without article and genitive."""
    entities = (e for s in surface.document.sentences for e in s.entities if e.label_ == "ORG")
    names = (e.text.removeprefix("the ").removeprefix("The ") for e in entities)
    return surface.told_bodies | {name.removesuffix("'s").removesuffix("’s") for name in names}


def is_nameless(entity: Entity) -> bool:
    """Whether an entity is somebody whom nothing names, and not one of several who may be meant."""
    return entity.kind in {"Unresolved", "Group"} and not entity.candidates
