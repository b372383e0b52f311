"""What the lines of an article are: a header, the title, the story's paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.model import Span

#: What the keys of a record, or of a header at the top of a text, are called elsewhere; the first counts.
KEYS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articleBody"),
    "title": ("title", "headline"),
    "date": ("date", "datePublished", "published", "date_published", "publish_date"),
    "url": ("url", "link", "canonical"),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "byline", "creator"),
}

#: Code points; headlines of news agencies have up to about 120.
MAX_TITLE = 150
#: Code points of the longest line of a text wrapped by hand or by a mailer (RFC 5322 advises 78).
WRAP_WIDTHS = range(50, 91)
#: Line ends inside blocks that there must be before a text can be called wrapped.
MIN_WRAPPED_LINES = 2
#: Share of those line ends where the next word would not have fitted any more.
MIN_WRAPPED_SHARE = 0.8

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z_-]{1,20})[ \t]*:[ \t]*(.*)")
_HEADER_KEYS = {
    alias.lower(): key for key, aliases in KEYS.items() if key != "text" for alias in aliases
} | dict.fromkeys(("language", "section"), "")
#: Which mark opens the quotation that a mark closes.
_CLOSED = {"”": "“", "»": "«", '"': '"'}
_MARKS = re.compile(r"[\"“”«»]")
#: A mark that opens a quotation stands behind a blank or bracket, one that closes it before one and not
#: behind a digit, for inches.
_OPENS = re.compile(r"(?<![^\s(\[—–])[\"“«](?=\S)")
_CLOSES = re.compile(r"(?<=[^\s\d(\[—–])[\"”»](?![^\s,.;:!?)\]—–-])")
#: Code points that a quotation may have which nothing closes in its own paragraph.
MAX_QUOTATION = 4_000
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLOSERS = "\"'”’»)]"


def lines_of(text: str, start: int = 0) -> tuple[Span, ...]:
    r"""Every line from `start` on without the white space around it; a blank line has length 0.

    >>> lines_of("a \n\n b")
    (Span(start=0, end=1), Span(start=3, end=3), Span(start=5, end=6))
    """
    spans, position = [], start
    for line in text[start:].split("\n"):
        left = position + len(line) - len(line.lstrip())
        spans.append(Span(left, max(left, position + len(line.rstrip()))))
        position += len(line) + 1
    return tuple(spans)


def find_header(text: str) -> tuple[dict[str, Span], int]:
    """The values of a header at the top of a text by key (as in `KEYS`), and where the story starts.

    A header is a run of lines such as `Title: …`, `Date: …`, `URL: …`, `Publisher: …` (RFC 822)
    that a blank line ends; a run with any other line in it is none, and the story starts at 0.

    >>> find_header("Date: 2023-09-20\\n\\nBaku said.")
    ({'date': Span(start=6, end=16)}, 17)
    """
    values: dict[str, Span] = {}
    seen = False
    for span in lines_of(text):
        if not len(span):
            if seen:
                return values, span.start
            continue
        match = _HEADER_LINE.fullmatch(text, span.start, span.end)
        if not match or match[1].lower() not in _HEADER_KEYS:
            return {}, 0
        seen = True
        key = _HEADER_KEYS[match[1].lower()]
        if key and match[2]:
            values.setdefault(key, Span(*match.span(2)))
    return (values, len(text)) if seen else ({}, 0)


def looks_like_title(line: str, blank_follows: bool) -> bool:
    """Whether the first of several lines is the title: short, no sentence, and set apart somehow.

    >>> looks_like_title("Baku offers talks", True), looks_like_title("Baku offers talks.", True)
    (True, False)
    >>> looks_like_title("Baku Offers Talks to Armenians", False)
    True
    """
    end = line.rstrip(_CLOSERS)[-1:]
    if not 0 < len(line) <= MAX_TITLE or end in tuple(".!…:;,") or (end == "?" and not blank_follows):
        return False
    if blank_follows:
        return True
    # Articles and prepositions are small even in a title; they have up to three letters.
    words = _LETTERS.findall(line)
    capital = [word[0].isupper() for word in words if len(word) > 3 or word is words[0]]
    return len(words) > 1 and all(capital)


def paragraphs_of(text: str, lines: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs that the lines make up, in order.

    Each line is a paragraph, except in hard-wrapped text: there the lines of a block between blank
    lines belong together, and the span includes the newlines between them. A quotation belongs to the line
    that announces it with a colon, and is not torn apart where it runs on in lines that open no other.
    """
    width = wrap_width(text, lines)
    paragraphs: list[Span] = []
    before = Span(0, 0)
    for line in lines:
        if len(line):
            if width and len(before) and not _ends_paragraph(text, before, line, width):
                paragraphs[-1] = Span(paragraphs[-1].start, line.end)
            else:
                paragraphs.append(line)
        before = line
    return _quotations_whole(text, paragraphs)


def _quotations_whole(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs, joined where one announces a quotation in the next, or leaves it open."""
    joined: list[Span] = []
    end = 0
    for number, paragraph in enumerate(paragraphs):
        if joined and number >= end:
            end = number + _more_of_quotation(text, joined[-1], paragraphs, number)
        if number < end:
            joined[-1] = Span(joined[-1].start, paragraph.end)
        else:
            joined.append(paragraph)
    return tuple(joined)


def _more_of_quotation(text: str, before: Span, paragraphs: Sequence[Span], number: int) -> int:
    """How many paragraphs from a number on belong to a quotation that the one before announces or begins."""
    if len(before) > MAX_QUOTATION:
        return 0
    if text[before.end - 1] == ":" and _OPENS.match(text, paragraphs[number].start):
        return 1
    marks = list(_MARKS.finditer(text, before.start, before.end))
    if not marks or not _OPENS.match(text, marks[-1].start()):
        return 0
    for last in range(number, len(paragraphs)):
        paragraph = paragraphs[last]
        if paragraph.end - marks[-1].start() > MAX_QUOTATION:
            return 0
        if mark := _MARKS.search(text, paragraph.start, paragraph.end):
            closes = _CLOSED.get(mark[0]) == marks[-1][0] and _CLOSES.match(text, mark.start())
            return last + 1 - number if closes else 0
    return 0


def wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The width in code points at which the text was hard-wrapped, 0 when it was not.

    A program or typist that wraps breaks a line where the next word no longer fits; paragraphs of
    one line each end anywhere, and mostly with a full stop.
    """
    pairs = list(_neighbours(lines))
    if len(pairs) < MIN_WRAPPED_LINES:
        return 0
    width = max(len(line) for pair in pairs for line in pair)
    full = sum(not _would_fit(text, line, after, width) for line, after in pairs)
    stopped = sum(_is_sentence_end(text, line) for line, _ in pairs)
    if width in WRAP_WIDTHS and full >= MIN_WRAPPED_SHARE * len(pairs) and stopped * 2 < len(pairs):
        return width
    return 0


def _neighbours(lines: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    return ((a, b) for a, b in pairwise(lines) if len(a) and len(b))


def _would_fit(text: str, line: Span, after: Span, width: int) -> bool:
    first_word = text[after.start : after.end].split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) <= width


def _is_sentence_end(text: str, line: Span) -> bool:
    return text[line.start : line.end].rstrip(_CLOSERS)[-1:] in tuple(".!?:")


def _ends_paragraph(text: str, line: Span, after: Span, width: int) -> bool:
    return _would_fit(text, line, after, width) and _is_sentence_end(text, line)
