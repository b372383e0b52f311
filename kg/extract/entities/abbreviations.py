"""Abbreviations that an article introduces: 'the National Liberation Army (ELN)'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: A capitalised name with its small words, right before capitals in brackets.
_INTRODUCED = re.compile(
    r"(?<![\w-])(?P<name>(?:(?:[A-Z]\.){2,}\s)?[A-Z][\w’'-]*(?:\s(?:of|for|the|and|on|in|to|from|against|de|del|la|[A-Z][\w’'-]*))*\s[A-Z][\w’'-]*)"
    r"(?:\s\((?:the\s)?|,\s(?:or(?:\sthe)?|(?:also\s)?known\sas(?:\sthe)?)\s)"
    r"(?P<short>[A-Z][A-Z0-9][\w-]{0,8})(?:,[^()]*)?(?:\)|(?=[\s,.;]))"
)
#: The same for a name by which one is known ('the Northern Watch Force, or Kavala,').
_ALIAS = re.compile(
    r"\bthe\s(?P<name>[A-Z][\w’'-]*(?:\s(?:of|for|the|and|[A-Z][\w’'-]*))*\s[A-Z][\w’'-]*)"
    r",\s(?:or|also\sknown\sas|better\sknown\sas|known\sas)\s(?P<short>[A-Z][a-z][\w’'-]+)(?=[,.;])"
)

#: A short name that is written as a word, of letters of the name before it ('Tokyo Electric Power (Tepco)').
_SPELT = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][\w’'-]*(?:\s(?:of|for|the|and|[A-Z][\w’'-]*))*\s[A-Z][\w’'-]*)"
    r"\s\((?:the\s)?(?P<short>[A-Z][a-z]{2,8}|(?:[A-Z][a-z]*){2,6})\)"
)

#: The parts of a short name with capitals within ('ArlFire').
_PARTS = re.compile(r"[A-Z][a-z]*")

#: Capitals that may be the initials of a name; two are too few to tell.
_INITIALS = re.compile(r"(?<![\w.-])[A-Z]{3,6}(?![\w.-])")
#: Small words that initials leave out.
_SMALL = r"(?:(?:of|for|the|and|on|in|to|against|de|del|la)\s)*"

#: What describes a body and is no part of its name ('Qaeda-linked').
_DESCRIBING = re.compile(r"-[a-z]+$")
#: What opens a sentence before a name.
_OPENING = re.compile(r"^(?:According to|After|At|By|For|From|In|On|Under|With) the ")


def introduced(text: str) -> Mapping[str, str]:
    """The abbreviations that a text introduces, with the names that they stand for; the first one counts.

    Where the initials of the last words make the abbreviation, the name begins there.

    >>> introduced("On Monday the People’s Front (PF) and the National Liberation Army (ELN) met.")
    {'PF': 'People’s Front', 'ELN': 'National Liberation Army'}
    >>> introduced("The al Qaeda-linked Front of Arland (FDA) met the U.N. Office in Arland (BINUA).")
    {'FDA': 'Front of Arland', 'BINUA': 'U.N. Office in Arland'}
    >>> introduced("the Peace Council and the United Relief Mission in Arland (URMIA) met.")
    {'URMIA': 'United Relief Mission in Arland'}
    >>> introduced("Arland Power (Apco) and the Union of Textile Workers (Utex) met in Nis (Reuters).")
    {'Apco': 'Arland Power', 'Utex': 'Union of Textile Workers'}
    >>> introduced("The Arland Department of Forestry and Fire Protection (ArlFire) met Borgas (KapGas).")
    {'ArlFire': 'Arland Department of Forestry and Fire Protection'}
    >>> introduced("Aid from Arland (AFA) came on Monday, Arland Wrestling Aurora (Aurora) said.")
    {'AFA': 'Aid from Arland', 'Aurora': 'Arland Wrestling Aurora'}
    >>> introduced("According to the Union of Bakers and Local Millers (SUBAM), it fell.")
    {'SUBAM': 'Union of Bakers and Local Millers'}
    >>> introduced("Promoters of the Northern Ring Starlight (Starlight) met.")
    {'Starlight': 'Northern Ring Starlight'}
    """
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(text):
        found.setdefault(match["short"], _fitting(match["name"], match["short"]))
    for match in _SPELT.finditer(text):
        if (name := _spelling(match["name"], match["short"])) is not None:
            found.setdefault(match["short"], name)
    return found


def aliases(text: str) -> Mapping[str, str]:
    """The other names of bodies that a text gives, with the names in full.

    >>> aliases("They shelled the Northern Watch Force, or Kavala, and the United Front, or part of it.")
    {'Kavala': 'Northern Watch Force'}
    """
    return {match["short"]: match["name"] for match in _ALIAS.finditer(text)}


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
    starts = [i for i, word in enumerate(words[:-1]) if word[0].isupper()]
    for fits in (_are_initials, _hold_initials):
        for start in starts:
            if fits(words[start:], letters):
                return " ".join(words[start:])
    for start in starts[1:]:
        # 'the Miners' Council and the Union of Arland Railwaymen (UR)': two bodies.
        if words[start - 2 : start] == ["and", "the"] and words[start][0] == letters[0] != words[0][0]:
            return " ".join(words[start:])
    return _OPENING.sub("", " ".join(words))


def _spelling(name: str, short: str) -> str | None:
    """The end of a name whose words begin with letters of a short name, in its order; None without.

    The last word of a name may be its short form as well ('Arland Wrestling Aurora (Aurora)').
    """
    words = name.removeprefix("The ").split()
    if len(words) > 2 and short == words[-1]:
        small = max((i for i, word in enumerate(words) if word[0].islower()), default=-1)
        return " ".join(words[small + 1 :])
    parts = _PARTS.findall(short)
    if len(parts) > 1:
        return next((" ".join(words[i:]) for i in range(len(words) - 1) if _begin(words[i:], parts)), None)
    for start, first in enumerate(words[:-1]):
        initials = [w[0].lower() for w in words[start:] if w[0].isupper()]
        letters = iter(short.lower())
        fitting = sum(initial in letters for initial in initials)
        if first[0] == short[0] and fitting >= min(len(initials), 2):
            return " ".join(words[start:])
    return None


def _begin(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether some words, the first among them, begin in turn with the parts of a short name."""
    rest = iter(words)
    return words[0].startswith(parts[0]) and all(any(w.startswith(p) for w in rest) for p in parts)


def _are_initials(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Whether the capitals that some words begin with make an abbreviation."""
    return [w[0] for w in words if w[0].isupper()] == letters


def _hold_initials(words: Sequence[str], letters: Sequence[str]) -> bool:
    """The same with letters from within the words and from small words between ('in', 'of')."""
    at = 0
    for number, word in enumerate(words):
        taken = word[0].upper() == (letters[at] if at < len(letters) else "")
        if word[0].isupper() and not taken:
            return False
        at += taken
        rest = word[1:].upper()
        inside = word[0].isupper() and number == len(words) - 1
        while inside and at < len(letters) and letters[at] in rest:
            rest = rest[rest.index(letters[at]) + 1 :]
            at += 1
    return at == len(letters)
