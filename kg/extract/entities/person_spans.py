"""Where the names of persons stand in a sentence: the model's, mended at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.entities.name_parts import (
    addressed,
    after_hyphen,
    after_particles,
    before_article,
    before_day,
    before_initials,
    before_nickname,
    before_servant,
    east_asian,
    introduced,
    is_behind_hyphen,
    is_calling,
    is_given,
    is_hyphenated,
    is_part,
    is_told_by_ending,
)
from kg.extract.entities.people import PEERAGE, POLITE, RANKS, PersonMatch
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import FINITE, child, children, dependents, is_plural

#: Between these numbers one behind a name is an age.
YOUNGEST, OLDEST = 10, 110
#: So many capitals alone may still be somebody's initials.
MAX_INITIALS = 2

#: Titles of two words, of which the first alone is a surname, and what stands behind a title of one.
_HONOURS = frozenset({("tan", "sri"), ("toh", "puan")})
_HONOURED = {"tan": {"sri"}, "datuk": {"seri", "sri"}, "dato": {"seri", "sri"}, "datin": {"seri"}}
#: Ranks that are given names as well: behind another rank they are one ('Senator Prince Brandt').
_GIVEN_NAMES = frozenset({"prince", "king", "duke", "earl", "dean"})
#: What they follow where they are none ('Crown Prince', 'the late King').
_ROYAL = frozenset({"crown", "late", "former", "and", "the"})


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that stand in and beside the names of persons.

    `callings` are nouns for what somebody is, `ranks` titles before a name, `letters` abbreviations before or
    behind it ('MP', 'KC'), `particles` the small words of a surname ('van', "'t"), `addressed` the names
    that an article has alone behind 'Mr' or 'Ms'.
    """

    callings: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset()


def person_spans(
    sentence: Tokens, taken: set[int], titles: tuple[TitleMatch, ...] = (), beside: Beside | None = None
) -> tuple[PersonMatch, ...]:
    """The model's persons, where the tokens are not `taken` by a name of the world.

    A name of which the model saw only a part is completed, and one that it missed is found when one of
    the `titles` stands in apposition to it ('Uhuru Kenyatta, a former president').
    """
    words = beside or Beside()
    callings = words.callings
    found: list[PersonMatch] = []
    for entity in sentence.ents:
        start, end = _behind_office(entity, taken), entity.end
        named = entity.label_ == "PERSON" and not any(t.i in taken for t in entity.doc[start:end])
        if not named or _is_acronym(entity) or (found and end <= found[-1].tokens.end):
            continue
        while end > start and (
            _ends_no_name(entity.doc[end - 1])
            or (end - start > 1 and entity.doc[end - 1].text in words.letters)
        ):
            end -= 1
        end = after_particles(entity.doc, end, sentence.end, words.particles)
        end = after_hyphen(entity.doc, end, sentence.end) if end > start else end
        start = before_article(entity.doc, start, sentence.start, taken)
        start = _after_calling(entity.doc, _after_rank(entity.doc, start, end), end, callings)
        if _goes_on(entity.doc, start, end, taken) and entity.doc[end].text not in words.letters:
            end += 1
        if _has_article(entity.doc[start:end]):
            continue
        if end > start and entity.doc[start].text[:1].isupper():
            first = start
            while (
                start > sentence.start
                and is_part(entity.doc[start - 1], entity.doc[end - 1], taken)
                and not is_told_by_ending(entity.doc[start - 1].lower_)
                and not (end - start > 1 and _ends_office(entity.doc[start - 1], callings))
            ):
                start -= 1
            if start > sentence.start and entity.doc[start - 1].dep_ == "det":
                # 'Leader of the Opposition Ana Brandt': given names have no article.
                start = first
            if start == end - 1 and start > sentence.start and entity.doc[start - 1].lower_ in PEERAGE:
                start -= 1
            start = before_nickname(entity.doc, start, sentence.start)
            start = before_day(entity.doc, start, entity.doc[end - 1], callings)
            start = before_initials(entity.doc, start, sentence.start, taken)
            start = before_servant(entity.doc, start, sentence.start, taken)
            found = [person for person in found if person.tokens.end <= start]
            letters = _letters(entity.doc, end, sentence.end, words.letters) if end - start > 1 else 0
            found.append(PersonMatch(entity.doc[start : end + letters], letters))
    for whole in (name for title in titles for name in _behind(title, sentence, taken)):
        found = [p for p in found if p.tokens.end <= whole.start or whole.end <= p.tokens.start]
        found.append(PersonMatch(whole))
    found += _taken_for_bodies(sentence, taken, words)
    known = {token.i for person in found for token in person.tokens}
    found += (PersonMatch(name) for name in east_asian(sentence, taken | known))
    known = {token.i for person in found for token in person.tokens}
    found += (PersonMatch(name) for name in _described(sentence, taken | known, callings))
    known = {token.i for person in found for token in person.tokens}
    found += (PersonMatch(name) for name in addressed(sentence, taken | known))
    for whole in introduced(sentence, taken, callings):
        if not any(p.tokens.start <= whole.start and whole.end <= p.tokens.end for p in found):
            found = [p for p in found if p.tokens.end <= whole.start or whole.end <= p.tokens.start]
            found.append(PersonMatch(whole))
    known = {token.i for person in found for token in person.tokens}
    for title in titles:
        # 'X, a former president' and 'its head, X'
        below = child(title.head, "appos")
        head = title.head.head if title.head.dep_ == "appos" else below
        if head is None or head.pos_ != "PROPN" or {head.i} & (known | taken):
            continue
        start = head.i
        while start > sentence.start and (
            is_part(head.doc[start - 1], head, taken | known) or is_hyphenated(head.doc, start)
        ):
            start -= 1
        # No body stands beside an office ('its foreign minister, X'), whatever the model takes the name for.
        if start < head.i:
            found.append(PersonMatch(head.doc[start : head.i + 1]))
    trimmed = (_trimmed(person, words) for person in found if not _is_address(person))
    return tuple(sorted(trimmed, key=lambda person: person.tokens.start))


