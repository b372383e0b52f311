"""`kg build --store`, `status`, `check`, `compact`, `why`: a store on disk, and why it says what it says."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import commands
from kg.cli.commands import (
    DONE,
    FAILED,
    INVALID,
    TERMINATED,
    check_writable,
    number_of_articles,
    open_graph,
    settings_of,
    show_answer,
    tally,
    write_output,
)
from kg.cli.say import complain, counted, progress, say
from kg.errors import InputError, OutputError, QueryError
from kg.vocab import expand, shorten

if TYPE_CHECKING:
    from types import FrameType

    from pyoxigraph import NamedNode

    from kg.build import Counts, Settings
    from kg.reason import Fact, Term
    from kg.store import Graph
    from kg.update import Update
    from kg.validate import Severity

#: 128 and the number of the signal, as shells have it.
INTERRUPTED = 130


def build(arguments: Namespace) -> int:
    """`kg build`: articles to a graph, in a file, in a store on disk, or by a cluster in many files."""
    if arguments.dask is not None:
        return _build_on_cluster(arguments, settings_of(arguments))
    if arguments.store is None:
        return commands.build(arguments)
    return _build_store(arguments, settings_of(arguments))


def _build_store(arguments: Namespace, settings: Settings) -> int:
    from kg.archive import Archive
    from kg.export import export, format_of
    from kg.update import Update, Work, update

    _refuse(arguments, "--store", "--keep-text")
    if arguments.output is not None:
        check_writable(arguments.output)
    paths = tuple(arguments.paths)
    work = Work(paths, sys.stdin.buffer, arguments.jobs, arguments.prune)
    done = Update()
    try:
        with (
            _stoppable(),
            Archive(arguments.store) as archive,
            progress(lambda: number_of_articles(paths, settings)) as begin,
        ):
            update(work, archive, settings, progress=begin, done=done)
            if arguments.output is not None:
                format = "nquads" if arguments.output == "-" else format_of(Path(arguments.output))
                write_output(arguments.output, export(archive.graph, format))
    except _Stopped as stopped:
        say(f"kg: stopped; {counted(done.made, 'article')} stored; run the same again for the rest")
        return stopped.status
    _summarise(done)
    if arguments.prune and done.errors:
        say("nothing was pruned, since what failed may hold any article; mend it and run the same again")
    return FAILED if done.errors else INVALID if done.kept_out else DONE


def _build_on_cluster(arguments: Namespace, settings: Settings) -> int:
    _refuse(arguments, "--dask", "--store", "--prune", "--keep-text")
    if arguments.output in (None, "-"):
        raise OutputError("a cluster writes many files", where="--dask", hint="name a folder with -o")
    from kg.cluster import Done, Work, build, count_shards

    work = Work(arguments.dask, tuple(arguments.paths), arguments.output)
    if arguments.shard_articles is not None:
        work = replace(work, size=arguments.shard_articles)
    done = Done()
    try:
        with _stoppable(), progress(lambda: count_shards(work)) as begin:
            build(work, settings, progress=begin, done=done)
    except _Stopped as stopped:
        say(f"kg: stopped; {counted(done.made, 'shard')} written; run the same again for the rest")
        return stopped.status
    for error in done.errors:
        complain(error)
    if not done.articles:
        say("no article was built; nothing was finished")
        return FAILED
    for line in done.violations:
        say(f"violation: {line}")
    _show_counts(done.articles, done.counts, done.severities)
    if done.errors:
        say(f"failed: {counted(len(done.errors), 'input')}, see above")
    say(f"shards: {done.made:,} made, {done.unchanged:,} unchanged")
    say(f"written: {arguments.output}")
    return FAILED if done.errors else INVALID if done.violations else DONE


def _refuse(arguments: Namespace, option: str, *others: str) -> None:
    """Options that would be ignored are not."""
    for other in others:
        if getattr(arguments, other.removeprefix("--").replace("-", "_")) not in (None, False):
            raise InputError(f"{other} does not go with {option}", hint="leave one of them out")


class _Stopped(BaseException):
    """Somebody stopped the command; `status` is what it is to exit with."""

    def __init__(self, status: int) -> None:
        self.status = status


@contextmanager
def _stoppable() -> Iterator[None]:
    """What is done here may be stopped by Ctrl-C and SIGTERM, by an exception.

    :raises _Stopped: then.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Stopped(TERMINATED if number == signal.SIGTERM else INTERRUPTED)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _summarise(done: Update) -> None:
    for error in done.errors:
        complain(error)
    for built in done.kept_out:
        for r in built.report.results:
            if r.severity == "Violation":
                say(f"kept out: {built.source}: {r.shape} {r.focus} {r.path} {r.value}: {r.message}")
    _show_counts(done.made, done.counts, done.severities)
    say(
        f"unchanged: {done.unchanged:,}; removed: {len(done.removed):,}; kept out: {len(done.kept_out):,}; "
        f"failed: {len(done.errors):,}"
    )


