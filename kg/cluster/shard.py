"""What a worker does: one shard of articles becomes a file of N-Quads, and notes beside it.

Workers share nothing but the output folder, and each step may be done twice: a shard that is there as it
should be is left alone, and files appear whole or not at all.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache, lru_cache
from itertools import chain
from threading import Lock

import pyoxigraph as ox

from kg.build import Counts, Knowledge, Prepared, Settings, find, prepare
from kg.cluster.inputs import Input, Shard, UnreadableError, articles
from kg.cluster.place import Place
from kg.errors import ClusterError, InputError
from kg.export import nquads
from kg.iris import PROVENANCE_GRAPH, inferred_graph
from kg.language.english import load_model
from kg.model import Article
from kg.reason import SAME_AS, Steps, Triple, steps_of
from kg.shards import BASE, grouped, pack, part_name
from kg.update import made_with
from kg.validate import Severity
from kg.validate.results import severity_named

#: Where the notes on the parts are.
NOTES = "_shards"

#: Extraction is made for one thread of a process.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards have in common. `made_with` stands for settings, ontology and program."""

    settings: Settings
    output: str
    made_with: str

    @property
    def mark(self) -> str:
        """What decides, beside the inputs, what is in a shard."""
        return f"{self.made_with} {self.settings.date}"


@dataclass(frozen=True, slots=True)
class Block:
    """An article in the files of a shard: its hash, its bytes in the part and among what rules join."""

    article: str
    size: int
    joins: int


