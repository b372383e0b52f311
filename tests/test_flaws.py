"""Broken spots of the source, and what is read off them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kg.model import Findings

DAY = datetime.date(2023, 9, 20)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (
            "The town lies 100 kilometers (60 kilometers) from the border.",
            "conversion",
            "100 kilometers (60 kilometers)",
        ),
        ("The town lies 100 miles (60 km) from the border.", "conversion", "100 miles (60 km)"),
        ("The tower is 30 metres (300 feet) high.", "conversion", "30 metres (300 feet)"),
        (
            "Turkey closed the border.\n\nArmenia said that its troops had left the\n\nTurkey opened it.",
            "cut-off",
            "Armenia said that its troops had left the",
        ),
        ("Armenia said that Gy\ufffdmri was calm.", "character", "\ufffd"),
    ],
)
def test_flaws(text: str, kind: str, words: str, find_in: Callable[..., Findings]) -> None:
    findings = find_in(text, DAY)
    found = [(flaw.kind, findings.article.text[flaw.span.start : flaw.span.end]) for flaw in findings.flaws]
    assert found == [(kind, words)]
    assert all(flaw.message for flaw in findings.flaws)


@pytest.mark.parametrize(
    "text",
    [
        "The town lies 100 kilometers (62 miles) from the border.",
        "The town lies 100 km (60 miles) from the border.",
        "The tower is 1,000 feet (305 metres) high.",
        "Armenia said: “Our troops have left the town.”",
        "Armenia said that its troops had left the town.\n\nWhat comes next",
        "Armenia asked whether the troops had left the town?",
    ],
)
def test_sound_text_has_none(text: str, find_in: Callable[..., Findings]) -> None:
    assert find_in(text, DAY).flaws == ()


def test_what_a_broken_sentence_says_is_held_at_low_confidence(find_in: Callable[..., Findings]) -> None:
    text = (
        "The road is closed.\n\nArmenia said that its troops had left the\n\nTurkey said the border was open."
    )
    broken = find_in(text, DAY)
    armenia, turkey = broken.statements
    assert armenia.confidence < 0.5 < turkey.confidence


def test_points_between_thousands_and_long_rows_of_digits(find_in: Callable[..., Findings]) -> None:
    assert not find_in("The pipe is 1.200.000 metres (1,200 km) long.", DAY).flaws
    assert not find_in(f"The code is {'1' * 100_000}.", DAY).flaws
