"""Persons whose name ends the words for what they are: 'Chairman of Y X', 'Y President and CEO X'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.beside import is_human
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.scene import Scene
from kg.extract.phrases import WHOSE, child, is_plural, lemma
from kg.model import Entity

#: The parts of speech in the 'of' phrase of a title.
_IN_TITLE = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADJ", "PART", "CCONJ"})


def named_at_end(scene: Scene, head: Token) -> Entity | None:
    """The person whose name ends the words that a noun begins."""
    return _behind_of(scene, head) or _of_both(scene, head)


def _behind_of(scene: Scene, head: Token) -> Entity | None:
    """'Chairman of the Committee for Trade X', 'Leader of the Opposition X', 'Centre for Trade analyst X'."""
    if head.i + 1 == len(head.doc) or head.doc[head.i + 1].lower_ not in WHOSE or is_plural(head):
        return None
    titled = is_title(scene, head)
    if not titled and head.pos_ != "PROPN" and head.ent_type_ != "ORG":
        return None
    end = head.right_edge.i + 1
    for person in scene.surface.persons(scene.surface.sentence_of(head)):
        start = person.tokens.start
        if head.i + 2 < start < end and head.is_ancestor(person.head):
            last = head.doc[start - 1]
            ends = _ends_title(scene, head, start) if titled else _is_calling(scene, last, person)
            return scene.person(person) if ends else None
    return None


def is_title(scene: Scene, noun: Token) -> bool:
    """Whether a noun says what somebody is."""
    return scene.surface.office_at(noun) is not None or is_human(scene, noun)


def _ends_title(scene: Scene, head: Token, start: int) -> bool:
    """Whether the words between a title and a name are its 'of' phrase, which ends in a body."""
    doc, last = head.doc, head.doc[start - 1]
    whose = doc[head.i + 1].lower_ == "of" and (last.pos_ == "PROPN" or _is_body(scene, last))
    # 'the police chief for the Arville province X'
    whose |= scene.lexicon.anaphors.get(lemma(last)) == "Place"
    ranked = last.lower_.rstrip(".") in scene.lexicon.words["title"]
    # 'the author of a book about military ruler X'
    ranked = ranked or scene.surface.office_at(last) is not None or is_human(scene, last)
    return whose and not ranked and all(t.pos_ in _IN_TITLE for t in doc[head.i + 1 : start])


def _is_body(scene: Scene, noun: Token) -> bool:
    """Whether a common noun is one for a body ('speaker of the parliament X')."""
    return scene.surface.organ_at(noun) is not None or lemma(noun) in scene.lexicon.bodies


def _is_calling(scene: Scene, noun: Token, person: PersonMatch) -> bool:
    """Whether the word before a name is what somebody is, in the words for a body that he is of."""
    return noun.tag_ == "NN" and noun.head.i == person.head.i and is_title(scene, noun)


def _of_both(scene: Scene, head: Token) -> Entity | None:
    """'Y President and CEO X', 'writer and performer X': 'the mayor and CEO X' are two."""
    joined = child(head, "conj")
    if joined is None or joined.pos_ != "PROPN" or is_plural(head):
        return None
    if child(head, "det", "poss", "appos") is not None:
        return None
    person = scene.surface.person_at(joined)
    if person is None or head.i >= person.tokens.start or not is_title(scene, head):
        return None
    # What he is besides stands before the name.
    words = head.doc[head.i + 1 : person.tokens.start]
    both = len(words) > 1 and words[0].lower_ == "and" and is_title(scene, words[-1])
    return scene.person(person) if both and all(t.pos_ in _IN_TITLE for t in words) else None
