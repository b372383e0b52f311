"""The fast engine of validation reports what the reference reports."""

from __future__ import annotations

import random

import pytest
import test_shapes as shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.build import Build, Knowledge
from kg.iris import article_graph
from kg.reason import Triple, closure, ontology_rules
from kg.resources import folder
from kg.validate import Report, check, fast, reference, validate
from kg.vocab import KG, RDF


def both(triples: tuple[Triple, ...]) -> tuple[Report, Report]:
    return check(triples), check(triples, engine="pyshacl")


@pytest.mark.parametrize("case", [shapes.GOOD, *shapes.CASES], ids=lambda c: f"{c.shape}-{c.focus}")
def test_every_shape_good_and_broken_has_equal_reports(case: shapes.Case) -> None:
    found, expected = both(shapes.broken(case))
    assert found == expected


#: A day without a zone.
DAY = NamedNode("http://www.w3.org/2001/XMLSchema#date")

#: Values that break a shape here and there: other kinds, other types, another order.
STRANGE = (
    Literal(0),
    Literal(-1),
    Literal(""),
    Literal("2024-05-16"),
    Literal("2024-05-16", datatype=DAY),
    Literal("1.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    Literal("hier", language="de"),
    KG("Event"),
    KG("Person"),
    NamedNode("urn:nowhere"),
)


def is_day(value: object) -> bool:
    return isinstance(value, Literal) and value.datatype == DAY


def spoilt(triples: tuple[Triple, ...], chance: random.Random) -> tuple[Triple, ...]:
    """Some triples taken out, some with another's value or a strange one."""
    left = [triple for triple in triples if chance.random() > 0.02]
    for _ in range(chance.randrange(12)):
        subject, predicate, old = chance.choice(triples)
        value = chance.choice((chance.choice(triples)[2], chance.choice(STRANGE)))
        # A class has an IRI, and the reference takes a day for less than any number.
        if is_day(old) == is_day(value) and (predicate != RDF("type") or isinstance(value, NamedNode)):
            left.append((subject, predicate, value))
    return tuple(left)


#: An example costs the reference a fifth of a second.
@settings(max_examples=15)
@given(st.integers())
def test_a_graph_spoilt_at_random_has_equal_reports(seed: int) -> None:
    found, expected = both(spoilt(shapes.good(), random.Random(seed)))
    assert found == expected


def test_the_examples_have_equal_reports(built_examples: Build) -> None:
    quads = tuple(built_examples.graph.quads())
    assert validate(quads) == validate(quads, engine="pyshacl")


def test_an_article_with_what_follows_has_equal_reports(built_examples: Build, knowledge: Knowledge) -> None:
    name = article_graph(built_examples.articles[0].iri)
    stated = tuple(
        (quad.subject, quad.predicate, quad.object)
        for quad in built_examples.graph.quads()
        if quad.graph_name == name
    )
    found, expected = both((*stated, *closure(ontology_rules(), stated, frozenset(knowledge.world_stated))))
    assert found == expected


def test_what_fails_at_a_blank_node_is_left_to_the_reference() -> None:
    triples = (*shapes.good(), (BlankNode("who"), RDF("type"), KG("Person")))
    base = tuple((folder("ontology") / part).read_bytes() for part in ("ontology.ttl", "schemes.ttl"))
    turtle = (folder("ontology") / "shapes.ttl").read_bytes()
    assert fast.results(turtle, base, triples) is None
    assert check(triples).results == check(triples, engine="pyshacl").results
    assert {result.focus for result in reference.results(turtle, base, triples)} >= {"who"}
