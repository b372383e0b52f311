"""Newspapers and broadcasters by the last word of their names: 'the Journal' of The Wall Street Journal."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.scene import Scene
from kg.extract.phrases import dependents
from kg.model import Entity


def paper_in_short(scene: Scene, head: Token) -> Entity | None:
    """The one outlet that an article names whose name ends in a word with a capital behind 'the'."""
    before = [c.lower_ for c in dependents(head) if c.i < head.i]
    if head.pos_ != "PROPN" or not head.text.istitle() or before != ["the"] or head.dep_ == "compound":
        return None
    end = f" {head.text}"
    known = [e for e in scene.named if e.kind == "NewsOrganization" and e.label.endswith(end)]
    return known[0] if len(known) == 1 else None
