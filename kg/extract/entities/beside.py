"""Persons told by the words beside their names: 'a farmer named X', 'X of the Y party'."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.name_parts import is_told_by_ending
from kg.extract.entities.names import NameMatch
from kg.extract.entities.people import PersonMatch, whose_relative
from kg.extract.entities.scene import Scene
from kg.extract.entities.sections import name_start
from kg.extract.entities.surnames import family_names, unaccented
from kg.extract.phrases import (
    SUBJECTS,
    are_two_subjects,
    child,
    children,
    definite,
    dependents,
    is_passive,
    is_plural,
    lemma,
    negated,
    noun_phrase,
    prepositional,
    text_before,
)
from kg.knowledge.given_names import given_names
from kg.model import Entity

#: So many words a surname may have before its last ('von der Leyen', 'Abu-Sittah').
MAX_NAME = 3
#: By what somebody names himself ('who calls himself X').
_HIMSELF = frozenset({"himself", "herself", "themselves"})
#: As what the tagger takes a surname for a word, and how the parser hangs it all the same.
_TAKEN_FOR = frozenset({"NNS", "VBG", "VBN", "VBZ", "VBD", "VB", "JJ", "NN"})
_NAMED_AS = SUBJECTS | {"csubj", "poss", "pobj", "dobj", "conj"}
#: What stands before somebody who is one of several.
_ONE = frozenset({"a", "an", "another"})
#: What with 'the' is one of some who were named together ('The second, a civil servant, …').
_OTHERS = frozenset({"first", "second", "third", "other", "former", "latter"})


def is_human(scene: Scene, noun: Token) -> bool:
    """Whether a noun is one for people."""
    words, word = scene.lexicon.words, lemma(noun)
    return (
        word in words["kin"]
        or word in words["group"]
        or word in words["occupation"]
        or len(scene.lexicon.synonyms(word)) > 1
        or is_told_by_ending(word)
    )


def surname(scene: Scene, head: Token) -> Entity | None:
    """A surname alone, which the model did not take for a name, of a person named in full before."""
    # 'Peters said': the model knows the name and takes it for a plural all the same.
    bare = head.tag_ == "NN" and head.dep_ in SUBJECTS and not children(head, "det", "amod", "poss")
    taken = head.ent_type_ not in {"", "NORP"} or (head.pos_ == "NOUN" and (bare or head.ent_type_ != ""))
    common = head.pos_ in {"NOUN", "ADJ"} and head.text.istitle() and taken
    common |= is_unlike_words(scene, head)
    name = head.pos_ == "PROPN" or common
    if not name or head.dep_ == "compound" or scene.surface.name_at(head) is not None:
        return None
    # 'Mrs von der Leyen', 'Abu-Sittah'
    start = max(head.left_edge.i, head.i - MAX_NAME)
    alone = not children(head, "compound")
    names = [head.doc[first : head.i + 1].text for first in range(start, head.i + alone)]
    at = scene.surface.document.span(head).start
    found = (scene.cast.named_at(name, at) for name in names)
    return next((person for person in found if person is not None), None)


def is_known(scene: Scene, head: Token) -> bool:
    """Whether a word stands for something and is somebody's name in the article."""
    return head.dep_ in _NAMED_AS and scene.cast.known(head.text) is not None


def is_unlike_words(scene: Scene, head: Token) -> bool:
    """Whether a word that is taken for a plural or a verb ('Peters', 'Dowling') always has a capital."""
    if head.tag_ not in _TAKEN_FOR or head.dep_ not in _NAMED_AS or not head.text.istitle():
        return False
    bare = not children(head, "det", "amod", "poss", "nummod", "dobj", "nsubj", "aux")
    text = scene.surface.document.article.text
    return bare and re.search(rf"\b{re.escape(head.lower_)}\b", text) is None


def by_name(scene: Scene, match: PersonMatch, token: Token | None = None) -> Entity:
    """Whom a name means; one of the family by its name too ('Her son Karl').

    Only where both have given names of the census: in much of the world there are no names of families.
    """
    person = scene.person(match, token)
    nouns = scene.lexicon.words["family"]
    owner = whose_relative(match, nouns) if person.label == match.tokens.text else None
    if owner is None or text_before(owner.head) == "-":
        return person
    whose = scene.resolve(owner)
    if whose is None or whose.kind != "Person" or whose.local or whose.also:
        return person
    family, given = family_names(whose.label), whose.label.split()[0]
    known = {unaccented(name).lower() for name in (person.label, given)} <= given_names().keys()
    if family is None or family.endswith(".") or not known:
        return person
    name = f"{person.label} {family}"
    relative = scene.cast.known(name) or replace(person, label=name, key=name.lower(), also=(person.label,))
    scene.cast.rename(person, relative)
    return relative


