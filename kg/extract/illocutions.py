"""What kind of speech act a saying is, by what it says, and how sure the speaker is."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.attribution import Content
from kg.extract.discourse import Discourse
from kg.extract.phrases import child, children, is_infinitive, lemma, negated
from kg.knowledge.entries import ContentRule
from kg.knowledge.lexicon import Lexicon
from kg.model import Certainty, Entity

_SELF = frozenset({"i", "we"})


def illocution_of(discourse: Discourse, cued: str, content: Content, speaker: Entity) -> str:
    """The illocution that a cue's own becomes by the content.

    A neutral one ('said') follows the lexicon's content rules; rejecting a claim is denying it.
    """
    lexicon = discourse.lexicon
    illocution = cued
    if cued in lexicon.neutral:
        rules = (r for r in lexicon.content_rules if r.illocution in lexicon.illocutions)
        rule = next((r for r in rules if _applies(discourse, r, content, speaker)), None)
        illocution = rule.illocution if rule is not None else cued
    if illocution == "Rejection" and _is_claim(lexicon, content):
        return "Denial"
    return illocution


def _applies(discourse: Discourse, rule: ContentRule, content: Content, speaker: Entity) -> bool:
    head = _innermost(content.head)
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    words = {lemma(head)}
    predicate = child(head, "acomp", "attr", "oprd")
    if head.lemma_ == "be" and predicate is not None:
        words.add(lemma(predicate))
    if rule.heads and not rule.heads & words:
        return False
    if rule.modals and not rule.modals & {c.lower_ for c in children(head, "aux")}:
        return False
    if rule.markers and not rule.markers & {t.lower_ for t in content.tokens}:
        return False
    return _has_voice(rule, head) and _has_subject(discourse, rule, head, speaker)


def _has_voice(rule: ContentRule, head: Token) -> bool:
    match rule.voice:
        case "passive":
            return head.lemma_ != "need" or child(head, "auxpass") is not None
        case "affirmed":
            return not negated(head)
        case "future":
            return any(is_infinitive(c) for c in children(head, "xcomp"))
        case _:
            return True


def _has_subject(discourse: Discourse, rule: ContentRule, head: Token, speaker: Entity) -> bool:
    """Whether the clause's subject is the speaker, or is not, as the rule wants it."""
    if rule.subject is None:
        return True
    own = child(head, "nsubj", "nsubjpass")
    if own is None:
        return False
    same = own.lower_ in _SELF
    if not same:
        entity = discourse.as_actor(discourse.resolve(own))
        same = entity is not None and entity in (speaker, speaker.of, discourse.polity_of(speaker))
    return (rule.subject == "speaker") == same


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
