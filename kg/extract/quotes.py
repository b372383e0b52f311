"""Quotations: what stands between quotation marks, also when a mark is missing."""

from __future__ import annotations

import re

from kg.model import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_OPENING = re.compile(f"[{''.join(_PAIRS)}]")
#: A quotation longer than this many code points without a closing mark ends with its paragraph.
MAX_QUOTE = 4_000


def find_quotes(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The quotations in `text[start:end]` (one paragraph), marks excluded, in reading order.

    An opening mark without a closing one runs to the end of the paragraph, as in a quotation that
    goes on in the next; a lone straight mark is ignored unless the next paragraph opens with one.

    >>> find_quotes("He said “no” and “never.”")
    (Span(start=9, end=11), Span(start=18, end=24))
    """
    limit = len(text) if end is None else end
    found = []
    position = start
    while position < limit:
        opening = _OPENING.search(text, position, limit)
        if opening is None:
            break
        position, mark = opening.start(), opening[0]
        closing = _PAIRS[mark]
        stop = text.find(closing, position + 1, min(limit, position + MAX_QUOTE))
        again = text.find(mark, position + 1, limit) if closing != mark else -1
        if stop == -1 or (again != -1 and again < stop):
            # Unclosed: up to the next opening mark, or to the end of the paragraph.
            stop = again if again != -1 else limit
            ignored = mark == '"' and not _goes_on(text, position, limit)
            if ignored or stop - position < 2:
                position += 1
                continue
            found.append(Span(position + 1, stop))
            position = stop
            continue
        if stop > position + 1:
            found.append(Span(position + 1, stop))
        position = stop + 1
    return tuple(found)


def _goes_on(text: str, position: int, end: int) -> bool:
    """Whether a straight mark opens a quotation that the next paragraph goes on with: it has a mark first."""
    behind = text[end:].lstrip()[:1] if end < len(text) else ""
    opens = (
        text[position - 1 : position].strip() in {"", ":", "("}
        and text[position + 1 : position + 2].strip() != ""
    )
    return opens and behind in {'"', "“"}
