"""Events that the article reports in its own voice: everything outside what it attributes to somebody."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.facts.mentions import EventMention
from kg.extract.facts.modes import dates_inside, event_mode, takes_up
from kg.extract.facts.occurrences import occurs
from kg.extract.phrases import (
    SUBJECTS,
    child,
    children,
    dependents,
    is_passive,
    lemma,
    noun_phrase,
    objects,
    prepositional,
    tokens_of,
    trim,
)
from kg.extract.predicates.casting import outermost
from kg.extract.predicates.concerns import concerned
from kg.extract.predicates.modality import OCCASIONS, has_ended
from kg.extract.predicates.predications import Predication, predication
from kg.extract.predicates.triggers import may_trigger, word_under
from kg.extract.reading import BROKEN_CONFIDENCE, Reading, attached, counted
from kg.extract.speech.attribution import DIRECTIVE, FRAME_CONFIDENCE
from kg.extract.speech.unsaid import is_disowned
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon
from kg.language.english import Sentence
from kg.model import Entity, Event, Evidence, Mode, Span, Statement, When

#: A label longer than this many code points is cut at a word: it is a heading, the evidence has the words.
MAX_LABEL = 120
#: What ended this long before the article is history and no news: a year, anniversaries included.
HISTORICAL = datetime.timedelta(days=366)


def find_events(
    discourse: Discourse, sentence: Sentence, reading: Reading, statements: Sequence[Statement]
) -> tuple[EventMention, ...]:
    """The events of one sentence outside what its statements say and other than their cues, in text order.

    What is to come, possible or ruled out is among them, in its mode.
    """
    # What is done at somebody's request the article tells itself.
    others = [s for s in statements if not _is_bidding(discourse, s)]
    said, cues = spans_in(others, "content"), spans_in(statements, "cue")
    asked = spans_in((s for s in statements if s.attitude in DIRECTIVE and not s.quotes), "content")
    found: list[EventMention] = []
    used: dict[int, str] = {}
    for token in tokens_of(sentence.tokens):
        if token.i in used or not may_trigger(token):
            continue
        span = discourse.document.span(token)
        ruled = any(s.contains(span) for s in cues)
        inside = any(_tells(s, span) for s in others) if ruled else any(s.contains(span) for s in said)
        if inside and not _presupposed(token, span, asked):
            continue
        happening = predication(discourse, token)
        if happening is None or happening.trigger.claim_only:
            continue
        if ruled and not _is_deed(discourse, happening):
            continue
        if not inside and is_disowned(token, discourse.lexicon):
            continue
        if inside and not (happening.actors or happening.targets or happening.places):
            continue
        type, words = happening.type, happening.trigger.words
        told = any(used.get(t.i) == type and lemma(t) in words for t in happening.tokens)
        # 'a car bomb exploded'
        told |= token.pos_ == "VERB" and any(used.get(t.i) == type for t in subjects(token))
        if told and not happening.actors:
            # 'a truce was reached' is told by its noun.
            continue
        mode = event_mode(discourse, happening, reading)
        if mode is None or (mode != "actual" and not (happening.actors or happening.targets)):
            # What nobody is going to do is not worth keeping.
            continue
        # What a court rules is in the words of its deed.
        apart = () if happening.trigger.deed and ruled else said
        event = _event(discourse, sentence, happening, mode, reading, apart)
        if event is not None:
            # A number that is said is the statement's.
            own = (f for f in event.figures if not any(s.contains(f.span) for s in said))
            event = replace(event, figures=tuple(own))
            used.update((t.i, type) for t in happening.tokens)
            stands = happening.trigger.pos == "noun" and occurs(discourse.lexicon, happening.head)
            known = takes_up(happening) or _ended(discourse, happening)
            found.append(EventMention(event, known, stands, _is_apart(discourse, happening.head)))
    return tuple(found)


def _tells(statement: Statement, span: Span) -> bool:
    """Whether some words are said in a statement: not those by which it is itself reported."""
    cued = any(s.contains(span) for s in spans_in((statement,), "cue"))
    return not cued and any(s.contains(span) for s in spans_in((statement,), "content"))


def _is_apart(discourse: Discourse, head: Token) -> bool:
    """Whether the words of an event say that it is none told of before: 'was hit in a separate incident'."""
    anew = discourse.lexicon.words["anew"]
    near = list(dependents(head))
    for _ in range(2):
        near = [*near, *(g for c in near for g in dependents(c))]
    return any(t.lower_ in anew for t in near)


def _is_bidding(discourse: Discourse, statement: Statement) -> bool:
    """Whether a statement tells at whose request something is done ('met at the urging of X')."""
    cue = next(iter(spans_in((statement,), "cue")), None)
    if cue is None or statement.attitude != "callsFor":
        return False
    return discourse.document.text(cue).lower().split()[0] == "at"


def _is_deed(discourse: Discourse, happening: Predication) -> bool:
    """Whether a cue of saying is a deed with its object: 'recalled its ambassador', 'charged X'."""
    trigger = happening.trigger
    done = _patient(discourse, happening) or bool(trigger.subject_nouns)
    if trigger.deed and (happening.actors or happening.targets) and done:
        return True
    further = (word_under(happening.head, word) for word in happening.trigger.words[1:])
    return any(token is not None and token.pos_ == "NOUN" for token in further)


def _presupposed(token: Token, span: Span, asked: Sequence[Span]) -> bool:
    """Whether a noun is what a request or promise comes after ('urged them to stop after a day of fighting').

    It is the occasion of the saying, told by the article, and no part of what is asked for.
    """
    if token.pos_ != "NOUN" or not any(s.contains(span) for s in asked):
        return False
    current = token
    while current.head.i != current.i and current.pos_ not in {"VERB", "AUX"}:
        if current.dep_ == "prep" and current.lower_ in OCCASIONS:
            return True
        current = current.head
    return False


def _ended(discourse: Discourse, happening: Predication) -> bool:
    """Whether a noun may be of what the article has told of: 'The fighting eased, ending days of clashes'."""
    top = outermost(happening.head, discourse.lexicon.words["container"])
    return happening.trigger.pos == "noun" and has_ended(discourse.lexicon, top, happening.head)


def _event(
    discourse: Discourse,
    sentence: Sentence,
    happening: Predication,
    mode: Mode,
    reading: Reading,
    said: Sequence[Span],
) -> Event | None:
    verb = happening.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    span = _span(discourse, happening, verb, said)
    if span is None:
        return None
    when = _when(discourse, sentence, happening, verb, reading)
    somebody = bool(happening.actors or happening.targets or happening.places)
    unsaid = when is None and not is_passive(verb) and not takes_up(happening)
    unsaid = unsaid and not happening.trigger.eventive and not occurs(discourse.lexicon, happening.head)
    if happening.trigger.pos == "noun" and not somebody and unsaid:
        return None
    somewhen = when is not None or _patient(discourse, happening)
    if happening.trigger.pos == "verb" and not somebody and not somewhen:
        # 'the deal met with suspicion'
        return None
    document = discourse.document
    evidence = [Evidence("content", (span,)), Evidence("trigger", (document.span(happening.tokens),))]
    participants = sorted({document.span(token) for token in happening.participants})
    if participants:
        evidence.append(Evidence("participant", tuple(participants)))
    return Event(
        type=happening.type,
        label=_label(document.text(span)),
        evidence=tuple(evidence),
        sentence=sentence.number,
        actors=happening.actors,
        targets=happening.targets,
        places=happening.places,
        when=when,
        figures=counted(reading.figures, (span,), happening.head, sentence),
        confidence=BROKEN_CONFIDENCE if reading.broken else FRAME_CONFIDENCE,
        mode=_dated(mode, when, document.article.date),
        concerns=() if happening.targets else _concerned(discourse, sentence, happening, said),
        instrument=_instrument(discourse, happening),
    )


def _patient(discourse: Discourse, happening: Predication) -> bool:
    """Whether a verb's grammar has somebody or something to which it happens, or its words say that."""
    verb, trigger = happening.head, happening.trigger
    several = len(trigger.words) > 1 and bool(subjects(verb))
    befalls = trigger.subject == "target" or several or lemma(verb) in discourse.lexicon.words["befalling"]
    return befalls or is_passive(verb) or bool(objects(verb) and verb.dep_ != "acl")


