"""Date words that say which year they mean: '19 September 2023', 'the early 1990s', 'in 2020'.

A rule is pattern source and a resolver. The date words are the group `when` where there is one, else the
whole match; a space in the source stands for any space between two words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

import dateparser  # type: ignore[import-untyped]

from kg.extract.numerals import ordinal
from kg.extract.temporal import periods
from kg.extract.temporal.periods import UNKNOWN, Part, Period

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Pattern source of the words that dates are made of. Names keep their capitals: 'may' and 'march' are verbs.
WEEKDAY = rf"(?-i:{'|'.join(WEEKDAYS)})"
MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9]))"
YEAR = r"(?:(?:1[5-9]|20)[0-9]{2})"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:(?:early|mid|late)(?:[ -]in)?[ -]|(?:the )?(?:beginning|start|middle|end) of (?:the )?)"
#: From one day to another of a month.
TO = r"(?: ?[-\u2013\u2014] ?| to | and | until | through )"

#: What a year before it names ('the 1994 ceasefire'): such a year dates the thing and nothing else.
EVENT_NOUN = (
    r"(?:wars?|conflict|ceasefire|cease-fire|truce|armistice|deals?|agreements?|treaty|accords?|pact|elections?|poll"
    r"|vote|referendum|coup|census|invasion|annexation|revolution|uprising|rebellion|revolt|insurgency|massacre"
    r"|genocide|killings?|assassination|earthquake|quake|tsunami|floods?|famine|hurricane|attacks?|bombings?|raid"
    r"|offensive|operation|siege|blockade|intervention|crisis|constitution|declaration|resolution|memorandum"
    r"|protocol|convention|summit|conference|talks|negotiations|protests?|demonstrations|riots|unrest|crackdown"
    r"|sanctions|withdrawal|pullout|occupation|partition|independence|takeover|clashes|fighting|hostilities"
    r"|violence|explosion|blast|disaster|pandemic|outbreak|law|act|decree|budget|ruling|visit|murder|interview|report"
    r"|study|survey|speech|article|investigation|trial|verdict|season|championship|campaign|plan|strategy)"
)

#: Nouns that a bare year before them names rather than dates ('the 2020 war'), unless a verb follows.
NOT_NAME = (
    r"(?!['\u2019]s\b)"
    r"(?! (?:war|conflict|ceasefire|truce|deal|agreement|treaty|accord|elections?|coup|census|invasion)\b"
    r"(?! (?:broke|erupted|began|started|ended|was|were|had|followed|resumed)\b))"
)
#: People and things counted: '1990 soldiers' is a number of soldiers, 'May 5 people' hardly a date.
NOT_COUNT = r"(?! (?:soldiers|troops|people|persons|men|women|children|civilians|cases|deaths|homes|per)\b)"

#: dateparser reads whole dates only and takes nothing from the clock.
_DATEPARSER = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART_NAMES: dict[str, Part] = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation."""
    return 1 + _MONTHS.index(name[:3].lower())


def digits(words: str) -> int:
    """The digits of a day: 19 for '19th'."""
    return int(re.sub(r"[^0-9]", "", words))


def narrow(whole: Period, words: str | None) -> Period:
    """The part of a period that words such as 'early' or 'the end of' leave."""
    for name in re.findall(r"early|mid(?!d)|late|beginning|start|middle|end", (words or "").lower()):
        return periods.part(whole, _PART_NAMES.get(name, name))
    return whole


@lru_cache(maxsize=1024)
def _parsed(words: str) -> datetime.datetime | None:
    """What dateparser makes of words, kept: it is slow, and articles name the same days again and again."""
    found: datetime.datetime | None = dateparser.parse(words, languages=["en"], settings=_DATEPARSER)
    return found


def _about_year(match: re.Match[str]) -> Period:
    """'around 1990': it may be out by a year."""
    year = int(match["year"])
    return periods.months(periods.year(year - 1), periods.year(year + 1))


