"""What the graph of an article says: the two articles of `findings`, asked in SPARQL."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
import rdflib
from findings import (
    FIRST_TEXT,
    KNOWN,
    LEHMANN,
    OSTMARK,
    PREMIER,
    VALDORIA,
    first,
    quads_of,
    rows,
    second,
    world,
)
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from kg.errors import OntologyError
from kg.export import export, nquads, to_rdflib
from kg.iris import PROVENANCE_GRAPH, WORLD_GRAPH, article_graph, article_iri
from kg.model import (
    Article,
    Event,
    Findings,
    Relation,
    Statement,
    Tenure,
)
from kg.rdf import article_quads
from kg.resources import folder
from kg.store import Graph
from kg.validate import validate
from kg.vocab import PREFIXES, shorten


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph((*quads_of(first()), *quads_of(second())))


# -------------------------------------------------------------------- the shape of the whole


def test_everything_is_in_the_article_graph_or_in_the_provenance_graph() -> None:
    article = article_iri(first().article)
    graphs = {quad.graph_name for quad in quads_of(first())}
    assert graphs == {article_graph(article), PROVENANCE_GRAPH}


def test_provenance_says_what_the_graph_is_made_from_and_by_what_and_not_when() -> None:
    found = {
        (quad.predicate.value.rpartition("/")[2].rpartition("#")[2], str(quad.object))
        for quad in quads_of(first())
        if quad.graph_name == PROVENANCE_GRAPH
    }
    article = article_iri(first().article)
    assert found == {("wasDerivedFrom", str(article)), ("creator", '"article-kg 0"')}


def test_there_are_no_blank_nodes_and_nothing_is_in_the_default_graph() -> None:
    for quad in (*quads_of(first()), *quads_of(second())):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert not isinstance(quad.graph_name, DefaultGraph)


def test_rdflib_reads_the_same_graph_with_every_literal_canonical() -> None:
    quads = quads_of(first())
    dataset = to_rdflib(quads)
    assert len(dataset) == len(quads)
    for _, _, value, _ in dataset.quads((None, None, None, None)):
        if isinstance(value, rdflib.Literal):
            assert not value.ill_typed
            assert value == rdflib.Literal(value.toPython(), datatype=value.datatype, lang=value.language)


def test_the_store_changes_no_literal() -> None:
    quads = quads_of(first())
    assert nquads(Graph(quads).quads()) == nquads(quads)


def test_every_term_that_is_written_is_declared() -> None:
    ontology = rdflib.Graph().parse(folder("ontology") / "ontology.ttl")
    ontology.parse(folder("ontology") / "schemes.ttl")
    declared = {str(subject) for subject in ontology.subjects(rdflib.RDF.type)}
    standard = (PREFIXES["rdf"], PREFIXES["rdfs"])
    for quad in (*quads_of(first()), *quads_of(second())):
        assert quad.predicate.value in declared or quad.predicate.value.startswith(standard)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(
            tuple(PREFIXES[prefix] for prefix in ("kg", "et", "il", "ms"))
        ):
            assert quad.object.value in declared


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_the_bytes_do_not_depend_on_the_hash_seed_or_on_the_order_of_articles(seed: str) -> None:
    program = (
        "import sys, findings\n"
        "from kg.export import export\n"
        "from kg.store import Graph\n"
        "both = [findings.quads_of(findings.first()), findings.quads_of(findings.second())]\n"
        "graph = Graph()\n"
        "for quads in reversed(both): graph.add(quads)\n"
        "for format in ('nquads', 'trig', 'jsonld'): sys.stdout.buffer.write(export(graph, format))\n"
    )
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent)])
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    graph = Graph((*quads_of(first()), *quads_of(second())))
    assert done.stdout == b"".join(export(graph, format) for format in ("nquads", "trig", "jsonld"))


def test_a_finding_that_is_there_twice_is_one_node() -> None:
    once = first()
    twice = replace(
        once,
        **{f.name: getattr(once, f.name) * 2 for f in fields(once) if f.name not in ("article", "sentences")},
    )
    assert quads_of(twice) == quads_of(once)


# -------------------------------------------------------------------- the article


def test_what_is_known_about_the_article(graph: Graph) -> None:
    article = article_iri(first().article).value
    pairs = rows(graph, f"<{article}> ?p ?o FILTER(isLiteral(?o) || ?p = schema:url)", "?p ?o")
    assert sorted(o for p, o in pairs if p == "schema:author") == ["Mira Sandoval", "Oto Brandt"]
    found = {p: o for p, o in pairs if p != "schema:author"}
    assert found == {
        "schema:headline": "Canal talks falter 🛶",
        "schema:datePublished": datetime.date(2031, 4, 9),
        "schema:url": "https://news.example/canal%20talks",
        "schema:publisher": "The Brine Post",
        "schema:inLanguage": "en",
        "kg:agency": "BPA",
        "kg:dateline": "HARBOUR GATE",
        "kg:contentHash": found["kg:contentHash"],
        "dcterms:extent": len(FIRST_TEXT),
        "dcterms:identifier": article.rpartition("/")[2],
    }


def test_nothing_is_written_for_what_is_not_known(graph: Graph) -> None:
    article = article_iri(second().article).value
    found = {row[0] for row in rows(graph, f"<{article}> ?p ?o", "DISTINCT ?p")}
    assert not found & {"schema:datePublished", "schema:url", "schema:author", "kg:agency", "kg:dateline"}


def test_the_path_of_the_source_is_not_in_the_graph() -> None:
    assert not any("first.txt" in str(quad) for quad in quads_of(first()))


def test_mentions_are_entities_of_the_article(graph: Graph) -> None:
    found = {row[0] for row in rows(graph, "?article kg:mentions/rdfs:label ?label", "?label")}
    assert found == {"Rosa Lehmann", "She"}  # Ostmark is described in the world graph


# -------------------------------------------------------------------- statements


def test_an_accusation_in_full(graph: Graph) -> None:
    [(statement, proposition)] = rows(
        graph, "?s a kg:Accusation ; kg:affirms ?p", "(STR(?s) AS ?a) (STR(?p) AS ?b)"
    )
    about = rows(graph, f"<{statement}> ?p ?o FILTER(?p NOT IN (rdf:type, kg:evidence, kg:affirms))", "?p ?o")
    content = rows(graph, f"<{proposition}> kg:content ?c", "?c")[0][0]
    lehmann = rows(graph, f"?p rdfs:label '{LEHMANN.label}'@en", "?p")[0][0]
    office = rows(graph, f"?o rdfs:label '{PREMIER.label}'@en", "?o")[0][0]
    day = datetime.date(2031, 4, 8)
    assert dict(about) == {
        "kg:speaker": lehmann,
        "kg:inCapacity": office,
        "kg:about": "ent:ostmark",
        "kg:illocution": "il:Accusation",
        "kg:certainty": "graspf:CERTAIN",
        "kg:upholds": content,
        "kg:earliest": day,
        "kg:latest": day,
        "kg:datePrecision": "day",
        "kg:dateText": "Tuesday",
        "kg:confidence": 0.9,
        "kg:foundBy": "lexicon",
        "kg:sentence": 2,
        "kg:reportedIn": shorten(article_iri(first().article).value),
    }
    roles = rows(graph, f"<{statement}> kg:evidence/kg:evidenceRole ?role", "?role")
    assert roles == [("content",), ("cue",), ("date",), ("source",)]
    said = rows(
        graph, f"<{proposition}> ?p ?o FILTER(?p NOT IN (rdf:type, kg:evidence, kg:content))", "?p ?o"
    )
    assert dict(said) == {
        "kg:propText": "shelling the Brine Canal on Tuesday",
        "kg:polarity": "positive",
        "kg:predicate": "et:Shelling",
        "kg:propSubject": "ent:ostmark",
        "kg:propObject": "ent:brine-canal",
        "kg:earliest": day,
        "kg:latest": day,
        "kg:datePrecision": "day",
        "kg:dateText": "Tuesday",
    }


def test_a_statement_has_only_the_class_of_its_illocution(graph: Graph) -> None:
    found = rows(graph, "?s kg:illocution ?i ; a ?class", "?i ?class")
    assert found == [
        ("il:Accusation", "kg:Accusation"),
        ("il:Appeal", "kg:Directive"),
        ("il:Claim", "kg:Assertion"),
        ("il:Claim", "kg:Assertion"),
        ("il:Claim", "kg:Assertion"),
        ("il:Denial", "kg:Denial"),
        ("il:Offer", "kg:Commitment"),
        ("il:Rejection", "kg:Refusal"),
        ("il:Report", "kg:Assertion"),
    ]


def test_agreement_and_contradiction_are_joins_on_content(graph: Graph) -> None:
    found = rows(
        graph,
        "?c kg:predicate et:Shelling . ?s kg:upholds|kg:rejects ?c ; ?side ?c ; kg:speaker ?who",
        "?side ?who",
    )
    lehmann = rows(graph, f"?p rdfs:label '{LEHMANN.label}'@en", "?p")[0][0]
    assert found == [
        ("kg:rejects", "ent:ostmark-defence-ministry"),
        ("kg:upholds", lehmann),
        ("kg:upholds", "ent:valdoria"),
    ]


@pytest.mark.parametrize(
    ("attitude", "negated", "side"),
    [
        ("affirms", False, "kg:upholds"),
        ("affirms", True, "kg:rejects"),
        ("denies", False, "kg:rejects"),
        ("denies", True, "kg:upholds"),
        ("callsFor", False, None),
        ("commitsTo", True, None),
        ("refuses", False, None),
    ],
)
def test_which_side_a_statement_takes(attitude: str, negated: bool, side: str | None) -> None:
    statement = first().statements[0]
    said = replace(statement.proposition, negated=negated)
    findings = replace(first(), statements=(replace(statement, attitude=attitude, proposition=said),))  # type: ignore[arg-type]
    found = rows(Graph(quads_of(findings)), "?s ?side ?c . ?c a kg:Content . ?s kg:speaker ?who", "?side")
    assert found == ([(side,)] if side else [])


def test_polarity_quote_certainty_and_confidence(graph: Graph) -> None:
    found = rows(
        graph,
        "?s kg:quote ?quote ; kg:certainty ?sure ; kg:confidence ?n ; kg:affirms/kg:polarity ?polarity",
        "?quote ?sure ?n ?polarity",
    )
    assert found == [("nobody will leave", "graspf:PROBABLE", 0.55, "negative")]


def test_two_statements_never_share_a_proposition() -> None:
    statement = first().statements[0]
    other = replace(statement, speaker=VALDORIA)
    negated = replace(statement, proposition=replace(statement.proposition, negated=True))
    graph = Graph(quads_of(replace(first(), statements=(statement, other, negated))))
    assert rows(graph, "?s kg:affirms ?p", "(COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?p) AS ?m)") == [
        (3, 3)
    ]


def test_a_proposition_without_a_predicate_has_no_content(graph: Graph) -> None:
    assert rows(
        graph, '?p kg:propText "to talk" ; kg:propSubject ?who OPTIONAL { ?p kg:content ?c }', "?who ?c"
    ) == [("ent:valdoria", None)]


def test_to_whom_and_according_to_whom(graph: Graph) -> None:
    found = rows(graph, "?s a kg:Directive ; kg:addressee ?to ; kg:accordingTo ?by", "?to ?by")
    assert found == [("ent:valdoria", "ent:ostmark")]


def test_an_illocution_without_a_class_is_an_error_that_names_it() -> None:
    with pytest.raises(OntologyError, match=r"first\.txt: the illocution 'Accusation'"):
        article_quads(first(), {}, known=KNOWN)


@pytest.mark.parametrize("name", ["a b", "<x>", "a\nb"])
def test_a_name_that_no_iri_can_hold_is_an_error(name: str) -> None:
    relation = Relation(OSTMARK, name, VALDORIA, (), 1)
    with pytest.raises(OntologyError, match="cannot be a local name"):
        quads_of(Findings(Article("x"), (), relations=(relation,)))


# -------------------------------------------------------------------- claims stay claims


def test_what_is_attributed_has_no_property_of_a_fact(graph: Graph) -> None:
    facts = "kg:actor|kg:target|kg:place|kg:eventType|kg:memberOf|kg:allyOf|kg:ledBy|kg:partOf|kg:organOf"
    assert rows(graph, f"?p a ?class ; {facts} ?o FILTER(?class IN (kg:Proposition, kg:Content))") == []
    assert rows(graph, "?x kg:eventType et:Shelling") == []


def test_every_finding_has_evidence_and_an_article(graph: Graph) -> None:
    kinds = "kg:Event kg:Tenure kg:Membership kg:Relation kg:Denial kg:Accusation kg:Assertion kg:Directive"
    pattern = (
        f"VALUES ?kind {{ {kinds} }} ?x a ?kind FILTER NOT EXISTS {{ ?x kg:evidence ?e ; kg:reportedIn ?a }}"
    )
    assert rows(graph, f"VALUES ?kind {{ {kinds} }} ?x a ?kind", "DISTINCT ?kind")
    assert rows(graph, pattern) == []


def test_the_graph_breaks_no_shape(graph: Graph) -> None:
    with_world = Graph(graph.quads())
    with_world.add_graph(WORLD_GRAPH, world())
    found = {result.shape for result in validate(with_world.quads()).results if result.severity != "Info"}
    assert found == {"psh:SpeakerResolved"}  # nobody knows who 'She' is


def test_the_fixture_has_an_example_of_every_field() -> None:
    """So that a field added to the model is not forgotten here."""
    given = {
        (type(item).__name__, field.name)
        for item in (
            *first().statements,
            *second().statements,
            *first().events,
            *first().tenures,
            *first().memberships,
            *first().relations,
            *first().flaws,
        )
        for field in fields(item)
        if getattr(item, field.name)
    }
    wanted = {(kind.__name__, field.name) for kind in (Statement, Event, Tenure) for field in fields(kind)}
    assert wanted - given <= {
        ("Tenure", "end"),
        ("Tenure", "former"),
        ("Event", "figures"),
    }  # tested on their own
