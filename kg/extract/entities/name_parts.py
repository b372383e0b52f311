"""The words of a person's name that the model cut off or took for something else."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Set

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.phrases import child, tokens_of

_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
#: So many particles a surname may have before it ("in 't").
MAX_PARTICLES = 3
_ADPOSITIONS = frozenset({"in", "op", "a"})
#: So many tokens a nickname within a name may have.
MAX_NICKNAME = 4
#: So many words a name behind what somebody is may have.
MAX_WORDS = 4
#: Between these numbers one behind a name is an age.
YOUNGEST, OLDEST = 10, 110
#: What the model takes the words for that are no name of a person behind what somebody is.
_OTHER = frozenset({"ORG", "DATE", "TIME", "EVENT", "LAW", "FAC", "WORK_OF_ART"})
#: The endings of nouns that say what somebody does and that no given name has ('geologist', 'beekeeper').
_CALLING = re.compile(
    r"[a-z]{2,}(?:(?<![qk][uv])ist|[gmnrst]ician|ographer|ologer|onomer|osopher"
    r"|keeper|worker|writer|herder|owner|woman|surgeon)"
)
#: What ends so and begins the names of parties and churches as well ('Socialist Workers Front'). They are
#: exceptions to these endings and go with them, not with the words of the lexicon.
_CREEDS = frozenset(
    {
        *("communist", "socialist", "nationalist", "islamist", "marxist", "maoist", "unionist", "loyalist"),
        *("royalist", "populist", "centrist", "leftist", "rightist", "federalist", "separatist", "feminist"),
        *("zionist", "pacifist", "buddhist", "baptist", "methodist", "adventist", "humanist", "anarchist"),
    }
)
#: The Arabic article, and the words that are but the first half of a given name: few, and always the same.
_ARABIC_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "an"})
_HALVES = frozenset({"abdul", "abdel", "abdal", "abdoul", "abd", "abu", "abou", "ibn", "umm", "oum"})
#: What the second half of a given name may be taken for; 'Brandt-era' has none.
_HALF_TAGS = frozenset({"NNP", "VBD", "VB", "VBP", "VBZ", "FW", "UH"})
#: Of how many words it is kept whether they are callings: the same ones are asked about again and again.
WORDS = 10_000
#: The initials of given names ('N. Kumar Brandt').
_INITIALS = re.compile(r"(?:[A-Z]\.)+")


def is_calling(word: str, callings: Set[str]) -> bool:
    """Whether a word in lower case is a noun for what somebody is: one of `callings`, or by its ending.

    >>> is_calling("geologist", set()), is_calling("beekeeper", set()), is_calling("lindqvist", set())
    (True, True, False)
    """
    return word in callings or is_told_by_ending(word)


@functools.lru_cache(maxsize=WORDS)
def is_told_by_ending(word: str) -> bool:
    """Whether the ending of a word says that it is a noun for what somebody does, and no given name.

    >>> is_told_by_ending("technician"), is_told_by_ending("christian"), is_told_by_ending("felician")
    (True, False, False)
    """
    return _CALLING.fullmatch(word) is not None and word not in _CREEDS


def has_age(name: Tokens) -> bool:
    """'Lena, 34, said'."""
    doc, end = name.doc, name.end
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 2].text not in {",", "."}:
        return False
    number = doc[end + 1].text
    return number.isdecimal() and OLDEST >= int(number) >= YOUNGEST


def before_initials(doc: Doc, start: int, first: int, taken: set[int]) -> int:
    """Where a name begins that has initials before it ('N. [Kumar Brandt]')."""
    while start > first and _INITIALS.fullmatch(doc[start - 1].text) and start - 1 not in taken:
        start -= 1
    return start


def before_article(doc: Doc, start: int, first: int, taken: set[int], titles: Set[str]) -> int:
    """Where a name begins that the model cut off at its article ('Qasim [al-Brandt]', 'Qasim al-[Kolb]')."""
    if start - 2 > first and doc[start - 1].text == "-" and doc[start - 2].lower_ in _ARABIC_ARTICLES:
        start -= 2
    if doc[start].lower_ not in _ARABIC_ARTICLES or start == first or start - 1 in taken:
        return start
    before = doc[start - 1]
    joined = start + 1 < len(doc) and doc[start + 1].text == "-"
    named = before.pos_ == "PROPN" and before.text.istitle() and before.ent_type_ in {"", "PERSON"}
    return start - 1 if joined and named and before.lower_ not in titles else start


def before_particles(doc: Doc, start: int, first: int, particles: Set[str], titles: Set[str]) -> int:
    """Where a name begins of which the model has the last word ('Ana de [Vries]', "Ana in 't [Veld]")."""
    index = start
    # 'the Greens' [Ana]'
    while (
        doc[start - 1].is_alpha
        and index > first
        and start - index < MAX_PARTICLES
        and doc[index - 1].text in particles
    ):
        index -= 1
    given = doc[index - 1] if first < index < start else None
    if given is None or given.pos_ != "PROPN" or not given.is_title or not given.is_alpha:
        return start
    where = index == start - 1 and doc[index].lower_ in _ADPOSITIONS
    return start if where or given.lower_ in titles else index - 1


def before_half(doc: Doc, start: int, first: int) -> int:
    """Where a name begins whose given name has a second half in small letters ('Yunus-bek [Brandt]')."""
    at = start - 3
    if at < first or doc[at + 1].text != "-" or not is_only_name(doc[at]):
        return start
    half = doc[at + 2]
    joined = not doc[at].whitespace_ and not doc[at + 1].whitespace_
    return at if joined and half.text.islower() and half.tag_ == "NNP" else start


def before_servant(doc: Doc, start: int, first: int, taken: set[int]) -> int:
    """Where a name begins whose first word is the half of a given name ('Abdul [Qasim Brandt]')."""
    at = start - 1
    if at - 2 >= first and doc[at].text == "-" and doc[at - 1].lower_ in _ARABIC_ARTICLES:
        # 'Abd al-[Qasim Brandt]'
        at -= 2
    elif at - 1 >= first and doc[at].text == "-":
        at -= 1
    if at < first or at in taken or doc[at].lower_ not in _HALVES or not doc[at].text.istitle():
        return start
    return at


def after_hyphen(doc: Doc, end: int, last: int, joining: Set[str]) -> int:
    """Where a name ends whose second half of a given name the model cut off ('Han Hye-[ran]').

    What is `joining` is none ('the Brandt-led party').
    """
    hyphen = end - 1 if doc[end - 1].text == "-" else end
    if hyphen + 1 >= last or hyphen < 2 or doc[hyphen].text != "-" or doc[hyphen].whitespace_:
        return end
    given, half = doc[hyphen - 1], doc[hyphen + 1]
    family = doc[hyphen - 2].ent_type_ == "PERSON" and doc[hyphen - 2].text.istitle()
    joined = family and given.text.istitle() and not given.whitespace_
    syllable = half.text.islower() and half.text.isalpha() and half.tag_ in _HALF_TAGS
    return hyphen + 2 if joined and syllable and half.lower_ not in joining else end


def is_behind_hyphen(token: Token) -> bool:
    """Whether a token is the second half of a word."""
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    return before is not None and before.text == "-" and not before.whitespace_


def before_day(doc: Doc, start: int, last: Token, callings: Set[str]) -> int:
    """Where a name begins whose first word is that of a day ('bus driver Sunday [Brandt]')."""
    day = doc[start - 1] if start >= 2 else None
    given = day is not None and day.ent_type_ == "DATE" and day.dep_ == "compound" and day.head.i == last.i
    within = given and start - 2 >= last.sent.start
    return start - 1 if within and is_calling(doc[start - 2].lower_, callings) else start


def after_particles(doc: Doc, end: int, last: int, particles: Set[str]) -> int:
    """Where a name ends whose surname the model cut off ('[Ana] van der Berg', "[Ana] in 't Veld")."""
    index = end
    while index < last and index - end < MAX_PARTICLES and doc[index].lower_ in particles:
        index += 1
    if index == end or index >= last or doc[index].pos_ != "PROPN" or not doc[index].text[:1].isupper():
        return end
    # 'in' and 'op' are prepositions before all but an article ("in 't Veld").
    where = index == end + 1 and doc[end].pos_ == "ADP" and doc[end].lower_ in _ADPOSITIONS
    return end if where else index + 1


def is_part(token: Token, last: Token, taken: set[int], titles: Set[str]) -> bool:
    """Whether a token is a further given name of the name that ends in `last`."""
    return (
        token.pos_ == "PROPN"
        and token.dep_ == "compound"
        and token.lower_.rstrip(".") not in titles
        and token.head.i == last.i
        and token.i not in taken
        and token.text[:1].isupper()
        and token.text.isalpha()
        and (
            token.ent_type_ in {"", "PERSON", "NORP", "GPE", last.ent_type_}
            or _stands_alone(token)
            # '[Princess Ana] Brandt'
            or (token.ent_iob_ == "I" and token.nbor(-1).lower_ in titles)
        )
        # 'Late on Wednesday Brandt agreed', unlike 'Sunday Brandt, who drives a bus'
        and (token.ent_type_ != "DATE" or token.i == token.sent.start or token.nbor(-1).is_punct)
    )


def is_mistaken(token: Token, taken: set[int]) -> bool:
    """Whether a word that the model takes for no name is one ('Gergely' for an adverb)."""
    named = token.pos_ != "PROPN" and not token.ent_type_ and token.i not in taken
    return named and is_only_name(token)


def is_only_name(token: Token) -> bool:
    """Whether a word with a capital is nothing but a name: the model has seen no such word in lower case."""
    vocab, plain = token.vocab, token.is_alpha and token.is_title
    return plain and vocab.vectors.n_keys > 0 and not vocab.has_vector(token.lower_)


def has_part(name: Tokens, alone: Set[str]) -> bool:
    """Whether the article has a part of a name `alone` for a person ('Brandt said' of 'Ana Brandt')."""
    if len(name) < 2 or not _OTHER.isdisjoint(t.ent_type_ for t in name):
        return False
    # 'the Brandt Foundation'
    if len(name[-1]) == 1:
        return False
    return name[-1].text in alone or (name[0].text in alone and is_only_name(name[-1]))


def _stands_alone(token: Token) -> bool:
    """Whether the model takes this one token for a body's name."""
    return token.ent_iob_ == "B" and (token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I")


def is_hyphenated(doc: Doc, start: int) -> bool:
    """Whether a name goes on before a token behind a hyphen, or is that hyphen's second part ('El-Amin')."""
    before = doc[start - 1]
    joined = not before.whitespace_
    if doc[start].text == "-":
        return joined and before.text[:1].isupper()
    return before.text == "-" and joined and start >= 2 and doc[start - 2].text[:1].isupper()


def before_nickname(doc: Doc, start: int, first: int, titles: Set[str]) -> int:
    """Where a name begins that has a nickname in quotation marks within ('Ana “the Fox” Brandt')."""
    if start - first < 3 or doc[start - 1].text not in _CLOSING or not doc[start - 1].whitespace_:
        return start
    reach = range(start - 2, max(first, start - 2 - MAX_NICKNAME), -1)
    opening = next((i for i in reach if doc[i].text in _OPENING), first)
    given = opening
    while given > first and doc[given - 1].pos_ == "PROPN" and doc[given - 1].lower_ not in titles:
        given -= 1
    return given if given < opening < start - 2 else start


def is_given(token: Token, last: Token, taken: set[int], titles: Set[str]) -> bool:
    """Whether a token is a given name before another word of a name, also one taken for a people's."""
    people = token.tag_ == "NNP" and token.dep_ == "amod" and token.head.i == last.i and token.i not in taken
    return people or is_part(token, last, taken, titles)


def east_asian(sentence: Tokens, taken: set[int]) -> Iterator[Tokens]:
    """'Han Duck-soo', 'Man-kei Tam', whatever the model takes it for: a given name of two parts."""
    doc = sentence.doc
    for hyphen in tokens_of(sentence):
        if hyphen.text != "-" or hyphen.i == sentence.start or hyphen.i + 1 == sentence.end:
            continue
        given, last = hyphen.nbor(-1), hyphen.nbor(1)
        capitals = given.text.istitle() and last.text.islower()
        joined = (
            not given.whitespace_ and not hyphen.whitespace_ and all(t.text.isalpha() for t in (given, last))
        )
        if not capitals or not joined:
            continue
        for family, root in ((hyphen.i - 2, last.i), (hyphen.i + 2, hyphen.i + 2)):
            start, end = min(family, given.i), max(family, last.i) + 1
            if start < sentence.start or end > sentence.end or not doc[family].text.isalpha():
                continue
            name = [t for t in doc[start:end] if t.i != hyphen.i]
            named = doc[family].text.istitle() and all(t.pos_ == "PROPN" and t.i not in taken for t in name)
            if named and all(t.i == root or (t.dep_ == "compound" and t.head.i == root) for t in name):
                yield doc[start:end]


def addressed(sentence: Tokens, taken: set[int], lists: Mapping[str, frozenset[str]]) -> Iterator[Tokens]:
    """'Mr Brandt', 'Mayor Ana Brandt': a person's name, whatever the model takes it for."""
    doc, titles, royal = sentence.doc, lists["title"], lists["royal"]
    for title in tokens_of(sentence):
        word = title.lower_.rstrip(".")
        if word not in titles or not title.text.istitle():
            continue
        end = _capitals(doc, title.i + 1, sentence.end, taken)
        while word in lists["courtesy"] and end < sentence.end and _is_in_capitals(doc[end]):
            # 'Ms. BRANDT (Arland) said', in minutes
            end += 1
        name = doc[title.i + 1 : end]
        # Behind other titles a body's name may stand ('General Motors').
        told = any if word in royal else all
        coined = (len(name) > 1 or word in royal) and told(is_only_name(t) for t in name)
        sure = word in lists["courtesy"] or coined
        if len(name) and sure and all(t.pos_ == "PROPN" for t in name):
            yield name


def introduced(sentence: Tokens, taken: set[int], callings: Set[str], dealing: Set[str]) -> Iterator[Tokens]:
    """'secretary-general Ana Brandt', 'its founder, Given Brandt, said': capitals behind what somebody is.

    The model may take a part of them for a place, a people or a verb, but not the whole for a body, unless it
    is a single word behind a noun that is none of `dealing`, by which bodies go as well ('a nurse, Ana,').
    """
    doc = sentence.doc
    for noun in tokens_of(sentence):
        within = is_calling(noun.lower_, callings) and noun.tag_ in {"NN", "JJ"} and noun.text.islower()
        first = noun.i == sentence.start and is_told_by_ending(noun.lower_)
        if not within and not first:
            continue
        comma = noun.i + 1 < sentence.end and doc[noun.i + 1].text == ","
        start = noun.i + 1 + comma
        end = _capitals(doc, start, sentence.end, taken)
        closed = end < sentence.end and doc[end].text == ","
        name = doc[start:end]
        # 'the neighbour, Ana, said'
        alone = comma and closed and len(name) == 1 and child(noun, "det", "poss") is not None
        named = alone or (1 < len(name) <= MAX_WORDS and (closed or not comma))
        # '[Ana] [Mabena]' is somebody also where the model has the surname alone for a body.
        kinds = {t.ent_type_ for t in (name[:-1] if len(name) > 1 else name)}
        other = _OTHER - {"ORG"} if alone and noun.lower_ not in dealing else _OTHER
        if not named or kinds & other or name[-1].pos_ != "PROPN":
            continue
        # 'the exporter Upper Arland' is a place.
        if alone or comma or not _is_one_entity(name):
            yield name


def _capitals(doc: Doc, start: int, last: int, taken: set[int]) -> int:
    """Where the words with a capital end that stand behind one another."""
    end = start
    while end < last and doc[end].text.istitle() and doc[end].text.isalpha() and end not in taken:
        end += 1
    return end


def _is_in_capitals(token: Token) -> bool:
    """Whether a word may be a surname that is set in capitals throughout."""
    return token.text.isupper() and token.text.isalpha() and len(token) > 1


def _is_one_entity(name: Tokens) -> bool:
    """Whether the model has one name for some words, and not a person's."""
    kinds = {t.ent_type_ for t in name}
    return len(kinds) == 1 and not kinds & {"", "PERSON"}
