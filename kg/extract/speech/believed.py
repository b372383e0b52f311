"""Which frames of the lexicon are believed where the tagger doubts them or has another cue for the words."""

from __future__ import annotations

from collections.abc import Iterable, Set

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    child,
    children,
    definite,
    is_gerund,
    is_infinitive,
    lemma,
    prepositional,
    text_before,
)
from kg.extract.speech.attribution import NEUTRAL, Attribution
from kg.extract.speech.contents import is_finite
from kg.extract.speech.coordination import may_speak, resumed_from
from kg.extract.speech.retold import is_passed_on, is_retold
from kg.knowledge.lexicon import Lexicon

#: The acts whose frames are believed where the tagger doubts them.
_FIRM = frozenset({"Accusation", "Appeal", "Demand", "Denial", "Threat", "Ultimatum", "Warning"})
#: Acts that few verbs of deeds look like, so that whoever has a name is believed to do them.
_GIVEN = frozenset({"Offer", "Promise", "Rejection"})
#: Acts of telling that a phrase may have for its content: 'confessed to taking it', 'claimed to be'.
_TOLD = frozenset({"Claim", "Report"})
#: The model's labels of countries and peoples.
_STATELY = frozenset({"GPE", "NORP"})
#: Acts that the parser also sees in deeds ('called it off', 'was seen in').
PLAIN = NEUTRAL | {"Label", "Recognition"}