def _event_year(match: re.Match[str]) -> Period:
    return periods.year(int(match["year"]))


def _short_decade(match: re.Match[str]) -> Period:
    """'the '90s', as English means it: those of the twentieth century."""
    return narrow(periods.decade(1900 + int(match["tens"])), match["part"])


def _full_date(match: re.Match[str]) -> Period:
    words = re.sub(r"\s+", " ", match["when"])
    numeric = re.fullmatch(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})", words)
    if numeric and int(numeric[1]) <= 12 and int(numeric[3]) <= 12 and numeric[1] != numeric[3]:
        return UNKNOWN  # 5/6/2023 is a day in June or in May
    named = re.match(rf"({'|'.join(WEEKDAYS)}),? ", words)
    words = re.sub(r"\bthe | of\b", " ", words[named.end() :] if named else words)
    found = _parsed(words)
    if found is None or (named and found.weekday() != WEEKDAYS.index(named[1])):
        return UNKNOWN  # no such day, or another day of the week than the words say
    return periods.day(found.date())


def _month(match: re.Match[str]) -> Period:
    return narrow(periods.month(int(match["year"]), month_number(match["month"])), match["part"])


def _season(match: re.Match[str]) -> Period:
    name, number = match["season"].lower(), int(match["year"])
    if name != "winter" or match["next"]:
        return narrow(periods.season(name, number), match["part"])
    # 'winter 2021' began or ended in 2021.
    return periods.months(periods.month(number - 1, 12), periods.month(number + 1, 2))


def _year(match: re.Match[str]) -> Period:
    return narrow(periods.year(int(match["year"])), match.groupdict().get("part"))


def _decade(match: re.Match[str]) -> Period:
    return narrow(periods.decade(int(match["year"])), match["part"])


def _century(match: re.Match[str]) -> Period:
    return narrow(periods.century(100 * (ordinal(match["nth"]) or 1)), match["part"])


