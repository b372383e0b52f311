"""Definite nouns of a class: 'the region', 'the country', 'the ministry', and what they take up."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.coreference import PERSON, before, distinct
from kg.extract.entities.polities import ALLIANCES
from kg.extract.entities.scene import Scene
from kg.extract.phrases import is_plural, lemma
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
        entities = distinct(references)
        if len(entities) == 1:
            return entities[0]
        if entities:
            # A subject refers to itself by pronoun: 'the country' beside a subject state is the other one.
            own = {r.entity for r in references if r.subject}
            rest = [e for e in entities if e not in own]
            return rest[0] if len(rest) == 1 else None
    return None


def _territory(scene: Scene, authority: Entity) -> Entity | None:
    governed = sorted(scene.world.governs.items())
    iri = next((iri for iri, ruler in governed if ruler == authority), None)
    return scene.world.entities[iri] if iri is not None else None
