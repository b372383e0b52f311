"""What the merged graph, and what follows from several articles, become when statements come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.iris import ACROSS_GRAPH, NOTES_GRAPH, ONTOLOGY_GRAPH
from kg.reason import SAME_AS_CODE, Changed, Code, Coded, Steps, Triple, spread, withdraw
from kg.store import is_note
from kg.stored import Stored, spo

_DEFAULT = ox.DefaultGraph()


class Change:
    """What becomes of one article, or what comes of new ones: found out before anything is written.

    `old` is what there is of `article`, its notes with it, `new` what there is to be. `schema` is what the
    ontology's graph says.
    """

    def __init__(
        self,
        store: ox.Store,
        steps: Steps,
        schema: AbstractSet[Triple],
        article: NamedNode | None = None,
        old: AbstractSet[Quad] = frozenset(),
        new: AbstractSet[Quad] = frozenset(),
    ) -> None:
        self._store, self._steps, self._schema = store, steps, schema
        self.going, self.coming = old - new, new - old
        self._terms = steps.terms.copy()
        self._gone = self._coded(self.going)
        self._said = self._coded(self.coming)
        self._kept = self._coded(old & new)
        #: Nodes that no other article has.
        self._own = {code for code, *_ in self._gone if article and self._is_of(article, code)}
        stored = Stored(store, self._terms, schema)
        #: Whether two nodes are the same, or could be found to be: then any triple implies something.
        self.equal = (
            stored.equal or steps.rules.equates or any(triple[1] == SAME_AS_CODE for triple in self._said)
        )
        # To add to what is there, rules look up no more than what they join.
        self._facts = Changed(stored, joined=None if self.equal or self.going else steps.joined)
        self._across_more: set[Coded] = set()
        self._across_less: set[Coded] = set()

    def _is_of(self, article: NamedNode, code: Code) -> bool:
        node = self._terms.term(code)
        return isinstance(node, NamedNode) and node.value.startswith(article.value)

    def _coded(self, quads: Iterable[Quad]) -> set[Coded]:
        coded = self._terms.coded
        return {coded(spo(quad)) for quad in quads if quad.graph_name != NOTES_GRAPH}

    @property
    def more(self) -> Iterator[Quad]:
        """What is to be put into the merged graph, and into that of what follows from several articles."""
        return self._in_both(self._facts.added, self._across_more)

    @property
    def less(self) -> Iterator[Quad]:
        """What is to be taken out of both."""
        schema = self._schema
        kept = (quad for quad in self._in_both(self._facts.removed, ()) if spo(quad) not in schema)
        yield from kept
        yield from self._in_both((), self._across_less)

    def _in_both(self, merged: Iterable[Coded], across: Iterable[Coded]) -> Iterator[Quad]:
        yield from (Quad(*triple) for triple in self._terms.triples(merged))  # type: ignore[arg-type]
        yield from (Quad(*triple, ACROSS_GRAPH) for triple in self._terms.triples(across))  # type: ignore[arg-type]

    def merge(self) -> None:
        """Change the merged graph alone."""
        self._facts.remove({triple for triple in self._gone if not self._stays(triple)})
        self._facts.add(self._said)

    def reason(self) -> None:
        """Change both, with everything that follows."""
        if self._gone:
            gone = withdraw(
                self._steps,
                self._gone,
                self._facts,
                self._stays,
                spreads=self._spreads,
                returns=self._returns,
            )
            # An article brings what follows from it alone, so what else went was found across articles.
            self._across_less |= gone - self._gone
            self._across_more |= {triple for triple in self._gone - gone if not self._stays(triple)}
        # What each article implies by itself it brings along.
        self._spread(set(filter(self._spreads, self._come())))

    def reason_about(self, told: AbstractSet[Triple]) -> None:
        """Find what follows from statements of new articles that rules join, or that rules could infer.

        Everything else in the articles, and what follows from each, is taken to be there: it is neither
        looked up nor in `more`.
        """
        self._said = set(map(self._terms.coded, told))
        new = self._steps.joining(self._come())
        found = self._facts.without(set(self._steps.together(new, self._facts)))
        self._facts.add(found)
        self._across_more |= found
        self._spread(found)

    def _come(self) -> AbstractSet[Coded]:
        """Put in what is said, and no longer call it inferred; what was not there comes back."""
        new = self._facts.without(self._said)
        for triple in self._said - new:
            (plain,) = self._terms.triples((triple,))
            if Quad(*plain, ACROSS_GRAPH) in self._store:  # type: ignore[arg-type]
                self._across_less.add(triple)
        self._facts.add(new)
        return new

    def spread(self, quads: Iterable[Quad]) -> None:
        """Find what follows from an article that is there, together with others."""
        coded = self._coded(quad for quad in quads if not is_apart(quad))
        self._spread(set(filter(self._spreads, coded)))

    def _spread(self, triples: AbstractSet[Coded]) -> None:
        self._across_more |= spread(self._steps, triples, self._facts)
        back = self._across_more & self._across_less
        self._across_more -= back
        self._across_less -= back

    def _spreads(self, triple: Coded) -> bool:
        """Whether something can follow from a triple of an article that is in no graph of the article."""
        return self.equal or self._steps.joins(triple)

    def _returns(self, triple: Coded) -> bool:
        """Whether a triple can follow from other articles, though none states it nor implies it alone."""
        return self.equal or self._steps.matters(triple)

    def _stays(self, triple: Coded) -> bool:
        """Whether a graph other than those that are merged or inferred across articles says it afterwards."""
        if triple in self._said or triple in self._kept:
            return True
        if triple[0] in self._own:
            return False
        (plain,) = self._terms.triples((triple,))
        found = self._store.quads_for_pattern(*plain, None)  # type: ignore[arg-type]
        return any(not is_apart(quad) and quad not in self.going for quad in found)


def is_apart(quad: Quad) -> bool:
    """Whether a quad is merged, found across articles, of the ontology, or a note: nothing rests on it."""
    return quad.graph_name in (_DEFAULT, ACROSS_GRAPH, ONTOLOGY_GRAPH) or is_note(quad.graph_name)