def _trimmed(person: PersonMatch, words: Beside) -> PersonMatch:
    """A person without the titles that the name begins with ('MP Ana Brandt', 'Solicitor General Brandt')."""
    start, last = 0, len(person.tokens) - person.letters - 1
    while start < last and _is_title(person.tokens, start, words):
        start += 1
    return PersonMatch(person.tokens[start:], person.letters) if start else person


def _is_title(name: Tokens, index: int, words: Beside) -> bool:
    """Whether a word that a name begins with is a title."""
    token, word = name[index], name[index].lower_.rstrip(".")
    if index and token.text in {"'", "’"}:
        # 'Dato' Karim Brandt'
        return True
    if name[index + 1].text == token.text:
        # 'Tun Tun Brandt' goes by a given name.
        return False
    joined = bool(children(name.root, "conj"))
    ranked = (
        word in words.ranks
        or (word in RANKS - PEERAGE and not _is_given_name(name.doc, token.i, name.end))
        or (joined and word.endswith("s") and word[:-1] in RANKS | words.ranks)
        or _is_of_honour(name, index)
    )
    return token.text in words.letters or (ranked and token.text[0].isupper())


def _is_of_honour(name: Tokens, index: int) -> bool:
    """Whether a word belongs to a title of two ('Tan Sri', 'Datuk Seri'): alone 'Sri' is a given name."""
    before = name[index - 1].lower_ if index else ""
    return (name[index].lower_, name[index + 1].lower_) in _HONOURS or (
        index > 0 and name[index].lower_ in _HONOURED.get(before, ())
    )


def _is_address(person: PersonMatch) -> bool:
    """'Ms' alone is nobody."""
    return len(person.tokens) == 1 and person.name.lower().rstrip(".") in POLITE


def _behind(title: TitleMatch, sentence: Tokens, taken: set[int]) -> Iterator[Tokens]:
    """The whole name behind an office, where the model takes only its beginning for a person's."""
    doc, start = sentence.doc, title.tokens.end
    end = start
    while end < sentence.end and doc[end].pos_ == "PROPN" and doc[end].text.istitle() and end not in taken:
        end += 1
    name = doc[start:end]
    if end - start < 2 or not title.tokens[-1].text.istitle() or doc[start].ent_type_ != "PERSON":
        return
    joined = all(t.dep_ == "compound" for t in name[:-1]) and name[-1].dep_ != "compound"
    if joined and name[-1].ent_type_ in {"", "GPE"} and all(t.ent_type_ in {"", "PERSON"} for t in name[:-1]):
        yield name


