"""Numbers in running text with what they count: '27 people killed, including two civilians'.

A figure keeps what is written: the words, the number in them and how they hedge it. What it measures is
read off the unit, the counted noun, and the verb that governs it; a number that none of these explains is
no figure. Years, dates, ages, clock times and the numbers of things ('Resolution 1701') are none either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.extract.numerals import pattern
from kg.extract.quantities.counts import Count, find_counts
from kg.extract.quantities.figure_words import (
    MEASURE_WORDS,
    NUMBER_NEEDED,
    OF_SUBJECT,
    OF_THINGS,
    PEOPLE_ONLY,
    MeasureWords,
)
from kg.model import Figure, Span, When

#: How far before a figure the verb or the toll may stand that governs it, in characters.
_REACH = 120

#: What is said to have happened to somebody: also of known ones ('the two officers were killed').
HARM = frozenset({"casualties", "killed", "injured", "missing", "captured", "displaced", "evacuated"})

_ENDINGS = r"(?:e|es|s|d|ed|en|ing)?"

#: Words between a verb and the figure that is its object: 'killed another 12', 'the deaths of some 30'.
_TO_OBJECT = (
    r"(?: of| off| up| out| another| a further| further| an additional| the| his| all| included| includes"
    r"| himself and| herself and)*(?: |-)?\Z"
)
#: The same with somebody else named first: 'killed a policeman and six bystanders'.
_TO_SECOND_OBJECT = r"(?:,? (?:an?|the|his|her|its|their)(?: [\w-]+){1,4}){1,3},? and \Z"

#: Words between a figure and its verb that change nothing.
_FILLER = pattern(
    r"(?: (?:who|that|have|has|had|were|was|are|is|been|being|be|also|more|later|since|already|now|still"
    r"|remain|remained|confirmed|reported|reportedly|feared|believed|thought|known|said|to|got|left|listed|as|either|lay"
    r"|seriously|critically|badly|lightly|allegedly|shot|beaten|burned|went|gone|go|forced|forcibly|then|all"
    r"|together|seen|found|taken|pulled|dug|brought|so|far|of them|of whom))*"
)
_PASSIVE = pattern(
    r"\b(?:were|was|been|be|are|is|being|got|left|reported|confirmed|feared|presumed)(?: \w+ly)? \Z"
)
_ACTIVE = pattern(r"\b(?:have|has|had) \Z")
_OBJECT = re.compile(
    r"\s+(?:the|an?|his|her|their|its|our|them|him|it|each|some|several|more|at least)\b|\s+[A-Z0-9]"
)
_OTHER_VERB = re.compile(r"\b(?:[a-z]+(?<!e)ed|said|says|say|who|that|which)\b")

#: Where a clause ends to the right of a figure, once asides are blanked.
_CLAUSE_END = re.compile(
    r"[;:!?\u2014\u2013]|\.(?!\w)|,(?!\s+(?:who|which|all|both)\b)|\s(?:while|but|after|when|as|because|although)\s"
)
_ASIDE = re.compile(
    r"\([^()]{0,160}\)|[\u2014\u2013][^\u2014\u2013.;]{0,160}[\u2014\u2013]|\s-\s[^.;]{0,160}?\s-(?=\s)"
    r"|,\s+(?:including|among them|mostly|mainly|\w+ of (?:them|whom))\b[^,.;]{0,160},"
    r"|,\s+according to [^,.;]{0,80},"
)
_INCLUDED = pattern(r"\b(?:including|includes?|included|among them|among whom|counting)(?: the)? \Z")
_AMONG_THEM = pattern(r" among (?:them|the (?:dead|wounded|injured|victims))\b")
_WERE_AMONG = pattern(r"\b(?:were|was|are|is) among(?: the)? \Z")
_OF_THE = pattern(r"\bof the \Z")
_OF_WHOM = pattern(r"\A(?: (?:people|dead|killed|wounded|injured|victims|missing|who died|hostages))*, \Z")
_AMONG_THE = pattern(
    r"\bamong (?:the|those) (?:(?P<killed>dead|killed|victims|fatalities)|(?P<injured>wounded|injured)"
    r"|(?P<missing>missing)|(?P<captured>captives|detainees|detained|hostages))"
    r" (?:is|are|was|were)(?: the)? \Z"
)
_LINK = pattern(r"\A ?(?:, ?|and |, ?and )\Z")

_HOME_TO = pattern(
    r"\b(?:home to|population of|populated by|inhabited by|(?:city|town|village|nation) of) (?:an )?\Z"
)
_RISE = (
    r"[^.;]{0,80}?\b(?:to|at|of|is|was|reach(?:ed|es|ing)|hits?|pass(?:ed|es)|exceed(?:ed|s)|surpass(?:ed|es)|topp?(?:ed|s)"
    r"|near(?:s|ed)|as|past|above)(?: an?)? \Z"
)


#: What takes lives; who is lost is dead in an army only.
_TAKING_LIVES = pattern(r"\b(?:claim|cost|tak|took|los)(?:e|es|ed|ing|t|en)?(?: another| a further)? \Z")
_LOST_LIVES = pattern(r" (?:had been|have been|were|was|are being) (?:lost|claimed|taken)\b")
_LOST = pattern(r"\b(?:lost|loses?|losing) \Z")
_MILITARY = frozenset(
    {
        "peacekeepers",
        "policemen",
        "soldiers",
        "troops",
        "servicemen",
        "fighters",
        "men",
        "marines",
        "paratroopers",
    }
)

#: 'by 312 votes to 214'.
_AGAINST = pattern(r" (?:to|against) \Z|\A ?[-\u2013] ?\Z")

#: Participles before the counted noun that say what befell it: '49 detained soldiers'.
_PARTICIPLE = pattern(
    r"\A(?:\w+ )*?(?:(?P<killed>slain|murdered|executed|massacred|dead)|(?P<injured>wounded|injured)"
    r"|(?P<missing>missing|disappeared)"
    r"|(?P<captured>detained|captured|imprisoned|arrested|jailed|abducted|kidnapped)"
    r"|(?P<displaced>displaced|uprooted|homeless)) "
)


class _Evoked(NamedTuple):
    """A measure that a verb gives, and on which side of the figure the verb stands."""

    measure: str
    side: str


class _Patterns(NamedTuple):
    """The patterns of one table of measure words."""

    verbs: tuple[tuple[str, re.Pattern[str]], ...]
    objects: tuple[tuple[str, re.Pattern[str]], ...]
    seconds: tuple[tuple[str, re.Pattern[str]], ...]
    tolls: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=8)
def _patterns(entries: tuple[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]], ...]) -> _Patterns:
    verbs, objects, seconds, tolls = [], [], [], []
    for measure, (stems, nouns) in entries:
        if stems:
            source = "|".join(re.escape(stem).replace(r"\|", " ") for stem in stems)
            verbs.append((measure, pattern(rf"\b(?:{source}){_ENDINGS}\b")))
            objects.append((measure, pattern(rf"\b(?:{source}){_ENDINGS}{_TO_OBJECT}")))
            seconds.append((measure, pattern(rf"\b(?:{source}){_ENDINGS}{_TO_SECOND_OBJECT}")))
        named = "|".join(re.escape(stem).replace(r"\|", " ") for stem in stems + nouns)
        toll = "|toll" if measure == "killed" else ""
        tolls.append(
            (measure, pattern(rf"\b(?:number of (?:\w+ ){{0,2}}?(?:{named}){_ENDINGS}{toll})\b{_RISE}"))
        )
    return _Patterns(tuple(verbs), tuple(objects), tuple(seconds), tuple(tolls))


def find_figures(
    text: str, *, start: int = 0, words: MeasureWords = MEASURE_WORDS, dates: Sequence[When] | None = None
) -> tuple[Figure, ...]:
    """Find the figures of a stretch of text, best one sentence, in reading order without overlaps.

    `start` is the offset of `text` in its article and is added to the spans (code points, half-open); a
    span covers qualifier, number and counted noun. `dates` are those of the text, if they are known already:
    their numbers count nothing. `words` says what verbs and nouns evoke which measure.
    `value` is None exactly for words without a number ('dozens'); a number that is not whole is a figure
    only with a unit ('3.5 %'). A figure that is part of another ('including two civilians') has that one
    as its `whole`.

    >>> first, second = find_figures("Nearly 30 people, including two civilians, were killed.")
    >>> first.measure, first.qualifier, first.value, first.of
    ('killed', 'about', 30, 'people')
    >>> second.words, second.measure, second.whole == first
    ('two civilians', 'killed', True)
    """
    dated = [Span(d.span.start - start, d.span.end - start) for d in dates] if dates is not None else None
    counts = find_counts(text, dated)
    evoked = _evoked(text, counts, words)
    parts = _among(text, counts)
    figures: list[Figure | None] = [None] * len(counts)
    for index in sorted(range(len(counts)), key=lambda index: index not in parts.values()):
        count = counts[index]
        whole = figures[parts[index]] if index in parts else _whole(text, counts, figures[:index], index)
        verb = found.measure if (found := evoked[index]) else None
        measure = _measure(count, verb, _by_noun(count, words), whole)
        if (
            measure is None
            and index
            and figures[index - 1]
            and _votes(text, counts, figures[index - 1], index)
        ):
            measure = "votes"
        if whole and (whole.measure, whole.unit) != (measure, count.unit):
            whole = None
        if whole and None not in (whole.value, count.value) and (whole.value or 0) < (count.value or 0):
            whole = None
        if measure is None or _idle(count, measure):
            continue
        figures[index] = Figure(
            measure=measure,
            qualifier=count.qualifier,
            words=text[count.start : count.end],
            span=Span(start + count.start, start + count.end),
            value=count.value,
            high=count.high,
            unit=count.unit,
            of=count.of,
            whole=whole,
        )
    return tuple(figure for figure in figures if figure)


def _measure(count: Count, verb: str | None, noun: str | None, whole: Figure | None) -> str | None:
    """What a count measures: its unit, else what befell it, else its noun, else what its whole measures."""
    if count.measure:
        return count.measure
    if noun in OF_THINGS or noun == "killed":
        return noun
    if verb == "population" and noun not in (None, "people", "objects"):
        return noun  # refugees who live somewhere
    befell = _PARTICIPLE.match(count.of) if count.of and count.people else None
    return verb or (befell.lastgroup if befell else None) or (whole.measure if whole else None) or noun


def _votes(text: str, counts: tuple[Count, ...], before: Figure | None, index: int) -> bool:
    """Whether a bare number says how many voted the other way."""
    between = text[counts[index - 1].end : counts[index].start]
    return bool(
        before and before.measure == "votes" and counts[index].of is None and _AGAINST.search(between)
    )


def _among(text: str, counts: tuple[Count, ...]) -> dict[int, int]:
    """Which count is part of a later one: 'two children were among the 12 people killed'."""
    found: dict[int, int] = {}
    for index, (before, after) in enumerate(pairwise(counts), start=1):
        between = text[before.end : after.start]
        if before.of_next:
            found[index - 1] = index
        elif (
            before.people
            and after.people
            and _WERE_AMONG.search(between)
            and not re.search(r"[.!?]\s", between)
        ):
            part = index - 1
            while part and counts[part].of_them:
                part -= 1
            found[part] = index
    return found


def _idle(count: Count, measure: str) -> bool:
    """Whether a number says nothing worth a figure: known things, 'several reasons'."""
    return (count.definite and measure not in HARM) or (count.value is None and measure in NUMBER_NEEDED)


def _by_noun(count: Count, words: MeasureWords) -> str | None:
    if count.of is None:
        return None
    head = count.head.lower()
    for measure, (_, nouns) in words.items():
        if any(head in (noun, f"{noun}s", f"{noun}es") for noun in nouns):
            return measure
    return "people" if count.people else "objects"


def _evoked(text: str, counts: tuple[Count, ...], words: MeasureWords) -> list[_Evoked | None]:
    """What the verbs around each count say of it, shared along 'two men and a dozen women'."""
    patterns = _patterns(tuple(words.items()))
    evoked = [_by_verb(text, counts, index, patterns) for index in range(len(counts))]
    links = [
        bool(_LINK.search(text[before.end : after.start]))
        and before.people
        and after.people
        and not before.of_them
        for before, after in pairwise(counts)
    ]
    for index, linked in enumerate(links):
        before = evoked[index]
        if linked and before and before.side == "left" and not evoked[index + 1]:
            evoked[index + 1] = before
    for index in reversed(range(len(links))):
        after = evoked[index + 1]
        if links[index] and after and after.side == "right" and not evoked[index]:
            evoked[index] = after
    return evoked


def _by_verb(text: str, counts: tuple[Count, ...], index: int, patterns: _Patterns) -> _Evoked | None:
    count = counts[index]
    if count.measure or (index and counts[index - 1].of_next):
        return None
    if count.head == "lives":
        taken = _TAKING_LIVES.search(text, 0, count.start) or _LOST_LIVES.match(text, count.end)
        return _Evoked("killed", "left") if taken else None
    if count.head.lower() in _MILITARY and _LOST.search(text, 0, count.start):
        return _Evoked("killed", "left")
    floor = max(counts[index - 1].end if index else 0, count.start - _REACH)
    if count.people and (among := _AMONG_THE.search(text, floor, count.start)):
        return _Evoked(among.lastgroup or "", "left")
    for measure, expression in patterns.objects:
        if (count.people or measure not in PEOPLE_ONLY) and expression.search(text, floor, count.start):
            return _Evoked(measure, "left")
    right = _right(text, counts, index, patterns)
    if right and (count.people or right not in PEOPLE_ONLY):
        return _Evoked(right, "right")
    if count.people and _HOME_TO.search(text, floor, count.start):
        return _Evoked("population", "left")
    for measure, expression in (
        patterns.seconds if " and" in text[max(floor, count.start - 6) : count.start] else ()
    ):
        if count.people and measure in HARM and expression.search(text, floor, count.start):
            return _Evoked(measure, "left")
    for measure, expression in patterns.tolls:
        if count.people and expression.search(text, floor, count.start):
            return _Evoked(measure, "left")
    return None


def _right(text: str, counts: tuple[Count, ...], index: int, patterns: _Patterns) -> str | None:
    """The measure of the verb that follows a count as its subject, or as what was done to it."""
    index = min(
        index + counts[index].of_next, len(counts) - 1
    )  # what it is of may be no count ('of the eight')
    rest = text[counts[index].end :]
    rest = _ASIDE.sub(lambda aside: " " * len(aside[0]), rest)
    end = _CLAUSE_END.search(rest)
    rest = rest[: end.start()] if end else rest
    figure_follows = False
    for later in counts[index + 1 :]:
        at = later.start - counts[index].end
        if at < len(rest) and rest[at : at + 1].strip():
            rest, figure_follows = rest[:at], True
            break
    found = min(
        (
            (match.start(), -match.end(), measure, match)
            for measure, verb in patterns.verbs
            for match in verb.finditer(rest)
        ),
        default=None,
        key=lambda item: item[:3],
    )
    if found is None:
        return None
    _, _, measure, verb = found
    between, after = rest[: verb.start()], rest[verb.end() :]
    passive = bool(_PASSIVE.search(between))
    if verb[0].lower() not in OF_SUBJECT and not passive:
        if _OBJECT.match(after) or (figure_follows and not after.strip()):
            return None
        if _ACTIVE.search(between) and measure in HARM:
            return None
    if _FILLER.fullmatch(between.rstrip()):
        return measure
    governs = passive or verb[0].lower() in OF_SUBJECT or measure not in HARM
    return measure if governs and not _OTHER_VERB.search(between) else None


def _whole(text: str, counts: tuple[Count, ...], figures: list[Figure | None], index: int) -> Figure | None:
    """The figure that already counts this one: 'including two civilians', 'four of them officers'."""
    count = counts[index]
    earlier = [(n, figure) for n, figure in enumerate(figures) if figure]
    if not earlier:
        return None
    last, previous = earlier[-1]
    between = text[counts[last].end : count.start]
    if previous.whole and _LINK.search(between) and count.people and not count.of_them:
        return previous.whole
    included = _INCLUDED.search(text, max(counts[last].end, count.start - 24), count.start)
    # 'Of the 27 killed, two were civilians.'
    of_those = _OF_THE.search(text, 0, counts[last].start) and _OF_WHOM.match(between) and count.people
    if of_those:
        return previous
    if not (included or count.of_them or _AMONG_THEM.match(text, count.end)):
        return None
    if re.search(r"[.!?]\s", between):
        return None
    wholes = [
        figure
        for n, figure in earlier
        if counts[n].people == count.people
        and (not counts[n].of_them if count.of_them else figure.whole is None)
    ]
    return wholes[-1] if wholes else None
