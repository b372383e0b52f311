"""Several whom one noun phrase names: 'Hungarian and Romanian officials', 'the presidents of X and Y'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.groups import is_counted_group
from kg.extract.entities.namesakes import public_nouns
from kg.extract.entities.organs import organ_of
from kg.extract.entities.polities import POLITIES, as_actor
from kg.extract.entities.scene import Scene
from kg.extract.phrases import WHOSE, children, conjuncts, is_plural, lemma, noun_phrase, prepositional
from kg.model import Entity


def joint(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'Hungarian and Romanian officials': the group or organ of each polity; empty for fewer than two."""
    if not is_plural(head):
        return _joint_name(scene, head)
    apposed = _joint_by_name(scene, head)
    if apposed:
        return apposed
    if is_counted_group(scene, head):
        # 'scores of French and German tourists'
        head = next(item for _, item in prepositional(head, {"of"}))
    first = next((c for c in children(head, "amod", "compound", "nmod") if children(c, "conj")), None)
    if first is None:
        return _joint_of(scene, head)
    named = [(t, scene.surface.named_at(t)) for t in conjuncts(first) if t.i < head.i]
    polities = [(token, entity) for token, entity in named if entity is not None and entity.kind in POLITIES]
    if len(polities) < 2 or len(polities) < len(named):
        return ()
    body = scene.surface.organ_at(head)
    if body is not None:
        return tuple(organ_of(scene, body, entity) for _, entity in polities)
    if holders := _holders(scene, head, [e for _, e in polities]):
        return holders
    if (
        lemma(head) not in scene.lexicon.words["group"]
        and lemma(head) not in scene.lexicon.words["contender"]
    ):
        return ()
    labels = [f"{token.text} {head.doc[polities[-1][0].i + 1 : head.i + 1].text}" for token, _ in polities]
    return tuple(
        Entity("Group", label[:1].upper() + label[1:], key=label.lower(), of=entity)
        for label, (_, entity) in zip(labels, polities, strict=True)
    )


def _joint_name(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'The Centre for Trade and Institute of Law': two bodies of which the model makes one name."""
    if head.ent_type_ != "ORG":
        return ()
    doc, start, end = head.doc, head.i, head.i + 1
    while start > head.sent.start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < head.sent.end and doc[end].ent_iob_ == "I":
        end += 1
    start += doc[start].lower_ == "the"
    nouns = public_nouns(scene) | scene.lexicon.words["civic"] | {doc[start].lower_}
    begun = [i for i in range(start, end - 2) if doc[i + 1].lower_ in WHOSE and doc[i].lower_ in nouns]
    if len(begun) != 2 or begun[0] != start or doc[begun[1] - 1].lower_ != "and":
        return ()
    names = (doc[start : begun[1] - 1].text, doc[begun[1] : end].text)
    known = ({named.entity for named in scene.world.named(name)} for name in names)
    return tuple(
        found.pop() if len(found) == 1 else Entity("Organization", name, key=name.lower())
        for name, found in zip(names, known, strict=True)
    )


def _joint_by_name(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the mediators, Egypt and Qatar', 'firms including X and Y': those named beside the noun."""
    beside = [c for c in children(head, "appos") if c.pos_ == "PROPN"]
    some = _some_of(head)
    first = next(iter(beside or some), None)
    if first is None:
        return ()
    found = [as_actor(scene.world, scene.resolve(token)) for token in conjuncts(first)]
    named = tuple(dict.fromkeys(e for e in found if e is not None and e.resolved and e.kind != "Group"))
    if len(named) < len(found) or len(named) < 2 - bool(some):
        return ()
    counted = children(head, "nummod") if some else []
    # Of 'two towns, including X,' one is not told.
    people = scene.resolve(head) or scene.unresolved(head, noun_phrase(head).text) if counted else None
    return (people, *named) if people is not None else named


def _some_of(head: Token) -> list[Token]:
    """Those of several who are told by name: 'firms including X', 'sites such as X'."""
    told = [(p, item) for p, item in prepositional(head, {"including", "as"}) if item.pos_ == "PROPN"]
    return [item for p, item in told if p.lower_ == "including" or any(c.lower_ == "such" for c in p.lefts)]


def _joint_of(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the presidents of Guyana and Venezuela': a group for each, whose label is that of the head alone."""
    if lemma(head) not in scene.lexicon.words["group"] and scene.surface.office_at(head) is None:
        return ()
    owners = [t for _, item in prepositional(head, {"of"}) for t in conjuncts(item)]
    entities = [(t, scene.surface.named_at(t)) for t in owners]
    polities = [(t, e) for t, e in entities if e is not None and e.kind in POLITIES]
    if len(polities) < 2 or len(polities) < len(owners):
        return ()
    if holders := _holders(scene, head, [e for _, e in polities]):
        return holders
    noun = head.text[:1].upper() + head.text[1:]
    labels = [f"{noun} of {token.text}" for token, _ in polities]
    return tuple(
        Entity("Group", label, key=label.lower(), of=entity)
        for label, (_, entity) in zip(labels, polities, strict=True)
    )


def _holders(scene: Scene, head: Token, polities: list[Entity]) -> tuple[Entity, ...]:
    """'the presidents of X and Y': the holder of the office in each, where the article names them both."""
    title = scene.surface.office_at(head)
    if title is None:
        return ()
    sentences = scene.surface.document.sentences
    named = {scene.person(person) for s in sentences for person in scene.surface.persons(s)}
    found = [scene.cast.holders(title.pattern, polity) for polity in polities]
    holders = tuple(h for one in found if len(one) == 1 for h in one if h in named)
    return holders if len(holders) == len(polities) else ()
