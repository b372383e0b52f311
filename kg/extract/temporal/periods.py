"""Stretches of the calendar, and the arithmetic on them that date words need.

Every function is pure and inclusive at both ends; those that leave the calendar (before year 1 or after
9999) raise ValueError or OverflowError, which `kg.extract.temporal.dates` takes as 'cannot be resolved'.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from kg.model import Precision

Unit = Literal["day", "week", "month", "year", "decade"]
Part = Literal["early", "mid", "late"]
Share = Unit | Literal["half", "quarter"]

#: First month of each season, by the meteorological calendar of the northern hemisphere.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

#: What 'early', 'mid' and 'late' leave of a whole: (first, last) of its years, months or days. The parts of
#: a decade overlap, since nobody agrees on whether 1993 is early or mid 1990s.
_PARTS: dict[Precision, dict[Part, tuple[int, int]]] = {
    "decade": {"early": (0, 3), "mid": (3, 6), "late": (6, 9)},
    "year": {"early": (1, 4), "mid": (5, 8), "late": (9, 12)},
    "month": {"early": (1, 10), "mid": (11, 20), "late": (21, 31)},
    "week": {"early": (0, 1), "mid": (2, 3), "late": (4, 6)},
    "season": {"early": (0, 0), "mid": (1, 1), "late": (2, 2)},
}


#: The same for the years of a century: its halves, and the half in the middle.
_CENTURY: dict[Part, tuple[int, int]] = {"early": (0, 49), "mid": (25, 74), "late": (50, 99)}


@dataclass(frozen=True, slots=True)
class Period:
    """What date words commit to; an open end is None, and both are when nothing is known."""

    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    precision: Precision | None = None


#: Words that are a date, but not one that this text fixes.
UNKNOWN = Period()


def ends(period: Period) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a period; raises ValueError when one is open."""
    if period.earliest is None or period.latest is None:
        raise ValueError(f"{period} has an open end")
    return period.earliest, period.latest


def day(date: datetime.date) -> Period:
    """That day."""
    return Period(date, date, "day")


def days(earliest: datetime.date | None, latest: datetime.date | None) -> Period:
    """From one day to another, in either open; nothing is known when they are the wrong way round."""
    if earliest and latest and latest < earliest:
        return UNKNOWN
    return Period(earliest, latest, "period") if earliest or latest else UNKNOWN


def week(date: datetime.date) -> Period:
    """The ISO week, Monday to Sunday, of a day.

    >>> week(datetime.date(2023, 9, 20)).earliest
    datetime.date(2023, 9, 18)
    """
    monday = date - datetime.timedelta(date.weekday())
    return Period(monday, monday + datetime.timedelta(6), "week")


def month(year: int, number: int) -> Period:
    """A month; `number` may leave 1 to 12 and then counts into other years.

    >>> month(2023, 0).earliest
    datetime.date(2022, 12, 1)
    """
    year, index = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = datetime.date(year, index, 1)
    return Period(first, first.replace(day=monthrange(year, index)[1]), "month")


def months(first: Period, last: Period, precision: Precision = "period") -> Period:
    """From the beginning of one period to the end of another."""
    return Period(first.earliest, last.latest, precision)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year")


def decade(number: int) -> Period:
    """The ten years, from the one that ends in 0, of a year."""
    first = number // 10 * 10
    return Period(datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31), "decade")


def century(last: int) -> Period:
    """The hundred years that end with a year divisible by a hundred."""
    return months(year(last - 99), year(last))


def season(name: str, number: int) -> Period:
    """A season that begins in a year (a winter runs into the next one)."""
    first = SEASONS[name]
    return months(month(number, first), month(number, first + 2), "season")


