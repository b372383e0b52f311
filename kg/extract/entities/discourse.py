"""Who is meant: noun phrases of an article resolved to entities, in reading order.

Names come from the world first, then from the model; offices and organs by pattern; pronouns and
definite nouns from what came before; what is left may be a group by its words.
"""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from kg.extract.entities import beside, bodies, descriptions, name_ends, namesakes
from kg.extract.entities.anaphors import place_meant
from kg.extract.entities.cast import Cast
from kg.extract.entities.common_nouns import without_name
from kg.extract.entities.coreference import POSSESSIVE, PRONOUNS, pronoun
from kg.extract.entities.followers import who_says
from kg.extract.entities.groups import (
    group,
    with_deed,
)
from kg.extract.entities.hearsay import told_of
from kg.extract.entities.home import home, in_title, setting
from kg.extract.entities.introductions import body_next, named_next
from kg.extract.entities.joint import first_of_both, joint, jointly
from kg.extract.entities.leads import named_after_lead
from kg.extract.entities.members import some_of
from kg.extract.entities.names import NameMatch
from kg.extract.entities.offices import give_offices, holder_of, office, office_holder
from kg.extract.entities.organs import organ
from kg.extract.entities.owners import of_named, of_owner, own_body
from kg.extract.entities.pairs import pair as pair_of
from kg.extract.entities.people import nouns_beside
from kg.extract.entities.polities import as_actor, polity_of, unrecognised, with_article
from kg.extract.entities.scene import Reference, References, Scene, is_nameless, named_in, organisations_in
from kg.extract.entities.sections import section
from kg.extract.entities.short_phrases import whole_phrase
from kg.extract.entities.somebody import may_be, names_somebody
from kg.extract.entities.subjecthood import first_of, is_main, is_subject
from kg.extract.entities.surface import Indexes, Surface
from kg.extract.entities.titles import TitleMatch, is_modifier
from kg.extract.phrases import (
    SUBJECTS,
    definite,
    is_plural,
    lemma,
    noun_phrase,
    tokens_of,
    without_genitive,
)
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import World
from kg.language.english import Document, Sentence
from kg.model import Entity, Span, Tenure

__all__ = ["Discourse", "Indexes"]

