"""The surnames of the persons whom an article names in full: they come before other names of that word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Literal

from spacy.tokens import Token

from kg.extract.entities.name_parts import has_age
from kg.extract.entities.names import NameIndex
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import child, lemma
from kg.knowledge.given_names import given_names
from kg.language.english import Document, Sentence

#: Two spellings of one given name begin with so many letters alike ('Joe' and 'Joseph').
SAME_GIVEN = 2

#: So many letters a short form of a given name has at least ('Ken' of 'Kenneth').
SHORT_FORM = 3
#: Names of so many letters are the same where one letter is another ('Kristin' and 'Kristen').
MISSPELT = 5

#: No given name alone ('Abdul Wahid' is no other of that surname).
_SERVANT = frozenset({"Abdul", "Abdel", "Abd", "Abu"})
#: What joins the parts of a surname, and the article in Arabic ones.
_JOINED = re.compile(r"\b[Aa]l-|\b[Ee]l-|-")
#: The number of a monarch or pope.
_NUMBERED = re.compile(r"\s[IVX]+$")

#: The name that stands behind 'Mr' or 'Ms'.
_ADDRESSED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z][\w’'-]+)(?! [A-Z])")
#: A given name of two halves ('Ka-chiu').
_TWO_HALVES = re.compile(r"[A-Z][a-z]+-[a-z]+")


def last_name(name: str) -> str:
    """The surname of a person, or a monarch's name without its number.

    >>> last_name("Ana Brandt"), last_name("Karl XIV")
    ('Brandt', 'Karl')
    """
    words = _NUMBERED.sub("", name).split()
    return words[-1]


def family_name(words: Sequence[str]) -> str:
    """The word of a name that is the surname: that before a given name of two halves, which stands last.

    >>> family_name(["John", "Lee", "Ka-chiu"]), family_name(["Han", "Min-soo"])
    ('Lee', 'Han')
    >>> family_name(["Kim", "Ana", "Gil-Brandt"])
    'Gil-Brandt'
    """
    both = len(words) > 1 and _TWO_HALVES.fullmatch(words[-1]) is not None
    return words[1 if len(words) > 2 else 0] if both else words[-1]


def family_names(name: str) -> str | None:
    """All of a surname: with its particles; None where a name has none or has it first.

    >>> family_names("Ana Brandt"), family_names("Ana van der Brandt"), family_names("Han Min-soo")
    ('Brandt', 'van der Brandt', None)
    """
    words = _NUMBERED.sub("", name).split()
    if len(words) < 2 or family_name(words) != words[-1]:
        return None
    first = next((i for i, word in enumerate(words[1:], 1) if word[0].islower()), len(words) - 1)
    return " ".join(words[first:])


def is_same(name: str, other: str) -> bool:
    """Whether two names in full with one surname are one person's, written otherwise.

    With a middle name or initial and without, with a given name in short, or with one letter wrong.

    >>> is_same("James B. Brandt", "James Brandt"), is_same("Karl W. Brandt", "Karl H. Brandt")
    (True, False)
    >>> is_same("Ken Brandt", "Kenneth Brandt"), is_same("Kristin Brandt", "Kristen Brandt")
    (True, True)
    """
    (first, *middle), (given, *also) = (n.replace("’", "'").split()[:-1] or [""] for n in (name, other))
    if middle and also and middle[0][0] != also[0][0]:
        return False
    if first == given:
        return bool(first) and "." not in first
    short, long = sorted((first, given), key=len)
    if len(short) >= SHORT_FORM and long.startswith(short):
        # 'Julia' and 'Julian' are two.
        return pronoun_of(f"{short} X") == pronoun_of(f"{long} X")
    # The last letter tells a man's name from a woman's.
    return len(short) > MISSPELT and is_misspelt(short, long) and short[-1] == long[-1]


def is_misspelt(name: str, other: str) -> bool:
    """Whether two words for a name differ by one letter, which is not the first nor an 's' at the end.

    Or by two that have changed places.

    >>> is_misspelt("Maurer", "Mauer"), is_misspelt("Peters", "Peter"), is_misspelt("Kolb", "Kalb")
    (True, False, False)
    >>> is_misspelt("Maurer", "Muarer")
    True
    """
    short, long = sorted((name, other), key=len)
    if len(short) < MISSPELT or len(long) - len(short) > 1 or short[0] != long[0] or f"{short}s" == long:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short != long and (swapped or short[at + (len(short) == len(long)) :] == long[at + 1 :])


def pronoun_of(name: str) -> Literal["he", "she"] | None:
    """By which pronoun somebody of that full name goes, by the first word; None where that tells nothing.

    >>> pronoun_of("Hillary Clinton"), pronoun_of("Clinton"), pronoun_of("Kim Yong-hwan")
    ('she', None, None)
    """
    first, _, rest = name.partition(" ")
    return given_names().get(unaccented(first).lower()) if rest else None


def unaccented(name: str) -> str:
    """A name as a newspaper without accents writes it.

    >>> unaccented("Erdoğan")
    'Erdogan'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def addressed(text: str) -> frozenset[str]:
    """The single words that a text has behind 'Mr' or 'Ms'."""
    return frozenset(_ADDRESSED.findall(text))


def is_half(name: Sequence[Token]) -> bool:
    """Whether a surname is but the second half of one that ends a whole name ('Ana Gil-[Brandt]')."""
    last = name[0]
    if len(name) > 1 or last.i < 3 or last.nbor(-1).text != "-" or last.nbor(-1).whitespace_:
        return False
    # In 'the Gil-Brandt summit' the two are two.
    parts = (last.nbor(-2), last.nbor(-3))
    return last.dep_ != "compound" and all(t.is_title and t.dep_ == "compound" for t in parts)


