"""In which mode a clause speaks of what it names: as having happened, to come, possible or ruled out."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import children, definite, dependents, is_infinitive, lemma, negated
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon
from kg.model import Mode

#: Auxiliaries that say that something is to come, and those that leave open whether it happens.
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_POSSIBLE = frozenset({"would", "could", "can", "may", "might", "should", "must", "'d", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest"})
#: Prepositions that bring what has been before.
OCCASIONS = frozenset({"after", "following", "amid", "since"})
#: How a noun or verb hangs under what may take back that it happened.
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "acl"})


def clause_mode(lexicon: Lexicon, verb: Token) -> Mode:
    """The mode of a verb's own clause, as negation, auxiliaries and conjunctions have it.

    An infinitive is hypothetical, unless it stands under a verb that says it happens ('continued to send',
    'prompted X to leave').
    """
    if negated(verb):
        return "negated"
    for c in dependents(verb):
        if c.dep_ in {"aux", "auxpass"}:
            if c.lower_ in _FUTURE:
                return "future"
            if c.lower_ in _POSSIBLE:
                # 'could be heard' is a report of what was heard.
                heard = c.lower_ in {"could", "can"} and lemma(verb) in lexicon.words["perception"]
                return "actual" if heard else "hypothetical"
            if c.lower_ == "to":
                return _infinitive(lexicon, verb)
        if c.dep_ == "mark" and c.lower_ in _CONDITIONS:
            return "hypothetical"
    above = verb.head
    # The tagger may take the second bare verb for a present tense.
    bare = {"VB", "VBN"} | ({"VBP"} if above.tag_ == "VB" else set())
    if verb.dep_ == "conj" and verb.tag_ in bare and above.pos_ == "VERB" and not _has_own(verb):
        # 'will visit Arland and meet X', 'may be freed and expelled'
        return clause_mode(lexicon, above)
    return "actual"


def _has_own(verb: Token) -> bool:
    """Whether a coordinated verb has an auxiliary or a subject of its own."""
    return bool(children(verb, "aux", "auxpass", "nsubj", "nsubjpass"))


def _infinitive(lexicon: Lexicon, verb: Token) -> Mode:
    above = verb.head
    if verb.dep_ == "ccomp" and lemma(above) in lexicon.words["prompting"] and above.i < verb.i:
        # 'caused the bridge to collapse'
        return clause_mode(lexicon, above)
    if verb.dep_ == "xcomp" and above.pos_ in {"VERB", "AUX"} and above.i != verb.i:
        if lemma(above) in lexicon.words["implicative"] | lexicon.words["prompting"]:
            return clause_mode(lexicon, above)
        if lemma(above) in lexicon.words["scheduled"]:
            return "future" if clause_mode(lexicon, above) == "actual" else "hypothetical"
    return "hypothetical"


def mode_above(lexicon: Lexicon, token: Token) -> Mode:
    """The mode that what stands above a token in its sentence gives it: wishes, plans, fears, negation."""
    current = token
    while current.head.i != current.i:
        relation, above = current.dep_, current.head
        occasion = relation == "prep" and current.lower_ in OCCASIONS and token.pos_ == "NOUN"
        # 'urged them to stop after a day of fighting'; what comes after what is to come is to come.
        if occasion and (above.pos_ not in {"VERB", "AUX"} or clause_mode(lexicon, above) != "future"):
            return "actual"
        of = relation == "prep" and current.lower_ == "of"
        charged = relation == "prep" and current.lower_ in {"of", "with"}
        charged = charged and token.dep_ == "pcomp" and token.head.i == current.i
        if charged and lemma(above) in lexicon.words["charge"]:
            # 'charged with killing X', 'on charges of killing X', but not 'the trial of a man who killed X'
            return "hypothetical"
        complement = (of or relation in _COMPLEMENTS) and not has_ended(lexicon, current, token)
        if complement and lemma(above) in lexicon.words["opaque"]:
            implied = is_infinitive(current) and lemma(above) in lexicon.words["implicative"]
            if not implied:
                return "hypothetical"
        told = relation == "ccomp" or (relation == "dobj" and token.dep_ == "acl")
        if told and token.pos_ == "VERB" and is_told(lexicon, above):
            return "hypothetical"
        if relation == "relcl" and token.pos_ == "VERB" and _is_past(token) and _is_certain(current):
            # 'the end of a summit where they imposed a ban'
            return "actual"
        if relation == "acl" and current is token and token.tag_ == "VBN" and definite(above):
            # 'The treaty, signed by both, would help'
            return "actual"
        if above.pos_ in {"VERB", "AUX"}:
            if relation in {"conj", "parataxis"} and token.pos_ == "VERB":
                return "actual"
            if relation in {"advcl", "relcl"} and token.pos_ == "VERB":
                conditional = any(c.lower_ in _CONDITIONS for c in children(current, "mark"))
                return "hypothetical" if conditional else "actual"
            if relation not in {"advcl", "relcl"} and (mode := clause_mode(lexicon, above)) != "actual":
                return mode
        current = above
    return "actual"


def is_told(lexicon: Lexicon, verb: Token) -> bool:
    """'The jury heard that X had hidden it': somebody unnamed says so to a court, which does not."""
    hearing = lexicon.words["hearing"]
    return lemma(verb) == "hear" and any(lemma(subject) in hearing for subject in subjects(verb))


def has_ended(lexicon: Lexicon, top: Token, noun: Token) -> bool:
    """'ending two days of clashes': they went on, whoever ends them, and of this `top` tells how long."""
    return top.i != noun.i and top.dep_ == "dobj" and lemma(top.head) in lexicon.words["ending"]


def _is_certain(clause: Token) -> bool:
    """Whether a relative clause tells something of what is there: of a name, or where something was done.

    Not 'no one who attacked', 'a country that attacked would'.
    """
    where = any(c.lower_ in {"where", "when"} for c in children(clause, "advmod"))
    noun = clause.head
    refused = any(c.lower_ in {"no", "any"} for c in children(noun, "det"))
    return (where and not refused) or (noun.pos_ == "PROPN" and noun.dep_ != "attr")


def _is_past(verb: Token) -> bool:
    """Whether a clause tells what was done: 'imposed', 'had imposed', 'was imposed'."""
    first = next((c for c in dependents(verb) if c.dep_ in {"aux", "auxpass"}), verb)
    return first.tag_ == "VBD" and all(c.lower_ not in _CONDITIONS for c in children(verb, "mark"))


def mode_of(lexicon: Lexicon, verb: Token) -> Mode:
    """The mode of a verb: of its own clause, else what stands above."""
    own = clause_mode(lexicon, verb)
    return own if own != "actual" else mode_above(lexicon, verb)
