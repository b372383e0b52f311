"""What a person writes, and the entity or the article that is meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from findings import ENT, KNOWN, STATEMENT_CLASSES, first, second, world
from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.iris import WORLD_GRAPH, article_iri
from kg.model import Article, Findings
from kg.rdf import article_quads
from kg.resolve import resolve_article, resolve_entity
from kg.store import Graph

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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ostmark", "ostmark"),
        ("ostMARK", "ostmark"),
        ("republic of ostmark", "ostmark"),
        ("xo", "xo"),  # a label wins over a code
        ("xv", "valdoria"),
        ("Q4242", "ostmark"),
        ("wd:Q4242", "ostmark"),
        ("http://www.wikidata.org/entity/Q4242", "ostmark"),
        (ENT + "ostmark", "ostmark"),
        (f"<{ENT}ostmark>", "ostmark"),
        ("ent:ostmark", "ostmark"),
        ("Brine Canal", "brine-canal"),  # a place, since no actor has the name
        ("Old Gate", "old-gate-council"),
        ("Compact", "compact-party"),
    ],
)
def test_an_actor_by_any_of_its_names(graph: Graph, text: str, name: str) -> None:
    assert resolve_entity(graph, text) == NamedNode(ENT + name)


def test_a_place_wins_where_a_place_is_asked_for(graph: Graph) -> None:
    assert resolve_entity(graph, "Old Gate", prefer="Place") == NamedNode(ENT + "old-gate")
    assert resolve_entity(graph, "Ostmark", prefer="Place") == NamedNode(ENT + "ostmark")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ostmrk", "nothing in the graph is called 'Ostmrk'; did you mean Ostmark"),
        ("canal", "did you mean Brine Canal, The Canal|did you mean The Canal, Brine Canal"),
        ("republic", "did you mean Republic of Ostmark$"),
        ("Utopia", "give a name as the graph has it, or an IRI"),
        ("", "nothing in the graph is called ''"),
        ("Q1", "nothing in the graph is called 'Q1'"),
        (ENT + "nowhere", "nothing in the graph is called"),
        ("blocked", "nothing in the graph is called 'blocked'"),
        (
            "Vald",
            r"the name of more than one entity; give one of ent:compact-party \(Compact\), ent:valdoria",
        ),
    ],
)
def test_a_name_of_nothing_or_of_several_things_is_explained(graph: Graph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        resolve_entity(graph, text)


@pytest.mark.parametrize("form", ["iri", "short", "hash", "url", "title", "part"])
def test_an_article_by_any_of_its_names(graph: Graph, form: str) -> None:
    iri = article_iri(first().article)
    mark = iri.value.rpartition("/")[2]
    texts = {
        "iri": iri.value,
        "short": f"art:{mark}",
        "hash": mark,
        "url": "https://news.example/canal%20talks",
        "title": "Canal talks falter 🛶",
        "part": "TALKS falter",
    }
    assert resolve_article(graph, texts[form]) == iri


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "canal",
            r"'canal' is the name of more than one article; give one of art:\w{16} \(.*\), art:\w{16} \(",
        ),
        (
            "Canal talks flatter",
            "no article in the graph is 'Canal talks flatter'; did you mean Canal talks falter",
        ),
        ("0123456789abcdef", "no article in the graph"),
        ("", "no article in the graph is ''"),
    ],
)
def test_an_article_that_is_not_clear_is_explained(graph: Graph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        resolve_article(graph, text)


def test_a_whole_title_wins_over_a_part_of_another() -> None:
    graph = Graph()
    for number, title in enumerate(("Talks", "Talks falter")):
        findings = Findings(Article(f"Text {number}", title=title), ())
        graph.add_article(article_iri(findings.article), article_quads(findings, {}))
    assert resolve_article(graph, "talks") == article_iri(Article("Text 0"))


@pytest.mark.parametrize("resolve", [resolve_entity, resolve_article])
def test_half_a_character_names_nothing(graph: Graph, resolve: Callable[[Graph, str], NamedNode]) -> None:
    with pytest.raises(QueryError, match=r"'Ostmark\?'"):
        resolve(graph, "Ostmark\udba0")
