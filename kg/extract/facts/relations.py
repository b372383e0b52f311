"""Relations and memberships that the article states in its own voice, by the cues of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.facts.terms import is_over, is_real, term
from kg.extract.phrases import (
    children,
    conjuncts,
    cover,
    dependents,
    lemma,
    noun_phrase,
    prepositional,
    text_before,
    tokens_of,
)
from kg.extract.predicates.participants import Trust, meant
from kg.extract.predicates.roles import Bearer, bearers, held_by, owners, placed
from kg.extract.predicates.triggers import word_under
from kg.extract.reading import Reading
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.relation_cues import RelationCue, RelationWords
from kg.language.english import Sentence
from kg.model import Entity, Evidence, Membership, Relation, Span

_MEMBERSHIP = "memberOf"
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_VERBAL = frozenset({"VERB", "AUX"})
#: The relations of a body to who is at its head, and not to a deputy.
_AT_THE_HEAD = frozenset({"ledBy", "commandedBy", "headOfState", "headOfGovernment"})
#: Classes of things of which no more is known than that the language model takes them for such.
_VAGUE = frozenset({"Organization", "Place", "Person"})


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of a relation: the head of the words that name it, what it is, and what says it of it."""

    token: Token
    entity: Entity
    said: Bearer | None = None


def find_relations(
    discourse: Discourse, sentence: Sentence, reading: Reading, said: Sequence[Span]
) -> tuple[tuple[Membership, ...], tuple[Relation, ...]]:
    """Memberships and relations of one sentence outside what is `said`, in reading order."""
    found: list[Relation] = []
    for token in tokens_of(sentence.tokens):
        pos = _POS.get(token.pos_)
        cues = discourse.lexicon.relations.cues.get((lemma(token), pos), ()) if pos else ()
        if not cues or any(s.contains(discourse.document.span(token)) for s in said):
            continue
        spelt = [cue for cue in cues if _is_spelt(cue, token)]
        longest = max((len(cue.words) for cue in spelt), default=0)
        for cue in spelt:
            if (
                cue.relation in _AT_THE_HEAD
                and text_before(token).lower() in discourse.lexicon.words["lesser"]
            ):
                # 'the deputy commander of the garrison'
                continue
            if len(cue.words) == longest and _is_said(discourse.lexicon, token):
                found += _related(discourse, sentence, reading, cue, token)
    relations = _narrowest(discourse.lexicon.relations, found)
    return (
        tuple(_membership(r) for r in relations if r.name == _MEMBERSHIP),
        tuple(r for r in relations if r.name != _MEMBERSHIP),
    )


def _is_spelt(cue: RelationCue, token: Token) -> bool:
    """Whether the further words of a cue are there."""
    if cue.pos == "verb":
        return all(word_under(token, word) is not None for word in cue.words[1:])
    at = next(i for i, word in enumerate(cue.words) if word in {lemma(token), token.lower_})
    start = token.i - at
    words = token.doc[max(0, start) : start + len(cue.words)]
    whole = start >= 0 and len(words) == len(cue.words)
    return whole and all(word in {lemma(t), t.lower_} for word, t in zip(cue.words, words, strict=True))


def _is_said(lexicon: Lexicon, token: Token) -> bool:
    """Whether the words at a cue say that it is so: not negated, possible or planned."""
    if any(c.lower_ in {"no", "any"} or c.lower_ in lexicon.words["unreal"] for c in dependents(token)):
        return False
    verb = token.head if token.pos_ == "ADJ" else token
    return verb.pos_ not in _VERBAL or is_real(lexicon, verb)


def _related(
    discourse: Discourse, sentence: Sentence, reading: Reading, cue: RelationCue, token: Token
) -> Iterator[Relation]:
    """The relations that a cue states at a token."""
    trust: Trust = "all" if cue.trusted else "none" if cue.named else "some"
    subjects = list(_sides(discourse, token, cue.subject, cue.subject_classes))
    objects = list(_sides(discourse, token, cue.object, cue.object_classes, trust)) if subjects else []
    if cue.named:
        objects = [o for o in objects if _is_shown(discourse.lexicon.relations, o, cue.object_classes)]
    for one in subjects:
        others = [o for o in objects if o.entity != one.entity and o.token.i != one.token.i]
        for other in others:
            yield _relation(discourse, sentence, reading, cue, token, (one, other))
        if cue.dated and not others:
            dated = _relation(discourse, sentence, reading, cue, token, (one,))
            if dated.when is not None:
                yield dated


