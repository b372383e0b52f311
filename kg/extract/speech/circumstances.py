"""When something is said and what happens meanwhile: no part of what is said."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import child, is_finite, lemma, text_after, text_before
from kg.extract.speech.coordination import is_saying
from kg.knowledge.lexicon import Lexicon

#: How what says when something was done hangs under a verb.
_CIRCUMSTANCES = frozenset({"advcl", "prep", "npadvmod", "advmod"})
#: What says how far apart two things are in time.
_MEASURES = frozenset({"minute", "hour", "day", "week", "month", "year", "decade"})
#: 'after' in 'less than a week after' is within so many tokens.
MAX_MEASURE = 6
_QUOTES = frozenset({"“", "”", '"'})


def is_since_then(token: Token, cue: Token) -> bool:
    """'accused X of Y, a day after a battle': how long after something else it is said.

    It ends the sentence behind a comma. A clause in a tense of its own has its own time ('said it closed in
    May, a month after').
    """
    if token.dep_ not in _CIRCUMSTANCES or token.i < cue.i:
        return False
    timed = token.head.i != cue.i and is_finite(token.head)
    return not timed and is_since(token, cue) and text_after(token.right_edge) in {".", ""}


def is_since(token: Token, cue: Token) -> bool:
    """The same wherever it ends: the end of 'a week after Y, his rival, died' may hang elsewhere.

    What a quotation has is its own.
    """
    if token.dep_ not in _CIRCUMSTANCES or token.i < cue.i or text_before(first := token.left_edge) != ",":
        return False
    opening = token.doc[first.i + 1 : first.i + MAX_MEASURE]
    joining = next((t for t in opening if t.lower_ in {"after", "before"}), None)
    return joining is not None and lemma(joining.nbor(-1)) in _MEASURES and not is_within_quotation(token)


def is_meanwhile(clause: Token, cue: Token, lexicon: Lexicon) -> bool:
    """'said they had left, as the mayor called on them to': what somebody else said at the time."""
    mark, own = child(clause, "mark"), child(clause, "nsubj")
    if mark is None or mark.lower_ != "as" or own is None or own.pos_ == "PRON" or clause.i < cue.i:
        return False
    told = clause.tag_ == cue.tag_ == "VBD" and is_saying(clause, lexicon)
    told &= child(clause, "ccomp", "xcomp", "dobj") is not None
    return told and text_before(mark) == "," and not is_within_quotation(clause)


def is_within_quotation(token: Token) -> bool:
    """Whether the next quotation mark behind a word closes one: '"I like his speech," she said'."""
    mark = next((t for t in token.doc[token.i :] if t.text in _QUOTES), None)
    return mark is not None and (mark.tag_ == "''" or mark.text == "”")
