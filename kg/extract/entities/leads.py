"""Whom the lead of an article describes and the next paragraph names: 'A chef has …', 'Ana Brandt, 52, …'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.callings import has_calling
from kg.extract.entities.introductions import is_named_before, speaks
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.scene import Scene
from kg.extract.entities.somebody import gender_of
from kg.extract.phrases import SUBJECTS, children, dependents, lemma
from kg.language.english import Sentence
from kg.model import Entity

#: What stands before somebody who is not known yet.
_ANY = frozenset({"a", "an", "one"})


def named_after_lead(scene: Scene, head: Token) -> Entity | None:
    """The person whom the paragraph behind the first names first, for the only one whom the first describes.

    He is its subject and comes by name alone, with his age or having done something other than speak.
    """
    sentences = scene.surface.document.sentences
    lead = scene.surface.sentence_of(head)
    if lead.paragraph != sentences[0].paragraph or not _is_only_one(scene, head, lead):
        return None
    later = [s for s in sentences[lead.number :] if s.paragraph != lead.paragraph]
    for sentence in (s for s in later if s.paragraph == later[0].paragraph):
        subjects = (p for p in scene.surface.persons(sentence) if p.head.dep_ in SUBJECTS)
        person = next((p for p in subjects if not scene.surface.is_quoted(p.head)), None)
        if person is not None:
            return _meant(scene, head, person, sentence)
    return None


def _is_only_one(scene: Scene, head: Token, lead: Sentence) -> bool:
    """Whether a noun is the only one of a sentence that describes a person who is not known yet."""
    words = scene.lexicon.words
    human = words["group"] | words["occupation"]
    described = [
        t
        for t in lead.tokens
        if t.tag_ == "NN"
        and not scene.surface.is_quoted(t)
        and _is_new(scene, t)
        and (t.i == head.i or (lemma(t) in human and lemma(t) not in scene.lexicon.bodies))
    ]
    return [t.i for t in described] == [head.i] and lemma(head) not in words["multitude"]


def _is_new(scene: Scene, noun: Token) -> bool:
    """'a chef', 'the former head of a company'."""
    beside = {c.lower_ for c in dependents(noun)}
    return bool(beside & _ANY) or ("the" in beside and bool(beside & scene.lexicon.words["former"]))


def _meant(scene: Scene, head: Token, person: PersonMatch, sentence: Sentence) -> Entity | None:
    """The person of a name, if nothing says that it is somebody else than a noun of the lead describes."""
    entity, doc, end = scene.person(person), person.tokens.doc, person.tokens.end
    aged = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].like_num
    told = any(not t.like_num for t in children(person.head, "appos"))
    whole = len(person.tokens) > 1 or aged
    if entity.kind != "Person" or entity.iri is not None or not whole or (told and not aged):
        return None
    sex, known = gender_of(scene, lemma(head)), scene.cast.pronoun(entity)
    other = None not in {sex, known} and sex != known
    nouns = {lemma(head), *scene.lexicon.synonyms(lemma(head))}
    other |= has_calling(scene, entity) and not scene.cast.fits(entity, nouns)
    if other or is_named_before(scene, entity, sentence):
        return None
    acting = head.dep_ in SUBJECTS and (speaks(scene, head) or not speaks(scene, person.head))
    return entity if aged or acting else None
