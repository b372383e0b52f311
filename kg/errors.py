"""The error tree: everything that article-kg raises on purpose is a `KGError`."""

from __future__ import annotations


class KGError(Exception):
    """Something that the user can understand and mend.

    The message says what is wrong, where (file and code-point or line offset) and what to do.

    >>> str(InputError("not UTF-8", where="a.txt:12", hint="save the file as UTF-8"))
    'a.txt:12: not UTF-8; save the file as UTF-8'
    """

    #: Process exit status when this error ends a command: 2 is a usage or input error.
    exit_status: int = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(f"{where}: {what}" if where else what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}; {self.hint}" if self.hint else text


class InputError(KGError):
    """An article, graph or parameter that cannot be read."""


class LanguageError(InputError):
    """A text in a language that cannot be analysed, or a model that cannot be loaded."""


class OntologyError(KGError):
    """The Turtle in `ontology/` is not what the program needs."""


class OutputError(KGError):
    """A file or folder that cannot be written."""


class StoreError(KGError):
    """A store on disk that cannot be opened, read or written, or that somebody else is writing to."""


class LoadError(KGError):
    """A triple store that cannot be reached, refuses what it is sent, or holds something else afterwards."""


class ClusterError(KGError):
    """A Dask cluster that cannot be reached, is not equipped for the work, or whose workers keep dying."""


class QueryError(KGError):
    """An unknown question, a missing or ill-formed parameter, or SPARQL that does not parse."""
