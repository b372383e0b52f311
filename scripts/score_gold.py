#!/usr/bin/env python3
"""Score a built graph against a gold CSV: which rows of the gold are in the graph, which are missed.

    scripts/score_gold.py GRAPH GOLD.csv [--article SOURCE] [--all]

A statement row is found when a statement's evidence overlaps the row's span and speaker and attitude
are the same; an event row when an event's evidence overlaps, the type is the same or one of the two
is the other's broader type, and every actor of the row is an actor of the event; a tenure, membership
or relation row when the graph has it. Two rows that end in one node count once each. What the graph
has and no row asks for is listed too, to be read: it may be right.

The gold has the columns kind, speaker_or_actor, type, attitude, content, start, end, evidence (others
are ignored); offsets are code points. Rows whose kind starts with 'not' are context and not scored.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyoxigraph as ox

from kg.errors import KGError
from kg.knowledge.lexicon import load_lexicon
from kg.store import Graph, from_file

PREFIXES = """PREFIX kg: <https://w3id.org/article-kg/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""
ATTITUDES = ("affirms", "denies", "callsFor", "commitsTo", "refuses")
_SMALL = frozenset({"the", "a", "an", "of", "in", "for", "to", "and", "unnamed", "some", "its"})
#: A phrase behind the noun of a description begins with one of these ('a policeman on guard').
_BEHIND = re.compile(
    r"\s(?:of|in|for|outside|at|on|near|with|from|by|to|close|among|behind|under|who|familiar|speaking)\s"
)
#: Between initials that are written together ('J.B. Pritzker').
_INITIALS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")
#: What has a text: no triple in a triple.
_TERMS = (ox.NamedNode, ox.BlankNode, ox.Literal)
#: Nouns are compared by this many first letters: protesters, protestors; defence, defense.
STEM = 6


@dataclass(frozen=True)
class Found:
    """A statement or event of the graph, as far as scoring needs it."""

    iri: str
    kind: str
    what: str
    actors: tuple[str, ...]
    text: str
    spans: tuple[tuple[int, int], ...]


def plain(text: str) -> str:
    """Lower case, no accents, no punctuation, one spelling.

    >>> plain("Ministry of Defense of the Côte d’Ivoire")
    'ministry of defence of cote divoire'
    >>> plain("Gov. J.B. Pritzker") == plain("Gov J. B. Pritzker")
    True
    """
    text = _INITIALS.sub(". ", text)
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    folded = (
        re.sub(r"[^\w\s-]", "", folded)
        .replace("-", " ")
        .replace("defense", "defence")
        .replace("internal affairs", "interior")
        .replace("external affairs", "foreign affairs")
        .replace("advisor", "adviser")
    )
    return " ".join(w for w in folded.split() if w != "the")


def head(label: str) -> str:
    """The stem of the head noun of a label: the last word before a phrase that stands behind it.

    >>> head("A motorcycle taxi driver near the court"), head("Residents of Walikale")
    ('driver', 'reside')
    """
    words = _BEHIND.split(plain(label))[0].split()
    return words[-1][:STEM] if words else ""


def solutions(graph: Graph, question: str) -> Iterator[dict[str, str]]:
    """The answers to a SELECT without its prefixes: the text of each variable that has a value."""
    found = graph.store.query(PREFIXES + question)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        values = zip(names, row, strict=True)
        yield {name: value.value for name, value in values if isinstance(value, _TERMS)}


