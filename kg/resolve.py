"""From what a person writes to the node that is meant: an entity by its name, an article by its title."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import pyoxigraph as ox

from kg.errors import QueryError
from kg.resources import folder
from kg.store import Graph
from kg.vocab import BASE, KG, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD, expand, shorten

#: How many near misses or candidates a message names.
_SHOWN = 5

_DEFAULT = ox.DefaultGraph()

#: Properties that name an entity; the first under which the words are found decides.
_NAMES = (RDFS("label"), SKOS("altLabel"), SKOS("notation"))

#: The languages in which a name is looked up as it is written; where that finds nothing, all names are read.
_LANGUAGES = ("en", "")


def resolve_entity(graph: Graph, text: str, *, prefer: Literal["Actor", "Place"] = "Actor") -> ox.NamedNode:
    """The actor, place or office that `text` names: an IRI, a Wikidata id, a name or an ISO code.

    Something of the class `prefer` wins over something that is not, the same letters over others in their
    case, a label over another name, and a name over a code.

    :raises QueryError: when nothing has that name, or several things have; the message lists them.
    """
    text = whole(text)
    node = _by_wikidata(graph, text) or _by_iri(graph, text)
    if node is not None:
        return node
    for classes in (_classes(prefer), _classes("Actor", "Place", "Office")):
        for find, name in itertools.product((_called, _called_in_any_case), _NAMES):
            found = {node for node in find(graph, name, text) if _is_one(graph, node, classes)}
            if found:
                names = [f"{shorten(node.value)} ({_label(graph, node)})" for node in _sorted(found)]
                return _only(found, text, "entity", names)
    pairs = (pair for name in _NAMES[:2] for pair in _pairs(graph, name))
    labels = {_text(value) for node, value in pairs if _is_one(graph, node, classes)}
    raise QueryError(f"nothing in the graph is called {text!r}", hint=_hint(text, labels))


def resolve_article(graph: Graph, text: str) -> ox.NamedNode:
    """The article that `text` names: its IRI, its hash, its address or a part of its title.

    :raises QueryError: when no article, or several, are meant; the message lists them.
    """
    text = whole(text)
    iri = _named_node(f"{BASE}article/{text}" if re.fullmatch(r"[0-9a-f]{16}", text) else expand(text))
    if iri is not None and _is_article(graph, iri):
        return iri
    for address in (_named_node(text) or ox.Literal(text), ox.Literal(text, datatype=XSD("anyURI"))):
        for node, _ in _pairs(graph, SCHEMA("url"), address):
            if _is_article(graph, node):
                return node
    headlines = _pairs(graph, SCHEMA("headline"))
    titles = {node: _text(title) for node, title in headlines if _is_article(graph, node)}
    found = {node for node, title in titles.items() if text and text.casefold() in title.casefold()}
    exact = {article for article in found if titles[article].casefold() == text.casefold()}
    if not found:
        raise QueryError(f"no article in the graph is {text!r}", hint=_hint(text, titles.values()))
    names = [f"{shorten(node.value)} ({titles[node]})" for node in _sorted(found)]
    return _only(exact or found, text, "article", names)


def whole(text: str) -> str:
    """A text with a mark for each half of a character (a lone surrogate): no graph has such.

    >>> whole("a\\udba0b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode()


def _is_article(graph: Graph, node: ox.NamedNode) -> bool:
    return graph.says((node, RDF("type"), KG("Article")))


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


def _called(graph: Graph, name: ox.NamedNode, text: str) -> set[ox.NamedNode]:
    """The nodes of which a property has these words, letter for letter."""
    words = (ox.Literal(text, language=language) if language else ox.Literal(text) for language in _LANGUAGES)
    return {node for word in words for node, _ in _pairs(graph, name, word)}


def _called_in_any_case(graph: Graph, name: ox.NamedNode, text: str) -> set[ox.NamedNode]:
    """The nodes of which a property has these words in any case and language."""
    wanted = text.casefold()
    return {node for node, value in _pairs(graph, name) if _text(value).casefold() == wanted}


def _is_one(graph: Graph, node: ox.NamedNode, classes: frozenset[ox.NamedNode]) -> bool:
    """Whether a node is of one of these classes, and no unresolved mention."""
    types = {quad.object for quad in graph.store.quads_for_pattern(node, RDF("type"), None, _DEFAULT)}
    return not types.isdisjoint(classes) and KG("Unresolved") not in types


def _pairs(
    graph: Graph, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal | None = None
) -> Iterator[tuple[ox.NamedNode, object]]:
    """Subjects with an IRI, and the values that `predicate` has there."""
    for quad in graph.store.quads_for_pattern(None, predicate, value, _DEFAULT):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject, quad.object


@cache
def _classes(*roots: str) -> frozenset[ox.NamedNode]:
    """Classes of the ontology and every named class below them: the graph may not have been reasoned over."""
    path = folder("ontology") / "ontology.ttl"
    below: dict[object, set[ox.NamedNode]] = {}
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate == RDFS("subClassOf") and isinstance(quad.subject, ox.NamedNode):
            below.setdefault(quad.object, set()).add(quad.subject)
    found = set(map(KG, roots))
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
