"""Persons whose names the model misses or takes for a body's, told by what stands beside or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.entities.name_parts import (
    OLDEST,
    YOUNGEST,
    before_article,
    before_day,
    has_age,
    has_part,
    is_calling,
    is_given,
    is_hyphenated,
    is_only_name,
    is_told_by_ending,
)
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.surnames import addressed, alone, speaking
from kg.extract.phrases import child, children, conjuncts, dependents, is_plural, prepositional, tokens_of
from kg.knowledge.given_names import given_names
from kg.knowledge.lexicon import Lexicon
from kg.language.english import Document

#: So many capitals alone may still be somebody's initials.
MAX_INITIALS = 2
#: What says nothing and the model takes unusual names for.
_NO_BODIES = frozenset({"WORK_OF_ART", "EVENT", "LAW", "FAC"})
#: Of so many words, hyphens not counted, a name is a whole one.
_WHOLE = range(2, 4)


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that stand in and beside the names of persons.

    `lists` are the lists of the lexicon by name, `callings` nouns for what somebody is. Of an article,
    `addressed` are the names that it has alone behind 'Mr' or 'Ms', `alone` the words that it has alone for a
    person, `speaking` those for who says something, `leading` those of them that are a leader's surname and
    of no longer name of a body.
    """

    lists: Mapping[str, frozenset[str]]
    callings: frozenset[str]
    addressed: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()


def words_beside(lexicon: Lexicon) -> Beside:
    """The words of a lexicon that stand in and beside the names of persons."""
    lists = lexicon.words
    people = lists["occupation"] | lists["group"] | lists["executive"] | frozenset(lexicon.descriptions)
    return Beside(lists, people - (frozenset(lexicon.bodies) | lists["attributive"]))


def with_article(words: Beside, document: Document, said: Set[str], leaders: Set[str]) -> Beside:
    """The same words with those of an article; `said` are verbs of saying, `leaders` surnames."""
    speakers = speaking(document, said)
    others = (e for s in document.sentences for e in s.entities if len(e) > 1 and e.label_ != "PERSON")
    longer = {token.text for entity in others for token in entity}
    return replace(
        words,
        addressed=addressed(document.article.text),
        alone=alone(document),
        speaking=speakers,
        leading=(speakers & leaders) - longer,
    )


def after_calling(doc: Doc, start: int, end: int, callings: Set[str]) -> int:
    """Where a name begins behind what somebody is: two words are left, for 'Baker' may be a given name.

    'Geologist' is none.
    """
    least = 1 if is_told_by_ending(doc[start].lower_) else 2
    return start + 1 if end - start > least and _begins_with_calling(doc[start], callings) else start


def _begins_with_calling(token: Token, callings: Set[str]) -> bool:
    """Whether a sentence begins with what somebody is ('Farmer Ana Brandt'): only there it has a capital."""
    before = token.doc[token.sent.start : token.i]
    return is_calling(token.lower_, callings) and all(t.is_punct for t in before)


def is_acronym(name: Tokens) -> bool:
    """'ANGE': a body, whatever the model takes it for."""
    return len(name) == 1 and len(name.text) > MAX_INITIALS and name.text.isupper()


def taken_for_bodies(sentence: Tokens, taken: set[int], words: Beside) -> Iterator[PersonMatch]:
    """Persons whose name the model takes for a body's.

    With an age ('Lena, 34,'), beside one it knows, behind what somebody is ('Farmer Ana Brandt', 'its envoy,
    Ana Brandt', 'lawmaker Ana Brandt'), or where the article has 'Ms Brandt', 'Ms Ana' or 'Brandt said' too.
    """
    for entity in sentence.ents:
        leading = entity.text in words.leading
        if entity.label_ == "PERSON" or is_acronym(entity) or not (leading or entity.root.pos_ == "PROPN"):
            continue
        # 'Ulla-Britt Brandt'
        plain = all((t.text.isalpha() and t.text.istitle()) or t.tag_ == "HYPH" for t in entity)
        plain = plain and entity[-1].lower_ not in words.lists["enterprise"]
        start = after_calling(entity.doc, entity.start, entity.end, words.callings)
        # 'Optimist Club' is nobody
        told = entity[0].lower_ in words.callings or entity.doc[start].lower_ in given_names()
        if plain and start > entity.start and told:
            yield PersonMatch(entity.doc[start : entity.end])
            continue
        if not plain or any(t.i in taken for t in entity):
            continue
        addressed = len(entity) > 1 and not words.addressed.isdisjoint({entity[0].text, entity[-1].text})
        told = has_age(entity) or _is_one_of_two(entity) or _is_behind(entity, words)
        if addressed or leading or told or _speaks_by_surname(entity, words.speaking):
            yield PersonMatch(entity)


