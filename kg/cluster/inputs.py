"""What there is to be read: listed here, cut into shards here, read where the shard is made."""

from __future__ import annotations

import datetime
import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from kg.cluster.place import file_system, is_url, opened
from kg.errors import InputError
from kg.model import Article
from kg.read.folders import files_at
from kg.read.formats import ENDINGS, GZIP, read_stream
from kg.read.records import MAX_LINE, read_jsonl
from kg.read.text import normalise

#: Articles of a shard, about: some minutes' work for a process, which is what is lost when a worker dies,
#: and files of some megabytes. A hundred million articles are 200,000 shards, few enough to be listed.
SHARD = 500
#: Bytes of an article's record, about; it tells how many articles a file of records has.
_RECORD = 4_000
#: How much smaller a compressed file of records is, about.
_PACKED = 3
_RECORDS = (".jsonl", ".ndjson")
#: What file systems say of a file that changes with its content, beside the size.
_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated")
#: A browser that saves `page.html` puts its pictures and frames into this folder beside it.
_SAVED_PARTS = "_files"
_BLANKS = b"\xef\xbb\xbf \t\r\n"


class UnreadableError(InputError):
    """An input that the system does not give: another time it may."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file by its address, with what tells whether it changed.

    With `end`, only the lines that begin from byte `start` on and before byte `end`.
    """

    url: str
    size: int = 0
    mark: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """Inputs that are worked on together, in order."""

    number: int
    inputs: tuple[Input, ...]

    def digest(self, mark: str) -> str:
        """A hash of what decides what is in it; `mark` stands for settings, ontology and program."""
        text = repr((mark, [astuple(item) for item in self.inputs]))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def shards(inputs: Iterable[Input], size: int = SHARD) -> Iterator[Shard]:
    """The inputs in shards of about `size` articles; a file of records counts by its bytes, others as one.

    A file of records that is not compressed is cut, so that several workers share it.

    >>> files = [Input("a.txt"), Input("b.jsonl", size=9_000_000), Input("c.txt")]
    >>> [[item.url for item in shard.inputs] for shard in shards(files, 1000)]
    [['a.txt'], ['b.jsonl'], ['b.jsonl'], ['b.jsonl', 'c.txt']]
    """
    waiting: list[Input] = []
    taken = number = 0
    for item in (piece for whole in inputs for piece in _cut(whole, size)):
        articles = min(_articles_in(item), size)
        if waiting and taken + articles > size:
            yield Shard(number, tuple(waiting))
            waiting, taken, number = [], 0, number + 1
        waiting.append(item)
        taken += articles
    if waiting:
        yield Shard(number, tuple(waiting))


def _cut(item: Input, size: int) -> Iterator[Input]:
    step = size * _RECORD
    if item.size <= step or not item.url.lower().endswith(_RECORDS):
        yield item
        return
    for start in range(0, item.size, step):
        yield Input(item.url, item.size, item.mark, start, min(start + step, item.size))


