"""Each shape is shown to hold on a good graph and to fail, with its severity, on one broken on purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from oracle import triples_of
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, SH

from kg.build import build
from kg.errors import InputError, OntologyError
from kg.iris import ONTOLOGY_GRAPH, WORLD_GRAPH
from kg.knowledge.world import WORLD_FILES
from kg.reason import Triple, closure, inconsistencies, ontology_rules
from kg.resources import folder
from kg.validate import Engine, Report, Result, check, validate
from kg.vocab import BASE, PREFIXES

FIXTURES = Path(__file__).parent / "fixtures"
A1 = BASE + "article/1111111111111111"
A2 = BASE + "article/2222222222222222"
NAMES = {
    **PREFIXES,
    **{kind: f"{A1}/{kind}/" for kind in ("statement", "proposition", "event", "figure", "evidence")},
    **{kind: f"{A1}/{kind}/" for kind in ("tenure", "membership", "relation", "flaw", "eventuality")},
    "this": A1,
    "entity": A1 + "/entity/",
    "a": BASE + "article/",
    # "27 people were killed ..." in article 1
    "span": A1 + "#char=235,293",
    "other": f"{A2}/statement/",
    "psh": "https://w3id.org/article-kg/shapes#",
}


@dataclass(frozen=True)
class Case:
    """A way to break the good graph: the shape and the node that must fail, and what is changed.

    A step `- kg:p` takes every value of a property from the node, `+ kg:p value` adds one; a step may
    name another node first.
    """

    shape: str
    focus: str
    steps: tuple[str, ...]


def cases(table: str) -> tuple[Case, ...]:
    """The lines of a table: shape, node, steps divided by bars."""
    rows = [line.split(maxsplit=2) for line in table.strip().splitlines() if not line.startswith("#")]
    return tuple(Case(shape, focus, tuple(steps.split(" | "))) for shape, focus, steps in rows)


CASES = cases(
    """
