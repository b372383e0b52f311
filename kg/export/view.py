"""What the articles of a graph say, as nodes with their properties: the tables and drawings start here."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

import pyoxigraph as ox

from kg.hierarchy import ancestors
from kg.model import Attitude
from kg.store import Graph
from kg.vocab import BASE, DCTERMS, KG, OA, RDF, RDFS, SCHEMA, SKOS, XSD

#: A node or a literal.
Term: TypeAlias = Any

#: The properties from a statement to its proposition.
ATTITUDES = tuple(map(KG, get_args(Attitude)))

_INFERRED = BASE + "graph/inferred/"
_TYPE = RDF("type")

#: A finding has one of these, and kg:reportedIn.
_MARKS = {
    "statements": KG("speaker"),
    "events": KG("eventType"),
    "eventualities": KG("mode"),
    "tenures": KG("holder"),
    "memberships": KG("member"),
    "relations": KG("relation"),
}

#: Properties of an entity that lead to another one worth describing beside it.
_BESIDE = (KG("organOf"), KG("polity"), KG("basedIn"), KG("partOf"), KG("candidate"), KG("governs"))

#: What names a node, the best first.
_LABELS = (
    RDFS("label"),
    SKOS("prefLabel"),
    SCHEMA("headline"),
    KG("propText"),
    KG("figureText"),
    DCTERMS("identifier"),
)


@dataclass(frozen=True, slots=True)
class View:
    """The findings of some articles and what they refer to; each tuple of nodes is sorted.

    `properties` holds what was asserted, of every node of the graph: values sorted, by property.
    `superclasses` gives a class the classes above it.
    """

    properties: Mapping[Term, Mapping[ox.NamedNode, tuple[Term, ...]]]
    superclasses: Mapping[ox.NamedNode, frozenset[ox.NamedNode]]
    articles: tuple[Term, ...]
    statements: tuple[Term, ...]
    propositions: tuple[Term, ...]
    contents: tuple[Term, ...]
    events: tuple[Term, ...]
    eventualities: tuple[Term, ...]
    figures: tuple[Term, ...]
    tenures: tuple[Term, ...]
    memberships: tuple[Term, ...]
    relations: tuple[Term, ...]
    entities: tuple[Term, ...]
    evidence: tuple[Term, ...]

    def values(self, node: Term, *properties: ox.NamedNode) -> tuple[Term, ...]:
        """The values of some properties of a node, in the order of the properties."""
        known = self.properties.get(node, {})
        return tuple(value for name in properties for value in known.get(name, ()))

    def label(self, node: Term) -> str:
        """What a node is called, English first; its IRI when it has no name."""
        for name in _LABELS:
            values = self.values(node, name)
            if values:
                return str(
                    min(values, key=lambda value: (value.language not in ("en", None), value.value)).value
                )
        return identity(node)

    def classes(self, node: Term) -> tuple[ox.NamedNode, ...]:
        """The classes of a node that are not implied by another of its classes."""
        found = self.values(node, _TYPE)
        implied = {above for name in found for above in self.superclasses.get(name, ())}
        return tuple(name for name in found if name not in implied and isinstance(name, ox.NamedNode))

    def dates(self, node: Term) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day of a node, as far as they are known."""
        first = self.values(node, SCHEMA("startDate"), KG("earliest"), SCHEMA("datePublished"))
        last = self.values(node, SCHEMA("endDate"), KG("latest"), SCHEMA("datePublished"))
        start, end = (next(filter(None, map(day, values)), None) for values in (first, last))
        return (start, None) if start and end and end < start else (start, end)


def view(graph: Graph, *, article: ox.NamedNode | None = None) -> View:
    """What the articles say, or one of them, without what was inferred where that has a graph of its own."""
    properties = _properties(graph)
    subjects: defaultdict[ox.NamedNode, list[Term]] = defaultdict(list)
    for subject, pairs in properties.items():
        for name in pairs:
            subjects[name].append(subject)

    def objects(nodes: Iterable[Term], *names: ox.NamedNode) -> set[Term]:
        found = {
            value for node in nodes for name in names for value in properties.get(node, {}).get(name, ())
        }
        return {value for value in found if not isinstance(value, ox.Literal)}

    def of_the_articles(name: ox.NamedNode) -> set[Term]:
        return {node for node in subjects[name] if articles & set(properties[node].get(KG("reportedIn"), ()))}

    articles = {article} if article is not None else set(graph.articles())
    findings = {table: of_the_articles(mark) for table, mark in _MARKS.items()}
    # A historical event has a mode too.
    findings["eventualities"] -= findings["events"]
    propositions = objects(findings["statements"], *ATTITUDES)
    contents = objects(propositions, KG("content"))
    figures = _closed(
        objects(propositions | findings["events"], KG("figure")), properties, [KG("includedIn")]
    )
    found = {*propositions, *contents, *figures, *set().union(*findings.values())}
    mentioned = objects(articles, KG("mentions"))
    superclasses = ancestors(graph, RDFS("subClassOf"))
    entity_kinds = {KG("Actor"), KG("Place"), KG("Office")}

    def is_entity(node: Term) -> bool:
        kinds = properties.get(node, {}).get(_TYPE, ())
        return any(entity_kinds & {kind, *superclasses.get(kind, ())} for kind in kinds)

    referred = {value for node in found for name in properties[node] for value in objects([node], name)}
    entities = _closed({node for node in referred | mentioned if is_entity(node)}, properties, _BESIDE)
    evidence = {
        node
        for node in objects(found | entities, KG("evidence"))
        if articles & set(properties.get(node, {}).get(OA("hasSource"), ()))
    }
    return View(
        properties,
        superclasses,
        articles=_sorted(articles),
        propositions=_sorted(propositions),
        contents=_sorted(contents),
        figures=_sorted(figures),
        entities=_sorted(entities),
        evidence=_sorted(evidence),
        **{table: _sorted(nodes) for table, nodes in findings.items()},
    )


def day(value: Term) -> datetime.date | None:
    """The date in a literal, None when there is none."""
    if isinstance(value, ox.Literal) and value.datatype == XSD("date"):
        try:
            return datetime.date.fromisoformat(value.value)
        except ValueError:
            return None
    return None


def identity(node: Term) -> str:
    """The IRI of a node, or its label with `_:` before it."""
    return str(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _properties(graph: Graph) -> dict[Term, dict[ox.NamedNode, tuple[Term, ...]]]:
    asserted = {
        quad.triple
        for quad in graph.quads()
        if isinstance(quad.graph_name, ox.DefaultGraph) or not quad.graph_name.value.startswith(_INFERRED)
    }
    found: dict[Term, dict[ox.NamedNode, list[Term]]] = {}
    for triple in sorted(asserted, key=str):
        found.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    return {node: {name: tuple(row) for name, row in pairs.items()} for node, pairs in found.items()}


def _closed(
    nodes: set[Term],
    properties: Mapping[Term, Mapping[ox.NamedNode, tuple[Term, ...]]],
    names: Iterable[ox.NamedNode],
) -> set[Term]:
    """The nodes, and all that they lead to by some properties."""
    found, fresh = set(nodes), set(nodes)
    while fresh:
        fresh = {
            v for node in fresh for name in names for v in properties.get(node, {}).get(name, ())
        } - found
        found |= fresh
    return found


def _sorted(nodes: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(nodes, key=identity))
