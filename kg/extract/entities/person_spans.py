"""Where the names of persons stand in a sentence: the model's, mended at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.entities.name_parts import (
    addressed,
    after_hyphen,
    after_particles,
    before_article,
    before_day,
    before_half,
    before_initials,
    before_nickname,
    before_particles,
    before_servant,
    east_asian,
    introduced,
    is_behind_hyphen,
    is_calling,
    is_hyphenated,
    is_mistaken,
    is_only_name,
    is_part,
    is_told_by_ending,
)
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.titles import TitleMatch
from kg.extract.entities.told_persons import Beside, after_calling, described, is_acronym, taken_for_bodies
from kg.extract.phrases import FINITE, child, children
from kg.extract.temporal.dates_absolute import WEEKDAYS

#: The lists of the lexicon by name.
_Lists = Mapping[str, frozenset[str]]
#: How the parser hangs a given name by the surname or what stands before it.
_JOINED = frozenset({"compound", "advmod"})
#: What a title follows that is no given name ('Crown Prince', 'the late King').
_ROYAL = frozenset({"crown", "late", "former", "and", "the"})


def person_spans(
    sentence: Tokens, taken: set[int], titles: tuple[TitleMatch, ...], words: Beside
) -> tuple[PersonMatch, ...]:
    """The model's persons, where the tokens are not `taken` by a name of the world.

    A name of which the model saw only a part is completed, and one that it missed is found when one of
    the `titles` stands in apposition to it ('Uhuru Kenyatta, a former president').
    """
    lists, callings = words.lists, words.callings
    letters, particles = lists["letters"], lists["particle"]
    titled, peerage = lists["title"], lists["peerage"]
    found: list[PersonMatch] = []
    for entity in sentence.ents:
        if entity.label_ != "PERSON" or is_acronym(entity):
            continue
        start, end = _behind_office(entity, sentence.start, taken, titled), entity.end
        if not taken.isdisjoint(range(start, end)) or (found and end <= found[-1].tokens.end):
            continue
        while end > start and (
            _ends_no_name(entity.doc[end - 1], lists["profile"])
            or (end - start > 1 and entity.doc[end - 1].text in letters)
        ):
            end -= 1
        end = after_particles(entity.doc, end, sentence.end, particles)
        end = after_hyphen(entity.doc, end, sentence.end, lists["joining"]) if end > start else end
        start = before_article(entity.doc, start, sentence.start, taken, titled)
        start = after_calling(entity.doc, _after_rank(entity.doc, start, end, lists), end, callings)
        if _goes_on(entity.doc, start, end, taken, lists) and entity.doc[end].text not in letters:
            end += 1
        if _has_article(entity.doc[start:end]):
            continue
        if end > start and entity.doc[start].text[:1].isupper():
            first = start
            while (
                start > sentence.start
                and is_part(entity.doc[start - 1], entity.doc[end - 1], taken, titled)
                and not is_told_by_ending(entity.doc[start - 1].lower_)
                and not (end - start > 1 and _ends_office(entity.doc[start - 1], callings))
            ):
                start -= 1
            if start > sentence.start and entity.doc[start - 1].dep_ == "det":
                # 'Leader of the Opposition Ana Brandt': given names have no article.
                start = first
            while start > sentence.start and is_mistaken(entity.doc[start - 1], taken):
                start -= 1
            if start == end - 1 and start > sentence.start and entity.doc[start - 1].lower_ in peerage:
                start -= 1
            start = before_nickname(entity.doc, start, sentence.start, titled)
            start = before_day(entity.doc, start, entity.doc[end - 1], callings)
            start = before_initials(entity.doc, start, sentence.start, taken)
            start = before_particles(entity.doc, start, sentence.start, particles, titled)
            start = before_half(entity.doc, start, sentence.start)
            start = before_servant(entity.doc, start, sentence.start, taken)
            found = [person for person in found if person.tokens.end <= start]
            behind = _letters(entity.doc, end, sentence.end, letters) if end - start > 1 else 0
            found.append(PersonMatch(entity.doc[start : end + behind], behind))
    for whole in (name for title in titles for name in _behind(title, sentence, taken, callings)):
        found = [p for p in found if p.tokens.end <= whole.start or whole.end <= p.tokens.start]
        found.append(PersonMatch(whole))
    found += taken_for_bodies(sentence, taken, words)
    known = {token.i for person in found for token in person.tokens}
    found += (PersonMatch(name) for name in east_asian(sentence, taken | known))
    known = {token.i for person in found for token in person.tokens}
    found += (PersonMatch(name) for name in described(sentence, taken | known, words))
    known = {token.i for person in found for token in person.tokens}
    found += (PersonMatch(name) for name in addressed(sentence, taken | known, lists))
    for whole in introduced(sentence, taken, callings, lists["dealing"]):
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
            is_part(head.doc[start - 1], head, taken | known, titled)
            or is_mistaken(head.doc[start - 1], taken)
            or is_hyphenated(head.doc, start)
            or (head.doc[start - 1].lower_ in particles and head.doc[start - 1].pos_ == "PROPN")
        ):
            start -= 1
        # No body stands beside an office ('its foreign minister, X'), whatever the model takes the name for.
        if start < head.i:
            found.append(PersonMatch(head.doc[start : head.i + 1]))
    trimmed = (_trimmed(person, lists) for person in found if not _is_address(person, lists["polite"]))
    return tuple(sorted(trimmed, key=lambda person: person.tokens.start))


def _trimmed(person: PersonMatch, lists: _Lists) -> PersonMatch:
    """A person without the titles that the name begins with ('MP Ana Brandt', 'Solicitor General Brandt').

    Nor with the day behind it ('Ana Brandt Monday said').
    """
    if len(person.tokens) > 2 and person.tokens[-1].text in WEEKDAYS:
        person = PersonMatch(person.tokens[:-1], 0)
    start, last = 0, len(person.tokens) - person.letters - 1
    while start < last and _is_title(person.tokens, start, lists):
        start += 1
    return PersonMatch(person.tokens[start:], person.letters) if start else person


def _is_title(name: Tokens, index: int, lists: _Lists) -> bool:
    """Whether a word that a name begins with is a title."""
    token, word = name[index], name[index].lower_.rstrip(".")
    if index and token.text in {"'", "’"}:
        # 'Dato' Karim Brandt'
        return True
    if name[index + 1].text == token.text:
        # 'Tun Tun Brandt' goes by a given name.
        return False
    joined = bool(children(name.root, "conj"))
    title = word in lists["rank"] or (word in lists["title"] and word not in lists["peerage"])
    ranked = (
        (title and not _is_given_name(name.doc, token.i, name.end, lists))
        or (joined and word.endswith("s") and (word[:-1] in lists["title"] or word[:-1] in lists["rank"]))
        or _is_of_honour(name, index, lists)
        # 'From Wife Ana Brandt', in a headline; 'Son' is a surname too.
        or (word in lists["kin"] and word != "son" and index + 2 < len(name))
    )
    # 'K.C. Brandt' has no other given name.
    lettered = token.text in lists["letters"] and ("." not in token.text or index + 2 < len(name))
    return lettered or (ranked and token.text[0].isupper())


def _is_of_honour(name: Tokens, index: int, lists: _Lists) -> bool:
    """Whether a word belongs to a title of two ('Tan Sri', 'Datuk Seri'): alone 'Sri' is a given name."""
    before = name[index - 1].lower_ if index else ""
    word = name[index].lower_
    return f"{word} {name[index + 1].lower_}" in lists["honour"] or f"{before} {word}" in lists["honoured"]


def _is_address(person: PersonMatch, polite: Set[str]) -> bool:
    """'Ms' alone is nobody."""
    return len(person.tokens) == 1 and person.name.lower().rstrip(".") in polite


def _behind(title: TitleMatch, sentence: Tokens, taken: set[int], callings: Set[str]) -> Iterator[Tokens]:
    """The whole name behind an office, where the model takes its beginning for a person's, or nothing."""
    doc, start = sentence.doc, title.tokens.end
    end = start
    while end < sentence.end and doc[end].pos_ == "PROPN" and doc[end].text.istitle() and end not in taken:
        end += 1
    name = doc[start:end]
    if end - start < 2 or not title.tokens[-1].text.istitle() or is_calling(name[-1].lower_, callings):
        return
    if not any(t.ent_type_ == "PERSON" or is_only_name(t) for t in name):
        # 'The Prime Minister Relief Fund'
        return
    joined = all(t.dep_ in _JOINED for t in name[:-1]) and name[-1].dep_ != "compound"
    if joined and name[-1].ent_type_ != "PERSON" and all(t.ent_type_ in {"", "PERSON"} for t in name[:-1]):
        yield name


