"""Whether something holds, and from when to when: a relation, a membership or a tenure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import children, dependents, is_infinitive, lemma, negated
from kg.extract.reading import Reading
from kg.extract.temporal.dates import find_dates
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.relation_cues import Marks
from kg.language.english import Sentence
from kg.model import When

#: Auxiliaries under which something does not hold yet.
_UNREAL = frozenset({"will", "would", "could", "may", "might", "should", "must", "can", "shall"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_VERBAL = frozenset({"VERB", "AUX"})

_BOTH = re.compile(r"(?P<first>.+?)\s(?:to|and|until|till|through)\s(?P<last>.+)", re.DOTALL)
_RANGE = re.compile(r"(?:from|between)\s(?P<range>.+)", re.IGNORECASE | re.DOTALL)
_YEARS = re.compile(r"(?P<first>\d{4})\s?[-–—]\s?(?P<last>\d{2,4})")
_FROM = re.compile(r"(?:since|after|from)\s(?P<date>.+)", re.IGNORECASE | re.DOTALL)
_UNTIL = re.compile(r"(?:until|till)\s(?P<date>.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """When something began and ended, or when all of it happened; None where the words do not say."""

    start: When | None = None
    end: When | None = None
    when: When | None = None


def is_real(lexicon: Lexicon, verb: Token) -> bool:
    """Whether a verb's clause says that it is so: not negated, possible, conditional, wished or planned.

    An infinitive is real under verbs that say so ('was appointed to lead') and after 'the first to'.
    """
    unsure = any(c.lower_ in _UNREAL for c in children(verb, "aux"))
    if negated(verb) or unsure or any(c.lower_ in _CONDITIONS for c in children(verb, "mark")):
        return False
    above = verb.head
    opaque = above.i != verb.i and lemma(above) in lexicon.words["opaque"]
    if verb.dep_ == "xcomp" and above.i != verb.i:
        factual = not is_infinitive(verb) or lemma(above) in lexicon.relations.implicative
        return factual and not opaque and is_real(lexicon, above)
    if is_infinitive(verb):
        first = any(c.ent_type_ == "ORDINAL" or c.lower_ in {"only", "last"} for c in dependents(above))
        return first and verb.dep_ in {"relcl", "acl"}
    return not (opaque and verb.dep_ in {"ccomp", "pcomp"})


def is_over(lexicon: Lexicon, noun: Token, verb: Token, marks: Marks | None, when: Term) -> bool:
    """Whether the words say that it no longer holds: 'a former member', 'left', 'was a member'."""
    former = any(c.lower_ in lexicon.words["former"] for c in dependents(noun))
    if former or marks == "end" or when.end is not None:
        return True
    if marks is not None or when.start is not None or verb.pos_ not in _VERBAL:
        return False
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in children(verb, *_AUXILIARIES))


def term(
    discourse: Discourse, sentence: Sentence, reading: Reading, heads: Sequence[Token], marks: Marks | None
) -> Term:
    """The dates that hang under some heads and under no other verb; a plain one is what `marks` says."""
    found = Term()
    for when in reading.dates:
        if not _hangs_under(sentence, when, heads):
            continue
        start, end = _ends(discourse, when)
        if start is None and end is None:
            start = when if marks == "start" else None
            end = when if marks == "end" else None
            if marks not in {"start", "end"}:
                found = replace(found, when=found.when or when)
        found = replace(found, start=found.start or start, end=found.end or end)
    return found


def _hangs_under(sentence: Sentence, when: When, heads: Sequence[Token]) -> bool:
    inside = (t for t in sentence.tokens if when.span.start <= sentence.base + t.idx < when.span.end)
    token = next(inside, None)
    wanted = {t.i for t in heads}
    while token is not None and token.i not in wanted:
        other_clause = token.pos_ in _VERBAL and token.dep_ not in _AUXILIARIES
        token = None if other_clause or token.head.i == token.i else token.head
    return token is not None


def _ends(discourse: Discourse, when: When) -> tuple[When | None, When | None]:
    """Beginning and end that date words give: 'since 2018', 'from 1991 to 1998', '1953-54'."""
    words = when.words
    if years := _YEARS.fullmatch(words):
        first, last = years["first"], years["last"]
        return _date(discourse, when, first), _date(discourse, when, first[: 4 - len(last)] + last)
    if both := _RANGE.fullmatch(words):
        parts = _BOTH.fullmatch(both["range"])
        if parts:
            return _date(discourse, when, parts["first"]), _date(discourse, when, parts["last"])
    if opened := _FROM.fullmatch(words):
        return _date(discourse, when, opened["date"]), None
    if closed := _UNTIL.fullmatch(words):
        return None, _date(discourse, when, closed["date"])
    return None, None


def _date(discourse: Discourse, whole: When, words: str) -> When:
    """A part of date words as a date of its own; its words and place are those of the whole."""
    # A bare year is a date only where words say so.
    found = find_dates(f"in {words}", discourse.document.article.date)
    return (
        replace(found[0], words=whole.words, span=whole.span)
        if len(found) == 1
        else replace(whole, earliest=None, latest=None, precision=None)
    )
