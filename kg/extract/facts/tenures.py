"""Who holds or held which office, with the dates that the words give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.people import tenure_kind
from kg.extract.entities.titles import TitleMatch
from kg.extract.facts.terms import is_over, is_real, term
from kg.extract.phrases import cover, lemma, noun_phrase, tokens_of
from kg.extract.predicates.participants import meant, name_phrase
from kg.extract.predicates.roles import Bearer, bearers, held_by
from kg.extract.reading import Reading
from kg.language.english import Sentence
from kg.model import Entity, Evidence, Relation, Span, Tenure

_PERSON = frozenset({"Person"})
_BELONGING = "belongsTo"
#: How a word hangs that only describes what stands behind it ('the speaker of the Arville-based parliament').
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})


def find_tenures(
    discourse: Discourse, sentence: Sentence, reading: Reading, said: Sequence[Span]
) -> tuple[Tenure, ...]:
    """The tenures of one sentence outside what is `said`, in reading order."""
    found: list[Tenure] = []
    words = discourse.lexicon.words
    titles = {t.head.i: t for t in (_elect(o, words["elect"]) for o in discourse.surface.offices(sentence))}
    for token in tokens_of(sentence.tokens):
        title = titles.get(token.i)
        if title is None and (token.pos_ not in {"NOUN", "PROPN"} or not _is_office(words, token)):
            continue
        if any(s.contains(discourse.document.span(token)) for s in said):
            continue
        for bearer in _real(discourse, bearers(discourse.lexicon.relations, token)):
            for head in held_by(bearer, token):
                for at, person in meant(discourse, head, _PERSON, "all"):
                    office = _office(discourse, token, title, person)
                    if office is not None and not person.local:
                        found.append(_tenure(discourse, sentence, reading, token, bearer, at, person, office))
    return tuple(dict.fromkeys(found))


def _is_office(words: Mapping[str, frozenset[str]], noun: Token) -> bool:
    word = lemma(noun)
    return word in words["officeNoun"] or word in words["properOffice"]


def _elect(title: TitleMatch, elect: frozenset[str]) -> TitleMatch:
    """A title with '-elect' behind it, by which the phrase hangs."""
    above = title.head.head
    if title.head.dep_ != "compound" or above.lower_ not in elect:
        return title
    return TitleMatch(title.pattern, above.doc[title.tokens.start : above.i + 1], above)


def _real(discourse: Discourse, found: Iterable[Bearer]) -> Iterator[Bearer]:
    return (b for b in found if b.verb is None or is_real(discourse.lexicon, b.verb))


def _office(discourse: Discourse, head: Token, title: TitleMatch | None, person: Entity) -> Entity | None:
    """The office of a polity where the words say which, else the one that they name in full."""
    known = discourse.office(title, person) if title is not None else None
    if known is not None:
        return known
    if title is None and head.text[:1].islower() and lemma(head) in discourse.lexicon.words["properOffice"]:
        return None
    phrase = name_phrase(head)
    start = next((t.i + 1 for t in reversed(phrase) if t.tag_ == "POS" and t.i < head.i), phrase.start)
    if start and head.doc[start - 1].lower_ in discourse.lexicon.words["lesser"]:
        start -= 1
    modifies = head.dep_ in {"compound", "nmod", "amod"}
    # 'spokesman Karl Brandt' ends before the name.
    names = (p.tokens.start for p in discourse.surface.persons(discourse.surface.sentence_of(head)))
    behind = (n for n in names if n > head.i)
    end = min((n for n in behind if all(t.pos_ != "ADP" for t in head.doc[head.i : n])), default=phrase.end)
    phrase = head.doc[start : head.i + 1 if modifies else min(end, phrase.end)]
    named = title.tokens if title is not None else head.doc[head.i : head.i + 1]
    if len(phrase) <= len(named) or phrase[-1].pos_ not in {"PROPN", "NOUN"} or phrase[-1].dep_ in _MODIFIERS:
        # 'the Vice President': of what, the words do not say.
        return None
    return Entity("Office", phrase.text, key=phrase.text.lower())


def _tenure(
    discourse: Discourse,
    sentence: Sentence,
    reading: Reading,
    head: Token,
    bearer: Bearer,
    at: Token,
    person: Entity,
    office: Entity,
) -> Tenure:
    words = discourse.lexicon.words
    verbs = (head,) if bearer.verb is None else (head, bearer.verb)
    when = term(discourse, sentence, reading, verbs, bearer.marks)
    former = is_over(discourse.lexicon, head, verbs[-1], bearer.marks, when)
    stretch = cover((*noun_phrase(at), *noun_phrase(head)))
    assert stretch is not None
    evidence = (Evidence("content", (discourse.document.span(stretch),)),)
    kind = tenure_kind(head, words["acting"], words["elect"])
    return Tenure(person, office, evidence, sentence.number, when.start, when.end, former, kind)


def implied(relation: Relation, tenures: Iterable[Tenure]) -> bool:
    """Whether a relation says no more than a tenure: who holds an office of a body belongs to it."""
    return relation.name == _BELONGING and any(
        (t.holder.label, t.office.of) == (relation.subject.label, relation.object) for t in tenures
    )


def together(known: Iterable[Tenure], found: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """One tenure for each person and office: the first mention, with the dates of whichever has them."""
    merged: dict[tuple[str, str], Tenure] = {}
    for tenure in (*known, *found):
        key = (tenure.holder.label, tenure.office.label)
        first = merged.setdefault(key, tenure)
        merged[key] = replace(
            first,
            start=first.start or tenure.start,
            end=first.end or tenure.end,
            former=first.former or tenure.end is not None,
        )
    return tuple(merged.values())
