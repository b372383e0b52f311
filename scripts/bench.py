"""Measure what text to statements costs beside spaCy's own pipeline, and the memory that it needs.

    scripts/bench [FOLDER] [--rounds N] [--tokens N]

The text is every .txt in FOLDER, or the project's own texts (tests/cases/dev and examples), repeated up to
so many tokens. In each round spaCy's pipeline as spaCy loads it and the whole of the extraction run over the
same paragraphs by turns, in one thread; the figures are medians of CPU time, which other programs hardly
disturb. `whole` is what a user waits for, from text to findings; its two parts are given below it: `annotate`
is the same pipeline, two of whose components `kg` does at less cost. The peak of memory is that of a fresh
process which loads everything and reads the text once.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from polnear import paragraphs
from spacy.language import Language

from kg.build import Knowledge
from kg.errors import InputError, KGError
from kg.extract.findings import extract
from kg.language.english import Document, annotate, load_model, spacy_pipeline
from kg.model import Article, Span

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
OWN_TEXTS = (ROOT / "tests/cases/dev", ROOT / "examples")
ROUNDS, TOKENS = 5, 20_000
#: Kilobytes of `ru_maxrss` to the megabyte (macOS counts bytes), and what spaCy's words have in letters.
MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
LETTERS = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the work: its name, and the CPU seconds of each round."""

    name: str
    seconds: tuple[float, ...]


def read_texts(folder: Path | None) -> list[str]:
    """The texts of a folder, or the project's own.

    :raises InputError: when there are none.
    """
    folders = (folder,) if folder else OWN_TEXTS
    texts = [path.read_bytes().decode("utf-8") for own in folders for path in sorted(own.glob("*.txt"))]
    if not any(text.strip() for text in texts):
        raise InputError("no texts", where=", ".join(map(str, folders)), hint="see scripts/bench --help")
    return texts


def repeated(texts: Sequence[str], tokens: int) -> list[Article]:
    """Articles from some texts, over again until they have about so many tokens; each text once at least."""
    articles: list[Article] = []
    letters = 0
    for number, text in enumerate(cycle(texts)):
        if number >= len(texts) and letters >= LETTERS * tokens:
            return articles
        letters += len(text)
        articles.append(Article(text, paragraphs=tuple(Span(*place) for place in paragraphs(text))))
    return articles


class Bench:
    """Everything loaded and used once, so that no round pays for the start."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._nlp, self._knowledge = load_model(), Knowledge()
        self.tokens = sum(len(doc) for article in articles for doc in self._nlp.pipe(self._texts(article)))
        self._extract([annotate(articles[0], self._nlp)])

    @staticmethod
    def _texts(article: Article) -> list[str]:
        return [article.text[place.start : place.end] for place in article.paragraphs]

    def _spacy(self) -> None:
        for article in self._articles:
            for _ in self._untouched.pipe(self._texts(article)):
                pass

    @cached_property
    def _untouched(self) -> Language:
        """The pipeline as spaCy loads it; only the comparison needs it, so its memory is not counted."""
        return spacy_pipeline()

    def _annotate(self) -> list[Document]:
        return [annotate(article, self._nlp) for article in self._articles]

    def _extract(self, documents: Sequence[Document]) -> None:
        known = self._knowledge
        for document in documents:
            extract(document, known.lexicon, known.world, known.indexes, known.learned)

    def once(self) -> None:
        """All of the extraction, article by article as the build does it."""
        for article in self._articles:
            self._extract([annotate(article, self._nlp)])

    def stages(self, rounds: int) -> list[Stage]:
        """spaCy's pipeline, then the whole and its parts, measured by turns."""
        spacy, annotated, extracted = [], [], []
        next(self._untouched.pipe(["Once, so that no round pays for the start."]))
        for _ in range(rounds):
            spacy.append(_timed(self._spacy)[0])
            seconds, documents = _timed(self._annotate)
            annotated.append(seconds)
            extracted.append(_timed(partial(self._extract, documents))[0])
        whole = [a + b for a, b in zip(annotated, extracted, strict=True)]
        names = ("spaCy's pipeline", "whole: text to findings", "  annotate", "  extract")
        times = (spacy, whole, annotated, extracted)
        return [Stage(name, tuple(seconds)) for name, seconds in zip(names, times, strict=True)]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def table(stages: Sequence[Stage], tokens: int) -> str:
    """The stages as lines: seconds for 1,000 tokens, and the ratio to the first one in the same round.

    >>> print(table([Stage("one", (2.0, 4.0)), Stage("two", (3.0, 6.0))], 2_000))
    stage                     s/1,000 tokens  ratio to spaCy
    one                               1.5000            1.00
    two                               2.2500            1.50
    """
    base = stages[0].seconds
    lines = [f"{'stage':24}  {'s/1,000 tokens':>14}  {'ratio to spaCy':>14}"]
    for stage in stages:
        ratio = median(own / other for own, other in zip(stage.seconds, base, strict=True))
        lines.append(f"{stage.name:24}  {1000 * median(stage.seconds) / tokens:>14.4f}  {ratio:>14.2f}")
    return "\n".join(lines)


def _peak(articles: Sequence[Article], answer: multiprocessing.SimpleQueue[float]) -> None:
    """Extract once in this process and answer with its peak of memory, in megabytes."""
    Bench(articles).once()
    answer.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)


def peak_memory(articles: Sequence[Article]) -> float:
    """The peak of memory of a process that extracts these articles, in megabytes."""
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.SimpleQueue[float] = context.SimpleQueue()
    process = context.Process(target=_peak, args=(articles, answer))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"scripts/bench: the process that measures memory failed ({process.exitcode})")
    return answer.get()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="a folder of .txt files")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds ({ROUNDS})")
    parser.add_argument("--tokens", type=int, default=TOKENS, metavar="N", help=f"least tokens ({TOKENS})")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; the exit status."""
    options = _parser().parse_args(arguments)
    if options.rounds < 1:
        _parser().error("--rounds must be 1 or more")
    try:
        articles = repeated(read_texts(options.folder), options.tokens)
        memory = peak_memory(articles)
        bench = Bench(articles)
    except KGError as error:
        print(f"scripts/bench: {error}", file=sys.stderr)
        return error.exit_status
    stages = bench.stages(options.rounds)
    print(f"{len(articles)} texts, {bench.tokens:,} tokens, {options.rounds} rounds")
    print(table(stages, bench.tokens))
    print(f"peak memory  {memory:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
