"""Bytes and strings become the normalised text that every offset refers to."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.errors import InputError

#: Code points; ten times the longest feature. More is a collection or a device, and no longer one article.
MAX_ARTICLE = 2_000_000

# Besides \n, everything that Unicode (UAX 14) or a printer takes for the end of a line.
_LINE_ENDS = re.compile("[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Bytes that no text in an 8-bit encoding has.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: The codecs that a file may declare, by Python's names; others (zlib, punycode) are not for text.
_DECLARABLE = re.compile(
    r"cp12\d\d|cp8[67]\d|cp9(?:32|36|49|50)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|"
    r"shift_jis|euc_(?:jp|kr)|gb(?:k|2312|18030)|big5"
)
#: Browsers read these as Windows-1252 (WHATWG Encoding Standard): the files are, whatever they declare.
_IS_CP1252 = ("iso8859-1", "ascii")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, not yet normalised, the byte where it starts and the encoding it was in."""

    text: str
    start: int = 0
    encoding: str = "utf-8"


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


def byte_offsets(raw: str, start: int = 0, encoding: str = "utf-8") -> tuple[int, ...]:
    r"""Where each code point of `normalise(raw)`, and the end, stands in the bytes of `raw`.

    `start` is the byte offset of `raw` in its file (3 after a UTF-8 byte order mark); `encoding` is
    one that `decode` found for plain text. The result has one item more than the normalised text has
    code points, and increases strictly.

    >>> byte_offsets("é\r\nx"), byte_offsets("é\r\nx", encoding="cp1252")
    ((0, 2, 4, 5), (0, 1, 3, 4))
    """
    offsets = []
    position, before = start, ""
    # Bytes of a code point below U+0080, below U+0800, below U+10000 and above.
    match encoding:
        case "utf-8":
            ascii_, short, long, widest = 1, 2, 3, 4
        case "cp1252":
            ascii_, short, long, widest = 1, 1, 1, 1
        case _:
            ascii_, short, long, widest = 2, 2, 2, 4
    for char in raw:
        if not (char == "\n" and before == "\r"):
            offsets.append(position)
        code = ord(char)
        position += ascii_ if code < 0x80 else short if code < 0x800 else long if code < 0x10000 else widest
        before = char
    return (*offsets, position)


def decode(data: bytes, source: str, *, declared: str | None = None, repair: bool = False) -> Decoded:
    """The text of a file: by its byte order mark, else UTF-8, else as `declared`, else Windows-1252.

    Nothing is guessed: bytes that are UTF-8 but for a few are damaged rather than Windows-1252, and
    refused. With `repair`, as browsers do, each damaged byte becomes U+FFFD instead.

    :raises InputError: when the bytes are in none of these encodings (naming the byte), or not text.

    >>> decode(b"\\xef\\xbb\\xbfBaku", "a.txt")
    Decoded(text='Baku', start=3, encoding='utf-8')
    >>> decode(b"It \\x93holds\\x94.", "a.txt").text
    'It “holds”.'
    """
    errors = "replace" if repair else "strict"
    mark = data[:2]
    if mark in _UTF16_MARKS:
        return _decode_utf16(data, _UTF16_MARKS[mark], source, errors)
    if (nul := data.find(0)) >= 0:
        raise _binary(source, nul)
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    data = data[start:]
    try:
        return Decoded(data.decode("utf-8"), start)
    except UnicodeDecodeError as error:
        damage = start + error.start
    if not start and (encoding := _codec(declared)):
        try:
            return Decoded(data.decode(encoding), 0, encoding)
        except UnicodeDecodeError:
            pass  # declared wrongly, which is common
    if start or _is_mostly_utf8(data):
        if repair:
            return Decoded(data.decode("utf-8", "replace"), start)
        raise InputError("not UTF-8 at this byte", where=f"{source}:{damage}", hint="save the file as UTF-8")
    if not repair and (control := _NO_TEXT.search(data)):
        raise _binary(source, control.start())
    try:
        return Decoded(data.decode("cp1252", errors), 0, "cp1252")
    except UnicodeDecodeError as error:
        where = f"{source}:{error.start}"
        what = "neither UTF-8 nor Windows-1252 at this byte"
        raise InputError(what, where=where, hint="save the file as UTF-8") from None


def _decode_utf16(data: bytes, encoding: str, source: str, errors: str) -> Decoded:
    try:
        text = data[2:].decode(encoding, errors)
    except UnicodeDecodeError as error:
        where = f"{source}:{2 + error.start}"
        raise InputError("not UTF-16 at this byte", where=where, hint="save the file as UTF-8") from None
    if (nul := text.find("\0")) >= 0:
        raise _binary(source, byte_offsets(text[:nul], 2, encoding)[-1])
    return Decoded(text, 2, encoding)


def _binary(source: str, position: int) -> InputError:
    hint = "give plain text (UTF-8), HTML, e-mail, a feed, JSON or JSONL"
    return InputError("a binary file, not text", where=f"{source}:{position}", hint=hint)


def _codec(declared: str | None) -> str | None:
    """Python's name of a declared encoding of text other than UTF-8; None when it is none."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):  # ValueError: a null character
        return None
    if name in _IS_CP1252:
        return "cp1252"
    return name if _DECLARABLE.fullmatch(name) else None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether at least half of what is not ASCII is UTF-8; words in Windows-1252 hardly ever look so."""
    return len(_UTF8_SEQUENCE.findall(data)) >= data.decode("utf-8", "replace").count("\ufffd")
