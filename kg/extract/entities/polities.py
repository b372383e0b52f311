"""Polities: who acts when a place name acts, and to which polity somebody or something belongs."""

from __future__ import annotations

import re

from kg.extract.entities.scene import Scene
from kg.extract.entities.senses import above
from kg.extract.entities.surface import Surface
from kg.knowledge.entries import Pattern
from kg.knowledge.gazetteer import GEONAMES
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import World
from kg.model import Entity

ALLIANCES = frozenset({"Alliance", "MilitaryAlliance"})
#: What can have offices of its own.
POLITIES = (
    frozenset({"State", "DeFactoAuthority", "Organization", "GovernmentBody", "ArmedForce"}) | ALLIANCES
)
#: What has organs of its own.
SELF_GOVERNED = frozenset({"State", "DeFactoAuthority"})

#: Polities whose names take an article ('Prime Minister of the Netherlands').
_WITH_ARTICLE = re.compile(
    r"(United|Democratic|Central African|Dominican|Czech Republic|Soviet|Netherlands|Philippines|Maldives"
    r"|Bahamas|Gambia|Comoros|Marshall|Solomon|Seychelles|Republic|European|African|Arab|World|International"
    r"|Collective|Ethnic|(?:Campaign|Administration|Camp) of)"
)


def as_actor(world: World, entity: Entity | None) -> Entity | None:
    """Who acts when a place name acts: a capital or seat for its government, a territory for its authority.

    None for a place that stands for nobody.
    """
    if entity is None or entity.kind != "Place":
        return entity
    return governor(world, entity) or world.seat_of.get(entity.iri or "")


def governor(world: World, place: Entity) -> Entity | None:
    """Who has his seat in a place, or runs it; None for any other town or region."""
    return world.capital_of.get(place.iri or "") or world.governs.get(place.iri or "")


def state_of(world: World, place: Entity) -> Entity | None:
    """The state that a place lies in; None for contested territory, the sea and what several states share."""
    containers = (world.entities.get(iri) for iri in above(world, place))
    return next((c for c in containers if c is not None and c.kind == "State"), None)


def polity_of(scene: Scene, entity: Entity | None) -> Entity | None:
    """The polity that an entity is, belongs to, governs from or holds office in; None when unknown."""
    if entity is None or entity.kind == "Unresolved":
        return None
    if entity.kind in {"State", "DeFactoAuthority"} | ALLIANCES:
        return entity
    if entity.kind == "Person" and (offices := scene.cast.offices.likely(entity)):
        return offices[0].of
    if entity.kind == "Place":
        governed = scene.world.governs.get(entity.iri or "") or scene.world.capital_of.get(entity.iri or "")
        return governed or state_of(scene.world, entity)
    if entity.of is not None or entity.place is None or entity.place.kind == "State":
        # What is based in a state is not therefore of those who govern it.
        return entity.of
    return scene.world.governs.get(entity.place.iri or "")


def may_be_of(scene: Scene, entity: Entity, state: Entity) -> bool:
    """Whether an entity is of a state as far as anybody knows."""
    polity = polity_of(scene, entity)
    return polity is None or polity == state or polity.kind != "State"


def unrecognised(surface: Surface, world: World) -> tuple[Entity, ...]:
    """The de facto authorities that an article names or whose territory it names, in IRI order."""
    found: dict[str, Entity] = {}
    for sentence in surface.document.sentences:
        for match in surface.names(sentence.number):
            if match.name is None:
                continue
            entity = match.name.entity
            authority: Entity | None = entity
            if entity.kind != "DeFactoAuthority":
                authority = world.governs.get(entity.iri or "") or world.capital_of.get(entity.iri or "")
            if authority is not None and authority.kind == "DeFactoAuthority":
                found[authority.iri or ""] = authority
    return tuple(found[iri] for iri in sorted(found))


def territory(world: World, polity: Entity) -> Entity | None:
    """The territory that a de facto authority runs: its opposition is that of the territory."""
    if polity.kind != "DeFactoAuthority":
        return None
    run = (iri for iri, ruler in sorted(world.governs.items()) if ruler == polity)
    return next((world.entities[iri] for iri in run), None)


def pattern_label(pattern: Pattern, polity: Entity) -> str:
    """The label of an office or organ of a polity.

    >>> pattern_label(Pattern("navy", (), "Navy of {of}", "ArmedForce"), Entity("State", "United States"))
    'Navy of the United States'
    """
    return pattern.label.replace("{of}", with_article(polity.label))


def with_article(label: str) -> str:
    """A name as it stands after a preposition.

    >>> with_article("United States"), with_article("Chad")
    ('the United States', 'Chad')
    """
    if not _WITH_ARTICLE.match(label):
        return label
    return f"the {label[:1].lower() + label[1:] if label.startswith('Ethnic') else label}"


def pattern_entity(world: World, pattern: Pattern, polity: Entity) -> Entity:
    """The office or organ of a polity: the world's own where it knows it."""
    label = pattern_label(pattern, polity)
    also = tuple(name.replace("{of}", with_article(polity.label)) for name in pattern.also)
    if polity.iri is None:
        return Entity(pattern.kind, label, key=pattern.slug, of=polity, also=also)
    iri = f"{polity.iri}-{pattern.slug}"
    return world.entities.get(iri) or Entity(pattern.kind, label, iri=iri, of=polity, also=also)


def government(world: World, lexicon: Lexicon, state: Entity) -> Entity:
    """The government of a state."""
    pattern = next(p for p in lexicon.organs if p.slug == "government")
    return pattern_entity(world, pattern, state)


def is_division(world: World, place: Entity) -> bool:
    """Whether a place is a part of a state that may have a police of its own, as towns do not."""
    iri = place.iri or ""
    parts = (world.entities.get(above) for above in world.part_of.get(iri, ()))
    inside = any(whole is not None and whole.kind == "State" for whole in parts)
    town = iri.startswith(GEONAMES) or iri in world.capital_of or iri in world.towns
    return inside and not town


def is_organ(entity: Entity) -> bool:
    """Whether a body is one of those that every state has, and is named by its kind alone."""
    return entity.of is not None and (entity.iri or entity.key).startswith(f"{entity.of.iri}-")
