"""One event for several mentions of it in an article; evidence adds up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from kg.knowledge.lexicon import Lexicon
from kg.model import Entity, Event


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event as one place of an article tells it; `takes_up` says that the words mean something known.

    `stands` says that where they stand they tell of it anew: 'the riots spread'; `apart` that it is none of
    those before: 'a separate attack'.
    """

    event: Event
    takes_up: bool = False
    stands: bool = False
    apart: bool = False


def merged(lexicon: Lexicon, mentions: Iterable[EventMention]) -> tuple[Event, ...]:
    """One event for mentions of the same type, mode, actors and targets whose places and dates agree.

    Words that take up something known ('the offensive', 'its invasion') are a mention of the one earlier
    event that they fit, which may have a narrower type; alone, and naming nobody, they are no event. The
    first mention gives label and sentence.
    """
    found: list[Event] = []
    for mention in mentions:
        event = mention.event
        before = [] if mention.apart else list(enumerate(found))
        same = [i for i, known in before if _same(known, event) or _purpose(known, event)]
        fitting = same
        if not same and mention.takes_up:
            fitting = [i for i, known in before if _taken_up(lexicon, known, event)]
        alone = not mention.takes_up or event.actors or event.targets or event.places
        if same or len(fitting) == 1:
            found[fitting[0]] = _joined(found[fitting[0]], event)
        elif alone or (mention.stands and not fitting):
            found.append(event)
    return tuple(found)


def _joined(known: Event, event: Event) -> Event:
    return replace(
        known,
        evidence=known.evidence + tuple(e for e in event.evidence if e not in known.evidence),
        actors=known.actors or event.actors,
        targets=known.targets or event.targets,
        places=known.places or event.places,
        when=known.when if known.when is not None else event.when,
        figures=known.figures + tuple(f for f in event.figures if f not in known.figures),
        concerns=() if known.targets or event.targets else known.concerns or event.concerns,
        instrument=known.instrument or event.instrument,
    )


def _agree(x: Collection[Entity], y: Collection[Entity]) -> bool:
    return not x or not y or bool(set(x) & set(y))


def _taken_up(lexicon: Lexicon, known: Event, event: Event) -> bool:
    """Whether words for something known can mean an earlier event."""
    if known.mode != event.mode or event.type not in lexicon.broader(known.type):
        return False
    if not (set(event.actors) <= set(known.actors) and set(event.targets) <= set(known.targets)):
        return False
    return _agree(known.places, event.places) and (
        known.when is None or event.when is None or known.when.words == event.when.words
    )


def _purpose(known: Event, event: Event) -> bool:
    """Whether the same sentence says of an event whom it is against ('struck to protest X's arrest')."""
    if (known.type, known.sentence) != (event.type, event.sentence) or not known.actors:
        return False
    return not (event.actors or known.targets) and _agree(known.places, event.places)


def _same(a: Event, b: Event) -> bool:
    if a.type != b.type or a.mode != b.mode or set(a.actors) != set(b.actors) or not (a.actors or a.targets):
        return False
    if set(a.targets) != set(b.targets) and a.targets and b.targets:
        return False
    if a.when is not None and b.when is not None:
        if a.when.earliest is None or b.when.earliest is None:
            return a.when.words == b.when.words and _agree(a.places, b.places)
        if (a.when.earliest, a.when.latest) != (b.when.earliest, b.when.latest):
            return False
    elif (a.when is None) != (b.when is None) and a.sentence != b.sentence:
        # A dated and an undated mention may be two events.
        return False
    return _agree(a.places, b.places)
