"""Reading the world graph and asking it: names, offices at a date, places, and Turtle that is wrong."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.knowledge.world import Holding, World, load_world
from kg.model import Entity

ENT = "https://w3id.org/article-kg/entity/"
DAY = datetime.date(2023, 9, 20)
Load = Callable[[str], World]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def local(entity: Entity | None) -> str | None:
    return entity.iri.removeprefix(ENT) if entity and entity.iri else None


# --- names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "entity", "use"),
    [
        ("Azerbaijan", "azerbaijan", "name"),
        ("Azerbaijani", "azerbaijan", "adjective"),
        ("Azerbaijani", "azerbaijan", "demonym"),
        ("Azerbaijanis", "azerbaijan", "demonym"),
        ("Antiguans", "antigua-and-barbuda", "demonym"),
        ("Nevisian", "saint-kitts-and-nevis", "adjective"),
        ("Briton", "united-kingdom", "demonym"),
        ("British", "united-kingdom", "adjective"),
        ("Dutch", "netherlands", "adjective"),
        ("Swedes", "sweden", "demonym"),
        ("Polish", "poland", "adjective"),
        ("Türkiye", "turkey", "name"),
        ("U.S.", "united-states", "name"),
        ("DR Congo", "democratic-republic-of-the-congo", "name"),
        ("Côte d'Ivoire", "ivory-coast", "name"),
        ("Côte d’Ivoire", "ivory-coast", "name"),
        ("Kremlin", "russia", "metonym"),
        ("Elysee", "france", "metonym"),
        ("Foggy Bottom", "united-states", "metonym"),
        ("CSTO", "csto", "name"),
        ("Stepanakert", "khankendi", "name"),
        ("Antonio Guterres", "antonio-guterres", "name"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan", "name"),
        ("Volodymyr Zelensky", "volodymyr-zelenskyy", "name"),
        ("State Department", "united-states-department-of-state", "name"),
        ("BBC News", "bbc-news", "name"),
        ("Soviet", "soviet-union", "adjective"),
    ],
)
def test_name(world: World, text: str, entity: str, use: str) -> None:
    assert (entity, use) in {(local(n.entity), n.use) for n in world.named(text)}


def test_shared_names_keep_all_that_they_may_mean(world: World) -> None:
    assert {local(n.entity) for n in world.named("Dominican")} == {"dominica", "dominican-republic"}
    assert {local(n.entity) for n in world.named("Koreans")} == {"north-korea", "south-korea"}


@pytest.mark.parametrize(
    "text", ["", "azerbaijan", "Male", "none", "NA", "Malé ", "Putin", "French Polynesians s"]
)
def test_no_such_name(world: World, text: str) -> None:
    assert world.named(text) == ()


def test_names_are_sorted_and_found_by_their_text(world: World) -> None:
    texts = [name.text for name in world.names]
    assert texts == sorted(texts)
    assert all(name in world.named(name.text) for name in world.names)
    assert all(name.text.strip() == name.text and name.text for name in world.names)


def test_names_of_two_entities_are_few_and_known(world: World) -> None:
    owners = defaultdict(set)
    for name in world.names:
        owners[name.text].add(local(name.entity))
    shared = {text for text, entities in owners.items() if len(entities) > 1}
    people = {
        "Congolese",
        "Dominican",
        "Dominicans",
        "Korean",
        "Koreans",
        "Channel Islander",
        "Channel Islanders",
    }
    bodies = {"Democratic Party", "Labour Party", "PTI", "RSF"}
    assert shared == people | bodies | {"Brussels", "Congo", "Georgia"}


# --- offices ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("armenia-prime-minister", DAY, "Nikol Pashinyan"),
        ("armenia-prime-minister", datetime.date(2020, 10, 1), "Nikol Pashinyan"),
        ("armenia-prime-minister", datetime.date(2018, 5, 7), None),
        ("armenia-prime-minister", datetime.date(2023, 9, 28), "Nikol Pashinyan"),
        ("armenia-prime-minister", datetime.date(2023, 9, 29), None),
        ("armenia-prime-minister", None, None),
        ("azerbaijan-president", DAY, "Ilham Aliyev"),
        ("russia-president", DAY, "Vladimir Putin"),
        ("russia-foreign-minister", DAY, "Sergei Lavrov"),
        ("united-states-secretary-of-state", DAY, "Antony Blinken"),
        ("united-nations-secretary-general", DAY, "António Guterres"),
        ("united-kingdom-prime-minister", DAY, "Rishi Sunak"),
        ("china-president", DAY, "Xi Jinping"),
        ("spain-prime-minister", DAY, "Pedro Sánchez"),
        ("gabon-president", DAY, "Brice Oligui Nguema"),
        ("gabon-president", datetime.date(2023, 8, 1), "Ali Bongo"),
        ("niger-president", DAY, None),
        ("united-kingdom-prime-minister", datetime.date(2022, 9, 6), None),
        ("nowhere-president", DAY, None),
    ],
)
def test_holder(world: World, office: str, day: datetime.date | None, holder: str | None) -> None:
    found = world.holder(ENT + office, day)
    assert (found.label if found else None) == holder


def test_offices_belong_to_their_state(world: World) -> None:
    office = world.entities[ENT + "armenia-prime-minister"]
    assert (office.kind, office.label, local(office.of)) == ("Office", "Prime Minister of Armenia", "armenia")


def test_offices_of_a_person(world: World) -> None:
    assert [o.label for o in world.offices(ENT + "emmanuel-macron", DAY)] == ["President of France"]
    assert len(world.offices(ENT + "charles-iii", DAY)) == 15
    assert world.offices(ENT + "charles-iii", datetime.date(2022, 9, 7)) == ()
    assert world.offices(ENT + "charles-iii", None) == ()


def test_head_of_state_and_of_government_is_one_office(world: World) -> None:
    assert len([h for h in world.holdings if h.holder.label == "Joe Biden"]) == 1


def test_on_the_day_of_the_tables_no_office_has_two_holders(world: World) -> None:
    day = datetime.date(2023, 9, 28)
    holders = defaultdict(set)
    for holding in world.holdings:
        if holding.covers(day):
            holders[holding.office].add(holding.holder.label)
    assert not {office.label: names for office, names in holders.items() if len(names) > 1}


days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1))


@given(st.none() | days, st.none() | days, st.none() | days, days)
def test_a_tenure_never_covers_a_day_outside_what_is_known(
    start: datetime.date | None, end: datetime.date | None, as_of: datetime.date | None, on: datetime.date
) -> None:
    covered = Holding(Entity("Person", "P"), Entity("Office", "O"), start, end, as_of).covers(on)
    if covered:
        assert start is None or start <= on
        assert on <= (end or as_of or on)
        assert start or as_of
    elif start and start <= on:
        assert on > (end or as_of or start)


# --- places -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capital", "of"),
    [
        ("baku", "azerbaijan"),
        ("moscow", "russia"),
        ("washington", "united-states"),
        ("kyiv", "ukraine"),
        ("khankendi", "artsakh"),
        ("jerusalem", "israel"),
        ("the-hague", "netherlands"),
        ("singapore-city", "singapore"),
        ("gaza-city", "hamas"),
        ("astana", "kazakhstan"),
        ("luxembourg-city", "luxembourg"),
        ("kabul", "afghanistan"),
    ],
)
def test_capital(world: World, capital: str, of: str) -> None:
    assert local(world.capital_of[ENT + capital]) == of


def test_who_governs(world: World) -> None:
    authority = world.governs[ENT + "nagorno-karabakh"]
    assert (authority.kind, local(authority)) == ("DeFactoAuthority", "artsakh")


def test_part_of(world: World) -> None:
    assert world.part_of[ENT + "yerevan"] == (ENT + "armenia",)
    assert ENT + "south-caucasus" in world.part_of[ENT + "armenia"]


# --- reading ----------------------------------------------------------------------------------------------

PREFIXES = """\
@prefix kg: <https://w3id.org/article-kg/ns#> .
@prefix ent: <https://w3id.org/article-kg/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
STATE = 'ent:a a kg:State ; rdfs:label "Aland"@en , "Åland"@sv .\n'


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def from_text(turtle: str) -> World:
        file = tmp_path / "mine.ttl"
        file.write_text(PREFIXES + turtle, encoding="utf-8")
        return load_world(file)

    return from_text


