"""Abbreviations that an article introduces: 'the National Liberation Army (ELN)'."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: A capitalised name with its small words, right before capitals in brackets.
_INTRODUCED = re.compile(
    r"(?<![\w-])(?P<name>(?:(?:[A-Z]\.){2,}\s)?[A-Z][\w’'-]*(?:\s(?:of|for|the|and|on|in|to|against|de|del|la|[A-Z][\w’'-]*))*\s[A-Z][\w’'-]*)"
    r"(?:\s\((?:the\s)?|,\s(?:or(?:\sthe)?|(?:also\s)?known\sas(?:\sthe)?)\s)"
    r"(?P<short>[A-Z][A-Z0-9][\w-]{0,8})(?:,[^()]*)?(?:\)|(?=[\s,.;]))"
)

#: Capitals that may be the initials of a name; two are too few to tell.
_INITIALS = re.compile(r"(?<![\w.-])[A-Z]{3,6}(?![\w.-])")
#: Small words that initials leave out.
_SMALL = r"(?:(?:of|for|the|and|on|in|to|against|de|del|la)\s)*"

#: What describes a body and is no part of its name ('Qaeda-linked').
_DESCRIBING = re.compile(r"-[a-z]+$")


def introduced(text: str) -> Mapping[str, str]:
    """The abbreviations that a text introduces, with the names that they stand for; the first one counts.

    Where the initials of the last words make the abbreviation, the name begins there.

    >>> introduced("On Monday the People’s Front (PF) and the National Liberation Army (ELN) met.")
    {'PF': 'People’s Front', 'ELN': 'National Liberation Army'}
    >>> introduced("The al Qaeda-linked Front of Arland (FDA) met the U.N. Office in Arland (BINUA).")
    {'FDA': 'Front of Arland', 'BINUA': 'U.N. Office in Arland'}
    """
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(text):
        found.setdefault(match["short"], _fitting(match["name"], match["short"]))
    return found


def initials(text: str, known: Mapping[str, str]) -> Mapping[str, str]:
    """Names in full for other capitals that are the initials of a name in the text.

    >>> initials("The Joint Chiefs of Staff met. The JCS and NATO said little.", {})
    {'JCS': 'Joint Chiefs of Staff'}
    """
    found: dict[str, str] = {}
    for short in sorted(set(_INITIALS.findall(text)) - known.keys()):
        words = rf"\s{_SMALL}".join(rf"{letter}[a-z][\w’'-]*" for letter in short)
        name = re.search(rf"(?<![\w-]){words}(?![\w-])", text)
        if name is not None:
            found[short] = name.group()
    return found


def _fitting(name: str, short: str) -> str:
    """The end of a name whose initials make an abbreviation, else all of it."""
    words = name.removeprefix("The ").split()
    while len(words) > 2 and _DESCRIBING.search(words[0]):
        words = words[1:]
    letters = [c for c in short if c.isupper()]
    for start in range(len(words) - 1):
        rest = words[start:]
        if [w[0] for w in rest if w[0].isupper()] == letters and rest[0][0].isupper():
            return " ".join(rest)
    return " ".join(words)
