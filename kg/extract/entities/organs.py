"""Organs by pattern, and to which polity the words around an office or organ give it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.entities.coreference import POSSESSIVE, PRONOUNS
from kg.extract.entities.forces import force_named, is_bare, is_of_several
from kg.extract.entities.names import NameMatch
from kg.extract.entities.people import titled
from kg.extract.entities.polities import (
    ALLIANCES,
    POLITIES,
    governor,
    pattern_entity,
    polity_of,
    state_of,
    with_article,
)
from kg.extract.entities.regional import is_a_parts, is_of_a_part, of_place, regional
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch, of_phrase
from kg.extract.entities.whereabouts import (
    first_state,
    only_state,
    state_acting,
    state_in_front,
    state_nearby,
    state_of_paragraph,
    state_there,
)
from kg.extract.phrases import children, definite, lemma, noun_phrase, prepositional
from kg.knowledge.entries import Pattern
from kg.knowledge.world import ENTITY
from kg.model import Entity

#: So many sentences back an organ is still the one that is spoken of.
NEAR = 1
#: Offices whose words do not say of what somebody is at the head.
_VAGUE = frozenset({"chief", "head", "leader"})
#: How many words may stand between a polity and its office ('Armenia's former deputy prime minister').
MAX_STEPS = 4
#: Signs and endings between a polity and its office or organ; the words are lex:linking.
_SIGNS = frozenset({"'s", "’s", "'", "’", "-", "“", "”", '"'})


def polity(scene: Scene, title: TitleMatch) -> Entity | None:
    """The state, authority or organisation that an office or organ belongs to, by the words around it."""
    if _leads_part(scene, title):
        return None
    owned, found = _before_title(scene, title)
    if owned:
        return found
    for preposition, item in of_phrase(title):
        below = scene.surface.organ_at(item)
        if below is not None and below.head.i == item.i and title.pattern.kind == "Office":
            # 'spokesman for the Indonesian military': of the military, not of Indonesia.
            return organ(scene, below)
        match = scene.surface.name_at(item)
        if match is None and preposition.lower_ != "in":
            match = _named_in(scene, item)
        if match is not None:
            return _owner(scene, title, match)
        inner = scene.surface.organ_at(item)
        if inner is not None and inner is not title:
            return organ(scene, inner)
        taken_up = item.lower_ in PRONOUNS or item.lower_ in scene.lexicon.anaphors
        if taken_up and scene.resolve(item) is not None:
            return _taken_up(scene, title, item)
    if title.pattern.kind != "Office":
        # 'police outside the parliament in Yerevan'
        phrase = noun_phrase(title.head)
        for token in phrase[title.tokens.end - phrase.start :]:
            match = scene.surface.name_at(token)
            if match is not None:
                return as_polity(scene, match.name.entity if match.name is not None else None)
        if title.pattern.kind == "GovernmentBody" and (seat := _seat_behind(scene, phrase.end, phrase.doc)):
            return seat
    return state_there(scene, title.head)


def _leads_part(scene: Scene, title: TitleMatch) -> bool:
    """'the UN's head of peacekeeping', 'the head of NATO's mission in Kabul': of no more than a part."""
    if title.pattern.slug not in scene.lexicon.words["organOffice"]:
        return False
    behind = title.tokens.end
    item = next((t for p, t in of_phrase(title) if p.i == behind and p.lower_ == "of"), None)
    if item is None or item.pos_ != "NOUN" or scene.surface.organ_at(item) is not None:
        return False
    # 'the head of the Hamas group'
    named = item.i > item.left_edge.i and scene.surface.name_at(item.nbor(-1)) is not None
    named &= lemma(item) in scene.lexicon.words["organisation"]
    return not named and lemma(item) not in scene.lexicon.anaphors


def _seat_behind(scene: Scene, end: int, doc: Doc) -> Entity | None:
    """Whose capital stands right behind an organ, whatever the parser hangs it by: 'told parliament in X'."""
    place = scene.surface.named_at(doc[end + 1]) if end + 1 < len(doc) and doc[end].lower_ == "in" else None
    return scene.world.capital_of.get(place.iri or "") if place is not None else None


def _named_in(scene: Scene, item: Token) -> NameMatch | None:
    """The name in a phrase that says whose it is: not 'the Democratic Union of X', 'the X football union'.

    'the Hezbollah group' is Hezbollah, 'the Kenyan group' is not Kenya.
    """
    own = lemma(item) not in scene.lexicon.anaphors and scene.surface.organ_at(item) is None
    if own and item.pos_ == "PROPN":
        return None
    group = lemma(item) in scene.lexicon.words["organisation"]
    for token in noun_phrase(item):
        match = scene.surface.name_at(token)
        if match is None:
            continue
        called = group and match.name is not None and match.name.entity.kind not in {"State", *ALLIANCES}
        if called or not own or token.i >= item.i:
            return match
    return None


def _before_title(scene: Scene, title: TitleMatch) -> tuple[bool, Entity | None]:
    """Whether the words before a title name an owner, and the owner's polity."""
    doc = title.tokens.doc
    first = scene.surface.sentence_of(title.head).tokens.start
    linking, of_organs = scene.lexicon.words["linking"], scene.lexicon.words["organOffice"]
    index = title.tokens.start - 1
    steps, accredited = 0, False
    while index >= first and steps < MAX_STEPS:
        token = doc[index]
        match = scene.surface.name_at(token)
        if match is not None and _accredits(scene, title, match):
            index, accredited = index - 1, True
            continue
        if match is not None:
            # 'the Bosnian Serb prime minister' is that of neither, unlike 'in Kabul Afghan police'.
            norp = index > first and token.ent_type_ == doc[index - 1].ent_type_ == "NORP"
            other = scene.surface.name_at(doc[index - 1]) if norp else None
            both = other not in {None, match}
            return True, None if both else _owner(scene, title, match)
        if token.lower_ in PRONOUNS and token.tag_ in POSSESSIVE:
            whose = scene.resolve(token)
            # 'the ministry … its spokesman' speaks for the ministry.
            own = whose is not None and whose.kind in POLITIES and title.pattern.slug in of_organs
            return True, whose if own else polity_of(scene, whose)
        if token.lower_ in scene.lexicon.words["field"] and title.pattern.slug in _VAGUE:
            # 'the UN humanitarian chief' is not at the head of the UN
            return True, None
        if token.lower_ in _SIGNS | linking or token.pos_ == "ADJ" or token.tag_ in {"POS", "HYPH"}:
            index -= 1
            steps += token.text not in {"-", "“", "”"}
            continue
        if token.pos_ in {"NOUN", "PROPN"} and doc[index + 1].tag_ == "POS":
            inner = scene.surface.office_at(token) or scene.surface.organ_at(token)
            if inner is not None and inner is not title:
                return True, polity(scene, inner)
            return True, _taken_up(scene, title, token)
        break
    return accredited, None


