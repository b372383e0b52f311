"""HTML becomes a tree, and a tree becomes the lines that a reader sees."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

from kg.errors import InputError
from kg.read.text import normalise

#: Tags; a news page has about 5,000, a saved live blog 30,000. More is no article, and costs memory.
MAX_TAGS = 100_000
#: Attributes of one tag; a person writes ten. The time that libxml2 takes grows with their square.
MAX_ATTRIBUTES = 2_000
#: Tags and attributes together: three for each of the most tags. Each costs 400 bytes once it is parsed.
MAX_NODES = 4 * MAX_TAGS
#: Bytes that a tag or an attribute has at least (' a'): what is shorter than so many of them has no more.
MIN_NODE = 2
#: Code points that may be looked at to count attributes, in lengths of the page and at least: what
#: looks like a tag within a script or another tag is looked at again.
MAX_LOOKS, MIN_LOOKS = 10, 1_000_000
#: Bytes at the start of a page where it declares its encoding (1,024 in the HTML Standard; pages are late).
DECLARATION = 4096

_DECLARED = re.compile(rb"""<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_TAG_START = re.compile("<[A-Za-z]")
# An attribute as the HTML Standard tells it from the next (13.2.5.32 to 13.2.5.38); quotes may stay open.
_ATTRIBUTE = r"""[\s/]*+=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<[^\s/>]++(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?+")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

#: What shows no words of the article. <head> is not among it: where it is left open, libxml2 puts the
#: story into it.
UNSEEN = frozenset((
    "audio", "button", "canvas", "embed", "iframe", "link", "math", "meta", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
#: What stands on the line of the words around it; everything else starts a line of its own.
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page or feed names in its first bytes, as written there.

    >>> declared_encoding(b'<meta charset="koi8-r">')
    'koi8-r'
    """
    match = _DECLARED.search(data, 0, DECLARATION)
    return match[1].decode("ascii", "replace") if match else None


def parse_html(text: str, source: str) -> Any | None:
    """The tree (lxml) of a page or of a piece of HTML, without comments; None when there is nothing in it.

    :raises InputError: when there are more than `MAX_TAGS` tags, `MAX_ATTRIBUTES` in one, or `MAX_NODES`
        tags and attributes in all.
    """
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    text = normalise(text)
    hint = "save the page of one article, or give its text"
    if text.count("<") > MAX_TAGS:
        raise InputError(f"HTML with more than {MAX_TAGS:,} tags", where=source, hint=hint)
    if (laden := _laden_tag(text)) is not None:
        what = f"HTML with more than {MAX_ATTRIBUTES:,} attributes in one tag"
        raise InputError(what, where=f"{source}:{laden}", hint=hint)
    data = text.encode()  # lxml refuses strings that declare an encoding
    options = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}
    if is_crowded(data, functools.partial(HTMLParser, **options), MAX_NODES):
        what = f"HTML with more than {MAX_NODES:,} tags and attributes"
        raise InputError(what, where=source, hint=hint)
    parser = HTMLParser(**options)
    try:
        tree = document_fromstring(data, parser=parser) if data.strip() else None
    except etree.LxmlError:  # nothing but comments
        return None
    for element in tree.iter() if tree is not None else ():
        _clean(element)
    return tree


def _clean(element: Any) -> None:
    """Take control characters, which are written `&#5;`, out of an element: lxml refuses to move them."""
    for name in ("text", "tail"):
        words = getattr(element, name)
        if words and (cleaned := normalise(words)) != words:
            setattr(element, name, cleaned)


def is_crowded(data: bytes, make_parser: Callable[..., Any], most: int) -> bool:
    """Whether a parser (lxml) meets more than so many tags and attributes; it stops there and keeps none.

    `make_parser` takes the target of the parser's events as `target`. What does not parse is not crowded.

    >>> from lxml.etree import XMLParser
    >>> is_crowded(b"<a b='1' c='2'><d/></a>", XMLParser, 3), is_crowded(b"<a b='1'><d/></a>", XMLParser, 3)
    (True, False)
    """
    from lxml import etree

    if len(data) <= MIN_NODE * most:
        return False
    tally = _Tally(most)
    try:
        etree.fromstring(data, make_parser(target=tally))
    except _CrowdedError:
        return True
    except etree.LxmlError:
        return False
    return False


class _CrowdedError(Exception):
    """There is no more room."""


class _Tally:
    """What a parser reports to when nothing is to be kept."""

    def __init__(self, room: int) -> None:
        self._room = room

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count an element."""
        self._room -= 1 + len(attributes)
        if self._room < 0:
            raise _CrowdedError

    def close(self) -> None:
        """Nothing is made."""


def _laden_tag(text: str) -> int | None:
    """Where a tag stands that has too many attributes, or that hides in too many others."""
    looks = max(MAX_LOOKS * len(text), MIN_LOOKS)
    for start in _TAG_START.finditer(text):
        tag = _TAG.match(text, start.start())
        if tag is None:
            continue
        looks -= len(tag[0])
        if tag["more"] or looks < 0:
            return start.start()
    return None


def lines_of_html(text: str, source: str) -> str:
    r"""The words of a piece of HTML that a reader sees, each block of them on a line, blank lines between.

    Scripts, styles, forms' controls and what is hidden are left out; white space runs together.

    >>> lines_of_html("<p>The truce\n<b>holds</b>.<p>So <script>x</script>far.", "a.html")
    'The truce holds.\n\nSo far.'
    """
    tree = parse_html(text, source)
    if tree is None:
        return ""
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        unseen = tag in UNSEEN or is_hidden(element)
        if tag not in _INLINE and tag not in UNSEEN:
            pieces.append("\0")
        if event == "end":
            pieces.append(element.tail or "")
        elif unseen:
            walk.skip_subtree()
        else:
            pieces.append(element.text or "")
    lines = (_WHITE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\0"))
    return "\n\n".join(line for line in lines if line)


def is_hidden(element: Any) -> bool:
    """Whether an element says that it is not to be seen."""
    return "hidden" in element.attrib or _HIDING.search(element.get("style", "")) is not None
