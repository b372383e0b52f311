"""Findings in words: short phrases for people, in British English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Article, Entity, Figure, Proposition, When


def phrase(name: str) -> str:
    """The local name of a term as words.

    >>> phrase("MilitaryOperation"), phrase("callsFor"), phrase("PROBABLE"), phrase("at-least")
    ('military operation', 'calls for', 'probable', 'at least')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("-", " ").lower()


def counted(number: int, noun: str) -> str:
    """A number and what it counts.

    >>> counted(1, "event"), counted(0, "event")
    ('1 event', '0 events')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def name(entity: Entity) -> str:
    """Its name alone; in quotation marks if it is not known who is meant."""
    return entity.label if entity.resolved else f"“{entity.label}”"


def entity(entity: Entity) -> str:
    """Its name, and what else it may be where that is open."""
    if entity.resolved:
        return entity.label
    candidates = " or ".join(candidate.label for candidate in entity.candidates)
    return f"“{entity.label}” (unresolved{': ' + candidates if candidates else ''})"


def entities(several: Iterable[Entity]) -> str:
    """Their names, with commas."""
    return ", ".join(map(entity, several))


def when(when: When | None) -> str:
    """The days that the words allow, and the words.

    >>> from kg.model import Span
    >>> when(When("last week", Span(0, 9)))
    '“last week” (not resolved)'
    """
    if when is None:
        return ""
    if when.earliest is None or when.latest is None:
        return f"“{when.words}” (not resolved)"
    days = f"{when.earliest} to {when.latest}" if when.earliest != when.latest else str(when.earliest)
    return f"{days} (“{when.words}”)"


def figure(figure: Figure) -> str:
    """What is counted, the number as far as it is known, and what it is a part of."""
    number = "no number" if figure.value is None else f"{figure.value:,}"
    if figure.high is not None:
        number += f" to {figure.high:,}"
    if figure.qualifier not in ("exact", "unspecified"):
        number = f"{phrase(figure.qualifier)} {number}"
    unit = f" {figure.unit}" if figure.unit else ""
    inside = f", included in “{figure.whole.words}”" if figure.whole else ""
    return f"“{figure.words}” = {phrase(figure.measure)}: {number}{unit}{inside}"


def understood(said: Proposition) -> str:
    """The structure that was recognised in a clause; empty where none was."""
    head = phrase(said.predicate) if said.predicate else ""
    parts = (
        f"not: {head}" if head and said.negated else head,
        f"subject: {entities(said.subjects)}" if said.subjects else "",
        f"object: {entities(said.objects)}" if said.objects else "",
        f"place: {entity(said.place)}" if said.place else "",
        when(said.when),
    )
    return "; ".join(part for part in parts if part)


def origin(article: Article) -> str:
    """Where an article comes from, who wrote it and when it appeared."""
    date = str(article.date) if article.date else "date unknown"
    parts = (article.publisher, article.agency, *article.authors, article.dateline, date)
    return " · ".join(dict.fromkeys(part for part in parts if part))


def title(article: Article) -> str:
    """The headline, else the name of the file.

    >>> title(Article("", source="news/talks.txt"))
    'talks.txt'
    """
    return article.title or article.source.rpartition("/")[2]
