"""Whom 'he' and 'she' mean in somebody's words: another of whom the article speaks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities.antecedents import LONG_REACH, distinct
from kg.extract.entities.genders import may_mean
from kg.extract.entities.scene import Scene
from kg.extract.entities.somebody import may_tell, one_of, relative
from kg.extract.phrases import child, lemma
from kg.language.english import Sentence
from kg.model import Entity

#: How many sentences back 'they' in somebody's words takes up who did something.
SEVERAL_REACH = 2


def told_of(scene: Scene, token: Token, speaker: Entity | None) -> Entity | None:
    """Somebody's son or landlord spoken of just before, else the last person who is not the speaker.

    None where that is open; of 'they' those who were told of last.
    """
    if token.lower_ == "they":
        return _several(scene, token)
    if (kin := relative(scene, token, speaker, _near(scene, token))) is not None:
        return kin
    here = scene.surface.sentence_of(token).number
    for sentence in _near(scene, token):
        fits = [
            r
            for r in scene.references.of(sentence.number)
            if r.entity.kind == "Person"
            and r.entity != speaker
            and (sentence.number < here or r.position < token.i)
            and may_mean(scene, token, r.entity)
        ]
        subject = next((r for r in reversed(fits) if r.subject), None)
        entities = (subject.entity,) if subject is not None else distinct(fits)
        if entities:
            return entities[0] if len(entities) == 1 else None
        if sentence.number < here and (other := _other(scene, token, sentence)) is not None:
            return other
    return None


def _near(scene: Scene, token: Token) -> Iterator[Sentence]:
    """The sentence of a pronoun and those before it, back to the beginning of the last paragraph."""
    here = scene.surface.sentence_of(token)
    before = scene.surface.document.sentences[max(0, here.number - 1 - LONG_REACH) : here.number]
    return (s for s in reversed(before) if here.paragraph - s.paragraph <= 1)


def _other(scene: Scene, token: Token, sentence: Sentence) -> Entity | None:
    """Whom a sentence has without a name beside its subject: 'X was waiting for a son', 'X paid a driver'."""
    root = sentence.tokens.root
    nouns = (t for t in reversed(sentence.tokens) if one_of(t) and may_tell(scene, t, token))
    return next((scene.resolve(t) for t in nouns if t.head.i != root.i or t.dep_ != "nsubj"), None)


def _several(scene: Scene, token: Token) -> Entity | None:
    """Whom 'They told us to leave' means: those of whom the words just before tell what they did.

    Not who told of it ('Residents said soldiers had come. "They told us …"'), nor who suffered it.
    """
    here = scene.surface.sentence_of(token)
    for sentence in _near(scene, token):
        if here.number - sentence.number > SEVERAL_REACH:
            return None
        doers = [t for t in sentence.tokens if t.i < token.i or sentence.number < here.number]
        doers = [t for t in doers if _are_doers(scene, t)]
        if doers:
            found = {scene.resolve(t) for t in doers}
            return found.pop() if len(found) == 1 else None
    return None


def _are_doers(scene: Scene, noun: Token) -> bool:
    """Whether a noun is for several people, or a force, who do something other than tell of it."""
    words, verb = scene.lexicon.words, noun.head
    people = (
        noun.tag_ == "NNS"
        and noun.lower_ != "people"
        and any(lemma(noun) in words[k] for k in ("group", "occupation", "own"))
    )
    if not people and lemma(noun) not in words["force"]:
        return False
    if noun.dep_ == "pobj":
        return noun.head.dep_ == "agent"
    telling = child(verb, "ccomp") is not None or any(
        len(cue.words) == 1 and not cue.weak for cue in scene.lexicon.cues.get((lemma(verb), "verb"), ())
    )
    return noun.dep_ == "nsubj" and verb.pos_ == "VERB" and not telling
