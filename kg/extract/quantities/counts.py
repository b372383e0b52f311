"""Numbers that count something: the number, how it is hedged, and the noun phrase that it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from kg.extract.numerals import DIGITS, MAGNITUDE, NUMBER, SHORT, SHORT_MONEY, SPACE, number, pattern
from kg.extract.quantities.figure_words import (
    ALSO_PREPOSITIONS,
    MEASURE_ONLY,
    NOT_FIGURES,
    NOT_PLURALS,
    PEOPLE,
    PEOPLE_ENDINGS,
    PEOPLE_SINGULAR,
    PLURALS,
    QUALIFIERS,
    STOPS,
    VAGUE,
)
from kg.extract.quantities.units import (
    ATTACHED,
    CURRENCY_SIGN,
    HYPHENED,
    Unit,
    currency_of,
    is_speed,
    unit_after,
)
from kg.extract.temporal.dates import find_dates, folded
from kg.model import Qualifier, Span

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
    ('the two leaders'); `of_them` ones are part of what was counted before ('four of them'), `of_next` ones
    of what is counted next ('three of the 12 hostages').
    """

    start: int
    end: int
    qualifier: Qualifier
    value: int | Decimal | None
    high: int | Decimal | None
    of: str | None = None
    measure: str | None = None
    unit: str | None = None
    definite: bool = False
    of_them: bool = False
    of_next: bool = False

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
            or (self.head[:1].isupper() and not any(letter.isdigit() for letter in self.head))
        )


@cache
def _number() -> re.Pattern[str]:
    hedges = "|".join(sorted(QUALIFIERS, key=len, reverse=True))
    plain = rf"{NUMBER}{SHORT}?"
    money = rf"{CURRENCY_SIGN}{NUMBER}{SHORT_MONEY}?(?![0-9A-Za-z])"
    # The upper end may leave out the sign, the lower one the magnitude: '$3-5 billion'.
    upper = rf"(?:{money}|{NUMBER}{SHORT_MONEY}?)"
    return pattern(
        r"(?<![\w,/#+'\u2019$\u20ac\u00a3\u20bd\u00a5\u20b9\u20b4\u20ba\u20aa\u20a9\u20a6-])(?<![0-9][.:])"
        rf"(?:(?P<hedge>{hedges}) )?(?:another |an additional |a further |a total of )?(?P<number>"
        rf"between (?P<least>{money}) and (?P<most>{upper})"
        rf"|(?P<low>{money})(?: (?:to|or) | ?[-\u2013] ?)(?P<high>{upper})"
        rf"|(?P<money>{money})"
        rf"|between (?P<least_>{plain})(?: ?%)? and (?P<most_>{plain})"
        rf"|(?P<low_>{plain})(?: ?%)? (?:to|or) (?P<high_>{plain})"
        rf"|(?P<from_>{DIGITS})(?: ?%)? ?[-\u2013] ?(?P<till_>{DIGITS}{SHORT}?)"
        rf"|(?P<value>{plain})"
        rf"|(?P<vague>{VAGUE}))(?P<more> more(?! than\b))?(?P<so> or so| or more|-odd)?(?P<percent> ?%)?"
        rf"(?:(?={ATTACHED}|{HYPHENED}|-strong\b)|(?!\w)(?![-\u2010\u2011]\w))(?![.,:/][0-9])(?!['\u2019]s?\b)"
        r"(?! ?[ap]\.?m\b)(?! (?:GMT|UTC|BST|CET|o['\u2019]clock)\b)"
        r"(?! (?:year|month|week|day)s? (?:old\b|of age\b))"
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
        r"\b(?:resolution|articles?|pages?|chapter|section|paragraph|flight|room|phase|volume|channel|route"
        r"|level|type|class|world war|aged|ages?|group of|number|nos?\.|figure|protocol|highway|gate|unit"
        r"|district|turned|formula|stage|step|day|week|every|one in|[0-9]+ in|out of|top|telephone|phone"
        r"|call|tel\.?) \Z"
    )


