"""Bytes and strings become the normalised text that every offset refers to."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

# Besides \n, everything that Unicode (UAX 14) or a printer takes for the end of a line.
_LINE_ENDS = re.compile("[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def normalise(raw: str) -> str:
    r"""The text with `\n` as its only line end, without control characters and lone surrogates.

    `\r\n` becomes one code point; nothing else changes the length. Other line ends become `\n`,
    control characters (category Cc, except `\n` and `\t`) a space, lone surrogates U+FFFD. Quotes,
    non-breaking spaces and emoji stay as they are. Normalising twice changes nothing.

    >>> normalise("a\r\nb\rc\x00d\ud800")
    'a\nb\nc d�'
    """
    text = _LINE_ENDS.sub("\n", raw.replace("\r\n", "\n"))
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text))


def byte_offsets(raw: str, start: int = 0) -> tuple[int, ...]:
    r"""Where each code point of `normalise(raw)`, and the end, stands in the UTF-8 bytes of `raw`.

    `start` is the byte offset of `raw` in its file (3 after a byte order mark). The result has one
    item more than the normalised text has code points, and increases strictly.

    >>> byte_offsets("é\r\nx")
    (0, 2, 4, 5)
    """
    offsets = []
    position, before = start, ""
    for char in raw:
        if not (char == "\n" and before == "\r"):
            offsets.append(position)
        code = ord(char)
        position += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        before = char
    return (*offsets, position)


def decode(data: bytes, source: str) -> tuple[str, int]:
    """The text of a UTF-8 file, not yet normalised, and the byte offset where it starts.

    :raises InputError: when the bytes are not UTF-8 (naming the byte) or not text at all.

    >>> decode(b"\\xef\\xbb\\xbfBaku", "a.txt")
    ('Baku', 3)
    """
    if data.startswith(_UTF16_MARKS):
        raise InputError("UTF-16, not UTF-8", where=source, hint="save the file as UTF-8")
    if (nul := data.find(0)) >= 0:
        hint = "give plain text (UTF-8), JSON or JSONL"
        raise InputError("a binary file, not text", where=f"{source}:{nul}", hint=hint)
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[start:].decode("utf-8"), start
    except UnicodeDecodeError as error:
        where = f"{source}:{start + error.start}"
        raise InputError("not UTF-8 at this byte", where=where, hint="save the file as UTF-8") from None
