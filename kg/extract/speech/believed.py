"""Which frames of the lexicon are believed where the tagger doubts them or has another cue for the words."""

from __future__ import annotations

from collections.abc import Iterable, Set

from spacy.tokens import Token

from kg.extract.phrases import (
    child,
    children,
    definite,
    is_finite,
    lemma,
    prepositional,
    text_before,
)
from kg.extract.speech.attribution import NEUTRAL, Attribution
from kg.extract.speech.coordination import may_speak, resumed_from
from kg.extract.speech.gaps import before_semicolon
from kg.knowledge.lexicon import Lexicon

#: The acts whose frames are believed where the tagger doubts them.
FIRM = frozenset({"Accusation", "Appeal", "Demand", "Denial", "Threat", "Ultimatum", "Warning"})
#: Acts that few verbs of deeds look like, so that whoever has a name is believed to do them.
_GIVEN = frozenset({"Condemnation", "Offer", "Promise", "Rejection"})
#: The lists of what somebody is.
_CALLINGS = ("officer", "executive", "vocation", "rank", "delegated", "dealing", "follower")
#: The model's labels of countries and peoples.
_STATELY = frozenset({"GPE", "NORP"})
#: Acts that the parser also sees in deeds ('called it off', 'was seen in').
PLAIN = NEUTRAL | {"Label", "Recognition"}


