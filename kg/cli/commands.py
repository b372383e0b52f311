"""The commands: each takes the parsed arguments and gives the exit status.

What a command needs is imported when it runs: the language model's library alone takes longer to
import than a question takes to be answered.
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.say import complain, counted, progress, say
from kg.cli.table import format_for, selected, show
from kg.errors import InputError, OutputError, QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from kg.build import Build, Settings
    from kg.query import Answer
    from kg.shards import Shards
    from kg.store import Graph
    from kg.validate import Severity

#: Exit statuses beside those of errors.
DONE, INVALID, FAILED = 0, 1, 2
#: As shells have it: 128 and the number of the signal.
TERMINATED = 143

_STREAM = "-"

#: Where a graph is written and looked for when nothing else is said.
GRAPH = "kg.nq"


def build(arguments: Namespace) -> int:
    """`kg build`: articles to a graph in a file."""
    arguments.output = arguments.output or GRAPH
    from kg.export import export as serialise
    from kg.export import format_of

    format = "nquads" if arguments.output == _STREAM else format_of(Path(arguments.output))
    check_writable(arguments.output)
    from kg.build import build as build_graph
    from kg.read.keep import keep_text

    paths, settings = arguments.paths, settings_of(arguments)
    with progress(lambda: number_of_articles(paths, settings)) as begin:
        keep = arguments.keep_text is not None  # the texts are in the findings
        made = build_graph(paths, settings, stdin=sys.stdin.buffer, progress=begin, keep_findings=keep)
    for error in made.errors:
        complain(error)
    if not made.articles:
        say("no article was built; nothing was written")
        return FAILED
    write_output(arguments.output, serialise(made.graph, format))
    for built in made.articles:
        if built.findings is not None:
            keep_text(built.findings.article, arguments.keep_text, built.iri.value.rsplit("/", 1)[-1])
    _summarise(made, arguments.output)
    return FAILED if made.errors else DONE if made.conforms else INVALID


def ask(arguments: Namespace) -> int:
    """`kg ask`: a named question, or all their names."""
    from kg.query import ask as answer

    if arguments.question is None:
        show_answer(_questions(), arguments)
        return DONE
    given: dict[str, str] = {}
    for parameter in arguments.parameters:
        name, equals, value = parameter.partition("=")
        if not (name and equals):
            raise QueryError(
                f"{parameter!r} is not PARAM=VALUE", where=arguments.question, hint="see `kg ask`"
            )
        if name in given:
            raise QueryError(f"{name} is given twice", where=arguments.question, hint="give it once")
        given[name] = value
    found = answer(open_graph(arguments.graph), arguments.question, **given)
    if not arguments.columns and format_for(arguments.format) == "table":
        found = _without_iris(found, arguments.question)
    show_answer(found, arguments)
    return DONE


def query(arguments: Namespace) -> int:
    """`kg query`: any SPARQL that only reads."""
    from kg.query import query as answer

    file = arguments.file
    try:
        sparql = sys.stdin.read() if file == _STREAM else Path(file).read_text("utf-8")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=file, hint="check the path") from None
    except UnicodeDecodeError as error:
        where = f"{file}:{error.start}"
        raise InputError("not UTF-8 at this byte", where=where, hint="save the file as UTF-8") from None
    show_answer(answer(open_graph(arguments.graph), sparql, timeout=arguments.timeout), arguments)
    return DONE


def export(arguments: Namespace) -> int:
    """`kg export`: the graph, or one article of it, in another format."""
    from kg.export import export as serialise
    from kg.export import format_of
    from kg.resolve import resolve_article

    format = arguments.format
    if format is None:
        format = "nquads" if arguments.output == _STREAM else format_of(Path(arguments.output))
    in_folder = format == "csv" and Path(arguments.output).suffix.lower() != ".zip"
    in_folder = in_folder and arguments.output != _STREAM
    if not in_folder:
        check_writable(arguments.output)
    graph = open_graph(arguments.graph)
    article = None if arguments.article is None else resolve_article(graph, arguments.article)
    if in_folder:
        _write_tables(Path(arguments.output), graph, article)
    else:
        write_output(arguments.output, serialise(graph, format, article=article))
    return DONE


def network(arguments: Namespace) -> int:
    """`kg network`: who supports, accuses, attacks, asks and belongs to whom."""
    from kg.network import STANDING_COLUMNS, Selection, actor_graph, check_ending, save, standings
    from kg.query import Answer
    from kg.resolve import resolve_entity

    if arguments.output is not None:
        check_ending(Path(arguments.output))
        check_writable(arguments.output)
    graph = open_graph(arguments.graph)
    actor = None if arguments.actor is None else resolve_entity(graph, arguments.actor)
    selection = Selection(
        arguments.start, arguments.end, tuple(arguments.relation), actor, arguments.claims, arguments.by_state
    )
    found = actor_graph(graph, selection)
    rows = tuple(tuple(getattr(row, name) for name in STANDING_COLUMNS) for row in standings(found))
    show_answer(Answer(STANDING_COLUMNS, rows), arguments)
    if arguments.output is not None:
        write_output(arguments.output, save(found, Path(arguments.output)))
        say(f"written: {arguments.output}")
    return DONE


def validate(arguments: Namespace) -> int:
    """`kg validate`: whether the graph keeps the shapes."""
    from kg.query import Answer
    from kg.validate import validate as check
    from kg.vocab import shorten

    report = check(open_graph(arguments.graph).quads(), engine=arguments.engine)
    rows = tuple(
        (
            result.severity,
            result.shape,
            shorten(result.focus),
            result.path,
            shorten(result.value),
            result.message,
        )
        for result in report.results
        if arguments.all or result.severity != "Info"
    )
    if rows:
        show_answer(Answer(("severity", "shape", "focus", "path", "value", "message"), rows), arguments)
    say(f"shapes: {tally(report.counts)}")
    return DONE if report.conforms else INVALID


def report(arguments: Namespace) -> int:
    """`kg report`: what is found in one article, as HTML or as text."""
    from kg.build import Knowledge, find
    from kg.read import read
    from kg.report import html, text

    ending = Path(arguments.output).suffix.lower()
    if arguments.output != _STREAM and ending not in (".html", ".htm", ".txt"):
        raise OutputError(
            "no report goes by this name", where=arguments.output, hint="end it in .html or .txt"
        )
    check_writable(arguments.output)
    settings = settings_of(arguments)
    articles = []
    for item in read([arguments.article], date=settings.date, stdin=sys.stdin.buffer):
        if isinstance(item, InputError):
            raise item
        articles.append(item)
    if len(articles) != 1:
        what = f"{counted(len(articles), 'article')}, and a report is of one"
        raise InputError(what, where=arguments.article, hint="give each a file of its own")
    findings = find(articles[0], Knowledge(settings))
    write_output(arguments.output, (html(findings) if ending.startswith(".htm") else text(findings)).encode())
    if arguments.output != _STREAM:
        say(f"written: {arguments.output}")
    return DONE


# -------------------------------------------------------------------- shared


def number_of_articles(paths: Sequence[str], settings: Settings) -> int | None:
    """How many articles some paths hold; None where it cannot be known before they are read."""
    from kg.read import read

    if _STREAM in paths:
        return None
    return sum(not isinstance(item, InputError) for item in read(paths, date=settings.date))


def settings_of(arguments: Namespace) -> Settings:
    """What a command was told about extraction; without `--date`, no date."""
    from kg.build import Settings
    from kg.language.english import DEFAULT_MODEL

    for path in arguments.ontology:
        if not path.is_file():
            raise InputError("no such file", where=str(path), hint="name a Turtle file with --ontology")
    return Settings(
        date=getattr(arguments, "date", None),
        model=arguments.model or DEFAULT_MODEL,
        ontology=tuple(arguments.ontology),
        statements=arguments.statements,
    )


def open_shards(where: Path | str) -> Shards | None:
    """What a cluster built, at an address or in a folder; None when that is something else."""
    from kg.shards import Shards, in_folder, is_sharded

    if isinstance(where, str):
        from kg.cluster.place import Place

        return Shards(where, Place(where).open)
    return in_folder(where) if is_sharded(where) else None


def open_graph(path: Path | str) -> Graph:
    """The graph in a file, a store or many shards, with a hint for who has not made one yet."""
    from kg.archive import Archive, is_archive
    from kg.store import Graph, from_file

    if (shards := open_shards(path)) is not None:
        return Graph(shards.quads())
    path = Path(path)
    if not path.exists():
        raise InputError(
            "there is no graph here",
            where=str(path),
            hint="make one with `kg build`, or name it with --graph",
        )
    return Archive(path, read_only=True).graph if is_archive(path) else from_file(path)


def show_answer(answer: Answer, arguments: Namespace) -> None:
    """Print an answer in the format and with the columns that were asked for."""
    show(selected(answer, arguments.columns) if arguments.columns else answer, arguments.format)


def _without_iris(answer: Answer, name: str) -> Answer:
    """For people: without the columns of what a parameter is bound to; their labels stand beside them."""
    from kg.query import questions

    named = next(question for question in questions() if question.name == name)
    bound = {parameter.name for parameter in named.parameters if parameter.type in ("actor", "place")}
    return selected(answer, [column for column in answer.columns if column not in bound])


def _questions() -> Answer:
    from kg.query import Answer, questions

    rows = tuple((q.name, " ".join(p.name for p in q.parameters), q.question) for q in questions())
    return Answer(("name", "parameters", "question"), rows)


def check_writable(output: str) -> None:
    """Fail before the long work, not after it."""
    path = Path(output)
    if output == _STREAM or (path.exists() and not path.is_file() and not path.is_dir()):
        return
    if path.is_dir():
        raise OutputError("is a folder", where=output, hint="name a file in it")
    if not path.absolute().parent.is_dir():
        raise OutputError("its folder does not exist", where=output, hint="make the folder first")
    if not os.access(path.absolute().parent, os.W_OK):
        raise OutputError(
            "its folder cannot be written", where=output, hint="choose one that you may write to"
        )


def write_output(output: str, data: bytes) -> None:
    from kg.export import write

    if output == _STREAM:
        sys.stdout.flush()
        rest = memoryview(data)
        while rest:  # with PYTHONUNBUFFERED a pipe takes no more at a time than it holds
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
        return
    # Leave by an exception, so that what is half written is taken away.
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(TERMINATED))
    try:
        write(Path(output), data)
    finally:
        signal.signal(signal.SIGTERM, before)


def _write_tables(folder: Path, graph: Graph, article: NamedNode | None) -> None:
    """A file for each table, in a folder that is made if it is not there."""
    from kg.export import tables
    from kg.export.view import view

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        what = error.strerror or "cannot be made"
        raise OutputError(what, where=str(folder), hint="name a folder, or a file ending in .zip") from None
    for name, data in tables(view(graph, article=article)).items():
        write_output(str(folder / name), data)
    say(f"written: {folder}")


def _summarise(made: Build, output: str) -> None:
    counts = [built.counts for built in made.articles]
    results = [result for built in made.articles for result in built.report.results]
    for r in results:
        if r.severity == "Violation":
            say(f"violation: {r.shape} {r.focus} {r.path} {r.value}: {r.message}")
    numbers = (
        (len(counts), "article"),
        (sum(c.statements for c in counts), "statement"),
        (sum(c.events for c in counts), "event"),
        (sum(c.relations for c in counts), "relation"),
        (sum(c.flaws for c in counts), "flaw"),
    )
    say(", ".join(counted(number, noun) for number, noun in numbers))
    say(f"shapes: {tally(Counter(result.severity for result in results))}")
    if made.errors:
        say(f"failed: {counted(len(made.errors), 'input')}, see above")
    if output != _STREAM:
        say(f"written: {output}")


def tally(counts: Mapping[Severity, int]) -> str:
    severities: tuple[Severity, ...] = ("Violation", "Warning", "Info")
    return ", ".join(counted(counts[severity], severity.lower()) for severity in severities)