def test_a_new_alliance_needs_only_turtle(load: Load) -> None:
    world = load(
        STATE
        + 'ent:pact a kg:MilitaryAlliance ; rdfs:label "North Pact"@en ; skos:altLabel "NP"@en .\n'
        + "ent:m a kg:Membership ; kg:member ent:a ; kg:alliance ent:pact ;\n"
        + '  schema:startDate "2001-02-03"^^xsd:date .\n'
    )
    (belonging,) = world.belongings
    assert (belonging.member.label, belonging.alliance.label) == ("Aland", "North Pact")
    assert belonging.start == datetime.date(2001, 2, 3)
    assert [n.entity.kind for n in world.named("NP")] == ["MilitaryAlliance"]
    assert world.named("Åland") == ()  # the article is English


def test_a_seat_of_two_stands_for_the_state(load: Load) -> None:
    world = load(
        'ent:a a kg:DeFactoAuthority ; rdfs:label "Rulers"@en ; kg:capital ent:c .\n'
        'ent:b a kg:State ; rdfs:label "Land"@en ; kg:capital ent:c .\n'
        'ent:c a kg:Place ; rdfs:label "City"@en .\n'
    )
    assert world.capital_of[ENT + "c"].label == "Land"


def test_organs_are_nested(load: Load) -> None:
    world = load(
        STATE
        + 'ent:c a kg:Office ; rdfs:label "Speaker"@en ; kg:organOf ent:b .\n'
        + 'ent:b a kg:GovernmentBody ; rdfs:label "Parliament"@en ; kg:organOf ent:a .\n'
    )
    parliament = world.entities[ENT + "c"].of
    assert parliament is not None
    assert parliament.label == "Parliament"
    assert parliament.of == world.entities[ENT + "a"]


