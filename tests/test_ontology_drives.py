"""A Turtle file alone adds a kind of saying, a kind of event and an alliance, without any Python."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import Build, Settings, build
from kg.errors import KGError
from kg.query import ask
from kg.vocab import ET, IL, KG, PREFIXES, RDF, RDFS, Namespace

ENT = Namespace(PREFIXES["ent"])
HEAD = """
@prefix lex: <https://w3id.org/article-kg/lexicon#> .
@prefix fr:  <https://w3id.org/article-kg/frame/> .
@prefix own: <https://example.org/own/> .
""" + "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("kg", "et", "il", "ent", "rdfs", "skos", "dcterms")
)
TYPES = """
il:Lament a kg:Illocution ; skos:inScheme <https://w3id.org/article-kg/illocution/> ;
  skos:prefLabel "lament"@en ; skos:definition "Voices sorrow."@en ;
  kg:attitude kg:affirms ; kg:statementClass kg:Evaluation .
et:Regatta a kg:EventType ; skos:inScheme <https://w3id.org/article-kg/event-type/> ;
  skos:prefLabel "regatta"@en ; skos:broader et:COOPERATE .
"""
NAMED_CUES = """
il:Lament lex:cue own:lament .
own:lament lex:lemma "lament" , "bewail" ; lex:frame fr:clause , fr:object .
et:Regatta lex:trigger own:regatta .
own:regatta lex:lemma "regatta" ; lex:pos "noun" ; lex:of "actor" .
"""
BLANK_CUES = """
il:Lament lex:cue [ lex:lemma "lament" , "bewail" ; lex:frame fr:clause , fr:object ] .
et:Regatta lex:trigger [ lex:lemma "regatta" ; lex:pos "noun" ; lex:of "actor" ] .
"""
RELATION = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
kg:Ferry a owl:Class ; rdfs:subClassOf kg:Topic ; lex:nameNoun "ferry" .
kg:captainOf a owl:ObjectProperty ; rdfs:label "captain of"@en ; rdfs:domain kg:Person ; rdfs:range kg:Ferry ;
  lex:relationCue own:captain , own:skippers .
own:captain lex:lemma "captain" ; lex:pos "noun" ; lex:to "of" ; lex:named true .
own:skippers lex:lemma "skipper" ; lex:marks "start" .
"""
WORLD = """
ent:brine-compact a kg:MilitaryAlliance ; rdfs:label "Brine Compact"@en .
ent:membership-kenya-brine-compact a kg:Membership ; kg:member ent:kenya ; kg:alliance ent:brine-compact ;
  dcterms:source "made up for a test" .
ent:membership-peru-brine-compact a kg:Membership ; kg:member ent:peru ; kg:alliance ent:brine-compact ;
  dcterms:source "made up for a test" .
"""
ARTICLE = """Date: 2023-09-20

Kenya is a member of the Brine Compact. The Kenyan foreign ministry lamented that the harbour was closed.

The regatta of Peru took place in Kenya on Tuesday.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def has(built: Build, subject: ox.NamedNode | None, predicate: ox.NamedNode, value: object) -> bool:
    return any(True for _ in built.graph.store.quads_for_pattern(subject, predicate, value, None))


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("article"), "article.txt", ARTICLE)


@pytest.fixture(scope="module")
def extended(article: Path) -> Build:
    own = write(article.parent, "own.ttl", HEAD + TYPES + NAMED_CUES + WORLD)
    return build([article], Settings(ontology=(own,)), keep_findings=True)


def test_a_new_illocution_is_found_with_its_class_and_attitude(extended: Build) -> None:
    (statement,) = extended.articles[0].findings.statements
    assert (statement.speaker.label, statement.illocution, statement.attitude) == (
        "Ministry of Foreign Affairs of Kenya",
        "Lament",
        "affirms",
    )
    assert statement.proposition.text == "the harbour was closed"
    (node,) = {
        quad.subject
        for quad in extended.graph.store.quads_for_pattern(None, KG("illocution"), IL("Lament"), None)
    }
    assert isinstance(node, ox.NamedNode)
    assert has(extended, node, RDF("type"), KG("Evaluation"))
    assert has(extended, node, KG("affirms"), None)


def test_a_new_event_type_is_found_with_its_participants(extended: Build) -> None:
    (event,) = extended.articles[0].findings.events
    assert event.type == "Regatta"
    assert [actor.label for actor in event.actors] == ["Peru"]
    assert [place.label for place in event.places] == ["Kenya"]
    assert has(extended, None, KG("eventType"), ET("Regatta"))


def test_a_new_alliance_has_its_members(extended: Build) -> None:
    (membership,) = extended.articles[0].findings.memberships
    assert (membership.member.iri, membership.alliance.iri) == (
        ENT("kenya").value,
        ENT("brine-compact").value,
    )
    assert has(extended, ENT("kenya"), KG("memberOf"), ENT("brine-compact"))


def test_what_was_added_is_valid(extended: Build) -> None:
    assert extended.errors == ()
    assert [r for r in extended.articles[0].report.results if r.severity == "Violation"] == []
    assert extended.conforms


def test_what_the_file_says_of_the_world_can_be_asked(extended: Build) -> None:
    """That Peru is a member is in no article: it is known from the file alone."""
    answer = ask(extended.graph, "memberships", actor="Peru")
    alliance, according = answer.columns.index("alliance"), answer.columns.index("according")
    assert ("Brine Compact", "the world graph") in {(row[alliance], row[according]) for row in answer.rows}
    assert has(extended, ENT("brine-compact"), RDFS("label"), None)


def test_without_the_file_nothing_of_it_is_there(article: Path) -> None:
    plain = build([article], keep_findings=True)
    findings = plain.articles[0].findings
    assert "Lament" not in {statement.illocution for statement in findings.statements}
    assert "Regatta" not in {event.type for event in findings.events}
    assert findings.memberships == ()
    assert not has(plain, None, KG("illocution"), IL("Lament"))
    assert not has(plain, ENT("brine-compact"), RDFS("label"), None)


def test_a_new_relation_is_found_between_things_of_its_domain_and_range(article: Path) -> None:
    own = write(article.parent, "relation.ttl", HEAD + RELATION)
    words = "Mara Holm is the captain of the Brig Ferry. Tom Berg is the captain of the Brig Inn."
    told = write(article.parent, "ferry.txt", f"Date: 2023-09-20\n\n{words}\n")
    result = build([told], Settings(ontology=(own,)), keep_findings=True)
    (relation,) = result.articles[0].findings.relations
    assert relation.object is not None
    assert (relation.subject.label, relation.name, relation.object.label) == (
        "Mara Holm",
        "captainOf",
        "Brig Ferry",
    )
    assert result.conforms
    answer = ask(result.graph, "relations")
    at = answer.columns.index("relation")
    assert [row[at] for row in answer.rows] == ["captain of"]


def test_cues_may_be_written_as_in_the_projects_own_lexicon(article: Path) -> None:
    own = write(article.parent, "blank.ttl", HEAD + TYPES + BLANK_CUES + WORLD)
    result = build([article], Settings(ontology=(own,)), keep_findings=True)
    assert [s.illocution for s in result.articles[0].findings.statements] == ["Lament"]
    assert [e.type for e in result.articles[0].findings.events] == ["Regatta"]


TITLE = 'lex:title lex:lemma "gebir" .'
BRIDGE = "Gebir Karl Brandt said that the bridge was safe."
OPENED = "Gebir Karl Brandt opened the bridge. The surveyor said it was safe."
GODSON = "Mara Holm left the hall. Her godson said he was glad."


@pytest.mark.parametrize(
    ("words", "text", "speaker"),
    [
        (TITLE, BRIDGE, "Karl Brandt"),
        ('lex:title lex:lemma "rozmeister" .', BRIDGE, "Gebir Karl Brandt"),
        (
            TITLE + ' lex:titleNoun lex:member [ lex:lemma "gebir" ; lex:noun "surveyor" ] .',
            OPENED,
            "Karl Brandt",
        ),
        (TITLE, OPENED, "Surveyor"),
        ('lex:kin lex:lemma "godson" .', GODSON, "Mara Holm's godson"),
        ('lex:kin lex:lemma "goddaughter" .', GODSON, "Godson of Mara Holm"),
    ],
)
def test_a_new_title_and_a_new_word_for_kin(words: str, text: str, speaker: str, tmp_path: Path) -> None:
    own = write(tmp_path, "titles.ttl", HEAD + words)
    result = build([write(tmp_path, "one.txt", text)], Settings(ontology=(own,)), keep_findings=True)
    assert [s.speaker.label for s in result.articles[0].findings.statements] == [speaker]


def test_a_broken_file_is_named(article: Path) -> None:
    own = write(article.parent, "broken.ttl", "il:Lament a")
    with pytest.raises(KGError) as caught:
        build([article], Settings(ontology=(own,)))
    assert "broken.ttl" in str(caught.value)