class Names:
    """The labels of a graph's entities, and the polities and places that they belong to."""

    def __init__(self, graph: Graph) -> None:
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.belongs: dict[str, set[str]] = defaultdict(set)
        self.kinds: dict[str, set[str]] = defaultdict(set)
        for row in solutions(graph, "SELECT ?e ?n { ?e rdfs:label|skos:altLabel|kg:adjective ?n }"):
            self.labels[row["e"]].add(plain(row["n"]))
        for row in solutions(
            graph, "SELECT ?e ?o { ?e kg:organOf|kg:polity|kg:basedIn|kg:governs|kg:partOf ?o }"
        ):
            self.belongs[row["e"]].add(row["o"])
        for row in solutions(graph, "SELECT ?e ?t { ?e a ?t }"):
            self.kinds[row["e"]].add(row["t"].rsplit("#", 1)[-1])

    def around(self, iri: str) -> set[str]:
        """The names of what an entity belongs to, directly or not."""
        seen: set[str] = set()
        todo = list(self.belongs[iri])
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += self.belongs[node]
        return {name for node in seen for name in self.labels[node]}

    def _inside(self, words: set[str], around: set[str]) -> bool:
        """Whether one of some words names a place inside what an entity belongs to ('Yerevan')."""
        return any(words & self.labels[e] and self.around(e) & around for e in sorted(self.labels))

    def same(self, gold: str, iri: str, *, polity: bool = False) -> bool:
        """Whether a gold label names this entity.

        By one of its names; for people without names by the head noun, when what they belong to is not
        another. With `polity`, people and forces of the same state are the same.
        """
        wanted = plain(gold)
        names = self.labels[iri]
        if wanted in names:
            return True
        words = {w for w in wanted.split() if w not in _SMALL}
        if any(words == {w for w in name.split() if w not in _SMALL} for name in names):
            return True
        if {"Group", "UnnamedPerson", "Unresolved"} & self.kinds[iri]:
            own = {w for n in names for w in n.split()} - _SMALL
            if any(head(gold) == head(n) for n in names):
                other = words - {w for w in words if w[:STEM] == head(gold)}
                around = {w for n in self.around(iri) for w in n.split()}
                near = {w[:STEM] for w in own | around}
                return (
                    not other
                    or bool({w[:STEM] for w in other} & near)
                    or self._inside(other, self.around(iri))
                )
        if polity and {"Group", "UnnamedPerson", "ArmedForce", "GovernmentBody"} & self.kinds[iri]:
            return any(name in wanted for name in self.around(iri) | names if len(name) > 3)
        return False


def findings(graph: Graph, article: str | None) -> tuple[list[Found], list[Found]]:
    """The statements and the events of a graph, or of one article of it, by position."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for row in solutions(
        graph,
        "SELECT ?x ?s ?e { ?x kg:evidence ?v . ?v oa:hasSelector ?l . "
        "?l oa:start ?s ; oa:end ?e . ?x a ?t . FILTER(?t IN (kg:Statement, kg:Event)) }",
    ):
        spans[row["x"]].add((int(row["s"]), int(row["e"])))
    statements = []
    for attitude in ATTITUDES:
        for row in solutions(
            graph,
            "SELECT ?x ?who ?il ?text { ?p kg:propText ?text . "
            f"?x kg:{attitude} ?p ; kg:speaker ?who ; kg:illocution ?il }}",
        ):
            if article is None or article in row["x"]:
                statements.append(
                    Found(
                        row["x"],
                        attitude,
                        row["il"].rsplit("/", 1)[-1],
                        (row["who"],),
                        row["text"],
                        tuple(sorted(spans[row["x"]])),
                    )
                )
    events: dict[str, Found] = {}
    for row in solutions(
        graph,
        "SELECT ?x ?type ?label ?who { ?x a kg:Event ; kg:eventType ?type ; "
        "rdfs:label ?label . OPTIONAL { ?x kg:actor ?who } }",
    ):
        iri = row["x"]
        if article is not None and article not in iri:
            continue
        who = (row["who"],) if "who" in row else ()
        known = events.get(iri)
        events[iri] = Found(
            iri,
            "event",
            row["type"].rsplit("/", 1)[-1],
            tuple(sorted({*who, *(known.actors if known else ())})),
            row["label"],
            tuple(sorted(spans[iri])),
        )
    return sorted(statements, key=lambda f: (f.spans, f.iri)), sorted(
        events.values(), key=lambda f: (f.spans, f.iri)
    )


def overlaps(row: dict[str, str], found: Found) -> bool:
    """Whether some evidence of a finding shares a character with the row's span."""
    if not row["start"]:
        return False
    start, end = int(row["start"]), int(row["end"])
    return any(s < end and start < e for s, e in found.spans)


