"""Sections of bodies: 'Greenpeace Germany', 'the Arland Red Cross'."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Token

from kg.extract.entities.names import NameMatch
from kg.extract.entities.polities import with_article
from kg.extract.entities.scene import Scene
from kg.extract.phrases import child, children, text_before
from kg.knowledge.gazetteer import GEONAMES
from kg.model import Entity, Span

#: What a part of a state or of the world may have of its own.
_NATIONAL = frozenset({"Organization", "GovernmentBody"})


def section(scene: Scene, head: Token, match: NameMatch) -> Entity | None:
    """The section of a body that a name together with the words beside it means; None for the name alone."""
    before = _before_place(scene, head, match) or _of_place(scene, head, match)
    return before or _behind_place(scene, head, match) or _unknown(head, match)


def _before_place(scene: Scene, head: Token, match: NameMatch) -> Entity | None:
    """'Greenpeace Germany', 'Friends of the Earth Europe': the section of a body, which is no place."""
    surface = scene.surface
    number = surface.sentence_of(head).number
    for body, place in pairwise(surface.names(number)):
        whole, where = body.name, place.name
        if match not in {body, place} or whole is None or where is None or where.use != "name":
            continue
        organised = whole.entity.kind == "Organization" and where.entity.kind in {"State", "Place"}
        if organised and body.span.end + 1 == place.span.start and _ends_name(scene, place):
            label = f"{whole.entity.label} {surface.document.text(place.span)}"
            return Entity("Organization", label, key=label.lower(), place=where.entity)
    return None


def _of_place(scene: Scene, head: Token, match: NameMatch) -> Entity | None:
    """'the Civil Liberties Union of Montana': what people form in a place that is not the whole's."""
    whole = match.name
    if whole is None or whole.entity.kind != "Organization" or whole.use != "name":
        return None
    noun = scene.surface.document.text(match.span).rpartition(" ")[2].lower()
    of = next((p for p in children(head, "prep") if p.lower_ == "of" and p.i == head.i + 1), None)
    item = child(of, "pobj") if of is not None and noun in scene.lexicon.words["civic"] else None
    place = scene.surface.name_at(item) if item is not None else None
    where = place.name.entity if place is not None and place.name is not None else None
    if place is None or where is None or where.kind not in {"State", "Place"}:
        return None
    if where in {whole.entity.of, whole.entity.place} or place.span.start != match.span.end + len(" of "):
        return None
    label = scene.surface.document.text(Span(match.span.start, place.span.end))
    return Entity("Organization", label, key=label.lower(), place=where)


def _unknown(head: Token, match: NameMatch) -> Entity | None:
    """'Relief England': a place ends the name, whose other words the model has for a body's."""
    where = match.name
    alone = len(match.span) == len(head.text) and where is not None and where.use == "name"
    first = head
    while alone and first.i > head.left_edge.i and _is_first_part(first.nbor(-1), head):
        first = first.nbor(-1)
    if where is None or first.i == head.i or where.entity.kind not in {"State", "Place"}:
        return None
    if any(t.ent_type_ != "ORG" for t in head.doc[first.i : head.i]):
        return None
    name = head.doc[first.i : head.i + 1].text
    return Entity("Organization", name, key=name.lower(), place=where.entity)


def _is_first_part(token: Token, last: Token) -> bool:
    """Whether a token stands before the last of a name as a part of it."""
    return token.dep_ == "compound" and token.head.i == last.i and token.pos_ == "PROPN"


def _ends_name(scene: Scene, match: NameMatch) -> bool:
    """Whether a name of more words ends in a name ('Oxfam Germany said', unlike 'Fatah Gaza chief X')."""
    article = scene.surface.document.article
    rest = article.text[match.span.end : match.span.end + 2]
    return not re.match(r"['’-]| [A-Z]", rest)


def _behind_place(scene: Scene, head: Token, match: NameMatch) -> Entity | None:
    """'the Arland Red Cross', 'the Arizona Water Agency': of the place right before it, unknown as such.

    A town is no part that has bodies of its own by the names of others ('the Geneva Red Cross' is there).
    """
    name, first = match.name, name_start(scene, head, match)
    if name is None or name.use != "name" or not first.i or name.entity.kind not in _NATIONAL:
        return None
    before = scene.surface.name_at(first.nbor(-1))
    where = before.name if before is not None and first.nbor(-1).dep_ == "compound" else None
    if before is None or where is None or where.use != "name" or where.entity.kind not in {"State", "Place"}:
        return None
    body, place = name.entity, where.entity
    if text_before(name_start(scene, first.nbor(-1), before)).lower() in {"in", "at", "across"}:
        # 'In Ukraine Amnesty International said'
        return None
    if (place.iri or "").startswith(GEONAMES) or place in {body.of, body.place}:
        return None
    words = scene.surface.document.text(match.span)
    label = f"{place.label} {words}"
    also = (f"{words} of {with_article(place.label)}",)
    return Entity(body.kind, label, key=label.lower(), place=place, also=also)


def name_start(scene: Scene, head: Token, match: NameMatch) -> Token:
    """The first token of a name that covers a token."""
    base = scene.surface.sentence_of(head).base
    first = head
    while first.i and first.nbor(-1).idx + len(first.nbor(-1)) > match.span.start - base:
        first = first.nbor(-1)
    return first