def _behind_office(entity: Tokens, taken: set[int]) -> int:
    """Where a name begins whose first words are an office ('King Karl')."""
    start = entity.start
    while start < entity.end - 1 and start in taken and entity.doc[start].lower_ in RANKS:
        start += 1
    return start


def _has_article(name: Tokens) -> bool:
    """'the Bill', 'this Finance Bill': a thing, whatever the model takes its capitals for."""
    head = name.root if len(name) else None
    articles = [c for c in children(head, "det") if c.i < name.start] if head is not None else []
    # 'the Opposition Ana Brandt': given names have no article.
    reach = name.start if len(name) == 1 else -1
    return any(c.i == name.start - 1 or c.i < reach for c in articles)


def _ends_no_name(token: Token) -> bool:
    """Whether a token at the end of the model's name is no part of it ('Ana Brandt described')."""
    verb = token.tag_ in FINITE and token.text.islower() and not is_behind_hyphen(token)
    return verb or token.is_punct or token.lower_ in {"'s", "’s", "'", "’"}


def _begins_with_calling(token: Token, callings: Set[str]) -> bool:
    """Whether a sentence begins with what somebody is ('Farmer Ana Brandt'): only there it has a capital."""
    before = token.doc[token.sent.start : token.i]
    return is_calling(token.lower_, callings) and all(t.is_punct for t in before)


def _ends_office(token: Token, callings: Set[str]) -> bool:
    """Whether a word before a whole name ends an office ('Chief Executive', 'Head of Digital Affairs')."""
    doc, first = token.doc, token.i
    while first > token.sent.start and doc[first - 1].text[:1].isupper() and doc[first - 1].pos_ != "ADP":
        first -= 1
    governed = first > token.sent.start + 1 and doc[first - 1].lower_ in {"of", "for"}
    # 'Secretary for Security [Chris] [Tang Ping-keung]'
    noun = doc[first - 2] if governed and token.ent_type_ != "PERSON" else None
    return is_calling(token.lower_, callings) or (noun is not None and is_calling(noun.lower_, callings))


def _after_calling(doc: Doc, start: int, end: int, callings: Set[str]) -> int:
    """Where a name begins behind what somebody is: two words are left, for 'Baker' may be a given name.

    'Geologist' is none.
    """
    least = 1 if is_told_by_ending(doc[start].lower_) else 2
    return start + 1 if end - start > least and _begins_with_calling(doc[start], callings) else start


def _taken_for_bodies(sentence: Tokens, taken: set[int], words: Beside) -> Iterator[PersonMatch]:
    """Persons whose name the model takes for a body's.

    With an age ('Lena, 34,'), beside one it knows, behind what somebody is ('Farmer Ana Brandt'), or where
    the article has 'Ms Brandt' or 'Ms Ana' too.
    """
    for entity in sentence.ents:
        if entity.label_ == "PERSON" or entity.root.pos_ != "PROPN" or _is_acronym(entity):
            continue
        plain = all(t.text.isalpha() and t.text.istitle() for t in entity)
        start = _after_calling(entity.doc, entity.start, entity.end, words.callings)
        if plain and start > entity.start and entity[0].lower_ in words.callings:
            yield PersonMatch(entity.doc[start : entity.end])
            continue
        if not plain or any(t.i in taken for t in entity):
            continue
        addressed = len(entity) > 1 and not words.addressed.isdisjoint({entity[0].text, entity[-1].text})
        if addressed or _has_age(entity) or _is_one_of_two(entity):
            yield PersonMatch(entity)


