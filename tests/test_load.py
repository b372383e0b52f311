"""Loading into a triple store that fails in every way: nothing is lost, and the next run finishes."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pyoxigraph as ox
import pytest
import rdflib
from fake_store import FakeStore, Fault, Request, serving
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import LoadError
from kg.load import Credentials, Http, Plan, Store, Target, carry_out, make_plan, parts
from kg.load import http as http_module
from kg.load import store as store_module
from kg.load.store import batches
from kg.store import Graph

NAMES = [f"https://w3id.org/article-kg/graph/article/{number}" for number in range(5)]
ONTOLOGY = "https://w3id.org/article-kg/graph/ontology"
#: Texts that look like Turtle, SPARQL or an escape.
TEXTS = (
    "plain",
    'Erdoğan said: "no" \\ \n\t\r.',
    "\\u0022 } ; CLEAR ALL ; #",
    "<a> _:b .",
    "😀\u202e",
    "\\\\U0001F600",
)


def graph_of(names: list[str], texts: tuple[str, ...] = TEXTS) -> Graph:
    """A few graphs, one of them with blank nodes that are linked."""
    predicate = ox.NamedNode("urn:p")
    quads = [
        ox.Quad(ox.NamedNode(f"urn:s{index}"), predicate, ox.Literal(text), ox.NamedNode(name))
        for name in names
        for index, text in enumerate(texts)
    ]
    nodes = [ox.BlankNode(f"b{number}") for number in range(6)]
    quads += [ox.Quad(one, predicate, two, ox.NamedNode(ONTOLOGY)) for one, two in pairwise(nodes)]
    quads += [
        ox.Quad(ox.NamedNode(f"urn:o{number}"), predicate, ox.Literal(number), ox.NamedNode(ONTOLOGY))
        for number in range(20)
    ]
    return Graph(quads)


def held(graph: Graph) -> set[str]:
    """What a store should hold after a load, blank nodes aside."""
    return {str(quad) for quad in graph.quads() if "_:" not in str(quad)}


@dataclass
class Loader:
    """Loads into one fake store."""

    fake: FakeStore
    update: bool = False
    waits: list[float] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    credentials: Credentials | None = None
    timeout: float = 5

    def __call__(self, graph: Graph, *, merged: str | None = None, keep: bool = False) -> Plan:
        self.fake.requests.clear()
        self.waits.clear()
        path = "/update" if self.update else "/store"
        target = Target(self.fake.url + path, update=self.update)
        with Http(
            target.url,
            self.credentials,
            timeout=self.timeout,
            sleep=self.waits.append,
            notice=self.notices.append,
        ) as http:
            store = Store(target, http)
            plan = make_plan(parts(graph, target, merged), store, keep=keep)
            carry_out(plan, graph, store, lambda name: None)
        return plan


@pytest.fixture(name="fake")
def _fake() -> Iterator[FakeStore]:
    with serving() as fake:
        yield fake


@pytest.fixture(name="load", params=["graphs", "updates"])
def _load(request: pytest.FixtureRequest, fake: FakeStore) -> Loader:
    return Loader(fake, update=request.param == "updates")


@pytest.fixture(name="put")
def _put(fake: FakeStore) -> Loader:
    return Loader(fake)


def plain(fake: FakeStore) -> set[str]:
    return {quad for quad in fake.quads() if "_:" not in quad}


def failing(number: int, fault: Fault) -> Callable[[Request], Fault | None]:
    """The first so many requests that write fail."""
    left = [number]

    def decide(request: Request) -> Fault | None:
        if request.writes and left[0]:
            left[0] -= 1
            return fault
        return None

    return decide


# -------------------------------------------------------------------- what arrives


def test_the_store_holds_what_the_file_holds_and_a_second_load_sends_nothing(load: Loader) -> None:
    graph = graph_of(NAMES)
    assert len(load(graph).send) == 6
    assert plain(load.fake) == held(graph)
    assert len(load.fake.quads()) == len(graph)
    again = load(graph)
    assert (again.send, again.remove, load.fake.written) == ((), (), [])
    assert len(again.unchanged) == 6


def test_only_what_changed_is_sent(load: Loader) -> None:
    load(graph_of(NAMES))
    graph = graph_of(NAMES)
    graph.add(
        [ox.Quad(ox.NamedNode("urn:new"), ox.NamedNode("urn:p"), ox.Literal(1), ox.NamedNode(NAMES[2]))]
    )
    assert [part.name for part in load(graph).send] == [NAMES[2]]
    assert plain(load.fake) == held(graph)


def test_what_is_gone_here_goes_there_unless_it_is_kept(load: Loader) -> None:
    load(graph_of(NAMES))
    load.fake.data.add(
        ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(1), ox.NamedNode("urn:g"))
    )
    assert load(graph_of(NAMES[:3]), keep=True).remove == ()
    assert load(graph_of(NAMES[:3])).remove == tuple(NAMES[3:])
    foreign = '<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g>'
    assert plain(load.fake) == held(graph_of(NAMES[:3])) | {foreign}


def test_what_somebody_else_took_away_is_sent_again(load: Loader) -> None:
    graph = graph_of(NAMES)
    load(graph)
    load.fake.data.remove_graph(ox.NamedNode(NAMES[1]))
    assert [part.name for part in load(graph).send] == [NAMES[1]]
    assert plain(load.fake) == held(graph)


def test_the_union_goes_to_the_default_graph_when_asked_and_leaves_it_again(load: Loader) -> None:
    graph = graph_of(NAMES)
    load(graph, merged="")
    default = {str(quad) for quad in load.fake.data.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert len(default) == len(list(graph.triples())) == len(TEXTS) + 25
    assert load(graph, merged="").send == ()
    assert load(graph).remove == ("",)
    assert plain(load.fake) == held(graph)


def test_the_union_goes_to_a_named_graph_when_asked(put: Loader) -> None:
    graph = graph_of(NAMES)
    put(graph, merged="urn:all")
    found = list(put.fake.data.quads_for_pattern(None, None, None, ox.NamedNode("urn:all")))
    assert len(found) == len(list(graph.triples()))


def test_large_memories_are_read_in_pages(load: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "PAGE", 3)
    load(graph_of(NAMES))
    again = load(graph_of(NAMES))
    assert (len(again.unchanged), load.fake.written) == (6, [])
    assert sum("sha256" in str(request.body) for request in load.fake.requests) == 6


@pytest.mark.parametrize("broken", ["put", "remove"])
def test_what_a_broken_load_left_is_removed_by_one_that_does_not_want_it(load: Loader, broken: str) -> None:
    few = graph_of(NAMES[:2])
    load(few if broken == "put" else graph_of(NAMES))
    target = f"{NAMES[3]}"

    def lost(request: Request) -> Fault | None:
        there = request.graph == target or f"GRAPH <{target}>".encode() in request.body
        return Fault(kind="lost" if broken == "put" else "cut") if request.writes and there else None

    load.fake.faults = lost
    with pytest.raises(LoadError):
        load(graph_of(NAMES) if broken == "put" else few)
    load.fake.faults = lambda request: None
    load(few)
    assert plain(load.fake) == held(few)
    again = load(few)
    assert (again.send, again.remove) == ((), ())


def test_two_memories_of_one_graph_are_none(load: Loader) -> None:
    load(graph_of(NAMES))
    record = ox.NamedNode(store_module.RECORD)
    digest = ox.NamedNode("https://schema.org/sha256")
    load.fake.data.add(ox.Quad(ox.NamedNode(NAMES[4]), digest, ox.Literal("zzz"), record))
    assert [part.name for part in load(graph_of(NAMES)).send] == [NAMES[4]]
    assert load(graph_of(NAMES)).send == ()


#: Requests before which the other load is run: the fourth is the first change, just after the last look.
MOMENTS = (1, 2, 3, *range(5, 15))


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_loads_at_once_do_not_go_unnoticed(load: Loader, moment: int) -> None:
    """One runs to its end between two requests of another; whoever is told to run again mends it."""
    load(graph_of(NAMES[:2], TEXTS[:2]))
    mine, other = graph_of(NAMES[1:4]), graph_of(NAMES[2:], TEXTS[:3])
    passed = 0

    def interrupt(request: Request) -> Fault | None:
        nonlocal passed
        passed += 1
        if passed == moment:
            load.fake.faults = lambda request: None
            Loader(load.fake, load.update)(other)
        return None

    load.fake.faults = interrupt
    message = ""
    try:
        load(mine)
    except LoadError as error:
        message = str(error)
        load(mine)
    assert plain(load.fake) == held(mine)
    if moment == 1 or passed < moment:  # before the plan, or after the end
        assert message == ""
    else:
        assert "another load went on at the same time; wait" in message or "statements, not" in message
    assert load(mine).send == ()


@pytest.mark.parametrize(("update", "most"), [(False, 400), (True, 7)])
def test_requests_are_kept_small(
    fake: FakeStore, update: bool, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BODY", 400 if not update else store_module.BODY)
    monkeypatch.setattr(store_module, "UPDATE", 7)
    graph = graph_of(NAMES, TEXTS * 3)
    Loader(fake, update)(graph)
    assert plain(fake) == held(graph)
    loose = [request.body for request in fake.written if b"_:" not in request.body]
    assert max(body.count(b" <urn:p> ") if update else len(body) for body in loose) <= most


@pytest.mark.parametrize("room", [2000, 300])
def test_a_store_that_takes_little_gets_little(load: Loader, room: int) -> None:
    def small(request: Request) -> Fault | None:
        return Fault(413) if len(request.body) > room and request.writes else None

    load.fake.faults = small
    graph = graph_of(NAMES, TEXTS * 4)
    load(graph)
    assert plain(load.fake) == held(graph)
    assert len(load.fake.quads()) == len(graph)
    assert load(graph).send == ()


def test_linked_blank_nodes_stay_linked(load: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "BODY", 100)
    graph = graph_of([])
    chain = (
        "ASK { GRAPH ?g { ?a <urn:p> ?b . ?b <urn:p> ?c . ?c <urn:p> ?d . ?d <urn:p> ?e . ?e <urn:p> ?f } }"
    )
    load.fake.faults = failing(3, Fault(kind="lost"))
    load(graph)
    assert bool(load.fake.data.query(chain))
    assert len(load.fake.quads()) == len(graph)


# -------------------------------------------------------------------- what goes wrong

#: What happens to each request that writes, what the message says, whether it is tried again.
FAILURES = {
    "401": (Fault(401), "answers 401 Unauthorized; set KG_LOAD_USER and KG_LOAD_PASSWORD", False),
    "403": (Fault(403), "answers 403 Forbidden; set KG_LOAD_USER", False),
    "400": (Fault(400), "answers 400 Bad Request; it says: out of\ufffd[31m room", False),
    "404": (Fault(404), "answers 404 Not Found; is this the address", False),
    "413": (Fault(413), "answers 413 to the smallest request possible; let the server", False),
    "500": (Fault(500), "answers 500 Internal Server Error; it says: out of", True),
    "507": (Fault(507), "answers 507 Insufficient Storage; it says: out of", False),
    "moved": (
        Fault(308, {"Location": "http://elsewhere.example/store?key=1"}),
        "answers 308 Permanent Redirect; it points to http://elsewhere.example/store: if you trust that",
        False,
    ),
    "silent": (Fault(kind="silent"), "did not answer within 0.2 s; see whether the server runs", True),
    "slow": (Fault(kind="drip"), "did not answer within 0.2 s; see whether the server runs", True),
    "dies": (Fault(kind="cut"), "broke off (Server disconnected", True),
    "truncated": (Fault(kind="truncated"), "broke off (peer closed connection", True),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_said_and_the_next_run_finishes(load: Loader, name: str) -> None:
    fault, message, again = FAILURES[name]
    load.timeout = 0.2
    graph = graph_of(NAMES)
    # The third graph fails, and all that comes after.
    seen: list[str] = []

    def then(request: Request) -> Fault | None:
        if request.writes and b"sha256" in request.body:
            seen.append(request.graph)
        return fault if request.writes and len(seen) >= 3 else None

    load.fake.faults = then
    with pytest.raises(LoadError) as raised:
        load(graph)
    text = str(raised.value)
    assert text.startswith(f"{load.fake.url}/{'update' if load.update else 'store'}: ")
    assert message in text
    assert "of 6 graphs are loaded: run the same again for the rest" in text
    assert raised.value.exit_status == 2
    assert load.waits == ([1, 2, 4, 8] if again else [])
    assert len(load.notices) == len(load.waits)
    load.fake.faults = lambda request: None
    load.timeout = 5
    assert 4 <= len(load(graph).send) <= 5
    assert plain(load.fake) == held(graph)
    assert load(graph).send == ()


@pytest.mark.parametrize("name", [name for name, (_, _, again) in FAILURES.items() if again])
def test_a_failure_that_passes_is_waited_for(load: Loader, name: str) -> None:
    load.timeout = 0.2
    load.fake.faults = failing(2, FAILURES[name][0])
    graph = graph_of(NAMES)
    load(graph)
    assert plain(load.fake) == held(graph)
    assert load.waits == [1, 2]


def test_a_break_while_a_graph_changes_leaves_no_wrong_memory(load: Loader) -> None:
    load(graph_of(NAMES))
    changed = graph_of(NAMES, (*TEXTS, "more"))
    load.fake.faults = lambda r: Fault(kind="cut") if r.writes and b"more" in r.body else None
    with pytest.raises(LoadError):
        load(changed)
    # Back to the first version, the graph having been replaced in part: as many statements, but others.
    load.fake.faults = lambda request: None
    load.fake.data.clear_graph(ox.NamedNode(NAMES[0]))
    for number in range(len(TEXTS)):
        other = ox.Quad(
            ox.NamedNode("urn:x"), ox.NamedNode("urn:p"), ox.Literal(number), ox.NamedNode(NAMES[0])
        )
        load.fake.data.add(other)
    load(graph_of(NAMES))
    assert plain(load.fake) == held(graph_of(NAMES))


def test_a_store_that_loses_statements_is_found_out(load: Loader) -> None:
    graph = graph_of(NAMES)

    def losing(request: Request) -> Fault | None:
        if (
            request.writes
            and NAMES[3] in request.graph + request.body.decode()
            and b'"plain"' in request.body
        ):
            request.body = request.body.replace(b'<urn:s0> <urn:p> "plain" .\n', b"")
        return None

    load.fake.faults = losing
    with pytest.raises(LoadError, match=f"<{NAMES[3]}> holds 5 statements, not 6; did somebody else write"):
        load(graph)
    load.fake.faults = lambda request: None
    assert [part.name for part in load(graph).send] == [NAMES[3]]
    assert plain(load.fake) == held(graph)


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"Retry-After": "7"}, [7]),
        ({"Retry-After": "99999"}, [120]),
        ({"Retry-After": "Wed, 20 Sep 2023 10:00:30 GMT", "Date": "Wed, 20 Sep 2023 10:00:00 GMT"}, [30]),
        ({"Retry-After": "soon"}, [1]),
        ({"Retry-After": "²"}, [1]),
    ],
)
def test_the_wait_that_the_server_asks_for(put: Loader, headers: dict[str, str], waits: list[float]) -> None:
    put.fake.faults = failing(1, Fault(503, headers))
    put(graph_of(NAMES))
    assert put.waits == waits


def test_nobody_listens(put: Loader) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    put.fake.url = f"http://127.0.0.1:{port}"
    with pytest.raises(
        LoadError, match=r"/query: cannot be reached \(.*refused\); see whether the server runs"
    ):
        put(graph_of(NAMES))


def test_an_address_that_answers_queries_with_a_page(put: Loader) -> None:
    put.fake.faults = lambda request: None if request.writes else Fault(200)
    with pytest.raises(LoadError, match="does not answer queries with JSON; give the address"):
        put(graph_of(NAMES))


def test_a_default_graph_that_is_a_union_is_explained(put: Loader) -> None:
    put.fake.data.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(1)))

    def union(request: Request) -> Fault | None:
        if request.writes and "default" in request.query and request.method == "PUT":
            request.method = "POST"
        return None

    put.fake.faults = union
    with pytest.raises(LoadError, match="the default graph holds 32 statements, not 31; if this store's"):
        put(graph_of(NAMES), merged="")


# -------------------------------------------------------------------- credentials


@pytest.mark.parametrize("protection", ["Basic", "Digest", "Bearer"])
def test_credentials_open_and_are_seen_by_nobody(
    load: Loader, protection: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    load.fake.protection = protection
    token = protection == "Bearer"
    load.credentials = Credentials(token="t0ken") if token else Credentials("ann", "s3cret")
    graph = graph_of(NAMES)
    load(graph)
    assert plain(load.fake) == held(graph)
    load.credentials = Credentials(token="wr0ng") if token else Credentials("ann", "wr0ng")
    with pytest.raises(LoadError, match="the user or the password is wrong") as raised:
        load(graph)
    seen = caplog.text + str(raised.value) + repr(load.credentials) + "".join(load.notices)
    assert not any(secret in seen for secret in ("s3cret", "wr0ng", "t0ken"))


def test_credentials_go_nowhere_else(fake: FakeStore) -> None:
    with serving() as other:
        target = Target(f"{fake.url}/store", f"{other.url}/query")
        credentials = Credentials(token="t0ken")
        with Http(target.url, credentials, timeout=5, sleep=lambda s: None, notice=print) as http:
            store = Store(target, http)
            store.counts([NAMES[0]])
            store.put(NAMES[0], ["<urn:a> <urn:p> <urn:b> ."])
            fake.faults = lambda request: Fault(307, {"Location": f"{other.url}/store"})
            with pytest.raises(LoadError, match="307"):
                store.put(NAMES[0], ["<urn:a> <urn:p> <urn:b> ."])
        assert [r.headers.get("authorization") for r in fake.requests] == ["Bearer t0ken"] * 2
        assert ["authorization" in r.headers for r in other.requests] == [False]


@pytest.mark.parametrize("token", ["two words", "line\n", "é"])
def test_a_token_that_cannot_be_sent_is_not_shown(token: str) -> None:
    with pytest.raises(LoadError) as raised:
        Credentials(token=token)
    assert token not in str(raised.value)


# -------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("http://h:7878/store", "http://h:7878/query"),
        ("http://h:3030/ds/data", "http://h:3030/ds/query"),
        ("http://h:7200/repositories/r/rdf-graphs/service", "http://h:7200/repositories/r"),
        ("http://h:8890/sparql-graph-crud-auth", "http://h:8890/sparql-auth"),
        ("https://h:8182/sparql/gsp/", "https://h:8182/sparql"),
        ("http://h:7878/update", "http://h:7878/query"),
        ("http://h:7200/repositories/r/statements", "http://h:7200/repositories/r"),
    ],
)
def test_where_queries_go(url: str, query: str) -> None:
    assert Target(url).queries == query


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:7878/store", "not an address of a triple store"),
        ("ftp://h/store", "not an address of a triple store"),
        ("http://h:x/store", "not an address of a triple store"),
        ("http:///store", "not an address of a triple store"),
        ("http://h/a b/store", "not an address of a triple store"),
        ("http://h/elsewhere", "which address takes queries is not known; give it with --query-url"),
        ("http://ann:s3cret@h/store", "must not hold a name or a password; set KG_LOAD_USER"),
    ],
)
def test_addresses_that_are_refused(url: str, message: str) -> None:
    with pytest.raises(LoadError, match=message) as raised:
        Target(url)
    assert "s3cret" not in str(raised.value)


def test_graphs_that_no_store_can_take() -> None:
    target = Target("http://h/store")
    node = ox.NamedNode("urn:a")
    cases = (
        (ox.Quad(node, node, node), None, "some statements are in no named graph"),
        (ox.Quad(node, node, node, ox.BlankNode("g")), None, "the graph _:g has no IRI"),
        (ox.Quad(node, node, node, ox.NamedNode("urn:g")), "urn:g", "the graph <urn:g> is taken"),
        (ox.Quad(node, node, node, ox.NamedNode(store_module.RECORD)), None, "where a store remembers loads"),
    )
    for quad, merged, message in cases:
        with pytest.raises(LoadError, match=message):
            parts(Graph([quad]), target, merged)


# -------------------------------------------------------------------- pieces and texts

LINES = st.lists(
    st.sampled_from(["<a> <p> <b> .", "_:x <p> <b> .", "<a> <p> _:x .", '<a> <p> "long text" .'])
)


@given(LINES, st.integers(1, 60), st.integers(1, 5))
def test_batches_keep_every_line_and_the_bounds(lines: list[str], size: int, number: int) -> None:
    cut = list(batches(lines, size, number))
    assert sorted(line for batch in cut for line in batch) == sorted(lines)
    assert sum(any("_:" in line for line in batch) for batch in cut) <= 1
    for batch in cut:
        loose = not any("_:" in line for line in batch)
        assert batch
        assert not loose or len(batch) == 1 or sum(len(line) + 1 for line in batch) <= size
        assert not loose or len(batch) <= number


@given(st.text(st.sampled_from(list("\\uU0123aé\"'\n\t}{.<> 😀")), max_size=12))
@example("\\u0022")
@example("a\\\\u00e9\\U00000041")
def test_an_update_means_the_text_that_was_given(text: str) -> None:
    line = f"{ox.Triple(ox.NamedNode('urn:a'), ox.NamedNode('urn:p'), ox.Literal(text))} ."
    update = f"INSERT DATA {{ {store_module._in_sparql(line)} }}"
    store = ox.Store()
    store.update(update)
    assert [quad.object.value for quad in store] == [text]  # type: ignore[union-attr]
    graph = rdflib.Graph()
    graph.update(update)
    assert [str(value) for value in graph.objects()] == [text]


def test_an_answer_without_end_is_not_read_to_its_end(put: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_module, "_LONGEST_ANSWER", 1000)
    put.fake.faults = lambda request: Fault(200, body=b"x" * 5000)
    with pytest.raises(LoadError, match="answers without end"):
        put(graph_of(NAMES))
