"""Date words in running text, resolved against the day of publication as far as they go.

Absolute dates ('19 September 2023') are read by dateparser, strictly and only where a pattern has found
one; everything relative ('on Tuesday', 'three years ago') is resolved by rules of our own. A value never
says more than the words do: the width is in `precision`, and words that only another event could fix
('two days earlier') stay words. No clock is consulted.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from kg.extract.numerals import NUMBER, ORDINAL, ordinal, pattern, whole_number
from kg.extract.temporal import dates_absolute, dates_relative, periods
from kg.extract.temporal.dates_absolute import MONTH, SEASON, SHARE, YEAR
from kg.extract.temporal.periods import UNKNOWN, Period, Share
from kg.extract.temporal.relative import Context
from kg.extract.temporal.tense import outlook
from kg.model import Span, When

#: What may not stand before and after date words: they would be part of another word or number.
_BEFORE = r"(?<!\w)(?<![0-9][.,:/])(?<![$€£#@/])(?<![0-9A-Za-z]-)"
_AFTER = r"(?!\w)(?![.,:/][0-9])(?!-\w)"

_BOUND = (
    r"(?<!\w)(?:(?P<edge>before|prior to|after)"
    r"|(?P<how>since at least|at least since|since|up until|until|till|by|no later than|not later than)"
    r"(?: (?:midnight|noon|midday|late|early)(?: on)?)?)"
    r"(?: the| its| their| his| her)? \Z"
)
#: The longest of these with 'the' and space around, in characters: keeps the search short.
_BOUND_REACH = 32
_SHARE = (
    rf"(?<!\w)the (?P<nth>{ORDINAL}|last|final|opening|closing)(?: (?P<count>{NUMBER}))? (?P<unit>{SHARE}) of"
    r"(?: the)? \Z"
)
#: The longest of these ('the second twenty-five months of the'), in characters.
_SHARE_REACH = 48
_FROM = r"(?<!\w)(?:from|between) \Z"
_ONWARDS = r" onwards?\b"
_TO = r" (?:to|and|until|till|through) "

#: What a rule cannot do without, in small letters, by the piece of its source that says so. Most sentences
#: have no date: a few quick looks spare them the rules.
_SIGNS = (
    (YEAR, YEAR),
    (MONTH, r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
    (SEASON, r"spring|summer|autumn|fall|winter"),
    (" ago", r"ago"),
    (" from now", r"now"),
    ("(?:earlier|later|before|after|previously)", r"earlier|later|before|after|previously"),
)
#: What a rule without any of these pieces cannot do without; the names of the days all have 'day'.
_OTHER_SIGN = (
    r"centur|day|decade|evening|generation|hour|lunch|minute|month|morning|morrow|night|noon|recent|week|year"
    r"|[0-9](?:st|nd|rd|th)|then|anniversar|the eve|[0-9]0s|moments"
)
#: Letters that a search without regard to case takes for others, besides capitals.
_FOLDS = str.maketrans({"ı": "i", "İ": "i", "ſ": "s"})

#: A pattern with the signs that a text must have for it.
_Rule = tuple[re.Pattern[str], frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Found:
    """Date words before they become a `When`: offsets into the text, and what they commit to.

    `event` says that the words name something that happened in the period, at an unknown time in it.
    """

    start: int
    end: int
    period: Period
    event: bool = False


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(sign) for sign in (*(sign for _, sign in _SIGNS), _OTHER_SIGN))


@cache
def _patterns() -> tuple[tuple[_Rule, ...], tuple[_Rule, ...]]:
    absolute = tuple(_rule(source) for source, _ in dates_absolute.RULES)
    relative = tuple(_rule(source) for source, _ in dates_relative.RULES)
    return absolute, relative


def _rule(source: str) -> _Rule:
    """The pattern of a rule, and the numbers of the signs that it needs."""
    signs = frozenset(number for number, (piece, _) in enumerate(_SIGNS) if piece in source)
    return pattern(f"{_BEFORE}(?:{source}){_AFTER}"), signs or frozenset({len(_SIGNS)})


def find_dates(text: str, published: datetime.date | None, *, start: int = 0) -> tuple[When, ...]:
    """Find the date words of a stretch of text and say which days they commit to.

    `start` is the offset of `text` in its article and is added to the spans (code points, half-open).
    Reading order, no overlaps, the longest words win. `earliest` and `latest` are inclusive: both are None
    when the words cannot be resolved (relative words and no date of publication, or words relative to
    another event), one is None when that end is open ('before 2020'). 'Since' ends at publication.
    'on', 'in', 'at' and 'for' are not part of the words; 'since', 'until', 'by', 'before', 'after',
    'between ... and' and 'from ... to' are, for they change the meaning.

    >>> found = find_dates("On Tuesday it fell; three years ago it rose.", datetime.date(2023, 9, 20))
    >>> [(when.words, str(when.earliest), when.precision) for when in found]
    [('Tuesday', '2023-09-19', 'day'), ('three years ago', '2020-01-01', 'year')]
    """
    found = _shared(text, _longest(_candidates(text, published)))
    found = _bounded(text, _ranges(text, found), published)
    return tuple(
        When(
            text[one.start : one.end],
            Span(start + one.start, start + one.end),
            one.period.earliest,
            one.period.latest,
            one.period.precision,
        )
        for one in found
    )


def folded(text: str) -> str:
    """A text in small letters, for quick searches that find at least what one without regard to case finds.

    >>> folded("LAſT WEEK")
    'last week'
    """
    return (text if text.isascii() else text.translate(_FOLDS)).lower()


def _candidates(text: str, published: datetime.date | None) -> list[_Found]:
    letters = folded(text)
    present = {number for number, sign in enumerate(_signs()) if sign.search(letters)}
    found: list[_Found] = []
    if not present:
        return found
    absolute, relative = _patterns()
    for (expression, needed), (_, resolve) in zip(absolute, dates_absolute.RULES, strict=True):
        for match in expression.finditer(text) if needed <= present else ():
            try:
                period = resolve(match)
            except (ValueError, KeyError, OverflowError):  # no such day, or an odd letter such as the long s
                period = UNKNOWN
            found.append(_at(match, period))
    for (expression, needed), (_, resolve_from) in zip(relative, dates_relative.RULES, strict=True):
        for match in expression.finditer(text) if needed <= present else ():
            period = UNKNOWN
            if published:
                context = Context(published, outlook(text, *_words(match)))
                try:
                    period = resolve_from(match, context)
                except (ValueError, KeyError, OverflowError):  # beyond the calendar, or an odd letter
                    period = UNKNOWN
            found.append(_at(match, period))
    return found


def _at(match: re.Match[str], period: Period) -> _Found:
    start, end = _words(match)
    return _Found(start, end, period, event="event" in match.re.groupindex)


def _words(match: re.Match[str]) -> tuple[int, int]:
    """Where the date words of a match stand."""
    return match.span("when") if "when" in match.re.groupindex else match.span()


def _longest(found: list[_Found]) -> list[_Found]:
    """Those that no longer one overlaps, in reading order; of equals the first rule's."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _shared(text: str, found: list[_Found]) -> list[_Found]:
    """Take in 'the first half of', 'the last two weeks of' and their like."""
    taken: list[_Found] = []
    for one in found:
        floor = max(taken[-1].end if taken else 0, one.start - _SHARE_REACH)
        match = pattern(_SHARE).search(text, floor, one.start)
        taken.append(_Found(match.start(), one.end, _share(match, one.period)) if match else one)
    return taken


