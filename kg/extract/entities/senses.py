"""Which of several things of one name an article means, by what else it names.

'Georgia' beside Tbilisi is the state, beside Atlanta the American one, alone with the United States it is
open. An open name keeps all that it could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.extract.entities.names import NameMatch
from kg.knowledge.gazetteer import City, Gazetteer, place
from kg.knowledge.world import Name, World
from kg.model import Entity, Span

#: So many times the people of the next of its name has a place that is meant wherever nothing says otherwise.
MUCH_BIGGER = 20
#: So many times has one that is meant where nothing else in the article decides.
BIGGER = 5
#: A place with fewer people is meant only in an article that names what it lies in: most places of its size
#: have namesakes that are too small to be listed.
WELL_KNOWN = 100_000
#: How many candidates an open name keeps, the most populous first.
KEPT = 5

#: What may stand around a place's name in what the model takes for one.
_BEFORE = re.compile(
    r"(?:(?:north|south|east|west|northern|southern|eastern|western|central|downtown|greater|nearby)(?:\s|-))+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s(?:City|city|town)$")
_CITY = re.compile(r" City\b")
#: A direction before a place's name that makes it the name of another, at the end of what is searched.
_DIRECTION = re.compile(
    r"\b(?:(?:North|South)(?:east|west)?|East|West|Central|Upper|Lower|Greater)(?:ern)?\s\Z"
)

#: How strongly what an article names speaks for a candidate: it is named itself or something in it is;
#: something beside it is named; what it lies in is named, or it is a state, which news name most.
_INSIDE, _BESIDE, _AROUND, _NOTHING = 3, 2, 1, 0

#: What stands between a state and its body.
_OF_STATE = re.compile(r"(?:['’]s?)?\s")
#: A capital before a name, within a sentence, makes it a longer one ('the Danish Labour Party').
_LONGER = re.compile(r"[a-z,;]\s[A-Z][\w’'-]*\s\Z")
#: So many code points before a name are looked at.
_REACH = 40
#: What the labels of regions end in that share their name with a city.
_STATE = " state"

#: What is known by its initials in its own state alone; of more than three few stand for two things.
_LOCAL = frozenset({"ArmedForce", "Organization"})
_INITIALS = re.compile(r"[A-Z]{2,3}")

Matches = Mapping[int, tuple[NameMatch, ...]]


class _Around:
    """What an article names beyond doubt, and what all that lies in."""

    def __init__(self, world: World, entities: Iterable[Entity]) -> None:
        self._world = world
        self._named: set[str] = set()
        self._above: set[str] = set()
        self._beside: set[str] = set()
        for entity in entities:
            self.add(entity)

    def add(self, entity: Entity) -> None:
        """Note that the article names something."""
        iri = entity.iri or ""
        if iri in self._named:
            return
        self._named.add(iri)
        self._above.update(above(self._world, entity))
        if iri not in self._world.capital_of:
            # A capital stands for its government in the news of the whole world.
            self._beside.update(self._directly(entity))

    def support(self, entity: Entity) -> int:
        """How strongly the article speaks for a candidate."""
        iri = entity.iri or ""
        if iri in self._named or iri in self._above:
            return _INSIDE
        if self._beside.intersection(self._directly(entity)):
            return _BESIDE
        known = self._named | self._above
        return (
            _AROUND if entity.kind == "State" or known.intersection(above(self._world, entity)) else _NOTHING
        )

    def _directly(self, entity: Entity) -> tuple[str, ...]:
        if entity.place is not None:
            return (entity.place.iri or "",)
        return self._world.part_of.get(entity.iri or "", ())


def above(world: World, entity: Entity) -> Iterator[str]:
    """The IRIs of all that an entity lies in or is an organ of, nearest first."""
    todo = [e.iri or "" for e in (entity.place, entity.of) if e is not None]
    todo += world.part_of.get(entity.iri or "", ())
    seen: set[str] = set()
    while todo:
        iri = todo.pop(0)
        if iri not in seen:
            seen.add(iri)
            yield iri
            todo += world.part_of.get(iri, ())


def with_polities(world: World, entity: Entity) -> Iterator[Entity]:
    """Something named with those that may have offices through it: whose it is and what it lies in."""
    yield entity
    if entity.of is not None:
        yield entity.of
    yield from (e for iri in above(world, entity) if (e := world.entities.get(iri)) is not None)


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """Where a place may be named; `doubtful` unless the words alone make it likely."""

    span: Span
    doubtful: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Mention:
    """Where words stand that the gazetteer knows, and the places of that name."""

    sentence: int
    span: Span
    words: str
    cities: tuple[City, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """Names of the world and of the gazetteer, settled for one article after another."""

    world: World
    gazetteer: Gazetteer

    def settled(
        self, text: str, names: Matches, spans: Mapping[int, Sequence[PlaceSpan]]
    ) -> dict[int, tuple[NameMatch, ...]]:
        """The names of each sentence in reading order, with the places at some `spans`, and one meaning each
        where the article decides.

        `names` are the world's, by sentence; `spans` are where else a place may be named.
        """
        names = {number: self._by_owner(text, matches) for number, matches in names.items()}
        around = _Around(self.world, (e for ms in names.values() for m in ms if (e := _sure(m)) is not None))
        found: dict[int, list[NameMatch]] = {
            number: [self._elsewhere(text, match, matches) for match in matches]
            for number, matches in names.items()
        }
        mentions = [m for number in spans for m in self._mentions(text, number, spans[number])]
        open_mentions = []
        for mention in mentions:
            beside = names.get(mention.sentence, ())
            one = self._qualified(text, mention, beside) or self._outstanding(mention)
            if one is not None:
                around.add(one)
                found[mention.sentence] = self._with(text, found.get(mention.sentence, []), mention, one)
            else:
                open_mentions.append(mention)
        for number, matches in found.items():
            found[number] = [self._chosen(match, around) for match in matches]
        for mention in open_mentions:
            candidates = self._candidates(mention, around)
            if candidates:
                found.setdefault(mention.sentence, []).append(_match(mention.span, mention.words, candidates))
        apart = {
            number: _apart(self._whole_name(text, match) for match in ms) for number, ms in found.items()
        }
        return self._without_strays(apart)

    def _without_strays(self, names: Matches) -> dict[int, tuple[NameMatch, ...]]:
        """The names without initials of a force or group of a state that nothing else in the article names.

        'KPA' in the news of a Swedish pension fund is no Korean army.
        """
        told = (m for ms in names.values() for m in ms if not _INITIALS.fullmatch(m.names[0].text))
        entities = {n.entity for match in told for n in match.names}
        known = {iri for e in entities for iri in (e.iri or "", *above(self.world, e))}
        return {
            number: tuple(
                m
                for m in matches
                if not _INITIALS.fullmatch(m.names[0].text)
                or any(self._is_at_home(n.entity, known) for n in m.names)
            )
            for number, matches in names.items()
        }

    def _is_at_home(self, entity: Entity, known: Set[str]) -> bool:
        """Whether an entity is no force or group of one state, or that state is known to be told of."""
        owner = self._owner(entity) if entity.kind in _LOCAL else None
        return owner is None or not known.isdisjoint({entity.iri or "", owner.iri or ""})

    def _by_owner(self, text: str, matches: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
        """The names without those of bodies that the state before them has too: 'the Iraqi House of …'.

        Of several bodies of one name it is that of the state ('the Nigerian Labour Party').
        """
        kept: list[NameMatch] = []
        for match in matches:
            before = (
                kept[-1] if kept and _OF_STATE.fullmatch(text, kept[-1].span.end, match.span.start) else None
            )
            owners = (
                {n.entity for n in before.names if n.entity.kind == "State"} if before is not None else None
            )
            if owners:
                theirs = tuple(n for n in match.names if self._owner(n.entity) in owners)
                if theirs:
                    match = replace(match, names=theirs)
                elif all(_is_common(n.entity) and self._owner(n.entity) is not None for n in match.names):
                    continue
            elif _LONGER.search(text, max(0, match.span.start - _REACH), match.span.start) and all(
                "(" in n.entity.label for n in match.names
            ):
                continue
            kept.append(match)
        return tuple(kept)

    def _owner(self, entity: Entity) -> Entity | None:
        """The state whose organ an entity is, or which it is based in."""
        wholes = (self.world.entities.get(iri) for iri in above(self.world, entity))
        return next((whole for whole in wholes if whole is not None and whole.kind == "State"), None)

    def _with(self, text: str, matches: list[NameMatch], mention: _Mention, one: Entity) -> list[NameMatch]:
        """The names of a sentence and a place, whose region after the comma is that region."""
        settled = []
        for match in matches:
            whole = self._whole(one, match) if _after_comma(text, mention.span, match.span) else None
            settled.append(_match(match.span, match.names[0].text, [whole]) if whole else match)
        return [*settled, _match(mention.span, mention.words, [one])]

    def _mentions(self, text: str, sentence: int, spans: Iterable[PlaceSpan]) -> Iterator[_Mention]:
        for span in spans:
            for part in _parts(text, span.span):
                words = text[part.start : part.end].replace("’", "'")
                if cities := self.gazetteer.named(words):
                    yield _Mention(sentence, part, words, cities, span.doubtful)
                    break

    def _whole_name(self, text: str, match: NameMatch) -> NameMatch:
        """'East Los Angeles' and 'Southern Indiana' are places of their own, 'Taipei City' is Taipei."""
        entity = match.name.entity if match.name is not None else None
        if entity is None or entity.kind != "Place" or match.names[0].use != "name":
            return match
        start, end = match.span.start, match.span.end
        if before := _DIRECTION.search(text, max(0, start - _REACH), start):
            words = text[before.start() : end]
            near = {entity.iri, *above(self.world, entity)}
            cities = [place(self.world, c) for c in self.gazetteer.named(words) if c.within in near]
            own = Entity("Place", words, key=words.lower(), place=entity)
            return _match(Span(before.start(), end), words, [*cities, own][:1])
        city = _CITY.match(text, end)
        if (
            city is not None
            and self._is_city(entity, match)
            and not self.gazetteer.named(text[start : city.end()])
        ):
            return replace(match, span=Span(start, city.end()))
        return match

    def _is_city(self, entity: Entity, match: NameMatch) -> bool:
        """Whether a place is a town of the gazetteer, and no region of that name."""
        return any(place(self.world, city) == entity for city in self.gazetteer.named(match.names[0].text))

    def _qualified(self, text: str, mention: _Mention, names: Iterable[NameMatch]) -> Entity | None:
        """'Arlington, Texas': the most populous place of that name in what stands after the comma."""
        for match in names:
            if _after_comma(text, mention.span, match.span):
                for city in mention.cities:
                    entity = place(self.world, city)
                    if self._whole(entity, match) is not None:
                        return entity
        return None

    def _whole(self, entity: Entity, match: NameMatch) -> Entity | None:
        """What of that name a place lies in; 'New York' and 'Washington' are states there too."""
        wholes = [e for iri in above(self.world, entity) if (e := self.world.entities.get(iri)) is not None]
        named = {name.entity for name in match.names}
        words = {name.text for name in match.names}
        return next((w for w in wholes if w in named or w.label.removesuffix(_STATE) in words), None)

    def _elsewhere(self, text: str, match: NameMatch, names: Sequence[NameMatch]) -> NameMatch:
        """'Paris, Texas': a place of that name in the region after the comma, not the world's own."""
        if match.name is None or match.name.entity.kind != "Place":
            return match
        beside = [
            other
            for other in names
            if _after_comma(text, match.span, other.span)
            and all(n.entity.kind == "Place" for n in other.names)
            and not {n.entity.iri for n in other.names}.intersection(above(self.world, match.name.entity))
        ]
        if not beside:
            return match
        mention = _Mention(0, match.span, match.name.text, self.gazetteer.named(match.name.text))
        one = self._qualified(text, mention, beside)
        return _match(match.span, match.name.text, [one]) if one is not None else match

    def _outstanding(self, mention: _Mention) -> Entity | None:
        """The one place of a name that is meant wherever nothing says otherwise."""
        ranked = sorted(mention.cities, key=lambda c: -c.population)
        rest = ranked[1].population if len(ranked) > 1 else 0
        if mention.doubtful or ranked[0].population < max(MUCH_BIGGER * rest, WELL_KNOWN):
            return None
        return place(self.world, ranked[0])

    def _candidates(self, mention: _Mention, around: _Around) -> list[Entity]:
        """The place that the article speaks for most; several when none of these is much bigger."""
        supports: dict[int, list[tuple[int, Entity]]] = {}
        for city in sorted(mention.cities, key=lambda c: -c.population):
            entity = place(self.world, city)
            supports.setdefault(around.support(entity), []).append((city.population, entity))
        most = max(supports)
        best = supports[most]
        if most == _NOTHING and (mention.doubtful or best[0][0] < WELL_KNOWN):
            return []
        if most == _AROUND:
            # That a country is named says little against a city elsewhere beside which its own is a village.
            best = [c for c in supports.get(_NOTHING, ()) if c[0] >= BIGGER * best[0][0]] + best
        one = len(best) == 1 or (best[0][0] >= BIGGER * best[1][0] and best[0] in supports[most])
        return [entity for _, entity in best[: 1 if one else KEPT]]

    def _chosen(self, match: NameMatch, around: _Around) -> NameMatch:
        """A name of the world with the one meaning that the article speaks for, if it does."""
        if match.name is not None or any(name.use == "metonym" for name in match.names):
            return match
        supports = {name.entity.iri: around.support(name.entity) for name in match.names}
        most = max(supports.values())
        best = [iri for iri, support in supports.items() if support == most]
        if len(best) > 1:
            return match
        return replace(match, names=tuple(n for n in match.names if n.entity.iri == best[0]))


