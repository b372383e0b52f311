"""Two short articles about an invented negotiation, and what is to be found in them, written by hand.

The states of Ostmark and Valdoria talk about the Brine Canal. The articles agree on one thing, differ on
a figure, and hold a denial, an accusation, an unresolved speaker with two candidates, and one of every
other kind of finding.
"""

from __future__ import annotations

import datetime

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.model import (
    Article,
    Entity,
    Event,
    Evidence,
    Figure,
    Findings,
    Flaw,
    Membership,
    Mention,
    Proposition,
    Relation,
    Role,
    Span,
    Statement,
    Tenure,
    When,
)
from kg.query import Value, query
from kg.rdf import article_quads
from kg.store import Graph
from kg.vocab import KG, PREFIXES, RDF, RDFS, SKOS

ENT = PREFIXES["ent"]

OSTMARK = Entity("State", "Ostmark", iri=ENT + "ostmark")
VALDORIA = Entity("State", "Valdoria", iri=ENT + "valdoria")
COMPACT = Entity("MilitaryAlliance", "Brine Compact", iri=ENT + "brine-compact")
CANAL = Entity("Place", "Brine Canal", iri=ENT + "brine-canal")

#: What the world graph describes.
KNOWN = frozenset(entity.iri for entity in (OSTMARK, VALDORIA, COMPACT, CANAL) if entity.iri)

#: Named by a pattern, unknown to the world; and known by name only.
MINISTRY = Entity(
    "GovernmentBody", "Defence Ministry of Ostmark", iri=ENT + "ostmark-defence-ministry", of=OSTMARK
)
PREMIER = Entity("Office", "Prime Minister of Valdoria", of=VALDORIA)
LEHMANN = Entity("Person", "Rosa Lehmann")
HARBOUR = Entity("Place", "Harbour Gate", place=CANAL)
PROTESTERS = Entity("Group", "protesters", key="protesters", place=HARBOUR)
SHE = Entity("Unresolved", "She", key="first:she", candidates=(LEHMANN, MINISTRY))

STATEMENT_CLASSES = {
    "Claim": "Assertion",
    "Report": "Assertion",
    "Accusation": "Accusation",
    "Denial": "Denial",
    "Appeal": "Directive",
    "Offer": "Commitment",
    "Rejection": "Refusal",
}

FIRST_TEXT = """\
Canal talks falter 🛶
Prime Minister Rosa Lehmann of Valdoria accused Ostmark of shelling the Brine Canal on Tuesday.
The Ostmark defence ministry denied that it had shelled the canal.
Valdoria said 12 people had been killed at the canal, including three sailors.
She said “nobody will leave” the canal.
Protesters blocked Harbour Gate this week.
Lehmann, in office since 1 March 2021, leads the Brine Compact, to which Valdoria belongs.
The gate is 100 kilometres (60 kilometres) away.
"""

SECOND_TEXT = """\
Ostmark offered to reopen the Brine Canal.
Ostmark's defence ministry said about 20 people had been killed at the canal.
Valdoria said Ostmark had shelled the Brine Canal on Tuesday.
Valdoria refused to reopen the canal, and Ostmark said it had urged it to talk.
"""


def span(text: str, words: str, after: str = "") -> Span:
    """Where `words` stand in `text`, first after the words `after`."""
    start = text.index(words, text.index(after))
    return Span(start, start + len(words))


def evidence(text: str, role: Role, words: str, after: str = "") -> Evidence:
    return Evidence(role, (span(text, words, after),))


def sentences(text: str) -> tuple[Span, ...]:
    """A line is a sentence."""
    return tuple(span(text, line) for line in text.splitlines())


def tuesday(text: str) -> When:
    day = datetime.date(2031, 4, 8)
    return When("Tuesday", span(text, "Tuesday"), day, day, "day")