def _share(match: re.Match[str], whole: Period) -> Period:
    if whole.earliest is None or whole.latest is None:
        return UNKNOWN
    unit = match["unit"].lower()
    if unit.endswith("s") and match["count"] is None:
        return whole  # 'the first days of March': how many is not told
    nth = -1 if match["nth"].lower() in ("last", "final", "closing") else ordinal(match["nth"]) or 1
    count = whole_number(match["count"]) if match["count"] else 1
    if count is None:
        return UNKNOWN
    try:
        return periods.share(whole, cast(Share, unit.removesuffix("s")), nth, count)
    except (ValueError, OverflowError):  # beyond the calendar
        return UNKNOWN


def _ranges(text: str, found: list[_Found]) -> list[_Found]:
    """Join 'from Monday to Wednesday' and 'between 3 May and 5 June'."""
    opening, link = pattern(_FROM), pattern(_TO)
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        opened = (
            opening.search(text, max(0, before.start - _BOUND_REACH), before.start)
            if before and link.fullmatch(text, before.end, one.start)
            else None
        )
        if before and opened:
            joined[-1] = _Found(opened.start(), one.end, _from_to(before.period, one.period))
        else:
            joined.append(one)
    return joined


def _from_to(first: Period, last: Period) -> Period:
    if first.earliest is None or last.latest is None:
        return UNKNOWN
    end = last.latest
    if end < first.earliest and first.precision == last.precision == "day":
        week_later = end + datetime.timedelta(7)  # 'from Friday to Monday', each resolved backwards
        end = week_later if week_later >= first.earliest else end
    return periods.days(first.earliest, end)


def _bounded(text: str, found: list[_Found], published: datetime.date | None) -> list[_Found]:
    """Take in 'since', 'until' and their like, which leave one end open."""
    bound, opening, onwards = pattern(_BOUND), pattern(_FROM), pattern(_ONWARDS)
    taken: list[_Found] = []
    for one in found:
        floor = max(taken[-1].end if taken else 0, one.start - _BOUND_REACH)
        if (rest := onwards.match(text, one.end)) and (start := opening.search(text, floor, one.start)):
            taken.append(_Found(start.start(), rest.end(), _open("after", one.period, published)))
            continue
        match = bound.search(text, floor, one.start)
        if match is None:
            taken.append(one)
            continue
        how = " ".join((match["how"] or match["edge"]).lower().split())
        if how in ("before", "prior to") and (one.event or text[one.end : one.end + 2] in ("'s", "\u2019s")):
            how = "until"  # 'before Friday's vote' may be on Friday: the event need not fill its day
        taken.append(_Found(match.start(), one.end, _open(how, one.period, published)))
    return taken


def _open(how: str, period: Period, published: datetime.date | None) -> Period:
    if how in ("since at least", "at least since"):
        began = period.earliest
        return periods.days(None, published) if began and published and began <= published else UNKNOWN
    if how == "since":
        latest = published if published and period.earliest and period.earliest <= published else None
        return periods.days(period.earliest, latest)
    if how == "after":
        return periods.days(period.earliest, None)
    if how in ("before", "prior to") and period.earliest:
        return periods.days(None, period.earliest - datetime.timedelta(1))
    return periods.days(None, period.latest)
