"""What the tagger takes into one attribution although it belongs to another cue or to the content."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.phrases import (
    CLOSING,
    OPENING,
    agents,
    child,
    dependents,
    in_order,
    is_finite,
    is_passive,
    lemma,
    name_behind,
    prepositional,
    roots,
    runs,
    text_after,
    text_before,
)
from kg.extract.speech.attribution import NEUTRAL, Attribution, Content, quotes_as
from kg.extract.speech.circumstances import is_since
from kg.extract.speech.gaps import before_semicolon
from kg.extract.speech.tagger import RELATIVES, TaggedAttribution
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon

#: Those of whom some are told apart.
_THEM = frozenset({"them", "whom", "which"})
#: The commas of 'X, Y's aide, Z, left' before its verb, at least.
MIN_ASIDE = 3


def carved(proposal: TaggedAttribution, framed: Iterable[Attribution]) -> TaggedAttribution:
    """A proposal without a second act in its cue: 'wrote it, condemning Y' is a writing and a condemning."""
    cue = {t.i for t in proposal.cue}
    gone: set[int] = set()
    for other in framed:
        head = other.head
        beside = head.head.i == proposal.head.i < head.i and head.dep_ in {"advcl", "conj"}
        if beside and head.i in cue and not other.weak and other.illocution not in NEUTRAL:
            gone |= {t.i for t in head.subtree}
    if not gone:
        return proposal
    return replace(
        proposal,
        cue=tuple(t for t in proposal.cue if t.i not in gone and not t.is_punct),
        content=tuple(t for t in proposal.content if t.i not in gone),
    )


def without_since(proposal: TaggedAttribution) -> TaggedAttribution:
    """A proposal without what happened before it was said: 'X left, Y said, a day after Z, a rival, fell'."""
    head, content = proposal.head, proposal.content
    behind = next((t for t in content if t.i > head.i), None)
    if behind is None or content[0].i > head.i or behind.text in OPENING:
        return proposal
    if any(c.i < behind.i and is_since(c, head) for c in dependents(head)):
        return replace(proposal, content=tuple(t for t in content if t.i < head.i))
    return proposal


def without_next_clause(proposal: TaggedAttribution) -> TaggedAttribution:
    """'Ten died, according to X; Y denies it': a proposal without what stands behind the semicolon."""
    head, source = proposal.head, proposal.source
    said = before_semicolon(head, source[-1]) if source and head.lower_ == "according" else ()
    return replace(proposal, content=said) if said else proposal


def with_one_source(proposal: TaggedAttribution) -> TaggedAttribution:
    """A proposal whose source is one phrase, where the tagger has two that are not joined.

    'It may be X, the mayor says': X is said. 'They mocked Y, calling him Z, X said', 'They scorned it, with X
    calling it Z': they call, and so does X.
    """
    head, source = proposal.head, proposal.source
    if head.pos_ != "VERB" or head.dep_ == "prep" or is_passive(head) or agents(head):
        return proposal
    own = [t for t in source if t.dep_ == "nsubj" and t.head.i == head.i and t.i < head.i]
    if len(own) > 1 and _is_behind(own[-1], own[0]):
        # A name that the parser takes for one more subject.
        start = own[-1].left_edge.i
        said = (t for first in own[:-1] for t in first.subtree if t.i < start)
        return replace(
            proposal,
            source=tuple(t for t in source if t.i >= start),
            content=in_order([*proposal.content, *said]),
        )
    stretches = _stretches(source)
    if len(stretches) < 2 or any(len(s) == 1 and s[0].lower_ in RELATIVES for s in stretches):
        return proposal
    before = [s for s in stretches if s[-1].i < head.i] or stretches[:1]
    subject = next((s for s in reversed(before) if any(t in s for t in own)), before[-1])
    beside = head.tag_ == "VBG" and subject[-1].i == head.i - 1
    joined = beside and text_before(subject[0]).lower() in {"with", "and"}
    if not (own or joined) and all(t not in subject for t in subjects(head)):
        # The parse and the order of words disagree.
        return proposal
    return replace(proposal, source=tuple(subject))


def _is_behind(last: Token, first: Token) -> bool:
    """Whether a comma alone parts a subject from what stands before it, and nothing closes it.

    '"It is over," X, the mayor said' has the name of who speaks before the comma; in 'They left, many of them
    on foot, X said' some of those before are no name.
    """
    start = first.left_edge
    some = any(item.lower_ in _THEM for _, item in prepositional(first, {"of"}))
    open_ = some or start.i == start.sent.start or text_before(start) not in {",", *CLOSING}
    closed = last.right_edge.is_punct or text_after(last.right_edge) in {",", "—", "–", "-"}
    return open_ and text_before(last.left_edge) == "," and not closed


def _stretches(source: Iterable[Token]) -> list[list[Token]]:
    """The stretches of a source that are parted by a verb."""
    found: list[list[Token]] = []
    for run in runs(source):
        between = run[0].doc[found[-1][-1].i + 1 : run[0].i] if found else ()
        parted = any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"amod", "aux"} for t in between)
        if found and not parted:
            found[-1] += run
        elif run[0].ent_type_ not in {"DATE", "TIME"}:
            found.append(run)
    return found


def without_trailing(attribution: Attribution, others: Iterable[Attribution]) -> Attribution:
    """What is said without a further saying of the same speaker: 'vetoed a bill, saying it was bad'."""
    said, speakers = {t.i for t in attribution.content_tokens}, {t.i for t in attribution.sources}
    gone: set[int] = set()
    for other in others:
        head = other.head
        trailing = head.i in said and head.dep_ == "advcl" and head.tag_ == "VBG" and text_before(head) == ","
        if trailing and speakers == {t.i for t in other.sources}:
            gone |= {head.i - 1, *(t.i for t in head.subtree)}
    if not gone or any(content.head.i in gone for content in attribution.contents):
        return attribution
    contents = (Content(c.head, _less(c.tokens, gone)) for c in attribution.contents)
    return replace(attribution, contents=tuple(contents), said=_less(attribution.said, gone))


def behind_colon(attribution: Attribution) -> Attribution:
    """What is said without the clause before: 'X disagrees: nobody, he argues, can pay' is said of nobody.

    The cue and who says it stand within the clause behind the colon, and nothing is quoted.
    """
    said, cue = attribution.content_tokens, attribution.head.i
    within = bool(said) and said[0].i < cue < said[-1].i and not any(t.text in OPENING for t in said)
    colon = next((t.i for t in reversed(said) if t.i < cue and t.text == ":"), None) if within else None
    if colon is None or not all(t.i > colon for t in attribution.source_tokens):
        return attribution
    gone = {t.i for t in said if t.i <= colon}
    contents = [Content(c.head, _less(c.tokens, gone)) for c in attribution.contents if c.head.i not in gone]
    if not contents:
        return attribution
    return replace(attribution, contents=tuple(contents), said=_less(attribution.said, gone))


def _less(tokens: Iterable[Token], gone: Set[int]) -> tuple[Token, ...]:
    return tuple(t for t in tokens if t.i not in gone)


def without_quoted(proposal: TaggedAttribution) -> TaggedAttribution:
    """'"It is over," Y cited X as saying': whom Y cites is no part of what X says."""
    head, content = proposal.head, proposal.content
    if is_passive(head) or not quotes_as(head) or not content or not content[0].i < head.i < content[-1].i:
        return proposal
    return replace(proposal, content=tuple(t for t in content if t.i < head.i))


def with_name(proposal: TaggedAttribution) -> TaggedAttribution:
    """'according to the head of the service, X': the name is the source's, wherever the parser hangs it."""
    last = proposal.source[-1] if proposal.source else None
    if last is None or proposal.head.lower_ != "according":
        return proposal
    name = name_behind(last)
    if not name:
        return proposal
    inside = {t.i for t in name}
    return replace(
        proposal,
        source=(*proposal.source, *name),
        content=tuple(t for t in proposal.content if t.i not in inside),
    )


