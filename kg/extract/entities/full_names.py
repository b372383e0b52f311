"""Names in full, in the order in which they tell who is who; a headline has people by their surnames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import pairwise

from kg.extract.entities.name_parts import is_only_name
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.surface import Surface
from kg.extract.entities.surnames import family_names
from kg.knowledge.given_names import given_names
from kg.language.english import Document, Sentence

#: A longer line is a sentence of the article.
MAX_TOKENS = 20
#: Shorter words have no capital ('to', 'with', 'over').
SMALL = 5


def named_in_full(surface: Surface, peerage: Set[str]) -> list[tuple[PersonMatch, bool]]:
    """The persons whom an article has by more than one name, and whether that is in a headline.

    Who goes by a title of the `peerage` ('Lord X') comes after whoever is named so in full, and a headline
    after the article.
    """
    above = _headlines(surface.document)
    found = [
        (person, sentence.number in above)
        for sentence in surface.document.sentences
        for person in surface.unlisted(sentence)
        if len(person.tokens) > 1
    ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].tokens[0].lower_ in peerage))


def with_shared_surname(surface: Surface) -> Iterator[tuple[str, str, int]]:
    """The given names that stand before whole ones of the same surname ('Karl and Ana Brandt').

    Each with the name in full and where it stands. In 'Monika, Karl and Ana Brandt' there is no knowing.
    """
    for sentence in surface.document.sentences:
        persons = surface.persons(sentence)
        for one, other in pairwise(persons):
            first, doc = one.tokens[0], one.tokens.doc
            beside = other.tokens.start - one.tokens.end == 1 and doc[one.tokens.end].lower_ == "and"
            alone = len(one.tokens) == 1 and len(other.tokens) > 1 and first.dep_ != "conj"
            if beside and alone and first.lower_ in given_names():
                surname = family_names(other.name)
                if surname is not None:
                    yield first.text, f"{first.text} {surname}", surface.document.span(first).start


def _headlines(document: Document) -> frozenset[int]:
    """The numbers of the sentences that are headlines: the first line, and lines with capitals throughout."""
    sentences = document.sentences
    found = set()
    for index, sentence in enumerate(sentences):
        near = sentences[max(0, index - 1) : index + 2]
        alone = all(s is sentence or s.paragraph != sentence.paragraph for s in near)
        if alone and len(sentence.tokens) <= MAX_TOKENS and (not index or _has_capitals(sentence)):
            found.add(sentence.number)
    return frozenset(found) if len(found) < len(sentences) else frozenset()


def _has_capitals(sentence: Sentence) -> bool:
    """Whether all longer words of a line have a capital."""
    return all(t.text[0].isupper() for t in sentence.tokens if t.is_alpha and len(t) >= SMALL)


def surname_in(person: PersonMatch, is_surname: Callable[[str], bool]) -> str | None:
    """The surname in what the model takes for a whole name in a headline ('Ailing [Brandt]').

    Not where the first word is a given name.
    """
    first = person.tokens[0]
    if first.lower_ in given_names() or (is_only_name(first) and not is_surname(first.text)):
        return None
    words: Iterable[str] = (t.text for t in person.tokens)
    return next((word for word in words if is_surname(word)), None)
