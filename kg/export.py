"""The graph as bytes: N-Quads and TriG with the named graphs, Turtle, N-Triples and JSON-LD without.

Every format is sorted, so that the same graph gives the same bytes. Nothing is fetched: JSON-LD
carries the context of `ontology/context.jsonld` inside itself.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kg.errors import OntologyError, OutputError
from kg.resources import folder
from kg.store import Graph
from kg.vocab import BASE, PREFIXES, RDF, XSD, expand, shorten

if TYPE_CHECKING:
    import rdflib

Format = Literal["turtle", "trig", "ntriples", "nquads", "jsonld"]

#: The format of a file, by the ending of its name.
ENDINGS: Mapping[str, Format] = MappingProxyType(
    {".nq": "nquads", ".trig": "trig", ".nt": "ntriples", ".ttl": "turtle", ".jsonld": "jsonld"}
)

_TYPE = RDF("type")
_STRING = XSD("string")

#: What may follow a prefix unescaped: part of https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[A-Za-z0-9_-])?", re.ASCII)

#: What follows the base and resolves to itself: no dot, so no dot segment; no colon, so no scheme.
_RELATIVE = re.compile(r"[A-Za-z]+/[A-Za-z0-9_/-]*(?:#[A-Za-z0-9=,]+)?")

#: Literals that Turtle writes without quotation marks, by datatype.
_BARE = MappingProxyType(
    {
        XSD("integer"): re.compile(r"[+-]?[0-9]+"),
        XSD("decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
        XSD("boolean"): re.compile(r"true|false"),
    }
)

#: Integers that every reader of JSON keeps exact (RFC 8259, section 6).
_EXACT_INTEGER = 2**53


def format_of(path: Path) -> Format:
    """The format that the ending of a file's name stands for.

    :raises OutputError: for any other ending.

    >>> format_of(Path("kg.ttl"))
    'turtle'
    """
    try:
        return ENDINGS[path.suffix.lower()]
    except KeyError:
        raise OutputError(
            "no format goes by this name", where=str(path), hint=f"end it in {', '.join(ENDINGS)}"
        ) from None


def export(graph: Graph, format: Format, *, article: ox.NamedNode | None = None) -> bytes:
    """The graph, or one article with what follows from it, in UTF-8.

    N-Quads are sorted by line, the others by graph, subject, predicate (the class first) and object.

    :raises OutputError: for an unknown format.
    """
    if format == "nquads":
        return nquads(graph.quads(article=article))
    if format == "trig":
        return _trig(graph.quads(article=article))
    triples = graph.triples(article=article)
    if format == "turtle":
        return turtle(triples)
    if format == "ntriples":
        return nquads(triples)
    if format == "jsonld":
        return jsonld(triples)
    raise OutputError(f"{format!r} is no format", hint=f"choose one of {', '.join(ENDINGS.values())}")


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


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """The same statements for rdflib; those without a named graph go to its default graph."""
    import rdflib  # here, since it takes longer to import than all the rest

    dataset = rdflib.Dataset()
    dataset.parse(data=nquads(quads).decode(), format="nquads")
    return dataset


# -------------------------------------------------------------------- N-Quads, N-Triples


def nquads(statements: Iterable[ox.Quad] | Iterable[ox.Triple]) -> bytes:
    """One statement on each line, sorted by line, each line once.

    https://www.w3.org/TR/n-quads/; triples give N-Triples.

    >>> nquads([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("b"))])
    b'<urn:a> <urn:p> "b" .\\n'
    """
    lines = {f"{statement} .\n" for statement in statements}
    return "".join(sorted(lines)).encode()


# -------------------------------------------------------------------- Turtle, TriG


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Turtle for people (https://www.w3.org/TR/turtle/): a paragraph for each subject, its class first.

    `triples` come in the order of `Graph.triples`. Only prefixes that are used are declared.
    """
    return _document("\n\n".join(_paragraphs(triples, "")))


