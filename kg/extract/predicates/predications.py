"""What a clause says happens: an event or relation type with its participants and places.

Shared by the events of the article's own voice and by the propositions under statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.groups import NUMBER_NOUNS
from kg.extract.entities.polities import ALLIANCES
from kg.extract.phrases import (
    child,
    children,
    dependents,
    lemma,
    objects,
    prepositional,
)
from kg.extract.predicates.casting import (
    Roles,
    items,
    noun_roles,
    participant,
    polity_named,
    verb_roles,
)
from kg.extract.predicates.triggers import is_somebody, trigger_at
from kg.extract.subjects import subjects
from kg.knowledge.entries import Trigger
from kg.model import Entity

_PLACES = frozenset({"Place", "State"})


@dataclass(frozen=True, slots=True, eq=False)
class Predication:
    """A trigger at some tokens, with who takes part and in which role.

    `participants` are the heads of the words that name them, in text order.
    """

    trigger: Trigger
    head: Token
    tokens: Tokens
    actors: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    places: tuple[Entity, ...]
    participants: tuple[Token, ...]

    @property
    def type(self) -> str:
        """The type of event or relation: that of the trigger, or what it is when somebody acts alone."""
        # An alliance is several.
        single = len(self.actors) == 1 and self.actors[0].kind not in ALLIANCES
        return self.trigger.alone if single and self.trigger.alone is not None else self.trigger.type


def predication(
    discourse: Discourse, token: Token, subject: Sequence[Token] | None = None
) -> Predication | None:
    """What is predicated at a token; `subject` overrides who the doer is (control, accusation)."""
    found = trigger_at(discourse, token)
    if found is None:
        return None
    trigger, tokens = found
    if trigger.pos == "noun":
        roles = noun_roles(discourse, trigger, token, tokens, subject)
    else:
        roles = verb_roles(discourse, trigger, token, subject)
    return _predication(discourse, trigger, token, tokens, roles)


def content_predication(
    discourse: Discourse, head: Token, subject: Sequence[Token] | None = None
) -> Predication | None:
    """The predication of a content: its head's own, or that of an object, attribute or modifier."""
    own = predication(discourse, head, subject)
    if own is not None:
        return own
    for token, doers in _inner_heads(discourse, head, subject):
        inner = predication(discourse, token, doers)
        if inner is not None:
            return inner
    return None


def _inner_heads(
    discourse: Discourse, head: Token, subject: Sequence[Token] | None
) -> Iterator[tuple[Token, Sequence[Token] | None]]:
    """Where else a content may say what happens, with the doer there, the likeliest first."""
    words = discourse.lexicon.words
    if head.pos_ in {"VERB", "AUX"}:
        light = lemma(head) in words["lightVerb"]
        if light or head.lemma_ == "be" or lemma(head) in words["wanting"]:
            yield from ((noun, subject) for noun in children(head, "dobj", "attr", "nsubjpass"))
        if light:
            yield from ((item, subject) for _, item in prepositional(head, {"in", "into", "for", "to", "by"}))
        adjective = child(head, "acomp")
        if adjective is not None:
            yield from ((item, None) for _, item in prepositional(adjective, {"for", "to", "of"}))
            yield from ((verb, subject or subjects(head)) for verb in children(adjective, "xcomp"))
        yield from ((verb, subject or subjects(head)) for verb in children(head, "xcomp"))
    elif head.pos_ == "NOUN":
        if lemma(head) in words["phase"]:
            yield from ((item, subject) for _, item in prepositional(head, {"of", "to", "for", "with"}))
        modifiers = children(head, "compound", "nmod", "amod")
        yield from ((modifier, subject) for modifier in modifiers if modifier.pos_ == "NOUN")


