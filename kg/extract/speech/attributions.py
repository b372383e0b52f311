"""Who says what in a paragraph: what the tagger proposes and what the frames of the lexicon read, as one.

The rule where the two disagree:

1. The lexicon nominates the heads of its cues; there the tagger needs less confidence.
2. Where both have a cue, the words of source, cue and content are the tagger's, the speech act,
   addressee and the division into several things said are the lexicon's. For cues that negotiate
   (deny, urge, warn …) the content is what either takes in.
3. What only the tagger has is typed by the words of its cue; what is no clause it must be surer of.
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
    agents,
    child,
    children,
    in_order,
    is_finite,
    is_infinitive,
    lemma,
    prepositional,
)
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.believed import (
    PLAIN,
    goes_on,
    is_bare,
    is_covered,
    is_firm,
    is_known,
    is_next_clause,
    is_outer,
)
from kg.extract.speech.carving import (
    behind_colon,
    carved,
    cue_and_content,
    with_name,
    with_one_source,
    with_subject,
    without_next_clause,
    without_quoted,
    without_since,
    without_trailing,
)
from kg.extract.speech.cues import find_attributions
from kg.extract.speech.division import divided
from kg.extract.speech.inner import is_inner, passing_on, without_quoting
from kg.extract.speech.sources import late_agent, sources_of, without_inner
from kg.extract.speech.tagged import told, typed
from kg.extract.speech.tagger import TaggedAttribution, Tagger
from kg.extract.speech.taken_up import is_by_others, is_taken_up, owner_of
from kg.extract.speech.wholes import whole
from kg.extract.subjects import quoting_as
from kg.knowledge.lexicon import Lexicon

#: The sentences of a paragraph and the indices of its tokens inside quotation marks.
Paragraph = tuple[Sequence[Tokens], frozenset[int]]

#: A thing said as the lexicon divides it stays if so much of it lies in the tagger's content.
SHARED = 0.6
#: The tagger's least confidence for its own words to count at a cue of the lexicon; chosen on PolNeAR dev.
NOMINATED = 0.36
#: The same for a cue of its own without a clause that presses nobody; chosen on PolNeAR dev.
ALONE = 0.64
#: The same where the cue is one that nobody knows and nothing is quoted either; chosen on PolNeAR dev.
UNCLAUSED = 0.72
#: What a saying is when nothing says more: the neutral act.
NEUTRAL = "Claim"
#: Confidence of an act that is named and nothing more, which the tagger cannot see.
UNSEEN = 0.6


def find_in_paragraphs(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, tagger: Tagger | None = None
) -> list[tuple[Attribution, ...]]:
    """The attributions of each paragraph, in the order of their cues.

    A paragraph has its sentences, of one parse, and the indices of tokens inside quotation marks. Without a
    tagger the frames of the lexicon alone decide.
    """
    framed = [
        [a for sentence in sentences for a in find_attributions(sentence, lexicon, quoted)]
        for sentences, quoted in paragraphs
    ]
    if tagger is None:
        return [tuple(attributions) for attributions in framed]
    docs: list[Doc] = [sentences[0].doc for sentences, _ in paragraphs]
    nominated = [{a.head.i: is_firm(a, lexicon) for a in own} for own in framed]
    proposed = tagger.attributions_of(docs, nominated)
    return [
        _joined(own, proposals, lexicon, quoted, tagger)
        for own, proposals, (_, quoted) in zip(framed, proposed, paragraphs, strict=True)
    ]


def _joined(
    framed: Sequence[Attribution],
    proposals: Iterable[TaggedAttribution],
    lexicon: Lexicon,
    quoted: frozenset[int],
    tagger: Tagger,
) -> tuple[Attribution, ...]:
    """What the frames and the tagger have in one paragraph, as one."""
    found: list[Attribution] = []
    spare: list[Attribution] = []
    used: set[int] = set()
    proposals = [p for p in proposals if not _is_by_which(p, framed)]
    carried = {a.head.head.i: a for a in framed if _is_carried(a, lexicon)}
    for proposal in (carved(_mended(p), framed) for p in proposals):
        named = carried.get(proposal.head.i)
        if named is not None:
            used |= {proposal.head.i, named.head.i}
            found.append(_carried(proposal, named, lexicon))
            found += [replace(named, confidence=proposal.confidence)] if is_by_others(named) else []
            continue
        shared = [a for a in framed if _same_cue(a, proposal)]
        own = min(shared, key=lambda a: _order(a, proposal, used), default=None)
        if own is not None and own.head.i in used:
            continue
        used |= {own.head.i} if own is not None else set()
        if own is None and _is_asked(proposal.head, framed, lexicon):
            continue
        if own is None:
            said = _rival(proposal, framed, lexicon) or typed(proposal, lexicon)
            found += [] if _is_doubtful(said, quoted) else [said]
        elif proposal.repeats and not own.sure:
            likely = proposal.confidence >= NOMINATED or is_firm(own, lexicon)
            spare += [replace(own, confidence=proposal.confidence)] if likely else []
        elif proposal.confidence >= NOMINATED:
            found.append(_agreed(proposal, own, lexicon))
        elif is_firm(own, lexicon) or _is_new(own, tagger):
            found.append(replace(own, confidence=proposal.confidence))
    heads = {a.head.i for a in found}
    bare = [a for a in framed if is_bare(a) and a.head.i not in heads and is_firm(a, lexicon)]
    found += [replace(a, confidence=UNSEEN) for a in bare]
    found += [a for a in framed if a.head.i not in used and _is_new(a, tagger)]
    found += [a for a in framed if a.sure and a.head.i not in used]
    heads = {a.head.i for a in found}
    rest = [a for a in framed if a.head.i not in heads]
    inner = [
        a
        for a in rest
        if is_inner(a, found, lexicon)
        or is_taken_up(a, found)
        or is_outer(a, found)
        or goes_on(a, heads, lexicon)
        or is_next_clause(a, found, lexicon)
    ]
    # Who is believed to say the first says the second.
    found += [replace(a, confidence=UNSEEN, sure=a.sure or goes_on(a, heads, lexicon)) for a in inner]
    found += [passed for a in rest if a not in inner and (passed := passing_on(a, found)) is not None]
    # Where the tagger has one content for two cues, the frames may still tell two things apart.
    found += [a for a in spare if not is_covered(a, found)]
    found = [behind_colon(without_quoting(without_trailing(a, found), found)) for a in found]
    found = [whole(without_inner(a, lexicon), lexicon) for a in found]
    once = {(a.head.i, a.source_tokens, a.content_tokens): a for a in reversed(found)}
    return tuple(sorted(once.values(), key=lambda a: a.head.i))


def _is_new(attribution: Attribution, tagger: Tagger) -> bool:
    """Whether a cue is younger than the tagger's training."""
    return not attribution.weak and not tagger.knows(attribution.head)


