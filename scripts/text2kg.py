"""Text2KGBench: triples under a small ontology, found in single sentences.

An ontology is a JSON object with `relations` (each with `label`) and `concepts`; the sentences are a JSON
array of objects with `id`, `sentence` and `triples` ([subject, relation, object]). How its relations are
called here stands in text2kg.toml; what that does not name is neither predicted nor left out of the gold.

Triples are compared as the benchmark's own scorer does it: without capitals, blanks and underscores; here
also without quotation marks and stops around the words, which DBpedia's literals have. The micro figures
count every prediction. The scorer of the benchmark averages over the sentences and forgets predictions with
a relation that the sentence's gold has not: that figure is given beside them. A person of whom the sentence
has only one name is not predicted: the benchmark wants labels that tell one from others. A subject or
object is grounded when its words stand in the sentence, or when what it names is linked from words that do.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from predict import document_of
from span_scores import Rates

from kg.errors import InputError
from kg.extract.findings import extract, make_indexes
from kg.extract.speech.learned import load_learned
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.world import load_world
from kg.model import Entity, Findings, Relation, When

MAPPING = Path(__file__).with_name("text2kg.toml")
Triple = tuple[str, str, str]
#: A subject or object: an entity, or a date as the benchmark writes it.
Side = Entity | str
_AROUND = "\"'“”‘’.,;:()[]"


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence with its gold."""

    name: str
    sentence: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """A triple as the benchmark writes it, and whether its subject and its object are grounded."""

    triple: Triple
    grounded: tuple[bool, bool]


def load(path: Path) -> list[Record]:
    """The sentences of a file, in its order.

    :raises InputError: when the file cannot be read or is no such array.
    """
    try:
        return [
            Record(str(r["id"]), r["sentence"], tuple((s, p, o) for s, p, o in r["triples"]))
            for r in _json(path, list)
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"not sentences of Text2KGBench: {error!r}", where=str(path)) from None


def load_relations(path: Path) -> tuple[str, ...]:
    """The names of an ontology's relations, once each, in its order.

    :raises InputError: when the file cannot be read or is no such object.
    """
    try:
        return tuple(dict.fromkeys(relation["label"] for relation in _json(path, dict)["relations"]))
    except (KeyError, TypeError) as error:
        raise InputError(f"not an ontology of Text2KGBench: {error!r}", where=str(path)) from None


def _json(path: Path, kind: type) -> Any:
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path)) from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}", where=str(path)) from None
    if not isinstance(found, kind):
        raise InputError(f"not a JSON {kind.__name__}", where=str(path))
    return found


def normalised(words: str) -> str:
    """Words as they are compared.

    >>> normalised('"Mayor of Vigo"') == normalised("mayor_of_Vigo")
    True
    """
    return re.sub(r"[_\s]+", "", words.replace("_", " ").strip().strip(_AROUND)).lower()


def _key(triple: Triple) -> Triple:
    subject, relation, object_ = map(normalised, triple)
    return subject, relation, object_


@dataclass(frozen=True, slots=True)
class Source:
    """Where a relation of the benchmark is found here (text2kg.toml)."""

    relation: str
    subject: str | None = None
    object: str | None = None
    inverse: bool = False
    words: str | None = None
    kind: str | None = None
    date: str | None = None


def evaluate(ontology: Path, path: Path, kept: Path | None = None, *, rows: bool = False) -> str:
    """Predict the triples of a file's sentences, keep them in `kept` if given, and report the figures.

    :raises InputError: when a file cannot be read or is none of Text2KGBench.
    """
    records, predict = load(path), predictor(load_relations(ontology))
    predictions = {record.name: predict(record.sentence) for record in records}
    if kept is not None:
        plain = {name: [list(p.triple) for p in found] for name, found in predictions.items()}
        kept.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return report(records, predictions, rows=rows)


def load_mapping(path: Path = MAPPING) -> dict[str, tuple[Source, ...]]:
    """The names of the benchmark's relations, and where each is found here."""
    table = tomllib.loads(path.read_text("utf-8"))
    return {name: tuple(Source(**source) for source in entry["from"]) for name, entry in table.items()}