_CHANGED = pattern(
    r"\b(?:r[oi]se|rising|risen|increas\w+|gr[eo]w|grown|jumped|climb\w+|went|up|dropped|fell|fallen|down|revised"
    r"|raised|reduced|cut|decreas\w+|updated|changed)\b[^.;]*\bfrom \Z"
)
_DEFINITES = re.compile(r"\b(?:the|these|those|both|his|her|their|its|our|my)\s+\Z", re.IGNORECASE)
_TALLY = pattern(
    r"\b(?:voted|voting|votes|votes? of|vote was|(?:approved|passed|adopted)(?: it)? by)"
    r" (?P<one>[0-9]{1,3})(?:[-\u2013]| to )(?P<other>[0-9]{1,3})\b"
    r"(?![-%,.][0-9]| ?%| per ?cent| votes| years)"
)
_PARTITIVE = pattern(
    r" of(?= [0-9])| of (?:them|whom|which|these|those|(?:the|his|her|their|its|our)(?= \w))(?!\w)"
)
_CASUALTY = pattern(r" (?:more )?(?:dead|killed|wounded|injured|missing|hurt)\b")
_WORD = pattern(r" ((?-i:(?:[A-Z]\.){2,})|[A-Za-z\u00c0-\u024f][\w'\u2019-]*)")
_AND_NAME = pattern(r" and (?-i:[A-Z])")
_PER_CENT = pattern(r" per ?cent\b")
_SIGN_BEFORE = pattern(CURRENCY_SIGN)
_SIGN_AFTER = re.compile(r" ?([\u20ac\u00a3])(?![0-9])")
_AND_A_HALF = pattern(r" and a half\b")
_VERB_OF_MANY = pattern(r" (?:have|are|were|who|fled|live|remain)\b")
_STRONG = pattern(
    r"(?P<strong>(?: |-)strong)\b"
    r"(?P<body> (?:[\w-]+ )?"
    r"(?:force|army|contingent|garrison|battalion|brigade|militia|unit|mission|division)\b)?"
)
_SHARED_NOUN = pattern(r" (?P<of>(?-i:[A-Z])[\w-]+) and ")
_BEYOND = pattern(r"\b(?:(?P<sure>exceed(?:s|ed)?|surpass(?:es|ed)?)|pass(?:es|ed)|topp?(?:s|ed)) \Z")
_MAGNITUDE_END = pattern(rf"(?: |-)?(?:{MAGNITUDE}|bn|mn|tn|m|k)\Z")

#: How far the next number may stand from 'of the' for the one before to be part of it, in characters.
_TO_NEXT = 2


def find_counts(text: str, dated: Sequence[Span] | None = None) -> tuple[Count, ...]:
    """Find the numbers of a text that count something, in reading order and without overlaps.

    `dated` is where dates stand in the text, if that is known already.

    >>> [(count.value, count.of) for count in find_counts("In 2020 some 2,000 Russian troops came.")]
    [(2000, 'Russian troops')]
    """
    counts = []
    matches = list(_number().finditer(text)) if _SIGN.search(folded(text)) else []
    if dated is None:
        dated = [when.span for when in find_dates(text, None)] if matches else []
    tallies = _tallies(text) if matches else ()
    taken = [*dated, *(Span(tally.start, tally.end) for tally in tallies)]
    for match, following in zip_longest(matches, matches[1:]):
        limit = following.start() if following else len(text)
        start, end = match.span("number")
        if any(start < span.end and span.start < end for span in taken):
            continue
        count = _count(text, match, limit)
        if count and not any(count.start < span.end and span.start < count.end for span in dated):
            counts.append(count)
    return tuple(sorted((*counts, *tallies), key=lambda count: count.start))


def _tallies(text: str) -> tuple[Count, ...]:
    """The votes on both sides: 'voted 54-46', 'a vote of 11 to 4'."""
    return tuple(
        Count(*match.span(side), "exact", int(match[side]), None, None, "votes")
        for match in _TALLY.finditer(text)
        for side in ("one", "other")
    )


