"""Offices by pattern, and who holds them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.coreference import POSSESSIVE
from kg.extract.entities.descriptions import unintroduced
from kg.extract.entities.groups import group
from kg.extract.entities.organs import as_polity, organ, polity
from kg.extract.entities.people import PersonMatch, is_former, tenure_kind, titled
from kg.extract.entities.polities import POLITIES, pattern_entity
from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch, is_modifier, of_phrase
from kg.extract.entities.voices import voice
from kg.extract.phrases import (
    SUBJECTS,
    are_two_subjects,
    children,
    definite,
    dependents,
    is_plural,
    lemma,
    prepositional,
)
from kg.language.english import Sentence
from kg.model import Entity, Evidence, Tenure

#: How far 'the president of X's adviser' may reach from the inner title to the 's, in tokens.
MAX_GENITIVE = 4
#: What makes a title that of somebody, not of the one holder.
_SOMEBODY = frozenset({"a", "an", "one", "another", "some"})


def office(scene: Scene, title: TitleMatch, person: Entity | None = None) -> Entity | None:
    """The office that a title names; without a polity in the words, the world's office of that person."""
    outer = _genitive(scene, title) or _under_office(scene, title)
    if outer is not None:
        return outer
    owner = polity(scene, title)
    if owner is not None and owner.kind not in POLITIES:
        owner = owner.of
    of_organs = title.pattern.slug in scene.lexicon.words["organOffice"]
    body = _spoken_for(scene, title, owner) if of_organs else None
    if body is not None and body.resolved:
        owner = body
    if owner is not None:
        return pattern_entity(scene.world, title.pattern, owner)
    if person is None or person.iri is None:
        return None
    slugs = (title.pattern.slug, *title.pattern.resolves)
    known = {
        h.office
        for h in scene.cast.offices.held(person)
        if any((h.office.iri or "").endswith(f"-{slug}") for slug in slugs)
    }
    return known.pop() if len(known) == 1 else None


def _genitive(scene: Scene, title: TitleMatch) -> Entity | None:
    """'the president of Azerbaijan's special adviser': an office under another office."""
    doc = title.tokens.doc
    before = title.tokens.start - 1
    if before < 3 or doc[before].tag_ != "POS" or scene.surface.name_at(doc[before - 1]) is None:
        return None
    for inner in scene.surface.offices(scene.surface.sentence_of(title.head)):
        end = inner.tokens.end
        near = end < title.tokens.start and before - end <= MAX_GENITIVE
        if inner is not title and near and doc[end].lower_ == "of":
            return _to_chief(scene, title, inner, as_polity(scene, scene.surface.named_at(doc[before - 1])))
    return None


def _under_office(scene: Scene, title: TitleMatch) -> Entity | None:
    """'special adviser to the president of Azerbaijan': an office under another office."""
    for _, item in of_phrase(title):
        inner = scene.surface.office_at(item)
        if inner is not None and inner is not title and inner.head.i == item.i:
            return _to_chief(scene, title, inner, polity(scene, inner))
    return None


def _to_chief(scene: Scene, title: TitleMatch, inner: TitleMatch, owner: Entity | None) -> Entity | None:
    if owner is None or owner.iri is None:
        return None
    chief = pattern_entity(scene.world, inner.pattern, owner)
    label = title.pattern.label.replace(" of {of}", f" to the {chief.label}")
    return Entity("Office", label, iri=f"{chief.iri}-{title.pattern.slug}", of=owner)


