"""Memberships, alliances and leadership in the article's own voice."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kg.model import Findings

DAY = datetime.date(2023, 9, 20)
NATO = "North Atlantic Treaty Organization"
CSTO = "Collective Security Treaty Organization"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey is a member of NATO.", [("Turkey", NATO)]),
        ("Armenia, a member of the CSTO, asked for help.", [("Armenia", CSTO)]),
        ("Turkey and Romania are members of NATO.", [("Romania", NATO), ("Turkey", NATO)]),
        ("Finland joined NATO in April.", [("Finland", NATO)]),
        ("Hungary, part of the European Union, abstained.", [("Hungary", "European Union")]),
        ("NATO member Turkey abstained.", [("Turkey", NATO)]),
        ("Ukraine is not a member of NATO.", []),
        ("Sweden wants to join NATO.", []),
        ("Serbia could become a member of the European Union.", []),
        ("Georgia said it was a member of the CSTO.", []),
        ("Georgia, a former member of the CSTO, abstained.", []),
        ("Turkey is a member of the committee.", []),
    ],
)
def test_memberships(text: str, expected: list[tuple[str, str]], find_in: Callable[..., Findings]) -> None:
    found = [(m.member.label, m.alliance.label) for m in find_in(text, DAY).memberships]
    assert sorted(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Belarus, an ally of Russia, closed its border.", ("Belarus", "allyOf", "Russia")),
        ("Belarus is Russia's ally.", ("Belarus", "allyOf", "Russia")),
        pytest.param(
            "Armenia is a member of the CSTO, a military alliance led by Russia.",
            (CSTO, "ledBy", "Russia"),
        ),
        ("Armenia asked the Russian-led CSTO for help.", (CSTO, "ledBy", "Russia")),
        ("Russia leads the CSTO.", (CSTO, "ledBy", "Russia")),
    ],
)
def test_allies_and_leaders(
    text: str, expected: tuple[str, str, str], find_in: Callable[..., Findings]
) -> None:
    found = [(r.subject.label, r.name, r.object.label) for r in find_in(text, DAY).relations]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Belarus is not an ally of Russia.",
        "Ukraine, a former ally of Russia, closed its border.",
        "Lithuania said that Belarus was an ally of Russia.",
        "Belarus could become an ally of Russia.",
        "Minsk led Russia by three goals.",
    ],
)
def test_what_is_denied_past_or_only_said_is_no_relation(text: str, find_in: Callable[..., Findings]) -> None:
    assert find_in(text, DAY).relations == ()


def test_the_evidence_holds_both_sides(find_in: Callable[..., Findings]) -> None:
    findings = find_in("Armenia, a member of the CSTO, asked for help.", DAY)
    (membership,) = findings.memberships
    ((span,),) = [evidence.spans for evidence in membership.evidence]
    words = findings.article.text[span.start : span.end]
    assert "Armenia" in words
    assert "CSTO" in words