def _count(text: str, match: re.Match[str], limit: int) -> Count | None:
    """The count of a match of `_number`; its noun phrase ends at `limit`, where the next number starts."""
    start, end, hedge = match.start(), match.end(), re.sub(r"\s+", " ", match["hedge"] or "").lower()
    value, high, start = _values(text, match, start)
    if (value is None and not match["vague"]) or (high is not None and value is not None and high <= value):
        return None
    if is_speed(text, end):
        return None
    if (strong := _STRONG.match(text, end)) and isinstance(value, int) and high is None:
        hedged: Qualifier = QUALIFIERS.get(hedge, "exact")
        return Count(start, strong.end("strong"), hedged, value, None, None, _force(strong))
    unit = _unit(text, match)
    if (hedge in MEASURE_ONLY and unit is None) or (
        hedge in ALSO_PREPOSITIONS and value is not None and value <= _SMALL and _currency(match) is None
    ):
        hedge, start = "", match.start("number")
    if not hedge and _naming().search(text, max(0, start - 24), start):
        return None
    so: Qualifier = "at-least" if (match["so"] or "").lower().endswith("more") else "about"
    qualifier: Qualifier = QUALIFIERS.get(hedge, so if match["so"] else "exact")
    if match["vague"]:
        qualifier = "unspecified"
    if qualifier == "exact" and (beyond := _BEYOND.search(text, max(0, start - 16), start)):
        # 'exceeded 10%'; what is passed may also be a law, unless the number stands alone.
        alone = unit is not None or not _WORD.match(text, end)
        qualifier = "at-least" if beyond["sure"] or alone else "exact"
    if unit:
        half = _AND_A_HALF.match(text, unit.end)
        if half and high is None and isinstance(value, int):
            value, unit = value + Decimal("0.5"), unit._replace(end=half.end())  # 'a year and a half'
        of = text[end : unit.end].strip() if unit.measure == "objects" else None
        return Count(start, unit.end, qualifier, value, high, of, unit.measure, unit.name)
    if isinstance(value, Decimal) or isinstance(high, Decimal):
        return None  # nothing that is counted one by one comes in parts
    return _counted(text, match, Count(start, end, qualifier, value, high), limit)


def _counted(text: str, match: re.Match[str], bare: Count, limit: int) -> Count | None:
    """A count with its noun phrase; None for a number that counts nothing."""
    start, end, value = bare.start, bare.end, bare.value
    year_like = not match["hedge"] and bool(re.fullmatch(r"(?:1[5-9]|20)[0-9]{2}", match["value"] or ""))
    partitive = _PARTITIVE.match(text, end)
    one = value == 1 and bare.high is None
    if partitive and one:
        return None  # 'one of the'
    of_next = bool(partitive and partitive.end() < limit <= partitive.end() + _TO_NEXT)
    stop, of = _noun(text, partitive.end() if partitive else end, limit, one=one)
    if of is None and (shared := _SHARED_NOUN.match(text, end)) and shared.end() == limit:
        return replace(bare, end=shared.end("of"))  # 'twelve Ukrainian and eight Russian soldiers'
    if of is None and one and not _CASUALTY.match(text, end):
        return None
    if of and of.split()[-1].lower() in NOT_FIGURES:
        return None
    if year_like and not (of and of.split()[-1].lower() in PEOPLE and not _DEFINITES.search(text[:start])):
        return None
    definite = (
        isinstance(value, int)
        and value <= _DEFINITE
        and bool(_DEFINITES.search(text[max(0, start - 8) : start]))
    )
    of_them = bool(partitive and partitive[0].split()[-1].lower() in ("them", "whom"))
    return replace(
        bare, end=stop if of else end, of=of, definite=definite, of_them=of_them, of_next=of_next and not of
    )