def _show_counts(articles: int, counts: Counts, severities: Mapping[Severity, int]) -> None:
    numbers = (
        (articles, "article"),
        (counts.statements, "statement"),
        (counts.events, "event"),
        (counts.relations, "relation"),
        (counts.flaws, "flaw"),
    )
    say(", ".join(counted(number, noun) for number, noun in numbers))
    say(f"shapes: {tally(severities)}")


def status(arguments: Namespace) -> int:
    """`kg status`: what is in a store, and whether a build would do anything."""
    from kg.archive import Archive
    from kg.query import Answer
    from kg.update import is_made_with

    settings = settings_of(arguments)
    with Archive(arguments.store, read_only=True) as archive:
        versions, kept_out = archive.versions(), archive.kept_out()
        old = sum(not is_made_with(version, settings) for version in versions.values())
        rows = (
            ("articles", len(versions) - len(kept_out)),
            ("kept out", len(kept_out)),
            ("made with other settings, ontology or program", old),
            ("statements", len(archive.graph)),
            ("bytes on disk", archive.size),
            ("what follows across articles", "there" if archive.is_related else "to be found by `kg build`"),
        )
        show_answer(Answer(("what", "value"), rows), arguments)
        for article, why in sorted(kept_out.items(), key=lambda item: str(item[0])):
            for line in why.splitlines():
                say(f"kept out: {shorten(article.value)}: {line}")
    return DONE


def check(arguments: Namespace) -> int:
    """`kg check`: whether everything is true that a store promises."""
    from kg.archive import Archive
    from kg.audit import audit
    from kg.build import Knowledge
    from kg.query import Answer

    with Archive(arguments.store, read_only=True) as archive:
        faults = tuple(audit(archive, Knowledge(settings_of(arguments))))
        articles = len(archive.versions())
    if faults:
        rows = tuple((fault.promise, shorten(fault.article), fault.detail) for fault in faults)
        show_answer(Answer(("promise", "article", "detail"), rows), arguments)
        counts = Counter(fault.promise for fault in faults)
        say("; ".join(f"broken {counted(number, 'time')}: {promise}" for promise, number in counts.items()))
        return INVALID
    say(f"{counted(articles, 'article')}: all is as it should be")
    return DONE


def compact(arguments: Namespace) -> int:
    """`kg compact`: pack a store."""
    from kg.archive import Archive, is_archive
    from kg.errors import StoreError

    if not is_archive(arguments.store):
        raise StoreError("no store is here", where=str(arguments.store), hint="name one with DIR")
    with Archive(arguments.store) as archive:
        before, after = archive.compact()
    say(f"{before:,} bytes became {after:,}")
    return DONE


def why(arguments: Namespace) -> int:
    """`kg why`: the proof of a triple."""
    from kg.graph_file import refuse_hostile
    from kg.proof import lines, prove
    from kg.reason import ontology_rules

    graph = open_graph(arguments.graph)
    for path in arguments.ontology:
        refuse_hostile(path)
    rules = ontology_rules(None, *arguments.ontology)
    triple: Fact = (
        _term(graph, arguments.subject),
        _property(arguments.predicate),
        _term(graph, arguments.object),
    )
    for line in lines(graph, prove(graph, rules, triple)):
        print(line)
    return DONE


def _property(text: str) -> NamedNode:
    from pyoxigraph import NamedNode

    from kg.vocab import RDF

    if text == "a":
        return RDF("type")
    try:
        return NamedNode(expand(text.removeprefix("<").removesuffix(">")))
    except ValueError:
        raise QueryError(f"{text!r} is not a property", hint="write kg:speaker, or an IRI") from None


def _term(graph: Graph, text: str) -> Term:
    """A literal as N-Triples has it, an IRI, short or whole, or the name of an entity."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    from kg.graph_file import MAX_LEVELS
    from kg.resolve import resolve_entity

    if text.startswith('"'):
        try:
            if text.count("<<") > MAX_LEVELS:  # triples in triples, which the parser calls itself for
                raise ValueError
            (quad,) = parse(f"<urn:s> <urn:p> {text} .".encode(), format=RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError):
            raise QueryError(f"{text!r} is not a literal", hint='write "word", "7"^^<…#integer>') from None
        literal: Term = quad.object
        return literal
    iri = expand(text.removeprefix("<").removesuffix(">"))
    if iri != text or "://" in iri:
        try:
            return NamedNode(iri)
        except ValueError:
            raise QueryError(f"{text!r} is not an IRI", hint="write a name or an IRI") from None
    return resolve_entity(graph, text)
