"""Events that the article reports in its own voice: everything outside what it attributes to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.attribution import FRAME_CONFIDENCE
from kg.extract.discourse import Discourse
from kg.extract.phrases import SUBJECTS, child, children, is_passive, lemma, negated, noun_phrase, trim
from kg.extract.predications import Predication, predication
from kg.extract.reading import BROKEN_CONFIDENCE, Reading, attached, counted
from kg.knowledge.lexicon import Lexicon
from kg.language.english import Sentence
from kg.model import Entity, Event, Evidence, Span, When

#: Auxiliaries that leave open whether something happens.
_UNREAL = frozenset({"will", "would", "could", "can", "may", "might", "should", "must", "shall", "to"})
#: How a noun or verb hangs under what may take back that it happened.
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "acl"})
#: A label longer than this many code points is cut at a word: it is a heading, the evidence has the words.
MAX_LABEL = 120


def find_events(
    discourse: Discourse, sentence: Sentence, reading: Reading, said: Sequence[Span], cues: Sequence[Span]
) -> tuple[Event, ...]:
    """The events of one sentence outside what is `said` and other than the `cues`, in text order."""
    found: list[Event] = []
    used: set[int] = set()
    for token in sentence.tokens:
        span = discourse.document.span(token)
        if token.i in used or any(s.contains(span) for s in (*said, *cues)):
            continue
        happening = predication(discourse, token)
        if happening is None or happening.trigger.claim_only or not _reported(discourse.lexicon, happening):
            continue
        event = _event(discourse, sentence, happening, reading, said)
        if event is not None:
            used.update(t.i for t in happening.tokens)
            found.append(event)
    return tuple(found)


def _reported(lexicon: Lexicon, happening: Predication) -> bool:
    """Whether the article says that it happened: not negated, wished, planned, feared or possible."""
    head = happening.head
    if happening.trigger.pos == "noun":
        return _noun_reported(lexicon, happening)
    if happening.trigger.pos == "adjective":
        return head.head.pos_ in {"VERB", "AUX"} and not _unreal(lexicon, head.head)
    if head.tag_ in {"VBG", "VBN"} and head.dep_ in {"amod", "compound"}:
        return False
    if head.tag_ == "VBG" and head.dep_ in {"pcomp", "csubj"} and not happening.actors:
        return False
    return not _unreal(lexicon, head) and not _opaque(lexicon, head)


def _unreal(lexicon: Lexicon, verb: Token) -> bool:
    """Whether a verb's own clause leaves open or denies that it happened."""
    if negated(verb):
        return True
    for c in verb.children:
        if c.dep_ in {"aux", "auxpass"} and c.lower_ in _UNREAL:
            # 'could be heard' is a report of what was heard.
            return not (c.lower_ in {"could", "can"} and lemma(verb) in lexicon.words["perception"])
        if c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "until", "lest"}:
            return True
    return False


def _opaque(lexicon: Lexicon, token: Token) -> bool:
    """Whether something above a token in its sentence takes back that it happened."""
    current = token
    while current.head.i != current.i:
        relation, above = current.dep_, current.head
        if relation in _COMPLEMENTS and lemma(above) in lexicon.words["opaque"]:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            if relation in {"conj", "parataxis"} and token.pos_ == "VERB":
                return False
            if relation in {"advcl", "relcl"} and token.pos_ == "VERB":
                return any(c.lower_ in {"if", "unless", "until"} for c in children(current, "mark"))
            if relation not in {"advcl", "relcl"} and _unreal(lexicon, above):
                return True
        current = above
    return False


def _noun_reported(lexicon: Lexicon, happening: Predication) -> bool:
    head, trigger = happening.head, happening.trigger
    if head.dep_ in {"compound", "amod", "nmod"} and head.head.pos_ in {"NOUN", "PROPN"}:
        return False
    if any(c.lower_ in {"no", "any"} or c.lower_ in lexicon.words["unreal"] for c in head.children):
        return False
    if (trigger.eventive and not _eventive(lexicon, happening)) or _opaque(lexicon, head):
        return False
    return bool(trigger.eventive or happening.actors or happening.targets or happening.places)