def _relation(
    discourse: Discourse,
    sentence: Sentence,
    reading: Reading,
    cue: RelationCue,
    token: Token,
    sides: tuple[_Side, ...],
) -> Relation:
    said = next((side.said for side in sides if side.said is not None), None)
    verb = said.verb if said is not None else None
    marks = cue.marks or (said.marks if said is not None else None)
    when = term(discourse, sentence, reading, [t for t in (token, verb) if t is not None], marks)
    words = cover(t for side in sides for t in (token, *_phrase(side.token), *_clause(side.token)))
    assert words is not None
    return Relation(
        sides[0].entity,
        cue.relation,
        sides[1].entity if len(sides) > 1 else None,
        (Evidence("content", (discourse.document.span(words),)),),
        sentence.number,
        when.start,
        when.end,
        when.when,
        former=is_over(discourse.lexicon, token, verb or token, marks, when),
    )


def _membership(relation: Relation) -> Membership:
    assert relation.object is not None
    return Membership(
        relation.subject,
        relation.object,
        relation.evidence,
        relation.sentence,
        relation.start,
        relation.end,
        relation.former,
    )


def _narrowest(words: RelationWords, relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations once each, without those that a narrower one of the same two implies."""
    found: dict[tuple[Entity, Entity | None], dict[str, Relation]] = {}
    for relation in relations:
        found.setdefault((relation.subject, relation.object), {}).setdefault(relation.name, relation)
    return tuple(
        relation
        for same in found.values()
        for name, relation in same.items()
        if not any(other != name and name in words.above.get(other, ()) for other in same)
    )


def _is_shown(relations: RelationWords, side: _Side, wanted: frozenset[str]) -> bool:
    """Whether a name, or the noun beside it, shows of which class it is."""
    if side.entity.kind not in _VAGUE and relations.fits(side.entity.kind, wanted):
        return True
    beside = side.token.doc[side.token.left_edge.i : side.token.i + 2]
    label = side.entity.label.lower().replace("-", " ").split()
    return relations.shown((*label, *(t.lower_ for t in beside)), wanted)


def _sides(
    discourse: Discourse,
    token: Token,
    places: frozenset[str],
    wanted: frozenset[str],
    trust: Trust = "some",
) -> Iterator[_Side]:
    """What stands at some places of a cue, in text order, where it can be of a wanted class."""
    lexicon = discourse.lexicon
    held: list[tuple[Token, Bearer | None]] = []
    for place in sorted(places):
        if place == "bearer":
            for bearer in bearers(lexicon.relations, token):
                if bearer.verb is None or is_real(lexicon, bearer.verb):
                    held += [(t, bearer) for t in held_by(bearer, token)]
        else:
            held += [(t, None) for h in placed(token, place) for t in _through(lexicon, h)]
    seen = {token.i}
    for head, said in sorted(held, key=lambda pair: pair[0].i):
        if head.i in seen or _is_alias(head):
            continue
        seen.add(head.i)
        for at in (head, *_around(head, wanted)):
            for named, entity in meant(discourse, at, wanted, trust):
                yield _Side(named, entity, said)


def _through(lexicon: Lexicon, noun: Token) -> list[Token]:
    """What a noun leads on to: 'the principles of socialism' to these, 'its agenda' to whose it is."""
    words = lexicon.words
    brought = [t for _, item in prepositional(noun, {"of"}) for t in conjuncts(item)]
    if brought and lemma(noun) in words["transparent"] | words["standIn"]:
        return brought
    return (owners(noun) if lemma(noun) in words["standIn"] else []) or [noun]


def _is_alias(head: Token) -> bool:
    """Whether a phrase is another name of the one before, or a part of it: 'the Action Party, or DAP'."""
    if head.dep_ != "conj":
        return False
    inside = any(e.start <= head.head.i and head.i < e.end for e in head.sent.ents)
    return inside or any(c.lower_ == "or" for c in children(head.head, "cc"))


def _around(head: Token, wanted: frozenset[str]) -> list[Token]:
    """The places that a place is named with, which contain it: 'Athens, Greece', 'Galicia in Spain'."""
    if wanted != {"Place"}:
        return []
    beside = [c for c in children(head, "appos", "npadvmod", "conj") if c.i > head.i]
    found = [c for c in beside if text_before(c) in {",", "("}]
    found += [item for _, item in prepositional(head, {"in"})]
    return [t for c in found if c.pos_ == "PROPN" for t in (c, *_around(c, wanted))]


def _clause(subject: Token) -> Iterable[Token]:
    """The clause of 'while X was president', whose subject is one side of a relation."""
    verb = subject.head
    return verb.subtree if verb.dep_ == "advcl" and subject.dep_ in {"nsubj", "conj"} else ()


def _phrase(head: Token) -> Iterable[Token]:
    return noun_phrase(head) if head.pos_ in {"NOUN", "PROPN", "PRON"} else (head,)