def _accredits(scene: Scene, title: TitleMatch, match: NameMatch) -> bool:
    """Whether the name before a title is that of a body to which it is sent: 'Arland's UN ambassador'."""
    named = match.name.entity.label.lower() if match.name is not None else ""
    return title.pattern.slug == "ambassador" and named in scene.lexicon.words["accrediting"]


def _owner(scene: Scene, title: TitleMatch, match: NameMatch) -> Entity | None:
    """The polity that the name beside a title stands for; of several ('Dominican') the article's own."""
    named = match.name.entity if match.name is not None else None
    if named is None and any(name.entity == scene.home for name in match.names):
        named = scene.home
    return _polity(scene, title, named)


def _taken_up(scene: Scene, title: TitleMatch, noun: Token) -> Entity | None:
    """The polity that a noun or pronoun beside a title stands for ('the region's ombudsman')."""
    entity = scene.resolve(noun)
    if entity is not None and entity.kind == "Place":
        return _polity(scene, title, entity)
    if entity is not None and entity.kind == "GovernmentBody" and entity.of and entity.of.kind in ALLIANCES:
        # 'the council's president' is not that of the whole alliance.
        return entity
    held = office_at_home(scene, entity)
    return held.of if held is not None else polity_of(scene, entity)


def office_at_home(scene: Scene, person: Entity | None) -> Entity | None:
    """The office of the one whom the article calls only 'President X': of the state that it is about."""
    if person is None or person.kind != "Person" or scene.home is None or scene.cast.offices.likely(person):
        return None
    highest = scene.lexicon.words["highest"]
    for sentence in scene.surface.document.sentences:
        for match in scene.surface.persons(sentence):
            if scene.person(match) == person:
                for title in titled(match, scene.surface.offices(sentence)):
                    if title.pattern.slug in highest and polity(scene, title) is None:
                        return pattern_entity(scene.world, title.pattern, scene.home)
    return None


def _polity(scene: Scene, title: TitleMatch, named: Entity | None) -> Entity | None:
    """The polity of an office or organ that somebody or something has: none for the president of a region."""
    if named is not None and named.kind == "Place" and title.pattern.kind == "Office":
        # Its state has another president; the authorities of regions are not known here.
        return governor(scene.world, named)
    return as_polity(scene, named)


