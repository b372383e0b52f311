"""The gazetteer: the populated places of GeoNames by name, read once, looked up when one is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.knowledge.world import ENTITY, World
from kg.model import Entity
from kg.resources import folder

#: The file of the gazetteer, in `ontology/`.
FILE = "gazetteer.tsv"
#: What the IRI of a place begins with that only the gazetteer has; its GeoNames id follows.
GEONAMES = ENTITY + "geonames-"
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class City:
    """A populated place: its GeoNames id, first name, people, and the node of the world that it lies in.

    `node` is the place's own in the world, if that has it; `first` whether it was asked for by `name`.
    """

    geonames: str
    name: str
    population: int
    within: str | None
    node: str | None
    first: bool


class Gazetteer:
    """Populated places by any of their names.

    A line is kept as it stands in the file and taken apart when somebody asks for it: most never are.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        first: dict[str, list[int]] = {}
        other: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            _, name, _, _, others = line.split("\t")
            first.setdefault(name, []).append(number)
            if others:
                for text in others.split(";"):
                    other.setdefault(text, []).append(number)
        self._by_first: Mapping[str, list[int]] = first
        self._by_other: Mapping[str, list[int]] = other

    def __len__(self) -> int:
        return len(self._lines)

    def named(self, text: str) -> tuple[City, ...]:
        """The places of that name, the most populous first; those by another name come last.

        >>> [(c.name, c.within) for c in load_gazetteer().named("Bangalore")]
        [('Bengaluru', 'https://w3id.org/article-kg/entity/karnataka')]
        """
        first, other = self._by_first.get(text, ()), self._by_other.get(text, ())
        found = [self._city(n, first=True) for n in first]
        return (*found, *(self._city(n, first=False) for n in other))

    def _city(self, number: int, *, first: bool) -> City:
        ident, name, within, population, _ = self._lines[number].split("\t")
        own = within.startswith("=")
        return City(
            ident,
            name,
            int(population),
            ENTITY + within if within and not own else None,
            ENTITY + within[1:] if own else None,
            first,
        )


def load_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer of a file; of `ontology/gazetteer.tsv` when none is named.

    :raises OntologyError: when the file cannot be read or a line has not five columns.
    """
    path = path or folder("ontology") / FILE
    try:
        lines = tuple(path.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"cannot be read: {error}", where=str(path), hint="name a gazetteer") from error
    try:
        return Gazetteer(lines)
    except ValueError as error:
        number = next(n for n, line in enumerate(lines, start=1) if line.count("\t") != _COLUMNS - 1)
        raise OntologyError(
            f"a line without {_COLUMNS} columns", where=f"{path}:{number}", hint="separate them with tabs"
        ) from error


def place(world: World, city: City) -> Entity:
    """The place as an entity: the world's own, else by its GeoNames id, in the region or state it lies in."""
    known = world.entities.get(city.node or "")
    return known or Entity(
        "Place", city.name, iri=GEONAMES + city.geonames, place=world.entities.get(city.within or "")
    )
