"""What each named question answers on the graph of `questions.ttl`."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from asking import (
    A3,
    A4,
    ACCUSED,
    ARMY,
    BASE,
    BLOCKADE,
    CLAIMED,
    CONSTRUCTS,
    COUNCIL,
    DENIED,
    ENT,
    FM,
    HOLT,
    KOS,
    MARSH,
    MOD,
    NEWS_3,
    NEWS_4,
    NO_TALKS,
    ONE,
    PM,
    PRESIDENT,
    PROTESTERS,
    QUERIES,
    RDF12,
    SHELLING,
    TO_ARLAND,
    TO_BELMARK,
    TOLL_5,
    TOLL_27,
    WITHDRAW,
    Row,
    closed,
    in_oxigraph,
    looked_up,
)

#: (question, what is given, columns looked at, all the rows in order)
GOLDEN: list[tuple[str, dict[str, str], str, list[Row]]] = [
    (
        "who-said-what",
        {"actor": ENT + "ana-holt"},
        "sentence speaker illocution attitude text",
        [
            ("7", HOLT, "appeal", "calls for", "a ceasefire"),
            ("3", HOLT, "rejection", "refuses", "talks with Belmark"),
            ("7", HOLT, "recognition", "affirms", TO_ARLAND),
        ],
    ),
    ("who-said-what", {"from": "2024-03-05", "to": "2024-03-05"}, "text", [("a ceasefire",)]),
    ("who-said-what", {"from": "2024-03-06"}, "text", []),
    ("who-said-what", {"to": "2024-03-04"}, "text", []),
    (
        "attributable-to",
        {"actor": ENT + "arland"},
        "attributed sentence speaker capacity text",
        [
            ("Arland", "3", MOD, None, ACCUSED),
            ("Arland", "7", HOLT, PM, "a ceasefire"),
            ("Arland", "3", HOLT, PM, "talks with Belmark"),
            ("Arland", "5", "Arland", None, "to withdraw from Brig"),
            ("Arland", "7", HOLT, PM, TO_ARLAND),
        ],
    ),
    ("calls-for", {}, "speaker addressee text", [(HOLT, "Belmark", "a ceasefire")]),
    ("calls-for", {"event": "Withdrawal"}, "speaker addressee text", [("Belmark", "Arland", WITHDRAW)]),
    ("calls-for", {"event": "consult"}, "speaker polarity text", [(PROTESTERS, "negative", NO_TALKS)]),
    ("accusations", {}, "accuser blamed text", [(MOD, ARMY, ACCUSED)]),
    ("accusations", {"accused": ENT + "belmark"}, "accuser", []),
    (
        "contradictions",
        {},
        "topic upholder upheld rejecter rejected",
        [(SHELLING, KOS, CLAIMED, MARSH, DENIED), (SHELLING, MOD, ACCUSED, MARSH, DENIED)],
    ),
    ("contradictions", {"article": A4}, "upholder upheldIn rejectedIn", [(KOS, A4, A3)]),
    # The two tolls have one content and are not an agreement.
    (
        "agreements",
        {},
        "topic stance speaker1 text1 speaker2 text2",
        [(SHELLING, "both say so", MOD, ACCUSED, KOS, CLAIMED)],
    ),
    (
        "casualties-by-source",
        {},
        "source measure value qualifier words counted partOf",
        [
            (MARSH, "killed", "5", "exact", "five people", "people", None),
            (COUNCIL, "killed", "27", "at-least", "at least 27 people", "people", None),
            (COUNCIL, "killed", "2", "exact", "two civilians", "civilians", "at least 27 people"),
            ("the article itself", "killed", "12", "exact", "12 people", "people", None),
        ],
    ),
    # Neither the two civilians (a part) nor the twelve of Brig (another place) are rivals.
    (
        "rival-figures",
        {},
        "measure place topic value qualifier words source",
        [
            ("killed", "Mira Valley", "has casualties", "5", "exact", "five people", MARSH),
            ("killed", "Mira Valley", "has casualties", "27", "at-least", "at least 27 people", COUNCIL),
        ],
    ),
    (
        "alliances",
        {},
        "state alliance leader fellow",
        [("Arland", "River Pact", "Arland", "Cordia"), ("Cordia", "River Pact", "Arland", "Arland")],
    ),
    (
        "memberships",
        {"actor": ENT + "cordia"},
        "state alliance since until asOf according",
        [
            ("Cordia", "River Pact", None, None, None, A4),
            ("Cordia", "River Pact", "1999-01-01", "2022-12-31", "2024-06-01", "the world graph"),
        ],
    ),
    (
        "allies-and-leaders",
        {},
        "subject relation object words",
        [("River Pact", "led by", "Arland", "the River Pact, which is led by Arland")],
    ),
    (
        "relations",
        {},
        "sentence subject relation object since",
        [("11", "River Pact", "led by", "Arland", None)],
    ),
    (
        "officials",
        {"article": A4},
        "person office polity since",
        [
            (HOLT, PM, "Arland", "2020-05-01"),
            (MARSH, FM, "Belmark", None),
            (KOS, PRESIDENT, "Cordia", None),
        ],
    ),
    ("officials", {"actor": ENT + "cordia"}, "person", [(KOS,)]),
    (
        "speaking-officials",
        {"article": A3},
        "person office polity statements",
        [(HOLT, PM, "Arland", "1"), (MARSH, FM, "Belmark", "2")],
    ),
    (
        "timeline",
        {},
        "earliest kind what",
        [
            ("2024-03-01", "event", "negotiation: held talks"),
            ("2024-03-04", "event", f"{SHELLING}: shelled"),
            ("2024-03-05", "statement", f"{HOLT} (appeal): a ceasefire"),
        ],
    ),
    ("timeline", {"from": "2024-03-02", "to": "2024-03-04"}, "what", [(f"{SHELLING}: shelled",)]),
    (
        "facts",
        {},
        "type label actor target earliest",
        [
            (SHELLING, "shelled", ARMY, None, "2024-03-04"),
            ("negotiation", "held talks", "Arland", "Belmark", "2024-03-01"),
        ],
    ),
    # Brig lies in the valley.
    (
        "events-in",
        {"place": ENT + "mira-valley"},
        "where label earliest latest",
        [
            ("Mira Valley", "shelled", "2024-03-04", "2024-03-04"),
            ("Mira Valley", "held talks", "2024-03-01", "2024-03-01"),
        ],
    ),
    (
        "events-involving",
        {"actor": ENT + "belmark"},
        "who role label earliest",
        [
            ("Belmark", "through an organ", "shelled", "2024-03-04"),
            ("Belmark", "target", "held talks", "2024-03-01"),
        ],
    ),
    ("events-involving", {"actor": ENT + "arland"}, "role label", [("actor", "held talks")]),
    (
        "corroborated",
        {},
        "article speaker text event reportedIn",
        [(A3, MOD, ACCUSED, "shelled", A3), (A4, KOS, CLAIMED, "shelled", A3)],
    ),
    ("uncorroborated", {}, "speaker topic text", [(KOS, "blockade", BLOCKADE)]),
    (
        "tensions",
        {},
        "tension speaker1 text1 speaker2 text2",
        [
            ("commitment against a demand", MARSH, "talks with Arland", PROTESTERS, NO_TALKS),
            ("demand refused", "Belmark", WITHDRAW, "Arland", "to withdraw from Brig"),
            ("numbers differ", MARSH, TOLL_5, COUNCIL, TOLL_27),
            ("offer refused", MARSH, "talks with Arland", HOLT, "talks with Belmark"),
            ("rival claims", HOLT, TO_ARLAND, MARSH, TO_BELMARK),
        ],
    ),
    (
        "demands-and-offers",
        {"actor": ENT + "belmark"},
        "side kind addressee speaker text",
        [
            ("Belmark", "offer", "Arland", MARSH, "talks with Arland"),
            ("Belmark", "ultimatum", "Arland", "Belmark", WITHDRAW),
        ],
    ),
    (
        "refused-offers",
        {},
        "speaker text proposer proposed proposal",
        [
            (HOLT, "talks with Belmark", MARSH, "offer", "talks with Arland"),
            ("Arland", "to withdraw from Brig", "Belmark", "ultimatum", WITHDRAW),
        ],
    ),
    (
        "evidence-of",
        {"text": "arland … TO"},
        "sentence speaker attitude role start end words",
        [
            ("4", "Belmark", "calls for", "source", "91", "98", "Belmark"),
            ("4", "Belmark", "calls for", "content", "104", "110", "Arland"),
            ("4", "Belmark", "calls for", "content", "126", "147", "to withdraw from Brig"),
        ],
    ),
    (
        "sovereignty",
        {},
        "territory owner speaker attitude assertedAsFact",
        [
            ("Mira Valley", "Arland", HOLT, "affirms", "false"),
            ("Mira Valley", "Belmark", MARSH, "affirms", "false"),
        ],
    ),
    (
        "plover-profile",
        {"actor": ENT + "arland"},
        "category kind items",
        [
            ("REJECT", "statement", "2"),
            ("ACCUSE", "statement", "1"),
            ("CONSULT", "event", "1"),
            ("REQUEST", "statement", "1"),
        ],
    ),
    # A shelling is an ASSAULT; the code that ACLED has for it is no PLOVER category.
    (
        "plover-profile",
        {"actor": ENT + "belmark"},
        "category kind items",
        [
            ("AGREE", "statement", "1"),
            ("ASSAULT", "event", "1"),
            ("REJECT", "statement", "1"),
            ("REQUEST", "statement", "1"),
        ],
    ),
    ("unresolved", {}, "words role candidate", [("she", "speaker", HOLT), ("she", "speaker", "Vera Kos")]),
    ("quotes", {}, "sentence speaker quote", [("8", "she", "We may not rest")]),
    (
        "denials",
        {},
        "speaker text claimant claim",
        [(MARSH, DENIED, KOS, CLAIMED), (MARSH, DENIED, MOD, ACCUSED)],
    ),
    (
        "ultimatums",
        {},
        "speaker kind addressee text term deadline",
        [("Belmark", "ultimatum", "Arland", WITHDRAW, "until March 10", "2024-03-10")],
    ),
    (
        "evaluations",
        {},
        "speaker kind target text",
        [
            (HOLT, "recognition", None, TO_ARLAND),
            (MARSH, "recognition", None, TO_BELMARK),
            ("Cordia", "condemnation", ARMY, "the shelling of Brig"),
        ],
    ),
    (
        "hedged",
        {},
        "speaker certainty text",
        [("she", "possible", "We may not rest"), (KOS, "possible", BLOCKADE)],
    ),
    (
        "said-about",
        {"actor": ENT + "mira-valley"},
        "who speaker illocution text",
        [
            ("Mira Valley", HOLT, "recognition", TO_ARLAND),
            ("Mira Valley", MARSH, "recognition", TO_BELMARK),
        ],
    ),
    (
        "who-mentions",
        {"actor": ENT + "arland"},
        "who title date mentions",
        [("Arland", NEWS_4, "2024-03-06", "3"), ("Arland", NEWS_3, "2024-03-05", "1")],
    ),
    (
        "co-mentions",
        {"actor": ENT + "brig"},
        "first second sentences",
        [(ARMY, "Brig", "2"), ("Belmark", "Brig", "1"), ("Brig", MARSH, "1"), (MOD, "Brig", "1")],
    ),
    (
        "articles",
        {},
        "title date publisher agency statements events",
        [
            (NEWS_3, "2024-03-05", "Valley Post", "Valley Wire", "6", "1"),
            (NEWS_4, "2024-03-06", "Cordia Courier", None, "10", "1"),
        ],
    ),
    (
        "statements-by-article",
        {"actor": ENT + "ivo-marsh"},
        "title speaker attitude statements",
        [
            (NEWS_3, MARSH, "affirms", "1"),
            (NEWS_3, MARSH, "denies", "1"),
            (NEWS_4, MARSH, "affirms", "1"),
            (NEWS_4, MARSH, "commits to", "1"),
        ],
    ),
    (
        "world-vs-article",
        {},
        "sentence kind articleSays worldSays",
        [
            ("10", "office", f"{KOS}: {PRESIDENT}", f"Vera Kos: {PRESIDENT}"),
            ("11", "membership", "Cordia in River Pact", "ended on 2022-12-31"),
        ],
    ),
    (
        "flaws",
        {},
        "kind problem words",
        [("units", "the two numbers cannot both be kilometres", "10 kilometres (20 kilometres)")],
    ),
]


@pytest.mark.parametrize(("name", "given", "looked_at", "expected"), GOLDEN)
def test_answer(name: str, given: dict[str, str], looked_at: str, expected: list[Row]) -> None:
    assert looked_up(closed(ONE)[2], name, given, looked_at) == expected


def test_every_question_has_an_answer_here() -> None:
    derived = {"attributable-to-without-reasoner", "contradictions-without-reasoner"}
    assert {name for name, *_ in GOLDEN} == QUERIES.keys() - CONSTRUCTS - derived


def test_a_proposition_is_exported_without_being_asserted() -> None:
    _, _, store = closed(ONE)
    proposition = f"<{A4}/proposition/valley-of-arland>"
    claim = ox.Triple(
        ox.NamedNode(ENT + "mira-valley"),
        ox.NamedNode(BASE + "event-type/Sovereignty"),
        ox.NamedNode(ENT + "arland"),
    )
    subject, predicate, target = str(claim.subject), str(claim.predicate), str(claim.object)
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    classical = in_oxigraph(store, "x-reification", {"article": A4})[1]
    assert {(p, o) for s, p, o in classical if s == proposition} == {
        (f"<{rdf}type>", f"<{rdf}Statement>"),
        (f"<{rdf}subject>", subject),
        (f"<{rdf}predicate>", predicate),
        (f"<{rdf}object>", target),
    }
    constructed: Any = store.query(RDF12)
    reifiers = [(str(t.subject), str(t.predicate), str(t.object)) for t in constructed]
    assert (proposition, f"<{rdf}reifies>", str(claim)) in reifiers
    for exported in (classical, reifiers):
        assert (subject, predicate, target) not in exported
    # The offer of talks has two subjects: an rdf:Statement cannot say so.
    assert not any("/proposition/offer" in str(s) for s, _, _ in classical)
