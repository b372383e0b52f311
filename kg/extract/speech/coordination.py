"""Acts of saying one after the other: 'said that X and accused Y', where the second has no subject."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import child, children, is_infinitive, lemma
from kg.extract.speech.attribution import NEUTRAL
from kg.extract.subjects import detached_from, share_before
from kg.knowledge.lexicon import Lexicon

#: Acts that a clause may well report of its own subject: 'said X had announced it and added'.
_PLAIN = NEUTRAL | {"Label", "Recognition", "Offer"}
#: Verbs that tell how somebody is, after which no act of his is told.
_STATES = frozenset({"be", "have", "remain"})
_PRONOUNS = frozenset({"it", "this", "that", "there"})


def resumed_from(verb: Token, lexicon: Lexicon) -> Token | None:
    """The verb of saying that a coordinated one goes on from, although the parser hung it in what is said.

    'said the fighting was a threat and blamed Y', 'told Z that X was a lie, and accused Y': who said the
    first does the second, unless its own clause has somebody who could ('said the minister left and urged').
    """
    if (above := detached_from(verb)) is not None:
        if _is_act(verb, lexicon):
            return _topmost(above, lexicon)
        return None if _shares_auxiliary(verb, lexicon) else above
    trailing = verb.dep_ == "advcl" and verb.tag_ == "VBG" and _is_set_off(verb)
    if verb.dep_ != "conj" and not trailing:
        return None
    if verb.pos_ != "VERB" or not _is_act(verb, lexicon, trailing=trailing):
        return None
    clause = verb.head
    while clause.dep_ == "conj" and clause.head.pos_ in {"VERB", "AUX"}:
        clause = clause.head
    cue = _topmost(clause.head, lexicon)
    while clause.head.i != cue.i:
        clause = clause.head
    if clause.dep_ != "ccomp" or not cue.i < clause.i < verb.i or (lemma(cue), "verb") not in lexicon.cues:
        return None
    if child(verb, "nsubj", "nsubjpass", "mark") is not None or share_before(verb) is not None:
        return None
    if trailing:
        # 'said it was over, accusing Y': 'it' is who speaks, or nobody.
        own = child(clause, "nsubj", "nsubjpass")
        alike = own is None or own.pos_ == "PRON"
        return cue if alike or not _speaks(clause, lexicon) else None
    # A bare participle is a past tense that the parser has not seen ('had been fair and invited X').
    alike = _tense(verb) == _tense(cue) or (_tense(verb), _tense(cue)) == (("VBN",), ("VBD",))
    if not alike:
        return None
    return cue if _is_set_off(verb) or not (_speaks(clause, lexicon) and _is_doing(clause, verb)) else None


def opened_again(clause: Token) -> list[Token]:
    """'that it was right when he left and that it is wrong': the parser joins the second to the leaving."""
    below = children(clause, "advcl") if clause.pos_ in {"VERB", "AUX"} else []
    found = (c for b in below if not _has_that(b) for c in children(b, "conj"))
    return [c for c in found if _has_that(c)]


def _has_that(clause: Token) -> bool:
    return any(c.lower_ == "that" for c in children(clause, "mark"))


def is_saying(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb is by itself a cue of some act of saying."""
    acts = lexicon.cues.get((lemma(verb), "verb"), ())
    return any(len(act.words) == 1 and not act.weak for act in acts)


def _shares_auxiliary(verb: Token, lexicon: Lexicon) -> bool:
    """'said the blast had killed two and injured six': the auxiliary stands once, and the blast did both."""
    had = any(c.lower_ == "had" for c in children(verb.head, "aux"))
    return had and verb.lower_.endswith("ed") and not (is_saying(verb, lexicon) or _is_set_off(verb))


def goes_on_from_saying(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb is an act of whoever said the clause beside it ('said it was safe and urged X to')."""
    return verb.dep_ == "conj" and _is_act(verb, lexicon) and resumed_from(verb, lexicon) is not None


def _topmost(cue: Token, lexicon: Lexicon) -> Token:
    """The saying above what says something without words: 'said the deaths showed that X, and called for'."""
    while cue.dep_ == "ccomp" and (lemma(cue.head), "verb") in lexicon.cues and not _speaks(cue, lexicon):
        cue = cue.head
    return cue


def _is_act(verb: Token, lexicon: Lexicon, *, trailing: bool = False) -> bool:
    """Whether a verb is a cue of an act that only somebody who speaks does."""
    if lemma(verb) in lexicon.words["apologising"]:
        return True
    cues = lexicon.cues.get((lemma(verb), "verb"), ())
    plain = _PLAIN - {"Label"} if trailing else _PLAIN
    if any(not cue.weak and cue.illocution not in plain for cue in cues):
        return True
    offers = any(cue.illocution == "Offer" for cue in cues) and lemma(verb.head) in _STATES
    if offers and any(is_infinitive(c) for c in children(verb, "xcomp")):
        # 'was worried and offered to mediate', unlike 'had met X and offered to'
        return True
    # 'ordered residents to leave', unlike 'ordered an inquiry'
    told = child(verb, "dobj") is not None and any(is_infinitive(c) for c in children(verb, "xcomp"))
    told |= any(is_infinitive(c) and child(c, "nsubj") is not None for c in children(verb, "ccomp"))
    return told and any(cue.illocution == "Demand" for cue in cues)


def _tense(verb: Token) -> tuple[str, ...]:
    return (verb.tag_, *(c.lemma_ for c in children(verb, "aux", "auxpass")))


def _is_doing(clause: Token, verb: Token) -> bool:
    """Whether a clause tells a deed in the tense of a verb that may go on from it.

    Not so in 'said X was old and urged', 'demanded that X leave and threatened', 'said X would go and asked'.
    """
    # 'had visited the camp and promised aid': the auxiliary stands once.
    perfect = any(c.lemma_ == "have" for c in children(clause, "aux"))
    return lemma(clause) not in _STATES and (perfect or verb.tag_ == "VBN" or _tense(clause) == _tense(verb))


def _is_set_off(verb: Token) -> bool:
    """Whether a comma stands before the conjunction ('X was a lie, and accused')."""
    joint = verb.left_edge.i - 1
    while joint > 0 and verb.doc[joint].dep_ == "cc":
        joint -= 1
    return verb.doc[joint].text == ","


def _speaks(clause: Token, lexicon: Lexicon) -> bool:
    """Whether the subject of a clause may say something itself: a name, a person, a body."""
    own = child(clause, "nsubj", "nsubjpass")
    if own is None:
        return False
    return (
        own.pos_ == "PROPN" or (own.pos_ == "PRON" and own.lower_ not in _PRONOUNS) or may_speak(own, lexicon)
    )


def may_speak(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is for somebody who can say something: a group, who has an office, a body."""
    word = lemma(noun)
    return word in lexicon.bodies or any(word in lexicon.words[k] for k in ("group", "occupation", "own"))
