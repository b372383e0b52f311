"""The front door: articles in, a validated and reasoned graph out.

    read → language → extract → rdf → reason → validate → store

Read this file first; each step is a function in the module of that name.
"""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal

import pyoxigraph as ox

from kg.errors import InputError
from kg.extract.entities.surface import Indexes, make_indexes
from kg.extract.findings import extract
from kg.extract.speech.learned import Learned, load_learned
from kg.graph_file import refuse_hostile
from kg.iris import (
    ACROSS_GRAPH,
    INFERRED_WORLD_GRAPH,
    ONTOLOGY_GRAPH,
    WORLD_GRAPH,
    article_graph,
    article_iri,
    inferred_graph,
)
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.world import WORLD_FILES, World, load_world
from kg.language.english import DEFAULT_MODEL, annotate, load_model
from kg.model import Article, Findings
from kg.rdf import article_quads
from kg.read import read
from kg.reason import (
    SAME_AS,
    Rules,
    Term,
    Triple,
    by_subject,
    closure,
    neighbourhood,
    ontology_rules,
    steps_of,
)
from kg.resources import folder
from kg.store import Graph, read_quads
from kg.validate import Report, check

#: The Turtle files of the ontology that go into every graph.
ONTOLOGY_FILES = ("ontology.ttl", "schemes.ttl")
#: When the garbage collector looks at what is new, as `gc.set_threshold` takes it: an article makes and drops
#: some 100,000 objects, nearly none in circles, and to look every 700 would cost 8 % of the extraction.
COLLECT = (100_000, 50, 50)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build can be told.

    `date` is the publication date of articles whose metadata gives none. `model` is a spaCy model's
    name or path. `ontology` are further Turtle files with cues, types, states or alliances. `statements`
    says who finds statements: the cues of the lexicon and the trained tagger together (`hybrid`), or the
    lexicon alone (`lexicon`).
    """

    date: datetime.date | None = None
    model: str = DEFAULT_MODEL
    ontology: tuple[Path, ...] = ()
    statements: Literal["hybrid", "lexicon"] = "hybrid"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each kind one article has; tenures and memberships are relations too."""

    statements: int
    events: int
    relations: int
    flaws: int


@dataclass(frozen=True, slots=True)
class Built:
    """One article's way through the build: its source and node, how much was found, what the shapes say.

    `findings` is None unless they were to be kept: what they say is in the graph.
    """

    source: str
    iri: ox.NamedNode
    counts: Counts
    report: Report
    findings: Findings | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made: the graph, the articles in reading order, and the inputs that failed."""

    graph: Graph
    articles: tuple[Built, ...]
    errors: tuple[InputError, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether no article breaks a shape of severity Violation."""
        return all(built.report.conforms for built in self.articles)


@dataclass
class Knowledge:
    """What is loaded once and used for every article: lexicon, world, rules and their closed graph."""

    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        for path in self.settings.ontology:
            refuse_hostile(path)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Cues, triggers, titles and organs."""
        return load_lexicon(*self.settings.ontology)

    @cached_property
    def world(self) -> World:
        """States, organisations, offices and places."""
        return load_world(*(folder("ontology") / name for name in WORLD_FILES), *self.settings.ontology)

    @cached_property
    def indexes(self) -> Indexes:
        """Names and titles by first word."""
        indexes = make_indexes(self.lexicon, self.world)
        if not gc.get_freeze_count():
            # What is loaded stays: to walk it again and again would cost the collector a tenth of the time.
            gc.collect()
            gc.freeze()
            gc.set_threshold(*COLLECT)
        return indexes

    @cached_property
    def learned(self) -> Learned | None:
        """The statement tagger and the act model, if they are asked for."""
        return load_learned() if self.settings.statements == "hybrid" else None

    @cached_property
    def rules(self) -> Rules:
        """The rules compiled from the ontology and the user's own Turtle."""
        return ontology_rules(None, *self.settings.ontology)

    @cached_property
    def schema(self) -> tuple[Triple, ...]:
        """The ontology, its schemes and the user's own Turtle."""
        base = folder("ontology")
        return _triples((*(base / name for name in ONTOLOGY_FILES), *self.settings.ontology))

    @cached_property
    def additions(self) -> tuple[Triple, ...]:
        """The user's own Turtle."""
        return _triples(self.settings.ontology)

    @cached_property
    def world_stated(self) -> tuple[Triple, ...]:
        """The world graph."""
        return _triples(folder("ontology") / name for name in WORLD_FILES)

    @cached_property
    def world_inferred(self) -> frozenset[Triple]:
        """What follows from the world graph and the user's additions to it."""
        own = (
            t
            for t in self.additions
            if not isinstance(t[0], ox.BlankNode) and not isinstance(t[2], ox.BlankNode)
        )
        return closure(self.rules, (*self.world_stated, *own))

    @cached_property
    def described(self) -> Mapping[Term, tuple[Triple, ...]]:
        """What the world says and what follows, by subject."""
        return by_subject((*self.world_stated, *self.additions, *self.world_inferred))


def _triples(paths: Iterable[Path]) -> tuple[Triple, ...]:
    return tuple(_spo(quad.triple) for path in paths for quad in read_quads(path))


def _spo(triple: ox.Triple) -> Triple:
    return triple.subject, triple.predicate, triple.object


