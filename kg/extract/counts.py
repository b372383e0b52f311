"""Numbers that count something: the number, how it is hedged, and the noun phrase that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from kg.extract.dates import find_dates, folded
from kg.extract.figure_words import (
    ALSO_PREPOSITIONS,
    CURRENCIES,
    NOT_FIGURES,
    NOT_PLURALS,
    PEOPLE,
    PEOPLE_ENDINGS,
    PEOPLE_SINGULAR,
    PLURALS,
    QUALIFIERS,
    STOPS,
    UNITS,
    VAGUE,
)
from kg.extract.numerals import DIGITS, MAGNITUDE, NUMBER, SPACE, pattern, whole_number
from kg.model import Qualifier

#: How many words a counted noun phrase may have: 'senior Azerbaijani defence ministry officials' has five.
_PHRASE_WORDS = 6

#: Up to this number 'about', 'over' and their like before it are prepositions ('talks over two towns').
_SMALL = 3

#: Up to this number 'the two leaders' are known ones; 'the 27 victims' are a figure.
_DEFINITE = 12


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its hedge and its noun; offsets are code points into the text.

    `start` includes the hedge, `end` the counted noun. `measure` and `unit` are set where the unit tells.
    `people` says that the noun is people, or that there is none. `definite` counts are of known things
    ('the two leaders'); `of_them` ones are part of what was counted before ('four of them').
    """

    start: int
    end: int
    qualifier: Qualifier
    value: int | None
    high: int | None
    of: str | None = None
    measure: str | None = None
    unit: str | None = None
    definite: bool = False
    of_them: bool = False

    @property
    def head(self) -> str:
        """The last word of the counted noun phrase."""
        return self.of.split()[-1] if self.of else ""

    @property
    def people(self) -> bool:
        """Whether people are counted: by the noun, by a capitalised plural, or for want of a noun."""
        head = self.head.lower()
        return (
            self.of is None
            or head in PEOPLE
            or head in PEOPLE_SINGULAR
            or head.endswith(PEOPLE_ENDINGS)
            or self.head[:1].isupper()
        )


@cache
def _number() -> re.Pattern[str]:
    hedges = "|".join(sorted(QUALIFIERS, key=len, reverse=True))
    signs = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
    return pattern(
        r"(?<![\w,/#+'\u2019$€£₽¥-])(?<![0-9][.:])"
        rf"(?:(?P<hedge>{hedges}) )?(?:another |an additional |a further )?(?P<number>"
        rf"between (?P<least>{NUMBER}) and (?P<most>{NUMBER})"
        rf"|(?P<sign>{signs}) ?(?P<money>{NUMBER}(?:bn|m)?)"
        rf"|(?P<low>{NUMBER}) (?:to|or) (?P<high>{NUMBER})"
        rf"|(?P<from>{DIGITS}) ?[-\u2013] ?(?P<till>{DIGITS})"
        rf"|(?P<value>{NUMBER})"
        rf"|(?P<vague>{VAGUE}))(?P<so> or so| or more)?(?P<percent> ?%)?"
        r"(?!\w)(?![.,:/][0-9])(?![-\u2010\u2011]\w)(?!['\u2019]s?\b)"
        r"(?! ?[ap]\.?m\b)(?! (?:GMT|UTC|BST|CET|o['\u2019]clock|years? old|years? of age)\b)"
    )


#: What every number has, in small letters: a quick look spares most sentences the search for `_number`.
_SIGN = re.compile(
    r"[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|dozen"
    r"|tens|scores|hundred|thousand|million|billion|trillion|handful|number|couple|few|several|numerous"
    r"|countless)"
)


@cache
def _naming() -> re.Pattern[str]:
    """What stands before a number that names or orders instead of counting."""
    return pattern(
        r"\b(?:resolution|articles?|pages?|chapter|section|paragraph|flight|room|phase|volume|channel|route|level"
        r"|type|class|world war|aged|ages?|group of|number|nos?\.|figure|protocol|highway|gate|unit|district"
        r"|turned|formula|stage|step|day|week|every|one in|out of|top|telephone|phone|call|tel\.?) \Z"
    )


_CHANGED = pattern(
    r"\b(?:r[oi]se|rising|risen|increas\w+|gr[eo]w|grown|jumped|climb\w+|went|up|dropped|fell|fallen|down|revised"
    r"|raised|reduced|cut|decreas\w+|updated|changed)\b[^.;]*\bfrom \Z"
)
_DEFINITES = re.compile(r"\b(?:the|these|those|both|his|her|their|its|our|my)\s+\Z", re.IGNORECASE)
_PARTITIVE = pattern(r" of (?:them|whom|which|these|those|(?:the|his|her|their|its|our)(?= \w))(?!\w)")
_CASUALTY = pattern(r" (?:more )?(?:dead|killed|wounded|injured|missing|hurt)\b")
_WORD = pattern(r" ([A-Za-z\u00c0-\u024f][\w'\u2019-]*)")
_PER_CENT = pattern(r" per ?cent\b")


def find_counts(text: str) -> tuple[Count, ...]:
    """Find the numbers of a text that count something, in reading order and without overlaps.

    >>> [(count.value, count.of) for count in find_counts("In 2020 some 2,000 Russian troops came.")]
    [(2000, 'Russian troops')]
    """
    counts = []
    matches = list(_number().finditer(text)) if _SIGN.search(folded(text)) else []
    dated = [when.span for when in find_dates(text, None)] if matches else []
    for match, following in zip_longest(matches, matches[1:]):
        limit = following.start() if following else len(text)
        start, end = match.span("number")
        if any(start < span.end and span.start < end for span in dated):
            continue
        count = _count(text, match, limit)
        if count and not any(count.start < span.end and span.start < count.end for span in dated):
            counts.append(count)
    return tuple(counts)


