"""Date words that lean on another event and so stay words: 'two days earlier', 'the following morning'."""

from __future__ import annotations

from kg.extract.numerals import NUMBER, ORDINAL
from kg.extract.temporal.dates_absolute import MONTH, SEASON, WEEKDAY

#: Pattern source of the units of time, counted ones and all; of the times of a day.
UNITS = r"(?:days?|weeks?|fortnights?|months?|years?|decades?)"
TIMES = r"(?:hours?|minutes?|days?|weeks?|fortnights?|months?|years?|decades?|century|centuries|generations?)"
TIME_OF_DAY = r"(?:morning|afternoon|evening|night|lunchtime|noon)"
#: Words for a number that is not told.
VAGUE = r"(?:a )?(?:few|couple(?: of)?)|several|some|many|recent|countless"
#: Words that make a number of units approximate or a bound.
ABOUT = (
    r"(?P<about>about|around|nearly|almost|roughly|approximately|some|just over|just under|a little over"
    r"|more than|well over|over|at least|less than|under|up to)"
)

#: Times without a number before 'later' and its like: 'hours later'.
_SEVERAL = r"(?:seconds|moments|minutes|hours|days|weeks|months|years|decades|centuries)"
_OTHER = r"(?:next|following|previous|preceding|same)"

#: Pattern sources of what no day of publication can resolve.
ANCHORED = (
    rf"(?:{TIMES}|long) ago",
    rf"(?:{ABOUT} )?(?:{NUMBER}|{VAGUE}|an?|the) {TIMES} (?:earlier|later|before|after|previously)",
    rf"{_SEVERAL} (?:earlier|later|before|after)",
    rf"(?:earlier |later |early |late )?the {_OTHER} (?:{TIMES}|{TIME_OF_DAY}|weekend)",
    rf"the {_OTHER} {WEEKDAY}(?: {TIME_OF_DAY})?",
    rf"the {_OTHER} {SEASON}",
    rf"the {_OTHER} {MONTH}",
    rf"(?:earlier |later |early |late )?that (?:same )?"
    rf"(?:day|week|weekend|month|year|decade|{TIME_OF_DAY})(?! of\b)",
    r"(?:earlier|later|early|late) in the (?:day|evening|morning|afternoon|night)",
    r"(?:since|until|till|by) then",
    r"the eve(?= of\b)",
    rf"(?:the|its|their|his|her|a) (?:{ORDINAL}|[0-9]{{3}}th) anniversary",
    r"recently|(?:the )?(?:recent|coming|past) (?:days|weeks|months|years|decades)",
)
