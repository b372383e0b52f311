"""The fast engine: `shacl`, which is written in Rust, and knows a graph by its N-Triples.

Its reports are those of the reference on every shape of the project, with good and with broken data
(`tests/test_engines.py`). It renames blank nodes, so what it finds about one is left to the reference,
and it does not compare dates in SPARQL, so the shapes compare them as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
import shacl

from kg.errors import OntologyError
from kg.reason import Triple
from kg.validate.results import Result, severity_named, shape_name
from kg.vocab import shorten

_BLANK = "_:"


def results(shapes: bytes, schema: tuple[bytes, ...], triples: Iterable[Triple]) -> frozenset[Result] | None:
    """What is found in data and schema under the shapes, both Turtle; None where a blank node fails one.

    :raises OntologyError: when the shapes cannot be run.
    """
    text = "".join((*map(_turtle_lines, schema), _lines(triples)))
    try:
        found = _compiled(shapes).validate_text(text, format="ntriples").results
    except ValueError as error:
        raise OntologyError(
            f"the shapes cannot be run ({error})", where="shapes.ttl", hint="mend the shape"
        ) from None
    if any((node or "").startswith(_BLANK) for result in found for node in (result.focus_node, result.value)):
        return None
    return frozenset(map(_result, found))


@cache
def _compiled(shapes: bytes) -> shacl.Shapes:
    return shacl.Shapes.from_text(shapes.decode("utf-8"), format="turtle")


@cache
def _turtle_lines(turtle: bytes) -> str:
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return _lines((quad.subject, quad.predicate, quad.object) for quad in quads)


def _lines(triples: Iterable[Triple]) -> str:
    return "".join(f"{subject} {predicate} {object} .\n" for subject, predicate, object in triples)


def _result(found: shacl.Result) -> Result:
    return Result(
        severity=severity_named(found.severity),
        shape=shape_name((found.root_shape or "").strip("<>")),
        focus=found.focus_node.strip("<>"),
        path=_path(found.path or ""),
        value="" if found.value_plain is None else found.value_plain,
        message=found.message or "",
    )


@cache
def _path(path: str) -> str:
    """A path with short names, without the parentheses around the whole of it.

    >>> _path("(<https://w3id.org/article-kg/ns#actor>|<https://w3id.org/article-kg/ns#place>)")
    'kg:actor|kg:place'
    """
    if path.startswith("(") and path.endswith(")") and path.find(")") == len(path) - 1:
        path = path[1:-1]
    return re.sub("<([^>]*)>", lambda iri: shorten(iri[1]), path)
