"""Units and currencies in running text: '80 kilometres', '72-hour', '$2.4bn', '500 million Swiss francs'.

Their words stand here and not in the lexicon, beside the signs and patterns that they make one table with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from kg.extract.numerals import pattern


class Unit(NamedTuple):
    """What a number is a number of: the measure, the unit as figures give it, and where its words end."""

    measure: str
    name: str
    end: int


#: Units by the words that follow a number: measure and unit.
UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        word: (measure, unit)
        for measure, unit, words in (
            ("percentage", "%", "percent"),
            ("distance", "km", "kilometre kilometres kilometer kilometers km kms"),
            ("distance", "mi", "mile miles"),
            ("distance", "nmi", "nautical_mile nautical_miles"),
            ("distance", "m", "metre metres meter meters m"),
            ("distance", "cm", "centimetre centimetres centimeter centimeters cm"),
            ("distance", "mm", "millimetre millimetres millimeter millimeters mm"),
            ("distance", "ft", "foot feet ft"),
            ("distance", "yd", "yard yards"),
            ("distance", "in", "inch inches"),
            (
                "area",
                "km\u00b2",
                "square_kilometre square_kilometres square_kilometer square_kilometers sq_km",
            ),
            ("area", "mi\u00b2", "square_mile square_miles"),
            ("area", "m\u00b2", "square_metre square_metres square_meter square_meters"),
            ("area", "ft\u00b2", "square_foot square_feet"),
            ("area", "ha", "hectare hectares"),
            ("area", "acre", "acre acres"),
            ("objects", "t", "tonne tonnes ton tons metric_ton metric_tons metric_tonnes"),
            ("objects", "kg", "kilogram kilograms kilogramme kilogrammes kilo kilos kg"),
            ("objects", "l", "litre litres liter liters"),
            ("duration", "second", "second seconds"),
            ("duration", "minute", "minute minutes"),
            ("duration", "hour", "hour hours"),
            ("duration", "day", "day days"),
            ("duration", "working day", "working_day working_days business_day business_days"),
            ("duration", "week", "week weeks"),
            ("duration", "month", "month months"),
            ("duration", "year", "year years"),
            ("duration", "decade", "decade decades"),
            ("duration", "century", "century centuries"),
        )
        for word in (name.replace("_", " ") for name in words.split())
    }
)

#: Words between a number and a unit of time that change nothing.
_TIME_WORDS = frozenset(
    {"full", "more", "further", "consecutive", "straight", "successive", "additional", "long", "solid"}
)

#: Currencies that one state has, or that a bare word means in English: ISO 4217 code by plural and singular.
_MONEY: Mapping[str, str] = MappingProxyType(
    {
        word: code
        for code, words in (
            ("USD", "dollar dollars"),
            ("EUR", "euro euros"),
            ("GBP", "pound pounds"),
            ("RUB", "rouble roubles ruble rubles"),
            ("UAH", "hryvnia hryvnias"),
            ("AZN", "manat manats"),
            ("AMD", "dram drams"),
            ("GEL", "lari laris"),
            ("KZT", "tenge"),
            ("TRY", "lira liras"),
            ("CNY", "yuan renminbi"),
            ("JPY", "yen"),
            ("NGN", "naira"),
            ("ZAR", "rand"),
            ("ILS", "shekel shekels"),
            ("BRL", "reais"),
            ("PLN", "zloty zlotys"),
            ("HUF", "forint forints"),
            ("RON", "lei"),
            ("THB", "baht"),
            ("MYR", "ringgit"),
            ("IDR", "rupiah"),
            ("BDT", "taka"),
            ("ETB", "birr"),
            ("MMK", "kyat kyats"),
            ("GHS", "cedi cedis"),
            ("HTG", "gourde gourdes"),
        )
        for word in words.split()
    }
)

#: Currencies that several states have: the word stands for the unit unless an adjective says whose.
_SHARED: Mapping[str, str] = MappingProxyType(
    {
        word: name
        for name, words in (
            ("franc", "franc francs"),
            ("peso", "peso pesos"),
            ("rupee", "rupee rupees"),
            ("shilling", "shilling shillings"),
            ("dinar", "dinar dinars"),
            ("rial", "rial rials riyal riyals"),
            ("dirham", "dirham dirhams"),
            ("krone", "krone kroner krona kronor"),
            ("dollar", "dollar dollars"),
            ("pound", "pound pounds"),
            ("rouble", "rouble roubles ruble rubles"),
            ("manat", "manat manats"),
            ("lira", "lira liras"),
            ("won", "won"),
            ("yuan", "yuan"),
            ("rand", "rand"),
            ("shekel", "shekel shekels"),
            ("hryvnia", "hryvnia hryvnias"),
        )
        for word in words.split()
    }
)

#: Whose a shared currency is, by adjective and word.
_OF_STATE: Mapping[str, str] = MappingProxyType(
    {
        f"{adjective} {name}": code
        for name, states in (
            (
                "dollar",
                "us:USD american:USD canadian:CAD australian:AUD zealand:NZD kong:HKD taiwanese:TWD "
                "jamaican:JMD guyanese:GYD zimbabwean:ZWL",
            ),
            ("pound", "british:GBP sterling:GBP egyptian:EGP syrian:SYP sudanese:SDG lebanese:LBP"),
            ("franc", "swiss:CHF cfa:CFA congolese:CDF rwandan:RWF burundian:BIF guinean:GNF french:FRF"),
            (
                "peso",
                "mexican:MXN colombian:COP argentine:ARS chilean:CLP philippine:PHP cuban:CUP",
            ),
            ("rupee", "indian:INR pakistani:PKR lankan:LKR nepalese:NPR nepali:NPR mauritian:MUR"),
            ("shilling", "kenyan:KES ugandan:UGX tanzanian:TZS somali:SOS"),
            ("dinar", "iraqi:IQD jordanian:JOD kuwaiti:KWD serbian:RSD algerian:DZD libyan:LYD tunisian:TND"),
            ("rial", "iranian:IRR yemeni:YER omani:OMR saudi:SAR qatari:QAR"),
            ("dirham", "moroccan:MAD emirati:AED uae:AED"),
            ("krone", "danish:DKK norwegian:NOK swedish:SEK icelandic:ISK"),
            ("rouble", "russian:RUB belarusian:BYN"),
            ("manat", "azerbaijani:AZN azeri:AZN turkmen:TMT"),
            ("lira", "turkish:TRY lebanese:LBP syrian:SYP italian:ITL"),
            ("won", "korean:KRW"),
            ("yuan", "chinese:CNY"),
            ("rand", "african:ZAR"),
            ("shekel", "israeli:ILS"),
            ("hryvnia", "ukrainian:UAH"),
        )
        for adjective, code in (pair.split(":") for pair in states.split())
    }
)

#: Currency signs and codes before a number, as pattern source, and the currency; capitals count, for in
#: 'a $5 million deal' the letter is an article.
_SIGNS = (
    (r"US ?\$|USD ?|\$US ?", "USD"),
    (r"NZ ?\$|NZD ?", "NZD"),
    (r"A\$|AU ?\$|AUD ?", "AUD"),
    (r"C\$|CA ?\$|CAD ?", "CAD"),
    (r"HK ?\$|HKD ?", "HKD"),
    (r"S\$|SGD ?", "SGD"),
    (r"NT ?\$", "TWD"),
    (r"R\$|BRL ?", "BRL"),
    (r"\$", "USD"),
    (r"\u20ac|EUR ?", "EUR"),
    (r"\u00a3|GBP ?", "GBP"),
    (r"\u20bd|RUB ?", "RUB"),
    (r"CN\u00a5|CNY ?|RMB ?", "CNY"),
    (r"\u00a5|JPY ?", "JPY"),
    (r"CHF ?", "CHF"),
    (r"\u20b9|INR ?", "INR"),
    (r"\u20b4|UAH ?", "UAH"),
    (r"\u20ba|TRY ?", "TRY"),
    (r"\u20aa|ILS ?", "ILS"),
    (r"\u20a9|KRW ?", "KRW"),
    (r"\u20a6|NGN ?", "NGN"),
    (r"Rs\.? ?", "rupee"),
)

#: Pattern source of what may stand right before a sum of money.
CURRENCY_SIGN = rf"(?-i:{'|'.join(source for source, _ in _SIGNS)}) ?"

#: Abbreviations that may follow digits at once: '5km'.
ATTACHED = r"(?:km|kms|cm|mm|m|ft|kg|t|ha)\b"

#: Units that are an adjective with their number, as pattern source: 'a 72-hour truce', no 'five-year-old'.
HYPHENED = (
    r"[-\u2010\u2011](?-i:second|minute|hour|day|week|month|year|decade|kilometre|kilometer|km|mile|metre|meter"
    r"|foot|ton|tonne|hectare|acre)(?!\w)(?!(?:[-\u2010\u2011]| )old)"
)

_WORD = pattern(r"(?: |[\u2010\u2011-])?([A-Za-z\u00c0-\u024f]+)")
_SPEED = pattern(r" ?(?:/|per (?:hour|second)\b|an hour\b)")


def is_speed(text: str, end: int) -> bool:
    """Whether the words after a number that ends at `end` are a speed ('120 km/h')."""
    word = _WORD.match(text, end)
    return bool(word and word[1].lower() in UNITS and _SPEED.match(text, word.end()))


@cache
def _sign(currency: str) -> str | None:
    return next((code for source, code in _SIGNS if re.fullmatch(source, currency)), None)


def currency_of(sign: str) -> str | None:
    """The currency of a sign or code before a number, None for none.

    >>> currency_of("US$"), currency_of("NZ $"), currency_of("\u20ac")
    ('USD', 'NZD', 'EUR')
    """
    return _sign(" ".join(sign.split()))


def unit_after(text: str, end: int) -> Unit | None:
    """The unit whose words follow a number that ends at `end` (a code point of the text).

    >>> unit_after("80 kilometres away", 2), unit_after("7 Swiss francs", 1).name
    (Unit(measure='distance', name='km', end=13), 'CHF')
    """
    words: list[re.Match[str]] = []
    at = end
    while len(words) < 4 and (word := _WORD.match(text, at)):
        words.append(word)
        at = word.end()
    names = [word[1].lower() for word in words]
    if not names:
        return None
    if len(names) > 1 and f"{names[0]} {names[1]}" in UNITS:
        return Unit(*UNITS[f"{names[0]} {names[1]}"], words[1].end())
    if names[0] in UNITS:
        return Unit(*UNITS[names[0]], words[0].end())
    if len(names) > 1 and names[0] in _TIME_WORDS and UNITS.get(names[1], ("",))[0] == "duration":
        return Unit(*UNITS[names[1]], words[1].end())
    return _money(text, words, names)


def _money(text: str, words: list[re.Match[str]], names: list[str]) -> Unit | None:
    """A sum of money: the currency's word, with an adjective or two before it where they say whose."""
    if names[0] in _MONEY and words[0][1].islower():
        if names[0] in ("pound", "pounds") and text.startswith(" of ", words[0].end()):
            return Unit("objects", "lb", words[0].end())
        return Unit("money", _MONEY[names[0]], words[0].end())
    if names[0] in _SHARED and names[0] != "won":
        return Unit("money", _SHARED[names[0]], words[0].end())
    for index in (1, 2):
        if len(names) > index and names[index] in _SHARED and words[0][1][0].isupper():
            name = _SHARED[names[index]]
            code = _OF_STATE.get(f"{names[index - 1]} {name}")
            if code is not None or name != "won":
                return Unit("money", code or name, words[index].end())
    return None