def predictor(relations: Sequence[str]) -> Callable[[str], list[Predicted]]:
    """How the triples of a sentence are predicted, under the relations of an ontology."""
    lexicon, world, learned = load_lexicon(), load_world(), load_learned()
    indexes = make_indexes(lexicon, world)
    mapping = load_mapping()

    def predict(sentence: str) -> list[Predicted]:
        findings = extract(document_of(sentence), lexicon, world, indexes, learned)
        found = [
            Predicted(
                (_words(s, findings), name, _words(o, findings)),
                (_grounded(s, findings), _grounded(o, findings)),
            )
            for relation in _related(findings)
            for s, name, o in _as_written(relation, relations, mapping, findings)
            if _identified(s) and _identified(o)
        ]
        return _with_regions(found, sentence)

    return predict


def _predicted(subject: Side, name: str, other: Side, findings: Findings) -> Predicted:
    triple = _words(subject, findings), name, _words(other, findings)
    return Predicted(triple, (_grounded(subject, findings), _grounded(other, findings)))


def _related(findings: Findings) -> list[Relation]:
    """All relations, tenures and memberships as relations."""
    return [
        *findings.relations,
        *(Relation(m.member, "memberOf", m.alliance, m.evidence, m.sentence) for m in findings.memberships),
        *(Relation(t.holder, "office", t.office, t.evidence, t.sentence) for t in findings.tenures),
    ]


def _as_written(
    relation: Relation, wanted: Iterable[str], mapping: Mapping[str, Sequence[Source]], findings: Findings
) -> Iterable[tuple[Side, str, Side]]:
    for name in wanted:
        for source in mapping.get(name, ()):
            if source.relation != relation.name:
                continue
            other: Side | None = relation.object
            if source.date is not None:
                other = _date(relation.when or relation.start, source.date)
            if other is None or (source.subject and relation.subject.kind != source.subject):
                continue
            if source.kind and not (isinstance(other, Entity) and other.kind == source.kind):
                continue
            if source.object and not re.search(source.object, _words(other, findings)):
                continue
            if source.words and not re.search(source.words, _evidence(relation, findings), re.IGNORECASE):
                continue
            yield (other, name, relation.subject) if source.inverse else (relation.subject, name, other)


def _identified(side: Side) -> bool:
    """Whether a side is known by more than a surname: the labels that the benchmark wants name one person."""
    return isinstance(side, str) or side.kind != "Person" or side.iri is not None or " " in side.label


def _evidence(relation: Relation, findings: Findings) -> str:
    return " ".join(findings.article.text[s.start : s.end] for e in relation.evidence for s in e.spans)


def _with_regions(found: Sequence[Predicted], sentence: str) -> list[Predicted]:
    """Places as DBpedia calls them: 'Greene, Maine' is one place where the words say 'Greene, Maine'.

    Only regions are taken into the name: what is said of a state beside it is said of both.
    """
    states = {e.label for e in load_world().entities.values() if e.kind == "State"}
    joined: list[Predicted] = []
    for one in found:
        subject, relation, place = one.triple
        region = next(
            (
                p
                for p in found
                if p.triple[:2] == (subject, relation)
                and p.triple[2] not in states
                and re.search(rf"{re.escape(place)}\s?,\s{re.escape(p.triple[2])}", sentence)
            ),
            None,
        )
        if region is not None:
            joined.append(Predicted((subject, relation, f"{place}, {region.triple[2]}"), one.grounded))
        elif not any(
            p.triple[:2] == (subject, relation)
            and place not in states
            and re.search(rf"{re.escape(p.triple[2])}\s?,\s{re.escape(place)}", sentence)
            for p in found
        ):
            joined.append(one)
    return joined


def _date(when: When | None, width: str) -> str | None:
    """A day or a year as the benchmark writes it; None when the words do not fix it."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    if width == "day":
        return when.earliest.isoformat() if when.earliest == when.latest else None
    return str(when.earliest.year) if when.earliest.year == when.latest.year else None


def _words(side: Side, findings: Findings) -> str:
    """What a side is called: by the sentence's words for an organ and for the polity of an office."""
    if isinstance(side, str):
        return side
    if side.kind in {"ArmedForce", "GovernmentBody"}:
        return _mention(side, findings) or side.label
    if side.kind == "Office" and side.of is not None and side.iri is not None:
        polity = _mention(side.of, findings)
        words = polity and re.search(
            rf"\bof ((?:the )?{re.escape(polity)})", findings.article.text, re.IGNORECASE
        )
        if words and " of " in side.label:
            return f"{side.label.rpartition(' of ')[0]} of {words[1]}"
    return side.label


