"""The words of relations: which property a word states, which phrases it relates, what these can be.

The vocabulary (lex:relationCue, lex:roleVerb, lex:nameNoun ...) is explained at the top of
`ontology/relations.ttl`. Domains, ranges and the classes above a class come from the ontology itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.entries import head_word
from kg.knowledge.turtle import KG, LEX, Reader, local

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

#: What a date beside a cue is: when the relation began, when it ended, or when all of it happened.
Marks = Literal["start", "end", "event"]
MARKS = frozenset({"start", "end", "event"})
#: Where the two sides of a relation may stand; any other word is a preposition.
PLACES = frozenset({"subject", "object", "complement", "modifier", "bearer", "owner", "above", "while"})
_PARTS_OF_SPEECH = frozenset({"verb", "noun", "adjective"})


@dataclass(frozen=True, slots=True)
class RelationCue:
    """A word, or several, that states a relation, and where its two sides stand.

    `subject` and `object` are places: grammatical ones of a verb ('subject', 'object', 'complement', and
    'modifier' before a participle), of a noun who bears it ('bearer') and whose it is ('owner'), or
    prepositions. The classes say what can stand there. If `dated`, a date alone will do for an object; if
    `named`, the object must show by its own words that it is of its class; if `trusted`, any name there is
    of it, whatever the language model takes it for.
    """

    words: tuple[str, ...]
    pos: str
    relation: str
    subject: frozenset[str]
    object: frozenset[str]
    subject_classes: frozenset[str]
    object_classes: frozenset[str]
    marks: Marks | None = None
    dated: bool = False
    named: bool = False
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class RoleVerb:
    """A verb that gives somebody a role: 'served as', 'was elected', 'holds the office of'.

    The role is the verb's complement, or what `preposition` brings; with `nouns`, that of such an object
    ('the office of'). `marks` says what a date beside it is.
    """

    words: tuple[str, ...]
    preposition: str | None = None
    nouns: frozenset[str] = frozenset()
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class ClassWords:
    """How a phrase shows that it names something of a class, whatever else is known of it.

    By one of some `nouns` or `suffixes` of its head, or by a label of the language model; `other` are nouns
    with such a suffix that name something else. Of an `abstract`
    class common nouns are names too ('socialism').
    """

    nouns: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class RelationWords:
    """All words of relations; `above` has for each class and each property itself and those above it."""

    cues: Mapping[tuple[str, str], tuple[RelationCue, ...]]
    roles: Mapping[str, tuple[RoleVerb, ...]]
    classes: Mapping[str, ClassWords]
    above: Mapping[str, frozenset[str]]
    implicative: frozenset[str]
    role_nouns: frozenset[str]
    class_nouns: frozenset[str]

    def fits(self, kind: str, wanted: frozenset[str]) -> bool:
        """Whether something of a class is of one of the wanted ones; with none wanted, it is."""
        return not wanted or not wanted.isdisjoint(self.above.get(kind, (kind,)))

    def may_be(self, kind: str, wanted: frozenset[str]) -> bool:
        """Whether something known as one class could be of a wanted one: of it, or of one above it.

        What a class without words names is known beforehand (states, alliances), or is none of it.
        """
        return self.fits(kind, wanted) or any(
            kind in self.above.get(w, ()) for w in wanted if w in self.classes
        )

    def shown(self, words: Iterable[str], wanted: frozenset[str]) -> bool:
        """Whether a name has a word, in small letters, that things of one of the wanted classes have."""
        found = frozenset(words)
        return any(not own.nouns.isdisjoint(found) for _, own in self.below(wanted))

    def below(self, wanted: frozenset[str]) -> Iterable[tuple[str, ClassWords]]:
        """The classes with words of their own that are wanted or below a wanted one, narrowest first."""
        return ((name, words) for name, words in self.classes.items() if self.fits(name, wanted))


def read_relations(reader: Reader, schema: Iterable[ox.Quad]) -> RelationWords:
    """The words of relations in a lexicon, with the classes and properties of `schema`.

    :raises OntologyError: for a cue with an unknown part of speech, place or mark, or without a lemma.
    """
    ends, above = _schema(schema)
    cues: dict[tuple[str, str], list[RelationCue]] = defaultdict(list)
    for node in reader.subjects("relationCue"):
        for cue in reader.objects(node, "relationCue"):
            for made in _cues(reader, local(node.value), cue, ends):
                cues[head_word(made.words, made.pos), made.pos].append(made)
    roles: dict[str, list[RoleVerb]] = defaultdict(list)
    for role in reader.objects(ox.NamedNode(LEX + "roleVerb"), "member"):
        for lemma in reader.strings(role, "lemma"):
            words = tuple(lemma.split())
            roles[words[0]].append(
                RoleVerb(
                    words,
                    reader.string(role, "preposition"),
                    frozenset(reader.strings(role, "objectNoun")),
                    _marks(reader.string(role, "marks"), lemma),
                )
            )
    named = ("nameNoun", "nameSuffix", "nameLabel")
    named_nodes = {node.value: node for name in named for node in reader.subjects(name)}
    classes = {
        local(iri): ClassWords(
            frozenset(reader.strings(own, "nameNoun")),
            tuple(reader.strings(own, "nameSuffix")),
            frozenset(reader.strings(own, "nameLabel")),
            frozenset(reader.strings(own, "otherNoun")),
            reader.string(own, "abstract") == "true",
        )
        for iri, own in sorted(named_nodes.items())
    }
    # The narrowest class first, then by name: a 'political party' is a party before it is an organisation.
    order = sorted(classes, key=lambda name: (-len(above.get(name, ())), name))
    return RelationWords(
        cues={key: tuple(sorted(found, key=_longest_first)) for key, found in cues.items()},
        roles={
            key: tuple(sorted(r, key=lambda r: (-len(r.words), not r.nouns, r.words)))
            for key, r in roles.items()
        },
        classes={name: classes[name] for name in order},
        above=above,
        implicative=frozenset(reader.strings(ox.NamedNode(LEX + "implicative"), "lemma")),
        class_nouns=frozenset(n for own in classes.values() if not own.abstract for n in own.nouns),
        role_nouns=frozenset(reader.strings(ox.NamedNode(LEX + "roleNoun"), "lemma")),
    )


def _longest_first(cue: RelationCue) -> tuple[object, ...]:
    return (-len(cue.words), cue.relation, cue.words, sorted(cue.subject), sorted(cue.object))


def _schema(
    quads: Iterable[ox.Quad],
) -> tuple[Callable[[str, str], frozenset[str]], dict[str, frozenset[str]]]:
    """Domain and range by property, and for each class itself with the classes above it."""
    ends: dict[tuple[str, str], set[str]] = defaultdict(set)
    direct: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if not isinstance(quad.object, ox.NamedNode) or not isinstance(quad.subject, ox.NamedNode):
            continue
        if not quad.subject.value.startswith(KG) or not quad.object.value.startswith(KG):
            continue
        subject, object_ = local(quad.subject.value), local(quad.object.value)
        if quad.predicate.value in {_RDFS + "subClassOf", _RDFS + "subPropertyOf"}:
            direct[subject].add(object_)
        for name in ("domain", "range"):
            if quad.predicate.value == _RDFS + name:
                ends[subject, name].add(object_)
    above: dict[str, frozenset[str]] = {}
    for name in sorted({*direct, *(c for found in direct.values() for c in found)}):
        found, fresh = {name}, {name}
        while fresh:
            fresh = {c for f in fresh for c in direct.get(f, ())} - found
            found |= fresh
        above[name] = frozenset(found)
    return (lambda relation, name: frozenset(ends.get((relation, name), ()))), above


def _cues(
    reader: Reader, relation: str, node: object, ends: Callable[[str, str], frozenset[str]]
) -> Iterable[RelationCue]:
    pos = reader.string(node, "pos") or "verb"
    lemmas = reader.strings(node, "lemma")
    if pos not in _PARTS_OF_SPEECH or not lemmas:
        raise OntologyError(
            f"a cue of kg:{relation} has no lex:lemma or the part of speech '{pos}'",
            where="lexicon",
            hint=f"give it a lemma and one of {', '.join(sorted(_PARTS_OF_SPEECH))}",
        )
    first, second = (("bearer",), ("owner", "of")) if pos == "noun" else (("subject",), ("object",))
    places = [frozenset(reader.strings(node, name)) for name in ("from", "to")]
    for lemma in lemmas:
        yield RelationCue(
            words=tuple(lemma.split()),
            pos=pos,
            relation=relation,
            subject=places[0] or frozenset(first),
            object=places[1] or frozenset(second),
            subject_classes=_classes(reader, node, "fromClass") or ends(relation, "domain"),
            object_classes=_classes(reader, node, "toClass") or ends(relation, "range"),
            marks=_marks(reader.string(node, "marks"), lemma),
            dated=reader.string(node, "dated") == "true",
            named=reader.string(node, "named") == "true",
            trusted=reader.string(node, "trusted") == "true",
        )


def _classes(reader: Reader, node: object, name: str) -> frozenset[str]:
    return frozenset(local(iri) for iri in reader.strings(node, name))


def _marks(value: str | None, lemma: str) -> Marks | None:
    if value is not None and value not in MARKS:
        raise OntologyError(
            f"the word '{lemma}' of a relation marks '{value}'",
            where="lexicon",
            hint=f"use one of {', '.join(sorted(MARKS))}",
        )
    return cast("Marks | None", value)
