"""What another says inside somebody's words: which frames of the lexicon are believed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    agents,
    child,
    children,
    is_finite,
    is_gerund,
    is_infinitive,
    lemma,
)
from kg.extract.speech.attribution import NEUTRAL, Attribution
from kg.extract.speech.believed import FIRM, PLAIN, is_somebody
from kg.extract.speech.retold import is_passed_on, is_retold, is_tensed
from kg.extract.subjects import quoting_as
from kg.knowledge.lexicon import Lexicon

#: Acts of telling that a phrase may have for its content: 'confessed to taking it', 'claimed to be'.
TOLD = frozenset({"Claim", "Report"})


def is_act_of_another(attribution: Attribution) -> bool:
    """Whether somebody's words tell of another's act, other than that he said so: 'Interpol asked for help'.

    'We condemn', 'the club condemns' is an act of whoever says it.
    """
    verb = attribution.head
    done = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and is_tensed(verb))
    if verb.pos_ != "VERB" or not done:
        return False
    if attribution.weak or attribution.illocution in NEUTRAL:
        return False
    return bool(attribution.sources) and all(
        s.pos_ == "PROPN" or (s.pos_ == "NOUN" and s.dep_ == "nsubj") for s in attribution.sources
    )


def is_inner(attribution: Attribution, found: Iterable[Attribution], lexicon: Lexicon) -> bool:
    """A named other's act inside what is said: 'said that Y had promised to', 'rejected Y's request for'."""
    head = attribution.head
    # What is said ends before a clause in which another tells something of it.
    within = {head.i, head.head.i} if head.dep_ == "relcl" else {head.i}
    inside = [o for o in found if o.head.i != head.i and any(t.i in within for t in o.content_tokens)]
    if (inside and _is_relative(attribution)) or any(_cites(other, attribution) for other in found):
        return True
    quoting = _quoting(head)
    if quoting is not None and attribution.sources and (inside or any(o.head.i == quoting.i for o in found)):
        return True
    told = _is_told_of(attribution)
    said = told and any(is_somebody(s, lexicon) for s in attribution.sources)
    if attribution.weak or attribution.illocution in NEUTRAL:
        # 'Washington believes that …, an official said', 'said that X had accepted the plan'
        clausal = not attribution.weak and any(_is_clause(c.head) for c in attribution.contents)
        carried = any(c.head.i == head.i for other in inside for c in other.contents)
        named = any(s.pos_ == "PROPN" for s in attribution.sources)
        passed = clausal and is_passed_on(head)
        inner = passed or (said and (clausal or (carried and named))) or _is_phrased(attribution, lexicon)
        return is_retold(head) or (bool(inside) and inner)
    named = (
        head.pos_ == "NOUN"
        and attribution.illocution not in PLAIN
        and any(s.pos_ != "PRON" for s in attribution.sources)
    )
    return (said or named or is_passed_on(head)) and bool(inside)


def passing_on(attribution: Attribution, found: Iterable[Attribution]) -> Attribution | None:
    """Who only quotes, as saying what the one quoted says: 'Y quoted X as saying that', also in the passive.

    Later sentences are the words of X alone.
    """
    inner = _quoted_by(attribution, found)
    if inner is None:
        return None
    end = attribution.head.sent.end
    passed = tuple(c for c in inner.contents if c.head.i < end)
    return replace(attribution, contents=passed, weak=False, confidence=inner.confidence) if passed else None


def without_quoting(attribution: Attribution, found: Iterable[Attribution]) -> Attribution:
    """'Y quoted X as saying that it fell': Y says what X does, and X is no part of it."""
    inner, said = _quoted_by(attribution, found), set(attribution.content_tokens)
    if inner is None or (inner.head not in said and not said.isdisjoint(inner.content_tokens)):
        return attribution
    return replace(attribution, contents=inner.contents, said=inner.content_tokens)


def _quoted_by(attribution: Attribution, found: Iterable[Attribution]) -> Attribution | None:
    """The saying of whom somebody quotes."""
    said = (a for a in found if (verb := _quoting(a.head)) is not None and verb.i == attribution.head.i)
    return next(said, None)


def _is_told_of(attribution: Attribution) -> bool:
    """Whether a verb tells of a saying: 'said that Y promised', 'that the unions have been asking for'.

    'X denied having promised it' is X alone.
    """
    tag = attribution.head.tag_
    if any(c.tag_ == "VBG" for c in children(attribution.head, "aux")):
        return False
    # 'said that residents fear it', unlike 'said that they fear it'
    others = tag == "VBP" and all(s.pos_ in {"NOUN", "PROPN"} for s in attribution.sources)
    tensed = any(c.tag_ in FINITE for c in children(attribution.head, "aux"))
    going_on = tag == "VBG" and attribution.illocution in FIRM and tensed
    return tag in {"VBD", "VBN", "VBZ"} or others or going_on


def _is_phrased(attribution: Attribution, lexicon: Lexicon) -> bool:
    """What people say in a phrase: 'the crew had reported losing power', 'investors feared a repeat'."""
    if attribution.weak or not all(_is_of_somebody(s, lexicon) for s in attribution.sources):
        return False
    heads = [c.head for c in attribution.contents]
    verbal = attribution.illocution in TOLD and any(is_gerund(t) or is_infinitive(t) for t in heads)
    if attribution.head.pos_ == "NOUN":
        return any(map(_is_clause, heads))
    return attribution.head.tag_ in {"VBD", "VBN", "VBZ"} and (verbal or attribution.illocution == "Opinion")


def _is_of_somebody(source: Token, lexicon: Lexicon) -> bool:
    """Whether a source is no pronoun and for people, a body or an outlet."""
    told = is_somebody(source, lexicon) or lemma(source) in lexicon.words["outlet"]
    return source.pos_ in {"NOUN", "PROPN", "NUM"} and told


def _is_clause(head: Token) -> bool:
    """'that he was dead', 'him to be dead'."""
    return is_finite(head) or child(head, "nsubj", "nsubjpass") is not None


def _quoting(verb: Token) -> Token | None:
    """Who quotes, by what he does: 'Y quoted X as saying that', 'X was quoted by Y as saying that'."""
    quoting = quoting_as(verb)
    named = quoting is not None and (child(quoting, "dobj") is not None or agents(quoting))
    return quoting if named else None


def _cites(outer: Attribution, attribution: Attribution) -> bool:
    """'According to the daily X, the minister said that': the one says it, the other passes it on."""
    heads = {content.head.i for content in outer.contents}
    own = {attribution.head.i, *(content.head.i for content in attribution.contents)}
    return outer.head.lower_ == "according" and not attribution.weak and not heads.isdisjoint(own)


def _is_relative(attribution: Attribution) -> bool:
    """A saying inside a noun phrase: 'what he called a coup', 'a plan that X says would split Y'."""
    verb = attribution.head
    if attribution.weak or verb.pos_ != "VERB" or verb.tag_ not in FINITE | {"VBN"}:
        return False
    named = attribution.illocution == "Label" and any(
        c.lower_ in {"what", "whom", "which"} and c.i < verb.i
        for c in children(verb, "dobj", "attr", "nsubj", "pobj")
    )
    own = child(verb, "nsubj")
    if verb.dep_ != "relcl" or own is None or own.lower_ in {"who", "which", "that", "it"}:
        return named
    said = [c for c in children(verb, "ccomp", "oprd") if c.i > verb.i]
    return named or any(t is None or t.i < verb.i for t in (child(c, "nsubj", "nsubjpass") for c in said))
