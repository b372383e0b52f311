"""Files, folders and standard input, one after the other and never more than one at a time."""

from __future__ import annotations

import dataclasses
import datetime
import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.article import read_text
from kg.read.records import read_json, read_jsonl
from kg.read.text import byte_offsets, decode, normalise

LINES = (".jsonl", ".ndjson")
#: The endings of the files that are read from a folder; a file that is named is read whatever its ending.
ENDINGS = (".txt", ".json", *LINES)

#: Bytes; forty times the longest feature. More is a collection or a device, and no longer one article.
MAX_ARTICLE = 8_000_000

_STDIN = "<stdin>"
# '[' opens a list of records only before a record: prose may begin with '[Editor's note …'.
_JSON_START = re.compile(rb"\s*(?:\{|\[\s*(?:[{\]]|$))")
_BLANKS = b"\xef\xbb\xbf \t\r\n"


def read(
    paths: Iterable[str | Path], *, date: datetime.date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | InputError]:
    """The articles that the paths lead to, in order; where one cannot be read, the error in its place.

    A path is a file (`.json`: an object or a list of objects; `.jsonl`, `.ndjson`: an object per line;
    any other: plain text), a folder (its files of these endings, recursively, sorted by name, hidden
    ones left out) or `-` for `stdin` (JSON, JSONL or plain text, by its first line). `date` is the
    date of publication of articles that do not give one themselves. Errors are yielded, not raised,
    so that the rest of the run goes on.

    >>> import io
    >>> [a.source for a in read(["-"], stdin=io.BytesIO(b'{"text": "Baku agreed."}'))]
    ['<stdin>:1']
    """
    for path in paths:
        if str(path) == "-":
            yield from _guarded(_read_stdin(stdin, date), _STDIN)
            continue
        for file in _files(Path(path)):
            if isinstance(file, InputError):
                yield file
            else:
                yield from _guarded(_read_file(file, date), _name(file))


def _guarded(items: Iterator[Article | InputError], source: str) -> Iterator[Article | InputError]:
    """The items, and an error value in place of whatever the system or the reader refuses."""
    try:
        yield from items
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        yield _unreadable(error, source)


def _read_file(path: Path, date: datetime.date | None) -> Iterator[Article | InputError]:
    source, ending = _name(path), path.suffix.lower()
    with path.open("rb") as stream:
        if ending in LINES:
            yield from read_jsonl(stream, source, date)
        elif ending == ".json":
            yield from read_json(stream.read(), source, date)
        else:
            yield _plain(stream.read(MAX_ARTICLE + 1), source, date)


def _read_stdin(stdin: BinaryIO | None, date: datetime.date | None) -> Iterator[Article | InputError]:
    if stdin is None:
        raise InputError("no standard input", where=_STDIN, hint="pipe an article in, or name a file")
    head: list[bytes] = []
    for line in stdin:
        head.append(line)
        if line.strip(_BLANKS):
            break
    first = head[-1].strip(_BLANKS) if head else b""
    if first.startswith(b"{") and first.endswith(b"}"):
        yield from read_jsonl(chain(head, stdin), _STDIN, date)
    elif _JSON_START.match(first):
        yield from read_json(b"".join(head) + stdin.read(), _STDIN, date)
    else:
        yield _plain(b"".join(head) + stdin.read(MAX_ARTICLE + 1), _STDIN, date)


def _plain(data: bytes, source: str, date: datetime.date | None) -> Article:
    if len(data) > MAX_ARTICLE:
        what = f"more than {MAX_ARTICLE:,} bytes of plain text"
        raise InputError(what, where=source, hint="give one article per file")
    raw, start = decode(data, source)
    return dataclasses.replace(
        read_text(raw, source=source, date=date), source_offsets=byte_offsets(raw, start)
    )


def _files(path: Path) -> Iterator[Path | InputError]:
    """The files that a path stands for, sorted within each folder; folders may be reached by links."""
    empty = path.is_dir()
    waiting: list[tuple[Path, tuple[str, ...]]] = [(path, ())]
    while waiting:
        here, above = waiting.pop()
        if not here.is_dir():
            if here == path or here.suffix.lower() in ENDINGS:
                empty = False
                yield here
            continue
        real = os.path.realpath(here)
        if real in above:
            empty = False
            yield InputError("a folder that contains itself", where=_name(here), hint="remove the link")
            continue
        try:
            names = sorted(os.listdir(here), reverse=True)
        except OSError as error:
            empty = False
            yield _unreadable(error, _name(here))
            continue
        waiting += [(here / name, (*above, real)) for name in names if not name.startswith(".")]
    if empty:
        hint = f"put {', '.join(ENDINGS)} files in it"
        yield InputError("a folder with no article in it", where=_name(path), hint=hint)


def _unreadable(error: OSError | ValueError, source: str) -> InputError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(f"cannot be read ({reason})", where=source, hint="check the path and its permissions")


def _name(path: Path) -> str:
    """The path for messages and the graph: text even where the file system's bytes are none."""
    return normalise(str(path))