def _articles_in(item: Input) -> int:
    name = item.url.lower()
    length = item.end - item.start if item.end else item.size
    if name.endswith(GZIP):
        name, length = name.removesuffix(GZIP), length * _PACKED
    return max(1, length // _RECORD) if name.endswith(_RECORDS) else 1


# -------------------------------------------------------------------- listing


def inputs(paths: Iterable[str | Path]) -> Iterator[Input | InputError]:
    """The files that paths and addresses lead to, in the order in which `kg.read.read` takes them.

    A path is of this machine, and made absolute: workers must see the same files there. An address is a
    file, a folder or a pattern of any file system that fsspec knows. Where something cannot be listed, the
    error stands in its place.
    """
    for path in paths:
        name = str(path)
        if name == "-":
            yield InputError("standard input does not go with --dask", where=name, hint="name files")
        elif is_url(name) and not name.startswith(("file://", "local://")):
            yield from _guarded(lambda name=name: _at(name), name)  # type: ignore[misc]
        else:
            local = Path(name.partition("://")[2] if is_url(name) else name).absolute()
            yield from _guarded(lambda local=local: map(_local, files_at(local, ENDINGS)), name)  # type: ignore[misc]


def _guarded(listed: Callable[[], Iterable[Input | InputError]], where: str) -> Iterator[Input | InputError]:
    try:
        yield from listed()
    except InputError as error:
        yield error
    except Exception as error:  # what the libraries of remote file systems raise is of no one kind
        yield _unreadable(error, where)


def _unreadable(error: Exception, where: str) -> UnreadableError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    hint = "check the address, and who may read it"
    return UnreadableError(f"cannot be read ({reason})", where=normalise(where), hint=hint)


def _local(path: Path | InputError) -> Input | InputError:
    if isinstance(path, InputError):
        return path
    try:
        found = path.stat()
    except OSError as error:
        return _unreadable(error, str(path))
    if not stat.S_ISREG(found.st_mode):
        return InputError("not a file", where=normalise(str(path)), hint="workers read files alone")
    return Input(str(path), found.st_size, str(found.st_mtime_ns))


def _at(url: str) -> Iterator[Input | InputError]:
    """The files at an address: itself, those of a folder, those that fit a pattern."""
    files, root = file_system(url)
    if "*" in root or "?" in root or "[" in root:
        found = files.glob(root, detail=True)
        if not found:
            yield InputError("no file matches", where=url, hint="check the pattern")
        entries = [found[name] for name in sorted(found)]
    else:
        entries = [files.info(root)]
    for entry in entries:
        if entry["type"] != "directory":
            yield _remote(files, entry)
            continue
        empty = True
        for item in _below(files, entry["name"]):
            empty = False
            yield item
        if empty:
            hint = f"put {', '.join(ENDINGS)} files in it"
            where = files.unstrip_protocol(entry["name"])
            yield InputError("a folder with no article in it", where=where, hint=hint)


def _below(files: Any, folder: str) -> Iterator[Input]:
    """The files in a folder, by name; the folders that are open are held, and no more."""
    open_folders = [iter(_entries(files, folder))]
    while open_folders:
        if (entry := next(open_folders[-1], None)) is None:
            open_folders.pop()
        elif entry["type"] == "directory":
            open_folders.append(iter(_entries(files, entry["name"])))
        elif entry["name"].lower().endswith(ENDINGS):
            yield _remote(files, entry)


def _entries(files: Any, folder: str) -> list[Any]:
    """What is in a folder, sorted; hidden things and the parts of saved web pages are left out."""
    found = {
        entry["name"].rstrip("/").rpartition("/")[2]: entry
        for entry in files.ls(folder, detail=True)
        if entry["name"].rstrip("/") != folder.rstrip("/")  # an object store's mark of a folder
    }

    def counts(name: str) -> bool:
        page = name.removesuffix(_SAVED_PARTS)
        part = name.endswith(_SAVED_PARTS) and (f"{page}.html" in found or f"{page}.htm" in found)
        return not name.startswith(".") and not part

    return [found[name] for name in sorted(found) if counts(name)]


def _remote(files: Any, entry: Any) -> Input:
    mark = next((str(entry[name]) for name in _MARKS if entry.get(name) is not None), "")
    return Input(files.unstrip_protocol(entry["name"]), int(entry.get("size") or 0), mark)


# -------------------------------------------------------------------- reading


def articles(item: Input, date: datetime.date | None) -> Iterator[Article | InputError]:
    """The articles of an input, as `kg.read.read` gives them; where one cannot be read, the error."""
    source = normalise(item.url)
    try:
        files, path = file_system(item.url)
        with opened(files, path) as stream:
            if item.end:
                source = f"{source}@{item.start}"
                yield from _records(stream, item, source, date)
            else:
                yield from read_stream(stream, path.rpartition("/")[2], source, date)
    except InputError as error:
        yield error
    except Exception as error:  # as above
        yield _unreadable(error, source)


def _records(
    stream: BinaryIO, item: Input, source: str, date: datetime.date | None
) -> Iterator[Article | InputError]:
    lines = _lines(stream, item)
    first = next((line for line in lines if line.strip(_BLANKS)), None)
    if first is not None:  # else it is the rest of the file that has the records
        yield from read_jsonl(chain((first,), lines), source, date)


def _lines(stream: BinaryIO, item: Input) -> Iterator[bytes]:
    """The lines that begin in a part of a file, in pieces of at most `MAX_LINE`, as `read_jsonl` has it."""
    if item.start:
        stream.seek(item.start - 1)  # a line begins at `start` where a line ends before it
        for _ in _line(stream):
            pass
    while stream.tell() < item.end:
        yield from _line(stream)


def _line(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.readline(MAX_LINE + 1):
        yield piece
        if piece.endswith(b"\n"):
            return
