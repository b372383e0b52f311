"""Somebody without a name who speaks for others, called by whom: 'a spokesman for X', 'an aide to X'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities.descriptions import body
from kg.extract.entities.polities import ALLIANCES, with_article
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import (
    child,
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
_THEIR = frozenset({"its", "their"})
#: How many sentences back it may stand for whom 'a spokesman' speaks; quotations lie between.
REACH = 2


def voice(scene: Scene, title: TitleMatch) -> tuple[str, ...]:
    """What to call the one who speaks, then by the words for whom; nothing for another office.

    Nor where nothing says for whom.
    """
    if title.pattern.voice is None:
        return ()
    whom = next(_spoken_for(scene, title), None) or _of_whom_it_is_said(scene, title)
    names = (f"{title.head.text.capitalize()} {title.pattern.voice} {name}" for name in whom)
    return tuple(dict.fromkeys(names))


def _spoken_for(scene: Scene, title: TitleMatch) -> Iterator[tuple[str, ...]]:
    """The names of those for whom a title says that somebody speaks, the nearest first."""
    for _, item in prepositional(title.head, {"for", "of", "to"}):
        yield from _name(scene, item)
    for token in reversed(children(title.head, "poss", "compound", "nmod", "amod")):
        if token.i not in {t.i for t in title.tokens}:
            yield from _name(scene, token)


def _of_whom_it_is_said(scene: Scene, title: TitleMatch) -> tuple[str, ...]:
    """Whose 'a spokeswoman' is in 'Lufthansa would appeal, a spokeswoman said': of whom she says it.

    An aide is anybody's, but who speaks for a person speaks for one in office.
    """
    head, verb = title.head, title.head.head
    # 'a company spokeswoman' is that of the company named so.
    body_noun = next((c for c in children(head, "compound") if lemma(c) in scene.lexicon.bodies), None)
    others = (c for c in dependents(head) if body_noun is None or c.i != body_noun.i)
    alone = all(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in others)
    if not alone or head.dep_ != "nsubj" or (lemma(verb), "verb") not in scene.lexicon.cues:
        return ()
    subjects = [s for clause in children(verb, "ccomp") for s in children(clause, "nsubj")]
    subject = subjects[0] if len(subjects) == 1 and len(conjuncts(subjects[0])) == 1 else None
    entity = scene.resolve(subject) if subject is not None else None
    words = _written(subject)
    if entity is None or entity.kind not in _SPOKEN_FOR | {"Person"}:
        # 'A spokeswoman denied that its staff had agreed', '"Safeguards are in place," a spokesman said'
        owner = child(subject, "poss") if subject is not None else None
        entity, words = scene.resolve(owner) if owner is not None and owner.lower_ in _THEIR else None, ()
        if entity is None:
            return _acting_before(scene, head)
    if entity is None or not entity.resolved or entity.local:
        return ()
    if entity.kind == "Person" and body_noun is None:
        speaks = title.pattern.voice == "to" or scene.cast.offices.likely(entity)
        return (entity.label,) if speaks else ()
    return (_called(head, entity), *words) if entity.kind in _SPOKEN_FOR else ()


def _acting_before(scene: Scene, head: Token) -> tuple[str, ...]:
    """The body that the sentence before is about: 'The firm denied it. "…," a spokesman said.'

    By its name, also one that nobody knows, and by the words that name it there.
    """
    number, is_quoted = scene.surface.sentence_of(head).number, scene.surface.is_quoted
    # Sentences are numbered from 1.
    for near in range(number - 1, max(0, number - 1 - REACH), -1):
        references = [r for r in scene.references.of(near) if r.subject and not is_quoted(r.span)]
        subject = next((r for r in references if r.main), next(iter(references), None))
        root = scene.surface.document.sentences[near - 1].tokens.root
        if subject is not None:
            entity = subject.entity
            spoken = entity.kind in _SPOKEN_FOR and not entity.local
            return (_called(head, entity), *_written(root.doc[subject.position])) if spoken else ()
        for token in children(root, "nsubj"):
            if token.ent_type_ in {"", "ORG"} and not is_quoted(token) and _written(token):
                return _written(token)
    return ()


def _written(token: Token | None) -> tuple[str, ...]:
    """The words of a name, without an article: what is spoken for may be called otherwise in the text."""
    if token is None or token.pos_ != "PROPN":
        return ()
    start = min((c.i for c in children(token, "compound", "amod") if c.i < token.i), default=token.i)
    return (token.doc[start : token.i + 1].text,)


def _name(scene: Scene, token: Token) -> Iterator[tuple[str, ...]]:
    """What is spoken for: a seat as it is written ('Downing Street'), else by its name and as written."""
    match = scene.surface.name_at(token)
    if match is not None and match.names[0].use == "metonym":
        yield (scene.surface.document.text(match.span),)
        return
    entity = body(scene, token, bare=True) if token.dep_ == "compound" else None
    entity = entity or scene.resolve(token)
    if entity is not None and entity.resolved:
        yield (_called(token, entity), *_written(token))


def _called(token: Token, entity: Entity) -> str:
    """The name of who is spoken for as it stands after a preposition; a group's words as they are."""
    if entity.kind == "Group":
        words = without_genitive(noun_phrase(token))
        return f"the{words[3:]}" if words.startswith("The ") else words
    organ = entity.kind in {"GovernmentBody", "ArmedForce"} and " of " in entity.label
    return f"the {entity.label}" if organ else with_article(entity.label)
