"""RocksDB's list of the files of a store, looked at before RocksDB reads it.

The list is written like a log, but never over an older one. A record whose kind says that it was is passed
over by RocksDB (11.0) without an end; all other damage RocksDB finds and reports.

Source: RocksDB's wiki, "Write Ahead Log File Format"; tried with every kind and length of record.
"""

from __future__ import annotations

import struct
from pathlib import Path

#: Bytes of a block; no record crosses from one to the next.
_BLOCK = 32 << 10
#: Before each record: its checksum, how many bytes it has, and its kind.
_HEAD = struct.Struct("<IHB")
#: The kinds of records that are written over an older file.
_WRITTEN_OVER = frozenset({5, 6, 7, 8, 11, 131})


def endless_record(folder: Path) -> str:
    """Where the list of a store's files has a record that RocksDB would read for ever; empty when nowhere.

    The place is the name of the file and a byte offset in it. What cannot be read is left to RocksDB.
    """
    try:
        path = folder / (folder / "CURRENT").read_bytes().decode("ascii").strip()
        at = _written_over(path.read_bytes())
    except (OSError, ValueError):
        return ""
    return "" if at is None else f"{path.name}, byte {at}"


def _written_over(data: bytes) -> int | None:
    """The offset of the first record of a kind that is written over an older file.

    >>> whole, over = _HEAD.pack(0, 2, 1) + b"ab", _HEAD.pack(0, 0, 7)
    >>> _written_over(whole + whole), _written_over(whole + over), _written_over(over[:3])
    (None, 9, None)
    """
    for start in range(0, len(data), _BLOCK):
        at, end = start, min(start + _BLOCK, len(data))
        while at + _HEAD.size <= end:
            _, size, kind = _HEAD.unpack_from(data, at)
            if kind in _WRITTEN_OVER:
                return at
            at += _HEAD.size + size
    return None
