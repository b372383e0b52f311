"""Memberships, alliances and leadership that the article states in its own voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extract.discourse import Discourse
from kg.extract.phrases import children, conjuncts, lemma, negated, noun_phrase, prepositional, subjects
from kg.extract.polities import ALLIANCES
from kg.language.english import Sentence
from kg.model import Entity, Evidence, Membership, Relation, Span

_MEMBERSHIP, _LEADERSHIP = "memberOf", "ledBy"
_COPULAS = frozenset({"be", "remain", "become"})
#: Auxiliaries under which a relation does not hold yet.
_UNREAL = frozenset({"will", "would", "could", "may", "might", "should", "to", "must", "can"})


def find_relations(
    discourse: Discourse, sentence: Sentence, said: Sequence[Span]
) -> tuple[tuple[Membership, ...], tuple[Relation, ...]]:
    """Memberships and relations of one sentence outside what is `said`, in reading order."""
    memberships: list[Membership] = []
    relations: list[Relation] = []
    for token in sentence.tokens:
        if token.pos_ not in {"NOUN", "VERB", "ADJ"} or _within(discourse, token, said):
            continue
        memberships += _memberships(discourse, sentence, token)
        relations += _alliances(discourse, sentence, token)
        relations += _leadership(discourse, sentence, token)
    return tuple(dict.fromkeys(memberships)), tuple(dict.fromkeys(relations))


def _within(discourse: Discourse, token: Token, said: Sequence[Span]) -> bool:
    span = discourse.document.span(token)
    return any(s.contains(span) for s in said)


def _memberships(discourse: Discourse, sentence: Sentence, token: Token) -> list[Membership]:
    """'X is a member of Y', 'X, a member of Y', 'X joined Y'."""
    words = discourse.lexicon.relations[_MEMBERSHIP]
    pairs: list[tuple[Token, Token]] = []
    if token.pos_ == "NOUN" and lemma(token) in words.nouns and not _is_past(token):
        groups = [item for _, item in prepositional(token, {"of", "to"})]
        modifiers = children(token, "compound", "nmod", "amod")
        groups += [c for c in modifiers if discourse.surface.name_at(c) is not None]
        pairs = [(member, group) for member in _predicated(token) for group in groups]
    elif token.pos_ == "VERB" and lemma(token) in words.verbs and not _unreal(token):
        pairs = [(s, o) for s in subjects(token) for o in children(token, "dobj")]
    found = []
    for member, group in pairs:
        alliance = _alliance_in(discourse, group)
        states = _states(discourse, [member])
        if alliance is not None and states:
            evidence = _evidence(discourse, member, group)
            found.append(Membership(states[0][1], alliance, evidence, sentence.number))
    return found


def _alliances(discourse: Discourse, sentence: Sentence, token: Token) -> list[Relation]:
    """'X, an ally of Y'; 'X is Y's ally': a relation of two states for each noun of the lexicon."""
    found = []
    for name, words in discourse.lexicon.relations.items():
        if name == _MEMBERSHIP or token.pos_ != "NOUN" or lemma(token) not in words.nouns or _is_past(token):
            continue
        others = [h for _, item in prepositional(token, {"of"}) for h in conjuncts(item)]
        for side, state in _states(discourse, _predicated(token)):
            for other, partner in _states(discourse, (*others, *children(token, "poss"))):
                if state != partner:
                    evidence = _evidence(discourse, *sorted((side, other), key=_position))
                    found.append(Relation(state, name, partner, evidence, sentence.number))
    return found


