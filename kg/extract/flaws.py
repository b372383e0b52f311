"""Spots where the source text itself is broken, so that what was read there is held at low confidence."""

from __future__ import annotations

import re

from kg.language.english import Document
from kg.model import Flaw, Span

_NUMBER = r"(\d[\d,.]*+)"
_UNIT = r"(kilomet(?:er|re)s?|km|miles?|mi|met(?:er|re)s?|feet|ft)"
# A number without a conversion matches too, so that its digits are looked at once.
_LENGTH = re.compile(
    rf"{_NUMBER}(?:\s*{_UNIT}\s*\(\s*{_NUMBER}\s*{_UNIT}\s*\))?",
    re.IGNORECASE,
)
_METRES = {"k": 1000.0, "mi": 1609.344, "me": 1.0, "f": 0.3048}
#: A conversion in brackets may be rounded; beyond this ratio it is wrong.
TOLERANCE = 1.15
_END = frozenset(".!?…”\"’'»):;")


def _metres(number: str, unit: str) -> float:
    key = next(k for k in ("k", "mi", "me", "f") if unit.lower().startswith(k))
    number = number.replace(",", "").rstrip(".")
    if number.count(".") > 1:  # points between the thousands
        number = number.replace(".", "")
    return float(number) * _METRES[key]


def find_flaws(document: Document) -> tuple[Flaw, ...]:
    """Cut-off sentences, conversions that do not convert, and replaced characters, in reading order.

    A sentence is cut off when its paragraph ends without a mark that can end one.
    """
    text = document.article.text
    found: list[Flaw] = []
    for match in _LENGTH.finditer(text):
        if match[2] is None:
            continue
        first, second = _metres(match[1], match[2]), _metres(match[3], match[4])
        if first == 0 or second == 0 or not 1 / TOLERANCE < first / second < TOLERANCE:
            found.append(Flaw("conversion", Span(*match.span()), f"'{match.group()}' does not convert"))
    last_of: dict[int, Span] = {}
    for sentence in document.sentences:
        last_of[sentence.paragraph] = sentence.span
    for span in last_of.values():
        words = document.text(span)
        # A heading or a signature has no full stop either: only what reads like a sentence counts.
        if words and words[-1] not in _END and len(words.split()) >= 6 and any(c.islower() for c in words):
            found.append(Flaw("cut-off", span, "the sentence breaks off"))
    for match in re.finditer("\ufffd+", text):
        found.append(Flaw("character", Span(*match.span()), "an unreadable character was replaced"))
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))
