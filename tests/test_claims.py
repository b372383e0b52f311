"""A claim is never a fact: whatever facts are added, graphs united and reasoners run over everything.

Two reasoners are asked: the compiled rules, and owlrl over ontology, schemes and data at once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import owlrl_closure, to_terms, triples_of
from pyoxigraph import NamedNode
from rdflib import RDF

from kg.reason import Triple, closure, ontology_rules
from kg.resources import folder
from kg.validate import check
from kg.vocab import BASE, KG, PREFIXES

A1 = BASE + "article/1111111111111111"
TYPE = NamedNode(str(RDF.type))
EVENTS = {KG("Event"), NamedNode(PREFIXES["sem"] + "Event"), NamedNode(PREFIXES["schema"] + "Event")}
#: Properties of facts in an article's own voice and of the world.
FACTS = tuple(
    KG(name)
    for name in (
        *("eventType", "actor", "target", "involves", "place", "subEventOf", "before", "after", "during"),
        *("organOf", "governs", "office", "holder", "tenure", "member", "alliance", "memberOf"),
        *("allyOf", "ledBy", "capital", "partOf", "relationSubject", "relation", "relationObject"),
    )
)
#: Properties that lead to a claim or describe one.
CLAIMS = tuple(
    KG(name)
    for name in (
        *("affirms", "denies", "callsFor", "commitsTo", "refuses", "hasProposition"),
        *("content", "upholds", "upheldBy", "rejects", "rejectedBy", "contradicts"),
        *("predicate", "propSubject", "propObject", "propPlace", "contentMeasure", "propText", "polarity"),
    )
)

HOSTILE = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    + f"""
# Years later Ada Berg, once foreign minister of Norland, presides over Westmark, and Jon Lund runs the pact.
ent:later-1 a kg:Tenure ; kg:holder ent:ada-berg ; kg:office ent:westmark-president ;
  schema:startDate "2031-01-01"^^xsd:date ; dcterms:source "a later world" .
ent:later-2 a kg:Tenure ; kg:holder ent:jon-lund ; kg:office ent:pact-secretary ;
  dcterms:source "a later world" .
ent:pact-secretary a kg:Office ; rdfs:label "Secretary of the Lake Pact" ; kg:organOf ent:lake-pact .

# The very things that are claimed, also reported as facts, about the same actors, on the same day.
<{A1}/event/breach> a kg:Event ; rdfs:label "breached" ; kg:eventType et:CeasefireViolation ;
  kg:actor ent:sudmark ; kg:target ent:norland ; kg:place ent:holm-bay ; kg:figure <{A1}/figure/other> .
<{A1}/figure/other> a kg:Figure ; kg:measure ms:killed ; kg:value 27 .

# A claim about each kind of relation that a fact could be.
<{A1}/statement/bold> a kg:Assertion ; kg:speaker ent:tor-vik ; kg:upholds content:bold ;
  kg:affirms <{A1}/proposition/bold> .
<{A1}/proposition/bold> a kg:Proposition ; kg:propText "bold" ; kg:polarity "positive" ;
  kg:predicate et:Involvement ; kg:propSubject ent:sudmark , ent:ada-berg ;
  kg:propObject ent:lake-pact , ent:tor-vik ; kg:propPlace ent:greyholm ; kg:content content:bold .
content:bold a kg:Content ; kg:predicate et:Involvement ; kg:propSubject ent:sudmark , ent:ada-berg ;
  kg:propObject ent:lake-pact , ent:tor-vik ; kg:propPlace ent:greyholm .
