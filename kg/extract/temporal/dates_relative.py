"""Date words that lean on the day of publication: 'on Tuesday', 'three years ago', 'this week'.

Same rules as `kg.extract.temporal.dates_absolute`, with a context for the resolvers (`relative`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.numerals import NUMBER, ORDINAL
from kg.extract.temporal import relative
from kg.extract.temporal.dates_absolute import (
    DAY,
    DAYS_OF_MONTH,
    MONTH,
    NOT_COUNT,
    PART,
    SEASON,
    SHARE,
    WEEKDAY,
)
from kg.extract.temporal.dates_anchored import ABOUT, ANCHORED, TIME_OF_DAY, TIMES, UNITS, VAGUE
from kg.extract.temporal.periods import Period
from kg.extract.temporal.relative import Context

#: Days whose name is part of another name, and recurring ones; lookbehinds take no `SPACE`.
_NO_DAY = (
    r"(?<!\bevery\s)(?<!\beach\s)(?<!\bmost\s)(?<!\b[Bb]lack\s)(?<!\b[Bb]loody\s)(?<!\bGood\s)(?<!\bEaster\s)"
    r"(?<!\bPalm\s)(?<!\bSuper\s)(?<!\bAsh\s)(?<!\bHoly\s)(?<!\bMail\son\s)"
)
#: A weekday that is a name: 'Sunday Igboho' heading a sentence, 'the Friday mosque', 'the Sunday Times'.
_NOT_NAMED = (
    rf"(?!\A(?<!\w){WEEKDAY} (?-i:[A-Z]))"
    rf"(?!{WEEKDAY} (?:mosque|market|school|league|(?-i:Times|Telegraph|Mail|Express|Mirror|Mosque)))"
)
_ALONE = r"(?=\s*(?:[.,;:!?)\u2013\u2014]|$)|\s+(?:and|but|of (?:this|the|last|next) month)\b)"
_OF_YEAR = r"(?:,? (?:of )?(?P<of>this|last|next) year)?"
_IN_MONTH = r"\b(?:in|since|until|till|before|after|during|from|throughout)"

RULES: tuple[tuple[str, Callable[[re.Match[str], Context], Period]], ...] = (
    (
        rf"(?:(?P<weekday>{WEEKDAY}),? )?(?:the )?(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}){_OF_YEAR}",
        relative.month_day,
    ),
    (
        rf"(?:(?P<weekday>{WEEKDAY}),? )?(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){NOT_COUNT}{_OF_YEAR}",
        relative.month_day,
    ),
    *((source, relative.days) for source in DAYS_OF_MONTH),
    (rf"\bon (?P<when>the (?P<day>[0-9]{{1,2}}(?:st|nd|rd|th))){_ALONE}", relative.day_of_month),
    (rf"{_IN_MONTH} (?P<when>(?P<which>(?!))?(?P<part>{PART})?(?P<month>{MONTH}){_OF_YEAR})", relative.month),
    (
        rf"{_IN_MONTH} {MONTH}(?:, {MONTH}){{0,9}},? (?:and|or)"
        rf" (?P<when>(?P<which>(?!))?(?P<part>(?!))?(?P<month>{MONTH}){_OF_YEAR})",
        relative.month,
    ),
    (rf"(?P<part>{PART})?(?P<of>(?!))?(?P<which>this|last|next) (?P<month>{MONTH})", relative.month),
    (rf"(?P<which>(?!))?(?P<part>{PART})(?P<month>{MONTH}){_OF_YEAR}", relative.month),
    (rf"(?P<part>{PART})?(?P<which>this|last|next) (?P<season>{SEASON})", relative.season),
    (
        rf"(?P<part>{PART})?(?:the )?(?P<season>{SEASON}) of (?P<of>this|last|next) year",
        relative.season_of_year,
    ),
    (rf"\bin (?P<when>(?P<part>{PART})?(?P<which>the) (?P<season>{SEASON}))(?! of\b)", relative.season),
    (
        rf"(?P<weekday>{WEEKDAY}),? (?:the )?(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th))(?! (?:of )?(?-i:[A-Z]))",
        relative.weekday_and_day,
    ),
    (rf"overnight (?:in)?to (?P<weekday>{WEEKDAY})", relative.night_into),
    (rf"\b{SHARE} of (?P<when>(?P<which>(?!))?(?P<part>(?!))?(?P<month>{MONTH}){_OF_YEAR})", relative.month),
    (
        rf"\b{SHARE} of (?P<when>the (?P<which>(?!))?(?P<part>(?!))?(?P<unit>year|month|decade))(?! of\b)",
        relative.this_unit,
    ),
    (r"the (?P<unit>week|month|year) (?:(?P<before>before last)|after next)", relative.beyond_unit),
    (
        rf"{_NOT_NAMED}{_NO_DAY}(?:(?P<which>this past|this coming|last|past|next|coming|this) )?"
        rf"(?P<weekday>{WEEKDAY})"
        rf"(?: {TIME_OF_DAY})?(?: (?:of )?(?P<of>last|this|next) week)?",
        relative.weekday,
    ),
    (
        rf"(?:the )?day (?:before yesterday|after tomorrow)|(?:yesterday|tomorrow)(?: {TIME_OF_DAY})?"
        rf"|(?:earlier |later )?today(?: {TIME_OF_DAY})?"
        r"|tonight|last night|this (?:morning|afternoon|evening)|overnight",
        relative.near_day,
    ),
    (
        r"(?P<part>earlier |later )?(?P<which>this|last|next) (?P<unit>week|month|year|decade)",
        relative.this_unit,
    ),
    (r"(?P<part>earlier |later )in (?:the )(?P<which>(?!))?(?P<unit>week|month|year)", relative.this_unit),
    (rf"(?P<part>{PART})(?P<which>this|last|next) (?P<unit>week|month|year|decade)", relative.this_unit),
    (
        r"(?P<part>(?:the )?(?:beginning|start|middle|end) of )the (?P<which>(?!))?(?P<unit>week|month|year)",
        relative.this_unit,
    ),
    (r"(?P<which>this|last|next|the) weekend", relative.weekend),
    (
        rf"(?:{ABOUT} )?(?P<count>{NUMBER}|{VAGUE}|an?) (?P<half>and a half )?(?P<unit>{TIMES})"
        r"(?P<more> and a half)? ago(?: (?P<same>today|this (?:week|month|year)))?",
        relative.ago,
    ),
    (rf"(?P<count>{NUMBER}) (?P<weekday>{WEEKDAY})s ago", relative.weekdays_ago),
    (
        r"(?:the )?(?P<way>past|previous|preceding|next|coming)"
        rf" (?P<count>{NUMBER}|{VAGUE}) (?P<unit>hours|{UNITS})",
        relative.stretch,
    ),
    # 'the last two years of the war' are not those before publication.
    (
        rf"(?:the )?(?P<way>last) (?P<count>{NUMBER}|{VAGUE}) (?P<unit>hours|{UNITS})(?! of\b)",
        relative.stretch,
    ),
    (r"the (?P<count>(?!))?(?P<way>last|past) (?P<unit>week|month|year|decade)(?! of\b)", relative.stretch),
    (rf"(?P<count>{NUMBER}|an?) (?P<unit>{UNITS}) from now", relative.from_now),
    (rf"in (?P<count>{NUMBER}|an?) (?P<unit>{UNITS})['\u2019]s? time", relative.from_now),
    (
        rf"\bfor (?P<when>(?:an?|the) (?P<nth>{ORDINAL})(?: (?:straight|consecutive|successive))?"
        r" (?P<unit>day|night|week|month|year))(?: running)?",
        relative.nth_unit,
    ),
    *((source, relative.unknown) for source in ANCHORED),
)