def described(sentence: Tokens, taken: set[int], words: Beside) -> Iterator[Tokens]:
    """Names that the words beside tell to be a person's ('Ana Brandt, a midwife', 'Ana, who fled').

    Or of which the article has a part alone for a person ('Brandt said').
    """
    callings, titles = words.callings, words.lists["title"]
    for head in tokens_of(sentence):
        if head.pos_ != "PROPN" or head.dep_ == "compound" or head.i in taken:
            continue
        if head.lower_ in titles or is_calling(head.lower_, callings):
            continue
        start = before_article(head.doc, head.i, sentence.start, taken, titles)
        while start > sentence.start and (
            is_given(head.doc[start - 1], head, taken, titles) or is_hyphenated(head.doc, start)
        ):
            start -= 1
        start = before_day(head.doc, start, head, callings)
        if not has_part(head.doc[start : head.i + 1], words.alone) and not _is_somebody(head, callings):
            continue
        plain = all(t.text.isalpha() and t.text.istitle() for t in (head.doc[start], head))
        # 'In Bridgetown Ana Brandt said': the parser makes one name of the two.
        beside = [c for c in dependents(head) if c.i < start and c.dep_ in {"det", "poss", "compound"}]
        bare = not beside or (all(c.i in taken for c in beside) and is_only_name(head))
        # Of a single word it is less sure that it is the whole name.
        alone = start == head.i
        begun = start > sentence.start and head.doc[start - 1].pos_ == "PROPN"
        if plain and bare and (not alone or (is_who(head) and not begun)):
            yield head.doc[start : head.i + 1]


def _is_somebody(name: Token, callings: Set[str]) -> bool:
    """Whether an apposition or a clause with 'who' says of a name that it is a person's."""
    beside = children(name, "appos")
    told = (c for c in beside if c.tag_ == "NN" and child(c, "det", "poss") is not None)
    # 'X, one of five deputies'
    several = (of for c in beside if c.lower_ == "one" for _, of in prepositional(c, {"of"}))
    return (
        is_who(name)
        or _is_among_persons(name)
        or any(is_calling(c.lemma_, callings) for c in (*told, *several))
        or any(_is_age(c) for c in beside)
    )


def _is_among_persons(name: Token) -> bool:
    """'Ana Brandt, Mira Kolb and Lena Roth', of which the model sees all but the second."""
    if name.ent_type_ or name.dep_ != "conj" or child(name, "conj") is None:
        return False
    top = next(t for t in name.ancestors if t.dep_ != "conj")
    return all(t.ent_type_ == "PERSON" for t in conjuncts(top) if t.i != name.i)


def _is_age(number: Token) -> bool:
    """'X, 44, said'."""
    closed = number.i + 1 < len(number.doc) and number.nbor().text == ","
    return closed and number.text.isdecimal() and OLDEST >= int(number.text) >= YOUNGEST


def is_who(name: Token) -> bool:
    """'X, who fled', 'X, a nurse who fled'."""
    described = (name, *children(name, "appos"))
    return any(
        c.lower_ == "who" for n in described for clause in children(n, "relcl") for c in dependents(clause)
    )


def _is_behind(name: Tokens, words: Beside) -> bool:
    """'The envoy, Ana Brandt, said', 'lawmaker Ana Brandt': two words behind what only somebody is.

    Behind what a body may be as well ('the owner, Ana Brandt') the first of them must be a given name.
    """
    root, before = name.root, name.start - 1
    if len([t for t in name if t.tag_ != "HYPH"]) not in _WHOLE or before < 0:
        return False
    if root.dep_ == "appos" and name[0].lower_ in given_names():
        return True
    apart = name.doc[before].text == ","
    noun = name.doc[before - apart]
    joined = (root.dep_ == "appos" and root.head.i == noun.i) if apart else noun.head.i == root.i
    single = noun.tag_ == "NN" and noun.text.islower()
    # 'the owner' is no person by that word alone, 'the technician' is.
    either = noun.lower_ in words.lists["dealing"] and not is_told_by_ending(noun.lower_)
    return joined and single and is_calling(noun.lower_, words.callings) and not either


def _speaks_by_surname(name: Tokens, speaking: Set[str]) -> bool:
    """Whether the last word of a name, which begins with a given name, stands alone for who says something.

    What the model takes for a work or an event may have any word before it that is nothing but a name.
    """
    if len(name) not in _WHOLE or name[-1].text not in speaking:
        return False
    given = name[0].lower_ in given_names()
    return given or (name.label_ in _NO_BODIES and all(is_only_name(t) for t in name))


def _is_one_of_two(name: Tokens) -> bool:
    """'Ana Brandt and Mira Kolb, two lawyers': the second of two persons."""
    root, doc, end = name.root, name.doc, name.end
    joined = len(name) > 1 and root.dep_ == "conj" and root.head.ent_type_ == "PERSON"
    if not joined or end + 1 >= len(doc) or doc[end].text != ",":
        return False
    return doc[end + 1].pos_ == "NUM" and is_plural(doc[end + 1].head)
