"""Which of two events came first, as far as the words say: 'before a truce was reached', 'during the siege'.

This holds where no date is known, and is read off the parse alone: nothing is reckoned from dates.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Token

from kg.extract.phrases import dependents, roots
from kg.language.english import Document
from kg.model import Event, Order, OrderName

#: What a conjunction or preposition says of the event above it and the one below it. 'As' and 'while' are
#: left out: they give reasons and contrasts as often as times.
_ORDERS: dict[str, OrderName] = {
    "before": "before",
    "until": "before",
    "till": "before",
    "after": "after",
    "following": "after",
    "since": "after",
    "during": "during",
    "amid": "during",
}
_CLAUSES = frozenset({"VERB", "AUX"})
#: How an event's noun hangs under the verb of its clause ('a truce was reached', 'began its offensive').
_CARRIED = frozenset({"nsubj", "nsubjpass", "dobj"})


def find_orders(document: Document, events: Sequence[Event]) -> tuple[Order, ...]:
    """The orders between events that one sentence puts in order, in reading order.

    An event that several sentences report is taken wherever a trigger of it stands.
    """
    found: dict[Order, None] = {}
    for sentence in document.sentences:
        heads: dict[int, list[tuple[Token, Event]]] = {}
        for event in events:
            for span in (s for e in event.evidence if e.role == "trigger" for s in e.spans):
                if sentence.span.contains(span):
                    words = [t for t in sentence.tokens if span.start <= sentence.base + t.idx < span.end]
                    for head in roots(words)[:1]:
                        heads.setdefault(_clause(head).i, []).append((head, event))
        for below in [pair for pairs in heads.values() for pair in pairs]:
            link = _link(below[0])
            if link is None:
                continue
            word, above = link
            for _, event in heads.get(above.i, ()):
                if event != below[1]:
                    order = Order(event, _ORDERS[word.lower_], below[1], document.span(word))
                    found.setdefault(order)
    said = {(order.event, order.name, order.other) for order in found}
    return tuple(
        sorted((order for order in found if not _contradicted(order, said)), key=lambda order: order.span)
    )


def _contradicted(order: Order, said: Container[tuple[Event, OrderName, Event]]) -> bool:
    """Whether other words put the two the other way round: then none is believed."""
    turned: dict[OrderName, OrderName] = {"before": "after", "after": "before", "during": "during"}
    first, other = order.event, order.other
    return order.name != "during" and (
        (first, turned[order.name], other) in said or (other, order.name, first) in said
    )


def _clause(head: Token) -> Token:
    """The verb whose clause says that an event happens: its own, or the one that carries its noun."""
    if head.pos_ in _CLAUSES:
        return head
    in_it = head.dep_ == "pobj" and head.head.lower_ == "in"  # 'engaged in hostilities'
    above = head.head.head if in_it else head.head
    return above if (in_it or head.dep_ in _CARRIED) and above.pos_ in _CLAUSES else head


def _link(head: Token) -> tuple[Token, Token] | None:
    """The word of time above an event and the head of the clause that it puts in order with it."""
    if head.dep_ in {"pobj", "pcomp"} and head.head.lower_ in _ORDERS:
        return head.head, head.head.head
    clause = _clause(head)
    if clause.dep_ == "pcomp" and clause.head.lower_ in _ORDERS:
        return clause.head, clause.head.head
    if clause.dep_ != "advcl":
        return None
    mark = next((c for c in dependents(clause) if c.dep_ == "mark" and c.lower_ in _ORDERS), None)
    return (mark, clause.head) if mark is not None else None
