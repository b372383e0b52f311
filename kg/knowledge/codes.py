"""How findings are coded for event data: categories of PLOVER and sectors of actors, read from Turtle.

The vocabulary (plover:Coding, plover:class2017 ...) is explained in `ontology/codes.ttl`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.turtle import KG, LEX, RDF_TYPE, SKOS, local, parse
from kg.resources import folder

_PLOVER = "https://w3id.org/article-kg/plover#"
#: Where event types, sectors and codings are.
FILES = ("schemes.ttl", "codes.ttl")


@dataclass(frozen=True, slots=True)
class Coding:
    """What something must be to have a category; an empty set leaves a condition open.

    With `illocutions` it is about acts of saying, with `modes` about what happens or is to come.
    """

    rank: int
    category: str
    illocutions: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()

    def fits(self, content: frozenset[str], sectors: frozenset[str]) -> bool:
        """Whether a content, with what is broader, and the sectors of its actors are among those meant."""
        return (not self.contents or bool(self.contents & content)) and (
            not self.sectors or bool(self.sectors & sectors)
        )


@dataclass(frozen=True, slots=True)
class Codes:
    """Categories and sectors.

    `broader` leads from a type to the next one. `classes` are the names of 2017 that differ from a category,
    `forceful` those that hold when an armed force acts. `placed` are the types of which the country
    where they are done can be the target. `reporting` are the illocutions that only pass on,
    `reporting_cues` the words of a cue with which another one does too. `sector_classes` and `sector_words`
    give the sector's code of a class and of a word.
    """

    broader: Mapping[str, str]
    codings: tuple[Coding, ...]
    classes: Mapping[str, str]
    forceful: Mapping[str, str]
    placed: frozenset[str]
    reporting: frozenset[str]
    reporting_cues: Mapping[str, frozenset[str]]
    sector_classes: Mapping[str, str]
    sector_words: Mapping[str, str]

    def chain(self, type: str) -> tuple[str, ...]:
        """A type and the broader ones, narrowest first.

        >>> load_codes().chain("Shelling")
        ('Shelling', 'ASSAULT')
        """
        found = [type]
        while (above := self.broader.get(found[-1])) is not None and above not in found:
            found.append(above)
        return tuple(found)

    def act(self, illocution: str, content: str | None = None) -> str | None:
        """The category of an act of saying with what it is about; None when it is no event.

        >>> codes = load_codes()
        >>> codes.act("Promise"), codes.act("Promise", "Blockade"), codes.act("Claim", "Blockade")
        ('AGREE', 'THREATEN', None)
        """
        above = frozenset(self.chain(content)) if content else frozenset()
        fitting = (c for c in self.codings if illocution in c.illocutions and c.fits(above, frozenset()))
        return next((c.category for c in fitting), None)

    def deed(self, type: str, mode: str = "actual", sectors: frozenset[str] = frozenset()) -> str | None:
        """The category of something that actors of some sectors do, in a mode; None when it is no event.

        >>> codes = load_codes()
        >>> codes.deed("Blockade"), codes.deed("Blockade", sectors=frozenset({"CVL"})), codes.deed("Tension")
        ('COERCE', 'PROTEST', None)
        >>> codes.deed("AID", "future"), codes.deed("Blockade", "future")
        ('AGREE', None)
        """
        chain = self.chain(type)
        fitting = (c for c in self.codings if mode in c.modes and c.fits(frozenset(chain), sectors))
        # The sixteen categories are the types in capitals; what has none above it is only a relation.
        own = chain[-1] if mode == "actual" and chain[-1].isupper() else None
        return next((c.category for c in fitting), own)

    def reports(self, illocution: str, cue: str) -> bool:
        """Whether an act of saying only passes on what it says, by its illocution or the words of its cue.

        >>> codes = load_codes()
        >>> codes.reports("Report", ""), codes.reports("Accusation", "said")
        (True, True)
        >>> codes.reports("Accusation", "accused")
        False
        """
        words = frozenset(cue.lower().split())
        return illocution in self.reporting or bool(words & self.reporting_cues.get(illocution, frozenset()))

    def class_2017(self, type: str, *, forceful: bool = False) -> str:
        """The name of 2017 for a type or category; `forceful` when an armed force acts.

        >>> codes = load_codes()
        >>> codes.class_2017("Shelling"), codes.class_2017("Killing"), codes.class_2017("AID")
        ('FIGHT', 'ASSAULT', 'AID')
        """
        chain = self.chain(type)
        for name in chain:
            if name in self.classes:
                return self.classes[name]
            if forceful and name in self.forceful:
                return self.forceful[name]
        return chain[-1]


def load_codes(*extra: Path) -> Codes:
    """Read the codes of `ontology/` and of further Turtle files.

    :raises OntologyError: for Turtle that does not parse, and a coding without a rank or a category.
    """
    triples = _Triples((*(folder("ontology") / name for name in FILES), *extra))
    sectors = {s: min(triples.of(s, SKOS + "notation")) for s in triples.instances(KG + "Sector")}
    codings = [_coding(triples, node) for node in triples.instances(_PLOVER + "Coding")]
    return Codes(
        broader={local(s): local(above) for s, above in triples.pairs(SKOS + "broader")},
        codings=tuple(sorted(codings, key=lambda c: (c.rank, c.category, sorted(c.illocutions | c.modes)))),
        classes={local(s): name for s, name in triples.pairs(_PLOVER + "class2017")},
        forceful={local(s): name for s, name in triples.pairs(_PLOVER + "class2017ByForce")},
        placed=triples.locals(_PLOVER + "placeAsTarget", "content"),
        reporting=triples.locals(_PLOVER + "reporting", "illocution"),
        reporting_cues={
            local(s): frozenset(triples.of(s, _PLOVER + "reportingCue"))
            for s, _ in triples.pairs(_PLOVER + "reportingCue")
        },
        sector_classes={
            local(c): code for s, code in sectors.items() for c in triples.of(s, _PLOVER + "actorClass")
        },
        sector_words={word: code for s, code in sectors.items() for word in triples.of(s, LEX + "lemma")},
    )


class _Triples:
    """The triples of some Turtle files by subject and property."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        for path in paths:
            for quad in parse(path):
                about = self._values.setdefault(_value(quad.subject), {})
                about.setdefault(quad.predicate.value, []).append(_value(quad.object))

    def of(self, node: str, name: str) -> list[str]:
        return sorted(self._values.get(node, {}).get(name, ()))

    def locals(self, node: str, name: str) -> frozenset[str]:
        return frozenset(map(local, self.of(node, _PLOVER + name)))

    def pairs(self, name: str) -> list[tuple[str, str]]:
        return sorted((node, value) for node in self._values for value in self.of(node, name))

    def instances(self, kind: str) -> list[str]:
        return sorted(node for node in self._values if kind in self.of(node, RDF_TYPE))


def _coding(triples: _Triples, node: str) -> Coding:
    ranks, categories = triples.of(node, _PLOVER + "rank"), triples.of(node, _PLOVER + "category")
    if len(ranks) != 1 or not ranks[0].isdecimal() or len(categories) != 1:
        raise OntologyError(
            "a plover:Coding needs one plover:rank, a whole number, and one plover:category",
            where="codes.ttl",
            hint="add what is missing",
        )
    return Coding(
        int(ranks[0]),
        local(categories[0]),
        triples.locals(node, "illocution"),
        frozenset(triples.of(node, _PLOVER + "mode")),
        triples.locals(node, "content"),
        frozenset(triples.of(node, _PLOVER + "sector")),
    )


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