def first() -> Findings:
    text = FIRST_TEXT
    people = Figure("killed", "exact", "12 people", span(text, "12 people"), value=12, of="people")
    sailors = Figure(
        "killed", "exact", "three sailors", span(text, "three sailors"), value=3, of="sailors", whole=people
    )
    shelling = {"predicate": "Shelling", "subjects": (OSTMARK,), "objects": (CANAL,), "when": tuesday(text)}
    week = When(
        "this week", span(text, "this week"), datetime.date(2031, 4, 7), datetime.date(2031, 4, 13), "week"
    )
    since = When(
        "1 March 2021",
        span(text, "1 March 2021"),
        datetime.date(2021, 3, 1),
        datetime.date(2021, 3, 1),
        "day",
    )
    return Findings(
        Article(
            text,
            source="first.txt",
            title="Canal talks falter 🛶",
            date=datetime.date(2031, 4, 9),
            url="https://news.example/canal talks",
            publisher="The Brine Post",
            authors=("Oto Brandt", "Mira Sandoval"),
            agency="BPA",
            dateline="HARBOUR GATE",
        ),
        sentences(text),
        mentions=(
            Mention(LEHMANN, span(text, "Rosa Lehmann"), 2),
            Mention(OSTMARK, span(text, "Ostmark"), 2),
            Mention(SHE, span(text, "She"), 5),
        ),
        statements=(
            Statement(
                LEHMANN,
                "Accusation",
                "affirms",
                Proposition("shelling the Brine Canal on Tuesday", **shelling),  # type: ignore[arg-type]
                (
                    evidence(text, "source", "Prime Minister Rosa Lehmann of Valdoria"),
                    evidence(text, "cue", "accused"),
                    evidence(text, "content", "shelling the Brine Canal on Tuesday"),
                ),
                2,
                about=(OSTMARK,),
                capacity=PREMIER,
                when=tuesday(text),
            ),
            Statement(
                MINISTRY,
                "Denial",
                "denies",
                Proposition("it had shelled the canal", **shelling),  # type: ignore[arg-type]
                (evidence(text, "cue", "denied"), evidence(text, "content", "it had shelled the canal")),
                3,
                confidence=1.0,
            ),
            Statement(
                VALDORIA,
                "Claim",
                "affirms",
                Proposition(
                    "12 people had been killed at the canal, including three sailors",
                    "Casualties",
                    place=CANAL,
                    figures=(people, sailors),
                ),
                (
                    evidence(text, "source", "Valdoria", "canal.\n"),
                    evidence(
                        text, "content", "12 people had been killed at the canal, including three sailors"
                    ),
                ),
                4,
            ),
            Statement(
                SHE,
                "Claim",
                "affirms",
                Proposition("“nobody will leave” the canal", "Withdrawal", negated=True, place=CANAL),
                (evidence(text, "source", "She"), evidence(text, "content", "“nobody will leave” the canal")),
                5,
                quotes=(span(text, "nobody will leave"),),
                certainty="PROBABLE",
                confidence=0.55,
            ),
        ),
        events=(
            Event(
                "Blockade",
                "blocked",
                (evidence(text, "trigger", "blocked"),),
                6,
                actors=(PROTESTERS,),
                targets=(VALDORIA,),
                places=(HARBOUR,),
                when=week,
                mode="historical",
                concerns=(OSTMARK,),
                instrument="barges",
            ),
        ),
        tenures=(Tenure(LEHMANN, PREMIER, (evidence(text, "content", "in office since"),), 7, start=since),),
        memberships=(Membership(VALDORIA, COMPACT, (evidence(text, "content", "belongs"),), 7),),
        relations=(Relation(COMPACT, "ledBy", VALDORIA, (evidence(text, "content", "leads"),), 7),),
        flaws=(
            Flaw(
                "units",
                span(text, "100 kilometres (60 kilometres)"),
                "the two numbers cannot both be kilometres",
            ),
        ),
    )


