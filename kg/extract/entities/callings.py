"""What somebody is called: which callings leave room for no other, and what is a name for a member.

No doctor is 'the mayor', no chairman 'the bishop'; 'the Conservative' is one of a party.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.scene import Scene
from kg.extract.phrases import SUBJECTS, child, children, dependents, text_after
from kg.model import Entity


def has_calling(scene: Scene, person: Entity) -> bool:
    """Whether the article tells what somebody is: a noun for people, not 'X was the reason'."""
    words = scene.lexicon.words
    return any(scene.cast.fits(person, words[name]) for name in ("occupation", "group", "title"))


def is_another(scene: Scene, person: Entity, noun: str) -> bool:
    """Whether somebody holds an office that is not the one of a noun; what is no office may be anybody's.

    Who is told to be something else is no mayor or bishop either.
    """
    words = scene.lexicon.words
    officers = words["officer"]
    if (noun in words["vocation"] or noun in officers) and has_calling(scene, person):
        return True
    if noun in words["occupation"] and noun not in officers:
        return False
    return bool(scene.cast.offices.of(person)) or (noun in officers and scene.cast.fits(person, officers))


def is_membership(scene: Scene, head: Token) -> bool:
    """'the Conservative', 'the Mid Ulster MLA': a name for one of a party or chamber, no 'Grand Hotel'."""
    match = scene.surface.name_at(head)
    if match is not None and any(name.use == "name" for name in match.names):
        # 'the Houthis' are what they are called.
        return False
    member = head.text in scene.lexicon.words["parliamentarian"]
    named = head.text[:1].isupper() and (not head.text.isupper() or member)
    known = head.ent_type_ == "NORP" or member
    single = known or not any(c.text[:1].isupper() for c in children(head, "compound"))
    # 'the Farmers' Union': several.
    single &= text_after(head) not in {"'", "’"}
    return named and single and head.pos_ == "PROPN" and head.ent_type_ in {"", "NORP"}


def is_introduced(scene: Scene, head: Token) -> bool:
    """'A mining firm poisoned it. The firm': one without a name, and no body that may be called a firm."""
    here = scene.surface.sentence_of(head).number
    # Sentences are numbered from 1.
    for sentence in scene.surface.document.sentences[max(0, here - 2) : here]:
        alike = [t for t in sentence.tokens if t.lemma == head.lemma and t.tag_ == "NN"]
        alike = [t for t in alike if sentence.number < here or t.i < head.i]
        named = {r.position for r in scene.references.of(sentence.number) if r.entity.kind != "Group"}
        if any(_is_someone_new(scene, t) and t.i not in named for t in alike):
            return True
    return False


def _is_someone_new(scene: Scene, noun: Token) -> bool:
    """'a firm' that does or suffers something and of which no name says whose it is.

    What another firm sets up or buys is less likely to speak than that one.
    """
    doer = child(noun.head, "nsubj") if noun.dep_ == "dobj" else None
    done_by = scene.resolve(doer) if doer is not None else None
    other = noun.dep_ == "dobj" and (
        done_by is None or done_by.kind not in scene.lexicon.bodies.get(noun.lemma_, ())
    )
    acting = other or noun.dep_ in SUBJECTS or noun.head.lower_ == "by"
    plain = acting and child(noun, "appos", "acl") is None
    return plain and any(c.lower_ in {"a", "an", "another"} for c in dependents(noun))
