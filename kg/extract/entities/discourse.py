"""Who is meant: noun phrases of an article resolved to entities, in reading order.

Names come from the world first, then from the model; offices and organs by pattern; pronouns and
definite nouns from what came before; what is left may be a group by its words.
"""

from __future__ import annotations

import re
from collections.abc import Set

from spacy.tokens import Token

from kg.extract.entities import descriptions
from kg.extract.entities.cast import Cast
from kg.extract.entities.coreference import PRONOUNS, anaphor, is_two, pronoun
from kg.extract.entities.coreference import pair as pair_of
from kg.extract.entities.groups import authority, capital, group, is_counted_group, joint
from kg.extract.entities.home import home, in_title
from kg.extract.entities.introductions import body_next, named_next
from kg.extract.entities.names import NameMatch
from kg.extract.entities.offices import give_offices, ministry, office, office_holder, organ, private_office
from kg.extract.entities.people import RANKS, PersonMatch, nouns_beside
from kg.extract.entities.polities import as_actor, polity_of, unrecognised, with_article
from kg.extract.entities.scene import Reference, References, Scene
from kg.extract.entities.surface import Indexes, Surface
from kg.extract.entities.titles import TitleMatch, is_modifier
from kg.extract.phrases import (
    SUBJECTS,
    child,
    children,
    definite,
    is_plural,
    lemma,
    noun_phrase,
    prepositional,
)
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import World
from kg.language.english import Document, Sentence
from kg.model import Entity, Span, Tenure

__all__ = ["Discourse", "Indexes"]

_MODIFIERS = frozenset({"compound", "amod", "nmod"})

#: What a name in apposition may say of a noun for a body.
_APPOSED = (descriptions.BODIES | {"State"}) - {"Group", "NewsOrganization"}
#: So many words a surname may have before its last ('von der Leyen', 'Abu-Sittah').
MAX_NAME = 3
#: What takes some of a group out of it.
_SOME = frozenset({"one", "another", "some", "several", "many", "most", "two", "few"})
#: By which a state is called that has such a word in its name.
_SIDES = frozenset({"North", "South", "East", "West"})
_SELF_GOVERNED = frozenset({"State", "DeFactoAuthority"})
#: The parts of speech in the 'of' phrase of a title.
_IN_TITLE = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADJ", "PART", "CCONJ"})
#: The classes of what has no name of its own.
_NAMELESS = frozenset({"Unresolved", "Group"})
#: Prepositions after which a name that could be a city is one.
_WHERE = frozenset({"in", "at", "near", "outside", "around", "from"})


