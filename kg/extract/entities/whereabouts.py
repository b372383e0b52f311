"""Where the people and organs are of whom no words beside them say it: 'In Arville, police said'."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.polities import SELF_GOVERNED, as_actor, polity_of
from kg.extract.entities.scene import Reference, Scene
from kg.extract.phrases import SUBJECTS, child, children, definite, lemma
from kg.model import Entity

#: Prepositions that say where somebody is.
_WHERE = frozenset({"in", "at", "across", "outside", "near", "on"})
#: The classes of what somebody may be in.
_PLACES = frozenset({"Place", "State"})
#: The model's labels of places that are no states or towns.
_SPOTS = frozenset({"FAC", "LOC"})
#: So many sentences back a place still tells where something happens.
REACH = 3


def place_in_front(scene: Scene, head: Token) -> Entity | None:
    """The place that a sentence puts before who acts: 'In Arville, residents said'.

    Also that of a clause: 'Reached in Arville, a trader said', 'in Arville, where residents said'.
    """
    verb = _verb(head)
    if verb is None:
        return _apposed_to_place(scene, head)
    if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in children(verb, "advmod")):
        place = scene.resolve(verb.head)
        return place if place is not None and place.kind in _PLACES else None
    reached = (c for c in children(verb, "advcl") if lemma(c) in scene.lexicon.words["interviewed"])
    fronted = (p for v in (verb, *reached) for p in children(v, "prep") if p.i < verb.i and p.i < head.i)
    places = (_innermost(scene, p) for p in fronted if p.lower_ in _WHERE)
    return next((place for place in places if place is not None), None)


def _apposed_to_place(scene: Scene, head: Token) -> Entity | None:
    """The same where the parser takes a subject for an apposition: 'In Arville, a baker whose van … said'."""
    if head.dep_ != "appos" or head.head.dep_ != "pobj":
        return None
    prep = head.head.head
    fronted = prep.dep_ == "prep" and prep.lower_ in _WHERE and prep.i < prep.head.i
    return _innermost(scene, prep) if fronted and child(prep.head, *SUBJECTS) is None else None


def _verb(head: Token) -> Token | None:
    """What somebody does, or is said according to him: as its subject or in 'by', alone or beside others."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in SUBJECTS:
        return head.head
    above = head.head if head.dep_ == "pobj" else None
    if above is not None and above.lower_ == "to" and above.head.lower_ == "according":
        return above.head.head
    return above.head if above is not None and above.dep_ == "agent" else None


def place_of_paragraph(scene: Scene, head: Token) -> Entity | None:
    """Where a paragraph puts the scene: 'In Arville shops were shut. "…," one woman said.'"""
    if _verb(head) is None:
        return None
    before = [s for s in head.doc.sents if s.end <= head.sent.start]
    for sentence in reversed(before):
        if sentence[0].lower_ in _WHERE and (place := _innermost(scene, sentence[0])) is not None:
            return place
    return None


def place_named_last(scene: Scene, head: Token) -> Entity | None:
    """Where 'a teacher there' is: the place that was named last before, or where the paragraph is set.

    Where officials are, it may be a public body that has been named since ('an official there').
    """
    official = lemma(head) in scene.lexicon.words["staffing"]
    number = scene.surface.sentence_of(head).number
    for near in range(number, max(0, number - 1 - REACH), -1):
        before = [r for r in scene.references.of(near) if near < number or r.position < head.i]
        places = [r.entity for r in before if r.entity.kind == "Place"]
        bodies = [r.entity for r in before if official and _is_public(r.entity)]
        if places or bodies:
            return (places or bodies)[-1]
    return place_of_paragraph(scene, head)


def _is_public(entity: Entity) -> bool:
    """Whether an entity is a body of a state."""
    state = entity.of is not None and entity.of.kind == "State"
    return entity.kind == "GovernmentBody" or (entity.kind == "Organization" and state)


def _innermost(scene: Scene, prep: Token) -> Entity | None:
    """The place that a phrase names last: 'Across the border in Arville', 'At the station of Arville'.

    Of 'the Mill End district of Arville' it is the district.
    """
    found = part = last = None
    for noun in (t for t in prep.subtree if t.dep_ == "pobj"):
        if last is not None and any(t.text == "," for t in noun.doc[last.i : noun.i]):
            # 'In Arville, in the province of Arland', 'In Arville, the capital of Arland'
            break
        entity = scene.resolve(noun)
        names = [c for c in children(noun, "compound") if c.pos_ == "PROPN"] if noun.pos_ == "NOUN" else []
        if names and (entity is None or entity.kind not in _PLACES):
            name = noun.doc[names[0].left_edge.i : names[-1].i + 1].text
            if lemma(noun) in scene.lexicon.words["quarter"] or names[-1].ent_type_ in _SPOTS:
                part, last = Entity("Place", name, key=name.lower()), noun
            continue
        unknown = noun.ent_type_ == "" if entity is None else _is_mistaken(noun, entity)
        if unknown and noun.pos_ == "PROPN" and noun.head.lower_ == "in":
            name = noun.doc[noun.left_edge.i : noun.i + 1].text
            entity = Entity("Place", name, key=name.lower())
        if entity is not None and entity.kind in _PLACES:
            found, last = entity, noun
    return found if part is None else replace(part, place=found)


