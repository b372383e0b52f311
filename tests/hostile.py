"""What is given to the readers, questions and stores by fuzzing, and what they may do with it.

A target makes inputs (a strategy of hypothesis) and tries one: whatever is no `KGError` is a fault.
`tests/test_fuzz.py` tries some of each, always the same; `scripts/fuzz` as many as there is time for.
"""

# ruff: noqa: E501

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from inputs import ATOMS, SOUND
from pyoxigraph import NamedNode, Quad

from kg.archive import BASE_GRAPHS, Archive
from kg.cli.archives import _property, _term
from kg.cli.table import FORMATS, render
from kg.errors import KGError
from kg.export import export
from kg.graph_file import READABLE
from kg.load import Target
from kg.query import Answer, ask, query, questions
from kg.read.formats import ENDINGS, read_stream
from kg.resolve import resolve_article, resolve_entity
from kg.store import Graph, from_file
from kg.stored import spo
from kg.vocab import BASE

ROOT = Path(__file__).parents[1]
#: Seconds after which a query is given up: it may ask for anything.
PATIENCE = 3.0

GRAPH_ATOMS = (
    b"<<( ", b" )>>", b"<<", b">>", b"[", b"]", b"(", b")", b"{", b"}", b"_:b", b"@prefix", b"@base <", b"a", b"\"\"\"", b"'''", b'"',
    b"'", b"\\u0041", b"\\ud800", b"\\", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"<http://[", b"<urn:a>", b"<>",
    b"^^", b"@en", b"@en--ltr", b".", b";", b",", b"#", b"<!ENTITY x '&y;&y;'>", b"<!DOCTYPE r [", b"&x;", b"&#0;", b"]>",
    b"rdf:parseType='Triple'", b"rdf:parseType='Literal'", b"rdf:ID='x'", b"<a>", b"</a>", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b'"@context":"http://127.0.0.1:9/"', b'"@context":{"a":"b:c","b":"a:c"}', b'"@id":', b'"@list":', b'"@graph":', b'"@reverse":',
    b'"@type":"@json"', b'"@included":', b"null", b"1e999", b"-", b"9" * 5000, b"[" * 200, b"a" * 9999,
)  # fmt: skip
SPARQL_ATOMS = (
    "(", ")", "{", "}", "[", "]", "!", "*", "+", "/", "|", "^", "?x", "?s ?p ?o .", "FILTER", "FILTER EXISTS {", "OPTIONAL {", "MINUS {",
    "UNION", "GRAPH ?g {", "SELECT * {", "SELECT (COUNT(*) AS ?n) {", "VALUES ?x {", "BIND(", " AS ?y)", "SERVICE <http://127.0.0.1:9/> {",
    "\\u0053ERVICE", "INSERT DATA {", "DROP ALL", "LOAD <file:///etc/passwd>", "FROM <urn:g>", "ORDER BY", "GROUP BY", "HAVING", "LIMIT 99",
    "OFFSET -1", "<<(", ")>>", "'", '"', "'''", '"""', "#", "\n", "\0", "\ud800", "<", ">", "1e999", "'x'@en", "''^^xsd:date", "xsd:date('0')",
    "REGEX(?o, '(a+)+$')", "GROUP_CONCAT(?o)", "CONCAT(", "STRDT(", "9" * 400, "DESCRIBE", "CONSTRUCT {", "ASK {", "LATERAL {", "(" * 500, "{" * 500,
)  # fmt: skip
WORDS = (
    "Armenia said", "he", "she", "they", "that", "who", "“", "”", "‘", "’", '"', "'", "(", ")", "[", "…", "—", "-", ",", ";", ":", ".", "!", "?",
    "\n", "\n\n", "\t", " ", "\u00a0", "\u200d", "\u202e", "\u0301", "😀", "שלום", "مرحبا", "中文", "İ", "ß", "ﬁ", "\ufffd", "27", "1.2.3 km (4 miles)",
    "2,000", "٣", "½", "%", "$", "million", "on Tuesday", "31 February 2023", "in 99999", "the 1990s", "killed at least", "people", "U.S.", "Mr",
    "the prime minister of", "former", "told reporters", "denied", "accused", "of", "and", "or", "not", "said", "the minister", "'s",
    "http://a.b/?c=%ff&d", "a" * 500, "x@y.z", "NATO", "Baku", "ministry of defence", "<script>", "\\", "{{", "%s",
)  # fmt: skip


@dataclass(frozen=True)
class Fuzzed:
    """A target: its inputs, and what is done with one. `share` is of the time of a long run."""

    inputs: st.SearchStrategy[Any]
    attempt: Callable[[Any, Path], object]
    share: int = 1


