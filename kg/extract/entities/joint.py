"""Several whom one noun phrase names: 'Hungarian and Romanian officials', 'the presidents of X and Y'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.coreference import PERSON
from kg.extract.entities.descriptions import BODIES
from kg.extract.entities.groups import is_counted_group
from kg.extract.entities.namesakes import public_nouns
from kg.extract.entities.organs import organ_of
from kg.extract.entities.pairs import pair
from kg.extract.entities.polities import POLITIES, as_actor, pattern_entity, with_article
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import WHOSE, children, conjuncts, is_plural, lemma, noun_phrase, prepositional
from kg.model import Entity

#: Between those who speak for somebody and whom they speak for ('officials on both sides').
_FROM = frozenset({"of", "from", "in", "on", "for"})
#: What stands without 'the' only before a noun.
_LETTERS = frozenset({"U.S.", "US", "U.N.", "UN", "EU"})


def jointly(scene: Scene, head: Token) -> Entity | None:
    """The same as candidates, for what takes them up later ('they', 'the two'); None for fewer than two."""
    several = pair(scene, head) or (joint(scene, head) if is_plural(head) and not _some_of(head) else ())
    return scene.unresolved(head, noun_phrase(head).text, several) if several else None


def joint(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'Hungarian and Romanian officials': the group or organ of each; empty for fewer than two."""
    if head.pos_ == "PROPN" and (both := _before_name(scene, head)):
        return both
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
    if holders := _in_office(scene, head, [e for _, e in polities]):
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


def first_of_both(scene: Scene, head: Token) -> Entity | None:
    """'U.S.' in 'U.S. and NATO commanders': no state goes without 'the' by letters that another name follows.

    These are its commanders, whatever the parser joins with them.
    """
    noun = next((c for c in children(head, "conj") if c.tag_ == "NNS"), None)
    if noun is None or head.text not in _LETTERS or head.left_edge.i < head.i:
        return None
    words = scene.lexicon.words
    people = lemma(noun) in words["group"] | words["delegated"] or scene.surface.organ_at(noun) is not None
    named = children(noun, "compound", "amod", "nmod")
    named = [t for t in named if t.i > head.i and scene.surface.named_at(t) is not None]
    owner = scene.surface.named_at(head)
    if not people or owner is None or owner.kind not in POLITIES or len(named) != 1:
        return None
    label = f"{head.text} {noun.doc[named[0].i + 1 : noun.i + 1].text}"
    return Entity("Group", label, key=label.lower(), of=owner)


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


def _before_name(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'X and Finance Minister Y', 'X News and Y': two names of which the parser hangs one before the other.

    They are of one sort, and no third stands between ('X and former Y adviser Z').
    """
    doc, left = head.doc, head.left_edge.i
    joining = next((t for t in doc[left : head.i] if t.lower_ == "and" and t.head.pos_ == "PROPN"), None)
    if joining is None or joining.i == left or joining.ent_type_ or not doc[joining.i - 1].ent_type_:
        return ()
    begun = head.i
    while doc[begun].ent_iob_ == "I":
        begun -= 1
    if any(t.ent_type_ in {"ORG", "PERSON"} for t in doc[joining.i : begun]):
        return ()
    top = joining.head
    while top.dep_ == "conj":
        top = top.head
    names = [t for t in conjuncts(top) if left <= t.i < joining.i]
    found = [as_actor(scene.world, scene.resolve(t)) for t in (*names, head)]
    entities = tuple(dict.fromkeys(e for e in found if e is not None and e.resolved))
    alike = any(all(e.kind in kinds for e in entities) for kinds in (PERSON, BODIES))
    return entities if alike and len(entities) == len(found) > 1 else ()


def _joint_of(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the presidents of X and Y', 'the armies of both states': the holder, organ or group of each.

    The label of a group is that of the head alone.
    """
    words = scene.lexicon.words
    title, body = scene.surface.office_at(head), scene.surface.organ_at(head)
    speaking = lemma(head) in words["group"] or lemma(head) in words["incumbent"]
    if not (speaking or title is not None or body is not None):
        return ()
    entities = _owners(scene, head)
    if len(entities) < 2:
        return ()
    whole = all(entity.kind in POLITIES for entity in entities)
    if body is not None and whole:
        return tuple(organ_of(scene, body, entity) for entity in entities)
    if whole and (holders := _in_office(scene, head, entities)):
        return holders
    one = lemma(head) in words["incumbent"]
    noun = head.lemma_ if one else head.text
    labels = [f"{noun[:1].upper()}{noun[1:]} of {with_article(e.label)}" for e in entities]
    return tuple(
        Entity("Group", label, key=label.lower(), of=entity, single=one)
        if entity.kind in POLITIES
        else Entity("Group", label, key=label.lower(), place=entity, single=one)
        for label, entity in zip(labels, entities, strict=True)
    )


def _owners(scene: Scene, head: Token) -> list[Entity]:
    """Whose those are whom a plural noun means, by name ('of X and Y') or not ('both sides', 'their')."""
    speaking = lemma(head) in scene.lexicon.words["delegated"]
    beside = [item for _, item in prepositional(head, _FROM if speaking else {"of"})]
    for item in (*children(head, "poss"), *beside):
        taken_up = scene.resolve(item) if item.lower_ == "their" else None
        if several := pair(scene, item) or (taken_up.candidates if taken_up is not None else ()):
            return list(several)
        owners = conjuncts(item)
        entities = [scene.surface.named_at(t) for t in owners]
        kinds = POLITIES | {"Place"}
        named = [e for e in entities if e is not None and e.kind in kinds]
        if len(named) > 1:
            return named if len(named) == len(owners) else []
    return []


def _in_office(scene: Scene, head: Token, polities: list[Entity]) -> tuple[Entity, ...]:
    """'the presidents of X and Y': the holder of the office in each, by name where one is known."""
    title = scene.surface.office_at(head)
    several = title is None or title.pattern.slug in scene.lexicon.words["shared"]
    found = () if several or title is None else [_holder(scene, title, polity) for polity in polities]
    holders = tuple(holder for holder in found if holder is not None)
    return holders if len(holders) == len(polities) else ()


def _holder(scene: Scene, title: TitleMatch, polity: Entity) -> Entity | None:
    """The one holder of an office; None where it may be one of several."""
    holders = scene.cast.offices.holders(title.pattern, polity)
    if holders:
        return holders[0] if len(holders) == 1 else None
    given = pattern_entity(scene.world, title.pattern, polity)
    return scene.cast.offices.unnamed(given, given.label)