def _described(sentence: Tokens, taken: set[int], callings: Set[str]) -> Iterator[Tokens]:
    """Names that the words beside tell to be a person's ('Ana Brandt, a midwife', 'Ana, who fled')."""
    for head in sentence:
        named = head.pos_ == "PROPN" and head.dep_ != "compound" and head.i not in taken
        told = is_calling(head.lower_, callings) or head.lower_ in RANKS
        if not named or told or not _is_somebody(head, callings):
            continue
        start = head.i
        while start > sentence.start and is_given(head.doc[start - 1], head, taken):
            start -= 1
        plain = all(t.text.isalpha() and t.text.istitle() for t in head.doc[start : head.i + 1])
        bare = not any(c.i < start and c.dep_ in {"det", "poss", "compound"} for c in dependents(head))
        # Of a single word it is less sure that it is the whole name.
        alone = start == head.i
        begun = start > sentence.start and head.doc[start - 1].pos_ == "PROPN"
        if plain and bare and (not alone or (_is_who(head) and not begun)):
            yield head.doc[start : head.i + 1]


def _is_somebody(name: Token, callings: Set[str]) -> bool:
    """Whether an apposition or a clause with 'who' says of a name that it is a person's."""
    told = (c for c in children(name, "appos") if c.tag_ == "NN" and child(c, "det", "poss") is not None)
    return _is_who(name) or any(is_calling(c.lemma_, callings) for c in told)


def _is_who(name: Token) -> bool:
    """'X, who fled', 'X, a nurse who fled'."""
    described = (name, *children(name, "appos"))
    return any(
        c.lower_ == "who" for n in described for clause in children(n, "relcl") for c in dependents(clause)
    )


def _has_age(name: Tokens) -> bool:
    """'Lena, 34, said'."""
    doc, end = name.doc, name.end
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 2].text not in {",", "."}:
        return False
    number = doc[end + 1].text
    return number.isdecimal() and OLDEST >= int(number) >= YOUNGEST


def _is_one_of_two(name: Tokens) -> bool:
    """'Ana Brandt and Mira Kolb, two lawyers': the second of two persons."""
    root, doc, end = name.root, name.doc, name.end
    joined = len(name) > 1 and root.dep_ == "conj" and root.head.ent_type_ == "PERSON"
    if not joined or end + 1 >= len(doc) or doc[end].text != ",":
        return False
    return doc[end + 1].pos_ == "NUM" and is_plural(doc[end + 1].head)


def _goes_on(doc: Doc, start: int, end: int, taken: set[int]) -> bool:
    """Whether the surname stands behind what the model takes for the name ('[Alice Wairimu] Nderitu').

    Behind 'Ms' that is so whatever the model takes the surname for ('[Ms Faith] Okello').
    """
    if end >= len(doc) or doc[end].pos_ != "PROPN" or not doc[end].text.isalpha():
        return False
    polite = start > 0 and doc[start - 1].lower_.rstrip(".") in POLITE
    if not polite and (doc[end].ent_type_ or end in taken or end < start + 2):
        return False
    return all(t.dep_ == "compound" and t.head.i == end for t in doc[start:end])


def _is_acronym(name: Tokens) -> bool:
    """'ANGE': a body, whatever the model takes it for."""
    return len(name) == 1 and len(name.text) > MAX_INITIALS and name.text.isupper()


def _after_rank(doc: Doc, start: int, end: int) -> int:
    """Where the name begins behind 'General', 'Mr' or 'Professor', if one of these opens it."""
    while start < end - 1 and doc[start].lower_.rstrip(".") in RANKS:
        if _is_given_name(doc, start, end):
            break
        start += 1
    return start


def _letters(doc: Doc, end: int, last: int, letters: Set[str]) -> int:
    """How many tokens right behind a name are letters that belong to it ('Ana Brandt KC MP')."""
    index = end
    while index < last and doc[index].text in letters:
        index += 1
    return index - end


def _is_given_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a rank is a given name: 'Senator Prince Brandt', 'Dean Brandt'; not 'Crown Prince Karl'."""
    word, before = doc[start].lower_, doc[start - 1] if start > doc[start].sent.start else None
    if word not in _GIVEN_NAMES:
        return False
    dean = word == "dean" and end - start == 2
    if before is None or before.lower_ in _ROYAL:
        return dean
    return dean or (before.lower_.rstrip(".") in RANKS and before.text[:1].isupper())
