"""What kind of speech act a saying is, by what it says, and how sure the speaker is."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import (
    BODY_LABELS,
    agents,
    child,
    children,
    dependents,
    is_finite,
    is_infinitive,
    is_nobody,
    is_passive,
    lemma,
    negated,
    noun_phrase,
)
from kg.extract.speech.attribution import Content
from kg.extract.speech.clauses import Clause, innermost
from kg.extract.speech.cue_verbs import framed_act
from kg.extract.speech.gaps import sums_up
from kg.extract.speech.retold import is_me, is_retold
from kg.extract.speech.spoken_for import Voice
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
#: The classes of those who give the numbers of what they do.
_COUNTERS = _COUNTING | {"State", "DeFactoAuthority", "Group"}
_MANY = frozenset({"dozens", "hundreds", "thousands", "millions", "scores", "percent"})
#: The values of lex:contentVoice that depend on who speaks and how.
_VOCAL = frozenset({"empowered", "current", "settled", "cited"})
_DATES = frozenset({"DATE", "TIME"})
_OTHERS = frozenset({"they", "he", "she", "you"})


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One thing said, as its act is judged: by whom, the act that the cue reports, what it says.

    `cue` is the head of the cue, `clause` the clause of the content, `addressed` whether it is said to whom.
    """

    voice: Voice
    cued: str
    content: Content
    clause: Clause
    cue: Token | None = None
    addressed: bool = False


def illocution_of(said: Said) -> str:
    """The illocution that a cue's own becomes by the content.

    Where the speaker says what he does by saying it ('we urge', 'said it supported'), that is the act of a
    neutral cue. Else the content rules of the lexicon decide; rejecting a claim is denying it.
    """
    voice, cued, content, clause = said.voice, said.cued, said.content, said.clause
    lexicon = voice.discourse.lexicon
    if said.cue is not None and content.head.i == said.cue.i:
        # 'He refused.'
        return cued
    if (
        cued in lexicon.neutral
        and len(content.tokens) == 1
        and lemma(content.head) in lexicon.words["untrue"]
    ):
        # 'Nonsense, said X': of what another has said.
        return "Denial"
    if cued in lexicon.neutral and voice.quoted and _retells(voice, content):
        return "Report"
    if cued == "Demand" and _is_personal(voice, content):
        return "Appeal"
    performed = _performed(voice, content) if cued in lexicon.neutral else None
    illocution = performed or cued
    # 'were coy about whether they would change': what is left open is neither promised nor threatened.
    asked = any(c.lower_ == "whether" for c in children(content.head, "mark"))
    rules = lexicon.content_rules.get(illocution, ()) if not asked else ()
    # Most rules want a word that is not there, which is quicker to see than the rest.
    told = clause.words | clause.predicates
    rule = next((r for r in rules if not (r.heads and r.heads.isdisjoint(told)) and _retypes(said, r)), None)
    if rule is not None and (performed is None or (rule.cued and rule.illocution not in lexicon.neutral)):
        illocution = rule.illocution
    if illocution == "Label" and (clause.words | clause.predicates) & lexicon.words["untrue"]:
        return "Denial" if _is_claim(lexicon, content) else illocution
    if illocution == "Rejection" and _is_claim(lexicon, content):
        return "Denial"
    if illocution in {"Rejection", "Condemnation"} and _belittles(said):
        return "Denial" if _is_called_untrue(lexicon, content) else "Label"
    return illocution


def takes_up(said: Said) -> bool:
    """Whether what was said before is contested, in 'rejects that'."""
    words = [t.lower_ for t in said.content.tokens if not t.is_punct]
    contesting = said.voice.discourse.lexicon.words["contesting"]
    return said.cue is not None and lemma(said.cue) in contesting and words in (["this"], ["that"], ["it"])


def of_speaker(said: Said, illocution: str) -> str:
    """What an act is when somebody does it whose acts are always of a kind: courts rule, outlets relay,
    analysts judge.
    """
    lexicon, speaker = said.voice.discourse.lexicon, said.voice.speaker
    if illocution in {"Claim", "Demand"} and _is_court(lexicon, speaker):
        return "Announcement"
    if illocution in {"Claim", "Accusation"} and (_relays(lexicon, speaker) or _is_survey(lexicon, speaker)):
        return "Report"
    if illocution == "Claim" and said.voice.discourse.described(speaker, lexicon.words["judging"]):
        return "Opinion"
    return illocution