def _dated(mode: Mode, when: When | None, published: datetime.date | None) -> Mode:
    """The mode of what happened, historical if it ended long before the article."""
    if mode != "actual" or when is None or when.latest is None or published is None:
        return mode
    return "historical" if when.latest < published - HISTORICAL else "actual"


def _concerned(
    discourse: Discourse, sentence: Sentence, happening: Predication, said: Sequence[Span]
) -> tuple[Entity, ...]:
    """Whom the words for what is done name, the subject and other clauses aside."""
    head, document = happening.head, discourse.document
    doers = [t for c in dependents(head) if c.dep_ in SUBJECTS | {"agent", "conj"} for t in c.subtree]
    left_out = {t.i for t in doers}
    allowed = {
        t.i
        for t in head.subtree
        if t.i not in left_out and not any(s.contains(document.span(t)) for s in said)
    }
    acting = (discourse.as_actor(place) for place in happening.places)
    besides = (*happening.actors, *happening.places, *(actor for actor in acting if actor is not None))
    return concerned(discourse, [head], allowed, besides)


def _instrument(discourse: Discourse, happening: Predication) -> str | None:
    """What it was done with: a weapon after 'with' or 'using', or before the noun ('a drone strike')."""
    head, weapons = happening.head, discourse.lexicon.words["weapon"]
    for _, item in prepositional(head, {"with"}):
        if lemma(item) in weapons:
            return str(noun_phrase(item).text)
    for token in (*head.lefts, *happening.tokens):
        if token.pos_ in {"NOUN", "PROPN"} and token.i != head.i and lemma(token) in weapons:
            return str(token.text)
    return None


