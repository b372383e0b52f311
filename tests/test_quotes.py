"""What stands between quotation marks, marks excluded."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and “never.”", ["no", "never."]),
        ('He said "no" and "never."', ["no", "never."]),
        ("He said «no».", ["no"]),
        ("He said „no“.", ["no"]),
        ("He said no.", []),
        ("He said “”.", []),
        ("He said “no", ["no"]),
        ('A 6" pipe burst.', []),
        ("Armenia’s troops didn’t leave.", []),
        ("He said “no, and “never” too.", ["no, and ", "never"]),
        ("😀 He said “no”.", ["no"]),
    ],
)
def test_quotes(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_quotes(text)] == expected


def test_only_the_range_is_read() -> None:
    text = "“One.” “Two.” “Three.”"
    assert [text[s.start : s.end] for s in find_quotes(text, 7, 13)] == ["Two."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said: "It is “ours” now.\n"It stays so."', ["It is “ours” now."]),
        ('"It is ours.\n“It stays so.”', ["It is ours."]),
        # Nothing goes on: a mark too many, or inches.
        ('She said: "It is ours.\nIt stays so.', []),
        ('A pipe of 6" burst.\n"It was old," she said.', []),
    ],
)
def test_a_quotation_that_the_next_paragraph_goes_on_with(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_quotes(text, 0, text.index("\n"))] == expected


@given(st.text(alphabet='ab “”"«»„.\n', max_size=60), st.integers(0, 30), st.integers(0, 60))
def test_quotes_lie_apart_in_order_and_inside(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    spans = find_quotes(text, start, end)
    assert list(spans) == sorted(spans)
    assert all(start < span.start < span.end <= end for span in spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))


@given(st.lists(st.text(alphabet="abc .,", min_size=1, max_size=8), max_size=5))
def test_well_marked_quotes_are_all_found(parts: list[str]) -> None:
    text = " x ".join(f"“{part}”" for part in parts)
    assert [text[span.start : span.end] for span in find_quotes(text)] == parts
