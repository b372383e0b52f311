"""Asking: named questions with bound parameters, free SPARQL, what is refused, and what cells hold."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

import pytest
import rdflib
from asking import ONE, QUERIES, closed, in_oxigraph, parameters, term, value_of
from findings import ENT, KNOWN, STATEMENT_CLASSES, first, second, world
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Variable

from kg import query as engine
from kg.errors import KGError, QueryError
from kg.export import to_rdflib
from kg.iris import WORLD_GRAPH, article_iri
from kg.planning import planned
from kg.query import Answer, Parameter, ask, construct, query, questions
from kg.rdf import article_quads
from kg.store import Graph
from kg.vocab import BASE, KG, XSD

HEAD = "PREFIX kg: <https://w3id.org/article-kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    graph.add_graph(WORLD_GRAPH, world())
    for findings in (first(), second()):
        graph.add_article(
            article_iri(findings.article), article_quads(findings, STATEMENT_CLASSES, known=KNOWN)
        )
    return graph


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of questions of its own."""
    monkeypatch.setattr(engine, "folder", lambda _: tmp_path)
    (tmp_path / "who-said.rq").write_text(
        "# Who said something?\n"
        "# PARAM actor actor: the speaker\n"
        "# PARAM article article: where\n"
        "# PARAM from date: first day\n"
        "# PARAM words text: words of the content\n"
        "# PARAM most integer: last sentence\n"
        f"{HEAD}\n"
        "SELECT ?speaker ?n ?text ?actor ?article ?from ?words ?most WHERE {\n"
        "  ?s kg:speaker ?actor ; kg:reportedIn ?article ; kg:sentence ?n ; ?attitude ?p .\n"
        "  ?p kg:propText ?text .\n"
        "  OPTIONAL { ?s kg:latest ?latest }\n"
        "  OPTIONAL { ?actor rdfs:label ?speaker }\n"
        "  FILTER (COALESCE(?latest >= ?from, ?latest < ?from, true))\n"
        '  FILTER (CONTAINS(?text, COALESCE(?words, "")))\n'
        "  FILTER (COALESCE(?n <= ?most, true))\n"
        "}\n"
    )
    (tmp_path / "needs.rq").write_text(
        "# What is known?\n# PARAM actor actor: somebody (required)\n"
        f"{HEAD}SELECT ?actor ?o {{ ?actor kg:organOf ?o }}\n"
    )
    (tmp_path / "unprojected.rq").write_text(
        f"# Who?\n# PARAM actor actor: somebody\n{HEAD}SELECT ?o {{ ?actor kg:organOf ?o }}\n"
    )
    return tmp_path


# -------------------------------------------------------------------- named questions


def test_questions_are_read_from_their_files(folder: Path) -> None:
    found = questions()
    assert [question.name for question in found] == ["needs", "unprojected", "who-said"]
    assert found[2].question == "Who said something?"
    assert found[2].parameters[:3] == (
        Parameter("actor", "actor", "the speaker"),
        Parameter("article", "article", "where"),
        Parameter("from", "date", "first day"),
    )
    assert [parameter.required for parameter in found[0].parameters] == [True]
    assert not found[2].parameters[0].required


def test_the_shipped_questions_can_be_read() -> None:
    assert len(questions()) >= 20
    for question in questions():
        assert question.question[-1] in "?."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", r"bad\.rq:1: the first line is not"),
        ("#Who?\nSELECT * {}", r"bad\.rq:1: the first line is not"),
        ("# Who?\n# PARAM actor: somebody\n", r"bad\.rq:2: not a parameter"),
        (
            "# Who?\n\n# PARAM actor person: somebody\n",
            r"bad\.rq:3: not a parameter; .* actor, place, article",
        ),
    ],
)
def test_a_question_with_a_broken_head_is_named(folder: Path, text: str, message: str) -> None:
    (folder / "bad.rq").write_text(text)
    with pytest.raises(QueryError, match=message):
        questions()