def _behind_office(entity: Tokens, sentence_start: int, taken: set[int], titles: Set[str]) -> int:
    """Where a name begins whose first words are an office ('King Karl') or a place ("In Zell Ana Brandt")."""
    start, doc = entity.start, entity.doc
    placed = start > sentence_start and doc[start - 1].pos_ == "ADP"
    while start < entity.end - 1 and start in taken and (placed or doc[start].lower_ in titles):
        start += 1
    return start


def _has_article(name: Tokens) -> bool:
    """'the Bill', 'this Finance Bill': a thing, whatever the model takes its capitals for."""
    head = name.root if len(name) else None
    articles = [c for c in children(head, "det") if c.i < name.start] if head is not None else []
    # 'the Opposition Ana Brandt': given names have no article.
    reach = name.start if len(name) == 1 else -1
    return any(c.i == name.start - 1 or c.i < reach for c in articles)


def _ends_no_name(token: Token, fields: Set[str]) -> bool:
    """Whether a token at the end of the model's name is no part of it ('Ana Brandt described')."""
    verb = token.tag_ in FINITE and token.text.islower() and not is_behind_hyphen(token)
    return verb or _is_field(token, fields) or token.is_punct or token.lower_ in {"'s", "’s", "'", "’"}


def _is_field(token: Token, fields: Set[str]) -> bool:
    """'Name: Ana Brandt Age: 34': whether a word begins the next entry of a profile."""
    return token.lower_ in fields and token.i + 1 < len(token.doc) and token.nbor().text == ":"


