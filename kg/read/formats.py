"""Which format a file is in, by its ending and by how it begins, and the articles in it."""

from __future__ import annotations

import codecs
import dataclasses
import datetime
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Literal

from kg.errors import InputError
from kg.model import Article
from kg.read.article import read_text
from kg.read.compressed import GZIP_MARK, inflate
from kg.read.feed import read_feed
from kg.read.html import read_page
from kg.read.mail import read_mail
from kg.read.records import MAX_LINE, read_json, read_jsonl
from kg.read.text import byte_offsets, decode

Format = Literal["text", "html", "mail", "feed", "json", "jsonl"]

#: Bytes of a page with its pictures in it, a letter with attachments, a feed or a list of records: what
#: is held in memory at once, some tens of times over once it is parsed.
MAX_FILE = 32_000_000
#: Bytes that are read at once; an article has some thousands.
PIECE = 65_536

_BY_ENDING: dict[str, Format] = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
#: The ending of a compressed file, after that of the file in it or alone.
GZIP = ".gz"
#: The endings of the files that are read from a folder; a file that is named is read whatever its ending.
ENDINGS = (*_BY_ENDING, *(ending + GZIP for ending in _BY_ENDING))

#: How files begin that hold something else than text, and what to do with them.
_REFUSED = {
    b"PK\x03\x04": ("a zip archive (or an office document)", "unpack it and name the folder"),
    b"PK\x05\x06": ("an empty zip archive", "give the files themselves"),
    b"%PDF-": ("a PDF document", "save its text as .txt"),
    b"\xd0\xcf\x11\xe0": ("an office document", "save it as plain text or HTML"),
    b"{\\rtf": ("an RTF document", "save it as plain text or HTML"),
    b"BZh": ("a bzip2 file", "unpack it"),
    b"\xfd7zXZ": ("an xz file", "unpack it"),
    b"\x28\xb5\x2f\xfd": ("a zstd file", "unpack it"),
    b"7z\xbc\xaf": ("a 7z archive", "unpack it and name the folder"),
}
# Where a tar archive says so (POSIX ustar).
_TAR_MARK = slice(257, 262)

#: Bytes that are looked at to tell a format.
_OPENING = 4096
_BLANKS = b"\xef\xbb\xbf \t\r\n"
# '[' opens a list of records only before a record: prose may begin with '[Editor's note …'.
_JSON_START = re.compile(rb"\s*(?:\{|\[\s*(?:[{\]]|$))")
_PROLOGUE = rb"\s*(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->)\s*)*"
_HTML_START = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I | re.S)
_XML_START = re.compile(rb"\s*<\?xml\s|" + _PROLOGUE + rb"<(?:rss|feed|rdf:RDF)[\s>]", re.S)
_MAIL_START = re.compile(rb"(?:From |[A-Za-z][A-Za-z-]*:)")
# Headers that no writer of plain text puts above an article.
_MAIL_HEADER = re.compile(rb"^(?:received|message-id|mime-version|return-path|delivered-to):", re.I | re.M)


def read_stream(
    stream: BinaryIO, name: str | None, source: str, date: datetime.date | None
) -> Iterator[Article | InputError]:
    """The articles of an open file; `name` is the file's, None where it has none (standard input).

    The ending of the name gives the format; where it gives none or `.txt`, how the file begins does.
    JSONL is read line by line, every other format whole, up to a limit. A compressed file is
    whatever is in it.

    :raises InputError: when there is nothing to be read in it.
    """
    head = _head(stream)
    if head.startswith(GZIP_MARK):
        with inflate(head, stream, source) as inner:
            inner_head = _head(inner)
            if inner_head.startswith(GZIP_MARK):
                what = "a gzip file within a gzip file"
                raise InputError(what, where=source, hint="unpack it once")
            inner_name = name[: -len(GZIP)] if name and name.lower().endswith(GZIP) else name
            yield from _read(inner_head, inner, inner_name, source, date)
    else:
        yield from _read(head, stream, name, source, date)


def _head(stream: BinaryIO) -> bytes:
    """The first line that is not blank, as far as a record may go, and the blank ones before it."""
    lines: list[bytes] = []
    size = 0
    while size <= MAX_LINE and (line := stream.readline(MAX_LINE + 1)):
        lines.append(line)
        size += len(line)
        if line.strip(_BLANKS):
            break
    return b"".join(lines)


def _read(
    head: bytes, stream: BinaryIO, name: str | None, source: str, date: datetime.date | None
) -> Iterator[Article | InputError]:
    for mark, (what, hint) in _REFUSED.items():
        if head.startswith(mark):
            raise InputError(what, where=source, hint=hint)
    ending = _ending(name)
    known = _BY_ENDING.get(ending)
    first = head.strip(_BLANKS)
    lines_of_records = first.startswith(b"{") and first.endswith(b"}")
    if known == "jsonl" or (lines_of_records and known is None):
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError("UTF-16, not UTF-8", where=source, hint="save the file as UTF-8")
        pieces = iter(lambda: stream.readline(MAX_LINE + 1), b"")
        yield from read_jsonl(chain(io.BytesIO(head), pieces), source, date)
        return
    data = _whole(head, stream)
    if len(data) > MAX_FILE:
        hint = "give one article per file, or JSONL, which may be of any length"
        raise InputError(f"more than {MAX_FILE:,} bytes", where=source, hint=hint)
    if data[_TAR_MARK] == b"ustar":
        raise InputError("a tar archive", where=source, hint="unpack it and name the folder")
    kind = _format(data, known, prose=ending == ".txt")
    match kind:
        case "json":
            yield from read_json(data, source, date)
        case "feed":
            yield from read_feed(data, source, date)
        case "html":
            yield read_page(data, source, date)
        case "mail":
            yield read_mail(data, source, date)
        case _:
            yield _plain(data, source, date)


def _whole(head: bytes, stream: BinaryIO) -> bytes:
    """The bytes of a file, up to one more than the limit; asked for all at once, room is made for all."""
    pieces, size = [head], len(head)
    while size <= MAX_FILE and (piece := stream.read(min(PIECE, MAX_FILE + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _ending(name: str | None) -> str:
    dot = (name or "").rfind(".")
    return name[dot:].lower() if name and dot >= 0 else ""


def _format(data: bytes, known: Format | None, prose: bool) -> Format:
    """The format of a file, given what its ending says."""
    if known not in (None, "text", "feed"):
        return known or "text"
    opening = data[:_OPENING]
    if opening.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        opening = opening.decode("utf-16", "replace").encode()
    opening = opening.lstrip(_BLANKS)
    if _HTML_START.match(opening):
        return "html"
    if known == "feed" or _XML_START.match(opening):
        return "feed"
    if _MAIL_START.match(opening) and _MAIL_HEADER.search(re.split(rb"\r?\n\r?\n", opening)[0]):
        return "mail"
    if not prose and _JSON_START.match(opening):
        return "json"
    return "text"


def _plain(data: bytes, source: str, date: datetime.date | None) -> Article:
    decoded = decode(data, source)
    article = read_text(decoded.text, source=source, date=date)
    offsets = byte_offsets(decoded.text, decoded.start, decoded.encoding)
    return dataclasses.replace(article, source_offsets=offsets)
