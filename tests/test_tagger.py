"""The statement tagger: what it finds, and that nothing but the paragraph decides it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc, Token

from kg.errors import LanguageError
from kg.extract.speech import tagger_features
from kg.extract.speech.act_model import load_act_model
from kg.extract.speech.tagger import WEIGHTS, TaggedAttribution, load_tagger
from kg.extract.speech.tagger_features import COLUMNS, VERTICAL, features, relations
from kg.language.english import load_model

ROOT = Path(__file__).parents[1]
PARAGRAPHS = (
    "The foreign minister said on Monday that the talks had failed.",
    '"We will not accept it," the ministry warned, urging both sides to stop.',
    "It rained all night.",
    "According to the regional governor, two bridges were closed.",
    "Officials in the capital, who denied that the border was shut, called for calm.",
)


def parsed(texts: Sequence[str] = PARAGRAPHS) -> list[Doc]:
    return list(load_model().pipe(texts))


def words(tokens: tuple[Token, ...]) -> str:
    return " ".join(token.text for token in tokens)


def test_a_plain_sentence() -> None:
    (found,) = load_tagger().attributions(parsed()[0])
    assert words(found.source) == "The foreign minister"
    assert words(found.cue) == "said"
    assert words(found.content) == "that the talks had failed"
    assert found.confidence > 0.9


def test_a_speaker_of_two_sayings() -> None:
    first, second = load_tagger().attributions(parsed()[1])
    assert words(first.cue) == "warned"
    assert words(second.cue) == "urging"
    assert first.source == second.source


@pytest.mark.parametrize("text", ["", " ", "It rained all night."])
def test_nobody_speaks(text: str) -> None:
    assert load_tagger().attributions(load_model()(text)) == ()


def test_the_same_every_time() -> None:
    def plain(found: tuple[TaggedAttribution, ...]) -> list[tuple[str, str, float]]:
        return [(words(a.source), words(a.content), a.confidence) for a in found]

    first, second = ([plain(load_tagger().attributions(doc)) for doc in parsed()] for _ in range(2))
    assert first == second


def test_the_same_whatever_else_is_parsed() -> None:
    def plain(found: tuple[TaggedAttribution, ...]) -> list[list[str]]:
        return [[words(part) for part in (a.source, a.cue, a.content)] for a in found]

    together = [load_tagger().attributions(doc) for doc in parsed()]
    alone = [load_tagger().attributions(load_model()(text)) for text in PARAGRAPHS]
    assert [plain(found) for found in together] == [plain(found) for found in alone]
    confidences = [[a.confidence for found in some for a in found] for some in (together, alone)]
    assert confidences[0] == pytest.approx(confidences[1], abs=0.002)


def test_paragraphs_together_give_what_each_gives_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def plain(found: Sequence[TaggedAttribution]) -> list[tuple[str, ...]]:
        return [tuple(words(part) for part in (a.source, a.cue, a.content)) for a in found]

    docs = [*parsed(), *parsed(["", "Done.", " ".join(PARAGRAPHS[:2] * 20)]), *parsed()]
    tagger, nobody = load_tagger(), [{} for _ in docs]  # type: ignore[var-annotated]
    alone = [plain(tagger.attributions(doc)) for doc in docs]
    assert [plain(found) for found in tagger.attributions_of(docs, nobody)] == alone
    # Whatever is worked on at once: groups of a few tokens and of a few pairs.
    monkeypatch.setattr("kg.extract.speech.tagger.TOKENS", 30)
    monkeypatch.setattr("kg.extract.speech.tagger_network.PAIRS", 40)
    assert [plain(found) for found in tagger.attributions_of(docs, nobody)] == alone


def test_no_paragraphs() -> None:
    assert load_tagger().attributions_of([], []) == []


def test_words_are_in_order() -> None:
    texts = [*PARAGRAPHS, "“Ça ne va pas 🙂,” José Peña said, adding that he would quit."]
    for doc in parsed(texts):
        for found in load_tagger().attributions(doc):
            assert found.content
            assert 0 < found.confidence <= 1
            for tokens in (found.source, found.cue, found.content):
                places = [token.i for token in tokens]
                assert places == sorted(set(places))
                assert all(token.doc is doc for token in tokens)


def test_a_long_paragraph() -> None:
    text = " ".join(PARAGRAPHS[:2] * 30)
    found = load_tagger().attributions(load_model()(text))
    assert len(found) > 60


def test_training_and_inference_share_their_features() -> None:
    tree = ast.parse((ROOT / "scripts" / "train_statements.py").read_text("utf-8"))
    shared = {"features", "relations", "Features", "Maps"}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == tagger_features.__name__
        for alias in node.names
    }
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert shared <= imported
    assert not shared & defined


def test_features_of_a_paragraph_do_not_depend_on_others() -> None:
    maps = load_tagger().maps
    for doc, text in zip(parsed(), PARAGRAPHS, strict=True):
        one, other = features(doc, maps), features(load_model()(text), maps)
        assert one.ids.shape == (len(doc), len(COLUMNS))
        assert np.array_equal(one.ids, other.ids)
        assert np.array_equal(one.heads, other.heads)
        assert np.array_equal(one.rows, other.rows)
        assert np.allclose(one.tensor, other.tensor, atol=1e-4)


def test_relations_to_a_cue() -> None:
    doc = parsed()[0]
    said = next(token.i for token in doc if token.text == "said")
    related = relations(features(doc, load_tagger().maps), [said])[0]
    assert VERTICAL[related[said, 0]] == "self"
    assert VERTICAL[related[said - 1, 0]] == "down1"
    assert VERTICAL[related[0, 0]] == "down2"
    assert related[said, 3] == 0
    assert related[said - 1, 3] != related[said + 1, 3]


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 4_000_000


@pytest.mark.parametrize(("load", "what"), [(load_tagger, "tagger"), (load_act_model, "act model")])
def test_weights_that_are_none(load: Callable[[Path], object], what: str, tmp_path: Path) -> None:
    for path in (tmp_path / "absent.npz", tmp_path / "broken.npz"):
        if path.stem == "broken":
            path.write_bytes(b"no weights")
        with pytest.raises(LanguageError, match=f"{what} cannot be read"):
            load(path)