# a claim is never a fact
ClaimIsNotAFact  proposition:denial  + a kg:Event
ClaimIsNotAFact  content:violation  + a kg:Event
ClaimHasNoFactProperty  content:violation  + kg:actor ent:sudmark
ClaimHasNoFactProperty  proposition:denial  + kg:target ent:sudmark
ClaimHasNoFactProperty  proposition:denial  + kg:place ent:greyholm
ClaimHasNoFactProperty  proposition:denial  + kg:eventType et:Shelling
ClaimHasNoFactProperty  proposition:denial  + kg:memberOf ent:lake-pact
SovereigntyNotAsserted  proposition:sovereignty  ent:greyholm + kg:partOf ent:norland
FigureInOneVoice  figure:killed  event:shelling + kg:figure figure:killed
# statements
StatementSpeaker  statement:denial  - kg:speaker
StatementSpeaker  statement:denial  + kg:speaker ent:norland
StatementSpeaker  statement:denial  - kg:speaker | + kg:speaker ent:sudby
StatementParticipants  statement:denial  + kg:addressee ent:sudby
StatementParticipants  statement:denial  + kg:inCapacity ent:sudby
StatementAttitude  statement:denial  - kg:denies
StatementAttitude  statement:denial  + kg:refuses proposition:denial
StatementProposition  statement:denial  + kg:denies proposition:offer
StatementIllocution  statement:denial  - kg:illocution
StatementIllocution  statement:denial  - kg:illocution | + kg:illocution et:REJECT
AttitudeFitsIllocution  statement:denial  - kg:denies | + kg:affirms proposition:denial
ClassFitsIllocution  statement:denial  - a | + a kg:Assertion
ClassFitsIllocution  statement:accusation  - a | + a kg:Assertion
ClassFitsIllocution  statement:denial  + a kg:Directive
StatementCertainty  statement:denial  - kg:certainty | + kg:certainty graspf:SURE
StatementPosition  statement:denial  - kg:rejects | + kg:upholds content:violation
StatementPosition  other:nobody  - kg:rejects | + kg:upholds content:casualties
StatementPosition  statement:accusation  + kg:rejects content:violation
StatementWords  statement:offer  proposition:offer - kg:propText | proposition:offer + kg:propText "freedom"
SpeakerResolved  statement:denial  - kg:speaker | + kg:speaker entity:the-minister
QuoteVerbatim  other:claim  - kg:quote | + kg:quote "Norland violated the ceasefire"
StatementNotAfterArticle  statement:denial  + kg:earliest "2024-05-16"^^xsd:date
StatementDated  other:claim  - kg:earliest | - kg:latest
DirectiveAddressed  statement:appeal  - kg:addressee
# propositions and content
PropositionText  proposition:denial  - kg:propText
PropositionPolarity  proposition:denial  - kg:polarity | + kg:polarity "neutral"
PropositionPredicate  proposition:denial  + kg:predicate il:Denial
ContentFitsProposition  proposition:denial  + kg:content content:release
ContentFitsProposition  proposition:denial  - kg:propSubject
ContentDescribed  content:violation  - kg:predicate
ContentDescribed  content:violation  - kg:propSubject
ContentUsed  content:spare  + a kg:Content ; kg:predicate et:Visit ; kg:propSubject ent:norland
PropositionStated  proposition:spare  + a kg:Proposition ; kg:propText "so" ; kg:polarity "positive"
PredicateKnown  proposition:denial  - kg:predicate
# events and relations in the article's voice
EventDescribed  event:talks  - kg:eventType
EventDescribed  event:talks  - rdfs:label
EventParticipants  event:talks  + kg:actor ent:lindhaven
EventParticipants  event:talks  + kg:place ent:ada-berg
EventParticipant  event:talks  - kg:actor | - kg:place
EventOrder  event:talks  + kg:before ent:ada-berg
EventOrder  event:talks  + kg:before event:shelling | + kg:after event:shelling
EventDated  event:talks  - kg:earliest | - kg:latest
EventMode  event:talks  + kg:mode "future"
EventualityDescribed  eventuality:spare  + a kg:Eventuality ; kg:predicate et:Visit
EventualityDescribed  eventuality:spare  + a kg:Eventuality ; kg:mode "future"
RelationComplete  relation:led  - kg:relationSubject
RelationComplete  relation:led  - kg:relation | + kg:relation et:Visit
RelationComplete  relation:led  + kg:relationObject ent:sudmark
RelationFilled  relation:led  - kg:relationObject
RelationBacked  ent:norland  + kg:allyOf ent:sudmark
RelationBacked  ent:union-of-the-lakes  + kg:ledBy ent:sudmark
RelationBacked  ent:westmark  + kg:ledBy ent:lake-pact
# facts that hold for a time
TenureComplete  tenure:berg  - kg:holder | + kg:holder ent:norland
TenureComplete  tenure:berg  - kg:office
MembershipComplete  membership:norland  - kg:member
MembershipComplete  membership:norland  - kg:alliance | + kg:alliance ent:sudmark
MemberOfBacked  ent:sudmark  + kg:memberOf ent:lake-pact
MemberOfBacked  ent:sudmark  ent:membership-sudmark-union-of-the-lakes - schema:startDate |\
 ent:membership-sudmark-union-of-the-lakes + schema:startDate "2024-05-02"^^xsd:date
