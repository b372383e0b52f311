"""What validation finds, whichever engine looked: results, and reports of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from kg.vocab import shorten

#: How bad a result is: false or ungrounded, worth a look, or not known.
Severity: TypeAlias = Literal["Violation", "Warning", "Info"]

#: The severities, worst first.
SEVERITIES: tuple[Severity, ...] = ("Violation", "Warning", "Info")

_SHAPES = "https://w3id.org/article-kg/shapes#"


@dataclass(frozen=True, slots=True)
class Result:
    """One way in which a node fails a shape.

    `shape` is the shape's name (`psh:StatementSpeaker`), `focus` the IRI of the node, `path` the property
    path in SPARQL's notation (empty when the whole node fails), `value` the offending IRI or literal
    (empty when something is missing).
    """

    severity: Severity
    shape: str
    focus: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found: each result once, by severity (worst first), shape and node."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is false or ungrounded: warnings and infos do not count."""
        return self.counts["Violation"] == 0

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many results there are of each severity."""
        found = Counter(result.severity for result in self.results)
        return MappingProxyType({severity: found[severity] for severity in SEVERITIES})


def report_of(results: Iterable[Result]) -> Report:
    """The report of some results, in any order and number."""
    return Report(
        tuple(
            sorted(
                set(results),
                key=lambda r: (SEVERITIES.index(r.severity), r.shape, r.focus, r.path, r.value, r.message),
            )
        )
    )


def severity_named(name: str) -> Severity:
    """The severity of this name.

    >>> severity_named("Info")
    'Info'
    """
    return next(severity for severity in SEVERITIES if severity == name)


def shape_name(iri: str) -> str:
    """How a shape is called in a report.

    >>> shape_name("https://w3id.org/article-kg/shapes#Grounded")
    'psh:Grounded'
    """
    return f"psh:{iri.removeprefix(_SHAPES)}" if iri.startswith(_SHAPES) else shorten(iri)
