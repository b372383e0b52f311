"""Groups of people by their words, and the authorities, capitals and places that common nouns mean."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.coreference import POSSESSIVE, anaphor
from kg.extract.entities.people import KIN
from kg.extract.entities.polities import (
    government,
    polity_of,
    territory,
    with_article,
)
from kg.extract.entities.scene import Scene
from kg.extract.entities.whereabouts import (
    place_in_front,
    place_named_last,
    place_of_paragraph,
    state_nearby,
)
from kg.extract.phrases import (
    SUBJECTS,
    children,
    definite,
    dependents,
    is_plural,
    is_when,
    lemma,
    noun_phrase,
    prepositional,
    without_genitive,
)
from kg.model import Entity

#: Nouns that are numbers ('hundreds of protesters').
NUMBER_NOUNS = frozenset({"hundred", "thousand", "dozen", "score", "ten"})

#: What may have an opposition.
_STATELY = frozenset({"State", "DeFactoAuthority"})
#: Adjectives that make no other opposition of it.
_PLAIN = frozenset({"main", "political"})
#: What points to a place that was named before, and to one beside somebody.
_THERE = frozenset({"there", "nearby"})
_BESIDE = frozenset({"beside", "behind", "near", "next", "alongside", "opposite", "with", "around"})
_POINTING = frozenset({"prep", "amod", "advmod", "pobj"})
#: What leads on to what somebody has been told of ('briefed on the talks').
_KNOWN_OF = frozenset({"on", "about"})
#: How many sentences back 'others' may reach.
_SOME_REACH = 3
#: Articles, quantifiers and hedges that say how many, not who.
_COUNTING = re.compile(
    r"^(?:(?:the|a|an|some|many|several|both|all|other|more|most|few|estimated|nearly|almost|up to|more than"
    r"|hundred|thousand|million|dozen"
    r"|fewer than|over|roughly|approximately|than|hundreds|thousands|dozens|scores|of|at least|about|around"
    r"|\d[\d,.]*|two|three|four|five|six)\s+)+",
    re.IGNORECASE,
)


def group(scene: Scene, head: Token, *, one: bool = False) -> Entity:
    """A group, or `one` of it, by its words without articles and numbers; with the state and place named."""
    core = head
    if is_counted_group(scene, head):
        core = next(item for _, item in prepositional(head, {"of"}))
    whole = noun_phrase(core)
    phrase = _identifying(_without_spot(whole, core), core)
    surface = scene.surface
    named = [e for t in phrase if (e := surface.named_at(t) or surface.body_at(t)) is not None]
    place = next((e for e in named if e.kind == "Place"), None)
    polity = next((e for e in named if e.kind not in {"Place", "Person"}), None)
    if place is None and polity is None:
        place = _place_before(scene, phrase, core)
        if place is None and any(t.lower_ in _THERE and t.i >= phrase.end for t in whole):
            place = place_named_last(scene, core)
    if lemma(core) in scene.lexicon.words["collective"]:
        state = polity or polity_of(scene, place) or _whose(scene, core)
        known = _collective(scene, core, state) if state is not None and state.kind in _STATELY else None
        if known is not None:
            return known
    label = of_named(scene, phrase, core) or _told_by_name(scene, phrase, _label(phrase))
    if one:
        label = re.sub(rf"\b{re.escape(core.text)}\b", core.lemma_, label, count=1, flags=re.IGNORECASE)
        label = label[:1].upper() + label[1:]
    elif (known := _counted_before(scene, core, label)) is not None:
        return known
    else:
        label = _counted(phrase, core, label)
    owner = next((t for t in phrase if t.tag_ in POSSESSIVE and t.head.i == core.i), None)
    if owner is not None and polity is None:
        whose = who_says(scene, core) if owner.lower_ == "my" else scene.resolve(owner)
        if whose is not None and whose.resolved:
            if lemma(core) in scene.lexicon.words["served"]:
                whose = _state_served(scene, whose) or whose
            polity = whose
            kin = lemma(core) in KIN and whose.kind == "Person" and not is_plural(core)
            label = f"{whose.label}'s {label.lower()}" if kin else f"{label} of {whose.label}"
    local = polity is None and place is None
    if local and owner is None:
        place = _place_here(scene, head, label)
    return Entity("Group", label, key=label.lower(), of=polity, place=place, local=local)


def of_named(scene: Scene, phrase: Tokens, head: Token) -> str | None:
    """The label by whose people or what it is: 'Brandt's advisers' are 'Advisers of Ana Brandt'."""
    owner = next((c for c in children(head, "poss") if c.pos_ == "PROPN" and c.i >= phrase.start), None)
    whose = scene.resolve(owner) if owner is not None else None
    if owner is None or whose is None or whose.kind != "Person" or whose.local:
        return None
    words = head.doc[owner.right_edge.i + 1 : head.i + 1].text
    behind = head.doc[head.i + 1 : phrase.end].text
    return f"{words[:1].upper()}{words[1:]} of {whose.label} {behind}".strip()