def second() -> Findings:
    text = SECOND_TEXT
    reopening = {"predicate": "Withdrawal", "place": CANAL}
    return Findings(
        Article(text, source="second.txt", title="Offer on the canal", publisher="Valdoria Today"),
        sentences(text),
        mentions=(Mention(OSTMARK, span(text, "Ostmark"), 1),),
        statements=(
            Statement(
                OSTMARK,
                "Offer",
                "commitsTo",
                Proposition("reopen the Brine Canal", subjects=(OSTMARK,), **reopening),  # type: ignore[arg-type]
                (evidence(text, "content", "reopen the Brine Canal"),),
                1,
            ),
            Statement(
                MINISTRY,
                "Report",
                "affirms",
                Proposition(
                    "about 20 people had been killed at the canal",
                    "Casualties",
                    place=CANAL,
                    figures=(
                        Figure(
                            "killed",
                            "about",
                            "about 20 people",
                            span(text, "about 20 people"),
                            20,
                            of="people",
                        ),
                    ),
                ),
                (evidence(text, "content", "about 20 people had been killed at the canal"),),
                2,
            ),
            Statement(
                VALDORIA,
                "Claim",
                "affirms",
                Proposition(
                    "Ostmark had shelled the Brine Canal on Tuesday",
                    "Shelling",
                    subjects=(OSTMARK,),
                    objects=(CANAL,),
                    when=tuesday(text),
                ),
                (evidence(text, "content", "Ostmark had shelled the Brine Canal on Tuesday"),),
                3,
            ),
            Statement(
                VALDORIA,
                "Rejection",
                "refuses",
                Proposition("to reopen the canal", subjects=(VALDORIA,), **reopening),  # type: ignore[arg-type]
                (evidence(text, "content", "to reopen the canal"),),
                4,
            ),
            Statement(
                OSTMARK,
                "Appeal",
                "callsFor",
                Proposition("to talk", subjects=(VALDORIA,)),
                (evidence(text, "content", "to talk"),),
                4,
                addressees=(VALDORIA,),
                according_to=OSTMARK,
            ),
        ),
    )


def world() -> list[Triple]:
    """What a world graph would say about them, and about some others whose names are alike."""

    def node(name: str) -> NamedNode:
        return NamedNode(ENT + name)

    def named(name: str, kind: str, label: str, *others: str, code: str = "") -> list[Triple]:
        triples = [
            Triple(node(name), RDF("type"), KG(kind)),
            Triple(node(name), RDFS("label"), Literal(label, language="en")),
            *(Triple(node(name), SKOS("altLabel"), Literal(other, language="en")) for other in others),
        ]
        return [*triples, Triple(node(name), SKOS("notation"), Literal(code))] if code else triples

    return [
        *named("ostmark", "State", "Ostmark", "Republic of Ostmark", "East Mark", code="XO"),
        *named("valdoria", "State", "Valdoria", "Vald", code="XV"),
        *named("xo", "Person", "Xo"),
        *named("brine-compact", "MilitaryAlliance", "Brine Compact"),
        *named("brine-canal", "Place", "Brine Canal", "The Canal"),
        *named("compact-party", "Organization", "Compact", "Vald"),
        *named("old-gate-council", "DeFactoAuthority", "Old Gate", "Council of Old Gate"),
        *named("old-gate", "Place", "Old Gate"),
        Triple(node("ostmark"), SKOS("exactMatch"), NamedNode(PREFIXES["wd"] + "Q4242")),
    ]


def quads_of(findings: Findings) -> tuple[Quad, ...]:
    """The graph of an article of this fixture."""
    return article_quads(findings, STATEMENT_CLASSES, known=KNOWN, software="article-kg 0")


def rows(graph: Graph, pattern: str, columns: str = "*") -> list[tuple[Value, ...]]:
    """What SPARQL finds, sorted; every prefix is declared."""
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    return list(query(graph, f"{head} SELECT {columns} WHERE {{ {pattern} }}").rows)
