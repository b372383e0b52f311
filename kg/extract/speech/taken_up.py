"""Another's saying that somebody rejects or repeats: 'denied a report by Y that', "repeated Y's call for"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.phrases import child
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.tagger import TaggedAttribution

#: Between the noun and who says it, where the parser hangs the phrase by the verb.
_MAKERS = frozenset({"by", "from", "in"})


def is_taken_up(attribution: Attribution, found: Iterable[Attribution]) -> bool:
    """Whether a noun names another's saying, where it is the object of a saying that is found.

    The tagger may have the noun for a part of the cue: 'denied a report by Y that'.
    """
    noun, own = attribution.head, {t.i for t in attribution.sources}
    if noun.pos_ != "NOUN" or noun.dep_ != "dobj" or attribution.weak:
        return False
    beside = all(noun.is_ancestor(s) or s.head.lower_ in _MAKERS for s in attribution.sources)
    named = beside and all(s.pos_ != "PRON" for s in attribution.sources)
    return named and any(noun.head.i == o.head.i and own.isdisjoint(t.i for t in o.sources) for o in found)


def is_by_others(named: Attribution) -> bool:
    """'repeated a call by X and Y', "X's call", unlike "the party's call": others than who repeats it."""
    return any(s.head.lower_ == "by" or (s.dep_ == "poss" and s.pos_ == "PROPN") for s in named.sources)


def owner_of(verb: Token, proposal: TaggedAttribution) -> Token | None:
    """Whose case it is accuses, in "The court threw out Y's case accusing Z"."""
    noun = verb.head
    owner = child(noun, "poss") if verb.dep_ == "acl" and noun.head.i == proposal.head.i else None
    return owner if owner is not None and owner.pos_ != "PRON" else None
