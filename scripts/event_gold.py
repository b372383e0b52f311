"""Scores the events of graphs against those that annotators found in the same articles.

The gold has a row for each mention of an event: `file`, `event`, `type`, `actors`, `targets`, `date`,
`start`, `end`, `evidence`. Offsets are code points, half-open; several names stand between ' + '. Mentions
that share a number are one event; a row with a file alone says that nothing happens there. An event of the
gold is found when an event of the graph overlaps one of its mentions and has a type that is the same,
broader or narrower; an event of the graph is right when there is such a mention. Beside that the same with
all actors that the mention names, and with all its targets too. Whose doer is not told, the killed and
wounded count as casualties. Names are compared as in score_gold.py.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from judged import Judged, by_file
from score_gold import Found, Names, findings, overlaps, solutions
from typed_gold import CASES as ALL_CASES
from typed_gold import UNTAUGHT

from kg.build import Build, Settings, build
from kg.knowledge.lexicon import load_lexicon

#: The texts whose events are annotated, with the gold beside them.
CASES = ALL_CASES / "wikinews"
#: An event of the gold and one of the graph agree in these, from the loosest to the strictest.
LEVELS = ("place", "type", "actors", "targets")

#: What happened to people, whose doer a mention may leave out: then it tells of the dead and hurt alone.
HARM = frozenset({"Casualties", "Killing", "Wounding"})

Mention = dict[str, str]
#: The mentions of one event.
Mentions = tuple[Mention, ...]


def load(path: Path) -> list[Mention]:
    """The rows of a gold file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(mention: Mention, role: str) -> list[str]:
    """The names of the actors or targets of a mention.

    >>> named({"actors": "Armenia + Azerbaijan"}, "actors"), named({"actors": ""}, "actors")
    (['Armenia', 'Azerbaijan'], [])
    """
    return [name for name in mention[role].split(" + ") if name]


def judge(built: Build, mentions: Iterable[Mention]) -> Judged[Mentions]:
    """Compare each event of the gold with each event of the graph of its article."""
    names, lexicon, events = Names(built.graph), load_lexicon(), findings(built.graph, None)[1]
    targets: dict[str, list[str]] = defaultdict(list)
    for row in solutions(built.graph, "SELECT ?x ?t { ?x a kg:Event ; kg:target ?t }"):
        targets[row["x"]].append(row["t"])
    of_file = by_file(built, events)

    def agreement(mention: Mention, event: Found) -> int:
        if not overlaps(mention, event):
            return 0
        wanted, given = mention["type"], event.what
        unsaid = not event.actors if wanted == "Casualties" else not mention["actors"]
        harm = "Casualties" in {wanted, given} and {wanted, given} <= HARM and unsaid
        if not harm and wanted not in lexicon.broader(given) and given not in lexicon.broader(wanted):
            return 1
        for level, (role, those) in enumerate(
            (("actors", event.actors), ("targets", targets[event.iri])), start=2
        ):
            if not all(any(names.same(n, e, polity=True) for e in those) for n in named(mention, role)):
                return level
        return len(LEVELS)

    grouped: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention["file"], mention["event"]].append(mention)
    best = {event.iri: 0 for found in of_file.values() for event in found}
    judged = []
    for (file, _), own in grouped.items():
        reached = 0
        for event in of_file[file]:
            level = max(agreement(mention, event) for mention in own)
            best[event.iri] = max(best[event.iri], level)
            reached = max(reached, level)
        judged.append((tuple(own), reached))
    everything = [event for found in of_file.values() for event in found]
    return Judged(LEVELS, tuple(judged), tuple((event, best[event.iri]) for event in everything))


def report(judged: Judged[Mentions]) -> str:
    """The figures at each level as text."""
    return judged.report("events", "predicted")


def details(judged: Judged[Mentions], names: Names) -> Iterable[str]:
    """A line for each event of either side that does not agree in everything."""
    for mentions, level in judged.rows:
        if level < len(LEVELS):
            first = mentions[0]
            who = f"{first['actors']} > {first['targets']}"
            reached = LEVELS[level - 1] if level else "missed"
            yield f"{first['file']} row {reached}: {first['type']} | {who} | {first['evidence']}"
    for event, level in judged.findings:
        if level < len(LEVELS):
            who = ", ".join(max(sorted(names.labels[a]), key=len, default=a) for a in event.actors)
            reached = LEVELS[level - 1] if level else "nowhere"
            yield f"event {reached}: {event.what} [{who}] «{event.text}» {event.spans}"


def evaluate(*, untaught: bool = False, rows: bool = False) -> str:
    """Build the annotated texts and compare; with `untaught` only those that nobody has read.

    :raises KGError: when the texts cannot be built.
    """
    gold = load(CASES / "events.csv")
    names = set(UNTAUGHT.read_text(encoding="utf-8").split())
    kept = {row["file"] for row in gold if row["file"] in names or not untaught}
    built = build(sorted(CASES / name for name in kept), Settings())
    judged = judge(built, [row for row in gold if row["event"] and row["file"] in kept])
    return "\n".join([*(details(judged, Names(built.graph)) if rows else ()), report(judged)])
