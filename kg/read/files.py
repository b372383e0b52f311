"""Files, folders, patterns and standard input, one after the other and never more than one at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.folders import files_at, unreadable
from kg.read.formats import ENDINGS, read_stream
from kg.read.text import normalise

_STDIN = "<stdin>"


def read(
    paths: Iterable[str | Path], *, date: datetime.date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """The articles that the paths lead to, in order; where one cannot be read, the error in its place.

    A path is a file, a folder (its files with a known ending, recursively, sorted by name, hidden ones
    left out), a pattern that no shell has expanded (`*.html`), or `-` for `stdin`. The ending gives the
    format: `.txt`, `.html` (`.htm`, `.xhtml`), `.eml` (`.mht`, `.mhtml`), `.rss` (`.atom`, `.xml`),
    `.json` (an object or a list of objects), `.jsonl` (`.ndjson`, an object per line), any of them with
    `.gz` after it; where there is no such ending, how the file begins does. `date` is the date of
    publication of articles that do not give one themselves. Errors are yielded, not raised, so that the
    rest of the run goes on.

    >>> import io
    >>> [a.source for a in read(["-"], stdin=io.BytesIO(b'{"text": "Baku agreed."}'))]
    ['<stdin>:1']
    """
    for path in paths:
        if str(path) == "-":
            yield from _guarded(_read_stdin(stdin, date), _STDIN)
            continue
        for file in _guarded_files(Path(path)):
            if isinstance(file, InputError):
                yield file
            else:
                yield from _guarded(_read_file(file, date), normalise(str(file)))


def _guarded(items: Iterator[Article | InputError], source: str) -> Iterator[Article | InputError]:
    """The items, and an error value in place of whatever the system or the reader refuses."""
    try:
        yield from items
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        yield unreadable(error, source)


def _guarded_files(path: Path) -> Iterator[Path | InputError]:
    try:
        yield from files_at(path, ENDINGS)
    except (OSError, ValueError) as error:
        yield unreadable(error, normalise(str(path)))


def _read_file(path: Path, date: datetime.date | None) -> Iterator[Article | InputError]:
    with path.open("rb") as stream:
        yield from read_stream(stream, path.name, normalise(str(path)), date)


def _read_stdin(stdin: BinaryIO | None, date: datetime.date | None) -> Iterator[Article | InputError]:
    if stdin is None:
        raise InputError("no standard input", where=_STDIN, hint="pipe an article in, or name a file")
    yield from read_stream(stdin, None, _STDIN, date)
