"""Which words fill the roles of an event: who does it, whom it befalls, where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import (
    SUBJECTS,
    agents,
    child,
    children,
    conjuncts,
    is_passive,
    lemma,
    objects,
    prepositional,
)
from kg.extract.predicates.modality import has_ended
from kg.extract.predicates.triggers import is_blind, is_elliptic, is_somebody, trigger_at, word_under
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

#: The heads of the participants of a predication, by role.
Roles = defaultdict[str, list[Token]]


def participant(discourse: Discourse, token: Token) -> Entity | None:
    """The entity of a participant; a modifying name ('Azerbaijani shelling') counts as its polity."""
    if token.dep_ in {"compound", "amod", "nmod", "poss"}:
        named = discourse.surface.named_at(token)
        if named is not None:
            return named
    return discourse.resolve(token)


def items(head: Token, *names: str) -> list[Token]:
    """The objects of some prepositions under a head, coordinated ones included."""
    return [h for _, item in prepositional(head, frozenset(names)) for h in conjuncts(item)]


def verb_roles(discourse: Discourse, trigger: Trigger, verb: Token, subject: Sequence[Token] | None) -> Roles:
    roles = Roles(list)
    doers = list(subject) if subject is not None else subjects(verb)
    befallen = objects(verb)
    if subject is None and _follows_passive(discourse, verb):
        # 'was hit by a rocket, killing two'
        doers = agents(verb.head)
    if subject is None and doers and (above := _event_there(discourse, verb, doers[0])) is not None:
        doers = [above]
    if _is_absolute(verb) or is_elliptic(verb):
        # 'appeared in court, charged with murder', 'two were killed and others wounded'
        doers, befallen = agents(verb), doers
    if verb.tag_ == "VBN" and verb.dep_ == "amod":
        # 'the jailed editor'
        doers, befallen = [], [verb.head]
    if trigger.pos == "adjective":
        doers = list(subject) if subject is not None else subjects(verb.head)
        roles[trigger.of] += items(verb, "of")
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
                below = (h for c in children(token, "pobj", "pcomp") for h in conjuncts(c))
                # 'removed him from power' is done to no power.
                roles[trigger.object] += [h for h in below if lemma(h) not in consumed]
    for name, role in trigger.prepositions:
        roles[role] += items(verb, name)
        if name == "to":
            # 'give X a grant'
            roles[role] += [c for c in children(verb, "dative") if c.pos_ != "ADP"]
        # 'open two routes for X': the preposition hangs under the object.
        for noun in nouns:
            roles[role] += items(noun, name)
    if "with" not in dict(trigger.prepositions) and trigger.object == "target":
        roles["target"] += items(verb, "against")
    aside = {name for name, role in trigger.prepositions if role == "theme"} & {"from"}
    for head in (verb, *nouns):
        roles["place"] += _where(head, without=aside)
    return roles


def _follows_passive(discourse: Discourse, verb: Token) -> bool:
    """'The helicopter was shot down, killing two': it has killed nobody."""
    harm = lemma(verb) in discourse.lexicon.words["occurring"]
    return harm and verb.dep_ == "advcl" and verb.tag_ == "VBG" and is_passive(verb.head)


def _event_there(discourse: Discourse, verb: Token, doer: Token) -> Token | None:
    """What has killed in 'the collapse in X, which killed two': the collapse, and not X."""
    noun = doer.head.head
    placed = verb.dep_ == "relcl" and doer.dep_ == "pobj" and doer.head.lower_ in _LOCATIVE
    if not placed or doer.i != verb.head.i or lemma(verb) not in discourse.lexicon.words["occurring"]:
        return None
    if is_somebody(discourse, doer):
        # 'an attack on rebels who killed two'
        return None
    return noun if is_blind(discourse, noun) or trigger_at(discourse, noun) is not None else None


def _is_absolute(verb: Token) -> bool:
    """Whether a participle beside a clause is a passive without its auxiliary."""
    bare = child(verb, "aux", "auxpass", "nsubj", "dobj") is None
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and bare


def noun_roles(
    discourse: Discourse, trigger: Trigger, noun: Token, tokens: Tokens, subject: Sequence[Token] | None
) -> Roles:
    roles = Roles(list)
    own = {t.i for t in tokens}
    for head in (noun, *(t for t in tokens if t.i != noun.i and t.head.i == noun.i and t.pos_ == "NOUN")):
        modifiers = [c for c in children(head, "compound", "amod", "nmod") if c.i not in own]
        roles[_role_of_owners(discourse, trigger, head)] += children(head, "poss")
        for modifier in modifiers:
            named = polity_named(discourse, modifier)
            if named is not None:
                roles[_role_of_name(trigger, head, modifier, named)].append(modifier)
        roles[trigger.of] += items(head, "of")
        roles["actor"] += items(head, "by", "between")
        roles["actor"] += items(head, "with")
        roles["target"] += items(head, "against", "on")
        for name, role in trigger.prepositions:
            roles[role] += items(head, name)
        roles["place"] += _where(head)
    words = discourse.lexicon.words
    top = outermost(noun, words["container"])
    governor = top.head
    beside = governor.lower_ in words["occasion"] - {"in"}
    if top.dep_ == "pobj" and governor.pos_ == "ADP" and governor.dep_ != "agent" and not beside:
        governor = governor.head
    light = governor.pos_ == "VERB" and lemma(governor) in words["lightVerb"]
    light = light and not has_ended(discourse.lexicon, top, noun)
    # 'put down the protests', 'opened fire on the demonstration' is done by others.
    light = light and not any(c.lower_ in {"down", "off"} for c in children(governor, "prt"))
    light = light and not (top.dep_ == "pobj" and top.head.lower_ in {"on", "against", "at", "over", "from"})
    attended = governor.pos_ == "VERB" and lemma(governor) in words["attending"]
    if subject is not None:
        roles["actor"] += list(subject)
    elif attended and trigger.eventive and top.dep_ in {"dobj", "nsubjpass"}:
        roles["actor"] += subjects(governor)
    elif light and top.dep_ in {"dobj", "pobj", "nsubjpass"}:
        roles["actor"] += subjects(governor)
        roles["actor"] += items(governor, "with")
        roles["target"] += items(governor, "against")
    if light or governor.lemma_ == "be" or lemma(governor) in words["perception"] or top.dep_ in SUBJECTS:
        roles["place"] += _where(governor)
    return roles


def _role_of_name(trigger: Trigger, noun: Token, modifier: Token, named: Entity) -> str:
    """'Russian talks' are Russia's, the Geneva talks are held there, anti-Russian protests are against it."""
    if modifier.lower_.startswith("anti-") or noun.doc[max(modifier.i - 2, 0)].lower_ == "anti":
        return "target"
    visited = dict(trigger.prepositions).get("to") == "place"
    if child(noun, "poss") is not None and (named.kind == "Place" or visited):
        # 'Israel's Gaza offensive', 'their first U.S. visit'
        return "place"
    return trigger.town if named.kind == "Place" else _role_of_polity(trigger, noun, modifier)


