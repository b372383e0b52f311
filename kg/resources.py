"""Where the data files are: `ontology/` and `queries/`, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from kg.errors import OntologyError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of data files called `name` ('ontology', 'queries').

    A wheel carries it inside the package (`kg/data/NAME`), a checkout beside it.

    :raises OntologyError: when it is in neither place.

    >>> folder("ontology").joinpath("ontology.ttl").is_file()
    True
    """
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise OntologyError(
        f"the data folder '{name}' is missing", where=str(_PACKAGE), hint="reinstall article-kg"
    )
