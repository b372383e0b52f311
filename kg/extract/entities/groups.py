"""Groups of people by their words."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.anaphors import anaphor
from kg.extract.entities.beside import is_human
from kg.extract.entities.coreference import POSSESSIVE
from kg.extract.entities.followers import who_says
from kg.extract.entities.followers import whose as whose_follower
from kg.extract.entities.owners import of_named
from kg.extract.entities.polities import polity_of, territory, with_article
from kg.extract.entities.scene import Scene
from kg.extract.entities.somebody import is_thing
from kg.extract.entities.whereabouts import (
    place_in_front,
    place_named_last,
    place_of_paragraph,
    state_nearby,
)
from kg.extract.phrases import (
    SUBJECTS,
    child,
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
#: Nouns that with 'a' say how many ('a growing number of scholars').
_AMOUNTS = frozenset({"number", "handful", "majority", "couple"})

#: What may have an opposition.
_STATELY = frozenset({"State", "DeFactoAuthority"})
#: Quotation marks.
_MARKS = '"“”'
#: What points to a place that was named before, and to one beside somebody.
_THERE = frozenset({"there", "nearby"})
_BESIDE = frozenset({"beside", "behind", "near", "next", "alongside", "opposite", "with", "around"})
_POINTING = frozenset({"prep", "amod", "advmod", "pobj"})
#: Prepositions between people and where they are.
_IN = frozenset({"in", "at", "near", "outside", "from"})
#: What leads on to what somebody has been told of ('briefed on the talks').
_KNOWN_OF = frozenset({"on", "about"})
#: How many words may say what somebody is doing.
_DEED = 8
#: How many sentences back 'others' may reach.
SOME_REACH = 3
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
    whole = with_deed(scene, _with_place(scene, noun_phrase(core), head), core)
    phrase = _with_name(scene, _identifying(_without_spot(whole, core), core))
    surface = scene.surface
    named = [e for t in phrase if (e := surface.named_at(t) or surface.body_at(t)) is not None]
    place = next((e for e in named if e.kind == "Place"), None)
    polity = next((e for e in named if e.kind not in {"Place", "Person"}), None)
    if place is None and polity is None:
        place = _place_before(scene, phrase, core)
        if place is None and any(t.lower_ in _THERE and t.i >= phrase.end for t in whole):
            place = place_named_last(scene, core)
            if place is not None and place.kind not in {"Place", "State"}:
                place, polity = None, place
    if lemma(core) in scene.lexicon.words["collective"]:
        state = polity or polity_of(scene, place) or _whose(scene, core)
        known = _collective(scene, core, state) if state is not None and state.kind in _STATELY else None
        if known is not None:
            return known
    if (owned := _owned_before(scene, core)) is not None:
        return owned
    label = of_named(scene, phrase, core) or _told_by_name(scene, phrase, _label(scene, phrase))
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
            if lemma(core) in scene.lexicon.words["ofState"] and whose.kind == "GovernmentBody":
                # 'the ministry urged its citizens'
                whose = polity_of(scene, whose) or whose
            elif lemma(core) in scene.lexicon.words["served"]:
                whose = _state_served(scene, whose) or whose
            polity = whose
            label = _belonging_to(scene, whose, core, label)
    if polity is None and place is None and owner is None and (person := whose_follower(scene, core)):
        polity, label = person, _belonging_to(scene, person, core, label)
    local = polity is None and place is None
    if local and owner is None:
        place = _place_here(scene, head, label)
    single = (one or not is_plural(core)) and _is_one_person(scene, core)
    return Entity("Group", label, key=label.lower(), of=polity, place=place, local=local, single=single)


def _belonging_to(scene: Scene, whose: Entity, noun: Token, label: str) -> str:
    """What people are called with the one whose they are: "Ana Brandt's son", 'Lawyers of Ana Brandt'."""
    kin = lemma(noun) in scene.lexicon.words["kin"] and whose.kind == "Person" and not is_plural(noun)
    label = scene.lexicon.nouns["formal"].get(label.lower(), label)
    return f"{whose.label}'s {label.lower()}" if kin else f"{label} of {whose.label}"


def _is_one_person(scene: Scene, noun: Token) -> bool:
    """Whether a noun in the singular is for one person, by what he does or the office that he holds."""
    title = scene.surface.office_at(noun)
    human = is_human(scene, noun) or (title is not None and title.head.i == noun.i)
    return human and not is_thing(scene, lemma(noun))


def _told_by_name(scene: Scene, phrase: Tokens, label: str) -> str:
    """A label with the name for a pronoun that it ends in: 'person close to him' is close to Ana Brandt."""
    last = phrase[-1]
    whom = scene.resolve(last) if last.dep_ == "pobj" and last.tag_ == "PRP" else None
    if whom is None or not whom.resolved or whom.local or whom.kind == "Group":
        return label
    return f"{label[: -len(last.text)]}{with_article(whom.label)}"


def _state_served(scene: Scene, person: Entity) -> Entity | None:
    """The one state in whose office somebody is: 'his ministers' are its ministers."""
    offices = scene.cast.offices.likely(person) if person.kind == "Person" else ()
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
    for back in range(min(number, SOME_REACH + 1)):
        for reference in scene.references.of(number - back):
            entity = reference.entity
            counted = entity.kind == "Group" and _COUNTING.sub("", entity.label).lower() == label.lower()
            if counted and entity.label.lower() != label.lower() and not entity.label.startswith("Other "):
                return entity
    return None


def _owned_before(scene: Scene, core: Token) -> Entity | None:
    """Whose 'the family' or 'the team' is where the article has said it ('Family of Ana Brandt')."""
    if core.tag_ != "NN" or [c.lower_ for c in dependents(core)] != ["the"]:
        return None
    same = f"{lemma(core)} of "
    groups = (r.entity for r in scene.references if r.entity.kind == "Group")
    owned = {e for e in groups if e.of is not None and e.label.lower().startswith(same)}
    return owned.pop() if len(owned) == 1 else None


def _whose(scene: Scene, noun: Token) -> Entity | None:
    """The state whose 'the country's opposition' or 'the opposition' is; none of 'opposition to X'."""
    for owner in children(noun, "poss"):
        return polity_of(scene, scene.resolve(owner))
    others = any(c.lower_ in {"a", "an", "no", "to", "from"} for c in dependents(noun))
    return None if others else scene.home


