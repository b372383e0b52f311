"""What date words that lean on the day of publication mean: a resolver for each rule of `dates_relative`.

Resolvers may fail with ValueError or OverflowError where the words leave the calendar.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from kg.extract.numerals import ordinal, pattern, whole_number
from kg.extract.temporal import periods
from kg.extract.temporal.dates_absolute import (
    EVENT_NOUN,
    WEEKDAYS,
    days_of_month,
    digits,
    month_number,
    narrow,
)
from kg.extract.temporal.periods import SEASONS, UNKNOWN, Period, Unit
from kg.extract.temporal.tense import Outlook

#: How many days after publication a month-day without a year may lie when its clause looks ahead; beyond
#: that it is left open, for the marker may belong to something else in the sentence.
FUTURE_DAYS = 45

#: How many days before publication a day that names an event ('the February 24 invasion') may lie.
_NAMED_DAYS = 60
_EVENT_OF_DAY = pattern(rf" (?:[a-z-]+ ){{0,3}}?{EVENT_NOUN}\b")

#: How many years 'about a decade ago' may be out.
_ABOUT_A_DECADE = 2

#: How many years back a month-day without a year is looked for: 29 February needs eight around 1900.
_YEARS_BACK = 8

_STEPS = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative date is relative to, and which way its clause looks."""

    published: datetime.date
    outlook: Outlook | None


def _unit(name: str) -> Unit:
    return cast(Unit, name.lower().removesuffix("s"))


def _counted(match: re.Match[str]) -> tuple[int | None, str]:
    """How many of which unit, a fortnight being two weeks; no number when it is not told."""
    count, name = _count(match["count"]) if match["count"] else 1, match["unit"].lower()
    if name.startswith("fortnight"):
        return (None if count is None else 2 * count), "week"
    return count, name


def _latest(context: Context, make: Callable[[int], Period], *, least: int = 1) -> Period:
    """The latest of a yearly period that has begun; the next one when the clause looks ahead."""
    for back in range(_YEARS_BACK + 1):
        try:
            found = make(context.published.year - back)
        except ValueError:  # no 29 February that year
            continue
        if found.earliest and found.earliest <= context.published:
            break
    else:
        return UNKNOWN
    try:
        coming = next(
            later
            for number in (context.published.year, context.published.year + 1)
            if (later := make(number)).latest and later.latest and later.latest >= context.published
        )
    except (ValueError, StopIteration):
        return found
    if coming == found or context.outlook == "past" or coming.earliest is None:
        return found
    near = (coming.earliest - context.published).days <= FUTURE_DAYS
    if context.outlook == "ahead":
        return coming if near or coming.precision != "day" else UNKNOWN
    return UNKNOWN if coming.precision == "day" else found


def month_day(match: re.Match[str], context: Context) -> Period:
    month, day = month_number(match["month"]), digits(match["day"])
    if match["of"]:
        year = context.published.year + _STEPS[match["of"].lower()]
        found = periods.day(datetime.date(year, month, day))
    else:
        found = _latest(context, lambda year: periods.day(datetime.date(year, month, day)))
        age = (context.published - found.earliest).days if found.earliest else 0
        if age > _NAMED_DAYS and _EVENT_OF_DAY.match(match.string, match.end()):
            return UNKNOWN  # 'the 11 September attacks' may be of any year
    if match["weekday"] and found.earliest:
        # 'Tuesday, 19 September' must fall on a Tuesday.
        agrees = found.earliest.weekday() == WEEKDAYS.index(match["weekday"])
        return found if agrees else UNKNOWN
    return found


def days(match: re.Match[str], context: Context) -> Period:
    return _latest(context, lambda year: days_of_month(match, year))


def day_of_month(match: re.Match[str], context: Context) -> Period:
    day, published = digits(match["day"]), context.published
    ahead = context.outlook == "ahead"
    for step in range(3):
        first, last = periods.ends(
            periods.month(published.year, published.month + (step if ahead else -step))
        )
        if day <= last.day:
            found = first.replace(day=day)
            if (found >= published) if ahead else (found <= published):
                return periods.day(found)
    return UNKNOWN


