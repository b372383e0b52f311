"""Nested JSON-LD: a document for each statement, as `ontology/frame.jsonld` says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.export.json_ld import pair, shipped_context, short
from kg.export.view import Term, View
from kg.resources import folder
from kg.vocab import RDF, expand

_TYPE = RDF("type")

#: Of a frame (https://www.w3.org/TR/json-ld11-framing/), only this is read: no node is matched by its
#: values, every one is embedded wherever the frame has a place for it, with what is named there.
_FLAGS = {"@context", "@type", "@explicit", "@embed", "@omitDefault"}


def framed(view: View) -> bytes:
    """JSON-LD 1.1 with its context: each statement with its speaker, proposition and evidence inside it.

    A node of which the frame's properties are not known is its IRI.

    :raises OntologyError: when the frame or the context is missing or broken.
    :raises OutputError: for an IRI that JSON-LD would take for a prefixed name.
    """
    frame = _frame()
    documents = [_document(view, node, frame) for node in view.statements]
    whole = {"@context": shipped_context().source, "@graph": documents}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _frame() -> Mapping[str, Any]:
    path = folder("ontology") / "frame.jsonld"
    try:
        frame = json.loads(path.read_text("utf-8"))
        _check(frame)
    except (OSError, ValueError, AttributeError) as error:
        raise OntologyError(f"not a JSON-LD frame ({error})", where=str(path), hint="restore it") from None
    return frame  # type: ignore[no-any-return]


def _check(frame: Mapping[str, Any]) -> None:
    for name, inner in frame.items():
        if name.startswith("@"):
            if name not in _FLAGS:
                raise ValueError(f"{name} is not understood")
        else:
            _check(inner)


def _document(view: View, node: Term, frame: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": short(node)}
    known = view.properties.get(node, {})
    if types := [short(kind) for kind in known.get(_TYPE, ())]:
        found["@type"] = _unwrapped(types)
    collected: dict[str, list[Any]] = {}
    for name, inner in frame.items():
        if name.startswith("@"):
            continue
        predicate = ox.NamedNode(expand(name))
        for value in known.get(predicate, ()):
            key, plain = pair(ox.Triple(node, predicate, value), shipped_context())
            collected.setdefault(key, []).append(_nested(view, value, inner, plain))
    return found | {key: _unwrapped(values) for key, values in sorted(collected.items())}


def _nested(view: View, value: Term, frame: Mapping[str, Any], plain: Any) -> Any:
    """A value in its place: a node with what the frame asks of it, anything else as it is."""
    wanted = {expand(name) for name in frame if not name.startswith("@")}
    if isinstance(value, ox.Literal) or not wanted & {name.value for name in view.properties.get(value, {})}:
        return plain
    return _document(view, value, frame)


def _unwrapped(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
