"""Where the people and organs are of whom no words beside them say it: 'In Arville, police said'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.polities import SELF_GOVERNED, as_actor, polity_of
from kg.extract.entities.scene import Scene
from kg.extract.phrases import SUBJECTS, children, definite, text_before
from kg.model import Entity

#: Prepositions that say where somebody is.
_WHERE = frozenset({"in", "at", "across", "outside", "near", "on"})
#: So many sentences back a place still tells where something happens.
REACH = 3


def place_in_front(scene: Scene, head: Token) -> Entity | None:
    """The place that a sentence puts before a subject: 'In Arville, residents said'."""
    subject = _subject(head)
    if subject is None:
        return None
    fronted = (p for p in children(subject.head, "prep") if p.i < subject.i and p.lower_ in _WHERE)
    return next((place for p in fronted if (place := _innermost(scene, p)) is not None), None)


def _subject(head: Token) -> Token | None:
    """The subject that a noun is, or is coordinated with."""
    while head.dep_ == "conj":
        head = head.head
    return head if head.dep_ in SUBJECTS else None


def place_of_paragraph(scene: Scene, head: Token) -> Entity | None:
    """Where a paragraph puts the scene: 'In Arville shops were shut. "…," one woman said.'"""
    if _subject(head) is None:
        return None
    before = [s for s in head.doc.sents if s.end <= head.sent.start]
    for sentence in reversed(before):
        if sentence[0].lower_ in _WHERE and (place := _innermost(scene, sentence[0])) is not None:
            return place
    return None


def place_named_last(scene: Scene, head: Token) -> Entity | None:
    """Where 'a teacher there' is: the place that was named last before."""
    number = scene.surface.sentence_of(head).number
    for near in range(number, max(0, number - 1 - REACH), -1):
        before = [r for r in scene.references.of(near) if near < number or r.position < head.i]
        places = [r.entity for r in before if r.entity.kind == "Place"]
        if places:
            return places[-1]
    return None


def _innermost(scene: Scene, prep: Token) -> Entity | None:
    """The place that a phrase names last: 'Across the border in Arville', 'At the station of Arville'."""
    found = None
    for noun in (t for t in prep.subtree if t.dep_ == "pobj"):
        if found is not None and text_before(noun.head) == ",":
            # 'In Arville, in the province of Arland'
            break
        entity = scene.resolve(noun)
        unknown = noun.ent_type_ == "" if entity is None else entity.kind in {"Person", "Group"}
        if unknown and noun.pos_ == "PROPN" and noun.head.lower_ == "in":
            name = noun.doc[noun.left_edge.i : noun.i + 1].text
            entity = Entity("Place", name, key=name.lower())
        if entity is not None and entity.kind in {"Place", "State"}:
            found = entity
    return found


def state_in_front(scene: Scene, head: Token) -> Entity | None:
    """Whose organs are meant where a sentence says where it happens: 'In Arville, police said'."""
    return _governing(scene, place_in_front(scene, head))


def state_acting(scene: Scene, head: Token) -> Entity | None:
    """The state that acted in the sentence before: 'Arland shut the border. The government said …'."""
    sentence = scene.surface.sentence_of(head)
    before = scene.surface.document.sentences[sentence.number - 2] if sentence.number > 1 else None
    if before is None or before.paragraph != sentence.paragraph or not definite(head):
        return None
    acting = (r.entity for r in scene.references.of(before.number) if r.main)
    entity = as_actor(scene.world, next(acting, None))
    return entity if entity is not None and entity.kind in SELF_GOVERNED else None


def state_nearby(scene: Scene, head: Token) -> Entity | None:
    """The one state in which the places lie that the last sentences name; a capital that acts is no place."""
    number = scene.surface.sentence_of(head).number
    start = scene.surface.document.span(head).start
    for near in range(number, max(0, number - 1 - REACH), -1):
        names = (m.name for m in scene.surface.names(near) if m.span.end <= start)
        acting = {r.entity for r in scene.references.of(near) if r.subject}
        places = {n.entity for n in names if n is not None and n.entity.kind == "Place"} - acting
        states = {state for place in places if (state := _governing(scene, place)) is not None}
        if states:
            return states.pop() if len(states) == 1 else None
    return None


def _governing(scene: Scene, place: Entity | None) -> Entity | None:
    """Who governs where a place is; a state itself."""
    found = polity_of(scene, place) if place is not None else None
    return found if found is not None and found.kind in SELF_GOVERNED else None
