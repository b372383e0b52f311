"""The compiled rules infer exactly what owlrl infers, and refuse what they could not honour."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import errors, follows, ontology, owlrl_closure, triples_of, worth_saying
from pyoxigraph import Literal, NamedNode
from rdflib import OWL, RDF

from kg.errors import OntologyError
from kg.reason import (
    Triple,
    by_subject,
    closure,
    compile_rules,
    inconsistencies,
    neighbourhood,
    ontology_rules,
)
from kg.vocab import KG

GOOD = Path(__file__).parent / "fixtures" / "good.ttl"
TYPE = NamedNode(str(RDF.type))
PREFIXES = """
@prefix : <urn:x:> . @prefix kg: <https://w3id.org/article-kg/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ON_P = "[] a owl:Restriction ; owl:onProperty :p ; "
CHAIN = ":p owl:propertyChainAxiom"
SOME = ON_P + "owl:someValuesFrom"


def _terms(*kinds: rdflib.URIRef) -> list[NamedNode]:
    found = {term for kind in kinds for term in ontology().subjects(RDF.type, kind)}
    return [NamedNode(str(term)) for term in sorted(found) if isinstance(term, rdflib.URIRef)]


NODES = st.sampled_from([NamedNode(f"urn:x:{name}") for name in "abcde"])
#: Properties that rules join are drawn as often as all others together.
LINKS = st.sampled_from(sorted(ontology_rules().joined)) | st.sampled_from(_terms(OWL.ObjectProperty))
TRIPLES = st.one_of(
    st.tuples(NODES, LINKS, NODES),
    st.tuples(NODES, LINKS, NODES),
    st.tuples(NODES, st.just(TYPE), st.sampled_from(_terms(OWL.Class))),
    st.tuples(
        NODES, st.sampled_from(_terms(OWL.DatatypeProperty)), st.sampled_from([Literal("a"), Literal(7)])
    ),
)
GRAPHS = st.lists(TRIPLES, min_size=1, max_size=20)


#: An example costs owlrl half a second.
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(GRAPHS)
def test_what_follows_is_what_owlrl_says(triples: list[Triple]) -> None:
    """Set-equal inferences, and an inconsistency for each of owlrl's complaints."""
    rules = ontology_rules()
    oracle = owlrl_closure(triples)
    found = closure(rules, triples)
    assert frozenset(found) == worth_saying(oracle) - frozenset(triples)
    wrong = inconsistencies(rules, (*triples, *found))
    assert len(wrong) == len(errors(oracle))
    for one in wrong:
        names = [name.value for name in (one.node, *one.classes)]
        assert any(all(name in text for name in names) for text in errors(oracle))


def test_what_follows_from_a_whole_graph_is_what_owlrl_says() -> None:
    triples = triples_of(GOOD.read_bytes())
    found = closure(ontology_rules(), triples)
    assert len(found) > 500
    assert frozenset(found) == follows(triples)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(GRAPHS, GRAPHS)
def test_a_closed_part_can_be_given(triples: list[Triple], first: list[Triple]) -> None:
    rules = ontology_rules()
    closed = frozenset((*first, *closure(rules, first)))
    added = closure(rules, triples, closed)
    assert closed.isdisjoint(added)
    assert {*closed, *triples, *added} == {*first, *triples, *closure(rules, [*first, *triples])}


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order(triples: list[Triple], chance: random.Random) -> None:
    shuffled = list(triples)
    chance.shuffle(shuffled)
    assert closure(ontology_rules(), shuffled) == closure(ontology_rules(), triples)


def test_the_result_is_new() -> None:
    triples = triples_of(GOOD.read_bytes())
    assert closure(ontology_rules(), triples).isdisjoint(triples)


