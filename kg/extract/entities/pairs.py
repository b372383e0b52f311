"""Two who are meant together: 'both nations', 'the two sides', 'both men', 'each'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice

from spacy.tokens import Token

from kg.extract.entities.antecedents import REACH, before, distinct
from kg.extract.entities.callings import is_another
from kg.extract.entities.coreference import IMPERSONAL, PERSON
from kg.extract.entities.descriptions import may_be
from kg.extract.entities.organs import is_of_kind, organ_of
from kg.extract.entities.parties import parties, titled
from kg.extract.entities.polities import SELF_GOVERNED, as_actor, polity_of
from kg.extract.entities.scene import Reference, Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.entities.together import named_together
from kg.extract.phrases import SUBJECTS, child, children, conjuncts, definite, dependents, is_plural, lemma
from kg.model import Entity

_ORGANISED = IMPERSONAL - {"State"}
#: The classes whose polity can be one of 'both countries'.
_STATELY = frozenset({"State", "DeFactoAuthority", "ArmedForce", "GovernmentBody"})
#: The numbers of those who may be told together one by one.
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
#: What makes a noun in the singular stand for both of two.
_ONE_BY_ONE = frozenset({"each", "either", "neither"})
#: Nouns that tell nothing of persons but what they go by.
_GENDERS = {"man": "he", "woman": "she"}
#: What tells which two are meant, so that nobody before them is: 'the two states with the most voters'.
_NARROWING = frozenset({"with", "in", "between"})
#: How two are told apart by their order.
_IN_ORDER = ("former", "latter")
#: What may stand beside a noun for two persons.
_COUNTING = frozenset({"det", "nummod", "predet", "preconj"})


def pair(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """Whom 'both nations', 'the two sides', 'both armies', 'neither leader' mean; empty if open."""
    if several := named_together(scene, head):
        return several
    if head.lower_ in {"each", "both"} and head.dep_ in SUBJECTS and not children(head, "prep"):
        return _told_one_by_one(scene, head) or _two_actors(scene, head)
    if not (is_plural(head) or _is_each(head)):
        return ()
    noun, words = lemma(head), scene.lexicon.words
    if any(c.lower_ == "each" for c in dependents(head)):
        # 'Each candidate' may be one of many.
        return _two_sides(scene, head) if noun in words["pair"] else ()
    if noun in words["principal"]:
        return _two_persons(scene, head)
    if not is_two(head):
        number = _more_than_two(head)
        known = number and noun in words["pair"]
        return _together(scene, head, number) or _only(scene, head, number) if known else ()
    if any(c.dep_ == "compound" or c.lower_ in _NARROWING for c in dependents(head)):
        return ()
    if noun not in words["pair"] and (body := scene.surface.organ_at(head)) is not None:
        return _two_organs(scene, head, body)
    bodies = _two_bodies(scene, head)
    return bodies or (_two_sides(scene, head) if noun in words["pair"] else ())


def one_of_two(scene: Scene, head: Token) -> Entity | None:
    """Whom 'the former' or 'the latter' means: the first or the second of the last two who acted together.

    Nobody where a third of their kind stands beside them.
    """
    if head.lower_ not in _IN_ORDER or [c.lower_ for c in dependents(head)] != ["the"]:
        return None
    for references in before(scene, head, IMPERSONAL | PERSON | {"Group", "Unresolved"}):
        if _tells_apart(scene, head, references):
            continue
        # 'Reuters reported that Peru and Chile fought. The latter': who only tells of it is none of them.
        named = [r for r in references if not _takes_up(scene, r) and r.entity.kind != "NewsOrganization"]
        joined = [[r for r in named if r.together == first] for first in sorted({r.together for r in named})]
        pairs = [two for group in (*joined, named) if len(two := distinct(group)) == 2]
        if pairs:
            kinds = {e.kind for e in pairs[0]}
            alone = all(r.entity in pairs[0] or r.entity.kind not in kinds for r in named)
            return pairs[0][_IN_ORDER.index(head.lower_)] if alone else None
    return None


def _tells_apart(scene: Scene, head: Token, references: Sequence[Reference]) -> bool:
    """Whether an earlier sentence itself has 'the former' or 'the latter', of two before it."""
    sentences = (scene.surface.document.sentences[r.sentence - 1].tokens for r in references[:1])
    return any(t.lower_ in _IN_ORDER for words in sentences if words.end <= head.i for t in words)


def _takes_up(scene: Scene, reference: Reference) -> bool:
    """Whether a reference is 'the former', 'its troops' or a pronoun: it names nobody else."""
    token = scene.surface.document.sentences[reference.sentence - 1].tokens.doc[reference.position]
    owned = any(c.tag_ == "PRP$" for c in dependents(token))
    return owned or token.pos_ == "PRON" or token.lower_ in _IN_ORDER


def _two_sides(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """The two states, or whoever acted, that 'both nations' or 'the two sides' mean.

    Those who stand joined in the sentence, for its subject also in the one before, come before the two that
    the article is about, and these before others further back. Who urges the two sides is neither.
    """
    sentence = scene.surface.sentence_of(head)
    speakers = {_state_of(scene, as_actor(scene.world, s)) for s in _subjects(scene, head)}
    contends, subject = lemma(head) in scene.lexicon.words["contender"], head.dep_ in SUBJECTS
    said = frozenset() if contends and subject else speakers
    says = (lemma(sentence.tokens.root), "verb") in scene.lexicon.cues
    if contends and (same := _told_of_nobody(scene, head)) is not None:
        return (same,)
    told = tuple(e for e in scene.titled if not says or polity_of(scene, e) not in speakers)
    near = _contending(scene, head, IMPERSONAL, speakers, 2) if contends else ()
    return (
        (() if _are_bystanders(scene, near) else near)
        or _without(_together(scene, head, reach=2 if subject else 1), said)
        or (titled(scene) if contends else parties(scene))
        or (_contending(scene, head, _STATELY, speakers) if contends else ())
        or _without(_together(scene, head), said)
        or _two_polities(scene, head, speakers)
        or _two(told)
        or (_joined_sides(scene, head) if contends and subject else ())
    )


def _told_of_nobody(scene: Scene, head: Token) -> Entity | None:
    """The group that a noun named before two bodies were: 'The sides agreed … . Both sides'."""
    called = (r for r in scene.references if r.entity.kind == "Group")
    first = next((r for r in called if r.entity.label.lower() == head.lower_), None)
    if first is None:
        return None
    before = (r for r in scene.references if (r.sentence, r.position) < (first.sentence, first.position))
    return first.entity if len({r.entity for r in before if r.entity.kind in IMPERSONAL}) < 2 else None


def _are_bystanders(scene: Scene, pair: Sequence[Entity]) -> bool:
    """Whether two states that act near by are neither of the two that the article is about."""
    both = (titled(scene) or parties(scene)) if pair and all(e.kind == "State" for e in pair) else ()
    return bool(both) and set(both).isdisjoint(pair)


def _state_of(scene: Scene, speaker: Entity | None) -> Entity | None:
    """For whom somebody speaks: for the state, who does so for its ministry."""
    polity = polity_of(scene, speaker)
    return polity.of or polity if polity is not None and polity.kind == "GovernmentBody" else polity


def _contending(
    scene: Scene, head: Token, kinds: Set[str], speakers: Set[Entity | None], reach: int | None = None
) -> tuple[Entity, ...]:
    """The only two who have acted in so many sentences, without those who speak of them."""
    near = [r for references in islice(before(scene, head, frozenset(kinds)), reach) for r in references]
    acted = (r.entity for r in near if r.subject)
    return _two(e for e in acted if e not in speakers and polity_of(scene, e) not in speakers)


def _without(pair: tuple[Entity, ...], others: Set[Entity | None]) -> tuple[Entity, ...]:
    """A pair of whom none is one of some others."""
    return () if others & set(pair) else pair


def _subjects(scene: Scene, head: Token) -> list[Entity | None]:
    """Whom the subjects of a word's sentence mean, but for the word itself."""
    root = scene.surface.sentence_of(head).tokens.root
    return [scene.resolve(h) for s in children(root, "nsubj") for h in conjuncts(s) if h.i != head.i]


