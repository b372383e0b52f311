"""RDF/XML, for tools that read nothing younger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import OutputError
from kg.vocab import PREFIXES, RDF, XSD

_STRING = XSD("string")

#: https://www.w3.org/TR/xml/#charsets: what no XML 1.0 document may hold, not even escaped.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: https://www.w3.org/TR/xml-names/#NT-NCName at the end of an IRI: what can be an element's name.
_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(rf"[{_START}][{_START}0-9.\-\u00b7\u0300-\u036f\u203f\u2040]*\Z")

#: Names of RDF's own that RDF/XML reads as syntax (https://www.w3.org/TR/rdf-syntax-grammar/#section-Namespace).
_SYNTAX = frozenset(
    RDF(name)
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)


def rdfxml(triples: Iterable[ox.Triple]) -> bytes:
    """RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/): an element for each subject, its class first.

    `triples` come in the order of `Graph.triples`.

    :raises OutputError: for what XML cannot write: control characters, and properties whose IRI does not
        end in a name.

    >>> rdfxml([ox.Triple(ox.NamedNode("urn:a"), XSD("p"), ox.Literal("b"))]).splitlines()[-4]
    b'  <rdf:Description rdf:about="urn:a">'
    """
    prefixes: dict[str, str] = {PREFIXES["rdf"]: "rdf"}
    body = "".join(_described(triples, prefixes))
    declared = "".join(
        f"\n  xmlns:{prefix}={quoteattr(namespace)}"
        for namespace, prefix in sorted(prefixes.items(), key=lambda pair: pair[1])
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n{body}</rdf:RDF>\n'
    if found := ILLEGAL.search(document):
        raise OutputError(f"XML has no way to write {found[0]!r}", hint="export another format")
    return document.encode()


def _described(triples: Iterable[ox.Triple], prefixes: dict[str, str]) -> Iterator[str]:
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        lines = "".join(f"    {_property(triple, prefixes)}\n" for triple in about)
        yield f"  <rdf:Description {_reference('about', subject)}>\n{lines}  </rdf:Description>\n"


def _property(triple: ox.Triple, prefixes: dict[str, str]) -> str:
    name, value = _qualified(triple.predicate, prefixes), triple.object
    if not isinstance(value, ox.Literal):
        return f"<{name} {_reference('resource', value)}/>"
    about = ""
    if value.language:
        about = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype != _STRING:
        about = f" rdf:datatype={quoteattr(value.datatype.value)}"
    # A reader of XML turns a carriage return that is not escaped into a line feed.
    return f"<{name}{about}>{escape(value.value, {chr(13): '&#13;'})}</{name}>"


def _reference(attribute: str, node: Any) -> str:
    if isinstance(node, ox.NamedNode):
        return f"rdf:{attribute}={quoteattr(node.value)}"
    if isinstance(node, ox.BlankNode):
        return f'rdf:nodeID="b{node.value}"'
    raise OutputError(f"RDF/XML has no way to write {node}", hint="export another format")


def _qualified(predicate: ox.NamedNode, prefixes: dict[str, str]) -> str:
    """The property as an element's name; a namespace without a prefix gets one by its number."""
    iri = predicate.value
    local = _LOCAL.search(iri)
    if local is None or predicate in _SYNTAX:
        raise OutputError(f"RDF/XML has no way to write the property <{iri}>", hint="export another format")
    own = next((p for p, namespace in PREFIXES.items() if iri[: local.start()] == namespace), None)
    namespace = iri[: local.start()]
    prefix = prefixes.setdefault(namespace, own or f"ns{len(prefixes)}")
    return f"{prefix}:{local[0]}"
