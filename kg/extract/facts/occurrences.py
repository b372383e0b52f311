"""Nouns whose place in the clause says that what they name took place: 'riots erupted', 'died in a raid'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import child, children, dependents, is_plural, lemma
from kg.extract.predicates.casting import outermost
from kg.extract.predicates.modality import has_ended
from kg.knowledge.lexicon import Lexicon


def occurs(lexicon: Lexicon, noun: Token) -> bool:
    """Whether a noun stands where only what happened stands.

    It is the subject of such a verb ('erupted', 'has killed 40'), the object of one ('sparked riots', 'led to
    clashes'), an occasion ('during the riots', 'was shot in an attack'), or a clause of its own tells of it
    ('the riots, which began in May'); 'in protest' names none.
    """
    words = lexicon.words
    top = outermost(noun, words["container"])
    governor = top.head
    told = [v for v in children(noun, "relcl") for s in children(v, "nsubj") if s.lower_ in {"which", "that"}]
    if any(_is_among(verb, words["occurring"]) for verb in told) or has_ended(lexicon, top, noun):
        return True
    if top.dep_ == "pobj" and governor.pos_ == "ADP":
        caused = f"{lemma(governor.head)} {governor.lower_}" in words["causing"]
        one = is_plural(noun) or child(noun, "det", "poss", "nummod", "amod") is not None
        return caused or (one and governor.lower_ in words["occasion"])
    if top.dep_ == "nsubj":
        return _is_among(governor, words["occurring"])
    return top.dep_ in {"dobj", "nsubjpass"} and _is_among(governor, words["causing"])


def _is_among(verb: Token, names: frozenset[str]) -> bool:
    """Whether a verb, alone or with a word under it, is one of some ('break out')."""
    name = lemma(verb)
    below = (f"{name} {w}" for c in dependents(verb) for w in (c.lower_, lemma(c)))
    return verb.pos_ in {"VERB", "AUX"} and not names.isdisjoint({name, *below})


def is_task(noun: Token) -> bool:
    """'who chairs meetings of the leaders': what somebody is there to do, and no certain meetings."""
    verb = noun.head
    told = noun.dep_ == "dobj" and noun.tag_ == "NNS" and verb.dep_ == "relcl" and verb.tag_ in {"VBZ", "VBP"}
    return told and child(noun, "det", "poss", "nummod", "amod") is None


def is_habit(lexicon: Lexicon, verb: Token) -> bool:
    """Whether what a verb says happens now and again: 'riots often follow', 'is elected every five years'.

    What was done every night was done.
    """
    first = next((c for c in dependents(verb) if c.dep_ in {"aux", "auxpass"}), verb)
    if first.tag_ not in {"VBP", "VBZ"} or first.lower_ in {"has", "have", "'s", "'ve"}:
        return False
    # 'more often than once' says how often it may be.
    often = any(c.lower_ in lexicon.words["habitual"] and not dependents(c) for c in children(verb, "advmod"))
    times = children(verb, "npadvmod", "tmod", "dobj")
    return often or any(
        t.ent_type_ in {"DATE", "TIME"} and any(c.lower_ in {"every", "each"} for c in children(t, "det"))
        for t in times
    )
