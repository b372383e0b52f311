"""The lexicon: which words evoke which illocution, event type, office or organ, read from Turtle.

The vocabulary (lex:cue, lex:trigger, lex:frame ...) is explained at the top of `ontology/lexicon.ttl`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.entries import (
    DEFAULT_RANK,
    ContentRule,
    Cue,
    Frame,
    Illocution,
    Pattern,
    Trigger,
    head_word,
)
from kg.knowledge.relation_cues import RelationWords, read_relations
from kg.knowledge.turtle import KG, LEX, RDF_TYPE, SKOS, Reader, local, parse
from kg.model import Attitude
from kg.resources import folder

#: The files that make up the lexicon, in `ontology/`.
FILES = ("schemes.ttl", "lexicon.ttl", "relations.ttl")
#: What says which classes and properties there are, in `ontology/`.
SCHEMA = "ontology.ttl"

COMPLEMENTS = frozenset(
    {"clause", "infinitive", "gerund", "object", "preposition", "predicative", "figure", "none"}
)
#: Prepositions for which a trigger can say which role their object has.
PREPOSITIONS = (
    *("with", "for", "to", "on", "against", "from", "over", "at", "into", "towards", "about", "between"),
)
ROLES = frozenset({"actor", "target", "place", "theme"})
_SLOTS = ("subject", "object", "of", "possessive", "town", "polity")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the words of the ontology say, indexed for the extraction.

    `content_rules` go by the illocution of the cue that they retype, in the order in which they are tried;
    `descriptions` go by noun, as `synonyms` says; `relations` are the words of relations. `words` goes by the
    name of the list (`opaque` for lex:opaque), `nouns` by that and a word, for which they stand.
    """

    illocutions: Mapping[str, Illocution]
    event_types: Mapping[str, str | None]
    cues: Mapping[tuple[str, str], tuple[Cue, ...]]
    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    source_phrases: Mapping[tuple[str, ...], str]
    neutral: frozenset[str]
    content_rules: Mapping[str, tuple[ContentRule, ...]]
    claim_nouns: frozenset[str]
    wrappers: frozenset[str]
    offices: tuple[Pattern, ...]
    organs: tuple[Pattern, ...]
    anaphors: Mapping[str, str]
    bodies: Mapping[str, frozenset[str]]
    descriptions: Mapping[str, frozenset[str]]
    relations: RelationWords
    words: Mapping[str, frozenset[str]]
    nouns: Mapping[str, Mapping[str, str]]

    def synonyms(self, noun: str) -> frozenset[str]:
        """The nouns that may describe the same person as a noun does, itself among them.

        >>> sorted(load_lexicon().synonyms("judge"))
        ['judge', 'justice', 'magistrate']
        """
        return self.descriptions.get(noun) or frozenset({noun})

    def gender(self, word: str) -> Literal["he", "she"] | None:
        """By which pronoun somebody goes by a noun or title in lower case; None for most of them.

        >>> load_lexicon().gender("uncle"), load_lexicon().gender("mrs"), load_lexicon().gender("cousin")
        ('he', 'she', None)
        """
        if word in self.words["masculine"]:
            return "he"
        return "she" if word in self.words["feminine"] else None

    def broader(self, event_type: str) -> tuple[str, ...]:
        """The type and the types above it, narrowest first.

        >>> load_lexicon().broader("Shelling")
        ('Shelling', 'ASSAULT')
        """
        chain: list[str] = []
        current: str | None = event_type
        while current is not None and current not in chain:
            chain.append(current)
            current = self.event_types.get(current)
        return tuple(chain)


def _frame(reader: Reader, node: object) -> Frame:
    name = local(cast(ox.NamedNode, node).value)
    complement = reader.string(node, "complement")
    if complement not in COMPLEMENTS:
        raise OntologyError(
            f"frame '{name}' has complement '{complement}'",
            where="lexicon",
            hint=f"use one of {', '.join(sorted(COMPLEMENTS))}",
        )
    return Frame(
        name=name,
        complement=complement,
        prepositions=frozenset(reader.strings(node, "preposition")),
        object_role=reader.string(node, "objectRole"),
        addressee_prepositions=frozenset(reader.strings(node, "addresseePreposition")),
        about_prepositions=frozenset(reader.strings(node, "aboutPreposition")),
    )


def _words(lemma: str) -> tuple[str, ...]:
    return tuple(lemma.split())


def _cues(reader: Reader) -> dict[tuple[str, str], tuple[Cue, ...]]:
    found: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    for illocution in reader.subjects("cue"):
        for node in reader.objects(illocution, "cue"):
            pos = reader.string(node, "pos") or "verb"
            frames = tuple(
                sorted(
                    (_frame(reader, frame) for frame in reader.objects(node, "frame")), key=lambda f: f.name
                )
            )
            if not frames:
                raise OntologyError(
                    f"a cue of il:{local(illocution.value)} has no lex:frame",
                    where="lexicon",
                    hint="name at least one frame",
                )
            for lemma in reader.strings(node, "lemma"):
                cue = Cue(_words(lemma), pos, local(illocution.value), frames, reader.flag(node, "weak"))
                found[head_word(cue.words, pos), pos].append(cue)
    # The longest lemma first, so that 'make clear' wins over 'make'; then by name.
    return {
        key: tuple(sorted(cues, key=lambda c: (-len(c.words), c.words, c.illocution)))
        for key, cues in found.items()
    }


