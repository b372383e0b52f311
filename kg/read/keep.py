"""The text of an article beside its graph, so that every span can be looked up."""

from __future__ import annotations

import os
import re
from pathlib import Path

from kg.errors import OutputError
from kg.model import Article

_NAME = re.compile(r"[0-9A-Za-z_-]+")


def keep_text(article: Article, folder: Path, name: str) -> Path:
    r"""Writes the article's text to `name`.txt in a folder, wholly or not at all, and says where.

    The file is UTF-8 with `\n` as line end: decoded, its code points are those of `Article.text`. The
    folder is made if need be; a file of this name is replaced. `name` is letters, digits, `-` and `_`.

    :raises ValueError: when the name has other characters.
    :raises OutputError: when the file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not the name of a text: {name!r}")
    path = folder / f"{name}.txt"
    beside = folder / f".{name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(article.text.encode())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or "cannot be written"
        hint = "choose a folder that you may write to"
        raise OutputError(reason, where=str(path), hint=hint) from None
    return path