def _force(strong: re.Match[str]) -> str:
    """What a body of so many is made of: 'a 500-strong contingent', 'a 40-strong delegation'."""
    return "troops" if strong["body"] else "people"


def _values(
    text: str, match: re.Match[str], start: int
) -> tuple[int | Decimal | None, int | Decimal | None, int]:
    """The value, the upper end of a range, and where the figure starts."""
    if match["vague"]:
        return None, None, start
    if match["money"] or match["value"]:
        return number(_unsigned(match["money"] or match["value"])), None, start
    ends = (("least", "most"), ("low", "high"), ("least_", "most_"), ("low_", "high_"), ("from_", "till_"))
    low_name, high_name = next(pair for pair in ends if match[pair[0]])
    low, high = _unsigned(match[low_name]), _unsigned(match[high_name])
    if low_name in ("low", "low_") and _CHANGED.search(text, max(0, start - 40), start):
        return number(high), None, match.start(high_name)  # 'rose from 27 to 32'
    magnitude = _MAGNITUDE_END.search(high)
    first, last = number(low), number(high)
    if magnitude and not _MAGNITUDE_END.search(low):
        scaled = number(low + magnitude[0])  # '20 to 30 million'
        first = scaled if scaled is not None and last is not None and scaled < last else first
    return first, last, start


def _unsigned(words: str) -> str:
    """A number without the currency before it."""
    return _SIGN_BEFORE.sub("", words)


def _currency(match: re.Match[str]) -> str | None:
    """The currency that stands before a sum."""
    sum_ = match["money"] or match["low"] or match["least"]
    sign = _SIGN_BEFORE.match(sum_) if sum_ else None
    return currency_of(sign[0]) if sign else None


def _unit(text: str, match: re.Match[str]) -> Unit | None:
    """The unit of a number: its currency, a percentage, or the words that follow."""
    end = match.end()
    if currency := _currency(match):
        return Unit("money", currency, end)
    if match["percent"]:
        return Unit("percentage", "%", end)
    if per_cent := _PER_CENT.match(text, end):
        return Unit("percentage", "%", per_cent.end())
    if euros := _SIGN_AFTER.match(text, end):
        return Unit("money", currency_of(euros[1]) or "", euros.end())
    year_like = not match["hedge"] and bool(re.fullmatch(r"(?:1[5-9]|20)[0-9]{2}", match["value"] or ""))
    return None if year_like else unit_after(text, end)


def _noun(text: str, start: int, limit: int, *, one: bool) -> tuple[int, str | None]:
    """The counted noun phrase that follows a number: up to its first plural, and those right after it."""
    words: list[re.Match[str]] = []
    head = -1
    at = start
    for index in range(_PHRASE_WORDS):
        word = _WORD.match(text, at, limit)
        if word and words and head < 0 and words[-1][1][0].isupper() and _AND_NAME.match(text, at):
            words.append(word)  # 'Sierra Leonean and Liberian refugees'
            at = word.end()
            continue
        if not word or _ends_phrase(word[1], head >= 0):
            break
        words.append(word)
        at = word.end()
        if word[1].lower() in PEOPLE_SINGULAR if one else _plural(word[1]):
            head = index
        elif head >= 0:
            break
    if head < 0 and not one and words and _names_a_people(text, words[0]):
        head = 0
    if head < 0:
        return start, None
    phrase = text[words[0].start(1) : words[head].end()]
    return words[head].end(), re.sub(SPACE, " ", phrase)


def _names_a_people(text: str, word: re.Match[str]) -> bool:
    """Whether a name without a plural ending is one all the same: '700,000 Rohingya have fled'."""
    name = word[1]
    return name[0].isupper() and (name.endswith("ese") or bool(_VERB_OF_MANY.match(text, word.end())))


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
        and not lower.endswith(("ss", "us"))
        and (not lower.endswith("is") or word[0].isupper())  # Iraqis
        and "'" not in lower
        and "\u2019" not in lower
        and lower not in NOT_PLURALS
    )
