"""Cues that are verbs: 'X denied Y', 'X urged Y to Z', 'X described Y as Z'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    child,
    children,
    cover,
    dependents,
    is_infinitive,
    joining,
    lemma,
    prepositional,
    text_after,
)
from kg.extract.speech.attribution import Attribution, framed, is_first_person, specificity
from kg.extract.speech.complements import inverted_subject
from kg.extract.speech.contents import is_comment
from kg.extract.speech.coordination import goes_on_from_saying, resumed_from
from kg.extract.speech.frames import fill, slots_of, terms_behind
from kg.extract.speech.gaps import gapped
from kg.extract.speech.inverted import exchanged, named_behind, read_out
from kg.extract.subjects import is_interposed, subjects
from kg.knowledge.entries import Cue, Frame
from kg.knowledge.lexicon import Lexicon

#: Modals under which a saying has not taken place.
_BLOCKING_MODALS = frozenset(
    {"will", "would", "could", "can", "may", "might", "should", "must", "shall", "'ll", "’ll"}
)
#: Adverbs by which something is hardly done at all.
_SELDOM = frozenset({"rarely", "seldom", "scarcely"})
#: How far from its verb a further word of a cue may stand, in tokens.
MAX_CUE_GAP = 9


def verb_attribution(verb: Token, lexicon: Lexicon) -> Attribution | None:
    """What a verb attributes to its subject; None when it is no cue or the saying is not reported as done."""
    if not lexicon.cues.get((lemma(verb), "verb")) or is_unreal(verb, lexicon):
        return None
    if (turned := exchanged(verb, lexicon) or read_out(verb, lexicon)) is not None:
        speaker, said = turned
        act = lexicon.cues[lemma(verb), "verb"][0].illocution
        return framed(verb.doc[verb.i : verb.i + 1], act, (speaker,), (said,), sure=True)
    if (behind := named_behind(verb, lexicon)) is not None:
        words, said = behind
        act = lexicon.cues[lemma(verb), "verb"][0].illocution
        cue = verb.doc[verb.i : verb.i + 1]
        return framed(cue, act, (words[-1],), (said,), source_words=words, sure=True)
    sources = tuple(inverted_subject(verb) or subjects(_doer(verb, lexicon)))
    if not sources or is_interposed(verb) or any(map(is_first_person, sources)):
        return None
    best = _best(verb, sources, lexicon)
    if best is None:
        return None
    return replace(best, illocution=_named_act(verb, best.illocution, lexicon))


def _doer(verb: Token, lexicon: Lexicon) -> Token:
    """The verb whose subject does what a verb says: 'summoned the envoy to protest' is one's own protest."""
    return resumed_from(verb, lexicon) or _addressing(verb, lexicon) or verb


def _addressing(verb: Token, lexicon: Lexicon) -> Token | None:
    """The verb of speaking to somebody that an infinitive gives the purpose of: 'summoned X to protest'."""
    below = is_infinitive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBG")
    if verb.dep_ not in {"xcomp", "advcl", "acl"} or not below:
        return None
    above = verb.head.head if verb.head.dep_ == "dobj" else verb.head
    if above.dep_ == "pobj":
        # 'wrote to ministers urging them to'
        above = above.head.head
    if above.pos_ != "VERB" or above.i > verb.i:
        return None
    if _asks(above, lexicon):
        # 'called on X to accept it': what X is to do
        return None
    # 'took to the streets to denounce'
    phrases = (f"{lemma(above)} {p.lower_} {lemma(o)}" for p, o in prepositional(above, {"to", "on", "into"}))
    return above if not lexicon.words["addressing"].isdisjoint([lemma(above), *phrases]) else None


