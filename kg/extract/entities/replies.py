"""Who spoke in the sentence before, and whether somebody else answers."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.introductions import speaks
from kg.extract.entities.scene import Scene
from kg.extract.phrases import FINITE, child, is_passive, lemma
from kg.language.english import Sentence
from kg.model import Entity


def last_told(scene: Scene, token: Token) -> Sentence | None:
    """The last sentence before that of a pronoun that is not all somebody's words."""
    before = scene.surface.document.sentences[: scene.surface.sentence_of(token).number - 1]
    return next((s for s in reversed(before) if not scene.surface.is_wholly_quoted(s)), None)


def last_speaker(scene: Scene, token: Token) -> Entity | None:
    """The person who last said something in the sentence before, else its subject."""
    last = last_told(scene, token)
    if last is None:
        return None
    told = reversed(scene.references.of(last.number))
    persons = [r for r in told if r.entity.kind == "Person" and r.subject]
    speaking = (r for r in persons if speaks(scene, last.tokens.doc[r.position]))
    person = next(speaking, None) or next((r for r in persons if r.main), None)
    return person.entity if person is not None else None


def asker(scene: Scene, token: Token) -> Entity | None:
    """Who asks something at the end of the paragraph before what a pronoun says: somebody else answers.

    '…, the judge asked her.', 'The judge asked whether …', but not 'He asked them to wait'.
    """
    last = last_told(scene, token) if speaks(scene, token) else None
    if last is None or last.paragraph != scene.surface.sentence_of(token).paragraph - 1:
        return None
    asking = last.tokens.root
    asks = lemma(asking) == "ask" and asking.tag_ in FINITE and not is_passive(asking)
    subject = child(asking, "nsubj") if asks and child(asking, "xcomp") is None else None
    return scene.resolve(subject) if subject is not None else None
