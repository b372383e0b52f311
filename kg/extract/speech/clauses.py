"""A clause as the content rules see it: what it says of whom, in which mood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.phrases import (
    OPENING,
    SELF,
    SUBJECTS,
    agents,
    child,
    children,
    dependents,
    is_infinitive,
    is_nobody,
    is_passive,
    lemma,
    negated,
    text_after,
)
from kg.extract.speech.attribution import Content
from kg.knowledge.lexicon import Lexicon

_PREDICATIVE = ("acomp", "attr", "oprd")
#: Prepositions of what something is not.
_OUTSIDE = frozenset(
    {"against", "about", "for", "with", "before", "after", "from", "since", "until", "to", "by", "between"}
)
#: Verbs that say what their subject is; those that do by an object or a to-phrase are lex:amounting.
_COPULAS = frozenset(
    {"be", "remain", "become", "seem", "look", "find", "consider", "stand", "stay", "feel", "appear", "prove"}
)
_TENTATIVE = frozenset({"may", "might", "could"})
_COMPARING = frozenset({"JJR", "RBR"})
#: Word lists of the lexicon whose nouns tell what something is and do not judge it.
_CONCRETE = ("group", "occupation", "own", "hardware", "weapon")
_MARKS = frozenset('“"‘«')
_PEOPLE = ("group", "occupation", "own")
#: Prepositions of a term ('by Friday', 'within a week').
_TERMS = frozenset({"by", "within", "before", "until", "till"})


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """What the content rules ask of a clause.

    `words` are the lemmas of its verbs and their adverbs, `predicates` of what its subject is said to be,
    `forms` all its words as they stand. `voices` are the values of lex:contentVoice that it has.
    """

    head: Token
    verbal: bool
    subject: Token | None
    words: frozenset[str]
    predicates: frozenset[str]
    modals: frozenset[str]
    voices: frozenset[str]
    forms: frozenset[str]


def clause_of(content: Content, lexicon: Lexicon) -> Clause:
    """The clause that a content is: 'X has always said we are ready' is 'we are ready'."""
    outer = innermost(content.head, lexicon)
    forms = frozenset(_plain(t) for t in content.tokens)
    verbal = outer.pos_ in {"VERB", "AUX"}
    if not verbal:
        voices = frozenset(_nominal_voices(outer, lexicon))
        named = frozenset(_of_phrase(outer, content))
        return Clause(outer, False, None, frozenset({lemma(outer)}), named, frozenset(), voices, forms)
    head, modals = _deed(outer, lexicon)
    words = {lemma(head)}
    words |= {lemma(c) for c in children(head, "xcomp") if lemma(head) in lexicon.words["phasal"]}
    words |= {c.lower_ for c in children(head, "advmod")}
    return Clause(
        head=head,
        verbal=True,
        subject=_singled_out(outer) or _subject(outer),
        words=frozenset(words),
        predicates=frozenset(_predicates(head, lexicon)),
        modals=modals,
        voices=frozenset(_voices(outer, head, modals, lexicon)),
        forms=forms,
    )


def _nominal_voices(head: Token, lexicon: Lexicon) -> Iterator[str]:
    """The voices of a content that is no clause."""
    yield from ("nominal", "asserted", "negated" if negated(head) else "affirmed")
    if any(c.lower_ in {"a", "an"} for c in children(head, "det")):
        yield "classifying"
    if _has_term(head, lexicon):
        yield "term"
    if _is_marked(head):
        yield "marked"


def innermost(head: Token, lexicon: Lexicon) -> Token:
    """The clause in which a speaker quotes himself."""
    cues = lexicon.cues.get((lemma(head), "verb"), ())
    proving = lemma(head) in lexicon.words["proving"]
    clause = child(head, "ccomp") if proving or any(c.illocution == "Claim" for c in cues) else None
    teller = child(head, "nsubj")
    if teller is not None and children(teller, "poss"):
        # 'my father says I sold him'
        return head
    told = clause is not None and teller is not None and teller.lower_ in {"this", "that", "it"}
    if proving:
        return clause if told and clause is not None else head
    subject = child(clause, "nsubj") if clause is not None else None
    return clause if clause is not None and subject is not None and subject.lower_ in SELF else head


def _deed(head: Token, lexicon: Lexicon) -> tuple[Token, frozenset[str]]:
    """What is done, and the modals of it: 'is going to leave' has 'will', 'was to leave' has 'is to'."""
    modals = frozenset(_plain(c) for c in children(head, "aux") if c.tag_ == "MD")
    going = head.lower_ == "going"
    if going or _is_scheduled(head, lexicon):
        done = next((c for c in children(head, "xcomp") if is_infinitive(c)), None)
        if done is not None:
            return done, modals | {"will" if going else "is to"}
    return head, modals


def _plain(token: Token) -> str:
    """A word in lower case with a straight apostrophe ('’ll' is "'ll")."""
    return token.lower_.replace("’", "'")


def _is_scheduled(head: Token, lexicon: Lexicon) -> bool:
    """'is to leave', unlike 'the aim is to leave'."""
    subject = child(head, *SUBJECTS)
    if head.lemma_ != "be" or subject is None or child(head, "acomp", "attr", "aux", "prep") is not None:
        return False
    named = lemma(subject)
    if subject.dep_ in {"csubj", "csubjpass"}:
        # 'what we owe them is to be honest'
        return False
    return named not in lexicon.words["purpose"] and (named, "noun") not in lexicon.cues


def _subject(verb: Token) -> Token | None:
    """The grammatical subject, the one before where verbs share it ('regretted it and was cooperating')."""
    own = child(verb, *SUBJECTS, "expl")
    while own is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
        own = child(verb, *SUBJECTS, "expl")
    return own if own is not None and own.dep_ != "expl" else None


def _singled_out(head: Token) -> Token | None:
    """Who does it in 'it was X that attacked'."""
    own, named = child(head, "nsubj"), child(head, "attr")
    if head.lemma_ != "be" or own is None or own.lower_ != "it" or named is None:
        return None
    clauses = [*children(named, "relcl"), *children(head, "ccomp", "advcl")]
    opened = any(c.lower_ in {"that", "who"} and c.dep_ in SUBJECTS for v in clauses for c in dependents(v))
    return named if opened else None


def _of_phrase(head: Token, content: Content) -> Iterator[str]:
    """What a phrase that is no clause says of something: its adjectives, and itself in quotation marks."""
    alone = head.pos_ == "ADJ" or head.dep_ == "ROOT" or any(t.text in OPENING for t in content.tokens)
    if alone:
        yield lemma(head)
    yield from (lemma(t) for t in children(head, "amod", "conj") if t.pos_ == "ADJ")
    if alone:
        # 'a "witch hunt"'
        yield from (lemma(t) for t in children(head, "compound"))


def _predicates(head: Token, lexicon: Lexicon) -> Iterator[str]:
    """The lemmas of what a clause says that its subject is: 'an act of terror', 'in danger'."""
    named: list[Token] = []
    if is_passive(head):
        # 'he was disappointed'
        yield head.lower_
    if lemma(head) in lexicon.words["amounting"]:
        named += children(head, "dobj")
        named += [i for p in children(head, "prep") if p.lower_ == "to" for i in children(p, "pobj")]
    elif head.lemma_ in _COPULAS and (child(head, "expl") is None or negated(head)):
        named += children(head, *_PREDICATIVE)
        # 'is in danger', but 'is against war' and 'is on its way' say what something is not.
        preps = (p for p in children(head, "prep") if p.lower_ not in _OUTSIDE)
        named += [i for p in preps for i in children(p, "pobj") if i.lower_ != "way"]
    for token in named:
        if lemma(token) in lexicon.words["kind"]:
            named += [i for p in children(token, "prep") if p.lower_ == "of" for i in children(p, "pobj")]
        named += children(token, "conj", "appos")
        yield from (_said_to_be(t) for t in (token, *children(token, "amod")))


def _said_to_be(token: Token) -> str:
    """The lemma of what something is said to be; a participle ('closed') is no adjective ('close')."""
    return token.lower_ if token.tag_ == "VBN" else lemma(token)


def _voices(outer: Token, head: Token, modals: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    described = children(head, *_PREDICATIVE)
    denied = any(negated(t) for t in {outer.i: outer, head.i: head}.values())
    denied = denied or any(is_nobody(t) or any(n.i < t.i for n in children(t, "neg")) for t in described)
    yield "negated" if denied else "affirmed"
    if not modals:
        yield "asserted"
    if is_passive(head):
        yield "passive"
        if not agents(head):
            yield "agentless"
    leading = [head, *children(head, "acomp")] if not _is_given_time(head) else []
    if any(is_infinitive(c) for t in leading for c in children(t, "xcomp")):
        yield "future"
    if head.tag_ == "VBG" and any(c.lemma_ == "be" for c in children(head, "aux")):
        yield "progressive"
    if _is_imperative(head):
        yield "imperative"
    if head.tag_ == "VBD" or any(
        c.lower_ in {"did", "had", "have", "has", "'ve"} for c in children(head, "aux")
    ):
        yield "past"
    if any(_is_requested(c, lexicon) for c in children(head, "ccomp", "xcomp")):
        yield "requesting"
    if _is_subjunctive(head, lexicon):
        yield "subjunctive"
    if _has_term(head, lexicon):
        yield "term"
    if any(_is_unmet(c) for c in children(head, "advcl")):
        yield "unmet"
    if any(
        c.lower_ in {"a", "an"} for t in described if not _is_concrete(t, lexicon) for c in children(t, "det")
    ):
        yield "classifying"
    if child(head, "expl") is None and any(_is_marked(t) for t in described):
        yield "marked"
    perfect = any(c.lemma_ == "have" for c in children(head, "aux"))
    if not perfect:
        yield "simple"
    if _singled_out(head) is not None:
        yield "cleft"
    if modals and perfect:
        yield "perfect"
    if modals & _TENTATIVE and not perfect:
        yield "tentative"
    if any(c.tag_ in _COMPARING for t in described for c in (t, *children(t, "amod", "advmod"))):
        yield "comparing"


def _is_concrete(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is for people, bodies or things: 'is a soldier' tells, 'is a defeat' judges."""
    words = lexicon.words
    return any(lemma(noun) in words[name] for name in _CONCRETE)