def _ends_office(token: Token, callings: Set[str]) -> bool:
    """Whether a word before a whole name ends an office ('Chief Executive', 'Head of Digital Affairs')."""
    doc, first = token.doc, token.i
    while first > token.sent.start and doc[first - 1].text[:1].isupper() and doc[first - 1].pos_ != "ADP":
        first -= 1
    governed = first > token.sent.start + 1 and doc[first - 1].lower_ in {"of", "for"}
    # 'Secretary for Security [Chris] [Tang Ping-keung]'
    noun = doc[first - 2] if governed and token.ent_type_ != "PERSON" else None
    return is_calling(token.lower_, callings) or (noun is not None and is_calling(noun.lower_, callings))


def _goes_on(doc: Doc, start: int, end: int, taken: set[int], lists: _Lists) -> bool:
    """Whether the surname stands behind what the model takes for the name ('[Alice Wairimu] Nderitu').

    Behind 'Ms' that is so whatever the model takes the surname for ('[Ms Faith] Okello').
    """
    if end >= len(doc) or doc[end].pos_ != "PROPN" or not doc[end].text.isalpha():
        return False
    if _is_field(doc[end], lists["profile"]):
        return False
    if doc[end].dep_ == doc[end - 1].dep_ == "nsubj" and doc[end].head.i == doc[end - 1].head.i:
        # '[Ana] Brandt of the Greens said': no verb has two subjects that nothing joins.
        return end not in taken and not doc[end].ent_type_
    polite = start > 0 and doc[start - 1].lower_.rstrip(".") in lists["polite"]
    if not polite and (doc[end].ent_type_ or end in taken or end < start + 2):
        return False
    return all(t.dep_ == "compound" and start < t.head.i <= end for t in doc[start:end])


def _after_rank(doc: Doc, start: int, end: int, lists: _Lists) -> int:
    """Where the name begins behind 'General', 'Mr' or 'Professor', if one of these opens it."""
    while start < end - 1 and doc[start].lower_.rstrip(".") in lists["title"]:
        if _is_given_name(doc, start, end, lists):
            break
        start += 1
    return start


def _letters(doc: Doc, end: int, last: int, letters: Set[str]) -> int:
    """How many tokens right behind a name are letters that belong to it ('Ana Brandt KC MP')."""
    index = end
    while index < last and doc[index].text in letters:
        index += 1
    return index - end


def _is_given_name(doc: Doc, start: int, end: int, lists: _Lists) -> bool:
    """Whether a rank is a given name: 'Senator Prince Brandt', 'Dean Brandt'; not 'Crown Prince Karl'."""
    word, before = doc[start].lower_, doc[start - 1] if start > doc[start].sent.start else None
    if word not in lists["forename"]:
        return False
    dean = word in {"dean", "dato"} and end - start == 2
    if before is None or before.lower_ in _ROYAL:
        return dean
    return dean or (before.lower_.rstrip(".") in lists["title"] and before.text[:1].isupper())