def part(whole: Period, which: Part) -> Period:
    """The early, middle or late part of a century, decade, year, season, month or week; else the whole.

    >>> part(decade(1990), "early").latest
    datetime.date(1993, 12, 31)
    """
    if whole.earliest and whole.latest and whole.latest.year - whole.earliest.year == 99:
        first, last = _CENTURY[which]
        return months(year(whole.earliest.year + first), year(whole.earliest.year + last))
    if whole.earliest is None or whole.latest is None or whole.precision not in _PARTS:
        return whole
    start = whole.earliest
    first, last = _PARTS[whole.precision][which]
    if whole.precision == "decade":
        return months(year(start.year + first), year(start.year + last))
    if whole.precision == "year":
        return months(month(start.year, first), month(start.year, last))
    if whole.precision == "season":
        return months(month(start.year, start.month + first), month(start.year, start.month + last))
    if whole.precision == "month":
        return days(start.replace(day=first), start.replace(day=min(last, whole.latest.day)))
    return days(start + datetime.timedelta(first), start + datetime.timedelta(last))


def share(whole: Period, unit: Share, nth: int, count: int = 1) -> Period:
    """So many units of a whole, counted from its beginning (from its end when `nth` is -1); unknown when it
    has no such part.

    >>> share(year(2021), "half", 1).latest, share(month(2022, 3), "week", -1).earliest
    (datetime.date(2021, 6, 30), datetime.date(2022, 3, 25))
    >>> share(year(2020), "month", 1, 3).latest
    datetime.date(2020, 3, 31)
    """
    first, last = ends(whole)
    if unit == "half" or unit == "quarter":
        pieces = 2 if unit == "half" else 4
        span = 12 * (last.year - first.year) + last.month - first.month + 1
        if whole.precision == "month" and unit == "half":
            middle = first.replace(day=15)
            halves = (days(first, middle), days(middle + datetime.timedelta(1), last))
            return halves[nth - 1 if nth > 0 else 1] if nth <= 2 else UNKNOWN
        if span % pieces or nth > pieces or whole.precision in ("day", "week", "month"):
            return UNKNOWN
        size, index = span // pieces, nth - 1 if nth > 0 else pieces - 1
        return months(
            month(first.year, first.month + size * index),
            month(first.year, first.month + size * (index + 1) - 1),
        )
    one = datetime.timedelta(1)
    if nth < 0:
        part_of = days(shift(last + one, -count, unit), last)
    else:
        start = shift(first, count * (nth - 1), unit)
        part_of = days(start, shift(start, count, unit) - one)
    begun, ended = ends(part_of)
    return part_of if first <= begun and ended <= last else UNKNOWN


def shift(date: datetime.date, count: int, unit: Unit) -> datetime.date:
    """The same day so many units later (earlier when negative), or the last day that its month has.

    >>> shift(datetime.date(2023, 9, 20), -9, "month"), shift(datetime.date(2024, 2, 29), 1, "year")
    (datetime.date(2022, 12, 20), datetime.date(2025, 2, 28))
    """
    if unit == "day":
        return date + datetime.timedelta(count)
    if unit == "week":
        return date + datetime.timedelta(7 * count)
    step = {"month": 1, "year": 12, "decade": 120}[unit]
    first, last = ends(month(date.year, date.month + count * step))
    return first.replace(day=min(date.day, last.day))


def around(date: datetime.date, unit: Unit) -> Period:
    """The day, week, month, year or decade that a day lies in."""
    if unit == "day":
        return day(date)
    if unit == "week":
        return week(date)
    if unit == "month":
        return month(date.year, date.month)
    return year(date.year) if unit == "year" else decade(date.year)


def weekday(published: datetime.date, index: int, *, ahead: bool = False) -> datetime.date:
    """The nearest such weekday (Monday is 0) up to the day of publication, or from it on.

    >>> weekday(datetime.date(2023, 9, 20), 2), weekday(datetime.date(2023, 9, 20), 4, ahead=True)
    (datetime.date(2023, 9, 20), datetime.date(2023, 9, 22))
    """
    if ahead:
        return published + datetime.timedelta((index - published.weekday()) % 7)
    return published - datetime.timedelta((published.weekday() - index) % 7)
