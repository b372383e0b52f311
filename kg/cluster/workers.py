"""The workers of a cluster: what they are given to do, and what becomes of it when some of them die."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import islice
from time import monotonic
from typing import Any, TypeVar

from kg.cluster.inputs import Shard
from kg.cluster.place import needed
from kg.errors import ClusterError, KGError
from kg.shards import part_name

T = TypeVar("T")

#: Seconds until a connection to the scheduler is given up.
_CONNECT = 10.0
#: Seconds until a cluster without a worker is given up; a worker that was killed is
#: started again within ten.
PATIENCE = 60.0
#: Shards that each thread of the cluster may have waiting: enough that none is ever idle.
_AHEAD = 2
#: Seconds after which it is looked whether there are still workers.
_LOOK = 5.0


class Cluster:
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
def connected(address: str) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, once there is one.

    :raises ClusterError: when it cannot be reached, or has none.
    """
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
        yield Cluster(client, distributed, address)
