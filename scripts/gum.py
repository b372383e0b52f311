"""GUM's news articles with the attributions of their discourse trees: how many of these are found.

A file is a JSON array of objects with `id`, `text` and `attributions`; of these each has `span` (the unit
that attributes), `content_edu` (the first unit of what is attributed) and `source`, in code points. A tree
names no more of the content than that unit, so an attribution counts as found when a predicted content
covers half of its words and the sources overlap by half, one to one. What is attributed without a
clause is no unit there: precision is low by design.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from polnear import Annotated, Attribution
from span_scores import Rates, overlap, word_set, words_of

from kg.errors import InputError


def load(path: Path) -> list[Annotated]:
    """The articles of a file, in its order.

    :raises InputError: when the file cannot be read or is no such array.
    """
    try:
        return [
            Annotated(record["id"], record["text"], tuple(_attribution(a) for a in record["attributions"]))
            for record in json.loads(path.read_text("utf-8"))
        ]
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path)) from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not GUM articles as JSON: {error!r}", where=str(path)) from None


def _attribution(record: Mapping[str, Any]) -> Attribution:
    start, end = record["content_edu"]
    cue_start, cue_end = record["span"]
    source = tuple((s, e) for s, e in record["source"])
    return Attribution(source, ((cue_start, cue_end),), ((start, end),))


def rates(articles: Sequence[Annotated], predictions: Mapping[str, Sequence[Attribution]]) -> Rates:
    """How many attributions are found, and how many of those predicted are among them."""
    right = predicted = gold = 0
    for article in articles:
        words = words_of(article.text)
        found = [
            (word_set(p.content, words), word_set(p.source, words)) for p in predictions.get(article.name, ())
        ]
        wanted = [(word_set(a.content, words), word_set(a.source, words)) for a in article.attributions]
        used: set[int] = set()
        for content, source in wanted:
            fitting = [
                i
                for i, (said, who) in enumerate(found)
                if i not in used
                and 2 * len(content & said) >= len(content)
                and (not source or 2 * overlap(source, who) >= 1)
            ]
            # Of several the shortest content: the innermost saying.
            if fitting:
                used.add(min(fitting, key=lambda i: (len(found[i][0]), i)))
        right, predicted, gold = right + len(used), predicted + len(found), gold + len(wanted)
    return Rates(right, predicted, gold)


def report(score: Rates) -> str:
    """The figures as text."""
    return (
        f"attribution: precision {score.precision:.1f}, recall {score.recall:.1f}, F1 {score.f1:.1f} "
        f"({score.right} right, {score.predicted} found, {score.gold} gold)"
    )
