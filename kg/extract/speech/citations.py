"""Whom somebody cites for what he says: 'Reuters, citing officials, reported that it was over'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.phrases import child, children, conjuncts, lemma
from kg.extract.speech.attribution import NEUTRAL, Attribution, Content
from kg.extract.speech.coordination import may_speak
from kg.extract.speech.hearsay import HEARSAY
from kg.extract.speech.sources import owners
from kg.knowledge.lexicon import Lexicon


def citations(found: Iterable[Attribution], lexicon: Lexicon) -> Iterator[Attribution]:
    """The sayings of those who are cited beside a saying, with what that says."""
    for attribution in found:
        if attribution.illocution not in NEUTRAL or attribution.head.pos_ != "VERB":
            continue
        heads = (attribution.head, *(content.head for content in attribution.contents))
        beside = [t for head in heads for t in children(head, "advcl")]
        # 'according to a report citing X', 'the paper, which cited X, said'
        beside += [t for source in attribution.sources for t in children(source, "acl", "relcl")]
        for verb in (t for t in beside if _cites(t, lexicon)):
            told = (t for noun in children(verb, "dobj") for t in conjuncts(noun))
            sources = tuple(t for t in told if any(may_tell(by, lexicon) for by in owners(t, lexicon)))
            aside = {t.i for t in verb.subtree}
            said = tuple(
                Content(content.head, tuple(t for t in content.tokens if t.i not in aside))
                for content in attribution.contents
            )
            if sources:
                yield replace(
                    attribution,
                    cue=(verb,),
                    head=verb,
                    illocution="Claim",
                    sources=sources,
                    contents=said,
                    addressees=(),
                    about=(),
                    source_words=(),
                    said=(),
                    sure=True,
                    found_by="lexicon",
                    confidence=HEARSAY,
                )


def relayed(found: Sequence[Attribution], quoted: Set[int]) -> list[Attribution]:
    """The same sayings with each quotation theirs who said it, not theirs who only pass it on.

    In '"It fell. We ran," X said, according to Y. "It is over."' Y tells that X said so, and no more.
    """
    result = list(found)
    for relay in (a for a in found if a.head.lower_ == "according"):
        told = {t.i for t in relay.content_tokens} - quoted
        inside = (a for a in result if a.head.i in told)
        said = next((a for a in inside if any(t.i in quoted for t in a.content_tokens)), None)
        if said is None:
            continue
        theirs = {t.i for t in said.content_tokens}
        words = [c for c in relay.contents if all(t.i in quoted or t.is_punct for t in c.tokens)]
        new = tuple(c for c in words if not any(t.i in theirs for t in c.tokens))
        rest = tuple(c for c in relay.contents if c not in words)
        result[result.index(relay)] = replace(relay, contents=rest, said=())
        result[result.index(said)] = replace(said, contents=(*said.contents, *new), said=())
    return result


def _cites(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a participle or 'which' cites somebody or something."""
    own = child(verb, "nsubj") if verb.dep_ == "relcl" else None
    which = own is not None and own.lower_ == "which"
    return (verb.tag_ == "VBG" or which) and lemma(verb) in lexicon.words["citing"]


def may_tell(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is for those whom one cites: 'police', 'Reuters', 'two officials'."""
    return noun.ent_type_ in {"PERSON", "ORG"} or (noun.pos_ == "NOUN" and may_speak(noun, lexicon))
