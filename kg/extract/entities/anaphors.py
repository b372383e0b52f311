"""Definite nouns of a class: 'the region', 'the country', 'the ministry', and what they take up."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.antecedents import before, distinct
from kg.extract.entities.coreference import PERSON
from kg.extract.entities.polities import ALLIANCES, is_division, state_of
from kg.extract.entities.scene import Scene
from kg.extract.phrases import is_plural, lemma, prepositional
from kg.knowledge.lexicon import Lexicon
from kg.model import Entity

#: The classes that a definite noun of each class of the lexicon may take up.
_TAKEN_UP = {
    "Alliance": ALLIANCES,
    "State": frozenset({"State"}),
    "Place": frozenset({"Place"}),
    "GovernmentBody": frozenset({"GovernmentBody"}),
    "Person": PERSON,
}


def anaphor(scene: Scene, head: Token) -> Entity | None:
    """'the region', 'the country': the last thing of that class, when there is only one in reach."""
    wanted = scene.lexicon.anaphors.get(lemma(head), "Actor")
    if wanted == "Place" and lemma(head) in scene.lexicon.words["territory"] and len(scene.unrecognised) == 1:
        territory = _territory(scene, scene.unrecognised[0])
        if territory is not None:
            return territory
    kinds = _TAKEN_UP.get(wanted)
    if kinds is None or is_plural(head):
        return None
    for references in before(scene, head, kinds):
        entities = tuple(e for e in distinct(references) if not _is_of_other_size(scene, e, lemma(head)))
        if len(entities) == 1:
            return entities[0]
        if entities:
            # A subject refers to itself by pronoun: 'the country' beside a subject state is the other one.
            own = {r.entity for r in references if r.subject}
            rest = [e for e in entities if e not in own]
            return rest[0] if len(rest) == 1 else None
    if wanted == "State" and lemma(head) in scene.lexicon.words["province"]:
        # 'the state' where no country has been spoken of lately is a part of one.
        return _last_division(scene, head) or _only_of_size(scene, lemma(head))
    return _only_of_size(scene, lemma(head)) if wanted == "Place" else None


def place_meant(scene: Scene, head: Token) -> Entity | None:
    """The place that 'the province' alone takes up, which is called then as it would be by its name."""
    known = head.tag_ == "NN" and lemma(head) in scene.lexicon.anaphors
    place = scene.resolve(head) if known and not any(prepositional(head, {"of"})) else None
    return place if place is not None and place.kind == "Place" else None


def is_town(lexicon: Lexicon, head: Token) -> bool:
    """'the city': it speaks for itself, where the name of a capital stands for the state."""
    return head.tag_ == "NN" and lemma(head) in lexicon.words["town"]


def _is_of_other_size(scene: Scene, place: Entity, noun: str) -> bool:
    """Whether a place is no town or no province: in 'Arville, Iowa' the first is the town."""
    if place.kind != "Place" or place.iri is None:
        return False
    division = is_division(scene.world, place)
    return noun in scene.lexicon.words["town" if division else "province"]


def _only_of_size(scene: Scene, noun: str) -> Entity | None:
    """The one town or province that the article has named so far, however long ago; none of another state."""
    if not any(noun in scene.lexicon.words[size] for size in ("town", "province")):
        return None
    places = {r.entity for r in scene.references if r.entity.kind == "Place" and r.entity.iri is not None}
    fitting = [place for place in places if not _is_of_other_size(scene, place, noun)]
    here = len(fitting) == 1 and scene.home in {None, state_of(scene.world, fitting[0])}
    return fitting[0] if here else None


def _last_division(scene: Scene, head: Token) -> Entity | None:
    """The part of a state that the nearest sentence names alone."""
    for references in before(scene, head, _TAKEN_UP["Place"]):
        parts = {e for e in distinct(references) if is_division(scene.world, e)}
        if parts:
            return parts.pop() if len(parts) == 1 else None
    return None


def _territory(scene: Scene, authority: Entity) -> Entity | None:
    governed = sorted(scene.world.governs.items())
    iri = next((iri for iri, ruler in governed if ruler == authority), None)
    return scene.world.entities[iri] if iri is not None else None
