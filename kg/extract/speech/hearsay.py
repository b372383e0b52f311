"""What others say in the words of somebody who is quoted: '"He says it is over," she told the court'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.phrases import (
    is_finite,
    is_infinitive,
    is_nobody,
    negated,
    tokens_of,
)
from kg.extract.speech.attribution import NEUTRAL, Attribution
from kg.extract.speech.cue_verbs import verb_attribution
from kg.extract.speech.retold import is_retold, told_by
from kg.knowledge.lexicon import Lexicon
from kg.language.english import Sentence
from kg.model import Span, Statement

#: How likely somebody says what another tells of him, as the parse has it.
HEARSAY = 0.6
#: With what a sentence says who passes on what another has said ('"It fell," X quoted Y as saying').
_RELAYS = ("according to", "quoted", "cited")
_LONGEST = max(map(len, _RELAYS))
#: Who is another in somebody's words; whom 'they' are there is seldom told.
_OTHERS = frozenset({"he", "she", "people", "everybody", "everyone", "some", "many", "others"})


def hearsay(
    sentences: Iterable[Sentence], quoted: Set[int], known: Iterable[Attribution], lexicon: Lexicon
) -> Iterator[Attribution]:
    """The sayings of 'he', 'she' and people inside quotation marks, less those that are known already.

    The tagger has none of them: what taught it leaves out what stands in quotation marks. Only what is told
    or thought in a clause counts: 'He wants answers' is as often what the speaker makes of it.
    """
    inside = quoted - {attribution.head.i for attribution in known}
    for token in (t for sentence in sentences for t in tokens_of(sentence.tokens) if t.i in inside):
        if not _is_of_another(token) or _is_asked(token):
            continue
        attribution = verb_attribution(token, lexicon)
        if attribution is not None and not attribution.weak and _is_told(attribution):
            yield replace(attribution, sure=True, confidence=HEARSAY)


def _is_of_another(verb: Token) -> bool:
    """Whether a verb in somebody's words is a saying of 'he', 'she' or people: 'She said it was over'."""
    if verb.pos_ != "VERB" or is_infinitive(verb) or negated(verb) or is_nobody(verb.head):
        return False
    who = told_by(verb)
    if who is not None and who.lower_ == "who" and verb.dep_ == "relcl":
        who = verb.head
    # 'They told us to leave', not 'They say it is over'.
    return who is not None and (who.lower_ in _OTHERS or (who.lower_ == "they" and is_retold(verb)))


def _is_asked(verb: Token) -> bool:
    """'Is he so naive that he thinks so?', unlike 'Remember when he said so?'."""
    return verb.tag_ in {"VBZ", "VBP"} and any(t.text == "?" for t in verb.sent[-2:])


def _is_told(attribution: Attribution) -> bool:
    """Whether something said is a clause."""
    return any(is_finite(c.head) or is_infinitive(c.head) for c in attribution.contents)


def nested(statement: Statement, others: Sequence[Statement], text: str) -> Statement:
    """A saying inside what somebody else says is reported by that speaker and not by the article.

    So is what 'X quoted Y as saying' in the article's `text`, where both have the same content.
    """
    cue = _cue(statement)
    if cue is None:
        return statement
    for other in others:
        contents = (s for e in other.evidence if e.role == "content" for s in e.spans)
        told = any(s.contains(cue) for s in contents) or _quotes(other, statement, text)
        if other.speaker != statement.speaker and told:
            return replace(statement, according_to=other.speaker)
    return statement


def _quotes(other: Statement, statement: Statement, text: str) -> bool:
    """Whether somebody is who quotes another as saying it: 'X was quoted by Y as saying'."""
    start, end = cue_of(other), cue_of(statement)
    quoting = other.illocution == "Report" and text[start : start + _LONGEST].lower().startswith(_RELAYS[1:])
    said, whole = _content(statement), _content(other)
    return quoting and start != end and any(w.contains(s) for w in whole for s in said)


def is_repeated(statement: Statement, others: Iterable[Statement]) -> bool:
    """Whether somebody's saying that he says it is there, as the same act: 'said it had counted 40'.

    'The party rejected it, it said' is a rejection, whatever the saying is.
    """
    cue = _cue(statement)
    alike = (
        other
        for other in others
        if other is not statement
        and other.speaker == statement.speaker
        and other.illocution == statement.illocution in NEUTRAL
    )
    return cue is not None and any(span.contains(cue) for other in alike for span in _content(other))


def goes_on_from(statements: Sequence[Statement], text: str) -> int:
    """Which statement of a sentence has the speaker whose words a quotation without a cue goes on with.

    The last that is none inside another, or one that this only passes on, in quotation marks or as what he is
    quoted as saying: '"It fell," X said, according to Y', 'Y cited X as saying that it fell'.
    """
    starts = ((s.speaker, cue_of(s)) for s in statements)
    relays = {who for who, start in starts if text[start : start + _LONGEST].lower().startswith(_RELAYS)}
    told = [
        i
        for i, s in enumerate(statements)
        if s.according_to in relays and (s.quotes or any(_quotes(o, s, text) for o in statements))
    ]
    own = told or [
        i for i, s in enumerate(statements) if s.according_to is None and not _is_denied(s, statements)
    ]
    return own[-1] if own else len(statements) - 1


def _is_denied(statement: Statement, others: Iterable[Statement]) -> bool:
    """Whether what somebody says stands there because another denies it: 'X denied a report by Y that'."""
    said = _content(statement)
    return any(
        other.attitude == "denies" and other.speaker != statement.speaker and _content(other) == said
        for other in others
    )


def _content(statement: Statement) -> tuple[Span, ...]:
    return next((e.spans for e in statement.evidence if e.role == "content"), ())


def cue_of(statement: Statement) -> int:
    """Where the cue of a statement begins, 0 where it has none."""
    cue = _cue(statement)
    return cue.start if cue is not None else 0


def _cue(statement: Statement) -> Span | None:
    """The first stretch of a statement's cue."""
    return next((s for e in statement.evidence if e.role == "cue" for s in e.spans), None)