def _collective(scene: Scene, noun: Token, state: Entity) -> Entity | None:
    """'Venezuela's main opposition': called as organs of a state are, although it is none."""
    kinds = (c for c in children(noun, "amod", "compound") if scene.surface.named_at(c) is None)
    if any(c.lower_ not in scene.lexicon.words["mainstream"] for c in kinds):
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


def _with_place(scene: Scene, phrase: Tokens, head: Token) -> Tokens:
    """A noun phrase with the place that the parser hangs by the verb before it: 'said a nurse in Arville'."""
    verb = head.head
    if head.dep_ != "nsubj" or verb.i > head.i or phrase[-1].i != phrase.root.i:
        return phrase
    prep = next((p for p in children(verb, "prep") if p.i == phrase.end and p.lower_ in _IN), None)
    place_name = child(prep, "pobj") if prep is not None else None
    place = scene.resolve(place_name) if place_name is not None else None
    if place_name is None or place is None or place.kind != "Place":
        return phrase
    return phrase.doc[phrase.start : noun_phrase(place_name).end]


def with_deed(scene: Scene, phrase: Tokens, core: Token) -> Tokens:
    """A noun phrase with what somebody is doing of whom it says nothing else ('a man selling tea').

    Also for whom a body without a name stands ('a committee representing creditors').
    """
    words = scene.lexicon.words
    told = words["anybody"] if lemma(core) not in scene.lexicon.bodies else {lemma(core)}
    doing = next((c for c in children(core, "acl") if c.i == core.i + 1 == phrase.end), None)
    plain = all(c.dep_ in {"det", "acl", "nummod", "relcl", "punct"} for c in dependents(core))
    if doing is None or doing.tag_ != "VBG" or not plain or lemma(core) not in told:
        return phrase
    end = doing.right_edge.i + 1
    asked = lemma(doing) in words["interviewed"] or any(t.is_punct for t in phrase.doc[core.i : end])
    return phrase if asked or end - core.i > _DEED else phrase.doc[phrase.start : end]


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
    return phrase.doc[phrase.start : min(end, phrase.end)]


