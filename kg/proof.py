"""Why the graph says something: the rules that it follows by, down to the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.iris import ONTOLOGY_GRAPH, PROVENANCE_GRAPH, WORLD_GRAPH
from kg.reason import Coded, Fact, Rules, Term, steps_of
from kg.store import Graph, is_note
from kg.stored import Stored
from kg.vocab import BASE, DCTERMS, KG, OA, RDFS, SCHEMA, shorten

#: The longest row of rules that is looked for; what follows from the project's ontology needs six.
_DEPTH = 30

_DEFAULT = ox.DefaultGraph()
_INFERRED = BASE + "graph/inferred/"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that something rests on: their role, and where they stand (code points, half-open)."""

    role: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who states something: an article by its title, or the world or the ontology; and with which words."""

    name: str
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple, and either who states it, or the axiom and the triples that it follows from."""

    triple: Fact
    sources: tuple[Source, ...] = ()
    rule: str = ""
    premises: tuple[Proof, ...] = ()


def prove(graph: Graph, rules: Rules, triple: Fact) -> Proof:
    """The shortest proof of a triple in a closed graph.

    :raises QueryError: when the graph does not say it.
    """
    search = _Search(graph, rules)
    coded = search.terms.coded(triple)
    if coded in search.facts:
        for depth in range(_DEPTH):
            proof = search.within(coded, depth)
            if proof is not None:
                return proof
    said = " ".join(shown(graph, term) for term in triple)
    raise QueryError(f"the graph does not say '{said}'", hint="see `kg export` for what it says")


class _Search:
    """Looks for proofs, and remembers what has none within how many steps."""

    def __init__(self, graph: Graph, rules: Rules) -> None:
        self._graph, self._steps = graph, steps_of(rules)
        self.terms = self._steps.terms.copy()
        self.facts = Stored(graph.store, self.terms)
        self._failed: dict[Coded, int] = {}

    def within(self, triple: Coded, depth: int) -> Proof | None:
        """A proof of at most so many rules in a row."""
        (plain,) = self.terms.triples((triple,))
        sources = tuple(_sources(self._graph, plain))
        if sources:
            return Proof(plain, sources)
        if depth <= self._failed.get(triple, 0):
            return None
        for step in self._steps.derivations(triple, self.facts):
            premises = []
            for premise in step.premises:
                proof = self.within(premise, depth - 1)
                if proof is None:
                    break
                premises.append(proof)
            else:
                return Proof(plain, rule=step.rule, premises=tuple(premises))
        self._failed[triple] = depth
        return None


def _sources(graph: Graph, triple: Fact) -> Iterator[Source]:
    """Who states a triple; nobody, if it is only inferred."""
    if isinstance(triple[0], Literal):
        return
    quads = graph.store.quads_for_pattern(triple[0], triple[1], triple[2], None)
    names = sorted({quad.graph_name for quad in quads if not is_note(quad.graph_name)}, key=str)
    if names == [_DEFAULT]:
        yield Source("the graph")
    for name in names:
        if not isinstance(name, NamedNode) or name.value.startswith(_INFERRED):
            continue
        if name in (WORLD_GRAPH, ONTOLOGY_GRAPH, PROVENANCE_GRAPH):
            told = _values(graph, triple[0], DCTERMS("source"), name)
            yield Source(f"the {name.value.rpartition('/')[2]}" + "".join(f", from {text}" for text in told))
            continue
        words = tuple(_words(graph, triple[0], name)) or tuple(_words(graph, triple[2], name))
        yield Source(_title(graph, name), words)


def _title(graph: Graph, name: NamedNode) -> str:
    article = NamedNode(f"{BASE}article/{name.value.rpartition('/')[2]}")
    titles = _values(graph, article, SCHEMA("headline"), name)
    return f"'{titles[0]}'" if titles else shorten(article.value)


def _words(graph: Graph, node: Term, name: NamedNode) -> Iterator[Words]:
    """The words that a node rests on in one article's graph, in reading order."""
    found = set()
    for evidence in _objects(graph, node, KG("evidence"), name):
        role = "".join(_values(graph, evidence, KG("evidenceRole"), name))
        for selector in _objects(graph, evidence, OA("hasSelector"), name):
            start, end = (_values(graph, selector, OA(edge), name) for edge in ("start", "end"))
            exact = _values(graph, selector, OA("exact"), name)
            if start and end and exact:
                found.add((int(start[0]), int(end[0]), role, exact[0]))
    yield from (Words(role, start, end, exact) for start, end, role, exact in sorted(found))


def _objects(graph: Graph, node: Term, predicate: NamedNode, name: NamedNode) -> list[Term]:
    if isinstance(node, Literal):
        return []
    found = graph.store.quads_for_pattern(node, predicate, None, name)
    return sorted((quad.object for quad in found), key=str)


def _values(graph: Graph, node: Term, predicate: NamedNode, name: NamedNode) -> list[str]:
    return [term.value for term in _objects(graph, node, predicate, name) if isinstance(term, Literal)]


def shown(graph: Graph, term: Term) -> str:
    """A term for people: a label where there is one, else its short name."""
    if not isinstance(term, NamedNode):
        return str(term)
    quads = graph.store.quads_for_pattern(term, RDFS("label"), None, _DEFAULT)
    labels = sorted(quad.object.value for quad in quads if isinstance(quad.object, Literal))
    short = shorten(term.value)
    return f"{short} ({labels[0]})" if labels and labels[0] != short.partition(":")[2] else short


def lines(graph: Graph, proof: Proof, depth: int = 0) -> Iterator[str]:
    """A proof as lines of text, what it rests on indented below it."""
    margin = "  " * depth
    yield margin + " ".join(shown(graph, term) for term in proof.triple)
    if proof.rule:
        yield f"{margin}  by {proof.rule} from"
    for source in proof.sources:
        yield f"{margin}  stated in {source.name}"
        for words in source.words:
            yield f"{margin}    {words.role} {words.start}-{words.end}: '{words.exact}'"
    for premise in proof.premises:
        yield from lines(graph, premise, depth + 2)
