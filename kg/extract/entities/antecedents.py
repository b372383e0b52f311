"""What a pronoun or a definite noun may take up: what the article has referred to shortly before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.binding import put_first, said_before
from kg.extract.entities.polities import as_actor
from kg.extract.entities.scene import Reference, Scene
from kg.model import Entity

#: How many sentences back a pronoun or a definite noun may reach; news seldom goes further.
REACH = 3

#: How many sentences back it may reach where those between are somebody's words.
LONG_REACH = 8


def before(scene: Scene, token: Token, kinds: frozenset[str]) -> Iterator[list[Reference]]:
    """References of these kinds before a token, by sentence, the nearest sentence first."""
    number = scene.surface.sentence_of(token).number
    # In '"We cannot reach families," they said' the families are no candidates.
    outside = not scene.surface.is_quoted(token)
    # 'X, his aunt' is the aunt of another.
    beside = {token.head.head.i} if token.head.dep_ == "appos" and token.dep_ == "poss" else set()
    said = said_before(scene, token) | put_first(token) | beside
    here = [
        r
        for r in scene.references.of(number)
        if r.position < token.i
        and r.position not in said
        and not (outside and scene.surface.is_quoted(r.span))
    ]
    yield _acting_of(scene, here, kinds)
    earlier: list[Iterable[Reference]] = []
    for back in _sentences_before(scene, number, outside):
        earlier.append(scene.references.of(back))
        if outside:
            # '"Not even X did it," Y said. He …' is Y; who is named in quotations alone comes last.
            told = [r for r in earlier[-1] if not scene.surface.is_quoted(r.span)]
            yield _acting_of(scene, told, kinds)
    for references in earlier:
        yield _acting_of(scene, references, kinds)


def _sentences_before(scene: Scene, number: int, outside: bool) -> Iterator[int]:
    """The numbers of the sentences in reach, the nearest first; what others quote in between takes up none.

    In a quotation the sentences of that quotation are in reach like all others.
    """
    told = 0
    for back in range(number - 1, max(0, number - 1 - LONG_REACH), -1):
        yield back
        # Sentences are numbered from 1.
        told += not (outside and scene.surface.is_wholly_quoted(scene.surface.document.sentences[back - 1]))
        if told == REACH:
            break


def _acting_of(scene: Scene, references: Iterable[Reference], kinds: frozenset[str]) -> list[Reference]:
    """Those of these kinds, capitals that act as their states."""
    return [r for r in (as_acting(scene, r) for r in references) if r.entity.kind in kinds]


def as_acting(scene: Scene, reference: Reference) -> Reference:
    """A reference whose capital acts for its state, where it is a subject or a possessor."""
    if reference.entity.kind != "Place" or not reference.subject:
        return reference
    actor = as_actor(scene.world, reference.entity)
    return replace(reference, entity=actor) if actor is not None else reference


def salient(references: list[Reference]) -> tuple[Entity, ...]:
    """The subject of a sentence with what is coordinated with it, else everything it refers to; once each.

    The subject of its main verb comes before that of a clause put in front ('In X, where Y rules, Z said').
    """
    # The last subject before a pronoun may be inside a quotation; the first is the sentence's own.
    subject = next((r for r in references if r.main), next((r for r in references if r.subject), None))
    if subject is None:
        return distinct(references)
    return distinct([r for r in references if r.together == subject.together])


def distinct(references: list[Reference]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(r.entity for r in references))
