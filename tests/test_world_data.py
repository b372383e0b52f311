"""What is in the world graph, and that the generated file is what its tables make."""

from __future__ import annotations

import datetime
import importlib.util
import re
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.knowledge.world import World, load_world

ROOT = Path(__file__).resolve().parents[1]
ENT = "https://w3id.org/article-kg/entity/"
KG = "https://w3id.org/article-kg/ns#"
Graph = dict[str, dict[str, set[str]]]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def triples() -> tuple[ox.Triple, ...]:
    files = [ROOT / "ontology" / name for name in ("world.ttl", "world-hand.ttl", "world-actors.ttl")]
    return tuple(t for file in files for t in ox.parse(path=file, format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def graph(triples: tuple[ox.Triple, ...]) -> Graph:
    """Subject -> local or full name of the property -> values."""
    found: Graph = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal), "a blank node"
        predicate = re.split(r"[#/]", triple.predicate.value)[-1]
        found[triple.subject.value][predicate].add(triple.object.value)
    return found


@pytest.fixture(scope="module")
def make_world() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_world", ROOT / "scripts" / "make_world.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_world"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


# --- the data ---------------------------------------------------------------------------------------------


def test_file_is_what_its_tables_make(make_world: ModuleType) -> None:
    assert make_world.build() == (ROOT / "ontology" / "world.ttl").read_text(encoding="utf-8")


def test_no_blank_nodes(triples: tuple[ox.Triple, ...]) -> None:
    assert not [t for t in triples if ox.BlankNode in (type(t.subject), type(t.object))]


def test_every_entity_that_is_used_is_defined(triples: tuple[ox.Triple, ...], graph: Graph) -> None:
    used = {t.object.value for t in triples if isinstance(t.object, ox.NamedNode)}
    assert not sorted(i for i in used if i.startswith(ENT) and "type" not in graph[i])


def test_every_class_and_property_of_ours_is_in_the_ontology(triples: tuple[ox.Triple, ...]) -> None:
    ontology = ox.parse(path=ROOT / "ontology" / "ontology.ttl", format=ox.RdfFormat.TURTLE)
    known = {t.subject.value for t in ontology if isinstance(t.subject, ox.NamedNode)}
    used = {term.value for t in triples for term in (t.predicate, t.object) if isinstance(term, ox.NamedNode)}
    assert not {iri for iri in used if iri.startswith(KG)} - known


def test_one_class_and_one_label_for_each_node(graph: Graph) -> None:
    wrong = [s for s, facts in graph.items() if len(facts["type"]) != 1 or len(facts["label"]) > 1]
    assert not wrong


def test_iris_are_plain(graph: Graph) -> None:
    assert not [s for s in graph if s.startswith(ENT) and not re.fullmatch(r"[a-z0-9-]+", s[len(ENT) :])]


def test_states_have_label_codes_and_wikidata(graph: Graph) -> None:
    states = {s: f for s, f in graph.items() if KG + "State" in f["type"] and "endDate" not in f}
    assert 193 <= len(states) <= 215
    for state, facts in states.items():
        codes = sorted(len(code) for code in facts["notation"])
        assert (len(facts["label"]), codes, len(facts["exactMatch"])) == (1, [2, 3], 1), state


@pytest.mark.parametrize("prop", ["exactMatch", "notation"])
def test_a_code_names_one_thing(graph: Graph, prop: str) -> None:
    owners = defaultdict(list)
    for subject, facts in graph.items():
        for value in facts[prop]:
            owners[value].append(subject)
    assert not {value: subjects for value, subjects in owners.items() if len(subjects) > 1}


def test_states_have_an_adjective_or_demonym_and_a_capital(graph: Graph) -> None:
    bare = [s for s, f in graph.items() if KG + "State" in f["type"] and not f["adjective"] | f["demonym"]]
    assert bare == [ENT + "holy-see"]
    seatless = {s for s, f in graph.items() if KG + "State" in f["type"] and not f["capital"]}
    former = {ENT + n for n in ("soviet-union", "yugoslavia", "east-germany", "czechoslovakia")}
    assert seatless - former == {ENT + n for n in ("gibraltar", "hong-kong", "macau")}


def test_tenures_and_memberships_say_their_source_and_day(graph: Graph) -> None:
    facts = [f for f in graph.values() if f["type"] & {KG + "Tenure", KG + "Membership"}]
    assert len(facts) > 1200
    for fact in facts:
        assert fact["source"]
        assert fact["asOf"] == {"2023-09-28"}
        days = [min(fact[name]) for name in ("startDate", "endDate", "asOf") if fact[name]]
        assert days == sorted(days)
        assert all(len(fact[name]) <= 1 for name in ("startDate", "endDate"))


def test_shorthand_is_backed_by_a_membership_that_holds(graph: Graph) -> None:
    held = {
        (min(f["member"]), min(f["alliance"]))
        for f in graph.values()
        if KG + "Membership" in f["type"] and not f["endDate"]
    }
    assert {(s, a) for s, f in graph.items() for a in f["memberOf"]} == held


@pytest.mark.parametrize(
    "place",
    [
        "abkhazia",
        "crimea",
        "donbas",
        "donetsk-region",
        "east-jerusalem",
        "gaza-strip",
        "golan-heights",
        "jerusalem",
        "kashmir",
        "kherson-region",
        "luhansk-region",
        "nagorno-karabakh",
        "north-nicosia",
        "northern-cyprus",
        "ramallah",
        "sevastopol",
        "south-ossetia",
        "taiwan",
        "transnistria",
        "west-bank",
        "western-sahara",
        "zaporizhzhia-region",
    ],
)
def test_contested_territory_is_part_of_no_state(world: World, place: str) -> None:
    assert ENT + place in world.entities
    todo, above = [ENT + place], set()
    while todo:
        for whole in world.part_of.get(todo.pop(), ()):
            above.add(whole)
            todo.append(whole)
    assert not [w for w in above if world.entities[w].kind == "State"]


@pytest.mark.parametrize(
    ("alliance", "members"),
    [
        ("csto", 6),
        ("nato", 31),
        ("european-union", 27),
        ("council-of-europe", 46),
        ("united-nations", 193),
        ("icc", 123),
        ("asean", 10),
        ("african-union", 55),
        ("oecd", 38),
        ("g7", 7),
    ],
)
def test_number_of_members_on_the_day_of_the_tables(world: World, alliance: str, members: int) -> None:
    found = [b for b in world.belongings if b.alliance.iri == ENT + alliance and b.end is None]
    assert len(found) == len({b.member for b in found}) == members


def test_russia_left_the_council_of_europe(world: World) -> None:
    (left,) = [
        b for b in world.belongings if b.member.label == "Russia" and b.alliance.label == "Council of Europe"
    ]
    assert left.end == datetime.date(2022, 3, 16)


# --- making -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "nouns"),
    [
        ("Azerbaijani(s)", ["Azerbaijani", "Azerbaijanis"]),
        ("Antiguan(s), Barbudan(s)", ["Antiguan", "Antiguans", "Barbudan", "Barbudans"]),
        ("Chinese (singular and plural)", ["Chinese"]),
        ("Lao(s) or Laotian(s)", ["Lao", "Laos", "Laotian", "Laotians"]),
        ("NA", []),
        ("", []),
    ],
)
def test_demonyms(make_world: ModuleType, cell: str, nouns: list[str]) -> None:
    assert make_world.demonyms(cell) == nouns


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Côte d'Ivoire", "cote-divoire"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Xankəndi", "xankandi"),
        ("St. John's", "st-johns"),
        ("Guinea-Bissau", "guinea-bissau"),
    ],
)
def test_slug(make_world: ModuleType, name: str, slug: str) -> None:
    assert make_world.slug(name) == slug


@pytest.mark.parametrize(
    ("factbook", "name"),
    [
        ("Olaf SCHOLZ", "Olaf Scholz"),
        ("HARALD V", "Harald V"),
        ("Frank-Walter STEINMEIER", "Frank-Walter Steinmeier"),
        ("Wesley W. SIMINA", "Wesley W. Simina"),
        ("TSAI Ing-wen", "Tsai Ing-wen"),
    ],
)
def test_ordinary_case(make_world: ModuleType, factbook: str, name: str) -> None:
    assert make_world.ordinary_case(factbook) == name
