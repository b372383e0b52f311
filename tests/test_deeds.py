"""What looks like a saying and is none: deeds, things, acts taken back or wanted, and whose they are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Findings

#: Verbs of saying by their object or subject.
DEEDS: dict[str, list[tuple[str, str, str]]] = {
    "Marta Olsen ruled the island for 20 years.": [],
    "Two brothers have ruled Peru since the old king had died.": [],
    "The court ruled the law void.": [("The court", "Announcement", "the law void")],
    "Detectives questioned 40 witnesses on Monday.": [],
    "Peru questioned the figures.": [("Peru", "Opinion", "the figures")],
    "Peru is considering a new law on mining.": [],
    "Peru considers the raid a crime.": [("Peru", "Label", "the raid a crime")],
    "Chile welcomed President Nicolas Maduro at the airport.": [],
    "Chile welcomed the ceasefire.": [("Chile", "Praise", "the ceasefire")],
    "Marta Olsen concluded her visit on Monday.": [],
    "Norway has ordered twelve of the new ferries.": [],
    "Norway ordered an inquiry.": [("Norway", "Demand", "an inquiry")],
    "Peru denied access to the files to two firms.": [],
    "Peru denied the report.": [("Peru", "Denial", "the report")],
    "President Marta Olsen has dismissed seven judges.": [],
    "The priest has since called off the march.": [],
    "Peru accuses Chile of hiding the ships, charges Chile denies.": [
        ("Peru", "Accusation", "hiding the ships"),
    ],
    # things
    "The rising debt threatens to sink the bank.": [],
    "The flood claimed the lives of four miners.": [],
    "The union claimed victory.": [("Union", "Claim", "victory")],
    "The plan calls for a wider bridge.": [],
    "The union called for a wider bridge.": [("Union", "Appeal", "a wider bridge")],
    "It appears the strike is over.": [],
    "The rebels threatened to shell the town.": [("Rebels", "Threat", "shell the town")],
}

#: Acts that were not done, or not by those beside whom they stand.
UNSAID: dict[str, list[tuple[str, str, str]]] = {
    "Peru has withdrawn its demand for a wider bridge.": [],
    "Peru renewed its demand for a wider bridge.": [("Peru", "Demand", "a wider bridge")],
    "The commission delayed announcing the results of the census.": [],
    "The bank is continuing efforts to win support from farmers for a new dam.": [],
    "Norway repeated its demand that Peru disarm and accept the border.": [
        ("Norway", "Demand", "Peru disarm and accept the border")
    ],
    "Anyone who refuses to pay faces a fine.": [],
    "Chile will not talk with Peru until it agrees that the islands are Chilean.": [],
    "Peru rarely confirms sales of arms.": [],
    "Peru confirmed sales of arms.": [("Peru", "Claim", "sales of arms")],
    "The baker faces charges of theft and fraud.": [],
    "The mayor resigned after criticism of his handling of the flood.": [],
    "Chile voiced criticism of the plan.": [("Chile", "Condemnation", "the plan")],
    "The judge is expected to be replaced by a lawyer from Lima.": [],
    "Peru was urged to be cautious by Chile.": [("Chile", "Appeal", "be cautious")],
    "Power cuts were reported on Monday in Chile and Peru.": [],
    "A letter said to come from the rebels was burnt in Lima.": [],
    "Police gave few details of the raid.": [],
}

#: What is said with its subject and verb, without the day, by whoever has the plural.
WHOLE: dict[str, list[tuple[str, str, str]]] = {
    "Engineers warn the old dam could burst.": [("Engineers", "Warning", "the old dam could burst")],
    "A gunman burnt down a shed, which Peru said was empty.": [("Peru", "Claim", "a shed … was empty")],
    "Marta Olsen said Monday Peru had closed the port.": [
        ("Marta Olsen", "Claim", "Peru had closed the port")
    ],
    "Peru said Friday prayers were cancelled.": [("Peru", "Claim", "Friday prayers were cancelled")],
    "Peru said that the port was shut, but did not elaborate.": [("Peru", "Claim", "the port was shut")],
    "Observers say the vote was fair and have urged Peru to accept it.": [
        ("Observers", "Opinion", "the vote was fair"),
        ("Observers", "Appeal", "accept it"),
    ],
    "A court in Lima sentenced a baker to six years in prison.": [
        ("A court in Lima", "Announcement", "sentenced a baker to six years in prison")
    ],
    "Police say presidential hopeful Hans Weber was arrested.": [
        ("Police", "Claim", "presidential hopeful Hans Weber was arrested")
    ],
    "Farmers meeting in Lima, Peru have promised a loan.": [("Farmers", "Promise", "a loan")],
    "A bridge fell in Lima, Peru said.": [("Peru", "Claim", "A bridge fell in Lima")],
    "Peruvian media quoted nurses who treated Hans Weber as saying he was well.": [
        ("Peruvian media", "Report", "he was well"),
        ("Nurses", "Claim", "he was well"),
    ],
}

ROWS = DEEDS | UNSAID | WHOLE


@pytest.mark.parametrize("text", ROWS)
def test_what_is_a_saying(text: str, find_in: Callable[..., Findings]) -> None:
    found = find_in(text).statements
    assert [(s.speaker.label, s.illocution, s.proposition.text) for s in found] == ROWS[text]


def test_what_a_court_says_it_does(find_in: Callable[..., Findings]) -> None:
    found = find_in("A court in Lima sentenced a baker to six years in prison.")
    assert [event.type for event in found.events] == ["Detention"]
