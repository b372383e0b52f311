"""Those who work for somebody, by his name: 'the Clinton campaign', "Brandt's campaign", 'her campaign'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.introductions import speaks
from kg.extract.entities.scene import Scene
from kg.extract.entities.subjecthood import is_subject
from kg.extract.entities.surnames import last_name
from kg.extract.phrases import children, is_plural, lemma
from kg.model import Entity


def staff(scene: Scene, head: Token) -> Entity | None:
    """The body that works for the person beside its noun.

    What somebody's campaign is where it says nothing may be a war as well.
    """
    if lemma(head) not in scene.lexicon.words["staff"] or is_plural(head):
        return None
    owner = next((c for c in reversed(children(head, "compound", "nmod")) if c.pos_ == "PROPN"), None)
    if owner is None and (speaks(scene, head) or (head.dep_ == "pobj" and is_subject(head))):
        owner = next(iter(children(head, "poss")), None)
    person = _person(scene, owner) if owner is not None else None
    if person is None or person.kind != "Person" or not person.resolved or person.local:
        return None
    label = f"{head.text.capitalize()} of {person.label}"
    also = f"{last_name(person.label)} {lemma(head)}"
    return Entity("Organization", label, key=label.lower(), also=(also,))


def _person(scene: Scene, owner: Token) -> Entity | None:
    """Whose it is: also one whose name the model takes for a body's ('the [Brandt campaign]')."""
    match = scene.surface.person_at(owner)
    if match is not None:
        return scene.person(match)
    person = scene.cast.known(owner.text)
    return person if person is not None else scene.resolve(owner)
