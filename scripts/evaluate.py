"""Score what is found in annotated articles.

    scripts/evaluate polnear FOLDER [--predictions FILE] [--statements hybrid|tagger|lexicon]
    scripts/evaluate gum FILE       [--predictions FILE] [--statements hybrid|tagger|lexicon]
    scripts/evaluate names FILE     [--predictions FILE] [--rows]
    scripts/evaluate plover FILE    [--predictions FILE] [--statements hybrid|lexicon]
    scripts/evaluate events         [--untaught] [--rows]
    scripts/evaluate text2kg ONTOLOGY FILE [--predictions FILE] [--rows]
    scripts/evaluate typed          [--final | --fresh | --wikinews | --plain | --news FOLDER] [--untaught]
                                    [--rows] [--statements hybrid|lexicon]

`polnear` takes a folder of PolNeAR's format (polnear.py), `gum` a file of GUM articles as JSON (gum.py);
both score ranges of words (span_scores.py). `names` scores what the entities of GUM articles are linked to,
by their Wikipedia titles (names_gold.py). `plover` scores the event data that the export makes of PLOVER's
gold records (plover.py), `events` the events of articles in tests/cases/wikinews (event_gold.py). `typed`
scores the graphs of the texts in tests/cases/dev against what they say: speaker, attitude and illocution
(typed_gold.py); `--fresh` takes those of tests/cases/fresh, `--wikinews` those of tests/cases/wikinews,
`--plain` the sentences of tests/cases/plain, `--final` those of tests/cases/final and logs the run there,
`--news` those of PolNeAR's dev/text that have typed gold. `text2kg` scores the triples of sentences of
Text2KGBench under one of its ontologies (text2kg.py). `--predictions` keeps what was predicted, as JSON
with code points, or as triples by sentence; `--rows` prints what is found, missed and wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import event_gold
import gum
import names_gold
import plover
import polnear
import text2kg
import typed_gold
from polnear import ROLES, Annotated, Attribution
from predict import SYSTEMS, predictor
from span_scores import report, score_all

from kg.build import Knowledge, Settings
from kg.errors import InputError, KGError


def write_predictions(path: Path, predictions: Mapping[str, Sequence[Attribution]]) -> None:
    """Keep predictions as JSON: {article: [{source: [[start, end], …], cue: …, content: …}]}."""
    plain = {
        name: [{role: a.of(role) for role in ROLES} for a in found] for name, found in predictions.items()
    }
    path.write_text(json.dumps(plain, indent=1, sort_keys=True) + "\n", "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names_of = "polnear|gum|names|plover|events|text2kg|typed"
    corpora = parser.add_subparsers(dest="corpus", required=True, metavar=names_of)
    for name, what in (("polnear", "a folder of PolNeAR's format"), ("gum", "a JSON file of GUM articles")):
        spans = corpora.add_parser(name, help=f"score ranges of words in {what}")
        spans.add_argument("path", type=Path, metavar="FOLDER" if name == "polnear" else "FILE", help=what)
        spans.add_argument(
            "--predictions", type=Path, metavar="FILE", help="keep what was predicted, as JSON"
        )
        spans.add_argument("--statements", choices=SYSTEMS, default="hybrid", help="who finds the statements")
    names = corpora.add_parser("names", help="score the links of entities in a JSON file of GUM articles")
    names.add_argument("path", type=Path, metavar="FILE", help="a JSON file of GUM articles")
    names.add_argument("--predictions", type=Path, metavar="FILE", help="keep the links, as JSON")
    names.add_argument("--rows", action="store_true", help="print what is wrong and missed")
    events = corpora.add_parser("plover", help="score event types and actor codes in gold records")
    events.add_argument("path", type=Path, metavar="FILE", help="a JSON file of records")
    events.add_argument("--predictions", type=Path, metavar="FILE", help="keep what was predicted, as JSON")
    events.add_argument(
        "--statements", choices=("hybrid", "lexicon"), default="hybrid", help="who finds them"
    )
    told = corpora.add_parser("events", help="score the events of articles in tests/cases/wikinews")
    told.add_argument("--untaught", action="store_true", help="only those of articles that nobody has read")
    told.add_argument("--rows", action="store_true", help="print what is missed and wrong")
    triples = corpora.add_parser("text2kg", help="score the triples of sentences of Text2KGBench")
    triples.add_argument("ontology", type=Path, metavar="ONTOLOGY", help="its ontology as JSON")
    triples.add_argument("path", type=Path, metavar="FILE", help="sentences with their triples as JSON")
    triples.add_argument("--predictions", type=Path, metavar="FILE", help="keep the triples found, as JSON")
    triples.add_argument("--rows", action="store_true", help="print what is found, missed and wrong")
    typed = corpora.add_parser("typed", help="score speaker, attitude and illocution in tests/cases")
    texts = typed.add_mutually_exclusive_group()
    texts.add_argument("--final", action="store_true", help="the held-out texts; the run is logged there")
    texts.add_argument("--fresh", action="store_true", help="those annotated by a shorter guide")
    texts.add_argument("--wikinews", action="store_true", help="articles of Wikinews of 2019 and 2020")
    texts.add_argument("--plain", action="store_true", help="plain sentences")
    texts.add_argument(
        "--news", type=Path, metavar="FOLDER", help="PolNeAR's dev/text: those with typed gold"
    )
    typed.add_argument("--untaught", action="store_true", help="only those from which no model has learnt")
    typed.add_argument("--rows", action="store_true", help="print what is found, missed and wrong")
    typed.add_argument("--statements", choices=("hybrid", "lexicon"), default="hybrid", help="who finds them")
    return parser


def _articles(corpus: str, path: Path) -> list[Annotated]:
    articles = polnear.load(path) if corpus == "polnear" else gum.load(path)
    if not articles:
        raise InputError("no annotated articles", where=str(path), hint="see scripts/evaluate --help")
    return articles


def _plover(path: Path, kept: Path | None, statements: Literal["hybrid", "lexicon"]) -> str:
    records = plover.load(path)
    predicted = plover.predict(records, Knowledge(Settings(statements=statements)))
    if kept:
        kept.write_text(json.dumps(plover.plain(predicted), indent=1, sort_keys=True) + "\n", "utf-8")
    return plover.report(plover.score(records, predicted))


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate as the command line says; the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.corpus == "typed" and options.news:
            print(typed_gold.evaluate_news(options.news, options.statements, rows=options.rows))
            return 0
        if options.corpus == "typed":
            folders = ("final", "fresh", "wikinews", "plain")
            cases = next((name for name in folders if getattr(options, name)), "dev")
            untaught = options.untaught and not options.final
            print(typed_gold.evaluate(options.statements, cases=cases, untaught=untaught, rows=options.rows))
            return 0
        if options.corpus == "events":
            print(event_gold.evaluate(untaught=options.untaught, rows=options.rows))
            return 0
        if options.corpus == "names":
            table, links = names_gold.evaluate(names_gold.load(options.path), Knowledge())
            if options.predictions:
                names_gold.write_predictions(options.predictions, links)
            total = sum(one.iri is not None for found in links.values() for one in found)
            print(names_gold.report(table, total, detailed=options.rows))
            return 0
        if options.corpus == "plover":
            print(_plover(options.path, options.predictions, options.statements))
            return 0
        if options.corpus == "text2kg":
            print(text2kg.evaluate(options.ontology, options.path, options.predictions, rows=options.rows))
            return 0
        articles = _articles(options.corpus, options.path)
        predict = predictor(options.statements)
        predictions = {article.name: predict(article.text) for article in articles}
    except KGError as error:
        print(f"scripts/evaluate: {error}", file=sys.stderr)
        return error.exit_status
    if options.predictions:
        write_predictions(options.predictions, predictions)
    if options.corpus == "gum":
        print(gum.report(gum.rates(articles, predictions)))
    else:
        print(report(score_all(articles, predictions)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