def as_polity(scene: Scene, named: Entity | None) -> Entity | None:
    """The polity that a name beside a title stands for; a capital stands for its state."""
    if named is None or named.kind == "Office":
        # 'President of X' is a name of the world as well.
        return named.of if named is not None else None
    if named.kind == "Place":
        return governor(scene.world, named) or state_of(scene.world, named)
    if named.kind == "Person":
        offices = scene.cast.offices.of(named)
        return offices[0].of if offices else None
    return named


def organ(scene: Scene, match: TitleMatch) -> Entity:
    """The organ that a pattern names: by the words around it, else the one that is meant here."""
    pattern = match.pattern
    if pattern.kind == "ArmedForce" and is_of_several(scene, match.head):
        return scene.undecided(match.head)
    local = regional(scene, match)
    if local is not None:
        return local
    owner = polity(scene, match) if pattern.abroad is None else _sender(scene, match)
    if owner is not None and owner.kind == "GovernmentBody" and not _governs_part(scene, pattern, owner):
        owner = owner.of
    if owner is None and pattern.abroad is None and pattern.default is not None:
        owner = scene.world.entities.get(ENTITY + pattern.default)
    parts = pattern.slug == "government" and is_of_a_part(scene, match)
    if owner is not None and not (owner.kind == "State" and parts):
        return organ_of(scene, match, owner)
    return _unowned(scene, match)


def _governs_part(scene: Scene, pattern: Pattern, body: Entity) -> bool:
    """Whether an organ of a state is a part of it that has a government, told by its seat."""
    part = pattern.slug == "government" and body in scene.world.seat_of.values()
    return part and pattern.slug not in body.label.lower()


def organ_of(scene: Scene, match: TitleMatch, owner: Entity) -> Entity:
    """The organ of a pattern that a polity has; an embassy is also that in some other state."""
    if match.pattern.abroad is not None:
        return _abroad(scene, match, owner)
    body = pattern_entity(scene.world, match.pattern, owner)
    names = [name for name in _named_here(scene, match, owner) if name != body.label]
    return replace(body, also=tuple(dict.fromkeys((*body.also, *names)))) if names else body


def _named_here(scene: Scene, match: TitleMatch, owner: Entity) -> Iterator[str]:
    """What the article calls an organ whose pattern is only a part of its name or says it in other words.

    'Ministry of Health and Welfare', 'National Election Commission'; 'the Italian Air Force' names its state.
    """
    doc, start, end = match.tokens.doc, match.tokens.start, match.tokens.end
    if not all(t.text[0].isupper() for t in match.tokens if t.pos_ not in {"ADP", "PART", "DET"}):
        return
    ministries = scene.lexicon.words["ministry"]
    if match.tokens[0].lower_ in ministries:
        last = end
        while last < len(doc) and doc[last].ent_iob_ == "I" and doc[last].ent_type_ == "ORG":
            last += 1
        joined = last > end + 1 and doc[end].lower_ in {"and", ","} and doc[last - 1].pos_ == "PROPN"
        if joined and match.tokens[-1].lower_ not in ministries:
            yield f"{doc[start:last].text} of {with_article(owner.label)}"
        return
    while start and doc[start].ent_iob_ == "I" and doc[start - 1].text[0].isupper():
        start -= 1
    name = doc[start:end]
    if name[0].lower_ == "the" or len(name) < 2 or any(t.tag_ == "POS" for t in name):
        name = name[1:]
    named = [scene.surface.named_at(t) for t in name]
    if owner in named:
        yield name.text
    elif len(name) > 1 and not any(named):
        yield f"{name.text} of {with_article(owner.label)}"


def _unowned(scene: Scene, match: TitleMatch) -> Entity:
    """An organ that no words give to anybody: the one spoken of, or that of here; unresolved when neither."""
    if (force := force_named(scene, match)) is not None:
        return force
    if any(c.pos_ == "PROPN" for c in children(match.head, "poss")):
        # 'Zell's Arland-backed government': of a place that nobody knows, or whose government.
        return scene.undecided(match.head)
    earlier, spoken_of = _named_before(scene, match)
    only = next(iter(earlier)) if len(earlier) == 1 else None
    if only is not None and spoken_of and not is_of_a_part(scene, match):
        return only
    if is_of_a_part(scene, match):
        return only if only is not None and is_a_parts(only, match) else scene.undecided(match.head)
    pattern = match.pattern
    stands_here = pattern.abroad is None and (any(map(definite, match.tokens)) or is_bare(match.head))
    # 'the health ministry' is rather the one of that name than 'the government' is the one named once.
    specific = only is not None and (
        len(match.tokens) > 1 or only.place is not None or _is_own_name(only, match)
    )
    if stands_here and not specific and pattern.slug == "police" and (town := _setting(scene, match.head)):
        return of_place(pattern, town)
    told = None
    if pattern.kind == "GovernmentBody" and stands_here and state_acting(scene, match.head) is None:
        told = state_of_paragraph(scene, match.head)
    here = told or (_here(scene, match.head, earlier) if stands_here and not specific else None)
    if here is not None:
        return pattern_entity(scene.world, pattern, here)
    candidates = tuple(sorted(earlier, key=lambda e: e.label))
    return only or scene.undecided(match.head, candidates)