def _performed(voice: Voice, content: Content) -> str | None:
    """The act that a speaker performs in the words quoted: 'we urge X', 'I guarantee', 'it rejected X'.

    What he has done before is none ('has supported').
    """
    lexicon, head = voice.discourse.lexicon, content.head
    own = child(head, "nsubj")
    if own is not None and head.lemma_ == "be" and not negated(head) and (named := _named(own, lexicon)):
        return named
    verbal = head.pos_ in {"VERB", "AUX"} and not negated(head)
    past = any(c.tag_ == "MD" or c.lemma_ == "have" for c in children(head, "aux"))
    # 'said it demanded' is what it does, '"we demanded," he said' what it did.
    past = past or (voice.quoted and head.tag_ == "VBD")
    if not verbal or past or own is None or not voice.owns(own):
        return None
    act = framed_act(head, lexicon)
    if act == "Appeal" and lemma(head) == "want" and child(head, "xcomp", "ccomp") is None:
        # 'we want peace' asks nobody.
        return "Opinion"
    if act in {None, "Claim", "Report", "Announcement"}:
        inner = innermost(head, lexicon)
        return _performed(voice, Content(inner, content.tokens)) if inner is not head else None
    return act


def _named(noun: Token, lexicon: Lexicon) -> str | None:
    """The act that a speaker names himself: 'my appeal to everyone is to', 'our demand is that'."""
    if not any(c.lower_ in {"my", "our"} for c in children(noun, "poss")):
        return None
    verb = noun.head
    said = any(is_infinitive(c) or is_finite(c) for c in children(verb, "xcomp", "ccomp", "advcl"))
    cue = next(iter(lexicon.cues.get((lemma(noun), "noun"), ())), None)
    return cue.illocution if said and cue is not None and cue.illocution not in lexicon.neutral else None


def _retells(voice: Voice, content: Content) -> bool:
    """Whether a speaker passes on what he was told or has told ('my son begged me', 'I told him to')."""
    head, own, lexicon = content.head, child(content.head, "nsubj"), voice.discourse.lexicon
    acts = {cue.illocution for cue in lexicon.cues.get((head.lemma_, "verb"), ())}
    if not acts or (acts & {"Promise", "Offer"} and not acts & {"Claim"}):
        # What was promised or offered us is held against who did it.
        return False
    past = head.tag_ == "VBD" and own is not None and own.lower_ == "i" and not negated(head)
    asked = child(head, "dobj", "dative") is not None and child(head, "xcomp", "ccomp", "prep") is not None
    small = any(child(c, "nsubj") is not None and is_infinitive(c) for c in children(head, "ccomp"))
    return is_retold(head) or (past and (asked or small))


def _is_personal(voice: Voice, content: Content) -> bool:
    """Whether one person told another to do it, in the words of one of them: 'my doctor told me to stop'."""
    head = content.head
    while head.dep_ == "conj" and head.head.pos_ == "VERB":
        head = head.head
    verb = head.head
    teller = child(verb, "nsubj")
    one = teller is not None and (teller.tag_ in {"NN", "NNP"} or teller.lower_ in {"i", "he", "she"})
    near = voice.speaker.kind == "Person" or voice.speaker.local
    near = near or (teller is not None and any(c.lower_ == "my" for c in children(teller, "poss")))
    if lemma(verb) != "tell" or not (one and near):
        return False
    told = (teller, *children(verb, "dobj", "dative"), *children(head, "nsubj"))
    return any(t is not None and (t.lower_ == "i" or is_me(t)) for t in told)


def _is_court(lexicon: Lexicon, speaker: Entity) -> bool:
    """Whether a speaker is a court, whose ruling is what is announced."""
    return speaker.kind != "Person" and not lexicon.words["court"].isdisjoint(speaker.label.lower().split())


def _is_survey(lexicon: Lexicon, speaker: Entity) -> bool:
    """Whether a poll or a census speaks, which counts and accuses nobody."""
    words = speaker.label.lower().split()
    return speaker.kind in {"Unresolved", "Group"} and not lexicon.words["survey"].isdisjoint(words)