def _triggers(reader: Reader) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for event_type in reader.subjects("trigger"):
        for node in reader.objects(event_type, "trigger"):
            pos = reader.string(node, "pos") or "verb"
            roles = {name: reader.string(node, name) for name in (*_SLOTS, *PREPOSITIONS)}
            wrong = sorted(role for role in roles.values() if role is not None and role not in ROLES)
            if wrong:
                raise OntologyError(
                    f"a trigger of et:{local(event_type.value)} has the role '{wrong[0]}'",
                    where="lexicon",
                    hint=f"use one of {', '.join(sorted(ROLES))}",
                )
            prepositions = tuple((name, role) for name in PREPOSITIONS if (role := roles[name]) is not None)
            for lemma in reader.strings(node, "lemma"):
                trigger = Trigger(
                    words=_words(lemma),
                    pos=pos,
                    type=local(event_type.value),
                    subject=roles["subject"],
                    object=roles["object"],
                    of=roles["of"] or "target",
                    possessive=roles["possessive"] or "actor",
                    town=roles["town"] or "actor",
                    prepositions=prepositions,
                    object_nouns=frozenset(reader.strings(node, "objectNoun")),
                    subject_nouns=frozenset(reader.strings(node, "subjectNoun")),
                    with_nouns=frozenset(reader.strings(node, "withNoun")),
                    other_nouns=frozenset(reader.strings(node, "otherNoun")),
                    other_subjects=frozenset(reader.strings(node, "otherSubject")),
                    eventive=frozenset(_words(verb) for verb in reader.strings(node, "eventive")),
                    subject_class=reader.string(node, "subjectClass"),
                    other_class=reader.string(node, "otherClass"),
                    polity=roles["polity"] or "actor",
                    other_scene=reader.string(node, "otherScene"),
                    befalls=reader.string(node, "befalls"),
                    claim_only=reader.flag(node, "claimOnly"),
                    alone=next((local(other) for other in reader.strings(node, "alone")), None),
                    voice=reader.string(node, "voice"),
                    deed=reader.flag(node, "deed"),
                )
                found[head_word(trigger.words, pos), pos].append(trigger)

    def specific_first(trigger: Trigger) -> tuple[object, ...]:
        restricted = bool(
            trigger.object_nouns
            or trigger.subject_nouns
            or trigger.with_nouns
            or trigger.voice
            or trigger.befalls == "somebody"
        )
        return (-len(trigger.words), not restricted, trigger.words, trigger.type)

    return {key: tuple(sorted(triggers, key=specific_first)) for key, triggers in found.items()}


def _patterns(reader: Reader, name: str) -> tuple[Pattern, ...]:
    patterns = []
    for node in reader.objects(ox.NamedNode(LEX + name), "member"):
        slug, label = reader.string(node, "slug"), reader.string(node, "label")
        if slug is None or label is None:
            raise OntologyError(f"a member of lex:{name} lacks lex:slug or lex:label", where="lexicon")
        words = sorted((_words(lemma) for lemma in reader.strings(node, "lemma")), key=lambda w: (-len(w), w))
        kind = reader.string(node, "class") or "Office"
        resolves = tuple(reader.strings(node, "resolves"))
        default, abroad, voice = (reader.string(node, name) for name in ("default", "abroad", "voice"))
        also = tuple(reader.strings(node, "altLabel"))
        patterns.append(Pattern(slug, tuple(words), label, kind, default, resolves, abroad, voice, also))
    return tuple(sorted(patterns, key=lambda p: p.slug))


def _word_lists(reader: Reader) -> dict[str, frozenset[str]]:
    """The lists of words that have a name of their own in the lexicon (lex:opaque lex:lemma "want")."""
    return {
        local(node.value): frozenset(reader.strings(node, "lemma"))
        for node in reader.subjects("lemma")
        if node.value.startswith(LEX)
    }


def _nouns(reader: Reader) -> dict[str, dict[str, str]]:
    """For what words stand, by list (lex:formal lex:member [ lex:lemma "dad" ; lex:noun "father" ])."""
    return {
        local(node.value): {
            lemma: noun
            for member in reader.objects(node, "member")
            for noun in reader.strings(member, "noun")
            for lemma in reader.strings(member, "lemma")
        }
        for node in reader.subjects("member")
    }


