"""A web page, as a browser or wget saves it, becomes the article in it."""

from __future__ import annotations

import datetime
import functools
import logging
import re
from collections.abc import Callable
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.read.article import Metadata, read_extracted
from kg.read.markup import UNSEEN, declared_encoding, is_hidden, parse_html
from kg.read.page import page_metadata
from kg.read.text import decode

#: Code points that one line with the end of a sentence in it must have for a page to hold an article:
#: menus, forms and notices of errors have shorter ones.
MIN_PARAGRAPH = 40

_SENTENCE = re.compile(rf"(?=.{{{MIN_PARAGRAPH}}}).*[.!?…][\"'”’»)]*", re.DOTALL)


def read_page(
    data: bytes,
    source: str,
    date: datetime.date | None,
    known: Metadata | None = None,
    charset: str | None = None,
) -> Article:
    """The article of a web page; `known` and `charset` are what a letter around the page says of it.

    :raises InputError: when there is no article in the page.
    :raises LanguageError: when it is surely not English.
    """
    known = known or Metadata()
    text = decode(data, source, declared=charset or declared_encoding(data), repair=True).text
    tree = parse_html(text, source)
    if tree is None:
        raise InputError("no text", where=source, hint="give the page of an article")
    found = page_metadata(tree, text)
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    lines = _story(tree)
    if not any(_SENTENCE.fullmatch(line) for line in lines):
        hint = "save the page of one article, or give its text"
        raise InputError("a page without an article", where=source, hint=hint)
    metadata = Metadata(
        # The heading on view above the story is its title, however the page is called elsewhere.
        title=lines[0] if lines[0] in headings else found.title or known.title,
        date=found.date or known.date,
        url=found.url or known.url,
        publisher=found.publisher or known.publisher,
        authors=found.authors or known.authors,
    )
    return read_extracted("\n\n".join(lines), source, date, metadata)


def _story(tree: Any) -> list[str]:
    """The lines of the article in a page, without menus, comments and advertisements."""
    for element in list(tree.iter(*UNSEEN)):
        # JSON-LD, which may hold the text of a page that scripts build, stays.
        if element.getparent() is not None and "ld+json" not in element.get("type", ""):
            element.drop_tree()
    for element in [element for element in tree.iter("*") if is_hidden(element)]:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()
    if tree.find("body") is None and (head := tree.find("head")) is not None:
        head.tag = "body"  # libxml2 puts the story into a <head> that is left open
    words = _extract()(tree) or ""
    return [line.strip() for line in words.split("\n") if line.strip()]


@functools.cache
def _extract() -> Callable[[Any], str | None]:
    """The main text of a tree (trafilatura, which takes half a second to load)."""
    from trafilatura import extract

    # It reports pages without text on standard error when nobody listens.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    # `fast` leaves out second opinions whose time grows with the square of the page.
    return functools.partial(extract, include_comments=False, include_tables=False, fast=True)
