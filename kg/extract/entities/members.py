"""Some of those whom a body has, and several such bodies, where a word for the body means them."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.beside import is_human
from kg.extract.entities.forces import is_bare, is_of_several
from kg.extract.entities.groups import group
from kg.extract.entities.introductions import speaks
from kg.extract.entities.polities import with_article
from kg.extract.entities.scene import Scene
from kg.extract.phrases import child, children, definite, is_plural, lemma, prepositional
from kg.model import Entity

#: What stands before somebody who is one of several, and before some of them.
_ONE = frozenset({"a", "an", "another"})
_SOME = frozenset({"some", "several", "many", "most", "few"})


def some_of(scene: Scene, head: Token, organ: Entity) -> Entity:
    """An organ, or those of its people whom its word means ('a Russian lawmaker', 'two lawmakers').

    A party has lawmakers and no parliament, and so has the opposition. Soldiers who say something are no
    army, and 'foreign governments' are no one's.
    """
    if not _is_some_of(scene, head, organ):
        return organ
    people = group(scene, head)
    of = organ.of if people.local and (definite(head) or is_bare(head)) and is_plural(head) else None
    if of is None or of.kind != "State" or _is_several(scene, head):
        return people
    label = f"{people.label} of {with_article(of.label)}"
    return replace(people, label=label, key=label.lower(), of=of, place=None, local=False)


def _is_some_of(scene: Scene, head: Token, organ: Entity) -> bool:
    if is_plural(head):
        some = any(c.lower_ in _SOME for c in children(head, "amod", "det"))
        serving = lemma(head) in scene.lexicon.words["serving"] and _tells(scene, head)
        if some or serving or children(head, "nummod") or _is_several(scene, head):
            return True
        if organ.kind == "Unresolved" and is_of_several(scene, head):
            return True
        if organ.kind == "GovernmentBody" and is_human(scene, head) and _is_partisan(scene, head):
            return True
    one = not is_plural(head) and any(c.lower_ in _ONE for c in children(head, "det"))
    party = organ.of is not None and organ.of.kind == "Organization"
    return (one or party) and is_human(scene, head)


def _is_partisan(scene: Scene, head: Token) -> bool:
    """'opposition lawmakers', 'Republican lawmakers': of one side, which no state is."""
    return any(
        c.lower_ in scene.lexicon.words["partisan"]
        or (c.ent_type_ == "NORP" and not scene.surface.name_at(c))
        for c in children(head, "amod", "compound", "nmod")
    )


def _tells(scene: Scene, head: Token) -> bool:
    """Whether somebody says a clause: 'swear that', 'told us to', unlike 'shot down the drone'."""
    return speaks(scene, head) and child(head.head, "ccomp", "xcomp", "oprd") is not None


def _is_several(scene: Scene, head: Token) -> bool:
    """'European governments': a plural for bodies of several states, where no word gives them to one."""
    stately = head.tag_ == "NNS" and lemma(head) in scene.lexicon.words["stately"] and head.lower_ != "police"
    if not stately or any(prepositional(head, {"of"})):
        return False
    named = (scene.surface.named_at(c) for c in children(head, "amod", "compound", "nmod", "poss"))
    return all(entity is None or entity.kind == "Place" for entity in named)
