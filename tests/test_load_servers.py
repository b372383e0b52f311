"""Loading into real triple stores: what they hold is what the file holds, and they answer every question
alike. They are started here, on free ports of this machine, where they are installed.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from asking import NARROWED, ONE, QUERIES, closed, narrowed, term, value_of

from kg.errors import LoadError
from kg.load import RECORD, Credentials, Http, Plan, Store, Target, carry_out, make_plan, parts
from kg.load import store as store_module
from kg.store import Graph, from_file

MERGED = "https://w3id.org/article-kg/graph/merged"
DBA = Credentials("dba", "dba")
STARTING = 60  # seconds a server may take to come up

VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass
class Server:
    """A server that runs: its address, its process, who may write."""

    url: str
    process: subprocess.Popen[bytes]
    credentials: Credentials | None = None

    @property
    def virtuoso(self) -> bool:
        return self.credentials is not None

    def target(self, way: str) -> Target:
        ways = {"graphs": "/sparql-graph-crud-auth", "updates": "/sparql-auth"}
        ours = {"graphs": "/store", "updates": "/update", "direct": "/store"}
        path = (ways if self.virtuoso else ours)[way]
        return Target(self.url + path, update=way == "updates", direct=way == "direct")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], url: str, credentials: Credentials | None = None) -> Iterator[Server]:
    """A server from when it answers until the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(STARTING * 10):
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            try:
                httpx.get(f"{url}/", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            pytest.fail(f"{command[0]} did not come up")
        yield Server(url, process, credentials)
    finally:
        process.kill()
        process.wait()


def oxigraph(folder: Path) -> list[str]:
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
    return [program, "serve", "--location", str(folder), "--bind"]


@contextmanager
def running_oxigraph(folder: Path) -> Iterator[Server]:
    address = f"127.0.0.1:{free_port()}"
    with running([*oxigraph(folder), address], f"http://{address}") as server:
        yield server


@contextmanager
def running_virtuoso(folder: Path) -> Iterator[Server]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO_INI.format(folder=folder, sql=sql, http=http))
    command = [program, "+foreground", "+configfile", str(settings)]
    with running(command, f"http://127.0.0.1:{http}", DBA) as server:
        yield server


@pytest.fixture(name="server", scope="module", params=["oxigraph", "virtuoso"])
def _server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start = running_oxigraph if request.param == "oxigraph" else running_virtuoso
    with start(tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture(name="graph", scope="module")
def _graph(graph_file: Path) -> Graph:
    """What `kg export` writes of the bundled articles, read back."""
    return from_file(graph_file)


def load(
    graph: Graph, server: Server, way: str = "graphs", merged: str | None = None, stop_at: int = -1
) -> Plan:
    """Load; with `stop_at`, the server is killed when so many graphs have been begun."""
    begun = 0

    def progress(name: str) -> None:
        nonlocal begun
        if begun == stop_at:
            server.process.kill()
            server.process.wait()
        begun += 1

    target = server.target(way)
    with Http(
        target.url, server.credentials, timeout=60, sleep=lambda s: None, notice=lambda m: None
    ) as http:
        store = Store(target, http)
        plan = make_plan(parts(graph, target, merged), store)
        carry_out(plan, graph, store, progress)
    return plan


def asked(server: Server, sparql: str, accept: str, default: str) -> httpx.Response:
    data = {"query": sparql, **({"default-graph-uri": default} if default else {})}
    path = "/sparql" if server.virtuoso else "/query"
    answer = httpx.post(server.url + path, data=data, headers={"Accept": accept}, timeout=60, trust_env=False)
    return answer.raise_for_status()


def select(server: Server, sparql: str, default: str = "") -> tuple[list[str], list[tuple[str | None, ...]]]:
    """Columns and rows, as texts."""
    found = asked(server, sparql, "application/sparql-results+json", default).json()
    columns = found["head"]["vars"]
    return columns, [tuple(map(_value, map(row.get, columns))) for row in found["results"]["bindings"]]


def construct(server: Server, sparql: str, default: str) -> set[ox.Triple]:
    found = asked(server, sparql, "application/n-triples", default)
    return {quad.triple for quad in ox.parse(found.text, format=ox.RdfFormat.N_TRIPLES)}


def _value(term: dict[str, str] | None) -> str | None:
    if term is None:
        return None
    return _plain(term["value"], term.get("datatype", ""))


def _plain(text: str, datatype: str) -> str:
    """A text for comparison: truth values as Virtuoso has them, which takes them for numbers."""
    return {"true": "1", "false": "0"}.get(text, text) if datatype.endswith("#boolean") else text


def _text(term: Any) -> str | None:
    return _plain(term.value, term.datatype.value) if isinstance(term, ox.Literal) else term and term.value


def contents(server: Server, name: str) -> Counter[tuple[str, str, str, str]]:
    """The statements of a graph as kinds and texts; blank nodes are all alike."""
    _, rows = select(
        server,
        "SELECT ?s ?p ?o (DATATYPE(?o) AS ?type) (LANG(?o) AS ?language) "
        f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }}",
    )
    return Counter(
        (_blind(s), p or "", _blind(o), f" {tag.lower()}" if tag else f"{kind or ''} ")
        for s, p, o, kind, tag in rows
    )


def _blind(value: str | None) -> str:
    return "_:" if value is None or re.match(r"nodeID://|_:|[0-9a-f]{20,32}$", value) else value