def office_holder(scene: Scene, title: TitleMatch) -> Entity | None:
    """The person behind a title without a name ('Armenia's prime minister')."""
    sentence = scene.surface.sentence_of(title.head)
    for nested in scene.surface.offices(sentence):
        below = nested is not title and title.head.is_ancestor(nested.head)
        if below and _genitive(scene, nested) is not None:
            title = nested
            break
    apposed = _apposed(scene, title.head)
    if apposed is not None:
        return apposed
    beside = next((p for p in scene.surface.persons(sentence) if titled(p, (title,))), None)
    if beside is not None:
        return scene.person(beside)
    words = scene.surface.document.span(title.tokens)
    for tenure in scene.cast.offices.tenures:
        # A title whose own sentence gives its holder, whatever the parse.
        if tenure.sentence == sentence.number and tenure.evidence[0].spans[0].contains(words):
            return tenure.holder
    owner = polity(scene, title)
    if is_plural(title.head):
        return group(scene, title.head)
    if _is_local(scene, title) and (owner is None or owner.kind == "State"):
        # 'the local health minister' is not the state's.
        return None
    if owner is None:
        return _without_office(scene, title) or _titled_before(scene, title, sentence)
    if _is_past(scene, title.head):
        given = pattern_entity(scene.world, title.pattern, owner)
        return _former_holder(scene, title.head, given, _iris(title, owner))
    if title.pattern.slug == "spokesperson":
        owner = _spoken_for(scene, title, owner) or owner
    return _holder(scene, title, owner)


def holder_of(scene: Scene, head: Token, named: Entity) -> Entity:
    """Who holds an office that goes by a name of its own: 'the Taoiseach'; else what is named."""
    if named.kind != "Office" or named.iri is None:
        return named
    apposed = _apposed(scene, head)
    if apposed is not None:
        return apposed
    if _is_past(scene, head):
        return _former_holder(scene, head, named, {named.iri})
    somebody = _is_somebody(head)
    told = (t.holder for t in scene.cast.offices.tenures if t.office == named and not t.former)
    known = scene.world.holder(named.iri, scene.surface.document.article.date)
    holders = tuple(dict.fromkeys((*told, *_called(scene, named)))) or tuple(filter(None, [known]))
    holders = () if somebody else holders or _named_holders(scene, {named.iri})
    if len(holders) > 1:
        return scene.undecided(head, holders)
    return holders[0] if holders else scene.cast.offices.unnamed(named, named.label, one_of_several=somebody)


def _called(scene: Scene, named: Entity) -> Iterator[Entity]:
    """Whom an article calls by the name of an office: 'Taoiseach Simon Harris'."""
    for sentence in scene.surface.document.sentences:
        ends = {m.span.end for m in scene.surface.names(sentence.number) if m.name and m.name.entity == named}
        for person in scene.surface.persons(sentence) if ends else ():
            start = scene.surface.document.span(person.tokens).start
            title = person.tokens[0].nbor(-1) if start - 1 in ends else None
            if title is not None and not (_is_past(scene, title) or _is_past(scene, person.head)):
                yield scene.person(person)


def _apposed(scene: Scene, head: Token) -> Entity | None:
    """Who is named in apposition to a title, or to whom it is: 'the foreign minister, Ana Brandt'."""
    beside = children(head, "appos") + ([head.head] if head.dep_ == "appos" else [])
    # 'the head of the mission, the lawmaker X', whatever the parser makes of the lawmaker
    nouns = [t for t in beside if t.i > head.i and t.dep_ == "appos"]
    nouns += [t for t in children(head.head, *SUBJECTS) if t.i > head.i and are_two_subjects(head, t)]
    beside += [t for noun in nouns if noun.pos_ == "NOUN" for t in children(noun, "appos")]
    persons = (scene.surface.person_at(token) for token in beside)
    return next((scene.person(person) for person in persons if person is not None), None)


def _is_past(scene: Scene, head: Token) -> bool:
    """Whether an office is said to have been held before."""
    return any(c.lower_ in scene.lexicon.words["former"] for c in dependents(head))


def _is_somebody(head: Token) -> bool:
    """'an adviser': somebody, not the holder of an office."""
    return any(c.lower_ in _SOMEBODY for c in dependents(head))


def _is_local(scene: Scene, title: TitleMatch) -> bool:
    """Whether an office is said to be of a part of the state that nobody names."""
    first = title.tokens.start
    return any(c.lower_ in scene.lexicon.words["local"] and c.i < first for c in dependents(title.head))


