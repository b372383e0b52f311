"""Turtle and TriG: RDF for people, a paragraph for each subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.vocab import BASE, PREFIXES, RDF, XSD

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


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Turtle for people (https://www.w3.org/TR/turtle/): a paragraph for each subject, its class first.

    `triples` come in the order of `Graph.triples`. Only prefixes that are used are declared.
    """
    return _document("\n\n".join(_paragraphs(triples)))


def trig(quads: bytes) -> bytes:
    """TriG (https://www.w3.org/TR/trig/) of N-Quads, in their order: Turtle with a block for each graph.

    Such graphs are large, so Oxigraph writes them. Only prefixes that are used are declared.
    """
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}".encode() in quads}
    found = ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    return ox.serialize(found, format=ox.RdfFormat.TRIG, prefixes=used) or b""


def _paragraphs(triples: Iterable[ox.Triple]) -> Iterator[str]:
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        lines = []
        for predicate, group in groupby(about, key=lambda triple: triple.predicate):
            verb = "a" if predicate == _TYPE else _term(predicate)
            objects = " ,\n    ".join(_term(triple.object) for triple in group)
            lines.append(f"{verb} {objects}")
        yield f"{_term(subject)} " + " ;\n  ".join(lines) + " ."


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