def test_a_question_without_parameters_given_is_about_everything(folder: Path, graph: Graph) -> None:
    answer = ask(graph, "who-said")
    assert answer.columns == ("speaker", "n", "text", "actor", "article")
    assert len(answer.rows) == 9


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"actor": "Ostmark"}, {"reopen the Brine Canal", "to talk"}),
        (
            {"actor": "Valdoria", "article": "OFFER on"},
            {"to reopen the canal", "Ostmark had shelled the Brine Canal on Tuesday"},
        ),
        ({"words": "to "}, {"to reopen the canal", "to talk"}),
        ({"words": '" } #'}, set()),
        ({"most": 1}, {"reopen the Brine Canal"}),
        ({"most": "1"}, {"reopen the Brine Canal"}),
        ({"actor": "She"}, None),
    ],
)
def test_parameters_narrow_the_answer(
    folder: Path, graph: Graph, given: dict[str, str | int], expected: set[str] | None
) -> None:
    if expected is None:
        with pytest.raises(QueryError, match="nothing in the graph is called 'She'"):
            ask(graph, "who-said", **given)
    else:
        assert {row[2] for row in ask(graph, "who-said", **given).rows} == expected


def test_a_date_may_be_a_date_or_its_text(folder: Path, graph: Graph) -> None:
    (folder / "since.rq").write_text(
        "# What was said since a day?\n# PARAM from date: first day\n"
        f"{HEAD}SELECT ?text ?from {{ ?s kg:latest ?d ; kg:affirms/kg:propText ?text\n"
        "FILTER (COALESCE(?d >= ?from, true)) }"
    )
    early, late = datetime.date(2031, 4, 8), datetime.date(2031, 4, 9)
    assert ask(graph, "since", **{"from": early}) == Answer(
        ("text",), (("shelling the Brine Canal on Tuesday",),)
    )
    assert (
        ask(graph, "since", **{"from": "2031-04-08"})
        == ask(graph, "since")
        == ask(graph, "since", **{"from": early})
    )
    assert ask(graph, "since", **{"from": late}).rows == ()


def test_bound_parameters_mean_the_same_to_rdflib(folder: Path, graph: Graph) -> None:
    question = questions()[2]
    dataset = to_rdflib(graph.quads())
    merged = rdflib.Graph()
    for s, p, o, _ in dataset.quads():
        merged.add((s, p, o))
    for name, iri in (("Ostmark", "ostmark"), ("Valdoria", "valdoria"), (None, None)):
        binding = {"actor": rdflib.URIRef(ENT + iri)} if iri else {}
        theirs = {
            (row["n"].toPython(), str(row["text"]))
            for row in merged.query(question.sparql, initBindings=binding)
        }
        ours = {(row[1], row[2]) for row in ask(graph, "who-said", **({"actor": name} if name else {})).rows}
        assert ours == theirs


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("who-sad", {}, "there is no question 'who-sad'; ask one of who-said"),
        ("zzz", {}, "ask one of needs, unprojected, who-said"),
        ("needs", {}, "needs: actor is missing; actor is somebody"),
        ("needs", {"speaker": "Ostmark"}, "needs: the question has no parameter 'speaker'; it has actor"),
        ("who-said", {"from": "8 April 2031"}, "from: '8 April 2031' is not a date; write it as YYYY-MM-DD"),
        ("who-said", {"from": "2031-02-30"}, "'2031-02-30' is not a date"),
        ("who-said", {"from": "20310408"}, "'20310408' is not a date"),
        ("who-said", {"most": "many"}, "most: 'many' is not a whole number"),
        ("unprojected", {"actor": "Ostmark"}, "project every parameter"),
    ],
)
def test_what_cannot_be_asked_is_explained(
    folder: Path, graph: Graph, name: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message.replace("?", r"\?")):
        ask(graph, name, **given)


# -------------------------------------------------------------------- SPARQL


def test_cells_are_plain_values() -> None:
    values = [
        KG("denies"),
        NamedNode("http://example.org/a"),
        Literal("text"),
        Literal("Text", language="en"),
        Literal(7),
        Literal("0.5", datatype=XSD("decimal")),
        Literal(True),
        Literal("2031-04-08", datatype=XSD("date")),
        Literal("7Z", datatype=XSD("date")),
        Literal("seven", datatype=XSD("integer")),
    ]
    graph = Graph(Quad(KG("a"), KG(f"p{number}"), value) for number, value in enumerate(values))
    answer = query(graph, "SELECT ?o { ?s ?p ?o } ORDER BY ?p")
    day = datetime.date(2031, 4, 8)
    assert [row[0] for row in answer.rows] == [
        "kg:denies", "http://example.org/a", "text", "Text", 7, 0.5, True, day, "7Z", "seven",
    ]  # fmt: skip
    assert query(graph, "SELECT ?none { }").rows == ((None,),)


