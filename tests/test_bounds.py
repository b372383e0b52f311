"""A normalised value never says more than the words do: properties of dates and figures."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quantities.figure_words import MEASURE_ONLY, QUALIFIERS
from kg.extract.quantities.figures import find_figures
from kg.extract.temporal.dates import find_dates
from kg.model import Figure, When

#: Days that news is about.
DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2080, 12, 31))
PUBLISHED = st.dates(datetime.date(1950, 1, 1), datetime.date(2060, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Pieces of news English that date words are made of, besides words that are none.
PIECES = st.sampled_from(
    [
        "on Tuesday",
        "last Friday",
        "next week",
        "last month",
        "in May",
        "in early May",
        "mid-March",
        "since",
        "until",
        "by",
        "before",
        "after",
        "from",
        "to",
        "between",
        "and",
        "the",
        "19 September",
        "September 2020",
        "2020",
        "in 2014",
        "early 1990s",
        "the '90s",
        "three years ago",
        "a week ago today",
        "the first half of",
        "the last week of",
        "the year",
        "this year",
        "two days earlier",
        "later that day",
        "the following morning",
        "will meet",
        "was hit",
        "had been",
        "the 1994 ceasefire",
        "Friday's",
        "vote",
        "the 10th anniversary",
        "of",
        "no later than",
        "at least",
        "the previous nine months",
        "the next three days",
        "19th century",
        "late",
        "tomorrow",
        "overnight into Wednesday",
        ",",
        "said",
    ]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=9).map(" ".join)

#: What a day of the calendar cannot be without.
NAMES_A_DAY = re.compile(
    rf"{'|'.join(WEEKDAYS)}|day|night|morning|evening|afternoon|morrow"
    r"|[0-9]{1,2}\b(?! century)|[0-9](?:st|nd|rd|th)"
)
NAMES_A_YEAR = re.compile(r"[0-9]{4}|century|['\u2019][0-9]0s")
HEDGE = re.compile(rf"(?:{'|'.join(sorted(QUALIFIERS, key=len, reverse=True))})\b", re.IGNORECASE)


def one_date(text: str, published: datetime.date | None = None) -> When:
    (found,) = find_dates(text, published)
    return found


def one_figure(text: str) -> Figure:
    (found,) = find_figures(text)
    return found


@given(SENTENCES, PUBLISHED)
def test_only_words_for_a_day_become_a_day(text: str, published: datetime.date) -> None:
    for when in find_dates(text, published):
        assert text[when.span.start : when.span.end] == when.words
        if when.earliest is not None and when.earliest == when.latest and when.precision == "day":
            assert NAMES_A_DAY.search(when.words), when


@given(SENTENCES)
def test_without_publication_only_words_with_a_year_are_resolved(text: str) -> None:
    for when in find_dates(text, None):
        if when.precision is not None:
            assert NAMES_A_YEAR.search(when.words), when


@given(
    st.sampled_from(WEEKDAYS),
    st.sampled_from(["on {}", "last {}", "since {}", "until {}", "{} night", "by {}"]),
)
def test_without_publication_weekdays_stay_words(weekday: str, frame: str) -> None:
    when = one_date(f"It was shelled {frame.format(weekday)}.")
    assert (when.earliest, when.latest, when.precision) == (None, None, None)


@given(st.sampled_from(WEEKDAYS), PUBLISHED)
def test_a_weekday_is_that_day_of_the_week_and_near(weekday: str, published: datetime.date) -> None:
    past = one_date(f"It was shelled on {weekday}.", published)
    ahead = one_date(f"They will meet on {weekday}.", published)
    assert past.earliest is not None
    assert ahead.earliest is not None
    assert past.earliest.weekday() == ahead.earliest.weekday() == WEEKDAYS.index(weekday)
    assert 0 <= (published - past.earliest).days < 7
    assert 0 <= (ahead.earliest - published).days < 7


FORMS = ["%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "the %d of %B %Y", "%Y-%m-%d"]


@given(DATES, st.sampled_from(FORMS), st.none() | PUBLISHED)
def test_a_full_date_is_that_day_whenever_it_is_read(
    date: datetime.date, form: str, published: datetime.date | None
) -> None:
    when = one_date(f"It was signed on {date.strftime(form)}.", published)
    assert (when.earliest, when.latest, when.precision) == (date, date, "day")


@given(
    DATES,
    st.sampled_from(
        ["", "early ", "mid-", "late ", "the end of ", "the first week of ", "the second half of "]
    ),
)
def test_a_part_of_a_month_stays_in_it_and_is_no_day(date: datetime.date, part: str) -> None:
    when = one_date(f"It was signed in {part}{date.strftime('%B %Y')}.")
    assert when.earliest is not None
    assert when.latest is not None
    assert (
        (when.earliest.year, when.earliest.month)
        == (date.year, date.month)
        == (when.latest.year, when.latest.month)
    )
    assert (when.latest - when.earliest).days >= 6
    assert when.precision == ("period" if part else "month")


@given(
    st.integers(1900, 2080),
    st.sampled_from(
        [
            "",
            "early ",
            "mid-",
            "late ",
            "the first half of ",
            "the last quarter of ",
            "the first three months of ",
        ]
    ),
)
def test_a_part_of_a_year_stays_in_it(year: int, part: str) -> None:
    when = one_date(f"It fell in {part}{year}.")
    assert when.earliest is not None
    assert when.latest is not None
    assert when.earliest.year == when.latest.year == year
    assert (when.latest - when.earliest).days >= 88
    assert when.precision == ("period" if part else "year")


@given(DATES, DATES, st.sampled_from(["from {} to {}", "between {} and {}", "from {} until {}"]))
def test_a_range_ends_where_its_words_end(one: datetime.date, other: datetime.date, frame: str) -> None:
    first, last = sorted((one, other))
    when = one_date("It ran " + frame.format(first.strftime("%d %B %Y"), last.strftime("%d %B %Y")) + ".")
    assert (when.earliest, when.latest, when.precision) == (first, last, "period")


@given(
    DATES,
    st.sampled_from(["since", "until", "by", "before", "after", "no later than"]),
    st.none() | PUBLISHED,
)
def test_an_open_end_stays_open(date: datetime.date, bound: str, published: datetime.date | None) -> None:
    when = one_date(f"It was shut {bound} {date.strftime('%d %B %Y')}.", published)
    assert when.precision == "period"
    if bound in ("since", "after"):
        assert when.earliest == date
        assert when.latest in (None, published)
    else:
        assert when.earliest is None
        assert when.latest == date - datetime.timedelta(bound == "before")


@given(st.integers(2, 99), st.sampled_from(["days", "weeks", "months", "years"]), PUBLISHED)
def test_ago_is_as_wide_as_its_unit(count: int, unit: str, published: datetime.date) -> None:
    when = one_date(f"It fell {count} {unit} ago.", published)
    assert when.earliest is not None
    assert when.latest is not None
    assert when.precision == unit.removesuffix("s")
    assert (when.latest - when.earliest).days == {"days": 0, "weeks": 6}.get(
        unit, (when.latest - when.earliest).days
    )
    assert unit in ("days", "weeks") or (when.latest - when.earliest).days >= 27


COUNTS = st.integers(4, 900_000_000)
PLAIN_QUALIFIERS = sorted(QUALIFIERS.keys() - MEASURE_ONLY)


@given(COUNTS, st.sampled_from(PLAIN_QUALIFIERS))
def test_a_hedge_is_kept(count: int, hedge: str) -> None:
    figure = one_figure(f"It killed {hedge} {count:,} people.")
    assert (figure.measure, figure.value, figure.high) == ("killed", count, None)
    assert figure.qualifier == QUALIFIERS[hedge] != "exact"
    assert figure.words == f"{hedge} {count:,} people"


@pytest.mark.parametrize(
    "vague", ["dozens", "scores", "hundreds", "tens of thousands", "thousands", "a few dozen"]
)
@pytest.mark.parametrize(
    "frame", ["{} of people were killed.", "Shelling displaced {}.", "{} marched in the capital."]
)
def test_words_without_a_number_get_none(vague: str, frame: str) -> None:
    for figure in find_figures(frame.format(vague)):
        assert (figure.value, figure.high, figure.qualifier) == (None, None, "unspecified")


@given(
    COUNTS, COUNTS, st.sampled_from(["{:,} to {:,}", "between {:,} and {:,}", "{:,}-{:,}", "{:,} or {:,}"])
)
def test_a_range_stays_inside_its_words(one: int, other: int, frame: str) -> None:
    low, high = sorted((one, other))
    found = find_figures(f"It killed {frame.format(low, high)} people.")
    if low < high:
        (figure,) = found
        assert (figure.value, figure.high) == (low, high)
    else:
        assert all(figure.high is None for figure in found)


@given(
    st.decimals(Decimal("0.1"), Decimal("999.9"), places=1),
    st.sampled_from(["%", " %", " percent", " per cent"]),
)
def test_parts_of_a_percent_are_kept(number: Decimal, sign: str) -> None:
    figure = one_figure(f"Prices rose by {number}{sign}.")
    assert (figure.measure, figure.value, figure.unit) == ("percentage", number, "%")
    assert isinstance(figure.value, int) == (number == number.to_integral_value())


@given(
    st.integers(1, 999),
    st.integers(0, 9),
    st.sampled_from(
        [
            ("$", "USD"),
            ("\u20ac", "EUR"),
            ("\u00a3", "GBP"),
            ("C$", "CAD"),
            ("A$", "AUD"),
            ("CHF ", "CHF"),
            ("Rs ", "rupee"),
        ]
    ),
    st.sampled_from([("m", 6), ("bn", 9), (" million", 6), (" billion", 9), ("tn", 12)]),
)
def test_a_currency_and_its_magnitude_are_kept(
    whole: int, tenth: int, sign: tuple[str, str], magnitude: tuple[str, int]
) -> None:
    figure = one_figure(f"It pledged {sign[0]}{whole}.{tenth}{magnitude[0]} in aid.")
    assert (figure.measure, figure.unit) == ("money", sign[1])
    assert figure.value == (10 * whole + tenth) * 10 ** (magnitude[1] - 1)


@given(st.decimals(Decimal("1.1"), Decimal("99.9"), places=1).filter(lambda number: number % 1))
def test_what_is_counted_one_by_one_comes_in_no_parts(number: Decimal) -> None:
    assert find_figures(f"It killed {number} people.") == ()


WORDS = st.sampled_from(
    [
        "27",
        "2,000",
        "1.5",
        "million",
        "bn",
        "m",
        "dozen",
        "two",
        "and",
        "a",
        "half",
        "twenty-three",
        "between",
        "to",
        "of",
        "them",
        "the",
        "people",
        "civilians",
        "were",
        "killed",
        "wounded",
        ",",
        "including",
        "among",
        "dozens",
        "hundreds",
        "others",
        "%",
        "$",
        "€",
        "km",
        "kilometres",
        "hours",
        "percent",
        "nearly",
        "at",
        "least",
        "up",
        "to",
        "more",
        "than",
        "fewer",
        "officers",
        "(",
        ")",
        ".",
        "one",
        "votes",
        "from",
        "rose",
        "toll",
        "above",
        "over",
        "only",
        "72-hour",
        "seats",
        "-",
        "or",
        "so",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_a_hedged_number_is_never_exact(text: str) -> None:
    for figure in find_figures(text):
        assert text[figure.span.start : figure.span.end] == figure.words
        if HEDGE.match(figure.words):
            assert figure.qualifier != "exact", figure
        if figure.value is not None:
            assert re.search(r"[0-9]|one|two|twenty|dozen|half|million", figure.words)
        if isinstance(figure.value, Decimal):
            assert figure.unit
