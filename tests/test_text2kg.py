"""The scorer of triples under an ontology: what is predicted, compared and counted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kg.errors import InputError

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import text2kg  # noqa: E402

SENTENCE = "Mara Holm served as President of Kenya. Mara Holm is a member of the Lindhaven Academy."
HELD = ("Mara Holm", "position held", "President of Kenya")
MEMBER = ("Mara Holm", "Member of", "Lindhaven Academy")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("text2kg")
    ontology, sentences = folder / "ontology.json", folder / "sentences.json"
    labels = ("position held", "Member of", "spouse")
    ontology.write_text(json.dumps({"relations": [{"label": label} for label in labels], "concepts": []}))
    gold = [list(HELD), ["Mara Holm", "Member of", "Brig Academy"]]
    sentences.write_text(json.dumps([{"id": "1", "sentence": SENTENCE, "triples": gold}]))
    return ontology, sentences


def test_a_file_is_scored_with_one_command(files: tuple[Path, Path], tmp_path: Path) -> None:
    kept = tmp_path / "predictions.json"
    report = text2kg.evaluate(*files, kept, rows=True)
    assert json.loads(kept.read_text("utf-8")) == {"1": [list(MEMBER), list(HELD)]}
    assert "P  50.0  R  50.0  F1  50.0  (1 right, 2 predicted, 2 gold)" in report
    assert "subjects 0, objects 0" in report
    assert f"right  {HELD}" in report
    assert f"wrong  {MEMBER}" in report


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Green_League", "green league", True),
        ('"Mayor of Brig"', "Mayor of Brig", True),
        ("Aaron S. Holm", "Aaron S Holm", False),
        ("Kenya.", "Kenya", True),
        ("Kenya", "Kenia", False),
    ],
)
def test_triples_are_compared_as_the_benchmark_does(one: str, other: str, same: bool) -> None:
    assert (text2kg.normalised(one) == text2kg.normalised(other)) is same


def predicted(*triples: text2kg.Triple) -> list[text2kg.Predicted]:
    return [text2kg.Predicted(triple, (True, True)) for triple in triples]


def test_the_micro_figures_count_every_prediction_and_the_benchmarks_own_only_the_golds_relations() -> None:
    records = [
        text2kg.Record("1", SENTENCE, (HELD,)),
        text2kg.Record("2", SENTENCE, (MEMBER, ("Mara Holm", "Member of", "Brig Academy"))),
    ]
    found = {"1": predicted(HELD, MEMBER), "2": predicted(MEMBER)}
    rates = text2kg.score(records, found)
    assert (rates.right, rates.predicted, rates.gold) == (2, 3, 3)
    # The second triple of the first sentence is forgotten; of the second sentence half is found.
    assert text2kg.official(records, found) == pytest.approx((100 + 200 / 3) / 2)


def test_a_surname_alone_names_nobody_that_the_benchmark_knows() -> None:
    predict = text2kg.predictor(("position held",))
    assert predict("Holm served as President of Kenya.") == []


def test_a_place_is_called_with_its_region_but_not_with_its_state() -> None:
    predict = text2kg.predictor(("birthPlace",))
    places = {p.triple[2] for p in predict("Mara Holm was born in Marietta, Ohio.")}
    assert places == {"Marietta, Ohio"}
    places = {p.triple[2] for p in predict("Mara Holm was born in Athens, Greece.")}
    assert places == {"Athens", "Greece"}


def test_every_mapped_relation_has_cues_of_its_own() -> None:
    """A name that is misspelt in the mapping would silently predict nothing."""
    cued = {cue.relation for cues in text2kg.load_lexicon().relations.cues.values() for cue in cues}
    mapped = {source.relation for sources in text2kg.load_mapping().values() for source in sources}
    assert mapped - {"office"} <= cued


@pytest.mark.parametrize("content", ["[", "{}", '[{"id": 1}]'])
def test_what_is_no_file_of_the_benchmark_is_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"wrong\.json"):
        text2kg.load(path)
