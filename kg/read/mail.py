"""An e-mail, or a page that a browser saved in the form of one, becomes an article."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from kg.errors import InputError
from kg.model import Article
from kg.read.article import Metadata, read_extracted
from kg.read.authors import authors_in
from kg.read.dates import date_of
from kg.read.html import read_page
from kg.read.markup import declared_encoding, lines_of_html
from kg.read.page import address
from kg.read.text import decode, normalise

#: Code points of a header's value that are looked at; the standard library is slow on longer ones.
MAX_HEADER = 2_000
#: Lines of a letter (32 MB of attachments have 420,000) and mentions of a boundary (one for each part
#: that has parts): the standard library compares every line with the boundaries of the parts around it.
MAX_LINES, MAX_BOUNDARIES = 500_000, 30
#: Parts of a letter that are looked at; a newsletter with pictures has about 50.
MAX_PARTS = 1_000

#: 'Re:' and 'Fwd:' before the subject, as often as they come.
_FORWARDED = re.compile(r"(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
#: The line above a signature (RFC 3676, 4.3).
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
# A header that the standard library needs longer for than any letter is worth.
_LONG_HEADER = re.compile(
    rb"(?:^|[\r\n])content-[a-z]+:(?:[^\r\n]|(?:\r\n?|\n)[ \t]){%d}" % MAX_HEADER, re.IGNORECASE
)
_BOUNDARY = re.compile(b"boundary", re.IGNORECASE)
_HINT = "save the letter anew as .eml, or give its text"


def read_mail(data: bytes, source: str, date: datetime.date | None) -> Article:
    """The article of an e-mail (RFC 5322): its plain text, else its HTML.

    Subject and date are title and date, the sender's name is publisher and author; attachments and the
    signature are left out. A web page in the form of a letter (MHTML) is read as a page.

    :raises InputError: when there is no text in it.
    :raises LanguageError: when the text is surely not English.
    """
    if max(data.count(b"\n"), data.count(b"\r")) > MAX_LINES:
        raise InputError(f"an e-mail of more than {MAX_LINES:,} lines", where=source, hint=_HINT)
    if len(_BOUNDARY.findall(data)) > MAX_BOUNDARIES:
        raise InputError("an e-mail with too many parts within parts", where=source, hint=_HINT)
    if _LONG_HEADER.search(data):
        what = f"an e-mail with a header of more than {MAX_HEADER:,} characters"
        raise InputError(what, where=source, hint=_HINT)
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(_texts(message))
        metadata = _metadata(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        # The parser of the standard library promises never to fail, but a few headers make it.
        reason = type(error).__name__
        raise InputError(f"an e-mail that cannot be read ({reason})", where=source, hint=_HINT) from None
    for subtype in ("plain", "html"):
        for kind, body, charset, flowed in parts:
            if kind != subtype or not body.strip():
                continue
            if saved := _header(message, "Snapshot-Content-Location"):
                known = Metadata(title=metadata.title, url=address(saved))
                return read_page(body, source, date, known, charset)
            declared = charset or (declared_encoding(body) if kind == "html" else None)
            text = decode(body, source, declared=declared, repair=True).text
            text = lines_of_html(text, source) if kind == "html" else _unwrapped(text, flowed)
            if text.strip():
                return read_extracted(text, source, date, metadata)
    raise InputError("an e-mail without text", where=source, hint=_HINT)


def _texts(message: Message) -> Iterator[tuple[str, bytes, str | None, bool]]:
    """The parts with words for a reader: plain or html, bytes, character set, whether lines flow on."""
    for number, part in enumerate(message.walk()):
        if number >= MAX_PARTS:
            return
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        body = part.get_payload(decode=True)
        charset = part.get_content_charset()
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        if isinstance(body, bytes):
            yield part.get_content_subtype(), body, charset, flowed


def _metadata(message: Message) -> Metadata:
    sender, mailbox = parseaddr(_header(message, "From") or "")
    archived = (_header(message, "Archived-At") or "").strip("<> ")
    return Metadata(
        title=_FORWARDED.sub("", _header(message, "Subject") or "", count=1).strip() or None,
        date=date_of(_header(message, "Date") or ""),
        url=address(archived),
        publisher=sender or mailbox.rpartition("@")[2] or None,
        authors=authors_in(sender),
    )


def _header(message: Message, name: str) -> str | None:
    """The value of a header as one line, its encoded words (RFC 2047) decoded."""
    value = message.get(name)
    if value is None:
        return None
    pieces = []
    for words, charset in decode_header(str(value)[:MAX_HEADER]):
        if isinstance(words, str):
            pieces.append(words)
        else:
            pieces.append(decode(words.replace(b"\0", b""), name, declared=charset, repair=True).text)
    return " ".join(normalise("".join(pieces)).split()) or None


def _unwrapped(text: str, flowed: bool) -> str:
    """Plain text without the signature, and without the line ends that the mailer put in."""
    text = _SIGNATURE.sub("", text.replace("\r\n", "\n"))
    return re.sub(r"(?<=\S) \n(?=\S)", " ", text) if flowed else text
