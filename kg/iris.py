"""What everything is called: IRIs made from hashes of named inputs, the same in every run.

No clock, no counter and no blank node takes part, so that equal findings meet in one node. A hash
is SHA-256 of the named inputs as JSON with sorted keys, cut to 16 hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.model import Article, Entity, Evidence, Proposition, Span
from kg.vocab import BASE

#: Hexadecimal digits of a hash in an IRI: 64 bits, a clash among 190,000 nodes once in a billion graphs.
_DIGITS = 16

#: Hexadecimal digits of an entity's hash, which stands beside a readable name.
_ENTITY_DIGITS = 12

#: Longest readable part of an entity's IRI, in characters.
_SLUG_LENGTH = 40

WORLD_GRAPH = NamedNode(BASE + "graph/world")
ONTOLOGY_GRAPH = NamedNode(BASE + "graph/ontology")
PROVENANCE_GRAPH = NamedNode(BASE + "graph/provenance")
INFERRED_WORLD_GRAPH = NamedNode(BASE + "graph/inferred/world")
#: What follows from several articles together.
ACROSS_GRAPH = NamedNode(BASE + "graph/inferred/articles")

#: What a store on disk notes about itself; no part of what the graph says.
NOTES_GRAPH = NamedNode(BASE + "graph/notes")

#: What a hash is made of: text, a number, nothing, or a sequence of these.
Input: TypeAlias = "str | int | Sequence[Input] | None"


def digest(**inputs: Input) -> str:
    """16 hexadecimal digits that stand for the named inputs, whatever order they are given in.

    >>> digest(a="x", b=1) == digest(b=1, a="x"), digest(a="x,y") == digest(a=("x", "y"))
    (True, False)
    """
    text = json.dumps(inputs, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def content_hash(article: Article) -> str:
    """SHA-256 of the article's text in UTF-8, in hexadecimal: its version."""
    return hashlib.sha256(article.text.encode()).hexdigest()


def article_iri(article: Article) -> NamedNode:
    """The article, by the hash of its canonical address, else of its text.

    >>> article_iri(Article("Talks began.", url="https://example.org/1")).value
    'https://w3id.org/article-kg/article/18c17418f5ad82f0'
    """
    identity = article.url or article.text
    return NamedNode(f"{BASE}article/{hashlib.sha256(identity.encode()).hexdigest()[:_DIGITS]}")


def article_graph(article: NamedNode) -> NamedNode:
    """The named graph of what an article says."""
    return NamedNode(f"{BASE}graph/article/{_hash_of(article)}")


def inferred_graph(article: NamedNode) -> NamedNode:
    """The named graph of what follows from an article's graph."""
    return NamedNode(f"{BASE}graph/inferred/{_hash_of(article)}")


def selector_iri(article: NamedNode, span: Span) -> NamedNode:
    """A span of the article's text, in the form of an RFC 5147 fragment (code points, half-open).

    >>> selector_iri(NamedNode("http://example.org/a"), Span(3, 8)).value
    'http://example.org/a#char=3,8'
    """
    return NamedNode(f"{article.value}#char={span.start},{span.end}")


def node_iri(article: NamedNode, kind: str, /, **inputs: Input) -> NamedNode:
    """A node of one article: a statement, an event, a figure, evidence."""
    return NamedNode(f"{article.value}/{kind}/{digest(**inputs)}")


def entity_iri(entity: Entity, article: NamedNode) -> NamedNode:
    """An entity: by the IRI that it has, else by kind, key or name, and what it belongs to.

    An unresolved mention and persons and people without a name lie under their article; every other
    entity means the same everywhere.

    :raises InputError: when `entity.iri` is not an absolute IRI.
    """
    if entity.iri is not None:
        try:
            return NamedNode(entity.iri)
        except ValueError as error:
            raise InputError(f"{entity.iri!r} is not an IRI ({error})", where=entity.label) from None
    of = entity_iri(entity.of, article).value if entity.of else None
    place = entity_iri(entity.place, article).value if entity.place else None
    if not entity.resolved:
        candidates = sorted(entity_iri(candidate, article).value for candidate in entity.candidates)
        return node_iri(
            article,
            "unresolved",
            key=entity.key,
            label=entity.label,
            of=of,
            place=place,
            candidates=candidates,
        )
    if entity.local or entity.single:
        kind = entity.written_as.lower()
        return node_iri(article, kind, key=entity.key, label=entity.label, of=of, place=place)
    name = entity.key or _normalised(entity.label)
    mark = digest(kind=entity.kind, name=name, of=of, place=place)[:_ENTITY_DIGITS]
    return NamedNode(f"{BASE}entity/{_slug(name) or _slug(entity.kind) or 'entity'}-{mark}")


def content_iri(proposition: Proposition, article: NamedNode) -> NamedNode | None:
    """What this proposition shares with others: the same for the same predicate, participants, place, time
    and measures, whatever its words, polarity and numbers.

    None when the predicate, or every participant and the place, is unknown.
    """
    if proposition.predicate is None:
        return None
    if not (proposition.subjects or proposition.objects or proposition.place):
        return None
    when, measure = proposition.when, content_measure(proposition)
    mark = digest(
        predicate=proposition.predicate,
        subjects=_sorted_iris(map(answerable, proposition.subjects), article),
        objects=_sorted_iris(map(answerable, proposition.objects), article),
        place=entity_iri(proposition.place, article).value if proposition.place else None,
        earliest=when.earliest.isoformat() if when and when.earliest else None,
        latest=when.latest.isoformat() if when and when.latest else None,
        measures=[measure] if measure else [],
    )
    return NamedNode(f"{BASE}content/{mark}")


def answerable(entity: Entity) -> Entity:
    """Who answers for a participant: an armed force's polity, else the participant.

    So 'Azerbaijan broke the ceasefire' and 'its troops did not break it' have one content.
    """
    return entity.of if entity.kind == "ArmedForce" and entity.of is not None else entity


def content_measure(proposition: Proposition) -> str | None:
    """What the first figure counts; the others go with it ('27 died and others were injured')."""
    return next((figure.measure for figure in proposition.figures), None)


def spans_of(evidence: Iterable[Evidence]) -> list[str]:
    """Evidence as an input of a hash: roles and offsets, sorted.

    >>> spans_of([Evidence("cue", (Span(5, 9), Span(12, 14)))])
    ['cue:5-9,12-14']
    """
    return sorted(
        f"{item.role}:" + ",".join(f"{span.start}-{span.end}" for span in item.spans) for item in evidence
    )


def _sorted_iris(entities: Iterable[Entity], article: NamedNode) -> list[str]:
    return sorted({entity_iri(entity, article).value for entity in entities})


def _hash_of(article: NamedNode) -> str:
    return article.value.rpartition("/")[2]


def _normalised(label: str) -> str:
    """A name as far as it matters for identity: compatibility forms, case and spacing aside."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def _slug(name: str) -> str:
    """The readable part of an IRI: ASCII letters, digits and single hyphens.

    >>> _slug("Élysée Palace (Paris)")
    'elysee-palace-paris'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-")