def _span(discourse: Discourse, happening: Predication, verb: Token, said: Sequence[Span]) -> Span | None:
    """The words that report an event: its clause, or its noun phrase, up to where somebody else speaks."""
    head, document = happening.head, discourse.document
    light = lemma(verb) in discourse.lexicon.words["lightVerb"]
    brought = head.head.pos_ == "ADP" and head.head.lower_ not in OCCASIONS
    governed = head.head.i == verb.i or (brought and head.head.head.i == verb.i and light)
    clausal = happening.trigger.pos != "noun" or governed
    clause = _own_clause(verb) if clausal else trim(noun_phrase(head))
    if clause is None:
        return None
    span = document.span(clause)
    cut = next(
        (s for s in sorted(said) if s.start > span.start and s.overlaps(span) and not s.contains(span)), None
    )
    if cut is None or cut.start <= document.span(happening.tokens).end:
        return span
    return Span(span.start, len(document.article.text[: cut.start].rstrip(" ,")))


def _when(
    discourse: Discourse, sentence: Sentence, happening: Predication, verb: Token, reading: Reading
) -> When | None:
    """The date of an event: inside its noun phrase, else the one of its verb."""
    head = happening.head
    inside = attached(dates_inside(discourse, head, reading), head, sentence)
    if inside is not None:
        return inside
    if head.pos_ in {"VERB", "AUX"}:
        return attached(reading.dates, head, sentence)
    return attached(reading.dates, verb, sentence) if _carries(discourse.lexicon, verb, head) else None


def _carries(lexicon: Lexicon, verb: Token, noun: Token) -> bool:
    """Whether a verb only says that the noun's event takes place, so that the verb's date is the event's."""
    words, word = lexicon.words, lemma(verb)
    return word in words["lightVerb"] or word in words["perception"] or noun.dep_ in {"nsubj", "nsubjpass"}


def _label(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= MAX_LABEL else words[:MAX_LABEL].rsplit(" ", 1)[0] + " …"


def _own_clause(verb: Token) -> Tokens | None:
    """The clause of a verb without clauses coordinated with it or hung under it."""
    beside = [
        c
        for c in children(verb, "conj", "advcl", "parataxis", "ccomp")
        if c.pos_ in {"VERB", "AUX"} and abs(c.i - verb.i) > 1
    ]
    below = [c for c in verb.subtree if c.dep_ == "advcl" and c.i != verb.i and c.head.i != verb.i]
    indices = {t.i for t in verb.subtree}
    for clause in (*beside, *below):
        if child(clause, *SUBJECTS) is not None:
            indices -= {t.i for t in clause.subtree}
    start = end = verb.i
    while start - 1 in indices:
        start -= 1
    while end + 1 in indices:
        end += 1
    return trim(verb.doc[start : end + 1])


def spans_in(statements: Iterable[Statement], role: str) -> tuple[Span, ...]:
    """Where the evidence of some statements in one role stands."""
    return tuple(s for statement in statements for e in statement.evidence if e.role == role for s in e.spans)
