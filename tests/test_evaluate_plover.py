"""The scorer of event data on cases whose figures are known, and beside the benchmark's own."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from evaluate import main
from plover import Coded, Record, load, plain, score

#: Where the benchmark's own scorer and records are, on machines that have them.
SHARED = Path(__file__).parents[2] / "shared"

ACCUSED = Record("a", "France accused Iran.", Coded("DISAPPROVE", ("FRA",), ("IRN",)))
MET = Record("b", "France and Iran met.", Coded("CONSULT", ("FRA", "IRN")))


def figures(name: str, **predicted: tuple[Coded, ...]) -> tuple[int, int, int]:
    rates = score([ACCUSED, MET], predicted)[name]
    return rates.right, rates.predicted, rates.gold


def test_all_right() -> None:
    found = {"a": (ACCUSED.gold,), "b": (Coded("CONSULT", ("IRN", "FRA")),)}
    assert figures("event type", **found) == (2, 2, 2)
    assert figures("source code", **found) == (3, 3, 3)
    assert figures("target code", **found) == (1, 1, 1)
    assert figures("strict triple", **found) == (3, 3, 3)


def test_nothing_predicted() -> None:
    assert figures("event type") == (0, 0, 2)
    assert figures("strict triple") == (0, 0, 3)


def test_a_type_counts_once_and_a_wrong_one_against() -> None:
    twice = (ACCUSED.gold, Coded("DISAPPROVE", ("GBR",), ("IRN",)), Coded("FIGHT"))
    assert figures("event type", a=twice) == (1, 2, 2)
    assert figures("source code", a=twice) == (1, 2, 3)
    assert figures("strict triple", a=twice) == (1, 3, 3)


def test_a_mutual_event_said_of_one_side_is_no_triple() -> None:
    assert figures("strict triple", b=(Coded("CONSULT", ("FRA",), ("IRN",)),)) == (1, 1, 3)
    assert figures("strict triple", b=(Coded("CONSULT", ("FRA",)),)) == (0, 1, 3)


def test_an_actor_without_a_code_is_nobody() -> None:
    assert Coded("AID", ("", None), ("",)).pairs() == {("AID", None, None)}
    assert figures("source code", a=(Coded("AID", ("",)),)) == (0, 0, 3)


def test_predictions_are_plain() -> None:
    assert plain({"a": (Coded("AID", ("FRA", ""), ()),)}) == {
        "a": [{"event": "AID", "source": ["FRA"], "target": []}]
    }


RECORDS = [
    {"id": "1", "text": "France accused Iran of lying.", "event": "DISAPPROVE", "source": [{"code": "FRA"}]},
    {"id": "2", "text": "Libyan and Egyptian officials met.", "event": "CONSULT", "target": "none"},
]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records, kept = tmp_path / "records.json", tmp_path / "kept.json"
    records.write_text(json.dumps(RECORDS), "utf-8")
    assert main(["plover", str(records), "--predictions", str(kept)]) == 0
    assert "event type            100.0  100.0  100.0" in capsys.readouterr().out
    assert json.loads(kept.read_text("utf-8"))["2"] == [
        {"event": "CONSULT", "source": ["EGY", "LBY"], "target": []}
    ]


def test_no_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records.json").write_text('[{"id": 1}]', "utf-8")
    assert main(["plover", str(tmp_path / "records.json")]) == 2
    assert "no records of PLOVER" in capsys.readouterr().err


@pytest.mark.skipif(not (SHARED / "eval" / "plover.py").is_file(), reason="the benchmark is not here")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_both_scorers_agree() -> None:
    path = SHARED / "corpora" / "plover-dev.json"
    theirs = _benchmark(path)
    records = load(path)
    # What is predicted does not matter: each record's neighbour's gold, its own source, and a mutual event.
    shifted = zip(records, [*records[1:], records[0]], strict=True)
    predicted = {
        r.name: (n.gold, Coded(r.gold.event, n.gold.source), Coded("AID", ("USA", "RUS"), ()))
        for r, n in shifted
    }
    ours = score(records, predicted)
    expected = theirs.score(theirs.load(), plain(predicted))
    names = {"event_type": "event type", "source_code": "source code", "target_code": "target code"}
    for name, mine in (names | {"triple_strict": "strict triple"}).items():
        figures = (ours[mine].precision, ours[mine].recall, ours[mine].f1)
        assert tuple(round(figure, 1) for figure in figures) == tuple(expected[name].values()), name


def _benchmark(records: Path) -> Any:
    spec = importlib.util.spec_from_file_location("benchmark", SHARED / "eval" / "plover.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.F = str(records)
    return module
