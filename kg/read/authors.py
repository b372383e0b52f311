"""Who wrote an article, as its metadata say."""

from __future__ import annotations

from email.utils import parseaddr
from html import unescape

from kg.read.text import normalise

#: Code points; what is longer is no name, and the standard library is slow on long addresses.
MAX_NAME = 200


def authors_in(value: object) -> tuple[str, ...]:
    """The names in what a format gives as the author: a string, an object with a name, or a list of these.

    Each name is one line and comes once. Addresses are no names: of a mailbox (RFC 5322, RSS 2.0) the name
    beside it is kept, of a link nothing.

    >>> authors_in([{"name": "Anna Petrosyan"}, "jk@example.org (J. Kask)", "https://example.org/staff"])
    ('Anna Petrosyan', 'J. Kask')
    """
    values = value if isinstance(value, list) else [value]
    names = (_name(item.get("name") if isinstance(item, dict) else item) for item in values)
    return tuple(dict.fromkeys(name for name in names if name))


def _name(value: object) -> str:
    name = " ".join(normalise(unescape(value)).split()) if isinstance(value, str) else ""
    if len(name) > MAX_NAME or "://" in name:
        return ""
    return parseaddr(name)[0] if "@" in name else name
