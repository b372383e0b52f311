"""Whose a body is that many states have: 'the Department of Energy', 'the National Bureau of Statistics'."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.names import NameMatch
from kg.extract.entities.polities import governor, with_article
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.entities.whereabouts import state_nearby
from kg.extract.phrases import child, children, text_before
from kg.knowledge.world import ENTITY
from kg.model import Entity

#: Whose departments and agencies the world lists.
UNITED_STATES = f"{ENTITY}united-states"
_DEPARTMENTAL = re.compile(
    r"(?:Department|Ministry) of (?!State$)\w"
    r"|(?:Justice|Energy|Health|Education|Labou?r|Interior) Department$"
)
#: The lists of nouns for bodies of which no body goes by those of two.
_SORTS = ("trading", "civic")


def at_home(scene: Scene, head: Token, body: Entity) -> Entity:
    """A body that several states have, of the one that the article is about, if the world knows it.

    A name that the article has given in full before means the same again.
    """
    if body.iri is not None:
        return body
    before = {r.entity for r in scene.references if body.label in r.entity.also}
    if len(before) == 1:
        return before.pop()
    public = _is_public(scene, body.label)
    home = scene.home or (state_nearby(scene, head) if public else None)
    if home is None:
        return body
    # The world lists what the United States have; what else is called so there is a state's or a city's.
    foreign = home.kind == "State" and home.iri != UNITED_STATES
    return _known(scene, body, home) or (_of_polity(body, home) if foreign and public else body)


def _known(scene: Scene, body: Entity, polity: Entity) -> Entity | None:
    """The one body of a polity that the world knows by a name that several have."""
    names = (
        f"{body.label} of {with_article(polity.label)}",
        f"{body.label} ({polity.label})",
        f"{polity.label}'s {body.label}",
    )
    known = {named.entity for name in names for named in scene.world.named(name)}
    return known.pop() if len(known) == 1 else None


def owned(scene: Scene, head: Token, body: Entity) -> Entity:
    """A public body of the state before it ('Arland's Transport Safety Board') or of the place behind it."""
    noun = noun_of(body.label)
    public = noun in public_nouns(scene)
    owner = child(head, "poss")
    state = scene.surface.named_at(owner) if owner is not None and owner.pos_ == "PROPN" else None
    if state is not None and state.kind == "State" and public:
        return _known(scene, body, state) or _of_polity(body, state)
    if public or noun in scene.lexicon.words["civic"]:
        return _seated(scene, head, body)
    return body


def _seated(scene: Scene, head: Token, body: Entity) -> Entity:
    """'the Customs Committee in Arville', 'the Council of Churches in Arland': of the place behind it."""
    for preposition in children(head, "prep"):
        item = child(preposition, "pobj") if preposition.lower_ == "in" else None
        match = scene.surface.name_at(item) if item is not None else None
        place = match.name.entity if match is not None and match.name is not None else None
        if place is None or not body.label.endswith(text_before(preposition)):
            continue
        state = place if place.kind == "State" else governor(scene.world, place)
        if state is not None and (known := _known(scene, body, state)) is not None:
            return known
        public = _is_public(scene, body.label)
        if state is not None and public:
            return _of_polity(body, state)
        if place.kind == "State" or (place.kind == "Place" and public):
            label = f"{body.label} in {with_article(place.label)}"
            return replace(body, label=label, key=label.lower(), place=place, also=(*body.also, body.label))
    return body


def is_departmental(words: str) -> bool:
    """Whether a name is that of a part of any government, and does not say of which.

    >>> is_departmental("Department of Energy"), is_departmental("State Department")
    (True, False)
    """
    return _DEPARTMENTAL.match(words) is not None


def _of_polity(body: Entity, polity: Entity) -> Entity:
    """A body by its name and that of the polity: as 'National Bureau of Statistics' alone it is anybody's."""
    label = f"{body.label} of {with_article(polity.label)}"
    return replace(body, label=label, key=label.lower(), of=polity, also=(*body.also, body.label))


def _is_public(scene: Scene, name: str) -> bool:
    """Whether a name is that of a state's body, but not of which state's ('National Statistics Bureau')."""
    words = name.split()
    lowered = {word.lower() for word in words}
    lists = scene.lexicon.words
    if lowered & lists["international"] or any(scene.world.named(w) for w in words if w[:1].isupper()):
        return False
    noun = noun_of(name)
    if name.lower().replace("’", "'") in lists["sharedName"]:
        return True
    return noun in lists["ministerial"] or (noun in lists["publicBody"] and bool(lowered & lists["national"]))


def public_nouns(scene: Scene) -> frozenset[str]:
    """The nouns for bodies of a state."""
    return scene.lexicon.words["ministerial"] | scene.lexicon.words["publicBody"]


def noun_of(name: str) -> str:
    """The noun that says what a body is: the last word before 'of' or 'for'.

    >>> noun_of("National Bureau of Statistics"), noun_of("Transport Safety Board")
    ('bureau', 'board')
    """
    return re.split(r" (?:of|for) ", name)[0].split()[-1].lower()


def namesake(scene: Scene, head: Token, words: str, named: Collection[Entity]) -> Entity | None:
    """The body of the state that an article is about, for a name that bodies of other states have.

    'the Department of Energy' is not that of a state which the article does not name.
    """
    home = scene.home
    if home is None:
        return None
    foreign = all(e.of not in {None, home} and e.of not in scene.named for e in named)
    if is_departmental(words) and foreign:
        return _of_polity(Entity("GovernmentBody", words), home)
    if not all("(" in e.label and e.kind == "Organization" and home != e.place for e in named):
        return None
    local = at_home(scene, head, Entity("Organization", words, key=words.lower()))
    return local if local.iri is not None else None


def is_anybodys(scene: Scene, match: NameMatch, body: TitleMatch) -> bool:
    """Whether a name of one state's organ is that of another's: 'the Foreign Office' of Pakistan."""
    named = match.name.entity if match.name is not None else None
    if named is None or named.of is None or scene.home in {None, named.of}:
        return False
    words = scene.surface.document.span(body.tokens)
    return words == match.span and body.pattern.default is None and named.of not in scene.named


def is_of_other_sort(scene: Scene, body: Entity, noun: str) -> bool:
    """Whether the last word of a body's name says that it is no such thing: no institute is 'the company'.

    So does what the article calls it: no airline is 'the union', but a charity may be 'the agency'.
    """
    meant = sort_of(scene, noun)
    if meant is None:
        return False
    last = re.split(r" (?:of|for|to) ", body.label.lower())[0].split()[-1]
    lists, named = scene.lexicon.words, sort_of(scene, last)
    if named is not None:
        return named != meant
    called = {kind for kind in _SORTS if any(scene.cast.is_called(body, n) for n in lists[kind])}
    return (
        bool(called) and noun not in public_nouns(scene) and all(noun not in lists[kind] for kind in called)
    )


def names_of_sort(scene: Scene, noun: str) -> frozenset[str]:
    """The nouns by which a body may go that goes by one of them: 'the website' is 'a news site'."""
    sorts = (scene.lexicon.words[sort] for sort in ("online", "selling"))
    return next((sort for sort in sorts if noun in sort), frozenset({noun}))


def sort_of(scene: Scene, noun: str) -> int | None:
    """Whether a noun is one for bodies that trade, that people form, or that a state has; None for others."""
    lists = scene.lexicon.words
    sorts = (*(lists[kind] for kind in _SORTS), public_nouns(scene))
    return next((number for number, sort in enumerate(sorts) if noun in sort), None)


def is_qualified_otherwise(scene: Scene, head: Token, body: Entity) -> bool:
    """'the transitional council' is not the Security Council, 'the militant group' no group of policemen."""
    words = scene.lexicon.words
    sorts = words["bodySort"] | words["faction"] if body.kind == "Group" else words["bodySort"]
    told = {c.lower_ for c in children(head, "amod", "compound")} & sorts
    return not told <= set(body.label.lower().split())
