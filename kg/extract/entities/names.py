"""Names that the world knows, found in running text: the longest first, before the model's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.knowledge.world import Name, World
from kg.model import Span

_FIRST = re.compile(r"\w+")
#: The first part of an abbreviation that goes on after a hyphen.
_FIRST_PART = re.compile(r"(?<![\w-])[A-Z]{3,}-$")
#: One for one, so that offsets stay.
_PLAIN = str.maketrans("’\u00a0\n", "'  ")
#: Order in which the uses of one word are preferred when it could be several.
_USES = {"name": 0, "metonym": 1, "adjective": 2, "demonym": 3}


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A stretch of text that is a known name, with everything that it could name."""

    span: Span
    names: tuple[Name, ...]

    @property
    def name(self) -> Name | None:
        """The one thing that is named, None when the name is ambiguous."""
        iris = {name.entity.iri for name in self.names}
        return self.names[0] if len(iris) == 1 else None


def is_common_word(text: str, match: NameMatch) -> bool:
    """Whether a text has the name of a state in small letters as well: 'turkeys', 'china'."""
    name = match.names[0]
    state = name.use == "name" and name.entity.kind == "State" and name.text.istitle()
    return state and re.search(rf"\b{re.escape(name.text.lower())}s?\b", text) is not None


def _preferred(names: Iterable[Name], world: World) -> tuple[Name, ...]:
    """A state over its capital of the same name; then by use."""
    ordered = sorted(names, key=lambda n: (_USES[n.use], n.entity.iri or ""))
    if len({n.entity.iri for n in ordered}) > 1:
        states = {n.entity.iri for n in ordered if n.entity.kind == "State"}
        if len(states) == 1 and all(
            n.entity.iri in states or states.intersection(world.part_of.get(n.entity.iri or "", ()))
            for n in ordered
        ):
            return tuple(n for n in ordered if n.entity.iri in states)
    return tuple(ordered)


def _continues(text: str, start: int, found: list[NameMatch], base: int) -> bool:
    """'CSP-DPA': whether capitals are the second part of an abbreviation whose first part is no name."""
    if text[start - 1 : start] != "-" or _FIRST_PART.search(text, max(0, start - 9), start) is None:
        return False
    return not found or found[-1].span.end != base + start - 1


class NameIndex:
    """The names of a world, by first word."""

    def __init__(self, world: World) -> None:
        grouped: dict[str, list[Name]] = defaultdict(list)
        for name in world.names:
            grouped[name.text].append(name)
        self._by_first: dict[str, list[tuple[str, tuple[Name, ...]]]] = defaultdict(list)
        for text, names in grouped.items():
            first = _FIRST.search(text)
            if first is not None and first.start() == 0:
                self._by_first[first.group()].append((text, _preferred(names, world)))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[NameMatch, ...]:
        """The names in `text[start:end]`, longest first, in reading order, without overlap.

        Curly and straight apostrophes are the same; case counts ('US' is not 'us').
        """
        limit = len(text) if end is None else end
        # One character more, to see whether a word goes on there.
        plain = text[start : limit + 1].translate(_PLAIN)
        size = limit - start
        found: list[NameMatch] = []
        position = 0
        while (match := _FIRST.search(plain, position, size)) is not None:
            position = match.end()
            for name, names in self._by_first.get(match.group(), ()):
                stop = match.start() + len(name)
                whole = stop <= size and not plain[stop : stop + 1].isalnum()
                if whole and plain.startswith(name, match.start()):
                    if name.isupper() and _continues(plain, match.start(), found, start):
                        break
                    found.append(NameMatch(Span(start + match.start(), start + stop), names))
                    position = max(position, stop)
                    break
        return tuple(found)