def _is_unmet(condition: Token) -> bool:
    """'unless they leave', 'if it has not happened by Friday': what others fail to do."""
    marks = {c.lower_ for c in children(condition, "mark")}
    return "unless" in marks or ("if" in marks and negated(condition))


def _is_marked(described: Token) -> bool:
    """Whether what something is said to be stands in quotation marks of its own ('was "a farce"')."""
    first = described.left_edge
    near = described.doc[max(first.i - 1, first.sent.start) : first.i + 3]
    return any(t.text in _MARKS and t.i <= described.i for t in near)


def _is_imperative(head: Token) -> bool:
    """'Come home', 'Comrades, come home'."""
    if head.tag_ not in {"VB", "VBP"} or child(head, "aux", "auxpass", "mark", "expl") is not None:
        return False
    named = child(head, *SUBJECTS)
    return named is None or (head.tag_ == "VB" and text_after(named.right_edge) == ",")


def _is_requested(clause: Token, lexicon: Lexicon) -> bool:
    """'expect X to deliver', 'expect the ruling to be respected': somebody is to do it."""
    doer = child(clause, *SUBJECTS)
    if doer is None or not is_infinitive(clause):
        return False
    people = doer.pos_ in {"PRON", "PROPN"} or doer.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"}
    return is_passive(clause) or people or any(lemma(doer) in lexicon.words[w] for w in _PEOPLE)


