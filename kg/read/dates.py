"""Calendar dates as metadata and datelines write them; never one that has to be guessed."""

from __future__ import annotations

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<{0}>[0-3]?[0-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:,?\s+(?P<{0}>[0-9]{{4}})\b)?"

#: A day of a month, with or without a year, in either order (no capturing groups but named ones).
DAY_PATTERN = (
    f"{_WEEKDAY}(?:{_DAY.format('d1')}\\s+{_MONTH.format('m1')}{_YEAR.format('y1')}"
    f"|{_MONTH.format('m2')}\\s+{_DAY.format('d2')}{_YEAR.format('y2')})"
)

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9]{2}.*)?")
_WRITTEN = re.compile(DAY_PATTERN + r"(?:,?\s+(?:at\s+)?[0-9]{1,2}:[0-9]{2}.*)?", re.IGNORECASE)


def date_of(words: str) -> datetime.date | None:
    """The day that the words name in full, in the place where they were written; None if they do not.

    Reads ISO 8601 dates and date-times (the date part as written, whatever the time zone), RFC 2822
    (`Wed, 20 Sep 2023 23:30:00 +0400`) and dates with the month in words. Never reads 9/20/2023,
    whose order differs by country, and never supplies a year.

    >>> date_of("2023-09-20T23:30:00-05:00"), date_of("Sept. 20, 2023"), date_of("20 September")
    (datetime.date(2023, 9, 20), datetime.date(2023, 9, 20), None)
    """
    words = words.strip()
    if iso := _ISO.fullmatch(words):
        return _date(*iso.groups())
    if written := _WRITTEN.fullmatch(words):
        return date_of_match(written)
    return None


def date_of_match(match: re.Match[str]) -> datetime.date | None:
    """The day that a match of `DAY_PATTERN` names; None without a year or when there is no such day."""
    found = match.groupdict()
    year, month, day = (found[f"{part}1"] or found[f"{part}2"] for part in "ymd")
    if not (year and month and day):
        return None
    return _date(year, str(_MONTHS.index(month[:3].lower()) + 1), day)


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:  # 31 September
        return None
