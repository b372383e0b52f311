"""Which noun phrases are the subjects of their sentences, also where the parser hangs them elsewhere."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import SUBJECTS, child, children, is_plural, lemma, noun_phrase, text_before
from kg.knowledge.lexicon import Lexicon


def is_subject(head: Token) -> bool:
    """Whether a noun phrase is a subject, a passive's agent, or a source ('according to X')."""
    token = head
    while token.dep_ in {"conj", "appos"}:
        if _is_hung_under_place(token):
            return True
        token = token.head
    if token.dep_ == "pobj":
        governor = token.head
        return governor.dep_ == "agent" or (governor.lower_ == "to" and governor.head.lower_ == "according")
    return token.dep_ in SUBJECTS


def first_of(head: Token) -> Token:
    """The first of several coordinated noun phrases; those named beside a plural noun are one with it."""
    first = head
    while first.dep_ == "conj" or (first.dep_ == "appos" and first.pos_ == "PROPN" and is_plural(first.head)):
        first = first.head
    return first


def is_main(lexicon: Lexicon, first: Token) -> bool:
    """Whether a noun phrase is the subject of its sentence, of which a clause put in says who says it.

    In 'The mayor, Ana Brandt said, had lied' that is Ana Brandt.
    """
    verb = first.head
    if _is_hung_under_place(first):
        return True
    if first.dep_ not in SUBJECTS or verb.dep_ not in {"ROOT", "parataxis"}:
        return False
    said = [verb] if verb.dep_ == "parataxis" else children(verb, "parataxis")
    told = any((lemma(v), "verb") in lexicon.cues and child(v, "nsubj") is not None for v in said)
    return told == (verb.dep_ == "parataxis") and (verb.dep_ == "ROOT" or verb.head.dep_ == "ROOT")


def _is_hung_under_place(name: Token) -> bool:
    """'In Zell, where it began, Ana Brandt said': the parser makes a subject an apposition of the place."""
    if name.dep_ != "appos" or name.pos_ != "PROPN" or name.head.dep_ != "pobj":
        return False
    verb = name.sent.root
    if verb.pos_ not in {"VERB", "AUX"} or verb.i < name.i:
        return False
    return text_before(noun_phrase(name)[0]) == "," and child(verb, *SUBJECTS, "expl") is None