def _is_subjunctive(head: Token, lexicon: Lexicon) -> bool:
    """'insisted that X be freed': a clause with a subject and a bare verb."""
    subject = child(head, *SUBJECTS)
    if subject is None or subject.i > head.i or child(head, "aux") is not None:
        return False
    carrier = child(head, "auxpass") or head
    # 'insisted that troops leave': in the past tense of the cue a plain present is no report.
    # 'told' is followed by what is so.
    demanding = head.head.tag_ == "VBD" and any(
        cue.illocution == "Demand"
        and any(frame.complement == "clause" or "on" in frame.prepositions for frame in cue.frames)
        for cue in lexicon.cues.get((lemma(head.head), "verb"), ())
    )
    # A plain present in the plural may be taken for a bare verb ('Both sides want war').
    bare = carrier.tag_ == "VB" and (carrier.lower_ == "be" or demanding or subject.tag_ in {"NN", "NNP"})
    return bare or (demanding and carrier.tag_ == "VBP" and carrier.lemma_ != "be")


def _is_given_time(head: Token) -> bool:
    """'had until May to leave', 'has a year to leave': nobody has to."""
    return head.lemma_ == "have" and child(head, "dobj", "prep", "npadvmod") is not None


def _has_term(head: Token, lexicon: Lexicon) -> bool:
    """Whether what is asked has a term or an alternative: 'leave by Friday', 'disarm or be shot'."""
    terms = (t for p in children(head, "prep") if p.lower_ in _TERMS for t in children(p, "pobj"))
    if any(t.ent_type_ in {"DATE", "TIME"} and t.shape_ != "dddd" for t in terms):
        return True
    last = next(iter(children(head, "conj")), None)
    if last is None or negated(head) or not any(c.lower_ == "or" for c in children(head, "cc")):
        return False
    threatened = lemma(last) in lexicon.words["alternative"]
    return threatened or is_passive(last) or child(last, *SUBJECTS) is not None
