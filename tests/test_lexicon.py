"""The lexicon: what incomplete Turtle is told, and what complete Turtle becomes."""

# ruff: noqa: E501

# The Turtle stays on one line, however long.

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.lexicon import head_word, load_lexicon

PREFIXES = """
@prefix lex:  <https://w3id.org/article-kg/lexicon#> .
@prefix fr:   <https://w3id.org/article-kg/frame/> .
@prefix kg:   <https://w3id.org/article-kg/ns#> .
@prefix et:   <https://w3id.org/article-kg/event-type/> .
@prefix il:   <https://w3id.org/article-kg/illocution/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def write(folder: Path, turtle: str) -> Path:
    path = folder / "own.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('il:Claim lex:cue [ lex:lemma "yodel" ] .', "il:Claim has no lex:frame"),
        (
            'fr:odd a lex:Frame . il:Claim lex:cue [ lex:lemma "yodel" ; lex:frame fr:odd ] .',
            "'odd' has complement 'None'",
        ),
        (
            'fr:odd lex:complement "song" . il:Claim lex:cue [ lex:lemma "yodel" ; lex:frame fr:odd ] .',
            "'song'",
        ),
        (
            'et:PROTEST lex:trigger [ lex:lemma "yodel" ; lex:subject "hero" ] .',
            "et:PROTEST has the role 'hero'",
        ),
        (
            'lex:office lex:member [ lex:lemma "yodeller" ; lex:label "Yodeller of {of}" ] .',
            "lacks lex:slug or lex:label",
        ),
        ('lex:organ lex:member [ lex:lemma "choir" ; lex:slug "choir" ] .', "lacks lex:slug or lex:label"),
        ("il:Yodel a kg:Illocution .", "il:Yodel lacks kg:attitude or kg:statementClass"),
        (
            "il:Yodel a kg:Illocution ; kg:attitude kg:affirms .",
            "il:Yodel lacks kg:attitude or kg:statementClass",
        ),
        ("il:Claim lex:cue [", "own.ttl"),
    ],
)
def test_incomplete_turtle_is_refused_with_its_place(turtle: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as caught:
        load_lexicon(write(tmp_path, turtle))
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as caught:
        load_lexicon(tmp_path / "nowhere.ttl")
    assert "nowhere.ttl" in str(caught.value)


@pytest.mark.parametrize(
    ("lemma", "pos", "head"),
    [
        ("deny", "verb", "deny"),
        ("call off", "verb", "call"),
        ("take control of", "verb", "take"),
        ("truce", "noun", "truce"),
        ("ceasefire agreement", "noun", "agreement"),
        ("end to hostility", "noun", "end"),
        ("breach of the ceasefire", "noun", "breach"),
        ("supportive", "adjective", "supportive"),
    ],
)
def test_head_word(lemma: str, pos: str, head: str) -> None:
    assert head_word(tuple(lemma.split()), pos) == head


def test_own_words_are_added_to_those_of_the_project(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        """
        il:Yodel a kg:Illocution ; kg:attitude kg:commitsTo ; kg:statementClass kg:Commitment ;
          lex:cue [ lex:lemma "yodel" ; lex:frame fr:infinitive ] , [ lex:lemma "yodel out" ; lex:frame fr:clause ] .
        et:Concert a kg:EventType ; skos:broader et:COOPERATE ; lex:trigger [ lex:lemma "sing" ; lex:subject "actor" ] .
        lex:office lex:member [ lex:slug "yodeller" ; lex:lemma "chief yodeller" ; lex:label "Yodeller of {of}" ] .
        """,
    )
    plain, lexicon = load_lexicon(), load_lexicon(own)
    assert lexicon.illocutions["Yodel"].attitude == "commitsTo"
    assert lexicon.illocutions["Yodel"].statement_class == "Commitment"
    # The longest lemma is tried first.
    assert [cue.words for cue in lexicon.cues["yodel", "verb"]] == [("yodel", "out"), ("yodel",)]
    assert lexicon.broader("Concert") == ("Concert", "COOPERATE")
    assert [trigger.type for trigger in lexicon.triggers["sing", "verb"]] == ["Concert"]
    assert {p.slug for p in lexicon.offices} - {p.slug for p in plain.offices} == {"yodeller"}
    assert "Yodel" not in plain.illocutions
    assert lexicon.illocutions.keys() > plain.illocutions.keys()


def test_every_cue_and_trigger_is_of_a_known_kind() -> None:
    lexicon = load_lexicon()
    assert {cue.illocution for cues in lexicon.cues.values() for cue in cues} <= lexicon.illocutions.keys()
    assert {t.type for triggers in lexicon.triggers.values() for t in triggers} <= lexicon.event_types.keys()
    rules = {rule for found in lexicon.content_rules.values() for rule in found}
    assert {rule.illocution for rule in rules} <= lexicon.illocutions.keys()
    assert lexicon.content_rules.keys() <= lexicon.illocutions.keys()
    assert lexicon.neutral <= lexicon.illocutions.keys()


def test_the_order_of_the_turtle_does_not_count(tmp_path: Path) -> None:
    one = 'il:Claim lex:cue [ lex:lemma "yodel" , "croon" ; lex:frame fr:clause , fr:object ] .\n'
    two = 'et:PROTEST lex:trigger [ lex:lemma "yodel" ; lex:subject "actor" ] .\n'
    forth = load_lexicon(write(tmp_path, one + two))
    back = load_lexicon(write(tmp_path, two + one.replace('"yodel" , "croon"', '"croon" , "yodel"')))
    assert forth == back
