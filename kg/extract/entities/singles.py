"""One of several people: 'Two drivers came. One of them said …', 'Drivers had heard it. One said …'."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.beside import is_human
from kg.extract.entities.groups import SOME_REACH, group, uncounted
from kg.extract.entities.scene import Reference, Scene
from kg.extract.phrases import SUBJECTS, dependents, is_plural, lemma
from kg.model import Entity


def one_of_them(scene: Scene, people: Entity | None) -> Entity | None:
    """'One of them': a single one of the people whom the article has in the plural."""
    if people is None or people.kind != "Group":
        return people
    named = (r for r in scene.references if r.entity == people and is_plural(_noun(scene, r)))
    last = max(named, key=lambda r: (r.sentence, r.position), default=None)
    noun = _noun(scene, last) if last is not None else None
    if noun is None or not is_human(scene, noun) or lemma(noun) in scene.lexicon.words["document"]:
        # 'One of them' of reports is none of those who wrote them.
        return uncounted(people)
    one = group(scene, noun, one=True)
    return replace(one, also=(f"One of {people.label[:1].lower()}{people.label[1:]}",))


def one_of_group(scene: Scene, head: Token) -> Entity | None:
    """'Drivers had heard it. One said …', 'One minister said …; another said …': one of those people."""
    if head.dep_ not in SUBJECTS or any(c.dep_ != "punct" for c in dependents(head)):
        return None
    number = scene.surface.sentence_of(head).number
    for near in range(number, max(0, number - SOME_REACH), -1):
        for r in scene.references.of(near):
            if not r.subject or r.entity.kind != "Group" or (near == number and r.position >= head.i):
                continue
            noun = _noun(scene, r)
            label = f"Another {r.entity.label[:1].lower()}{r.entity.label[1:]}"
            another = replace(r.entity, label=label, key=label.lower())
            return group(scene, noun, one=True) if is_plural(noun) else another
    return None


def _noun(scene: Scene, reference: Reference) -> Token:
    """The noun by which somebody was referred to."""
    return scene.surface.document.sentences[reference.sentence - 1].tokens.doc[reference.position]
