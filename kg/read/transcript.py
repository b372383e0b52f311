"""Transcripts: the labels before what somebody says ('MR BRANDT: No.', 'Q: Why?'), and whose turn each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Span

#: Fewer turns make no transcript, nor do turns without so many questions.
MIN_TURNS, MIN_QUESTIONS = 4, 2
#: Paragraphs for each label at most: more, and the article tells a story in between.
MAX_PARAGRAPHS = 3
_LABEL = re.compile(
    r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(?: \([^()\n]{1,60}\))?:(?=\s|$)|([QA])\.(?=\s)"
)
_ASIDE = re.compile(r"[(\[].*[)\]]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the label of a turn stands, and the paragraphs that are said in it."""

    label: Span
    words: tuple[Span, ...]


def _labels(text: str, paragraphs: Sequence[Span]) -> dict[int, re.Match[str]]:
    """The labels by the number of the paragraph that they begin; none where the text is no transcript."""
    matches = enumerate(_LABEL.match(text, p.start, p.end) for p in paragraphs)
    found = {number: match for number, match in matches if match}
    again = Counter(match[1] or match[2] for match in found.values())
    if len(found) < MIN_TURNS or len(again) < 2 or max(again.values()) < 2:
        return {}
    first, last = min(found), max(found)
    questions = sum("?" in text[p.start : p.end] for p in paragraphs[first : last + 1])
    dense = len(found) * MAX_PARAGRAPHS >= last + 1 - first
    return found if dense and questions >= MIN_QUESTIONS else {}


def labels_apart(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs, each label of a transcript as one of its own, so that it is no part of what is said.

    >>> text = "Q: Why?\\nMR LOW: No.\\nQ: Why?\\nMR LOW: No."
    >>> lines = [Span(0, 7), Span(8, 19), Span(20, 27), Span(28, 39)]
    >>> [text[p.start : p.end] for p in labels_apart(text, lines)]
    ['Q:', 'Why?', 'MR LOW:', 'No.', 'Q:', 'Why?', 'MR LOW:', 'No.']
    """
    labels = _labels(text, paragraphs)
    found: list[Span] = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        if number in labels:
            end = labels[number].end()
            found.append(Span(start, end))
            start = end + len(text[end : paragraph.end]) - len(text[end : paragraph.end].lstrip())
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def turns_of(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of a transcript whose labels stand apart; none where the text is none.

    What stands in brackets is said by nobody. Of the last turn only the first paragraph is sure.
    """
    labels = _labels(text, paragraphs)
    if not labels:
        return ()
    found = []
    for number, after in pairwise((*labels, max(labels) + 2)):
        said = (p for p in paragraphs[number + 1 : after] if not _ASIDE.match(text, p.start, p.end))
        label = labels[number]
        found.append(Turn(Span(label.start(), label.end(1) if label[1] else label.end(2)), tuple(said)))
    return tuple(found)