def alone(document: Document) -> frozenset[str]:
    """The single words that the model takes for the name of a person somewhere in an article."""
    entities = (e for sentence in document.sentences for e in sentence.entities)
    return frozenset(e.text for e in entities if len(e) == 1 and e.label_ == "PERSON")


def speaking(document: Document, said: Set[str]) -> frozenset[str]:
    """The single words that stand for who says something, whatever the model takes them for.

    'Police' is a word that the article has in small letters as well.
    """
    heads = (e.root for sentence in document.sentences for e in sentence.entities if len(e) == 1)
    # The tagger takes 'Guterres' for a plural.
    named = (t for t in heads if t.tag_ in {"NNP", "NNS"} and t.dep_ == "nsubj")
    subjects = (t for t in named if lemma(t.head) in said)
    words = {t.text for t in subjects if child(t, "det", "amod", "compound") is None}
    text = document.article.text
    return frozenset(w for w in words if re.search(rf"\b{re.escape(w.lower())}\b", text) is None)


def surnames(
    document: Document,
    names: NameIndex,
    offices: Mapping[int, tuple[TitleMatch, ...]],
    lists: Mapping[str, frozenset[str]],
) -> Mapping[str, bool]:
    """The surnames of persons named in full ('Valeska Paris'): alone they name the person and no place.

    So do the given names of relatives ('his son Saddam'). With whether the article, below its title, has the
    surname first in that name: then it is nobody of the world's either. `offices` are those of each sentence
    by its number, `lists` those of the lexicon by name.
    """
    found: dict[str, bool] = {}
    titles = lists["title"] | lists["peerage"]
    # A headline has people by their surnames.
    title = document.article.title_span
    body = document.article.text[title.end if title is not None else 0 :]
    for sentence in document.sentences:
        for name in _full_names(sentence, offices[sentence.number], titles):
            known = names.find(name)
            last = known[-1].span if known else None
            surname = name.rpartition(" ")[2]
            if last is not None and last.start and last.end == len(name):
                # Of 'Riyad al-Maliki' and 'Ana Gil-Maliki' the world knows the last part.
                surname = name[last.start :]
            if surname not in found and _is_unlisted(name, surname, names):
                first = re.search(rf"\b{re.escape(surname)}\b", body)
                at = body.find(name)
                found[surname] = first is not None and at <= first.start() < at + len(name)
    kin = (name for name in _relatives(body, lists["kin"] - lists["parent"]) if not _is_state(name, names))
    return {**dict.fromkeys(kin, True), **found}


def _is_state(name: str, names: NameIndex) -> bool:
    """Whether a state is called so ('her daughter Georgia')."""
    return any(n.entity.kind == "State" for match in names.find(name) for n in match.names)


def _relatives(text: str, kin: Set[str]) -> Iterator[str]:
    """What somebody's son or wife is called: 'his son Saddam' is nobody whom the world calls so."""
    nouns = "|".join(map(re.escape, sorted(kin)))
    pattern = rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y) (?:{nouns}),? ([A-Z]\w+)(?! [A-Z])"
    return (match[1] for match in re.finditer(pattern, text))


def _is_unlisted(name: str, surname: str, names: NameIndex) -> bool:
    """Whether the world knows a surname, and nobody of that name in full to whom it belongs."""
    known = names.find(name)
    last = known[-1] if known else None
    if last is None or last.span.end != len(name):
        return False
    if len(last.span) < len(name):
        # 'Joseph Biden' is the Joe Biden of the world.
        given = {unaccented(n.entity.label)[:SAME_GIVEN] for n in last.names}
        other = unaccented(name)[:SAME_GIVEN] not in given or name.partition(" ")[0] in _SERVANT
        return len(last.span) == len(surname) and other
    whole = {n.entity for n in last.names}
    alone = {n.entity for match in names.find(surname) for n in match.names}
    return bool(alone) and whole.isdisjoint(alone)


def _full_names(sentence: Sentence, offices: Iterable[TitleMatch], titles: Set[str]) -> Iterator[str]:
    """The names of persons in full: the model's, also with an age ('Ana Brandt, 20,'), and those behind an
    office ('President Ana Brandt')."""
    for entity in sentence.entities:
        name = entity.text.removesuffix("'s").removesuffix("’s").strip()
        if (
            (entity.label_ == "PERSON" or has_age(entity))
            and (plain := _JOINED.sub(" ", name).replace("  ", " ")).istitle()
            and plain.rpartition(" ")[0].replace(" ", "").isalpha()
        ):
            yield name
    doc = sentence.tokens.doc
    for title in offices:
        start = end = title.tokens.end
        while end < sentence.tokens.end and doc[end].pos_ == "PROPN" and doc[end].text.istitle():
            end += 1
        named = end - start > 1 and doc[start].lower_ not in titles
        if named and title.tokens[-1].text.istitle() and doc[start].ent_type_ != "ORG":
            yield doc[start:end].text


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without accents, capitals and Arabic article: 'Al-Nakhalah' is 'Nakhalah'.

    >>> plain("al-Nakhalah"), plain("Von der Leyen")
    ('nakhalah', 'von der leyen')
    """
    return unaccented(name).casefold().replace("’", "'").removeprefix("al-").removeprefix("el-")
