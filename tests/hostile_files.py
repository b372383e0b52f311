"""Files of 10 MB that are meant to hurt, one kind in each ending that is read."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

from inputs import LEAD, rss

from kg.errors import InputError, KGError
from kg.graph_file import READABLE
from kg.query import query
from kg.read import read
from kg.store import from_file

SIZE = 10_000_000


def _filled(piece: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[], bytes]:
    return lambda: before + piece * ((SIZE - len(before) - len(after)) // len(piece)) + after


def _nested(opening: bytes, closing: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[], bytes]:
    times = SIZE // (len(opening) + len(closing))
    return lambda: before + opening * times + b"1" + closing * times + after


_RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:">'
_SAY = b"<urn:a> <urn:p> "
_PAGE = b"<html><body><article>"
_MAIL = b"MIME-Version: 1.0\nSubject: x\n"


def _bomb() -> bytes:
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    head = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "%s">%s]>' % (b"x" * 1000, entities)
    return head + _RDF + b"<a><b>&e9;</b></a>" * (SIZE // 20) + b"</rdf:RDF>"


def _members() -> bytes:
    return b"".join(b"<urn:%d> <urn:p> <urn:o> .\n" % number for number in range(SIZE // 30))


#: How each is made, by its name, which ends as the file's.
LARGE: dict[str, Callable[[], bytes]] = {
    "one token.txt": _filled(b"a"),
    "no blanks.txt": _filled("(“'😀שלום".encode()),
    "lines.txt": _filled(b"a\n"),
    "prose.txt": _filled(LEAD.encode() + b"\n\n"),
    "broken UTF-8.txt": _filled(b"\xe2\x80\xff"),
    "UTF-16 surrogates.txt": _filled(b"\x00\xd8", b"\xff\xfe"),
    "nulls.txt": _filled(b"\0"),
    "header.txt": _filled(b"Title: x\n"),
    "blanks.txt": _filled(b" ", b"a", b"a"),
    "bomb.txt.gz": lambda: gzip.compress(bytes(SIZE * 10), 9, mtime=0),
    "tags.html": _nested(b"<b>", b"</b>", _PAGE),
    "divs.html": _nested(b"<div>", b"</div>", _PAGE),
    "attributes.html": _filled(b" a='1'", b"<html><body><p", b">"),
    "quotes.html": _filled(b"<p a='", _PAGE),
    "entities.html": _filled(b"&amp;&#65;&x;", _PAGE + b"<p>"),
    "comments.html": _filled(b"<!-- -", _PAGE),
    "tables.html": _filled(b"<table><tr><td>", _PAGE),
    "line.html": _filled(LEAD.encode() + b" ", _PAGE + b"<p>"),
    "script.html": _filled(b'{"@type":', _PAGE + b'<script type="application/ld+json">'),
    "boundaries.eml": _filled(b"--b\n", _MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n"),
    "header.eml": _filled(b" x=1;", _MAIL + b"Content-Type: text/plain;"),
    "headers.eml": _filled(b"X-A: b\n", _MAIL),
    "words.eml": _filled(b"=?utf-8?q?=41?= ", _MAIL + b"From: "),
    "base64.eml": _filled(b"QUFB", _MAIL + b"Content-Transfer-Encoding: base64\n\n"),
    "entries.rss": lambda: rss(f"<description>{LEAD * 8}</description>", count=SIZE // 900).encode(),
    "deep.rss": _nested(b"<a>", b"</a>", b"<rss><channel><item>"),
    "entities.xml": _bomb,
    "namespaces.atom": _filled(b" xmlns:a='b'", b"<feed", b"/>"),
    "deep.json": _nested(b"[", b"]"),
    "objects.json": _nested(b'{"a":', b"}"),
    "digits.json": _filled(b"9", b'{"text":', b"}"),
    "records.json": _filled(b'{"text":"x"},', b"[", b"{}]"),
    "surrogates.json": _filled(b"\\ud800", b'{"text":"', b'"}'),
    "line.jsonl": _filled(b"a", b'{"text":"', b'"}'),
    "records.jsonl": _filled(b"{}\n"),
    "statements.nq": _members,
    "triples.nq": _nested(b"<<( <urn:a> <urn:p> ", b" )>>", _SAY, b" ."),
    "broken.nq": _filled(b"x\n"),
    "literal.nt": _filled(b"a", _SAY + b'"', b'" .'),
    "open.nt": _filled(b"a", _SAY + b'"'),
    "nodes.ttl": _filled(b"[],", _SAY, b"1 ."),
    "list.ttl": _filled(b" 1", _SAY + b"(", b") ."),
    "lists.ttl": _nested(b"(", b")", _SAY, b" ."),
    "properties.ttl": _nested(b"[<urn:p> ", b"]", _SAY, b" ."),
    "triples.ttl": _nested(b"<<( <urn:a> <urn:p> ", b" )>>", _SAY, b" ."),
    "prefixes.ttl": _filled(b"@prefix a: <urn:> ."),
    "base.ttl": _filled(b"@base <a/> .", b"@base <http://a/> ."),
    "open.trig": _filled(b"a", _SAY + b'"""'),
    "graphs.trig": _nested(b"{", b"}"),
    "deep.jsonld": _nested(b"[", b"]"),
    "objects.jsonld": _nested(b'{"urn:p":', b"}"),
    "graphs.jsonld": _nested(b'{"@graph":', b"}"),
    "list.jsonld": _filled(b"1,", b'{"urn:p":{"@list":[', b"1]}}"),
    "context.jsonld": lambda: (
        b'{"@context":{%s},"a0":1}' % b",".join(b'"a%d":"a%d:x"' % (n, n + 1) for n in range(SIZE // 20))
    ),
    "value.jsonld": _filled(b"a", b'{"urn:p":"', b'"}'),
    "deep.rdf": _nested(b"<a><b>", b"</b></a>", _RDF, b"</rdf:RDF>"),
    "triples.rdf": _nested(b'<a><b rdf:parseType="Triple">', b"</b></a>", _RDF, b"</rdf:RDF>"),
    "entities.rdf": _bomb,
    "entity.rdf": lambda: (
        b'<!DOCTYPE r [<!ENTITY e "%s">]>%s<a><b>%s</b></a></rdf:RDF>'
        % (b"x" * 100_000, _RDF, b"&e;" * (SIZE // 3))
    ),
    "attributes.rdf": _filled(b" a='1'", _RDF + b"<rdf:Description", b"/></rdf:RDF>"),
    "members.rdf": _filled(b"<rdf:li>x</rdf:li>", _RDF + b"<a>", b"</a></rdf:RDF>"),
}


def read_large(path: Path, renew: Callable[[], None]) -> bool:
    """Read a file as an article, or as a graph that is asked; whether it was refused.

    `renew` is called where a file of many articles has come a good piece further.
    """
    if path.suffix in READABLE:
        try:
            query(from_file(path), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        except KGError:
            return True
        return False
    refused = True
    for number, item in enumerate(read([path]), 1):
        refused = refused and isinstance(item, InputError)
        if number % 10_000 == 0:
            renew()
    return refused
