"""Offices and callings that leave room for no other: no doctor is 'the mayor', no chairman 'the bishop'."""

from __future__ import annotations

from kg.extract.entities.people import RANKS
from kg.extract.entities.scene import Scene
from kg.model import Entity


def has_calling(scene: Scene, person: Entity) -> bool:
    """Whether the article tells what somebody is: a noun for people, not 'X was the reason'."""
    lists = (scene.lexicon.words["occupation"], scene.lexicon.words["group"], RANKS)
    return any(scene.cast.fits(person, nouns) for nouns in lists)


def is_another(scene: Scene, person: Entity, noun: str) -> bool:
    """Whether somebody holds an office that is not the one of a noun; what is no office may be anybody's.

    Who is told to be something else is no mayor or bishop either.
    """
    words = scene.lexicon.words
    officers = words["officer"]
    if (noun in words["vocation"] or noun in officers) and has_calling(scene, person):
        return True
    if noun in words["occupation"] and noun not in officers:
        return False
    return bool(scene.cast.offices_of(person)) or (noun in officers and scene.cast.fits(person, officers))
