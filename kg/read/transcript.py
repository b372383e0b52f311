"""Whose words paragraphs are: by labels ('MR BRANDT: No.', 'Q: Why?'), by 'We, the leaders of X, …'."""

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
#: Who declares something together, and what they go on with: 'We reaffirm', '7. We reaffirm'.
_DECLARING = re.compile(r"We, (the [^,;]+), ")
_WE = re.compile(r"(?:\(?\d{1,3}[.)]\s+)?(?=We\b)")
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
    ends = {number: match.end() for number, match in _labels(text, paragraphs).items()}
    if (declaring := declared(text, paragraphs)) is not None:
        ends |= {paragraphs.index(p): _we(text, p) for p in declaring.words}
    found: list[Span] = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        end = ends.get(number, start)
        if end > start:
            found.append(Span(start, end))
            start = end + len(text[end : paragraph.end]) - len(text[end : paragraph.end].lstrip())
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def declared(text: str, paragraphs: Sequence[Span]) -> Turn | None:
    """What those declare who call themselves 'We, the leaders of X': the paragraphs that begin with 'We'.

    The label is how they call themselves. What does not end is only the head of what they go on with.

    >>> text = "We, the heads of A and B, meeting in C,\\n1. We urge calm."
    >>> turn = declared(text, [Span(0, 39), Span(40, 55)])
    >>> text[turn.label.start : turn.label.end], turn.words
    ('the heads of A and B', (Span(start=40, end=55),))
    """
    matches = ((number, _DECLARING.match(text, p.start, p.end)) for number, p in enumerate(paragraphs))
    first = next(((number, match) for number, match in matches if match), None)
    if first is None:
        return None
    number, match = first
    ours = (p for p in paragraphs[number:] if _WE.match(text, p.start, p.end))
    words = tuple(p for p in ours if p.start > match.start() or text[p.end - 1] == ".")
    return Turn(Span(*match.span(1)), words)


def _we(text: str, paragraph: Span) -> int:
    """Where 'We' stands behind the number of a paragraph."""
    match = _WE.match(text, paragraph.start, paragraph.end)
    return match.end() if match else paragraph.start


def turns_of(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of a transcript whose labels stand apart; none where the text is none.

    What stands in brackets is said by nobody. Of the last turn only the first paragraph is sure.
    """
    labels = _labels(text, paragraphs)
    if not labels:
        return ()
    found = []
    for number, after in pairwise((*labels, max(labels) + 2)):
        label, own = labels[number], paragraphs[number + 1 : after]
        # A question further on is asked by somebody without a label.
        said = (p for p in own if p == own[0] or text[p.end - 1] != "?")
        said = (p for p in said if not _ASIDE.match(text, p.start, p.end))
        found.append(Turn(Span(label.start(), label.end(1) if label[1] else label.end(2)), tuple(said)))
    return tuple(found)