def _stored(triples: Iterable[Triple]) -> Iterator[ox.Triple]:
    return (ox.Triple(*triple) for triple in triples)


def base_graphs(knowledge: Knowledge) -> Mapping[ox.NamedNode, Collection[Triple]]:
    """What every graph is built on, by named graph: the ontology, the world, and what follows from it."""
    return {
        ONTOLOGY_GRAPH: knowledge.schema,
        WORLD_GRAPH: knowledge.world_stated,
        INFERRED_WORLD_GRAPH: knowledge.world_inferred,
    }


def new_graph(knowledge: Knowledge) -> Graph:
    """A graph with the ontology and the closed world in it, and no article."""
    graph = Graph()
    for name, triples in base_graphs(knowledge).items():
        graph.add_graph(name, _stored(triples))
    return graph


def find(article: Article, knowledge: Knowledge) -> Findings:
    """What one article says: language, then extraction."""
    document = annotate(article, load_model(knowledge.settings.model))
    return extract(document, knowledge.lexicon, knowledge.world, knowledge.indexes, knowledge.learned)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article ready to be put into a graph: its quads, what follows from them, and how it was built."""

    built: Built
    quads: tuple[ox.Quad, ...]
    inferred: frozenset[Triple]


def prepare(findings: Findings, knowledge: Knowledge, *, keep_findings: bool = False) -> Prepared:
    """One article's quads, what follows from them with what the world says, and what the shapes say."""
    classes = {name: illocution.statement_class for name, illocution in knowledge.lexicon.illocutions.items()}
    quads = article_quads(findings, classes, known=knowledge.world.entities)
    iri = article_iri(findings.article)
    name = article_graph(iri)
    stated = tuple(_spo(quad.triple) for quad in quads if quad.graph_name == name)
    inferred = closure(knowledge.rules, stated, neighbourhood(knowledge.rules, stated, knowledge.described))
    nodes = sorted({node for triple in stated for node in triple[::2]}, key=str)
    described = (triple for node in nodes for triple in knowledge.described.get(node, ()))
    report = check(stated, known=described, schema=knowledge.additions)
    counts = Counts(
        statements=len(findings.statements),
        events=len(findings.events),
        relations=len(findings.tenures) + len(findings.memberships) + len(findings.relations),
        flaws=len(findings.flaws),
    )
    kept = findings if keep_findings else None
    return Prepared(Built(findings.article.source, iri, counts, report, kept), quads, inferred)


def add(findings: Findings, graph: Graph, knowledge: Knowledge, *, keep_findings: bool = False) -> Built:
    """Put one article's findings into a graph, with what follows from them, and check its shapes."""
    prepared = prepare(findings, knowledge, keep_findings=keep_findings)
    graph.add_article(prepared.built.iri, prepared.quads, _stored(prepared.inferred))
    return prepared.built


def build(
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[str], None] = lambda source: None,
    keep_findings: bool = False,
) -> Build:
    """Build the graph of some articles: files, folders, or '-' for `stdin`.

    `progress` is called with the source of each article before it is worked on. An input that fails
    is in `errors` and costs the others nothing. With `keep_findings` the findings of all articles, and
    with them their texts, are held in memory beside the graph.

    >>> build([]).articles
    ()
    """
    settings = settings or Settings()
    knowledge = Knowledge(settings)
    graph = new_graph(knowledge)
    built: list[Built] = []
    errors: list[InputError] = []
    for item in read(paths, date=settings.date, stdin=stdin):
        if isinstance(item, InputError):
            errors.append(item)
            continue
        progress(item.source)
        try:
            built.append(add(find(item, knowledge), graph, knowledge, keep_findings=keep_findings))
        except InputError as error:
            errors.append(error)
    relate(graph, knowledge)
    return Build(graph, tuple(built), tuple(errors))


def relate(graph: Graph, knowledge: Knowledge) -> None:
    """Put into a graph of its own what follows from several articles together: who contradicts whom."""
    graph.add_graph(ACROSS_GRAPH, _stored(across(graph, knowledge)))


def across(graph: Graph, knowledge: Knowledge) -> frozenset[Triple]:
    """What follows from several articles together, and is said by none and follows from none alone.

    Each article is closed already, and so is the world, so something new can only start from triples that
    rules join; once two nodes are the same, that is any.
    """
    rules, steps, store = knowledge.rules, steps_of(knowledge.rules), graph.store
    equal = rules.equates or any(store.quads_for_pattern(None, SAME_AS, None, ox.DefaultGraph()))

    def joined(*names: ox.NamedNode) -> set[Triple]:
        found = (_spo(q.triple) for name in names for q in store.quads_for_pattern(None, None, None, name))
        return {triple for triple in found if equal or steps.joins(steps.terms.coded(triple))}

    articles = joined(
        *(name(article) for article in graph.articles() for name in (article_graph, inferred_graph))
    )
    world = joined(WORLD_GRAPH, INFERRED_WORLD_GRAPH)
    apart = (ox.DefaultGraph(), ACROSS_GRAPH, ONTOLOGY_GRAPH)
    return frozenset(
        triple
        for triple in closure(rules, articles - world, frozenset(world))
        if all(quad.graph_name in apart for quad in store.quads_for_pattern(*triple, None))
    )