@pytest.mark.parametrize(
    ("turtle", "line", "message"),
    [
        ("ent:a kg:b ] .", 7, "not Turtle"),
        ('\nent:a a kg:State , kg:Place ; rdfs:label "A"@en .', 8, "has the classes Place and State"),
        ("ent:a a kg:State .", 7, "no rdfs:label"),
        ('ent:a a kg:Place ; rdfs:label "A"@en ; kg:organOf ent:a .', 7, "organ of itself"),
        ('ent:a a kg:Office ; rdfs:label "A"@en ; kg:organOf ent:z .', 7, "used and not defined"),
        (STATE + "ent:t a kg:Tenure ; kg:holder ent:a .", 8, "needs one kg:office"),
        (STATE + "ent:m a kg:Membership ; kg:member ent:a ; kg:alliance ent:z .", 8, "needs one kg:alliance"),
        (
            STATE + 'ent:m a kg:Membership ; kg:member ent:a ; kg:alliance ent:a ; kg:asOf "2023" .',
            8,
            "has the date '2023'",
        ),
    ],
)
def test_bad_turtle_is_named_with_its_line(load: Load, turtle: str, line: int, message: str) -> None:
    with pytest.raises(OntologyError, match=message) as caught:
        load(turtle)
    assert caught.value.where.endswith(f"mine.ttl:{line}")


def test_what_is_wrong_is_found_beside_a_comment_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    turtle = "@prefix kg: <https://w3id.org/article-kg/ns#> .\n# caf\xe9\n<http://x.org/a> a kg:State .\n"
    path.write_bytes(turtle.encode("latin-1"))
    with pytest.raises(OntologyError, match="no rdfs:label") as caught:
        load_world(path)
    assert caught.value.where.endswith("latin.ttl:3")


def test_what_belongs_to_the_lexicon_names_nothing(load: Load) -> None:
    """A user's file holds cues, written as blank nodes, and concepts beside states."""
    world = load(
        'kg:x kg:cue [ kg:lemma "x" ] . kg:Regatta a kg:EventType ; rdfs:label "regatta"@en .'
        'ent:a a kg:Alliance ; rdfs:label "A"@en .'
    )
    assert [name.text for name in world.names] == ["A"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        load_world(tmp_path / "none.ttl")