@pytest.mark.parametrize(
    ("axioms", "data"),
    [
        (":a rdfs:subClassOf :b . :b rdfs:subClassOf :c .", ":x a :a ."),
        (":a owl:equivalentClass :b .", ":x a :a . :y a :b ."),
        (":p rdfs:subPropertyOf :q . :q rdfs:domain :a ; rdfs:range :b .", ":x :p :y ."),
        (":p owl:equivalentProperty :q .", ":x :p :y . :y :q :z ."),
        (":p owl:inverseOf :q .", ":x :p :y . :z :q :x ."),
        (":p owl:inverseOf :q . :p a owl:SymmetricProperty .", ":x :q :y ."),
        (":p a owl:TransitiveProperty , owl:SymmetricProperty .", ":x :p :y . :y :p :z ."),
        (":p a owl:TransitiveProperty .", ":v :p :x . :x :p :y . :y :p :z . :z :p :x ."),
        (CHAIN + " ( :q :r ) .", ":x :q :y . :y :r :z ."),
        (CHAIN + " ( :q :r :s ) .", ":x :q :y . :y :r :z . :z :s :x , :v ."),
        (CHAIN + " ( :p :q :p ) . :q rdfs:subPropertyOf :p .", ":x :p :y . :y :q :y . :y :p :z ."),
        (CHAIN + " ( :q :r ) . :r a owl:DatatypeProperty .", ':x :q :y . :y :r "z" .'),
        (":p a owl:FunctionalProperty .", ":x :p :y , :z . :y :q :v . :v :s :z ; :t 1 ."),
        (":p a owl:InverseFunctionalProperty .", ":x :p :y . :z :p :y . :z a :a . :v :q :x . :y :s :y ."),
        (":p a owl:InverseFunctionalProperty .", ':x :p "y" . :z :p "y" ; :q 1 .'),
        (":p a owl:FunctionalProperty ; owl:inverseOf :q .", ":y :q :x . :z :q :x . :x :p :v ."),
        (":p rdfs:domain :a .", ":x owl:sameAs :y . :y owl:sameAs :z . :z :p :v . :v :q :x ."),
        (CHAIN + " ( :q :r ) .", ":x :q :y . :z :r :v . :z owl:sameAs :y ."),
        (
            ":a owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :b ] .",
            ":x :p :y . :y a :b .",
        ),
        (":p owl:inverseOf :p .", ":x :p :y ."),
        (SOME + " :a ; rdfs:subClassOf :b .", ":x :p :y . :y a :a . :z :p :v ."),
        (SOME + " owl:Thing ; rdfs:subClassOf :b .", ":x :p :y ."),
        (
            SOME + " :a ; rdfs:subClassOf :b . :c rdfs:subClassOf :a .",
            ":x :p :y . :y a :c .",
        ),
        # The class of :y is only known once what follows from :p has been seen.
        (
            ":p owl:inverseOf :q . :r owl:propertyChainAxiom ( :q :p ) ; rdfs:domain :a . "
            + SOME
            + " :a ; rdfs:subClassOf :b .",
            ":x :p :y .",
        ),
    ],
)
def test_each_kind_of_axiom_is_honoured(axioms: str, data: str) -> None:
    """Small ontologies, with what owlrl says as the answer; the data is taken out of order too."""
    kinds = "".join(f":{name} a owl:ObjectProperty . " for name in "pqs") + "".join(
        f":{n} a owl:Class . " for n in "abc"
    )
    other = "" if ":r a " in axioms else ":r a owl:ObjectProperty . "
    graph = rdflib.Graph().parse(data=PREFIXES + kinds + other + axioms, format="turtle")
    triples = triples_of(PREFIXES + data)
    expected = follows(triples, graph)
    assert expected
    assert frozenset(closure(compile_rules(graph), triples)) == expected
    assert frozenset(closure(compile_rules(graph), triples[::-1])) == expected


@pytest.mark.parametrize(
    ("axiom", "named"),
    [
        (":p a owl:FunctionalProperty , owl:DatatypeProperty .", "owl:FunctionalProperty of urn:x:p"),
        (":p a owl:AsymmetricProperty .", "owl:AsymmetricProperty of urn:x:p"),
        (":a owl:unionOf ( :b :c ) .", "owl:unionOf"),
        (":a owl:intersectionOf ( :b :c ) .", "owl:intersectionOf"),
        (":a owl:complementOf :b .", "owl:complementOf"),
        (":a owl:hasKey ( :p ) .", "owl:hasKey"),
        (ON_P + "owl:allValuesFrom :a ; rdfs:subClassOf :b .", "owl:allValuesFrom"),
        (ON_P + "owl:hasValue :a ; rdfs:subClassOf :b .", "owl:hasValue"),
        (
            ON_P + "owl:maxCardinality 1 ; rdfs:subClassOf :b .",
            "owl:maxCardinality of a class without a name",
        ),
        (":a rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :b ] .", "rdfs:subClassOf of urn:x:a"),
        (":p owl:propertyDisjointWith :q .", "owl:propertyDisjointWith"),
        (":p owl:inverseOf [ owl:inverseOf :q ] .", "owl:inverseOf"),
        (":p rdfs:range [ a owl:Class ] .", "rdfs:range"),
        (CHAIN + " ( :q [ owl:inverseOf :p ] ) .", "owl:"),
        (":x owl:sameAs :y .", "owl:sameAs"),
        ("<urn:x> owl:imports <urn:y> .", "owl:imports"),
    ],
)
def test_an_axiom_that_cannot_be_honoured_is_refused_by_name(axiom: str, named: str) -> None:
    with pytest.raises(OntologyError, match=named):
        compile_rules(rdflib.Graph().parse(data=PREFIXES + axiom, format="turtle"))


