"""Whom the syntax keeps a pronoun from meaning: subjects beside it, and what is put before it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities.scene import Scene
from kg.extract.phrases import SUBJECTS, agents, child, children, conjuncts, dependents, lemma, text_before
from kg.model import Entity

#: The pronouns for a man.
MALE = frozenset({"he", "him", "his"})
#: The forms of objects, and what stands before those that take part in what a verb tells.
_OBJECTIVE = frozenset({"him", "her", "them"})
_DATIVE = frozenset({"to", "by", "against"})
#: Marks between what is said and who says it.
_ENDS = frozenset({",", "”", '"', "’", "''"})


def subjects_beside(token: Token) -> list[Token]:
    """The subjects whom an object beside them cannot mean: in 'X expects him to go' he is not X."""
    verb = token.head
    objective = token.dep_ in SUBJECTS and token.lower_ in _OBJECTIVE and verb.dep_ in {"ccomp", "xcomp"}
    if objective or (token.dep_ == "pobj" and verb.lower_ in _DATIVE):
        verb = verb.head
    elif token.dep_ not in {"dobj", "dative"}:
        return []
    while verb.dep_ in {"xcomp", "conj"} and child(verb, "nsubj", "nsubjpass", "expl") is None:
        if verb.dep_ == "xcomp" and child(verb.head, "dobj", "dative") is not None:
            # 'X asked Y to help him' may be X.
            return []
        verb = verb.head
    return [s for head in children(verb, "nsubj", "nsubjpass") for s in conjuncts(head) if s.i < token.i]


def is_told_by_other(token: Token) -> bool:
    """Whether a pronoun of the other gender says what one stands in ('Her office, he alleged, …')."""
    verbs = (
        verb
        for above in token.ancestors
        for verb in (above, *(v for v in children(above, "parataxis") if v.i < above.i))
    )
    told = (s for verb in verbs for s in children(verb, "nsubj") if s.i > token.i and text_before(s) in _ENDS)
    return any(s.lower_ in {"he", "she"} and (s.lower_ in MALE) != (token.lower_ in MALE) for s in told)


def put_first(token: Token) -> frozenset[int]:
    """What a phrase put before a pronoun names: 'In a letter to X, he warned' is not X.

    Whose something is may be meant all the same ('At X's house, he said').
    """
    if token.dep_ not in SUBJECTS:
        return frozenset()
    # 'Speaking from X, he urged'
    before = [p for p in children(token.head, "prep", "advcl") if p.i < token.i]
    before = [p for p in before if p.dep_ == "prep" or (p.tag_ == "VBG" and child(p, "nsubj") is None)]
    inside = (t.i for p in before for t in p.subtree if t.dep_ not in SUBJECTS | {"poss"})
    return frozenset(inside) | done_by(token)


def done_by(token: Token) -> frozenset[int]:
    """Who does something to a subject: in 'Contacted by the Herald, the firm said' it is no firm."""
    if token.dep_ not in SUBJECTS:
        return frozenset()
    before = (c for c in children(token.head, "advcl") if c.i < token.i and c.tag_ in {"VBN", "VBD"})
    return frozenset(t.i for c in before for agent in agents(c) for t in agent.subtree)


def said_before(scene: Scene, token: Token) -> frozenset[int]:
    """Where the words stand that come before who says them: no rebels say 'Rebels had fired, it said'.

    What stands before a colon or semicolon is the article's: 'X was blunt: it would fail, he said'.
    """
    said = _before_saying(scene, token)
    colon = max((t.i for t in token.doc[token.sent.start : token.i] if t.text in {":", ";"}), default=-1)
    return frozenset(i for i in said if i > colon)


def _before_saying(scene: Scene, token: Token) -> frozenset[int]:
    """Where the words of a clause stand that its saying follows."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ == "nsubj":
        # 'one of them said'
        token = token.head.head
    if token.dep_ != "nsubj":
        return frozenset()
    verb = token.head
    clauses = children(verb, "ccomp")
    says = not clauses and (lemma(verb), "verb") in scene.lexicon.cues
    comes_last = text_before(token) in _ENDS and not any(t.is_alpha for t in verb.subtree if t.i > verb.i)
    if says and comes_last:
        # 'To do so would be an act on X's orders, he wrote', whatever the parse; of 'X denounced the state,
        # which, she said, had lied' only the clause.
        clause = verb.head if verb.dep_ == "parataxis" and verb.head.dep_ == "relcl" else token.sent
        start = clause.left_edge.i if isinstance(clause, Token) else clause.start
        return frozenset(range(start, token.i))
    # In 'Rebels fired; it said that …' it says what comes after.
    if any(c.i > token.i for c in clauses) or any(c.text == ";" for c in dependents(token.head)):
        return frozenset()
    said = [t for c in clauses for t in c.subtree]
    # 'It had failed, according to X, and Y would follow, he said' is X.
    sources = {s.i for t in said if t.lower_ == "according" for s in t.subtree}
    return frozenset(t.i for t in said) - sources


def named_below(scene: Scene, token: Token) -> Iterator[Entity]:
    """The persons named in what a pronoun is the subject of: 'He said X left' is not X (Chomsky 1981)."""
    persons = scene.surface.persons(scene.surface.sentence_of(token)) if token.dep_ == "nsubj" else ()
    if not persons:
        return
    below = {t.i for t in token.head.subtree if t.i > token.i}
    # Of what stands before the pronoun only somebody's words are surely what is said.
    before = {t.i for clause in children(token.head, "ccomp") for t in clause.subtree if t.i < token.i}
    for person in persons:
        first = person.tokens[0]
        if first.i in below or (first.i in before and scene.surface.is_quoted(first)):
            yield scene.person(person)


def tellers_above(scene: Scene, noun: Token) -> frozenset[Entity | None]:
    """Whom no description in what they say means: 'X said that the officer had left' (Chomsky 1981)."""
    clauses = (t for t in (noun, *noun.ancestors) if t.dep_ == "ccomp" and t.head.i < noun.i)
    subjects = (s for clause in clauses for s in children(clause.head, "nsubj", "nsubjpass"))
    return frozenset(scene.resolve(s) for s in subjects if s.i < noun.i)
