"""The scorers of GUM's attributions and of the typed gold, on cases whose figures are known."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import event_gold
import gum
import pytest
import typed_gold
from polnear import Attribution

from kg.build import Settings, build
from kg.errors import InputError
from kg.knowledge.lexicon import load_lexicon

TEXT = "Officials said on Monday that the dam had burst, and that ten were dead."


def at(part: str) -> list[int]:
    return [TEXT.index(part), TEXT.index(part) + len(part)]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    record = {"span": at("Officials said on Monday"), "content_edu": at("that the dam had burst,")}
    path = tmp_path / "gum.json"
    path.write_text(
        json.dumps([{"id": "a", "text": TEXT, "attributions": [record | {"source": [at("Officials")]}]}])
    )
    return path


@pytest.mark.parametrize(
    ("source", "content", "right"),
    [
        # A tree names the first unit of a content only: a longer one covers it.
        ("Officials", "the dam had burst, and that ten were dead", 1),
        ("Officials", "the dam had burst", 1),
        ("Officials", "ten were dead", 0),
        ("Monday", "the dam had burst", 0),
    ],
)
def test_attributions_of_a_discourse_tree(articles: Path, source: str, content: str, right: int) -> None:
    loaded = gum.load(articles)
    (s, e), (a, b) = at(source), at(content)
    score = gum.rates(loaded, {"a": [Attribution(((s, e),), (), ((a, b),))]})
    assert (score.right, score.predicted, score.gold) == (right, 1, 1)


def test_what_is_no_such_file(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[1]")
    for name in ("x.json", "missing.json"):
        with pytest.raises(InputError, match=name):
            gum.load(tmp_path / name)


def test_levels_of_agreement(tmp_path: Path) -> None:
    text = "Chile denied that its army had left. Peru said the road was closed."
    (tmp_path / "a.txt").write_text(text)
    with (tmp_path / "gold.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "kind", "speaker_or_actor", "type", "attitude", "start", "end", "evidence"])
        writer.writerow(["a.txt", "statement", "Chile", "Denial", "denies", 0, 36, text[:36]])
        writer.writerow(["a.txt", "statement", "Ecuador", "Claim", "affirms", 37, 67, text[37:]])
        writer.writerow(["a.txt", "event", "Peru", "Blockade", "reports", 37, 67, text[37:]])
    rows = typed_gold.statement_rows(tmp_path / "gold.csv")
    built = build([tmp_path / "a.txt"], Settings())
    judged = typed_gold.judge(built, rows)
    figures = {level: judged.rates(level) for level in typed_gold.LEVELS}
    assert {level: (found.right, right.right) for level, (found, right) in figures.items()} == {
        "place": (2, 2),
        "speaker": (1, 1),
        "attitude": (1, 1),
        "all": (1, 1),
    }
    # Another annotator says that Peru speaks.
    other = [{**rows[1], "speaker_or_actor": "Peru"}]
    either = typed_gold.judge(built, rows, [[], other]).rates("all")
    assert tuple(rates.right for rates in either) == (2, 2)
    assert "all             50.0       1     2       50.0" in typed_gold.report(judged)


def test_levels_of_events(tmp_path: Path) -> None:
    text = "Israel bombed Hezbollah on Monday. Police in Cairo arrested a man. Two people were killed."
    (tmp_path / "a.txt").write_text(text)
    mentions = [
        ("1", "ASSAULT", "Israel", "Hezbollah", "Israel bombed Hezbollah"),
        ("1", "Shelling", "Israel", "Hamas", "bombed Hezbollah"),
        ("2", "Detention", "Police of Ghana", "", "Police in Cairo arrested a man"),
        # Whose doer is not told, the killed are casualties.
        ("3", "Killing", "", "", "Two people were killed"),
        ("4", "Visit", "", "", "Two people"),
        ("5", "Visit", "", "", "on Monday"),
    ]
    rows = [
        {"file": "a.txt", "event": event, "type": kind, "actors": actors, "targets": targets}
        | {"start": str(text.index(words)), "end": str(text.index(words) + len(words)), "evidence": words}
        for event, kind, actors, targets, words in mentions
    ]
    judged = event_gold.judge(build([tmp_path / "a.txt"], Settings()), rows)
    figures = {level: judged.rates(level) for level in event_gold.LEVELS}
    assert {level: (found.right, right.right) for level, (found, right) in figures.items()} == {
        "place": (5, 3),
        "type": (3, 3),
        "actors": (2, 2),
        "targets": (2, 2),
    }
    assert "targets         40.0       2       5       66.7      2          3" in event_gold.report(judged)


def test_the_gold_of_events_fits_its_texts() -> None:
    folder = event_gold.CASES
    types = load_lexicon().event_types
    rows = event_gold.load(folder / "events.csv")
    assert len({row["file"] for row in rows}) == 76
    for row in rows:
        text = (folder / row["file"]).read_text(encoding="utf-8")
        if row["event"]:
            assert text[int(row["start"]) : int(row["end"])] == row["evidence"], row
            assert row["type"] in types, row


def test_gold_by_places_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = tmp_path / "places.csv"
    gold.write_text(
        "file,start,end,speaker,type,attitude,content\n"
        "a.txt,0,36,Chile,Denial,denies,18-35\na.txt,37,67,Ecuador,Claim,affirms,47-66\n"
    )
    monkeypatch.setattr(typed_gold, "NEWS", gold)
    with pytest.raises(InputError, match=r"a\.txt"):
        typed_gold.evaluate_news(tmp_path)
    (tmp_path / "a.txt").write_text("Chile denied that its army had left. Peru said the road was closed.")
    found = typed_gold.evaluate_news(tmp_path)
    assert "place          100.0       2     2" in found
    assert "all             50.0       1     2       50.0" in found


def test_the_gold_by_places_fits_its_texts() -> None:
    for name in ("polnear-dev.csv", "polnear-train.csv"):
        for row in typed_gold.placed_rows(typed_gold.CASES / name):
            stretches = [tuple(map(int, part.split("-"))) for part in row["content"].split(";")]
            assert 0 <= int(row["start"]) < int(row["end"]), row
            assert all(start < end for start, end in stretches), row
            assert all(row[name] for name in ("speaker", "type", "attitude")), row


def test_the_acts_of_single_sayings_fit_their_texts() -> None:
    cases, acts = typed_gold.CASES, set(load_lexicon().illocutions)
    gold = {row["file"] for row in typed_gold.placed_rows(cases / "polnear-train.csv")}
    credited = {
        row["file"] for row in csv.DictReader((cases / "sources.csv").read_text("utf-8").splitlines())
    }
    for path in (
        cases / "polnear-acts.csv",
        cases / "gmb-acts.csv",
        *(cases / own / "acts.csv" for own in ("wikinews-acts", "reports")),
    ):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            stretches = [tuple(map(int, part.split("-"))) for part in row["content"].split(";")]
            assert row["type"] in acts, row
            assert all(start < end for start, end in stretches), row
            assert all(one[1] <= next[0] for one, next in pairwise(stretches)), row
            assert row["file"] not in gold, row
            if path.parent != cases:
                text = (path.parent / row["file"]).read_text("utf-8")
                words = [text[start:end] for start, end in stretches]
                assert row["file"] in credited or path.parent.name == "reports", row
                assert all(part and part == part.strip() for part in words), (row, words)
