"""Whom a description means that only the next sentence names: 'Arland's minister said … . Ana Brandt told …'.

News gives what somebody is first and the name after it; a name that comes alone, without a word on who that
is, is then the name of whoever was just described.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.people import PersonMatch
from kg.extract.entities.polities import polity_of
from kg.extract.entities.scene import Scene
from kg.extract.phrases import (
    children,
    dependents,
    is_infinitive,
    is_passive,
    lemma,
    noun_phrase,
    prepositional,
)
from kg.language.english import Sentence
from kg.model import Entity

#: The classes of bodies that a noun may describe before they are named.
_ORGANISED = frozenset({"Organization", "ArmedForce", "DeFactoAuthority"})
#: How many sentences on a name may come.
REACH = 2


def named_next(scene: Scene, head: Token) -> Entity | None:
    """The person whom the next saying introduces by name alone, for a noun that is who says something."""
    if (
        head.tag_ != "NN"
        # A family is nobody who comes by name.
        or lemma(head) in scene.lexicon.words["multitude"]
        or not speaks(scene, head)
        or _is_anonymous(scene, head)
        or scene.surface.is_quoted(head)
    ):
        return None
    sentences = scene.surface.document.sentences
    number = scene.surface.sentence_of(head).number
    # Sentences are numbered from 1.
    # 'A spokesman said … .' and a name in the next paragraph are two persons more often than one.
    somebody = any(c.lower_ in {"a", "an", "one"} for c in dependents(head))
    for sentence in sentences[number : number + REACH]:
        if somebody and sentence.paragraph != sentences[number - 1].paragraph:
            return None
        speaker = next(
            (t for t in sentence.tokens if speaks(scene, t) and not scene.surface.is_quoted(t)), None
        )
        if speaker is None or speaker.pos_ == "PRON":
            continue
        person = scene.surface.person_at(speaker)
        return _introduced(scene, head, person, sentence) if person is not None else None
    return None


def body_next(scene: Scene, head: Token) -> Entity | None:
    """The same for a body: 'the largest rebel group said … . The Red Front said …'."""
    unknown = lemma(head) not in scene.lexicon.bodies or scene.surface.is_quoted(head)
    if head.tag_ != "NN" or unknown or not speaks(scene, head):
        return None
    number = scene.surface.sentence_of(head).number
    for sentence in scene.surface.document.sentences[number : number + 1]:
        speaker = next((t for t in sentence.tokens if speaks(scene, t)), None)
        if speaker is None or speaker.pos_ != "PROPN" or any(c.pos_ == "NOUN" for c in dependents(speaker)):
            return None
        known = {r.entity for r in scene.references}
        body = scene.resolve(speaker)
        if body is not None and body.kind in _ORGANISED and body not in known:
            return body
    return None


def _introduced(scene: Scene, head: Token, person: PersonMatch, sentence: Sentence) -> Entity | None:
    """The person of a name that comes for the first time, if nothing says that it is somebody else."""
    entity, cast = scene.person(person), scene.cast
    alone = len(person.tokens) > 1 and not children(person.head, "relcl", "acl")
    if any(c.lower_ in {"a", "an", "one"} for c in dependents(head)) and children(person.head, "appos"):
        # 'A commander … . X, the army's commander, …': who has words of his own is another.
        return None
    if not alone or entity.kind != "Person" or is_named_before(scene, entity, sentence):
        return None
    office = scene.surface.office_at(head)
    # 'the health minister' is no other minister.
    whole = office.pattern.name if office is not None and len(office.tokens) > 1 else lemma(head)
    nouns = {whole, *scene.surface.other_names(head)}
    fits = cast.fits(entity, nouns) or cast.offices.ever_held(entity, nouns)
    state, whose = polity_of(scene, entity), polity_beside(scene, head)
    if state is not None and whose is not None and state != whose:
        return None
    held = {h.office.of for h in cast.offices.held(entity)}
    if whose is not None and held and whose not in held:
        # 'the former Arland minister' is nobody who was a minister of Borland.
        return None
    return entity if fits or (entity.iri is None and not cast.is_described(entity)) else None


def polity_beside(scene: Scene, head: Token) -> Entity | None:
    """The polity that a description names ('the Turkish minister')."""
    named = (scene.surface.named_at(t) for t in noun_phrase(head) if t.i != head.i)
    return next((polity_of(scene, e) for e in named if e is not None and e.kind != "Person"), None)


def is_named_before(scene: Scene, entity: Entity, sentence: Sentence) -> bool:
    """Whether a sentence before names somebody."""
    before = scene.surface.document.sentences[: sentence.number - 1]
    return any(scene.person(person) == entity for s in before for person in scene.surface.persons(s))


def speaks(scene: Scene, token: Token) -> bool:
    """Whether a word is the subject of a verb of saying."""
    verb = token.head
    says = (lemma(verb), "verb") in scene.lexicon.cues or lemma(verb) in scene.lexicon.words["speaking"]
    return token.dep_ == "nsubj" and verb.pos_ == "VERB" and says


def one_told(head: Token) -> Token:
    """'a gardener' of 'One, a gardener,' and 'One of the men, a gardener,', else the noun itself."""
    of = [item for _, item in prepositional(head, {"of"})]
    beside = [a for noun in (head, *of) for a in children(noun, "appos") if a.tag_ == "NN"]
    return beside[0] if head.lower_ in {"one", "another"} and beside else head


def _is_anonymous(scene: Scene, head: Token) -> bool:
    """'an official said on condition of anonymity', 'a trader who asked not to be named'."""
    words = scene.lexicon.words
    return any(
        lemma(t) in words["anonymous"] or (lemma(t) in words["naming"] and is_infinitive(t) and is_passive(t))
        for t in head.sent
    )
