"""What a web page says about the article in it: title, date, authors, publisher and address."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from kg.read.article import Metadata
from kg.read.authors import authors_in
from kg.read.dates import date_of
from kg.read.text import normalise

#: Code points; a longer address is data rather than an address.
MAX_ADDRESS = 2_000
#: Values that are looked at in the JSON-LD of a page; real pages have some hundreds.
MAX_VALUES = 10_000

_ADDRESS = re.compile(r"""https?://[^\s<>"{}|\\^`\x00-\x20]+""", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_ARTICLE_TYPE = re.compile(r"(?:https?://schema\.org/)?\w*(?:Article|Posting|Report)")
# What stands between the title and the name of the site in <title>.
_SITE_MARK = re.compile(r"\s+[-–—|·»:]\s+")

#: Where the <meta> elements of a page say it (Open Graph, Dublin Core, Parse.ly and others), best first.
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_DATES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "dc.date.issued",
    "dcterms.created", "dc.date", "date",
)  # fmt: skip
_AUTHORS = ("author", "parsely-author", "sailthru.author", "dc.creator", "article:author")
_PUBLISHERS = ("og:site_name", "dc.publisher", "publisher", "application-name")
_ADDRESSES = ("og:url", "parsely-link", "twitter:url")


def page_metadata(tree: Any, text: str) -> Metadata:
    """What a page says about its article, JSON-LD (schema.org) before <meta>, before what is on view.

    A date that cannot be read is passed over for the next: a page may have many, and none is the
    user's. An address counts only when it is a whole one (http or https).
    """
    data = _linked_data(tree)
    meta = _meta(tree)
    publisher = _name(data.get("publisher")) or _first(meta, _PUBLISHERS)
    return Metadata(
        title=_line(data.get("headline")) or _first(meta, _TITLES) or _title(tree, publisher),
        date=_date(data, meta, tree),
        url=_address(data, meta, tree, text),
        publisher=publisher,
        authors=authors_in(data.get("author")) or authors_in(_first(meta, _AUTHORS)),
    )


def address(value: object) -> str | None:
    """A web address, or None when the value is anything else.

    >>> address(" https://example.org/a "), address("/a"), address("https://x> <y")
    ('https://example.org/a', None, None)
    """
    words = value.strip() if isinstance(value, str) else ""
    return words if len(words) <= MAX_ADDRESS and _ADDRESS.fullmatch(words) else None


def _line(value: object) -> str | None:
    """A value as one line, or None when it is no string with something in it."""
    words = " ".join(normalise(unescape(value)).split()) if isinstance(value, str) else ""
    return words or None


def _name(value: object) -> str | None:
    """The name of a person or organisation, or of the first of several."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("name")
    return None if address(value) else _line(value)


def _meta(tree: Any) -> Mapping[str, str]:
    """The first content of each kind of <meta>, by its name in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := _line(element.get("content")):
            found.setdefault(name.strip().lower(), content)
    return found


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    found = (meta[name] for name in names if name in meta)
    return next((words for words in found if not address(words)), None)


def _linked_data(tree: Any) -> Mapping[str, object]:
    """The first object in the page's JSON-LD that is an article; its publisher may be defined apart."""
    values: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if script.get("type", "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            values += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # what one script does not say, another or a <meta> does
    article = next((value for value in values if _is_article(value)), None)
    if article is None:
        return {}
    named = {value["@id"]: value for value in values if isinstance(value.get("@id"), str) and "name" in value}
    resolved = {key: _resolved(value, named) for key, value in article.items()}
    if isinstance(authors := article.get("author"), list):
        resolved["author"] = [_resolved(author, named) for author in authors]
    return resolved


def _resolved(value: object, named: Mapping[object, object]) -> object:
    """The object that a reference ({"@id": …}) stands for."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects in some JSON, from the outside in."""
    waiting, looked_at = [value], 0
    while waiting and (looked_at := looked_at + 1) <= MAX_VALUES:
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item


def _is_article(value: Mapping[str, object]) -> bool:
    types = value.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name) for name in names)


def _title(tree: Any, publisher: str | None) -> str | None:
    """The only <h1>, else <title> without the name of the site after it."""
    headings = [words for element in tree.iter("h1") if (words := _line(element.text_content()))]
    if len(headings) == 1:
        return headings[0]
    words = next((_line(element.text_content()) for element in tree.iter("title")), None)
    if words and publisher and (marks := list(_SITE_MARK.finditer(words))):
        last = marks[-1]
        if words[last.end() :].casefold() == publisher.casefold():
            return words[: last.start()]
    return words


def _date(data: Mapping[str, object], meta: Mapping[str, str], tree: Any) -> datetime.date | None:
    shown = (
        element.get("datetime")
        for element in tree.iter("time")
        if "pubdate" in element.attrib or element.get("itemprop") == "datePublished"
    )
    given = (data.get("datePublished"), *(meta.get(name) for name in _DATES), *shown)
    dates = (date_of(words) for words in given if isinstance(words, str))
    return next(filter(None, dates), None)


def _address(data: Mapping[str, object], meta: Mapping[str, str], tree: Any, text: str) -> str | None:
    main = data.get("mainEntityOfPage")
    canonical = (
        link.get("href") for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split()
    )
    saved = _SAVED_FROM.search(text, 0, 4096)
    given = (
        *canonical,
        *(meta.get(name) for name in _ADDRESSES),
        data.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
        saved[1] if saved else None,
    )
    return next(filter(None, map(address, given)), None)