MemberOfBacked  ent:sudmark  ent:membership-sudmark-union-of-the-lakes + schema:endDate "2024-04-30"^^xsd:date
TenureKind  tenure:berg  + kg:tenureKind "full"
StartKnown  ent:tenure-ada-berg-norland-foreign-minister  - schema:startDate
# figures and dates
FigureValue  figure:killed  - kg:measure
FigureValue  figure:killed  - kg:qualifier | + kg:qualifier "roughly"
FigureValue  figure:killed  - kg:value | + kg:value -27
FigureValue  figure:killed  + kg:highValue 20
FigureValue  figure:killed  + kg:highValue 30 | + kg:highValue 31
FigureUnspecified  figure:killed  - kg:value
PartWithinWhole  figure:civilians  - kg:value | + kg:value 28
FigureOwned  figure:killed  proposition:report-27 - kg:figure
DateOrder  event:talks  - kg:latest | + kg:latest "2024-05-13"^^xsd:date
DateOrder  event:talks  - kg:latest | + kg:latest "2024"^^xsd:gYear
DateOrder  event:talks  - kg:earliest | + kg:earliest "2024"^^xsd:gYear
DatePrecision  event:talks  - kg:datePrecision | + kg:datePrecision "hour"
TermOrder  tenure:berg  + schema:startDate "2024-05-02"^^xsd:date ; schema:endDate "2024-05-01"^^xsd:date
TermOrder  tenure:berg  + schema:endDate "2024"
Confidence  event:talks  - kg:confidence | + kg:confidence 1.1
# evidence
Grounded  statement:denial  - kg:evidence
Grounded  statement:denial  - kg:evidence | + dcterms:source "hearsay"
Grounded  flaw:kilometres  - kg:evidence
Sourced  tenure:berg  - kg:evidence
Sourced  ent:membership-norland-lake-pact  - dcterms:source
Reported  statement:denial  - kg:reportedIn
EvidenceInArticle  statement:denial  - kg:reportedIn | + kg:reportedIn a:2222222222222222
EvidenceSource  evidence:denial-cue  - oa:hasSource
EvidenceSource  evidence:denial-cue  - oa:hasSelector
EvidenceRole  evidence:denial-cue  - kg:evidenceRole | + kg:evidenceRole "hint"
SentenceNumber  statement:denial  - kg:sentence | + kg:sentence 0
SelectorSpan  span:  - oa:start | + oa:start 293
SelectorSpan  span:  - oa:end
SelectorSpan  span:  - oa:exact
QuoteFitsSpan  this:  span: - oa:end | span: + oa:end 294
SpanInArticle  this:  - dcterms:extent | + dcterms:extent 292
# articles and entities
ArticleIdentified  this:  - dcterms:identifier
ArticleIdentified  this:  - dcterms:extent
ArticleIdentified  this:  - schema:datePublished | + schema:datePublished "15 May"
ArticleDated  this:  - schema:datePublished
EntityNamed  ent:greyholm  - rdfs:label
EntityNamed  ent:norland-foreign-minister  - rdfs:label
StateCoded  ent:norland  - skos:notation
StateCoded  ent:norland  + skos:notation "Norland"
NodeHasIri  _:who  + a kg:Person ; rdfs:label "Someone"
"""
)


GOOD = Case("", "", ())


@cache
def good() -> tuple[Triple, ...]:
    return triples_of((FIXTURES / "good.ttl").read_bytes())


def term(name: str) -> NamedNode:
    """A short name, or `a`."""
    prefix, _, local = name.partition(":")
    return (
        NamedNode(NAMES[prefix] + local) if local or prefix in {"this", "span"} else NamedNode(str(RDF.type))
    )


def turtle(text: str) -> tuple[Triple, ...]:
    return triples_of("".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMES.items()) + text)


def broken(case: Case) -> tuple[Triple, ...]:
    """The good graph with one thing wrong; what is taken out must have been there."""
    triples = good()
    for step in case.steps:
        node, sign, rest = re.fullmatch(r"(?:(\S+) )?([+-]) (.*)", step).groups()  # type: ignore[union-attr]
        if sign == "+":
            triples += turtle(f"{node or case.focus} {rest} .")
        else:
            kept = tuple(t for t in triples if t[:2] != (term(node or case.focus), term(rest)))
            assert len(kept) < len(triples), f"nothing to take out: {step}"
            triples = kept
    return triples


@cache
def report(case: Case) -> Report:
    return check(broken(case))


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "shapes.ttl")


def node_shapes() -> dict[str, str]:
    """The severity of each shape, by name."""
    names = list(shapes().subjects(RDF.type, SH.NodeShape))
    return {n.rpartition("#")[2]: str(shapes().value(n, SH.severity)).rpartition("#")[2] for n in names}


def test_the_good_graph_keeps_every_shape_but_the_one_that_it_is_to_break() -> None:
    found = report(GOOD)
    assert found.conforms
    assert [(r.severity, r.shape, r.value) for r in found.results if r.severity != "Info"] == [
        ("Warning", "psh:SpeakerResolved", f"{A1}/entity/the-minister")
    ]


def test_the_offsets_of_the_good_graph_are_those_of_its_articles() -> None:
    texts = {A1: "good-1.txt", A2: "good-2.txt"}
    exact = {s: o for s, p, o in good() if p == term("oa:exact")}
    assert len(exact) > 50
    for selector, words in exact.items():
        article, _, span = selector.value.partition("#char=")
        start, _, end = span.partition(",")
        text = (FIXTURES / texts[article]).read_text(encoding="utf-8")
        assert text[int(start) : int(end)] == words.value


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.shape}-{c.focus}")
def test_a_broken_graph_fails_the_shape_with_its_severity(case: Case) -> None:
    new = set(report(case).results) - set(report(GOOD).results)
    severities = {r.severity for r in new if r.shape == f"psh:{case.shape}"}
    focuses = {r.focus for r in new if r.shape == f"psh:{case.shape}"}
    assert severities == {node_shapes()[case.shape]}
    assert case.focus.startswith("_:") or term(case.focus).value in focuses


def test_every_shape_and_every_message_has_a_case_that_breaks_it() -> None:
    assert {case.shape for case in CASES} == set(node_shapes())
    messages = {str(text) for text in shapes().objects(None, SH.message)}
    assert messages == {result.message for case in CASES for result in report(case).results}


def test_every_shape_has_one_severity_for_all_of_its_parts() -> None:
    assert set(node_shapes().values()) == {"Violation", "Warning", "Info"}
    for shape in shapes().subjects(RDF.type, SH.NodeShape):
        severity = shapes().value(shape, SH.severity)
        for part in shapes().objects(shape, SH.property):
            assert shapes().value(part, SH.severity, default=SH.Violation) == severity, shape


def test_the_shapes_are_themselves_well_formed() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_the_shapes_use_only_terms_that_the_ontology_has() -> None:
    known = rdflib.Graph()
    for part in ("ontology.ttl", "schemes.ttl"):
        known.parse(folder("ontology") / part)
    used = {t for row in shapes() for t in row if isinstance(t, rdflib.URIRef) and PREFIXES["kg"] in t}
    assert used
    assert [t for t in sorted(used) if (t, RDF.type, None) not in known] == []


def test_any_illocution_of_the_scheme_is_accepted() -> None:
    """A new illocution in the graph of the ontology needs no change of the shapes."""
    il = PREFIXES["il"]
    schema = turtle("il:Oath a kg:Illocution ; kg:attitude kg:commitsTo ; kg:statementClass kg:Commitment .")
    case = Case("", "statement:offer", ("- kg:illocution", "+ kg:illocution il:Oath"))
    with_scheme = check(broken(case), schema=schema)
    assert with_scheme.conforms
    assert {r.value for r in check(broken(case)).results if r.severity == "Violation"} == {f"{il}Oath"}


def test_what_is_inferred_does_not_break_a_shape() -> None:
    """A flat export with its inferred triples is as valid as without."""
    everything = (*good(), *closure(ontology_rules(), good()))
    assert set(check(everything).results) == set(report(GOOD).results)


def in_graphs() -> list[Quad]:
    """The good graph in the graphs of its two articles and of the world."""
    first, second = (NamedNode(f"{BASE}graph/article/{x * 16}") for x in "12")
    content = {s for s, _, o in good() if o == term("kg:Content")}
    in_two = {x for s, p, x in good() if p == term("kg:content") and s.value.startswith(A2)}
    described = {
        NamedNode(BASE + "entity/fishers-in-greyholm-000000000002"),
        term("ent:sudmark-armed-forces"),
    }
    quads = []
    for triple in good():
        subject = triple[0]
        if subject.value.startswith(A2) or subject in described | in_two:
            quads.append(Quad(*triple, second))
        if (
            subject.value.startswith(A1)
            or subject in content
            or subject == term("ent:norland-ministry-of-defence")
        ):
            quads.append(Quad(*triple, first))
        if not subject.value.startswith((A1, A2)) and subject not in described | content:
            quads.append(Quad(*triple, WORLD_GRAPH))
    return quads


def test_each_article_is_checked_with_what_the_world_says_of_it() -> None:
    found = validate(in_graphs())
    without_world = validate(quad for quad in in_graphs() if quad.graph_name != WORLD_GRAPH)
    assert found.conforms
    assert found.counts["Warning"] == 1
    assert {r.shape for r in without_world.results if r.path == "kg:speaker"} >= {"psh:StatementSpeaker"}


def test_the_world_is_not_checked_with_an_article() -> None:
    bad = Quad(term("ent:nowhere"), term("a"), term("kg:State"), WORLD_GRAPH)
    assert validate([*in_graphs(), bad]) == validate(in_graphs())
    assert not check([(bad.subject, bad.predicate, bad.object)]).conforms


def test_a_state_that_is_no_more_needs_no_code(tmp_path: Path) -> None:
    """West Germany has no code of its own, and the world says when it ended."""
    path = tmp_path / "a.txt"
    path.write_text("West Germany attacked Rhodesia on Monday.")
    built = build([path])
    assert "entity/west-germany" in "".join(str(quad.object) for quad in built.graph.quads())
    assert built.conforms


def test_schemes_in_the_graph_of_the_ontology_count() -> None:
    kind = Quad(term("et:Regatta"), term("a"), term("kg:EventType"), ONTOLOGY_GRAPH)
    case = Case("", "event:talks", ("- kg:eventType", "+ kg:eventType et:Regatta"))
    quads = [Quad(*triple) for triple in broken(case)]
    assert not validate(quads).conforms
    assert validate([*quads, kind]).conforms


def test_the_projects_own_world_keeps_the_shapes() -> None:
    """Nothing in it is false or worth a warning, and no node is in two classes that exclude each other."""
    parts = [(folder("ontology") / part).read_bytes() for part in WORLD_FILES]
    world = tuple(triple for part in parts for triple in triples_of(part))
    found = check(world)
    assert [result for result in found.results if result.severity != "Info"] == []
    rules = ontology_rules()
    assert inconsistencies(rules, (*world, *closure(rules, world))) == ()


def test_results_are_counted_and_sorted_worst_first() -> None:
    case = Case("StatementSpeaker", "statement:denial", ("- kg:speaker",))
    found = report(case)
    assert found.counts == {"Violation": 1, "Warning": 1, "Info": report(GOOD).counts["Info"]}
    assert not found.conforms
    message = "A statement has exactly one speaker, an actor (a joint attribution is one statement for each)."
    first = Result("Violation", "psh:StatementSpeaker", f"{A1}/statement/denial", "kg:speaker", "", message)
    assert found.results[0] == first


@pytest.mark.parametrize(
    ("shape", "path"),
    [
        ("FigureOwned", "^kg:figure"),
        ("EventParticipant", "kg:actor|kg:target|kg:place"),
        ("EvidenceInArticle", "kg:evidence/oa:hasSource"),
        ("PropositionStated", "^(kg:affirms|kg:denies|kg:callsFor|kg:commitsTo|kg:refuses)"),
        ("FigureInOneVoice", ""),
    ],
)
def test_paths_are_shown_as_in_sparql(shape: str, path: str) -> None:
    case = next(case for case in CASES if case.shape == shape)
    assert path in {r.path for r in report(case).results if r.shape == f"psh:{shape}"}


def test_a_triple_term_is_refused() -> None:
    inner = pyoxigraph.Triple(term("ent:norland"), term("kg:partOf"), term("ent:sudmark"))
    with pytest.raises(InputError, match="triple term"):
        check([(term("statement:denial"), term("kg:about"), inner)])


@pytest.mark.parametrize(
    ("engine", "select"),
    [
        ("shacl", "SELECT $this WHERE { $this "),
        ("shacl", "SELECT $this WHERE { VALUES ?x { 1 } }"),
        ("pyshacl", "SELECT $this WHERE { VALUES ?x { 1 } }"),
    ],
)
def test_shapes_that_cannot_be_run_are_the_ontologys_fault(
    engine: Engine, select: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for part in ("ontology.ttl", "schemes.ttl", "shapes.ttl"):
        (tmp_path / part).write_bytes((folder("ontology") / part).read_bytes())
    with (tmp_path / "shapes.ttl").open("a", encoding="utf-8") as file:
        file.write(
            f'psh:Bad a sh:NodeShape ; sh:targetClass kg:Place ; sh:sparql [ sh:select "{select}" ] .\n'
        )
    monkeypatch.setattr("kg.validate.folder", lambda name: tmp_path)
    with pytest.raises(OntologyError, match="cannot be run"):
        check(good(), engine=engine)