def month(match: re.Match[str], context: Context) -> Period:
    number, published = month_number(match["month"]), context.published
    which = (match["which"] or "").lower()
    year = published.year
    if not (which or match["of"] or context.outlook):
        return UNKNOWN  # this year's or last year's, or next year's: the words do not tell
    if match["of"]:
        year += _STEPS[match["of"].lower()]
    elif which == "last":
        year -= number >= published.month
    elif which == "next":
        year += number <= published.month
    elif not which and context.outlook == "ahead":
        year += number < published.month
    elif not which:
        year -= number > published.month
    return narrow(periods.month(year, number), match["part"])


def season(match: re.Match[str], context: Context) -> Period:
    name, published = match["season"].lower(), context.published
    which = (match["which"] or "").lower()
    if which == "next" or (which == "the" and context.outlook == "ahead"):
        year = published.year + (SEASONS[name] <= published.month)
    else:
        year = published.year - (SEASONS[name] > published.month)
        found = periods.season(name, year)
        if which == "last" and found.latest and found.latest >= published:
            year -= 1
        if which == "this" and found.latest and (published - found.latest).days > 180:
            year += 1  # 'this summer' in January is the coming one
    return narrow(periods.season(name, year), match["part"])


def season_of_year(match: re.Match[str], context: Context) -> Period:
    year = context.published.year + _STEPS[match["of"].lower()]
    return narrow(periods.season(match["season"].lower(), year), match["part"])


def weekday_and_day(match: re.Match[str], context: Context) -> Period:
    """'Monday the 14th', which must fall on a Monday."""
    found = day_of_month(match, context)
    agrees = found.earliest and found.earliest.weekday() == WEEKDAYS.index(match["weekday"])
    return found if agrees else UNKNOWN


def weekday(match: re.Match[str], context: Context) -> Period:
    index, which, of = WEEKDAYS.index(match["weekday"]), match["which"], match["of"]
    published, one = context.published, datetime.timedelta(1)
    which = re.sub(r"\s+", " ", which).lower() if which else ""
    if of or which == "this":
        step = 7 * _STEPS[of.lower() if of else "this"]
        monday, _ = periods.ends(periods.week(published))
        return periods.day(monday + datetime.timedelta(index + step))
    if which in ("last", "past", "this past"):
        return periods.day(periods.weekday(published - one, index))
    if which in ("next", "coming", "this coming"):
        return periods.day(periods.weekday(published + one, index, ahead=True))
    return periods.day(periods.weekday(published, index, ahead=context.outlook == "ahead"))


def night_into(match: re.Match[str], context: Context) -> Period:
    """'overnight into Wednesday': the night before it."""
    last = periods.weekday(context.published, WEEKDAYS.index(match["weekday"]))
    return periods.days(last - datetime.timedelta(1), last)


def weekdays_ago(match: re.Match[str], context: Context) -> Period:
    """'two Sundays ago': the last one before publication is one Sunday ago."""
    count = _count(match["count"])
    if not count:
        return UNKNOWN
    last = periods.weekday(context.published - datetime.timedelta(1), WEEKDAYS.index(match["weekday"]))
    return periods.day(last - datetime.timedelta(7 * (count - 1)))


def beyond_unit(match: re.Match[str], context: Context) -> Period:
    """'the week before last', 'the week after next'."""
    unit, step = _unit(match["unit"]), (-2 if match["before"] else 2)
    return periods.around(periods.shift(context.published, step, unit), unit)


def near_day(match: re.Match[str], context: Context) -> Period:
    words = re.sub(r"\s+", " ", match[0].lower())
    if words.startswith("overnight"):
        return periods.days(context.published - datetime.timedelta(1), context.published)
    steps = {"day before yes": -2, "day after tom": 2, "yesterday": -1, "last night": -1, "tomorrow": 1}
    step = next((count for name, count in steps.items() if name in words), 0)
    return periods.day(context.published + datetime.timedelta(step))


