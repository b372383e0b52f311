"""The report as one HTML page that needs nothing else: no script, no picture, no address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from kg.model import Findings, Span
from kg.report import view, words
from kg.report.highlights import KINDS, Highlight, Segment, highlights, segments
from kg.report.view import Card


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its number, or the text between two (number 0)."""

    number: int
    fruitless: bool
    segments: tuple[Segment, ...]


def html(findings: Findings) -> str:
    """The report of one article as an HTML5 document.

    Everything that comes from the article is escaped; the same findings give the same page.

    >>> from kg.model import Article
    >>> page = html(Findings(Article("<b>Talks</b> began."), (Span(0, 19),)))
    >>> "&lt;b&gt;Talks" in page, "<b>Talks" in page
    (True, False)
    """
    statements, events, facts = view.statements(findings), view.events(findings), view.facts(findings)
    cards = (*statements, *events, *facts)
    marks = highlights(findings, cards)
    used = {mark.kind for mark in marks}
    article = findings.article
    return _template().render(
        title=words.title(article),
        article=article,
        origin=words.origin(article),
        link=article.url if article.url and article.url.startswith(("https://", "http://")) else None,
        paragraphs=[tuple(_passages(findings, span, marks, cards)) for span in _paragraphs(findings)],
        legend=[kind for kind in KINDS if kind in used],
        summary=view.summary(findings),
        statements=statements,
        events=events,
        facts=facts,
        figures=[(words.figure(figure), labels) for figure, labels in view.figures(findings)],
        unresolved=view.unresolved(findings),
        flaws=findings.flaws,
        sentence_at=lambda position: _sentence_at(findings, position),
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def _paragraphs(findings: Findings) -> tuple[Span, ...]:
    return findings.article.paragraphs or (Span(0, len(findings.article.text)),)


def _passages(
    findings: Findings, paragraph: Span, marks: tuple[Highlight, ...], cards: tuple[Card, ...]
) -> Iterator[Passage]:
    """The sentences of a paragraph in order, and what stands between them."""
    text, empty = findings.article.text, view.fruitless(findings)
    position = paragraph.start
    for number, sentence in enumerate(findings.sentences, 1):
        if not paragraph.contains(sentence):
            continue
        if position < sentence.start:
            yield Passage(0, False, tuple(segments(text, Span(position, sentence.start), marks, cards)))
        yield Passage(number, number in empty, tuple(segments(text, sentence, marks, cards)))
        position = sentence.end
    if position < paragraph.end:
        yield Passage(0, False, tuple(segments(text, Span(position, paragraph.end), marks, cards)))


def _sentence_at(findings: Findings, position: int) -> int:
    """The number of the sentence at or before a position; 1 before the first."""
    return max(1, sum(sentence.start <= position for sentence in findings.sentences))
