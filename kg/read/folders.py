"""The files that a path, a folder or a pattern stands for, one at a time."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.read.text import normalise

#: A browser that saves `page.html` puts its pictures and frames into this folder beside it.
_SAVED_PARTS = "_files"


def files_at(path: Path, endings: tuple[str, ...]) -> Iterator[Path | InputError]:
    """The files that a path leads to, in order of name; an error in the place of what cannot be read.

    A file is itself, whatever its ending. A folder is its files with one of the `endings`, those of
    its subfolders among them; hidden ones and the parts of saved web pages are left out. A path that
    does not exist and has `*`, `?` or `[` in it is a pattern that the shell left alone.
    """
    if path.is_dir():
        yield from _walk(path, endings)
    elif glob.has_magic(str(path)) and not os.path.lexists(path):
        yield from _matching(path, endings)
    else:
        yield path


def unreadable(error: OSError | ValueError, source: str) -> InputError:
    """The error value for what the system refuses to read."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return InputError(f"cannot be read ({reason})", where=source, hint="check the path and its permissions")


def _matching(pattern: Path, endings: tuple[str, ...]) -> Iterator[Path | InputError]:
    if "**" in pattern.parts:
        hint = "name the folder: its subfolders are read with it"
        yield InputError("'**' in a pattern", where=_name(pattern), hint=hint)
        return
    relative = pattern.relative_to(pattern.anchor)
    hidden = any(part.startswith(".") for part in relative.parts if part not in (".", ".."))
    found = sorted(
        path
        for path in Path(pattern.anchor).glob(str(relative))
        if hidden or not any(part.startswith(".") and part != ".." for part in path.parts)
    )
    if not found:
        yield InputError("no file matches", where=_name(pattern), hint="check the pattern")
    for path in found:
        yield from files_at(path, endings)


def _walk(top: Path, endings: tuple[str, ...]) -> Iterator[Path | InputError]:
    empty = True
    # The folders that are open, innermost last: each with its real path and the names still to come.
    above: list[str] = []
    waiting: list[tuple[Path, Iterator[str]]] = [(top, iter(("",)))]
    while waiting:
        parent, names = waiting[-1]
        if (name := next(names, None)) is None:
            waiting.pop()
            if above:
                above.pop()
            continue
        path = parent / name
        if path.is_dir():
            try:
                waiting.append((path, _enter(path, above)))
            except InputError as error:
                empty = False
                yield error
        elif name.lower().endswith(endings):
            empty = False
            yield _regular(path)
    if empty:
        hint = f"put {', '.join(endings)} files in it"
        yield InputError("a folder with no article in it", where=_name(top), hint=hint)


def _enter(folder: Path, above: list[str]) -> Iterator[str]:
    """The names in a folder that are worth a look, sorted; the folder is one of those above from now on."""
    real = os.path.realpath(folder)
    if real in above:
        raise InputError("a folder that contains itself", where=_name(folder), hint="remove the link")
    try:
        with os.scandir(folder) as entries:
            names = sorted((e.name for e in entries if not e.name.startswith(".")), reverse=True)
    except OSError as error:
        raise unreadable(error, _name(folder)) from None
    above.append(real)
    return (name for name in _emptied(names) if not _is_part(folder, name))


def _emptied(names: list[str]) -> Iterator[str]:
    """The names from the last on; each is let go, since pathlib remembers every name that is held."""
    while names:
        yield names.pop()


def _is_part(folder: Path, name: str) -> bool:
    """Whether a folder holds the parts of a saved web page beside it."""
    page = name.removesuffix(_SAVED_PARTS)
    return name.endswith(_SAVED_PARTS) and any((folder / (page + end)).exists() for end in (".html", ".htm"))


def _regular(path: Path) -> Path | InputError:
    """The file; pipes and devices, which may never end, are read only when they are named."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return path  # whoever opens it says why
    if not stat.S_ISREG(mode):
        return InputError("not a file", where=_name(path), hint="name it to have it read all the same")
    return path


def _name(path: Path) -> str:
    return normalise(str(path))
