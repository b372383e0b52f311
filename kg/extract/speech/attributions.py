"""Who says what in a paragraph: what the tagger proposes and what the frames of the lexicon read, as one.

The rule where the two disagree:

1. The lexicon nominates the heads of its cues; there the tagger needs less confidence.
2. Where both have a cue, the words of source, cue and content are the tagger's, the speech act,
   addressee and the division into several things said are the lexicon's. For cues that negotiate
   (deny, urge, warn …) the content is what either takes in.
3. What only the tagger has is typed by the words of its cue.
4. What the tagger doubts stays as the lexicon has it where the act is one that it rarely errs about (an
   accusation, a demand …) and the tagger does not rule it out; else it goes.
5. A cue that the lexicon has got since the tagger was trained is the lexicon's alone to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.phrases import (
    OPENING,
    child,
    children,
    conjuncts,
    in_order,
    is_infinitive,
    is_passed_on,
    is_passive,
    is_retold,
    lemma,
    objects,
    prepositional,
    roots,
    subjects,
)
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.carving import carved, cue_and_content
from kg.extract.speech.coordination import resumed_from
from kg.extract.speech.cues import find_attributions
from kg.extract.speech.division import divided
from kg.extract.speech.tagger import RELATIVES, TaggedAttribution, Tagger
from kg.extract.speech.typing import cued_act
from kg.knowledge.lexicon import Lexicon

#: A thing said as the lexicon divides it stays if so much of it lies in the tagger's content.
SHARED = 0.6
#: The tagger's least confidence for its own words to count at a cue of the lexicon; chosen on PolNeAR dev.
NOMINATED = 0.36
#: What a saying is when nothing says more: the neutral act.
NEUTRAL = "Claim"
#: Confidence of an act that is named and nothing more, which the tagger cannot see.
UNSEEN = 0.6
#: The acts whose frames are believed where the tagger doubts them.
_FIRM = frozenset({"Accusation", "Appeal", "Demand", "Denial", "Threat", "Ultimatum", "Warning"})
#: The model's labels of countries and peoples.
_BODIES = frozenset({"GPE", "NORP"})
_NEUTRAL = frozenset({"Claim", "Announcement", "Report", "Opinion", "Intention"})
_PLAIN = _NEUTRAL | {"Label", "Recognition"}


def find_in_paragraph(
    sentences: Sequence[Tokens], lexicon: Lexicon, quoted: frozenset[int], tagger: Tagger | None = None
) -> tuple[Attribution, ...]:
    """The attributions of the sentences of one parsed paragraph, in the order of their cues.

    `quoted` are the indices of tokens inside quotation marks. Without a tagger the frames of the lexicon
    alone decide.
    """
    framed = [a for sentence in sentences for a in find_attributions(sentence, lexicon, quoted)]
    if tagger is None or not sentences:
        return tuple(framed)
    doc: Doc = sentences[0].doc
    nominated = {a.head.i: _is_firm(a) for a in framed}
    proposals = tagger.attributions(doc, nominated)
    found: list[Attribution] = []
    spare: list[Attribution] = []
    used: set[int] = set()
    carried = {a.head.head.i: a for a in framed if _is_carried(a, lexicon)}
    for proposal in (carved(p, framed) for p in proposals):
        named = carried.get(proposal.head.i)
        if named is not None:
            used |= {proposal.head.i, named.head.i}
            found.append(_carried(proposal, named, lexicon))
            continue
        shared = [a for a in framed if _same_cue(a, proposal)]
        own = min(shared, key=lambda a: (a.head.i in used, a.head.i != proposal.head.i), default=None)
        if own is not None and own.head.i in used:
            continue
        used |= {own.head.i} if own is not None else set()
        if own is None:
            found.append(_rival(proposal, framed) or _typed(proposal, lexicon))
        elif proposal.repeats and not own.sure:
            likely = proposal.confidence >= NOMINATED or _is_firm(own)
            spare += [replace(own, confidence=proposal.confidence)] if likely else []
        elif proposal.confidence >= NOMINATED:
            found.append(_agreed(proposal, own, lexicon))
        elif _is_firm(own):
            found.append(replace(own, confidence=proposal.confidence))
    found += [replace(a, confidence=UNSEEN) for a in framed if _is_firm(a) and _is_bare(a)]
    found += [a for a in framed if not a.weak and a.head.i not in used and not tagger.knows(a.head)]
    found += [a for a in framed if a.sure and a.head.i not in used]
    heads = {a.head.i for a in found}
    rest = [a for a in framed if a.head.i not in heads]
    inner = [a for a in rest if _is_inner(a, found, lexicon) or _goes_on(a, heads, lexicon)]
    found += [replace(a, confidence=UNSEEN) for a in inner]
    # Where the tagger has one content for two cues, the frames may still tell two things apart.
    found += [a for a in spare if not _is_covered(a, found)]
    once = {(a.head.i, a.source_tokens, a.content_tokens): a for a in reversed(found)}
    return tuple(sorted(once.values(), key=lambda a: a.head.i))


def _is_carried(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'reiterated its demand for', 'voiced opposition to': the object of the verb is the act of saying."""
    head = attribution.head
    return head.pos_ == "NOUN" and head.dep_ == "dobj" and lemma(head.head) in lexicon.words["sayingVerb"]


