"""Sayings inside somebody's words: what another told, asked or promised."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import BODY_LABELS, FINITE, SELF, child, children, is_infinitive, negated


def is_retold(verb: Token) -> bool:
    """Whether a verb in somebody's words is what another told or asked: 'she told me', 'my son says'."""
    teller = told_by(verb)
    if verb.pos_ != "VERB" or negated(verb):
        return False
    if teller is None or teller.lower_ in SELF or teller.lower_ in {"you", "it", "who", "which", "that"}:
        return False
    told = children(verb, "dobj", "dative")
    if verb.dep_ == "conj" and child(verb, "nsubj") is None:
        # 'the guards woke us and said that'
        told += children(verb.head, "dobj")
    mine = any(c.lower_ in {"my", "our"} for t in (teller, *told) for c in children(t, "poss"))
    said = [c for c in children(verb, "ccomp", "xcomp", "oprd") if c.i > verb.i]
    given = children(verb, "dobj")
    if child(verb, "dative") is not None or len(given) > 1:
        # 'promised us peace'; 'offered us 11', where the parser has two objects
        said += given[-1:]
    small = (s for c in said for s in children(c, "nsubj"))
    return bool(said) and (mine or any(map(is_me, (*told, *small))))


def is_me(token: Token) -> bool:
    """Whether a word is for whoever speaks, as an object: 'me', 'us'; 'the US' is a country."""
    return token.lower_ in {"me", "us"} and token.text != "US"


def told_by(verb: Token) -> Token | None:
    """Who tells: the subject of a verb, of the one it is joined to, or of the call it is the purpose of.

    'he rang and told me', 'my son rang to say'
    """
    if is_infinitive(verb):
        above = verb.head if verb.dep_ in {"xcomp", "advcl"} else verb
        return child(above, "nsubj") if above.tag_ in FINITE and child(above, "dobj") is None else None
    own = child(verb, "nsubj")
    # 'the ones I meet tell me that': the tagger has many a present for an infinitive.
    bare = verb.tag_ == "VB" and own is not None and child(verb, "aux") is None
    # 'has promised us', 'have been telling us'
    done = verb.tag_ in {"VBN", "VBG"} and is_tensed(verb)
    if verb.tag_ not in FINITE and not (bare or done):
        return None
    joined = own is None and verb.dep_ == "conj" and verb.head.tag_ == verb.tag_
    return child(verb.head, "nsubj") if joined else own


def is_tensed(verb: Token) -> bool:
    """Whether an auxiliary says when: 'has promised', 'were telling', unlike 'would promise', 'promised'."""
    return any(c.tag_ in FINITE - {"MD"} for c in children(verb, "aux"))


def is_passed_on(verb: Token) -> bool:
    """Whether a verb in somebody's words is another's saying: 'my son says', 'the mayor promised to'.

    'Peru has always said we are ready' is his own, who speaks for it.
    """
    if is_retold(verb):
        return True
    if verb.tag_ not in FINITE | {"VBN"}:
        return False
    teller = told_by(verb) if verb.tag_ in FINITE else child(verb, "nsubj")
    named = teller is not None and (
        teller.ent_type_ in BODY_LABELS
        or teller.pos_ == "PROPN"
        or (teller.pos_ == "NOUN" and child(teller, "det", "poss") is not None)
    )
    said = [c for c in children(verb, "ccomp", "xcomp") if c.i > verb.i]
    own = any(s.lower_ in SELF for c in said for s in children(c, "nsubj"))
    return named and bool(said) and not own and not negated(verb)
