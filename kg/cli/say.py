"""Talk to whoever runs the command: on standard error, never where the data goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.errors import KGError


def say(message: str) -> None:
    """One message."""
    print(message, file=sys.stderr)


def complain(error: KGError | str) -> None:
    """One error, in one line."""
    say(f"kg: {' '.join(str(error).split())}")


def counted(number: int, noun: str) -> str:
    """A number and what it counts.

    >>> counted(1, "statement"), counted(1234, "article")
    ('1 statement', '1,234 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@contextmanager
def progress(count: Callable[[], int | None]) -> Iterator[Callable[[str], None]]:
    """A bar with rate and time left on standard error, for more than one thing and if that is a terminal.

    `count` gives the number of things, None when it cannot be known; it is only asked when there is a
    terminal. The function that this gives is to be called with the name of each thing before its turn.
    """
    total = count() if sys.stderr.isatty() else 0
    if total is not None and total < 2:
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")
        begun = False

        def begin(name: str) -> None:
            nonlocal begun
            speed = bar.tasks[task].speed
            bar.update(
                task,
                description=name,
                advance=1 if begun else 0,
                rate="" if speed is None else f"{speed:.1f} a second",
            )
            begun = True

        yield begin
