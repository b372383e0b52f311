"""The persons of an article: who is named, and what the article calls them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Set
from typing import Literal

from spacy.tokens import Span as Tokens

from kg.extract.entities.full_names import named_in_full, surname_in, with_shared_surname
from kg.extract.entities.incumbents import Incumbents
from kg.extract.entities.people import PersonMatch, gender_before, nickname, real_name
from kg.extract.entities.senses import with_polities
from kg.extract.entities.surface import Indexes, Surface
from kg.extract.entities.surnames import family_name, is_misspelt, is_same, plain, pronoun_of
from kg.extract.entities.titles import office_nouns, several_worded
from kg.knowledge.given_names import given_names
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import Holding, World
from kg.model import Entity

#: For so many years before and after an office its holder may be called by the surname alone.
FAME = 12
#: A part of a name of so few letters ('bin', 'van') names nobody.
MIN_PART = 3


class Cast:
    """The persons met so far, by name and by surname, and their offices."""

    def __init__(self, surface: Surface, lexicon: Lexicon, world: World, indexes: Indexes) -> None:
        self.offices = Incumbents(world, indexes, surface.document.article.date)
        self._lexicon = lexicon
        self._world = world
        self._date = surface.document.article.date
        self._holdings = indexes.holdings
        self._persons: dict[str, Entity] = {}
        self._parts: defaultdict[str, set[Entity]] = defaultdict(set)
        self._genders: dict[Entity, Literal["he", "she"]] = {}
        self._nouns: defaultdict[str, set[str]] = defaultdict(set)
        self._body_nouns: set[str] = set()
        self._person_nouns: set[str] = set()
        self._document = surface.document
        self._met: dict[Entity, int] = {}
        self._states = frozenset(
            polity
            for sentence in surface.document.sentences
            for match in surface.names(sentence.number)
            for name in match.names
            for polity in with_polities(world, name.entity)
        )
        self._meet(surface)

    def _meet(self, surface: Surface) -> None:
        """Give each person named in full one entity: first those of the world, then the others."""
        document = surface.document
        for sentence in document.sentences:
            for match in surface.names(sentence.number):
                name = match.name
                if name is not None and name.entity.kind == "Person":
                    words = document.text(match.span).replace("’", "'")
                    self._remember(words, name.entity, match.span.start)
        also_known = {nickname(p) for s in document.sentences for p in surface.persons(s)}
        named = named_in_full(surface, self._lexicon.words["peerage"])
        unlisted = [found for found in named if found[0].name not in also_known]
        names = Counter(person.name for person, _ in unlisted)
        for person, in_headline in unlisted:
            if self.known(person.name):
                continue
            surname = surname_in(person, self._is_surname) if in_headline else None
            if surname is not None:
                self._persons[person.name] = self._persons[surname]
                continue
            entity = self._listed(person.name) or self._written_otherwise(person.name, names)
            self._remember(person.name, entity or _newcomer(person.name), document.span(person.tokens).start)
        for given, whole, start in with_shared_surname(surface):
            if self.known(given) is None:
                self._remember(whole, self.known(whole) or _newcomer(whole), start)
        for sentence in document.sentences:
            for person in surface.persons(sentence):
                also, known = nickname(person), self.known(person.name)
                if also is not None and known is not None:
                    self._remember(also, known, document.span(person.tokens).start)
                if (real := real_name(person)) is not None:
                    self.correct(self.newcomer(person.name), self.known(real) or self.newcomer(real))
        self._tell_genders(surface)

    def _is_surname(self, word: str) -> bool:
        """Whether somebody whom the article names in full has a surname."""
        known = self._persons.get(word)
        return known is not None and any(e.label.endswith(f" {word}") for e in (known, *known.candidates))

    def _written_otherwise(self, name: str, names: Counter[str]) -> Entity | None:
        """Somebody of the same surname whom the article names in full otherwise ('Ken' for 'Kenneth').

        One not met yet goes by the name that the article has most often.
        """
        surname = name.rpartition(" ")[2]
        known = self._persons.get(surname)
        alike = [e for e in (known.candidates or (known,)) if is_same(e.label, name)] if known else []
        if alike:
            return alike[0] if len(alike) == 1 else None
        others = [
            other
            for other in names
            if other != name and other.endswith(f" {surname}") and is_same(other, name)
        ]
        return _newcomer(max((name, *others), key=names.__getitem__)) if len(others) == 1 else None

    def _listed(self, name: str) -> Entity | None:
        """The one person whom the world knows by a name, or by its first words where a given name ends it."""
        words = name.split()
        short = " ".join(words[:2]) if family_name(words) != words[-1] else name
        people = {n.entity for known in (name, short) for n in self._world.named(known)}
        people = {e for e in people if e.kind == "Person"}
        return people.pop() if len(people) == 1 else None

    def _tell_genders(self, surface: Surface) -> None:
        """Remember who is a man or a woman by the word before the name, wherever that stands."""
        document = surface.document
        for sentence in document.sentences:
            named = {
                m.span.start: m.name.entity
                for m in surface.names(sentence.number)
                if m.name is not None and m.name.entity.kind == "Person"
            }
            for person in surface.persons(sentence):
                named[document.span(person.tokens).start] = self.known(person.name) or _newcomer(person.name)
            for start, entity in named.items():
                told = gender_before(document.article.text, start, self._lexicon, entity.label)
                if told is not None:
                    self._genders.setdefault(entity, told)

    def gender(self, person: Entity) -> Literal["he", "she"] | None:
        """By which pronoun somebody goes, where a title or a word for kin before the name tells it."""
        return self._genders.get(person)

    def pronoun(self, person: Entity) -> Literal["he", "she"] | None:
        """By which pronoun somebody goes, where no word before the name tells it by the given name."""
        return self.gender(person) or pronoun_of(person.label)

    def _remember(self, name: str, entity: Entity, start: int) -> None:
        self._persons[name] = entity
        self._met[entity] = min(start, self._met.get(entity, start))
        words = name.split()
        if len(words) <= 1:
            return
        # 'von der Leyen', 'bin Farhan', 'Galvez' of 'Xochitl Galvez Ruiz'
        for part in (*(" ".join(words[i:]) for i in range(1, len(words))), *words[1:-1]):
            if len(part) > MIN_PART:
                self._parts[plain(part)].add(entity)
        # 'Zulkifli', 'Evo': some go by their first name.
        # The world may have less of a name than the article ('Ali Bongo' of 'Ali Bongo Ondimba').
        families = {family_name(words), family_name(entity.label.split())}
        for part in dict.fromkeys((*sorted(families), words[-1], words[0])):
            if part.lower() in self._lexicon.words["peerage"]:
                continue
            if part == words[0] and part.lower() in self._lexicon.words["officeNoun"]:
                # The model may take a title for a part of the name ('President Bush').
                continue
            other = self._persons.get(part)
            if other is None or other == entity:
                self._persons[part] = entity
            elif part in families:
                # Persons of one surname: the surname alone names none of them.
                both = tuple(dict.fromkeys((*(other.candidates or (other,)), entity)))
                self._persons[part] = Entity("Unresolved", part, key=part.lower(), candidates=both)

    def known(self, name: str) -> Entity | None:
        """The person of that name, or the two whose surname it is; None when not met."""
        found = self._persons.get(name)
        if found is not None:
            return found
        alike = self._parts.get(plain(name), set())
        if len(alike) == 1:
            return next(iter(alike))
        first, _, rest = name.partition(" ")
        return self.known(rest) if rest and first.lower() in self._lexicon.words["peerage"] else None

    def person(self, match: PersonMatch) -> Entity:
        """Who a name means: the person met before, or for a surname alone the world's one office holder."""
        known = self.named_at(match.name, self._document.span(match.tokens).start)
        if known is not None:
            return known
        if len(match.tokens) == 1:
            for fits in (self._may_be, self._is_famous):
                holders = {h.holder for h in self._holdings.get(match.name, ()) if fits(match, h)}
                if len(holders) == 1:
                    return self._persons.setdefault(match.name, holders.pop())
            title = match.tokens.doc[match.tokens.start - 1].text if match.tokens.start else ""
            if title.lower() in self._lexicon.words["reigning"]:
                # A queen goes by title and given name alone.
                return self._persons.setdefault(match.name, self.newcomer(f"{title} {match.name}"))
            meant = {e for e in self._met if is_misspelt(family_name(e.label.split()), match.name)}
            if len(meant) == 1:
                # 'Mauer' of whom the article calls Ana Maurer as well
                return self._persons.setdefault(match.name, meant.pop())
        return self.newcomer(match.name)

    def _may_be(self, match: PersonMatch, holding: Holding) -> bool:
        """Whether a surname alone may be an office holder's: of a polity that the article names, or by title.

        'President X' may have come to office again since the world was last looked at.
        """
        before = match.tokens.start - 1
        title = match.tokens.doc[before].lower_ if before >= 0 else ""
        if title in office_nouns(holding.office):
            if self._is_of_another(match.tokens.doc[max(before - 2, 0) : max(before, 0)], holding):
                return False
            return self._date is None or holding.start is None or holding.start <= self._date
        if holding.holder.label.split()[-1].strip("IVX") == "":
            # 'Karl' alone is hardly King Karl XIV.
            return False
        return self._date is not None and holding.may_cover(self._date) and holding.office.of in self._states

    def _is_of_another(self, words: Tokens, holding: Holding) -> bool:
        """Whether a state stands before a title that is not of it: no 'Saudi King X' is King X of Jordan."""
        # 'In Germany President X said': where he says so is not of what.
        near = [t for t in words if t.tag_ != "POS" and t.dep_ != "pobj"][-1:]
        named = {name.entity for token in near for name in self._world.named(token.text)}
        states = {entity for entity in named if entity.kind == "State"}
        return bool(states) and holding.office.of not in states

    def _is_famous(self, match: PersonMatch, holding: Holding) -> bool:
        """Whether a surname may be that of whom nobody need introduce: who held office some years off."""
        dates = [d for d in (holding.start, holding.end, holding.as_of) if d is not None]
        near = self._date is None or any(abs(d.year - self._date.year) <= FAME for d in dates)
        return near and holding.office.of in self._states and match.name.lower() not in given_names()

    def named_at(self, name: str, start: int) -> Entity | None:
        """The person of that name as far as the article has come, where two have the surname.

        Told by 'Mr' or 'Ms', by who alone was named before, who goes by the surname where the paragraph has
        no other, who is not the other's wife or son, who is named in the paragraph, or who is in office.
        """
        known = self.known(name)
        if known is None or known.resolved:
            return known
        told = gender_before(self._document.article.text, start, self._lexicon)
        paragraph = next((p.start for p in self._document.article.paragraphs if start < p.end), start)
        before = self._document.article.text[paragraph:start]
        # By any of their names in full ('Ana Maria Brandt' is Ana Brandt).
        labels = {e.label for e in known.candidates}
        here = {e.label for n, e in self._persons.items() if " " in n and e.label in labels and n in before}
        tests: tuple[Callable[[Entity], bool], ...] = (
            lambda e: told is not None and self.pronoun(e) == told,
            lambda e: self._met.get(e, start) < start,
            lambda e: self._goes_by(e, name, known.candidates) and here <= {e.label},
            lambda e: self._lexicon.words["kin"].isdisjoint(self._nouns[e.label]),
            lambda e: e.label in here,
            lambda e: bool(self.offices.of(e)),
            lambda e: self._goes_by(e, name, known.candidates),
        )
        likely = list(known.candidates)
        for fits in tests:
            likely = [e for e in likely if fits(e)] or likely
            if len(likely) == 1:
                return likely[0]
        return known

    def _goes_by(self, person: Entity, surname: str, others: Iterable[Entity]) -> bool:
        """Whether the article has called somebody by the surname alone before it names any other of it."""
        text, start = self._document.article.text, self._met.get(person, 0)
        other = min((self._met.get(e, 0) for e in others if e != person), default=start)
        alone = re.findall(rf"\b{re.escape(surname)}\b", text[start : max(start, other)])
        # The first is that in the whole name.
        return len(alone) > 1

    def newcomer(self, name: str) -> Entity:
        """The person of that name, met for the first time if need be."""
        return self._persons.setdefault(name, _newcomer(name))

    def correct(self, old: Entity, new: Entity) -> None:
        """Put a better description of a person in place of the one known so far."""
        self._persons = {name: new if known == old else known for name, known in self._persons.items()}

    def rename(self, old: Entity, new: Entity) -> None:
        """Give a person a fuller name; what was said of the one is said of the other."""
        self.correct(old, new)
        self._nouns[new.label] |= self._nouns[old.label]
        gender = self._genders.get(old)
        if gender is not None:
            self._genders.setdefault(new, gender)

    def name(self, described: Entity, person: Entity, noun: str) -> None:
        """Remember that a person without a name, described by a noun, is the one of that name."""
        self.offices.name(described, person)
        self.describe(person, {noun})

    def describe_body(self, body: Entity, nouns: Iterable[str]) -> None:
        """Remember what a body is called, also by the words of its name: not 'the generals' the Assembly."""
        words, people = body.label.lower().split(), self._lexicon.words["occupation"]
        self._nouns[body.label] |= (called := {*nouns} if body.kind == "Group" else {*nouns, *words} - people)
        self._body_nouns |= called

    def calls_bodies(self, noun: str) -> bool:
        """Whether the article has used a noun of any body."""
        return noun in self._body_nouns

    def describe(self, person: Entity, nouns: Iterable[str]) -> None:
        """Remember by which nouns the article describes a person."""
        called = set(nouns)
        self._nouns[person.label] |= called
        self._person_nouns |= called

    def calls_persons(self, noun: str) -> bool:
        """Whether the article has used a noun of any person."""
        return noun in self._person_nouns

    def is_called(self, entity: Entity, noun: str) -> bool:
        """Whether the article has used a noun of somebody or something named."""
        return entity.resolved and noun in self._nouns.get(entity.label, ())

    def is_described(self, person: Entity) -> bool:
        """Whether the article says of a person what he or she is."""
        return bool(self._nouns.get(person.label) or self.offices.of(person))

    def fits(self, person: Entity, nouns: Set[str]) -> bool:
        """Whether the article describes somebody by one of some nouns, or the office that he holds does."""
        if person.local or person.kind != "Person":
            # Without a name: the words themselves.
            return not nouns.isdisjoint(person.label.lower().split())
        held = (noun for office in self.offices.likely(person) for noun in office_nouns(office))
        called = self._nouns[person.label]
        # 'Vice President X' of nobody knows which state
        whole = any(map(called.issuperset, several_worded(frozenset(nouns))))
        return whole or not nouns.isdisjoint({*called, *held})


def _newcomer(name: str) -> Entity:
    return Entity("Person", name, key=name.lower())
