"""A store on disk as the graph reads it: what fails below comes up as the error that it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pyoxigraph as ox

from kg.errors import StoreError


def guarded(store: ox.Store, explain: Callable[[str], StoreError]) -> ox.Store:
    """The same store; where a file of it turns out to be damaged, what `explain` makes of that is raised."""
    return cast(ox.Store, _Guarded(store, explain))


def explained(text: str, where: str) -> StoreError:
    """What went wrong below, in words that help."""
    small = text.lower()
    if "lock" in small and "corrupt" not in small:  # not the checksum of a block
        return StoreError(
            "another process is writing to this store", where=where, hint="wait until it is done"
        )
    if "no space left" in small:
        return StoreError("the disk is full", where=where, hint="make room, then run the same again")
    if "read-only" in small or "permission denied" in small:
        return StoreError("cannot be written", where=where, hint="choose a folder that you may write to")
    if "no such file" in small:
        return StoreError(
            f"the store is damaged, or a build is changing it ({text})",
            where=where,
            hint="ask again when no build is running; if that fails, delete the folder and build it again",
        )
    if "corrupt" in small:
        return StoreError(
            f"the store is damaged ({text})", where=where, hint="delete the folder and build it again"
        )
    return StoreError(f"the store fails ({text})", where=where, hint="see whether the disk is in order")


class _Guarded:
    def __init__(self, store: ox.Store, explain: Callable[[str], StoreError]) -> None:
        self._store, self._explain = store, explain

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def __len__(self) -> int:
        with self._failing():
            return len(self._store)

    def __contains__(self, quad: ox.Quad) -> bool:
        with self._failing():
            return quad in self._store

    def quads_for_pattern(self, *pattern: Any) -> Iterator[ox.Quad]:
        """As the store's, read as it is asked for."""
        with self._failing():
            yield from self._store.quads_for_pattern(*pattern)

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """As the store's, read as it is asked for."""
        with self._failing():
            yield from self._store.named_graphs()

    def dump(self, *what: Any, **how: Any) -> bytes | None:
        """As the store's."""
        with self._failing():
            return self._store.dump(*what, **how)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise self._explain(str(error)) from None
