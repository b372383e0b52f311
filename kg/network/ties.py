"""From findings to ties between two actors, with a type and a sign that the ontology gives."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.export.view import Term, View, identity, view
from kg.hierarchy import ancestors, pairs
from kg.store import Graph
from kg.vocab import KG, OWL, RDF, SKOS

#: For, against, or neither.
Sign: TypeAlias = Literal[1, 0, -1]

#: How the four quarters of PLOVER are told apart in ontology/schemes.ttl.
_QUAD = "PLOVER quad category: "

#: Statements that are directed at whom they are about; the others at whom they address.
_ABOUT = (KG("Accusation"), KG("Evaluation"))

#: Standing relations have no PLOVER category. An alliance is for; membership and leadership say neither.
_FOR = frozenset({KG("allyOf")})


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement, event or relation that joins two actors.

    `relation` is the local name of a PLOVER category (ACCUSE) or of a property (allyOf), `kind` that of the
    illocution (Accusation), event type (Shelling) or property. `item` is the node that it is taken from.
    `start` and `end` are the first and last day: for a statement or a relation those of the article where
    the words give none; an event without a date has none, since it may lie far back. `claimed_by` is
    who says so, None when the article itself does. `mutual` ties have no direction.
    """

    source: Term
    target: Term
    relation: str
    kind: str
    sign: Sign
    item: Term
    article: Term
    start: datetime.date | None = None
    end: datetime.date | None = None
    claimed_by: Term | None = None
    mutual: bool = False


def ties(graph: Graph, *, claims: bool = False, by_state: bool = True) -> tuple[Tie, ...]:
    """The ties between actors in what the articles say, sorted.

    With `by_state`, organs, and officials who speak in office or are in office as the article has it, count
    as the state, authority or alliance that they belong to; what joins an actor to itself then is left
    out. With `claims`, what speakers say happened is there too, as claimed by them. Unresolved mentions
    are left out.
    """
    return tuple(sorted(set(_Reader(graph, by_state).ties(claims)), key=_order))


