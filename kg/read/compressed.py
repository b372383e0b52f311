"""Files compressed with gzip, never unpacked beyond what an article can be."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: What a gzip member starts with (RFC 1952).
GZIP_MARK = b"\x1f\x8b"
#: Bytes out for each byte in. Prose shrinks to a third, records with much boilerplate to a fiftieth;
#: a bomb of zeros to a thousandth, which is the most that deflate can do.
MAX_EXPANSION = 200
#: Bytes out that are not held against the ratio: a short file of one repeated word does no harm.
FREE_EXPANSION = 1_000_000


def inflate(head: bytes, rest: BinaryIO, source: str) -> io.BufferedReader:
    """The unpacked bytes of a gzip file whose first bytes have been read already.

    Reading from it raises an `InputError` where the file is damaged, ends too early, or grows by more
    than `MAX_EXPANSION`. Members that follow one another are one file (RFC 1952).
    """
    return io.BufferedReader(_Inflated(_Counted(head, rest), source))


class _Counted(io.RawIOBase):
    """The bytes of a file, some of them read before, and how many have been handed out."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.count = 0
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Inflated(io.RawIOBase):
    """What gzip unpacks, as long as it grows no faster than articles do."""

    def __init__(self, packed: _Counted, source: str) -> None:
        self._packed = packed
        self._unpacked = gzip.GzipFile(fileobj=cast(BinaryIO, packed))
        self._source = source
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._unpacked.read(len(view))
        except (EOFError, gzip.BadGzipFile, zlib.error):
            hint = "compress it anew, or give the file unpacked"
            raise InputError("a damaged gzip file", where=self._source, hint=hint) from None
        view[: len(data)] = data
        self._count += len(data)
        if self._count > FREE_EXPANSION and self._count > MAX_EXPANSION * self._packed.count:
            what = f"a gzip file that grows more than {MAX_EXPANSION} times"
            raise InputError(what, where=self._source, hint="unpack it yourself if you trust it")
        return len(data)
