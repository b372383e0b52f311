"""Several who were named together and are taken up by one word: 'the foreign ministers', 'the pair'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities import descriptions
from kg.extract.entities.coreference import IMPERSONAL, PERSON
from kg.extract.entities.scene import Reference, Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import definite, dependents, is_plural, lemma
from kg.model import Entity

#: How many 'the two ministers', 'all three', 'the trio' are.
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SETS = {"pair": 2, "couple": 2, "duo": 2, "trio": 3, "quartet": 4}
#: What may stand beside a noun that takes up somebody and says nothing more of whom.
_PLAIN = frozenset({"det", "nummod", "predet", "preconj", "punct", "advcl"})
#: Whoever stands beside somebody in office as a counterpart holds one like it.
_COUNTERPART = frozenset({"counterpart"})
#: How many sentences back 'the two' may reach.
REACH = 3


def named_together(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """The last in one coordination whom a plural noun or a number takes up; empty without any."""
    number = _SETS.get(head.lower_) if head.tag_ == "NN" else _NUMBERS.get(head.lower_)
    if number is None and not is_plural(head):
        return ()
    if number is None and not definite(head):
        return ()
    told = {c.lower_ for c in dependents(head)}
    if number is not None:
        plain = told & {"the", "all"} and all(c.dep_ in _PLAIN for c in dependents(head))
        return _counted(scene, head, number) if plain else ()
    if scene.surface.person_at(head) is not None:
        return ()
    title = scene.surface.office_at(head)
    inside = {t.i for t in title.tokens} if title is not None else set()
    if any(c.dep_ not in _PLAIN for c in dependents(head) if c.i not in inside):
        return ()
    number = next((_NUMBERS[word] for word in sorted(told & _NUMBERS.keys())), 0)
    return _called(scene, head, title, number)


def _called(scene: Scene, head: Token, title: TitleMatch | None, number: int) -> tuple[Entity, ...]:
    """The last who stand together and whom the article calls as a noun does: so many, or any number for 0.

    Others whom the noun itself has named since come before them.
    """
    if number > 2 and lemma(head) in scene.lexicon.words["principal"]:
        return _counted(scene, head, number)
    whole = title.pattern.name if title is not None and len(title.tokens) > 1 else ""
    noun = lemma(head)
    if not (title or scene.cast.calls_persons(noun) or noun in scene.lexicon.bodies):
        return () if number else _litigants(scene, head)
    nouns = {whole or noun, *scene.surface.other_names(head)}
    for back, references in enumerate(_back(scene, head)):
        for joined in reversed(_joined(references)):
            near = back <= descriptions.FAR or joined[0].kind == "Person"
            if near and number in {0, len(joined)} and _are_called(scene, joined, nouns):
                return joined
        for reference in references:
            same = _has_noun(scene, reference, head)
            if same and reference.entity.candidates:
                return reference.entity.candidates
            if same and reference.entity.kind == "Group" and not number:
                return ()
    return () if number else _litigants(scene, head)


def _litigants(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """Whom 'the defendants' or 'the parties' means: the only ones whom the article has named together."""
    noun = lemma(head)
    called = scene.cast.calls_persons(noun) or scene.cast.calls_bodies(noun)
    if noun not in scene.lexicon.words["litigant"] or called:
        return ()
    found = {frozenset(joined): joined for references in _back(scene, head) for joined in _joined(references)}
    return found.popitem()[1] if len(found) == 1 else ()


def _has_noun(scene: Scene, reference: Reference, head: Token) -> bool:
    """Whether a reference is by a plural noun."""
    doc = scene.surface.document.sentences[reference.sentence - 1].tokens.doc
    return doc[reference.position].tag_ == "NNS" and lemma(doc[reference.position]) == lemma(head)


def _are_called(scene: Scene, entities: tuple[Entity, ...], nouns: set[str]) -> bool:
    """Whether each of some persons is called so, is a counterpart of one who is, or is called nothing."""
    cast = scene.cast
    if any(entity.kind != "Person" for entity in entities):
        return all(_is_body(scene, entity, noun) for entity in entities for noun in nouns)
    called = [cast.fits(person, nouns) for person in entities]
    return any(called) and all(
        fits or cast.fits(person, _COUNTERPART) or not cast.is_described(person)
        for fits, person in zip(called, entities, strict=True)
    )


def _is_body(scene: Scene, body: Entity, noun: str) -> bool:
    """Whether a noun may mean a body: it is called so, or is of the kind."""
    return any(descriptions.may_be(scene, body, noun, way, None) for way in ("called", "kind"))


def _counted(scene: Scene, head: Token, number: int) -> tuple[Entity, ...]:
    """Whom 'the two' or 'the trio' means: the last so many together, or the persons of the last sentence."""
    for back, references in enumerate(_back(scene, head)):
        if back > REACH:
            break
        for joined in reversed(_joined(references)):
            if len(joined) == number:
                return joined
        persons = tuple(dict.fromkeys(r.entity for r in references if _is_named(r, PERSON)))
        if len(persons) == number:
            return persons
    return ()


def _back(scene: Scene, head: Token) -> Iterator[list[Reference]]:
    """The references before a word, by sentence, its own first; outside quotations none of theirs."""
    outside, here = not scene.surface.is_quoted(head), scene.surface.sentence_of(head).number
    for number in range(here, 0, -1):
        yield [
            r
            for r in scene.references.of(number)
            if (number < here or r.position < head.i) and not (outside and scene.surface.is_quoted(r.span))
        ]


def _joined(references: list[Reference]) -> list[tuple[Entity, ...]]:
    """Those of one sort who stand in one coordination, in text order: persons, or bodies and states."""
    joined: dict[tuple[bool, int], dict[Entity, None]] = {}
    for reference in references:
        if _is_named(reference, PERSON | IMPERSONAL):
            key = (reference.entity.kind == "Person", reference.together)
            joined.setdefault(key, {})[reference.entity] = None
    return [tuple(entities) for entities in joined.values() if len(entities) > 1]


def _is_named(reference: Reference, kinds: frozenset[str]) -> bool:
    return reference.entity.kind in kinds and not reference.entity.local
