"""The state that an article is about above all, whose army 'the army' is, and where its title is set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg.extract.entities.cast import Cast
from kg.extract.entities.names import NameIndex, NameMatch, is_common_word
from kg.extract.entities.namesakes import is_departmental
from kg.extract.entities.polities import POLITIES, SELF_GOVERNED, as_actor, is_division, state_of
from kg.extract.entities.scene import named_in
from kg.extract.entities.surface import Surface
from kg.knowledge.gazetteer import GEONAMES
from kg.knowledge.world import World
from kg.model import Entity

#: A correspondent's state counts if the article names it more than half as often as the one named most.
#: From Geneva, Brussels or Doha news is sent about other states.
HALF = 2
#: How a title begins that is about what somebody has.
_GENITIVE = re.compile(r"[\w.-]+['’]s?\s")
#: What stands between the state that a title is about and another that it names ('X shuts its skies to Y').
_PREPOSITION = re.compile(r"\b(?:to|in|into|from|with|at|over|on|off|against|near|of)\s\Z")
#: Where a title puts what happens ('… in Arville', '… near Arville, Arland, that …').
_SETTING = re.compile(
    r"\b(?:in|at|near|outside)\s(?:the\s)?(?P<place>[A-Z][\w.’'-]*(?:,?\s[A-Z][\w.’'-]*)*)"
    r"(?=$|[.,;:–—]|\s(?:that|which|who|where|as|after|and|but|on|over|for|amid|with)\b)"
)
#: What is named less often, and not in a title that names another state, is only where the news comes from.
FEW = 3
#: The same where the title names no state.
THIRD = 3


def home(surface: Surface, world: World, names: NameIndex, cast: Cast) -> Entity | None:
    """The state of the title and the dateline, else the one named first and most; None where none stands out.

    Of several in the title it is that of the dateline, or the first if it is named most; a title without a
    state may name a town of one.
    """
    counts = Counter(_acting(surface, world, cast))
    most = max(counts.values(), default=0)
    article = surface.document.article
    sent = _sent_from(world, names, article.dateline or "")
    told = _in_title(surface, world, names, cast, counts, sent)
    # Talks about a state of the title may be held in another ('HAVANA': 'Peru and rebels extend truce').
    host = sent is not None and bool(told) and sent not in told and counts[sent] < FEW
    # From 'ARVILLE, Iowa' news is of that state, and seldom calls it by its name.
    named = counts[sent] + _is_inland(world, names, article.dateline or "") if sent is not None else 0
    if sent is not None and not host and named * (HALF if told else THIRD) > most:
        return sent
    if told:
        first = next(iter(told))
        alone = len(told) == 1 or first == sent or _opens(article.title or "", told, counts)
        return first if alone or _outstanding(Counter({s: counts[s] for s in told})) == first else None
    if (around := _around_title(surface, world, names, counts)) is not None:
        return around
    found = _outstanding(counts)
    return found if found is not None and next(iter(counts)) == found else None


def _around_title(surface: Surface, world: World, names: NameIndex, counts: Counter[Entity]) -> Entity | None:
    """The state of a town in a title or dateline that names no state, if no other is named more often.

    One other may be, where the line begins with the town ('Arville wakes up').
    """
    article = surface.document.article
    lines = (article.title or "", (article.dateline or "").title())
    if any(_acting_state(world, entity) is not None for _, entity in _named_in_title(surface, names)):
        return None
    for sentence in surface.document.sentences:
        for match in surface.names(sentence.number):
            if match.name is None or not (match.name.entity.iri or "").startswith(GEONAMES):
                continue
            # 'Arville' is no part of 'Arvillean'.
            name = re.compile(rf"\b{re.escape(surface.document.text(match.span))}\b")
            at = min((found.start() for line in lines if (found := name.search(line))), default=None)
            state = state_of(world, match.name.entity) if at is not None else None
            if state is not None and sum(n > counts[state] for n in counts.values()) <= (not at):
                return state
    return None


def setting(surface: Surface, world: World, names: NameIndex) -> Entity | None:
    """Where a title puts what happens: in a part of a state, or in a town if it names no state."""
    match = _SETTING.search(surface.document.article.title or "")
    if match is None:
        return None
    told = {
        surface.document.text(found.span): found.name.entity
        for sentence in surface.document.sentences
        for found in surface.names(sentence.number)
        if found.name is not None and found.name.entity.kind == "Place"
    }
    places = [told[words] for words in match["place"].split(", ") if words in told]
    division = next((place for place in places if is_division(world, place)), None)
    if division is not None or not places:
        return division
    abroad = any(_acting_state(world, e) and e.kind != "Place" for _, e in _named_in_title(surface, names))
    return None if abroad else places[-1]


def _sent_from(world: World, names: NameIndex, dateline: str) -> Entity | None:
    """The state that a dateline names or whose city it names ('KYIV', 'TRIPOLI, Libya'); None for several."""
    words = " ".join(word.title() if word.isupper() else word for word in dateline.split())
    # 'Port-au-Prince', 'Port of Spain'
    words = re.sub(r"[\s-]\w{2}(?=[\s-])", lambda small: small.group().lower(), words)
    named = (name.entity for match in names.find(words) for name in match.names)
    states = {state for entity in named if (state := _state(world, entity)) is not None}
    return states.pop() if len(states) == 1 else None


def _is_inland(world: World, names: NameIndex, dateline: str) -> bool:
    """Whether a dateline names a part of a state ('ARVILLE, Iowa')."""
    named = (name.entity for match in names.find(dateline) for name in match.names)
    return any(entity.kind == "Place" and is_division(world, entity) for entity in named)


def _outstanding(counts: Counter[Entity]) -> Entity | None:
    """What is counted most often, if nothing else is as often."""
    most = counts.most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None


def _acting(surface: Surface, world: World, cast: Cast) -> Iterator[Entity]:
    """The states that act in an article, once for each mention, also of a capital, organ or officer."""
    for sentence in surface.document.sentences:
        for match in surface.names(sentence.number):
            state = _acting_state(world, match.name.entity) if match.name is not None else None
            # 'the Department of Energy' may be anybody's.
            if state is not None and not is_departmental(surface.document.text(match.span)):
                yield state
        for person in surface.persons(sentence):
            offices = cast.offices.likely(cast.person(person))
            if offices and offices[0].of is not None and offices[0].of.kind in SELF_GOVERNED:
                yield offices[0].of


def _acting_state(world: World, entity: Entity) -> Entity | None:
    """The state that a name acts for; None for a place inside one."""
    actor = as_actor(world, entity)
    states = (e for e in (actor, actor.of if actor is not None else None) if e is not None)
    return next((e for e in states if e.kind in SELF_GOVERNED), None)


def _state(world: World, entity: Entity) -> Entity | None:
    """The state that a name acts for or lies in."""
    return _acting_state(world, entity) or (state_of(world, entity) if entity.kind == "Place" else None)


def _in_title(
    surface: Surface,
    world: World,
    names: NameIndex,
    cast: Cast,
    counts: Counter[Entity],
    sent: Entity | None,
) -> dict[Entity, int]:
    """The states that act in a title, by their names or by those of their officers, and where they first do.

    They are in its order. A capital counts only for a state that acts in the article too: not for the host of
    'Oslo talks'. `sent` is the state of the dateline, which a name of several states means.
    """
    least = max(counts.values(), default=0) / HALF
    title = surface.document.article.title or ""
    found: list[tuple[int, Entity]] = []
    for start, entity in _named_in_title(surface, names, sent):
        state = _acting_state(world, entity)
        if state is not None and (entity.kind != "Place" or counts[state] > least):
            found.append((start, state))
    for sentence in surface.document.sentences:
        for person in surface.persons(sentence):
            surname = person.tokens[-1].text
            at = re.search(rf"\b{re.escape(surname)}\b", title) if surname in title else None
            if at is not None:
                found += [(at.start(), state) for state in _officer_of(cast, cast.person(person))]
    first: dict[Entity, int] = {}
    for start, state in sorted(found, key=lambda pair: pair[0]):
        first.setdefault(state, start)
    return first


def _opens(title: str, told: Mapping[Entity, int], counts: Counter[Entity]) -> bool:
    """Whether a title is about its first state and names the others behind a preposition.

    Not where the article names another much more often, or at all where the title begins with what the first
    has ('Arland's quarrel with Borland').
    """
    first, *others = told
    behind = all(_PREPOSITION.search(title[: told[other]]) for other in others)
    most = max(counts[other] for other in others)
    often = counts[first] >= most if _GENITIVE.match(title) else counts[first] * 3 >= most * 2
    return not told[first] and behind and often


def _officer_of(cast: Cast, person: Entity) -> Iterable[Entity]:
    """The state that somebody holds an office of."""
    return {o.of for o in cast.offices.likely(person) if o.of is not None and o.of.kind in SELF_GOVERNED}


def in_title(surface: Surface, world: World, names: NameIndex) -> tuple[Entity, ...]:
    """The states and bodies that act in a title, in its order ('Sudan and Chad trade blame')."""
    named = (as_actor(world, entity) for _, entity in _named_in_title(surface, names))
    return tuple(dict.fromkeys(e for e in named if e is not None and e.kind in POLITIES))


def _named_in_title(
    surface: Surface, names: NameIndex, sent: Entity | None = None
) -> Iterator[tuple[int, Entity]]:
    """What the names of a title mean, and where they stand, in its order."""
    settled = named_in(surface) | ({sent} if sent is not None else frozenset())
    article = surface.document.article
    for match in names.find(article.title or ""):
        entity = _meant(match, settled)
        if entity is not None and (entity in settled or not is_common_word(article.text, match)):
            yield match.span.start, entity


def _meant(match: NameMatch, settled: frozenset[Entity]) -> Entity | None:
    """What a name of the title means: of several the one that the article names."""
    if match.name is not None:
        return match.name.entity
    named = {name.entity for name in match.names} & settled
    return named.pop() if len(named) == 1 else None
