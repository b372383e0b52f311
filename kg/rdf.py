"""Findings -> quads: what was found in one article, as that article's named graph.

Facts in the article's own voice and what it attributes to somebody use different properties: an event
has kg:actor, a proposition kg:propSubject. Only the most specific class of a node is written, the
reasoner adds the others. Of two findings with the same IRI the first is written.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import OntologyError
from kg.iris import (
    PROVENANCE_GRAPH,
    Input,
    answerable,
    article_graph,
    content_hash,
    content_iri,
    content_measure,
    node_iri,
    spans_of,
)
from kg.model import (
    Article,
    Event,
    Findings,
    Flaw,
    Membership,
    Proposition,
    Relation,
    Statement,
    Tenure,
    When,
)
from kg.nodes import Nodes, Pairs, address, date, decimal, text
from kg.vocab import DCTERMS, ET, GRASPF, IL, KG, MS, PROV, RDFS, SCHEMA

#: Properties of the world graph that an article's wording never adds to: it stays a kg:Relation.
_WORLDLY = frozenset({"capital"})


def article_quads(
    findings: Findings,
    statement_classes: Mapping[str, str],
    *,
    known: Container[str] = frozenset(),
    software: str = "article-kg",
) -> tuple[Quad, ...]:
    """The graph of one article and its entry in the provenance graph, sorted.

    `statement_classes` maps an illocution to the class of its statements ('Denial' to 'Denial',
    'Appeal' to 'Directive'). `known` holds the IRIs that the world graph describes: these are
    referred to and not described again. `software` is the name and version of what made the graph.

    :raises OntologyError: for an illocution that `statement_classes` lacks.
    :raises InputError: for an entity whose IRI is not one.
    """
    nodes = Nodes(findings, known)
    _article(nodes, findings.article)
    for mention in findings.mentions:
        entity = nodes.entity(mention.entity)
        nodes.put(nodes.article, [(KG("mentions"), entity)])
        nodes.put(entity, [(KG("evidence"), nodes.words("mention", mention.span))])
    for statement in findings.statements:
        _statement(nodes, statement, _statement_class(findings, statement, statement_classes))
    for event in findings.events:
        _event(nodes, event)
    for order in findings.orders:
        node, other = _event(nodes, order.event), _event(nodes, order.other)
        nodes.put(node, [(KG(order.name), other), (KG("evidence"), nodes.words("date", order.span))])
    for eventuality in findings.eventualities:
        _eventuality(nodes, eventuality)
    for tenure in findings.tenures:
        _tenure(nodes, tenure)
    for membership in findings.memberships:
        _membership(nodes, membership)
    for relation in findings.relations:
        _relation(nodes, relation)
    for flaw in findings.flaws:
        _flaw(nodes, flaw)

    graph = article_graph(nodes.article)
    quads = [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in nodes.triples]
    quads += [
        Quad(graph, PROV("wasDerivedFrom"), nodes.article, PROVENANCE_GRAPH),
        Quad(graph, DCTERMS("creator"), Literal(software), PROVENANCE_GRAPH),
    ]
    return tuple(sorted(quads, key=str))


def _article(nodes: Nodes, article: Article) -> None:
    nodes.is_new(nodes.article, "Article")
    nodes.put(
        nodes.article,
        [
            (SCHEMA("headline"), text(article.title)),
            (SCHEMA("datePublished"), date(article.date)),
            (SCHEMA("url"), address(article.url)),
            (SCHEMA("publisher"), text(article.publisher)),
            *((SCHEMA("author"), Literal(name)) for name in article.authors),
            (SCHEMA("inLanguage"), Literal("en")),
            (KG("agency"), text(article.agency)),
            (KG("dateline"), text(article.dateline)),
            (KG("contentHash"), Literal(content_hash(article))),
            (DCTERMS("extent"), Literal(len(article.text))),
            (DCTERMS("identifier"), Literal(nodes.article.value.rpartition("/")[2])),
        ],
    )


# -------------------------------------------------------------------- what the article attributes


def _statement_class(findings: Findings, statement: Statement, classes: Mapping[str, str]) -> str:
    try:
        return classes[statement.illocution]
    except KeyError:
        raise OntologyError(
            f"the illocution {statement.illocution!r} has no kg:statementClass",
            where=findings.article.source,
            hint="give it one in ontology/schemes.ttl",
        ) from None


def _statement(nodes: Nodes, statement: Statement, kind: str) -> None:
    said = statement.proposition
    speaker = nodes.entity(statement.speaker)
    inputs: dict[str, Input] = {
        "speaker": speaker.value,
        "illocution": statement.illocution,
        "attitude": statement.attitude,
        "evidence": spans_of(statement.evidence),
        "text": said.text,
        "predicate": said.predicate,
        "negated": int(said.negated),
        "subjects": nodes.iris(said.subjects),
        "objects": nodes.iris(said.objects),
        "place": nodes.iris([said.place] if said.place else []),
    }
    node = node_iri(nodes.article, "statement", **inputs)
    if not nodes.is_new(node, kind):
        return
    # One saying, one proposition: made from the same inputs, so that no two statements share one.
    proposition = node_iri(nodes.article, "proposition", **inputs)
    content = _proposition(nodes, proposition, said)
    takes_side = statement.attitude in ("affirms", "denies")
    upholds = (statement.attitude == "denies") == said.negated
    nodes.put(
        node,
        [
            (KG("speaker"), speaker),
            (KG("inCapacity"), nodes.entity(statement.capacity) if statement.capacity else None),
            (KG("accordingTo"), nodes.entity(statement.according_to) if statement.according_to else None),
            *nodes.each("addressee", statement.addressees),
            *nodes.each("about", statement.about),
            (KG("illocution"), IL(statement.illocution)),
            (KG(statement.attitude), proposition),
            (KG("upholds" if upholds else "rejects"), content if takes_side else None),
            (KG("certainty"), GRASPF(statement.certainty)),
            *((KG("quote"), Literal(nodes.text[span.start : span.end])) for span in statement.quotes),
            *nodes.when(statement.when),
            (KG("confidence"), decimal(statement.confidence)),
            (KG("foundBy"), Literal(statement.found_by)),
        ],
    )
    _reported(nodes, node, statement)


def _proposition(nodes: Nodes, node: NamedNode, said: Proposition) -> NamedNode | None:
    """Describes what is said and returns its shared content, if it has one."""
    nodes.is_new(node, "Proposition")
    predicate = (KG("predicate"), ET(said.predicate) if said.predicate else None)
    place = (KG("propPlace"), nodes.entity(said.place) if said.place else None)
    content, measure = content_iri(said, nodes.article), content_measure(said)
    nodes.put(
        node,
        [
            predicate,
            *nodes.each("propSubject", said.subjects),
            *nodes.each("propObject", said.objects),
            place,
            *nodes.each("propConcerns", said.concerns),
            (KG("propText"), Literal(said.text)),
            (KG("polarity"), Literal("negative" if said.negated else "positive")),
            (KG("mode"), Literal(said.mode) if said.mode != "actual" else None),
            *nodes.when(said.when),
            *((KG("figure"), nodes.figure(figure)) for figure in said.figures),
            (KG("content"), content),
        ],
    )
    if content is not None and nodes.is_new(content, "Content"):
        nodes.put(
            content,
            [
                predicate,
                *nodes.each("propSubject", map(answerable, said.subjects)),
                *nodes.each("propObject", map(answerable, said.objects)),
                place,
                (KG("earliest"), date(said.when.earliest) if said.when else None),
                (KG("latest"), date(said.when.latest) if said.when else None),
                (KG("contentMeasure"), MS(measure) if measure else None),
            ],
        )
    return content


# -------------------------------------------------------------------- what the article itself reports


def _event_iri(nodes: Nodes, kind: str, event: Event) -> NamedNode:
    return node_iri(
        nodes.article,
        kind,
        type=event.type,
        evidence=spans_of(event.evidence),
        actors=nodes.iris(event.actors),
        targets=nodes.iris(event.targets),
        places=nodes.iris(event.places),
    )


def _event(nodes: Nodes, event: Event) -> NamedNode:
    node = _event_iri(nodes, "event", event)
    if not nodes.is_new(node, "Event"):
        return node
    nodes.put(
        node,
        [
            (RDFS("label"), Literal(event.label, language="en")),
            (KG("eventType"), ET(event.type)),
            *nodes.each("actor", event.actors),
            *nodes.each("target", event.targets),
            *nodes.each("place", event.places),
            *nodes.each("concerns", event.concerns),
            (KG("instrument"), text(event.instrument)),
            (KG("mode"), Literal(event.mode) if event.mode != "actual" else None),
            *nodes.when(event.when),
            *((KG("figure"), nodes.figure(figure)) for figure in event.figures),
            (KG("confidence"), decimal(event.confidence)),
        ],
    )
    _reported(nodes, node, event)
    return node


def _eventuality(nodes: Nodes, event: Event) -> None:
    """What is to come, possible or ruled out: described as a proposition is, so that it is no fact."""
    node = _event_iri(nodes, "eventuality", event)
    if not nodes.is_new(node, "Eventuality"):
        return
    nodes.put(
        node,
        [
            (RDFS("label"), Literal(event.label, language="en")),
            (KG("predicate"), ET(event.type)),
            (KG("mode"), Literal(event.mode)),
            *nodes.each("propSubject", event.actors),
            *nodes.each("propObject", event.targets),
            *nodes.each("propPlace", event.places),
            *nodes.each("propConcerns", event.concerns),
            *nodes.when(event.when),
            (KG("confidence"), decimal(event.confidence)),
        ],
    )
    _reported(nodes, node, event)


def _tenure(nodes: Nodes, tenure: Tenure) -> None:
    holder, office = nodes.entity(tenure.holder), nodes.entity(tenure.office)
    node = node_iri(
        nodes.article,
        "tenure",
        holder=holder.value,
        office=office.value,
        former=int(tenure.former),
        evidence=spans_of(tenure.evidence),
    )
    if not nodes.is_new(node, "Tenure"):
        return
    nodes.put(
        node,
        [
            (KG("holder"), holder),
            (KG("office"), office),
            (KG("tenureKind"), Literal(tenure.kind) if tenure.kind != "full" else None),
            *_term(nodes, tenure),
        ],
    )
    _reported(nodes, node, tenure)


def _term(nodes: Nodes, finding: Tenure | Membership | Relation) -> Pairs:
    """From when to when something holds, and whether the words say that it is over."""
    return [
        (KG("former"), Literal(True) if finding.former else None),
        *_bound(nodes, finding.start, "startDate", "earliest"),
        *_bound(nodes, finding.end, "endDate", "latest"),
    ]


def _bound(nodes: Nodes, when: When | None, exact: str, limit: str) -> Pairs:
    """One end of what lasts: the day where the words fix one, else how far it can reach.

    kg:earliest is the first day on which it can have begun, kg:latest the last on which it can have ended.
    """
    if when is None:
        return []
    day = when.earliest if when.earliest == when.latest else None
    reach = when.earliest if limit == "earliest" else when.latest
    return [
        (SCHEMA(exact), date(day)),
        (KG(limit), date(reach) if day is None else None),
        (KG("dateText"), text(when.words)),
        (KG("evidence"), nodes.words("date", when.span)),
    ]


def _membership(nodes: Nodes, membership: Membership) -> None:
    member, alliance = nodes.entity(membership.member), nodes.entity(membership.alliance)
    node = node_iri(
        nodes.article,
        "membership",
        member=member.value,
        alliance=alliance.value,
        evidence=spans_of(membership.evidence),
    )
    if nodes.is_new(node, "Membership"):
        nodes.put(node, [(KG("member"), member), (KG("alliance"), alliance), *_term(nodes, membership)])
        # The shorthand holds on the day of the article.
        nodes.put(member, [(KG("memberOf"), alliance if not membership.former else None)])
        _reported(nodes, node, membership)


def _relation(nodes: Nodes, relation: Relation) -> None:
    subject = nodes.entity(relation.subject)
    object_ = nodes.entity(relation.object) if relation.object is not None else None
    name = KG(relation.name)
    node = node_iri(
        nodes.article,
        "relation",
        subject=subject.value,
        name=relation.name,
        object=object_.value if object_ is not None else None,
        evidence=spans_of(relation.evidence),
    )
    if nodes.is_new(node, "Relation"):
        nodes.put(
            node,
            [
                (KG("relationSubject"), subject),
                (KG("relation"), name),
                (KG("relationObject"), object_),
                *nodes.when(relation.when),
                *_term(nodes, relation),
            ],
        )
        current = not relation.former and relation.name not in _WORLDLY
        nodes.put(subject, [(name, object_ if current else None)])
        _reported(nodes, node, relation)


def _flaw(nodes: Nodes, flaw: Flaw) -> None:
    node = node_iri(
        nodes.article,
        "flaw",
        type=flaw.kind,
        start=flaw.span.start,
        end=flaw.span.end,
        message=flaw.message,
    )
    if nodes.is_new(node, "Flaw"):
        nodes.put(
            node,
            [
                (RDFS("comment"), Literal(flaw.message, language="en")),
                (DCTERMS("type"), Literal(flaw.kind)),
                (KG("evidence"), nodes.words("content", flaw.span)),
            ],
        )
        nodes.put(nodes.article, [(KG("flaw"), node)])


def _reported(
    nodes: Nodes, node: NamedNode, finding: Statement | Event | Tenure | Membership | Relation
) -> None:
    """Where a finding stands: its words, its sentence, its article."""
    nodes.put(
        node,
        [
            *nodes.evidence(finding.evidence),
            (KG("sentence"), Literal(finding.sentence)),
            (KG("reportedIn"), nodes.article),
        ],
    )
