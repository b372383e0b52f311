"""Random ontologies, random data, random comings and goings: what follows is what owlrl says, each time."""

from __future__ import annotations

import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import errors, owlrl_closure, triples_of, worth_saying
from pyoxigraph import Literal, NamedNode

from kg.reason import TYPE, Closure, Rules, Triple, closure, compile_rules, inconsistencies, steps_of
from kg.reason.closure import follow, withdraw
from kg.reason.facts import Changed, Memory

PREFIXES = """
@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
CLASSES, PROPERTIES, DATA = "ABCDE", "pqrstu", "vw"
DECLARED = "".join(
    f":{name} a owl:{kind} . "
    for names, kind in ((CLASSES, "Class"), (PROPERTIES, "ObjectProperty"), (DATA, "DatatypeProperty"))
    for name in names
)

_CLASS = st.sampled_from(CLASSES).map(":{}".format)
_LINK = st.sampled_from(PROPERTIES).map(":{}".format)
_ANY = st.sampled_from(PROPERTIES + DATA).map(":{}".format)
_SOME = st.builds(
    "[] a owl:Restriction ; owl:onProperty {} ; owl:someValuesFrom {} ; {} {} .".format,
    _LINK,
    st.one_of(_CLASS, st.just("owl:Thing")),
    st.sampled_from(["rdfs:subClassOf", "owl:equivalentClass"]),
    _CLASS,
)
_AXIOM = st.one_of(
    st.builds("{} rdfs:subClassOf {} .".format, _CLASS, _CLASS),
    st.builds("{} owl:equivalentClass {} .".format, _CLASS, _CLASS),
    st.builds("{} owl:disjointWith {} .".format, _CLASS, _CLASS),
    st.builds("{} rdfs:subPropertyOf {} .".format, _LINK, _LINK),
    st.builds("{} owl:equivalentProperty {} .".format, _LINK, _LINK),
    st.builds("{} owl:inverseOf {} .".format, _LINK, _LINK),
    st.builds("{} rdfs:domain {} .".format, _ANY, _CLASS),
    st.builds("{} rdfs:range {} .".format, _LINK, _CLASS),
    st.builds("{} a owl:{}Property .".format, _LINK, st.sampled_from(["Symmetric", "Transitive"])),
    st.builds("{} a owl:{}Property .".format, _LINK, st.sampled_from(["Functional", "InverseFunctional"])),
    st.builds("{} owl:propertyChainAxiom ( {} {} ) .".format, _LINK, _LINK, _LINK),
    st.builds("{} owl:propertyChainAxiom ( {} {} {} ) .".format, _LINK, _LINK, _LINK, _LINK),
    _SOME,
)
ONTOLOGIES = st.lists(_AXIOM, min_size=1, max_size=9).map(
    lambda axioms: rdflib.Graph().parse(data=PREFIXES + DECLARED + " ".join(axioms), format="turtle")
)

_NODE = st.sampled_from([NamedNode(f"urn:x:{name}") for name in "12345"])
_TRIPLE = st.one_of(
    st.tuples(_NODE, st.sampled_from([NamedNode(f"urn:x:{name}") for name in PROPERTIES]), _NODE),
    st.tuples(_NODE, st.sampled_from([NamedNode(f"urn:x:{name}") for name in PROPERTIES]), _NODE),
    st.tuples(_NODE, st.just(TYPE), st.sampled_from([NamedNode(f"urn:x:{name}") for name in CLASSES])),
    st.tuples(_NODE, st.sampled_from([NamedNode(f"urn:x:{name}") for name in DATA]), st.just(Literal("a"))),
)
_SAME = st.tuples(_NODE, st.just(NamedNode("http://www.w3.org/2002/07/owl#sameAs")), _NODE).filter(
    lambda triple: triple[0] != triple[2]
)
TRIPLES = st.lists(_TRIPLE, min_size=1, max_size=12)
#: Now and then somebody says that two nodes are the same.
GRAPHS = st.one_of(TRIPLES, TRIPLES, st.builds(lambda some, one: [*some, one], TRIPLES, _SAME))


@settings(max_examples=30)
@given(ONTOLOGIES, GRAPHS)
def test_what_follows_from_any_ontology_is_what_owlrl_says(
    ontology: rdflib.Graph, triples: list[Triple]
) -> None:
    rules = compile_rules(ontology)
    oracle = owlrl_closure(triples, ontology)
    found = closure(rules, triples)
    assert frozenset(found) == worth_saying(oracle, ontology) - frozenset(triples)
    wrong = inconsistencies(rules, {*triples, *found})
    assert bool(wrong) == bool(errors(oracle))


@st.composite
def comings_and_goings(draw: st.DrawFn) -> tuple[Rules, list[tuple[list[Triple], bool]]]:
    """An ontology's rules, and batches of triples that are added (True) or taken out (False)."""
    rules = compile_rules(draw(ONTOLOGIES))
    pool = draw(st.lists(st.one_of(_TRIPLE, _TRIPLE, _TRIPLE, _SAME), min_size=3, max_size=16))
    batches = st.lists(st.sampled_from(pool), min_size=1, max_size=5)
    return rules, draw(st.lists(st.tuples(batches, st.booleans()), min_size=2, max_size=8))


