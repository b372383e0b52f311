"""Whether a clause looks back or ahead, as far as its words show without a parse."""

from __future__ import annotations

import re
from typing import Literal

Outlook = Literal["past", "ahead"]

#: How far a tense marker may stand from a date, in characters: about three lines of print.
REACH = 200

_AHEAD = re.compile(
    r"\b(?:will|shall|won['\u2019]t|going to|is to|are to|was to|were to|due|scheduled|slated|planned|plans?"
    r"|planning|set to|set for|expected|intends?|upcoming|forthcoming|deadline|postponed"
    r"|must|(?:have|has) to|no later than|expires?|runs? out|takes? effect"
    r"|comes? into (?:force|effect)|begins?|starts|opens|convenes?|meets|resumes?|departs"
    r"|go(?:es)? to the polls|marks|takes? office|kicks? off|(?:gave|given) \w+ until|(?:has|have) until"
    r"|(?:adjourn|extend|postpon|delay|suspend|prolong|deferr|renew|remand|put off)[a-z]*\b"
    r"[^.;]{0,60}\b(?:until|till|to)"
    r"|would|(?-i:may|might)|(?<=['\u2019])ll)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:(?<!be )(?<!being )(?<!get )(?<!to )(?:(?-i:[a-z]{2,}(?<!ne)(?<!spe)(?<!fe)(?<!e)ed)"
    r"|said|told|was|were"
    r"|had|began|broke|came|went|took|gave|fell|fled|fought|hit|held|met|left|led|made|rose|ran|saw|sent|shot|spoke"
    r"|struck|won|wrote|lost|did|died|knew|found|killed|agreed|retook|overtook|undertook|shook|overthrew|threw|drew"
    r"|withdrew|grew|flew|drove|became|built|spent|felt|kept|left|swept|dealt|chose|froze|stole|swore|tore|forbade"
    r"|sang|sank|swam|stood|withstood|understood|sold|heard|paid|laid|hid|dug|brought|bought|sought|caught|thought"
    r"|taught|bound|stuck|hung|burst|fed|bled|lay|ate|drank|rang|woke|wore|bore))\b",
    re.IGNORECASE,
)
#: What was asked, offered or agreed to be done need not be over, nor what happens only if something does.
_OPEN = re.compile(
    r"\b(?:(?:order|ask|told|urg|call|demand|invit|plan|offer|agree|promis|pledg|vow|decid|decision|want|hop|intend"
    r"|refus|threaten|propos|summon|permi|allow|forc|deal|invitation|request|appeal|bid|ready|prepared)[a-z]*"
    r"\b[^.;]{0,80}\bto [a-z]+)\b[^.;]*\Z"
)
_IF = re.compile(r"\b(?:if|unless)\b[^.;,]*\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;][\"\u201d\u2019')\]]*\s+(?=[\"\u201c\u2018'(\[]?[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s+$"
)


def outlook(text: str, start: int, end: int) -> Outlook | None:
    """Whether the words around `text[start:end]` speak of the past or of what is to come.

    The nearest marker before the stretch in its sentence decides, else the first one after it; None when
    there is no marker, or where what is asked for may be meant ('asked them to meet in May'). A participle
    after 'be' or 'to' is no past tense ('will be held on Friday').

    >>> outlook("Talks will be held on Friday.", 22, 28)
    'ahead'
    >>> outlook("He said on Friday that they will go.", 11, 17)
    'past'
    """
    left = text[max(0, start - REACH) : start]
    for stop in _SENTENCE_END.finditer(left):
        if not _ABBREVIATION.search(left[: stop.end()]):
            left = " " * stop.end() + left[stop.end() :]
    right = text[end : end + REACH]
    stop_right = _SENTENCE_END.search(right)
    right = right[: stop_right.start()] if stop_right else right
    ahead, past = list(_AHEAD.finditer(left)), list(_PAST.finditer(left))
    if condition := _IF.search(left):
        return "ahead" if _AHEAD.search(condition[0]) else None
    if past and (asked := _OPEN.search(left)) and past[-1].start() < _infinitive(asked):
        last = ahead[-1].end() if ahead else -1
        return "ahead" if last > past[-1].end() else None
    if ahead or past:
        last_ahead = ahead[-1].end() if ahead else -1
        last_past = past[-1].end() if past else -1
        return "ahead" if last_ahead >= last_past else "past"
    first_ahead, first_past = _AHEAD.search(right), _PAST.search(right)
    if first_ahead and (first_past is None or first_ahead.start() <= first_past.start()):
        return "ahead"
    return "past" if first_past else None


def _infinitive(asked: re.Match[str]) -> int:
    """Where what is asked for begins: at the last 'to'."""
    return asked.start() + asked[0].rfind(" to ")
