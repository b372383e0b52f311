"""Datelines, bylines and credits: the words of an article that say where it was filed and by whom."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kg.model import Span
from kg.read.dates import DAY_PATTERN, date_of_match

#: News agencies as they sign. Any acronym in brackets counts too, where a dateline has it.
AGENCIES = (
    "Agence France-Presse", "AFP", "Agenzia ANSA", "ANSA", "Al Jazeera", "Anadolu Agency", "Anadolu", "ANI",
    "APA", "AP", "Armenpress", "Associated Press", "Azertac", "Belta", "Bloomberg", "CNN", "dpa", "EFE",
    "IANS", "IRNA", "ISNA", "Interfax-Ukraine", "Interfax", "Kyodo", "PA Media", "Press Association", "PTI",
    "RFE/RL", "RIA Novosti", "Reuters", "SANA", "Sputnik", "TASS", "Trend News Agency", "Turan", "UPI",
    "Ukrinform", "WAFA", "Xinhua", "Yonhap",
)  # fmt: skip

#: Code points; the longest dateline seen in wire copy has about 70.
MAX_DATELINE = 110
#: Words of a place in capitals that has neither date nor agency beside it; more are a headline.
MAX_BARE_PLACE = 5
#: Letters of a place in capitals that only a colon follows; of fewer are abbreviations.
MIN_PLACE_BEFORE_COLON = 5
#: Code points; a byline names two or three people, a credit line perhaps five.
MAX_BYLINE, MAX_CREDIT = 120, 300

_NAMES = "|".join(
    re.escape(form)
    for name in sorted(AGENCIES, key=len, reverse=True)
    for form in sorted({name, name.upper()}, reverse=True)
)
_AGENCY = re.compile(rf"\b(?:{_NAMES})\b")
_SIGNED = rf"(?:the\s+|The\s+)?(?:{_NAMES})(?:(?:,|/|\s+and|\s+&)\s*(?:{_NAMES}))*"
#: A bracketed name that is on no list is an agency's when a place and a day stand before it: up to 4 words.
_CAPITALISED = r"[A-Z][\w&.'’-]*(?:\s+[A-Z][\w&.'’-]*){0,3}"
_BRACKETED = rf"(?:{_SIGNED}|[A-Z]{{2,8}})"

# What stands between a dateline and the story; '.' only after an agency's name (MOSCOW, May 3. /TASS/. …).
_SEPARATOR = re.compile(r"\s+--?\s+|\s*[–—]\s*|:\s+|\.\s+")
_DATELINE = re.compile(
    r"(?P<place>[^()/0-9]+?(?:/[^()/0-9]+?)*?)??"
    rf"(?:(?:^|[,.]?\s+)(?i:(?P<day>{DAY_PATTERN})))?"
    rf"(?:,?\s*\((?P<bracketed>{_BRACKETED})\)|,?\s*\((?P<other>{_CAPITALISED})\)|[,.]?\s*/(?P<slashed>{_NAMES})/|[,.]\s+(?P<named>{_NAMES}))?"
)
_AGENCY_GROUPS = ("bracketed", "slashed", "named", "other")
_PLACE_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_SMALL_WORDS = frozenset(("al", "and", "da", "de", "del", "do", "el", "la", "of", "on", "the", "upon"))
#: Words before a dash, colon or date that begin no place: labels of the desk, and how a sentence starts.
_NO_PLACE = frozenset((
    "analysis", "breaking", "corrected", "correction", "dated", "editorial", "exclusive", "explainer",
    "factbox", "feature", "insight", "interview", "live", "news", "opinion", "posted", "published",
    "refile", "timeline", "update", "updated", "urgent", "video", "watch",
    "after", "as", "at", "before", "between", "by", "during", "for", "from", "in", "on", "since", "the",
    "until", "when", "while",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
))  # fmt: skip

_BYLINE_START = re.compile(r"(?:By|BY)\s+")
_BYLINE_SMALL = _SMALL_WORDS | {"bin", "der", "for", "in", "van", "von", "with"}
_CREDIT = re.compile(
    rf"[-–—]{{0,2}}\s*(?:(?:[Ss]ource|SOURCE|[Vv]ia|[Ww]ith)[:\s]\s*)?{_SIGNED}\.?|"
    rf"[-–—]{{0,2}}\s*(?:{_NAMES})/[A-Z/]+"
)
_DESK = re.compile(
    r"(?:(?:additional|with)\s+)?(?:reporting|writing|editing|compiled|translated)\s+by\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the parts of a dateline stand; the story goes on at `end`. `place` has no date in it."""

    end: int
    place: Span | None = None
    agency: Span | None = None
    date: datetime.date | None = None


