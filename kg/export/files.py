"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import OutputError


def write(path: Path, data: bytes) -> None:
    """Put `data` into a file, wholly or not at all.

    A file that is there keeps its content until the new one is complete. A device or a pipe is
    written to directly.

    :raises OutputError: when the folder or the file cannot be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
            return
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise OutputError(reason, where=str(path), hint="choose a folder that you may write to") from None