def _after_comma(text: str, first: Span, second: Span) -> bool:
    """Whether one name follows another after a comma ('Arlington, Texas')."""
    return second.start == first.end + 2 and text[first.end : second.start] == ", "


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The words at a span, then without 'northern' before them or 'City' after them."""
    yield span
    start, end = span.start, span.end
    if before := _BEFORE.match(text, start, end):
        start = before.end()
        yield Span(start, end)
    if after := _AFTER.search(text, start, end):
        yield Span(start, after.start())


def _apart(matches: Iterable[NameMatch]) -> tuple[NameMatch, ...]:
    """Names in reading order, without those that a longer one overlaps."""
    kept: list[NameMatch] = []
    for match in sorted(matches, key=lambda m: (-len(m.span), m.span)):
        if not any(match.span.overlaps(other.span) for other in kept):
            kept.append(match)
    return tuple(sorted(kept, key=lambda m: m.span))


def _is_common(entity: Entity) -> bool:
    """Whether other states may have a body of that name."""
    return entity.kind == "GovernmentBody" or "(" in entity.label


def _sure(match: NameMatch) -> Entity | None:
    """What a name names beyond doubt."""
    return match.name.entity if match.name is not None else None


def _match(span: Span, words: str, entities: Iterable[Entity]) -> NameMatch:
    return NameMatch(span, tuple(Name(words, entity, "name") for entity in entities))