def _with_name(scene: Scene, phrase: Tokens) -> Tokens:
    """A noun phrase with the whole name that it ends in: 'the Office for Trade and Customs' is one.

    Also with the name behind its last noun: 'crews at the airline X'.
    """
    last = phrase[-1]
    # The parser may hang the name by the crews.
    noun = last.dep_ == "pobj" and last.tag_ == "NN"
    behind = [t for head in (last, phrase.root) for t in children(head, "appos") if noun]
    # 'of the company X founded' ends before X.
    named = (t for t in behind if t.pos_ == "PROPN" and t.ent_type_ != "PERSON")
    end = next((t.i + 1 for t in named if t.left_edge.i == phrase.end), phrase.end)
    doc = phrase.doc
    name = scene.surface.name_at(doc[end - 1])
    while end < len(doc) and (
        (name is not None and scene.surface.name_at(doc[end]) == name)
        or (doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "ORG")
    ):
        end += 1
    return doc[phrase.start : end]


def _place_here(scene: Scene, head: Token, label: str) -> Entity | None:
    """Where the people are of whom no words beside them say it: 'In Arville, residents said'.

    Else people at home ('Students') are those of where the title is set, or of the state that it is about.
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
    # One official may be of any state, and so is who is said to be something more.
    more = definite(head) or lemma(head) == "official" or children(head, "compound", "prep", "poss")
    at_home = lemma(head) in scene.lexicon.words["domestic"] and not quoted and (is_plural(head) or not more)
    return scene.setting or scene.home or state_nearby(scene, head) if at_home else None


def some_of_group(scene: Scene, head: Token) -> Entity | None:
    """'Many', 'Others' without a noun: some of the people who were the subject just before."""
    if head.dep_ not in SUBJECTS or children(head, "prep", "relcl"):
        return None
    number = scene.surface.sentence_of(head).number
    for near in range(number, max(0, number - SOME_REACH), -1):
        subjects = [
            r for r in scene.references.of(near) if r.subject and (near < number or r.position < head.i)
        ]
        people = next((r.entity for r in subjects if r.entity.kind == "Group"), None)
        if people is not None:
            word = "Other" if head.lower_ == "others" else head.lower_.capitalize()
            others = _COUNTING.sub("", f"{people.label[:1].lower()}{people.label[1:]}")
            label = f"{word} {others}"
            return replace(people, label=label, key=label.lower(), single=False)
    return None


def is_counted_group(scene: Scene, head: Token) -> bool:
    """'hundreds of protesters', 'a number of scholars': whether the head is the number of a group."""
    some = lemma(head) in _AMOUNTS and any(c.lower_ in {"a", "an"} for c in dependents(head))
    if lemma(head) not in NUMBER_NOUNS and not some:
        return False
    people = scene.lexicon.words["group"] | scene.lexicon.words["occupation"]
    counted = [item for _, item in prepositional(head, {"of"})]
    return any(lemma(c) in people or c.ent_type_ == "NORP" or _is_people(scene, c) for c in counted)


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


def _label(scene: Scene, phrase: Tokens) -> str:
    """The words of a group without articles, numbers and possessive pronouns, with a capital."""
    start = phrase.start
    while (
        start < phrase.root.i
        # '54-year-old' and 'so-called' are one word.
        and (phrase.doc[start].whitespace_ or not phrase.doc[start].text[-1].isalnum())
        and (
            phrase.doc[start].pos_ in {"DET", "NUM", "PUNCT", "ADV", "SCONJ", "ADP"}
            or phrase.doc[start].dep_ in {"nummod", "quantmod", "predet", "preconj", "det"}
            or phrase.doc[start].tag_ in POSSESSIVE
            or phrase.doc[start].lower_ == "own"
        )
    ):
        start += 1
    words = without_genitive(phrase.doc[start : phrase.end])
    label = _COUNTING.sub("", words).strip() or words
    if "other" in words[: len(words) - len(label)].lower().split():
        # 'Other senators' are not the senators.
        label = f"other {label}"
    # Of 'appealed to "decent people"' the opening mark stands before the phrase.
    if sum(map(label.count, _MARKS)) == 1:
        label = re.sub(f"[{_MARKS}]", "", label)
    spelt = scene.lexicon.nouns["spelt"].get(phrase.root.text)
    label = label.replace(phrase.root.text, spelt) if spelt is not None else label
    if phrase.root.dep_ == "compound" and phrase.root.tag_ == "NN" and is_plural(phrase.root.head):
        # 'witness accounts' are those of witnesses.
        label = f"{label}{'es' if label.endswith('s') else 's'}"
    return label[:1].upper() + label[1:]
