"""How far what a graph says agrees with gold: each side's items with the level that each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from score_gold import Found
from span_scores import Rates

from kg.build import Build

Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class Judged(Generic[Wanted]):
    """The rows of a gold and the findings of a graph, with how many of the `levels` each agrees in."""

    levels: tuple[str, ...]
    rows: tuple[tuple[Wanted, int], ...]
    findings: tuple[tuple[Found, int], ...]

    def rates(self, level: str) -> tuple[Rates, Rates]:
        """What is found of the rows, and what is right of the findings, at one of the levels."""
        least = self.levels.index(level) + 1
        found = sum(agreed >= least for _, agreed in self.rows)
        right = sum(agreed >= least for _, agreed in self.findings)
        return Rates(found, found, len(self.rows)), Rates(right, len(self.findings), right)

    def report(self, rows: str, findings: str) -> str:
        """The figures at each level as text; rows and findings are called as given."""
        wide, wider = len(rows) + 2, len(findings) + 2
        head = (
            f"{'':12}{'recall':>8}{'found':>8}{rows:>{wide}}{'precision':>11}{'right':>7}{findings:>{wider}}"
        )
        lines = [head]
        for level in self.levels:
            found, right = self.rates(level)
            lines.append(
                f"{level:12}{found.recall:8.1f}{found.right:8}{found.gold:{wide}}"
                f"{right.precision:11.1f}{right.right:7}{right.predicted:{wider}}"
            )
        return "\n".join(lines)


def by_file(built: Build, findings: Sequence[Found]) -> dict[str, list[Found]]:
    """The findings of each article that was built, by the name of its file."""
    return {
        Path(article.source).name: [
            f for f in findings if f"/{article.iri.value.rsplit('/', 1)[-1]}/" in f.iri
        ]
        for article in built.articles
    }
