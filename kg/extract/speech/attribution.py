"""An attribution as the parse or the tagger gives it: a cue, its sources, and the things said."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    SELF,
    child,
    children,
    in_order,
    noun_phrase,
    prepositional,
)
from kg.extract.speech.retold import is_me
from kg.knowledge.entries import Frame

#: Who found an attribution: the cues of the lexicon, the statement tagger, or one and the other.
FoundBy = Literal["lexicon", "tagger", "both"]

#: The complements of frames, the most specific first: 'urged X to do Y' is not 'urged X'.
COMPLEMENT_ORDER = (
    "predicative",
    "infinitive",
    "gerund",
    "clause",
    "figure",
    "preposition",
    "object",
    "none",
)
#: Acts that tell without pressing: verbs for them may be deeds too ("called it off").
NEUTRAL = frozenset({"Claim", "Announcement", "Report", "Opinion", "Intention"})
#: Attitudes to what is to be done: it is wanted, promised or refused.
DIRECTIVE = frozenset({"callsFor", "commitsTo", "refuses"})
#: Acts that do more to what the cue brings than affirm it.
_PRESSING = frozenset({"Appeal", "Demand", "Denial", "Offer", "Promise", "Rejection", "Threat", "Ultimatum"})
#: Those of them by which something is asked for.
_ASKING = frozenset({"Appeal", "Demand"})
#: Who is no source in an article: the speaker inside a quotation, or its reader.
_FIRST_PERSON = SELF | {"you"}
#: Whose something is inside a quotation.
MINE = frozenset({"my", "our", "your"})
#: Confidence of what a frame of the lexicon reads off the parse alone (0 to 1).
FRAME_CONFIDENCE = 0.9
#: Confidence where the verb often is no saying ('sought', 'supported').
WEAK_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """One thing said: the head of its clause or phrase, and its tokens in text order."""

    head: Token
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """A cue with the heads of its sources, what it says and to or about whom.

    `head` is the head of the cue, `source_words` are set where they are not the noun phrases of the
    sources' heads. `contents` are the things said one by one; `said`, where set, is all of it together.
    `weak` cues often report no saying; the words of `sure` ones leave no doubt. What is said goes `on` where
    it is told in a quotation beside what the cue denies, refuses, promises or asks for.
    `confidence` (0 to 1) says how likely somebody says something here.
    """

    cue: tuple[Token, ...]
    head: Token
    illocution: str
    sources: tuple[Token, ...]
    contents: tuple[Content, ...]
    addressees: tuple[Token, ...] = ()
    about: tuple[Token, ...] = ()
    source_words: tuple[Token, ...] = ()
    said: tuple[Token, ...] = ()
    weak: bool = False
    sure: bool = False
    on: bool = False
    found_by: FoundBy = "lexicon"
    confidence: float = FRAME_CONFIDENCE

    @property
    def source_tokens(self) -> tuple[Token, ...]:
        """The tokens of who speaks, in text order."""
        found = self.source_words or [t for source in self.sources for t in noun_phrase(source)]
        return in_order(found)

    @property
    def content_tokens(self) -> tuple[Token, ...]:
        """The tokens of all that is said, in text order."""
        return in_order(self.said or [t for content in self.contents for t in content.tokens])

    def bringing(self, content: Content, quoted: Set[int]) -> Attribution:
        """The attribution as it brings one of its contents: some of what is quoted is told.

        In 'denied this. "There was no violence"' the violence is denied by the words, not by the cue, and in
        '"Forty people work here. Who will pay?" he asked' nobody is asked to work.
        """
        if self.illocution not in _PRESSING or not all(t.i in quoted or t.is_punct for t in content.tokens):
            return self
        later = content.tokens[0].i >= self.head.sent.end
        told = later or (self.illocution in _ASKING and _is_stated(content))
        return replace(self, illocution="Claim", on=True) if told else self


def _is_stated(content: Content) -> bool:
    """Whether a content is a statement of its own, neither an order nor a question."""
    verbs = (content.head, *children(content.head, "aux", "auxpass"))
    own = child(content.head, "nsubj", "nsubjpass", "expl")
    finite = own is not None and any(verb.tag_ in FINITE for verb in verbs)
    return finite and not any(token.text == "?" for token in content.tokens)


def framed(
    cue: Tokens,
    illocution: str,
    sources: tuple[Token, ...],
    contents: tuple[Content, ...],
    addressees: tuple[Token, ...] = (),
    about: tuple[Token, ...] = (),
    *,
    source_words: Tokens | None = None,
    weak: bool = False,
    sure: bool = False,
) -> Attribution:
    """An attribution that a frame of the lexicon found in the parse."""
    return Attribution(
        cue=tuple(cue),
        head=cue.root,
        illocution=illocution,
        sources=sources,
        contents=contents,
        addressees=addressees,
        about=about,
        source_words=tuple(source_words) if source_words is not None else (),
        weak=weak and not sure,
        sure=sure,
        confidence=WEAK_CONFIDENCE if weak and not sure else FRAME_CONFIDENCE,
    )


def quotes_as(verb: Token) -> bool:
    """Whether a verb has somebody 'as saying' something: 'Y quoted X as saying it'."""
    hosts = (verb, *children(verb, "dobj"))
    return any(item.tag_ == "VBG" for host in hosts for _, item in prepositional(host, {"as"}))


def is_first_person(word: Token) -> bool:
    """Whether a word is for the speaker inside a quotation, or its reader; 'the US' is a country."""
    return word.lower_ in _FIRST_PERSON or is_me(word)


def specificity(frame: Frame) -> int:
    """The rank of a frame by its complement, 0 for the most specific."""
    return COMPLEMENT_ORDER.index(frame.complement)