def _mention(entity: Entity, findings: Findings) -> str | None:
    """The words by which the sentence first names an entity, without an article."""
    span = next((m.span for m in findings.mentions if m.entity == entity), None)
    words = findings.article.text[span.start : span.end] if span is not None else ""
    return re.sub(r"^(the|an?) |['’]s$", "", words, flags=re.IGNORECASE) or None


def _grounded(side: Side, findings: Findings) -> bool:
    """Whether a side stands in the text, or is linked from words that do.

    A date is read from words; an entity is linked where the article mentions it, an office where it mentions
    what it is an office of, or where a title and a name together mean an office of the world.
    """
    text = normalised(findings.article.text)
    if isinstance(side, str) or normalised(side.label) in text:
        return True
    mentioned = {mention.entity for mention in findings.mentions}
    if side in mentioned or side.of is None:
        return side in mentioned
    known = side.iri in load_world().entities and normalised(side.label.split(" of ")[0]) in text
    return known or side.of in mentioned or normalised(side.of.label) in text


def score(records: Sequence[Record], predictions: Mapping[str, Sequence[Predicted]]) -> Rates:
    """The micro rates over all triples of all sentences."""
    right = predicted = gold = 0
    for record in records:
        wanted = {_key(t) for t in record.triples}
        found = {_key(p.triple) for p in predictions.get(record.name, ())}
        right, predicted, gold = right + len(wanted & found), predicted + len(found), gold + len(wanted)
    return Rates(right, predicted, gold)


def official(records: Sequence[Record], predictions: Mapping[str, Sequence[Predicted]]) -> float:
    """The F1 of the benchmark's own scorer: the mean over the sentences, of the gold's relations only."""
    total = 0.0
    for record in records:
        wanted = {_key(t) for t in record.triples}
        relations = {relation for _, relation, _ in wanted}
        found = {key for p in predictions.get(record.name, ()) if (key := _key(p.triple))[1] in relations}
        total += Rates(len(wanted & found), len(found), len(wanted)).f1
    return total / len(records) if records else 0.0


def report(records: Sequence[Record], predictions: Mapping[str, Sequence[Predicted]], *, rows: bool) -> str:
    """The figures as text, by relation too; with the triples themselves if `rows`."""
    lines = []
    if rows:
        for record in records:
            wanted = {_key(t): t for t in record.triples}
            triples = {_key(p.triple): p.triple for p in predictions.get(record.name, ())}
            lines.append(f"{record.name}  {record.sentence}")
            lines += [f"    right  {triples[key]}" for key in sorted(triples.keys() & wanted.keys())]
            lines += [f"    wrong  {triples[key]}" for key in sorted(triples.keys() - wanted.keys())]
            lines += [f"    missed {wanted[key]}" for key in sorted(wanted.keys() - triples.keys())]
    names = sorted(
        {t[1] for r in records for t in r.triples} | {p.triple[1] for f in predictions.values() for p in f}
    )
    for name in names:
        own = [Record(r.name, r.sentence, tuple(t for t in r.triples if t[1] == name)) for r in records]
        rates = score(own, {k: [p for p in found if p.triple[1] == name] for k, found in predictions.items()})
        lines.append(_line(name, rates))
    everything = [p for found in predictions.values() for p in found]
    lines += [
        _line("all, micro", score(records, predictions)),
        f"{'all, as the benchmark':32}  F1 {official(records, predictions):5.1f}",
        f"{'ungrounded':32}  subjects {sum(not p.grounded[0] for p in everything)},"
        f" objects {sum(not p.grounded[1] for p in everything)}",
    ]
    return "\n".join(lines)


def _line(name: str, rates: Rates) -> str:
    return (
        f"{name.strip():32}  P {rates.precision:5.1f}  R {rates.recall:5.1f}  F1 {rates.f1:5.1f}"
        f"  ({rates.right} right, {rates.predicted} predicted, {rates.gold} gold)"
    )