def _eventive(lexicon: Lexicon, happening: Predication) -> bool:
    """Whether the verb that governs the noun makes it happen ('a truce was reached')."""
    noun = happening.head
    governor = noun.head.head if noun.dep_ == "conj" else noun.head
    if governor.pos_ not in {"VERB", "AUX"} or noun.dep_ not in {"dobj", "nsubj", "nsubjpass", "conj"}:
        return False
    near = {w for c in governor.children for t in (c, *c.children) for w in (t.lower_, lemma(t))}
    if not any(
        lemma(governor) == verb[0] and near.issuperset(verb[1:]) for verb in happening.trigger.eventive
    ):
        return False
    if lemma(governor) == "be" and child(governor, "acomp", "prep") is None:
        return False
    return not _unreal(lexicon, governor)


def _event(
    discourse: Discourse, sentence: Sentence, happening: Predication, reading: Reading, said: Sequence[Span]
) -> Event | None:
    verb = happening.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    span = _span(discourse, happening, verb, said)
    if span is None:
        return None
    when = _when(discourse, sentence, happening, verb, reading)
    somebody = bool(happening.actors or happening.targets or happening.places)
    if happening.trigger.pos == "noun" and not somebody and when is None and not is_passive(verb):
        return None
    document = discourse.document
    evidence = [Evidence("content", (span,)), Evidence("trigger", (document.span(happening.tokens),))]
    participants = sorted({document.span(token) for token in happening.participants})
    if participants:
        evidence.append(Evidence("participant", tuple(participants)))
    figures = counted(reading.figures, (span,), happening.head, sentence)
    return Event(
        type=happening.trigger.type,
        label=_label(document.text(span)),
        evidence=tuple(evidence),
        sentence=sentence.number,
        actors=happening.actors,
        targets=happening.targets,
        places=happening.places,
        when=when,
        figures=tuple(f for f in figures if not any(s.contains(f.span) for s in said)),
        confidence=BROKEN_CONFIDENCE if reading.broken else FRAME_CONFIDENCE,
    )


def _span(discourse: Discourse, happening: Predication, verb: Token, said: Sequence[Span]) -> Span | None:
    """The words that report an event: its clause, or its noun phrase, up to where somebody else speaks."""
    head, document = happening.head, discourse.document
    light = lemma(verb) in discourse.lexicon.words["lightVerb"]
    governed = head.head.i == verb.i or (head.head.pos_ == "ADP" and head.head.head.i == verb.i and light)
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
    phrase = discourse.document.span(noun_phrase(head))
    inside = attached([d for d in reading.dates if phrase.contains(d.span)], head, sentence)
    if inside is not None:
        return inside
    if head.pos_ in {"VERB", "AUX"}:
        return attached(reading.dates, head, sentence)
    return attached(reading.dates, verb, sentence) if _carries(discourse.lexicon, verb, head) else None


def _carries(lexicon: Lexicon, verb: Token, noun: Token) -> bool:
    """Whether a verb only says that the noun's event takes place, so that the verb's date is the event's."""
    light = lexicon.words["lightVerb"] | lexicon.words["perception"]
    return lemma(verb) in light or noun.dep_ in {"nsubj", "nsubjpass"}


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


def merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """One event for several mentions: same type, same actors and targets, places and dates that agree.

    Evidence adds up; the first mention gives label and sentence.
    """
    found: list[Event] = []
    for event in events:
        for index, known in enumerate(found):
            if _same(known, event):
                found[index] = replace(
                    known,
                    evidence=known.evidence + tuple(e for e in event.evidence if e not in known.evidence),
                    places=known.places or event.places,
                    when=known.when if known.when is not None else event.when,
                    figures=known.figures + tuple(f for f in event.figures if f not in known.figures),
                )
                break
        else:
            found.append(event)
    return tuple(found)


def _same(a: Event, b: Event) -> bool:
    def agree(x: tuple[Entity, ...], y: tuple[Entity, ...]) -> bool:
        return not x or not y or bool(set(x) & set(y))

    if a.type != b.type or set(a.actors) != set(b.actors) or not (a.actors or a.targets):
        return False
    if set(a.targets) != set(b.targets) and a.targets and b.targets:
        return False
    if a.when is not None and b.when is not None:
        if a.when.earliest is None or b.when.earliest is None:
            return a.when.words == b.when.words and agree(a.places, b.places)
        if (a.when.earliest, a.when.latest) != (b.when.earliest, b.when.latest):
            return False
    elif (a.when is None) != (b.when is None) and a.sentence != b.sentence:
        # A dated and an undated mention may be two events.
        return False
    return agree(a.places, b.places)