def pieces(sound: bytes, atoms: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """A sound file with some of its bytes deleted, doubled, or replaced by others that mean something."""

    @st.composite
    def mutated(draw: st.DrawFn) -> bytes:
        data = sound
        for _ in range(draw(st.integers(1, 6))):
            start = draw(st.integers(0, len(data)))
            end = min(len(data), start + draw(st.integers(0, 40)))
            new = draw(st.sampled_from(atoms) | st.binary(max_size=8) | st.just(data[start:end] * 2))
            data = data[:start] + new * draw(st.sampled_from((1, 1, 1, 2, 300))) + data[end:]
        return data

    return mutated()


@cache
def graph() -> Graph:
    """The graph that is asked."""
    return from_file(ROOT / "tests/fixtures/questions.ttl")


@cache
def sound_graphs() -> dict[str, bytes]:
    """A part of it in every format that can be read."""
    names = {".nq": "nquads", ".trig": "trig", ".nt": "ntriples", ".ttl": "turtle"}
    names |= {".jsonld": "jsonld", ".rdf": "rdfxml"}
    quads = [quad for quad in graph().quads() if "ivo-marsh" in str(quad)]
    small = Graph([*quads, *(Quad(*spo(quad), NamedNode(f"{BASE}graph/x")) for quad in quads[:3])])
    return {ending: export(small, names[ending]) for ending in READABLE}  # type: ignore[arg-type]


STRANGE = st.text(
    st.characters() | st.sampled_from("\0\n\ud800\u202e<>\"'\\{}|^`?#:/@ "), max_size=40
) | st.sampled_from(
    ("", " ", "Ana Holt", "Q1", "wd:Q1", "wd:", "kg:", "kg://x", "http://", "http://[", "urn:", "<urn:a>", "a", "2024-03-04", "2024-02-30",
     "0000-01-01", "9999-12-31", "-1", "+7", "9" * 30, "9" * 5000, "1e9", "٣", "x' } DROP ALL #", '"x"', '"x"@en', '"x"^^<urn:t>',
     '"x" . <urn:a> <urn:b> <urn:c>', '"\\ud800"', "“x”", "0" * 16, "?x", "_:b", "a" * 100_000, "(a+)+$", "\\" * 99, "<<( <urn:a> <urn:b> <urn:c> )>>",
     "<<( <urn:a> <urn:b> " * 9999, '"x" . <urn:a> <urn:b> ' + "<<( <urn:a> <urn:b> " * 99_999)
)  # fmt: skip


def _questions() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    def given(name: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
        known = next(question for question in questions() if question.name == name).parameters
        optional = {parameter.name: STRANGE | st.integers() | st.dates() for parameter in known}
        return st.tuples(st.just(name), st.fixed_dictionaries({}, optional=optional))

    return st.sampled_from([question.name for question in questions()]).flatmap(given)


@st.composite
def _sparql(draw: st.DrawFn) -> str:
    text = draw(
        st.sampled_from([question.sparql for question in questions()]) | st.just("SELECT * { ?s ?p ?o }")
    )
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        new = draw(st.sampled_from(SPARQL_ATOMS)) * draw(st.sampled_from((1, 1, 1, 2, 3000)))
        text = text[:start] + new + text[start + draw(st.integers(0, 30)) :]
    return text


def _article(given: tuple[str, bytes], folder: Path) -> None:
    for item in read_stream(io.BytesIO(given[1]), f"a{given[0]}", "source", None):
        str(item)


def _graph(given: tuple[str, bytes], folder: Path) -> None:
    path = folder / f"a{given[0]}"
    path.write_bytes(given[1])
    found = from_file(path)
    _shown(query(found, "SELECT * { ?s ?p ?o }", timeout=PATIENCE))


def _shown(answer: Answer) -> None:
    for format in FORMATS:
        render(Answer(answer.columns, answer.rows[:100]), format)


def _question(given: tuple[str, dict[str, Any]], folder: Path) -> None:
    _shown(ask(graph(), given[0], **given[1]))


def _query(given: str, folder: Path) -> None:
    _shown(query(graph(), given, timeout=PATIENCE))


def _names(given: str, folder: Path) -> None:
    attempts: tuple[Callable[[], object], ...] = (
        lambda: _term(graph(), given),
        lambda: _property(given),
        lambda: resolve_entity(graph(), given),
        lambda: resolve_article(graph(), given),
    )
    for attempt in attempts:
        with contextlib.suppress(KGError):
            attempt()


def _address(given: str, folder: Path) -> None:
    for direct in (False, True):
        with contextlib.suppress(KGError):
            target = Target(given, direct=direct)
            target.address(target.name(f"{BASE}graph/world"))


def _ontology(given: bytes, folder: Path) -> None:
    from kg.build import Knowledge, Settings

    path = folder / "own.ttl"
    path.write_bytes(given)
    knowledge = Knowledge(Settings(ontology=(path,)))
    for part in ("lexicon", "world", "additions"):
        getattr(knowledge, part)


def _rules(given: bytes, folder: Path) -> None:
    from kg.reason import ontology_rules

    path = folder / "own.ttl"
    path.write_bytes(given)
    ontology_rules(None, path)


@cache
def _knowledge() -> Any:
    from kg.build import Knowledge

    return Knowledge()


def _text(given: str, folder: Path) -> None:
    from kg.build import find, prepare
    from kg.read import read_text
    from kg.report import html, text

    findings = find(read_text(given), _knowledge())
    prepare(findings, _knowledge())
    html(findings)
    text(findings)


@cache
def _sound_store() -> dict[str, bytes]:
    """The files of a store, by name."""
    folder = Path(tempfile.mkdtemp()) / "store"
    triples = [spo(quad) for quad in graph().quads()]
    with Archive(folder) as archive:
        archive.set_base("x", dict.fromkeys(BASE_GRAPHS, triples))
        archive.compact()
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    shutil.rmtree(folder.parent)
    return files


@st.composite
def _damage(draw: st.DrawFn) -> tuple[str, bytes | None, bool]:
    """A file of a store, what takes its place, and whether the store is only to be read."""
    files = _sound_store()
    name = draw(st.sampled_from(sorted(files)))
    data = files[name]
    at = draw(st.integers(0, len(data)))
    new = draw(
        st.sampled_from((None, b"", data[:at], bytes(len(data)), data + b"x"))
        | st.binary(min_size=1, max_size=9).map(lambda some: data[:at] + some + data[at + len(some) :])
    )
    return name, new, draw(st.booleans())


def _store(given: tuple[str, bytes | None, bool], folder: Path) -> None:
    name, new, read_only = given
    with _copied(folder) as store:
        (store / name).unlink() if new is None else (store / name).write_bytes(new)
        with Archive(store, read_only=read_only) as archive:
            archive.versions()
            export(archive.graph, "nquads")
            len(archive.graph)
            query(archive.graph, "SELECT * { ?s ?p ?o }", timeout=PATIENCE)
            if not read_only:
                archive.compact()


@contextlib.contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    store = Path(tempfile.mkdtemp(dir=folder))
    try:
        for name, data in _sound_store().items():
            (store / name).write_bytes(data)
        yield store
    finally:
        # What is being packed in the background may go while it is taken away.
        shutil.rmtree(store, ignore_errors=True)


def _files(sound: dict[str, bytes], atoms: tuple[bytes, ...]) -> st.SearchStrategy[tuple[str, bytes]]:
    damaged = st.sampled_from(sorted(sound)).flatmap(
        lambda ending: st.tuples(st.just(ending), pieces(sound[ending], atoms))
    )
    return damaged | st.tuples(
        st.sampled_from(sorted(sound)), st.lists(st.sampled_from(atoms)).map(b"".join) | st.binary()
    )


#: What docs/extending.md gives as an example, with some axioms.
OWN = (
    (ROOT / "docs/extending.md").read_text("utf-8").split("```turtle\n")[1].split("```")[0]
    + """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
kg:Ferry a owl:Class ; rdfs:subClassOf kg:Topic , [ a owl:Restriction ; owl:onProperty kg:captainOf ; owl:someValuesFrom kg:Person ] .
kg:captainOf a owl:ObjectProperty ; rdfs:domain kg:Person ; rdfs:range kg:Ferry ; owl:inverseOf kg:captain ;
  lex:relationCue [ lex:lemma "captain" ; lex:pos "noun" ; lex:to "of" ; lex:named true ] .
kg:sailsFor a owl:ObjectProperty ; owl:propertyChainAxiom ( kg:captainOf kg:organOf ) ; rdfs:subPropertyOf kg:about .
"""
).encode()

TARGETS: dict[str, Fuzzed] = {
    "articles": Fuzzed(
        _files({**dict.fromkeys(ENDINGS, SOUND[".txt"]), **SOUND}, ATOMS), _article, 3
    ),
    "graphs": Fuzzed(st.deferred(lambda: _files(sound_graphs(), GRAPH_ATOMS)), _graph, 3),
    "questions": Fuzzed(_questions(), _question, 3),
    "sparql": Fuzzed(_sparql(), _query, 3),
    "names": Fuzzed(STRANGE, _names, 1),
    "addresses": Fuzzed(
        st.builds("".join, st.lists(st.sampled_from(("http", "https", "://", "h", "[::1]", ":", "99999", "/store", "?", "#", "@", "%", "[", "]", "\0", "é")) | STRANGE)),
        _address,
        1,
    ),
    "ontologies": Fuzzed(st.deferred(lambda: pieces(OWN, GRAPH_ATOMS)), _ontology, 2),
    "rules": Fuzzed(st.deferred(lambda: pieces(OWN, GRAPH_ATOMS)), _rules, 2),
    "texts": Fuzzed(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), min_size=1, max_size=60).map(" ".join) | st.lists(st.sampled_from(WORDS), min_size=1).map("".join), _text, 3),
    "stores": Fuzzed(st.deferred(_damage), _store, 2),
}  # fmt: skip


def attempt(name: str, given: Any, folder: Path) -> bool:
    """Try one input; whether it was refused, by a `KGError`. Anything else that is raised is a fault."""
    try:
        TARGETS[name].attempt(given, folder)
    except KGError:
        return True
    return False
