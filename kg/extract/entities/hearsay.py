"""Whom 'he' and 'she' mean in somebody's words: another of whom the article speaks."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.coreference import LONG_REACH, distinct, may_mean
from kg.extract.entities.scene import Scene
from kg.extract.entities.somebody import relative
from kg.model import Entity


def told_of(scene: Scene, token: Token, speaker: Entity | None) -> Entity | None:
    """Somebody's son or landlord spoken of just before, else the last person who is not the speaker.

    None where that is open.
    """
    if (kin := relative(scene, token)) is not None:
        return kin
    here = scene.surface.sentence_of(token).number
    for number in range(here, max(0, here - 1 - LONG_REACH), -1):
        fits = [
            r
            for r in scene.references.of(number)
            if r.entity.kind == "Person"
            and r.entity != speaker
            and (number < here or r.position < token.i)
            and may_mean(scene, token, r.entity)
        ]
        subject = next((r for r in reversed(fits) if r.subject), None)
        entities = (subject.entity,) if subject is not None else distinct(fits)
        if entities:
            return entities[0] if len(entities) == 1 else None
    return None