def is_firm(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether a frame is believed where the tagger doubts it."""
    if attribution.weak or attribution.sure:
        return attribution.sure
    # 'The firm maintains that', 'Authorities in X report that', where the cue looks like a noun.
    first = [content.tokens[0] for content in attribution.contents]
    clausal = any(t.i and t.doc[t.i - 1].lower_ == "that" for t in first) and (
        # 'the deaths showed that' is nobody's saying.
        attribution.head.pos_ != "VERB" or any(is_somebody(s, lexicon) for s in attribution.sources)
    )
    clausal |= _is_beside(attribution, lexicon)
    # 'Turkey offered to', 'the alliance brushed off': a state, people or body that acts by speaking.
    by = any(t.head.lower_ in {"by", "from"} for t in attribution.sources)
    acts = attribution.illocution not in PLAIN and (attribution.head.pos_ == "VERB" or by)
    stately = acts and any(
        t.ent_type_ in _STATELY or lemma(t) in lexicon.bodies for t in attribution.source_tokens
    )
    stately |= (
        acts and attribution.illocution in _GIVEN and any(is_known(s, lexicon) for s in attribution.sources)
    )
    # 'was turned down by X', 'a truce offered by his staff'
    agents = [t for t in attribution.sources if t.head.lower_ == "by"]
    stately |= acts and any(t.pos_ == "PROPN" or may_speak(t, lexicon) or _is_some(t) for t in agents)
    phrase = attribution.head.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"}
    # In 'According to the law, "…," he said' it is he who says it.
    said = attribution.contents[0].head
    phrase |= attribution.head.lower_ == "according" and not (said.dep_ == "ccomp" and said.i < said.head.i)
    return attribution.illocution in _FIRM or clausal or stately or phrase or _closes(attribution)


def _is_beside(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'It fell, with officials saying that it was old': people and a clause of their own."""
    head = attribution.head
    beside = head.dep_ == "pcomp" and head.tag_ == "VBG" and child(head, "nsubj") is not None
    clausal = beside and any(is_finite(content.head) for content in attribution.contents)
    return clausal and any(is_somebody(s, lexicon) for s in attribution.sources)


def _closes(attribution: Attribution) -> bool:
    """'The bridge was gone, Mayor Brandt remarked': what is said, a comma, and who says it."""
    head = attribution.head
    own = child(head, "nsubj")
    said = [c for c in children(head, "ccomp") if c.i < head.i and is_finite(c)]
    spoken = own is not None and said and said[-1].i < own.i < head.i and own.pos_ in {"PROPN", "PRON"}
    return bool(spoken) and own is not None and text_before(own.left_edge) == ","


def is_bare(attribution: Attribution) -> bool:
    """'the ultimatum': an act whose only content is its own name, of which the tagger knows nothing."""
    return any(t.i == attribution.head.i for t in attribution.content_tokens)


def is_inner(attribution: Attribution, found: Iterable[Attribution], lexicon: Lexicon) -> bool:
    """A named other's act inside what is said: 'said that Y had promised to', 'rejected Y's request for'."""
    head = attribution.head
    inside = [o for o in found if o.head.i != head.i and any(head.i == t.i for t in o.content_tokens)]
    if (inside and _is_relative(attribution)) or any(_cites(other, attribution) for other in found):
        return True
    if inside and _is_quoted_as(head) and attribution.sources:
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


def _is_told_of(attribution: Attribution) -> bool:
    """Whether a verb tells of a saying: 'said that Y promised', 'that the unions have been asking for'."""
    tag = attribution.head.tag_
    # 'said that residents fear it', unlike 'said that they fear it'
    others = tag == "VBP" and all(s.pos_ in {"NOUN", "PROPN"} for s in attribution.sources)
    tensed = any(c.tag_ in FINITE for c in children(attribution.head, "aux"))
    going_on = tag == "VBG" and attribution.illocution in _FIRM and tensed
    return tag in {"VBD", "VBN", "VBZ"} or others or going_on


def _is_phrased(attribution: Attribution, lexicon: Lexicon) -> bool:
    """What people say in a phrase: 'the crew had reported losing power', 'investors feared a repeat'."""
    if attribution.weak or not all(_is_of_somebody(s, lexicon) for s in attribution.sources):
        return False
    heads = [c.head for c in attribution.contents]
    verbal = attribution.illocution in _TOLD and any(is_gerund(t) or is_infinitive(t) for t in heads)
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


def _is_quoted_as(verb: Token) -> bool:
    """'Y quoted X as saying that'."""
    prep = verb.head
    return verb.dep_ == "pcomp" and prep.lower_ == "as" and child(prep.head, "dobj") is not None


def is_outer(attribution: Attribution, found: Iterable[Attribution]) -> bool:
    """A saying whose clause is another's act: 'X said two firms had offered to build it'."""
    clauses = [c.head for c in attribution.contents if is_finite(c.head) and c.head.dep_ == "ccomp"]
    said = {t.i for t in clauses if t.head.i == attribution.head.i < t.i}
    return not attribution.weak and any(other.head.i in said for other in found)


def goes_on(attribution: Attribution, heads: Set[int], lexicon: Lexicon) -> bool:
    """'urged X to wait and offered to help', 'wrote it, condemning Y': an act beside a believed cue."""
    head = attribution.head
    above = resumed_from(head, lexicon)
    trailing = head.dep_ == "advcl" and head.tag_ == "VBG"
    if above is None and trailing:
        above = head.head
    acts = attribution.illocution not in PLAIN or (trailing and attribution.illocution == "Label")
    return acts and not attribution.weak and above is not None and above.i in heads


def is_covered(attribution: Attribution, found: Iterable[Attribution]) -> bool:
    """Whether others have some of the same content already; 'criticised by X and welcomed by Y' is two.

    Who says that X had announced something is not covered by what X announced.
    """
    own, sources = {t.i for t in attribution.content_tokens}, {t.i for t in attribution.sources}
    return any(
        own & {t.i for c in other.contents for t in c.tokens}
        and other.head.i not in own
        and not (attribution.head.dep_ == "conj" and sources.isdisjoint(t.i for t in other.sources))
        for other in found
    )


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


def _is_some(noun: Token) -> bool:
    """Whether a noun means certain ones: 'the junta', 'his aides'."""
    return definite(noun) or child(noun, "poss") is not None


def is_known(source: Token, lexicon: Lexicon) -> bool:
    """Whether a source is named, in itself or beside ('their leader, X'), or a body ('his party')."""
    apposed = any(c.pos_ == "PROPN" for c in children(source, "appos"))
    organ = lemma(source) in lexicon.words["stately"] and definite(source)
    body = source.tag_ == "NN" and (organ or lemma(source) in lexicon.bodies)
    return source.pos_ == "PROPN" or source.ent_type_ in _STATELY or apposed or body


def is_somebody(source: Token, lexicon: Lexicon) -> bool:
    """Whether a source is named or for people or a body, also as some of them ('two of its experts')."""
    some = source.pos_ in {"NUM", "DET", "PRON"}
    counted = next((item for _, item in prepositional(source, {"of"}) if some), source)
    return is_known(counted, lexicon) or may_speak(counted, lexicon)
