"""Graph files that would cost more than a graph is worth are refused, and the others read as before."""

# ruff: noqa: E501

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from kg.build import Knowledge, Settings
from kg.errors import InputError
from kg.graph_file import MAX_ELEMENTS, MAX_LEVELS, statements
from kg.store import from_file

SAY = b"<urn:a> <urn:p> "
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:">'
TEN = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))


def count(folder: Path, name: str, data: bytes) -> int:
    path = folder / name
    path.write_bytes(data)
    return sum(1 for _ in statements(path))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.nq", SAY + b"<<( <urn:a> <urn:p> " * 9999, r"a\.nq:1: more than 100 triples within one another"),
        ("a.nt", b"\n" + SAY + b"<<( <urn:a> <urn:p> " * 9999, r"a\.nt:2: more than 100 triples"),
        ("a.ttl", SAY + b"<< <urn:a> <urn:p> " * 9999, "more than 100 triples within one another"),
        ("a.ttl", SAY + b"(" + b" 1" * 400_000 + b") .", "more than 133,334 statements in 800,020 bytes"),
        ("a.ttl", b"@base <a/> . " * 1001, "more than 1,000 bases"),
        ("a.jsonld", b"[" * 9999, "more than 100 objects or lists within one another; write it flat"),
        ("a.jsonld", b'{"urn:p":' * 9999 + b"1" + b"}" * 9999, "more than 100 objects"),
        (
            "a.jsonld",
            b'{"@context":{%s},"a0":1}' % b",".join(b'"a%d":"a%d:x"' % (n, n + 1) for n in range(20_000)),
            "a context of more than 3,000 terms",
        ),
        ("a.jsonld", b'{"@context":"http://127.0.0.1:9/","a":1}', "remote context"),
        ("a.jsonld", b'{"urn:p":{"@list":[' + b"1," * 200_000 + b"1]}}", "more than 125,001 values"),
        ("a.jsonld", b'{"urn:p":"' + b"a" * 20_000_000, "not JSON-LD that can be read"),
        ("a.rdf", RDF + b"<a><b>" * 9999, r"a\.rdf:1: more than 1,000 elements within one another"),
        ("a.rdf", b'<!DOCTYPE r [<!ENTITY e0 "xxxxxxxxx">%s]>' % TEN + RDF + b"<a><b>&e9;</b></a></rdf:RDF>", "entities"),
    ],
)  # fmt: skip
def test_what_grows_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        count(tmp_path, name, data)


@pytest.mark.parametrize(
    ("name", "data", "statements"),
    [
        ("a.nq", SAY + b'"' + b"<<( " * 9999 + b'" .', 1),
        ("a.ttl", SAY + b"'''" + b"<<\n" * 999 + b"'''. # " + b"<<" * 999, 1),
        ("a.ttl", (SAY + b"<<( <urn:a> <urn:p> <urn:b> )>> .\n") * 999, 999),
        ("a.nt", SAY + b"<<( <urn:a> <urn:p> " * MAX_LEVELS + b'"1"' + b" )>>" * MAX_LEVELS + b" .", 1),
        ("a.jsonld", b'{"urn:p":"' + b'[{\\"' * 9999 + b'"}', 1),
        ("a.jsonld", b"[" * MAX_LEVELS + b"]" * MAX_LEVELS, 0),
        ("a.rdf", RDF + b"<a><b/></a>" * MAX_ELEMENTS + b"</rdf:RDF>", 2 * MAX_ELEMENTS),
        ("a.rdf", RDF + b"<a><b xmlns:x='urn:' x:c='&gt;>'/><!-- <a><a> --></a>" * MAX_ELEMENTS + b"</rdf:RDF>", 3 * MAX_ELEMENTS),
        ("a.rdf", b'<!DOCTYPE r [<!ENTITY u "urn:x-example:">]>' + RDF + b"<a><b>&u;c</b></a>" * 999 + b"</rdf:RDF>", 1998),
    ],
)  # fmt: skip
def test_what_only_looks_so_is_read(tmp_path: Path, name: str, data: bytes, statements: int) -> None:
    assert count(tmp_path, name, data) == statements


def test_an_ontology_of_ones_own_is_bounded_too(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_bytes(SAY + b"<<( <urn:a> <urn:p> " * 99_999)
    with pytest.raises(InputError, match="more than 100 triples within one another"):
        Knowledge(Settings(ontology=(path,)))


def test_a_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_bytes(b"".join(b"<urn:%d> <urn:p> <urn:o> .\n" % n for n in range(120_000)))
    tracemalloc.start()
    assert len(from_file(path).store) == 120_000
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()
