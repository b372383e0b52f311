"""GraphML and GEXF: what articles say as nodes and links, for Gephi, Cytoscape, yEd and networkx."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.export.csv_tables import SEPARATOR
from kg.export.rdf_xml import ILLEGAL
from kg.export.view import Term, View, identity
from kg.vocab import KG, OA, PREFIXES, RDF, shorten

#: What the readers of GraphML and GEXF take for something else.
_RESERVED = frozenset({"id", "key", "label", "class", "type", "weight", "start", "end", "pid", "viz"})

#: What is told in another way.
_SKIPPED = frozenset({RDF("type"), KG("evidence")})

#: Concepts, which become words of a node instead of nodes.
_CONCEPTS = tuple(PREFIXES[prefix] for prefix in ("et", "il", "ms", "graspf", "kg"))

_KINDS = ("articles", "entities", "statements", "propositions", "contents", "events", "figures")
_MORE_KINDS = ("tenures", "memberships", "relations")


def node_links(view: View) -> nx.MultiDiGraph:
    """Articles, entities and findings as nodes, and every property between two of them as a link.

    A node's name is its IRI; it has `label`, `class`, `words` (those that it rests on), a value for each
    property with literals or concepts (several joined by '; '), and `start` and `end` (ISO dates) where
    known. A link has `relation`, the property, and the dates of the node that it starts from.
    """
    graph = nx.MultiDiGraph()
    nodes = {node for kind in (*_KINDS, *_MORE_KINDS) for node in getattr(view, kind)}
    listed = frozenset(view.evidence)
    links: list[tuple[str, str, str]] = []
    for node in sorted(nodes, key=identity):
        attributes = {
            "label": view.label(node),
            "class": SEPARATOR.join(shorten(name.value).removeprefix("kg:") for name in view.classes(node)),
            "words": SEPARATOR.join(_words(view, node, listed)),
            **_dates(view, node),
        }
        for name, values in view.properties.get(node, {}).items():
            if name in _SKIPPED:
                continue
            links += [(identity(node), _key(name), identity(value)) for value in values if value in nodes]
            plain = [_text(view, value) for value in values if value not in nodes]
            if plain and attributes["label"] != SEPARATOR.join(plain):
                attributes[_key(name)] = SEPARATOR.join(plain)
        graph.add_node(identity(node), **{k: clean(v) for k, v in attributes.items() if v})
    for number, (source, relation, target) in enumerate(sorted(links), 1):
        dates = {name: graph.nodes[source][name] for name in ("start", "end") if name in graph.nodes[source]}
        graph.add_edge(source, target, key=f"e{number}", relation=relation, label=relation, **dates)
    return graph


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """GraphML (http://graphml.graphdrawing.org/specification.html)."""
    lines = nx.generate_graphml(graph, named_key_ids=False)
    return ("<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(lines) + "\n").encode()


def gexf(graph: nx.MultiDiGraph) -> bytes:
    """GEXF 1.2 (https://gexf.net), dynamic where nodes or links have a `start` or an `end`."""
    stream = io.BytesIO()
    nx.write_gexf(graph, stream)
    # Whoever writes it puts the day in; the same graph has the same bytes every day.
    return re.sub(rb' lastmodifieddate="[0-9-]*"', b"", stream.getvalue(), count=1)


def clean(value: Any) -> Any:
    """A text as XML can hold it, with U+FFFD for what it cannot; other values as they are."""
    return ILLEGAL.sub("\ufffd", value) if isinstance(value, str) else value


def _words(view: View, node: Term, listed: Container[Term]) -> Iterable[str]:
    spans = {
        (int(start.value), exact.value)
        for evidence in view.values(node, KG("evidence"))
        if evidence in listed
        for selector in view.values(evidence, OA("hasSelector"))
        for start in view.values(selector, OA("start"))
        for exact in view.values(selector, OA("exact"))
    }
    return dict.fromkeys(words for _, words in sorted(spans))


def _dates(view: View, node: Term) -> dict[str, str]:
    start, end = view.dates(node)
    return {name: value.isoformat() for name, value in (("start", start), ("end", end)) if value is not None}


def _key(name: ox.NamedNode) -> str:
    short = shorten(name.value)
    local = short.removeprefix("kg:")
    return short if local in _RESERVED else local


def _text(view: View, value: Term) -> str:
    if isinstance(value, ox.Literal):
        return value.value
    iri = identity(value)
    return view.label(value) if iri.startswith(_CONCEPTS) and value in view.properties else iri