def _setting(scene: Scene, head: Token) -> Entity | None:
    """Where the title puts what happens, unless the sentence puts it elsewhere."""
    return scene.setting if state_in_front(scene, head) in {None, scene.home} else None


def _named_before(scene: Scene, match: TitleMatch) -> tuple[Collection[Entity], bool]:
    """The organs of a kind that the article has named, and whether they are just being spoken of."""
    pattern = match.pattern
    alone = match.tokens.start > 0 and match.tokens[0].nbor(-1).lower_ == "the"
    number = scene.surface.sentence_of(match.head).number
    found = {
        r.entity: r.sentence
        for r in scene.references
        if r.sentence <= number
        and (
            (r.entity.kind == pattern.kind and is_of_kind(r.entity, pattern, closer=alone))
            or _is_own_name(r.entity, match)
        )
    }
    last = max(found.values(), default=0)
    if last and number - last <= NEAR and definite(match.head):
        # 'The Arland army advanced. The army said': it was named just now.
        return {entity for entity, number in found.items() if number == last}, True
    if not found and len(match.tokens) == 1 and match.head.lower_ == "ministry":
        return {r.entity for r in scene.references if "-ministry-of-" in (r.entity.iri or "")}, True
    return found, False


def _here(scene: Scene, head: Token, earlier: Collection[Entity]) -> Entity | None:
    """Whose organ is meant without a word on it: of where the sentence or the article is.

    One named `earlier` comes before what only stands nearby.
    """
    found = state_in_front(scene, head) or state_acting(scene, head) or scene.home
    if found is not None or earlier:
        return found
    return only_state(scene, head) or state_nearby(scene, head)


def is_of_kind(body: Entity, pattern: Pattern, *, closer: bool = False) -> bool:
    """Whether a body is that of a pattern, and not one whose name only ends so ('X regional government').

    One that is told more closely may do ('the police' of the federal police).
    """
    if body.of is None and body.place is not None:
        return body.key == of_place(pattern, body.place).key
    key = body.iri or body.key
    exact = {pattern.slug, f"{body.of.iri}-{pattern.slug}"} if body.of is not None else set()
    if pattern.abroad is not None and any(key.startswith(f"{start}-in-") for start in exact):
        # 'the US embassy in X'
        return True
    return key in exact or (closer and body.of is not None and key.endswith(f"-{pattern.slug}"))


def _is_own_name(body: Entity, match: TitleMatch) -> bool:
    """Whether a body without a polity has an organ's word at the end of its name ('X Valley Police')."""
    own = body.kind == "Organization" and body.iri is None and body.of is None
    return own and body.label.endswith(f" {match.tokens.text.title()}")


def _sender(scene: Scene, match: TitleMatch) -> Entity | None:
    """The state that an embassy is of: 'the embassy in X' is not X's."""
    owned, found = _before_title(scene, match)
    if owned:
        return found
    named = (scene.surface.named_at(item) for _, item in prepositional(match.head, {"of"}))
    return next((as_polity(scene, entity) for entity in named if entity is not None), None)


def _abroad(scene: Scene, match: TitleMatch, owner: Entity) -> Entity:
    """An organ in another state: the one it is said to be in, else the one that the article is about."""
    base = pattern_entity(scene.world, match.pattern, owner)
    named = [scene.surface.named_at(item) for _, item in prepositional(match.head, {"in", "to"})]
    said = next((as_polity(scene, entity) for entity in named if entity is not None), None)
    host = said or scene.home or first_state(scene)
    if host is None or host == owner or host.iri is None or match.pattern.abroad is None:
        return base
    label = match.pattern.abroad.replace("{of}", with_article(owner.label))
    iri = f"{base.iri}-in-{host.iri.removeprefix(ENTITY)}" if base.iri else None
    # 'the embassy in Arville' is that in its state.
    towns = tuple(label.replace("{in}", e.label) for e in named if e is not None and e.kind == "Place")
    return replace(base, label=label.replace("{in}", with_article(host.label)), iri=iri, also=towns)
