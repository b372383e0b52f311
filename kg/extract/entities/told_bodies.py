"""Bodies whose names the model takes for persons', told by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.name_parts import has_age
from kg.extract.entities.surnames import unaccented
from kg.extract.entities.told_persons import is_who
from kg.extract.phrases import are_two_subjects, child, children, dependents, lemma
from kg.knowledge.given_names import given_names
from kg.knowledge.lexicon import Lexicon
from kg.language.english import Document
from kg.model import Entity, Span

#: What leads from somebody on to the body that he belongs to.
_OF = frozenset({"of", "from", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Words that tell a body.

    `nouns` say what one is, `trading` are those of them that no person goes by, `firms` end the names of
    firms, `said` are verbs of saying, `dealing` nouns for persons and bodies alike, `titles` stand before
    names of persons.
    """

    nouns: frozenset[str] = frozenset()
    trading: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    dealing: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


def body_words(lexicon: Lexicon) -> BodyWords:
    """The words of a lexicon that tell a body."""
    words = lexicon.words
    nouns = (frozenset(lexicon.bodies) | words["body"]) - frozenset(lexicon.descriptions)
    said = frozenset(verb for verb, pos in lexicon.cues if pos == "verb")
    return BodyWords(nouns, words["trading"], words["enterprise"], said, words["dealing"], words["title"])


def told_bodies(document: Document, words: BodyWords) -> Mapping[str, Entity]:
    """The bodies whose names the model takes for persons', by the names that the article has for each.

    Told by what it is ('the operator, Kolb Coaches'), by 'which' behind it, by its last word ('Kolb Leisure')
    or by 'it' ('Veltnet said it regretted'). By its first word alone ('Kolb') it goes in short.
    """
    persons = [e for s in document.sentences for e in s.entities if e.label_ == "PERSON"]
    told = {_name(e) for e in persons if _is_told(e, words)}
    firms = {_name(e) for s in document.sentences for e in s.entities if _is_firm(e, words)}
    if not told | firms:
        return {}
    # 'Kolb' of whom the article has 'Ana Kolb' or 'Kolb, 54,' as well is somebody.
    told -= {_name(e) for e in persons if _is_person(e, words)}
    told -= {word for e in persons if _name(e) not in told for word in _name(e).split()[1:]}
    bodies = {name: Entity("Organization", name, key=name.lower()) for name in sorted(told)}
    shorter = {_name(e) for e in persons} - told
    short = {s: e for name, e in bodies.items() for s in shorter if name.startswith(f"{s} ")}
    # 'Kolb Group' that the model knows: bare 'Kolb' is no person but where somebody is called so.
    named = {w for e in persons if _is_person(e, words) or len(e) > 1 for w in _name(e).split()}
    for s in sorted(shorter - named - short.keys()):
        whole = [name for name in firms if name.startswith(f"{s} ")]
        if len(whole) == 1:
            short[s] = Entity("Organization", whole[0], key=whole[0].lower())
    return {**short, **bodies}


def where(text: str, bodies: Mapping[str, Entity]) -> tuple[tuple[Span, Entity], ...]:
    """Where the names of some bodies stand in a text, in reading order."""
    longest = sorted(bodies, key=len, reverse=True)
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", text) if longest else ()
    return tuple((Span(*match.span()), bodies[match.group()]) for match in found)


def _name(entity: Tokens) -> str:
    return entity.text.removesuffix("'s").removesuffix("’s")


def _is_firm(name: Tokens, words: BodyWords) -> bool:
    """Whether the model has a name of several words for a body's, and its last word is that of firms."""
    return name.label_ == "ORG" and len(name) > 1 and _name(name).split()[-1].lower() in words.firms


def _is_person(name: Tokens, words: BodyWords) -> bool:
    """Whether a given name, a title, an age or 'who' says that a name is a person's."""
    ranked = name.start > 0 and name.doc[name.start - 1].lower_.rstrip(".") in words.titles
    return ranked or has_age(name) or is_who(name.root) or _has_given(name)


def _has_given(name: Tokens) -> bool:
    return len(name) > 1 and unaccented(name[0].text).lower() in given_names()


def _is_told(name: Tokens, words: BodyWords) -> bool:
    """Whether the words in and beside a name tell that it is a body's."""
    if len(name) > 1 and name[-1].lower_ in words.firms:
        return True
    root = name.root
    if root.pos_ != "PROPN":
        return False
    # 'The grower, Kolb Frutas, said'
    beside = root.dep_ == "appos" and lemma(root.head) in words.dealing
    subject = root.head if beside else root
    if _is_behind_noun(name, root, words) or (subject.dep_ == "nsubj" and _is_it(subject, words)):
        return True
    # 'Veltnet, which runs the lines, said'
    clauses = children(root, "relcl") if root.dep_ == "nsubj" else ()
    return any(c.lower_ == "which" and c.dep_ == "nsubj" for clause in clauses for c in dependents(clause))


def _is_behind_noun(name: Tokens, root: Token, words: BodyWords) -> bool:
    """'The operator, Kolb Coaches,', 'the retail chain Veltnet', 'online retailer Veltnet'."""
    before = name.start - 1
    apart = before > 0 and name.doc[before].text == ","
    noun = name.doc[before - apart] if before >= apart else root
    if noun.tag_ != "NN" or not noun.text.islower() or lemma(noun) not in words.nouns:
        return False
    if apart:
        # 'A senator of the party, Kolb,' is no party.
        member = noun.dep_ == "pobj" and noun.head.lower_ in _OF
        return root.dep_ == "appos" and root.head.i == noun.i and not member
    # 'tram operator Kolb' may be a driver.
    if not (noun.head.i == root.i or root.head.i == noun.i or are_two_subjects(noun, root)):
        return False
    whole = root if noun.head.i == root.i else noun
    return lemma(noun) in words.trading or child(whole, "det", "poss") is not None


def _is_it(subject: Token, words: BodyWords) -> bool:
    """'Veltnet said it regretted the delay', 'Veltnet expressed its condolences'."""
    verb = subject.head
    if subject.i > verb.i or lemma(verb) not in words.said:
        # '"It was a joke," said its owner, Kolb'
        return False
    owned = (c for noun in children(verb, "dobj") for c in children(noun, "poss"))
    if any(c.lower_ == "its" for c in owned):
        return True
    clause = child(verb, "ccomp")
    it = child(clause, "nsubj", "nsubjpass") if clause is not None else None
    # 'Kolb said it was the best' is of some thing.
    if it is None or it.lower_ != "it" or it.i < verb.i:
        return False
    return it.head.pos_ == "VERB" and lemma(it.head) in words.said
