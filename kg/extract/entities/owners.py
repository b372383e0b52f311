"""Whose somebody or something is that goes by that: 'Advisers of Ana Brandt', 'Archive of Leeds'.

And which body 'the agency' is in the words of who speaks for one.
"""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.binding import tellers_above
from kg.extract.entities.coreference import PERSON
from kg.extract.entities.descriptions import may_be
from kg.extract.entities.polities import with_article
from kg.extract.entities.scene import Scene
from kg.extract.phrases import child, children, definite, is_plural, lemma
from kg.model import Entity

#: What 'the country' and 'the city' take up.
_LANDS = frozenset({"State", "Place"})


def of_named(scene: Scene, phrase: Tokens, head: Token) -> str | None:
    """The label by whose people or what it is: 'Brandt's advisers' are 'Advisers of Ana Brandt'.

    Those of a place or state that was named before are called so too ('the city's archive').
    """
    owner = next((c for c in children(head, "poss") if c.i >= phrase.start and c.pos_ != "PRON"), None)
    taken_up = owner is not None and owner.pos_ == "NOUN" and lemma(owner) in scene.lexicon.anaphors
    whose = scene.resolve(owner) if owner is not None and (taken_up or owner.pos_ == "PROPN") else None
    kinds = _LANDS if taken_up else PERSON
    if owner is None or whose is None or whose.kind not in kinds or whose.local:
        return None
    words = head.doc[owner.right_edge.i + 1 : head.i + 1].text
    behind = head.doc[head.i + 1 : phrase.end].text
    return f"{words[:1].upper()}{words[1:]} of {with_article(whose.label)} {behind}".strip()


def of_owner(scene: Scene, head: Token) -> Entity | None:
    """'Arland's second-in-command': whoever is of a name that the parser takes for who acts.

    'Moody's, an agency', 'Lund's of Arville' are names themselves.
    """
    case = child(head, "case") if head.dep_ == "nsubj" else None
    if case is None or case.i + 1 >= head.head.i or case.nbor().pos_ in {"ADP", "PUNCT"}:
        return None
    rest = head.doc[case.i + 1 : head.head.i]
    owned = any(t.pos_ == "NOUN" and head.is_ancestor(t) for t in rest)
    return scene.undecided(head) if owned else None


def own_body(scene: Scene, head: Token) -> Entity | None:
    """The body whose office the one holds who says something of 'the agency', if it may be one.

    'WHO spokesman X said that the agency had offered help', whatever body was named last.

    Not where the article calls another body by that noun.
    """
    noun = lemma(head)
    if noun not in scene.lexicon.bodies or is_plural(head) or not definite(head):
        return None
    tellers = (t for t in tellers_above(scene, head) if t is not None and t.kind == "Person")
    bodies = {office.of for teller in tellers for office in scene.cast.offices.of(teller)}
    called = scene.cast.calls_bodies(noun)
    fitting = [
        body
        for body in bodies
        if body is not None
        and may_be(scene, body, noun, "kind", None)
        and (not called or scene.cast.is_called(body, noun))
    ]
    return fitting[0] if len(fitting) == 1 else None