def _carried(proposal: TaggedAttribution, named: Attribution, lexicon: Lexicon) -> Attribution:
    """The act that the object of a verb names, by those whom the tagger has for its source."""
    sources = _sources(proposal, lexicon)
    return replace(
        named,
        cue=in_order([*proposal.cue, *named.cue]),
        sources=sources or named.sources,
        source_words=proposal.source if sources else named.source_words,
        found_by="both",
        confidence=proposal.confidence,
    )


def _is_bare(attribution: Attribution) -> bool:
    """'the ultimatum': an act whose only content is its own name, of which the tagger knows nothing."""
    return any(t.i == attribution.head.i for t in attribution.content_tokens)


def _is_inner(attribution: Attribution, found: Iterable[Attribution], lexicon: Lexicon) -> bool:
    """A named other's act inside what is said: 'said that Y had promised to', 'rejected Y's request for'."""
    head = attribution.head
    if attribution.weak or attribution.illocution in _NEUTRAL:
        return is_retold(head)
    said = head.tag_ in {"VBD", "VBN", "VBZ"} and any(_is_known(s, lexicon) for s in attribution.sources)
    named = (
        head.pos_ == "NOUN"
        and attribution.illocution not in _PLAIN
        and any(s.pos_ != "PRON" for s in attribution.sources)
    )
    return (said or named or is_passed_on(head)) and any(
        head.i == t.i for other in found if other.head.i != head.i for c in other.contents for t in c.tokens
    )


def _is_known(source: Token, lexicon: Lexicon) -> bool:
    """Whether a source is named, in itself or beside ('their leader, X'), or a body ('his party')."""
    apposed = any(c.pos_ == "PROPN" for c in children(source, "appos"))
    body = source.tag_ == "NN" and lemma(source) in lexicon.bodies
    return source.pos_ == "PROPN" or source.ent_type_ in _BODIES or apposed or body


def _goes_on(attribution: Attribution, heads: Set[int], lexicon: Lexicon) -> bool:
    """'urged X to wait and offered to help', 'wrote it, condemning Y': an act beside a believed cue."""
    head = attribution.head
    above = resumed_from(head, lexicon)
    trailing = head.dep_ == "advcl" and head.tag_ == "VBG"
    if above is None and trailing:
        above = head.head
    acts = attribution.illocution not in _PLAIN or (trailing and attribution.illocution == "Label")
    return acts and not attribution.weak and above is not None and above.i in heads


def _is_covered(attribution: Attribution, found: Iterable[Attribution]) -> bool:
    """Whether others have some of the same content already; 'criticised by X and welcomed by Y' is two."""
    own, sources = {t.i for t in attribution.content_tokens}, {t.i for t in attribution.sources}
    return any(
        own & {t.i for c in other.contents for t in c.tokens}
        and not (attribution.head.dep_ == "conj" and sources.isdisjoint(t.i for t in other.sources))
        for other in found
    )


def _rival(proposal: TaggedAttribution, framed: Iterable[Attribution]) -> Attribution | None:
    """'According to the law, "…," he said': who says it, where the tagger takes the law for the source."""
    if proposal.head.lower_ != "according":
        return None
    said = {t.i for t in proposal.content}
    for other in framed:
        theirs = {t.i for t in other.content_tokens}
        if not other.weak and len(said & theirs) > SHARED * min(len(said), len(theirs)):
            return other
    return None


