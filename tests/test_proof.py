"""Why the graph says something: every step is a rule's, and every end is somebody's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cli import kg

from kg.build import Build
from kg.errors import QueryError
from kg.iris import inferred_graph
from kg.proof import Proof, lines, prove
from kg.reason import Memory, ontology_rules, steps_of
from kg.vocab import KG, shorten


def leaves(proof: Proof) -> Iterator[Proof]:
    if proof.sources:
        yield proof
    for premise in proof.premises:
        yield from leaves(premise)


def assert_sound(proof: Proof) -> None:
    """Each step follows from its premises by the rules alone, or is stated."""
    if proof.sources:
        assert not proof.premises
        return
    steps = steps_of(ontology_rules())
    coded = steps.terms.copy().coded
    facts = Memory(coded(premise.triple) for premise in proof.premises)
    assert any(coded(proof.triple) in steps.consequences(premise, facts) for premise in facts)
    for premise in proof.premises:
        assert_sound(premise)


def test_everything_that_follows_from_an_article_has_a_proof(built_examples: Build) -> None:
    graph, rules = built_examples.graph, ontology_rules()
    name = inferred_graph(built_examples.articles[0].iri)
    triples = [q.triple for q in graph.quads() if q.graph_name == name]
    assert len(triples) > 100
    for triple in triples[::10]:
        proof = prove(graph, rules, (triple.subject, triple.predicate, triple.object))
        assert_sound(proof)
        assert list(leaves(proof))


def test_a_proof_ends_with_the_words_of_the_article(built_examples: Build) -> None:
    graph = built_examples.graph
    found = [quad.triple for quad in graph.quads() if quad.predicate == KG("contradicts")]
    proof = prove(graph, ontology_rules(), (found[0].subject, found[0].predicate, found[0].object))
    words = {word.exact for leaf in leaves(proof) for source in leaf.sources for word in source.words}
    assert {"accused", "denied", "violating the ceasefire"} <= words
    text = "\n".join(lines(graph, proof))
    assert "by owl:propertyChainAxiom from" in text
    assert "stated in 'Azerbaijan and Karabakh Armenians hold first talks'" in text


def test_what_is_not_said_has_no_proof(built_examples: Build) -> None:
    person = (built_examples.articles[0].iri, KG("speaker"), KG("Person"))
    with pytest.raises(QueryError, match="does not say"):
        prove(built_examples.graph, ontology_rules(), person)


def test_kg_why(built_examples: Build, graph_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = kg("why", "Armenia", "a", "foaf:Agent", "--graph", graph_file, capsys=capsys)
    assert status == 0
    assert out.splitlines()[1:] == [
        "  by rdfs:subClassOf from",
        "    ent:armenia (Armenia) rdf:type kg:State",
        "      stated in the world",
    ]
    article = shorten(built_examples.articles[0].iri.value)
    status, out, _ = kg("why", article, "schema:inLanguage", '"en"', "--graph", graph_file, capsys=capsys)
    assert status == 0
    assert out.splitlines()[1].startswith("  stated in '")
    status, _, err = kg("why", "Armenia", "a", "kg:Person", "--graph", graph_file, capsys=capsys)
    assert status == 2
    assert "does not say" in err
    assert kg("why", "Armenia", "a b", "kg:Person", "--graph", graph_file, capsys=capsys)[0] == 2
    assert kg("why", "Armenia", "a", '"open', "--graph", graph_file, capsys=capsys)[0] == 2
    assert kg("why", "Armenia", "a", '"\ud873"', "--graph", graph_file, capsys=capsys)[0] == 2