@pytest.mark.parametrize(
    "axiom", [":a owl:disjointWith :b .", "[] a owl:AllDisjointClasses ; owl:members ( :a :c :b ) ."]
)
def test_a_member_of_two_disjoint_classes_is_reported(axiom: str) -> None:
    rules = compile_rules(rdflib.Graph().parse(data=PREFIXES + axiom, format="turtle"))
    triples = triples_of(PREFIXES + ":x a :a , :b . :y a :a , :d .")
    (found,) = inconsistencies(rules, triples)
    assert (found.node.value, *(name.value for name in found.classes)) == ("urn:x:x", "urn:x:a", "urn:x:b")


def test_the_good_graph_is_consistent() -> None:
    triples = triples_of(GOOD.read_bytes())
    assert inconsistencies(ontology_rules(), (*triples, *closure(ontology_rules(), triples))) == ()


def test_a_broken_ontology_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(PREFIXES + ":a rdfs:subClassOf", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine\.ttl: not Turtle \(.*line"):
        ontology_rules(path)
    path.write_text(PREFIXES + ":p a owl:ReflexiveProperty .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine\.ttl.*ReflexiveProperty"):
        ontology_rules(path)
    with pytest.raises(OntologyError, match=r"mine\.ttl.*ReflexiveProperty"):
        ontology_rules(None, path)


def test_another_ontology_gives_other_rules(tmp_path: Path) -> None:
    """Nothing is remembered beyond the content of the file."""
    path = tmp_path / "mine.ttl"
    triples = triples_of(PREFIXES + ":x a :a .")
    for parent in ("b", "c"):
        path.write_text(PREFIXES + f":a rdfs:subClassOf :{parent} .", encoding="utf-8")
        assert closure(ontology_rules(path), triples) == set(triples_of(PREFIXES + f":x a :{parent} ."))


def test_the_neighbourhood_is_enough_for_an_articles_inferences() -> None:
    """With what the closed world says near its nodes, an article's graph gives what the whole world would."""
    rules = ontology_rules()
    world_only = triples_of(
        PREFIXES + ":office kg:organOf :ministry . :ministry kg:organOf :state ; a kg:GovernmentBody ."
        ":bay kg:partOf :isle . :isle kg:partOf :lake . :lake kg:partOf :continent . :far kg:partOf :away ."
    )
    article = triples_of(
        PREFIXES
        + ":said kg:speaker :person ; kg:inCapacity :office . :landing kg:place :bay ; kg:actor :ministry ."
    )
    world = frozenset((*world_only, *closure(rules, world_only)))
    near = neighbourhood(rules, article, by_subject(sorted(world, key=str)))
    far = NamedNode("urn:x:far")
    assert all(subject != far for subject, _, _ in near)
    found = closure(rules, article, near)
    assert found == closure(rules, article, world)
    said, landing = NamedNode("urn:x:said"), NamedNode("urn:x:landing")
    assert {o.value for s, p, o in found if (s, p) == (said, KG("attributableTo"))} == {
        "urn:x:person",
        "urn:x:ministry",
        "urn:x:state",
    }
    assert {o.value for s, p, o in found if (s, p) == (landing, KG("place"))} == {
        "urn:x:isle",
        "urn:x:lake",
        "urn:x:continent",
    }


def test_trivial_triples_are_left_out() -> None:
    found = closure(ontology_rules(), triples_of(GOOD.read_bytes()))
    assert found
    for triple in found:
        assert not isinstance(triple[0], Literal)
        assert triple[2] not in {
            NamedNode(str(OWL.Thing)),
            NamedNode("http://www.w3.org/2000/01/rdf-schema#Resource"),
        }
        assert triple[1] != NamedNode(str(OWL.sameAs))