def _two_organs(scene: Scene, head: Token, organ: TitleMatch) -> tuple[Entity, ...]:
    """'both armies', 'the two foreign ministries': those that were named, else one of each state."""
    named = _two(r.entity for r in _before(scene, head) if is_of_kind(r.entity, organ.pattern))
    return named or tuple(organ_of(scene, organ, polity) for polity in _two_sides(scene, head))


def _two_polities(scene: Scene, head: Token, speakers: Set[Entity | None]) -> tuple[Entity, ...]:
    """The two polities in reach other than those who speak: by name, by organs, or by officers."""
    for kinds in (_STATELY, _STATELY | PERSON):
        found: dict[Entity, None] = {}
        for references in before(scene, head, kinds):
            for reference in references:
                entity = reference.entity
                polity = polity_of(scene, entity) if entity.of is None else entity.of
                if polity is not None and polity not in speakers:
                    found.setdefault(polity)
            if len(found) >= 2:
                return _two(found)
    sentence = scene.surface.sentence_of(head)
    # The sentence itself comes last: it may name a third ('both promised to meet again in X').
    earlier = range(sentence.number - 1, max(0, sentence.number - REACH - 1), -1)
    for number in (*earlier, sentence.number):
        if len(found) >= 2:
            break
        for match in scene.surface.names(number):
            name = match.name
            if name is not None and name.entity.kind == "State" and name.entity not in speakers:
                found.setdefault(name.entity)
    return _two(found)


