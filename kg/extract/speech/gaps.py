"""What a verb acts on that stands before it: the noun above its relative clause, or what 'which' takes up."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import (
    SUBJECTS,
    child,
    children,
    in_order,
    is_infinitive,
    is_passive,
    is_plural,
    lemma,
    objects,
    text_before,
)
from kg.extract.speech.attribution import Content
from kg.knowledge.lexicon import Lexicon

#: What is turned down or denied may be what was said before ('Sofia has turned that down').
ANSWERING = frozenset({"denies", "refuses"})

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_TIMES = frozenset({"day", "night", "week", "month", "year", "time", "moment", "hour"})


def acted_on(verb: Token) -> list[Token]:
    """The objects of a verb, or what it acts on from inside a relative clause.

    In 'promised to close it, a plan that X denounced' the plan is no object, whatever the parser says.
    """
    said = children(verb, "xcomp", "ccomp")
    own = [
        t
        for t in objects(verb)
        if text_before(t.left_edge) != "," or not any(verb.i < c.i < t.left_edge.i for c in said)
    ]
    return own or gapped(verb)


def gapped(verb: Token) -> list[Token]:
    """What a verb in a relative clause acts on: 'a charge the army denies', 'an idea that X rejected'."""
    noun = verb.head
    if verb.dep_ not in {"relcl", "acl"} or verb.tag_ == "VBG" or is_infinitive(verb) or is_passive(verb):
        return []
    own = child(verb, "nsubj")
    if own is None or own.lower_ in _RELATIVES or noun.i > verb.i:
        return []
    full = child(verb, "dobj", "dative", "ccomp", "xcomp") is not None
    stranded = any(p.n_rights == 0 for p in children(verb, "prep"))
    return [] if full or stranded or noun.pos_ not in {"NOUN", "PROPN", "PRON"} else [noun]


def taken_up_by_which(verb: Token, attitude: str) -> list[Token]:
    """The clause that 'which' takes up: in 'was accused of bribing X, which he denied' the bribing, not X."""
    which, above = child(verb, "dobj"), verb.head
    if which is None or which.lower_ != "which" or which.i > verb.i or above.i > which.i:
        return []
    if above.pos_ in {"VERB", "AUX"}:
        return [next((t for t in _told_under(above) if above.i < t.i < which.i), above)]
    while above.dep_ in {"dobj", "pobj", "prep"} and attitude in ANSWERING:
        above = above.head
    return [above] if above.dep_ == "pcomp" and above.pos_ == "VERB" else []


def summed_up(verb: Token, lexicon: Lexicon) -> Content | None:
    """'X said that it was rigged, a charge the army denies': what X said is what the army denies.

    Only what somebody is told to say: 'He was jailed, a charge he denies' does not deny the jailing.
    """
    noun = verb.head
    first = noun.left_edge
    if verb.dep_ not in {"relcl", "acl"} or not sums_up(noun, lexicon) or text_before(first) != ",":
        return None
    above = noun.head
    while above.pos_ != "VERB" and above.dep_ in {"dobj", "pobj", "prep", "attr", "acomp"}:
        above = above.head
    while above.dep_ == "conj" and above.head.pos_ in {"VERB", "AUX"}:
        above = above.head
    clause = next((t for t in _told_under(above) if above.i < t.i < first.i), above)
    teller = clause.head if clause.dep_ == "ccomp" else clause.head.head
    if clause.dep_ not in {"ccomp", "pcomp"} or teller.i > clause.i or not _tells(teller, lexicon):
        return None
    mark = child(clause, "mark")
    start = mark.i + 1 if mark is not None else teller.i + 1
    said = in_order(t for t in clause.subtree if start <= t.i < first.i - 1)
    return Content(clause, said) if clause in said else None


def sums_up(noun: Token, lexicon: Lexicon) -> bool:
    """'a charge', 'allegations'."""
    articles = {c.lower_ for c in children(noun, "det")}
    some = articles & {"a", "an"} or (is_plural(noun) and not articles)
    return noun.pos_ == "NOUN" and lemma(noun) in lexicon.words["summing"] and bool(some)


def _tells(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb says what its clause does, and does not deny it."""
    cues = lexicon.cues.get((lemma(verb), "verb"), ())
    return any(lexicon.illocutions[cue.illocution].attitude not in ANSWERING for cue in cues)


def _told_under(verb: Token) -> list[Token]:
    """The clauses that a verb tells: 'said that it was rigged', 'accused X of bribing Y'."""
    return [*children(verb, "ccomp"), *(o for p in children(verb, "prep") for o in children(p, "pcomp"))]


def called_so(verb: Token) -> Token | None:
    """'a step the union called a betrayal': the parser takes what it is called for the object."""
    own, label, noun = child(verb, "nsubj"), child(verb, "dobj"), verb.head
    if verb.dep_ != "relcl" or own is None or label is None or child(verb, "oprd", "dative") is not None:
        return None
    # 'the day the union called a strike'
    timed = noun.ent_type_ in {"DATE", "TIME"} or lemma(noun) in _TIMES
    relative = own.lower_ in _RELATIVES or label.lower_ in _RELATIVES
    return None if timed or relative or not noun.i < own.i < verb.i < label.i else label


def before_semicolon(phrase: Token, source: Token) -> tuple[Token, ...]:
    """'Ten died, according to X; Y denies it': the clause before the phrase is all that X says.

    Nothing where no semicolon stands behind the source or no clause before the phrase.
    """
    doc, sentence = phrase.doc, phrase.sent
    if all(t.text != ";" for t in doc[source.i + 1 : sentence.end]):
        return ()
    start = next((t.i + 1 for t in reversed(doc[sentence.start : phrase.i]) if t.text == ";"), sentence.start)
    end = phrase.i - 1 if doc[phrase.i - 1].text == "," else phrase.i
    words = tuple(doc[start:end])
    return words if any(t.dep_ in SUBJECTS for t in words) else ()