"""
)


@cache
def facts() -> frozenset[Triple]:
    """The good graph and the hostile one, as one."""
    good = (Path(__file__).parent / "fixtures" / "good.ttl").read_bytes()
    return frozenset(triples_of(good) + triples_of(HOSTILE))


@cache
def everything(reasoner: str) -> frozenset[Triple]:
    """All graphs united, with what a reasoner makes of them."""
    if reasoner == "rules":
        return facts() | frozenset(closure(ontology_rules(), facts()))
    axioms = rdflib.Graph()
    for part in ("ontology.ttl", "schemes.ttl"):
        axioms.parse(folder("ontology") / part)
    return to_terms(owlrl_closure(facts(), axioms))


def claims(triples: frozenset[Triple]) -> set[object]:
    return {s for s, p, o in triples if p == TYPE and o in {KG("Proposition"), KG("Content")}}


both = pytest.mark.parametrize("reasoner", ["rules", "owlrl"])


@both
def test_no_claim_becomes_an_event(reasoner: str) -> None:
    triples = everything(reasoner)
    assert len(claims(triples)) > 20
    assert {s for s, p, o in triples if p == TYPE and o in EVENTS} & claims(triples) == set()


@both
def test_no_fact_property_hangs_on_a_claim(reasoner: str) -> None:
    triples = everything(reasoner)
    about = claims(triples)
    assert [t for t in triples if t[1] in FACTS and (t[0] in about or t[2] in about)] == []


@both
def test_no_claimed_relation_appears_between_entities(reasoner: str) -> None:
    triples = everything(reasoner)
    pairs = {
        (subject, object)
        for claim in claims(triples)
        for s, p, subject in triples
        if s == claim and p == KG("propSubject")
        for s2, p2, object in triples
        if s2 == claim and p2 in {KG("propObject"), KG("propPlace")}
    }
    assert len(pairs) >= 7
    assert [t for t in triples if (t[0], t[2]) in pairs or (t[2], t[0]) in pairs] == []


@both
def test_no_claimed_participant_takes_part_in_an_event(reasoner: str) -> None:
    """Events have the participants that are asserted of them, and those that these are organs of."""
    withdrawal = NamedNode(BASE + "article/2222222222222222/event/withdrawal")
    shelling = NamedNode(f"{A1}/event/shelling")
    involved = {(s, o) for s, p, o in everything(reasoner) if p == KG("involves")}
    army, state = (NamedNode(PREFIXES["ent"] + name) for name in ("sudmark-armed-forces", "sudmark"))
    assert {o for s, o in involved if s == withdrawal} == {army, state}
    assert {o for s, o in involved if s == shelling} == set()


@both
@pytest.mark.parametrize(
    ("statement", "answerable"),
    [
        (f"{A1}/statement/accusation", {"ada-berg", "norland"}),
        (f"{A1}/statement/report-27", {"norland-ministry-of-defence", "norland"}),
        (f"{A1}/statement/denial", {"sudmark"}),
        (BASE + "article/2222222222222222/statement/nobody", {"jon-lund", "sudmark"}),
    ],
)
def test_a_later_office_does_not_colour_an_earlier_statement(
    reasoner: str, statement: str, answerable: set[str]
) -> None:
    found = {o for s, p, o in everything(reasoner) if s == NamedNode(statement) and p == KG("attributableTo")}
    assert found == {NamedNode(PREFIXES["ent"] + name) for name in answerable}


def test_an_unresolved_speaker_is_nobody_in_particular() -> None:
    """The candidates are not made answerable for what one of them may have said."""
    statement = NamedNode(f"{A1}/statement/unresolved")
    found = {o for s, p, o in everything("owlrl") if s == statement and p == KG("attributableTo")}
    assert found == {NamedNode(f"{A1}/entity/the-minister")}


def test_no_axiom_leads_from_a_claim_to_a_fact() -> None:
    """No rule that a claim's property takes part in concludes a fact's property or an event."""
    rules = ontology_rules()
    for name in CLAIMS:
        assert set(rules.properties.get(name, ())).isdisjoint(FACTS)
        assert set(rules.inverses.get(name, ())).isdisjoint(FACTS)
        for chain, implied in rules.chains:
            assert name not in chain or implied not in FACTS
        for kinds in (rules.domains, rules.ranges):
            assert KG("Event") not in kinds.get(name, ())
    for kind in ("Proposition", "Content"):
        assert EVENTS.isdisjoint(rules.classes.get(KG(kind), ()))


@cache
def claimed() -> frozenset[Triple]:
    """What is said of claims, and of the statements that make them, and nothing else."""
    about = claims(facts())
    return frozenset(t for t in facts() if t[0] in about or t[2] in about)


ENTITIES = sorted(
    {o for s, p, o in claimed() if p in {KG("propSubject"), KG("propObject"), KG("propPlace")}}, key=str
)
SOME = st.sampled_from([*ENTITIES, *(NamedNode(f"urn:x:{name}") for name in "abc")])
FACT = st.tuples(SOME, st.sampled_from(FACTS), SOME)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(FACT, min_size=1, max_size=15))
def test_no_fact_about_entities_changes_what_is_inferred_of_claims(added: list[Triple]) -> None:
    """Whatever is asserted between the entities that claims name, the claims stay as they were."""
    about = claims(claimed())
    before = {t for t in closure(ontology_rules(), claimed()) if t[0] in about or t[2] in about}
    after = {t for t in closure(ontology_rules(), [*claimed(), *added]) if t[0] in about or t[2] in about}
    assert after == before


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.lists(FACT, min_size=1, max_size=15))
def test_claims_add_no_fact_about_entities(added: list[Triple]) -> None:
    """With claims beside them, facts have the consequences that they have alone, and no more."""
    alone = closure(ontology_rules(), added)
    beside = closure(ontology_rules(), [*claimed(), *added])
    assert {t for t in beside if t[1] in FACTS} == {t for t in alone if t[1] in FACTS}


def test_a_hostile_claim_that_does_use_a_fact_property_is_a_violation() -> None:
    """The shapes stop at the door what no reasoner would undo."""
    bad = triples_of(HOSTILE + "content:bold kg:partOf ent:norland ; a kg:Event .")
    found = {r.shape for r in check(frozenset(bad) | facts()).results if r.focus.endswith("content/bold")}
    assert {"psh:ClaimIsNotAFact", "psh:ClaimHasNoFactProperty"} <= found