def _mended(proposal: TaggedAttribution) -> TaggedAttribution:
    """A proposal with the words of source and content that are theirs."""
    return without_next_clause(
        without_quoted(without_since(with_subject(with_name(with_one_source(proposal)))))
    )


def _is_doubtful(attribution: Attribution, quoted: frozenset[int]) -> bool:
    """Whether what only the tagger has is likely no saying: no clause, and unsure or of an unknown cue."""
    if any(is_finite(content.head) for content in attribution.contents):
        return False
    if attribution.confidence < ALONE and attribution.illocution in PLAIN:
        return True
    unknown = attribution.weak and attribution.confidence < UNCLAUSED
    return unknown and not any(t.i in quoted for t in attribution.content_tokens)


def _is_asked(head: Token, framed: Iterable[Attribution], lexicon: Lexicon) -> bool:
    """'gave X until Friday to reject it': what the tagger takes for a saying is what another act asks for."""
    asking = (a for a in framed if lexicon.illocutions[a.illocution].attitude == "callsFor")
    firm = (a for a in asking if is_firm(a, lexicon) and a.head.i != head.i)
    return is_infinitive(head) and any(head.i == c.head.i for a in firm for c in a.contents)


def _is_carried(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'reiterated its demand for', 'voiced opposition to': the object of the verb is the act of saying."""
    head = attribution.head
    return head.pos_ == "NOUN" and head.dep_ == "dobj" and lemma(head.head) in lexicon.words["sayingVerb"]


def _carried(proposal: TaggedAttribution, named: Attribution, lexicon: Lexicon) -> Attribution:
    """The act that the object of a verb names, by those whom the tagger has for its source."""
    sources = sources_of(proposal, lexicon)
    return replace(
        named,
        cue=in_order([*proposal.cue, *named.cue]),
        sources=sources or named.sources,
        source_words=proposal.source if sources else named.source_words,
        found_by="both",
        confidence=proposal.confidence,
    )


def _rival(
    proposal: TaggedAttribution, framed: Iterable[Attribution], lexicon: Lexicon
) -> Attribution | None:
    """'According to the law, "…," he said': who says it, where the tagger takes the law for the source."""
    if proposal.head.lower_ != "according" or any(
        is_known(s, lexicon) for s in sources_of(proposal, lexicon)
    ):
        return None
    said = {t.i for t in proposal.content}
    for other in framed:
        theirs = {t.i for t in other.content_tokens}
        if not other.weak and len(said & theirs) > SHARED * min(len(said), len(theirs)):
            return other
    return None


def _is_by_which(proposal: TaggedAttribution, framed: Iterable[Attribution]) -> bool:
    """'a study according to which ten died': the frame has the study for the source, the tagger nobody."""
    words = [t.lower_ for t in proposal.head.doc[proposal.head.i : proposal.head.i + 3]]
    return words == ["according", "to", "which"] and any(a.head.i == proposal.head.i for a in framed)


def _same_cue(attribution: Attribution, proposal: TaggedAttribution) -> bool:
    cue = {token.i for token in proposal.cue} | {proposal.head.i}
    return (
        attribution.head.i in cue
        or any(t.i == proposal.head.i for t in attribution.cue)
        or (_is_quoted_as(attribution) and attribution.head.head.head.i == proposal.head.i)
    )


def _order(attribution: Attribution, proposal: TaggedAttribution, used: Set[int]) -> tuple[bool, ...]:
    """Which frame a cue of the tagger is first: one left, the saying of 'was quoted as saying', its own."""
    head = attribution.head.i
    return head in used, not _is_quoted_as(attribution), head != proposal.head.i


def _is_quoted_as(attribution: Attribution) -> bool:
    """'was quoted as saying': the tagger has the quoting for the cue, the frame the saying.

    'quoted X as saying' are two sayings.
    """
    quoting = quoting_as(attribution.head)
    return quoting is not None and child(quoting, "dobj") is None


def _agreed(proposal: TaggedAttribution, framed: Attribution, lexicon: Lexicon) -> Attribution:
    """One attribution of what tagger and lexicon both found at a cue."""
    cue, content_words = cue_and_content(proposal, framed, lexicon)
    other = {t.i for t in (*proposal.source, *cue)}
    own = {t.i for t in framed.cue}
    content = {t.i: t for t in content_words if t.i not in own}
    theirs = {t.i: t for t in framed.content_tokens if t.i not in other}
    quoting = _is_quoted_as(framed)
    if quoting:
        # '"It is over," X was quoted as saying by Y': the tagger may have both for a part of what is said.
        beside = [t for by, _ in prepositional(framed.head, {"by"}) for t in by.subtree]
        beside += [t for source in framed.sources for t in source.subtree]
        others = {t.i for t in (*beside, framed.head, framed.head.head)}
        content = {i: t for i, t in content.items() if i not in others}
        cue = tuple(sorted({*cue, framed.head.head, *framed.cue}, key=lambda t: t.i))
    strayed = framed.sure and (_takes_for_source(proposal, framed) or is_bare(framed))
    if strayed or not content.keys() & theirs.keys():
        # They do not even speak of the same words, or the tagger takes what is said for who says it: the
        # frame knows its cue.
        return replace(framed, confidence=min(framed.confidence, proposal.confidence))
    if framed.illocution not in PLAIN:
        content |= theirs
    said = tuple(token for _, token in sorted(content.items()))
    # 'X, urged by Y to go': the tagger takes X for a source as well.
    passive = quoting or framed.sure or (framed.head.dep_ == "acl" and framed.head.tag_ == "VBN")
    # 'she had been told by X that': it takes her for the source.
    taken_for = {t.i for told in children(framed.head, "nsubjpass") for t in told.subtree}
    passive |= any(t.i in taken_for for t in proposal.source) and bool(agents(framed.head))
    owner = owner_of(framed.head, proposal)
    passive |= owner is not None
    sources = (owner,) if owner is not None else () if passive else sources_of(proposal, lexicon)
    sources = sources or framed.sources or late_agent(proposal, lexicon)
    act = told(framed.illocution, proposal, lexicon)
    taken = {t.i for t in sources}
    according = framed.head.lower_ == "according"
    # 'According to X, Y told Z that it is over', 'Y had told Z, X said, that': the tagger has what Y tells.
    short = not any(t.pos_ in {"VERB", "AUX"} for t in said)
    behind = bool(said) and said[0].i > framed.head.i
    outer = according or (behind and framed.head.head.i == framed.contents[0].head.i)
    short |= outer and framed.contents[0].head.i not in content
    if short and (according or (is_finite(framed.contents[0].head) and content.keys() < theirs.keys())):
        # The tagger stops where the phrase or aside interrupts the clause.
        said = framed.content_tokens
    # 'Ten agreed, five refused and two left, according to': the frame has the last clause alone.
    whole = according and not short and said[-1].i < framed.head.i
    return replace(
        framed,
        cue=cue or framed.cue,
        illocution=act,
        sources=sources,
        source_words=(proposal.source if not passive else ()) or framed.source_words,
        contents=framed.contents
        if framed.head.pos_ == "NOUN"
        else divided(said, None if whole else framed, proposal.head, lexicon),
        addressees=tuple(t for t in framed.addressees if t.i not in taken),
        said=said,
        weak=False,
        found_by="both",
        confidence=proposal.confidence,
    )


def _takes_for_source(proposal: TaggedAttribution, framed: Attribution) -> bool:
    """'Russia, said the minister, was ready': the tagger takes what is said of for who says it."""
    own = {t.i for t in framed.source_tokens}
    said = {t.i for t in framed.content_tokens}
    theirs = {t.i for t in proposal.source}
    return bool(theirs) and theirs <= said - own
