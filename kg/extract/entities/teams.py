"""Reports of matches: there the name of a country is its team's, and 'Belgium beat Panama' is no war."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.entities.names import NameMatch
from kg.extract.phrases import is_plural
from kg.knowledge.world import Name
from kg.model import Entity

#: So many different words of sport make an article the report of a match; one or two politics has too.
CONTEST_WORDS = 4

#: Prepositions after which a country in such a report is still a place.
_WHERE = frozenset({"in", "at", "from", "to", "near", "across", "around", "throughout", "outside", "into"})

#: The endings of names for one of a people that are names for all of it as well ('the French', 'the Swiss').
_BOTH = ("ese", "sh", "ch", "ss")


def is_match_report(text: str, words: Iterable[str]) -> bool:
    """Whether an article reports a match, by how many of the words of sport it has.

    >>> words = ("goalkeeper", "half-time", "midfielder", "kick-off", "striker")
    >>> is_match_report("At half-time the goalkeeper and a midfielder, not the striker, went off.", words)
    True
    >>> is_match_report("The striker at the mine gates asked what the goalkeeper of democracy does.", words)
    False
    """
    pattern = "|".join(re.escape(word) for word in words)
    found = re.findall(rf"\b(?:{pattern})s?\b", text.lower()) if pattern else []
    return len({word.removesuffix("s") for word in found}) >= CONTEST_WORDS


def as_team(match: NameMatch, head: Token) -> NameMatch:
    """A country or town that plays as its team; as it was where the name, whose head that is, says where."""
    name = match.name
    if name is None or name.entity.kind not in {"State", "Place"} or name.use not in {"name", "demonym"}:
        return match
    one = name.use == "demonym" and not is_plural(head) and not head.lower_.endswith(_BOTH)
    if head.ent_type_ == "FAC" or one:
        # 'the Volgograd Arena'; 'the Dane' is a player or coach
        return match
    token = head
    while token.dep_ in {"conj", "appos"} and token.head.i != token.i:
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in _WHERE:
        return match
    label = f"{name.entity.label} (team)"
    team = Entity("Organization", label, key=label.lower(), place=name.entity)
    return NameMatch(match.span, (Name(name.text, team, "name"),))