def _two_persons(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the two leaders', 'both ministers': the only two so called, else those of the last sentence."""
    title = scene.surface.office_at(head)
    inside = {t.i for t in title.tokens} if title is not None else set()
    beside = [c for c in dependents(head) if c.i not in inside]
    if not (definite(head) or _is_each(head)) or any(c.dep_ not in _COUNTING for c in beside):
        return ()
    noun = lemma(head)
    nouns = {title.pattern.name if title is not None else noun, *scene.surface.other_names(head)}
    cast, acting, gender = scene.cast, set(_subjects(scene, head)), _GENDERS.get(noun)
    persons = (e for r in _before(scene, head) for e in r.entity.candidates or (r.entity,))
    called = _two(e for e in persons if e.kind == "Person" and e not in acting and cast.fits(e, nouns))
    if called and is_two(head):
        return called
    for references in before(scene, head, PERSON | {"Unresolved"}):
        near = dict.fromkeys(e for r in references for e in r.entity.candidates or (r.entity,))
        found = [e for e in near if e.kind == "Person" and e not in acting]
        found = [e for e in found if gender is None or cast.pronoun(e) in {None, gender}]
        if found:
            free = gender or all(cast.fits(e, nouns) or not is_another(scene, e, noun) for e in found)
            return tuple(found) if len(found) == 2 and free else ()
    return ()


def _told_one_by_one(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'with X and Y each accusing the other': those who stand joined before the word."""
    last = head.nbor(-1) if head.i > head.sent.start else head
    while last.dep_ in {"compound", "conj"}:
        last = last.head
    joined = conjuncts(last)
    if len(joined) < 2 or joined[-1].right_edge.i != head.i - 1:
        return ()
    return tuple(dict.fromkeys(scene.resolve(t) or scene.unknown(t) for t in joined))


def _two_actors(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'Each accused the other', 'Both denied it': two who stand together before, else the two polities."""
    found = _joined(scene, head) or _together(scene, head) or titled(scene)
    return found or _two_polities(scene, head, frozenset()) or _two(scene.titled)


def _joined_sides(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """The only two groups or bodies joined in the last sentence that joins any: persons are no sides."""
    pairs = next(_couples(scene, head), [])
    return pairs[0] if len(pairs) == 1 and not any(e.single or e.kind == "Person" for e in pairs[0]) else ()


def _joined(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """The last two of any kind that stand in one coordination before a word ('the miners and the police').

    'Each' may be one of more than two.
    """
    return next((pairs[-1] for pairs in _couples(scene, head)), ())


def _couples(scene: Scene, head: Token) -> Iterator[list[tuple[Entity, ...]]]:
    """Who stand joined before a word, by sentences, the nearest first; those who do something come last."""
    for references in before(scene, head, IMPERSONAL | PERSON | {"Group", "Unresolved"}):
        joined: dict[tuple[bool, int], dict[Entity, None]] = {}
        for reference in references:
            several = dict.fromkeys(reference.entity.candidates or (reference.entity,))
            joined.setdefault((reference.subject, reference.together), {}).update(several)
        # In 'The envoys of X and Y said each' those who do something come before the others.
        main = {r.together for r in references if r.main}
        in_order = sorted(joined, key=lambda place: (place[0], place[1] in main))
        together = [tuple(joined[place]) for place in in_order if len(joined[place]) > 1]
        if together := [t for t in together if len(t) == 2 or head.lower_ == "each"]:
            yield together


def _two_bodies(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """'the two agencies', 'both railways': the only two so called, else those of the last sentence."""
    noun = lemma(head)
    organ = scene.lexicon.anaphors.get(noun) == "GovernmentBody"
    if not (organ or noun in scene.lexicon.bodies or scene.cast.calls_bodies(noun)):
        return ()
    referred = (e for r in _before(scene, head) for e in r.entity.candidates or (r.entity,))
    named = [e for e in referred if e.kind in _ORGANISED]
    for way in ("called", "bearing"):
        if bodies := _two(body for body in named if may_be(scene, body, noun, way, None)):
            return bodies
    for references in before(scene, head, _ORGANISED) if noun in scene.lexicon.bodies else ():
        if near := distinct(references):
            return near if len(near) == 2 else ()
    return ()


def _before(scene: Scene, head: Token) -> Iterator[Reference]:
    """What the article has referred to before a word."""
    number = scene.surface.sentence_of(head).number
    return (
        r for r in scene.references if r.sentence < number or (r.sentence == number and r.position < head.i)
    )


def _more_than_two(head: Token) -> int:
    """How many 'the three countries', 'all four parties' are; 0 where they are any."""
    told = {c.lower_ for c in dependents(head)}
    number = next((_NUMBERS[word] for word in sorted(told & _NUMBERS.keys())), 0)
    return number if told & {"the", "these", "those", "all"} and is_plural(head) else 0


def _together(scene: Scene, head: Token, number: int = 2, reach: int | None = None) -> tuple[Entity, ...]:
    """The two polities that stand nearest before a noun in one coordination ('the talks of X and Y').

    Or another `number` of them ('the three countries'), no more than so many sentences back.
    """
    for references in islice(before(scene, head, _STATELY), reach):
        joined: dict[int, dict[Entity, None]] = {}
        for reference in references:
            entity = reference.entity
            polity = polity_of(scene, entity) if entity.of is None else entity.of
            if polity is not None:
                # In 'X, Y and Z left' the parser may make two subjects of the three.
                first = -1 if number > 2 and reference.subject else reference.together
                joined.setdefault(first, {})[polity] = None
        pairs = {tuple(entities) for entities in joined.values() if len(entities) == number}
        if pairs:
            return pairs.pop() if len(pairs) == 1 else ()
    return ()


def _only(scene: Scene, head: Token, number: int) -> tuple[Entity, ...]:
    """The only states that the article has named so many of in one coordination, however far back."""
    joined: dict[tuple[int, int], dict[Entity, None]] = {}
    for reference in _before(scene, head):
        if reference.entity.kind in SELF_GOVERNED:
            joined.setdefault((reference.sentence, reference.together), {})[reference.entity] = None
    found = {frozenset(states): tuple(states) for states in joined.values() if len(states) == number}
    return found.popitem()[1] if len(found) == 1 else ()


def is_two(head: Token) -> bool:
    """Whether a noun stands with 'both', 'the two' or 'each'."""
    told = {c.lower_ for c in dependents(head)}
    counted = "two" in told and (definite(head) or child(head, "poss") is not None)
    return "both" in told or counted or _is_each(head)


def _is_each(head: Token) -> bool:
    """'each side', 'neither side'."""
    return head.tag_ == "NN" and any(c.lower_ in _ONE_BY_ONE for c in children(head, "det"))


def _two(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities, once each, when they are just two."""
    found = tuple(dict.fromkeys(entities))
    return found if len(found) == 2 else ()
