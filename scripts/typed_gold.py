"""Scores graphs against typed gold: who says it, with which attitude, by which act.

A row of the gold is found when a statement of its article overlaps it and has its speaker, attitude and
illocution; a statement is right when there is such a row. Speakers are compared as in score_gold.py. Beside
that the same without the illocution, and the places where the words of the content overlap by half.
"""

from __future__ import annotations

import csv
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from judged import Judged, by_file
from score_gold import Found, Names, findings, overlaps, plain

from kg.build import Build, Settings, build
from kg.errors import InputError

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
#: The names of the texts of `dev`, `fresh` and `wikinews` from which no model has learnt.
UNTAUGHT = CASES / "untaught.txt"
#: The gold by places alone of articles of PolNeAR's dev part, whose text is not ours to pass on.
NEWS = CASES / "polnear-dev.csv"
#: What the columns of the log of runs on the held-out texts are called.
LOG = ("date", "commit", "statements", "found", "right", "rows", "predicted", "recall", "precision")
#: The files of those who annotated the held-out texts after the first, without a sight of each other's work.
LATER = ("second.csv", "third.csv")
#: A row and a statement agree in these, from the loosest to the strictest.
LEVELS = ("place", "speaker", "attitude", "all")

Row = dict[str, str]
Rows = Sequence[Row]


def statement_rows(path: Path) -> list[dict[str, str]]:
    """The statement rows of a gold file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "statement"]


def placed_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a gold by places alone, as those of `statement_rows`, with nothing for the evidence."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, "speaker_or_actor": row["speaker"], "evidence": ""} for row in csv.DictReader(file)]


def agreement(row: dict[str, str], statement: Found, names: Names) -> int:
    """How many of LEVELS a statement reaches for a row: 0 when it stands elsewhere."""
    if not overlaps(row, statement):
        return 0
    if not names.same(row["speaker_or_actor"], statement.actors[0]):
        return 1
    if row["attitude"] != statement.kind:
        return 2
    return 4 if row["type"] == statement.what else 3


def judge(built: Build, rows: Rows, others: Sequence[Rows] = ()) -> Judged[Row]:
    """Compare each row with each statement of its article.

    With the rows of other annotators of the same texts, `others`, what agrees with any of them is right.
    """
    names, statements = Names(built.graph), findings(built.graph, None)[0]
    of_file = by_file(built, statements)
    best: Counter[str] = Counter({s.iri: 0 for found in of_file.values() for s in found})
    judged = []
    partners = [counterparts(rows, other) for other in others]
    for other in (row for annotated in others for row in annotated):
        for statement in of_file[other["file"]]:
            best[statement.iri] = max(best[statement.iri], agreement(other, statement, names))
    for row in rows:
        same = [row, *(found[id(row)] for found in partners if id(row) in found)]
        levels = [(max(agreement(r, s, names) for r in same), s) for s in of_file[row["file"]]]
        for level, statement in levels:
            best[statement.iri] = max(best[statement.iri], level)
        judged.append((row, max((level for level, _ in levels), default=0)))
    everything = [s for found in of_file.values() for s in found]
    return Judged(LEVELS, tuple(judged), tuple((s, best[s.iri]) for s in everything))


def counterparts(rows: Rows, others: Rows) -> dict[int, dict[str, str]]:
    """For each row, by its id, the row of another annotator that overlaps it and is most like it."""
    found = {}
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        near = [
            other
            for other in others
            if other["file"] == row["file"] and int(other["start"]) < end and start < int(other["end"])
        ]
        if near:
            found[id(row)] = max(near, key=lambda other: likeness(row, other))
    return found


def likeness(row: dict[str, str], other: dict[str, str]) -> tuple[bool, bool, int]:
    """How alike two rows are: speaker, act, and how many characters they share."""
    shared = min(int(row["end"]), int(other["end"])) - max(int(row["start"]), int(other["start"]))
    same = plain(row["speaker_or_actor"]) == plain(other["speaker_or_actor"])
    return same, row["type"] == other["type"], shared


def report(judged: Judged[Row]) -> str:
    """The figures at each level as text."""
    return judged.report("rows", "statements")


def details(judged: Judged[Row], names: Names) -> Iterable[str]:
    """A line for each row and each statement that is not wholly right."""
    for row, level in judged.rows:
        if level < len(LEVELS):
            reached = LEVELS[level - 1] if level else "missed"
            what = f"{row['speaker_or_actor']} | {row['type']} | {row['evidence']}"
            yield f"{row['file'][:14]} row {reached}: {what}"
    for statement, level in judged.findings:
        if level < len(LEVELS):
            who = max(sorted(names.labels[statement.actors[0]]), key=len, default=statement.actors[0])
            yield (
                f"statement {LEVELS[level - 1] if level else 'nowhere'}: {who} | {statement.what} "
                f"| {statement.text} | {statement.spans}"
            )


def evaluate(
    statements: str = "hybrid", *, cases: str = "dev", untaught: bool = False, rows: bool = False
) -> str:
    """Build the texts of a folder of cases, compare, and log a run on the held-out ones, `final`.

    With `untaught` only the texts from which no model has learnt.

    :raises KGError: when the texts cannot be built.
    """
    folder, final = CASES / cases, cases == "final"
    settings = Settings(statements="lexicon" if statements == "lexicon" else "hybrid")
    names = set(UNTAUGHT.read_text(encoding="utf-8").split())
    texts = sorted(path for path in folder.glob("*.txt") if not untaught or path.name in names)
    built = build(texts, settings)
    kept = {path.name for path in texts}
    judged = judge(built, [row for row in statement_rows(folder / "gold.csv") if row["file"] in kept])
    if final:
        _log(folder / "runs.csv", judged, statements)
    text = report(judged)
    if final:
        others = [statement_rows(folder / name) for name in LATER]
        for number in range(1, len(others) + 1):
            either = judge(built, statement_rows(folder / "gold.csv"), others[:number])
            text = f"{text}\n\nwhere what any of {number + 1} annotators says is right:\n{report(either)}"
    return "\n".join([*details(judged, Names(built.graph)), text]) if rows and not final else text


def evaluate_news(folder: Path, statements: str = "hybrid", *, rows: bool = False) -> str:
    """Build those texts of PolNeAR's dev part in a folder that have typed gold, and compare.

    :raises InputError: when the folder has not all of them.
    """
    gold = placed_rows(NEWS)
    texts = sorted(folder / name for name in {row["file"] for row in gold})
    missing = next((path for path in texts if not path.is_file()), None)
    if missing is not None:
        raise InputError(
            "an annotated text is missing", where=str(missing), hint="name the folder dev/text of PolNeAR"
        )
    built = build(texts, Settings(statements="lexicon" if statements == "lexicon" else "hybrid"))
    judged = judge(built, gold)
    return "\n".join([*(details(judged, Names(built.graph)) if rows else ()), report(judged)])


def _log(path: Path, judged: Judged[Row], statements: str) -> None:
    """Add a line to the log of runs."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    day = subprocess.run(
        ["git", "show", "-s", "--format=%cs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found, right = judged.rates("all")
    line = (
        *(day.stdout.strip(), commit.stdout.strip(), statements, found.right, right.right),
        *(found.gold, right.predicted, f"{found.recall:.1f}", f"{right.precision:.1f}"),
    )
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(LOG)
        writer.writerow(line)
