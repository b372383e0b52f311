"""Numbers as English writes them: '27', '2,000', '1.5 million', 'twenty-seven', 'half a dozen', '$2.4bn'."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MAGNITUDES = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
}
_VALUES = (
    {word: 1 + n for n, word in enumerate(_UNITS + _TEENS)}
    | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
    | {"a": 1, "an": 1}
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)

#: What stands between two words: one space, or the line break of hard-wrapped text, never a blank line.
SPACE = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"

# Repetitions are few, so that a search stays linear in the length of a text.
_ATOM = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|(?:{'|'.join(reversed(_UNITS + _TEENS))}))"
#: Pattern source of the words that multiply.
MAGNITUDE = "(?:hundred|thousand|lakh|million|crore|billion|trillion)"
_SCALED = rf"(?:(?:half an?|an?|{_ATOM})(?:[ -]{MAGNITUDE}){{1,2}})"

#: Pattern source of a number in digits; in words; in either. A space stands for `SPACE` (see `pattern`).
DIGITS = rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,15}})(?:\.[0-9]{{1,6}})?(?:[ -]{MAGNITUDE})?)"
SPELT = (
    rf"(?:(?:half a|a|{_ATOM}) dozen|{_ATOM} and a half(?: {MAGNITUDE})?"
    rf"|{_SCALED}(?:(?: and)? (?:{_SCALED}|{_ATOM})){{0,4}}|{_ATOM})"
)
NUMBER = rf"(?:{DIGITS}|{SPELT})"

#: Pattern source of the short magnitudes that stand right after digits ('2.4bn'); 'm' and 'k' in money, and
#: 'm' before what is no length ('1.3m people').
SHORT = (
    r"(?:(?<=[0-9]) ?(?:bn|mn|tn)|(?<=[0-9])m(?= (?:[\w-]+ )?(?:people|persons|men|women|children|refugees"
    r"|residents|migrants|citizens|voters|votes|users|jobs|homes|households|tonnes|tons|barrels|doses|are|were|have)\b)"
    r"|(?<=[0-9])m(?= (?-i:[A-Z]\w+s)\b))"
)
SHORT_MONEY = r"(?:(?<=[0-9]) ?(?:bn|mn|tn|m|k))"

#: Pattern source of an ordinal up to twentieth, or in digits.
ORDINAL = rf"(?:{'|'.join(reversed(_ORDINALS))}|[0-9]{{1,2}}(?:st|nd|rd|th))"


@cache
def pattern(source: str, *, ignore_case: bool = True) -> re.Pattern[str]:
    """Compile pattern source in which a space, or `[ -]`, stands for what may part two words."""
    source = source.replace("[ -]", f"(?:{SPACE}|-)").replace(" ", SPACE)
    return re.compile(source, re.IGNORECASE if ignore_case else 0)


def number(words: str) -> int | Decimal | None:
    """The value of a written number, an int where it is whole; None when it is no number at all.

    >>> [number(words) for words in ("27", "2,000", "1.5 million", "twenty-seven", "half a million")]
    [27, 2000, 1500000, 27, 500000]
    >>> [number(words) for words in ("a hundred and five thousand", "two dozen", "2.4bn", "3.5", "dozens")]
    [105000, 24, 2400000000, Decimal('3.5'), None]
    >>> number("two and a half"), number("2.50")
    (Decimal('2.5'), Decimal('2.5'))
    """
    total = Fraction(0)  # what is complete: '2 million' of 'two million three hundred'
    group = Fraction(0)  # what a later magnitude may still multiply
    seen = False
    half = False
    words = re.sub(r"(?<=[0-9])(?=(?:bn|mn|tn|m|k)\Z)", " ", words.strip().lower())
    words = re.sub(r"\band\s+a\s+half\b", "+half", words)
    for token in re.split(r"[\s-]+", words.replace(",", "")):
        if token == "and":
            continue
        if token == "half":
            half = True
            continue
        if token == "+half":
            group += Fraction(1, 2)
            continue
        if token == "dozen" or token in _MAGNITUDES:
            factor = 12 if token == "dozen" else _MAGNITUDES[token]
            if not seen:
                return None
            if factor > 100 and 0 < total < factor:
                group, total = group + total, Fraction(0)
            group *= factor
            if factor > 100:
                total, group = total + group, Fraction(0)
        elif token in _VALUES:
            group += Fraction(_VALUES[token], 2 if half else 1)
            half = False
        elif re.fullmatch(r"[0-9]{1,18}(?:\.[0-9]{1,6})?", token):
            group += Fraction(token)
        else:
            return None
        seen = True
    return _exact(total + group) if seen else None


def whole_number(words: str) -> int | None:
    """The value of a written number that is whole; None for any other words.

    >>> whole_number("twenty-seven"), whole_number("3.5")
    (27, None)
    """
    value = number(words)
    return value if isinstance(value, int) else None


def _exact(value: Fraction) -> int | Decimal:
    """A fraction whose denominator has no factors but 2 and 5, as all that are written have."""
    if value.denominator == 1:
        return value.numerator
    return Decimal(value.numerator) / Decimal(value.denominator)


def ordinal(words: str) -> int | None:
    """The value of an ordinal, None for other words.

    >>> ordinal("second"), ordinal("19th"), ordinal("last")
    (2, 19, None)
    """
    words = words.lower()
    if words in _ORDINALS:
        return 1 + _ORDINALS.index(words)
    digits = re.match(r"[0-9]{1,2}(?=st|nd|rd|th)", words)
    return int(digits.group()) if digits else None
