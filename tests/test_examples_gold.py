"""The hand-made gold is well formed: its offsets point at its words and its terms are in the schemes."""

from __future__ import annotations

import csv
import datetime
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCHEMES = (ROOT / "ontology" / "schemes.ttl").read_text(encoding="utf-8")
ATTITUDE = dict(
    re.findall(r"^il:(\w+) a kg:Illocution ;.*?kg:attitude kg:(\w+)", SCHEMES, re.MULTILINE | re.DOTALL)
)
QUALIFIERS = {"exact", "about", "at-least", "at-most", "unspecified"}
GOLD = {
    "examples": (ROOT / "tests" / "gold" / "examples.csv", ROOT / "examples"),
    "dev": (ROOT / "tests" / "cases" / "dev" / "gold.csv", ROOT / "tests" / "cases" / "dev"),
    "final": (ROOT / "tests" / "cases" / "final" / "gold.csv", ROOT / "tests" / "cases" / "final"),
}

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with GOLD[name][0].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(row: Row, folder: Path) -> str:
    raw = (folder / row["file"]).read_text(encoding="utf-8")
    if row["file"].endswith(".json"):
        return str(json.loads(raw)["text"])
    if row["file"].endswith(".jsonl"):
        return str(json.loads(raw.splitlines()[int(row["record"]) - 1])["text"])
    return raw


def declared(prefix: str) -> set[str]:
    return set(re.findall(rf"^{prefix}:(\w+) a ", SCHEMES, re.MULTILINE))


@pytest.mark.parametrize("name", GOLD)
def test_offsets_point_at_the_evidence(name: str) -> None:
    folder = GOLD[name][1]
    wrong = [
        row
        for row in rows(name)
        if not row["evidence"]
        or text_of(row, folder)[int(row["start"]) : int(row["end"])] != row["evidence"]
        or row["evidence"] != row["evidence"].strip()
    ]
    assert wrong == []


@pytest.mark.parametrize("name", GOLD)
def test_terms_are_those_of_the_schemes(name: str) -> None:
    allowed = {
        "statement": set(ATTITUDE),
        "event": declared("et"),
        "figure": declared("ms"),
        "tenure": {"Tenure"},
        "membership": {"memberOf"},
        "relation": {"allyOf", "ledBy"},
    }
    for row in rows(name):
        assert row["type"] in allowed[row["kind"]], row
        if row["kind"] == "statement":
            assert row["attitude"] == ATTITUDE[row["type"]], row
        elif row["kind"] == "figure":
            assert row["attitude"] in QUALIFIERS, row
            assert (row["attitude"] == "unspecified") == row["content"].startswith("- "), row
        else:
            assert row["attitude"] == "reports", row
        if row["date"]:
            # A day, or where the words fix no more a month or a year.
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", row["date"]), row
            datetime.date.fromisoformat(row["date"] + "-01-01"[len(row["date"]) - 4 :])


@pytest.mark.parametrize("name", GOLD)
def test_every_article_is_annotated_once(name: str) -> None:
    path, folder = GOLD[name]
    articles = {p.name for p in folder.iterdir() if p.suffix in {".txt", ".json", ".jsonl"}}
    found = rows(name)
    assert {row["file"] for row in found} == articles
    keys = [tuple(row.values()) for row in found]
    assert len(set(keys)) == len(keys), path


def test_the_examples_hold_what_they_are_there_to_show() -> None:
    found = rows("examples")
    shown = {row["type"] for row in found if row["kind"] == "statement"}
    assert {"Denial", "Accusation", "Ultimatum", "Offer", "Appeal", "Rejection", "Promise"} <= shown
    tolls = {
        (row["speaker_or_actor"], row["content"])
        for row in found
        if row["type"] == "killed" and row["content"].endswith(" people") and row["attitude"] == "at-least"
    }
    assert tolls == {
        ("Gegham Stepanyan", "32 people"),
        ("Ethnic-Armenian authorities in Nagorno-Karabakh", "200 people"),
    }
