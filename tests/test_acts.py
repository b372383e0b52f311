"""The act model: it weighs clues, overrules only what is open, and never what it does not know."""

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

ACTS = ("Accusation", "Claim", "Demand", "Opinion", "Threat", "Warning")


def always(act: str) -> ActModel:
    """A model that is sure of one act, or of none, whatever the clues."""
    bias = np.array([9.0 if act == other else 0.0 for other in ACTS], np.float32)
    return ActModel((), ACTS, np.zeros((0, len(ACTS)), np.float32), bias)


def acts_of(text: str, model: ActModel) -> list[str]:
    knowledge = Knowledge(Settings())
    document = annotate(Article(text, paragraphs=(Span(0, len(text)),)), load_model())
    learned = Learned(load_tagger(), model)
    found = extract(document, knowledge.lexicon, knowledge.world, knowledge.indexes, learned)
    return [statement.illocution for statement in found.statements]


@pytest.mark.parametrize(
    ("text", "ruled", "settled"),
    [
        # What a neutral word reports is open.
        ("Chile said the road was closed.", "Claim", "Accusation"),
        ("Chile said fighting would get worse unless Peru left.", "Warning", "Accusation"),
        # So is what the rules find by little.
        ("Chile said the road would soon be open.", "Opinion", "Accusation"),
        # What the words name is not.
        ("Chile demanded that Peru leave the strait.", "Demand", "Demand"),
        ("Chile believes that the road was closed.", "Opinion", "Opinion"),
        ("Chile urged Peru to leave the strait.", "Appeal", "Appeal"),
        ("Chile denied that it had closed the road.", "Denial", "Denial"),
        ("Chile announced that the road was closed.", "Announcement", "Announcement"),
    ],
)
def test_only_an_open_act_gives_way(text: str, ruled: str, settled: str) -> None:
    assert acts_of(text, always("nothing")) == [ruled]
    assert acts_of(text, always("Accusation")) == [settled]
    # Also where the attitude is another.
    assert acts_of(text, always("Threat")) == ["Threat" if settled != ruled else ruled]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Supreme Court ruled that the road was closed.", "Announcement"),
        ("The Daily Tribune said the road was closed.", "Report"),
    ],
)
def test_who_speaks_decides_last(text: str, act: str) -> None:
    assert acts_of(text, always("Claim")) == [act]


LIKELY = st.lists(st.floats(0.001, 1), min_size=len(ACTS), max_size=len(ACTS)).map(
    lambda values: {act: value / sum(values) for act, value in zip(ACTS, values, strict=True)}
)


@given(LIKELY, st.sampled_from(ACTS))
def test_another_act_must_be_far_likelier(likely: dict[str, float], ruled: str) -> None:
    act = overruled(likely, ruled)
    assert act == ruled or (ruled in OPEN and likely[act] >= SURER * likely[ruled])
    assert overruled(likely, "Lament") == "Lament"


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