def occupied(scene: Scene, head: Token) -> Entity | None:
    """'the journalist X', 'X, an analyst': the person named beside an occupation."""
    persons = scene.surface.persons(scene.surface.sentence_of(head))
    if lemma(head) not in scene.lexicon.words["occupation"]:
        # 'In the market, bus driver X said', whatever the parser hangs the driver by.
        one = head.tag_ == "NN" and lemma(head) not in scene.lexicon.words["multitude"]
        human = one and is_human(scene, head)
        bare = human and not children(head, "det", "poss", "nummod")
        behind = (p for p in persons if p.tokens.start == head.i + 1)
        return next(
            (scene.person(p) for p in behind if bare or (human and are_two_subjects(head, p.head))), None
        )
    below = children(head, "appos")
    # In 'a letter to X, the bloc's envoy, Y' the envoy is Y, wherever the parser hangs the envoy.
    for beside in (below, [head.head] if head.dep_ == "appos" else []):
        for person in persons:
            tokens = person.tokens
            if tokens.start == head.i + 1 or any(tokens.start <= t.i < tokens.end for t in beside):
                return scene.person(person)
    return None


def apposed(scene: Scene, head: Token) -> Entity | None:
    """'His Azerbaijani counterpart, X', 'another of the lawyers, X': the name beside says who is meant."""
    one = head.lower_ in {"one", "another"} or (head.lower_ in _OTHERS and definite(head))
    # 'the Chairperson of the council, Mr X'
    titled = head.pos_ == "PROPN" and not head.ent_type_ and definite(head)
    # 'A Republican, X, said'
    titled |= head.ent_type_ == "NORP" and not is_plural(head) and child(head, "det") is not None
    if not (head.pos_ == "NOUN" or one or titled):
        return None
    heads = [head, *(item for _, item in prepositional(head, {"of"}) if one)]
    beside = [token for noun in heads for token in children(noun, "appos")]
    person = next((p for t in beside if (p := scene.surface.person_at(t)) is not None), None)
    person = person or _after_comma(scene, head)
    if person is not None:
        return by_name(scene, person)
    named = next((e for t in beside if (e := _named_below(scene, t)) is not None), None)
    if named is not None:
        return named
    if one:
        # 'One of those freed, a student, said', 'One of them, the Red Collective, said'; of 'one of its
        # members, a student' it is said whose he is.
        whose = any(children(noun, "poss") for noun in heads)
        told = (
            t for t in beside if t.pos_ == "PROPN" or (t.tag_ == "NN" and is_human(scene, t) and not whose)
        )
        return next((e for t in told if (e := scene.resolve(t)) is not None), None)
    return _newcomer_beside(scene, head)


def _named_below(scene: Scene, noun: Token) -> Entity | None:
    """'That witness, a driver named X', 'The founder, the billionaire X': who the second noun is."""
    if noun.tag_ != "NN" or not is_human(scene, noun):
        return None
    entity = scene.resolve(noun)
    persons = scene.surface.persons(scene.surface.sentence_of(noun))
    below = (scene.person(p) for p in persons if noun.is_ancestor(p.head))
    return entity if any(entity == person for person in below) else None


def _after_comma(scene: Scene, head: Token) -> PersonMatch | None:
    """'a herder in X, Ana Brandt, said': a name between commas behind the whole phrase."""
    if head.tag_ != "NN" or not is_human(scene, head):
        return None
    phrase, titles = noun_phrase(head), scene.lexicon.words["title"]
    for person in scene.surface.persons(scene.surface.sentence_of(head)):
        start, end = person.tokens.start, person.tokens.end
        while start > phrase.end + 1 and head.doc[start - 1].lower_.rstrip(".") in titles:
            # 'the man at its head, Archbishop X, said'
            start -= 1
        if start == phrase.end + 1 and head.is_ancestor(person.head) and end < len(head.doc):
            return person if head.doc[phrase.end].text == head.doc[end].text == "," else None
    return None


def named_as(scene: Scene, head: Token) -> Entity | None:
    """The name in the clause beside: 'a farmer named X', 'a teacher who gave only her first name, X'.

    Also 'identified the gunman as X'.
    """
    if head.tag_ != "NN" or not is_human(scene, head):
        return None
    for named in (*(_called(scene, clause) for clause in _clauses(head)), _identified(scene, head)):
        person = next((p for t in named if (p := scene.surface.person_at(t)) is not None), None)
        if person is not None:
            return scene.person(person)
        unknown = next((t for t in named if t.pos_ == "PROPN" and t.text.istitle()), None)
        if unknown is not None and scene.surface.name_at(unknown) is None:
            return scene.cast.newcomer(unknown.text)
    return None