def facts(graph: Graph) -> list[tuple[str, str, str]]:
    """Tenures, memberships and relations that articles report: kind and the names on both sides."""
    found = []
    for kind, query in {
        "tenure": "?x a kg:Tenure ; kg:reportedIn ?a ; kg:holder ?s ; kg:office ?o",
        "membership": "?x a kg:Membership ; kg:reportedIn ?a ; kg:member ?s ; kg:alliance ?o",
        "relation": "?x a kg:Relation ; kg:reportedIn ?a ; kg:relationSubject ?s ; kg:relationObject ?o",
    }.items():
        for row in solutions(graph, f"SELECT DISTINCT ?s ?o {{ {query} }}"):
            found.append((kind, row["s"], row["o"]))
    return found


def said_in(content: str, names: Iterable[str]) -> bool:
    """Whether one of some names stands in a row's content."""
    text = f" {plain(content)} "
    return any(f" {name} " in text for name in names if name)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path, help="a built graph: .nq, .trig, .ttl ...")
    parser.add_argument("gold", type=Path, help="the gold CSV")
    parser.add_argument("--article", help="score only nodes whose IRI contains this (an article's hash)")
    args = parser.parse_args(argv)
    graph = from_file(args.graph)
    with args.gold.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if not row["kind"].startswith("not") and row["kind"] != "figure"
        ]
    names = Names(graph)
    lexicon = load_lexicon()
    statements, events = findings(graph, args.article)
    known = facts(graph)
    score: Counter[tuple[str, bool]] = Counter()
    used: set[str] = set()
    lines = []
    for row in rows:
        kind, gold = row["kind"], row["speaker_or_actor"].removeprefix("(article)").strip()
        match: object = None
        if kind == "statement":
            match = next(
                (
                    f
                    for f in statements
                    if f.kind == row["attitude"] and overlaps(row, f) and names.same(gold, f.actors[0])
                ),
                None,
            )
        elif kind == "event":
            wanted = [a.strip() for a in re.split(r"\s\+\s|;", gold) if a.strip()]
            for event in (e for e in events if overlaps(row, e)):
                related = row["type"] in lexicon.broader(event.what) or event.what in lexicon.broader(
                    row["type"]
                )
                if related and all(any(names.same(w, a, polity=True) for a in event.actors) for w in wanted):
                    match = event
                    break
        else:
            match = next(
                (
                    (k, s, o)
                    for k, s, o in known
                    if k == kind
                    and said_in(row["content"], names.labels[s] | {head_name(names, s)})
                    and (kind == "tenure" or said_in(row["content"], names.labels[o]))
                ),
                None,
            )
        if isinstance(match, Found):
            used.add(match.iri)
        score[kind, match is not None] += 1
        lines.append(
            (
                "found " if match is not None else "MISSED",
                kind,
                row["speaker_or_actor"],
                row["type"],
                row["attitude"],
                row["content"],
            )
        )
    for line in lines:
        print("  ".join(part for part in line if part))
    print()
    for finding in (*statements, *events):
        if finding.iri not in used:
            who = ", ".join(
                next(iter(sorted(names.labels[a], key=len, reverse=True)), a) for a in finding.actors
            )
            print(f"not asked for: {finding.kind} {finding.what} [{who}] «{finding.text}»")
    print()
    for kind in dict.fromkeys(row["kind"] for row in rows):
        print(f"{kind}: {score[kind, True]} of {score[kind, True] + score[kind, False]} found")
    print(f"in the graph: {len(statements)} statements, {len(events)} events")
    return 0


def head_name(names: Names, iri: str) -> str:
    """The surname of a person, by which a gold row may name them."""
    if "Person" not in names.kinds[iri]:
        return ""
    label = max(sorted(names.labels[iri]), key=len, default="")
    return label.split()[-1] if label else ""


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KGError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)
