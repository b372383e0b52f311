"""Acts that are named and were not done: taken back, put off, wanted of others, or nobody's who is named."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import (
    agents,
    child,
    children,
    is_infinitive,
    is_passive,
    lemma,
    prepositional,
    text_before,
)
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.cue_verbs import is_unreal
from kg.knowledge.lexicon import Lexicon

#: The prepositions of a noun of saying that says nothing of whose it is ('left amid calls for').
_CIRCUMSTANCES = frozenset({"amid", "amidst", "under", "after", "following", "despite", "before", "since"})
#: Where something is told that a place does not tell ('were reported in Peru').
_WHERE = frozenset({"in", "near", "at", "across", "around", "throughout", "from", "between"})
#: Acts of telling and thinking, which are done anywhere.
_TOLD = frozenset({"Claim", "Report", "Announcement", "Opinion"})
#: Who would be everybody who did it ('Anyone who refuses').
_WHOEVER = frozenset({"anyone", "anybody", "whoever", "anything"})
#: Participles of what others say that stand behind a noun ('a tape said to be old').
_HELD = frozenset({"said", "believed", "thought", "reported", "known", "understood", "alleged"})


def is_unsaid(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether the act of an attribution is named and not done, or not by those given for it.

    'withdrew its demand', 'put off announcing it', 'efforts to win support from X', 'anyone who refuses', 'X
    faces charges of Y', 'X left amid criticism of Y', 'is said to be held by X'.
    """
    if any(s.lower_ in _WHOEVER for s in attribution.sources):
        return True
    return (
        _is_taken_back(attribution, lexicon)
        or _is_of_no_owner(attribution, lexicon)
        or _is_sought(attribution, lexicon)
        or _is_agent_of_another(attribution)
        or _is_held_by_others(attribution)
    )


def is_disowned(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word stands in the clause of a saying that nobody is reported to have said.

    'retracted his claim that police killed two', 'a paper that seldom says that troops attacked'.
    """
    for clause in (token, *token.ancestors):
        above = clause.head
        if (
            clause.dep_ not in {"acl", "ccomp", "relcl", "pcomp"}
            or child(clause, "nsubj", "nsubjpass") is None
        ):
            continue
        if above.pos_ == "NOUN" and (lemma(above), "noun") in lexicon.cues:
            back = lemma(above.head) in lexicon.words["retracting"]
            if back and above.dep_ in {"dobj", "nsubjpass"} and child(clause, "mark") is not None:
                return True
        elif (lemma(above), "verb") in lexicon.cues and clause.dep_ == "ccomp" and is_unreal(above, lexicon):
            return True
    return False


def _is_taken_back(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'withdrew its demand', 'reversed plans to', 'delayed announcing the results'."""
    head, back = attribution.head, lexicon.words["retracting"]
    if attribution.illocution in {"Rejection", "Denial", "Announcement"} and head.tag_ != "VBG":
        return False
    verbs = [t for t in attribution.cue if t.pos_ == "VERB"]
    if head.pos_ == "NOUN" and head.dep_ == "dobj":
        verbs.append(head.head)
    if head.tag_ == "VBG" and head.dep_ in {"xcomp", "dobj", "ccomp"}:
        return lemma(head.head) in back
    if lemma(head) == "hint" or any(lemma(t) == "hint" for t in attribution.cue):
        # 'dropped a hint that' gives one.
        return False
    acted = head.pos_ == "NOUN" or any(t.pos_ == "NOUN" for t in attribution.cue)
    return acted and any(lemma(t) in back for t in verbs)


def _noun_of(attribution: Attribution) -> Token | None:
    """The noun of saying in a cue."""
    head = attribution.head
    return head if head.pos_ == "NOUN" else None


def _is_of_no_owner(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'faces charges of', 'left amid criticism of': it is not the subject's, nor anybody's who is named."""
    noun = _noun_of(attribution)
    if noun is None or child(noun, "poss") is not None:
        return False
    words = attribution.source_tokens
    own = any(noun.is_ancestor(s) for s in words)
    by = any(s.head.lower_ in {"by", "from", "among"} for s in attribution.sources)
    if own or by:
        return False
    if noun.dep_ == "dobj" and lemma(noun.head) == "face":
        return True
    prep = noun.head.lower_ if noun.dep_ == "pobj" else ""
    if noun.head.dep_ == "pcomp" or prep in _CIRCUMSTANCES:
        return prep in _CIRCUMSTANCES
    # 'left after his indictment on charges of', unlike 'jailed him on charges of'
    above = noun.head.head
    return prep == "on" and lemma(noun) in lexicon.words["summing"] and above.pos_ == "NOUN"


def _is_sought(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'efforts to win support from X': X has not given it."""
    noun = _noun_of(attribution)
    verb = noun.head if noun is not None and noun.dep_ == "dobj" else None
    if verb is None or not is_infinitive(verb) or not _is_gain(verb, lexicon):
        return False
    return lemma(verb.head) not in lexicon.words["aspectual"]


def _is_gain(verb: Token, lexicon: Lexicon) -> bool:
    return lemma(verb) in lexicon.words["having"] | lexicon.words["evoke"]


def _is_agent_of_another(attribution: Attribution) -> bool:
    """'is expected to be replaced by X', 'outages were reported in X': X expects and reports nothing."""
    head, words = attribution.head, attribution.source_tokens
    if not is_passive(head) or not words or words[0].i <= head.i or words[0].i == 0:
        return False
    before = words[0].nbor(-1)
    told = attribution.illocution in _TOLD
    if told and before.lower_ in _WHERE and words[0].ent_type_ in {"GPE", "LOC", "FAC"} and not agents(head):
        # 'was condemned in Lima' is what those there say.
        return True
    # Unlike 'was praised as a step designed to bring peace by X'
    done = before.nbor(-1)
    passive = done.i > head.i and done.tag_ == "VBN" and child(done, "auxpass") is not None
    return told and before.lower_ == "by" and passive and any(c.tag_ == "TO" for c in children(done, "aux"))


def _is_held_by_others(attribution: Attribution) -> bool:
    """'A tape said to be old was sold', 'The firm, considered a risk by X, was sold'."""
    head, sources = attribution.head, attribution.sources
    if head.tag_ not in {"VBN", "VBD"} or child(head, "aux", "auxpass") is not None or not sources:
        return False
    before = all(s.i < head.i for s in sources)
    after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
    held = head.lower_ in _HELD and after.tag_ == "TO" and after.dep_ == "aux"
    if before and held and child(after.head, "ccomp") is None:
        # unlike 'reported to police that'
        return True
    if head.dep_ == "ROOT" or child(head, "nsubj") is not None:
        # 'X, an ally of Y, called the raid a crime, planned by Z'
        return False
    labelled = attribution.illocution in {"Label", "Opinion"} and text_before(head) in {",", "-", "–", "—"}
    by = any(p.i > head.i for p, _ in prepositional(head, {"by"})) or bool(children(head, "agent"))
    by |= any(t.lower_ == "by" for t in attribution.content_tokens)
    return before and labelled and by and any(t.text == "," for t in attribution.content_tokens)