def _leadership(discourse: Discourse, sentence: Sentence, token: Token) -> list[Relation]:
    """'the alliance under Russian leadership', 'Russian-led alliance', 'X leads the alliance'."""
    words = discourse.lexicon.relations[_LEADERSHIP]
    pairs: list[tuple[Token, Entity | None]] = []
    under = token.dep_ == "pobj" and token.head.lower_ == "under"
    participle = token.tag_ in {"VBN", "VBD", "JJ"} and token.dep_ in {"amod", "acl"}
    if under and token.pos_ == "NOUN" and lemma(token) in words.leadership_nouns:
        pairs.append((token.head.head, _modifying_state(discourse, token)))
    elif participle and token.lower_ in words.leadership_participles:
        by = [h for _, item in prepositional(token, {"by"}) for h in conjuncts(item)]
        leader = _modifying_state(discourse, token)
        leader = leader or next((state for _, state in _states(discourse, by)), None)
        pairs.append((token.head, leader))
    elif token.pos_ == "VERB" and lemma(token) in words.leadership_verbs and not _unreal(token):
        leaders = _states(discourse, subjects(token))
        pairs += [(o, leader) for _, leader in leaders for o in children(token, "dobj")]
    found = []
    for group, leader in pairs:
        alliance = _alliance_in(discourse, group) if leader is not None else None
        if alliance is not None and leader is not None:
            evidence = _evidence(discourse, *sorted((token, group), key=_position))
            found.append(Relation(alliance, _LEADERSHIP, leader, evidence, sentence.number))
    return found


def _evidence(discourse: Discourse, first: Token, last: Token) -> tuple[Evidence, ...]:
    """The words from one phrase to the other."""
    start = min(first.left_edge.i, last.i)
    end = max(first.i, last.right_edge.i)
    return (Evidence("content", (discourse.document.span(first.doc[start : end + 1]),)),)


def _position(token: Token) -> int:
    return token.i


def _alliance_in(discourse: Discourse, head: Token) -> Entity | None:
    """The alliance that a phrase names ('the CSTO military alliance')."""
    for token in noun_phrase(head):
        named = discourse.surface.named_at(token)
        if named is not None and named.kind in ALLIANCES:
            return named
    entity = discourse.resolve(head)
    if entity is not None and entity.kind in ALLIANCES:
        return entity
    # 'the CSTO, a military alliance led by Russia', whatever the parser makes of the apposition.
    before = head.left_edge.i - 2
    if before >= 0 and head.doc[before + 1].text == ",":
        named = discourse.surface.named_at(head.doc[before])
        return named if named is not None and named.kind in ALLIANCES else None
    return None


def _states(discourse: Discourse, heads: Iterable[Token]) -> list[tuple[Token, Entity]]:
    """The states that act among some phrases, with the phrases' heads."""
    acting = ((head, discourse.as_actor(discourse.resolve(head))) for head in heads)
    return [(head, entity) for head, entity in acting if entity is not None and entity.kind == "State"]


def _modifying_state(discourse: Discourse, head: Token) -> Entity | None:
    """The state that a word before 'leadership' or 'led' names, also before a hyphen."""
    before = [head.nbor(-2)] if head.i >= 2 and head.nbor(-1).text == "-" else []
    modifiers = children(head, "amod", "compound", "npadvmod", "poss", "nmod", "advmod", "nsubj")
    named = (discourse.surface.named_at(token) for token in (*modifiers, *before))
    return next((entity for entity in named if entity is not None and entity.kind == "State"), None)


def _predicated(noun: Token) -> list[Token]:
    """What a noun is said of, by 'is' or by apposition."""
    if noun.dep_ == "attr" and lemma(noun.head) in _COPULAS and not _unreal(noun.head):
        return [h for s in children(noun.head, "nsubj") for h in conjuncts(s)]
    if noun.dep_ == "appos" or (noun.dep_ in {"compound", "nmod"} and noun.head.pos_ == "PROPN"):
        return [noun.head]
    return []


def _is_past(noun: Token) -> bool:
    """'a former member', 'no ally'."""
    return any(c.lower_ in {"former", "no"} for c in noun.children)


def _unreal(verb: Token) -> bool:
    return negated(verb) or any(c.lower_ in _UNREAL for c in children(verb, "aux"))
