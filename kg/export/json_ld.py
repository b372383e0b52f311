"""Compact JSON-LD with its context; nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError, OutputError
from kg.resources import folder
from kg.vocab import RDF, XSD, expand, shorten

_TYPE = RDF("type")
_STRING = XSD("string")

#: Integers that every reader of JSON keeps exact (RFC 8259, section 6).
_EXACT_INTEGER = 2**53


def jsonld(triples: Iterable[ox.Triple]) -> bytes:
    """Compact JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) with its context: one flat list of nodes.

    `triples` come in the order of `Graph.triples`. A property has its short name where its value is
    what the context says of that name, else its name with a prefix and the value in full.

    :raises OutputError: for an IRI that JSON-LD would take for a prefixed name.
    :raises OntologyError: when the context is missing or broken.
    """
    context = shipped_context()
    nodes = []
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": short(subject)}
        for triple in about:
            if triple.predicate == _TYPE and not isinstance(triple.object, ox.Literal):
                key, value = "@type", short(triple.object)
            else:
                key, value = pair(triple, context)
            node.setdefault(key, []).append(value)
        nodes.append({key: _single(value) for key, value in node.items()})
    document = {"@context": context.source, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class ContextTerm:
    """A short name of the context and what it says of its values."""

    name: str
    type: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """`ontology/context.jsonld`: the JSON as it stands, and its short names by property."""

    source: Mapping[str, Any]
    terms: Mapping[str, ContextTerm]


@cache
def shipped_context() -> Context:
    """The context that every JSON-LD document carries.

    :raises OntologyError: when it is missing or broken.
    """
    path = folder("ontology") / "context.jsonld"
    try:
        source = json.loads(path.read_text("utf-8"))["@context"]
        terms = {
            expand(entry["@id"]): ContextTerm(
                name, expand(entry["@type"]) if "@type" in entry else None, entry.get("@language")
            )
            for name, entry in source.items()
            if isinstance(entry, dict)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OntologyError(f"not a JSON-LD context ({error})", where=str(path), hint="restore it") from None
    return Context(source, terms)


def pair(triple: ox.Triple, context: Context) -> tuple[str, Any]:
    """Key and value of a property in JSON."""
    term = context.terms.get(triple.predicate.value)
    value = triple.object
    if not isinstance(value, ox.Literal):
        if term and term.type == "@id":
            return term.name, short(value)
        return short(triple.predicate), {"@id": short(value)}
    if value.language:
        if term and term.language == value.language:
            return term.name, value.value
        return short(triple.predicate), {"@value": value.value, "@language": value.language}
    if value.datatype == _STRING:
        plain = term and not term.type and not term.language
        return (term.name if term and plain else short(triple.predicate)), value.value
    if term and term.type == value.datatype.value:
        return term.name, _native(value)
    return short(triple.predicate), {"@value": value.value, "@type": short(value.datatype)}


def _native(literal: ox.Literal) -> int | bool | str:
    """A number or a truth value of JSON where that gives the same literal back, else the string."""
    text = literal.value
    if literal.datatype == XSD("boolean") and text in ("true", "false"):
        return text == "true"
    if literal.datatype == XSD("integer") and text.lstrip("-").isdecimal():
        number = int(text)
        if str(number) == text and abs(number) < _EXACT_INTEGER:
            return number
    return text


def short(node: Any) -> str:
    """The name of a node in JSON-LD.

    :raises OutputError: for an IRI that JSON-LD would take for a prefixed name.
    """
    if isinstance(node, ox.BlankNode):
        return str(node)
    if not isinstance(node, ox.NamedNode):
        raise OutputError(f"JSON-LD has no way to write {node}", hint="export another format")
    name = shorten(node.value)
    if name == node.value and expand(name) != name:
        raise OutputError(f"JSON-LD would take <{name}> for a prefixed name", hint="export another format")
    return name


def _single(values: Any) -> Any:
    return values[0] if isinstance(values, list) and len(values) == 1 else values
