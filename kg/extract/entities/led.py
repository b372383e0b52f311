"""Bodies by those who lead them: 'his ministry', 'the prime minister's office'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.coreference import POSSESSIVE
from kg.extract.entities.organs import office_at_home
from kg.extract.entities.polities import pattern_entity
from kg.extract.entities.scene import Scene
from kg.extract.phrases import children, definite, dependents, is_plural, lemma, prepositional
from kg.knowledge.entries import Pattern
from kg.model import Entity


def _led_by(office: str) -> tuple[tuple[str, ...], ...]:
    """What the organ may be called that the holder of an office leads.

    >>> _led_by("Foreign Minister of Arland"), _led_by("Secretary of State of Arland")
    ((('foreign', 'ministry'),), (('state', 'department'),))
    """
    kind, found, _ = office.lower().removeprefix("deputy ").partition(" minister")
    if found:
        return ((*kind.split(), "ministry"),)
    before, found, rest = office.lower().partition("secretary")
    if not found:
        return ()
    if not before:
        return ((*rest.removeprefix(" of ").partition(" of ")[0].split(), "department"),)
    return ((*before.split(), "ministry"), (*before.split(), "department"))


def ministry(scene: Scene, head: Token) -> Entity | None:
    """'the ministry' of an article that has named its minister, 'his ministry'."""
    owner = next((c for c in dependents(head) if c.tag_ in POSSESSIVE), None)
    known = lemma(head) in {"ministry", "department"} and not is_plural(head)
    # 'a ministry spokesman'
    beside = head.dep_ == "compound" and head.i == head.left_edge.i
    if not known or not (owner is not None or definite(head) or beside):
        return None
    minister = scene.resolve(owner) if owner is not None else None
    number = scene.surface.sentence_of(head).number
    told = [(t.holder, t.office) for t in reversed(scene.cast.offices.tenures) if t.sentence <= number]
    # 'Arland's health minister said … . The ministry …': nobody need be named for it.
    spoken_of = [r.entity for r in scene.references if r.sentence <= number and r.entity.kind == "Person"]
    told += [(person, o) for person in reversed(spoken_of) for o in scene.cast.offices.of(person)]
    for holder, held in told:
        if minister is not None and holder.label != minister.label:
            continue
        pattern = _organ_led(scene, held.label)
        if pattern is not None and held.of is not None:
            return pattern_entity(scene.world, pattern, held.of)
    return _ministry_at_home(scene, number) if owner is None else None


def _organ_led(scene: Scene, office: str) -> Pattern | None:
    """The kind of organ that the holder of an office leads."""
    names = _led_by(office)
    return next((p for p in scene.lexicon.organs if any(words in p.words for words in names)), None)


def _ministry_at_home(scene: Scene, number: int) -> Entity | None:
    """'Education Minister X said … . The ministry …': of the one minister with a portfolio until then."""
    sentences = scene.surface.document.sentences[:number]
    titles = {title.pattern for sentence in sentences for title in scene.surface.offices(sentence)}
    led = {p for title in titles if (p := _organ_led(scene, title.label)) is not None}
    home = scene.home
    return pattern_entity(scene.world, led.pop(), home) if len(led) == 1 and home is not None else None


def private_office(scene: Scene, head: Token) -> Entity | None:
    """The office that works for the holder of an office: 'his office', 'the prime minister's office'."""
    if lemma(head) != "office" or is_plural(head):
        return None
    owners = [*children(head, "poss"), *(item for _, item in prepositional(head, {"of"}))]
    for owner in owners:
        person = scene.resolve(owner)
        title = scene.surface.office_at(owner)
        held = scene.cast.offices.capacity(person) if person is not None and person.kind == "Person" else None
        held = held or office_at_home(scene, person)
        if held is None and title is not None and scene.home is not None:
            held = pattern_entity(scene.world, title.pattern, scene.home)
        if held is not None:
            iri = f"{held.iri}-office" if held.iri else None
            also: tuple[str, ...] = ()
            if person is not None and person.kind == "Person" and not person.local:
                also = (f"Office of {person.label}",)
            label = f"Office of the {held.label}"
            return Entity("GovernmentBody", label, iri, key=f"office {held.key}", of=held.of, also=also)
    return None