def _told_by_name(scene: Scene, phrase: Tokens, label: str) -> str:
    """A label with the name for a pronoun that it ends in: 'person close to him' is close to Ana Brandt."""
    last = phrase[-1]
    whom = scene.resolve(last) if last.dep_ == "pobj" and last.tag_ == "PRP" else None
    if whom is None or not whom.resolved or whom.local or whom.kind == "Group":
        return label
    return f"{label[: -len(last.text)]}{with_article(whom.label)}"


def _state_served(scene: Scene, person: Entity) -> Entity | None:
    """The one state in whose office somebody is: 'his ministers' are its ministers."""
    offices = scene.cast.likely_offices(person) if person.kind == "Person" else ()
    states = {office.of for office in offices if office.of is not None and office.of.kind == "State"}
    return states.pop() if len(states) == 1 else None


def _counted(phrase: Tokens, core: Token, label: str) -> str:
    """The label of people who are counted, with the number: 'Two diplomats' are not diplomats at large."""
    number = next((c for c in children(core, "nummod") if c.i < core.i and is_plural(core)), None)
    if number is None or not number.like_num:
        return label
    words = phrase.doc[number.left_edge.i : number.i + 1].text
    rest = phrase.doc[number.i + 1 : phrase.end].text
    return f"{words[:1].upper()}{words[1:]} {rest}"


def uncounted(people: Entity | None) -> Entity | None:
    """A group without its number: one of 'Two diplomats' is no two."""
    if people is None or people.kind != "Group":
        return people
    label = _COUNTING.sub("", people.label) or people.label
    label = f"{label[:1].upper()}{label[1:]}"
    return replace(people, label=label, key=label.lower())


def _counted_before(scene: Scene, core: Token, label: str) -> Entity | None:
    """Whom 'the officials' takes up after 'Two officials'."""
    if not definite(core) or not is_plural(core) or children(core, "nummod"):
        return None
    number = scene.surface.sentence_of(core).number
    for back in range(min(number, _SOME_REACH + 1)):
        for reference in scene.references.of(number - back):
            entity = reference.entity
            counted = entity.kind == "Group" and _COUNTING.sub("", entity.label).lower() == label.lower()
            if counted and entity.label.lower() != label.lower():
                return entity
    return None


def _whose(scene: Scene, noun: Token) -> Entity | None:
    """The state whose 'the country's opposition' or 'the opposition' is; none of 'opposition to X'."""
    for owner in children(noun, "poss"):
        return polity_of(scene, scene.resolve(owner))
    others = any(c.lower_ in {"a", "an", "no", "to", "from"} for c in dependents(noun))
    return None if others else scene.home


def _collective(scene: Scene, noun: Token, state: Entity) -> Entity | None:
    """'Venezuela's main opposition': called as organs of a state are, although it is none."""
    kinds = (c for c in children(noun, "amod", "compound") if scene.surface.named_at(c) is None)
    if any(c.lower_ not in _PLAIN for c in kinds):
        return None
    where = territory(scene.world, state) or state
    label = f"{noun.text[:1].upper()}{noun.text[1:]} of {with_article(where.label)}"
    return Entity("Group", label, key=label.lower(), of=state)


def _without_spot(phrase: Tokens, core: Token) -> Tokens:
    """A noun phrase without words that only point ('a teacher there', 'a driver beside her')."""
    pointing = (
        c.i
        for c in dependents(core)
        if c.i > core.i
        and (
            c.lower_ in _THERE | {"here"}
            or (c.lower_ in _BESIDE and all(t.dep_ in _POINTING or t.tag_ == "PRP" for t in c.subtree))
        )
    )
    return phrase.doc[phrase.start : min(next(pointing, phrase.end), phrase.end)]


