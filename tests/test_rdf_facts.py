"""What an article reports in its own voice: events, tenures, memberships, relations, flaws."""

from __future__ import annotations

import datetime

import pytest
from findings import (
    LEHMANN,
    PREMIER,
    first,
    quads_of,
    rows,
    second,
    span,
)

from kg.model import (
    Article,
    Evidence,
    Findings,
    Span,
    Tenure,
    When,
)
from kg.store import Graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph((*quads_of(first()), *quads_of(second())))


def test_an_event(graph: Graph) -> None:
    found = rows(
        graph,
        """?e a kg:Event ; rdfs:label ?label ; kg:eventType ?type ; kg:actor/rdfs:label ?actor ;
        kg:target ?target ; kg:place/rdfs:label ?place ; kg:earliest ?from ; kg:latest ?to ;
        kg:datePrecision ?width ; kg:sentence ?n ;
        kg:confidence ?sure ; kg:evidence/oa:hasSelector/oa:exact ?words""",
        "?label ?type ?actor ?target ?place ?from ?to ?width ?n ?sure ?words",
    )
    week = datetime.date(2031, 4, 7), datetime.date(2031, 4, 13), "week"
    event = ("blocked", "et:Blockade", "protesters", "ent:valdoria", "Harbour Gate", *week, 6, 0.9)
    assert found == [(*event, "blocked"), (*event, "this week")]


def test_a_tenure_since_a_day(graph: Graph) -> None:
    found = rows(
        graph,
        """?t a kg:Tenure ; kg:holder/rdfs:label ?who ; kg:office/rdfs:label ?office ;
        schema:startDate ?since ; kg:dateText ?words ; kg:sentence ?n
        OPTIONAL { ?t kg:former ?former } OPTIONAL { ?t kg:earliest ?e }""",
        "?who ?office ?since ?words ?n ?former ?e",
    )
    assert found == [
        (
            "Rosa Lehmann",
            "Prime Minister of Valdoria",
            datetime.date(2021, 3, 1),
            "1 March 2021",
            7,
            None,
            None,
        )
    ]


def test_a_tenure_whose_bounds_are_years_and_that_is_over() -> None:
    text = "from 2018 to 2020"
    start = When("2018", span(text, "2018"), datetime.date(2018, 1, 1), datetime.date(2018, 12, 31), "year")
    end = When("2020", span(text, "2020"), datetime.date(2020, 1, 1), datetime.date(2020, 12, 31), "year")
    tenure = Tenure(
        LEHMANN, PREMIER, (Evidence("content", (Span(0, 4),)),), 1, start=start, end=end, former=True
    )
    graph = Graph(quads_of(Findings(Article(text), (), tenures=(tenure,))))
    found = rows(graph, "?t a kg:Tenure ; ?p ?o FILTER(isLiteral(?o))", "?p ?o")
    assert found == [
        ("kg:dateText", "2018"),
        ("kg:dateText", "2020"),
        ("kg:earliest", datetime.date(2018, 1, 1)),
        ("kg:former", True),
        ("kg:latest", datetime.date(2020, 12, 31)),
        ("kg:sentence", 1),
    ]


def test_a_membership_and_a_relation_have_evidence_and_a_shorthand(graph: Graph) -> None:
    membership = """?m a kg:Membership ; kg:member ?a ; kg:alliance ?b ; kg:evidence ?e ; kg:reportedIn ?r .
        ?a kg:memberOf ?b"""
    assert rows(graph, membership, "?a ?b") == [("ent:valdoria", "ent:brine-compact")]
    relation = """?r a kg:Relation ; kg:relationSubject ?a ; kg:relation ?p ; kg:relationObject ?b ;
        kg:evidence ?e ; kg:reportedIn ?article . ?a ?p ?b"""
    assert rows(graph, relation, "?a ?p ?b") == [("ent:brine-compact", "kg:ledBy", "ent:valdoria")]


def test_a_flaw(graph: Graph) -> None:
    found = rows(
        graph,
        """?a kg:flaw ?f . ?f a kg:Flaw ; rdfs:comment ?what ; dcterms:type ?kind ;
        kg:evidence/oa:hasSelector/oa:exact ?words""",
        "?what ?kind ?words",
    )
    assert found == [("the two numbers cannot both be kilometres", "units", "100 kilometres (60 kilometres)")]