def _clauses(head: Token) -> list[Token]:
    """The clauses that describe a noun, also 'who calls himself X' where the parser hangs it by his party."""
    nouns = (head, *(item for _, item in prepositional(head, {"of", "from", "in"})))
    return [
        clause
        for noun in nouns
        for clause in children(noun, "relcl", "acl")
        if noun.i == head.i or any(c.lower_ in _HIMSELF for c in children(clause, "dobj"))
    ]


def _identified(scene: Scene, head: Token) -> list[Token]:
    """As whom somebody is named: 'identified the gunman as X', 'the gunman was named as X'."""
    verb = head.head
    told = head.dep_ in {"dobj", "nsubjpass"} and lemma(verb) in scene.lexicon.words["naming"]
    return [item for _, item in prepositional(verb, {"as"})] if told and not negated(verb) else []


def _called(scene: Scene, clause: Token) -> list[Token]:
    """What a clause says that somebody is called: 'asked to be called X', 'gave her name only as X'."""
    naming = scene.lexicon.words["naming"]
    asked = [c for c in children(clause, "xcomp") if lemma(c) in naming and is_passive(c) and not negated(c)]
    for verb in (clause, *asked):
        if verb.tag_ == "VBN" and lemma(verb) in naming:
            return [*children(verb, "oprd", "dobj"), *(t for _, t in prepositional(verb, {"as"}))]
    if lemma(clause) in naming and any(c.lower_ in _HIMSELF for c in children(clause, "dobj")):
        return children(clause, "oprd")
    names = [t for t in children(clause, "dobj") if lemma(t) in naming]
    names += [t for _, t in prepositional(clause, {"under"}) if lemma(t) in naming]
    as_what = (name.doc[i] for name in names for i in range(name.i + 1, min(name.i + 4, name.sent.end)))
    return [
        # 'gave his name as X', 'using the pseudonym X'
        *(t for t in as_what if t.pos_ == "PROPN" and (t.nbor(-1).lower_ == "as" or t.nbor(-1) in names)),
        *(t for name in names for t in children(name, "appos")),
    ]


def apposed_to_name(scene: Scene, head: Token) -> Entity | None:
    """'The Council of X's commissioner, Ana Brandt': the name is the officer's, no body is a person."""
    if head.pos_ != "PROPN" or head.ent_type_ == "PERSON":
        return None
    person = next((p for t in children(head, "appos") if (p := scene.surface.person_at(t)) is not None), None)
    titled = len(scene.lexicon.synonyms(head.lower_)) > 1
    officer = titled or any(t.pos_ == "NOUN" and is_human(scene, t) for t in noun_phrase(head))
    # 'Arland's minister, X, agreed, and Borland's, Ana Brandt, did not'
    officer |= child(head, "case") is not None
    return scene.person(person) if person is not None and officer else None


def _newcomer_beside(scene: Scene, head: Token) -> Entity | None:
    """The same for a name that the model takes for something else."""
    name = child(head, "appos") if head.tag_ == "NN" and is_human(scene, head) else None
    if name is None or name.pos_ != "PROPN" or scene.surface.name_at(name) is not None:
        return None
    start = min((c.i for c in children(name, "compound") if c.pos_ == "PROPN"), default=name.i)
    return scene.cast.newcomer(head.doc[start : name.i + 1].text) if start < name.i else None


def unlisted(scene: Scene, head: Token) -> Entity | None:
    """A person whose name the model missed, told by an apposition ('X, a Kosovo Serb politician')."""
    if head.pos_ != "PROPN" or head.dep_ in {"compound", "amod"}:
        return None
    names = [c for c in children(head, "compound") if c.pos_ == "PROPN"]
    human = any(lemma(a) in scene.lexicon.words["occupation"] for a in children(head, "appos")) or any(
        c.lower_ == "who" for clause in children(head, "relcl") for c in dependents(clause)
    )
    return scene.cast.newcomer(head.doc[names[0].i : head.i + 1].text) if names and human else None


def member_of(scene: Scene, head: Token, match: NameMatch) -> Entity | None:
    """'X of the Green Left': the person, where the parser makes a part of the name the subject."""
    first = name_start(scene, head, match)
    before = first.i - 1
    if head.dep_ not in SUBJECTS or first.i == head.i or before < 1 or head.doc[before].lower_ != "of":
        return None
    person = scene.surface.person_at(head.doc[before - 1])
    return scene.person(person) if person is not None else None
