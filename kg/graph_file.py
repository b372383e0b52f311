"""Files of RDF become statements; what would cost more than a graph can be worth is refused unread.

Parsers call themselves for what is nested, and copy what holds at each level: a few thousand levels overflow
the stack, or fill the memory. Entities and blank nodes without a name grow out of very few bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple, parse

from kg.errors import InputError

#: What a graph can be read from, by the ending of the file's name.
READABLE: Mapping[str, RdfFormat] = MappingProxyType(
    {
        ".nq": RdfFormat.N_QUADS,
        ".trig": RdfFormat.TRIG,
        ".nt": RdfFormat.N_TRIPLES,
        ".ttl": RdfFormat.TURTLE,
        ".jsonld": RdfFormat.JSON_LD,
        ".rdf": RdfFormat.RDF_XML,
    }
)

#: The formats that write every label of a blank node; in the others one may have none.
_LABELLED = (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)

#: Statements that a file may have however short it is, and the bytes that there must be for each further
#: one: a line of N-Triples has seventy, terse Turtle thirty; ' 1' in a list makes two, of 1,500 bytes each.
FREE_STATEMENTS, BYTES_OF_STATEMENT = 100_000, 24
#: Bytes that there must be for each value of JSON beyond as many: those of JSON-LD for people have twenty.
BYTES_OF_VALUE = 16
#: Levels of JSON, of triples within triples, and of XML; a list written link by link has two for each.
MAX_LEVELS, MAX_ELEMENTS = 100, 1_000
#: Terms of one JSON-LD context, each of which may be defined by the next.
MAX_TERMS = 3_000
#: Bases that are relative: each may be longer than the one before, and is copied.
MAX_BASES = 1_000
#: How many times as long, and how much longer, a file may be once its entities are written out.
MAX_EXPANSION, FREE_EXPANSION = 10, 1_000_000

_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}

#: In Turtle and its relatives: how a triple within a triple begins and ends, and what may hold any sign.
_QUOTED = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*+"""|'
    rb"'''(?:[^'\\]|\\.|'(?!''))*+'''|"
    rb'"(?:[^"\\\n\r]|\\.)*+"|'
    rb"'(?:[^'\\\n\r]|\\.)*+'|"
    rb'<[^\s<>"{}|^`]*+>|#[^\n\r]*+|(?P<open><<)|(?P<close>>>)',
    re.DOTALL,
)
_RELATIVE = re.compile(rb"base\s*<(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_TAG = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<close></)|"
    rb"""(?P<open><[^\s<>/!?][^<>"']*+(?:"[^<"]*+"[^<>"']*+|'[^<']*+'[^<>"']*+)*+>)""",
    re.DOTALL,
)
_ENTITY = re.compile(rb"""<!ENTITY\s+([^\s%"']+)\s+(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(rb"&([^\s;&#<]+);")


def statements(path: Path) -> Iterator[Quad]:
    """The statements in a file, in its order; blank nodes that it does not label are numbered.

    :raises InputError: when the file cannot be read, has another ending, does not parse, or would grow
        beyond all bounds.
    """
    format = READABLE.get(path.suffix.lower())
    if format is None:
        known = ", ".join(READABLE)
        raise InputError(
            "not a graph that can be read", where=str(path), hint=f"its name must end in {known}"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path)) from None
    _refuse(data, format, str(path))
    found = _parsed(data, format, str(path))
    yield from found if format in _LABELLED else _numbered(found, sha256(data).hexdigest()[:8])


def refuse_hostile(path: Path) -> None:
    """Refuse a Turtle file that no parser could bear; whether it can be read and parsed is for others to say.

    :raises InputError: naming what is too much.
    """
    with suppress(OSError):
        _refuse(path.read_bytes(), RdfFormat.TURTLE, str(path))


def _parsed(data: bytes, format: RdfFormat, where: str) -> Iterator[Quad]:
    most = FREE_STATEMENTS + len(data) // BYTES_OF_STATEMENT
    try:
        if sum(1 for _ in islice(parse(data, format=format), most + 1)) > most:
            what = f"more than {most:,} statements in {len(data):,} bytes"
            raise InputError(what, where=where, hint="write it as N-Triples or N-Quads")
        yield from parse(data, format=format)
    except SyntaxError as error:
        where = f"{where}:{error.lineno}" if error.lineno else where
        raise InputError(f"not valid {format.name}: {error.msg}", where=where, hint="mend the file") from None
    except (ValueError, MemoryError) as error:  # MemoryError: a string that is longer than the parser allows
        what = f"not {format.name} that can be read: {error}"
        raise InputError(what, where=where, hint="mend the file") from None


def _refuse(data: bytes, format: RdfFormat, where: str) -> None:
    """Refuse what the parser could not bear.

    :raises InputError: naming it.
    """
    match format:
        case RdfFormat.JSON_LD:
            _refuse_json(data, where)
        case RdfFormat.RDF_XML:
            if _expansion(data) > MAX_EXPANSION * len(data) + FREE_EXPANSION:
                raise InputError("XML whose entities grow", where=where, hint="write them out")
            _refuse_levels(_TAG, data, MAX_ELEMENTS, "elements", where)
        case RdfFormat.TURTLE | RdfFormat.TRIG if len(_RELATIVE.findall(data)) > MAX_BASES:
            what = f"more than {MAX_BASES:,} bases, each relative to the one before"
            raise InputError(what, where=where, hint="write whole IRIs")
        case _ if data.count(b"<<") > MAX_LEVELS:
            _refuse_levels(_QUOTED, data, MAX_LEVELS, "triples", where)


def _refuse_json(data: bytes, where: str) -> None:
    signs = _JSON_STRING.sub(b"", data)
    values, most = signs.count(b","), FREE_STATEMENTS + len(data) // BYTES_OF_VALUE
    if values > most:  # a list is held until its end: 800 bytes for each value
        what = f"more than {most:,} values in {len(data):,} bytes"
        raise InputError(what, where=where, hint="write it as N-Triples or N-Quads")
    brackets = signs.translate(None, _NO_BRACKETS)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > MAX_LEVELS:
        raise _nested(MAX_LEVELS, "objects or lists", where)

    def terms(item: dict[str, Any]) -> int:
        context = item.get("@context")
        if any(isinstance(one, int) and one > MAX_TERMS for one in _as_list(context)):
            what = f"a context of more than {MAX_TERMS:,} terms"
            raise InputError(what, where=where, hint="write the IRIs out")
        return len(item)  # in place of the object, so that none is kept

    with suppress(ValueError, RecursionError):  # the parser says better where it is no JSON
        json.loads(data, object_hook=terms, parse_int=len)


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _refuse_levels(pattern: re.Pattern[bytes], data: bytes, most: int, kind: str, where: str) -> None:
    level = 0
    for match in pattern.finditer(data):
        if match["close"]:
            level -= 1
        elif match["open"] and not match["open"].endswith(b"/>"):
            level += 1
            if level > most:
                line = data.count(b"\n", 0, match.start()) + 1
                raise _nested(most, kind, f"{where}:{line}")


def _nested(most: int, kind: str, where: str) -> InputError:
    return InputError(f"more than {most:,} {kind} within one another", where=where, hint="write it flat")


def _expansion(data: bytes) -> int:
    """Bytes that the entities of an XML document add to it; an entity may name those before it."""
    sizes: dict[bytes, int] = {}

    def size(text: bytes) -> int:
        return sum(sizes.get(name, 0) for name in _REFERENCE.findall(text))

    for name, double, single in _ENTITY.findall(data):
        value = double or single
        sizes.setdefault(name, len(value) + size(value))
    return size(data) if sizes else 0


def _numbered(quads: Iterator[Quad], mark: str) -> Iterator[Quad]:
    """The same statements, each blank node named by `mark` and its place in the order of appearance.

    A parser makes the names up, and differently in each run; `mark` keeps those of two files apart.
    """
    names: dict[BlankNode, BlankNode] = {}

    def named(term: Any) -> Any:
        if isinstance(term, BlankNode):
            return names.setdefault(term, BlankNode(f"b{mark}n{len(names) + 1}"))
        return Triple(*map(named, term)) if isinstance(term, Triple) else term

    return (Quad(*map(named, quad)) for quad in quads)