def this_unit(match: re.Match[str], context: Context) -> Period:
    unit, published = _unit(match["unit"]), context.published
    step = _STEPS[(match["which"] or "this").lower()]
    whole = periods.around(periods.shift(published, step, unit), unit)
    words = (match["part"] or "").lower()
    if words.startswith("earlier"):
        return periods.days(whole.earliest, min(published, whole.latest or published))
    if words.startswith("later"):
        return periods.days(max(published, whole.earliest or published), whole.latest)
    return narrow(whole, words)


def weekend(match: re.Match[str], context: Context) -> Period:
    which = (match["which"] or "the").lower()
    monday, _ = periods.ends(periods.week(context.published))
    saturday = monday + datetime.timedelta(5)
    if which == "next":
        saturday += datetime.timedelta(7)
    elif which == "last" or (saturday > context.published and _looks_back(which, context.outlook)):
        saturday -= datetime.timedelta(7)
    return periods.days(saturday, saturday + datetime.timedelta(1))


def _looks_back(which: str, look: Outlook | None) -> bool:
    """Whether a weekend that is not over is the one before: 'the' one is unless a clause looks ahead."""
    return look == "past" if which == "this" else look != "ahead"


def _count(words: str) -> int | None:
    return 1 if words.lower() in ("a", "an") else whole_number(words)


def ago(match: re.Match[str], context: Context) -> Period:
    (count, name), about = _counted(match), (match["about"] or "").lower()
    published = context.published
    if count is None or match["half"] or match["more"] or name.startswith(("centur", "generation")):
        return UNKNOWN
    if match["same"]:
        same = match["same"].lower()  # 'a year ago today', '30 years ago this month'
        there = periods.shift(published, -count, _unit(name))
        if about or name.startswith(("hour", "minute")):
            return UNKNOWN
        return periods.around(there, "day" if same == "today" else _unit(same.removeprefix("this").strip()))
    if name.startswith(("hour", "minute")):
        hours = count if name.startswith("hour") else count / 60
        return periods.days((published - datetime.timedelta(days=-(-hours // 24))), published)
    unit = _unit(name)
    there = periods.shift(published, -count, unit)
    if re.match("more|over|at least|well", about):
        return periods.days(None, periods.around(there, unit).latest)
    if re.match("less|under|up to", about):
        return periods.days(periods.around(there, unit).earliest, published)
    if about:
        width, step = (1, unit) if unit != "decade" else (_ABOUT_A_DECADE, "year")
        before, after = periods.shift(there, -width, step), periods.shift(there, width, step)
        latest = periods.around(after, step).latest
        return periods.days(periods.around(before, step).earliest, min(published, latest or published))
    return periods.around(there, unit)


def stretch(match: re.Match[str], context: Context) -> Period:
    """'the previous nine months', 'the next two weeks': from or up to the day of publication."""
    (count, name), published, way = _counted(match), context.published, match["way"].lower()
    if count is None:
        return UNKNOWN
    if way in ("next", "coming") and context.outlook == "past":
        return UNKNOWN  # 'over the next three days it fell': from another event on
    if way in ("previous", "preceding") and _HAD.search(match.string, 0, match.start()):
        return UNKNOWN  # 'had been shut for the previous nine months': up to another event
    if name.startswith("hour"):
        count, name = -(-count // 24), "day"
    if way in ("next", "coming"):
        return periods.days(published, periods.shift(published, count, _unit(name)))
    return periods.days(periods.shift(published, -count, _unit(name)), published)


def from_now(match: re.Match[str], context: Context) -> Period:
    count = _count(match["count"])
    if count is None:
        return UNKNOWN
    unit = _unit(match["unit"])
    return periods.around(periods.shift(context.published, count, unit), unit)


def nth_unit(match: re.Match[str], context: Context) -> Period:
    """'for a second day': the first day was the one before publication."""
    count, unit = ordinal(match["nth"]), match["unit"].lower()
    if not count:
        return UNKNOWN
    step = "day" if unit == "night" else _unit(unit)
    first = periods.around(periods.shift(context.published, 1 - count, step), step)
    return periods.days(first.earliest, context.published)


def unknown(match: re.Match[str], context: Context) -> Period:
    return UNKNOWN


#: What sets a time before another one in the past.
_HAD = re.compile(r"\bhad\b[^;]*\Z")