_MODIFIERS = frozenset({"compound", "amod", "nmod"})

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
        self._cast = Cast(self.surface, lexicon, world, indexes)
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
            setting(self.surface, world, indexes.names),
            in_title(self.surface, world, indexes.names),
            named_in(self.surface),
            organisations_in(self.surface),
            self.resolve,
            self.unrecognised,
        )
        for sentence in document.sentences:
            give_offices(self._scene, sentence, by_pronoun=False)
            for person in self.surface.persons(sentence):
                nouns = nouns_beside(person, lexicon)
                self._cast.describe(self._scene.person(person), nouns)
        for sentence in document.sentences:
            self._read(sentence)

    def _read(self, sentence: Sentence) -> None:
        """Resolve the noun phrases of a sentence left to right, so that pronouns find what came before."""
        for token in tokens_of(sentence.tokens):
            nominal = token.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}
            # 'Zelensky', 'Dowling': names that the tagger takes for an adverb or a verb.
            nominal |= token.is_title and (token.dep_ == "nsubj" or beside.is_known(self._scene, token))
            if nominal and token.dep_ not in {"compound", "det"}:
                self.resolve(token)
        give_offices(self._scene, sentence, by_pronoun=True)

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """The tenures that the article reports, in the order in which they were understood."""
        return tuple(self._cast.offices.tenures)

    def capacity(self, person: Entity) -> Entity | None:
        """The one office in which a person speaks; None when there is none or more than one."""
        return self._cast.offices.capacity(person)

    def office(self, title: TitleMatch, person: Entity | None = None) -> Entity | None:
        """The office that a title names; None where no words give it to a polity."""
        return office(self._scene, title, person)

    def described(self, person: Entity, nouns: Set[str]) -> bool:
        """Whether the article describes somebody by one of some nouns, or the office that he holds does."""
        return self._cast.fits(person, nouns)

    def polity_of(self, entity: Entity | None) -> Entity | None:
        """The polity that an entity is, belongs to, governs from or holds office in; None when unknown."""
        return polity_of(self._scene, entity)

    def goes_on(self, speaker: Entity, number: int, pronoun: Token) -> bool:
        """Whether 'he' may be somebody without a name who has said something in a sentence before."""
        named = names_somebody(self._scene, number, pronoun)
        return not named and may_be(self._scene, speaker, pronoun)

    def told_of(self, pronoun: Token, speaker: Entity | None) -> Entity | None:
        """Whom 'He told me' means in the words of a speaker: somebody's kin, else another spoken of."""
        return told_of(self._scene, pronoun, speaker)

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
                person_named = beside.surname(self._scene, token)
                if person_named is not None:
                    found.setdefault(
                        self.document.span(token), person_named if person_named.resolved else None
                    )
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
            number, first = self.surface.sentence_of(head).number, first_of(head)
            subject, main = is_subject(head), is_main(self.lexicon, first)
            reference = Reference(entity, span, number, head.i, subject, first.i, main)
            self.references.add(reference)
            if entity.kind in descriptions.BODIES:
                self._cast.describe_body(entity, descriptions.nouns_beside_body(head))
        return entity

    def unrecognised(self, head: Token) -> Entity:
        """Whom an unknown name or noun means: people by their words, else the words themselves."""
        if head.pos_ in {"NOUN", "ADJ", "NUM"} and (is_plural(head) or head.dep_ == "compound"):
            return group(self._scene, head)
        if (place := place_meant(self._scene, head)) is not None:
            return self._scene.unresolved(head, place.label)
        head = whole_phrase(self._scene, head) or head
        phrase = with_deed(self._scene, noun_phrase(head), head)
        if phrase[0].tag_ in POSSESSIVE and phrase[0].head.i == head.i and len(phrase) > 1:
            words, whose = phrase[1:].text, self._owner(phrase[0])
            if whose is not None:
                label = f"{words[:1].upper()}{words[1:]} of {whose}"
                return self._scene.unresolved(head, label)
        return self._scene.unresolved(head, of_named(self._scene, phrase, head) or without_genitive(phrase))

    def _owner(self, pronoun: Token) -> str | None:
        """Whose something is, for 'its' or 'whose': the name, else the words of what 'whose' belongs to."""
        mine = pronoun.lower_ in {"my", "our"}
        whose = who_says(self._scene, pronoun.head) if mine else self.resolve(pronoun)
        if whose is not None and whose.resolved:
            return with_article(whose.label)
        clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
        if clause is None or pronoun.tag_ != "WP$":
            return None
        owner = noun_phrase(clause.head)
        return f"{owner[0].lower_}{owner.text[len(owner[0]) :]}" if owner[0].pos_ == "DET" else owner.text

    def _by_noun(self, head: Token) -> Entity | None:
        """What a noun phrase means; who has no name yet is whom the next sentence introduces."""
        entity = self._named(head)
        nameless = entity is None or entity.local or is_nameless(entity)
        several = lemma(head) in self.lexicon.words["collective"]
        if not nameless or head.tag_ != "NN" or several or not beside.is_human(self._scene, head):
            return entity
        if entity is not None and definite(head) and any(r.entity == entity for r in self.references):
            # 'One envoy … . The envoy …' is the same.
            return entity
        # A militia is nobody who comes by name in the next sentence.
        no_body = lemma(head) not in self.lexicon.bodies
        person = named_next(self._scene, head) or named_after_lead(self._scene, head) if no_body else None
        if person is None:
            return body_next(self._scene, head) or entity
        if entity is not None:
            self._cast.name(entity, person, lemma(head))
        return person

    def _named(self, head: Token) -> Entity | None:
        """What a noun phrase names: a person, an office's holder, a name of the world, an organ."""
        scene, surface = self._scene, self.surface
        called = bodies.called(scene, head) or bodies.side_of_the_world(scene, head)
        if called is not None:
            return called
        person = surface.person_at(head)
        if person is not None:
            return beside.by_name(scene, person, head)
        told = beside.occupied(scene, head) or beside.surname(scene, head)
        told = told or name_ends.named_at_end(scene, head) or beside.named_as(scene, head)
        told = told or bodies.apposed(scene, head) or beside.apposed_to_name(scene, head)
        told = told or jointly(scene, head) or first_of_both(scene, head)
        if told is not None:
            return told
        described = descriptions.person(scene, head)
        if described is None and surface.organ_at(head) is None:
            described = own_body(scene, head) or descriptions.body(scene, head)
            described = described or bodies.of_alliance(scene, head)
        if described is not None:
            return described
        title = surface.office_at(head)
        if title is not None and title.head.i == head.i and not is_modifier(title):
            return office_holder(scene, title)
        if title is not None and title.head.i != head.i and head.dep_ in SUBJECTS and not is_modifier(title):
            # The parser may make two subjects of 'the vice-president'.
            return self.resolve(title.head)
        match = surface.name_at(head)
        # 'a police report' is that of the police.
        written = head.dep_ == "compound" and lemma(head.head) in self.lexicon.words["document"]
        body = surface.organ_beside(head) if written else surface.organ_at(head)
        if match is not None and body is not None and namesakes.is_anybodys(scene, match, body):
            return organ(scene, body)
        if match is not None and match.name is not None:
            part = (
                beside.member_of(scene, head, match) or section(scene, head, match) or of_owner(scene, head)
            )
            return part or bodies.beyond(scene, head, match) or self._by_name(head, match)
        abbreviated = bodies.abbreviated(scene, head)
        if abbreviated is not None:
            return abbreviated
        if match is not None:
            return self._by_name(head, match)
        if body is not None and body.head.i == head.i:
            return some_of(scene, head, organ(scene, body))
        return beside.apposed(scene, head) or bodies.after_noun(scene, head) or without_name(scene, head)

    def _by_name(self, head: Token, match: NameMatch) -> Entity | None:
        name = match.name
        named = tuple(dict.fromkeys(n.entity for n in match.names))
        words = self.document.text(match.span)
        local = namesakes.namesake(self._scene, head, words, named)
        if local is not None:
            return local
        if name is None:
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
            seated = self._seated(named, {n.entity for n in match.names if n.use == "metonym"})
            if seated is not None:
                return seated
            candidates = (self.as_actor(entity) or entity for entity in named)
            return self._scene.unresolved(head, words, tuple(dict.fromkeys(candidates)))
        if name.use not in {"adjective", "demonym"} or name.entity.kind == "Person":
            return holder_of(self._scene, head, name.entity)
        national = descriptions.national(self._scene, head, name.entity) if name.use == "demonym" else None
        if national is not None:
            return national
        people = name.use == "demonym" and head.pos_ in {"NOUN", "PROPN"} and head.dep_ not in _MODIFIERS
        if not is_plural(head) and not people and first_of(head).dep_ in _MODIFIERS | {"npadvmod"}:
            return None
        return group(self._scene, head)

    def _seated(self, named: tuple[Entity, ...], metonyms: Set[Entity]) -> Entity | None:
        """Who acts by the name of its seat ('Brussels') where states are named, but not the city's."""
        states = {self.as_actor(entity) for entity in named if entity.kind == "Place"}
        told = any(state is not None and self._is_told(state) for state in states)
        abroad = any(e.kind == "State" for e in self._all_told() - states)
        return next(iter(metonyms)) if len(metonyms) == 1 and abroad and not told else None

    def _is_told(self, entity: Entity) -> bool:
        """Whether the article names something by a name that is its alone, as 'EU' for 'Brussels'."""
        told = self._all_told()
        return entity in told or any(e.of == entity for e in told)

    def _all_told(self) -> frozenset[Entity]:
        """What the article names, each by a name that is its alone; a capital that acts is its state."""
        if self._told is None:
            acting = (self.as_actor(entity) for entity in self._scene.named)
            self._told = self._scene.named | {e for e in acting if e is not None}
        return self._told
