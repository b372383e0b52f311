"""Actors as event data codes them: a country (ISO 3166-1 alpha-3) or an organisation, and a sector.

The country comes from what an actor is an organ of, belongs to, holds office in or is named after
(`kg:organOf`, `kg:polity`, tenures, `kg:basedIn`, `kg:partOf`), in the manner of CAMEO and PLOVER.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from kg.export.view import Term, View, identity
from kg.knowledge.codes import Codes
from kg.vocab import KG, RDF, RDFS, SKOS

#: The code of what no state answers for.
_INTERNATIONAL = "IGO"
#: Sectors whose organisations have no country of their own.
_STATELESS = frozenset({"IGO", "NGO", "IMG"})
_ARMED = "MIL"
#: How far from an actor its country may be looked for: an office of a ministry of a government of a state.
_DEPTH = 5
_ALPHA3 = re.compile(r"[A-Z]{3}")
_CAPITALISED = re.compile(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_BREAK = re.compile(r"\s(?:of|in|for|from|at|outside|near|to|who|on|under|with|loyal|against)\s")
#: What a state and its people are called.
_STATE_NAMES = (RDFS("label"), KG("adjective"), KG("demonym"))


@dataclass(frozen=True, slots=True)
class CodedActor:
    """An actor of an event: its node, name, code and sector, '' where they are not known.

    A state as such has no sector.
    """

    node: Term
    name: str
    code: str
    sector: str


class ActorCodes:
    """The codes of the actors of a view, each looked up once."""

    def __init__(self, view: View, codes: Codes) -> None:
        self._view = view
        self._codes = codes
        self._known: dict[Term, CodedActor] = {}
        self._tenures: defaultdict[Term, list[Term]] = defaultdict(list)
        self._memo: dict[Term, str] = {}
        self._states: dict[str, str] = {}
        for node in sorted(view.properties, key=identity):
            codes_of = [v.value for v in view.values(node, SKOS("notation")) if _ALPHA3.fullmatch(v.value)]
            if codes_of and KG("State") in view.values(node, RDF("type")):
                for value in view.values(node, *_STATE_NAMES):
                    # A name of several states is nobody's.
                    known = self._states.setdefault(value.value, codes_of[0])
                    self._states[value.value] = known if known == codes_of[0] else ""
            for holder in view.values(node, KG("holder")):
                self._tenures[holder].append(node)

    def actor(self, node: Term, capacity: Term | None = None) -> CodedActor:
        """The codes of an actor, in an office if it acts in one."""
        if capacity is not None:
            office = self.actor(capacity)
            code = office.code or self.actor(node).code
            return CodedActor(node, self._view.label(node), code, office.sector or self.actor(node).sector)
        if node not in self._known:
            sector = self._sector(node)
            code = self._code(node, _DEPTH) or (sector if sector in _STATELESS else "")
            if code in _STATELESS and sector != _ARMED:
                sector = code
            self._known[node] = CodedActor(node, self._view.label(node), code, sector)
        return self._known[node]

    def at_home(self, actor: CodedActor, country: str) -> CodedActor:
        """The actor with a country if it is a group without one: protesters in Yerevan are Armenia's."""
        nameless = not actor.code and "Group" in self._classes(actor.node)
        return replace(actor, code=country) if nameless else actor

    def _classes(self, node: Term) -> set[str]:
        found = self._view.values(node, RDF("type"))
        above = {up for name in found for up in self._view.superclasses.get(name, ())}
        classes = {name.value.rsplit("#", 1)[-1] for name in {*found, *above} if hasattr(name, "value")}
        # 'A Kenyan soldier' is coded as Kenyan soldiers are.
        return {"Group"} if "UnnamedPerson" in classes else classes

    def _code(self, node: Term, depth: int) -> str:
        """The one country that an actor leads to, IGO for an organisation of states; '' when open."""
        view, classes = self._view, self._classes(node)
        if "State" in classes:
            codes = [v.value for v in view.values(node, SKOS("notation")) if _ALPHA3.fullmatch(v.value)]
            return min(codes, default="")
        stated = self._stated(node)
        if "Alliance" in classes or stated in _STATELESS:
            return stated or _INTERNATIONAL
        if depth == 0:
            return ""
        for names in (("organOf",), ("polity",), ("governs",), ("basedIn", "partOf"), ("candidate",)):
            found = {self._code(value, depth - 1) for name in names for value in view.values(node, KG(name))}
            if len(found - {""}) == 1:
                return (found - {""}).pop()
        offices = {office for tenure in self._tenures[node] for office in view.values(tenure, KG("office"))}
        held = {self._code(office, depth - 1) for office in offices} - {""}
        if held or "Person" in classes or "Place" in classes:
            return held.pop() if len(held) == 1 else ""
        return self._named_after(view.label(node))

    def _named_after(self, label: str) -> str:
        """The one state whose name or adjective stands in a name ('Nigerian Union of Teachers')."""
        words = _CAPITALISED.findall(label)
        found = {self._states.get(word, "") for words_ in words for word in (words_, *words_.split())} - {""}
        return found.pop() if len(found) == 1 else ""

    def _stated(self, node: Term) -> str:
        """The code of the sector that the world graph states of an organisation; '' without."""
        for sector in self._view.values(node, KG("sector")):
            return min((v.value for v in self._view.values(sector, SKOS("notation"))), default="")
        return ""

    def _sector(self, node: Term) -> str:
        """The sector that is stated, that the class has, or that a word of the name has."""
        view, codes = self._view, self._codes
        if stated := self._stated(node):
            return stated
        classes = self._classes(node)
        if "State" in classes or "Place" in classes:
            return ""
        if "Person" in classes:
            offices = {
                office for tenure in self._tenures[node] for office in view.values(tenure, KG("office"))
            }
            found = {self._sector(office) for office in offices} - {""}
            return found.pop() if len(found) == 1 else ""
        by_class = {code for name, code in codes.sector_classes.items() if name in classes}
        if "Office" in classes or "GovernmentBody" in classes:
            return self._by_word(_BREAK.split(view.label(node))[0]) or min(by_class)
        return min(by_class) if by_class else self._by_word(view.label(node))

    def _by_word(self, label: str) -> str:
        """The sector of a name's words: those before the first preposition, the last one first."""
        parts = _BREAK.split(label.lower())
        for part in parts:
            for word in reversed(_WORD.findall(part)):
                for form in _singulars(word):
                    if form in self._codes.sector_words:
                        return self._codes.sector_words[form]
        return ""


def _singulars(word: str) -> tuple[str, ...]:
    """A word and what it could be the plural of.

    >>> _singulars("deputies"), _singulars("servicemen")
    (('deputies', 'deputy', 'deputie', 'deputi'), ('servicemen', 'serviceman'))
    """
    if word.endswith("men"):
        return word, word[:-3] + "man"
    found = [word]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith("s"):
        found.append(word[:-1])
    if word.endswith("es"):
        found.append(word[:-2])
    return tuple(found)
