"""Reads a folder of PolNeAR's format: `text/NAME.txt` beside `attributions/NAME_WHO.ann` (brat standoff).

Offsets count code points. Of an article that several people annotated the first one's file counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Range = tuple[int, int]
ROLES = ("source", "cue", "content")
#: A paragraph is a line.
_LINE = re.compile(r"[^\r\n]+")
#: The length of '_WHO' at the end of a file's name.
_ANNOTATOR = 5


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what by which word, as ranges of code points."""

    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()

    def of(self, role: str) -> tuple[Range, ...]:
        """The ranges of one of ROLES."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]

    @classmethod
    def from_roles(cls, roles: Mapping[str, list[Range]]) -> Attribution:
        """From the ranges of each role, in any order and with repetitions."""
        return cls(*(tuple(sorted({(s, e) for s, e in roles.get(role, [])})) for role in ROLES))


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and what its annotator found."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def load(folder: Path) -> list[Annotated]:
    """The articles of a folder by name."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem[:-_ANNOTATOR], path)
    return [
        Annotated(
            name,
            (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8"),
            tuple(read_annotations(path.read_text("utf-8"))),
        )
        for name, path in sorted(first.items())
    ]


def read_annotations(text: str) -> Iterator[Attribution]:
    """The attributions of an annotation file: its events, whose arguments are its text bounds.

    >>> list(read_annotations("T1\\tSource 0 2;4 6\\tHe X\\nT2\\tCue 7 11\\tsaid\\nE1\\tCue:T2 Source1:T1"))
    [Attribution(source=((0, 2), (4, 6)), cue=((7, 11),), content=())]
    """
    bounds: dict[str, list[Range]] = {}
    events: list[list[str]] = []
    for line in text.split("\n"):
        key, _, rest = line.partition("\t")
        value = rest.split("\t")[0]
        if re.fullmatch(r"T\d+", key):
            pairs = (part.split() for part in value.partition(" ")[2].split(";"))
            bounds[key] = [(int(start), int(end)) for start, end in pairs]
        elif re.fullmatch(r"E\d+", key):
            events.append(value.split())
    for arguments in events:
        roles: dict[str, list[Range]] = {role: [] for role in ROLES}
        for name, _, target in (argument.partition(":") for argument in arguments):
            role = re.sub(r"\d+$", "", name).lower()
            if role in roles:
                roles[role] += bounds.get(target, [])
        yield Attribution.from_roles(roles)


def paragraphs(text: str) -> list[Range]:
    """Where the lines of a text stand that are not blank.

    >>> paragraphs("One.\\n \\nTwo.")
    [(0, 4), (7, 11)]
    """
    return [match.span() for match in _LINE.finditer(text) if match.group().strip()]
