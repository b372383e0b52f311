"""A text and its metadata become an `Article`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import islice, takewhile

from kg.errors import InputError, LanguageError
from kg.model import Article, Span
from kg.read.authors import authors_in
from kg.read.credits import Dateline, find_agency, find_dateline, is_byline, is_credit
from kg.read.dates import date_of
from kg.read.english import other_language
from kg.read.layout import MAX_TITLE, find_header, lines_of, looks_like_title, paragraphs_of
from kg.read.text import MAX_ARTICLE, normalise
from kg.read.transcript import labels_apart

DATE_HINT = "write it as YYYY-MM-DD"
#: Paragraphs at whose start a dateline is looked for: a standfirst or two may stand above the story.
STANDFIRSTS = 3
#: Lines above the story: two bylines, a date of publication and one of an update.
MAX_OPENING = 4


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text; it counts before what the text itself says.

    An author that names a news agency is the agency too, where the text names none.
    """

    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Story:
    """What stands where in the lines of an article."""

    paragraphs: tuple[Span, ...]
    title: Span | None = None
    dateline: Dateline | None = None
    agency: Span | None = None
    date: datetime.date | None = None


def read_text(
    text: str, *, source: str = "<text>", date: datetime.date | None = None, metadata: Metadata | None = None
) -> Article:
    r"""The article that a text is: normalised, with title, dateline and agency credit told from the story.

    The date is the one in `metadata`, else that of a header (`Date: …`), else a full date in the
    dateline or on a line of its own above the story, else `date`, else None. Paragraphs are spans of
    code points in reading order, without the white space around them; there is at least one.

    :raises InputError: when there is no text or too much, or the header's date cannot be read.
    :raises LanguageError: when the text is surely not English.

    >>> article = read_text("Date: 2023-09-20\n\nTruce holds\n\nArmenia said that the truce held.")
    >>> article.date, article.title, article.paragraphs
    (datetime.date(2023, 9, 20), 'Truce holds', (Span(start=31, end=64),))
    """
    if len(text) > MAX_ARTICLE:
        what = f"more than {MAX_ARTICLE:,} characters of text"
        raise InputError(what, where=source, hint="give one article at a time")
    text = normalise(text)
    metadata = metadata or Metadata()
    header, start = find_header(text)
    if not text[start:].strip():
        raise InputError("no text", where=source, hint="give the words of an article")
    known = {key: _words(text, span) for key, span in header.items()}
    story = _story(text, start, metadata.title or known.get("title"))
    if language := other_language("\n".join(_words(text, paragraph) for paragraph in story.paragraphs)):
        hint = "give an English article"
        raise LanguageError(f"not English: it seems to be {language}", where=source, hint=hint)
    title_span = story.title or (None if metadata.title else header.get("title"))
    dateline = story.dateline.place if story.dateline else None
    authors = metadata.authors or authors_in(known.get("author"))
    return Article(
        text=text,
        source=normalise(source),
        title=metadata.title or known.get("title") or _words_or_none(text, title_span),
        date=metadata.date or _header_date(known.get("date"), source) or story.date or date,
        url=metadata.url or known.get("url"),
        publisher=metadata.publisher or known.get("publisher"),
        authors=authors,
        agency=_words_or_none(text, story.agency) or _agency_among(authors),
        dateline=_words_or_none(text, dateline),
        title_span=title_span,
        dateline_span=dateline,
        agency_span=story.agency,
        paragraphs=story.paragraphs,
    )


def read_extracted(text: str, source: str, date: datetime.date | None, metadata: Metadata) -> Article:
    """The article that a text taken out of a page, letter or feed is, as `read_text` reads it.

    Lines at its top that look like a header are nobody's instruction: they fill gaps in `metadata`, and
    a date among them that cannot be read is passed over.

    :raises InputError: when there is no text.
    :raises LanguageError: when the text is surely not English.
    """
    text = normalise(text)
    header, start = find_header(text[:MAX_ARTICLE])
    known = {key: _words(text, span) for key, span in header.items()}
    filled = Metadata(
        title=metadata.title or known.get("title"),
        date=metadata.date or date_of(known.get("date", "")),
        url=metadata.url,
        publisher=metadata.publisher or known.get("publisher"),
        authors=metadata.authors or authors_in(known.get("author")),
    )
    return read_text(text[start:], source=source, date=date, metadata=filled)


