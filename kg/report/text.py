"""The report as plain text, sentence by sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from kg.model import Findings
from kg.report import view, words
from kg.report.view import Card, Row

#: Characters in a line.
WIDTH = 100
_INDENT = "    "


def text(findings: Findings) -> str:
    """The report of one article: each sentence, and beneath it what was found there.

    >>> from kg.model import Article, Span
    >>> print(text(Findings(Article("Talks began."), (Span(0, 12),))))
    <text>
    date unknown
    1 sentence, of which 1 gave nothing: 0 statements, 0 events, 0 facts, 0 figures, 0 flaws
    <BLANKLINE>
    [1] Talks began.
        (nothing found)
    <BLANKLINE>
    """
    return "\n".join(_lines(findings)) + "\n"


def _lines(findings: Findings) -> Iterator[str]:
    article = findings.article
    empty = view.fruitless(findings)
    statements, events, facts = view.statements(findings), view.events(findings), view.facts(findings)
    figures = view.figures(findings)
    yield from textwrap.wrap(words.title(article), WIDTH)
    yield from textwrap.wrap(
        " · ".join((words.origin(article), *([article.url] if article.url else []))), WIDTH
    )
    yield from textwrap.wrap(view.summary(findings), WIDTH)
    cards = (*statements, *events, *facts)
    for number, sentence in enumerate(findings.sentences, 1):
        yield ""
        yield from _wrapped(f"[{number}] ", article.text[sentence.start : sentence.end])
        for flaw in findings.flaws:
            if flaw.span.overlaps(sentence):
                yield from _wrapped(f"{_INDENT}! ", flaw.message)
        here = [card for card in cards if card.sentence == number]
        for card in here:
            yield from _card(card)
        if number in empty:
            yield f"{_INDENT}(nothing found)"
    listed = [f"{words.figure(figure)} ({', '.join(labels)})" for figure, labels in figures]
    yield from _section("Figures", listed)
    yield from _section(
        "Unresolved",
        [
            f"{words.entity(entity)}, in sentence {', '.join(map(str, sentences))}"
            for entity, sentences in view.unresolved(findings)
        ],
    )


def _card(card: Card) -> Iterator[str]:
    doubts = "".join(f" [{doubt}]" for doubt in card.doubts)
    yield from _wrapped(f"{_INDENT}{card.label} ", f"{card.title}{doubts}")
    for row in card.rows:
        yield from _wrapped(f"{_INDENT * 2}{row.name:<13} ", _plain(row))


def _plain(row: Row) -> str:
    return "".join(f"“{piece.text}”" if piece.quoted else piece.text for piece in row.pieces)


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    listed = tuple(items)
    if listed:
        yield from ("", title)
        for item in listed:
            yield from _wrapped(f"{_INDENT}- ", item)


def _wrapped(head: str, body: str) -> list[str]:
    return textwrap.wrap(
        " ".join(body.split()), WIDTH, initial_indent=head, subsequent_indent=" " * len(head)
    ) or [head.rstrip()]
