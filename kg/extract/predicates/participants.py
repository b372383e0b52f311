"""What can stand at a side of a relation: a phrase and the kinds wanted there, to entities."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import children, dependents, is_plural, lemma
from kg.extract.predicates.roles import after_comma, bearers
from kg.model import Entity

#: Labels of the language model for what is no name of anything.
_NUMBERS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
#: What a name may go on with: 'Bank of England', 'Doctors without Borders' is left to the model.
_INSIDE = frozenset({"of", "for", "de", "von", "van", "al", "the", "-", "–", "'s", "’s", "'", "’"})
#: What the extraction calls a thing of which it knows no more.
_VAGUE = frozenset({"Organization", "Place", "Person"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X"})
#: How the words hang that stand between a name and its noun ('the X far-left political party').
_BESIDE = frozenset({"compound", "nmod", "amod", "advmod", "punct"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "advmod"})
#: Which names are taken for what is wanted.
Trust = Literal["all", "some", "none"]
_ORGANISED = frozenset({"Organization"})
#: How often a description may lead to another ('a politician who …').
MAX_DEPTH = 3


def meant(
    discourse: Discourse, token: Token, wanted: frozenset[str], trust: Trust = "some", depth: int = 0
) -> list[tuple[Token, Entity]]:
    """The entities of some wanted classes that a phrase means, with the heads of the words that name them.

    A description that is said of somebody ('a politician') means who it is said of. `trust` says which
    names are taken for one of a wanted class: 'all', 'some' (those of which the language model knows
    nothing else) or 'none' but those that show it.
    """
    words = discourse.lexicon.relations
    nouns = words.class_nouns
    beside = _named_beside(discourse, token, wanted)
    if beside is not None:
        return [(token, beside)]
    described = token.pos_ == "NOUN" or _is_description(discourse, token)
    if described and depth < MAX_DEPTH:
        said_of = [b.token for b in bearers(words, token) if b.token.i != token.i]
        said_of += after_comma(token)
        found = [pair for t in said_of for pair in meant(discourse, t, wanted, trust, depth + 1)]
        if found:
            return found
    if token.dep_ in _MODIFIERS and (named := discourse.surface.named_at(token)) is not None:
        # 'Russian-led', 'NATO member'
        modifying = named if "Place" in wanted else discourse.as_actor(named)
        if modifying is not None and words.fits(modifying.kind, wanted):
            return [(token, modifying)]
    entity = discourse.resolve(token) if not _longer(discourse, token) else None
    if entity is not None and entity.resolved:
        acting = discourse.as_actor(entity) if "Place" not in wanted else None
        for candidate in (entity, acting):
            fits = candidate is not None and words.fits(candidate.kind, wanted)
            if candidate is not None and fits and not _overlong(token, candidate):
                return [(token, _whole(token, candidate, nouns))]
        vague = entity.iri is None and entity.kind in _VAGUE and words.may_be(entity.kind, wanted)
        if vague and not _overlong(token, entity):
            return [(token, _whole(token, entity, nouns))]
        known = entity.iri is not None or (entity.kind not in _VAGUE and trust != "all")
        if known and token.pos_ == "PROPN" and discourse.surface.named_at(token) == entity:
            return []
    inner = _inside(discourse, token, wanted)
    if inner is not None:
        return [(token, inner)]
    named = name(discourse, token, wanted, trust)
    return [(token, named)] if named is not None else []


def _named_beside(discourse: Discourse, noun: Token, wanted: frozenset[str]) -> Entity | None:
    """What a common noun stands beside: 'the rebel group M23', 'the X political party'."""
    relations = discourse.lexicon.relations
    kind = next((name for name, own in relations.below(wanted) if lemma(noun) in own.nouns), None)
    phrase = _beside(noun) if kind is not None and not relations.classes[kind].abstract else None
    if kind is None or phrase is None:
        return None
    known = discourse.resolve(phrase.root)
    if known is not None and known.resolved and relations.fits(known.kind, wanted):
        return known
    return (
        None
        if known is not None and known.iri is not None
        else _entity(kind, _bare(phrase.text, frozenset()))
    )


def _is_description(discourse: Discourse, token: Token) -> bool:
    """Whether capitals say what somebody is, and not who: 'an Army General', 'the President'."""
    predicate = token.head if token.dep_ == "conj" else token
    said = predicate.dep_ == "attr" and any(c.lower_ in {"a", "an", "the"} for c in dependents(predicate))
    return said or discourse.surface.office_at(token) is not None


def _longer(discourse: Discourse, head: Token) -> bool:
    """Whether a name of the world is only the end of the name that stands there ('New Jordan')."""
    match = discourse.surface.name_at(head)
    if match is None or head.i == head.sent.start:
        return False
    found = next((e for e in head.sent.ents if e.start <= head.i < e.end), None)
    if found is not None and found.label_ == "ORG":
        # 'Reform Party Norway'
        first = next((t for t in found if t.pos_ != "DET"), head)
        return first.pos_ == "PROPN" and discourse.document.span(first).start < match.span.start
    before = head.nbor(-1)
    start = discourse.document.span(before).start
    return (
        before.dep_ == "compound"
        and before.pos_ == "PROPN"
        and before.head.i == head.i
        and start < match.span.start
        and discourse.surface.name_at(before) is None
        and discourse.surface.office_at(before) is None
        and head.ent_type_ in {"GPE", "LOC", "FAC"}
    )


def _overlong(head: Token, entity: Entity) -> bool:
    """Whether a name takes in words that are no part of the phrase ('Fellow of the Royal Society')."""
    words = head.doc[head.left_edge.i : head.right_edge.i + 1]
    return entity.iri is None and entity.kind == "Organization" and entity.label not in words.text


def _whole(head: Token, entity: Entity, nouns: frozenset[str]) -> Entity:
    """An organisation under its name, where the model saw only the beginning or more: 'the X party' is X."""
    if entity.iri is not None or entity.kind != "Organization":
        return entity
    text = name_phrase(head).text
    label = text if text.startswith(f"{entity.label} ") else _bare(entity.label, nouns)
    return replace(entity, label=label, key=label.lower()) if label != entity.label else entity


def _bare(label: str, nouns: frozenset[str]) -> str:
    """A name without what it is called beside: 'the X party', 'German band X', 'X (SS)'.

    >>> _bare("German band Red Dawn", frozenset({"band"})), _bare("Blue Union party", frozenset())
    ('Red Dawn', 'Blue Union')
    """
    words = label.split(" (")[0].split()
    while len(words) > 2 and words[-1].islower():
        words.pop()
    inner = next(
        (i for i, word in enumerate(words[:-1]) if word in nouns and words[i + 1][:1].isupper()), None
    )
    return " ".join(words if inner is None else words[inner + 1 :])


def _inside(discourse: Discourse, head: Token, wanted: frozenset[str]) -> Entity | None:
    """The name of the world before a noun of its kind: 'the CSTO military alliance'."""
    if head.pos_ != "NOUN":
        return None
    for token in children(head, "compound", "nmod", "appos"):
        named = discourse.surface.named_at(token)
        if named is not None and discourse.lexicon.relations.fits(named.kind, wanted):
            return named
    return None


def name(discourse: Discourse, head: Token, wanted: frozenset[str], trust: Trust = "some") -> Entity | None:
    """What a phrase names that nothing else knows, if it can be of a wanted class."""
    if head.ent_type_ in _NUMBERS or not (head.pos_ in _NAMING or head.ent_type_):
        return None
    phrase = name_phrase(head)
    if phrase[0].text[:1].isdigit() and "Person" in wanted:
        return None
    relations = discourse.lexicon.relations
    lemmas = {w for t in phrase if t.i <= head.i for w in (lemma(t), t.lower_)}
    for kind, words in relations.below(wanted):
        own = phrase[-1].text[:1].isupper() or lemma(head) in words.nouns
        listed = (own and not words.nouns.isdisjoint(lemmas)) or (
            bool(words.suffixes) and head.lower_.endswith(words.suffixes) and lemma(head) not in words.other
        )
        capital = head.text[:1].isupper() or phrase[0].text[:1].isupper()
        if words.abstract and listed:
            return _entity(kind, _abstract(head, words.nouns).text)
        if capital and (listed or head.ent_type_ in words.labels) and head.pos_ != "ADJ":
            return _entity(kind, phrase.text)
    if discourse.surface.office_at(head) is not None:
        return None
    # A name of which the model knows nothing is what the relation says it is.
    proper = head.pos_ == "PROPN" and head.text[:1].isupper() and len(wanted) == 1
    proper = proper and (trust == "all" or (trust == "some" and not head.ent_type_))
    if "Person" in wanted and relations.shown((w.lower() for w in phrase.text.split()), _ORGANISED):
        return None
    if "Place" in wanted and is_plural(head):
        return None
    kind = next(iter(wanted), "")
    coerced = proper and kind in relations.classes and not relations.classes[kind].abstract
    return _entity(kind, phrase.text) if coerced else None


def _beside(noun: Token) -> Tokens | None:
    """The name beside a common noun for what it names: 'the rebel group M23', 'the X political party'."""
    if noun.pos_ != "NOUN" or noun.text[:1].isupper():
        return None
    doc, last = noun.doc, noun.sent.end
    start = end = noun.i + 1
    while end < last and (_is_name(doc[end]) or (end == start and doc[end].lower_ == "the")):
        end += 1
    if end > start and _is_name(doc[end - 1]):
        return doc[start:end]
    inside = {t.i for t in noun.subtree}
    end = noun.i
    while end - 1 in inside and not _is_name(doc[end - 1]) and doc[end - 1].dep_ in _BESIDE:
        end -= 1
    start = end
    while start - 1 in inside and _is_name(doc[start - 1]) and doc[start - 1].dep_ in _BESIDE:
        start -= 1
    whole = (
        start < end and any(t.pos_ == "PROPN" for t in doc[start:end]) and doc[end - 1].ent_type_ != "NORP"
    )
    return doc[start:end] if whole else None


def _entity(kind: str, text: str) -> Entity:
    return Entity(kind, text, key=text.lower())


def name_phrase(head: Token) -> Tokens:
    """The words of a name: capitals and numbers around its head, with 'of X'; all of the model's name."""
    doc, inside = head.doc, {t.i for t in head.subtree}
    start = end = head.i
    while start - 1 in inside and (_is_name(doc[start - 1]) or _links(doc, start - 1, inside)):
        start -= 1
    while True:
        after = end + 1
        while after in inside and doc[after].lower_ in _INSIDE and after - end < 3:
            after += 1
        if after not in inside or not _is_name(doc[after]):
            # 'of England and Wales'
            joined = end + 2 in inside and doc[end + 1].lower_ == "and" and doc[end + 2].dep_ == "conj"
            if not (joined and end > head.i and doc[end].pos_ == "PROPN" and doc[end + 2].ent_type_ == "GPE"):
                break
            after = end + 2
        end = after
    for entity in head.sent.ents:
        if entity.start <= head.i < entity.end and entity.label_ not in _NUMBERS:
            start, end = min(start, max(entity.start, head.left_edge.i)), max(end, entity.end - 1)
    for entity in head.sent.ents:
        # 'Secretary of Health, Education and Welfare'
        if entity.start <= end < entity.end and entity.start > head.i and entity.label_ not in _NUMBERS:
            end = entity.end - 1
    while start < head.i and (
        doc[start].pos_ in {"DET", "PRON"} or doc[start].is_punct or not _is_name(doc[start])
    ):
        start += 1
    while end > head.i and not _is_name(doc[end]):
        end -= 1
    return doc[start : end + 1]


def _is_name(token: Token) -> bool:
    return (token.text[:1].isupper() or token.text[:1].isdigit()) and token.ent_type_ not in _NUMBERS


def _links(doc: object, index: int, inside: set[int]) -> bool:
    token = doc[index]  # type: ignore[index]
    return token.text in {"-", "–", "'s", "’s", "'", "’"} and index - 1 in inside


def _abstract(head: Token, nouns: frozenset[str]) -> Tokens:
    """An idea with the words that make it another one: 'democratic socialism', 'Scottish independence'."""
    start = head.i
    while start > head.sent.start + 1 and head.doc[start - 1].text == "-":
        start -= 2
    modifiers = {c.i for c in children(head, "amod", "compound", "nmod")}
    while start - 1 in modifiers and (
        head.doc[start - 1].text[:1].isupper() or head.doc[start - 1].lower_ in nouns
    ):
        start -= 1
    return head.doc[start : head.i + 1]