def _role_of_polity(trigger: Trigger, noun: Token, polity: Token) -> str:
    """'Kenya's deaths' are there, 'Kenyan deaths' befall Kenya; 'X's genocide of Y' is X's."""
    if trigger.polity != "place":
        return trigger.polity
    if trigger.possessive == "target":
        return "target" if polity.ent_type_ == "NORP" else "place"
    return "actor" if items(noun, "of", "against") else "place"


def _role_of_owners(discourse: Discourse, trigger: Trigger, noun: Token) -> str:
    """'Brandt's arrest' befalls Brandt; 'Iran's arrest of Brandt' is Iran's."""
    owners = children(noun, "poss")
    done = any(polity_named(discourse, owner) for owner in owners) or items(noun, "of", "by")
    return _role_of_polity(trigger, noun, owners[0]) if done and owners else trigger.possessive


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


def polity_named(discourse: Discourse, token: Token) -> Entity | None:
    """The polity or place whose name or adjective a token is."""
    named = discourse.surface.named_at(token)
    return named if named is not None and named.kind != "Person" else None


def _where(head: Token, depth: int = 0, without: Set[str] = frozenset()) -> Iterator[Token]:
    """What may be the place of something, as far as prepositions tell."""
    # 'a speech by video link from X' and 'fighters from X' are not in X.
    for _, item in prepositional(head, _LOCATIVE - ({"from", "to"} if depth else without)):
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