def _holder(scene: Scene, title: TitleMatch, owner: Entity) -> Entity:
    """The holder of a polity's office, or the unnamed one."""
    somebody = _is_somebody(title.head)
    holders = () if somebody else scene.cast.offices.holders(title.pattern, owner)
    if len(holders) == 1:
        return holders[0]
    if holders:
        return scene.undecided(title.head, holders)
    named = () if somebody else _named_holders(scene, _iris(title, owner))
    if len(named) == 1:
        return named[0]
    new = unintroduced(scene, title.head) if definite(title.head) and title.pattern.voice is None else None
    if new is not None:
        return new
    given = pattern_entity(scene.world, title.pattern, owner)
    names = voice(scene, title) or ((_of_his_kind(scene, title, given),) if somebody else (given.label,))
    return scene.cast.offices.unnamed(given, names[0], also=names[1:], one_of_several=somebody)


def _of_his_kind(scene: Scene, title: TitleMatch, given: Entity) -> str:
    """'a field commander of X', 'a junior minister of X': one of several, with what tells the kind."""
    first = title.tokens.start
    beside = (c for c in children(title.head, "amod", "compound") if c.i < first)
    kind = " ".join(t.text for t in beside if scene.surface.name_at(t) is None)
    return f"{kind.capitalize()} {given.label[:1].lower()}{given.label[1:]}" if kind else given.label


def _iris(title: TitleMatch, owner: Entity) -> set[str]:
    """What the office of an owner may be known as."""
    return {f"{owner.iri}-{slug}" for slug in (title.pattern.slug, *title.pattern.resolves)}


def _named_holders(scene: Scene, iris: Set[str]) -> tuple[Entity, ...]:
    """Whom the article has named of those who have ever held an office, as far as the world knows."""
    ever = {h.holder for h in scene.world.holdings if h.office.iri in iris}
    # Who is called the president now is not 'the vice president', whatever he was before.
    now = {t.holder for t in scene.cast.offices.tenures if not t.former and t.office.iri not in iris}
    return tuple(dict.fromkeys(r.entity for r in scene.references if r.entity in ever - now))


def _former_holder(scene: Scene, head: Token, office: Entity, iris: Set[str]) -> Entity:
    """'the former president of X': whom the article has named of those who were it, else nobody known."""
    was = tuple(e for e in _named_holders(scene, iris) if office not in scene.cast.offices.of(e))
    if was:
        return was[0] if len(was) == 1 else scene.undecided(head, was)
    label = f"Former {office.label}"
    # He speaks for nobody, so the label alone says of what.
    return Entity("Person", label, key=label.lower(), local=True)


def _without_office(scene: Scene, title: TitleMatch) -> Entity | None:
    """'an army spokesman', 'a company spokeswoman': somebody called by whom he or she speaks for."""
    names = voice(scene, title)
    if not names:
        return None
    return Entity("Person", names[0], key=names[0].lower(), local=True, also=names[1:])


def _spoken_for(scene: Scene, title: TitleMatch, owner: Entity | None) -> Entity | None:
    """The organ that the title of somebody who speaks for it or leads it names."""
    beside = [item for _, item in of_phrase(title)]
    if title.tokens.start:
        beside.append(title.tokens.doc[title.tokens.start - 1])
    for token in beside:
        match = scene.surface.organ_beside(token)
        if match is not None:
            # 'a police spokesman in Kampala'
            state = owner if owner is not None and owner.kind == "State" and is_modifier(match) else None
            return pattern_entity(scene.world, match.pattern, state) if state else organ(scene, match)
    return None


