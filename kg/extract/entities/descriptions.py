"""Definite descriptions: 'the envoy', 'the 62-year-old', 'the watchdog', and whom they take up.

A noun fits whoever the article describes by it, or by a noun that may describe the same person. The nearest
who fits is meant; two in one sentence mean unresolved, unless one of them is its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities.binding import done_by, tellers_above
from kg.extract.entities.callings import is_another, is_introduced, is_membership
from kg.extract.entities.introductions import named_next, polity_beside, speaks
from kg.extract.entities.name_parts import is_told_by_ending
from kg.extract.entities.namesakes import (
    is_of_other_sort,
    is_qualified_otherwise,
    names_of_sort,
    noun_of,
    sort_of,
)
from kg.extract.entities.polities import ALLIANCES, is_organ, may_be_of, polity_of
from kg.extract.entities.scene import Reference, Scene, is_nameless
from kg.extract.entities.somebody import gender_of
from kg.extract.phrases import (
    child,
    children,
    definite,
    dependents,
    is_plural,
    lemma,
    noun_phrase,
    prepositional,
)
from kg.model import Entity

#: How many sentences back a noun may reach that only might describe somebody; news seldom goes further.
REACH = 3
#: How many sentences back a noun that fits may reach: "the mission" stays on for some paragraphs.
FAR = 8

#: The classes of bodies.
BODIES = ALLIANCES | {
    *("Organization", "NewsOrganization", "GovernmentBody", "ArmedForce", "DeFactoAuthority", "Group")
}
#: Between the noun of a group and what says whose it is.
_BEHIND = re.compile(r" (?:of|for|in|at|from|close to) ")
#: What may stand in a description beside its noun; 'of X' makes it an office or a group.
_SIMPLE = frozenset(
    {
        *("cc", "preconj", "conj", "nmod", "det", "relcl", "punct"),
        *("amod", "compound", "nummod", "npadvmod", "acl", "advmod", "case"),
    }
)


def person(scene: Scene, head: Token) -> Entity | None:
    """Whom 'the envoy' or 'the 62-year-old lawmaker' means; None when nobody in reach fits."""
    words, text = scene.lexicon.words, scene.surface.document.text
    noun = lemma(head) if head.lower_ in words["elect"] else _whole_noun(head)
    if noun in scene.lexicon.bodies or scene.lexicon.anaphors.get(noun, "Person") != "Person":
        # 'the militia', 'the KLM Party', 'The Ministry'
        return None
    named = head.ent_type_ == "ORG" or head.text in scene.organisations
    named &= scene.surface.office_at(head) is None
    if named or not (_is_description(head) or _is_parent(scene, head)):
        return None
    occupation = noun in words["occupation"]
    # 'the Pope' is what the article calls somebody, 'the Conservative' what he belongs to.
    member = is_membership(scene, head) and not (occupation or scene.cast.calls_persons(noun))
    aged = is_age(head) or member or _is_parent(scene, head)
    former = any(c.lower_ in words["former"] for c in dependents(head))
    known = occupation or former or bool(scene.lexicon.synonyms(noun) - {noun}) or noun in words["elect"]
    calling = (noun in words["group"] and noun not in words["multitude"]) or is_told_by_ending(noun)
    # 'Prince X … . The prince', 'X, a gardener, … . The gardener'
    known |= (noun in words["title"] or calling) and scene.cast.calls_persons(noun)
    if not (aged or known):
        # 'X has forty bags of cocoa. "…," the planter said.'
        new = calling and noun not in words["related"] and speaks(scene, head)
        return unintroduced(scene, head) if new else None
    if any(t.lower_ in scene.lexicon.words["shadow"] for t in noun_phrase(head)):
        return _shadow(scene, head)
    whose = polity_beside(scene, head)
    meant = scene.cast.offices.was if former else scene.cast.fits
    number = scene.surface.sentence_of(head).number
    office = scene.surface.office_at(head)
    whole = office.pattern.name if office is not None and len(office.tokens) > 1 else None
    exact = {whole or noun, *scene.surface.other_names(head)}
    # 'the foreign minister' is no other minister, and no official; 'the mayor' is no minister.
    officers = scene.lexicon.words["officer"]
    similar = scene.lexicon.synonyms(noun) - (officers if noun in officers else frozenset())
    # By 'the officer' who is quoted means somebody of his own, unless the article calls somebody just that.
    quoted = scene.surface.is_quoted(head)
    tiers = ((exact, number), (frozenset() if whole or quoted else similar, FAR))
    others = tellers_above(scene, head)
    for nouns, reach in () if aged else tiers:
        for references in _back(scene, head, reach):
            persons = [r for r in references if _is_person(r.entity) and meant(r.entity, nouns)]
            persons = [r for r in persons if r.entity not in others]
            fitting = [r for r in persons if whose is None or polity_of(scene, r.entity) == whose]
            # 'X, the owner of the ship': the description stands beside whom it describes.
            fitting = [r for r in fitting if not r.entity.local] or fitting
            if fitting and all(r.entity.local for r in fitting):
                # An office without a name so far: perhaps that of who was named and not described.
                return unintroduced(scene, head) or _one(scene, head, fitting)
            # 'Mr X accused President Y. The president …' is Y, though both are presidents.
            titled = [r for r in fitting if nouns & set(text(r.span).lower().split(",")[0].split()[:-1])]
            if fitting:
                return _one(scene, head, titled or fitting)
        # Who comes by name alone in the next sentence is more likely than whom the noun only may mean.
        ahead = named_next(scene, head) if nouns is exact and not aged else None
        if ahead is not None:
            return ahead
    if whole:
        return unintroduced(scene, head)
    if quoted or noun in words["related"]:
        return None
    for references in _back(scene, head, min(number, REACH)):
        persons = [r for r in references if r.entity.kind == "Person" and r.entity not in others]
        if not persons:
            continue
        found = _one(scene, head, persons)
        free = aged or former or not is_another(scene, found, noun)
        fits = whose is None or polity_of(scene, found) in {None, whose}
        return found if found.resolved and free and fits else None
    return None


def _shadow(scene: Scene, head: Token) -> Entity | None:
    """'the shadow chancellor': who is called so, never the chancellor."""
    words = scene.lexicon.words["shadow"]
    for references in _back(scene, head, scene.surface.sentence_of(head).number):
        called = [r for r in references if r.entity.kind == "Person" and scene.cast.fits(r.entity, words)]
        if called:
            return _one(scene, head, called)
    return unintroduced(scene, head)


def unintroduced(scene: Scene, head: Token) -> Entity | None:
    """'X gave a briefing. "…," the prime minister said': who was named and not said to be anything."""
    if scene.surface.is_quoted(head):
        # Nobody calls himself so.
        return None
    for references in _back(scene, head, 1):
        subject = next((r.entity for r in references if r.subject and r.entity.kind == "Person"), None)
        if subject is not None:
            new = subject.resolved and not subject.local and not scene.cast.is_described(subject)
            told = {scene.cast.pronoun(subject), gender_of(scene, lemma(head))}
            new &= len(told - {None}) < 2
            return subject if new and not scene.cast.offices.held(subject) else None
    return None


def national(scene: Scene, head: Token, state: Entity) -> Entity | None:
    """Whom 'the Spaniard' means: the last person who is not known to be of another state."""
    if is_plural(head) or not _is_description(head):
        return None
    others = tellers_above(scene, head)
    for references in _back(scene, head, REACH):
        persons = [r for r in references if r.entity.kind == "Person" and may_be_of(scene, r.entity, state)]
        persons = [r for r in persons if r.entity not in others]
        if persons:
            return _one(scene, head, persons)
    return None


def body(scene: Scene, head: Token, *, bare: bool = False) -> Entity | None:
    """What 'the organisation', 'the court' or 'the watchdog' takes up: a body of that name or kind.

    A `bare` noun needs no article ('a company spokeswoman').
    """
    noun = lemma(head)
    if head.i and (whole := f"{head.nbor(-1).lower_} {noun}") in scene.lexicon.bodies:
        # 'think tank'
        noun = whole
    kinds = scene.lexicon.bodies.get(noun, frozenset())
    known = bool(kinds) or (scene.cast.calls_bodies(noun) and noun not in scene.lexicon.anaphors)
    if not known or not (bare or _is_description(head)) or scene.surface.name_at(head):
        return None
    # 'the KLM Party', 'the KLM rebel group'
    if any(_is_name_before(scene, t, head) for t in head.doc[head.left_edge.i : head.i]):
        return None
    # 'the London-based group' is not therefore British.
    based = any(c.lower_ == "based" for c in dependents(head))
    named = None if based else polity_beside(scene, head)
    # 'the Commission' is one whose name has that word.
    strict = bare or not kinds or head.pos_ == "PROPN"
    far = scene.surface.sentence_of(head).number
    # A name is known to the end of the article, and so is what is called a company; a group may be any body.
    again = () if strict or sort_of(scene, noun) is None else (("called", far),)
    # By 'the agency' who is quoted means one of his own, unless the article calls some body just that.
    quoted = scene.surface.is_quoted(head)
    another = is_introduced(scene, head)
    kind = () if strict or quoted or another else (("kind", FAR),)
    ways = (("called", FAR), ("bearing", far), *again, *kind)
    for way, reach in ways:
        for references in _back(scene, head, reach):
            bodies = [r for r in references if may_be(scene, r.entity, noun, way, named)]
            bodies = [r for r in bodies if not is_qualified_otherwise(scene, head, r.entity)]
            if way == "called":
                bodies = [r for r in bodies if not _is_foretold(r, noun)]
            if bodies:
                return _one(scene, head, bodies)
        if way == "bearing" and (passing := _in_passing(scene, head, noun)) is not None:
            return passing
    return _beside_others(scene, head, kinds) if named is None and not (quoted or another) else None


def bearing(scene: Scene, head: Token) -> Entity | None:
    """What 'the ministry' takes up: the last organ with that word in its name, of a polity named beside.

    Also a body that nobody is known to have ('the Prisons Department'), as in 'a Prisons Department guard'.
    """
    noun, polity = lemma(head), polity_beside(scene, head)
    for references in _back(scene, head, scene.surface.sentence_of(head).number):
        bodies = [r for r in references if may_be(scene, r.entity, noun, "bearing", polity)]
        organs = [r for r in bodies if r.entity.kind == "GovernmentBody" or noun_of(r.entity.label) == noun]
        if organs:
            return _one(scene, head, organs)
    return _in_passing(scene, head, noun) if polity is None else None


def may_be(scene: Scene, body: Entity, noun: str, way: str, named: Entity | None) -> bool:
    """Whether a noun may mean a body: it is `called` so, is `bearing` the word, or is of the `kind`."""
    if body.kind not in BODIES or not body.resolved:
        return False
    if body.kind == "Group":
        *beside, people = _BEHIND.split(body.label.lower())[0].split()
        if noun in beside or people == f"{noun}s":
            # 'A commission official' is no commission, 'union leaders' are no union, and guards no guard.
            return False
    if not (named is None or _is_of(body, named) or (way != "kind" and body.of is None)):
        return False
    if way == "called":
        return any(scene.cast.is_called(body, called) for called in names_of_sort(scene, noun))
    if way == "bearing":
        return body.kind != "Group" and noun in body.label.lower().split()
    fits = body.kind in scene.lexicon.bodies.get(noun, frozenset()) and not is_organ(body)
    fits &= noun not in scene.lexicon.words["borne"] or body.label.isupper()
    return fits and not is_of_other_sort(scene, body, noun)


def _is_name_before(scene: Scene, token: Token, head: Token) -> bool:
    """Whether a token is a part of the name that a noun for a body follows."""
    if token.pos_ != "PROPN" or token.dep_ != "compound":
        return False
    if token.i == head.i - 1:
        return True
    named = scene.surface.named_at(token)
    inside = head.doc[token.i + 1 : head.i]
    # 'the TT news agency', unlike 'the Lima news agency'
    body = named.kind in BODIES if named is not None else token.ent_type_ == "ORG"
    return body and all(t.dep_ == "compound" for t in inside)


def _is_foretold(reference: Reference, noun: str) -> bool:
    """Whether a noun stands for a body whose name is yet to come ('the union that called the strike')."""
    entity = reference.entity
    return entity.kind == "Group" and entity.local and entity.label.lower() == noun


def _in_passing(scene: Scene, head: Token, noun: str) -> Entity | None:
    """The body that only stands beside another noun before ('a Spirit Airlines jet': 'the airline')."""
    number = scene.surface.sentence_of(head).number
    # Sentences are numbered from 1.
    for sentence in reversed(scene.surface.document.sentences[: number - 1]):
        last = [t for name in sentence.entities for t in name if t.dep_ == "compound" and t.text.istitle()]
        found = {_beside_noun(scene, token) for token in last if token.lower_ in {noun, f"{noun}s"}}
        named = {entity for entity in found if entity is not None and entity.kind in BODIES}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _beside_noun(scene: Scene, token: Token) -> Entity | None:
    """What a name beside a noun names; of the name of an office, whose it is."""
    named = scene.surface.named_at(token)
    return named.of if named is not None and named.kind == "Office" else named or scene.resolve(token)


def _is_of(body: Entity, polity: Entity) -> bool:
    """Whether a body is a polity's or based there; whose a de facto authority is may be contested."""
    return polity in {body.of, body.place} or (body.kind == "DeFactoAuthority" and body.of is None)


