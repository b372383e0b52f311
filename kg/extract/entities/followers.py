"""Whose relatives, neighbours and aides are meant: 'A neighbour said', 'my son'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.scene import Scene
from kg.extract.entities.somebody import one_of
from kg.extract.phrases import child, children, definite, dependents, is_plural, lemma
from kg.model import Entity

#: What stands under a noun for such people that does not say whose they are.
_PLAIN = frozenset({"det", "nummod", "relcl", "acl", "punct", "cc", "conj"})
#: How many sentences of a quotation may stand between a noun in it and who says it.
_QUOTED = 4


def whose(scene: Scene, noun: Token) -> Entity | None:
    """The person whose neighbour, relative or aide somebody is who is just called that.

    By the act itself ('An aide quoted him'), by whom it is said ('Brandt would resign, aides said'), else the
    one of the sentence before if he is nobody in office: who comments on it has no neighbours there.
    """
    verb = noun.head
    words, word = scene.lexicon.words, lemma(noun)
    if word in words["kin"] and word not in words["parent"] and noun.dep_ in {"dobj", "pobj"}:
        return _had_by(scene, noun)
    if word not in words["follower"] or noun.dep_ != "nsubj" or definite(noun):
        return None
    if any(c.dep_ not in _PLAIN for c in dependents(noun)):
        # 'two congressional aides' are nobody's of whom the article has spoken.
        return None
    quoted = scene.surface.is_quoted(noun)
    if quoted and not scene.surface.is_quoted(verb):
        return None
    for token in children(verb, "dobj", "dative"):
        if token.tag_ == "PRP" and (person := _named(scene.resolve(token))) is not None:
            return person
    for clause in children(verb, "ccomp"):
        for token in clause.subtree:
            found = scene.surface.person_at(token)
            if found is not None and (person := _named(scene.person(found))) is not None:
                return person if _is_in_office(scene, person) == (word in words["aide"]) else None
    return who_says(scene, noun) if quoted else _before(scene, noun, aide=word in words["aide"])


def _had_by(scene: Scene, noun: Token) -> Entity | None:
    """Whose 'a son' is whom somebody does something with or for: 'X was waiting for a brother'."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    plain = one_of(noun) and all(c.dep_ in _PLAIN | {"amod"} for c in dependents(noun))
    subject = child(verb, "nsubj") if plain else None
    return _named(scene.resolve(subject)) if subject is not None else None


def who_says(scene: Scene, noun: Token) -> Entity | None:
    """Whose relative 'my son' is: of whoever says the quotation, here or in a sentence before it."""
    surface = scene.surface
    if not surface.is_quoted(noun):
        return None
    verbs = [t for t in noun.ancestors if t.pos_ == "VERB"]
    number = surface.sentence_of(noun).number
    for sentence in reversed(surface.document.sentences[max(0, number - 1 - _QUOTED) : number - 1]):
        verbs.append(sentence.tokens.root)
        if not surface.is_wholly_quoted(sentence):
            break
    for verb in verbs:
        for subject in children(verb, "nsubj"):
            outside = not surface.is_quoted(subject)
            if outside and (lemma(verb), "verb") in scene.lexicon.cues:
                return scene.resolve(subject)
    return None


def kin(scene: Scene, noun: Token) -> Entity | None:
    """Who 'her son' is where the article has called one person so by name ('X's son, Karl')."""
    word, owner = lemma(noun), child(noun, "poss")
    known = word in scene.lexicon.words["kin"] and scene.cast.calls_persons(word)
    if owner is None or is_plural(noun) or not known:
        return None
    whose = scene.resolve(owner)
    persons = {r.entity for r in scene.references if r.entity.kind == "Person" and r.entity != whose}
    called = [p for p in persons if not p.local and scene.cast.is_called(p, word)]
    return called[0] if len(called) == 1 else None


def _before(scene: Scene, noun: Token, *, aide: bool) -> Entity | None:
    """Who acts in the sentence before, or in this one before an aide speaks in it."""
    number = scene.surface.sentence_of(noun).number
    for near in (number, number - 1) if aide else (number - 1,):
        acting = [r for r in scene.references.of(near) if r.main and r.entity.kind == "Person"]
        person = _named(acting[0].entity) if acting else None
        if person is not None:
            return person if _is_in_office(scene, person) == aide else None
    return None


def _is_in_office(scene: Scene, person: Entity) -> bool:
    """Whether the article gives somebody an office: those have aides, others have neighbours."""
    return bool(scene.cast.offices.held(person)) or scene.cast.is_described(person)


def _named(entity: Entity | None) -> Entity | None:
    """Somebody with a name."""
    return entity if entity is not None and entity.kind == "Person" and not entity.local else None