def _is_mistaken(noun: Token, entity: Entity) -> bool:
    """Whether a name behind 'in' may be a place that is taken for somebody, or, without 'the', for a body."""
    body = entity.kind == "Organization" and entity.iri is None and child(noun, "det") is None
    return entity.kind in {"Person", "Group"} or body


def unknown_place(scene: Scene, head: Token) -> Entity | None:
    """A place that only the model knows, or the article calls one."""
    if scene.surface.is_settlement(head):
        return Entity("Place", head.text, key=head.text.lower())
    if head.ent_type_ not in {"GPE", "LOC", "FAC"} or head.pos_ != "PROPN":
        return None
    entities = scene.surface.sentence_of(head).entities
    found = next(e for e in entities if e.start <= head.i < e.end)
    name = re.sub(r"^[Tt]he\s+|['’]s?$", "", found.text)
    return Entity("Place", name, key=name.lower())


def state_in_front(scene: Scene, head: Token) -> Entity | None:
    """Whose organs are meant where a sentence says where it happens: 'In Arville, police said'."""
    return _governing(scene, place_in_front(scene, head))


def state_of_paragraph(scene: Scene, head: Token) -> Entity | None:
    """The state into whose capital a paragraph takes the reader: 'In Arville shops shut. The court said'."""
    last = next((s for s in head.doc.sents if s.end == head.sent.start), None)
    place = _innermost(scene, last[0]) if last is not None and last[0].lower_ in _WHERE else None
    state = scene.world.capital_of.get(place.iri or "") if place is not None else None
    if last is None or state is None or state.kind not in SELF_GOVERNED:
        return None
    # 'In Arville, Borland's leader met': whose the court is is open.
    number = scene.surface.sentence_of(last[0]).number
    polities = {polity_of(scene, r.entity) for r in scene.references.of(number)} - {None}
    return state if polities <= {state} else None


def state_there(scene: Scene, head: Token) -> Entity | None:
    """Whose organ 'the junta there' is: of the place or state that was named last."""
    if not any(c.lower_ == "there" for c in children(head, "advmod")):
        return None
    number = scene.surface.sentence_of(head).number
    near = (
        r for n in range(number, max(0, number - 1 - REACH), -1) for r in reversed(scene.references.of(n))
    )
    before = (r.entity for r in near if r.sentence < number or r.position < head.i)
    return _governing(scene, next((e for e in before if e.kind in _PLACES), None))


def state_acting(scene: Scene, head: Token) -> Entity | None:
    """The state that acted in the sentence before: 'Arland shut the border. The government said …'.

    Or before a colon or semicolon: 'Arland has not confirmed it: a government statement said …'.
    """
    sentence = scene.surface.sentence_of(head)
    here = scene.references.of(sentence.number)
    parted = max((t.i for t in sentence.tokens if t.text in {":", ";"} and t.i < head.i), default=-1)
    acting = [r.entity for r in here if r.subject and r.position < parted]
    if acting and len({polity_of(scene, r.entity) for r in here if r.position < parted}) > 1:
        # 'Arland bombed Borland; the health ministry said': whose it is is open.
        return None
    if not acting:
        before = scene.surface.document.sentences[sentence.number - 2] if sentence.number > 1 else None
        written = head.dep_ == "compound" and lemma(head.head) in scene.lexicon.words["document"]
        if before is None or before.paragraph != sentence.paragraph:
            return None
        main = [r for r in scene.references.of(before.number) if r.main]
        acting = [r.entity for r in main]
        told = definite(head) or written
        if (
            (told or head.lower_ == "police")
            and main
            and (state := _of_officials(scene, main[0])) is not None
        ):
            # 'Arland officials said …. Police said …', unless the article is about another state
            return state if scene.home in {None, state} else None
        if not told:
            return None
    entity = as_actor(scene.world, acting[0] if acting else None)
    return entity if entity is not None and entity.kind in SELF_GOVERNED else None


def _of_officials(scene: Scene, acting: Reference) -> Entity | None:
    """Whose officials act in a sentence that names no other's place, unlike 'Arland students in Borland'."""
    whose, words = acting.entity.of, acting.entity.label.lower().split()
    officials = acting.entity.kind == "Group" and any(
        w.rstrip("s") in scene.lexicon.words["delegated"] for w in words
    )
    if whose is None or not officials:
        return None
    names = (m.name for m in scene.surface.names(acting.sentence))
    return whose if all(n is None or polity_of(scene, n.entity) in {None, whose} for n in names) else None


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


def first_state(scene: Scene) -> Entity | None:
    """The state that an article names first."""
    names = (m.name for s in scene.surface.document.sentences for m in scene.surface.names(s.number))
    states = (polity_of(scene, n.entity) for n in names if n is not None)
    return next((state for state in states if state is not None and state.kind == "State"), None)


def only_state(scene: Scene, head: Token) -> Entity | None:
    """The one state that an article has named up to a sentence: the first sentences tell where it happens."""
    number = scene.surface.sentence_of(head).number
    names = (m.name for n in range(1, number + 1) for m in scene.surface.names(n))
    states = {polity_of(scene, n.entity) for n in names if n is not None} - {None}
    only = states.pop() if len(states) == 1 else None
    return only if only is not None and only.kind in SELF_GOVERNED else None
