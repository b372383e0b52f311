"""What one statement says: its words, and as much of predicate, roles, place and time as is known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import (
    FINITE,
    SUBJECTS,
    child,
    children,
    cover,
    definite,
    is_infinitive,
    lemma,
    negated,
    roots,
    runs,
    trim,
)
from kg.extract.predicates.concerns import concerned
from kg.extract.predicates.modality import clause_mode
from kg.extract.predicates.predications import Predication
from kg.extract.reading import Reading, attached, within
from kg.extract.speech.attribution import Attribution, Content
from kg.extract.speech.believed import is_somebody
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon
from kg.language.english import Sentence
from kg.model import Entity, Mode, Proposition, Span, When

_EDGES = " \n\t\u00a0,;:—–-"
#: Words that may be all there is of a content.
_TAKEN_UP = frozenset(
    {"this", "that", "it", "them", "him", "her", "so", "something", "everyone", "everybody"}
)
#: Acts whose verb may bring whom or what it is about, and with 'as' what that is held for.
_HELD = frozenset({"Denial", "Label", "Rejection"})
#: A stretch of content with fewer code points, beside a longer one, is a word that the parser hung elsewhere.
MIN_SPAN = 4


def content_spans(
    discourse: Discourse, content: Content, illocution: str, sentence: Sentence
) -> tuple[Span, ...]:
    """The stretches of text that are said, cleaned at both ends; quotation marks stay whole."""
    document, tokens = discourse.document, _held_apart(discourse, content, illocution)
    found = []
    for run in runs(tokens):
        covered = cover(run)
        trimmed = trim(covered) if covered is not None else None
        # 'asked them to move' is asked in one word, although a common one.
        little = trimmed is not None and len(trimmed) == 1 and trimmed[0].is_stop
        if trimmed is None or all(t.is_punct or (little and t.pos_ != "VERB") for t in trimmed):
            continue
        found.append(_balanced(document.article.text, document.span(trimmed), sentence.span))
    if not found:
        # 'denies this', 'condemned it': the pronoun is all that is said.
        found = [document.span(t) for t in tokens if t.lower_ in _TAKEN_UP][:1]
    return tuple([s for s in found if len(s) >= MIN_SPAN] or found)


def _held_apart(discourse: Discourse, content: Content, illocution: str) -> tuple[Token, ...]:
    """The words of what is turned down, without what it is held for, or of the latter where that is the act.

    'rejected the report as a bad joke', 'dismissed it as a bad joke', unlike 'rejected him as chairman'
    """
    head, verb = content.head, content.head.head
    if illocution not in _HELD or head.dep_ != "dobj":
        return content.tokens
    below = (c for host in (verb, head) for c in children(host, "prep", "advcl") if c.i > head.i)
    held = (c for c in below if c.left_edge.lower_ == "as" and child(c, *SUBJECTS) is None)
    phrase = next(held, None)
    if phrase is None or not _is_judgement(discourse, phrase):
        return content.tokens
    if illocution != "Label" and any(t.dep_ == "conj" and t.i > phrase.right_edge.i for t in content.tokens):
        # 'rejected the report as a lie and the charge as a farce'
        return content.tokens
    inside = [t for t in content.tokens if phrase.left_edge.i <= t.i <= phrase.right_edge.i]
    if illocution == "Label":
        return tuple(inside[1:]) or content.tokens
    return tuple(t for t in content.tokens if t not in inside)


def _is_judgement(discourse: Discourse, phrase: Token) -> bool:
    """'as nonsense', 'as "the end"', unlike 'as its envoy', 'as refugees', 'as a whole'."""
    noun = child(phrase, "pobj")
    if noun is None or discourse.surface.is_quoted(noun):
        return True
    particular = definite(noun) or child(noun, "poss") is not None
    return not (particular or noun.lower_ == "whole" or is_somebody(noun, discourse.lexicon))


def under_negation(lexicon: Lexicon, said: Proposition, cue: Token | None) -> Proposition:
    """What is said, the other way round under 'does not expect that X', which expects that X will not be."""
    if cue is None or lemma(cue) not in lexicon.words["negRaising"] or not negated(cue):
        return said
    return replace(said, negated=not said.negated)


def proposition(
    discourse: Discourse,
    content: Content,
    spans: tuple[Span, ...],
    predication: Predication | None,
    reading: Reading,
    about: tuple[Entity, ...] = (),
    said: When | None = None,
    speaker: Entity | None = None,
) -> Proposition:
    """The proposition at some spans; `about` is whom it is said of, `said` the date of the saying itself."""
    text = " … ".join(discourse.document.text(span) for span in spans)
    figures = within(reading.figures, spans)
    when = _when(discourse, content, spans, predication, reading, said)
    denied = negated(content.head)
    mode = _mode(discourse.lexicon, predication.head if predication is not None else content.head)
    positions = [token.i for token in content.tokens]
    allowed = range(min(positions, default=0), max(positions, default=-1) + 1)
    heads = roots(content.tokens) or (content.head,)
    besides = (*((speaker,) if speaker is not None else ()), *about)
    if predication is None:
        near = concerned(discourse, heads, allowed, besides)
        return Proposition(text, None, denied, when=when, figures=figures, mode=mode, concerns=near)
    place = next(iter(predication.places), None)
    doers, targets = predication.actors, predication.targets
    if predication.trigger.type == "Sovereignty":
        if not targets:
            return Proposition(text, None, denied, when=when, figures=figures, mode=mode)
        # A territory is said to be somebody's; it is no place of anything.
        doers, place = about or _owned(discourse, content), None
    return Proposition(
        text=text,
        predicate=predication.type,
        negated=denied or negated(predication.head),
        subjects=doers,
        objects=targets,
        place=place,
        when=when,
        figures=figures,
        mode=mode,
        concerns=concerned(discourse, heads, allowed, (*besides, *predication.actors, *targets)),
    )


def asked_on(
    said: Proposition, when: When | None, published: datetime.date | None
) -> tuple[Proposition, When | None]:
    """What is asked for or promised, and when it is: a day that has passed is the day of the asking.

    'It asked the council to send troops on Monday': nobody asks for what is to be done last Monday.
    """
    date = said.when
    if date is None or date.latest is None or published is None or date.latest > published:
        return said, when
    if date.precision != "day":
        return (replace(said, when=None) if date.latest < published else said), when
    return replace(said, when=None), when or date


def _when(
    discourse: Discourse,
    content: Content,
    spans: tuple[Span, ...],
    predication: Predication | None,
    reading: Reading,
    said: When | None,
) -> When | None:
    """The date inside a content that dates it, not something that a clause or a noun in it mentions."""
    dates = [d for d in reading.dates if d is not said and any(s.contains(d.span) for s in spans)]
    if not dates:
        return None
    sentence = discourse.surface.sentence_of(content.head)
    # 'had been told to stay at home that day': what is told has the day.
    heads = [content.head, *([predication.head] if predication else []), *children(content.head, "xcomp")]
    found = (attached(dates, head, sentence) for head in heads)
    return next((when for when in found if when is not None), None)


def _mode(lexicon: Lexicon, verb: Token) -> Mode:
    """The mode of a content's clause, whose negation is its polarity; an infinitive is wanted or to come."""
    found = clause_mode(lexicon, verb) if verb.pos_ in {"VERB", "AUX"} else "actual"
    return "actual" if found == "negated" else found


