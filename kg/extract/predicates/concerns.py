"""Whom the words for what is done or said name, where no role of the grammar gives a target.

'rejected an Australian ultimatum', 'lifted the curfew in X', 'suspended a programme for Y'.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import conjuncts, dependents
from kg.model import Entity

#: How deep under the head a name may hang: 'part of a programme for X' is five.
MAX_DEPTH = 8
#: What adds circumstances, not whom it concerns.
_CIRCUMSTANCES = frozenset({"advcl", "relcl", "parataxis", "ccomp", "npadvmod", "punct", "mark", "appos"})
_TIMES = frozenset({"after", "before", "since", "during", "until", "despite", "because", "amid", "following"})
_NAMELESS = frozenset({"Unresolved", "Office"})


def concerned(
    discourse: Discourse, heads: Iterable[Token], allowed: Collection[int], besides: Sequence[Entity]
) -> tuple[Entity, ...]:
    """Those whom the words under some heads name, the nearest to the heads with what is coordinated.

    Only tokens at the positions `allowed` count. `besides` are left out, and what they are organs of.
    """
    left_out = {entity for one in besides for entity in _with_polities(discourse, one)}
    level = [*heads]
    for depth in range(MAX_DEPTH):
        found: dict[Entity, None] = {}
        for token in level:
            for entity in _named(discourse, token, allowed):
                if not left_out & _with_polities(discourse, entity):
                    found.setdefault(entity)
        if found:
            return tuple(found)
        below = [child for token in level for child in dependents(token) if _leads_on(child, allowed)]
        # In 'a ceasefire mediated by X' X is nobody whom the ceasefire concerns.
        level = [child for child in below if depth or child.dep_ != "acl" or child.tag_ != "VBN"]
    return ()


def _leads_on(token: Token, allowed: Collection[int]) -> bool:
    if token.i not in allowed:
        return False
    if token.dep_ in _CIRCUMSTANCES:
        # 'stop the talks if X deploys missiles'
        if token.dep_ == "ccomp":
            # 'help X fight hunger'
            return token.tag_ == "VB" and not any(c.dep_ in {"aux", "mark"} for c in dependents(token))
        return token.dep_ == "advcl" and any(c.lower_ in {"if", "unless"} for c in dependents(token))
    return not (token.dep_ == "prep" and token.lower_ in _TIMES)


def _named(discourse: Discourse, token: Token, allowed: Collection[int]) -> Iterable[Entity]:
    """Whom a token names, with those coordinated with it."""
    for one in conjuncts(token):
        if one.i not in allowed or one.pos_ not in {"NOUN", "PROPN", "ADJ", "PRON"} or one.tag_ == "PRP$":
            continue
        several = discourse.pair(one)
        if several:
            yield from several
            continue
        modifier = one.dep_ in {"compound", "amod", "nmod", "poss"}
        entity = discourse.surface.named_at(one) if modifier else None
        if entity is None and (not modifier or one.dep_ == "poss"):
            entity = discourse.resolve(one)
        if entity is not None and entity.kind not in _NAMELESS:
            yield discourse.as_actor(entity) or entity


def _with_polities(discourse: Discourse, entity: Entity) -> set[Entity]:
    """An entity and the polities that it is an organ of; a group is no organ of its state."""
    found = {entity}
    if entity.kind not in {"Group", "Person"}:
        current = entity.of
        while current is not None:
            found.add(current)
            current = current.of
    elif entity.kind == "Person":
        polity = discourse.polity_of(entity)
        found |= {polity} if polity is not None else set()
    return found
