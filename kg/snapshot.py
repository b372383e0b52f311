"""A store as it is at one moment, to be read while another process goes on writing it.

RocksDB opens its files when they are first looked into, and its writer removes the files whose content
it has packed into others. So a reader takes links to all of them first: the files themselves never change.
"""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

#: How snapshots begin that lie in the folder of a store, before the number of the reader's process.
_NAME = "reading-"
#: How often it is tried again when the writer has changed its list of files meanwhile, some times a second.
_TRIES = 50
#: What is opened when the store is, and may be written on; the rest is linked or not needed.
_COPIED = ("CURRENT", "MANIFEST-", "OPTIONS-", "IDENTITY")

_numbers = count(1)


def snapshot(folder: Path) -> Path | None:
    """A folder with the store as it is now, to be deleted after use; None if it cannot be made.

    It cannot where links or new folders cannot be made: there, as a rule, nobody writes the store either.
    """
    try:
        for _ in range(_TRIES):
            made = folder / f"{_NAME}{os.getpid()}-{next(_numbers)}"
            discard(made)
            made.mkdir()
            try:
                if _fill(made, folder):
                    return made
            except BaseException:
                discard(made)
                raise
            discard(made)
    except OSError:
        pass
    return None


def discard(made: Path) -> None:
    """Delete a snapshot."""
    shutil.rmtree(made, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Delete the snapshots of readers that are no more."""
    for made in folder.glob(f"{_NAME}*-*"):
        number = made.name.removeprefix(_NAME).partition("-")[0]
        if number.isdigit() and not _is_running(int(number)):
            discard(made)


def _fill(made: Path, folder: Path) -> bool:
    """Copy and link what the store consists of; False if it changed meanwhile."""
    before = _state(folder)
    try:
        for path in folder.iterdir():
            if path.suffix == ".sst" and path.stem.isdigit():
                os.link(path, made / path.name)
            elif path.name.startswith(_COPIED) or (path.suffix == ".log" and path.stem.isdigit()):
                shutil.copyfile(path, made / path.name)
    except FileNotFoundError:
        return False
    return _state(folder) == before


def _state(folder: Path) -> tuple[bytes, tuple[tuple[str, int], ...]]:
    """The lists of a store's files, and how long they are. They grow before a file is removed."""
    try:
        lists = sorted((path.name, path.stat().st_size) for path in folder.glob("MANIFEST-*"))
        return (folder / "CURRENT").read_bytes(), tuple(lists)
    except FileNotFoundError:
        return b"", ()


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
