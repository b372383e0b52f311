"""What the client does: it hands out shards, settles what only all of them tell, writes the manifest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyoxigraph as ox

from kg.build import Counts, Settings, new_graph
from kg.cluster.inputs import SHARD, Input, Shard, inputs, shards
from kg.cluster.place import Place, is_url
from kg.cluster.shard import NOTES, Job, Made, knowledge_of, make, names_of, said, settle, spo, told
from kg.cluster.workers import Cluster, connected
from kg.errors import InputError
from kg.export import nquads
from kg.iris import ACROSS_GRAPH, INFERRED_WORLD_GRAPH, WORLD_GRAPH
from kg.reason import SAME_AS, Coded, Memory, Steps, spread, steps_of
from kg.shards import ACROSS, BASE, MANIFEST, grouped, pack, part_name
from kg.store import Graph
from kg.update import made_with, version_of
from kg.validate import Severity

T = TypeVar("T")
#: The hashes of articles, as numbers.
Hashes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint64]]"

#: Errors that the manifest lists; all are in the notes on the parts.
_LISTED = 1000
_WORLD = (WORLD_GRAPH, INFERRED_WORLD_GRAPH)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be built: the articles at some paths and addresses, into a folder at `output`.

    `address` is that of the scheduler, `size` the number of articles of a shard, about.
    """

    address: str
    paths: tuple[str | Path, ...]
    output: str
    size: int = SHARD


@dataclass(slots=True)
class Done:
    """What was done so far: shards that were made and that were there, and what all of them hold.

    `violations` are what breaks a shape of severity Violation, a line for each; `errors` inputs that failed.
    """

    made: int = 0
    unchanged: int = 0
    articles: int = 0
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0))
    severities: Counter[Severity] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)

    def count(self, made: Made, *, fresh: bool) -> None:
        """Add a shard."""
        self.made += fresh
        self.unchanged += not fresh
        self.articles += len(made.blocks)
        names = [part.name for part in fields(Counts)]
        self.counts = Counts(
            **{name: getattr(self.counts, name) + getattr(made.counts, name) for name in names}
        )
        self.severities.update(dict(made.severities))
        self.violations.extend(made.violations)
        self.errors.extend(made.errors)


def build(
    work: Work,
    settings: Settings | None = None,
    *,
    progress: Callable[[str], None] = lambda name: None,
    done: Done | None = None,
) -> Done:
    """Build the graph of some articles on a cluster; stopped, it goes on another time.

    `progress` is called with the name of each part when it is there; `done` is kept up to date, for
    whoever stops this by an exception. Without any article, no manifest is written.

    :raises ClusterError: when the cluster cannot be reached or its workers keep dying.
    :raises OutputError: when the output cannot be written.
    """
    done = Done() if done is None else done
    settings = settings or Settings()
    settings = replace(settings, ontology=tuple(path.absolute() for path in settings.ontology))
    output = work.output if is_url(work.output) else str(Path(work.output).absolute())
    job, place = Job(settings, output, made_with(settings)), Place(output)
    with connected(work.address) as cluster:
        was_complete = _is_complete(work, job, place)
        if not was_complete:
            place.remove(MANIFEST)
            with place.writing(BASE) as file:
                pack((grouped(_base(settings).quads()),), file)
        made: dict[int, _Kept] = {}
        for result, fresh in cluster.each(make, ((shard, job) for shard in _listed(work, done.errors))):
            done.count(result, fresh=fresh)
            made[result.number] = _Kept.of(result)
            progress(part_name(result.number))
        parts = [made[number] for number in range(len(made))]
        if not done.articles or (not _settle(parts, cluster, job) and was_complete and not done.made):
            return done
        _relate(parts, cluster, job)
    _tidy(len(parts), place)
    place.write(MANIFEST, _manifest(parts, done, job))
    return done


def count_shards(work: Work) -> int:
    """How many shards there will be."""
    return sum(1 for _ in _listed(work, []))


def _listed(work: Work, errors: list[InputError]) -> Iterator[Shard]:
    """The shards, one after the other; what cannot be listed goes to the errors."""

    def readable() -> Iterator[Input]:
        for item in inputs(work.paths):
            if isinstance(item, InputError):
                errors.append(item)
            else:
                yield item

    return shards(readable(), work.size)


@dataclass(slots=True)
class _Kept:
    """What the client remembers of a shard: few bytes for each article."""

    number: int
    digest: str
    inputs: int
    articles: Hashes
    dropped: tuple[int, ...]
    equal: bool

    @classmethod
    def of(cls, made: Made) -> _Kept:
        hashes = np.array([int(block.article, 16) for block in made.blocks], dtype=np.uint64)
        digest = made.digest if made.is_complete else ""  # which is that of no shard: it is to be made again
        return cls(made.number, digest, len(made.inputs), hashes, made.dropped, made.equal)


# -------------------------------------------------------------------- what only all shards can tell


