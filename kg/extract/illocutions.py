"""What kind of speech act a saying is, by what it says, and how sure the speaker is."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.attribution import Content
from kg.extract.cue_verbs import framed_act
from kg.extract.discourse import Discourse
from kg.extract.phrases import (
    SUBJECTS,
    agents,
    child,
    children,
    is_infinitive,
    is_passive,
    lemma,
    negated,
    noun_phrase,
)
from kg.knowledge.entries import ContentRule
from kg.knowledge.lexicon import Lexicon
from kg.model import Certainty, Entity

_SELF = frozenset({"i", "we"})
#: The classes of those who can be blamed.
_ACTORS = frozenset(
    {
        *("State", "DeFactoAuthority", "Organization", "GovernmentBody", "ArmedForce", "Person", "Group"),
        *("Alliance", "MilitaryAlliance", "NewsOrganization"),
    }
)
#: The classes of those who count and find.
_COUNTING = frozenset(
    {"Organization", "GovernmentBody", "ArmedForce", "Alliance", "MilitaryAlliance", "NewsOrganization"}
)
_MANY = frozenset({"dozens", "hundreds", "thousands", "millions", "scores", "percent"})
#: The model's labels of countries, peoples and bodies.
_BODIES = frozenset({"GPE", "NORP", "ORG"})
_PREDICATIVE = ("acomp", "attr", "oprd")


def illocution_of(discourse: Discourse, cued: str, content: Content, speaker: Entity) -> str:
    """The illocution that a cue's own becomes by the content.

    Where the speaker says what he does by saying it ('we urge', 'said it supported'), that is the act of a
    neutral cue. Else the content rules of the lexicon decide; rejecting a claim is denying it.
    """
    lexicon = discourse.lexicon
    illocution = cued
    performed = _performed(discourse, content, speaker) if cued in lexicon.neutral else None
    if performed is not None:
        illocution = performed
    rule = next(
        (r for r in lexicon.content_rules if _retypes(discourse, r, illocution, content, speaker)), None
    )
    if rule is not None and (performed is None or rule.cued):
        illocution = rule.illocution
    if illocution == "Claim" and _relays(lexicon, speaker):
        return "Report"
    if illocution == "Rejection" and _is_claim(lexicon, content):
        return "Denial"
    return illocution


def _retypes(discourse: Discourse, rule: ContentRule, cued: str, content: Content, speaker: Entity) -> bool:
    lexicon = discourse.lexicon
    wanted = rule.cued or lexicon.neutral
    return (
        cued in wanted
        and rule.illocution in lexicon.illocutions
        and _applies(discourse, rule, content, speaker)
    )


def _performed(discourse: Discourse, content: Content, speaker: Entity) -> str | None:
    """The act that a speaker performs in the words quoted: 'we urge X', 'I guarantee', 'it rejected X'."""
    head = content.head
    own = child(head, "nsubj")
    verbal = head.pos_ in {"VERB", "AUX"} and not negated(head) and not _has_modal(head)
    if not verbal or own is None or not _is_own(discourse, own, speaker):
        return None
    act = framed_act(head, discourse.lexicon)
    if act in {None, "Claim", "Report", "Announcement"}:
        inner = _innermost(head)
        return _performed(discourse, Content(inner, content.tokens), speaker) if inner is not head else None
    return act


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in children(verb, "aux"))


def _relays(lexicon: Lexicon, speaker: Entity) -> bool:
    """Whether a speaker is a news outlet, which passes on what others say."""
    words = speaker.label.lower().replace("-", " ").split()
    return speaker.kind == "NewsOrganization" or (
        speaker.kind in {"Organization", "Unresolved", "Group"} and bool(lexicon.words["outlet"] & set(words))
    )


def _applies(discourse: Discourse, rule: ContentRule, content: Content, speaker: Entity) -> bool:
    head = _innermost(content.head)
    verbal = head.pos_ in {"VERB", "AUX"}
    if not verbal and (rule.modals or rule.subject or rule.voice):
        return False
    if rule.heads and not rule.heads & _head_words(head):
        return False
    if rule.modals and not rule.modals & {c.lower_ for c in children(head, "aux")}:
        return False
    if rule.markers and not rule.markers & {t.lower_ for t in content.tokens}:
        return False
    return _has_voice(rule, head, discourse.lexicon) and _has_subject(discourse, rule, head, speaker)


def _head_words(head: Token) -> set[str]:
    """The lemmas of what a clause predicates: its verb, and what its subject is said to be."""
    words = {lemma(head)}
    if head.lemma_ in {"be", "remain", "become", "seem", "look", "find", "consider"}:
        for predicate in children(head, *_PREDICATIVE):
            words |= {lemma(t) for t in (predicate, *children(predicate, "conj", "amod"))}
    return words


def _has_voice(rule: ContentRule, head: Token, lexicon: Lexicon) -> bool:
    match rule.voice:
        case "passive":
            return head.lemma_ != "need" or child(head, "auxpass") is not None
        case "agentless":
            return is_passive(head) and not agents(head)
        case "affirmed":
            return not negated(head)
        case "negated":
            return negated(head)
        case "future":
            return any(is_infinitive(c) for c in children(head, "xcomp"))
        case "progressive":
            return head.tag_ == "VBG" and any(c.lemma_ == "be" for c in children(head, "aux"))
        case "imperative":
            return head.tag_ in {"VB", "VBP"} and child(head, "aux", "auxpass", *SUBJECTS, "mark") is None
        case "subjunctive":
            return _is_subjunctive(head, lexicon)
        case _:
            return True


def _is_subjunctive(head: Token, lexicon: Lexicon) -> bool:
    """'insisted that X be freed': a clause with a subject and a bare verb."""
    if child(head, *SUBJECTS) is None or child(head, "aux") is not None:
        return False
    carrier = child(head, "auxpass") or head
    # 'insisted that troops leave': in the past tense of the cue a plain present is no report.
    demanding = head.head.tag_ == "VBD" and any(
        cue.illocution == "Demand" for cue in lexicon.cues.get((lemma(head.head), "verb"), ())
    )
    return carrier.tag_ == "VB" or (demanding and carrier.tag_ == "VBP" and carrier.lemma_ != "be")


def _has_subject(discourse: Discourse, rule: ContentRule, head: Token, speaker: Entity) -> bool:
    """Whether the clause's subject is the speaker, another, or another actor, as the rule wants it."""
    if rule.subject is None:
        return True
    own = child(head, "nsubj", "nsubjpass")
    if rule.subject == "counted":
        counted = own is not None and bool(
            children(own, "nummod") or own.pos_ == "NUM" or own.lower_ in _MANY
        )
        return counted and speaker.kind in _COUNTING
    if rule.subject == "actor" and is_passive(head):
        own = next(iter(agents(head)), None)
    if own is None:
        return rule.subject == "none"
    same = _is_own(discourse, own, speaker)
    if rule.subject == "actor":
        entity = discourse.resolve(own)
        # 'French aircraft had violated'
        theirs = any(t.ent_type_ in _BODIES for t in noun_phrase(own))
        acts = entity is not None and _acts(discourse, entity)
        return not same and (own.lower_ in {"they", "he", "she"} or theirs or acts)
    return (rule.subject == "speaker") == same