def _relays(lexicon: Lexicon, speaker: Entity) -> bool:
    """Whether a speaker is a news outlet, which passes on what others say."""
    words = speaker.label.lower().replace("-", " ").split()
    return speaker.kind == "NewsOrganization" or (
        speaker.kind in {"Organization", "Unresolved", "Group"} and bool(lexicon.words["outlet"] & set(words))
    )


def _retypes(said: Said, rule: ContentRule) -> bool:
    """Whether a content rule applies to what is said."""
    voice, clause = said.voice, said.clause
    if not clause.verbal and (rule.modals or rule.subject not in {None, "some"}):
        return False
    return (
        not (rule.predicates and rule.predicates.isdisjoint(clause.predicates))
        and not (rule.modals and rule.modals.isdisjoint(clause.modals))
        and not (rule.markers and rule.markers.isdisjoint(clause.forms))
        and rule.voices - _VOCAL <= clause.voices
        and ("empowered" not in rule.voices or voice.decides())
        and ("current" not in rule.voices or not voice.quoted or "past" not in clause.voices)
        and ("settled" not in rule.voices or not voice.quoted or clause.modals != {"would"})
        and ("cited" not in rule.voices or (said.cue is not None and said.cue.lower_ == "according"))
        and (rule.subject is None or _has_subject(voice, rule.subject, clause))
    )


def _has_subject(voice: Voice, wanted: str, clause: Clause) -> bool:
    """Whether the clause's subject is the speaker, another, another actor …, as a rule wants it."""
    own, kind = clause.subject, voice.speaker.kind
    if wanted == "some":
        return own is not None or not clause.verbal
    if wanted == "none" or own is None:
        return wanted == "none" and own is None
    if own.lower_ == "what" and own.dep_ != "csubj":
        # 'what the army says was a store': nothing is said of a what.
        return False
    match wanted:
        case "counted":
            return (kind in _COUNTING or _is_unknown_body(voice)) and _is_counted(own)
        case "counting":
            counted = any(_is_counted(t) for t in children(clause.head, "dobj"))
            return kind in _COUNTERS and counted and voice.owns(own)
        case "anyone":
            return _is_anyone(own)
        case "nobody":
            return is_nobody(own) and not any(c.lower_ == "of" for c in children(own, "prep"))
        case "place":
            return _is_place(voice.discourse, own)
        case "we":
            return own.lower_ == "we"
        case "measured":
            return kind in _COUNTING and _is_measured(clause.head)
        case "this":
            return _is_this(own, clause)
        case "what":
            return own.dep_ == "csubj" and any(c.lower_ == "what" for c in dependents(own))
        case "actor":
            doer = next(iter(agents(clause.head)), None) if is_passive(clause.head) else own
            return doer is not None and not voice.owns(doer) and _acts(voice.discourse, doer)
        case _:
            return (wanted == "speaker") == voice.owns(own)


def _is_unknown_body(voice: Voice) -> bool:
    """A name that is not known is mostly a body's ('the rights group X'); 'an official' is no name."""
    return voice.speaker.kind == "Unresolved" and voice.speaker.label[:1].isupper()


def _is_counted(noun: Token) -> bool:
    """'14 people', 'many' beside such, 'hundreds of them'."""
    return bool(children(noun, "nummod")) or noun.pos_ == "NUM" or noun.lower_ in _MANY


def _is_place(discourse: Discourse, noun: Token) -> bool:
    """'Crimea', 'the region'."""
    if noun.ent_type_ in {"GPE", "LOC"} or lemma(noun) in discourse.lexicon.words["territory"]:
        return True
    entity = discourse.resolve(noun)
    return entity is not None and entity.kind == "Place"


def _is_measured(verb: Token) -> bool:
    """'rose by 3 percent', 'fell by half', 'stood at 41': by how much or to what."""
    preps = (i for p in children(verb, "prep") for i in children(p, "pobj"))
    amounts = (*children(verb, "dobj", "npadvmod", "attr"), *preps)
    return any(_is_counted(t) or t.lower_ in {"half", "%"} for t in amounts if t.ent_type_ not in _DATES)


def _is_anyone(noun: Token) -> bool:
    """'anyone who', 'those who', 'any group that'."""
    limited = child(noun, "relcl", "amod", "acl", "prep") is not None
    if noun.dep_ == "csubj":
        return any(c.lower_ == "whoever" for c in dependents(noun))
    some = noun.lower_ == "those" or any(c.lower_ in {"any", "every"} for c in children(noun, "det"))
    return noun.lower_ in {"anyone", "anybody", "whoever"} or (limited and some)