def _years(match: re.Match[str]) -> Period:
    first, last = int(match["year"]), match["last"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return periods.months(periods.year(first), periods.year(until)) if until > first else UNKNOWN


def _months(match: re.Match[str]) -> Period:
    number, first, last = int(match["year"]), month_number(match["first"]), month_number(match["last"])
    start = periods.month(number - 1 if first > last else number, first)
    return periods.months(start, periods.month(number, last))


def days_of_month(match: re.Match[str], number: int) -> Period:
    """From one day of a month to a later one, in a given year."""
    month = month_number(match["month"])
    first, last = (datetime.date(number, month, digits(match[end])) for end in ("first", "last"))
    return periods.days(first, last)


def _days(match: re.Match[str]) -> Period:
    return days_of_month(match, int(match["year"]))


def _dates(match: re.Match[str]) -> Period:
    """From a day of one month to a day of another; the first may be of the year before."""
    last = datetime.date(int(match["year"]), month_number(match["until_month"]), digits(match["until"]))
    month, day = month_number(match["month"]), digits(match["day"])
    first = datetime.date(last.year - (month > last.month), month, day)
    return periods.days(first, last)


#: What is less than a year or a month, and named by its place in it ('the first half of 2021').
SHARE = r"(?:half|quarter|days?|weeks?|months?|years?)"

#: Day to day of one month, without and with the year.
DAYS_OF_MONTH = (
    rf"(?:(?:between|from) )?(?P<first>{DAY}){TO}(?P<last>{DAY}) (?:of )?(?P<month>{MONTH})",
    rf"(?:(?:between|from) )?(?P<month>{MONTH}) (?P<first>{DAY}){TO}(?P<last>{DAY})",
)
_ONLY_IN = r"\b(?:in|since|since at least|until|till|by|before|after|during|from|to|throughout)"

RULES: tuple[tuple[str, Callable[[re.Match[str]], Period]], ...] = (
    (rf"(?P<when>(?:{WEEKDAY},? )?(?:the )?{DAY} (?:of )?{MONTH},? {YEAR})", _full_date),
    (rf"(?P<when>(?:{WEEKDAY},? )?{MONTH} (?:the )?{DAY},? {YEAR})", _full_date),
    (rf"(?P<when>{YEAR}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}([./])[0-9]{{1,2}}\2{YEAR})", _full_date),
    (rf"(?P<part>{PART})?(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})", _month),
    (
        rf"(?P<part>(?!))?(?P<when>(?P<month>{MONTH}))"
        rf"(?=(?:, {MONTH}){{0,9}},? (?:and|or) {MONTH},? (?P<year>{YEAR}))",
        _month,
    ),
    (
        rf"(?P<part>{PART})?(?P<season>{SEASON}),? (?:of )?(?P<year>{YEAR})(?P<next>[-/\u2013][0-9]{{2}})?",
        _season,
    ),
    (rf"{_ONLY_IN} (?P<when>(?P<year>{YEAR})){NOT_NAME}{NOT_COUNT}", _year),
    (rf"the year (?P<year>{YEAR})", _year),
    (rf"(?P<about>about|around|circa) (?P<year>{YEAR})(?=[.,;)]|\Z)", _about_year),
    (rf"(?P<part>{PART})(?P<year>{YEAR}){NOT_NAME}{NOT_COUNT}", _year),
    (rf"\b(?:in|during) {YEAR}(?:, {YEAR}){{0,4}},? (?:and|or) (?P<when>(?P<year>{YEAR})){NOT_NAME}", _year),
    (rf"\b(?:in|during) {YEAR}(?:, {YEAR}){{0,4}}?, (?P<when>(?P<year>{YEAR}))(?=,| and | or )", _year),
    (rf"\b{SHARE} of (?P<when>(?P<year>{YEAR}))", _year),
    (rf"\b{EVENT_NOUN} of (?P<when>(?P<year>{YEAR}))", _year),
    (
        rf"\b(?:the|its|their|his|her|this|a|an|[\w-]+['\u2019]s) (?P<when>(?P<year>{YEAR}))"
        rf"(?= (?:[a-z-]+ ){{0,3}}{EVENT_NOUN}\b)",
        _event_year,
    ),
    (
        rf"\b(?:since|until|till|by|before|after|during) (?:the|its|their|his|her) "
        rf"(?P<when>(?P<event>(?P<year>{YEAR}) (?:[a-z-]+ ){{0,3}}?{EVENT_NOUN}\b))",
        _event_year,
    ),
    (rf"(?P<part>{PART})?(?P<year>{YEAR}(?<=0))s", _decade),
    (rf"(?P<part>{PART})?['\u2019](?P<tens>[4-9]0)s", _short_decade),
    (
        rf"(?P<part>{PART})?"
        r"(?P<nth>(?:1[5-9]|20|21)(?:th|st)|(?:six|seven|eigh|nine)teenth|twentieth) century",
        _century,
    ),
    (rf"between (?P<year>{YEAR}) and (?P<last>{YEAR})", _years),
    (rf"from (?P<year>{YEAR}) (?:to|until|till|through) (?P<last>{YEAR})", _years),
    (rf"(?P<year>{YEAR})[-/\u2013](?P<last>{YEAR}|[0-9]{{2}})", _years),
    (rf"(?:(?:between|from) )?(?P<first>{MONTH}){TO}(?P<last>{MONTH}),? (?P<year>{YEAR})", _months),
    (
        rf"(?:(?:between|from) )?(?P<day>{DAY}) (?P<month>{MONTH}){TO}"
        rf"(?P<until>{DAY}) (?P<until_month>{MONTH}),? (?P<year>{YEAR})",
        _dates,
    ),
    (
        rf"(?:(?:between|from) )?(?P<month>{MONTH}) (?P<day>{DAY}){TO}"
        rf"(?P<until_month>{MONTH}) (?P<until>{DAY}),? (?P<year>{YEAR})",
        _dates,
    ),
    *((rf"{source},? (?P<year>{YEAR})", _days) for source in DAYS_OF_MONTH),
)