def _identifying(phrase: Tokens, core: Token) -> Tokens:
    """A noun phrase without what somebody knows of ('an Arland official familiar with the talks').

    To whom somebody is close says who that is, and what people know of whom nothing else is said
    ('two people familiar with the matter', 'a person briefed on the talks').
    """
    if not any(c.i < core.i for c in children(core, "amod", "compound", "nmod", "poss")):
        told = (c for c in children(core, "acl") if c.tag_ == "VBN" and c.i == core.i + 1 == phrase.end)
        of = (
            p for clause in told for p in children(clause, "prep") if p.lower_ in _KNOWN_OF and not is_when(p)
        )
        end = next((p.right_edge.i + 1 for p in of if p.i == core.i + 2), phrase.end)
        return phrase.doc[phrase.start : end]
    asides = [c.i for c in dependents(core) if c.i > core.i and c.dep_ in {"amod", "acomp"} and c.n_rights]
    end = next((i for i in asides if core.doc[i].lower_ != "close"), phrase.end)
    end = min(end, phrase.end)
    # 'the Office for Trade and Customs' is one name.
    while end < len(phrase.doc) and phrase.doc[end].ent_iob_ == "I" and phrase.doc[end].ent_type_ == "ORG":
        end += 1
    return phrase.doc[phrase.start : end]


def who_says(scene: Scene, noun: Token) -> Entity | None:
    """Whose relative 'my son' is: of whoever says the quotation, in this sentence or the one before."""
    surface = scene.surface
    if not surface.is_quoted(noun):
        return None
    verbs = [t for t in noun.ancestors if t.pos_ == "VERB"]
    number = surface.sentence_of(noun).number
    verbs += [s.tokens.root for s in surface.document.sentences[max(0, number - 2) : number - 1]]
    for verb in verbs:
        for subject in children(verb, "nsubj"):
            outside = not surface.is_quoted(subject)
            if outside and (lemma(verb), "verb") in scene.lexicon.cues:
                return scene.resolve(subject)
    return None


def _place_here(scene: Scene, head: Token, label: str) -> Entity | None:
    """Where the people are of whom no words beside them say it: 'In Arville, residents said'.

    Else people at home ('Students') are those of the state that the article is about.
    """
    place = place_in_front(scene, head) or place_of_paragraph(scene, head)
    if place is not None:
        return place
    if definite(head):
        before = (r.entity for r in scene.references if r.entity.kind == "Group" and r.entity.label == label)
        known = next((e.place for e in before if e.place is not None), None)
        if known is not None:
            return known
    quoted = scene.surface.is_quoted(head)
    at_home = is_plural(head) and lemma(head) in scene.lexicon.words["domestic"] and not quoted
    return scene.home or state_nearby(scene, head) if at_home else None


def some_of_group(scene: Scene, head: Token) -> Entity | None:
    """'Many', 'Others' without a noun: some of the people who were the subject just before."""
    if head.dep_ not in SUBJECTS or children(head, "prep", "relcl"):
        return None
    number = scene.surface.sentence_of(head).number
    for near in range(number, max(0, number - _SOME_REACH), -1):
        subjects = [
            r for r in scene.references.of(near) if r.subject and (near < number or r.position < head.i)
        ]
        people = next((r.entity for r in subjects if r.entity.kind == "Group"), None)
        if people is not None:
            word = "Other" if head.lower_ == "others" else head.lower_.capitalize()
            others = _COUNTING.sub("", f"{people.label[:1].lower()}{people.label[1:]}")
            label = f"{word} {others}"
            return replace(people, label=label, key=label.lower())
    return None


def one_of_group(scene: Scene, head: Token) -> Entity | None:
    """'Drivers had heard it. One said …', 'One minister said …; another said …': one of those people."""
    if head.dep_ not in SUBJECTS or any(c.dep_ != "punct" for c in dependents(head)):
        return None
    number = scene.surface.sentence_of(head).number
    for near in range(number, max(0, number - _SOME_REACH), -1):
        for r in scene.references.of(near):
            if not r.subject or r.entity.kind != "Group" or (near == number and r.position >= head.i):
                continue
            noun = scene.surface.document.sentences[near - 1].tokens.doc[r.position]
            label = f"Another {r.entity.label[:1].lower()}{r.entity.label[1:]}"
            another = replace(r.entity, label=label, key=label.lower())
            return group(scene, noun, one=True) if is_plural(noun) else another
    return None


