"""From what a person writes to the node that is meant: an entity by its name, an article by its title."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import pyoxigraph as ox

from kg.errors import QueryError
from kg.resources import folder
from kg.store import Graph
from kg.vocab import BASE, KG, PREFIXES, RDF, RDFS, SCHEMA, SKOS, expand, shorten

#: How many near misses or candidates a message names.
_SHOWN = 5

_DEFAULT = ox.DefaultGraph()

#: Properties that name an entity; the first under which the words are found decides.
_NAMES = (RDFS("label"), SKOS("altLabel"), SKOS("notation"))


def resolve_entity(graph: Graph, text: str, *, prefer: Literal["Actor", "Place"] = "Actor") -> ox.NamedNode:
    """The actor, place or office that `text` names: an IRI, a Wikidata id, a name or an ISO code.

    Names are compared without regard to case. Something of the class `prefer` wins over something
    that is not, a label over another name, and a name over a code.

    :raises QueryError: when nothing has that name, or several things have; the message lists them.
    """
    node = _by_wikidata(graph, text) or _by_iri(graph, text)
    if node is not None:
        return node
    wanted = text.casefold()
    preferred, named = _instances(graph, prefer), _instances(graph, "Actor", "Place", "Office")
    for pool in (preferred, named):
        for name in _NAMES:
            found = {node for node, value in _pairs(graph, name) if _text(value).casefold() == wanted} & pool
            if found:
                names = [f"{shorten(node.value)} ({_label(graph, node)})" for node in _sorted(found)]
                return _only(found, text, "entity", names)
    labels = {_text(value) for name in _NAMES[:2] for node, value in _pairs(graph, name) if node in named}
    raise QueryError(f"nothing in the graph is called {text!r}", hint=_hint(text, labels))


def resolve_article(graph: Graph, text: str) -> ox.NamedNode:
    """The article that `text` names: its IRI, its hash, its address or a part of its title.

    :raises QueryError: when no article, or several, are meant; the message lists them.
    """
    articles = set(graph.articles())
    iri = _named_node(f"{BASE}article/{text}" if re.fullmatch(r"[0-9a-f]{16}", text) else expand(text))
    if iri in articles:
        return iri
    titles: dict[ox.NamedNode, str] = {}
    found = set()
    for article in articles:
        for quad in graph.store.quads_for_pattern(article, SCHEMA("url"), None, _DEFAULT):
            if _text(quad.object) == text:
                return article
        for quad in graph.store.quads_for_pattern(article, SCHEMA("headline"), None, _DEFAULT):
            titles[article] = _text(quad.object)
            if text and text.casefold() in titles[article].casefold():
                found.add(article)
    exact = {article for article in found if titles[article].casefold() == text.casefold()}
    if not found:
        raise QueryError(f"no article in the graph is {text!r}", hint=_hint(text, titles.values()))
    names = [f"{shorten(node.value)} ({titles[node]})" for node in _sorted(found)]
    return _only(exact or found, text, "article", names)


def _by_iri(graph: Graph, text: str) -> ox.NamedNode | None:
    node = _named_node(expand(text.removeprefix("<").removesuffix(">")))
    if node is None:
        return None
    as_subject = graph.store.quads_for_pattern(node, None, None, _DEFAULT)
    as_object = graph.store.quads_for_pattern(None, None, node, _DEFAULT)
    return node if any(as_subject) or any(as_object) else None


def _by_wikidata(graph: Graph, text: str) -> ox.NamedNode | None:
    identifier = shorten(text.removeprefix("<").removesuffix(">")).removeprefix("wd:")
    if not re.fullmatch(r"Q[0-9]+", identifier):
        return None
    item = ox.NamedNode(PREFIXES["wd"] + identifier)
    found = {node for node, _ in _pairs(graph, SKOS("exactMatch"), item)}
    return _only(found, text, "entity", [shorten(node.value) for node in _sorted(found)]) if found else None


def _instances(graph: Graph, *roots: str) -> set[ox.NamedNode]:
    """The nodes of these classes and of the classes below them, unresolved mentions excepted."""
    classes = set().union(*map(_subclasses, roots))
    unresolved = {node for node, _ in _pairs(graph, RDF("type"), KG("Unresolved"))}
    return {node for name in classes for node, _ in _pairs(graph, RDF("type"), name)} - unresolved


def _pairs(
    graph: Graph, predicate: ox.NamedNode, value: ox.NamedNode | None = None
) -> Iterator[tuple[ox.NamedNode, object]]:
    """Subjects with an IRI, and the values that `predicate` has there."""
    for quad in graph.store.quads_for_pattern(None, predicate, value, _DEFAULT):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject, quad.object


@cache
def _subclasses(name: str) -> frozenset[ox.NamedNode]:
    """A class of the ontology and every named class below it: the graph may not have been reasoned over."""
    path = folder("ontology") / "ontology.ttl"
    below: dict[object, set[ox.NamedNode]] = {}
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate == RDFS("subClassOf") and isinstance(quad.subject, ox.NamedNode):
            below.setdefault(quad.object, set()).add(quad.subject)
    found = {KG(name)}
    frontier = set(found)
    while frontier := set().union(*(below.get(node, set()) for node in frontier)) - found:
        found |= frontier
    return frozenset(found)


def _only(found: set[ox.NamedNode], text: str, kind: str, names: list[str]) -> ox.NamedNode:
    if len(found) == 1:
        return next(iter(found))
    listed = ", ".join(names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
    raise QueryError(f"{text!r} is the name of more than one {kind}", hint=f"give one of {listed}")


def _hint(text: str, names: Iterable[str]) -> str:
    """Names like `text`, or that contain it."""
    by_folded = {name.casefold(): name for name in sorted(set(names), reverse=True)}
    wanted = text.casefold()
    near = difflib.get_close_matches(wanted, sorted(by_folded), n=_SHOWN)
    near += [name for name in sorted(by_folded) if wanted and wanted in name and name not in near]
    if not near:
        return "give a name as the graph has it, or an IRI"
    return "did you mean " + ", ".join(by_folded[name] for name in near[:_SHOWN])


def _label(graph: Graph, node: ox.NamedNode) -> str:
    labels = sorted(
        _text(quad.object) for quad in graph.store.quads_for_pattern(node, RDFS("label"), None, _DEFAULT)
    )
    return labels[0] if labels else node.value


def _named_node(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else ""


def _sorted(nodes: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    return sorted(nodes, key=str)