def _settle(parts: list[_Kept], cluster: Cluster, job: Job) -> bool:
    """Leave out of each part the articles that are read again later; whether anything changed."""
    tasks = [
        (part.number, dropped, job)
        for part, dropped in zip(parts, superseded([part.articles for part in parts]), strict=True)
        if dropped != part.dropped
    ]
    for made in cluster.each(settle, tasks):
        parts[made.number] = _Kept.of(made)
    return bool(tasks)


def superseded(articles: Sequence[Hashes]) -> list[tuple[int, ...]]:
    """Where in each part the articles stand that are read again later, given the articles of each part.

    >>> superseded([np.array([7, 8, 7]), np.array([9, 8])])
    [(0, 1), ()]
    """
    every = np.concatenate(articles)
    order = np.argsort(every, kind="stable")
    ordered = every[order]
    old = np.sort(order[:-1][ordered[:-1] == ordered[1:]])
    starts = np.cumsum([0, *map(len, articles)])
    found = np.split(old, np.searchsorted(old, starts[1:-1]))
    return [tuple((places - start).tolist()) for places, start in zip(found, starts, strict=False)]


def _relate(parts: list[_Kept], cluster: Cluster, job: Job) -> None:
    """Write what follows from several articles together, as `kg.build.across` finds it."""
    place, base, rules = Place(job.output), _base(job.settings), knowledge_of(job.settings).rules
    steps = steps_of(rules)
    terms = steps.terms.copy()
    world = {spo(q) for name in _WORLD for q in base.store.quads_for_pattern(None, None, None, name)}
    equal = rules.equates or any(part.equal for part in parts)
    equal = equal or any(base.store.quads_for_pattern(None, SAME_AS, None, ox.DefaultGraph()))
    closed = set(map(terms.coded, world))
    facts = Memory(closed if equal else steps.joining(closed), joined=None if equal else steps.joined)
    articles = (
        set(map(terms.coded, triples)) for part in parts for triples in told(part.number, equal, place)
    )
    found = {
        nquads((ox.Triple(*triple),)): triple  # type: ignore[arg-type]
        for triple in terms.triples(_across(articles, facts, steps) - closed)
    }
    if found:
        lines = sorted(found)
        candidates = f"{NOTES}/{sha256(b''.join(lines)).hexdigest()}.nt.gz"
        with place.writing(candidates) as file:
            pack(lines, file)
        for known in cluster.each(said, ((part.number, candidates, job) for part in parts)):
            for line in known:
                found.pop(line, None)
    graph = Graph()
    graph.add_graph(ACROSS_GRAPH, (ox.Triple(*triple) for triple in found.values()))  # type: ignore[arg-type]
    with place.writing(ACROSS) as file:
        pack((grouped(graph.quads()),), file)


def _across(articles: Iterable[AbstractSet[Coded]], facts: Memory, steps: Steps) -> set[Coded]:
    """What follows from the facts and from what articles say together, and not from an article alone.

    Facts and articles are closed: what an article's own triples imply it says, so that is not held here.
    What it says only because of the facts is found all the same.
    """
    kept = []
    for article in articles:
        kept.append(article)
        facts.add(article)
    found: set[Coded] = set()
    for own in kept:
        implied = facts.without(set(steps.together(own, facts)))
        if implied:
            alone = Memory(own, joined=None if facts.equal else steps.joined)
            found |= implied - set(steps.together(own, alone))
    facts.add(found)
    return found | spread(steps, found, facts)


@lru_cache(maxsize=1)
def _base(settings: Settings) -> Graph:
    """The graph without any article."""
    return new_graph(knowledge_of(settings))


# -------------------------------------------------------------------- manifest


def _is_complete(work: Work, job: Job, place: Place) -> bool:
    """Whether the manifest is that of these shards."""
    try:
        noted = json.loads(place.read(MANIFEST) or b"{}")["shards"]
        wanted = (shard.digest(job.mark) for shard in _listed(work, []))
        same = all(digest == there for digest, there in zip_longest(wanted, (s["digest"] for s in noted)))
        return same and place.size(BASE) is not None and place.size(ACROSS) is not None
    except (ValueError, KeyError, TypeError):
        return False


def _manifest(parts: list[_Kept], done: Done, job: Job) -> bytes:
    noted = {
        "article-kg": version_of("article-kg"),
        "made_with": job.made_with,
        "articles": done.articles,
        "found": asdict(done.counts),
        "shapes": dict(sorted(done.severities.items())),
        "failed": len(done.errors),
        "errors": sorted(map(str, done.errors))[:_LISTED],
        "shards": [
            {
                "name": part_name(part.number),
                "digest": part.digest,
                "inputs": part.inputs,
                "articles": len(part.articles) - len(part.dropped),
            }
            for part in parts
        ],
    }
    return f"{json.dumps(noted, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _tidy(shards: int, place: Place) -> None:
    """Take away what is left of an earlier build with more shards, and of workers that were killed."""
    wanted = {name for number in range(shards) for name in names_of(number)}
    for folder in ("", f"{NOTES}/"):
        for name in place.names(folder):
            ours = folder or name.startswith(("part-", ".part-", f".{BASE}", f".{ACROSS}", f".{MANIFEST}"))
            if ours and folder + name not in wanted:
                place.remove(folder + name)