def _asks(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb stands with the preposition by which it asks somebody to do something."""
    standing = {text_after(verb).lower(), *(p.lower_ for p in children(verb, "prep"))}
    frames = (f for cue in lexicon.cues.get((lemma(verb), "verb"), ()) for f in cue.frames)
    return any(f.complement == "infinitive" and f.addressee_prepositions & standing for f in frames)


def framed_act(verb: Token, lexicon: Lexicon) -> str | None:
    """The act that a verb reports of its subject, whoever that is; None when no frame fits.

    'we urge X to go', 'it rejected the plan'
    """
    sources = tuple(subjects(verb))
    named = _named_by_subject(verb, lexicon)
    best = _best(verb, sources, lexicon) if sources and named is None else None
    return best.illocution if best is not None else named


def _named_by_subject(verb: Token, lexicon: Lexicon) -> str | None:
    """The act that the subject of 'be' names as one's own: 'my appeal to everyone is to go home'."""
    own = child(verb, "nsubj")
    if (
        verb.lemma_ != "be"
        or own is None
        or not any(c.lower_ in {"my", "our"} for c in children(own, "poss"))
    ):
        return None
    said = [*children(verb, "xcomp", "ccomp", "advcl")]
    kind = "infinitive" if any(is_infinitive(c) for c in said) else "clause"
    cues = lexicon.cues.get((lemma(own), "noun"), ()) if said else ()
    return next((c.illocution for c in cues if any(f.complement == kind for f in c.frames)), None)


def _best(verb: Token, sources: tuple[Token, ...], lexicon: Lexicon) -> Attribution | None:
    """What the most specific frame of a verb's cues that fits takes."""
    best: tuple[tuple[int, int, bool, str], Attribution] | None = None
    for cue in lexicon.cues.get((lemma(verb), "verb"), ()):
        words = _words_at(cue, verb)
        if words is None:
            continue
        for frame in cue.frames:
            found = _attribution(verb, words, cue, frame, sources, lexicon)
            if found is None:
                continue
            # An addressee in the frame and in the text beats the same frame without.
            bare = not (found.addressees or found.about)
            rank = (-len(cue.words), specificity(frame), bare, cue.illocution)
            if best is None or rank < best[0]:
                best = rank, found
    return best[1] if best is not None else None


def _is_asked(verb: Token, below: Iterable[Token]) -> bool:
    """'Did X ask him to go?': whether a saying took place is what is asked."""
    own = next((c for c in below if c.dep_ in {"nsubj", "nsubjpass"}), None)
    turned = own is not None and any(c.dep_ in {"aux", "auxpass"} and c.i < own.i for c in below)
    if not turned or any(c.tag_ in {"WP", "WDT", "WRB"} for c in below):
        return False
    return any(t.text == "?" for t in verb.doc[verb.i + 1 : verb.sent.end])


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a saying is not reported as having taken place: negated, future, conditional, infinitive."""
    raised = lemma(verb) in lexicon.words["negRaising"]
    below = dependents(verb)
    for c in below:
        blocked = (
            (c.dep_ == "neg" and not raised)
            or (c.dep_ == "aux" and c.lower_ in _BLOCKING_MODALS and not _looks_back(c, below, lexicon))
            or (c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"})
            or (c.dep_ == "advmod" and c.lower_ in _SELDOM)
            or (c.lower_ in {"neither", "nor"} and c.i < verb.i and c.dep_ in {"preconj", "cc", "advmod"})
        )
        if blocked:
            return True
    if _is_asked(verb, below):
        return True
    if _is_awaited(verb):
        return True
    if joining(verb) == "nor":
        # 'neither confirmed nor denied it'
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VB":
        # 'would neither confirm nor deny it'
        return is_unreal(verb.head, lexicon)
    if verb.dep_ == "pcomp" and (
        verb.head.lower_ == "without"
        or (verb.head.lower_ != "with" and lemma(_short_of(verb.head)) in lexicon.words["refrain"])
    ):
        return True
    if (above := _addressing(verb, lexicon)) is not None:
        return is_unreal(above, lexicon)
    if verb.tag_ == "VB" and verb.dep_ == "ccomp" and lemma(verb.head) == "let":
        # 'lets ministers reject it'
        return True
    if _is_asked_for(verb, lexicon):
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "xcomp" and lemma(verb.head) in lexicon.words["entailing"]:
        return True
    if verb.dep_ == "xcomp" and any(c.lower_ == "having" for c in children(verb, "aux")):
        # 'denied having promised it'
        denials = lexicon.cues.get((lemma(verb.head), "verb"), ())
        return any(cue.illocution == "Denial" for cue in denials)
    if not is_infinitive(verb):
        return False
    if verb.dep_ == "ROOT":
        # 'To continue to insist …', which depends on nothing
        return True
    # 'if it goes on to accuse X'
    # 'prompting X to accuse Y'
    done = lexicon.words["aspectual"] | lexicon.words["prompting"]
    return lemma(verb.head) not in done or is_unreal(verb.head, lexicon)


def _is_awaited(verb: Token) -> bool:
    """'will wait until it renounces X', 'unless it leaves and renounces X': what is still to be said."""
    # Unlike 'until now it denies'
    until = any(
        c.lower_ == "until" and (c.dep_ == "mark" or any(p.pos_ != "ADV" for p in children(c, "pcomp")))
        for c in children(verb, "mark", "prep")
    )
    if until and verb.tag_ in {"VBZ", "VBP"}:
        return True
    above = verb.head
    marks = {c.lower_ for c in children(above, "mark")} if verb.dep_ == "conj" else set()
    return above.tag_ == verb.tag_ and bool(marks & {"if", "unless"}) and child(verb, "nsubj") is None


def _is_asked_for(verb: Token, lexicon: Lexicon) -> bool:
    """'demanded that X declare a truce': what X is to say; 'insists that they deny it' tells what is so."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and child(verb, "nsubj", "aux") is None:
        # 'that X disarm and accept it'
        return _is_asked_for(verb.head, lexicon)
    doer, noun = child(verb, "nsubj"), verb.head.pos_ == "NOUN"
    clause = verb.dep_ == "ccomp" or (noun and verb.dep_ == "acl")
    if not clause or doer is None or verb.lower_ != verb.lemma_ or child(verb, "aux") is not None:
        return False
    # 'its demand that X accept it'
    cues = lexicon.cues.get((lemma(verb.head), "noun" if noun else "verb"), ())
    taking = [c for c in cues if any(f.complement == "clause" for f in c.frames)]
    asking = [lexicon.illocutions[c.illocution].attitude == "callsFor" for c in taking]
    return any(asking) if doer.tag_ in {"NN", "NNP"} else bool(asking) and all(asking)


def _looks_back(modal: Token, below: Iterable[Token], lexicon: Lexicon) -> bool:
    """Whether 'would' tells what was done afterwards: 'she would later say'."""
    return modal.lower_ == "would" and any(c.lower_ in lexicon.words["afterwards"] for c in below)


def _short_of(prep: Token) -> Token:
    """The verb above a preposition: 'stopped short of calling', 'refrained from condemning'."""
    above = prep.head
    return above.head if above.lower_ == "short" else above


def _words_at(cue: Cue, verb: Token) -> Tokens | None:
    """The tokens of a cue's further words around its verb; None when one is missing."""
    found = [verb]
    if len(cue.words) == 1:
        return cover(found)
    near = children(verb, "prt", "acomp", "oprd", "dobj", "prep", "ccomp", "advmod", "attr", "npadvmod")
    near += [term for term, _ in terms_behind(children(verb, "dobj"))]
    for word in cue.words[1:]:
        match = next(
            (
                t
                for c in near
                for t in (c, *dependents(c))
                if word in {t.lower_, lemma(t)} and abs(t.i - verb.i) <= MAX_CUE_GAP
            ),
            None,
        )
        if match is None:
            return None
        found.append(match)
    return cover(found)


def _attribution(
    verb: Token, words: Tokens, cue: Cue, frame: Frame, sources: tuple[Token, ...], lexicon: Lexicon
) -> Attribution | None:
    slots = slots_of(verb, frame, lexicon.illocutions[cue.illocution].attitude)
    filled = fill(slots, lexicon)
    if filled is None or not filled[0]:
        return None
    contents, addressees = filled
    others = {t.i for t in (*addressees, *slots.about)}
    sources = tuple(s for s in sources if s.i not in others)
    if not sources:
        return None
    telling = cue.illocution in lexicon.neutral and lemma(verb) not in lexicon.words["apologising"]
    named = not cue.weak and cue.illocution not in lexicon.neutral
    sure = (
        _is_ruling(verb, sources, lexicon)
        or frame.complement in {"figure", "none"}
        or _addressing(verb, lexicon) is not None
        or (named and (bool(gapped(verb)) or is_comment(verb.head, lexicon)))
        or (not telling and goes_on_from_saying(verb, lexicon))
    )
    # 'was accused by X of Y': the parser hangs Y under X.
    below = any(s.is_ancestor(contents[0].head) for s in slots.by)
    return framed(
        words,
        cue.illocution,
        sources,
        contents,
        addressees,
        slots.about,
        weak=cue.weak,
        sure=sure or below,
    )


def _is_ruling(verb: Token, sources: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a court decides something by saying so: 'the court upheld the ban', unlike 'the fans did'."""
    bench = lexicon.words["bench"]
    return lemma(verb) in lexicon.words["ruling"] and any(lemma(s) in bench for s in sources)


def _named_act(verb: Token, illocution: str, lexicon: Lexicon) -> str:
    """'In an ultimatum, X told Y to': a phrase that names an act of the same attitude says which it is."""
    attitude = lexicon.illocutions[illocution].attitude
    for _, item in prepositional(verb, {"in", "as"}):
        for cue in lexicon.cues.get((lemma(item), "noun"), ()):
            same = lexicon.illocutions[cue.illocution].attitude == attitude
            if same and cue.illocution not in lexicon.neutral:
                return cue.illocution
    return illocution