def _predication(
    discourse: Discourse, trigger: Trigger, head: Token, tokens: Tokens, roles: Roles
) -> Predication:
    used: dict[int, Token] = {}
    actors = _actors(discourse, roles["actor"], used)
    targets = tuple(e for e in _targets(discourse, roles, used) if e not in actors)
    places: dict[Entity, None] = {}
    for token in roles["place"]:
        entity = participant(discourse, token) if token.i not in used else None
        if entity is not None and entity.kind in _PLACES:
            places.setdefault(entity)
            used[token.i] = token
    # A theme takes part although no role of ours names it.
    _actors(discourse, roles["theme"], used)
    if trigger.subject_nouns and not actors:
        # 'ties with Moscow have deteriorated': whose ties.
        actors = _related(discourse, head)
    return Predication(
        trigger,
        head,
        tokens,
        actors,
        targets,
        tuple(places),
        tuple(used[index] for index in sorted(used)),
    )


def _actors(discourse: Discourse, tokens: Sequence[Token], used: dict[int, Token]) -> tuple[Entity, ...]:
    """Who acts, once each; their tokens are added to those `used`."""
    found: dict[Entity, None] = {}
    for token in tokens:
        for entity in _acting(discourse, token, used):
            found.setdefault(entity)
            used[token.i] = token
    return tuple(found)


def _targets(discourse: Discourse, roles: Roles, used: dict[int, Token]) -> tuple[Entity, ...]:
    """Whom it befalls, once each; what is only a place goes to the places."""
    found: dict[Entity, None] = {}
    for token in roles["target"]:
        pair = discourse.pair(token)
        if not pair and _counted(token):
            # '27 civilians were killed': the figure says who; they would be a group of that name.
            continue
        acting = _acting(discourse, token, used)
        for entity in acting:
            found.setdefault(entity)
            used[token.i] = token
        owner = _owner(discourse, token) if not acting and token.i not in used else None
        if owner is not None:
            # 'the shelling of Armenian positions'
            found.setdefault(owner)
            used[token.i] = token
        elif not acting and token.i not in used:
            # What is attacked is where it happens: a place takes part in nothing.
            known = participant(discourse, token) is not None
            roles["place"] += [token] if known else items(token, "of")
    return tuple(found)


def _acting(discourse: Discourse, token: Token, used: dict[int, Token]) -> tuple[Entity, ...]:
    """Whom a token names as acting: both of a pair, else one; nobody when the token has a role already."""
    pair = discourse.pair(token)
    if pair or token.i in used:
        return pair
    entity = discourse.as_actor(participant(discourse, token)) or _behind(discourse, token)
    return (entity,) if entity is not None else ()


def _behind(discourse: Discourse, token: Token) -> Entity | None:
    """Who acts with what a noun names ('British aircraft', 'Israeli army bulldozers')."""
    return _owner(discourse, token) if lemma(token) in discourse.lexicon.words["hardware"] else None


def _owner(discourse: Discourse, token: Token) -> Entity | None:
    """Whose something is, as a name right before its noun says ('Armenian positions', 'Israel's borders')."""
    if token.pos_ != "NOUN" or participant(discourse, token) is not None:
        return None
    if lemma(token) in discourse.lexicon.words["private"] or is_somebody(discourse, token):
        # 'an Austrian firm', 'a Saudi prince'
        return None
    for modifier in reversed(children(token, "compound", "amod", "nmod", "poss")):
        named = polity_named(discourse, modifier)
        if named is not None:
            return discourse.as_actor(named)
    return None


def _related(discourse: Discourse, verb: Token) -> tuple[Entity, ...]:
    """Between whom the relation is of which a verb says something."""
    found: dict[Entity, None] = {}

    def add(tokens: Sequence[Token]) -> None:
        for token in tokens:
            entity = discourse.as_actor(participant(discourse, token))
            if entity is not None:
                found.setdefault(entity)

    for noun in (*subjects(verb), *objects(verb)):
        add([*children(noun, "poss"), *items(noun, "with", "between")])
        if len(found) == 1 and verb.dep_ == "conj":
            # 'Armenia is a member, but ties with Moscow': the other side is the subject before.
            add(subjects(verb.head))
    return tuple(found)


def _counted(token: Token) -> bool:
    """Whether a noun is counted ('27 people', 'hundreds of civilians') and names nobody."""
    if token.ent_type_ in {"PERSON", "GPE", "ORG"}:
        return False
    numbered = any(
        c.dep_ == "nummod" or lemma(c) in {"several", "numerous", "many"} for c in dependents(token)
    )
    return numbered or lemma(token) in NUMBER_NOUNS | {"million"}