class Discourse:
    """One article read to its end: what has been referred to, and whom each noun phrase means."""

    def __init__(self, document: Document, lexicon: Lexicon, world: World, indexes: Indexes) -> None:
        self.document = document
        self.lexicon = lexicon
        self.world = world
        self.references = References()
        self.surface = Surface(document, indexes)
        self._cast = Cast(self.surface, world, indexes)
        self._resolved: dict[tuple[int, int], Entity | None] = {}
        self._told: frozenset[Entity] | None = None
        self._scene = Scene(
            lexicon,
            world,
            self.surface,
            self._cast,
            self.references,
            unrecognised(self.surface, world),
            home(self.surface, world, indexes.names, self._cast),
            in_title(self.surface, world, indexes.names),
            self.resolve,
        )
        for sentence in document.sentences:
            give_offices(self._scene, sentence, by_pronoun=False)
            for person in self.surface.persons(sentence):
                beside = nouns_beside(person, lexicon.words["leading"])
                self._cast.describe(self._scene.person(person), beside)
        for sentence in document.sentences:
            self._read(sentence)

    def _read(self, sentence: Sentence) -> None:
        """Resolve the noun phrases of a sentence left to right, so that pronouns find what came before."""
        for token in sentence.tokens:
            nominal = token.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}
            if nominal and token.dep_ not in {"compound", "det"}:
                self.resolve(token)
        give_offices(self._scene, sentence, by_pronoun=True)

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """The tenures that the article reports, in the order in which they were understood."""
        return tuple(self._cast.tenures)

    def capacity(self, person: Entity) -> Entity | None:
        """The one office in which a person speaks; None when there is none or more than one."""
        return self._cast.capacity(person)

    def office(self, title: TitleMatch, person: Entity | None = None) -> Entity | None:
        """The office that a title names; None where no words give it to a polity."""
        return office(self._scene, title, person)

    def described(self, person: Entity, nouns: Set[str]) -> bool:
        """Whether the article describes somebody by one of some nouns, or the office that he holds does."""
        return self._cast.fits(person, nouns)

    def polity_of(self, entity: Entity | None) -> Entity | None:
        """The polity that an entity is, belongs to, governs from or holds office in; None when unknown."""
        return polity_of(self._scene, entity)

    def as_actor(self, entity: Entity | None) -> Entity | None:
        """Who acts when a place name acts; None for a place that stands for nobody."""
        return as_actor(self.world, entity)

    def pair(self, head: Token) -> tuple[Entity, ...]:
        """Whom 'both nations' or 'French and German officials' mean; empty when that is open."""
        return pair_of(self._scene, head) or joint(self._scene, head)

    def links(self) -> tuple[tuple[Span, Entity | None], ...]:
        """Where names stand and what each is linked to, in reading order; None where several are possible."""
        found: dict[Span, Entity | None] = {}
        for sentence in self.document.sentences:
            for match in self.surface.names(sentence.number):
                found[match.span] = match.name.entity if match.name is not None else None
            for person in self.surface.persons(sentence):
                entity = self._scene.person(person)
                found.setdefault(self.document.span(person.tokens), entity if entity.resolved else None)
            for token in sentence.tokens:
                surname = self._surname(token)
                if surname is not None:
                    found.setdefault(self.document.span(token), surname if surname.resolved else None)
        return tuple(sorted(found.items()))

    def resolve(self, head: Token) -> Entity | None:
        """The entity that a noun phrase with this head refers to; None when it names nothing that acts.

        Results are remembered: a token is resolved once.
        """
        key = (id(head.doc), head.i)
        if key in self._resolved:
            return self._resolved[key]
        self._resolved[key] = None  # guards against circles ('its ministry ... it')
        entity = self._by_noun(head) if head.lower_ not in PRONOUNS else pronoun(self._scene, head)
        self._resolved[key] = entity
        if entity is not None:
            span = self.document.span(noun_phrase(head))
            number = self.surface.sentence_of(head).number
            first = head
            while first.dep_ == "conj":
                first = first.head
            main = first.dep_ in SUBJECTS and first.head.dep_ == "ROOT"
            self.references.add(Reference(entity, span, number, head.i, _is_subject(head), first.i, main))
            if entity.kind in descriptions.BODIES:
                self._cast.describe_body(entity, descriptions.nouns_beside_body(head))
        return entity

    def unrecognised(self, head: Token) -> Entity:
        """Whom an unknown name or noun means: people by their words, else the words themselves."""
        if head.pos_ in {"NOUN", "ADJ", "NUM"} and is_plural(head):
            return group(self._scene, head)
        return self._scene.unresolved(head, noun_phrase(head).text)

    def _by_noun(self, head: Token) -> Entity | None:
        """What a noun phrase means; who has no name yet is whom the next sentence introduces."""
        entity = self._named(head)
        nameless = entity is None or entity.local or (entity.kind in _NAMELESS and not entity.candidates)
        if not nameless or head.tag_ != "NN" or not self._is_human(head):
            return entity
        # A militia is nobody who comes by name in the next sentence.
        person = None if lemma(head) in self.lexicon.bodies else named_next(self._scene, head)
        if person is None:
            return body_next(self._scene, head) or entity
        if entity is not None:
            self._cast.name(entity, person, lemma(head))
        return person

    def _named(self, head: Token) -> Entity | None:
        """What a noun phrase names: a person, an office's holder, a name of the world, an organ."""
        scene, surface = self._scene, self.surface
        called = self._called_body(head) or self._side_of_the_world(head)
        if called is not None:
            return called
        person = surface.person_at(head)
        if person is not None:
            return scene.person(person, head)
        beside = self._person_beside(head) or self._surname(head) or self._named_at_end(head)
        if beside is not None:
            return beside
        apposed = self._apposed_body(head) or self._apposed_to_name(head)
        if apposed is not None:
            return apposed
        described = descriptions.person(scene, head)
        if described is None and surface.organ_at(head) is None:
            described = descriptions.body(scene, head)
        if described is not None:
            return described
        title = surface.office_at(head)
        if title is not None and title.head.i == head.i and not is_modifier(title):
            return office_holder(scene, title)
        if title is not None and title.head.i != head.i and head.dep_ in SUBJECTS and not is_modifier(title):
            # The parser may make two subjects of 'the vice-president'.
            return self.resolve(title.head)
        if (second := _after_hyphen(head)) is not None:
            return self.resolve(second)
        match = surface.name_at(head)
        if match is not None and match.name is not None:
            return self._member_of(head, match) or self._section(head, match) or self._by_name(head, match)
        abbreviated = surface.body_at(head)
        if abbreviated is not None:
            return self._at_home(abbreviated)
        if match is not None:
            return self._by_name(head, match)
        body = surface.organ_at(head)
        if body is not None and body.head.i == head.i:
            return organ(scene, body)
        return self._apposed_person(head) or self._body_beside(head) or self._described(head)

    def _described(self, head: Token) -> Entity | None:
        """What a noun phrase describes without a known name: authorities, anaphors, groups."""
        scene, words = self._scene, self.lexicon.words
        found = descriptions.members(scene, head)
        found = found or (authority(scene, head) if lemma(head) in words["authority"] else None)
        found = found or private_office(scene, head) or self._of_its_name(head) or self._issued_by(head)
        found = found or self._organisation(head) or self._taken_up(head)
        if found is not None:
            return found
        of = next((item for _, item in prepositional(head, {"of"})), None)
        if head.lower_ in _SOME and of is not None and of.pos_ == "PRON":
            return self.resolve(of)
        if head.lower_ in _SOME and of is not None and self._is_human(of):
            # 'one of its commanders'
            return group(scene, of, one=head.lower_ == "one")
        owner = next((c for c in head.children if c.tag_ == "PRP$"), None)
        if owner is not None and self.lexicon.anaphors.get(lemma(head)) == "State" and head.tag_ == "NN":
            # 'his country'
            return self.polity_of(self.resolve(owner))
        seat = capital(scene, head)
        if seat is not None:
            return seat
        if is_two(head) and lemma(head) in words["counterpart"]:
            return scene.unresolved(head, noun_phrase(head).text, self.pair(head))
        if head.tag_ == "NN" and (named := self._named_as(head)) is not None:
            return named
        modifies = head.dep_ in _MODIFIERS and head.head.pos_ == "NOUN"
        if (
            (self._is_human(head) and not modifies)
            or head.ent_type_ == "NORP"
            or is_counted_group(scene, head)
        ):
            return group(scene, head)
        return self._place(head) or self._person_unlisted(head)

    def _is_human(self, noun: Token) -> bool:
        """Whether a noun is one for people."""
        words, word = self.lexicon.words, lemma(noun)
        return word in words["group"] or word in words["occupation"] or len(self.lexicon.synonyms(word)) > 1

    def _by_name(self, head: Token, match: NameMatch) -> Entity | None:
        name = match.name
        if name is None:
            named = tuple(dict.fromkeys(n.entity for n in match.names))
            words = self.document.text(match.span)
            places = [entity for entity in named if entity.kind == "Place"]
            if len(places) == len(named):
                return Entity("Place", words, key=words.lower(), candidates=named, local=True)
            told = [entity for entity in named if self._is_told(entity)]
            if len(told) == 1 and told[0].kind != "Place":
                # The article names one of them in full as well.
                return told[0]
            acting = any(n.use == "metonym" for n in match.names)
            if acting and len(places) == 1 and head.dep_ == "pobj" and head.head.lower_ in _WHERE:
                # 'Brussels' acts for several; 'in Brussels' is the city.
                return places[0]
            candidates = (self.as_actor(entity) or entity for entity in named)
            return self._scene.unresolved(head, words, tuple(dict.fromkeys(candidates)))
        if name.use not in {"adjective", "demonym"} or name.entity.kind == "Person":
            return name.entity
        national = descriptions.national(self._scene, head, name.entity) if name.use == "demonym" else None
        if national is not None:
            return national
        people = name.use == "demonym" and head.pos_ in {"NOUN", "PROPN"} and head.dep_ not in _MODIFIERS
        if not is_plural(head) and not people and head.dep_ in _MODIFIERS | {"npadvmod"}:
            return None
        return group(self._scene, head)

    def _member_of(self, head: Token, match: NameMatch) -> Entity | None:
        """'X of France Unbowed': the person, where the parser makes a part of the name the subject."""
        first = next(t for t in self._tokens(head, match))
        before = first.i - 1
        if head.dep_ not in SUBJECTS or first.i == head.i or before < 1 or head.doc[before].lower_ != "of":
            return None
        person = self.surface.person_at(head.doc[before - 1])
        return self._scene.person(person) if person is not None else None

    def _section(self, head: Token, match: NameMatch) -> Entity | None:
        """'Amnesty International UK': the section of a body in a state, which is no state."""
        name, first = match.name, self._tokens(head, match)[0].i
        body = self.surface.name_at(head.doc[first - 1]) if first else None
        if name is None or body is None or name.use != "name" or name.entity.kind != "State":
            return None
        whole = body.name.entity if body.name is not None else None
        near = whole is not None and whole.kind == "Organization" and body.span.end + 1 == match.span.start
        if not near or whole is None or head.doc[first - 1].head.i != head.i:
            return None
        label = f"{whole.label} {self.document.text(match.span)}"
        return Entity("Organization", label, key=label.lower(), place=name.entity)

    def _tokens(self, head: Token, match: NameMatch) -> list[Token]:
        """The tokens of a name that covers a token."""
        base = self.surface.sentence_of(head).base
        start, end = match.span.start - base, match.span.end - base
        return [t for t in head.sent if t.idx < end and t.idx + len(t) > start]

    def _is_told(self, entity: Entity) -> bool:
        """Whether the article names something by a name that is its alone, as 'EU' for 'Brussels'."""
        if self._told is None:
            matches = (m for s in self.document.sentences for m in self.surface.names(s.number))
            self._told = frozenset(m.name.entity for m in matches if m.name is not None)
        return entity in self._told or any(e.of == entity for e in self._told)

    def _surname(self, head: Token) -> Entity | None:
        """A surname alone, which the model did not take for a name, of a person named in full before."""
        if head.pos_ != "PROPN" or head.dep_ == "compound" or self.surface.name_at(head) is not None:
            return None
        # 'Mrs von der Leyen', 'Abu-Sittah'
        start = max(head.left_edge.i, head.i - MAX_NAME)
        alone = not children(head, "compound")
        names = [head.doc[first : head.i + 1].text for first in range(start, head.i + alone)]
        at = self.document.span(head).start
        found = (self._cast.named_at(name, at) for name in names)
        return next((person for person in found if person is not None), None)

    def _person_beside(self, head: Token) -> Entity | None:
        """'the journalist X', 'X, an analyst': the person named beside an occupation."""
        if lemma(head) not in self.lexicon.words["occupation"]:
            return None
        below = children(head, "appos")
        persons = self.surface.persons(self.surface.sentence_of(head))
        # In 'a letter to X, the bloc's envoy, Y' the envoy is Y, wherever the parser hangs the envoy.
        for beside in (below, [head.head] if head.dep_ == "appos" else []):
            for person in persons:
                tokens = person.tokens
                if tokens.start == head.i + 1 or any(tokens.start <= t.i < tokens.end for t in beside):
                    return self._scene.person(person)
        return None

    def _named_at_end(self, head: Token) -> Entity | None:
        """'Chairman of the Committee for Trade X', 'Leader of the Opposition X': the name ends the title."""
        titled = self.surface.office_at(head) is not None or self._is_human(head)
        if is_plural(head) or not titled:
            return None
        end = noun_phrase(head).end
        for person in self.surface.persons(self.surface.sentence_of(head)):
            start = person.tokens.start
            if head.i + 2 < start < end and head.is_ancestor(person.head):
                return self._scene.person(person) if self._ends_title(head, start) else None
        return None

    def _ends_title(self, head: Token, start: int) -> bool:
        """Whether the words between a title and a name are its 'of' phrase, whose last word is a name."""
        doc, last = head.doc, head.doc[start - 1]
        whose = doc[head.i + 1].lower_ == "of" and last.pos_ == "PROPN"
        ranked = last.lower_.rstrip(".") in RANKS or self.surface.office_at(last) is not None
        return whose and not ranked and all(t.pos_ in _IN_TITLE for t in doc[head.i + 1 : start])

    def _apposed_person(self, head: Token) -> Entity | None:
        """'His Azerbaijani counterpart, X': the name beside a noun says who is meant."""
        if head.pos_ != "NOUN":
            return None
        persons = (self.surface.person_at(token) for token in children(head, "appos"))
        person = next((p for p in persons if p is not None), None)
        person = person or self._after_comma(head)
        if person is not None:
            return self._scene.person(person)
        return self._newcomer_beside(head)

    def _after_comma(self, head: Token) -> PersonMatch | None:
        """'a herder in X, Ana Brandt, said': a name between commas behind the whole phrase."""
        if head.tag_ != "NN" or not self._is_human(head):
            return None
        phrase = noun_phrase(head)
        for person in self.surface.persons(self.surface.sentence_of(head)):
            start, end = person.tokens.start, person.tokens.end
            if start == phrase.end + 1 and head.is_ancestor(person.head) and end < len(head.doc):
                return person if head.doc[phrase.end].text == head.doc[end].text == "," else None
        return None

    def _named_as(self, head: Token) -> Entity | None:
        """'a farmer named X', 'a teacher who gave her name only as X': the name in the clause beside."""
        naming = self.lexicon.words["naming"]
        for clause in children(head, "relcl", "acl") if self._is_human(head) else ():
            if clause.tag_ == "VBN" and lemma(clause) in naming:
                named = [*children(clause, "oprd", "dobj"), *(t for _, t in prepositional(clause, {"as"}))]
            elif any(lemma(t) in naming for t in children(clause, "dobj")):
                named = [t for t in clause.subtree if t.dep_ == "pobj" and t.head.lower_ == "as"]
            else:
                continue
            person = next((p for t in named if (p := self.surface.person_at(t)) is not None), None)
            if person is not None:
                return self._scene.person(person)
        return None

    def _apposed_to_name(self, head: Token) -> Entity | None:
        """'The Council of X's commissioner, Ana Brandt': the name is the officer's, no body is a person."""
        if head.pos_ != "PROPN" or head.ent_type_ == "PERSON":
            return None
        person = next(
            (p for t in children(head, "appos") if (p := self.surface.person_at(t)) is not None), None
        )
        titled = len(self.lexicon.synonyms(head.lower_)) > 1
        officer = titled or any(t.pos_ == "NOUN" and self._is_human(t) for t in noun_phrase(head))
        return self._scene.person(person) if person is not None and officer else None

    def _newcomer_beside(self, head: Token) -> Entity | None:
        """The same for a name that the model takes for something else."""
        name = child(head, "appos") if head.tag_ == "NN" and self._is_human(head) else None
        if name is None or name.pos_ != "PROPN" or self.surface.name_at(name) is not None:
            return None
        start = min((c.i for c in children(name, "compound") if c.pos_ == "PROPN"), default=name.i)
        return self._cast.newcomer(head.doc[start : name.i + 1].text) if start < name.i else None

    def _apposed_body(self, head: Token) -> Entity | None:
        """'The prison service, SNAI': the name beside a noun says which body is meant."""
        if head.tag_ != "NN":
            return None
        for token in children(head, "appos"):
            named = self.resolve(token) if token.pos_ == "PROPN" else None
            if named is not None and named.resolved and named.kind in _APPOSED:
                return named
        return None

    def _called_body(self, head: Token) -> Entity | None:
        """'the charity X', 'the electoral body X': a name unknown to all right after what it is."""
        if head.pos_ != "PROPN" or self.surface.name_at(head) is not None:
            return None
        start = min((c.i for c in children(head, "compound") if c.pos_ == "PROPN"), default=head.i)
        noun = head.doc[start - 1] if start else head
        if noun.tag_ != "NN" or lemma(noun) not in self.lexicon.words["body"]:
            return None
        known = self.surface.body_at(head)
        name = head.doc[start : head.i + 1].text
        return known or Entity("Organization", name, key=name.lower())

    def _body_beside(self, head: Token) -> Entity | None:
        """'the militant group X', 'the news agency X': the body named right after what it is."""
        if head.tag_ != "NN" or lemma(head) not in self.lexicon.words["body"] or head.i + 1 >= len(head.doc):
            return None
        name = head.nbor()
        named = self.surface.named_at(name) or self.surface.body_at(name) or self._organisation(name)
        return named if named is not None and named.kind not in {"Person", "Place", "State"} else None

    def _person_unlisted(self, head: Token) -> Entity | None:
        """A person whose name the model missed, told by an apposition ('X, a Kosovo Serb politician')."""
        if head.pos_ != "PROPN" or head.dep_ in {"compound", "amod"}:
            return None
        names = [c for c in children(head, "compound") if c.pos_ == "PROPN"]
        human = any(lemma(a) in self.lexicon.words["occupation"] for a in children(head, "appos")) or any(
            c.lower_ == "who" for clause in children(head, "relcl") for c in clause.children
        )
        return self._cast.newcomer(head.doc[names[0].i : head.i + 1].text) if names and human else None

    def _side_of_the_world(self, head: Token) -> Entity | None:
        """'the North' of an article that names North Korea."""
        if head.text not in _SIDES or [c.lower_ for c in head.lefts] != ["the"] or children(head, "prep"):
            return None
        matches = (m.name for s in self.document.sentences for m in self.surface.names(s.number))
        named = {
            n.entity for n in matches if n is not None and n.entity.kind in {"State", "DeFactoAuthority"}
        }
        fitting = [
            entity for entity in named if entity.label.startswith((f"{head.text} ", f"{head.text}ern "))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _organisation(self, head: Token) -> Entity | None:
        """An organisation that only the model knows."""
        entities = self.surface.sentence_of(head).tokens.ents
        found = next((e for e in entities if e.label_ in {"ORG", "NORP"} and e.start <= head.i < e.end), None)
        if found is None or found.label_ != "ORG" or not any(t.text[:1].isupper() for t in found):
            return None
        name = (
            found.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s").strip()
        )
        return self._at_home(Entity("Organization", name, key=name.lower()))

    def _at_home(self, body: Entity) -> Entity:
        """A body that several states have, of the one that the article is about, if the world knows it."""
        home = self._scene.home
        if home is None or body.iri is not None:
            return body
        names = (f"{body.label} of {with_article(home.label)}", f"{body.label} ({home.label})")
        known = {named.entity for name in names for named in self.world.named(name)}
        return known.pop() if len(known) == 1 else body

    def _place(self, head: Token) -> Entity | None:
        """A place that only the model knows, or the article calls one."""
        if self.surface.is_settlement(head):
            return Entity("Place", head.text, key=head.text.lower())
        if head.ent_type_ not in {"GPE", "LOC", "FAC"} or head.pos_ != "PROPN":
            return None
        entities = self.surface.sentence_of(head).tokens.ents
        found = next(e for e in entities if e.start <= head.i < e.end)
        name = re.sub(r"^[Tt]he\s+|['’]s?$", "", found.text)
        return Entity("Place", name, key=name.lower())

    def _of_its_name(self, head: Token) -> Entity | None:
        """'the Hezbollah group', 'the Islamic Jihad movement': the organisation before the noun."""
        if lemma(head) not in self.lexicon.words["organisation"]:
            return None
        for token in reversed(children(head, "compound", "nmod", "amod")):
            named = self.surface.named_at(token)
            if named is not None and named.kind in {"Organization", "DeFactoAuthority"}:
                return named
        return self._called_before(head)

    def _called_before(self, head: Token) -> Entity | None:
        """'the reformist Aurora party', 'the KLM Party': a body that only its own noun tells to be one."""
        start = head.i
        while start > head.left_edge.i and _is_unknown_name(head.doc[start - 1], head):
            start -= 1
        if start == head.i or head.tag_ not in {"NN", "NNP"}:
            return None
        if any(self.surface.name_at(t) is not None for t in head.doc[start : head.i]):
            return None
        name = head.doc[start : head.i + head.text[0].isupper()].text
        return Entity("Organization", name, key=name.lower())

    def _issued_by(self, head: Token) -> Entity | None:
        """'An embassy statement said': who issued it says it."""
        if lemma(head) not in self.lexicon.words["issued"] or not _is_subject(head):
            return None
        for token in reversed(children(head, "compound", "nmod", "amod")):
            match = self.surface.organ_beside(token)
            if match is not None:
                return organ(self._scene, match)
            named = self.as_actor(self.surface.named_at(token))
            if named is not None and token.dep_ != "amod":
                return named
        return None

    def _taken_up(self, head: Token) -> Entity | None:
        """What 'the region' or 'this ministry' takes up."""
        known = head.pos_ in {"NOUN", "PROPN"} and lemma(head) in self.lexicon.anaphors and definite(head)
        if not known:
            return ministry(self._scene, head)
        if self.lexicon.anaphors[lemma(head)] == "Place":
            # 'the western city of X' is X, not a city named before.
            named = [item for _, item in prepositional(head, {"of"}) if item.pos_ == "PROPN"]
            if named:
                return self.resolve(named[0])
        found = anaphor(self._scene, head)
        is_ministry = found is not None and "ministry" in found.label.lower()
        return found if is_ministry else ministry(self._scene, head) or found


def _after_hyphen(head: Token) -> Token | None:
    """The noun of 'co-chair', where the parser makes three subjects of its parts."""
    hyphen = head if head.text == "-" else head.nbor() if head.i + 1 < len(head.doc) else head
    if hyphen.text != "-" or hyphen.i + 1 >= len(head.doc) or hyphen.whitespace_ or head.dep_ not in SUBJECTS:
        return None
    noun = hyphen.nbor()
    joined = hyphen.i == head.i or not head.whitespace_
    return noun if joined and noun.dep_ in SUBJECTS and noun.head.i == head.head.i else None


def _is_unknown_name(token: Token, head: Token) -> bool:
    """Whether a token is a part of the name that stands right before its noun."""
    names = token.pos_ == "PROPN" and token.text[0].isupper() and token.dep_ == "compound"
    return names and token.head.i == head.i and token.ent_type_ not in {"NORP", "DATE", "GPE"}


def _is_subject(head: Token) -> bool:
    """Whether a noun phrase is a subject, a passive's agent, or a source ('according to X')."""
    token = head
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    if token.dep_ == "pobj":
        governor = token.head
        return governor.dep_ == "agent" or (governor.lower_ == "to" and governor.head.lower_ == "according")
    return token.dep_ in SUBJECTS
