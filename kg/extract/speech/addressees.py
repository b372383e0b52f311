"""Who is spoken to and of, where only the tagger has the saying."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import child, conjuncts, is_infinitive, objects, prepositional, roots
from kg.extract.speech.attribution import quotes_as
from kg.extract.speech.tagger import TaggedAttribution
from kg.knowledge.lexicon import Lexicon


def others_at(head: Token, act: str | None, outside: set[int]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Who is spoken to and of: the cue's object and to-phrase that are neither source nor content."""
    if head.pos_ not in {"VERB", "AUX"}:
        return (), ()
    # 'Y quoted X as saying'
    told = () if quotes_as(head) else objects(head)
    free = tuple(t for t in told if t.i not in outside and t.pos_ in {"PROPN", "NOUN", "PRON"})
    to = tuple(
        t
        for _, item in prepositional(head, {"to"})
        for t in conjuncts(item)
        if t.i not in outside and t.pos_ in {"PROPN", "NOUN", "PRON"}
    )
    if act in {"Accusation", "Condemnation", "Praise", "Label"}:
        return to, free
    return (*free, *to), ()


def addressed(
    proposal: TaggedAttribution, act: str | None, lexicon: Lexicon
) -> tuple[tuple[Token, ...], Token | None]:
    """What is said and whom it is asked or told of, where the tagger has both in one content.

    'told [X to free everyone]', 'accused [X of lying]'
    """
    said = proposal.content
    top = next(iter(roots(said)), None)
    if top is None or act is None:
        return said, None
    if act == "Accusation":
        prep = next(
            (t for t in said if t.lower_ in {"of", "for", "with"} and t.head.i in {top.i, proposal.head.i}),
            None,
        )
        if top.pos_ in {"NOUN", "PROPN", "PRON"} and prep is not None and prep.i > top.i:
            return tuple(t for t in said if t.i > prep.i), top
        return said, None
    if lexicon.illocutions[act].attitude != "callsFor" or not is_infinitive(top):
        return said, None
    other = child(top, "nsubj") or next((t for t in objects(proposal.head) if t.i < top.i), None)
    inside = {t.i for t in said}
    if other is None or other.i not in inside:
        return said, None
    own = {t.i for t in other.subtree}
    return tuple(t for t in said if t.i not in own), other
