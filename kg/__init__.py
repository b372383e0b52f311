"""News articles in, a knowledge graph of who said what about whom out.

>>> from kg import ask, build_graph
>>> built = build_graph(["examples/2023-09-19-offensive.txt"])
>>> built.conforms
True
>>> [row[2:4] for row in ask(built.graph, "accusations").rows]
[('Ministry of Foreign Affairs of Armenia', 'Azerbaijan')]

Each verb imports what it needs when it is called, so that `import kg` costs nothing. Their names differ
from those of the modules that do the work (`kg.build`, `kg.query` ...).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import InputError, KGError
from kg.model import Article

if TYPE_CHECKING:
    from kg.build import Build
    from kg.export import Format
    from kg.query import Answer
    from kg.store import Graph
    from kg.validate import Report

__version__ = "0.1.0"

__all__ = [
    "KGError",
    "ask",
    "build_graph",
    "export_graph",
    "load_graph",
    "query_graph",
    "read_articles",
    "report_article",
    "validate_graph",
]


def read_articles(
    paths: Iterable[str | Path], *, date: datetime.date | None = None
) -> Iterator[Article | InputError]:
    """The articles in files and folders, in order; where one cannot be read, the error in its place.

    `date` is the day of publication of articles that do not say.
    """
    from kg.read import read

    return read(paths, date=date)


def build_graph(
    paths: Iterable[str | Path],
    *,
    date: datetime.date | None = None,
    model: str | None = None,
    ontology: Iterable[Path] = (),
    statements: Literal["hybrid", "lexicon"] = "hybrid",
    keep_findings: bool = False,
) -> Build:
    """The graph of the articles in files and folders, reasoned over and checked.

    `date` is the day of publication of articles that do not say, `model` a spaCy model by name or
    path, `ontology` further Turtle files; `statements` says who finds these: lexicon and tagger together, or
    the lexicon alone. Inputs that failed are in the result's `errors`. What each article says, as Python
    objects with its text, is in `articles[…].findings` when `keep_findings`.

    :raises KGError: when the model or the ontology cannot be used.
    """
    from kg.build import Settings, build
    from kg.language.english import DEFAULT_MODEL

    settings = Settings(date, model or DEFAULT_MODEL, tuple(ontology), statements)
    return build(paths, settings, keep_findings=keep_findings)


def load_graph(path: Path) -> Graph:
    """The graph in a file of N-Quads, TriG, N-Triples, Turtle, JSON-LD or RDF/XML, by the file's ending.

    :raises InputError: when the file cannot be read.
    """
    from kg.store import from_file

    return from_file(path)


def ask(graph: Graph, name: str, /, **given: str | int | datetime.date) -> Answer:
    """The answer to a named question of `queries/`; `given` are its parameters.

    :raises QueryError: for an unknown question or parameter, or a value that cannot be read.
    """
    from kg.query import ask

    return ask(graph, name, **given)


def query_graph(graph: Graph, sparql: str, *, timeout: float | None = None) -> Answer:
    """The answer to a SPARQL query that only reads.

    :raises QueryError: when it does not parse, would change the graph, or asks another service.
    """
    from kg.query import query

    return query(graph, sparql, timeout=timeout)


def export_graph(graph: Graph, format: Format = "nquads") -> bytes:
    """The graph in one of the formats of `kg.export.Format`: sorted, in UTF-8.

    :raises OutputError: for an unknown format.
    """
    from kg.export import export

    return export(graph, format)


def validate_graph(graph: Graph) -> Report:
    """Which shapes the articles in the graph break."""
    from kg.validate import validate

    return validate(graph.quads())


def report_article(article: Article) -> str:
    """Everything that is found in one article, in its place, as an HTML page that needs nothing else.

    :raises KGError: when the model or the ontology cannot be used.
    """
    from kg.build import Knowledge, find
    from kg.report import html

    return html(find(article, Knowledge()))
