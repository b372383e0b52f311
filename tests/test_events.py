"""What the article itself reports as having happened; what is only said, planned or negated is no event."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kg.model import Event, Findings

DAY = datetime.date(2023, 9, 20)


@dataclass(frozen=True)
class Happened:
    """An expected event."""

    type: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def as_happened(event: Event) -> Happened:
    return Happened(
        event.type,
        tuple(sorted(entity.label for entity in event.actors)),
        tuple(sorted(entity.label for entity in event.targets)),
        tuple(sorted(entity.label for entity in event.places)),
    )


EVENTS = {
    "Azerbaijan launched an offensive in Nagorno-Karabakh on Tuesday.": (
        Happened("Offensive", ("Azerbaijan",), places=("Nagorno-Karabakh",)),
    ),
    "Russia invaded Ukraine in February 2022.": (Happened("Invasion", ("Russia",), ("Ukraine",)),),
    "Israel bombed Hezbollah on Monday.": (Happened("Shelling", ("Israel",), ("Hezbollah",)),),
    "Turkey and Egypt signed an agreement in Cairo.": (
        Happened("Treaty", ("Egypt", "Turkey"), places=("Cairo",)),
    ),
    "A ceasefire took effect in Sudan on Wednesday.": (Happened("Ceasefire", places=("Sudan",)),),
    "Thousands of people protested in Tbilisi.": (Happened("PROTEST", ("People",), places=("Tbilisi",)),),
    "Ukraine was attacked by Russia.": (Happened("ASSAULT", ("Russia",), ("Ukraine",)),),
    "France withdrew from Niger.": (Happened("Withdrawal", ("France",), places=("Niger",)),),
    "Serbia held talks with Kosovo in Cairo.": (
        Happened("Negotiation", ("Kosovo", "Serbia"), places=("Cairo",)),
    ),
    "Emmanuel Macron visited Armenia on Friday.": (
        Happened("Visit", ("Emmanuel Macron",), places=("Armenia",)),
    ),
    "Canada imposed sanctions on Iran.": (Happened("SANCTION", ("Canada",), ("Iran",)),),
    "Moscow stayed silent about its invasion of Ukraine.": (Happened("Invasion", ("Russia",), ("Ukraine",)),),
}

NOTHING_HAPPENED = (
    "If Russia invades Poland, its allies will respond.",
    "Azerbaijan did not attack the convoy.",
    "The United States called for a ceasefire in Sudan.",
    "Talks between Serbia and Kosovo could begin next week.",
    "North Korea threatened to attack Japan.",
    "The president of Kenya is popular.",
)


@pytest.mark.parametrize(("text", "expected"), EVENTS.items(), ids=[text[:50] for text in EVENTS])
def test_events(text: str, expected: tuple[Happened, ...], find_in: Callable[..., Findings]) -> None:
    assert tuple(map(as_happened, find_in(text, DAY).events)) == expected


@pytest.mark.parametrize("text", EVENTS)
@pytest.mark.parametrize("claim", ["Kenya said that {}", "According to Kenya, {}", "Kenya denied that {}"])
def test_what_somebody_says_is_no_event(claim: str, text: str, find_in: Callable[..., Findings]) -> None:
    first, rest = text.split(" ", 1)
    said = claim.format(text if first not in {"A", "Thousands"} else f"{first.lower()} {rest}")
    findings = find_in(said, DAY)
    assert findings.events == ()
    assert "Kenya" in {statement.speaker.label for statement in findings.statements}


@pytest.mark.parametrize("text", NOTHING_HAPPENED)
def test_what_did_not_happen_is_no_event(text: str, find_in: Callable[..., Findings]) -> None:
    assert find_in(text, DAY).events == ()


def test_a_seat_of_several_is_still_a_place(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("Serbia held talks with Kosovo in Brussels.", DAY).events
    assert [place.label for place in event.places] == ["Brussels"]


def test_what_is_passed_over_in_a_claim_is_no_event(find_in: Callable[..., Findings]) -> None:
    text = "According to Kenya, Moscow, tied down by its invasion of Ukraine, stayed silent."
    assert find_in(text, DAY).events == ()


def test_an_event_is_dated_by_its_words(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("Azerbaijan launched an offensive in Nagorno-Karabakh on Tuesday.", DAY).events
    assert event.when is not None
    assert event.when.words == "Tuesday"
    assert event.when.earliest == event.when.latest == datetime.date(2023, 9, 19)


def test_an_event_has_its_figures(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("At least 12 civilians were killed in Beirut on Tuesday.", DAY).events
    assert event.type == "Casualties"
    assert [place.label for place in event.places] == ["Beirut"]
    assert [(f.measure, f.value, f.qualifier) for f in event.figures] == [("killed", 12, "at-least")]


def test_one_happening_told_twice_is_not_two_in_one_sentence(find_in: Callable[..., Findings]) -> None:
    events = find_in(
        "Azerbaijan launched a military operation, an offensive, in Nagorno-Karabakh.", DAY
    ).events
    assert [event.type for event in events].count("Offensive") == 1


@pytest.mark.parametrize("text", EVENTS)
def test_evidence_is_in_the_sentence_and_names_a_trigger(text: str, find_in: Callable[..., Findings]) -> None:
    findings = find_in(text, DAY)
    for event in findings.events:
        assert "trigger" in {evidence.role for evidence in event.evidence}
        sentence = findings.sentences[event.sentence - 1]
        assert all(sentence.contains(span) for evidence in event.evidence for span in evidence.spans)
