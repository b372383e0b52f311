"""Relations of all kinds in the article's own voice, with their dates, by the cues of the ontology."""

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
        "Lithuania said that Belarus was an ally of Russia.",
        "Belarus could become an ally of Russia.",
        "Minsk led Russia by three goals.",
    ],
)
def test_what_is_denied_past_or_only_said_is_no_relation(text: str, find_in: Callable[..., Findings]) -> None:
    assert find_in(text, DAY).relations == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # party
        (
            "Mara Holm, a politician of the Blue Republican Party, resigned.",
            "Mara Holm party Blue Republican Party",
        ),
        ("Mara Holm joined the Reform Party in May.", "Mara Holm party Reform Party"),
        ("Mara Holm is a lawmaker for the Green League.", "Mara Holm party Green League"),
        ("Mara Holm joined the chess club in May.", ""),
        ("The Reform Party advocates democratic socialism.", "Reform Party ideology democratic socialism"),
        ("The Reform Party opposes terrorism.", ""),
        ("The Reform Party promotes tourism.", ""),
        # belonging, founding, leading
        ("Mara Holm is a member of the Lindhaven Academy.", "Mara Holm belongsTo Lindhaven Academy"),
        ("Mara Holm could become a member of the Lindhaven Academy.", ""),
        ("Mara Holm is not a member of the Lindhaven Academy.", ""),
        ("Mara Holm belongs to the rebel group Red Dawn.", "Mara Holm belongsTo Red Dawn"),
        # succession
        ("Mara Holm succeeded Tom Berg as mayor.", "Tom Berg successor Mara Holm"),
        ("Tom Berg was succeeded by Mara Holm.", "Tom Berg successor Mara Holm"),
        ("Mara Holm, the successor of Tom Berg, spoke.", "Tom Berg successor Mara Holm"),
        ("Mara Holm will succeed Tom Berg.", ""),
        # life
        ("Mara Holm was born in Lindhaven.", "Mara Holm bornIn Lindhaven"),
        ("Born in Lindhaven, Mara Holm studied law.", "Mara Holm bornIn Lindhaven"),
        ("Tom Berg, whose wife is Mara Holm, resigned.", "Tom Berg spouse Mara Holm"),
        ("Mara Holm is a citizen of Norway.", "Mara Holm citizenOf Norway"),
        ("Mara Holm graduated from Lindhaven University.", "Mara Holm educatedAt Lindhaven University"),
        ("Mara Holm was awarded the Freedom Medal.", "Mara Holm awarded Freedom Medal"),
        ("Mara Holm fought in the Winter War.", "Mara Holm foughtIn Winter War"),
        # places
        ("Wellington is the capital of New Zealand.", "New Zealand capital Wellington"),
        ("Officials met in Wellington, the capital of New Zealand.", "New Zealand capital Wellington"),
    ],
)
def test_relations(text: str, expected: str, find_in: Callable[..., Findings]) -> None:
    found = [f"{r.subject.label} {r.name} {r.object.label}" for r in find_in(text, DAY).relations if r.object]
    assert found == ([expected] if expected else [])


def test_only_the_narrowest_of_several_relations_is_told(find_in: Callable[..., Findings]) -> None:
    """A party is an organisation that one belongs to."""
    relations = find_in("Mara Holm is a member of the Reform Party.", DAY).relations
    assert [r.name for r in relations] == ["party"]


@pytest.mark.parametrize(
    ("text", "start", "end", "former"),
    [
        ("Turkey has been a member of NATO since 1952.", "1952-01-01", None, False),
        ("Finland joined NATO in April 2023.", "2023-04-01", None, False),
        ("Britain left the European Union on 31 January 2020.", None, "2020-01-31", True),
        ("Georgia, a former member of the CSTO, abstained.", None, None, True),
        ("Uzbekistan was a member of the CSTO from 2006 to 2012.", "2006-01-01", "2012-12-31", True),
    ],
)
def test_memberships_have_a_term(
    text: str, start: str | None, end: str | None, former: bool, find_in: Callable[..., Findings]
) -> None:
    (membership,) = find_in(text, DAY).memberships
    first = str(membership.start.earliest) if membership.start else None
    last = str(membership.end.latest) if membership.end else None
    assert (first, last, membership.former) == (start, end, former)


def test_a_birth_without_a_place_has_its_date(find_in: Callable[..., Findings]) -> None:
    (relation,) = find_in("Mara Holm was born on 3 May 1960.", DAY).relations
    assert (relation.name, relation.object) == ("bornIn", None)
    assert relation.when is not None
    assert str(relation.when.earliest) == "1960-05-03"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mark Rutte, the prime minister of the Netherlands since 2010, resigned.", "2010-01-01.. full"),
        ("Mara Holm served as ambassador of Norway from 1999 to 2004.", "1999-01-01..2004-12-31 full former"),
        ("Mara Holm was president of Kenya until 2022.", "..2022-12-31 full former"),
        ("Mara Holm was elected president of Kenya on 9 August 2022.", "2022-08-09.. full"),
        ("Mara Holm, the acting president of Kenya, spoke.", ".. acting"),
        ("Mara Holm, the president-elect of Kenya, spoke.", ".. elect"),
        ("Mara Holm, a former president of Kenya, spoke.", ".. full former"),
        ("Mara Holm is the president of Kenya.", ".. full"),
        ("Mara Holm will become president of Kenya.", None),
        ("Mara Holm hopes to become president of Kenya.", None),
        ("Mara Holm was not elected president of Kenya.", None),
    ],
)
def test_tenures_have_a_term_and_a_kind(
    text: str, expected: str | None, find_in: Callable[..., Findings]
) -> None:
    tenures = find_in(text, DAY).tenures
    if expected is None:
        assert tenures == ()
        return
    (tenure,) = tenures
    first = tenure.start.earliest if tenure.start else ""
    last = tenure.end.latest if tenure.end else ""
    former = " former" if tenure.former else ""
    assert f"{first}..{last} {tenure.kind}{former}" == expected


def test_who_is_only_elected_does_not_speak_in_the_office(find_in: Callable[..., Findings]) -> None:
    findings = find_in("President-elect Mara Holm of Kenya said the talks had begun.", DAY)
    assert [s.capacity for s in findings.statements] == [None]


def test_the_evidence_holds_both_sides(find_in: Callable[..., Findings]) -> None:
    findings = find_in("Armenia, a member of the CSTO, asked for help.", DAY)
    (membership,) = findings.memberships
    ((span,),) = [evidence.spans for evidence in membership.evidence]
    words = findings.article.text[span.start : span.end]
    assert "Armenia" in words
    assert "CSTO" in words
