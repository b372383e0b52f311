"""The short names of bodies that an article introduces, where they stand, and what they are short for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.extract.entities.abbreviations import aliases, initials, introduced
from kg.extract.entities.names import NameIndex, NameMatch
from kg.knowledge.world import Name
from kg.model import Entity, Span

#: What stands before the name of a body of the United States that goes by the rest alone.
_AMERICAN = re.compile(r"(?:United States|U\.S\.|US) $")


def short_names(text: str, names: NameIndex) -> Mapping[str, str]:
    """The short names in a text, with the names that they stand for."""
    # 'the United Kingdom, or Britain,': what the world knows is no new name.
    also = {short: name for short, name in aliases(text).items() if not names.find(short)}
    found = {**also, **introduced(text)}
    return {**found, **initials(text, found)}


def shortened_bodies(
    text: str, shortened: Mapping[str, str], matches: Iterable[NameMatch], names: NameIndex
) -> tuple[tuple[Span, Entity], ...]:
    """Where the names stand that an article shortens, in full and in short, and what they name.

    `matches` are the names of the world in the text.
    """
    found: list[tuple[Span, Entity]] = []
    known_names = tuple(matches)
    for short, name in shortened.items():
        start = text.find(name)
        known = _named(Span(start, start + len(name)), known_names)
        label = _written_out(name, names)
        whole = (f"United States {label}",) if _AMERICAN.search(text[max(0, start - 14) : start]) else ()
        entity = known.entity if known else Entity("Organization", label, key=label.lower(), also=whole)
        for words in (name, short):
            places = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
            found += [(Span(*match.span()), entity) for match in places]
    return tuple(sorted(found, key=lambda pair: pair[0]))


def _named(span: Span, matches: Iterable[NameMatch]) -> Name | None:
    """The name of the world that ends where some words end and holds them all."""
    return next((m.name for m in matches if m.span.contains(span) and m.span.end == span.end), None)


def _written_out(name: str, names: NameIndex) -> str:
    """A name whose first word is an abbreviation that the world knows, with that written out ('U.N. …')."""
    first = name.split()[0]
    known = next((m.name for m in names.find(first) if len(m.span) == len(first)), None)
    short = known is not None and first.replace(".", "").isupper()
    return f"{known.entity.label}{name[len(first) :]}" if known is not None and short else name