def is_counted_group(scene: Scene, head: Token) -> bool:
    """'hundreds of protesters': whether the head is the number of a group."""
    if lemma(head) not in NUMBER_NOUNS:
        return False
    counted = [item for _, item in prepositional(head, {"of"})]
    return any(lemma(c) in scene.lexicon.words["group"] or _is_people(scene, c) for c in counted)


def _is_people(scene: Scene, noun: Token) -> bool:
    """'Greeks': whether a plural names a people."""
    named = scene.surface.named_at(noun) if is_plural(noun) else None
    return named is not None and named.kind == "State" and noun.text.lower() != named.label.lower()


def _place_before(scene: Scene, phrase: Tokens, core: Token) -> Entity | None:
    """The place that a definite noun in the phrase takes up ('residents of the region')."""
    anaphors = scene.lexicon.anaphors
    noun = next((t for t in phrase if t.i != core.i and lemma(t) in anaphors and definite(t)), None)
    found = anaphor(scene, noun) if noun is not None else None
    return found if found is not None and found.kind == "Place" else None


def _label(phrase: Tokens) -> str:
    """The words of a group without articles, numbers and possessive pronouns, with a capital."""
    start = phrase.start
    while (
        start < phrase.root.i
        # '54-year-old' is one word.
        and (phrase.doc[start].whitespace_ or not phrase.doc[start].text[-1].isdecimal())
        and (
            phrase.doc[start].pos_ in {"DET", "NUM", "PUNCT", "ADV", "SCONJ", "ADP"}
            or phrase.doc[start].dep_ in {"nummod", "quantmod", "predet", "preconj", "det"}
            or phrase.doc[start].tag_ in POSSESSIVE
        )
    ):
        start += 1
    words = without_genitive(phrase.doc[start : phrase.end])
    label = _COUNTING.sub("", words).strip() or words
    return label[:1].upper() + label[1:]


def authority(scene: Scene, head: Token) -> Entity | None:
    """'Karabakh authorities', 'separatists': the de facto authority of the place, else a government."""
    phrase = noun_phrase(head)
    words = scene.lexicon.words
    named = [entity for token in phrase if (entity := scene.surface.named_at(token)) is not None]
    rising = lemma(head) in words["secessionist"]
    for entity in named:
        if entity.kind == "DeFactoAuthority":
            return entity
        if entity.kind == "State" and rising:
            # 'Afghan rebels' do not govern it.
            return None
        ruler = _ruler(scene, entity)
        if ruler is not None:
            recognised = ruler.kind != "DeFactoAuthority"
            return government(scene.world, scene.lexicon, ruler) if recognised else ruler
    if head.lower_ == "regime" and not named and not definite(head):
        return None
    secessionist = any(t.lower_ in words["unrecognised"] for t in phrase)
    if (
        secessionist
        or lemma(head) in words["secessionist"]
        or any(lemma(t) in words["contested"] and anaphor(scene, t) is not None for t in phrase)
    ) and len(scene.unrecognised) == 1:
        return scene.unrecognised[0]
    states = [entity for entity in named if entity.kind == "State"]
    if len(states) == 1 and not secessionist and lemma(head) in words["ruling"]:
        return government(scene.world, scene.lexicon, states[0])
    return None


def _ruler(scene: Scene, place: Entity) -> Entity | None:
    """Who runs a place, its authority before the state that it is the capital of."""
    if place.kind != "Place":
        return None
    return scene.world.governs.get(place.iri or "") or scene.world.capital_of.get(place.iri or "")


def capital(scene: Scene, head: Token) -> Entity | None:
    """'the capital of X', 'X's capital city'."""
    described = (head, *children(head, "compound", "amod"))
    if not any(lemma(token) == "capital" for token in described):
        return None
    seats = sorted(scene.world.capital_of.items())
    for token in noun_phrase(head):
        named = scene.surface.named_at(token)
        if named is None or token.i == head.i:
            continue
        owner = polity_of(scene, named)
        seat = next((iri for iri, polity in seats if polity == owner), None)
        if owner is not None and seat is not None:
            return scene.world.entities[seat]
    return None