def _is_firm(attribution: Attribution) -> bool:
    """Whether a frame is believed where the tagger doubts it."""
    if attribution.weak or attribution.sure:
        return attribution.sure
    # 'Authorities in X report that': a clause after a cue that looks like a noun.
    first = [content.tokens[0] for content in attribution.contents]
    clausal = attribution.head.pos_ in {"NOUN", "PROPN"} and any(
        t.i and t.doc[t.i - 1].lower_ == "that" for t in first
    )
    # 'Turkey offered to': a state, people or body that acts by speaking.
    acts = attribution.illocution not in _PLAIN and (
        attribution.head.pos_ == "VERB" or any(t.head.lower_ in {"by", "from"} for t in attribution.sources)
    )
    stately = acts and any(t.ent_type_ in _BODIES for t in attribution.source_tokens)
    # 'was turned down by X'
    stately |= acts and any(t.pos_ == "PROPN" and t.head.lower_ == "by" for t in attribution.sources)
    phrase = attribution.head.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"}
    return attribution.illocution in _FIRM or clausal or stately or phrase


def _same_cue(attribution: Attribution, proposal: TaggedAttribution) -> bool:
    cue = {token.i for token in proposal.cue} | {proposal.head.i}
    return (
        attribution.head.i in cue
        or any(t.i == proposal.head.i for t in attribution.cue)
        or (_is_quoted_as(attribution) and attribution.head.head.head.i == proposal.head.i)
    )


def _is_quoted_as(attribution: Attribution) -> bool:
    """'was quoted as saying': the tagger has the quoting for the cue, the frame the saying."""
    return attribution.head.dep_ == "pcomp" and attribution.head.head.lower_ == "as"


def _agreed(proposal: TaggedAttribution, framed: Attribution, lexicon: Lexicon) -> Attribution:
    """One attribution of what tagger and lexicon both found at a cue."""
    cue, content_words = cue_and_content(proposal, framed, lexicon)
    other = {t.i for t in (*proposal.source, *cue)}
    own = {t.i for t in framed.cue}
    content = {t.i: t for t in content_words if t.i not in own}
    theirs = {t.i: t for t in framed.content_tokens if t.i not in other}
    if not content.keys() & theirs.keys():
        # They do not even speak of the same words: the frame knows its cue.
        return replace(framed, confidence=min(framed.confidence, proposal.confidence))
    if framed.illocution not in _PLAIN:
        content |= theirs
    said = tuple(token for _, token in sorted(content.items()))
    # 'X, urged by Y to go': the tagger takes X for a source as well.
    passive = framed.sure or (framed.head.dep_ == "acl" and framed.head.tag_ == "VBN")
    sources = () if passive else _sources(proposal, lexicon)
    sources = sources or framed.sources or _late_agent(proposal, lexicon)
    act = framed.illocution
    quoted = bool(proposal.content) and proposal.content[0].text in OPENING
    if quoted and lexicon.illocutions[act].attitude == "callsFor" and lemma(proposal.head) == "tell":
        # '"We are glad to …," she told Y, "to …"' tells Y something.
        act = NEUTRAL
    taken = {t.i for t in sources}
    if framed.head.lower_ == "according" and not any(t.pos_ in {"VERB", "AUX"} for t in said):
        # The tagger stops where the phrase interrupts the clause.
        said = framed.content_tokens
    return replace(
        framed,
        cue=cue or framed.cue,
        illocution=act,
        sources=sources,
        source_words=(proposal.source if not passive else ()) or framed.source_words,
        contents=framed.contents
        if framed.head.pos_ == "NOUN"
        else divided(said, framed, proposal.head, lexicon),
        addressees=tuple(t for t in framed.addressees if t.i not in taken),
        said=said,
        weak=False,
        found_by="both",
        confidence=proposal.confidence,
    )


def _typed(proposal: TaggedAttribution, lexicon: Lexicon) -> Attribution:
    """What only the tagger found, with the act that its cue reports."""
    head = proposal.head
    act = cued_act(proposal.cue or (head,), head, proposal.content, lexicon)
    outside = {t.i for t in (*proposal.source, *proposal.content)}
    addressees, about = _others(head, act, outside)
    said, other = _addressed(proposal, act, lexicon)
    if other is not None:
        addressees, about = ((), (other,)) if act == "Accusation" else ((other,), about)
    return Attribution(
        cue=proposal.cue or (head,),
        head=head,
        illocution=act or NEUTRAL,
        sources=_sources(proposal, lexicon) or _late_agent(proposal, lexicon),
        contents=divided(said, None, head, lexicon),
        addressees=addressees,
        about=about,
        source_words=proposal.source,
        said=proposal.content,
        weak=act is None,
        found_by="tagger",
        confidence=proposal.confidence,
    )


