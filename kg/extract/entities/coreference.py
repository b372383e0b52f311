"""Pronouns: what they take up of what the article has referred to before.

They go to the last compatible subject. Two equally good referents mean unresolved, with both kept as
candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from itertools import chain, islice

from spacy.tokens import Token

from kg.extract.entities.antecedents import REACH, as_acting, before, distinct, salient
from kg.extract.entities.binding import (
    MALE,
    is_told_by_other,
    named_below,
    subjects_beside,
)
from kg.extract.entities.genders import PERSONAL, is_other_gender, may_mean, sounds_other, told_apart
from kg.extract.entities.introductions import speaks
from kg.extract.entities.polities import ALLIANCES, as_actor
from kg.extract.entities.replies import asker, last_speaker, last_told
from kg.extract.entities.scene import Reference, Scene, is_nameless
from kg.extract.entities.somebody import is_thing, may_tell, nameless, somebody
from kg.extract.phrases import SUBJECTS, children, conjuncts, is_plural, lemma, text_before
from kg.extract.subjects import is_expletive
from kg.model import Entity

_NEUTER = frozenset({"it", "its"})
PRONOUNS = PERSONAL | _NEUTER | {"they", "their", "them", "theirs", "whose"}
#: The tags of pronouns that stand for an owner ('its', 'whose').
POSSESSIVE = frozenset({"PRP$", "WP$"})

#: The classes that 'it' and 'they' may mean.
IMPERSONAL = ALLIANCES | {
    *("State", "DeFactoAuthority", "GovernmentBody", "ArmedForce", "Organization", "NewsOrganization")
}
_PLURAL = frozenset({"Group", "DeFactoAuthority", "ArmedForce"})
PERSON = frozenset({"Person"})


def pronoun(scene: Scene, token: Token) -> Entity | None:
    """Whom or what a pronoun means; unresolved where that is open, None where it refers to nothing."""
    if token.lower_ == "whose":
        return _antecedent(scene, token)
    if token.lower_ in _NEUTER:
        expletive = token.dep_ in SUBJECTS and is_expletive(token, scene.lexicon.words["personal"])
        if expletive or token.dep_ == "expl":
            return None
        kinds = IMPERSONAL
    else:
        kinds = PERSON if token.lower_ in PERSONAL else _PLURAL
    barred = subjects_beside(token)
    if (governing := _governing_subject(scene, token, kinds, barred)) is not None:
        return governing
    if kinds is PERSON and (kin := _kin_of_another(scene, token)) is not None:
        return kin
    cited = kinds is PERSON and any(t.lower_ == "according" for t in token.ancestors)
    if cited and (ahead := _cataphor(scene, token, kinds)) is not None:
        return ahead
    if kinds is _PLURAL and (several := _several(scene, token)) is not None:
        return several
    told = somebody(scene, token) if kinds is PERSON else _speaking_body(scene, token, kinds)
    told = told or (_unknown_body(scene, token) if kinds is IMPERSONAL else None)
    if told is not None:
        return told
    others = {scene.resolve(subject) for subject in barred}
    if kinds is PERSON:
        others.update(named_below(scene, token))
    if kinds is PERSON and is_told_by_other(token):
        # 'Her office, he alleged, took bribes': he goes on speaking, she is another.
        others.add(last_speaker(scene, token))
    if kinds is PERSON:
        others.add(asker(scene, token))
    fitting: list[list[Reference]] = []
    for references in chain(_likely(scene, token, kinds, others, fitting), fitting):
        chosen = told_apart(scene, token, salient(references))
        if len(chosen) == 1:
            return chosen[0]
        if chosen:
            return scene.unresolved(token, token.text, chosen)
    if (ahead := _cataphor(scene, token, kinds)) is not None:
        return ahead
    if kinds is _PLURAL:
        for references in before(scene, token, IMPERSONAL):
            chosen = salient([r for r in references if r.entity not in others])
            if len(chosen) == 1:
                return chosen[0]
            if chosen:
                return scene.unresolved(token, token.text, chosen)
    if kinds is PERSON and (named := _named_alone(scene, token)) is not None:
        return named
    if (itself := _of_itself(scene, token, kinds)) is not None:
        return itself
    return scene.unresolved(token, token.text) if token.tag_ == "PRP" else None


def _likely(
    scene: Scene,
    token: Token,
    kinds: frozenset[str],
    others: Set[Entity | None],
    fitting: list[list[Reference]],
) -> Iterator[list[Reference]]:
    """Whom a pronoun may mean, by sentence, without those of another given name, whom `fitting` keeps."""
    for references in before(scene, token, kinds):
        fits = [r for r in references if r.entity not in others]
        fits = [r for r in fits if not is_other_gender(scene, token, r.entity)]
        fitting.append([r for r in fits if kinds is not _PLURAL or not _is_single(scene, r)])
        yield [r for r in fitting[-1] if not sounds_other(scene, token, r.entity)]


def _is_single(scene: Scene, reference: Reference) -> bool:
    """Whether a group is one person by its noun: no 'mayor' is 'they'."""
    noun = scene.surface.document.sentences[reference.sentence - 1].tokens.doc[reference.position]
    return reference.entity.kind == "Group" and noun.tag_ == "NN" and not is_thing(scene, lemma(noun))


def _of_itself(scene: Scene, token: Token, kinds: frozenset[str]) -> Entity | None:
    """Whom 'The World Bank has cut its forecast, it said' names, where nobody else has been: who says it."""
    said = (c for c in children(token.head, "ccomp") if c.i < token.i and token.dep_ == "nsubj")
    subjects = (s for clause in said for s in children(clause, "nsubj"))
    subject = next((s for s in subjects if is_plural(s) == (kinds is _PLURAL)), None)
    entity = as_actor(scene.world, scene.resolve(subject)) if subject is not None else None
    named = entity is not None and entity.kind in kinds and not is_other_gender(scene, token, entity)
    return entity if named else None


def _kin_of_another(scene: Scene, token: Token) -> Entity | None:
    """'X, whose husband is in jail, had a letter in which he wrote': the husband, if nobody else fits."""
    doc, start, meant = token.doc, token.sent.start, "he" if token.lower_ in MALE else "she"
    kin = [
        t
        for t in doc[start : token.i]
        if t.dep_ in SUBJECTS
        and lemma(t) in scene.lexicon.words["kin"]
        and scene.lexicon.gender(lemma(t)) == meant
        and any(c.lower_ == "whose" for c in children(t, "poss"))
        and scene.surface.is_quoted(t) == scene.surface.is_quoted(token)
    ]
    if len(kin) != 1:
        return None
    owner = _antecedent(scene, children(kin[0], "poss")[0])
    named = (r for r in scene.references.of(scene.surface.sentence_of(token).number) if r.position < token.i)
    others = (r.entity for r in named if r.entity.kind == "Person" and r.entity != owner)
    # 'X, whose son was shot, met the governor, and he promised'
    nouns = (t for t in doc[start : token.i] if t.pos_ == "NOUN" and t.i != kin[0].i and t.dep_ != "appos")
    offices = any(may_tell(scene, t, token) or scene.surface.office_at(t) is not None for t in nouns)
    another = offices or any(may_mean(scene, token, other) for other in others)
    return None if another else scene.resolve(kin[0])


def _antecedent(scene: Scene, token: Token) -> Entity | None:
    """Whom 'whose' means: what its clause describes ('X, whose party won')."""
    clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
    if clause is None:
        return None
    # 'X, a teacher whose son'
    apposed = clause.head.dep_ == "appos" and clause.head.head.ent_type_ == "PERSON"
    return as_actor(scene.world, scene.resolve(clause.head.head if apposed else clause.head))


def _named_alone(scene: Scene, token: Token) -> Entity | None:
    """The one person whom the sentences before name in passing ('in the kitchen of X')."""
    here = scene.surface.sentence_of(token).number
    for number in range(here - 1, max(0, here - 1 - REACH), -1):
        # Sentences are numbered from 1.
        sentence = scene.surface.document.sentences[number - 1]
        named = {scene.person(person) for person in scene.surface.persons(sentence)}
        fitting = {entity for entity in named if not is_other_gender(scene, token, entity)}
        if named:
            return fitting.pop() if len(fitting) == 1 else None
    return None


def _governing_subject(
    scene: Scene, token: Token, kinds: frozenset[str], barred: Collection[Token]
) -> Entity | None:
    """The subject of the nearest clause above a pronoun that is of a compatible kind and stands before it.

    In 'Russia said its soldiers had left' that is Russia, whoever else the sentence names before.
    """
    verb = token.head
    # A subject does not refer to another subject of its own verb.
    beside = {t.i for t in children(verb, *SUBJECTS)} if token.dep_ in SUBJECTS else set()
    out = beside | {t.i for t in barred}
    if beside and verb.dep_ == "parataxis" and (lemma(verb), "verb") in scene.lexicon.cues:
        # 'The plan, it said, was good': nobody is the subject of what he says.
        return None
    while True:
        for head in children(verb, "nsubj", "nsubjpass"):
            if head.i >= token.i or head.i in out:
                continue
            if kinds is _PLURAL and (joint := _joint(scene, head, token)) is not None:
                return joint
            for owner in (head, *children(head, "poss")):
                if owner.i == token.i or token.is_ancestor(owner) or owner.is_ancestor(token):
                    continue
                entity = as_actor(scene.world, scene.resolve(owner))
                if entity is None:
                    continue
                same = owner.lower_ == token.lower_ and entity.kind == "Unresolved"
                same = same and scene.surface.is_quoted(owner) == scene.surface.is_quoted(token)
                if same or (entity.kind in kinds and may_mean(scene, token, entity)):
                    return entity
            personal = kinds is PERSON and not head.is_ancestor(token)
            someone = nameless(scene, head, token, spoken=False) if personal else None
            if someone is not None:
                return someone
            if _could_be(scene, head, token):
                # 'The Harbour Board said … although it could not say'
                both = speaks(scene, head) and speaks(scene, token)
                return scene.unknown(head) if both else scene.unresolved(token, token.text)
        if verb.head.i == verb.i:
            return None
        verb = verb.head


def _joint(scene: Scene, head: Token, token: Token) -> Entity | None:
    """Whom 'they' means in 'X and Y said they would': the two, as candidates."""
    heads = conjuncts(head)
    if len(heads) < 2 or token.dep_ not in SUBJECTS:
        return None
    found = [as_actor(scene.world, scene.resolve(h)) for h in heads]
    entities = tuple(dict.fromkeys(e for e in found if e is not None))
    return scene.unresolved(token, token.text, entities) if len(entities) > 1 else None


def _several(scene: Scene, token: Token) -> Entity | None:
    """Whom 'they' means after 'X and Y did that.': the two, as candidates; also if Z did something since."""
    here = scene.surface.sentence_of(token).number
    for number in range(here, max(0, here - REACH), -1):
        near = [r for r in scene.references.of(number) if number < here or r.position < token.i]
        acting = [r for r in (as_acting(scene, s) for s in near if s.subject) if _may_be_several(r.entity)]
        if acting:
            first = distinct([r for r in acting if r.together == acting[0].together])
            several = tuple(dict.fromkeys(e for one in first for e in one.candidates or (one,)))
            if len(several) > 1:
                return scene.unresolved(token, token.text, several)
            if several[0].kind != "Person" or any(
                r.entity.kind in _PLURAL and not _is_single(scene, r) for r in near
            ):
                return None
        elif number < here:
            return None
    return None


def _may_be_several(entity: Entity) -> bool:
    """Whether somebody or something acts, or several do whom one word has taken up."""
    return entity.kind in IMPERSONAL | PERSON or len(entity.candidates) > 1


def _speaking_body(scene: Scene, token: Token, kinds: frozenset[str]) -> Entity | None:
    """Whom 'they said' means after 'Police stopped the marchers': the body, where its word is a plural."""
    if kinds is not _PLURAL or not speaks(scene, token):
        return None
    for references in islice(before(scene, token, IMPERSONAL | _PLURAL | {"Unresolved"}), 2):
        main = next((r for r in references if r.main), None)
        if main is not None:
            sentence = scene.surface.document.sentences[main.sentence - 1]
            return main.entity if is_plural(sentence.tokens.doc[main.position]) else None
    return None


def _unknown_body(scene: Scene, token: Token) -> Entity | None:
    """Whom 'It' means after 'Army command said …': who has just said something, also if nobody knows it."""
    opens = token.i == token.sent.start or text_before(token) in {"”", '"'}
    last = last_told(scene, token) if opens else None
    subjects = children(last.tokens.root, "nsubj") if last is not None else []
    for subject in subjects:
        if speaks(scene, subject) and not scene.surface.is_quoted(subject):
            known = scene.resolve(subject)
            if known is not None and is_nameless(known) and not is_plural(subject):
                return known
            if _could_be(scene, subject, token):
                return scene.unknown(subject)
    return None


def _could_be(scene: Scene, subject: Token, token: Token) -> bool:
    """Whether a pronoun may mean a subject that names nothing known ('the plan ... it', 'Mr X ... he').

    Then it must not be given to somebody named earlier.
    """
    if subject.pos_ == "PRON" or is_plural(subject) or scene.resolve(subject) is not None:
        return False
    if token.lower_ in PERSONAL:
        return subject.pos_ == "PROPN"
    # 'The mining council said so. Its president': whatever body was named before.
    body = lemma(subject) in scene.lexicon.bodies
    return (token.tag_ == "PRP" or body) and subject.pos_ in {"NOUN", "PROPN"}


def _cataphor(scene: Scene, token: Token, kinds: frozenset[str]) -> Entity | None:
    """The sentence's subject, for a pronoun put before it ('After what it called', 'According to his')."""
    root = scene.surface.sentence_of(token).tokens.root
    for head in children(root, "nsubj", "nsubjpass"):
        entity = scene.resolve(head) if head.i > token.i and head.pos_ != "PRON" else None
        if (acting := as_actor(scene.world, entity)) is not None and acting.kind in kinds:
            return acting
    return None
