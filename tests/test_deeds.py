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
    "Chile welcomed the new president of Peru.": [("Chile", "Praise", "the new president of Peru")],
    "Chile welcomed the formation of a council in Peru.": [
        ("Chile", "Praise", "the formation of a council in Peru")
    ],
    "Nurses welcomed the new powers.": [("Nurses", "Praise", "the new powers")],
    "Chile dismissed opposition to the dam.": [("Chile", "Rejection", "opposition to the dam")],
    "Marta Olsen dismissed her critics.": [("Marta Olsen", "Rejection", "her critics")],
    "Peru questioned the authority of the court.": [("Peru", "Opinion", "the authority of the court")],
    "Marta Olsen concluded her visit on Monday.": [],
    "Norway has ordered twelve of the new ferries.": [],
    "Norway ordered an inquiry.": [("Norway", "Demand", "an inquiry")],
    "Norway ordered the ferry out of its waters.": [("Norway", "Demand", "the ferry out of its waters")],
    "Norway undertook the obligation to shut the mine.": [
        ("Norway", "Promise", "the obligation to shut the mine")
    ],
    "Peru denied access to the files to two firms.": [],
    "Peru denied the report.": [("Peru", "Denial", "the report")],
    "Peru denied shelter to the smugglers.": [("Peru", "Denial", "shelter to the smugglers")],
    "Marta Olsen has made several attacks on the media.": [("Marta Olsen", "Condemnation", "the media")],
    "A wave of nurses denounced the law.": [("A wave of nurses", "Condemnation", "the law")],
    "The party accepted the donation was illegal.": [("Party", "Promise", "the donation was illegal")],
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
    "The UN food programme called for a wider bridge.": [
        ("The UN food programme", "Appeal", "a wider bridge")
    ],
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
    "The mine was ordered to be closed by the ministry in Lima.": [
        ("the ministry in Lima", "Demand", "be closed")
    ],
    "Peru was urged to be cautious by Chile.": [("Chile", "Appeal", "be cautious")],
    "Power cuts were reported on Monday in Chile and Peru.": [],
    "A letter said to come from the rebels was burnt in Lima.": [],
    "Police gave few details of the raid.": [],
    "Peru offered a few concessions to the miners.": [("Peru", "Offer", "a few concessions to the miners")],
    "Marta Olsen, the mayor, called the raid a crime, planned by smugglers.": [
        ("Marta Olsen", "Label", "a crime, planned by smugglers")
    ],
    "The plan was called a stunt designed to win votes by Chile.": [
        ("Chile", "Label", "a stunt designed to win votes")
    ],
    "Peru was urged to halt the work by Chile.": [("Chile", "Appeal", "halt the work")],
    "Peru was told to recall ferries made in Oslo by Chile.": [
        ("Chile", "Demand", "recall ferries made in Oslo")
    ],
    "The law was rejected in Lima and Oslo.": [
        ("Peru", "Rejection", "The law"),
        ("Norway", "Rejection", "The law"),
    ],
    "Peru dropped a hint that taxes would rise.": [("Peru", "Opinion", "taxes would rise")],
    "Until now Peru denies that the mine exists.": [("Peru", "Denial", "the mine exists")],
    "A nurse reported to the council that the dam was unsafe.": [("Nurse", "Report", "the dam was unsafe")],
}

#: What is said with its subject and verb, without the day, by whoever has the plural.
WHOLE: dict[str, list[tuple[str, str, str]]] = {
    "Engineers warn the old dam could burst.": [("Engineers", "Warning", "the old dam could burst")],
    "A gunman burnt down a shed, which Peru said was empty.": [("Peru", "Claim", "a shed … was empty")],
    "Marta Olsen said Monday Peru had paid the debt.": [("Marta Olsen", "Claim", "Peru had paid the debt")],
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
    "The sailors held in Oslo, Peru says, came from Lima.": [
        ("Peru", "Claim", "The sailors held in Oslo … came from Lima")
    ],
    "Peru said Sunday talks with Chile would go on.": [
        ("Peru", "Intention", "Sunday talks with Chile would go on")
    ],
    "Chile blamed the proposal for the riots.": [("Chile", "Accusation", "the riots")],
    "The trial of Marta Olsen, which Peru said was flawed, ended.": [("Peru", "Label", "was flawed")],
    "Officials say the couple married in May and have left the country.": [
        ("Officials", "Claim", "the couple married in May"),
        ("Officials", "Claim", "have left the country"),
    ],
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


@pytest.mark.parametrize(
    "text",
    [
        "The nurse retracted her claim that police killed two miners.",
        "The paper withdrew its allegation that Peru attacked the village.",
        "The allegation that Peru attacked the village was withdrawn.",
        "The paper, which seldom says that troops attacked the village, was sold.",
        "The nurse reported to police that rebels had kidnapped her son.",
        "A wave of refugees said rebels had kidnapped the mayor.",
        "Norway has ordered twelve ferries from Peru.",
    ],
)
def test_what_is_not_said_is_not_told_either(text: str, find_in: Callable[..., Findings]) -> None:
    assert find_in(text).events == ()
