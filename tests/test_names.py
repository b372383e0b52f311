"""Names that the world knows, in running text."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import Knowledge
from kg.extract.entities.names import NameIndex
from kg.model import Findings


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> NameIndex:
    return NameIndex(knowledge.world)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sudan and South Sudan met.", [("Sudan", "Sudan"), ("South Sudan", "South Sudan")]),
        (
            "The Democratic Republic of the Congo voted.",
            [("Democratic Republic of the Congo", "Democratic Republic of the Congo")],
        ),
        ("Guinea-Bissau voted.", [("Guinea-Bissau", "Guinea-Bissau")]),
        ("Papua New Guinea voted.", [("Papua New Guinea", "Papua New Guinea")]),
        ("The US told us.", [("US", "United States")]),
        ("Turkey ate turkey.", [("Turkey", "Turkey")]),
        ("Armenia's army and Armenia’s police", [("Armenia", "Armenia"), ("Armenia", "Armenia")]),
        (
            "the Côte d’Ivoire and Côte d'Ivoire",
            [("Côte d’Ivoire", "Ivory Coast"), ("Côte d'Ivoire", "Ivory Coast")],
        ),
        ("the United\u00a0Nations", [("United\u00a0Nations", "United Nations")]),
        ("the United\nNations", [("United\nNations", "United Nations")]),
        ("Nigerians left Niger.", [("Nigerians", "Nigeria"), ("Niger", "Niger")]),
        ("Chadwick and Omani Iranology", [("Omani", "Oman")]),
        ("the Kremlin", [("Kremlin", "Russia")]),
        ("nothing here", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]], index: NameIndex) -> None:
    found = [
        (text[match.span.start : match.span.end], match.name.entity.label if match.name else "?")
        for match in index.find(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Congo voted.", {"Democratic Republic of the Congo", "Republic of the Congo"}),
        ("Korean ships sailed.", {"North Korea", "South Korea"}),
        ("Dominican ships sailed.", {"Dominica", "Dominican Republic"}),
    ],
)
def test_an_ambiguous_name_keeps_its_candidates(text: str, candidates: set[str], index: NameIndex) -> None:
    (match,) = index.find(text)
    assert match.name is None
    assert {name.entity.label for name in match.names} == candidates


def test_only_the_range_is_read(index: NameIndex) -> None:
    text = "Armenia, Azerbaijan, Georgia"
    assert [text[m.span.start : m.span.end] for m in index.find(text, 9, 19)] == ["Azerbaijan"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Michael Jordan opened the game in Chicago.", set()),
        ("Jordan opened the border to Iraq.", {"Jordan", "Iraq"}),
        ("The actress Georgia Hale flew to Cyprus.", {"Cyprus"}),
    ],
)
def test_a_state_in_a_persons_name_is_no_state(
    text: str, states: set[str], find_in: Callable[..., Findings]
) -> None:
    mentions = find_in(text, datetime.date(2023, 9, 20)).mentions
    assert {mention.entity.label for mention in mentions if mention.entity.kind == "State"} == states


@given(
    words=st.lists(
        st.sampled_from(
            [
                "Sudan",
                "South",
                "Korea",
                "North",
                "Republic",
                "of",
                "the",
                "Congo",
                "New",
                "Guinea",
                "US",
                "'s",
                "’s",
                "Baku",
                "-",
                "x",
                "😀",
            ]
        ),
        max_size=12,
    ),
    gap=st.sampled_from([" ", "\u00a0", ""]),
)
def test_matches_lie_apart_in_order_and_are_names(words: list[str], gap: str, knowledge: Knowledge) -> None:
    text = gap.join(words)
    matches = knowledge.indexes.names.find(text)
    spans = [match.span for match in matches]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    for match in matches:
        found = text[match.span.start : match.span.end].replace("’", "'").replace("\u00a0", " ")
        assert {name.text for name in match.names} == {found}
        assert knowledge.world.named(found)
