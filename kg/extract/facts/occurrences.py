"""Nouns whose place in the clause says that what they name took place: 'riots erupted', 'died in a raid'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import child, dependents, is_plural, lemma
from kg.extract.predicates.predications import outermost
from kg.knowledge.lexicon import Lexicon


def occurs(lexicon: Lexicon, noun: Token) -> bool:
    """Whether a noun stands where only what happened stands.

    It is the subject of such a verb ('erupted', 'has killed 40'), the object of one ('sparked riots', 'led to
    clashes') or an occasion ('during the riots', 'was shot in an attack'); 'in protest' names none.
    """
    words = lexicon.words
    top = outermost(noun, words["container"])
    governor = top.head
    if top.dep_ == "pobj" and governor.pos_ == "ADP":
        caused = f"{lemma(governor.head)} {governor.lower_}" in words["causing"]
        one = is_plural(noun) or child(noun, "det", "poss", "nummod", "amod") is not None
        return caused or (one and governor.lower_ in words["occasion"])
    if governor.pos_ not in {"VERB", "AUX"}:
        return False
    name = lemma(governor)
    names = {name, *(f"{name} {w}" for c in dependents(governor) for w in (c.lower_, lemma(c)))}
    if top.dep_ == "nsubj":
        return not names.isdisjoint(words["occurring"])
    return top.dep_ in {"dobj", "nsubjpass"} and not names.isdisjoint(words["causing"])
