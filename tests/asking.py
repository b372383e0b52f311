"""The named questions and the graphs that the tests ask, in rdflib and in Oxigraph.

The graphs are hand-made and closed by owlrl. `questions.ttl` is the one whose answers are written in the
tests; `good.ttl`, of another world, is added to see that the engines agree on more than what was tuned.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib.util import from_n3

ROOT = Path(__file__).parents[1]
QUERIES = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "queries").glob("*.rq"))}
#: The export whose triple terms only SPARQL 1.2 can write: no named question, since few stores read that yet.
RDF12 = (ROOT / "docs/rdf12.rq").read_text("utf-8")
CONSTRUCTS = {name for name, text in QUERIES.items() if "\nCONSTRUCT {" in text}

ONE = "tests/fixtures/questions.ttl"
BOTH = (ONE, "tests/fixtures/good.ttl")

BASE = "https://w3id.org/article-kg/"
ENT = BASE + "entity/"
A3 = BASE + "article/3333333333333333"
A4 = BASE + "article/4444444444444444"
XSD = "http://www.w3.org/2001/XMLSchema#"

# The words of questions.ttl.
SHELLING = "shelling or missile strike"
TOLL_27 = "at least 27 people had been killed in the Mira Valley, including two civilians"
TOLL_5 = "five people had been killed in the Mira Valley"
ACCUSED = "Belmark's army of shelling Brig"
CLAIMED = "Belmark's army had shelled Brig"
DENIED = "the army had shelled Brig"
WITHDRAW = "Arland … to withdraw from Brig"
NO_TALKS = "not to hold talks with Belmark"
TO_ARLAND = "the Mira Valley belongs to Arland"
TO_BELMARK = "the Mira Valley belongs to Belmark"
BLOCKADE = "Belmark's army … might blockade the Mira Valley"
MOD, ARMY, COUNCIL = "Ministry of Defence of Arland", "Armed forces of Belmark", "Mira Council"
HOLT, MARSH, KOS, PROTESTERS = "Ana Holt", "Ivo Marsh", "Jon Kos", "Protesters in Brig"
PM, FM, PRESIDENT = "Prime Minister of Arland", "Foreign Minister of Belmark", "President of Cordia"
NEWS_3, NEWS_4 = "Shells fall on Brig", "Cordia presses for talks"


def parameters(name: str) -> dict[str, str]:
    return dict(re.findall(r"^# PARAM (\w+) (\w+): .", QUERIES[name], re.MULTILINE))


def term(kind: str, value: str) -> ox.NamedNode | ox.Literal:
    if kind in ("actor", "place", "article"):
        return ox.NamedNode(value)
    return ox.Literal(value, datatype=ox.NamedNode(XSD + ("date" if kind == "date" else "string")))


#: A value of each type with which most questions have an answer; SPECIAL has the exceptions.
VALUES = {"actor": ENT + "ivo-marsh", "place": ENT + "mira-valley", "article": A4, "date": "2024-03-04"}
SPECIAL = {
    ("accusations", "actor"): ENT + "arland-ministry-of-defence",
    ("accusations", "accused"): ENT + "belmark-armed-forces",
    ("agreements", "actor"): ENT + "jon-kos",
    ("alliances", "actor"): ENT + "cordia",
    ("allies-and-leaders", "actor"): ENT + "river-pact",
    ("relations", "actor"): ENT + "river-pact",
    ("attributable-to", "actor"): ENT + "belmark",
    ("attributable-to-without-reasoner", "actor"): ENT + "belmark",
    ("calls-for", "actor"): ENT + "ana-holt",
    ("calls-for", "event"): "withdrawal",
    ("corroborated", "actor"): ENT + "jon-kos",
    ("evaluations", "actor"): ENT + "cordia",
    ("events-involving", "actor"): ENT + "belmark",
    ("evidence-of", "text"): "Shelled",
    ("hedged", "actor"): ENT + "jon-kos",
    ("memberships", "actor"): ENT + "cordia",
    ("plover-profile", "actor"): ENT + "belmark",
    ("quotes", "actor"): A3 + "/entity/she",
    ("refused-offers", "actor"): ENT + "ana-holt",
    ("said-about", "actor"): ENT + "belmark",
    ("ultimatums", "actor"): ENT + "belmark",
    ("uncorroborated", "actor"): ENT + "jon-kos",
    ("who-said-what", "to"): "2024-03-05",
} | {
    (name, "article"): A3
    for name in (
        "accusations",
        "calls-for",
        "casualties-by-source",
        "denials",
        "quotes",
        "rival-figures",
        "unresolved",
    )
}


def value_of(name: str, parameter: str, kind: str) -> str:
    return SPECIAL.get((name, parameter)) or VALUES[kind]


#: Each question with each of its parameters and the parameter's type.
NARROWED = [
    (name, parameter, kind) for name in sorted(QUERIES) for parameter, kind in parameters(name).items()
]


@cache
def closed(*paths: str) -> tuple[bytes, rdflib.Graph, ox.Store]:
    """The fixtures with ontology and schemes under OWL 2 RL, for both engines."""
    graph = rdflib.Graph()
    for path in ("ontology/ontology.ttl", "ontology/schemes.ttl", *paths):
        graph.parse(ROOT / path)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    for triple in list(graph):
        if isinstance(triple[0], rdflib.Literal):  # owlrl describes literals too: not RDF
            graph.remove(triple)
    lines = sorted(graph.serialize(format="nt").splitlines())
    store = ox.Store()
    store.load("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    return "\n".join(reversed(lines)).encode(), graph, store


def narrowed(sparql: str, parameter: str, value: ox.NamedNode | ox.Literal) -> str:
    """A question with a parameter given in its text, as docs/triple-stores.md says."""
    return sparql.replace("WHERE {", f"WHERE {{ VALUES ?{parameter} {{ {value} }}", 1)


Row = tuple[str | None, ...]


def in_oxigraph(store: ox.Store, name: str, given: dict[str, str]) -> tuple[list[str], list[Row]]:
    kinds = parameters(name)
    bound: dict[ox.Variable, Any] = {ox.Variable(k): term(kinds[k], value) for k, value in given.items()}
    result = store.query(QUERIES[name], substitutions=bound)
    if isinstance(result, ox.QueryTriples):
        return [], sorted({(str(t.subject), str(t.predicate), str(t.object)) for t in result})
    assert isinstance(result, ox.QuerySolutions)
    columns = [variable.value for variable in result.variables]
    return columns, [tuple(cell and cell.value for cell in solution) for solution in result]


def in_rdflib(graph: rdflib.Graph, name: str, given: dict[str, str]) -> tuple[list[str], list[Row]]:
    kinds = parameters(name)
    bound: dict[str, Any] = {k: from_n3(str(term(kinds[k], value))) for k, value in given.items()}
    result = graph.query(QUERIES[name], initBindings=bound)
    rows: Any = list(result)
    if result.type == "CONSTRUCT":
        return [], sorted({(s.n3(), p.n3(), o.n3()) for s, p, o in rows})
    columns = [str(variable) for variable in result.vars or ()]
    return columns, [tuple(None if cell is None else str(cell) for cell in row) for row in rows]


def looked_up(store: ox.Store, name: str, given: dict[str, str], looked_at: str) -> list[Row]:
    """The rows of some columns, in order."""
    columns, rows = in_oxigraph(store, name, given)
    indexes = [columns.index(column) for column in looked_at.split()]
    return [tuple(row[index] for index in indexes) for row in rows]