@settings(max_examples=60)
@given(comings_and_goings())
def test_after_every_addition_and_retraction_what_follows_is_as_from_scratch(
    drawn: tuple[Rules, list[tuple[list[Triple], bool]]],
) -> None:
    rules, batches = drawn
    kept = Closure(rules)
    stated: set[Triple] = set()
    for triples, comes in batches:
        (kept.add if comes else kept.remove)(triples)
        stated = stated.union(triples) if comes else stated.difference(triples)
        assert set(kept.facts) == {*stated, *closure(rules, stated)}


@settings(max_examples=40)
@given(comings_and_goings())
def test_a_change_is_known_before_it_is_made(drawn: tuple[Rules, list[tuple[list[Triple], bool]]]) -> None:
    """The facts as they will be, over facts that stay as they are."""
    rules, batches = drawn
    steps = steps_of(rules)
    coded = steps.terms.copy().coded
    stated: set[Triple] = set()
    for triples, comes in batches:
        before = set(map(coded, {*stated, *closure(rules, stated)}))
        facts = Changed(Memory(before))
        changed = set(map(coded, triples))
        if comes:
            stated |= set(triples)
            follow(steps, changed, facts)
        else:
            stated -= set(triples)
            withdraw(steps, changed & before, facts, set(map(coded, stated)).__contains__)
        after = (before | set(facts.added)) - facts.removed
        assert after == set(map(coded, {*stated, *closure(rules, stated)}))
        assert facts.removed <= before
        assert before.isdisjoint(facts.added)


@settings(max_examples=30)
@given(ONTOLOGIES, GRAPHS)
def test_backwards_is_forwards_turned_round(ontology: rdflib.Graph, triples: list[Triple]) -> None:
    """A triple follows in one step just if some triple implies it, and each step's premises are there."""
    rules = compile_rules(ontology)
    steps = steps_of(rules)
    coded = steps.terms.copy().coded
    facts = Memory(map(coded, {*triples, *closure(rules, triples)}))
    stated = set(map(coded, triples))
    implied = {new for triple in facts for new in steps.consequences(triple, facts) if new != triple}
    for triple in facts:
        found = list(steps.derivations(triple, facts))
        assert all(premise in facts for step in found for premise in step.premises)
        assert found or triple not in implied or triple in stated
        if triple not in stated:
            assert found


def test_a_retraction_leaves_what_is_stated_all_the_same() -> None:
    rules = compile_rules(
        rdflib.Graph().parse(data=PREFIXES + ":p a owl:SymmetricProperty .", format="turtle")
    )
    there, back = triples_of(PREFIXES + ":1 :p :2 . :2 :p :1 .")
    kept = Closure(rules)
    kept.add([there, back])
    kept.remove([there])
    assert set(kept.facts) == {there, back}
    kept.remove([back])
    assert set(kept.facts) == set()
