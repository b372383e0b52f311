"""The scorer of attributions on cases whose figures are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluate import main, write_predictions
from polnear import Annotated, Attribution, Range, load
from span_scores import Score, family, overlap, report, score_all, word_set

TEXT = "Baku said on Monday it had won. Yerevan, the capital, denied the claim."


def at(*parts: str) -> tuple[Range, ...]:
    return tuple((TEXT.index(part), TEXT.index(part) + len(part)) for part in parts)


FIRST = Attribution(at("Baku"), at("said"), at("it had won"))
SECOND = Attribution(at("Yerevan, the capital,"), at("denied"), at("the claim"))


def scored(*predicted: Attribution, gold: tuple[Attribution, ...] = (FIRST, SECOND)) -> Score:
    return score_all([Annotated("a", TEXT, gold)], {"a": predicted})


def figures(score: Score, name: str) -> tuple[int, int, int]:
    rates = score.rates(name)
    return rates.right, rates.predicted, rates.gold


def test_all_right() -> None:
    score = scored(SECOND, FIRST)
    for name in ("WHO50", "STRICT", "content", "source", "cue"):
        assert figures(score, name) == (2, 2, 2)
        assert score.rates(name).f1 == 100
    assert score.families == {"say, tell, add": (1, 1), "deny": (1, 1)}


def test_nothing_predicted() -> None:
    score = scored()
    assert figures(score, "WHO50") == (0, 0, 2)
    assert (score.rates("WHO50").precision, score.rates("WHO50").recall, score.rates("WHO50").f1) == (0, 0, 0)


def test_half_of_the_content_is_enough_for_who_and_not_for_strict() -> None:
    # 'it had won' of 'on Monday it had won': three words of five.
    score = scored(Attribution(FIRST.source, FIRST.cue, at("on Monday it had won")))
    assert figures(score, "WHO50") == (1, 1, 2)
    assert figures(score, "STRICT") == (0, 1, 2)
    assert figures(score, "content") == (0, 1, 2)
    assert figures(score, "source") == (1, 1, 2)


def test_less_than_half_is_not_enough() -> None:
    # One word of three.
    assert figures(scored(Attribution(FIRST.source, FIRST.cue, at("won"))), "WHO50") == (0, 1, 2)


def test_the_wrong_source() -> None:
    score = scored(Attribution(at("Yerevan"), FIRST.cue, FIRST.content))
    assert figures(score, "WHO50") == (0, 1, 2)
    assert figures(score, "content") == (1, 1, 2)


def test_a_source_by_less_than_half() -> None:
    # 'Yerevan' of 'Yerevan, the capital': one word of three; two are enough.
    one = Attribution(at("Yerevan"), SECOND.cue, SECOND.content)
    two = Attribution(at("the capital"), SECOND.cue, SECOND.content)
    assert figures(scored(one), "WHO50") == (0, 1, 2)
    assert figures(scored(two), "WHO50") == (1, 1, 2)


def test_gold_without_a_source_is_scored_on_its_content() -> None:
    gold = (Attribution((), FIRST.cue, FIRST.content),)
    assert figures(scored(FIRST, gold=gold), "WHO50") == (1, 1, 1)
    assert figures(scored(FIRST, gold=gold), "STRICT") == (0, 1, 1)
    assert figures(scored(*gold, gold=gold), "STRICT") == (1, 1, 1)


def test_one_gold_is_found_once() -> None:
    assert figures(scored(FIRST, FIRST), "WHO50") == (1, 2, 2)
    assert figures(scored(FIRST, FIRST), "cue") == (1, 2, 2)


def test_the_better_pair_comes_first() -> None:
    loose = Attribution(at("Yerevan"), (), at("had won"))
    assert figures(scored(loose, FIRST), "STRICT") == (1, 2, 2)


def test_attributions_without_content_do_not_count() -> None:
    empty = Attribution(FIRST.source, FIRST.cue, ())
    assert figures(scored(empty, gold=(FIRST, empty)), "cue") == (0, 0, 1)


def test_marks_and_blanks_do_not_count() -> None:
    score = scored(Attribution(at("Baku "), at(" said "), at("it had won. ")))
    assert figures(score, "STRICT") == (1, 1, 2)


def test_words_and_overlap() -> None:
    words = [(0, 2), (3, 5), (6, 9)]
    assert word_set([(1, 4)], words) == {0, 1}
    assert overlap(frozenset({1, 2}), frozenset({2, 3})) == pytest.approx(1 / 3)
    assert overlap(frozenset(), frozenset()) == 0


@pytest.mark.parametrize(
    ("cue", "name"),
    [
        ("has vowed", "promise"),
        ("called repeatedly for", "call for"),
        ("called", "other"),
        ("threatening", "threaten"),
        ("told", "say, tell, add"),
        ("urgent", "other"),
        ("", "no cue"),
    ],
)
def test_families(cue: str, name: str) -> None:
    assert family(cue) == name


def test_the_report() -> None:
    lines = {line[:22].strip(): line.split()[-6:] for line in report(scored(FIRST)).splitlines() if line}
    assert lines["WHO50"] == ["100.0", "50.0", "66.7", "1", "1", "2"]
    assert lines["deny"][-3:] == ["0.0", "0", "1"]
    assert lines["all of diplomacy"][-3:] == ["0.0", "0", "1"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    text = "Title\r\n\r\nThe minister said that the talks had failed.\r\n"
    (tmp_path / "text" / "one.txt").write_bytes(text.encode())
    bounds = "T1\tSource 9 21\tx\nT2\tCue 22 26\tx\nT3\tContent 27 52\tx\n"
    (tmp_path / "attributions" / "one_ann1.ann").write_text(
        f"{bounds}E1\tCue:T2 Source1:T1 Content:T3\n", "utf-8"
    )
    (tmp_path / "attributions" / "one_ann2.ann").write_text("", "utf-8")
    return tmp_path


def test_the_first_annotator_counts_and_line_ends_stay(corpus: Path) -> None:
    (article,) = load(corpus)
    (attribution,) = article.attributions
    assert [article.text[s:e] for s, e in attribution.content] == ["that the talks had failed"]


@pytest.mark.parametrize("statements", ["hybrid", "tagger", "lexicon"])
def test_the_command(corpus: Path, statements: str, capsys: pytest.CaptureFixture[str]) -> None:
    kept = corpus / "predictions.json"
    assert main(["polnear", str(corpus), "--statements", statements, "--predictions", str(kept)]) == 0
    assert "WHO50                   100.0  100.0  100.0" in capsys.readouterr().out
    (found,) = json.loads(kept.read_text("utf-8"))["one"]
    assert (found["source"], found["cue"]) == ([[9, 21]], [[22, 26]])


def test_no_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["polnear", str(tmp_path)]) == 2
    assert "no annotated articles" in capsys.readouterr().err


def test_predictions_are_plain(tmp_path: Path) -> None:
    write_predictions(tmp_path / "p.json", {"a": [FIRST]})
    assert json.loads((tmp_path / "p.json").read_text("utf-8"))["a"][0]["cue"] == [[5, 9]]
