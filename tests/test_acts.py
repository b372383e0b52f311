"""The act model: it weighs words and clues, and overrules what is open sooner than what the words say."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import Knowledge, Settings
from kg.extract.findings import extract
from kg.extract.speech.act_model import IF_NAMED, IF_OPEN, IF_SAID, ActModel, load_act_model, overruled
from kg.extract.speech.act_network import CONTENT, CUE
from kg.extract.speech.learned import WEIGHTS as LEARNED
from kg.extract.speech.learned import Learned
from kg.extract.speech.tagger import load_tagger
from kg.extract.speech.tagger_features import Floats, Ids
from kg.knowledge.lexicon import load_lexicon
from kg.language.english import annotate, load_model
from kg.model import Article, Span

ACTS = ("Accusation", "Claim", "Demand", "Intention", "Opinion", "Report", "Threat", "Warning")


class Times(ActModel):
    """A model that finds one act so many times as likely as any other, whatever is said."""

    def __init__(self, act: str, times: float) -> None:
        super().__init__((), ACTS, load_act_model().network)
        self._likely = {other: times if act == other else 1.0 for other in ACTS}

    def probabilities(self, clues: Iterable[str], first: Floats, places: Ids) -> dict[str, float]:
        total = sum(self._likely.values())
        return {act: value / total for act, value in self._likely.items()}


def acts_of(text: str, model: ActModel) -> list[str]:
    knowledge = Knowledge(Settings())
    document = annotate(Article(text, paragraphs=(Span(0, len(text)),)), load_model())
    learned = Learned(load_tagger(), model)
    found = extract(document, knowledge.lexicon, knowledge.world, knowledge.indexes, learned)
    return [statement.illocution for statement in found.statements]


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        # What a neutral word reports is open.
        ("Chile said the road was closed.", "Claim"),
        ("Chile said fighting would get worse unless Peru left.", "Warning"),
        # So is what the rules find by little.
        ("Chile said the road would soon be open.", "Opinion"),
        # And what a cue of telling or thinking names.
        ("Chile believes that the road was closed.", "Opinion"),
        ("Chile found that the road was closed.", "Report"),
    ],
)
def test_an_open_act_gives_way_soon(text: str, ruled: str) -> None:
    assert acts_of(text, Times("Accusation", 1)) == [ruled]
    assert acts_of(text, Times("Accusation", IF_OPEN - 0.1)) == [ruled]
    assert acts_of(text, Times("Accusation", IF_OPEN + 0.1)) == ["Accusation"]
    # Also where the attitude is another.
    assert acts_of(text, Times("Threat", IF_OPEN + 0.1)) == ["Threat"]


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        ("Chile said Peru had attacked the port on purpose.", "Accusation"),
        ("Chile said it intended to leave the strait.", "Intention"),
    ],
)
def test_what_the_content_says_gives_way_late(text: str, ruled: str) -> None:
    assert acts_of(text, Times("Warning", IF_SAID - 0.1)) == [ruled]
    assert acts_of(text, Times("Warning", IF_SAID + 0.1)) == ["Warning"]


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        ("Chile demanded that Peru leave the strait.", "Demand"),
        ("Chile warned that Peru would leave the strait.", "Warning"),
    ],
)
def test_what_the_cue_names_gives_way_last(text: str, ruled: str) -> None:
    assert acts_of(text, Times("Accusation", IF_NAMED - 0.1)) == [ruled]
    assert acts_of(text, Times("Accusation", IF_NAMED + 0.1)) == ["Accusation"]


def test_nobody_accuses_himself() -> None:
    assert acts_of("Chile said its own troops had left.", Times("Accusation", 1000)) == ["Claim"]
    assert acts_of("Chile said the troops of Peru had left.", Times("Accusation", 1000)) == ["Accusation"]


@pytest.mark.parametrize(
    "text", ["Chile urged Peru to leave the strait.", "Chile denied that it had closed it."]
)
def test_an_act_that_the_model_does_not_know_stands(text: str) -> None:
    assert acts_of(text, Times("Accusation", 100)) == acts_of(text, Times("nothing", 1))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Supreme Court ruled that the road was closed.", "Announcement"),
        ("The Daily Tribune said the road was closed.", "Report"),
    ],
)
def test_who_speaks_decides_last(text: str, act: str) -> None:
    assert acts_of(text, Times("Claim", IF_NAMED + 1)) == [act]


LIKELY = st.lists(st.floats(0.001, 1), min_size=len(ACTS), max_size=len(ACTS)).map(
    lambda values: {act: value / sum(values) for act, value in zip(ACTS, values, strict=True)}
)


@given(LIKELY, st.sampled_from(ACTS), st.floats(1, 20))
def test_another_act_must_be_far_likelier(likely: dict[str, float], ruled: str, times: float) -> None:
    act = overruled(likely, ruled, times)
    assert act == ruled or likely[act] >= times * likely[ruled]
    assert overruled(likely, "Lament", times) == "Lament"


CLUES = st.lists(st.sampled_from(load_act_model().clues), max_size=30, unique=True)
#: Ten words of which some are said and one is the cue.
FIRST = np.random.default_rng(3).normal(size=(10, 128)).astype(np.float32)
PLACES = np.array([0, CUE, *[CONTENT] * 5, 0, 0, 0])


def likely(clues: Iterable[str] = (), first: Floats = FIRST, places: Ids = PLACES) -> dict[str, float]:
    return dict(load_act_model().probabilities(clues, first, places))


@given(CLUES, st.randoms())
def test_the_order_of_clues_changes_nothing(clues: list[str], chance: object) -> None:
    shuffled = list(clues)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert likely(clues) == likely(shuffled)
    assert sum(likely(clues).values()) == pytest.approx(1)
    assert likely([*clues, "kind=never-seen"]) == likely(clues)


@pytest.mark.parametrize("places", [[0] * 10, [CUE, *[0] * 9], [CONTENT] * 10, [CONTENT + CUE] * 10])
def test_a_saying_may_be_all_or_nothing_of_its_sentence(places: list[int]) -> None:
    assert sum(likely(places=np.array(places)).values()) == pytest.approx(1)


def test_where_words_stand_counts() -> None:
    assert likely(first=FIRST[::-1], places=PLACES[::-1]) != pytest.approx(likely())
    assert likely(places=PLACES[::-1]) != pytest.approx(likely())


TEXTS = (
    "Chile said the road was closed. It was not.",
    "“We shall not forget.\n\nNever,” the mayor of Lima said.",
    "The road is closed, Chile said; Peru, however, did not know of it " + "and of much besides " * 20 + ".",
)


@pytest.mark.parametrize("text", TEXTS)
def test_each_paragraph_is_read_once_and_what_is_said_in_it_is_the_same(text: str) -> None:
    assert acts_of(text, load_act_model()) == acts_of(text, load_act_model()) != []


def test_the_weights_that_come_with_the_package() -> None:
    assert set(likely()) == set(load_lexicon().illocutions)
    assert sum(path.stat().st_size for path in LEARNED) <= 8_000_000