def _trig(quads: Iterable[ox.Quad]) -> bytes:
    blocks: list[str] = []
    for name, group in groupby(quads, key=lambda quad: quad.graph_name):
        triples = (quad.triple for quad in group)
        if isinstance(name, ox.DefaultGraph):
            blocks.extend(_paragraphs(triples, ""))
        else:
            body = "\n\n".join(_paragraphs(triples, "  "))
            blocks.append(f"{_term(name)} {{\n{body}\n}}")
    return _document("\n\n".join(blocks))


def _paragraphs(triples: Iterable[ox.Triple], indent: str) -> Iterator[str]:
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        lines = []
        for predicate, group in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == _TYPE else _term(predicate)
            objects = f" ,\n{indent}    ".join(_term(triple.object) for triple in group)
            lines.append(f"{verb} {objects}")
        yield f"{indent}{_term(subject)} " + f" ;\n{indent}  ".join(lines) + " ."


def _document(body: str) -> bytes:
    """The body under its base and the prefixes that it uses (or that its texts seem to use)."""
    used = set(re.findall(r"(?:^|[\s^])([a-z]+):", body))
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used & PREFIXES.keys()))
    return f"@base <{BASE}> .\n{head}\n{body}\n".encode()


def _term(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language or term.datatype == _STRING:
        return str(term)
    bare = _BARE.get(term.datatype)
    if bare and bare.fullmatch(term.value):
        return term.value
    return f"{ox.Literal(term.value)}^^{_iri(term.datatype.value)}"


@lru_cache(maxsize=1 << 16)
def _iri(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    if iri.startswith(BASE) and _RELATIVE.fullmatch(iri, len(BASE)):
        return f"<{iri[len(BASE) :]}>"
    return f"<{iri}>"


# -------------------------------------------------------------------- JSON-LD


def jsonld(triples: Iterable[ox.Triple]) -> bytes:
    """Compact JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) with its context: one flat list of nodes.

    `triples` come in the order of `Graph.triples`. A property has its short name where its value is
    what the context says of that name, else its name with a prefix and the value in full.

    :raises OutputError: for an IRI that JSON-LD would take for a prefixed name.
    :raises OntologyError: when the context is missing or broken.
    """
    context = _context()
    nodes = []
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"@id": _name(subject)}
        for triple in about:
            if triple.predicate == _TYPE and not isinstance(triple.object, ox.Literal):
                key, value = "@type", _name(triple.object)
            else:
                key, value = _pair(triple, context)
            node.setdefault(key, []).append(value)
        nodes.append({key: _single(value) for key, value in node.items()})
    document = {"@context": context.source, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _Term:
    """A short name of the context and what it says of its values."""

    name: str
    type: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class _Context:
    """`ontology/context.jsonld`: the JSON as it stands, and its short names by property."""

    source: Mapping[str, Any]
    terms: Mapping[str, _Term]


@cache
def _context() -> _Context:
    path = folder("ontology") / "context.jsonld"
    try:
        source = json.loads(path.read_text("utf-8"))["@context"]
        terms = {
            expand(entry["@id"]): _Term(
                name, expand(entry["@type"]) if "@type" in entry else None, entry.get("@language")
            )
            for name, entry in source.items()
            if isinstance(entry, dict)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OntologyError(f"not a JSON-LD context ({error})", where=str(path), hint="restore it") from None
    return _Context(source, terms)


def _pair(triple: ox.Triple, context: _Context) -> tuple[str, Any]:
    """Key and value of a property in JSON."""
    term = context.terms.get(triple.predicate.value)
    value = triple.object
    if not isinstance(value, ox.Literal):
        if term and term.type == "@id":
            return term.name, _name(value)
        return _name(triple.predicate), {"@id": _name(value)}
    if value.language:
        if term and term.language == value.language:
            return term.name, value.value
        return _name(triple.predicate), {"@value": value.value, "@language": value.language}
    if value.datatype == _STRING:
        plain = term and not term.type and not term.language
        return (term.name if term and plain else _name(triple.predicate)), value.value
    if term and term.type == value.datatype.value:
        return term.name, _native(value)
    return _name(triple.predicate), {"@value": value.value, "@type": _name(value.datatype)}


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


def _name(node: Any) -> str:
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
