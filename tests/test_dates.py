"""What date words commit to, and what is no date at all. Publication is Wednesday, 20 September 2023."""

from __future__ import annotations

import datetime
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.temporal.dates import find_dates
from kg.model import When

WEDNESDAY = datetime.date(2023, 9, 20)

#: Square brackets mark the date words; then 'earliest..latest precision', or '?' for unknown.
DATED = [
    # weekdays, said in the past
    ("Shelling began on [Tuesday].", "2023-09-19 day"),
    ("He spoke on [Wednesday].", "2023-09-20 day"),
    ("On [Wednesday morning], the ministry said so.", "2023-09-20 day"),
    ("It reported this late on [Thursday].", "2023-09-14 day"),
    ("Two blasts on [Tuesday morning] killed six.", "2023-09-19 day"),
    ("They met [last Tuesday].", "2023-09-19 day"),
    ("They met [last Wednesday].", "2023-09-13 day"),
    ("They met on [Friday last week].", "2023-09-15 day"),
    ("[Monday]\u2019s talks failed.", "2023-09-18 day"),
    ("The council met [this Monday].", "2023-09-18 day"),
    ("It fell silent on [Sunday night].", "2023-09-17 day"),
    # weekdays to come
    ("The council will meet on [Friday].", "2023-09-22 day"),
    ("The council will meet [next Friday].", "2023-09-22 day"),
    ("Talks will be held on [Thursday].", "2023-09-21 day"),
    ("Talks are scheduled for [Monday].", "2023-09-25 day"),
    ("On [Thursday], the two sides will meet in Yevlakh.", "2023-09-21 day"),
    ("The minister said on [Tuesday] that aid will come.", "2023-09-19 day"),
    ("Voting is due on [Monday of next week].", "2023-09-25 day"),
    # days near publication
    ("The attack [yesterday] was heavy.", "2023-09-19 day"),
    ("It happened [yesterday afternoon].", "2023-09-19 day"),
    ("The council meets [today].", "2023-09-20 day"),
    ("[Tomorrow] it votes.", "2023-09-21 day"),
    ("It broke out [the day before yesterday].", "2023-09-18 day"),
    ("They leave [the day after tomorrow].", "2023-09-22 day"),
    ("[Tonight] the city is dark.", "2023-09-20 day"),
    ("It was shelled [last night].", "2023-09-19 day"),
    ("The firing went on [overnight].", "2023-09-19..2023-09-20 period"),
    ("The road opened [this morning].", "2023-09-20 day"),
    # this, last, next
    ("Exercises ended [this week].", "2023-09-18..2023-09-24 week"),
    ("It agreed [last week].", "2023-09-11..2023-09-17 week"),
    ("It convenes [next week].", "2023-09-25..2023-10-01 week"),
    ("It began [this month].", "2023-09-01..2023-09-30 month"),
    ("He resigned [last month].", "2023-08-01..2023-08-31 month"),
    ("She won [last year].", "2022-01-01..2022-12-31 year"),
    ("Elections are due [next year].", "2024-01-01..2024-12-31 year"),
    ("He left [earlier this month].", "2023-09-01..2023-09-20 period"),
    ("They will return [later this year].", "2023-09-20..2023-12-31 period"),
    ("It closed [early this year].", "2023-01-01..2023-04-30 period"),
    ("It closed [late last year].", "2022-09-01..2022-12-31 period"),
    ("They aim for [the end of the year].", "2023-09-01..2023-12-31 period"),
    ("It snowed [last winter].", "2022-12-01..2023-02-28 season"),
    ("It collapsed [last spring].", "2023-03-01..2023-05-31 season"),
    ("It was quiet at [the weekend].", "2023-09-16..2023-09-17 period"),
    # ago
    ("[Three years ago], they last fought.", "2020-01-01..2020-12-31 year"),
    ("They fought [a week ago].", "2023-09-11..2023-09-17 week"),
    ("They fought [two weeks ago].", "2023-09-04..2023-09-10 week"),
    ("He died [five days ago].", "2023-09-15 day"),
    ("It began [nine months ago].", "2022-12-01..2022-12-31 month"),
    ("It began [two decades ago].", "2000-01-01..2009-12-31 decade"),
    ("It was sealed [more than a year ago].", "..2022-12-31 period"),
    ("It was sealed [about two years ago].", "2020-01-01..2022-12-31 period"),
    ("It came [three hours ago].", "2023-09-19..2023-09-20 period"),
    ("It came [several years ago].", "?"),
    ("It came [ten million years ago].", "?"),
    ("It came [two and a half years ago].", "?"),
    # stretches up to or from publication
    ("It was blocked for [the previous nine months].", "2022-12-20..2023-09-20 period"),
    ("Over [the past two weeks] it was calm.", "2023-09-06..2023-09-20 period"),
    ("In [the last 24 hours], nothing moved.", "2023-09-19..2023-09-20 period"),
    ("In [the past year], prices rose.", "2022-09-20..2023-09-20 period"),
    ("They leave within [the next three days].", "2023-09-20..2023-09-23 period"),
    ("It went on for [a second day].", "2023-09-19..2023-09-20 period"),
    ("Crowds gathered for [a third consecutive night].", "2023-09-18..2023-09-20 period"),
    ("Ties worsened in [recent weeks].", "?"),
    ("[Recently], he said so.", "?"),
    # since, until, before, after, by
    ("It has been closed [since Tuesday].", "2023-09-19..2023-09-20 period"),
    ("They have watched it [since 2020].", "2020-01-01..2023-09-20 period"),
    ("They have watched it [since the year 2020].", "2020-01-01..2023-09-20 period"),
    ("They ruled there [before 2020].", "..2019-12-31 period"),
    ("He gave them [until Friday] to leave.", "..2023-09-22 period"),
    ("It must be done [by 2025].", "..2025-12-31 period"),
    ("Nobody came [after 3 May 2022].", "2022-05-03.. period"),
    # relative to another event
    ("[Two days earlier] it had agreed.", "?"),
    ("[The following day] it withdrew.", "?"),
    ("It struck again [the day after].", "?"),
    # years, decades, centuries
    ("The [2020] ceasefire held.", "2020-01-01..2020-12-31 year"),
    ("In [2020], war broke out.", "2020-01-01..2020-12-31 year"),
    ("After the war in [2020] it was calm.", "2020-01-01..2020-12-31 year"),
    ("In [2020] fighting erupted.", "2020-01-01..2020-12-31 year"),
    ("It split in the [early 1990s].", "1990-01-01..1993-12-31 period"),
    ("It split in the [mid-1990s].", "1993-01-01..1996-12-31 period"),
    ("It split in the [late 1990s].", "1996-01-01..1999-12-31 period"),
    ("It split in the [1990s].", "1990-01-01..1999-12-31 decade"),
    ("It came in [late 2022].", "2022-09-01..2022-12-31 period"),
    ("It came in [the second half of 2022].", "2022-07-01..2022-12-31 period"),
    ("It was built in the [19th century].", "1801-01-01..1900-12-31 period"),
    ("The war ([1988-1994]) cost many lives.", "1988-01-01..1994-12-31 period"),
    ("It grew [between 2020 and 2022].", "2020-01-01..2022-12-31 period"),
    ("He ruled [from 1998 to 2008].", "1998-01-01..2008-12-31 period"),
    # months and days
    ("It was signed on [19 September 2023].", "2023-09-19 day"),
    ("It was signed on [Sept. 19, 2023].", "2023-09-19 day"),
    ("It was signed on [Tuesday, September 19, 2023].", "2023-09-19 day"),
    ("It was signed on [the 19th of September, 2023].", "2023-09-19 day"),
    ("It was signed on [2023-09-19].", "2023-09-19 day"),
    ("It was signed on [19.9.2023].", "2023-09-19 day"),
    ("It was signed on [9/19/2023].", "2023-09-19 day"),
    ("It was signed on [5/6/2023].", "?"),
    ("It was signed on [5/5/2023].", "2023-05-05 day"),
    ("Summit in Granada, [5 October].", "?"),
    ("It was signed on [Monday, 19 September 2023].", "?"),
    ("It was signed on [31 February 2023].", "?"),
    ("It was signed on [19 September].", "2023-09-19 day"),
    ("It was signed on [November 9].", "2022-11-09 day"),
    ("It was signed on [Tuesday, 19 September].", "2023-09-19 day"),
    ("It was signed on [Friday, 19 September].", "?"),
    ("It was signed on [29 February].", "2020-02-29 day"),
    ("Talks will open on [5 October].", "2023-10-05 day"),
    ("Talks will open on [1 March].", "?"),
    ("It was signed on [the 19th].", "2023-09-19 day"),
    ("It was signed on [the 28th].", "2023-08-28 day"),
    ("It lasted [from 18 to 20 September 2023].", "2023-09-18..2023-09-20 period"),
    ("It ran [September 18-20].", "2023-09-18..2023-09-20 period"),
    ("It lasted [from Monday to Wednesday].", "2023-09-18..2023-09-20 period"),
    ("It lasted [from Tuesday to Thursday].", "2023-09-19..2023-09-21 period"),
    ("It lasted [from Friday to Monday].", "2023-09-15..2023-09-18 period"),
    ("It ran [from 27 September to 10 November 2020].", "2020-09-27..2020-11-10 period"),
    ("It fell in [September 2020].", "2020-09-01..2020-09-30 month"),
    ("It fell in [early September 2020].", "2020-09-01..2020-09-10 period"),
    ("It fell in [November].", "2022-11-01..2022-11-30 month"),
    ("It fell in [May last year].", "2022-05-01..2022-05-31 month"),
    ("It fell [last May].", "2023-05-01..2023-05-31 month"),
    ("It will fall in [November].", "2023-11-01..2023-11-30 month"),
    ("It thawed in [spring 2021].", "2021-03-01..2021-05-31 season"),
    ("It thawed in the [summer of 2021].", "2021-06-01..2021-08-31 season"),
    ("It froze in [winter 2021].", "2020-12-01..2022-02-28 period"),
    # broken lines and no-break spaces
    ("It was signed on [19\nSeptember\u00a02023].", "2023-09-19 day"),
]

