"""What numbers count, what is part of what, and what is no figure."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quantities.figures import find_figures
from kg.model import Figure

#: Square brackets mark the figures; then of each measure, qualifier, value or range, unit, '< whole'.
COUNTED: list[tuple[str, list[str]]] = [
    # killed and injured, by verbs on either side
    ("[27 people] were killed.", ["killed 27"]),
    ("[Twenty-seven people] died.", ["killed 27"]),
    ("[27 people] in the region have been killed so far.", ["killed 27"]),
    ("The blast killed [27 people].", ["killed 27"]),
    ("The blast killed [27].", ["killed 27"]),
    ("The blast killed [one person].", ["killed 1"]),
    ("[Two officers] were shot dead.", ["killed 2"]),
    ("Shelling left [12] dead.", ["killed 12"]),
    ("Shelling claimed the lives of [12 villagers].", ["killed 12"]),
    ("The death toll rose to [32].", ["killed 32"]),
    ("The death toll rose from 27 to [32].", ["killed 32"]),
    ("The number of wounded has reached [200].", ["injured 200"]),
    ("There were [14 fatalities].", ["killed 14"]),
    ("The strike wounded [about 40 soldiers].", ["injured about 40"]),
    ("[Dozens] were injured.", ["injured unspecified"]),
    ("[Numerous others] have been injured.", ["injured unspecified"]),
    ("[27 people] died and [dozens] were injured.", ["killed 27", "injured unspecified"]),
    ("It killed [32 people] and wounded [200].", ["killed 32", "injured 200"]),
    ("It left [32] dead and [200] wounded.", ["killed 32", "injured 200"]),
    ("It killed [three men], [two women] and [four children].", ["killed 3", "killed 2", "killed 4"]),
    ("[Two men] and [a dozen women] were hurt.", ["injured 2", "injured 12"]),
    ("[Six people] were killed and [another 12] injured.", ["killed 6", "injured 12"]),
    ("[Three people] are missing.", ["missing 3"]),
    ("[Five miners] remain unaccounted for.", ["missing 5"]),
    ("[2,000 soldiers] killed [30 people].", ["troops 2000", "killed 30"]),
    ("The two officers were unhurt.", []),
    # inclusion
    ("[27 people], including [two civilians], were killed.", ["killed 27", "killed 2 < 27"]),
    ("[27 people] \u2014 including [two civilians] \u2014 had died.", ["killed 27", "killed 2 < 27"]),
    ("[27 people] were killed, among them [two children].", ["killed 27", "killed 2 < 27"]),
    ("It killed [six people], [four of them police officers].", ["killed 6", "killed 4 < 6"]),
    ("It wounded [nine people], including [a dozen].", ["injured 9", "injured 12"]),
    (
        "[32 people] were killed, including [two civilians] and [four officers].",
        ["killed 32", "killed 2 < 32", "killed 4 < 32"],
    ),
    (
        "It killed [six people] in [two blasts], including [one officer].",
        ["killed 6", "attacks 2", "killed 1 < 6"],
    ),
    (
        "[Six people], including [four officers], died in [two blasts].",
        ["killed 6", "killed 4 < 6", "attacks 2"],
    ),
    ("[Two children] were among the [12 people] killed.", ["killed 2 < 12", "killed 12"]),
    (
        "[Ten men], [five] of whom were guards, were among [at least 32 people] killed.",
        ["killed 10 < 32", "killed 5 < 10", "killed at-least 32"],
    ),
    (
        "[200 people] died, [10 of them civilians], and [400] were hurt.",
        ["killed 200", "killed 10 < 200", "injured 400"],
    ),
    ("It put the number of dead at [68], with [290] injured.", ["killed 68", "injured 290"]),
    ("It wounded [six people], [two] of whom died.", ["injured 6", "killed 2"]),
    ("[30 soldiers] killed the commander.", ["troops 30"]),
    ("[30 soldiers] had wounded nobody.", ["troops 30"]),
    # captured, displaced, evacuated
    ("Police detained [more than 80 protesters].", ["captured at-least 80"]),
    ("[Hundreds of protesters] were arrested.", ["captured unspecified"]),
    ("[At least 100,000 people] fled their homes.", ["displaced at-least 100000"]),
    ("The fighting displaced [half a million people].", ["displaced 500000"]),
    ("Its soldiers had evacuated [nearly 500 civilians].", ["evacuated about 500"]),
    ("They helped with the movement of [7,000 civilians].", ["evacuated 7000"]),
    ("It shelters [1,500 refugees].", ["displaced 1500"]),
    # people of a kind
    ("[Some 2,000 Russian peacekeepers] stayed.", ["troops about 2000"]),
    ("[2,000 Russians] have been keeping an eye on the truce.", ["troops 2000"]),
    ("[175 Armenian soldiers] took part.", ["troops 175"]),
    ("It deployed [3,000 men].", ["troops 3000"]),
    ("[Hundreds of Armenian protestors] clashed with police.", ["protesters unspecified"]),
    ("[Up to 20,000 people] rallied in the square.", ["protesters at-most 20000"]),
    ("It is home to [an estimated 120,000 ethnic Armenians].", ["population about 120000"]),
    ("The town has a population of [50,000].", ["population 50000"]),
    ("[Around 9,000 people] live there.", ["population about 9000"]),
    ("[Eight lawmakers] abstained.", ["people 8"]),
    # things
    ("[Two landmine blasts] shook the road.", ["attacks 2"]),
    ("[Two missile strikes] killed [six people].", ["attacks 2", "killed 6"]),
    ("It opened [two routes].", ["routes 2"]),
    ("They destroyed [14 tanks] and [dozens of trucks].", ["vehicles 14", "vehicles unspecified"]),
    ("They shelled [three villages].", ["objects 3"]),
    ("It spread over [several villages].".replace("[", "").replace("]", ""), []),
    # units
    ("It lies [some 100 kilometres] to the north.", ["distance about 100 km"]),
    ("It lies [60 miles] ([100 km]) away.", ["distance 60 mi", "distance 100 km"]),
    ("It pledged [$5 million] in aid.", ["money 5000000 USD"]),
    ("It pledged [\u20ac1.5bn].", ["money 1500000000 EUR"]),
    ("It cost [20 million roubles].", ["money 20000000 RUB"]),
    ("[Almost 40 percent] stayed at home.", ["percentage about 40 %"]),
    ("[40 per cent] stayed, [60%] went.", ["percentage 40 %", "percentage 60 %"]),
    ("The road was shut for [nine months].", ["duration 9 month"]),
    # hedges and ranges
    ("[No more than 10 people] were hurt.", ["injured at-most 10"]),
    ("[Fewer than 10 people] were hurt.", ["injured at-most 10"]),
    ("[No fewer than 10 people] were hurt.", ["injured at-least 10"]),
    ("[Upwards of 10 people] were hurt.", ["injured at-least 10"]),
    ("[As many as 10 people] were hurt.", ["injured at-most 10"]),
    ("[10 or so people] were hurt.", ["injured about 10"]),
    ("[Between 20 and 30 people] were hurt.", ["injured 20-30"]),
    ("[20 to 30 people] were hurt.", ["injured 20-30"]),
    ("[20-30 people] were hurt.", ["injured 20-30"]),
    ("[Some 20 to 30 people] were hurt.", ["injured about 20-30"]),
    ("It displaced [1.5 million people].", ["displaced 1500000"]),
    ("It displaced [2 to 3 million people].", ["displaced 2000000-3000000"]),
    ("It displaced [tens of thousands of people].", ["displaced unspecified"]),
    ("It was 0 [two people].", ["people 2"]),
    ("They quarrelled about [two prisoners].", ["captured 2"]),
]

NO_FIGURE = [
    # what they are part of is the last count of the text, or none
    '"Three of the eight points remain open," he said.',
    '"There were 436 of them."',
    "In 2020, war broke out.",
    "The 2020 elections and the 2022 protests passed.",
    "On 19 September 2023 it was signed.",
    "Three years ago they fought; it was shut for the previous nine months.",
    "He is 40 years old; she, aged 40, is a 40-year-old minister.",
    "Resolution 1701, Article 5 and page 3 say so.",
    "He was one of the leaders, and no one objected.",
    "One via the corridor, the other via the road.",
    "One must not forget it.",
    "The two countries and the two leaders met.",
    "Both sides met; these two men agreed.",
    "The G7 saw a T-90 and an Su-35.",
    "It began at 10:30 and ended at 5 p.m., or 0500 GMT.",
    "Call 020 7946 0958 now.",
    "It was the second day, the 3rd attempt.",
    "Two-thirds agreed.",
    "They won 3-1.",
    "It rose by 3.5 points.",
    "Several reasons were given.",
    "World War Two ended.",
    "It happened several times.",
    "",
]


def shown(figure: Figure) -> str:
    number = "" if figure.value is None else str(figure.value)
    if figure.high is not None:
        number += f"-{figure.high}"
    parts = [
        figure.measure,
        "" if figure.qualifier == "exact" else figure.qualifier,
        number,
        figure.unit or "",
    ]
    if figure.whole:
        parts += ["<", str(figure.whole.value)]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("marked", "expected"), COUNTED)
def test_counts(marked: str, expected: list[str]) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = find_figures(text)
    assert [figure.words for figure in found] == re.findall(r"\[(.*?)\]", marked)
    assert [shown(figure) for figure in found] == expected
    assert [text[figure.span.start : figure.span.end] for figure in found] == [
        figure.words for figure in found
    ]


@pytest.mark.parametrize("text", NO_FIGURE)
def test_no_figure(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("175 Armenian soldiers have arrived.", "Armenian soldiers"),
        ("Four police officers were killed.", "police officers"),
        ("Hundreds of protesters were arrested.", "protesters"),
        ("12 United Nations peacekeepers left.", "United Nations peacekeepers"),
        ("It killed 27.", None),
        ("One person was killed.", "person"),
        ("Six armed men were arrested.", "armed men"),
        ("Two of the soldiers were killed.", "soldiers"),
    ],
)
def test_counted_noun(text: str, of: str | None) -> None:
    assert [figure.of for figure in find_figures(text)] == [of]


def test_known_ones_count_only_when_harmed() -> None:
    (figure,) = find_figures("The two officers were killed.")
    assert (figure.measure, figure.value) == ("killed", 2)


def test_start_moves_the_span_of_figure_and_whole() -> None:
    _, part = find_figures("27 people, including two civilians, died.", start=50)
    assert part.span.start == 50 + 21
    assert part.whole is not None
    assert part.whole.span.start == 50


def test_measure_words_are_an_argument() -> None:
    words = {"attacks": (("bewail",), ("dragon",))}
    assert [figure.measure for figure in find_figures("They saw 3 dragons.", words=words)] == ["attacks"]


VOCABULARY = (
    "27 2,000 1.5 million dozen a half two twenty-three between and to of them the people civilians "
    "were killed wounding , \u2014 including among dozens hundreds several others % $ km percent nearly "
    "at least up 2020 officers routes ( ) . one hundred from rose toll"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.text(max_size=80) | st.lists(WORDS, max_size=16).map(" ".join)


@given(TEXTS)
def test_any_text_gives_ordered_exact_figures(text: str) -> None:
    found = find_figures(text, start=3)
    for figure in found:
        assert text[figure.span.start - 3 : figure.span.end - 3] == figure.words
        assert (figure.value is None) == (figure.qualifier == "unspecified")
        assert figure.high is None or (figure.value is not None and figure.high > figure.value)
        whole = figure.whole
        if whole:
            assert whole in found
            assert whole.measure == figure.measure
            assert whole.value is None or figure.value is None or whole.value >= figure.value
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


@given(st.integers(2, 999_999_999))
def test_digits_are_kept_as_written(number: int) -> None:
    (figure,) = find_figures(f"It killed at least {number:,} people.")
    assert (figure.value, figure.qualifier) == (number, "at-least")
