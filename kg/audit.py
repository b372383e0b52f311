"""Whether everything is true that a store promises, and which article breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.archive import Archive
from kg.build import Knowledge, across, base_graphs
from kg.iris import ACROSS_GRAPH, PROVENANCE_GRAPH, article_graph, inferred_graph
from kg.reason import TYPE, Triple, closure, inconsistencies, neighbourhood
from kg.store import is_note
from kg.validate import check
from kg.vocab import BASE, shorten

_DEFAULT = ox.DefaultGraph()
_ARTICLES = BASE + "graph/article/"


@dataclass(frozen=True, slots=True)
class Fault:
    """A promise that the store breaks, the article that it concerns (empty: the whole), and how."""

    promise: str
    article: str
    detail: str


def audit(archive: Archive, knowledge: Knowledge) -> Iterator[Fault]:
    """Look at everything in a store, one article at a time; what is broken comes first found, first told.

    The store must have been made with this knowledge, else what follows is something else.
    """
    yield from _base(archive, knowledge)
    noted = archive.versions().keys() - archive.kept_out().keys()
    for article in sorted(noted, key=str):
        yield from _article(archive, knowledge, article)
    for name in archive.graph.store.named_graphs():
        if isinstance(name, NamedNode) and name.value.startswith(_ARTICLES):
            article = NamedNode(f"{BASE}article/{name.value.removeprefix(_ARTICLES)}")
            if article not in noted:
                yield Fault("every article is noted", article.value, "its graph is here without a note")
    yield from _merged(archive)
    yield from _across(archive, knowledge)
    yield from _consistent(archive, knowledge)


def _triples(archive: Archive, name: NamedNode) -> set[Triple]:
    found = archive.graph.store.quads_for_pattern(None, None, None, name)
    return {(quad.subject, quad.predicate, quad.object) for quad in found}


def _base(archive: Archive, knowledge: Knowledge) -> Iterator[Fault]:
    for name, expected in base_graphs(knowledge).items():
        here = _triples(archive, name)
        if len(here ^ set(expected)):
            yield Fault("ontology and world are whole", "", f"{shorten(name.value)} is not what it should be")
    if not archive.is_related:
        yield Fault("what follows across articles is there", "", "a build was stopped; run it again")


def _article(archive: Archive, knowledge: Knowledge, article: NamedNode) -> Iterator[Fault]:
    stated = tuple(sorted(_triples(archive, article_graph(article)), key=str))
    if not stated:
        yield Fault("every article that is noted is here", article.value, "its graph is empty")
        return
    if not any(archive.graph.store.quads_for_pattern(article_graph(article), None, None, PROVENANCE_GRAPH)):
        yield Fault("every article has a provenance", article.value, "none is here")
    near = neighbourhood(knowledge.rules, stated, knowledge.described)
    different = _triples(archive, inferred_graph(article)) ^ set(closure(knowledge.rules, stated, near))
    if different:
        yield Fault(
            "what follows from an article is there", article.value, f"{len(different)} triples differ"
        )
    nodes = {node for triple in stated for node in triple[::2]}
    described = (triple for node in nodes for triple in knowledge.described.get(node, ()))
    for result in check(stated, known=described, schema=knowledge.additions).results:
        if result.severity == "Violation":
            yield Fault("no article breaks a shape", article.value, f"{result.shape}: {result.message}")


def _merged(archive: Archive) -> Iterator[Fault]:
    store = archive.graph.store
    promise = "the merged graph is the union of the others"
    for quad in store.quads_for_pattern(None, None, None, _DEFAULT):
        found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(other.graph_name == _DEFAULT or is_note(other.graph_name) for other in found):
            yield Fault(promise, "", f"no graph says {quad.triple}")
    for name in store.named_graphs():
        if is_note(name):
            continue
        missing = sum(
            1
            for quad in store.quads_for_pattern(None, None, None, name)
            if Quad(quad.subject, quad.predicate, quad.object) not in store
        )
        if missing:
            yield Fault(promise, "", f"{missing} triples of {name} are not in it")


def _across(archive: Archive, knowledge: Knowledge) -> Iterator[Fault]:
    expected = set(across(archive.graph, knowledge))
    for triple in sorted(expected ^ _triples(archive, ACROSS_GRAPH), key=str):
        text = " ".join(map(str, triple))
        what = "is missing" if triple in expected else "does not follow"
        yield Fault("what follows across articles is there", "", f"{text} {what}")


def _consistent(archive: Archive, knowledge: Knowledge) -> Iterator[Fault]:
    store = archive.graph.store
    types = store.quads_for_pattern(None, TYPE, None, _DEFAULT)
    found = inconsistencies(knowledge.rules, ((quad.subject, quad.predicate, quad.object) for quad in types))
    for one in found:
        names = " and ".join(shorten(name.value) for name in one.classes)
        where = {quad.graph_name for quad in store.quads_for_pattern(one.node, None, None, None)}
        articles = sorted(
            name.value for name in where if isinstance(name, NamedNode) and name.value.startswith(_ARTICLES)
        )
        yield Fault("nothing is two things at once", ", ".join(articles), f"{one.node} is {names}")