def _others(head: Token, act: str | None, outside: set[int]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Who is spoken to and of: the cue's object and to-phrase that are neither source nor content."""
    if head.pos_ not in {"VERB", "AUX"}:
        return (), ()
    free = tuple(t for t in objects(head) if t.i not in outside and t.pos_ in {"PROPN", "NOUN", "PRON"})
    to = tuple(
        t
        for _, item in prepositional(head, {"to"})
        for t in conjuncts(item)
        if t.i not in outside and t.pos_ in {"PROPN", "NOUN", "PRON"}
    )
    if act in {"Accusation", "Condemnation", "Praise", "Label"}:
        return to, free
    return (*free, *to), ()


def _sources(proposal: TaggedAttribution, lexicon: Lexicon) -> tuple[Token, ...]:
    """The heads of those who speak: one for each of several joined by 'and'."""
    words = [t for t in proposal.source if not t.is_punct and not t.is_space]
    if any(t.lower_ == "whose" for t in words):
        # 'whose branch it accuses of'
        return tuple(subjects(proposal.head))
    if len(words) == 1 and words[0].lower_ in RELATIVES and words[0].head.pos_ in {"VERB", "AUX"}:
        return tuple(subjects(words[0].head)) or (words[0],)
    inside = {t.i for t in words}
    found: list[Token] = []
    for top in roots(words):
        if top.pos_ in {"ADP", "CCONJ", "DET", "ADV", "PART", "SCONJ"} and top.dep_ not in {"nsubj", "pobj"}:
            if found and top.pos_ == "ADP":
                # 'X, at the end of a visit'
                continue
            below = [t for t in (*children(top, "pobj"), *children(top, "conj")) if t.i in inside]
            found += below or ([top] if top.pos_ == "DET" and len(words) == 1 else [])
            continue
        if top.dep_ == "appos" and top.head.i in {t.i for t in found}:
            continue
        if top.dep_ in {"appos", "pobj"} and top.head.i < words[0].i:
            # 'In a letter to N, the head of the bloc, Y, urged': the parser takes the head of the bloc for N.
            named = [t for t in top.subtree if t.dep_ == "appos" and t.i in inside and t.pos_ == "PROPN"]
            top = named[-1] if named else top
        found += [owner for t in conjuncts(top) if t.i in inside for owner in _owners(t, lexicon)]
    return tuple({t.i: t for t in found}.values())


def _late_agent(proposal: TaggedAttribution, lexicon: Lexicon) -> tuple[Token, ...]:
    """'was dismissed as an invention by X', 'calls came from X': who does it, behind the content."""
    if proposal.source:
        return ()
    above = proposal.head.head
    if lemma(above) in lexicon.words["comeFrom"] and above.i > proposal.head.i:
        return tuple(t for _, item in prepositional(above, {"from"}) for t in conjuncts(item))
    if not is_passive(proposal.head):
        return ()
    by = [t for t in proposal.content if t.lower_ == "by" and t.i > proposal.head.i]
    doer = child(by[-1], "pobj") if by else None
    return (doer,) if doer is not None else ()


def _owners(source: Token, lexicon: Lexicon) -> list[Token]:
    """Whose saying it is where an act of saying or a document is the source: 'Baku's ultimatum said'."""
    noun = lemma(source)
    written = noun in lexicon.words["document"]
    if not (written or lexicon.cues.get((noun, "noun"))) or noun in lexicon.words["group"]:
        return [source]
    named = [
        c
        for c in children(source, "poss", "compound", "amod", "nmod")
        if c.dep_ == "poss" or c.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"}
    ]
    if named:
        return named[-1:]
    by = next((item for _, item in prepositional(source, {"by", "from"})), None) if written else None
    return conjuncts(by) if by is not None else [source]


def _addressed(
    proposal: TaggedAttribution, act: str | None, lexicon: Lexicon
) -> tuple[tuple[Token, ...], Token | None]:
    """What is said and whom it is asked or told of, where the tagger has both in one content.

    'told [X to free everyone]', 'accused [X of lying]'
    """
    said = proposal.content
    top = next(iter(roots(said)), None)
    if top is None or act is None:
        return said, None
    if act == "Accusation":
        prep = next(
            (t for t in said if t.lower_ in {"of", "for", "with"} and t.head.i in {top.i, proposal.head.i}),
            None,
        )
        if top.pos_ in {"NOUN", "PROPN", "PRON"} and prep is not None and prep.i > top.i:
            return tuple(t for t in said if t.i > prep.i), top
        return said, None
    if lexicon.illocutions[act].attitude != "callsFor" or not is_infinitive(top):
        return said, None
    other = child(top, "nsubj") or next((t for t in objects(proposal.head) if t.i < top.i), None)
    inside = {t.i for t in said}
    if other is None or other.i not in inside:
        return said, None
    own = {t.i for t in other.subtree}
    return tuple(t for t in said if t.i not in own), other