def is_firm(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether a frame is believed where the tagger doubts it."""
    if attribution.weak or attribution.sure:
        return attribution.sure
    # 'The firm maintains that', 'Authorities in X report that', where the cue looks like a noun.
    first = [content.tokens[0] for content in attribution.contents]
    clausal = any(t.i and t.doc[t.i - 1].lower_ == "that" for t in first) and (
        # 'the deaths showed that' is nobody's saying.
        attribution.head.pos_ != "VERB" or any(is_somebody(s, lexicon) for s in attribution.sources)
    )
    clausal |= _is_beside(attribution, lexicon)
    # 'Turkey offered to', 'the alliance brushed off': a state, people or body that acts by speaking.
    by = any(t.head.lower_ in {"by", "from"} for t in attribution.sources)
    acts = attribution.illocution not in PLAIN and (attribution.head.pos_ == "VERB" or by)
    stately = acts and any(
        t.ent_type_ in _STATELY or lemma(t) in lexicon.bodies for t in attribution.source_tokens
    )
    # 'welcomed the move', unlike 'welcomed the guests at the door'
    praised = attribution.illocution == "Praise" and not any(
        is_somebody(content.head, lexicon) for content in attribution.contents
    )
    given = acts and (praised or attribution.illocution in _GIVEN)
    # 'announced three days of mourning'
    given |= attribution.illocution == "Announcement" and attribution.head.pos_ == "VERB"
    stately |= given and any(is_known(s, lexicon) for s in attribution.sources)
    # 'was turned down by X', 'a truce offered by his staff'
    agents = [t for t in attribution.sources if t.head.lower_ == "by"]
    stately |= acts and any(t.pos_ == "PROPN" or may_speak(t, lexicon) or _is_some(t) for t in agents)
    phrase = attribution.head.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"}
    # In 'According to the law, "…," he said' it is he who says it.
    said = attribution.contents[0].head
    phrase |= attribution.head.lower_ == "according" and not (said.dep_ == "ccomp" and said.i < said.head.i)
    return attribution.illocution in FIRM or clausal or stately or phrase or _closes(attribution)


def _is_beside(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'It fell, with officials saying that it was old': people and a clause of their own."""
    head = attribution.head
    beside = head.dep_ == "pcomp" and head.tag_ == "VBG" and child(head, "nsubj") is not None
    clausal = beside and any(is_finite(content.head) for content in attribution.contents)
    return clausal and any(is_somebody(s, lexicon) for s in attribution.sources)


def _closes(attribution: Attribution) -> bool:
    """'The bridge was gone, Mayor Brandt remarked': what is said, a comma, and who says it."""
    head = attribution.head
    own = child(head, "nsubj")
    said = [c for c in children(head, "ccomp") if c.i < head.i and is_finite(c)]
    spoken = own is not None and said and said[-1].i < own.i < head.i and own.pos_ in {"PROPN", "PRON"}
    return bool(spoken) and own is not None and text_before(own.left_edge) == ","


def is_bare(attribution: Attribution) -> bool:
    """'the ultimatum': an act whose only content is its own name, of which the tagger knows nothing."""
    return any(t.i == attribution.head.i for t in attribution.content_tokens)


def is_outer(attribution: Attribution, found: Iterable[Attribution]) -> bool:
    """A saying whose clause is another's act: 'X said two firms had offered to build it'."""
    clauses = [c.head for c in attribution.contents if is_finite(c.head) and c.head.dep_ == "ccomp"]
    said = {t.i for t in clauses if t.head.i == attribution.head.i < t.i}
    return not attribution.weak and any(other.head.i in said for other in found)


def goes_on(attribution: Attribution, heads: Set[int], lexicon: Lexicon) -> bool:
    """'urged X to wait and offered to help', 'wrote it, condemning Y': an act beside a believed cue."""
    head = attribution.head
    above = resumed_from(head, lexicon)
    trailing = head.dep_ == "advcl" and head.tag_ == "VBG"
    if above is None and trailing:
        above = head.head
    acts = attribution.illocution not in PLAIN or (trailing and attribution.illocution == "Label")
    # 'admits that it was lost but says it was insured'
    acts |= head.dep_ == "conj" and any(is_finite(c.head) for c in attribution.contents)
    return acts and not attribution.weak and above is not None and above.i in heads


def is_covered(attribution: Attribution, found: Iterable[Attribution]) -> bool:
    """Whether others have some of the same content already; 'criticised by X and welcomed by Y' is two.

    Who says that X had announced something is not covered by what X announced.
    """
    own, sources = {t.i for t in attribution.content_tokens}, {t.i for t in attribution.sources}
    return any(
        own & {t.i for c in other.contents for t in c.tokens}
        and other.head.i not in own
        and not (attribution.head.dep_ == "conj" and sources.isdisjoint(t.i for t in other.sources))
        for other in found
    )


def is_next_clause(attribution: Attribution, found: Iterable[Attribution], lexicon: Lexicon) -> bool:
    """'Ten died, according to X; Y denies it': what the tagger took for a part of what X says."""
    head = attribution.head
    relays = (a for a in found if a.head.lower_ == "according" and a.head.i < head.i)
    clausal = any(is_finite(c.head) and c.head.dep_ == "ccomp" for c in attribution.contents)
    return (clausal or is_firm(attribution, lexicon)) and any(
        a.head.sent.end > head.i and a.sources and before_semicolon(a.head, a.sources[-1]) for a in relays
    )


def _is_some(noun: Token) -> bool:
    """Whether a noun means certain ones: 'the junta', 'his aides'."""
    return definite(noun) or child(noun, "poss") is not None


def is_known(source: Token, lexicon: Lexicon) -> bool:
    """Whether a source is named, in itself or beside ('their leader, X'), or a body ('his party')."""
    apposed = any(c.pos_ == "PROPN" for c in children(source, "appos"))
    organ = lemma(source) in lexicon.words["stately"] and definite(source)
    body = source.tag_ == "NN" and (organ or lemma(source) in lexicon.bodies)
    return source.pos_ == "PROPN" or source.ent_type_ in _STATELY or apposed or body


def is_somebody(source: Token, lexicon: Lexicon) -> bool:
    """Whether a source is named or for people or a body, also as some of them ('two of its experts')."""
    some = source.pos_ in {"NUM", "DET", "PRON"}
    counted = next((item for _, item in prepositional(source, {"of"}) if some), source)
    return is_known(counted, lexicon) or may_speak(counted, lexicon) or _is_what_one_is(counted, lexicon)


def _is_what_one_is(noun: Token, lexicon: Lexicon) -> bool:
    """'the premier', 'her supplier': an office, a calling, or what one is to another."""
    word = lemma(noun)
    return word in lexicon.descriptions or any(word in lexicon.words[k] for k in _CALLINGS)
