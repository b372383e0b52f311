"""Given names that are a man's or a woman's nearly always."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from kg.errors import OntologyError
from kg.resources import folder

#: The file of the names, in `ontology/`.
FILE = "given-names.tsv"


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, Literal["he", "she"]]:
    """By which pronoun they go who bear a given name, by the name in lower case without accents.

    :raises OntologyError: when the file cannot be read.

    >>> given_names()["kathryn"], "kim" in given_names()
    ('she', False)
    """
    path = folder("ontology") / FILE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        return {row["name"]: "he" if row["pronoun"] == "he" else "she" for row in rows}
    except (OSError, KeyError) as error:
        raise OntologyError(
            f"cannot be read: {error}", where=str(path), hint="reinstall article-kg"
        ) from error
