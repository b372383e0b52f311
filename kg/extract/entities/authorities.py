"""The authorities and capitals that common nouns mean."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.anaphors import anaphor
from kg.extract.entities.polities import government, polity_of
from kg.extract.entities.scene import Scene
from kg.extract.phrases import children, definite, lemma, noun_phrase
from kg.model import Entity


def authority(scene: Scene, head: Token) -> Entity | None:
    """'Karabakh authorities', 'separatists': the de facto authority of the place, else a government."""
    if _is_name(scene, head):
        return None
    phrase = noun_phrase(head)
    words = scene.lexicon.words
    named = [entity for token in phrase if (entity := scene.surface.named_at(token)) is not None]
    rising = lemma(head) in words["secessionist"]
    for entity in named:
        if entity.kind == "DeFactoAuthority":
            return entity
        if entity.kind == "State" and rising:
            # 'Afghan rebels' do not govern it.
            return None
        ruler = _ruler(scene, entity)
        if ruler is not None:
            recognised = ruler.kind != "DeFactoAuthority"
            return government(scene.world, scene.lexicon, ruler) if recognised else ruler
    if head.lower_ == "regime" and not named and not definite(head):
        return None
    if not named and any(t.lower_ in words["former"] for t in phrase):
        # 'the former rebels'
        return None
    secessionist = any(_is_unrecognised(scene, t) for t in phrase)
    if (
        secessionist
        or lemma(head) in words["secessionist"]
        or any(lemma(t) in words["contested"] and anaphor(scene, t) is not None for t in phrase)
    ) and len(scene.unrecognised) == 1:
        return scene.unrecognised[0]
    states = [entity for entity in named if entity.kind == "State"]
    # 'Chilean health authorities' are not its government.
    partial = any(t.lower_ in words["sector"] for t in children(head, "amod", "compound", "nmod"))
    if len(states) == 1 and not secessionist and not partial and lemma(head) in words["ruling"]:
        return government(scene.world, scene.lexicon, states[0])
    return None


def _is_unrecognised(scene: Scene, word: Token) -> bool:
    """Whether a word tells authorities that no state recognises: 'de facto', not 'Rio de Janeiro'.

    'Local authorities' may be those of a place that the article names.
    """
    if word.lower_ == "de":
        return word.i + 1 < len(word.doc) and word.nbor().lower_ == "facto"
    if word.lower_ == "local":
        names = (m.name for s in scene.surface.document.sentences for m in scene.surface.names(s.number))
        return any(n is not None and _ruler(scene, n.entity) in scene.unrecognised for n in names)
    return word.lower_ in scene.lexicon.words["unrecognised"]


def _is_name(scene: Scene, head: Token) -> bool:
    """Whether capitals make a body of its own of it: 'the Coast Authority of Kenya' is not its government."""
    before = children(head, "compound", "nmod") if head.tag_ == "NNP" else []
    return any(t.is_title and t.i < head.i and scene.surface.named_at(t) is None for t in before)


def _ruler(scene: Scene, place: Entity) -> Entity | None:
    """Who runs a place, its authority before the state that it is the capital of."""
    if place.kind != "Place":
        return None
    return scene.world.governs.get(place.iri or "") or scene.world.capital_of.get(place.iri or "")


def capital(scene: Scene, head: Token) -> Entity | None:
    """'the capital of X', 'X's capital city'."""
    described = (head, *children(head, "compound", "amod"))
    if not any(lemma(token) == "capital" for token in described):
        return None
    seats = sorted(scene.world.capital_of.items())
    for token in noun_phrase(head):
        named = scene.surface.named_at(token)
        if named is None or token.i == head.i:
            continue
        owner = polity_of(scene, named)
        seat = next((iri for iri, polity in seats if polity == owner), None)
        if owner is not None and seat is not None:
            return scene.world.entities[seat]
    return None