def _descriptions(reader: Reader) -> dict[str, frozenset[str]]:
    """The nouns that may describe the same person as a noun does, itself among them, by noun."""
    found: dict[str, frozenset[str]] = {}
    for node in reader.objects(ox.NamedNode(LEX + "description"), "member"):
        nouns = frozenset(reader.strings(node, "lemma"))
        for noun in nouns:
            found[noun] = found.get(noun, frozenset()) | nouns
    return found


def _content_rules(reader: Reader, neutral: frozenset[str]) -> dict[str, tuple[ContentRule, ...]]:
    rules = []
    for illocution in reader.subjects("contentRule"):
        for node in reader.objects(illocution, "contentRule"):
            rules.append(
                ContentRule(
                    illocution=local(illocution.value),
                    modals=frozenset(reader.strings(node, "modal")),
                    heads=frozenset(reader.strings(node, "head")),
                    predicates=frozenset(reader.strings(node, "predicate")),
                    subject=reader.string(node, "contentSubject"),
                    voices=frozenset(reader.strings(node, "contentVoice")),
                    markers=frozenset(reader.strings(node, "marker")),
                    cued=frozenset(local(i) for i in reader.strings(node, "illocution")),
                    rank=_rank(reader.string(node, "rank"), illocution.value),
                )
            )
    rules.sort(
        key=lambda r: (
            *(r.rank, not r.markers, r.illocution, sorted(r.modals), sorted(r.heads)),
            *(sorted(r.predicates), r.subject or "", sorted(r.voices), sorted(r.markers)),
        )
    )
    cued = sorted(neutral.union(*(rule.cued for rule in rules)))
    return {act: tuple(rule for rule in rules if act in (rule.cued or neutral)) for act in cued}


def _rank(value: str | None, illocution: str) -> int:
    if value is None:
        return DEFAULT_RANK
    if not value.isdecimal():
        raise OntologyError(
            f"a content rule of il:{local(illocution)} has the rank '{value}'",
            where="lexicon",
            hint="use a whole number; the lowest that applies decides",
        )
    return int(value)


def load_lexicon(*extra: Path) -> Lexicon:
    """Read the lexicon of `ontology/` and of further Turtle files.

    :raises OntologyError: when a file does not parse or a cue, trigger or frame is incomplete.

    >>> load_lexicon().illocutions["Denial"].attitude
    'denies'
    """
    base = folder("ontology")
    quads = [quad for path in (*(base / name for name in FILES), *extra) for quad in parse(path)]
    reader = Reader(quads)

    def values(node: object, iri: str) -> list[str]:
        return sorted(cast(ox.NamedNode, value).value for value in reader.values[node].get(iri, []))

    illocutions: dict[str, Illocution] = {}
    event_types: dict[str, str | None] = {}
    for node in sorted((n for n in reader.values if isinstance(n, ox.NamedNode)), key=lambda n: n.value):
        types = values(node, RDF_TYPE)
        if KG + "Illocution" in types:
            attitude, statement_class = values(node, KG + "attitude"), values(node, KG + "statementClass")
            if not attitude or not statement_class:
                raise OntologyError(
                    f"il:{local(node.value)} lacks kg:attitude or kg:statementClass", where="lexicon"
                )
            name = local(node.value)
            illocutions[name] = Illocution(
                name, cast(Attitude, local(attitude[0])), local(statement_class[0])
            )
        if KG + "EventType" in types:
            broader = values(node, SKOS + "broader")
            event_types[local(node.value)] = local(broader[0]) if broader else None
    neutral = frozenset(local(i) for i in reader.strings(ox.NamedNode(LEX + "neutral"), "illocution"))
    return Lexicon(
        illocutions=illocutions,
        event_types=event_types,
        cues=_cues(reader),
        triggers=_triggers(reader),
        source_phrases=dict(
            sorted(
                (
                    (_words(p), local(node.value))
                    for node in reader.subjects("sourcePhrase")
                    for p in reader.strings(node, "sourcePhrase")
                ),
                # 'per request of X' comes before 'per X'.
                key=lambda phrase: (-len(phrase[0]), phrase),
            )
        ),
        neutral=neutral,
        content_rules=_content_rules(reader, neutral),
        claim_nouns=frozenset(
            n for node in reader.subjects("contentNoun") for n in reader.strings(node, "contentNoun")
        ),
        wrappers=frozenset(reader.strings(ox.NamedNode(LEX + "wrapper"), "lemma")),
        offices=_patterns(reader, "office"),
        organs=_patterns(reader, "organ"),
        anaphors={
            lemma: reader.string(node, "class") or "Actor"
            for node in reader.objects(ox.NamedNode(LEX + "anaphor"), "member")
            for lemma in reader.strings(node, "lemma")
        },
        bodies={
            lemma: frozenset(reader.strings(node, "class"))
            for node in reader.objects(ox.NamedNode(LEX + "bodyNoun"), "member")
            for lemma in reader.strings(node, "lemma")
        },
        descriptions=_descriptions(reader),
        relations=read_relations(reader, (*parse(base / SCHEMA), *quads)),
        words=_word_lists(reader),
        nouns=_nouns(reader),
    )
