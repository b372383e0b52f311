"""What a clause says happens: an event or relation type with its participants and places.

Shared by the events of the article's own voice and by the propositions under statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.groups import NUMBER_NOUNS
from kg.extract.entities.polities import ALLIANCES
from kg.extract.phrases import (
    SUBJECTS,
    agents,
    child,
    children,
    conjuncts,
    dependents,
    lemma,
    objects,
    prepositional,
)
from kg.extract.predicates.modality import has_ended
from kg.extract.predicates.triggers import is_blind, trigger_at, word_under
from kg.extract.subjects import subjects
from kg.knowledge.entries import Trigger
from kg.model import Entity

#: Prepositions whose object is where something happens, when it is a place.
_LOCATIVE = frozenset(
    {
        *(
            "in",
            "at",
            "near",
            "on",
            "across",
            "outside",
            "inside",
            "around",
            "along",
            "over",
            "within",
            "via",
        ),
        *("through", "from", "to", "into", "surrounding"),
    }
)
#: How deep a place may hang under other phrases ('with police outside the parliament in X').
MAX_DEPTH = 3
_PLACES = frozenset({"Place", "State"})

#: The heads of the participants of a predication, by role.
Roles = defaultdict[str, list[Token]]


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
        roles = _noun_roles(discourse, trigger, token, tokens, subject)
    else:
        roles = _verb_roles(discourse, trigger, token, subject)
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


def participant(discourse: Discourse, token: Token) -> Entity | None:
    """The entity of a participant; a modifying name ('Azerbaijani shelling') counts as its polity."""
    if token.dep_ in {"compound", "amod", "nmod", "poss"}:
        named = discourse.surface.named_at(token)
        if named is not None:
            return named
    return discourse.resolve(token)


def _items(head: Token, *names: str) -> list[Token]:
    """The objects of some prepositions under a head, coordinated ones included."""
    return [h for _, item in prepositional(head, frozenset(names)) for h in conjuncts(item)]


def _verb_roles(
    discourse: Discourse, trigger: Trigger, verb: Token, subject: Sequence[Token] | None
) -> Roles:
    roles = Roles(list)
    doers = list(subject) if subject is not None else subjects(verb)
    befallen = objects(verb)
    if _is_absolute(verb):
        # 'appeared in court, charged with murder'
        doers, befallen = agents(verb), doers
    if verb.tag_ == "VBN" and verb.dep_ == "amod":
        # 'the jailed editor'
        doers, befallen = [], [verb.head]
    if trigger.pos == "adjective":
        doers = list(subject) if subject is not None else subjects(verb.head)
        roles[trigger.of] += _items(verb, "of")
    if trigger.subject is not None:
        roles[trigger.subject] += [doer for doer in doers if not is_blind(discourse, doer)]
    further = [(word, word_under(verb, word)) for word in trigger.words[1:]]
    inner = [token for _, token in further if token is not None]
    nouns = [token for token in inner if token.pos_ == "NOUN"]
    if trigger.object is not None:
        consumed = frozenset(trigger.words[1:])
        roles[trigger.object] += [o for o in befallen if not consumed & {lemma(o), o.lower_}]
        # 'take control of X', 'abide by X', 'be part of X', 'be home to X'
        for token in inner:
            if token.pos_ == "ADJ":
                # 'found Karl Brandt guilty'
                roles[trigger.object] += children(token, "nsubj")
            if token.pos_ in {"ADP", "PART"}:
                roles[trigger.object] += [h for c in children(token, "pobj", "pcomp") for h in conjuncts(c)]
    for name, role in trigger.prepositions:
        roles[role] += _items(verb, name)
        if name == "to":
            # 'give X a grant'
            roles[role] += [c for c in children(verb, "dative") if c.pos_ != "ADP"]
        # 'open two routes for X': the preposition hangs under the object.
        for noun in nouns:
            roles[role] += _items(noun, name)
    if "with" not in dict(trigger.prepositions) and trigger.object == "target":
        roles["target"] += _items(verb, "against")
    for head in (verb, *nouns):
        roles["place"] += _where(head)
    return roles


def _is_absolute(verb: Token) -> bool:
    """Whether a participle beside a clause is a passive without its auxiliary."""
    bare = child(verb, "aux", "auxpass", "nsubj", "dobj") is None
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and bare


def _noun_roles(
    discourse: Discourse, trigger: Trigger, noun: Token, tokens: Tokens, subject: Sequence[Token] | None
) -> Roles:
    roles = Roles(list)
    own = {t.i for t in tokens}
    for head in (noun, *(t for t in tokens if t.i != noun.i and t.head.i == noun.i and t.pos_ == "NOUN")):
        modifiers = [c for c in children(head, "compound", "amod", "nmod") if c.i not in own]
        roles[_role_of_owners(discourse, trigger, head)] += children(head, "poss")
        for modifier in modifiers:
            named = _polity_named(discourse, modifier)
            if named is not None:
                # 'Russian talks' are Russia's, 'the Geneva talks' are held there.
                roles[trigger.town if named.kind == "Place" else "actor"].append(modifier)
        roles[trigger.of] += _items(head, "of")
        roles["actor"] += _items(head, "by", "between")
        roles["actor"] += _items(head, "with")
        roles["target"] += _items(head, "against", "on")
        for name, role in trigger.prepositions:
            roles[role] += _items(head, name)
        roles["place"] += _where(head)
    words = discourse.lexicon.words
    top = outermost(noun, words["container"])
    governor = top.head
    beside = governor.lower_ in words["occasion"] - {"in"}
    if top.dep_ == "pobj" and governor.pos_ == "ADP" and governor.dep_ != "agent" and not beside:
        governor = governor.head
    light = governor.pos_ == "VERB" and lemma(governor) in words["lightVerb"]
    light = light and not has_ended(discourse.lexicon, top, noun)
    attended = governor.pos_ == "VERB" and lemma(governor) in words["attending"]
    if subject is not None:
        roles["actor"] += list(subject)
    elif attended and trigger.eventive and top.dep_ in {"dobj", "nsubjpass"}:
        roles["actor"] += subjects(governor)
    elif light and top.dep_ in {"dobj", "pobj", "nsubjpass"}:
        roles["actor"] += subjects(governor)
        roles["actor"] += _items(governor, "with")
        roles["target"] += _items(governor, "against")
    if light or governor.lemma_ == "be" or lemma(governor) in words["perception"] or top.dep_ in SUBJECTS:
        roles["place"] += _where(governor)
    return roles


def _role_of_owners(discourse: Discourse, trigger: Trigger, noun: Token) -> str:
    """'Brandt's arrest' befalls Brandt; 'Iran's arrest of Brandt' is Iran's."""
    owners = children(noun, "poss")
    done = any(_polity_named(discourse, owner) for owner in owners) or _items(noun, "of", "by")
    return "actor" if done else trigger.possessive


