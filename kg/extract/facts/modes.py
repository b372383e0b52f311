"""In which mode the article speaks of an event, and whether its words name one at all."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.facts.occurrences import is_habit, is_task, occurs
from kg.extract.phrases import child, children, definite, dependents, lemma, noun_phrase, objects
from kg.extract.predicates.modality import clause_mode, mode_above, mode_of
from kg.extract.predicates.predications import Predication
from kg.extract.predicates.triggers import is_blind, trigger_at
from kg.extract.reading import Reading
from kg.knowledge.lexicon import Lexicon
from kg.model import Mode, When


def event_mode(discourse: Discourse, happening: Predication, reading: Reading) -> Mode | None:
    """In which mode the article speaks of it; None when the words name no event of their own."""
    head, lexicon = happening.head, discourse.lexicon
    if is_habit(lexicon, head if head.pos_ in {"VERB", "AUX"} else head.head):
        return None
    if happening.trigger.pos == "noun":
        return _noun_mode(discourse, happening, reading)
    if happening.trigger.pos == "adjective":
        return clause_mode(lexicon, head.head) if head.head.pos_ in {"VERB", "AUX"} else None
    if head.tag_ in {"VBG", "VBN"} and head.dep_ in {"amod", "compound"}:
        return "actual" if _is_attribute(lexicon, head) else None
    if head.tag_ == "VBG" and head.dep_ in {"pcomp", "csubj", "acl"} and not happening.actors:
        # 'an earthquake causing eleven deaths', 'a raid killing two'
        told = head.dep_ == "acl" and (is_blind(discourse, head.head) or trigger_at(discourse, head.head))
        return mode_of(lexicon, head) if told else None
    if not happening.places and _is_general(head):
        return None
    return mode_of(lexicon, head)


def _is_attribute(lexicon: Lexicon, participle: Token) -> bool:
    """Whether a participle before a noun tells what befell whom it names: 'the jailed editor'."""
    newly = any(c.lower_ in {"newly", "recently"} for c in children(participle, "advmod"))
    words = lexicon.words["newly"] if newly else lexicon.words["befallen"]
    none = any(c.lower_ in {"no", "any"} for c in children(participle.head, "det"))
    return participle.tag_ == "VBN" and lemma(participle) in words and not none


def _is_general(verb: Token) -> bool:
    """'officials are removed by a vote', 'drivers kill pedestrians': what happens now and again."""
    first = next((c for c in dependents(verb) if c.dep_ in {"aux", "auxpass"}), verb)
    patient = child(verb, "nsubjpass")
    if patient is None and not any(o.pos_ == "PROPN" for o in objects(verb)):
        patient = child(verb, "nsubj")
    present = first.tag_ in {"VBP", "VBZ"} and verb.tag_ != "VBG" and first.lower_ not in {"has", "have"}
    bare = (
        patient is not None
        and patient.tag_ == "NNS"
        and not any(c.dep_ in {"det", "nummod", "poss", "amod", "compound"} for c in dependents(patient))
    )
    return present and bare


def _noun_mode(discourse: Discourse, happening: Predication, reading: Reading) -> Mode | None:
    head, trigger, lexicon = happening.head, happening.trigger, discourse.lexicon
    if head.dep_ in {"compound", "amod", "nmod"} and head.head.pos_ in {"NOUN", "PROPN"}:
        return None
    if any(c.lower_ in {"no", "any"} or c.lower_ in lexicon.words["unreal"] for c in dependents(head)):
        return None
    held = head.dep_ == "pobj" and head.head.lower_ in {"of", "for"}
    if held and lemma(head.head.head) in lexicon.words["charge"]:
        # 'a count of murder against X'
        return None
    if trigger.eventive:
        if _is_undone(lexicon, head) or is_task(head):
            return None
        mode = _eventive(lexicon, happening)
        if mode is None and _is_past(discourse, head, reading):
            return mode_above(lexicon, head)
        return mode if mode is None or mode != "actual" else mode_above(lexicon, head)
    somebody = happening.actors or happening.targets or happening.places
    known = takes_up(happening) or _is_past(discourse, head, reading)
    return mode_above(lexicon, head) if somebody or known or occurs(lexicon, head) else None


def _is_past(discourse: Discourse, noun: Token, reading: Reading) -> bool:
    """Whether a noun's own words have a date before the article's: 'the 2016 election' was held."""
    published = discourse.document.article.date
    dates = [when.latest for when in dates_inside(discourse, noun, reading) if when.latest is not None]
    return published is not None and bool(dates) and max(dates) < published


def _is_undone(lexicon: Lexicon, noun: Token) -> bool:
    """'The 2019 election was cancelled', 'called off the 2022 summit': it was not held."""
    verb = noun.head
    names = {lemma(verb), *(f"{lemma(verb)} {c.lower_}" for c in children(verb, "prt"))}
    return noun.dep_ in {"dobj", "nsubjpass"} and not names.isdisjoint(lexicon.words["undoing"])


def dates_inside(discourse: Discourse, noun: Token, reading: Reading) -> list[When]:
    """The dates in a noun's own phrase."""
    phrase = discourse.document.span(noun_phrase(noun))
    return [when for when in reading.dates if phrase.contains(when.span)]


def takes_up(happening: Predication) -> bool:
    """Whether a noun takes up something known: 'the offensive', 'its invasion'."""
    head = happening.head
    return (
        happening.trigger.pos == "noun"
        and not happening.trigger.eventive
        and (definite(head) or any(c.tag_ == "PRP$" for c in children(head, "poss")))
    )


def _eventive(lexicon: Lexicon, happening: Predication) -> Mode | None:
    """The mode of the verb that makes the noun happen ('a truce was reached'); None without one."""
    noun = happening.head
    governor = noun.head.head if noun.dep_ == "conj" else noun.head
    if governor.pos_ not in {"VERB", "AUX"} or noun.dep_ not in {"dobj", "nsubj", "nsubjpass", "conj"}:
        return None
    near = {w for c in dependents(governor) for t in (c, *dependents(c)) for w in (t.lower_, lemma(t))}
    if not any(
        lemma(governor) == verb[0] and near.issuperset(verb[1:]) for verb in happening.trigger.eventive
    ):
        return None
    if lemma(governor) == "be" and child(governor, "acomp", "prep") is None:
        return None
    return clause_mode(lexicon, governor)