def _story(text: str, start: int, title: str | None) -> _Story:
    """Sorts the lines from `start` on into title, byline, dateline, paragraphs and credits."""
    lines = lines_of(text, start)
    title_span, lines = _split_title(text, lines, title)
    opening, lines = _split_opening(text, lines)
    paragraphs, closing = _split_credits(text, paragraphs_of(text, lines))
    apart = labels_apart(text, paragraphs)
    # What stands before the first label: 'MARSH: No.' is no dateline.
    above = paragraphs[
        : sum(1 for _ in takewhile(lambda p: p[0] == p[1], zip(paragraphs, apart, strict=False)))
    ]
    story, dateline = _split_dateline(text, above)
    credits = (find_agency(text, line) for line in (*opening, *closing))
    agency = (dateline.agency if dateline else None) or next(filter(None, credits), None)
    dates = (date_of(_words(text, line)) for line in opening)
    date = (dateline.date if dateline else None) or next(filter(None, dates), None)
    return _Story((*story, *apart[len(above) :]), title_span, dateline, agency, date)


def _split_title(
    text: str, lines: tuple[Span, ...], title: str | None
) -> tuple[Span | None, tuple[Span, ...]]:
    """The line that is the title, if any, and the lines after it; with a known title, only that title."""
    if (two := _first_two(lines)) is None:
        return None, lines
    first, second = two
    line, rest = lines[first], lines[first + 1 :]
    words = _words(text, line)
    if title is not None:
        same = _plain(words) == _plain(title)
    elif _is_opening(text, line) or _is_filed(text, line):
        same = False
    else:
        # A byline or dateline starts the story: a short line above it is the title, full stop or not.
        opens = _is_opening(text, lines[second]) or find_dateline(text, lines[second]) is not None
        blank = second > first + 1
        same = (opens and len(line) <= MAX_TITLE) or looks_like_title(words, blank)
    return (line, rest) if same else (None, lines)


def _split_opening(text: str, lines: tuple[Span, ...]) -> tuple[list[Span], tuple[Span, ...]]:
    """The bylines and date lines above the story, and the lines after them."""
    opening: list[Span] = []
    while len(opening) < MAX_OPENING and (two := _first_two(lines)) and _is_opening(text, lines[two[0]]):
        opening.append(lines[two[0]])
        lines = lines[two[0] + 1 :]
    return opening, lines


def _split_credits(text: str, paragraphs: tuple[Span, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The paragraphs of the story, at least one, and the credits after them."""
    end = len(paragraphs)
    while end > 1 and is_credit(_words(text, paragraphs[end - 1])):
        end -= 1
    return paragraphs[:end], paragraphs[end:]


def _split_dateline(text: str, paragraphs: tuple[Span, ...]) -> tuple[tuple[Span, ...], Dateline | None]:
    """The paragraphs without the dateline, and the dateline; a paragraph that is nothing else goes."""
    for i, paragraph in enumerate(paragraphs[:STANDFIRSTS]):
        if dateline := find_dateline(text, paragraph):
            rest = _strip(text, Span(dateline.end, paragraph.end))
            story = (*paragraphs[:i], *((rest,) if len(rest) else ()), *paragraphs[i + 1 :])
            return (story, dateline) if story else (paragraphs, None)
    return paragraphs, None


def _is_opening(text: str, line: Span) -> bool:
    words = _words(text, line)
    return is_byline(words) or date_of(words) is not None


def _is_filed(text: str, line: Span) -> bool:
    """Whether a line opens the story with a dateline; 'KARABAKH – THE FACTS' may yet be a title."""
    dateline = find_dateline(text, line)
    return dateline is not None and (dateline.agency is not None or dateline.end == line.end)


def _first_two(lines: tuple[Span, ...]) -> tuple[int, int] | None:
    """Where the first two lines that are not blank stand; None when there is at most one."""
    found = islice((i for i, line in enumerate(lines) if len(line)), 2)
    match tuple(found):
        case (first, second):
            return first, second
    return None


def _header_date(words: str | None, source: str) -> datetime.date | None:
    if words is None:
        return None
    day = date_of(words)
    if day is None:
        raise InputError(f"unreadable date '{words}'", where=source, hint=DATE_HINT)
    return day


def _agency_among(authors: tuple[str, ...]) -> str | None:
    found = (_words_or_none(author, find_agency(author, Span(0, len(author)))) for author in authors)
    return next(filter(None, found), None)


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _words_or_none(text: str, span: Span | None) -> str | None:
    return _words(text, span) if span else None


def _plain(words: str) -> str:
    """Words without case, white space and final punctuation, to compare titles."""
    return " ".join(words.casefold().split()).rstrip(".!")


def _strip(text: str, span: Span) -> Span:
    words = _words(text, span)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