UNDATED = [
    "They may march on the capital.",
    "A second blast shook the city.",
    "The sun sat low over the hills.",
    "2,000 Russians keep watch.",
    "Some 1990 soldiers took part.",
    "In 1990 soldiers it found a majority.",
    "It was the worst fighting since 2020's war.",
    "A clause in 2020 war accords was void.",
    "Theresa May spoke at length.",
    "May nobody forget it.",
    "The Augustine order and the Mayor came.",
    "They pray every Friday.",
    "Bloody Sunday was remembered.",
    "Resolution 2020 passed.",
    "Flight 1990 landed.",
    "It cost $2020 and 2020.5 euros.",
    "We fall back; spring water runs.",
    "The T-1990s rolled in.",
    "It was worth 1,990 drams.",
    "On the 19th floor a light burned.",
    "The year of change has come.",
    "",
]


def shown(when: When) -> str:
    if when.precision is None:
        return "?"
    earliest, latest = when.earliest or "", when.latest or ""
    return f"{earliest} {when.precision}" if earliest == latest else f"{earliest}..{latest} {when.precision}"


@pytest.mark.parametrize(("marked", "expected"), DATED)
def test_words_commit_to(marked: str, expected: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = find_dates(text, WEDNESDAY)
    assert [(text[when.span.start : when.span.end], shown(when)) for when in found] == [
        (text[start:end], expected)
    ]


@pytest.mark.parametrize("text", UNDATED)
def test_no_date(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == ()


def test_reading_order_and_offsets() -> None:
    text = "On Tuesday it fell; three years ago it rose; in 2020 it was still."
    found = find_dates(text, WEDNESDAY, start=100)
    assert [when.words for when in found] == ["Tuesday", "three years ago", "2020"]
    assert all(text[when.span.start - 100 : when.span.end - 100] == when.words for when in found)


RELATIVE = [
    "on Tuesday",
    "three years ago",
    "this week",
    "19 September",
    "yesterday",
    "for a second day",
    "in May",
]


@pytest.mark.parametrize("words", RELATIVE)
def test_without_publication_relative_words_stay_words(words: str) -> None:
    (when,) = find_dates(f"It fell {words}.", None)
    assert (when.earliest, when.latest, when.precision) == (None, None, None)


@pytest.mark.parametrize("words", ["19 September 2023", "the early 1990s", "in 2020", "since May 2021"])
def test_without_publication_absolute_words_hold(words: str) -> None:
    (when,) = find_dates(f"It fell {words}.", None)
    assert when.earliest is not None


def test_the_clock_and_the_hash_seed_do_not_matter() -> None:
    program = (
        "import datetime, sys\n"
        "class Later(datetime.datetime):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None): return cls(2031, 5, 6, tzinfo=tz)\n"
        "    utcnow = today = now\n"
        "if sys.argv[1] == 'later': datetime.datetime = Later\n"
        "from kg.extract.temporal.dates import find_dates\n"
        f"text = {' '.join(text for text, _ in DATED)!r}\n"
        "print(find_dates(text, None))\n"
        "print(find_dates(text, datetime.date(2023, 9, 20)))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, clock],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for clock, seed in (("now", "1"), ("later", "2"))
    }
    assert len(outputs) == 1


VOCABULARY = (
    "on in since until from to between and the early late last next this 2020 1990s 19 September May "
    "Tuesday Friday week year years days ago three 31 February the of , . will said day weekend 9999 "
    "0001 earlier half\n"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.text(max_size=80) | st.lists(WORDS, max_size=14).map(" ".join)


@given(TEXTS, st.none() | st.dates())
def test_any_text_gives_ordered_exact_spans(text: str, published: datetime.date | None) -> None:
    found = find_dates(text, published, start=7)
    for when in found:
        assert when.words
        assert text[when.span.start - 7 : when.span.end - 7] == when.words
        assert not (when.earliest and when.latest and when.latest < when.earliest)
        assert (when.precision is None) == (when.earliest is None and when.latest is None)
        if when.precision == "day":
            assert when.earliest == when.latest
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


@given(TEXTS)
def test_nothing_relative_is_resolved_without_publication(text: str) -> None:
    late = find_dates(text, datetime.date(2023, 9, 20))
    for bare in find_dates(text, None):
        if bare.precision and not bare.words.lower().startswith("since"):
            assert bare in late
