"""Which of several things of one name an article means."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import Knowledge
from kg.extract.entities.discourse import Discourse
from kg.knowledge.gazetteer import place
from kg.knowledge.world import ENTITY
from kg.language.english import annotate
from kg.model import Article, Entity, Span

DAY = datetime.date(2023, 9, 20)


def links(text: str, knowledge: Knowledge) -> dict[str, Entity | None]:
    """What the names of a text are linked to; None where several things are possible."""
    article = Article(text, date=DAY, paragraphs=(Span(0, len(text)),))
    discourse = Discourse(annotate(article), knowledge.lexicon, knowledge.world, knowledge.indexes)
    return {text[span.start : span.end]: entity for span, entity in discourse.links()}


def local(entity: Entity | None) -> str | None:
    return entity.iri.removeprefix(ENTITY) if entity is not None and entity.iri else None


@pytest.mark.parametrize(
    ("text", "name", "node"),
    [
        # what else is named decides
        ("Georgia closed the border.", "Georgia", "georgia"),
        ("Georgia and Armenia signed a pact with the United States.", "Georgia", "georgia"),
        ("Voters in Atlanta, Georgia, waited for hours.", "Georgia", "georgia-us-state"),
        ("Florida and Georgia voted on Tuesday.", "Georgia", "georgia-us-state"),
        ("The army left Goma. Congo said it would fight on.", "Congo", "democratic-republic-of-the-congo"),
        ("The minister flew from Brazzaville. Congo was calm.", "Congo", "republic-of-the-congo"),
        ("South Korea said that Korean ships had sailed.", "Korean", "south-korea"),
        ("The RSF took the town. Sudan called for help.", "RSF", "rapid-support-forces"),
        ("The RSF said that France had jailed a reporter.", "RSF", "reporters-without-borders"),
        ("The Labour Party won in Nigeria.", "Labour Party", "labour-party-nigeria"),
        # whose body it is stands before it
        ("The Nigerian Labour Party lost.", "Labour Party", "labour-party-nigeria"),
        ("The British Labour Party lost.", "British Labour Party", "labour-party-united-kingdom"),
        # a region after the comma
        ("He was born in Arlington, Texas.", "Arlington", "geonames-4671240"),
        ("She flew to Paris, Texas.", "Paris", "geonames-4717560"),
        ("She flew to Paris, France.", "Paris", "paris"),
        ("They met in London, Ontario.", "London", "geonames-6058560"),
        ("He taught in Saratoga Springs, New York.", "New York", "new-york-state"),
        ("He lives in New York.", "New York", "new-york"),
        # spelling variants, historical states, places with two names
        ("Shells fell on Kharkov.", "Kharkov", "kharkiv"),
        ("The road to Stepanakert was closed.", "Stepanakert", "khankendi"),
        ("The road to Khankendi was closed.", "Khankendi", "khankendi"),
        ("The road to Xankəndi was closed.", "Xankəndi", "khankendi"),
        ("The Soviet Union signed the treaty.", "Soviet Union", "soviet-union"),
        ("Yugoslavia broke up.", "Yugoslavia", "yugoslavia"),
        ("South Vietnam fell in 1975.", "South Vietnam", "south-vietnam"),
        ("The White House said it would act.", "White House", "united-states"),
        ("He was held in Selma, Ala., on Monday.", "Selma", "geonames-4089114"),
        ("They flew to Oklahoma City.", "Oklahoma City", "geonames-4544349"),
        # initials of a force of a state that is named, in whatever way
        ("Pyongyang fired a missile. The KPA said nothing.", "KPA", "north-korea-armed-forces"),
        ("The FBI arrested him.", "FBI", "fbi"),
        # a longer name, and a shorter one
        ("East Los Angeles is quiet.", "East Los Angeles", "geonames-5344994"),
        ("The mayor of Taipei City spoke.", "Taipei City", "taipei"),
        ("Niger closed its border with Nigeria.", "Niger", "niger"),
        ("Fighting went on in Mazar-i-Sharif, Afghanistan.", "Mazar-i-Sharif", "geonames-1133616"),
    ],
)
def test_what_is_meant(text: str, name: str, node: str, knowledge: Knowledge) -> None:
    assert local(links(text, knowledge)[name]) == node


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Congo said it would fight on.", "Congo"),
        ("The U.S. praised Georgia.", "Georgia"),
        ("A man from Springfield was arrested.", "Springfield"),
        ("Korean ships sailed.", "Korean"),
    ],
)
def test_what_stays_open(text: str, name: str, knowledge: Knowledge) -> None:
    found = links(text, knowledge)
    assert name in found
    assert found[name] is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jordan Peterson wrote a book.", "Jordan"),
        ("Milan Radoicic, a politician, was arrested.", "Milan"),
        ("The Japanese House of Representatives voted.", "House of Representatives"),
        ("The Australian Border Force found the boat.", "Border Force"),
        ("They speak English at home.", "English"),
        ("They dined at the White House.", "White House"),
        ("The Congo River rose.", "Congo"),
        ("Police in Nassau County arrested him.", "Nassau"),
        # initials of a force of a state that nothing else names
        ("The pension fund KPA regretted the vote of the Swedish church.", "KPA"),
        # too small to be meant where nothing near it is named
        ("He died in Calais.", "Calais"),
    ],
)
def test_what_is_no_name_of_that(text: str, name: str, knowledge: Knowledge) -> None:
    assert name not in links(text, knowledge)


def test_a_man_is_no_state(knowledge: Knowledge) -> None:
    found = links("Michael Jordan opened the game in Chicago. Jordan was cheered.", knowledge)
    assert {e.kind for e in found.values() if e is not None and "Jordan" in e.label} == {"Person"}


def test_a_place_found_once_is_found_again(knowledge: Knowledge) -> None:
    text = "He was born in Arlington, Texas. The Arlington school reopened."
    article = Article(text, date=DAY, paragraphs=(Span(0, len(text)),))
    discourse = Discourse(annotate(article), knowledge.lexicon, knowledge.world, knowledge.indexes)
    found = [local(e) for span, e in discourse.links() if text[span.start : span.end] == "Arlington"]
    assert found == ["geonames-4671240"] * 2


@pytest.mark.parametrize(
    ("text", "name", "team"),
    [
        (
            "At half-time the midfielder and the goalkeeper of Panama were off. Belgium won by a free kick.",
            "Belgium",
            True,
        ),
        (
            "At half-time the midfielder and the goalkeeper were off. A free kick won the match in Belgium.",
            "Belgium",
            False,
        ),
        ("The striker asked Belgium for asylum.", "Belgium", False),
    ],
)
def test_in_a_report_of_a_match_a_country_is_its_team(
    text: str, name: str, team: bool, knowledge: Knowledge
) -> None:
    entity = links(text, knowledge)[name]
    assert entity is not None
    assert (entity.kind, entity.iri is None) == (("Organization", True) if team else ("State", False))


@given(
    names=st.lists(
        st.sampled_from(
            [
                "Georgia",
                "Atlanta",
                "Texas",
                "Congo",
                "Goma",
                "Springfield",
                "New York",
                "Paris",
                "RSF",
                "Sudan",
            ]
        ),
        min_size=1,
        max_size=6,
    )
)
def test_links_lie_apart_and_none_is_made_up(names: list[str], knowledge: Knowledge) -> None:
    text = f"They came from {', '.join(names)}."
    article = Article(text, date=DAY, paragraphs=(Span(0, len(text)),))
    discourse = Discourse(annotate(article), knowledge.lexicon, knowledge.world, knowledge.indexes)
    spans = [span for span, _ in discourse.links()]
    assert spans == sorted(spans)
    assert not [(a, b) for a, b in pairwise(spans) if a.overlaps(b)]
    gazetteer = knowledge.indexes.senses.gazetteer
    for span, entity in discourse.links():
        words = text[span.start : span.end]
        known = {n.entity for n in knowledge.world.named(words)}
        known |= {place(knowledge.world, city) for city in gazetteer.named(words)}
        region = entity is not None and entity.label == f"{words} state"
        assert entity is None or entity.kind == "Person" or entity in known or region