def _is_this(noun: Token, clause: Clause) -> bool:
    """'this', 'that vote', 'it' of what follows ('it would be wrong to go')."""
    if noun.lower_ == "it":
        return bool(children(clause.head, "ccomp", "xcomp", "csubj", "advcl"))
    return noun.lower_ in _THESE or any(c.lower_ in _THESE for c in children(noun, "det"))


_THESE = frozenset({"this", "that", "these"})


def _acts(discourse: Discourse, noun: Token) -> bool:
    """Whether a noun is for somebody who can be blamed: 'they', 'French aircraft', 'soldiers'."""
    if noun.lower_ in _OTHERS or any(t.ent_type_ in BODY_LABELS for t in noun_phrase(noun)):
        return True
    words = discourse.lexicon.words
    kinds = (words["group"], words["occupation"], words["own"], words["hardware"])
    if noun.pos_ == "NOUN" and any(lemma(noun) in kind for kind in kinds):
        return True
    actor = discourse.as_actor(discourse.resolve(noun))
    return actor is not None and actor.kind in _ACTORS


def _is_summed_up(lexicon: Lexicon, content: Content) -> bool:
    """'X said that it was rigged, a charge rejected by Y': the clause before the charge is rejected."""
    behind = content.tokens[-1].doc[content.tokens[-1].i + 1 : content.tokens[-1].sent.end]
    if content.head.dep_ not in {"ccomp", "pcomp"} or len(behind) < 2 or behind[0].text != ",":
        return False
    noun = behind[1].head if behind[1].dep_ in {"det", "amod"} else behind[1]
    return sums_up(noun, lexicon) and child(noun, "relcl", "acl") is not None


def _is_claim(lexicon: Lexicon, content: Content) -> bool:
    """Whether what is rejected is a claim ('rejected accusations'), so that rejecting it is denying."""
    noun = content.head
    clausal = noun.dep_ in {"acl", "relcl", "ccomp"}
    governor = noun.head if clausal else noun.head.head
    # No verb above is one: 'X claimed that Y had turned down an offer'.
    above = lemma(governor) if governor.pos_ != "VERB" else ""
    if lemma(noun) in lexicon.claim_nouns or above in lexicon.claim_nouns:
        return True
    if _is_summed_up(lexicon, content):
        return True
    if clausal and is_finite(noun):
        # 'the idea that X did', unlike 'an idea'
        return lemma(governor) in lexicon.wrappers
    # 'dismissed the allegation as absurd'
    objects = children(governor, "dobj", "nsubjpass")
    labels = noun.dep_ in {"oprd", "ccomp", "xcomp", "advcl", "advmod"}
    objects += children(noun, "nsubj") if labels else []
    governor = noun.head if labels else governor
    objects += children(governor, "dobj", "nsubj") if labels else []
    # 'a charge X dismissed as shameful'
    objects += [governor.head] if governor.dep_ == "relcl" else []
    return (noun.head.lower_ == "as" or labels) and any(lemma(t) in lexicon.claim_nouns for t in objects)


def _belittles(said: Said) -> bool:
    """'dismissed the pledge as recycled' says what it is, 'dismissed a demand as absurd' turns it down."""
    lexicon, noun = said.voice.discourse.lexicon, said.content.head
    if said.cue is None or lemma(said.cue) not in lexicon.words["belittling"]:
        return False
    cues = lexicon.cues.get((lemma(noun), "noun"), ())
    asked = any(lexicon.illocutions[c.illocution].attitude == "callsFor" for c in cues)
    near = (*said.content.tokens, *children(said.cue, "prep"))
    labelled = any(t.lower_ == "as" and t.i > noun.i for t in near)
    return labelled and not asked and "Offer" not in {c.illocution for c in cues}


def _is_called_untrue(lexicon: Lexicon, content: Content) -> bool:
    """'dismissed this as untrue', 'the forecast as speculation', unlike 'the plan as fantasy'."""
    noun = content.head
    said = any(
        lexicon.illocutions[cue.illocution].attitude == "affirms"
        for cue in lexicon.cues.get((lemma(noun), "noun"), ())
    )
    untrue = any(lemma(t) in lexicon.words["untrue"] for t in content.tokens)
    return untrue and (said or noun.lower_ in {"this", "that", "it"})


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