def _beside_others(scene: Scene, head: Token, kinds: frozenset[str]) -> Entity | None:
    """The one body of some classes that the nearest sentence names beside others ('a NATO spokesman')."""
    number, noun = scene.surface.sentence_of(head).number, lemma(head)
    start = scene.surface.document.span(head).start
    for back in range(min(number, REACH)):
        names = (m.name for m in scene.surface.names(number - back) if m.span.end <= start)
        beside = (n.entity for n in names if n is not None and n.entity.kind in kinds)
        found = {e for e in beside if not (is_organ(e) or is_qualified_otherwise(scene, head, e))}
        found = {e for e in found if not is_of_other_sort(scene, e, noun)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def members(scene: Scene, head: Token) -> Entity | None:
    """Whom 'the rebels' takes up: the one body that the article has called so ('the rebel group X')."""
    if not is_plural(head) or [c.lower_ for c in dependents(head)] != ["the"]:
        return None
    noun = lemma(head)
    for references in _back(scene, head, FAR):
        called = [r for r in references if r.entity.kind in BODIES and scene.cast.is_called(r.entity, noun)]
        if called:
            return _one(scene, head, called)
    return None


def nouns_beside_body(head: Token) -> Iterator[str]:
    """What a body is called where a phrase names it: 'the rebel group X', 'X, a charity', 'the firm, X'.

    Also the words of the phrase: 'the tribunal' is no prosecutor at a tribunal.
    """
    yield from head.doc[noun_phrase(head).start : head.i + 1].text.lower().split()
    beside = [head, *children(head, "appos")]
    if head.dep_ == "appos":
        beside.append(head.head)
    if head.i and head.nbor(-1).pos_ == "NOUN":
        beside.append(head.nbor(-1))
    for noun in beside:
        if noun.pos_ == "NOUN":
            yield lemma(noun)
        yield from (lemma(c) for c in children(noun, "compound", "amod", "nmod") if c.text.islower())


def _is_description(head: Token) -> bool:
    """Whether a singular noun stands with an article or demonstrative and nothing that says whose it is."""
    return (
        not is_plural(head)
        and any(c.lower_ in {"the", "this", "that"} for c in dependents(head))
        and all(c.dep_ in _SIMPLE for c in dependents(head))
    )


def _whole_noun(head: Token) -> str:
    """A noun with what a hyphen joins to it: a vice-chairman is no chairman."""
    first = head.i - 2
    joined = any(c.i == first and c.dep_ in {"compound", "amod", "nmod"} for c in dependents(head))
    hyphen = head.nbor(-1) if joined else None
    if hyphen is None or hyphen.text != "-" or hyphen.whitespace_:
        return lemma(head)
    return f"{head.doc[first].lower_}-{lemma(head)}"


def is_age(head: Token) -> bool:
    """Whether an age says who somebody is: 'the 62-year-old', 'the 54-year-old herder'."""
    old = next((t for t in (head, *children(head, "amod", "compound")) if t.lower_.endswith("old")), None)
    return old is not None and "year" in noun_phrase(head).text.lower() and definite(head)


def _is_parent(scene: Scene, head: Token) -> bool:
    """'the mother of four', 'the 41-year-old father of two girls'."""
    words = scene.lexicon.words
    if not (is_age(head) or (lemma(head) in words["forebear"] and definite(head) and not is_plural(head))):
        return False
    of = [item for _, item in prepositional(head, {"of"})]
    return bool(of) and all(t.pos_ == "NUM" or _is_counted(t, words["offspring"]) for t in of)


def _is_counted(noun: Token, nouns: frozenset[str]) -> bool:
    """'two girls', of some nouns."""
    return child(noun, "nummod") is not None and lemma(noun) in nouns


def _is_person(entity: Entity) -> bool:
    """Whether an entity is a person, or one without a name."""
    return entity.kind == "Person" or is_nameless(entity)


def _back(scene: Scene, head: Token, reach: int) -> Iterator[tuple[Reference, ...]]:
    """The references before a token, by sentence, its own sentence first."""
    number = scene.surface.sentence_of(head).number
    outside, others = not scene.surface.is_quoted(head), done_by(head)
    for back in range(min(number, reach + 1)):
        references = scene.references.of(number - back)
        yield tuple(
            r
            for r in references
            if back or (r.position < head.i and not (outside and scene.surface.is_quoted(r.span)))
            if back or r.position not in others
        )


def _one(scene: Scene, head: Token, references: list[Reference]) -> Entity:
    """The one entity of some references of a sentence, or its only subject; else open between them."""
    entities = tuple(dict.fromkeys(r.entity for r in references))
    if len(entities) == 1:
        return entities[0]
    # The first subject is the sentence's own, another may be that of what is said.
    subject = next((r for r in references if r.subject), None)
    if subject is not None and not any(r.together == subject.together != r.position for r in references):
        return subject.entity
    return scene.undecided(head, entities)
