"""RSS and Atom feeds become articles, one entry after the other."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.read.article import Metadata, read_extracted
from kg.read.authors import authors_in
from kg.read.dates import date_of
from kg.read.markup import declared_encoding, is_crowded, lines_of_html
from kg.read.page import address
from kg.read.text import decode, normalise

#: Code points of a summary that may be the whole story; teasers end below 500.
MIN_FULL_TEXT = 600
#: Elements and attributes; ten thousand entries have about 200,000. Each costs up to 250 bytes.
MAX_NODES = 1_000_000

_ENTRIES = ("item", "entry")
_ATOM = "{http://www.w3.org/2005/Atom}"
_HINT = "save the pages that the feed links to, and give those"


def read_feed(data: bytes, source: str, date: datetime.date | None) -> Iterator[Article | InputError]:
    """The articles of the entries of a feed (RSS 0.9 to 2.0, Atom); the third is `source:3` in messages.

    The text is the full one (`content:encoded`, `atom:content`), else a summary long enough to be it.

    :raises InputError: when this is no feed, or XML that defines entities, which are refused unread.
    """
    root = _parse(data, source)
    if _local(root) not in ("rss", "RDF", "feed"):
        what = f"XML, but neither RSS nor Atom (<{_local(root)[:40]}>)"
        raise InputError(what, where=source, hint="give a feed, or the text of the article")
    publisher = next((_line(e.text) for e in _children(root, "title")), None) or next(
        (_line(e.text) for channel in _children(root, "channel") for e in _children(channel, "title")), None
    )
    number = 0
    for entry in root.iter("{*}item", "{*}entry"):
        number += 1
        try:
            yield _article(entry, f"{source}:{number}", date, publisher)
        except InputError as error:
            yield error
    if not number:
        raise InputError("a feed without entries", where=source, hint="give a feed with articles in it")


def _parse(data: bytes, source: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    text = decode(data, source, declared=declared_encoding(data)).text
    if "<!ENTITY" in text:
        hint = "give a feed without a document type"
        raise InputError("XML that defines entities", where=source, hint=hint)
    make_parser = functools.partial(
        etree.XMLParser,
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
    )  # fmt: skip
    content = text.strip().encode()
    if is_crowded(content, make_parser, MAX_NODES):
        what = f"a feed with more than {MAX_NODES:,} elements and attributes"
        raise InputError(what, where=source, hint="give its entries in several files")
    try:
        return etree.fromstring(content, make_parser())
    except etree.XMLSyntaxError as error:
        line, reason = error.lineno or 1, (error.msg or "nothing in it")[:120]
        what = f"not XML at line {line} ({normalise(reason)})"
        raise InputError(what, where=source, hint="save the feed anew") from None


def _article(entry: Any, where: str, date: datetime.date | None, publisher: str | None) -> Article:
    text = _text(entry, where)
    dates = ("pubDate", "published", "date", "issued", "updated")
    source = next((_line(e.text) for s in _children(entry, "source") for e in _children(s, "title")), None)
    metadata = Metadata(
        title=_words(entry, "title", where),
        date=next(
            filter(None, (date_of(_text_of(e)) for name in dates for e in _children(entry, name))), None
        ),
        url=_link(entry),
        publisher=source or publisher,
        authors=_authors(entry),
    )
    return read_extracted(text, where, date, metadata)


def _text(entry: Any, where: str) -> str:
    """The full text of an entry."""
    for name in ("encoded", "content"):
        for element in _children(entry, name):
            if text := _lines(element, where):
                return text
    summaries = [_lines(e, where) for name in ("description", "summary") for e in _children(entry, name)]
    text = max(summaries, key=len, default="")
    if len(text) < MIN_FULL_TEXT:
        raise InputError("an entry without its full text", where=where, hint=_HINT)
    return text


def _lines(element: Any, where: str) -> str:
    """The words of an element that holds HTML, escaped or not (type="xhtml"), or plain text."""
    from lxml import etree

    if element.get("type") == "text" and element.tag.startswith(_ATOM):
        return _text_of(element)
    if len(element):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return lines_of_html((element.text or "") + inner, where)
    return lines_of_html(element.text or "", where)


def _words(entry: Any, name: str, where: str) -> str | None:
    """A child as one line; titles are often HTML in disguise."""
    words = next((_lines(element, where) for element in _children(entry, name)), "")
    return _line(words)


def _link(entry: Any) -> str | None:
    links = [
        element.get("href") or element.text
        for element in _children(entry, "link")
        if element.get("rel", "alternate") == "alternate"
    ]
    # A guid is an address unless it says that it is not (RSS 2.0).
    links += [e.text for e in _children(entry, "guid") if e.get("isPermaLink", "true") == "true"]
    return next(filter(None, map(address, links)), None)


def _authors(entry: Any) -> tuple[str, ...]:
    """The names of those who wrote an entry: as Dublin Core has them, else as Atom or RSS."""
    for name in ("creator", "author"):
        named = [(_children(element, "name") or [element])[0].text for element in _children(entry, name)]
        if authors := authors_in(named):
            return authors
    return ()


def _children(element: Any, name: str) -> list[Any]:
    """The children of a local name, in whatever namespace the feed puts them."""
    return [child for child in element.iterchildren() if _local(child) == name]


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text_of(element: Any) -> str:
    return "".join(element.itertext())


def _line(words: str | None) -> str | None:
    return " ".join(normalise(words or "").split()) or None
