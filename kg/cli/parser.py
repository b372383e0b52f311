"""The grammar of the command line, with an example for each command."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import kg
from kg.cli import archives, commands, stores
from kg.cli.commands import GRAPH
from kg.cli.table import FORMATS
from kg.export import ENDINGS

#: More processes than any machine has use for; each takes 600 MB.
MOST_JOBS = 256

#: A command: from the parsed arguments to the exit status.
Command: TypeAlias = Callable[[argparse.Namespace], int]

_EXIT = "exit status: 0 done, 1 the data is invalid, 2 wrong usage or an input that failed"


def parser() -> argparse.ArgumentParser:
    """The parser; each command's function is `command` of what it parses."""
    top = argparse.ArgumentParser(
        prog="kg",
        description="From news articles to a knowledge graph of who said what about whom.",
        epilog=f"example: kg build examples/ && kg ask rival-figures\n\n{_EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    subparsers = top.add_subparsers(required=True, metavar="COMMAND", dest="name")

    def command(
        run: Callable[[argparse.Namespace], int], help: str, example: str, more: str = ""
    ) -> argparse.ArgumentParser:
        added = subparsers.add_parser(
            run.__name__,
            help=help,
            description=f"{help[0].upper()}{help[1:]}. {more}".strip(),
            epilog=f"example: {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        added.set_defaults(command=run)
        return added

    build = command(
        archives.build, "build the graph of some articles", "kg build news/ --date 2023-09-20 -o kg.trig"
    )
    build.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    build.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f"where to, in the format of its ending ({', '.join(ENDINGS)}); "
        f"- is N-Quads to standard output (default: {GRAPH})",
    )
    build.add_argument(
        "--store",
        type=Path,
        metavar="DIR",
        help="a store on disk instead, which is made or brought up to date: only what changed is done",
    )
    build.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="with --store: how many processes extract (default: %(default)s)",
    )
    build.add_argument(
        "--prune", action="store_true", help="with --store: take out articles that PATH no longer holds"
    )
    build.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="on the Dask cluster whose scheduler is there: PATH and FILE may be addresses (s3://…), "
        "and FILE is a folder of shards",
    )
    build.add_argument(
        "--shard-articles",
        type=_number,
        metavar="N",
        help="with --dask: how many articles a shard has, about (default: 500)",
    )
    _reading(build)
    build.add_argument(
        "--keep-text",
        type=Path,
        metavar="DIR",
        help="write each article's text into this folder, so that every span can be looked up",
    )

    ask = command(
        commands.ask,
        "answer a named question, or list the questions",
        "kg ask denials actor=Azerbaijan --format csv",
        "Without NAME, list them.",
    )
    ask.add_argument("question", nargs="?", metavar="NAME", help="the question")
    ask.add_argument("parameters", nargs="*", metavar="PARAM=VALUE", help="what narrows it")
    _graph(ask)
    _table(ask)

    query = command(commands.query, "answer a SPARQL query", "kg query my.rq --format json")
    query.add_argument("file", metavar="FILE", help="a file with the query, or - for standard input")
    query.add_argument(
        "--timeout",
        type=_seconds,
        metavar="SECONDS",
        help="give the query up after so long (default: wait until it is answered)",
    )
    _graph(query)
    _table(query)

    export = command(
        commands.export,
        "write the graph, or one article of it, in another format",
        "kg export --format turtle --article 'first talks' -o talks.ttl",
    )
    _graph(export)
    export.add_argument(
        "--format", choices=tuple(ENDINGS.values()), help="default: by the ending of FILE, else nquads"
    )
    export.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help="default: standard output; with --format csv also a folder",
    )
    export.add_argument(
        "--article", metavar="ARTICLE", help="its IRI, its hash, its address or words of its title"
    )

    network = command(
        commands.network,
        "measure and draw the network of actors: who supports, accuses, attacks or belongs to whom",
        "kg network --from 2023-09-19 --relation ACCUSE ASSAULT -o network.svg",
        "What is only claimed is left out.",
    )
    _graph(network)
    network.add_argument(
        "--from",
        type=_date,
        dest="start",
        metavar="YYYY-MM-DD",
        help="only ties that reach this day or later",
    )
    network.add_argument(
        "--to", type=_date, dest="end", metavar="YYYY-MM-DD", help="only ties that begin this day or earlier"
    )
    network.add_argument(
        "--relation",
        nargs="+",
        default=[],
        metavar="NAME",
        help="only these: PLOVER categories (ACCUSE), illocutions, event types or properties (allyOf)",
    )
    network.add_argument("--actor", metavar="NAME", help="only the ties of this actor")
    network.add_argument(
        "--claims", action="store_true", help="add what speakers say happened, marked as claimed"
    )
    network.add_argument(
        "--by-state",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="count organs and officials as what they belong to (default: yes)",
    )
    network.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the network too, as .graphml, .gexf, .csv (the ties) or .svg (a drawing)",
    )
    _table(network)

    validate = command(
        commands.validate,
        "check the graph against the shapes",
        "kg validate --graph kg.nq",
        "Exit status 1 if a shape of severity Violation is broken.",
    )
    _graph(validate)
    validate.add_argument("--all", action="store_true", help="list results of severity Info too")
    validate.add_argument(
        "--engine",
        choices=("shacl", "pyshacl"),
        default="shacl",
        help="who checks: shacl is fast, pyshacl the reference (default: %(default)s)",
    )
    _table(validate)

    report = command(
        commands.report,
        "show everything that is found in one article, in its place",
        "kg report examples/2023-09-20-ceasefire.txt -o report.html",
    )
    report.add_argument("article", metavar="ARTICLE", help="a file with one article, or - for standard input")
    report.add_argument(
        "-o", "--output", default="-", metavar="FILE", help=".html or .txt (default: text to standard output)"
    )
    _reading(report)

    load = command(
        stores.load,
        "put the graph into a triple store, as far as it changed",
        "kg load http://localhost:7878/store --graph kg.nq",
        "Who asks is told by KG_LOAD_USER and KG_LOAD_PASSWORD, KG_LOAD_TOKEN, or a netrc file.",
    )
    load.add_argument("url", metavar="URL", help="where it takes graphs (SPARQL Graph Store Protocol)")
    _graph(load)
    load.add_argument("--update", action="store_true", help="URL takes SPARQL updates instead of graphs")
    load.add_argument(
        "--query-url",
        default="",
        metavar="URL",
        help="where it takes queries (default: what known stores have beside URL)",
    )
    load.add_argument(
        "--default-graph",
        nargs="?",
        const="",
        metavar="IRI",
        help="put the union of all graphs into the default graph too, or into the graph IRI",
    )
    load.add_argument(
        "--direct", action="store_true", help="the store names graphs by their addresses below URL"
    )
    load.add_argument("--keep", action="store_true", help="leave graphs there that FILE has no more")
    load.add_argument("--dry-run", action="store_true", help="only list what would be done")
    load.add_argument(
        "--timeout",
        type=_seconds,
        default=120.0,
        metavar="SECONDS",
        help="how long an answer may take (default: %(default)g)",
    )
    _table(load)

    why = command(
        archives.why,
        "show why the graph says something, down to the words of an article",
        "kg why art:1f…/statement/9c… kg:attributableTo Azerbaijan",
    )
    why.add_argument("subject", metavar="SUBJECT", help="an IRI, short or whole, or a name")
    why.add_argument("predicate", metavar="PREDICATE", help="kg:speaker, or a for the class")
    why.add_argument("object", metavar="OBJECT", help="as SUBJECT, or a literal as N-Triples has it")
    _graph(why)
    why.add_argument(
        "--ontology", action="append", default=[], type=Path, metavar="FILE", help="as it was for `kg build`"
    )

    status = command(archives.status, "say what is in a store", "kg status news/")
    _store(status)
    _settings(status)
    _table(status)

    check = command(
        archives.check,
        "see whether everything is true that a store promises",
        "kg check news/",
        "Exit status 1 if something is not, with the article that it concerns.",
    )
    _store(check)
    _settings(check)
    _table(check)

    compact = command(archives.compact, "pack a store, after much has changed", "kg compact news/")
    _store(compact)

    doctor = command(
        stores.doctor,
        "see whether everything that is needed is here and works",
        "kg doctor --graph kg.nq",
        "Exit status 1 if something is missing.",
    )
    doctor.add_argument("--graph", type=Path, metavar="FILE", help="a graph that is to be readable")
    doctor.add_argument("--model", metavar="NAME", help="another spaCy model, by name or path")
    _table(doctor)
    return top


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command line.

    :raises SystemExit: for `--help`, `--version` and wrong usage.

    >>> parse(["ask", "denials", "--graph", "news.nq", "actor=Baku"]).parameters
    ['actor=Baku']
    """
    top = parser()
    arguments, rest = top.parse_known_args(argv)
    if rest and (arguments.name != "ask" or any(word.startswith("-") for word in rest)):
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        # argparse takes the words of a list only where they stand together, not those after an option.
        arguments.parameters += rest
    return arguments


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date",
        type=_date,
        metavar="YYYY-MM-DD",
        help="day of publication, for articles that do not say",
    )
    _settings(parser)


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", metavar="NAME", help="a spaCy model by name or path (default: the one that kg comes with)"
    )
    parser.add_argument(
        "--statements",
        choices=("hybrid", "lexicon"),
        default="hybrid",
        help="who finds statements: lexicon and trained tagger together, or the lexicon alone",
    )
    parser.add_argument(
        "--ontology",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="more Turtle: types with their cues, states, alliances; may be given again",
    )


def _graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--graph",
        type=_place,
        default=Path(GRAPH),
        metavar="FILE",
        help="the graph: a file, a store, or what a cluster wrote (default: %(default)s)",
    )


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("store", type=Path, metavar="DIR", help="the store, as made by `kg build --store`")


def _table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="default: table on a terminal, else csv")
    parser.add_argument(
        "--columns", type=_names, metavar="NAME,…", help="only these columns of the answer, in this order"
    )


def _place(text: str) -> Path | str:
    """A path, or an address as it is."""
    return text if "://" in text else Path(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _jobs(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_JOBS}")


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if 0 < seconds < float("inf"):
        return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")


def _date(text: str) -> datetime.date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as YYYY-MM-DD")
