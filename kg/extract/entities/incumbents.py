"""Who holds which office: as the article puts it, else as the world knows at its date."""

from __future__ import annotations

import datetime
from collections.abc import Set

from kg.extract.entities.surface import Indexes
from kg.extract.entities.titles import office_nouns
from kg.knowledge.entries import Pattern
from kg.knowledge.world import Holding, World
from kg.model import Entity, Tenure


class Incumbents:
    """The tenures that the article reports, and who holds an office without being named."""

    def __init__(self, world: World, indexes: Indexes, date: datetime.date | None) -> None:
        self.tenures: list[Tenure] = []
        self._world = world
        self._date = date
        self._held = indexes.held
        self._unnamed: dict[Entity, Entity] = {}

    def of(self, person: Entity) -> tuple[Entity, ...]:
        """The offices of a person at the article's date: as the article puts it, else as the world knows."""
        named = tuple(t.office for t in self.tenures if t.holder.label == person.label and not t.former)
        if named:
            return named
        if person in self._unnamed:
            return (self._unnamed[person],)
        date = self._date
        found = {h.office for h in self.held(person) if date is not None and h.covers(date)}
        return tuple(sorted(found, key=lambda office: office.iri or ""))

    def likely(self, person: Entity) -> tuple[Entity, ...]:
        """The same, or those that the world knows to have begun by then and does not know to have ended."""
        found = self.of(person)
        if found or person.iri is None or self._date is None:
            return found
        return tuple(h.office for h in self.held(person) if h.may_cover(self._date))

    def capacity(self, person: Entity) -> Entity | None:
        """The one office in which a person speaks; None when there is none or more than one."""
        offices = tuple(dict.fromkeys(self.of(person)))
        return offices[0] if len(offices) == 1 else None

    def holders(self, pattern: Pattern, polity: Entity) -> tuple[Entity, ...]:
        """Who holds an office of a polity: as the article puts it, else as the world knows."""
        slugs = (pattern.slug, *pattern.resolves)
        iris = [f"{polity.iri}-{slug}" for slug in slugs] if polity.iri else []
        named = dict.fromkeys(
            t.holder
            for t in self.tenures
            if not t.former and (t.office.iri in iris or (t.office.of == polity and t.office.key in slugs))
        )
        named |= {p: None for p, office in self._unnamed.items() if not p.local and office.iri in iris}
        if named:
            return tuple(named)
        known = (self._world.holder(iri, self._date) for iri in iris)
        return tuple(dict.fromkeys(holder for holder in known if holder is not None))

    def titled_before(self, pattern: Pattern, sentence: int) -> tuple[Entity, ...]:
        """To whom the article has given an office of that name up to a sentence, the latest first."""
        slugs = (pattern.slug, *pattern.resolves)
        return tuple(
            dict.fromkeys(
                t.holder
                for t in reversed(self.tenures)
                if t.sentence <= sentence
                and not t.former
                and any((t.office.iri or "").endswith(slug) or t.office.key == slug for slug in slugs)
            )
        )

    def unnamed(
        self, office: Entity, label: str, *, also: tuple[str, ...] = (), one_of_several: bool = False
    ) -> Entity:
        """Who holds an office that nobody is named for; `one_of_several` may hold it ('an adviser')."""
        # Who held it at that date is not known: in another article it may be somebody else.
        key = label.lower() if one_of_several else f"holder of {label}".lower()
        person = Entity("Person", label, key=key, of=office.of, local=True, also=also)
        self._unnamed[person] = office
        return person

    def held(self, person: Entity) -> tuple[Holding, ...]:
        """The tenures of a person that the world knows, at any time."""
        return self._held.get(person, ())

    def ever_held(self, person: Entity, nouns: Set[str]) -> bool:
        """Whether the world knows of an office of such a noun that a person has held at any time."""
        offices = (h.office for h in self.held(person))
        return any(noun in nouns for office in offices for noun in office_nouns(office))

    def was(self, person: Entity, nouns: Set[str]) -> bool:
        """Whether somebody held an office of such a noun and holds it no more ('the former president')."""
        ended = {t.office for t in self.tenures if t.former and t.holder.label == person.label}
        if person.iri is not None and self._date is not None:
            now = self.likely(person)
            ended |= {h.office for h in self.held(person) if h.office not in now}
        return any(noun in nouns for office in ended for noun in office_nouns(office))

    def name(self, described: Entity, person: Entity) -> None:
        """Give a person the office of whoever held it without a name."""
        office = self._unnamed.get(described)
        if office is not None:
            self._unnamed[person] = office