class _Reader:
    """What is looked up while ties are read."""

    def __init__(self, graph: Graph, by_state: bool) -> None:
        self.view: View = view(graph)
        self.by_state = by_state
        self.offices = {
            (holder, article): office
            for tenure in reversed(self.view.tenures)
            if not self.view.values(tenure, KG("former"))
            for holder in self.view.values(tenure, KG("holder"))
            for article in self.view.values(tenure, KG("reportedIn"))
            for office in self.view.values(tenure, KG("office"))
            if self.view.values(office, KG("organOf"))
        }
        self.broader = ancestors(graph, SKOS("broader"))
        self.matches = dict(sorted(_named(pairs(graph, SKOS("relatedMatch"))), key=str))
        self.quads = {
            name: note.value.removeprefix(_QUAD)
            for name, note in pairs(graph, SKOS("scopeNote"))
            if note.value.startswith(_QUAD)
        }
        self.symmetric = {
            name for name, kind in pairs(graph, RDF("type")) if kind == OWL("SymmetricProperty")
        }

    def ties(self, claims: bool) -> Iterator[Tie]:
        for statement in self.view.statements:
            reporters = self.view.values(statement, KG("accordingTo"))
            if not reporters:
                yield from self._said(statement, None)
            elif claims:
                yield from self._said(statement, reporters[0])
            if claims:
                yield from self._claimed(statement)
        for event in self.view.events:
            yield from self._happened(event)
        for node in self.view.relations:
            for relation in self.view.values(node, KG("relation")):
                sign: Sign = 1 if relation in _FOR else 0
                subjects = self.view.values(node, KG("relationSubject"))
                objects = self.view.values(node, KG("relationObject"))
                mutual = relation in self.symmetric
                yield from self._tie(subjects, objects, relation, relation, sign, node, mutual=mutual)
        for node in self.view.memberships:
            members, alliances = self.view.values(node, KG("member")), self.view.values(node, KG("alliance"))
            yield from self._tie(members, alliances, KG("memberOf"), KG("memberOf"), 0, node)

    def _said(self, statement: Term, claimed_by: Term | None) -> Iterator[Tie]:
        for kind in self.view.values(statement, KG("illocution")):
            category = self._category(kind)
            if category is None:
                continue
            classes = set(self.view.values(statement, RDF("type")))
            classes |= {above for name in classes for above in self.view.superclasses.get(name, ())}
            directed = "about" if classes & set(_ABOUT) else "addressee"
            # PLOVER counts every request as conflict; asking somebody to talk is not being against them.
            sign: Sign = 0 if KG("Directive") in classes else self._sign(category)
            speakers = self._speakers(statement)
            targets = self.view.values(statement, KG(directed))
            yield from self._tie(speakers, targets, category, kind, sign, statement, claimed_by=claimed_by)

    def _claimed(self, statement: Term) -> Iterator[Tie]:
        """What the statement upholds, as something that its speaker claims."""
        for attitude in (KG("affirms"), KG("denies")):
            polarity = "positive" if attitude == KG("affirms") else "negative"
            for said in self.view.values(statement, attitude):
                if ox.Literal(polarity) not in self.view.values(said, KG("polarity")):
                    continue
                kinds = self.view.values(said, KG("predicate"))
                ends = [self.view.values(said, KG(name)) for name in ("propSubject", "propObject")]
                for kind in kinds:
                    if category := self._category(kind):
                        by, sign = self._speakers(statement)[0], self._sign(category)
                        found = self._tie(ends[0], ends[1], category, kind, sign, said, claimed_by=by)
                        yield from self._in_articles_of(statement, found)

    def _happened(self, event: Term) -> Iterator[Tie]:
        actors, targets = (self.view.values(event, KG(name)) for name in ("actor", "target"))
        for kind in self.view.values(event, KG("eventType")):
            category = self._category(kind)
            if category is None:
                continue
            sign = self._sign(category)
            yield from self._tie(actors, targets, category, kind, sign, event)
            if sign > 0:  # who does good together does so with each other; who fights, perhaps side by side
                for one, other in combinations(actors, 2):
                    yield from self._tie([one], [other], category, kind, sign, event, mutual=True)

    def _tie(
        self,
        sources: Iterable[Term],
        targets: Iterable[Term],
        relation: ox.NamedNode,
        kind: ox.NamedNode,
        sign: Sign,
        item: Term,
        *,
        claimed_by: Term | None = None,
        mutual: bool = False,
    ) -> Iterator[Tie]:
        targets = tuple(targets)
        article = next(iter(self.view.values(item, KG("reportedIn"))), None)
        for source in sources:
            for target in targets:
                ends = self.folded(source, article), self.folded(target, article)
                if ends[0] == ends[1] or not all(map(self._is_actor, ends)):
                    continue
                if mutual:
                    ends = (min(ends, key=identity), max(ends, key=identity))
                by = None if claimed_by is None else self.folded(claimed_by, article)
                names = local_name(relation), local_name(kind)
                yield Tie(*ends, *names, sign, item, article, *self._dates(item, article), by, mutual)

    def _in_articles_of(self, statement: Term, found: Iterable[Tie]) -> Iterator[Tie]:
        """Ties of a proposition, which is reported where its statement is."""
        for tie in found:
            for article in self.view.values(statement, KG("reportedIn")):
                yield replace(tie, article=article)

    def folded(self, node: Term, article: Term) -> Term:
        """What an organ, or the office that an article gives a person, is an organ of, to the last.

        Itself when it is neither, and when organs are kept.
        """
        if not self.by_state:
            return node
        seen = {node}
        node = self.offices.get((node, article), node)
        while (above := self.view.values(node, KG("organOf"))) and above[0] not in seen:
            node = above[0]
            seen.add(node)
        return node

    def _speakers(self, statement: Term) -> tuple[Term, ...]:
        """Who says it; for an official in office, what the office belongs to."""
        offices = self.view.values(statement, KG("inCapacity"))
        polities = self.view.values(offices[0], KG("organOf")) if offices and self.by_state else ()
        return polities or self.view.values(statement, KG("speaker"))

    def _is_actor(self, node: Term) -> bool:
        kinds = self.view.values(node, RDF("type"))
        is_one = any(KG("Actor") in self.view.superclasses.get(kind, ()) for kind in kinds)
        return is_one and KG("Unresolved") not in kinds

    def _category(self, kind: ox.NamedNode) -> ox.NamedNode | None:
        """The PLOVER category of an event type or an illocution."""
        concept = self.matches.get(kind, kind)
        return min(
            (name for name in (concept, *self.broader.get(concept, ())) if name in self.quads),
            key=identity,
            default=None,
        )

    def _sign(self, category: ox.NamedNode) -> Sign:
        return 1 if self.quads[category].endswith("cooperation") else -1

    def _dates(self, item: Term, article: Term) -> tuple[datetime.date | None, datetime.date | None]:
        own = self.view.dates(item)
        return own if any(own) or self.view.values(item, KG("eventType")) else self.view.dates(article)


def _named(
    found: Iterable[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]],
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    return ((one, other) for one, other in found if isinstance(other, ox.NamedNode))


def local_name(term: ox.NamedNode) -> str:
    """A term without its namespace."""
    return term.value.rpartition("#")[2].rpartition("/")[2]


def _order(tie: Tie) -> tuple[str, ...]:
    claimed_by = "" if tie.claimed_by is None else identity(tie.claimed_by)
    ends = identity(tie.source), identity(tie.target)
    return (*ends, tie.relation, tie.kind, claimed_by, identity(tie.item), str(tie.article))
