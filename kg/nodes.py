"""The nodes that findings share: entities, evidence, selectors, dates and figures of one article.

Evidence points at words by Web Annotation selectors (https://www.w3.org/TR/annotation-model/#selectors),
with offsets in code points.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.iris import article_iri, entity_iri, node_iri, selector_iri, spans_of
from kg.knowledge.gazetteer import GEONAMES
from kg.model import Entity, Evidence, Figure, Findings, Role, Span, When
from kg.vocab import KG, MS, OA, RDF, RDFS, SCHEMA, SKOS, XSD

#: Code points of context on either side of a selector's words: enough to find them again in a changed text.
CONTEXT = 32

#: Characters of an address that need no escape in an IRI.
_URL_SAFE = "%/:=&?~#+!$,;'@()*"

_TYPE = RDF("type")
_LABEL = RDFS("label")

Term: TypeAlias = NamedNode | Literal

#: Predicates and values of one subject; a value that is None is not known and not written.
Pairs: TypeAlias = Iterable[tuple[NamedNode, Term | None]]

#: Kinds that belong to a polity without being an organ of it.
_SELF_SPEAKING = frozenset({"Group", "Person", "Unresolved"})


class Nodes:
    """The triples of one article as they are collected.

    `article` is its node. What the IRIs in `known` are is described elsewhere: they are referred to only.
    """

    def __init__(self, findings: Findings, known: Container[str]) -> None:
        self.triples: set[Triple] = set()
        self.article = article_iri(findings.article)
        self.text = findings.article.text
        self._known = known
        self._described: set[NamedNode] = set()
        self._sentence_starts = [span.start for span in findings.sentences]

    def put(self, subject: NamedNode, pairs: Pairs) -> None:
        """Add what is known about `subject`."""
        for predicate, value in pairs:
            if value is not None:
                self.triples.add(Triple(subject, predicate, value))

    def is_new(self, node: NamedNode, kind: str) -> bool:
        """Whether `node` is not described yet; gives it its class if so."""
        if node in self._described:
            return False
        self._described.add(node)
        self.put(node, [(_TYPE, KG(kind))])
        return True

    def entity(self, entity: Entity) -> NamedNode:
        """The node of an entity, described once; a second name for it becomes skos:altLabel."""
        node = entity_iri(entity, self.article)
        if node.value in self._known:
            return node
        if self.is_new(node, entity.written_as):
            inside = KG("partOf") if entity.kind == "Place" else KG("basedIn")
            # Only an organ speaks for its polity: what protesters or a former minister say is their own.
            belongs = KG("polity") if entity.kind in _SELF_SPEAKING else KG("organOf")
            self.put(
                node,
                [
                    (_LABEL, Literal(entity.label, language="en")),
                    (belongs, self.entity(entity.of) if entity.of else None),
                    (inside, self.entity(entity.place) if entity.place else None),
                    (SCHEMA("sameAs"), _geonames(entity)),
                ],
            )
            self.put(node, self.each("candidate", entity.candidates))
        elif Triple(node, _LABEL, label := Literal(entity.label, language="en")) not in self.triples:
            self.put(node, [(SKOS("altLabel"), label)])
        self.put(node, [(SKOS("altLabel"), Literal(name, language="en")) for name in entity.also])
        return node

    def each(self, name: str, entities: Iterable[Entity]) -> Pairs:
        """The property `name` with each of the entities."""
        return [(KG(name), self.entity(entity)) for entity in entities]

    def evidence(self, evidence: Iterable[Evidence]) -> Iterator[tuple[NamedNode, NamedNode]]:
        """kg:evidence with a node for each item."""
        for item in evidence:
            yield KG("evidence"), self.words(item.role, *item.spans)

    def words(self, role: Role, *spans: Span) -> NamedNode:
        """The evidence that these spans are, in this role; its sentence is that of the first span."""
        node = node_iri(self.article, "evidence", words=spans_of([Evidence(role, spans)]))
        if self.is_new(node, "Evidence"):
            sentence = bisect_right(self._sentence_starts, spans[0].start) if spans else 0
            self.put(
                node,
                [
                    (KG("evidenceRole"), Literal(role)),
                    (KG("sentence"), Literal(sentence) if sentence else None),
                    (OA("hasSource"), self.article),
                    *((OA("hasSelector"), self._selector(span)) for span in spans),
                ],
            )
        return node

    def _selector(self, span: Span) -> NamedNode:
        node = selector_iri(self.article, span)
        if self.is_new(node, "Selector"):
            self.put(
                node,
                [
                    (OA("start"), Literal(span.start)),
                    (OA("end"), Literal(span.end)),
                    (OA("exact"), Literal(self.text[span.start : span.end])),
                    (OA("prefix"), text(self.text[max(0, span.start - CONTEXT) : span.start])),
                    (OA("suffix"), text(self.text[span.end : span.end + CONTEXT])),
                ],
            )
        return node

    def when(self, when: When | None) -> Pairs:
        """A date: its bounds, width and words, and where they stand."""
        if when is None:
            return []
        return [
            (KG("earliest"), date(when.earliest)),
            (KG("latest"), date(when.latest)),
            (KG("datePrecision"), text(when.precision)),
            (KG("dateText"), text(when.words)),
            (KG("evidence"), self.words("date", when.span)),
        ]

    def figure(self, figure: Figure) -> NamedNode:
        """The node of a figure, and of the figure that includes it."""
        node = node_iri(
            self.article,
            "figure",
            start=figure.span.start,
            end=figure.span.end,
            measure=figure.measure,
            qualifier=figure.qualifier,
            value=_input(figure.value),
            high=_input(figure.high),
        )
        if self.is_new(node, "Figure"):
            self.put(
                node,
                [
                    (KG("measure"), MS(figure.measure)),
                    (KG("value"), number(figure.value)),
                    (KG("highValue"), number(figure.high)),
                    (KG("qualifier"), Literal(figure.qualifier)),
                    (KG("figureText"), Literal(figure.words)),
                    (KG("unit"), text(figure.unit)),
                    (KG("counted"), text(figure.of)),
                    (KG("includedIn"), self.figure(figure.whole) if figure.whole else None),
                    (KG("evidence"), self.words("figure", figure.span)),
                ],
            )
        return node

    def iris(self, entities: Iterable[Entity]) -> list[str]:
        """The sorted IRIs of entities, as an input of a hash."""
        return sorted({entity_iri(entity, self.article).value for entity in entities})


def _geonames(entity: Entity) -> NamedNode | None:
    """The address at GeoNames of a place that the gazetteer knows."""
    if entity.iri is None or not entity.iri.startswith(GEONAMES):
        return None
    return NamedNode(f"https://sws.geonames.org/{entity.iri.removeprefix(GEONAMES)}/")


def text(value: str | None) -> Literal | None:
    """A string; nothing for none or an empty one."""
    return Literal(value) if value else None


def date(value: datetime.date | None) -> Literal | None:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=XSD("date")) if value else None


def number(value: int | Decimal | None) -> Literal | None:
    """An xsd:integer, or an xsd:decimal for what is not whole."""
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=XSD("decimal"))
    return Literal(value) if value is not None else None


def _input(value: int | Decimal | None) -> int | str | None:
    """A number as an input of a hash."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def decimal(value: float) -> Literal:
    """Two decimals at most, in the canonical form of XML Schema 1.1 ('0.9', '1')."""
    return Literal(f"{value:.2f}".rstrip("0").rstrip("."), datatype=XSD("decimal"))


def address(url: str | None) -> Term | None:
    """A web address as an IRI, with what an IRI forbids escaped; as a literal when it is none at all."""
    if not url:
        return None
    try:
        return NamedNode(quote(url, safe=_URL_SAFE))
    except ValueError:
        return Literal(url, datatype=XSD("anyURI"))
