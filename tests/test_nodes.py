"""What findings share in the graph: evidence, entities, figures and literals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from findings import (
    CANAL,
    COMPACT,
    FIRST_TEXT,
    OSTMARK,
    SECOND_TEXT,
    VALDORIA,
    first,
    quads_of,
    rows,
    second,
    span,
)

from kg.errors import InputError
from kg.iris import article_iri
from kg.knowledge.gazetteer import GEONAMES
from kg.model import (
    Article,
    Entity,
    Event,
    Evidence,
    Findings,
    Mention,
    Span,
)
from kg.store import Graph
from kg.vocab import KG


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph((*quads_of(first()), *quads_of(second())))


# -------------------------------------------------------------------- evidence


def test_every_selector_quotes_the_text_at_its_offsets(graph: Graph) -> None:
    texts = {article_iri(first().article).value: FIRST_TEXT, article_iri(second().article).value: SECOND_TEXT}
    found = rows(
        graph,
        """?evidence oa:hasSource ?article ; oa:hasSelector ?s .
        ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact
        OPTIONAL { ?s oa:prefix ?prefix } OPTIONAL { ?s oa:suffix ?suffix }""",
        "(STR(?article) AS ?a) ?start ?end ?exact ?prefix ?suffix",
    )
    assert len(found) > 20
    for article, start, end, exact, prefix, suffix in found:
        text = texts[str(article)]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == exact
        assert text[max(0, start - 32) : start] == (prefix or "")
        assert text[end : end + 32] == (suffix or "")


def test_discontinuous_evidence_has_a_selector_for_each_span() -> None:
    text = "Talks, said Ostmark, will fail."
    quads = quads_of(
        Findings(
            Article(text),
            (Span(0, len(text)),),
            events=(Event("Negotiation", "fail", (Evidence("content", (Span(0, 5), Span(21, 30))),), 1),),
        )
    )
    graph = Graph(quads)
    assert rows(graph, "?e a kg:Evidence ; oa:hasSelector/oa:exact ?exact", "?exact") == [
        ("Talks",),
        ("will fail",),
    ]
    assert rows(graph, "?e a kg:Evidence", "(COUNT(?e) AS ?n)") == [(1,)]


def test_evidence_knows_its_role_and_sentence(graph: Graph) -> None:
    pattern = "?e kg:evidenceRole ?role ; kg:sentence ?n ; oa:hasSelector/oa:exact"
    assert rows(graph, f'{pattern} "accused"', "?role ?n") == [("cue", 2)]
    assert rows(graph, f'{pattern} "She"', "?role ?n") == [("mention", 5), ("source", 5)]
    assert rows(graph, f'{pattern} "three sailors"', "?role ?n") == [("figure", 4)]


# -------------------------------------------------------------------- entities


def test_what_the_world_describes_is_not_described_again(graph: Graph) -> None:
    for entity in (OSTMARK, VALDORIA, COMPACT, CANAL):
        assert rows(graph, f"<{entity.iri}> a|rdfs:label ?o") == []


def test_an_entity_named_by_pattern_is_described(graph: Graph) -> None:
    found = rows(graph, "?e a kg:GovernmentBody ; rdfs:label ?label ; kg:organOf ?of", "?e ?label ?of")
    assert found == [("ent:ostmark-defence-ministry", "Defence Ministry of Ostmark", "ent:ostmark")]


def test_groups_are_based_somewhere_and_places_are_part_of_others(graph: Graph) -> None:
    assert rows(graph, "?e a kg:Group ; kg:basedIn/kg:partOf ?where", "?where") == [("ent:brine-canal",)]


def test_an_unresolved_mention_keeps_its_words_and_its_candidates(graph: Graph) -> None:
    found = rows(
        graph, "?e a kg:Unresolved ; rdfs:label ?w ; kg:candidate ?c . ?c rdfs:label ?label", "?w ?label"
    )
    assert found == [("She", "Defence Ministry of Ostmark"), ("She", "Rosa Lehmann")]


def test_a_place_of_the_gazetteer_has_its_address_at_geonames() -> None:
    whole = Entity("Place", "Texas", iri="https://w3id.org/article-kg/entity/texas")
    town = Entity("Place", "Irving", iri=f"{GEONAMES}4700168", place=whole)
    findings = Findings(Article("Irving"), (), (Mention(town, Span(0, 6), 1),))
    found = rows(
        Graph(quads_of(findings)),
        "?e a kg:Place ; rdfs:label ?label ; schema:sameAs ?same ; kg:partOf ?whole",
        "?e ?label ?same ?whole",
    )
    same = "https://sws.geonames.org/4700168/"
    assert found == [("ent:geonames-4700168", "Irving", same, "ent:texas")]


def test_a_place_whose_name_several_have_keeps_them_all() -> None:
    towns = tuple(Entity("Place", "Springfield", iri=f"{GEONAMES}{n}") for n in (4250542, 4409896))
    open_one = Entity("Place", "Springfield", key="springfield", candidates=towns, local=True)
    findings = Findings(Article("Springfield"), (), (Mention(open_one, Span(0, 11), 1),))
    graph = Graph(quads_of(findings))
    found = rows(graph, "?e a kg:Place ; kg:candidate ?c . ?c a kg:Place", "?c")
    assert found == [("ent:geonames-4250542",), ("ent:geonames-4409896",)]
    assert rows(graph, "?e kg:candidate ?c . ?e schema:sameAs ?same", "?same") == []


def test_a_second_name_for_an_entity_is_an_alternative_label() -> None:
    long, short = Entity("Person", "Rosa Lehmann", key="lehmann"), Entity("Person", "Lehmann", key="lehmann")
    text = "Rosa Lehmann spoke. Lehmann left."
    findings = Findings(Article(text), (), (Mention(long, Span(0, 12), 1), Mention(short, Span(20, 27), 2)))
    found = rows(Graph(quads_of(findings)), "?e a kg:Person ; rdfs:label ?l ; skos:altLabel ?a", "?l ?a")
    assert found == [("Rosa Lehmann", "Lehmann")]


def test_an_entity_with_an_impossible_iri_is_refused() -> None:
    findings = Findings(Article("x"), (), (Mention(Entity("State", "X", iri="a b"), Span(0, 1), 1),))
    with pytest.raises(InputError):
        quads_of(findings)


# -------------------------------------------------------------------- figures


def test_rival_figures_stand_side_by_side_on_one_content(graph: Graph) -> None:
    found = rows(
        graph,
        """?c kg:contentMeasure ms:killed . ?p kg:content ?c ; kg:figure ?f .
        ?f kg:figureText ?words ; kg:value ?n ; kg:qualifier ?q ; kg:counted ?of""",
        "?words ?n ?q ?of",
    )
    assert found == [
        ("12 people", 12, "exact", "people"),
        ("about 20 people", 20, "about", "people"),
        ("three sailors", 3, "exact", "sailors"),
    ]


def test_a_figure_says_which_figure_counts_it_already(graph: Graph) -> None:
    found = rows(graph, "?part kg:includedIn ?whole . ?part kg:value ?a . ?whole kg:value ?b", "?a ?b")
    assert found == [(3, 12)]


def test_a_range_a_unit_and_a_word_without_a_number() -> None:
    from kg.model import Figure

    text = "5 to 7 kilometres, dozens"
    figures = (
        Figure(
            "distance", "exact", "5 to 7 kilometres", span(text, "5 to 7 kilometres"), 5, 7, unit="kilometre"
        ),
        Figure("people", "unspecified", "dozens", span(text, "dozens")),
    )
    event = Event("Withdrawal", "moved", (Evidence("trigger", (Span(0, 1),)),), 1, figures=figures)
    graph = Graph(quads_of(Findings(Article(text), (), events=(event,))))
    assert rows(
        graph,
        """?e kg:figure ?f . ?f kg:figureText ?words ; kg:measure ?m ; kg:qualifier ?q
        OPTIONAL { ?f kg:value ?n } OPTIONAL { ?f kg:highValue ?high } OPTIONAL { ?f kg:unit ?unit }""",
        "?words ?m ?q ?n ?high ?unit",
    ) == [
        ("5 to 7 kilometres", "ms:distance", "exact", 5, 7, "kilometre"),
        ("dozens", "ms:people", "unspecified", None, None, None),
    ]


# -------------------------------------------------------------------- literals


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://news.example/ä?q=a b#c", "<https://news.example/%C3%A4?q=a%20b#c>"),
        ("https://news.example/%C3%A4", "<https://news.example/%C3%A4>"),
        ("not an address", '"not an address"^^<http://www.w3.org/2001/XMLSchema#anyURI>'),
        ("https://news.example/%zz", '"https://news.example/%zz"^^<http://www.w3.org/2001/XMLSchema#anyURI>'),
    ],
)
def test_an_address_becomes_an_iri_where_it_can(url: str, written: str) -> None:
    quads = quads_of(Findings(Article("Talks began.", url=url), ()))
    assert [str(quad.object) for quad in quads if quad.predicate.value.endswith("/url")] == [written]


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.9, "0.9"), (1.0, "1"), (0.0, "0"), (0.55, "0.55"), (0.905, "0.91"), (0.30000001, "0.3")],
)
def test_confidence_is_written_in_one_way(number: float, written: str) -> None:
    findings = replace(first(), statements=(replace(first().statements[0], confidence=number),))
    found = {str(quad.object) for quad in quads_of(findings) if quad.predicate == KG("confidence")}
    assert f'"{written}"^^<http://www.w3.org/2001/XMLSchema#decimal>' in found