def _acts(discourse: Discourse, entity: Entity) -> bool:
    actor = discourse.as_actor(entity)
    return actor is not None and actor.kind in _ACTORS


def _is_own(discourse: Discourse, subject: Token, speaker: Entity) -> bool:
    """Whether the subject of a clause is its speaker, or who the speaker speaks for."""
    if subject.lower_ in _SELF:
        return True
    if any(c.lower_ in {"my", "our"} for c in children(subject, "poss")):
        return True
    owner = next(iter(children(subject, "poss")), None)
    mine = lemma(subject) in discourse.lexicon.words["own"]
    if mine and owner is not None and owner.tag_ == "PRP$" and discourse.resolve(owner) == speaker:
        return True
    entity = discourse.as_actor(discourse.resolve(subject))
    if entity is None:
        return False
    if speaker in entity.candidates:
        return True
    if entity.kind in {"State", "GovernmentBody"} and _is_official(discourse, speaker):
        return True
    sides = (speaker, speaker.of, discourse.polity_of(speaker))
    theirs = any(c.tag_ == "PRP$" for c in children(subject, "poss"))
    return entity in sides or (theirs and entity.of is not None and entity.of in sides)


def _is_official(discourse: Discourse, speaker: Entity) -> bool:
    """Whether somebody speaks in an office of a state that is not named ('the foreign minister')."""
    words = set(speaker.label.lower().split())
    return (
        not speaker.resolved and not speaker.candidates and bool(words & discourse.lexicon.words["officer"])
    )


def _innermost(head: Token) -> Token:
    """The clause in which a speaker quotes himself: 'X has always said we are ready' is 'we are ready'."""
    clause = child(head, "ccomp")
    subject = child(clause, "nsubj") if clause is not None else None
    return clause if clause is not None and subject is not None and subject.lower_ in _SELF else head


def _is_claim(lexicon: Lexicon, content: Content) -> bool:
    """Whether what is rejected is a claim ('rejected accusations'), so that rejecting it is denying."""
    noun = content.head
    governor = noun.head if noun.dep_ in {"acl", "relcl", "ccomp"} else noun.head.head
    return lemma(noun) in lexicon.claim_nouns or lemma(governor) in lexicon.claim_nouns


def certainty(lexicon: Lexicon, content: Content, cue: Token | None) -> Certainty:
    """The speaker's certainty, by the modals and adverbs of the clause and by the cue."""
    head = content.head
    near = {lemma(head)}
    near |= {w for c in children(head, "aux", "advmod", "acomp") for w in (c.lower_, lemma(c))}
    near |= {c.lower_ for below in children(head, "xcomp", "prep") for c in children(below, "advmod")}
    if near & lexicon.words["possible"]:
        return "POSSIBLE"
    if cue is not None:
        near.add(lemma(cue))
    return "PROBABLE" if near & lexicon.words["probable"] else "CERTAIN"