def _owned(discourse: Discourse, content: Content) -> tuple[Entity, ...]:
    """The territory that is said to belong to somebody."""
    subject = next(iter(subjects(content.head)), None)
    owned = discourse.resolve(subject) if subject is not None else None
    return (owned,) if owned is not None else ()


def _balanced(text: str, span: Span, limit: Span) -> Span:
    """Take in the closing mark right after a span that opens a quotation, and drop a lone one at its ends."""
    start, end = span.start, span.end
    words = text[start:end]
    for opening, closing in (("“", "”"), ("«", "»")):
        if words.count(opening) > words.count(closing):
            tail = text[end : min(end + 3, limit.end)]
            if closing in tail:
                end += tail.index(closing) + 1
        elif words.count(closing) > words.count(opening):
            if text[start - 1 : start] == opening:
                start -= 1
            elif words.endswith(closing):
                end -= 1
    if words.count('"') % 2:
        # A lone straight mark: its other half stands right before, or it is none of these words.
        if text[start - 1 : start] == '"':
            start -= 1
        elif words.endswith('"'):
            end -= 1
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def doers_of(attribution: Attribution, content: Content, source: Token) -> Sequence[Token] | None:
    """Who does what a content without a subject says: the one asked, blamed or speaking."""
    head = content.head
    inside = {t.i for t in content.tokens}
    own = [t for t in children(head, "nsubj", "nsubjpass") if t.i in inside]
    if own:
        # The parser may have hung the source under the content's verb as well.
        return own if any(t.i not in inside for t in children(head, "nsubj")) else None
    if attribution.illocution == "Accusation" and attribution.about:
        return attribution.about
    if head.pos_ in {"VERB", "AUX"} and not _has_tense(head):
        return attribution.addressees or attribution.about or (source,)
    return None


def _has_tense(verb: Token) -> bool:
    """Whether a verb has tense: not an infinitive, not a bare participle."""
    return not is_infinitive(verb) and (verb.tag_ in FINITE or child(verb, "aux", "auxpass") is not None)
