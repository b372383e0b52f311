"""The act model: it weighs clues, overrules by what is likelier, and never what it does not know."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import Knowledge, Settings
from kg.extract.findings import extract
from kg.extract.speech.act_model import OPEN, SURER, WEIGHTS, ActModel, load_act_model, overruled
from kg.extract.speech.learned import Learned
from kg.extract.speech.tagger import load_tagger
from kg.knowledge.lexicon import load_lexicon
from kg.language.english import annotate, load_model
from kg.model import Article, Span

ACTS = ("Accusation", "Appeal", "Claim", "Demand", "Denial", "Opinion", "Threat", "Warning")


def acts_of(text: str, model: ActModel) -> list[str]:
    knowledge = Knowledge(Settings())
    document = annotate(Article(text, paragraphs=(Span(0, len(text)),)), load_model())
    learned = Learned(load_tagger(), model)
    found = extract(document, knowledge.lexicon, knowledge.world, knowledge.indexes, learned)
    return [statement.illocution for statement in found.statements]


def likely(act: str, ruled: str, times: float) -> ActModel:
    """A model to which one act is so many times as likely as that of the rules, and others hardly are."""
    odds = {ruled: 1.0, act: times}
    bias = np.log([odds.get(other, 0.01) for other in ACTS]).astype(np.float32)
    return ActModel(
        ("cue=demand", "cue=believe", "cue=say"), ACTS, np.zeros((3, len(ACTS)), np.float32), bias
    )


@pytest.mark.parametrize(
    ("text", "ruled", "least"),
    [
        # What a neutral word or a modal reports is open.
        ("Chile said the road was closed.", "Claim", 1.1),
        ("Chile said fighting would get worse unless Peru left.", "Warning", 1.1),
        ("Chile said the road would soon be open.", "Opinion", 1.1),
        # What the words name gives way to what is far likelier.
        ("Chile demanded that Peru leave the strait.", "Demand", 2.1),
        # What a word names that the model has not seen stands.
        ("Chile denied that it had closed the road.", "Denial", None),
        ("Chile urged Peru to leave the strait.", "Appeal", None),
    ],
)
def test_how_far_likelier_another_act_must_be(text: str, ruled: str, least: float | None) -> None:
    assert acts_of(text, likely("Accusation", ruled, 0.9)) == [ruled]
    if least is None:
        assert acts_of(text, likely("Accusation", ruled, 9.0)) == [ruled]
        return
    assert acts_of(text, likely("Accusation", ruled, least)) == ["Accusation"]
    assert acts_of(text, likely("Accusation", ruled, least - 0.2)) == [ruled]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Supreme Court ruled that the road was closed.", "Announcement"),
        ("The Daily Tribune said the road was closed.", "Report"),
    ],
)
def test_who_speaks_decides_last(text: str, act: str) -> None:
    assert acts_of(text, likely("Claim", act, 9.0)) == [act]


LIKELY = st.lists(st.floats(0.001, 1), min_size=len(ACTS), max_size=len(ACTS)).map(
    lambda values: {act: value / sum(values) for act, value in zip(ACTS, values, strict=True)}
)


@given(LIKELY, st.sampled_from(ACTS))
def test_another_act_must_be_likelier(chances: dict[str, float], ruled: str) -> None:
    act = overruled(chances, ruled)
    assert act == ruled or chances[act] >= chances[ruled] * (1 if ruled in OPEN else SURER)
    assert overruled(chances, "Lament") == "Lament"


CLUES = st.lists(st.sampled_from(load_act_model().clues[:200]), max_size=30, unique=True)


@given(CLUES, st.randoms())
def test_the_order_of_clues_changes_nothing(clues: list[str], chance: object) -> None:
    shuffled = list(clues)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    model = load_act_model()
    assert model.probabilities(clues) == model.probabilities(shuffled)
    assert sum(model.probabilities(clues).values()) == pytest.approx(1)
    assert model.probabilities([*clues, "cue=never-seen"]) == model.probabilities(clues)


def test_the_weights_that_come_with_the_package() -> None:
    assert set(load_act_model().probabilities(())) == set(load_lexicon().illocutions)
    assert WEIGHTS.stat().st_size <= 500_000
