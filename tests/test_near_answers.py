"""How an answer changes, or does not, when one more fact is in the graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from asking import (
    A3,
    A4,
    BASE,
    COUNCIL,
    DENIED,
    ENT,
    HOLT,
    KOS,
    MARSH,
    MOD,
    ONE,
    PRESIDENT,
    PROTESTERS,
    ROOT,
    TOLL_27,
    Row,
    closed,
    looked_up,
)

# A second toll of 27, by a third source.
CORDIA_TOLL = """
statement4:toll kg:speaker ent:cordia ; kg:affirms proposition4:toll ; kg:hasProposition proposition4:toll ;
  kg:upholds content:valley-toll ; kg:reportedIn article:4444444444444444 ; kg:sentence 9 .
proposition4:toll kg:propText "the toll of 27" ; kg:polarity "positive" ; kg:predicate et:Casualties ;
  kg:propPlace ent:mira-valley ; kg:content content:valley-toll ; kg:figure figure4:toll .
figure4:toll kg:measure ms:killed ; kg:value 27 ; kg:qualifier "exact" ; kg:figureText "27" .
"""
TOLD_27 = ("has casualties", "Cordia", "the toll of 27", COUNCIL, TOLL_27)
DATED = 'kg:earliest "2020-01-01"^^xsd:date ; kg:latest "2020-01-31"^^xsd:date .'
BLOCKED = "event4:b kg:eventType et:Blockade ; kg:actor ent:belmark-armed-forces ; "
IN_OFFICE = ("office", f"{KOS}: {PRESIDENT}")
IN_PACT = ("membership", "Cordia in River Pact")

#: What changes when a fact is added: (why, added Turtle, question, given, columns looked at, rows).
NEAR: list[tuple[str, str, str, dict[str, str], str, list[Row]]] = [
    (
        "equal tolls agree, whatever parts they have",
        CORDIA_TOLL,
        "agreements",
        {"actor": ENT + "cordia"},
        "topic speaker1 text1 speaker2 text2",
        [TOLD_27],
    ),
    (
        "equal tolls are no rivals of each other",
        CORDIA_TOLL,
        "tensions",
        {"actor": ENT + "cordia"},
        "tension speaker1 speaker2",
        [("numbers differ", MARSH, "Cordia")],
    ),
    (
        "rivals of an article are shown with those of others",
        CORDIA_TOLL,
        "rival-figures",
        {"article": A4},
        "value source",
        [("5", MARSH), ("27", "Cordia")],
    ),
    (
        "tolls of other years are no rivals",
        f"proposition3:marsh-toll {DATED} proposition3:council-toll " + DATED.replace("2020", "2024"),
        "rival-figures",
        {},
        "value",
        [],
    ),
    (
        "a toll that is denied is no rival",
        "statement4:x kg:denies proposition3:marsh-toll .",
        "rival-figures",
        {},
        "value",
        [("5",)],
    ),
    (
        "what happened at another time corroborates nothing",
        f"proposition3:accusation {DATED}",
        "corroborated",
        {},
        "speaker",
        [(KOS,)],
    ),
    (
        "what happened on the same day does",
        "proposition3:accusation " + DATED.replace("2020-01", "2024-03"),
        "corroborated",
        {},
        "speaker",
        [(MOD,), (KOS,)],
    ),
    (
        "opposite demands are one tension, not two",
        "statement4:d kg:callsFor proposition4:offer ; kg:hasProposition proposition4:offer ; "
        "kg:speaker ent:cordia ; kg:reportedIn article:4444444444444444 .",
        "tensions",
        {"actor": ENT + "cordia"},
        "tension speaker1 speaker2",
        [("demand refused", "Cordia", HOLT), ("opposite demands", "Cordia", PROTESTERS)],
    ),
    (
        "a range has two ends",
        "figure3:five kg:highValue 9 .",
        "rival-figures",
        {},
        "value highValue counted",
        [("5", "9", "people"), ("27", None, "people")],
    ),
    (
        "a range has two ends wherever it is listed",
        "figure3:five kg:highValue 9 .",
        "casualties-by-source",
        {},
        "value highValue",
        [("5", "9"), ("27", None), ("2", None), ("12", None)],
    ),
    (
        "a blockade of another year leaves the claim uncorroborated",
        f"proposition4:blockade {DATED} {BLOCKED} {DATED.replace('2020', '2021')}",
        "uncorroborated",
        {},
        "speaker",
        [(KOS,)],
    ),
    (
        "a blockade in the valley corroborates it",
        BLOCKED + "kg:place ent:mira-valley .",
        "uncorroborated",
        {},
        "speaker",
        [],
    ),
    (
        "a blockade elsewhere does not",
        BLOCKED + "kg:place ent:cordia .",
        "uncorroborated",
        {},
        "speaker",
        [(KOS,)],
    ),
    (
        "one speaker is not in tension with itself",
        "statement4:valley-of-belmark kg:speaker ent:ana-holt .",
        "tensions",
        {"actor": ENT + "ana-holt"},
        "tension speaker1 speaker2",
        [("offer refused", MARSH, HOLT), ("rival claims", HOLT, MARSH)],
    ),
    (
        "a charge against a state, denied of its army",
        "statement4:c kg:affirms proposition4:c ; kg:hasProposition proposition4:c ; "
        "kg:speaker ent:cordia ; kg:reportedIn article:4444444444444444 . "
        'proposition4:c kg:predicate et:Shelling ; kg:propSubject ent:belmark ; kg:polarity "positive" ; '
        'kg:propText "Belmark did it" .',
        "tensions",
        {"actor": ENT + "cordia"},
        "tension text1 text2",
        [("claim and denial in other terms", "Belmark did it", DENIED)],
    ),
    (
        "a former president is no disagreement",
        "tenure4:kos kg:former true .",
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_PACT],
    ),
    (
        "nor a president who is only elected",
        'tenure4:kos kg:tenureKind "elect" .',
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_PACT],
    ),
    (
        "nor a member of old",
        "membership4:cordia kg:former true .",
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_OFFICE],
    ),
    (
        "another capital than the world's is one",
        "ent:r kg:relation kg:capital ; kg:relationSubject ent:cordia ; kg:relationObject ent:brig ; "
        "kg:sentence 11 ; kg:reportedIn article:4444444444444444 . ent:cordia kg:capital ent:mira-valley .",
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_OFFICE, ("capital", "Brig: capital of Cordia"), IN_PACT],
    ),
    (
        "the world's own capital is none",
        "ent:r kg:relation kg:capital ; kg:relationSubject ent:cordia ; kg:relationObject ent:brig ; "
        "kg:sentence 11 ; kg:reportedIn article:4444444444444444 . "
        "ent:cordia kg:capital ent:mira-valley , ent:brig .",
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_OFFICE, IN_PACT],
    ),
    (
        "nor one whom the world knows too",
        "ent:t kg:holder ent:jon-kos ; kg:office ent:cordia-president .",
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_PACT],
    ),
    (
        "nor one before whose day the other left",
        'ent:tenure-vera-kos-cordia-president schema:endDate "2024-01-31"^^xsd:date .',
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_PACT],
    ),
    (
        "nor one before whom the other had not begun",
        'ent:t kg:holder ent:vera-kos ; kg:asOf "2025-01-01"^^xsd:date ; '
        'kg:office ent:belmark-foreign-minister ; schema:startDate "2024-06-01"^^xsd:date .',
        "world-vs-article",
        {"article": A3},
        "kind articleSays",
        [],
    ),
    (
        "nor what another article says",
        "tenure3:orr kg:holder ent:vera-kos ; kg:office ent:belmark-foreign-minister ; "
        'kg:asOf "2025-01-01"^^xsd:date ; kg:reportedIn article:4444444444444444 .',
        "world-vs-article",
        {"article": A3},
        "kind articleSays",
        [],
    ),
    (
        "nor a membership that ends later",
        'ent:m kg:member ent:cordia ; kg:alliance ent:river-pact ; schema:endDate "2030-06-01"^^xsd:date .',
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_OFFICE],
    ),
    (
        "nor a membership that was taken up again",
        'ent:m kg:member ent:cordia ; kg:alliance ent:river-pact ; schema:startDate "2023-06-01"^^xsd:date .',
        "world-vs-article",
        {},
        "kind articleSays",
        [IN_OFFICE],
    ),
    (
        "officials have an end and may be former",
        'ent:tenure-ana-holt-arland-prime-minister schema:endDate "2025-05-01"^^xsd:date ; kg:former true .',
        "officials",
        {"actor": ENT + "ana-holt", "article": A3},
        "person since until former",
        [(HOLT, "2020-05-01", "2025-05-01", "true")],
    ),
    (
        "what a state says of itself is not said by others",
        "statement4:ultimatum kg:about ent:belmark .",
        "said-about",
        {"actor": ENT + "belmark", "article": A4},
        "speaker",
        [(MARSH,), (HOLT,), (PROTESTERS,), (MARSH,)],
    ),
]


@pytest.mark.parametrize(
    ("added", "name", "given", "looked_at", "expected"),
    [row[1:] for row in NEAR],
    ids=[row[0].replace(" ", "-") for row in NEAR],
)
def test_near_misses(
    added: str, name: str, given: dict[str, str], looked_at: str, expected: list[Row]
) -> None:
    lines = (ROOT / ONE).read_text("utf-8").splitlines(keepends=True)
    prefixes = [line for line in lines if line.startswith("@prefix")]
    prefixes.append(f"@prefix article: <{BASE}article/> .\n")
    for article in (A3, A4):
        for kind in ("statement", "proposition", "event", "figure", "tenure", "membership"):
            prefixes.append(f"@prefix {kind}{article[-1]}: <{article}/{kind}/> .\n")
    store = ox.Store()
    store.bulk_extend(closed(ONE)[2])
    store.load("".join([*prefixes, added]).encode(), format=ox.RdfFormat.TURTLE)
    assert looked_up(store, name, given, looked_at) == expected
