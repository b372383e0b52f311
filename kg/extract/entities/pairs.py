"""Two who are meant together: 'both nations', 'the two sides', 'both men', 'each'."""

from __future__ import annotations

from collections.abc import Iterable, Set

from spacy.tokens import Token

from kg.extract.entities.coreference import IMPERSONAL, PERSON, REACH, before, distinct
from kg.extract.entities.polities import as_actor, polity_of
from kg.extract.entities.scene import Scene
from kg.extract.entities.together import named_together
from kg.extract.phrases import SUBJECTS, children, conjuncts, definite, dependents, is_plural, lemma
from kg.model import Entity

_ORGANISED = IMPERSONAL - {"State"}
#: The classes whose polity can be one of 'both countries'.
_STATELY = frozenset({"State", "DeFactoAuthority", "ArmedForce", "GovernmentBody"})
#: The numbers of those who may be told together one by one.
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
#: What may stand beside a noun for two persons.
_COUNTING = frozenset({"det", "nummod", "predet", "preconj"})


def pair(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """Whom 'both nations', 'the two sides' mean: the two states in reach, when there are just two.

    The subject of the sentence itself does not count: it speaks about the two.
    """
    if several := named_together(scene, head):
        return several
    if head.lower_ in {"each", "both"} and head.dep_ in SUBJECTS and not children(head, "prep"):
        return _two_actors(scene, head)
    if not (is_plural(head) or _is_each(head)):
        return ()
    if lemma(head) in scene.lexicon.words["principal"]:
        return _two_persons(scene, head) if is_plural(head) else ()
    if is_two(head) and lemma(head) in scene.lexicon.bodies:
        bodies = _two_bodies(scene, head)
        if bodies:
            return bodies
    if (number := _more_than_two(head)) and lemma(head) in scene.lexicon.words["pair"]:
        return _together(scene, head, number)
    if not (is_two(head) and lemma(head) in scene.lexicon.words["pair"]):
        return ()
    sentence = scene.surface.sentence_of(head)
    subjects = [h for s in children(sentence.tokens.root, "nsubj") for h in conjuncts(s) if h.i != head.i]
    acting = {as_actor(scene.world, scene.resolve(s)) for s in subjects}
    speakers = {polity_of(scene, s) for s in acting}
    together = _together(scene, head)
    if lemma(head) in scene.lexicon.words["contender"]:
        contending = (
            r.entity
            for references in before(scene, head, IMPERSONAL)
            for r in references
            if r.subject and r.entity not in acting
        )
        found = _two(contending) or together
    else:
        found = () if speakers & set(together) else together
    says = (lemma(sentence.tokens.root), "verb") in scene.lexicon.cues
    told = tuple(e for e in scene.titled if not says or polity_of(scene, e) not in speakers)
    return found or _two_polities(scene, head, speakers) or _two(told)


def _two_polities(scene: Scene, head: Token, speakers: Set[Entity | None]) -> tuple[Entity, ...]:
    """The two polities in reach other than those who speak: by name, by organs, or by officers."""
    for kinds in (_STATELY, _STATELY | PERSON):
        found: dict[Entity, None] = {}
        for references in before(scene, head, kinds):
            for reference in references:
                entity = reference.entity
                polity = polity_of(scene, entity) if entity.of is None else entity.of
                if polity is not None and polity not in speakers:
                    found.setdefault(polity)
            if len(found) >= 2:
                return _two(found)
    sentence = scene.surface.sentence_of(head)
    # The sentence itself comes last: it may name a third ('both promised to meet again in X').
    earlier = range(sentence.number - 1, max(0, sentence.number - REACH - 1), -1)
    for number in (*earlier, sentence.number):
        if len(found) >= 2:
            break
        for match in scene.surface.names(number):
            name = match.name
            if name is not None and name.entity.kind == "State" and name.entity not in speakers:
                found.setdefault(name.entity)
    return _two(found)


def _two_persons(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the two leaders', 'both ministers': the two persons of the nearest sentence that names any."""
    if not definite(head) or any(c.dep_ not in _COUNTING for c in dependents(head)):
        return ()
    for references in before(scene, head, PERSON):
        persons = distinct(references)
        if persons:
            return persons if len(persons) == 2 else ()
    return ()


def _two_actors(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'Each accused the other', 'Both denied it': two who stand together before, else the two polities."""
    found = _joined(scene, head) or _together(scene, head)
    return found or _two_polities(scene, head, frozenset()) or _two(scene.titled)


def _joined(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """The last two of any kind that stand in one coordination before a word ('the miners and the police').

    'Each' may be one of more than two.
    """
    for references in before(scene, head, IMPERSONAL | PERSON | {"Group", "Unresolved"}):
        joined: dict[int, dict[Entity, None]] = {}
        for reference in references:
            joined.setdefault(reference.together, {})[reference.entity] = None
        several = [tuple(entities) for entities in joined.values() if len(entities) > 1]
        if several := [s for s in several if len(s) == 2 or head.lower_ == "each"]:
            return several[-1]
    return ()


def _two_bodies(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the two agencies', 'both groups': the two bodies of the nearest sentence that names any."""
    for references in before(scene, head, _ORGANISED):
        bodies = distinct(references)
        if bodies:
            return bodies if len(bodies) == 2 else ()
    return ()


def _more_than_two(head: Token) -> int:
    """How many 'the three countries', 'all four parties' are; 0 where they are any."""
    told = {c.lower_ for c in dependents(head)}
    number = next((_NUMBERS[word] for word in sorted(told & _NUMBERS.keys())), 0)
    return number if told & {"the", "these", "those", "all"} and is_plural(head) else 0


def _together(scene: Scene, head: Token, number: int = 2) -> tuple[Entity, ...]:
    """The two polities that stand nearest before a noun in one coordination ('the talks of X and Y').

    Or another `number` of them ('the three countries').
    """
    for references in before(scene, head, _STATELY):
        joined: dict[int, dict[Entity, None]] = {}
        for reference in references:
            entity = reference.entity
            polity = polity_of(scene, entity) if entity.of is None else entity.of
            if polity is not None:
                # In 'X, Y and Z left' the parser may make two subjects of the three.
                first = -1 if number > 2 and reference.subject else reference.together
                joined.setdefault(first, {})[polity] = None
        pairs = {tuple(entities) for entities in joined.values() if len(entities) == number}
        if pairs:
            return pairs.pop() if len(pairs) == 1 else ()
    return ()


def is_two(head: Token) -> bool:
    """Whether a noun stands with 'both', 'two' or 'each'."""
    return any(c.lower_ in {"both", "two"} for c in dependents(head)) or _is_each(head)


def _is_each(head: Token) -> bool:
    """'each side'."""
    return head.tag_ == "NN" and any(c.lower_ == "each" for c in children(head, "det"))


def _two(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities, once each, when they are just two."""
    found = tuple(dict.fromkeys(entities))
    return found if len(found) == 2 else ()
