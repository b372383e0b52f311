"""Whom a noun phrase means that names nobody: authorities, anaphors, groups."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities import beside, bodies, descriptions
from kg.extract.entities.anaphors import anaphor
from kg.extract.entities.authorities import authority, capital
from kg.extract.entities.coreference import POSSESSIVE
from kg.extract.entities.followers import kin
from kg.extract.entities.groups import group, is_counted_group, some_of_group, uncounted
from kg.extract.entities.joint import joint
from kg.extract.entities.led import ministry, private_office
from kg.extract.entities.pairs import is_two, one_of_two, pair
from kg.extract.entities.polities import polity_of
from kg.extract.entities.scene import Scene
from kg.extract.entities.singles import one_of_group, one_of_them
from kg.extract.entities.staffs import staff
from kg.extract.entities.whereabouts import unknown_place
from kg.extract.phrases import definite, dependents, lemma, prepositional
from kg.model import Entity

#: What takes some of a group out of it.
_SOME = frozenset({"one", "another", "some", "several", "many", "most", "two", "few"})
#: What alone takes some out of a group that was just named.
_QUANTIFIERS = frozenset({"some", "several", "many", "most", "few", "others"})
#: What alone takes one.
_ONE = frozenset({"one", "another"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})


def without_name(scene: Scene, head: Token) -> Entity | None:
    """Whom the words of a noun phrase describe, where none of them is a known name."""
    words = scene.lexicon.words
    found = one_of_two(scene, head) or descriptions.members(scene, head) or kin(scene, head)
    found = found or (authority(scene, head) if lemma(head) in words["authority"] else None)
    found = found or private_office(scene, head) or staff(scene, head) or bodies.of_person(scene, head)
    found = found or bodies.before_noun(scene, head) or bodies.issuer(scene, head)
    found = found or bodies.organisation(scene, head) or _taken_up(scene, head)
    if found is not None:
        return found
    of = next((item for _, item in prepositional(head, {"of"})), None)
    if (head.lower_ in _SOME or head.pos_ == "NUM") and of is not None and of.pos_ == "PRON":
        people = scene.resolve(of)
        return one_of_them(scene, people) if head.lower_ == "one" else uncounted(people)
    if head.lower_ in _SOME and of is not None and beside.is_human(scene, of):
        # 'one of its commanders'
        return group(scene, of, one=head.lower_ == "one")
    if head.lower_ in _QUANTIFIERS and (some := some_of_group(scene, head)) is not None:
        return some
    if head.lower_ in _ONE and (single := one_of_group(scene, head)) is not None:
        return single
    owner = next((c for c in dependents(head) if c.tag_ in POSSESSIVE), None)
    if owner is not None and scene.lexicon.anaphors.get(lemma(head)) == "State" and head.tag_ == "NN":
        # 'his country'
        return polity_of(scene, scene.resolve(owner))
    if (seat := capital(scene, head)) is not None:
        return seat
    if is_two(head) and lemma(head) in words["counterpart"]:
        return scene.undecided(head, pair(scene, head) or joint(scene, head))
    modifies = head.dep_ in _MODIFIERS and head.head.pos_ == "NOUN"
    if (
        (beside.is_human(scene, head) and not modifies)
        or head.ent_type_ == "NORP"
        or is_counted_group(scene, head)
    ):
        return group(scene, head)
    return unknown_place(scene, head) or beside.unlisted(scene, head)


def _taken_up(scene: Scene, head: Token) -> Entity | None:
    """What 'the region' or 'this ministry' takes up."""
    if not (head.pos_ in {"NOUN", "PROPN"} and lemma(head) in scene.lexicon.anaphors and definite(head)):
        return ministry(scene, head)
    if scene.lexicon.anaphors[lemma(head)] in {"Place", "State"}:
        # 'the western city of X' and 'the kingdom of X' are X, not what was named before.
        named = [item for _, item in prepositional(head, {"of"}) if item.pos_ == "PROPN"]
        if named:
            return scene.resolve(named[0])
    if scene.lexicon.anaphors[lemma(head)] == "GovernmentBody":
        # No court is 'the ministry', and 'his ministry' is nobody else's.
        owned = any(c.tag_ in POSSESSIVE for c in dependents(head))
        found = None if owned else descriptions.bearing(scene, head)
        return found or ministry(scene, head)
    return anaphor(scene, head)
