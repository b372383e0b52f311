"""Several who speak together: one statement for each of them, and for nobody else."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kg.model import Findings

DAY = datetime.date(2023, 9, 20)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # a noun over several owners
        (
            "The foreign ministers of Chad and Niger said the road was open.",
            {"Foreign Minister of Chad", "Foreign Minister of Niger"},
        ),
        (
            "Togo's president, Ana Brandt, met Karl Kolb, the president of Benin. The presidents of Togo and "
            "Benin said the road was open.",
            {"Ana Brandt", "Karl Kolb"},
        ),
        # whose they are also before 'and', where the parser takes the letters for who speaks
        ("U.S. and NATO commanders have warned of a war.", {"U.S. commanders", "NATO commanders"}),
        ("The U.S. and NATO have warned of a war.", {"United States", "North Atlantic Treaty Organization"}),
        (
            "The ambassadors of Chad and Niger said the road was open.",
            {"Ambassadors of Chad", "Ambassadors of Niger"},
        ),
        (
            "The navies of Peru and Chile said the strait was open.",
            {"Navy of Peru", "Navy of Chile"},
        ),
        (
            "Togo and Benin agreed to reopen the road. The health ministries of the two countries said so.",
            {"Togo", "Benin", "Ministry of Health of Togo", "Ministry of Health of Benin"},
        ),
        (
            "Peru and Chile fought over the strait. Officials on both sides said it was open.",
            {"Officials of Peru", "Officials of Chile"},
        ),
        (
            "Delegations from Peru and Chile said the strait was open.",
            {"Delegations of Peru", "Delegations of Chile"},
        ),
        (
            "The mayors of Lyon and Paris said the road was open.",
            {"Mayor of Lyon", "Mayor of Paris"},
        ),
        # who takes them up
        (
            "Officials from Peru and Chile met on Monday. They said the strait was open.",
            {"Officials of Peru", "Officials of Chile"},
        ),
        (
            "The miners and the owners signed a truce. Both sides said the mine was open.",
            {"Miners", "Owners"},
        ),
        # two couples of whom either may be meant, and persons, who are no sides
        (
            "The miners and the owners met the bakers and the grocers. Both sides said the mine was open.",
            {"Both sides"},
        ),
        ("Ana Brandt and her doctor signed. Both sides said the mine was open.", {"Both sides"}),
        (
            "Peru and Chile, watched by Togo and Mali, fought. Both denied that the mine was open.",
            {"Peru", "Chile"},
        ),
        # one owner, or several who are none
        ("Officials from Peru said the strait was open.", {"Officials from Peru"}),
        # two names of which the parser hangs one before the other
        (
            "In a joint statement, Amnesty International and Médecins Sans Frontières said it was late.",
            {"Amnesty International", "Médecins Sans Frontières"},
        ),
        (
            "In a joint statement, Brandt and Finance Minister Karl Kolb dismissed it as a farce. Ana Brandt "
            "left.",
            {"Ana Brandt", "Karl Kolb"},
        ),
        ("The AP and NBC News said it was late.", {"Associated Press", "NBC News"}),
        ("The Food and Drug Administration said it was late.", {"Food and Drug Administration"}),
        (
            "The Bill and Melinda Gates Foundation said it was late.",
            {"Bill & Melinda Gates Foundation"},
        ),
        # one whose name is followed by its short form
        (
            "A truce was announced by the Peace Council and the United Relief Mission in Arland (URMIA).",
            {"Peace Council", "United Relief Mission in Arland"},
        ),
        # those who issue what somebody is condemned in
        (
            "Fiji's raid was condemned in a joint statement by Peru, Chile and Togo.",
            {"Peru", "Chile", "Togo"},
        ),
        ("The plan was condemned in a hall by the river.", set()),
    ],
)
def test_each_of_several_speaks(text: str, named: set[str], find_in: Callable[..., Findings]) -> None:
    assert {s.speaker.label for s in find_in(text, DAY).statements} == named


def test_none_of_several_who_speak_is_spoken_to(find_in: Callable[..., Findings]) -> None:
    text = "In a joint letter, Amnesty International and Médecins Sans Frontières urged them to stop."
    assert [s.addressees for s in find_in(text, DAY).statements] == [(), ()]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # the only two who are called so, however far back, and whoever was named since
        (
            "Togo's president, Ana Brandt, met Karl Kolb, the president of Benin. It rained in Lima. A dam "
            "was closed. The lawyers Jo Lund and Max Roy were there. The two presidents said it was open.",
            {"Ana Brandt", "Karl Kolb"},
        ),
        # no two of whom one is a woman are 'both men'
        ("Ana Brandt met Karl Kolb. Both men said the road was open.", {"Men"}),
        ("Paul Brandt met Karl Kolb. Both men said the road was open.", {"Paul Brandt", "Karl Kolb"}),
        # one of many
        ("Ana Brandt met Karl Kolb. Each candidate said the road was open.", {"Candidate"}),
        # who has taken two up is taken up again
        (
            "Ana Brandt and Karl Kolb spoke. Jo Lund stood between both leaders. Both said it was late.",
            {"Ana Brandt", "Karl Kolb"},
        ),
        # the organs of two states
        (
            "Peru and Chile fought over the strait. Both navies said it was open.",
            {"Navy of Peru", "Navy of Chile"},
        ),
        (
            "Peru's health ministry was closed. Chile's health ministry was not. The two ministries said it "
            "was late.",
            {"Ministry of Health of Peru", "Ministry of Health of Chile"},
        ),
        (
            "Peru and Chile have agreed to reopen the strait, their delegations said.",
            {"Peru", "Chile", "Delegations of Peru", "Delegations of Chile"},
        ),
        # the two that the article is about come before others who were named together
        (
            "Peru and Chile close strait\n\nPeru closed the strait on Monday. Chile closed it on Friday. "
            "Togo and Benin were at war. France urged both countries to talk. Both said it was late.",
            {"France", "Peru", "Chile"},
        ),
        (
            "Peru closed the strait. Peru and Chile have said so before. Chile denies it, and Peru does too. "
            "Chile and Togo met. It rained. Nobody was hurt. Both governments said it was late.",
            {"Peru", "Chile"},
        ),
        # where they stand joined and each speaks
        (
            "Talks broke up on Monday, with the Farmers' Union and the Zell Port Authority each accusing the "
            "other of lying.",
            {"Farmers' Union", "Zell Port Authority"},
        ),
        (
            "Talks broke up on Monday, with the city council and the Zell Port Authority each accusing the "
            "other of lying.",
            {"the city council", "Zell Port Authority"},
        ),
        # the subject comes before those whose it is
        (
            "The foreign ministers of Chad and Niger met on Monday, though each accused the other of lying.",
            {"Foreign Minister of Chad", "Foreign Minister of Niger"},
        ),
        # the only so many who stand joined, however far back
        (
            "Peru, Chile and Togo have closed the strait. It rained. A dam was closed. Nobody was hurt. The "
            "mayor of Zell left. The three South American powers said it was late.",
            {"Peru", "Chile", "Togo"},
        ),
        (
            "Peru, Chile and Togo met. Fiji, Mali and Niger met. It rained. A dam was closed. Nobody was "
            "hurt. The mayor of Zell left. The three powers said it was late.",
            {"Three powers"},
        ),
        # who urges the two sides is neither of them
        ("Peru and Chile urged the two sides to talk.", {"Peru", "Chile"}),
        # two among many
        ("Peru and Chile met. Two countries said it was late.", {"Two countries"}),
    ],
)
def test_two_who_were_named_before(text: str, named: set[str], find_in: Callable[..., Findings]) -> None:
    assert {s.speaker.label for s in find_in(text, DAY).statements} == named


@pytest.mark.parametrize(
    ("title", "named"),
    [("Peru and Chile trade fire", {"Peru", "Chile"}), ("Fire on the strait", {"Togo", "Benin"})],
)
def test_two_who_speak_of_the_two_sides_are_neither(
    title: str, named: set[str], find_in: Callable[..., Findings]
) -> None:
    text = (
        f"{title}\n\nPeru and Chile fought over the strait.\n\nTogo offered help, and Benin condemned the "
        "raid. Ana Brandt urged both sides to talk."
    )
    last = find_in(text, DAY).statements[-1]
    assert {a.label for a in last.addressees} == named


def test_who_urges_two_sides_does_not_urge_himself(find_in: Callable[..., Findings]) -> None:
    text = "Peru and Chile urged the two sides to talk."
    assert all(a.label == "the two sides" for s in find_in(text, DAY).statements for a in s.addressees)