def test_rows_without_an_order_are_sorted_and_numbers_by_size() -> None:
    graph = Graph(Quad(KG("a"), KG("value"), Literal(number)) for number in (10, 9, 100))
    assert query(graph, "SELECT ?n { ?s ?p ?n }").rows == ((9,), (10,), (100,))
    assert query(graph, "SELECT ?n { ?s ?p ?n } ORDER BY DESC(?n)").rows == ((100,), (10,), (9,))


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?n { { SELECT ?n { ?s ?p ?n } ORDER BY DESC(?n) } }",
        "SELECT ?n { ?s ?p ?n } # ORDER BY DESC(?n)",
        'SELECT ?n { ?s ?p ?n FILTER(?n != "} ORDER BY") }',
    ],
)
def test_an_order_that_is_not_the_answers_is_no_order(sparql: str) -> None:
    graph = Graph(Quad(KG("a"), KG("value"), Literal(number)) for number in (10, 9, 100))
    assert query(graph, sparql).rows == ((9,), (10,), (100,))


def test_yes_or_no_and_a_constructed_graph(graph: Graph) -> None:
    assert query(graph, f"{HEAD} ASK {{ ?s a kg:Denial }}") == Answer(("answer",), ((True,),))
    made = f"{HEAD} CONSTRUCT {{ ?s kg:p ?o }} WHERE {{ ?s kg:denies ?p . ?p kg:propObject ?o }}"
    answer = query(graph, made)
    assert answer.columns == ("subject", "predicate", "object")
    assert [row[1:] for row in answer.rows] == [("kg:p", "ent:brine-canal")]
    [triple] = construct(graph, made)
    assert triple.object == NamedNode(ENT + "brine-canal")
    with pytest.raises(QueryError, match="makes no triples"):
        construct(graph, "ASK {}")


def test_queries_run_on_the_union_and_can_name_a_graph(graph: Graph) -> None:
    assert query(graph, f"{HEAD} SELECT (COUNT(*) AS ?n) {{ <{ENT}ostmark> rdfs:label ?l }}").rows == ((1,),)
    inside = (
        f"{HEAD} SELECT (COUNT(*) AS ?n) {{ GRAPH <{BASE}graph/world> {{ <{ENT}ostmark> rdfs:label ?l }} }}"
    )
    assert query(graph, inside).rows == ((1,),)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 2SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022" SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER(?o = "x") }',
        "SELECT * { ?s ?p ''' ' ''' SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER(?o>?s) }",
        'SELECT * { ?s ?p "\\\\" SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
    ],
)
def test_other_services_are_not_asked(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        query(Graph(), sparql)
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        construct(Graph(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p '''it's a SERVICE''' } # SERVICE",
        "SELECT ?service { ?service ?p <http://example.org/SERVICE> }",
        "PREFIX schema: <https://schema.org/> SELECT * { ?s schema:serviceType ?o }",
    ],
)
def test_the_word_may_stand_where_it_is_no_keyword(sparql: str) -> None:
    assert query(Graph(), sparql).rows == ()


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX kg: <urn:kg> DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "BASE <urn:a> CLEAR ALL",
        "# comment\nDROP ALL",
    ],
)
def test_a_query_only_reads(graph: Graph, update: str) -> None:
    before = len(graph)
    with pytest.raises(QueryError, match="is not allowed; queries only read"):
        query(graph, update)
    assert len(graph) == before


def test_from_names_graphs_of_the_store_and_never_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .")
    assert query(Graph(), f"SELECT * FROM <{path.as_uri()}> {{ ?s ?p ?o }}").rows == ()