def outermost(noun: Token, containers: frozenset[str]) -> Token:
    """The noun whose place in the clause an event noun shares: 'sound' in 'the sound of gunfire'."""
    top = noun
    while True:
        if top.dep_ == "conj":
            top = top.head
        elif top.dep_ == "pobj" and top.head.lower_ == "of" and lemma(top.head.head) in containers:
            top = top.head.head
        else:
            return top


def _polity_named(discourse: Discourse, token: Token) -> Entity | None:
    """The polity or place whose name or adjective a token is."""
    named = discourse.surface.named_at(token)
    return named if named is not None and named.kind != "Person" else None


def _where(head: Token, depth: int = 0) -> Iterator[Token]:
    """What may be the place of something, as far as prepositions tell."""
    # 'a speech by video link from X' and 'fighters from X' are not in X.
    for _, item in prepositional(head, _LOCATIVE - {"from", "to"} if depth else _LOCATIVE):
        yield from conjuncts(item)
    for prep in children(head, "prep"):
        # 'in and surrounding X', 'with police outside the parliament in X'
        for inner in children(prep, "conj", "pcomp"):
            yield from children(inner, "pobj", "dobj")
        if prep.lower_ != "of" and depth < MAX_DEPTH:
            for item in children(prep, "pobj"):
                yield from _where(item, depth + 1)
    for conjunct in children(head, "conj"):
        if conjunct.lower_ in _LOCATIVE:
            yield from children(conjunct, "pobj", "dobj")


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
            roles["place"] += [token] if known else _items(token, "of")
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
    for modifier in reversed(children(token, "compound", "amod", "nmod", "poss")):
        named = _polity_named(discourse, modifier)
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
        add([*children(noun, "poss"), *_items(noun, "with", "between")])
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
