"""Work in a thread of its own: with a stack that deep recursion does not overflow, and that can be left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Bytes of stack: address space, of which only what is used costs memory.
STACK = 512 << 20

_starting = threading.Lock()


def apart(work: Callable[[Callable[[], bool]], T], timeout: float | None = None) -> T:
    """What some work gives or raises; it runs in a thread of its own, and the caller can be interrupted.

    Native code cannot be broken off: work that is left goes on until it next asks the function that it is
    given, which says whether nobody waits any more.

    :raises TimeoutError: when the work takes longer than so many seconds, and is left.

    >>> apart(lambda is_left: 1 + 1)
    2
    """
    done: list[T] = []
    failed: list[BaseException] = []
    left = threading.Event()

    def run() -> None:
        try:
            done.append(work(left.is_set))
        except BaseException as error:
            # Without the frames it comes from: what they hold may not be let go of by another thread.
            error.__cause__ = error.__context__ = None
            failed.append(error.with_traceback(None))

    with _starting:  # the size holds for all threads that are made until it is set back
        before = threading.stack_size(STACK)
        try:
            thread = threading.Thread(target=run, name="apart", daemon=True)
            thread.start()
        finally:
            threading.stack_size(before)
    try:
        thread.join(timeout)
    finally:
        left.set()
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


def is_something_left() -> bool:
    """Whether work that nobody waits for is still running."""
    return any(thread.name == "apart" for thread in threading.enumerate())
