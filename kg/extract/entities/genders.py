"""Whether somebody may be 'he' or 'she': by titles, by kin, by what was called so before, by given names."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.antecedents import REACH
from kg.extract.entities.binding import MALE
from kg.extract.entities.scene import Scene
from kg.extract.entities.surnames import pronoun_of
from kg.model import Entity

PERSONAL = frozenset({"he", "she", "him", "his", "her", "hers"})


def is_other_gender(scene: Scene, token: Token, entity: Entity) -> bool:
    """Whether the article tells that 'he' or 'she' is not somebody ('Mr X', 'her son X')."""
    if token.lower_ not in PERSONAL:
        return False
    male, told = token.lower_ in MALE, scene.cast.gender(entity)
    if told is not None:
        return (told == "he") != male
    known = pronoun_of(entity.label) if _has_name(entity) else None
    if known is not None and (known == "he") == male:
        return False
    # 'Her government, he alleged, had …': who is 'her' there is not him.
    # Who 'he' is in a quotation is less sure.
    # What 'She has written to him' has told still holds in 'He has agreed'; 'for his faith' may be anybody's.
    surface = scene.surface
    here = surface.sentence_of(token).number
    near = (r for number in range(here - REACH, here + 1) for r in scene.references.of(number))
    meant = (r for r in near if r.entity == entity and (r.subject or r.sentence == here))
    words = (surface.document.text(r.span).lower() for r in meant if not surface.is_quoted(r.span))
    return any((word in MALE) != male for word in words if word in PERSONAL)


def may_mean(scene: Scene, token: Token, entity: Entity) -> bool:
    """Whether nothing that the article tells of somebody, nor the given name, speaks against a pronoun."""
    return not is_other_gender(scene, token, entity) and not sounds_other(scene, token, entity)


def sounds_other(scene: Scene, token: Token, entity: Entity) -> bool:
    """Whether somebody has a given name of the other gender, where the article says nothing of it."""
    if token.lower_ not in PERSONAL or not _has_name(entity) or scene.cast.gender(entity) is not None:
        return False
    known = pronoun_of(entity.label)
    return known is not None and (known == "he") != (token.lower_ in MALE)


def _has_name(entity: Entity) -> bool:
    """Whether somebody goes by a name: in 'Aide to X' the first word is no given name."""
    return entity.kind == "Person" and not entity.local


def told_apart(scene: Scene, token: Token, chosen: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Of several whom a pronoun may mean, the one whom the article tells to be of its gender."""
    told = tuple(e for e in chosen if token.lower_ in PERSONAL and scene.cast.gender(e) is not None)
    return told if len(told) == 1 else chosen
