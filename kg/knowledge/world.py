"""What is known before an article is read: names, places, offices and their holders, alliances and members.

It comes from `ontology/world.ttl` (generated) and the files kept by hand (`world-hand.ttl`,
`world-organisations.ttl`, `world-actors.ttl`), or from files of the same vocabulary. A new state, alliance or
name in the Turtle needs no change here.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model import Entity
from kg.resources import folder

#: How a name stands for its entity: 'Azerbaijan', 'Azerbaijani', 'Azerbaijanis', 'Kremlin'.
NameUse = Literal["name", "adjective", "demonym", "metonym"]

#: What the IRIs of the world's nodes begin with.
ENTITY = "https://w3id.org/article-kg/entity/"
#: The files of the world, in `ontology/`.
WORLD_FILES = ("world.ttl", "world-hand.ttl", "world-organisations.ttl", "world-actors.ttl")

_KG = "https://w3id.org/article-kg/ns#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_START = "https://schema.org/startDate"
_END = "https://schema.org/endDate"
_SAME, _GEONAMES = "https://schema.org/sameAs", "//sws.geonames.org/"
_NAME_USES: tuple[tuple[str, NameUse], ...] = (
    (_LABEL, "name"),
    ("http://www.w3.org/2004/02/skos/core#altLabel", "name"),
    (_KG + "adjective", "adjective"),
    (_KG + "demonym", "demonym"),
    (_KG + "metonym", "metonym"),
)
_FACT_CLASSES = frozenset({"Tenure", "Membership"})
#: Concepts that a file may add beside entities: they name nothing in the world.
_CONCEPT_CLASSES = frozenset({"EventType", "Illocution", "Measure"})
#: RIGHT SINGLE QUOTATION MARK: how newspapers print the apostrophe of "Côte d'Ivoire".
_APOSTROPHE = "\u2019"


@dataclass(frozen=True, slots=True)
class Name:
    """Words that may stand for an entity; several entities can share them ('Congolese', 'Korean')."""

    text: str
    entity: Entity
    use: NameUse


@dataclass(frozen=True, slots=True)
class Holding:
    """A tenure: `holder` held `office` from `start` to `end`, both inclusive.

    Without `end` the tenure is known to have gone on until `as_of`; later is unknown.
    """

    holder: Entity
    office: Entity
    start: datetime.date | None = None
    end: datetime.date | None = None
    as_of: datetime.date | None = None

    def covers(self, on: datetime.date) -> bool:
        """Whether the tenure is known to have run on that day; an unknown start leaves only `as_of`."""
        start = self.start or self.as_of
        end = self.end or self.as_of or self.start
        return start is not None and end is not None and start <= on <= end

    def may_cover(self, on: datetime.date) -> bool:
        """Whether the tenure had begun by that day and is not known to have ended."""
        start = self.start or self.as_of
        return start is not None and start <= on and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership: `member` belonged to `alliance`; dates as in `Holding`."""

    member: Entity
    alliance: Entity
    start: datetime.date | None = None
    end: datetime.date | None = None
    as_of: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything in the world graph, by IRI.

    `names` is sorted by text, then IRI, then use. `holdings` and `belongings` are sorted by the IRI of
    their node. `capital_of` leads from a capital or seat to the state (to the de facto authority for the
    seat of one), `seat_of` from a city that is no capital to whom news call by its name, `governs` from a
    territory to the de facto authority that ran or claimed it, and `part_of` from a place or state to what
    directly contains it. `towns` are the places that GeoNames has among its towns. `organs_of` leads from a
    state or alliance to the organs that have a name of their own, sorted by IRI.
    """

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    holdings: tuple[Holding, ...]
    belongings: tuple[Belonging, ...]
    capital_of: Mapping[str, Entity]
    seat_of: Mapping[str, Entity]
    governs: Mapping[str, Entity]
    part_of: Mapping[str, tuple[str, ...]]
    towns: frozenset[str]
    organs_of: Mapping[str, tuple[Entity, ...]]

    def named(self, text: str) -> tuple[Name, ...]:
        """Every name with exactly this text, case and accents included.

        >>> [(n.entity.label, n.use) for n in load_world().named("Kremlin")]
        [('Russia', 'metonym')]
        """
        first = bisect_left(self.names, text, key=lambda name: name.text)
        last = first
        while last < len(self.names) and self.names[last].text == text:
            last += 1
        return self.names[first:last]

    def holder(self, office: str, on: datetime.date | None) -> Entity | None:
        """Who held the office (an IRI) on that day; None when unknown, or when several are known to have.

        >>> load_world().holder("https://w3id.org/article-kg/entity/armenia-prime-minister",
        ...                     datetime.date(2023, 9, 20)).label
        'Nikol Pashinyan'
        """
        found = {h.holder for h in self.holdings if on and h.office.iri == office and h.covers(on)}
        return found.pop() if len(found) == 1 else None

    def offices(self, person: str, on: datetime.date | None) -> tuple[Entity, ...]:
        """The offices that the person (an IRI) held on that day, in order of IRI; none without a date."""
        found = {h.office for h in self.holdings if on and h.holder.iri == person and h.covers(on)}
        return tuple(sorted(found, key=_iri))


def load_world(*paths: Path) -> World:
    """The world of these Turtle files together; of `WORLD_FILES` when none is named.

    :raises OntologyError: for Turtle that does not parse (with its line), a node with two
        classes or without a label, a tenure or membership that lacks an end, or a date that is none.

    >>> load_world().entities["https://w3id.org/article-kg/entity/nato"].kind
    'MilitaryAlliance'
    """
    files = paths or tuple(folder("ontology") / name for name in WORLD_FILES)
    return _Reading(files).world()


def _iri(entity: Entity) -> str:
    return entity.iri or ""


class _Reading:
    """The triples of some files, indexed, while the world is made of them."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self.files = files
        self.values: dict[str, dict[str, list[str]]] = {}
        for file in files:
            self._read(file)
        self.kinds = {subject: kind for subject in self.values if (kind := self._kind(subject))}
        self.entities: dict[str, Entity] = {}
        for subject in sorted(self.kinds):
            if self.kinds[subject] not in _FACT_CLASSES:
                self._entity(subject, ())

    def _read(self, file: Path) -> None:
        try:
            for triple in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
                value = triple.object
                if isinstance(triple.subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
                    # A cue or a trigger of the lexicon, which a file may hold beside states and alliances.
                    continue
                if isinstance(value, ox.Literal) and not (value.language or "en").startswith("en"):
                    continue
                about = self.values.setdefault(_text(triple.subject), {})
                about.setdefault(triple.predicate.value, []).append(_text(value))
        except SyntaxError as error:
            raise OntologyError(
                f"not Turtle: {error.msg}", where=f"{file}:{error.lineno}", hint="mend the line"
            ) from error
        except OSError as error:
            raise OntologyError(
                f"cannot be read: {error}", where=str(file), hint="name a Turtle file"
            ) from error

    def world(self) -> World:
        holdings, belongings = [], []
        for subject, kind in sorted(self.kinds.items()):
            if kind == "Tenure":
                holder, office = self._one(subject, "holder"), self._one(subject, "office")
                holdings.append(Holding(holder, office, *self._dates(subject)))
            elif kind == "Membership":
                member, alliance = self._one(subject, "member"), self._one(subject, "alliance")
                belongings.append(Belonging(member, alliance, *self._dates(subject)))
        return World(
            entities=self.entities,
            names=tuple(sorted(self._names(), key=lambda n: (n.text, _iri(n.entity), n.use))),
            holdings=tuple(holdings),
            belongings=tuple(belongings),
            capital_of=self._inverse("capital"),
            seat_of=self._inverse("seat"),
            governs=self._inverse("governs"),
            part_of={s: tuple(sorted(set(wholes))) for s, wholes in self._all("partOf")},
            towns=frozenset(subject for subject, kind in self.kinds.items() if self._is_town(subject, kind)),
            organs_of=self._organs(),
        )

    def _organs(self) -> dict[str, tuple[Entity, ...]]:
        """From each owner to its organs."""
        found: dict[str, list[Entity]] = {}
        for subject, _ in self._all("organOf"):
            body = self._entity(subject, ())
            if body.kind == "GovernmentBody" and body.of is not None:
                found.setdefault(_iri(body.of), []).append(body)
        return {owner: tuple(bodies) for owner, bodies in found.items()}

    def _is_town(self, subject: str, kind: str) -> bool:
        return kind == "Place" and any(_GEONAMES in other for other in self.values[subject].get(_SAME, ()))

    def _kind(self, subject: str) -> str | None:
        """The local name of the subject's class of ours; None when it has none (a dataset, an alignment)."""
        types = self.values[subject].get(_RDF_TYPE, ())
        classes = sorted({c.removeprefix(_KG) for c in types if c.startswith(_KG)})
        if len(classes) > 1:
            raise self._error(subject, f"has the classes {' and '.join(classes)}", "keep the most specific")
        return classes[0] if classes and classes[0] not in _CONCEPT_CLASSES else None

    def _entity(self, subject: str, below: tuple[str, ...]) -> Entity:
        """The entity, with what it is an organ of; `below` are the nodes on the way here, against circles."""
        if subject in self.entities:
            return self.entities[subject]
        if subject in below:
            raise self._error(
                subject, "is an organ of itself or based in itself", "mend its kg:organOf or kg:basedIn"
            )
        if subject not in self.kinds:
            raise self._error(subject, "is used and not defined", "give it a class and a label")
        labels = self.values[subject].get(_LABEL)
        if not labels:
            raise self._error(subject, "has no rdfs:label", "add one in English")
        whole = min(self.values[subject].get(_KG + "organOf", ()), default=None)
        of = self._entity(whole, (*below, subject)) if whole else None
        seat = min(self.values[subject].get(_KG + "basedIn", ()), default=None)
        place = self._entity(seat, (*below, subject)) if seat else None
        entity = Entity(self.kinds[subject], min(labels), iri=subject, of=of, place=place)
        self.entities[subject] = entity
        return entity

    def _names(self) -> set[Name]:
        """All names; one with an apostrophe also with the typographic one."""
        names = set()
        for subject, entity in self.entities.items():
            for predicate, use in _NAME_USES:
                for text in self.values[subject].get(predicate, ()):
                    names.add(Name(text, entity, use))
                    if "'" in text:
                        names.add(Name(text.replace("'", _APOSTROPHE), entity, use))
        return names

    def _all(self, name: str) -> Iterable[tuple[str, list[str]]]:
        """The subjects that have the property of ours, in order of IRI, and its values."""
        return ((s, self.values[s][_KG + name]) for s in sorted(self.values) if _KG + name in self.values[s])

    def _one(self, subject: str, name: str) -> Entity:
        values = sorted(set(self.values[subject].get(_KG + name, ())))
        if len(values) != 1 or values[0] not in self.entities:
            raise self._error(subject, f"needs one kg:{name} that is defined", "mend the node")
        return self.entities[values[0]]

    def _inverse(self, name: str) -> dict[str, Entity]:
        """From each value of the property to its subject; of several, a state comes before others."""
        found: dict[str, Entity] = {}
        subjects = sorted(self._all(name), key=lambda pair: (self.kinds.get(pair[0]) != "State", pair[0]))
        for subject, values in subjects:
            for value in values:
                found.setdefault(value, self._entity(subject, ()))
        return found

    def _dates(self, subject: str) -> tuple[datetime.date | None, ...]:
        """Start, end and as-of of a tenure or membership."""
        found = []
        for predicate in (_START, _END, _KG + "asOf"):
            words = min(self.values[subject].get(predicate, ()), default=None)
            try:
                found.append(datetime.date.fromisoformat(words) if words else None)
            except ValueError as error:
                raise self._error(subject, f"has the date '{words}'", "write YYYY-MM-DD") from error
        return tuple(found)

    def _error(self, subject: str, what: str, hint: str) -> OntologyError:
        """The error with the file and line where the node is first named."""
        local = subject.rpartition("/")[2]
        written = re.compile(rf"[:/]{re.escape(local)}(?![\w-])")
        for file in self.files:
            words = file.read_text(encoding="utf-8", errors="replace")  # the parser lets comments be anything
            for number, line in enumerate(words.splitlines(), start=1):
                if written.search(line):
                    return OntologyError(f"{local} {what}", where=f"{file}:{number}", hint=hint)
        return OntologyError(f"{local} {what}", hint=hint)


def _text(term: object) -> str:
    """The IRI or the literal's characters."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