def with_subject(proposal: TaggedAttribution) -> TaggedAttribution:
    """'According to X, Y's aide, Z, had left': who left is no source, though the parser hangs him by X."""
    verb = next(iter(roots(proposal.content)), None)
    if proposal.head.lower_ != "according" or not proposal.source or verb is None or not is_finite(verb):
        return proposal
    first, inside = proposal.source[0], {t.i for t in proposal.source}
    between = [t for t in verb.doc[first.i : verb.i] if t.head.i != verb.i or t.i in inside or t.is_punct]
    own = child(verb, "nsubj", "nsubjpass", "expl", "csubj")
    if (own is not None and own.i not in inside) or any(not t.is_punct for t in between if t.i not in inside):
        return proposal
    commas = [t for t in between if t.text == ","]
    if len(commas) < MIN_ASIDE or between[-1].text != ",":
        return proposal
    content = (*(t for t in between if t.i > commas[0].i), *proposal.content)
    source = tuple(t for t in proposal.source if t.i < commas[0].i)
    return replace(proposal, source=source, content=tuple(dict.fromkeys(content)))


def cue_and_content(
    proposal: TaggedAttribution, framed: Attribution, lexicon: Lexicon
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """A proposal's cue and content, where it has the object of the verb for a part of the cue.

    'brushed aside calls from X' turns the calls down; 'made a call for' makes one.
    """
    verb, words = lemma(framed.head), lexicon.words
    carrying = verb in words["lightVerb"] or verb in words["sayingVerb"]
    if framed.head.pos_ != "VERB" or carrying or framed.illocution in NEUTRAL:
        return proposal.cue, proposal.content
    own = {t.i for t in framed.cue}
    theirs = {t.i for t in framed.content_tokens} - own - {framed.head.i}
    strayed = [t for t in proposal.cue if t.i in theirs]
    if not any(t.pos_ in {"NOUN", "PROPN"} for t in strayed):
        return proposal.cue, proposal.content
    gone = {t.i for t in strayed}
    content = {t.i: t for t in (*proposal.content, *strayed)}
    return (
        tuple(t for t in proposal.cue if t.i not in gone),
        tuple(t for _, t in sorted(content.items())),
    )
