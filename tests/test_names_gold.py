"""The scorer of links against Wikipedia titles, on mentions whose figures are known."""

from __future__ import annotations

import json
from pathlib import Path

import names_gold
import pytest
from evaluate import main
from names_gold import Titles

from kg.build import Knowledge
from kg.errors import InputError
from kg.knowledge.world import ENTITY

TEXT = (
    "Armenia closed the border with Iran. Officials in Yerevan said that the country was calm.\n"
    "Belgium's prime minister, Alexander De Croo, flew from Arlington, Texas, to the Pentagon."
)


@pytest.fixture(scope="module")
def titles(knowledge: Knowledge) -> Titles:
    return Titles(knowledge.world, knowledge.indexes.senses.gazetteer)


def gold(*rows: tuple[str, str, str | None]) -> list[dict[str, object]]:
    return [
        {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "type": kind, "wikipedia": title}
        for words, kind, title in rows
    ]


def score(path: Path, knowledge: Knowledge, *rows: tuple[str, str, str | None]) -> tuple[int, int, int]:
    """How many of some mentions are right, linked and held."""
    path.write_text(json.dumps([{"id": "a", "text": TEXT, "date": "2023-09-20", "entities": gold(*rows)}]))
    table, _ = names_gold.evaluate(names_gold.load(path), knowledge)
    found = names_gold.score(table)
    return found.right, found.predicted, found.gold


@pytest.mark.parametrize(
    ("title", "kind", "node"),
    [
        ("Armenia", "place", "armenia"),
        ("North Korea", "organization", "north-korea"),
        ("Afghans", "person", "afghanistan"),
        ("Arlington, Texas", "place", "geonames-4671240"),
        ("Washington, D.C.", "place", "washington"),
        ("New York (state)", "place", "new-york-state"),
        ("New York City", "place", "new-york"),
        ("Sheffield", "place", "geonames-2638077"),
        ("Genova", "place", "geonames-3176219"),
        ("Agence France-Presse", "organization", "agence-france-presse"),
        ("Democratic Party (Hong Kong)", "organization", "democratic-party-hong-kong"),
        ("Korean Central News Agency", "organization", "kcna"),
    ],
)
def test_what_holds_a_title(title: str, kind: str, node: str, titles: Titles) -> None:
    assert titles.holders(title, kind) == {ENTITY + node}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Belgium national football team", "organization"),
        ("Armenia", "person-like"),
        ("Springfield, Nowhere", "place"),
        ("Washington (person)", "person"),
        ("Hajj", "event"),
        ("English language", "abstract"),
    ],
)
def test_what_nothing_holds(title: str, kind: str, titles: Titles) -> None:
    assert titles.holders(title, kind) == frozenset()


def test_right_wrong_missed_and_not_by_name(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "gum.json"
    right = (("Armenia", "place", "Armenia"), ("Arlington, Texas", "place", "Arlington, Texas"))
    assert score(path, knowledge, *right) == (2, 2, 2)
    # a link to something else than what the title says, which nothing holds
    team = ("Belgium", "organization", "Belgium national football team")
    assert score(path, knowledge, *right, team) == (2, 3, 2)
    # a title that is held, of a mention that is linked to something else
    assert score(path, knowledge, ("Iran", "place", "Iraq")) == (0, 1, 1)
    # not by name
    assert score(path, knowledge, ("the country", "place", "Armenia")) == (0, 0, 0)
    # no title, no judgement
    assert score(path, knowledge, ("Yerevan", "place", None)) == (0, 0, 0)


def test_a_part_of_a_longer_name_is_missed(tmp_path: Path, knowledge: Knowledge) -> None:
    text = "The United States Navy sailed."
    path = tmp_path / "gum.json"
    mention = {"start": 4, "end": 17, "type": "place", "wikipedia": "United States"}
    path.write_text(json.dumps([{"id": "a", "text": text, "date": None, "entities": [mention]}]))
    table, _ = names_gold.evaluate(names_gold.load(path), knowledge)
    found = names_gold.score(table)
    assert (found.right, found.predicted, found.gold) == (0, 0, 1)


def test_the_command_keeps_its_links(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, kept = tmp_path / "gum.json", tmp_path / "links.json"
    rows = gold(("Armenia", "place", "Armenia"), ("Iran", "place", "Iceland"))
    path.write_text(json.dumps([{"id": "a", "text": TEXT, "date": "2023-09-20", "entities": rows}]))
    assert main(["names", str(path), "--predictions", str(kept), "--rows"]) == 0
    printed = capsys.readouterr().out
    assert "WRONG  a: 'Iran' [Iceland]" in printed
    assert "precision 50.0, recall 50.0" in printed
    links = json.loads(kept.read_text())["a"]
    assert {"start": 0, "end": 7, "iri": ENTITY + "armenia"} in links


def test_what_is_no_such_file(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[1]")
    for name in ("x.json", "missing.json"):
        with pytest.raises(InputError, match=name):
            names_gold.load(tmp_path / name)