@pytest.mark.parametrize("sparql", ["", "SELECT", "SELECT * WHERE { ?s ?p }", "SELECT * { ?s nope:p ?o }"])
def test_sparql_that_does_not_parse_is_an_error_with_its_place(sparql: str) -> None:
    with pytest.raises(KGError, match=r"query: not SPARQL: .*1:"):
        query(Graph(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * " + "{" * 20_000 + "}" * 20_000,
        "SELECT * { FILTER (" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { FILTER (" + "!" * 40_000 + "1) }",
        "SELECT * " + "{" * 45_000,
        "SELECT * { ?s " + "(" * 10_000 + "<urn:p>" + ")*" * 10_000 + " ?o }",
    ],
    ids=["groups", "brackets", "negations", "open", "path"],
)
def test_what_is_nested_overflows_no_stack(sparql: str) -> None:
    with contextlib.suppress(QueryError):
        query(Graph(), sparql)


def test_a_query_has_a_greatest_length() -> None:
    with pytest.raises(QueryError, match="more than 50,000 characters; ask in parts"):
        query(Graph(), "SELECT * {}" + " " * 50_000)


@pytest.mark.parametrize("select", ["(COUNT(*) AS ?n)", "*"])
def test_a_query_that_asks_for_too_much_is_given_up(select: str) -> None:
    # Eight million rows: more than is waited for here, and done some seconds later: nothing stops the count.
    graph = Graph(Quad(KG(f"s{number}"), KG("p"), KG("o")) for number in range(200))
    with pytest.raises(QueryError, match=r"no answer within 0\.1 seconds"):
        query(graph, f"SELECT {select} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}", timeout=0.1)


def test_numbers_of_any_size_are_put_in_order() -> None:
    huge = f"'{'9' * 400}'^^<http://www.w3.org/2001/XMLSchema#integer>"
    double = "^^<http://www.w3.org/2001/XMLSchema#double>"
    answer = query(Graph(), f"SELECT * {{ VALUES ?x {{ 'INF'{double} 'NaN'{double} {huge} 1 }} }}")
    assert answer.rows == ((1,), (int("9" * 400),), ("INF",), ("NaN",))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_what_the_planner_is_told_changes_no_answer(name: str) -> None:
    """The nodes at the start and the patterns behind `# GIVEN` follow from what is bound anyway."""
    _, _, store = closed(ONE)
    kinds = parameters(name)
    every = {parameter: value_of(name, parameter, kind) for parameter, kind in kinds.items()}
    for given in ({}, every, *({parameter: value} for parameter, value in every.items())):
        bound = {parameter: term(kinds[parameter], value) for parameter, value in given.items()}
        result = store.query(
            planned(QUERIES[name], bound), substitutions={Variable(k): v for k, v in bound.items()}
        )
        found: object = list(result)  # type: ignore[call-overload]
        if not isinstance(result, QueryTriples):
            found = [tuple(cell and cell.value for cell in row) for row in found]  # type: ignore[attr-defined]
            assert found == in_oxigraph(store, name, given)[1]


def test_what_is_said_where_a_parameter_is_given() -> None:
    question = (
        "SELECT ?a ?actor WHERE {\n"
        "  { SELECT ?actor WHERE { ?s ?p ?actor } }\n"
        "  { SELECT ?s WHERE { ?s ?p ?o } }\n"
        "  # GIVEN actor: ?a kg:knows ?actor .\n"
        "  # GIVEN other: ?a kg:knows ?other .\n"
        "}"
    )
    assert planned(question, {}) == question
    assert planned(question, {"actor": KG("x")}) == (
        f"SELECT ?a ?actor WHERE {{ VALUES ?actor {{ {KG('x')} }}\n"
        f"  {{ SELECT ?actor WHERE {{ VALUES ?actor {{ {KG('x')} }} ?s ?p ?actor }} }}\n"
        "  { SELECT ?s WHERE { ?s ?p ?o } }\n"
        f"  ?a kg:knows {KG('x')} .\n"
        "  # GIVEN other: ?a kg:knows ?other .\n"
        "}"
    )


def test_half_a_character_in_a_text_finds_nothing() -> None:
    assert ask(Graph(), "evidence-of", text="a\udba0").rows == ()
