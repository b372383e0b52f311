"""What only the tagger finds, as an attribution: its act, who speaks and all that is said."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.phrases import FINITE, OPENING, child, children, is_infinitive, is_passive, lemma, roots
from kg.extract.speech.addressees import addressed, others_at
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.division import divided
from kg.extract.speech.sources import late_agent, sources_of
from kg.extract.speech.tagger import TaggedAttribution
from kg.extract.speech.typing import cued_act
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon

#: What a saying is when nothing says more: the neutral act.
NEUTRAL = "Claim"


def typed(proposal: TaggedAttribution, lexicon: Lexicon) -> Attribution:
    """What only the tagger found, with the act that its cue reports."""
    proposal = _with_trailing_source(_with_whole_clause(proposal), lexicon)
    head = proposal.head
    act = cued_act(proposal.cue or (head,), head, proposal.content, lexicon)
    act = told(act, proposal, lexicon) if act is not None else None
    outside = {t.i for t in (*proposal.source, *proposal.content)}
    addressees, about = others_at(head, act, outside)
    said, other = addressed(proposal, act, lexicon)
    if other is not None:
        addressees, about = ((), (other,)) if act == "Accusation" else ((other,), about)
    return Attribution(
        cue=proposal.cue or (head,),
        head=head,
        illocution=act or NEUTRAL,
        sources=speakers_of(proposal, lexicon),
        contents=divided(said, None, head, lexicon),
        addressees=addressees,
        about=about,
        source_words=proposal.source,
        said=proposal.content,
        weak=act is None,
        found_by="tagger",
        confidence=proposal.confidence,
    )


def told(act: str, proposal: TaggedAttribution, lexicon: Lexicon) -> str:
    """The act of telling: '"We are glad to go," she told Y' and 'two fell, X told Y' tell Y something."""
    wanted = lexicon.illocutions[act].attitude == "callsFor" and lemma(proposal.head) == "tell"
    quoted = bool(proposal.content) and proposal.content[0].text in OPENING
    ordered = any(is_infinitive(t) for t in roots(proposal.content))
    return NEUTRAL if wanted and (quoted or not ordered) else act


def speakers_of(proposal: TaggedAttribution, lexicon: Lexicon) -> tuple[Token, ...]:
    """The heads of those who speak: of a passive its agent ('he was told by X of Y'), else by the parse."""
    head = proposal.head
    found = sources_of(proposal, lexicon)
    if found and is_passive(head) and (by := [t for t in found if t.head.dep_ == "agent"]):
        return tuple(by)
    if not found and head.tag_ in FINITE | {"VBG"} and (lemma(head), "verb") in lexicon.cues:
        inside = {t.i for t in proposal.content}
        found = tuple(t for t in subjects(head) if t.i not in inside)
        if not found and head.tag_ == "VBG":
            # 'Hundreds came, some waving flags and chanting': the parser hangs it by the flags.
            before = (t for t in reversed(head.doc[head.sent.start : head.i]) if t.dep_ == "nsubj")
            found = tuple(t for t in before if t.i not in inside)[:1]
    return found or late_agent(proposal, lexicon)


def _with_whole_clause(proposal: TaggedAttribution) -> TaggedAttribution:
    """'According to X, Y told Z that it is over': X has Y's telling, where the tagger has what Y tells.

    'Arland condemned what Borland called lies': all of it.
    """
    first = next(iter(proposal.content), proposal.head)
    named = [c for c in children(proposal.head, "ccomp") if c.left_edge.i == first.i]
    if named and first.lower_ == "what":
        return replace(proposal, content=tuple(named[0].subtree))
    verb = proposal.head.head
    tops = roots(proposal.content)
    inside = bool(tops) and all(t.head.i == verb.i and t.dep_ == "ccomp" for t in tops)
    if proposal.head.lower_ != "according" or not inside or not proposal.source:
        return proposal
    # 'According to X, Y told': the parser may take Y for an apposition of X.
    start, end = proposal.head.i, proposal.source[-1].i
    return replace(proposal, content=tuple(t for t in verb.subtree if not start <= t.i <= end))


def _with_trailing_source(proposal: TaggedAttribution, lexicon: Lexicon) -> TaggedAttribution:
    """'The bridges at X and Y fell, minister Z told CNN': the parser takes Z for one of the places."""
    head = proposal.head
    known = (lemma(head), "verb") in lexicon.cues and head.tag_ in FINITE
    if proposal.source or not known or child(head, "nsubj", "nsubjpass", "expl") is not None:
        return proposal
    inside = {t.i for t in proposal.content}
    start = head.i
    while start - 1 in inside and head.doc[start - 1].text != ",":
        start -= 1
    words = tuple(head.doc[start : head.i])
    named = any(t.pos_ == "PROPN" for t in words) and not any(t.pos_ in {"VERB", "AUX", "ADP"} for t in words)
    if not named or start - 1 not in inside:
        return proposal
    return replace(proposal, source=words, content=tuple(t for t in proposal.content if t.i < start - 1))
