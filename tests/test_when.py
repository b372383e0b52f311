"""Whose date a date in a sentence is, which event a figure belongs to, and what came before what."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kg.model import Findings

#: A Tuesday.
PUBLISHED = datetime.date(2022, 3, 15)

#: A sentence, the date words of what is said in it, and those of the saying; empty for none.
SAID = [
    ("Haiti asked the United Nations to send peacekeepers to the capital on Monday.", "", "Monday"),
    ("Ukraine urged Germany on Tuesday to send tanks next month.", "next month", "Tuesday"),
    ("Russia promised to withdraw its troops from Kherson next week.", "next week", ""),
    ("Ukraine said Russia had shelled Odesa on Sunday.", "Sunday", ""),
    ("Ukraine said on Monday that Russia had shelled Odesa on Sunday.", "Sunday", "Monday"),
    ("Sweden said its army would leave a camp that it built in June 2019.", "", ""),
    ("France said its troops had been in Mali since the coup of 2020.", "", ""),
    ("The United Nations said 500 people had been killed since fighting broke out on 1 March.", "", ""),
    ("Kosovo condemned the speech as a relapse into the 1990s.", "", ""),
    ("The United Nations urged Armenia to respect the 2020 ceasefire.", "", ""),
    ("India condemned last week's bombing in Kashmir.", "last week", ""),
]

#: A sentence and, of two events in it, which was before, after or during which.
ORDERED = [
    (
        "Ukraine retook the city of Kherson before a truce was reached.",
        ["Takeover before Ceasefire"],
    ),
    (
        "Georgia and Russia engaged in hostilities after the collapse of the Soviet Union.",
        ["Hostilities after Collapse"],
    ),
    (
        "A ceasefire took effect in Nagorno-Karabakh on Monday, a day after Azerbaijan began its offensive.",
        ["Ceasefire after Offensive"],
    ),
    ("Ten soldiers were killed during the siege of Mariupol.", ["Casualties during Blockade"]),
    (
        "Russian troops withdrew from Kherson after Ukraine shelled the bridges.",
        ["Withdrawal after Shelling"],
    ),
    ("Russian troops withdrew from Kherson while Ukraine shelled the bridges.", []),
    ("Russian troops withdrew from Kherson and Ukraine shelled the bridges.", []),
]


@pytest.mark.parametrize(("text", "said", "saying"), SAID)
def test_a_date_dates_what_it_hangs_under(
    find_in: Callable[..., Findings], text: str, said: str, saying: str
) -> None:
    statements = find_in(text, PUBLISHED).statements
    assert statements
    for statement in statements:
        when = statement.proposition.when
        assert (when.words if when else "") == said
        assert (statement.when.words if statement.when else "") == saying


@pytest.mark.parametrize(("text", "orders"), ORDERED)
def test_events_are_ordered_by_words_alone(
    find_in: Callable[..., Findings], text: str, orders: list[str]
) -> None:
    for date in (PUBLISHED, None):
        found = find_in(text, date)
        assert [f"{o.event.type} {o.name} {o.other.type}" for o in found.orders] == orders
        assert all(text[o.span.start : o.span.end].lower() in text.lower() for o in found.orders)


def test_the_day_after_is_of_the_clause_above(find_in: Callable[..., Findings]) -> None:
    found = find_in(
        "A ceasefire took effect in Nagorno-Karabakh on Monday, a day after Azerbaijan began its offensive.",
        PUBLISHED,
    )
    dates = {event.type: event.when.words if event.when else None for event in found.events}
    assert dates == {"Ceasefire": "Monday", "Offensive": None}


def test_a_named_year_dates_what_it_names(find_in: Callable[..., Findings]) -> None:
    found = find_in("Ukraine shelled Donetsk despite the 2015 ceasefire.", PUBLISHED)
    assert [event.when for event in found.events if event.type == "Shelling"] == [None]


def test_what_a_verb_beside_it_counts_is_another_event_s(find_in: Callable[..., Findings]) -> None:
    found = find_in(
        "India has withdrawn trade privileges from Pakistan and raised customs duties to 200 percent.",
        PUBLISHED,
    )
    (event,) = [event for event in found.events if event.type == "SANCTION"]
    assert event.figures == ()
