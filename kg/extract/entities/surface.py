"""What stands where in the sentences of an article: names of the world, offices, organs and persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.names import NameIndex, NameMatch, is_common_word
from kg.extract.entities.no_names import inside_person, is_forename, is_inside, is_language
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.person_spans import person_spans
from kg.extract.entities.place_spans import place_spans
from kg.extract.entities.senses import Senses
from kg.extract.entities.short_names import short_names, shortened_bodies
from kg.extract.entities.surnames import is_half, last_name, surnames, unaccented
from kg.extract.entities.teams import as_team, is_match_report
from kg.extract.entities.titles import TitleIndex, TitleMatch, is_modifier, is_of_own_name
from kg.extract.entities.told_bodies import BodyWords, body_words, told_bodies, where
from kg.extract.entities.told_persons import Beside, with_article, words_beside
from kg.extract.phrases import lemma
from kg.extract.quotes import find_quotes
from kg.knowledge.gazetteer import GEONAMES, load_gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.world import Holding, Name, World
from kg.language.english import Document, Sentence
from kg.model import Entity, Span
from kg.read.transcript import declared, turns_of

#: What makes the name of a state or town that of a county, a river or an island.
_FEATURE = re.compile(
    r"\s(?:County|Parish|River|Valley|Islands?|Bay|Lake|Mountains?|Falls|Beach|Canal|Basin|Delta|Strait)\b"
)

#: The signs that make the name of a state that of its money.
_CURRENCIES = ("$", "£")


@dataclass(frozen=True, slots=True, eq=False)
class Indexes:
    """What is looked up in each sentence; made once for a world and a lexicon.

    `contest` are words of sport, `places` nouns for towns and regions, `beside` words in and beside the names
    of persons, `bodies` those that tell a body, `holdings` the tenures that the world knows, by the surname
    of the holder or the name of a monarch, `held` the same by the holder.
    """

    names: NameIndex
    senses: Senses
    contest: tuple[str, ...]
    places: frozenset[str]
    beside: Beside
    bodies: BodyWords
    offices: TitleIndex
    organs: TitleIndex
    holdings: Mapping[str, tuple[Holding, ...]]
    held: Mapping[Entity, tuple[Holding, ...]]


def _is_mothers(label: str, name: str) -> bool:
    """Whether the last word of a name in full is the mother's surname, which nobody goes by.

    >>> _is_mothers("Pedro Sánchez", "Pedro Sánchez Pérez-Castejón")
    True
    >>> _is_mothers("Pedro Alliana", "Pedro Lorenzo Alliana Rodríguez")
    True
    >>> _is_mothers("Moon Jae-in", "Jae-in Moon")
    False
    """
    given, *others = name.split()
    return given == label.split()[0] and last_name(label) in others[:-1]


def make_indexes(lexicon: Lexicon, world: World) -> Indexes:
    """What every article's extraction looks up; make it once."""
    holdings: dict[str, tuple[Holding, ...]] = {}
    written: dict[Entity, set[str]] = {h.holder: {last_name(h.holder.label)} for h in world.holdings}
    for name in world.names:
        if name.entity in written and " " in name.text and not _is_mothers(name.entity.label, name.text):
            written[name.entity].add(last_name(name.text))
    held: dict[Entity, tuple[Holding, ...]] = {}
    for holding in world.holdings:
        held[holding.holder] = (*held.get(holding.holder, ()), holding)
        surnames = written[holding.holder]
        for surname in surnames | {unaccented(s) for s in surnames}:
            holdings[surname] = (*holdings.get(surname, ()), holding)
    senses = Senses(world, load_gazetteer())
    return Indexes(
        NameIndex(world),
        senses,
        tuple(sorted(lexicon.words["contest"])),
        frozenset(noun for noun, kind in lexicon.anaphors.items() if kind == "Place"),
        words_beside(lexicon),
        body_words(lexicon),
        TitleIndex(lexicon.offices, lexicon.words["surname"], lexicon.words["lesser"]),
        TitleIndex(lexicon.organs, lexicon.words["surname"], lexicon.words["rivalling"]),
        holdings,
        held,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """What stands in one sentence; `unlisted` are the persons that only the model knows."""

    names: tuple[NameMatch, ...]
    offices: tuple[TitleMatch, ...]
    organs: tuple[TitleMatch, ...]
    unlisted: tuple[PersonMatch, ...]
    persons: tuple[PersonMatch, ...]


class Surface:
    """The sentences of an article with what was found in each before anything is resolved."""

    def __init__(self, document: Document, indexes: Indexes) -> None:
        self.document = document
        article = document.article
        #: The turns of a transcript, what is declared together, and the quotations, in reading order.
        self.turns = turns_of(article.text, article.paragraphs)
        self.declared = declared(article.text, article.paragraphs)
        self.quotes = self._quotes()
        self._sentence_of: dict[tuple[int, int], Sentence] = {}
        self._lines: dict[int, _Line] = {}
        offices = {s.number: indexes.offices.find(s.tokens) for s in document.sentences}
        known_surnames = surnames(document, indexes.names, offices, indexes.beside.lists)
        beside = with_article(indexes.beside, document, indexes.bodies.said, indexes.holdings.keys())
        for sentence in document.sentences:
            doc = id(sentence.tokens.doc)
            for index in range(sentence.tokens.start, sentence.tokens.end):
                self._sentence_of[doc, index] = sentence
        known = {s.number: _known(document, s, indexes, known_surnames) for s in document.sentences}
        places = {s.number: place_spans(s, known[s.number], known_surnames) for s in document.sentences}
        named = indexes.senses.settled(document.article.text, known, places)
        self._settlements = _settlements(document, indexes.places)
        shortened = short_names(article.text, indexes.names)
        bodies = told_bodies(document, indexes.bodies)
        listed = _listed(document, named.values())
        played = is_match_report(document.article.text, indexes.contest)
        for sentence in document.sentences:
            names = named[sentence.number]
            if listed:
                names = _repeated(document, sentence, names, listed)
            if played:
                names = tuple(as_team(m, _root(sentence, m.span)) for m in names)
            self._lines[sentence.number] = _line(
                sentence,
                names,
                offices[sentence.number],
                indexes.organs,
                beside,
                self._settlements | shortened.keys() | bodies.keys(),
            )
        matches = [match for line in self._lines.values() for match in line.names]
        short = shortened_bodies(article.text, shortened, matches, indexes.names)
        self._bodies = (*short, *where(article.text, bodies))
        #: The names of bodies that the model takes for persons' and the article tells to be none.
        self.told_bodies = frozenset(bodies)

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in."""
        return self._sentence_of[id(token.doc), token.i]

    def _quotes(self) -> tuple[Span, ...]:
        article = self.document.article
        own = (*self.turns, self.declared) if self.declared is not None else self.turns
        said = {words for turn in own for words in turn.words}
        return tuple(
            q
            for p in article.paragraphs
            for q in ((p,) if p in said else find_quotes(article.text, p.start, p.end))
        )

    def without_turns(self) -> None:
        """Read as the article's own words what a transcript has nobody say."""
        self.turns = ()
        self.quotes = self._quotes()

    def is_quoted(self, words: Span | Token) -> bool:
        """Whether some words stand inside quotation marks."""
        span = self.document.span(words) if isinstance(words, Token) else words
        return any(q.contains(span) for q in self.quotes)

    def is_wholly_quoted(self, sentence: Sentence) -> bool:
        """Whether all words of a sentence stand inside quotation marks."""
        return all(self.is_quoted(t) for t in sentence.tokens if t.is_alpha)

    def names(self, number: int) -> tuple[NameMatch, ...]:
        """The names of the world in the sentence of that number, in reading order."""
        return self._lines[number].names if number in self._lines else ()

    def offices(self, sentence: Sentence) -> tuple[TitleMatch, ...]:
        """The offices named in a sentence, in reading order."""
        return self._lines[sentence.number].offices

    def unlisted(self, sentence: Sentence) -> tuple[PersonMatch, ...]:
        """The persons of a sentence that are no names of the world, in reading order."""
        return self._lines[sentence.number].unlisted

    def persons(self, sentence: Sentence) -> tuple[PersonMatch, ...]:
        """All persons named in a sentence, in reading order."""
        return self._lines[sentence.number].persons

    def _line_of(self, token: Token) -> _Line:
        return self._lines[self.sentence_of(token).number]

    def name_at(self, token: Token) -> NameMatch | None:
        """The name of the world that covers a token."""
        sentence = self.sentence_of(token)
        at = sentence.base + token.idx
        matches = self._lines[sentence.number].names
        return next((m for m in matches if m.span.start <= at < m.span.end), None)

    def named_at(self, token: Token) -> Entity | None:
        """What the name that covers a token names; None without a name or when it is ambiguous."""
        match = self.name_at(token)
        return match.name.entity if match is not None and match.name is not None else None

    def body_at(self, token: Token) -> Entity | None:
        """The organisation at a token that the article abbreviates or tells to be no person."""
        if not self._bodies:
            return None
        at = self.document.span(token).start
        return next((e for span, e in self._bodies if span.start <= at < span.end), None)

    def office_at(self, token: Token) -> TitleMatch | None:
        """The office whose words cover a token."""
        return _at(self._line_of(token).offices, token)

    def other_names(self, token: Token) -> tuple[str, ...]:
        """What else the office at a token may be called: 'the leader' is a president as well."""
        title = self.office_at(token)
        return tuple(slug.replace("-", " ") for slug in title.pattern.resolves) if title is not None else ()

    def organ_at(self, token: Token) -> TitleMatch | None:
        """The organ whose words cover a token."""
        match = self.organ_beside(token)
        return match if match is not None and not is_modifier(match) else None

    def organ_beside(self, token: Token) -> TitleMatch | None:
        """The same, also where the words only describe another noun ('an army spokesman')."""
        return _at(self._line_of(token).organs, token)

    def is_settlement(self, token: Token) -> bool:
        """Whether a word is the name of what the article calls a town, village or the like."""
        return token.text in self._settlements

    def person_at(self, token: Token) -> PersonMatch | None:
        """The person whose name covers a token, or ends before the day by which the parser hangs it."""
        if token.ent_type_ == "DATE" and token.i and token.nbor(-1).head.i == token.i:
            # 'Ana Brandt Monday said'
            token = token.nbor(-1)
        persons = self._line_of(token).persons
        return next((p for p in persons if p.tokens.start <= token.i < p.tokens.end), None)


def _at(titles: tuple[TitleMatch, ...], token: Token) -> TitleMatch | None:
    return next((t for t in titles if t.tokens.start <= token.i < t.tokens.end), None)


def _known(
    document: Document, sentence: Sentence, indexes: Indexes, taken: Mapping[str, bool]
) -> tuple[NameMatch, ...]:
    """The names of the world in a sentence, without those that are a part of a person's name."""
    names, text = [], document.article.text
    for match in indexes.names.find(text, sentence.span.start, sentence.span.end):
        tokens = _tokens(sentence, match.span)
        person = match.names[0].entity.kind == "Person"
        if not tokens or (not person and inside_person(sentence, tokens)):
            continue
        first, kind = taken.get(document.text(match.span)), match.names[0].entity.kind
        if first is not None and (tokens[0].dep_ != "pobj" if kind in {"Place", "State"} else first):
            continue
        if person and (is_half(tokens) or (first is not None and inside_person(sentence, tokens))):
            # 'Simone Gbagbo' is not her husband, nor 'Ana Gil-Gbagbo'.
            continue
        if not person and (is_language(match, tokens) or is_forename(match, tokens)):
            continue
        if all(name.use == "metonym" for name in match.names) and is_inside(tokens):
            continue
        if tokens[-1].dep_ == "compound" and tokens[-1].head.text.islower() and is_common_word(text, match):
            # 'Turkey farmers'
            continue
        if match.names[0].use == "name" and _FEATURE.match(text, match.span.end):
            continue
        national = text.endswith("National ", 0, match.span.start)
        if national and text.startswith("Security Council", match.span.start):
            # 'Arland's National Security Council' is not that of the United Nations.
            continue
        if text.startswith(_CURRENCIES, match.span.end):
            # 'US$ 2.9 billion'
            continue
        names.append(match)
    return tuple(names)


def _listed(document: Document, names: Iterable[tuple[NameMatch, ...]]) -> dict[str, Entity]:
    """The places that an article names and only the gazetteer knows, by its words for them."""
    return {
        document.text(match.span): match.name.entity
        for matches in names
        for match in matches
        if match.name is not None and (match.name.entity.iri or "").startswith(GEONAMES)
    }


def _repeated(
    document: Document, sentence: Sentence, names: tuple[NameMatch, ...], places: Mapping[str, Entity]
) -> tuple[NameMatch, ...]:
    """The names of a sentence with the places among them that the article has named elsewhere."""
    found = list(names)
    pattern = "|".join(re.escape(words) for words in sorted(places, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", document.text(sentence.span)):
        span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
        if any(span.overlaps(m.span) for m in names):
            continue
        tokens = _tokens(sentence, span)
        if all(t.pos_ == "PROPN" and t.ent_type_ != "PERSON" for t in tokens):
            found.append(NameMatch(span, (Name(match.group(), places[match.group()], "name"),)))
    return tuple(sorted(found, key=lambda m: m.span))


def _settlements(document: Document, nouns: frozenset[str]) -> frozenset[str]:
    """What the model takes for a person and the article calls a place ('the village of X')."""
    persons = (e for s in document.sentences for e in s.entities if e.label_ == "PERSON" and e.start > 1)
    return frozenset(
        e.text for e in persons if e.doc[e.start - 1].lower_ == "of" and lemma(e.doc[e.start - 2]) in nouns
    )


def _line(
    sentence: Sentence,
    names: tuple[NameMatch, ...],
    titles: tuple[TitleMatch, ...],
    organs: TitleIndex,
    beside: Beside,
    others: Set[str],
) -> _Line:
    persons: list[PersonMatch] = []
    taken: set[int] = set()
    for match in names:
        tokens = _tokens(sentence, match.span)
        if match.names[0].entity.kind == "Person":
            persons.append(PersonMatch(tokens[0].doc[tokens[0].i : tokens[-1].i + 1]))
        else:
            taken.update(token.i for token in tokens)
    office_words = {t.i for title in titles for t in title.tokens}
    found = person_spans(sentence.tokens, taken | office_words, titles, beside)
    unlisted = tuple(p for p in found if p.name not in others and not any(_is_end(p, one) for one in persons))
    both = list(unlisted)
    for one in persons:
        if not any(p.tokens.start <= one.tokens.start < p.tokens.end for p in both):
            both.append(one)
    return _Line(
        names,
        titles,
        tuple(organ for organ in organs.find(sentence.tokens) if not is_of_own_name(organ, taken)),
        unlisted,
        tuple(sorted(both, key=lambda p: p.tokens.start)),
    )


def _is_end(person: PersonMatch, whole: PersonMatch) -> bool:
    """Whether a name is but the end of another, behind a hyphen ('Jun Brandt' in 'Han-Jun Brandt')."""
    hyphen = whole.tokens.start < person.tokens.start and person.tokens[0].nbor(-1).text == "-"
    return hyphen and person.tokens.end == whole.tokens.end


def _root(sentence: Sentence, span: Span) -> Token:
    tokens = _tokens(sentence, span)
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].root


def _tokens(sentence: Sentence, span: Span) -> list[Token]:
    start, end = span.start - sentence.base, span.end - sentence.base
    return list(sentence.tokens.doc.char_span(start, end, alignment_mode="expand") or ())
