"""Verbs of saying that tell a deed here: 'ruled the country', 'questioned a suspect', 'a storm threatens'."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from kg.extract.phrases import (
    child,
    children,
    is_finite,
    is_infinitive,
    is_passive,
    lemma,
    prepositional,
    text_after,
    text_before,
)
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.believed import is_known
from kg.extract.speech.coordination import may_speak
from kg.knowledge.lexicon import Lexicon

#: The lists of those to whom one does something in person.
_OFFICES = ("officer", "executive", "vocation", "rank", "delegated")
_CALLINGS = (*_OFFICES, "occupation", "group")
#: Where to or where somebody is received.
_RECEIVED = frozenset({"at", "to", "into", "aboard"})
#: What stands behind goods that somebody wants moved and does not buy ('ordered tanks into the city').
_MOVED = frozenset({"into", "out", "to", "off", "back", "onto", "over", "through", "in", "home", "away"})
#: What is undertaken in words.
_PLEDGED = frozenset({"obligation", "commitment", "duty", "pledge"})
#: The acts of which a plan or a need is said to be the author.
_NEEDING = frozenset({"Appeal", "Demand", "Intention", "Threat"})
#: The acts by which what somebody has said is turned down.
_ANSWERS = frozenset({"Denial", "Rejection"})


def is_done(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether the verb of an attribution tells a deed and no saying, by its object or by its subject.

    'ruled Peru for years', 'questioned two suspects', 'is considering a bill'; 'the flood claimed lives',
    'the plan calls for a bridge', 'it appears'.
    """
    head = attribution.head
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    if lemma(head) == "call" and attribution.illocution == "Label" and text_after(head) == "off":
        return True
    return (
        _is_of_nobody(attribution, lexicon)
        or _is_noun(attribution, lexicon)
        or _is_to_a_thing(attribution, lexicon)
    )


def _is_noun(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'X accuses Y of theft, charges Y denies': the tagger of words takes what Y denies for a verb."""
    head = attribution.head
    if lemma(head) not in lexicon.words["summing"] or text_before(head) not in {",", "-", "–", "—"}:
        return False
    last = attribution.content_tokens[-1]
    denied = any(c.illocution in _ANSWERS for c in lexicon.cues.get((lemma(last), "verb"), ()))
    return denied and last.i > head.i and child(head, "nsubj", "nsubjpass", "aux") is None


def _is_of_nobody(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'it appears', 'the rising debt threatens to', 'the plan calls for'."""
    head, sources = attribution.head, attribution.sources
    if lemma(head) in {"appear", "seem"}:
        return bool(sources) and all(s.lower_ in {"it", "there"} for s in sources)
    things = lexicon.words["lifeless"]
    if lemma(head) in lexicon.words["needing"] and attribution.illocution in _NEEDING:
        things |= lexicon.words["planned"]
    return bool(sources) and all(s.pos_ == "NOUN" and lemma(s) in things for s in sources)


def _is_to_a_thing(attribution: Attribution, lexicon: Lexicon) -> bool:
    head = attribution.head
    if (test := _TESTS.get(lemma(head))) is None:
        return False
    items = [_counted(c.head) for c in attribution.contents]
    if lemma(head) == "rule" and any(_is_since(c.tokens) for c in attribution.contents):
        return True
    plain = all(t.pos_ in {"NOUN", "PROPN", "NUM"} and child(t, "nsubj") is None for t in items)
    if not items or not plain or any(is_finite(t) or is_infinitive(t) for t in items):
        return False
    told = child(head, "oprd", "ccomp", "xcomp", "prt", "acomp") is not None
    as_ = any(p.lower_ == "as" for p in children(head, "prep"))
    return not (told or as_) and all(test(t, lexicon) for t in items)


def _counted(noun: Token) -> Token:
    """'eight of the jets': the jets."""
    of = next(prepositional(noun, {"of"}), None) if noun.pos_ == "NUM" else None
    return of[1] if of is not None else noun


def _is_since(said: Sequence[Token]) -> bool:
    """'ruled Peru since the old king had died': the parser takes Peru for a part of the clause."""
    return len(said) > 1 and said[0].ent_type_ == "GPE" and said[1].lower_ in {"since", "until"}


def _is_person(noun: Token, lexicon: Lexicon, callings: Sequence[str] = _CALLINGS) -> bool:
    """Whether a noun is for persons, unlike bodies and what is of theirs ('the authority of', 'sources')."""
    listed = any(lemma(noun) in lexicon.words[k] for k in callings)
    other = any(lemma(noun) in lexicon.words[k] for k in ("stately", "published", "document", "multitude"))
    return noun.ent_type_ == "PERSON" or (listed and not other and lemma(noun) not in lexicon.bodies)


def _is_listed(listed: str) -> Callable[[Token, Lexicon], bool]:
    return lambda noun, lexicon: lemma(noun) in lexicon.words[listed]


def _is_thing(noun: Token, lexicon: Lexicon) -> bool:
    things = noun.dep_ in {"dobj", "pobj", "conj", "nsubjpass"} and not is_passive(noun.head)
    return things and lemma(noun) not in _PLEDGED


def _is_withheld(noun: Token, lexicon: Lexicon) -> bool:
    """'denied access to the files', unlike 'denied the claim'."""
    near = (noun, noun.head)
    return lemma(noun) in lexicon.words["withheld"] and any(
        item for host in near for _, item in prepositional(host, {"to"})
    )


def _is_ruled(noun: Token, lexicon: Lexicon) -> bool:
    """'ruled Peru for years': a country, its people, or a part of it."""
    land = noun.ent_type_ in {"GPE", "LOC", "NORP"} or lemma(noun) in lexicon.words["ruled"]
    return land and (noun.dep_ in {"dobj", "conj", "nsubjpass"} or is_known(noun, lexicon))


def _is_received(noun: Token, lexicon: Lexicon) -> bool:
    """'welcomed the visitors at the airport', unlike 'welcomed the new leader'."""
    near = (*children(noun.head, "prep"), *children(noun, "prep"))
    there = any(p.lower_ in _RECEIVED and p.i > noun.i for p in near)
    return there and (_is_person(noun, lexicon) or (may_speak(noun, lexicon) and noun.tag_ == "NNS"))


def _is_dismissed(noun: Token, lexicon: Lexicon) -> bool:
    """'dismissed seven judges', unlike 'dismissed his critics'."""
    as_ = any(p.lower_ == "as" for p in children(noun, "prep"))
    return not as_ and _is_person(noun, lexicon, _OFFICES)


def _is_bought(noun: Token, lexicon: Lexicon) -> bool:
    """'ordered ten ships', unlike 'ordered the ship out of its waters', 'ordered the missiles removed'."""
    behind = noun.doc[noun.i + 1 : noun.sent.end]
    moved = any(t.lower_ in _MOVED or t.tag_ in {"VBN", "VBD"} for t in behind)
    return lemma(noun) in lexicon.words["goods"] and not moved


#: By verb: what its object must be for the verb to tell a deed.
_TESTS: dict[str, Callable[[Token, Lexicon], bool]] = {
    "accept": _is_listed("awarded"),
    "claim": _is_listed("lost"),
    "conclude": _is_listed("closed"),
    "consider": _is_thing,
    "deny": _is_withheld,
    "dismiss": _is_dismissed,
    "order": _is_bought,
    "overturn": _is_listed("overturned"),
    "question": _is_person,
    "rule": _is_ruled,
    "undertake": _is_thing,
    "welcome": _is_received,
}
