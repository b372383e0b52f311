"""What the client does: it hands out shards, settles what only all of them tell, writes the manifest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from hashlib import sha256
from itertools import islice, zip_longest
from pathlib import Path
from time import monotonic
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyoxigraph as ox

from kg.build import Counts, Settings, new_graph
from kg.cluster.inputs import SHARD, Input, Shard, inputs, shards
from kg.cluster.place import Place, is_url, needed
from kg.cluster.shard import NOTES, Job, Made, knowledge_of, make, names_of, said, settle, spo, told
from kg.errors import ClusterError, InputError, KGError
from kg.iris import ACROSS_GRAPH, INFERRED_WORLD_GRAPH, WORLD_GRAPH
from kg.reason import SAME_AS, Coded, Memory, Steps, spread, steps_of
from kg.shards import ACROSS, BASE, MANIFEST, grouped, pack, part_name
from kg.store import Graph
from kg.update import made_with, version_of
from kg.validate import Severity

T = TypeVar("T")
#: The hashes of articles, as numbers.
Hashes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint64]]"

#: Seconds until a connection to the scheduler is given up.
_CONNECT = 10.0
#: Seconds until a cluster without a worker is given up; a worker that was killed is
#: started again within ten.
PATIENCE = 60.0
#: Shards that each thread of the cluster may have waiting: enough that none is ever idle.
_AHEAD = 2
#: Seconds after which it is looked whether there are still workers.
_LOOK = 5.0
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
    with _connected(work.address) as cluster:
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


def _settle(parts: list[_Kept], cluster: _Cluster, job: Job) -> bool:
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


def _relate(parts: list[_Kept], cluster: _Cluster, job: Job) -> None:
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
        f"{ox.Triple(*triple)} .\n".encode(): triple  # type: ignore[arg-type]
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


# -------------------------------------------------------------------- the cluster


class _Cluster:
    """The workers, as far as they are needed: each of many tasks is done by any of them."""

    def __init__(self, client: Any, distributed: Any, address: str) -> None:
        self._client, self._distributed, self._address = client, distributed, address

    def each(self, function: Callable[..., T], tasks: Iterable[tuple[Any, ...]]) -> Iterator[T]:
        """What a function gives for the arguments of each task, in the order in which they are done.

        No more are handed out than the workers can soon do. What a worker died of is given up after as
        many times as the scheduler allows, and said in the end, when all the others are done.

        :raises KGError: what a task raises.
        :raises ClusterError: when scheduler or workers are gone, fail, or keep dying.
        """
        waiting: dict[Any, tuple[Any, ...]] = {}
        lost: list[str] = []
        left = iter(tasks)
        try:
            while True:
                room = _AHEAD * max(1, sum(self._threads().values())) - len(waiting)
                for task in islice(left, max(0, room)):
                    waiting[self._client.submit(function, *task, pure=False)] = task
                if not waiting:
                    break
                for future in self._finished(waiting):
                    task = waiting.pop(future)
                    try:
                        result = future.result()
                    except self._distributed.KilledWorker as error:
                        lost.append(f"{_called(task)} ({error.allowed_failures + 1} died)")
                        continue
                    except Exception as error:
                        raise self._explained(error, task) from None
                    yield result
                    future.release()
        finally:
            with suppress(Exception):  # of a scheduler that is gone
                self._client.cancel(list(waiting))
        if lost:
            what = f"workers keep dying on {', '.join(lost[:10])}{' …' if lost[10:] else ''}"
            hint = "give them more memory or make smaller shards, then run the same again: the rest is kept"
            raise ClusterError(what, where=self._address, hint=hint)

    def _finished(self, waiting: Iterable[Any]) -> set[Any]:
        """Those that are done; there is at least one."""
        alone_since: float | None = None
        while True:
            try:
                found = self._distributed.wait(list(waiting), timeout=_LOOK, return_when="FIRST_COMPLETED")
            except TimeoutError:
                if self._threads():
                    alone_since = None
                    continue
                alone_since = alone_since or monotonic()
                if monotonic() - alone_since > PATIENCE:
                    hint = "start some, then run the same again for the rest"
                    raise ClusterError("no worker is left", where=self._address, hint=hint) from None
            except Exception:
                raise self._gone() from None
            else:
                return set(found.done)

    def _threads(self) -> dict[str, int]:
        try:
            return dict(self._client.nthreads())
        except Exception:
            raise self._gone() from None

    def _gone(self) -> ClusterError:
        hint = "see whether it runs, then run the same again for the rest"
        return ClusterError("the scheduler is gone", where=self._address, hint=hint)

    def _explained(self, error: Exception, task: tuple[Any, ...]) -> KGError:
        if isinstance(error, KGError):
            return error
        if isinstance(error, CancelledError):
            return self._gone()
        what = f"a worker fails on {_called(task)} ({type(error).__name__}: {error})"
        hint = "every worker needs article-kg[dask], of the same version; see its log"
        return ClusterError(what, where=self._address, hint=hint)


def _called(task: tuple[Any, ...]) -> str:
    """A task by the part that it is about, and where that begins."""
    shard = task[0]
    if isinstance(shard, Shard):
        return f"{part_name(shard.number)} from {shard.inputs[0].url} on"
    return part_name(shard)


@contextmanager
def _connected(address: str) -> Iterator[_Cluster]:
    distributed = needed("distributed")
    try:
        client = distributed.Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        hint = "see whether `dask scheduler` runs there, and write tcp://HOST:PORT"
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ClusterError(f"no cluster can be reached ({reason})", where=address, hint=hint) from None
    with client, client.as_current():
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            hint = f"start some: dask worker {address} --nthreads 1"
            raise ClusterError("the cluster has no worker", where=address, hint=hint) from None
        yield _Cluster(client, distributed, address)
