"""What kind of speech act a saying is, by what it says, and how sure the speaker is."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.attribution import Content
from kg.extract.clauses import SELF, Clause, clause_of, innermost
from kg.extract.cue_verbs import framed_act
from kg.extract.discourse import Discourse
from kg.extract.phrases import (
    agents,
    child,
    children,
    is_nobody,
    is_passive,
    lemma,
    negated,
    noun_phrase,
)
from kg.knowledge.entries import ContentRule
from kg.knowledge.lexicon import Lexicon
from kg.model import Certainty, Entity

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
    clause = clause_of(content, lexicon)
    rule = next(
        (r for r in lexicon.content_rules if _retypes(discourse, r, illocution, clause, speaker)), None
    )
    if rule is not None and (performed is None or rule.cued):
        illocution = rule.illocution
    if illocution == "Claim" and _relays(lexicon, speaker):
        return "Report"
    if illocution == "Rejection" and _is_claim(lexicon, content):
        return "Denial"
    return illocution


def _retypes(discourse: Discourse, rule: ContentRule, cued: str, clause: Clause, speaker: Entity) -> bool:
    lexicon = discourse.lexicon
    wanted = rule.cued or lexicon.neutral
    return (
        cued in wanted
        and rule.illocution in lexicon.illocutions
        and _applies(discourse, rule, clause, speaker)
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
        inner = innermost(head)
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


def _applies(discourse: Discourse, rule: ContentRule, clause: Clause, speaker: Entity) -> bool:
    if not clause.verbal and (rule.modals or rule.subject):
        return False
    return (
        rule.voices <= clause.voices
        and not (rule.heads and not rule.heads & (clause.words | clause.predicates))
        and not (rule.predicates and not rule.predicates & clause.predicates)
        and not (rule.modals and not rule.modals & clause.modals)
        and not (rule.markers and not rule.markers & clause.forms)
        and (rule.subject is None or _has_subject(discourse, rule.subject, clause, speaker))
    )


def _has_subject(discourse: Discourse, wanted: str, clause: Clause, speaker: Entity) -> bool:
    """Whether the clause's subject is the speaker, another, another actor …, as a rule wants it."""
    own = clause.subject
    match wanted:
        case "counted":
            return own is not None and _is_counted(own) and speaker.kind in _COUNTING
        case "counting":
            mine = own is not None and _is_own(discourse, own, speaker)
            found = children(clause.head, "dobj")
            return mine and speaker.kind in _COUNTING and any(_is_counted(t) for t in found)
        case "anyone":
            return own is not None and _is_anyone(own)
        case "nobody":
            return own is not None and is_nobody(own)
        case "this":
            return own is not None and _is_this(own)
        case "what":
            return own is not None and own.dep_ == "csubj" and any(c.lower_ == "what" for c in own.children)
        case "none":
            return own is None
        case "actor" if is_passive(clause.head):
            own = next(iter(agents(clause.head)), None)
    if own is None:
        return False
    same = _is_own(discourse, own, speaker)
    if wanted == "actor":
        entity = discourse.resolve(own)
        # 'French aircraft had violated'
        theirs = any(t.ent_type_ in _BODIES for t in noun_phrase(own))
        acts = entity is not None and _acts(discourse, entity)
        return not same and (own.lower_ in {"they", "he", "she"} or theirs or acts)
    return (wanted == "speaker") == same


def _is_counted(noun: Token) -> bool:
    """'14 people', 'hundreds of them'."""
    return bool(children(noun, "nummod")) or noun.pos_ == "NUM" or noun.lower_ in _MANY


def _is_anyone(noun: Token) -> bool:
    """'anyone who', 'those who', 'any group that'."""
    limited = child(noun, "relcl") is not None
    return noun.lower_ in {"anyone", "anybody", "whoever"} or (
        limited and (noun.lower_ == "those" or any(c.lower_ in {"any", "every"} for c in children(noun, "det")))
    )


def _is_this(noun: Token) -> bool:
    """'this', 'that vote'."""
    return noun.lower_ in {"this", "that", "these"} or any(
        c.lower_ in {"this", "that", "these"} for c in children(noun, "det")
    )


def _acts(discourse: Discourse, entity: Entity) -> bool:
    actor = discourse.as_actor(entity)
    return actor is not None and actor.kind in _ACTORS


def _is_own(discourse: Discourse, subject: Token, speaker: Entity) -> bool:
    """Whether the subject of a clause is its speaker, or who the speaker speaks for."""
    if subject.lower_ in SELF:
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
