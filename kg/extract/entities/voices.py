"""Somebody without a name who speaks for others, called by whom: 'a spokesman for X', 'an aide to X'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities.descriptions import body
from kg.extract.entities.polities import ALLIANCES, with_article
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import (
    children,
    conjuncts,
    dependents,
    lemma,
    noun_phrase,
    prepositional,
    without_genitive,
)
from kg.model import Entity

#: The classes of bodies that have somebody to speak for them.
_SPOKEN_FOR = frozenset({"Organization", "NewsOrganization", "GovernmentBody"}) | ALLIANCES
#: How many sentences back it may stand for whom 'a spokesman' speaks; quotations lie between.
REACH = 2


def voice(scene: Scene, title: TitleMatch) -> str | None:
    """What to call the one who speaks; None for another office and where nothing says for whom."""
    if title.pattern.voice is None:
        return None
    whom = next(_spoken_for(scene, title), None) or _of_whom_it_is_said(scene, title)
    return f"{title.head.text.capitalize()} {title.pattern.voice} {whom}" if whom else None


def _spoken_for(scene: Scene, title: TitleMatch) -> Iterator[str]:
    """The names of those for whom a title says that somebody speaks, the nearest first."""
    for _, item in prepositional(title.head, {"for", "of", "to"}):
        yield from _name(scene, item)
    for token in reversed(children(title.head, "poss", "compound", "nmod", "amod")):
        if token.i not in {t.i for t in title.tokens}:
            yield from _name(scene, token)


def _of_whom_it_is_said(scene: Scene, title: TitleMatch) -> str | None:
    """Whose 'a spokeswoman' is in 'Lufthansa would appeal, a spokeswoman said': of whom she says it.

    An aide is anybody's, but who speaks for a person speaks for one in office.
    """
    head, verb = title.head, title.head.head
    # 'a company spokeswoman' is that of the company named so.
    body_noun = next((c for c in children(head, "compound") if lemma(c) in scene.lexicon.bodies), None)
    others = (c for c in dependents(head) if body_noun is None or c.i != body_noun.i)
    alone = all(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in others)
    if not alone or head.dep_ != "nsubj" or (lemma(verb), "verb") not in scene.lexicon.cues:
        return None
    subjects = [s for clause in children(verb, "ccomp") for s in children(clause, "nsubj")]
    entity = scene.resolve(subjects[0]) if len(subjects) == 1 and len(conjuncts(subjects[0])) == 1 else None
    if entity is None:
        entity = _acting_before(scene, head)
    if entity is None or not entity.resolved or entity.local:
        return None
    if entity.kind == "Person" and body_noun is None:
        speaks = title.pattern.voice == "to" or scene.cast.likely_offices(entity)
        return entity.label if speaks else None
    return _called(head, entity) if entity.kind in _SPOKEN_FOR else None


def _acting_before(scene: Scene, head: Token) -> Entity | None:
    """The body that the sentence before is about: 'The firm denied it. "…," a spokesman said.'"""
    number, is_quoted = scene.surface.sentence_of(head).number, scene.surface.is_quoted
    for back in range(1, REACH + 1):
        references = [r for r in scene.references.of(number - back) if r.subject and not is_quoted(r.span)]
        subject = next((r for r in references if r.main), next(iter(references), None))
        if subject is not None:
            return subject.entity if subject.entity.kind in _SPOKEN_FOR else None
    return None


def _name(scene: Scene, token: Token) -> Iterator[str]:
    """What is spoken for: a seat as it is written ('Downing Street'), else by its name."""
    match = scene.surface.name_at(token)
    if match is not None and match.names[0].use == "metonym":
        yield scene.surface.document.text(match.span)
        return
    entity = body(scene, token, bare=True) if token.dep_ == "compound" else None
    entity = entity or scene.resolve(token)
    if entity is not None and entity.resolved:
        yield _called(token, entity)


def _called(token: Token, entity: Entity) -> str:
    """The name of who is spoken for as it stands after a preposition; a group's words as they are."""
    if entity.kind == "Group":
        words = without_genitive(noun_phrase(token))
        return f"the{words[3:]}" if words.startswith("The ") else words
    organ = entity.kind in {"GovernmentBody", "ArmedForce"} and " of " in entity.label
    return f"the {entity.label}" if organ else with_article(entity.label)
