"""The two that an article is about: whom 'both countries' or 'the two sides' means if nobody nearer."""

from __future__ import annotations

from collections import Counter

from kg.extract.entities.polities import ALLIANCES, SELF_GOVERNED, as_actor
from kg.extract.entities.scene import Scene
from kg.model import Entity

#: How often the less often named of two must be named for an article to be about both.
OFTEN = 3
#: How many times as often as any third.
AHEAD = 2


def titled(scene: Scene) -> tuple[Entity, ...]:
    """The two states that act in the title, else the two who do; no alliance, which rather mediates."""
    states = tuple(dict.fromkeys(s for e in scene.titled if (s := _state(e)) is not None))
    if len(states) == 2:
        return states
    mediate = any(e.kind in ALLIANCES for e in scene.titled)
    return scene.titled if len(scene.titled) == 2 and not mediate else ()


def parties(scene: Scene) -> tuple[Entity, ...]:
    """The two states that act in the title, else those named much more often than any other; or none."""
    if all(_state(e) is not None for e in titled(scene)) and (both := titled(scene)):
        return both
    counts: Counter[Entity] = Counter()
    for sentence in scene.surface.document.sentences:
        for match in scene.surface.names(sentence.number):
            state = _state(as_actor(scene.world, match.name.entity)) if match.name is not None else None
            counts.update([state] if state is not None else [])
    named = counts.most_common(3)
    third = named[2][1] if len(named) > 2 else 0
    if len(named) < 2 or named[1][1] < max(OFTEN, third * AHEAD):
        return ()
    return named[0][0], named[1][0]


def _state(entity: Entity | None) -> Entity | None:
    """The state or authority that something is or belongs to."""
    if entity is None or entity.kind in SELF_GOVERNED:
        return entity
    return entity.of if entity.of is not None and entity.of.kind in SELF_GOVERNED else None