def written(graph: Graph, name: ox.NamedNode) -> Counter[tuple[str, str, str, str]]:
    """The same from the file."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for quad in graph.store.quads_for_pattern(None, None, None, name):
        subject, value = (
            "_:" if isinstance(t, ox.BlankNode) else t.value for t in (quad.subject, quad.object)
        )
        kind = " "
        if isinstance(quad.object, ox.Literal):
            language = quad.object.language
            kind = f" {language.lower()}" if language else f"{quad.object.datatype.value} "
            value = _text(quad.object)
        found[subject, quad.predicate.value, value, kind] += 1
    return found


def names(graph: Graph) -> list[ox.NamedNode]:
    return sorted((n for n in graph.store.named_graphs() if isinstance(n, ox.NamedNode)), key=str)


def small(graph: Graph) -> list[ox.NamedNode]:
    """Without the world and what follows from it: `kg load` has counted them, and once is enough to look."""
    return [name for name in names(graph) if not name.value.endswith("/world")]


@pytest.mark.parametrize("way", ["graphs", "updates", "direct"])
def test_the_server_holds_what_the_file_holds_and_a_second_load_sends_nothing(
    server: Server, graph: Graph, way: str
) -> None:
    if server.virtuoso and way == "direct":
        pytest.skip("Virtuoso has no addresses for graphs of other hosts")
    target = server.target(way)
    _empty(server, way)
    plan = load(graph, server, way)
    assert len(plan.send) == len(names(graph)) > 5
    for name in names(graph) if way == "graphs" else small(graph):
        assert contents(server, target.name(name.value)) == written(graph, name)
    again = load(graph, server, way)
    assert (again.send, again.remove) == ((), ())


def _empty(server: Server, way: str) -> None:
    """Take out what was loaded in another way."""
    load(Graph(), server, way)


def differing(server: Server, graph: Graph, default: str, questions: dict[str, str]) -> list[str]:
    """Which of some questions the server answers with other columns or rows, or not at all."""
    different = []
    for name, sparql in questions.items():
        expected: Any = graph.store.query(sparql)
        try:
            if isinstance(expected, ox.QueryTriples):
                same = construct(server, sparql, default) == set(expected)
            else:
                columns = [variable.value for variable in expected.variables]
                rows = Counter(tuple(map(_text, row)) for row in expected)
                found = select(server, sparql, default)
                same = (found[0], Counter(found[1])) == (columns, rows)
        except httpx.HTTPStatusError:
            same = False
        if not same:
            different.append(name)
    return different


def test_every_question_has_the_same_rows(server: Server, graph: Graph) -> None:
    merged = MERGED if server.virtuoso else ""
    load(graph, server, merged=merged)
    assert differing(server, graph, merged, QUERIES) == []


def test_every_question_has_the_same_rows_where_each_has_some(server: Server) -> None:
    """The questions as they are, and with each of their parameters."""
    name = ox.NamedNode("https://w3id.org/article-kg/graph/questions")
    graph = Graph(ox.Quad(*quad.triple, name) for quad in closed(ONE)[2])
    merged = name.value if server.virtuoso else ""
    load(graph, server, merged=None if server.virtuoso else "")
    given = {
        f"{question} {parameter}": narrowed(
            QUERIES[question], parameter, term(kind, value_of(question, parameter, kind))
        )
        for question, parameter, kind in NARROWED
    }
    for sparql in (*QUERIES.values(), *given.values()):
        answer: Any = graph.store.query(sparql)
        assert any(True for _ in answer), sparql
    assert differing(server, graph, merged, QUERIES | given) == []


def test_large_memories_are_read_in_pages(
    server: Server, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(graph, server)
    monkeypatch.setattr(store_module, "PAGE", 3)
    assert load(graph, server).send == ()


def test_a_wrong_password(server: Server, graph: Graph) -> None:
    if not server.virtuoso:
        pytest.skip("Oxigraph asks for no password")
    stranger = Server(server.url, server.process, Credentials("dba", "wr0ng"))
    with pytest.raises(LoadError, match="401 Unauthorized; the user or the password is wrong"):
        load(graph, stranger)


def test_a_server_that_is_killed_half_way_has_it_all_after_the_next_run(tmp_path: Path, graph: Graph) -> None:
    with running_oxigraph(tmp_path) as server, pytest.raises(LoadError, match=r"5 of .* graphs are loaded"):
        load(graph, server, stop_at=5)
    with running_oxigraph(tmp_path) as server:
        plan = load(graph, server)
        assert len(plan.unchanged) == 5
        for name in small(graph):
            assert contents(server, name.value) == written(graph, name)
        assert load(graph, server).send == ()
        assert {name for name, *_ in contents(server, RECORD)} == {name.value for name in names(graph)}


#: Texts that look like Turtle, SPARQL or an escape.
HOSTILE = (
    "\\u0022 } ; CLEAR ALL ; #",
    "\\\\u00e9 \\U00000041",
    "Erdoğan 😀\u202e",
    "x\ty\nz\r\"'",
    "<a> _:b .",
)


@pytest.mark.parametrize("way", ["graphs", "updates"])
def test_texts_mean_what_they_meant(server: Server, way: str) -> None:
    name = ox.NamedNode("https://w3id.org/article-kg/graph/hostile")
    predicate = ox.NamedNode("urn:p")
    graph = Graph(
        ox.Quad(ox.NamedNode(f"urn:s{number}"), predicate, ox.Literal(text), name)
        for number, text in enumerate(HOSTILE)
    )
    _empty(server, way)
    load(graph, server, way)
    assert contents(server, name.value) == written(graph, name)