def find_dateline(text: str, paragraph: Span) -> Dateline | None:
    """The dateline at the start of a paragraph, or None; it may fill the paragraph (a line of its own).

    A place alone must be in capitals and a dash must follow (`STEPANAKERT, Nagorno-Karabakh — `), or a colon
    where it is no abbreviation (`HYDERABAD: `); with a date, an agency, or before a dash the country, it may
    be written like a name (`Yerevan, 20 September 2023: `, `Yerevan, Armenia – `).

    >>> find_dateline("YEREVAN, Sept 20 (Reuters) - Armenia said", Span(0, 41))
    Dateline(end=29, place=Span(start=0, end=7), agency=Span(start=18, end=25), date=None)
    >>> find_dateline("Armenia – a small state – said", Span(0, 30)) is None
    True
    """
    head = text[paragraph.start : min(paragraph.end, paragraph.start + MAX_DATELINE)]
    separators = [(m.start(), m.end(), m.group().strip()) for m in _SEPARATOR.finditer(head)]
    if len(head) == len(paragraph):
        separators.append((len(head.rstrip(" .:-–—")), len(head), "end"))
    for start, end, mark in separators:
        if match := _match(head[:start].rstrip(), mark, follows=head[end:]):
            agency = next((group for group in _AGENCY_GROUPS if match[group]), None)
            return Dateline(
                end=paragraph.start + end,
                place=_shift(match.span("place"), paragraph.start) if match["place"] else None,
                agency=_shift(match.span(agency), paragraph.start) if agency else None,
                date=date_of_match(match),
            )
    return None


def _match(words: str, mark: str, follows: str) -> re.Match[str] | None:
    """The dateline that the words before a separator are as a whole."""
    match = _DATELINE.fullmatch(words)
    if not match or (match["place"] and not _is_place(match["place"])):
        return None
    if match["other"] and not (match["place"] and match["day"]):
        return None
    if any(match[group] for group in _AGENCY_GROUPS):
        # '(Reuters)' on a line of its own may as well close a story.
        credit = mark == "end" and not match["place"]
        return None if credit or (mark == "." and match["bracketed"]) else match
    if not match["place"] or mark == ".":
        return None
    # 'NATO — which' is a sentence, 'BAKU — The' is not.
    in_capitals = match["place"].split(",")[0].isupper() and len(match["place"].split()) <= MAX_BARE_PLACE
    dashed = mark not in (":", "end") and not follows[:1].islower()
    # Indian and African papers set 'HYDERABAD: The'; 'NATO: The' is a label.
    named = mark == ":" and follows[:1].isupper() and len(match["place"]) >= MIN_PLACE_BEFORE_COLON
    # 'Bangui, Central African Republic – Russia': a town and its country need no capitals before a dash.
    within = dashed and mark in {"–", "—"} and match["place"].count(",") == 1
    return match if match["day"] or within or (in_capitals and (dashed or named)) else None


def _is_place(words: str) -> bool:
    parts = [part.split() for part in re.split("[,/]", words)]
    return len(parts) <= 4 and all(
        1 <= len(part) <= 4
        and part[0][0].isupper()
        and part[0].lower() not in _NO_PLACE
        and all(_PLACE_WORD.fullmatch(w) and (w[0].isupper() or w in _SMALL_WORDS) for w in part)
        for part in parts
    )


def _shift(span: tuple[int, int], by: int) -> Span:
    return Span(span[0] + by, span[1] + by)


def is_byline(line: str) -> bool:
    """Whether a line of its own names who wrote the article.

    >>> is_byline("By Anna Petrosyan, Reuters"), is_byline("By Tuesday it was over.")
    (True, False)
    """
    start = _BYLINE_START.match(line)
    if not start or len(line) > MAX_BYLINE or line.endswith((".", ":")):
        return False
    names = re.findall(r"[^\s,;|&/]+", line[start.end() :])
    return bool(names) and all(
        name.lower() in _BYLINE_SMALL or (name[0].isupper() and name.lower() not in _NO_PLACE)
        for name in names
    )


def is_credit(paragraph: str) -> bool:
    """Whether a closing paragraph only says whose report it is.

    >>> [is_credit(p) for p in ("(Reuters)", "— AP", "(Reporting by A. B.; Editing by C. D.)", "AP said no.")]
    [True, True, True, False]
    """
    if len(paragraph) > MAX_CREDIT:
        return False
    bracketed = paragraph[:1] in ("(", "[") and paragraph.rstrip(".")[-1:] in (")", "]")
    inner = paragraph.rstrip(".")[1:-1].strip() if bracketed else paragraph
    if _CREDIT.fullmatch(inner):
        return True
    # 'Reporting by the ministry shows that it lied.' is a sentence.
    desk = bracketed or "diting by" in inner or inner[-1:] not in tuple('.!?”"')
    return bool(_DESK.fullmatch(inner)) and desk


def find_agency(text: str, span: Span) -> Span | None:
    """Where the first name of a news agency stands in a byline or credit."""
    match = _AGENCY.search(text, span.start, span.end)
    return Span(*match.span()) if match else None
