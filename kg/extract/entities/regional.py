"""Organs of parts of states: 'the X provincial government', 'the Catalan government', 'Arville police'."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.entities.names import NameMatch
from kg.extract.entities.polities import governor, is_division, state_of, with_article
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch, of_phrase
from kg.extract.phrases import children, definite
from kg.knowledge.entries import Pattern
from kg.model import Entity

#: What towns have as well, by their own name.
_POLICE = "police"
_OF_TOWNS = frozenset({_POLICE, "high-court"})
#: What the model takes the names of places for.
_PLACES = frozenset({"GPE", "LOC"})


def regional(scene: Scene, match: TitleMatch) -> Entity | None:
    """The organ that a pattern names, where it is that of a part of a state by the words around it."""
    return _told(scene, match) or _of_region(scene, match) or _of_unknown(scene, match)


def is_of_a_part(scene: Scene, match: TitleMatch) -> bool:
    """Whether an organ is that of a part of a state that no words name: 'the county prosecutor's office'.

    'The local police' may be the state's there, no 'local government' is.
    """
    start = match.tokens.start
    before = match.tokens.doc[start - 1].lower_ if start > match.head.left_edge.i else ""
    governs = match.pattern.slug == "government" and before in scene.lexicon.words["regional"]
    return governs or (before in scene.lexicon.words["local"] and before != "local")


def is_a_parts(organ: Entity, match: TitleMatch) -> bool:
    """Whether an organ is of a part of a state, of the sort that the words before a title name."""
    sort = match.tokens.doc[match.tokens.start - 1 : match.tokens.end].text.lower()
    return organ.place is not None or organ.label.lower().startswith(sort)


def _told(scene: Scene, match: TitleMatch) -> Entity | None:
    """'the X provincial government': of a part of a state, not of the state."""
    doc, kind = match.tokens.doc, match.tokens.start - 1
    if kind < match.head.left_edge.i or doc[kind].lower_ not in scene.lexicon.words["regional"]:
        return None
    # The parser may take a name for an adjective ('the Afar regional government').
    before = doc[match.head.left_edge.i : kind]
    words = [t for t in before if t.pos_ == "PROPN" or scene.surface.named_at(t) is not None]
    named = next((e for t in words if (e := scene.surface.named_at(t)) is not None), None)
    if not words or (named is not None and named.kind != "Place"):
        return None
    name = named.label if named is not None else " ".join(t.text for t in words)
    label = f"{doc[kind].text.capitalize()} {match.tokens.text} of {name}"
    return Entity("GovernmentBody", label, key=label.lower(), place=named)


def _of_unknown(scene: Scene, match: TitleMatch) -> Entity | None:
    """'Zellshire police', 'police in Zell': of a place that only the model knows, by its name."""
    doc, start = match.tokens.doc, match.tokens.start
    first = start
    while first > match.head.left_edge.i and doc[first - 1].ent_type_ in _PLACES:
        first -= 1
    beside = doc[first:start]
    known = any(scene.surface.name_at(t) is not None or not t.text.istitle() for t in beside)
    if first == start and match.pattern.slug == _POLICE and len(match.tokens) == 1:
        return _in_unknown(scene, match)
    if first == start or known or match.pattern.slug not in _OF_TOWNS:
        return None
    name = f"{beside.text} {match.tokens.text.title()}"
    return Entity("Organization", name, key=name.lower())


def _in_unknown(scene: Scene, match: TitleMatch) -> Entity | None:
    """'Police in Zell': of a place right behind them that only the model knows."""
    for preposition, item in of_phrase(match):
        near = preposition.lower_ == "in" and preposition.i == match.head.i + 1
        named = item.pos_ == "PROPN" and item.ent_type_ in _PLACES | {"", "ORG"}
        if near and named and scene.surface.name_at(item) is None:
            name = f"Police in {item.doc[item.left_edge.i : item.i + 1].text}"
            return Entity("Organization", name, key=name.lower())
    return None


def _of_region(scene: Scene, match: TitleMatch) -> Entity | None:
    """'the Catalan government', 'the government of Catalonia': never the organ of the whole state."""
    pattern, doc = match.pattern, match.tokens.doc
    if pattern.kind != "GovernmentBody" or pattern.abroad is not None:
        return None
    start = match.tokens.start
    before = doc[start - 1] if start else None
    genitive = before is not None and before.tag_ == "POS"
    named = scene.surface.name_at(doc[start - 2] if genitive else before) if before is not None else None
    beside = named is not None and not genitive
    named = named or _behind(scene, match)
    name = named.name if named is not None else None
    if name is None or name.entity.kind != "Place":
        return None
    # 'Arville police', 'the Arville High Court'; 'the Arville police' may be the state's there.
    of_town = beside and name.use == "name" and pattern.slug in _OF_TOWNS
    force = pattern.slug != _POLICE or match.head.text.istitle() or not definite(match.head)
    lies = of_town and force and state_of(scene.world, name.entity) is not None
    if lies and name.entity.iri not in scene.world.governs:
        return of_place(pattern, name.entity, _all_names(scene, doc, start))
    if governor(scene.world, name.entity) is not None:
        return None
    # A town has police and courts of its state, but no government of it.
    governs = name.use == "adjective" or pattern.slug == "government"
    governs = governs or ((pattern.slug == _POLICE or beside) and is_division(scene.world, name.entity))
    return of_place(pattern, name.entity) if governs else None


def _behind(scene: Scene, match: TitleMatch) -> NameMatch | None:
    """The name behind an organ: 'the government of X', 'police in X province'."""
    for preposition, item in of_phrase(match):
        found = scene.surface.name_at(item) if preposition.lower_ == "of" else None
        if preposition.lower_ == "in" and match.pattern.slug == _POLICE:
            found = next(filter(None, map(scene.surface.name_at, (item, *children(item, "compound")))), None)
        if found is not None:
            return found
    return None


def _all_names(scene: Scene, doc: Doc, end: int) -> str:
    """The place before an organ, of two behind an article both ('the Arland and Borland High Court')."""
    start = end - 1
    while start > 2 and doc[start - 1].lower_ == "and" and scene.surface.named_at(doc[start - 2]) is not None:
        start -= 2
    start = start if doc[start - 1].lower_ == "the" else end - 1
    match = scene.surface.name_at(doc[start])
    first = scene.surface.document.text(match.span) if match is not None else doc[start].text
    return f"{first}{doc[start:end].text[len(doc[start].text) :]}"


def of_place(pattern: Pattern, place: Entity, name: str = "") -> Entity:
    """The organ of a part of a state; `name` is what the article calls the part."""
    label = pattern.label.replace("{of}", with_article(name or place.label))
    also = (f"{name} {pattern.label.removesuffix(' of {of}')}",) if name else ()
    return Entity(pattern.kind, label, key=label.lower(), place=place, also=also)