def _count(text: str, match: re.Match[str], limit: int) -> Count | None:
    """The count of a match of `_number`; its noun phrase ends at `limit`, where the next number starts."""
    start, end, hedge = match.start(), match.end(), re.sub(r"\s+", " ", match["hedge"] or "").lower()
    value, high, start = _values(text, match, start)
    if (value is None and not match["vague"]) or (high is not None and value is not None and high <= value):
        return None
    if hedge in ALSO_PREPOSITIONS and value is not None and value <= _SMALL and not match["sign"]:
        hedge, start = "", match.start("number")
    if not hedge and _naming().search(text, max(0, start - 24), start):
        return None
    so: Qualifier = "at-least" if (match["so"] or "").lower().endswith("more") else "about"
    qualifier: Qualifier = QUALIFIERS.get(hedge, so if match["so"] else "exact")
    if match["vague"]:
        qualifier = "unspecified"
    if match["sign"]:
        return Count(start, end, qualifier, value, high, None, "money", CURRENCIES[match["sign"].lower()])
    if match["percent"]:
        return Count(start, end, qualifier, value, high, None, "percentage", "%")
    if per_cent := _PER_CENT.match(text, end):
        return Count(start, per_cent.end(), qualifier, value, high, None, "percentage", "%")
    year_like = not hedge and bool(re.fullmatch(r"(?:1[5-9]|20)[0-9]{2}", match["value"] or ""))
    if not year_like and (unit := _unit(text, end)):
        measure, name, end = unit
        return Count(start, end, qualifier, value, high, None, measure, name)
    partitive = _PARTITIVE.match(text, end)
    one = value == 1 and high is None
    if partitive and one:
        return None  # 'one of the'
    stop, of = _noun(text, partitive.end() if partitive else end, limit, one=one)
    if of is None and one and not _CASUALTY.match(text, end):
        return None
    if of and of.split()[-1].lower() in NOT_FIGURES:
        return None
    if year_like and not (of and of.split()[-1].lower() in PEOPLE and not _DEFINITES.search(text[:start])):
        return None
    definite = (
        value is not None and value <= _DEFINITE and bool(_DEFINITES.search(text[max(0, start - 8) : start]))
    )
    of_them = bool(partitive and partitive[0].split()[-1].lower() in ("them", "whom"))
    return Count(start, stop if of else end, qualifier, value, high, of, definite=definite, of_them=of_them)


def _values(text: str, match: re.Match[str], start: int) -> tuple[int | None, int | None, int]:
    """The value, the upper end of a range, and where the figure starts."""
    if match["vague"]:
        return None, None, start
    if match["money"]:
        return whole_number(re.sub(r"(?<=[0-9])(bn|m)\Z", r" \1", match["money"].lower())), None, start
    if match["value"]:
        return whole_number(match["value"]), None, start
    low = match["low"] or match["least"] or match["from"]
    high = match["high"] or match["most"] or match["till"]
    if match["low"] and _CHANGED.search(text, max(0, start - 40), start):
        return whole_number(high), None, match.start("high")  # 'rose from 27 to 32'
    magnitude = re.search(rf"{MAGNITUDE}\Z", high, re.IGNORECASE)
    if magnitude and re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", low):
        low = f"{low} {magnitude[0]}"  # '20 to 30 million'
    return whole_number(low), whole_number(high), start


def _unit(text: str, end: int) -> tuple[str, str, int] | None:
    word = _WORD.match(text, end) or re.compile(r"()(km|kms)\b").match(text, end)
    if word and word[1].lower() in ("us", "american"):
        word = _WORD.match(text, word.end())
    name = word[word.lastindex or 1].lower() if word else ""
    if not word or name not in UNITS:
        return None
    measure, unit = UNITS[name]
    return measure, unit, word.end()


def _noun(text: str, start: int, limit: int, *, one: bool) -> tuple[int, str | None]:
    """The counted noun phrase that follows a number: up to its first plural, and those right after it."""
    words: list[re.Match[str]] = []
    head = -1
    at = start
    for index in range(_PHRASE_WORDS):
        word = _WORD.match(text, at, limit)
        if not word or _ends_phrase(word[1], head >= 0):
            break
        words.append(word)
        at = word.end()
        if word[1].lower() in PEOPLE_SINGULAR if one else _plural(word[1]):
            head = index
        elif head >= 0:
            break
    if head < 0:
        return start, None
    phrase = text[words[0].start(1) : words[head].end()]
    return words[head].end(), re.sub(SPACE, " ", phrase)


def _ends_phrase(word: str, headed: bool) -> bool:
    lower = word.lower()
    if lower in STOPS or (headed and lower in ("dead", "killed", "wounded", "injured", "missing")):
        return True
    return headed and lower.endswith(("ed", "ing", "ly"))


def _plural(word: str) -> bool:
    lower = word.lower()
    if lower in PLURALS:
        return True
    return (
        lower.endswith("s")
        and len(lower) > 2
        and not lower.endswith(("ss", "us", "is"))
        and "'" not in lower
        and "\u2019" not in lower
        and lower not in NOT_PLURALS
    )
