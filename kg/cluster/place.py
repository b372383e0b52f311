"""A folder on any file system that fsspec knows: files that appear whole or not at all."""

from __future__ import annotations

import io
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import ClusterError, InputError, KGError, OutputError


def needed(name: str) -> Any:
    """A library of the extra `dask`.

    :raises ClusterError: when it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != name.partition(".")[0]:
            raise
        raise ClusterError(f"{name} is not installed", hint="pip install 'article-kg[dask]'") from None


def file_system(url: str) -> tuple[Any, str]:
    """What reads and writes an address, and what the address is called there; nothing listed is remembered.

    :raises InputError: for an address that nothing here can read.
    """
    try:
        found: tuple[Any, str] = needed("fsspec").core.url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        hint = "install what fsspec needs for it, here and where the workers are"
        raise InputError(f"no address that can be read ({error})", where=url, hint=hint) from None
    return found


def is_url(path: str | Path) -> bool:
    """Whether a path is an address.

    >>> is_url("s3://news/2023"), is_url("news/2023")
    (True, False)
    """
    return "://" in str(path)


def opened(files: Any, path: str) -> BinaryIO:
    """A file of a file system, to be read.

    :raises OSError: when it is not there, or cannot be read.
    """
    with _os_errors():
        # What object stores give reads no line of at most so many bytes.
        return io.BufferedReader(files.open(path, "rb"))


@contextmanager
def _os_errors() -> Iterator[None]:
    """What the libraries of remote file systems raise is of no one kind; from here on it is."""
    try:
        yield
    except (OSError, KGError):
        raise
    except Exception as error:
        raise OSError(str(error) or type(error).__name__) from error


@contextmanager
def _reading(where: str) -> Iterator[None]:
    """
    :raises InputError: when something is there and cannot be read.
    """
    try:
        with _os_errors():
            yield
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = error.strerror or str(error) or "cannot be read"
        raise InputError(reason, where=where, hint="check the address, and who may read it") from None


class Place:
    """A folder by its address, or by its path on this machine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, root = file_system(url)
        self._root = root.rstrip("/")

    def path(self, name: str) -> str:
        """What a file of the folder is called on its file system."""
        return f"{self._root}/{name}"

    def open(self, name: str) -> BinaryIO:
        """A file to be read.

        :raises OSError: when it is not there, or cannot be read.
        """
        return opened(self._files, self.path(name))

    def read(self, name: str) -> bytes | None:
        """What is in a file; None when it is not there.

        :raises InputError: when it cannot be read.
        """
        try:
            with _reading(f"{self.url}/{name}"), self.open(name) as file:
                return file.read()
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        """Bytes of a file; None when it is not there.

        :raises InputError: when that cannot be learnt.
        """
        try:
            with _reading(f"{self.url}/{name}"):
                return int(self._files.size(self.path(name)))
        except FileNotFoundError:
            return None

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file to be written: it takes its place when all is done, and never when that fails.

        :raises OutputError: when it cannot be written.
        """
        folder, slash, last = name.rpartition("/")
        beside = f"{folder}{slash}.{last}.{platform.node()}.{os.getpid()}.part"
        try:
            with _os_errors():
                self._files.makedirs(self.path(folder).rstrip("/"), exist_ok=True)
                with self._files.open(self.path(beside), "wb") as file:
                    yield file
                self._files.mv(self.path(beside), self.path(name))
        except OSError as error:
            reason = error.strerror or str(error) or "cannot be written"
            hint = "choose a place that you and the workers may write to"
            raise OutputError(reason, where=f"{self.url}/{name}", hint=hint) from None

    def write(self, name: str, data: bytes) -> None:
        """Put data into a file, wholly or not at all.

        :raises OutputError: when it cannot be written.
        """
        with self.writing(name) as file:
            file.write(data)

    def names(self, folder: str = "") -> list[str]:
        """The names of the files in a folder below, sorted.

        :raises InputError: when it cannot be listed.
        """
        try:
            with _reading(f"{self.url}/{folder}"):
                found = self._files.ls(self.path(folder).rstrip("/"), detail=False)
        except FileNotFoundError:
            return []
        return sorted(path.rstrip("/").rpartition("/")[2] for path in found)

    def remove(self, name: str) -> None:
        """Take a file away, or a folder with what is in it, if it is there."""
        with suppress(FileNotFoundError):
            self._files.rm(self.path(name), recursive=True)
