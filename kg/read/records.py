"""JSON and JSONL become articles, one record after the other."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping

from kg.errors import InputError
from kg.model import Article
from kg.read.article import DATE_HINT, Metadata, read_text
from kg.read.authors import authors_in
from kg.read.dates import date_of
from kg.read.layout import KEYS
from kg.read.text import decode, normalise

#: Bytes of a record; one may carry the page that its text was taken from.
MAX_LINE = 8_000_000

_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}


def read_json(data: bytes, source: str, date: datetime.date | None) -> Iterator[Article | InputError]:
    """The article of a JSON object, or those of a list of objects; the third is `source:3` in messages."""
    try:
        value = _parse(data, source)
    except InputError as error:
        yield error
        return
    if not isinstance(value, list):
        yield _record(value, source, date)
        return
    if not value:
        yield InputError("an empty list", where=source, hint="give at least one article")
    for number, item in enumerate(value, 1):
        yield _record(item, f"{source}:{number}", date)


def read_jsonl(
    lines: Iterable[bytes], source: str, date: datetime.date | None
) -> Iterator[Article | InputError]:
    """The article of each line, one line at a time; blank lines count but are skipped.

    A line of more than `MAX_LINE` bytes comes in pieces of at least that length, and is refused.
    """
    empty, unfinished, number = True, False, 0
    for line in lines:
        continues, unfinished = unfinished, not line.endswith(b"\n")
        if continues:
            continue  # the rest of a line that was too long
        number += 1
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        empty = False
        where = f"{source}:{number}"
        if len(line) > MAX_LINE:
            what = f"a line of more than {MAX_LINE:,} bytes"
            yield InputError(what, where=where, hint="give one article per line")
            continue
        try:
            value = _parse(line.rstrip(), where)
        except InputError as error:
            yield error
        else:
            yield _record(value, where, date)
    if empty:
        yield InputError("no text", where=source, hint="give one JSON object per line")


def _parse(data: bytes, where: str) -> object:
    try:
        return json.loads(decode(data, where).text)
    except RecursionError:
        raise InputError("JSON nested too deeply", where=where, hint="give flat records") from None
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        what = f"not JSON at {line}column {error.colno} ({error.msg})"
        extra = error.msg == "Extra data" and error.lineno > 1
        hint = "name a file with one object per line .jsonl" if extra else "mend the record"
        raise InputError(what, where=where, hint=hint) from None
    except ValueError as error:  # a number of thousands of digits
        raise InputError(
            f"not JSON that can be read ({error})", where=where, hint="mend the record"
        ) from None


def _record(value: object, where: str, date: datetime.date | None) -> Article | InputError:
    """The article of one record, or why there is none."""
    try:
        if not isinstance(value, dict):
            kind = _KINDS.get(type(value), "a number")
            raise InputError(f"{kind}, not an object", where=where, hint='give {"text": …} for each article')
        text = _string(value, "text")
        if text is None:
            hint = 'put the words of the article under "text"'
            raise InputError("a record without text", where=where, hint=hint)
        metadata = Metadata(
            title=_words(value, "title"),
            date=_date(value, where),
            url=_words(value, "url"),
            publisher=_words(value, "publisher"),
            authors=_authors(value),
        )
        return read_text(text, source=where, date=date, metadata=metadata)
    except InputError as error:
        return error


def _string(record: Mapping[str, object], key: str) -> str | None:
    """The first value under one of the names of a key that is a string with something in it."""
    for alias in KEYS[key]:
        value = record.get(alias)
        if key == "publisher" and isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value
    return None


def _words(record: Mapping[str, object], key: str) -> str | None:
    value = _string(record, key)
    return " ".join(normalise(value).split()) if value else None


def _authors(record: Mapping[str, object]) -> tuple[str, ...]:
    found = (authors_in(record.get(alias)) for alias in KEYS["author"])
    return next(filter(None, found), ())


def _date(record: Mapping[str, object], where: str) -> datetime.date | None:
    """The first date given under any of its names; one that cannot be read is never passed over."""
    for alias in KEYS["date"]:
        value = record.get(alias)
        if value is None or value == "":
            continue
        day = date_of(value) if isinstance(value, str) else None
        if day is None:
            words = normalise(str(value))[:60]
            raise InputError(f"unreadable date '{words}' under \"{alias}\"", where=where, hint=DATE_HINT)
        return day
    return None
