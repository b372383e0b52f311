"""Answers for people and for programs: a table, CSV, TSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Literal, get_args

from kg.errors import QueryError
from kg.query import Answer, Value

TableFormat = Literal["table", "csv", "json", "tsv"]

FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)

#: Longest word, in characters, that a column of a table is made wide enough for.
MAX_WORD = 24
#: A word of so many characters is cut before it is wrapped, which takes time by the square of its length.
_ENDLESS = re.compile(r"\S{1000,}")
_GAP = "  "


def format_for(chosen: TableFormat | None) -> TableFormat:
    """What was asked for, else a table on a terminal and CSV in a pipe or a file."""
    return chosen or ("table" if sys.stdout.isatty() else "csv")


def show(answer: Answer, format: TableFormat | None = None) -> None:
    """Print an answer."""
    # Where there is no terminal, not its traditional 80 columns: pages and logs are wider.
    width = shutil.get_terminal_size((110, 24)).columns
    sys.stdout.write(render(answer, format_for(format), width=width))


def selected(answer: Answer, columns: Iterable[str]) -> Answer:
    """The answer with only these columns, in this order.

    :raises QueryError: for a column that it does not have.

    >>> selected(Answer(("a", "b"), ((1, 2), (3, 4))), ["b"]).rows
    ((2,), (4,))
    """
    wanted = tuple(columns)
    for name in wanted:
        if name not in answer.columns:
            raise QueryError(f"the answer has no column {name!r}", hint=f"it has {', '.join(answer.columns)}")
    places = [answer.columns.index(name) for name in wanted]
    return Answer(wanted, tuple(tuple(row[place] for place in places) for row in answer.rows))


def render(answer: Answer, format: TableFormat, *, width: int = 80) -> str:
    r"""The answer as text that ends with a line end; `width` is what a table may take, in characters.

    CSV and TSV have a line of names, then a line for each row; what is not known is empty. TSV has
    blanks instead of tabs and line ends. JSON is a list of objects, what is not known null.

    >>> render(Answer(("a", "b"), ((1, None),)), "csv")
    'a,b\n1,\n'
    """
    if format == "json":
        objects = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows]
        return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"
    if format == "tsv":
        lines = (answer.columns, *answer.rows)
        return "".join("\t".join(" ".join(_text(cell).split()) for cell in line) + "\n" for line in lines)
    if format == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([_text(cell) for cell in row] for row in answer.rows)
        return stream.getvalue()
    return _table(answer, width)


def _table(answer: Answer, width: int) -> str:
    """Columns side by side, the widest ones wrapped; a list for each row where words would not fit.

    Columns without a value in any row are left out.
    """
    if not answer.rows:
        return "no rows\n"
    answer = selected(answer, [name for name in answer.columns if any(_column(answer, name))])
    if not answer.columns:
        return f"rows without a value: {len(answer.rows):,}\n"
    columns = [[name, *_column(answer, name)] for name in answer.columns]
    least = [
        min(MAX_WORD, max((len(word) for cell in column for word in cell.split()), default=1))
        for column in columns
    ]
    natural = [max(map(len, column)) for column in columns]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(least) > room:
        return _records(answer)
    fitting = (
        widths
        for widest in range(min(max(natural), max(room, 1)), 0, -1)
        if sum(widths := [max(low, min(high, widest)) for low, high in zip(least, natural, strict=True)])
        <= room
    )
    widths = next(fitting)
    head, *rows = zip(*columns, strict=True)
    rule = _GAP.join("─" * width for width in widths)
    return (
        "\n".join([*_lines(head, widths), rule, *(line for row in rows for line in _lines(row, widths))])
        + "\n"
    )


def _column(answer: Answer, name: str) -> list[str]:
    place = answer.columns.index(name)
    return [_printable(row[place]) for row in answer.rows]


def _lines(row: Iterable[str], widths: Iterable[int]) -> Iterator[str]:
    """One row of a table, its cells wrapped to the widths."""
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for pieces in zip_longest(*cells, fillvalue=""):
        padded = (piece.ljust(width) for piece, width in zip(pieces, widths, strict=True))
        yield _GAP.join(padded).rstrip()


def _wrapped(cell: str, width: int) -> list[str]:
    """The lines of a cell.

    >>> _wrapped("a " + "b" * 2000, 900) == ["a", "b" * 900, "b" * 900, "b" * 200]
    True
    """
    cut = _ENDLESS.sub(lambda word: " ".join(_pieces(word[0], width)), cell)
    return textwrap.wrap(cut, width)


def _records(answer: Answer) -> str:
    """Each row as a list of what is known, for tables that are too wide."""
    name_width = max(map(len, answer.columns))
    blocks = []
    for number, row in enumerate(answer.rows, 1):
        lines = [
            f"  {name:<{name_width}}  {_printable(cell)}\n"
            for name, cell in zip(answer.columns, row, strict=True)
            if cell is not None
        ]
        blocks.append(f"{number}.\n{''.join(lines)}")
    return "".join(blocks)


def _pieces(word: str, size: int) -> Iterator[str]:
    return (word[start : start + size] for start in range(0, len(word), size))


def _plain(cell: Value) -> str | int | float | None:
    return cell if cell is None or isinstance(cell, str | int | float) else cell.isoformat()


def _text(cell: Value) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _printable(cell: Value) -> str:
    """A cell in one line, without characters that could move a terminal's cursor or change its colours."""
    words = " ".join(_text(cell).split())
    return "".join(char if char.isprintable() else "\ufffd" for char in words)