def _titled_before(scene: Scene, title: TitleMatch, sentence: Sentence) -> Entity | None:
    """'the president', 'the minister': the one person to whom the article gave that office before."""
    indefinite = any(c.lower_ in _SOMEBODY for c in children(title.head, "det"))
    if indefinite and title.head.dep_ != "attr":
        # 'a community leader said' is not the leader named before, nor is who will be 'a new president'.
        return group(scene, title.head)
    before = title.tokens.doc[title.head.left_edge.i : title.tokens.start]
    if any(t.ent_type_ == "NORP" for t in before) or any(
        t.pos_ == "PROPN" or t.ent_type_ == "NORP" for _, item in of_phrase(title) for t in item.subtree
    ):
        # 'the head of Iran's nuclear agency' is no head named before, nor is 'the Bosnian Serb minister'.
        return scene.undecided(title.head)
    earlier = scene.cast.offices.titled_before(title.pattern, sentence.number)
    if len(earlier) == 1:
        return earlier[0]
    if not definite(title.head):
        return group(scene, title.head)
    # 'the vice president' is not the president named last.
    plain = not earlier and len(title.tokens) == 1
    last = _last_titled(scene, lemma(title.head), sentence.number) if plain else None
    if last is not None:
        return last
    if not earlier and scene.home is not None and len(title.tokens) > 1:
        # 'the foreign minister' of an article about one state
        return _holder(scene, title, scene.home)
    return scene.undecided(title.head, earlier)


def give_offices(scene: Scene, sentence: Sentence, *, by_pronoun: bool) -> None:
    """Note the tenures that titles beside names report, when their polity is known.

    Titles with a pronoun before them ('its spokesman, X') or of 'the navy' wait until what came before has
    been read.
    """
    for person in scene.surface.persons(sentence):
        for title in titled(person, scene.surface.offices(sentence)):
            before = title.tokens.start - 1
            waits = before >= 0 and title.tokens.doc[before].tag_ in POSSESSIVE
            if by_pronoun == (waits or _takes_up(scene, title)):
                _give_office(scene, person, title, sentence)


def _takes_up(scene: Scene, title: TitleMatch) -> bool:
    """'a spokesman for the navy': whether an office is of an organ of which no words say whose it is."""
    for preposition, item in of_phrase(title):
        organ_named = scene.surface.organ_at(item)
        if organ_named is not None and not of_phrase(organ_named):
            return organ_named.tokens.start == preposition.i + 2 and definite(organ_named.head)
    return False


def _give_office(scene: Scene, person: PersonMatch, title: TitleMatch, sentence: Sentence) -> None:
    cast = scene.cast
    holder = cast.person(person)
    given = office(scene, title, holder)
    words = scene.lexicon.words
    kind = tenure_kind(title.head, words["acting"], words["elect"])
    if given is None or kind == "elect" or is_former(title, words["shadow"]):
        # Who is only elected holds the office no more than before.
        return
    if holder.iri is None and holder.of is None and given.of is not None:
        cast.correct(holder, replace(holder, of=given.of))
    known = cast.known(person.name) or holder
    if known.kind != "Person":
        # 'President Obama' of an article that names two of them
        return
    start = min(person.tokens.start, title.tokens.start)
    end = max(person.tokens.end, _title_end(title))
    evidence = Evidence("content", (scene.surface.document.span(sentence.tokens.doc[start:end]),))
    cast.offices.tenures.append(
        Tenure(
            known,
            given,
            (evidence,),
            sentence.number,
            former=is_former(title, words["former"]),
            kind=kind,
        )
    )


def _title_end(title: TitleMatch) -> int:
    """Where a title ends with the 'of' phrase that names its polity (a token index)."""
    end = title.tokens.end
    for prep, item in prepositional(title.head, {"of", "for", "to"}):
        if prep.i == end:
            end = item.right_edge.i + 1
    return int(end)


def _last_titled(scene: Scene, noun: str, sentence: int) -> Entity | None:
    """Who was last given an office whose name ends in a noun: 'the minister' of a foreign minister."""
    for tenure in reversed(scene.cast.offices.tenures):
        words = tenure.office.label.lower().split(" of ")[0].split(" to ")[0].split()
        if tenure.sentence <= sentence and not tenure.former and words and words[-1] == noun:
            return tenure.holder
    return None