@dataclass(frozen=True, slots=True)
class Made:
    """A shard that is made.

    `size` are the bytes of its part. `blocks` are its articles in reading order; those in `dropped` are
    left out of the part, since a later shard has a later version of them. `equal` says whether any two
    nodes are said to be the same, so that rules join everything.
    """

    number: int
    digest: str
    inputs: tuple[Input, ...]
    size: int = 0
    blocks: tuple[Block, ...] = ()
    dropped: tuple[int, ...] = ()
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0))
    severities: tuple[tuple[Severity, int], ...] = ()
    violations: tuple[str, ...] = ()
    errors: tuple[InputError, ...] = ()
    equal: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether everything was given that was asked for."""
        return not any(isinstance(error, UnreadableError) for error in self.errors)


def make(shard: Shard, job: Job) -> tuple[Made, bool]:
    """Make a shard, unless it is there; whether it was made now.

    :raises ClusterError: when the worker has another program, or does not see the output folder.
    :raises KGError: when model or ontology cannot be used, or the output not be written.
    """
    with _ONE_AT_A_TIME:
        place = Place(job.output)
        _check(job, place)
        made, digest = _noted(shard.number, place), shard.digest(job.mark)
        if made and made.digest == digest and made.is_complete and _is_there(made, place):
            return made, False
        return _make(shard, job, place), True


def settle(number: int, dropped: tuple[int, ...], job: Job) -> Made:
    """Leave these articles, and no others, out of a part that is made."""
    with _ONE_AT_A_TIME:
        place = Place(job.output)
        made = _noted(number, place)
        assert made is not None
        if set(made.dropped) - set(dropped):
            made = _make(Shard(number, made.inputs), job, place)
        if made.dropped == dropped:
            return made
        there = (n for n in range(len(made.blocks)) if n not in made.dropped)
        with (
            place.open(part_name(number)) as packed,
            gzip.GzipFile(fileobj=packed) as old,
            place.writing(part_name(number)) as new,
        ):
            read = ((n, old.read(made.blocks[n].size)) for n in there)
            pack((block for n, block in read if n not in dropped), new)
        return _note(replace(made, dropped=dropped), place)


def told(number: int, everything: bool, place: Place) -> Iterator[tuple[Triple, ...]]:
    """What each article of a shard says that rules join with what others say; or everything."""
    made = _noted(number, place)
    assert made is not None
    with (
        place.open(part_name(number) if everything else _joins(number)) as packed,
        gzip.GzipFile(fileobj=packed) as lines,
    ):
        for n, block in enumerate(made.blocks):
            if n not in made.dropped:
                data = lines.read(block.size if everything else block.joins)
                quads = ox.parse(data, format=ox.RdfFormat.N_QUADS)
                yield tuple(spo(quad) for quad in quads if quad.graph_name != PROVENANCE_GRAPH)
            elif not everything:  # a part has it no more
                lines.seek(block.joins, os.SEEK_CUR)


def said(number: int, candidates: str, job: Job) -> frozenset[bytes]:
    """Those of the triples in a file that an article of a shard says itself, or that follow from it alone."""
    place = Place(job.output)
    wanted = _lines_in(candidates, job.output)
    found = set()
    with place.open(part_name(number)) as packed, gzip.GzipFile(fileobj=packed) as lines:
        for line in lines:
            triple = line[: line.rindex(b" <")] + b" .\n"
            if triple in wanted:
                found.add(triple)
    return frozenset(found)


@lru_cache(maxsize=1)
def _lines_in(name: str, output: str) -> frozenset[bytes]:
    with Place(output).open(name) as packed, gzip.GzipFile(fileobj=packed) as lines:
        return frozenset(lines)


def spo(quad: ox.Quad) -> Triple:
    """The triple of a quad."""
    return quad.subject, quad.predicate, quad.object


# -------------------------------------------------------------------- making


@cache
def knowledge_of(settings: Settings) -> Knowledge:
    """What is loaded once in each process."""
    return Knowledge(settings)


def _check(job: Job, place: Place) -> None:
    for path in job.settings.ontology:
        if not path.is_file():
            hint = "let every worker see it at this path"
            raise ClusterError("a worker does not see this file", where=str(path), hint=hint)
    if made_with(job.settings) != job.made_with:
        what = "a worker has another version of article-kg, of a library or of an --ontology file"
        raise ClusterError(what, hint="install the same on every worker, and start them anew")
    if place.size(BASE) is None:
        hint = "name a folder that all machines share, or an address such as s3://…"
        raise ClusterError("a worker does not see the output folder", where=job.output, hint=hint)


def _make(shard: Shard, job: Job, place: Place) -> Made:
    knowledge = knowledge_of(job.settings)
    steps = steps_of(knowledge.rules)
    load_model(job.settings.model)  # what is missing here is no fault of an article
    blocks: list[Block] = []
    errors: list[InputError] = []
    violations: list[str] = []
    counts, severities, equal = Counter[str](), Counter[Severity](), False

    def written(joined: gzip.GzipFile) -> Iterator[bytes]:
        nonlocal equal
        for item in chain.from_iterable(articles(each, job.settings.date) for each in shard.inputs):
            prepared = item if isinstance(item, InputError) else _prepare(item, knowledge)
            if isinstance(prepared, InputError):
                errors.append(prepared)
                continue
            built = prepared.built
            quads = _quads(prepared)
            stated = {spo(quad) for quad in quads if quad.graph_name != PROVENANCE_GRAPH}
            lines, rows = grouped(quads), _joining(stated, steps)
            equal = equal or any(triple[1] == SAME_AS for triple in stated)
            blocks.append(Block(built.iri.value.rpartition("/")[2], len(lines), len(rows)))
            counts.update({part.name: getattr(built.counts, part.name) for part in fields(Counts)})
            severities.update(result.severity for result in built.report.results)
            violations.extend(
                f"{r.shape} {r.focus} {r.path} {r.value}: {r.message}"
                for r in built.report.results
                if r.severity == "Violation"
            )
            joined.write(rows)
            yield lines

    with (
        place.writing(_joins(shard.number)) as beside,
        gzip.GzipFile(filename="", mode="wb", fileobj=beside, mtime=0) as joined,
        place.writing(part_name(shard.number)) as part,
    ):
        pack(written(joined), part)
    made = Made(
        shard.number,
        shard.digest(job.mark),
        shard.inputs,
        place.size(part_name(shard.number)) or 0,
        tuple(blocks),
        counts=Counts(**{part.name: counts[part.name] for part in fields(Counts)}),
        severities=tuple(sorted(severities.items())),
        violations=tuple(violations),
        errors=tuple(errors),
        equal=equal,
    )
    return _note(made, place)


def _prepare(article: Article, knowledge: Knowledge) -> Prepared | InputError:
    """One article ready to be written; one that makes the program fail costs the others nothing."""
    try:
        return prepare(find(article, knowledge), knowledge)
    except InputError as error:
        return error
    except MemoryError:
        raise
    except Exception as error:
        what = f"the program fails on it ({type(error).__name__}: {error})"
        return InputError(what, where=article.source, hint="please report it, with the article")


def _quads(prepared: Prepared) -> tuple[ox.Quad, ...]:
    """What one article says and what follows from it, as a graph has it: numbers as a store writes them."""
    store, name = ox.Store(), inferred_graph(prepared.built.iri)
    store.extend(prepared.quads)
    store.extend(ox.Quad(*triple, name) for triple in prepared.inferred)
    return tuple(store)


def _joining(stated: Iterable[Triple], steps: Steps) -> bytes:
    """What rules join, as N-Triples."""
    return nquads(ox.Triple(*triple) for triple in stated if steps.joins(steps.terms.coded(triple)))


# -------------------------------------------------------------------- notes


def _joins(number: int) -> str:
    return f"{NOTES}/{number:05d}.joins.nt.gz"


def notes_name(number: int) -> str:
    """Where the notes on a part are."""
    return f"{NOTES}/{number:05d}.json"


def names_of(number: int) -> tuple[str, ...]:
    """The files of a shard."""
    return part_name(number), _joins(number), notes_name(number)


def _is_there(made: Made, place: Place) -> bool:
    return place.size(part_name(made.number)) == made.size and place.size(_joins(made.number)) is not None


def _note(made: Made, place: Place) -> Made:
    made = replace(made, size=place.size(part_name(made.number)) or 0)
    noted = asdict(made) | {"errors": [_as_row(error) for error in made.errors]}
    place.write(notes_name(made.number), json.dumps(noted, ensure_ascii=False).encode("utf-8", "replace"))
    return made


def _noted(number: int, place: Place) -> Made | None:
    data = place.read(notes_name(number))
    if data is None:
        return None
    try:
        noted = json.loads(data)
        return Made(
            **noted
            | {
                "inputs": tuple(Input(**each) for each in noted["inputs"]),
                "blocks": tuple(Block(**each) for each in noted["blocks"]),
                "dropped": tuple(noted["dropped"]),
                "counts": Counts(**noted["counts"]),
                "severities": tuple((severity_named(name), count) for name, count in noted["severities"]),
                "violations": tuple(noted["violations"]),
                "errors": tuple(map(_from_row, noted["errors"])),
            }
        )
    except (ValueError, KeyError, TypeError):
        return None  # of another version, or damaged: it is made anew


def _as_row(error: InputError) -> list[str | bool]:
    return [error.what, error.where, error.hint, isinstance(error, UnreadableError)]


def _from_row(row: Iterable[str]) -> InputError:
    what, where, hint, unreadable = row
    return (UnreadableError if unreadable else InputError)(what, where=where, hint=hint)
