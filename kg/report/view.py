"""Findings as a report shows them: numbered cards with rows of words, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import (
    Entity,
    Event,
    Evidence,
    Figure,
    Findings,
    Membership,
    Relation,
    Statement,
    Tenure,
    When,
)
from kg.report import words

#: Confidence (0 to 1) of the program below which a finding is marked as doubtful.
LOW = 0.5

_MARKS = '"“”„‘’«»'

Fact = Tenure | Membership | Relation


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a row; `quoted` where the article has them between quotation marks."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One property of a finding."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One finding: its number ('S3'), what it is, where it stands, its rows, and what is doubtful in it."""

    label: str
    title: str
    sentence: int
    evidence: tuple[Evidence, ...]
    rows: tuple[Row, ...]
    doubts: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where its main words end: a link to the card stands there."""
        main = [e for e in self.evidence if e.role in ("content", "trigger")] or list(self.evidence)
        return max(span.end for item in main for span in item.spans)


def statements(findings: Findings) -> tuple[Card, ...]:
    """A card for each statement: who, in which office, to whom, how, what, when, how sure."""
    return tuple(
        _statement(findings, f"S{number}", statement)
        for number, statement in enumerate(findings.statements, 1)
    )


def events(findings: Findings) -> tuple[Card, ...]:
    """A card for each event that the article itself reports."""
    return tuple(_event(findings, f"E{number}", event) for number, event in enumerate(findings.events, 1))


def facts(findings: Findings) -> tuple[Card, ...]:
    """A card for each tenure, membership and relation."""
    found: tuple[Fact, ...] = (*findings.tenures, *findings.memberships, *findings.relations)
    ordered = sorted(found, key=lambda fact: (fact.sentence, fact.evidence))
    return tuple(_fact(findings, f"F{number}", fact) for number, fact in enumerate(ordered, 1))


def figures(findings: Findings) -> tuple[tuple[Figure, tuple[str, ...]], ...]:
    """Each figure once, in reading order, with the numbers of the cards that have it."""
    found: dict[Figure, list[str]] = {}
    for number, statement in enumerate(findings.statements, 1):
        for figure in statement.proposition.figures:
            found.setdefault(figure, []).append(f"S{number}")
    for number, event in enumerate(findings.events, 1):
        for figure in event.figures:
            found.setdefault(figure, []).append(f"E{number}")
    return tuple((figure, tuple(found[figure])) for figure in sorted(found, key=lambda figure: figure.span))


def unresolved(findings: Findings) -> tuple[tuple[Entity, tuple[int, ...]], ...]:
    """Each reference that stayed open, with the sentences of the findings that need it."""
    found: dict[Entity, dict[int, None]] = {}
    said_or_done: tuple[Statement | Event, ...] = (*findings.statements, *findings.events)
    for finding in said_or_done:
        for entity in _participants(finding):
            if not entity.resolved:
                found.setdefault(entity, {})[finding.sentence] = None
    return tuple((entity, tuple(sentences)) for entity, sentences in found.items())


def summary(findings: Findings) -> str:
    """How much was found, and how much of the article gave nothing."""
    numbers = (
        (len(findings.statements), "statement"),
        (len(findings.events), "event"),
        (len(facts(findings)), "fact"),
        (len(figures(findings)), "figure"),
        (len(findings.flaws), "flaw"),
    )
    sentences = words.counted(len(findings.sentences), "sentence")
    found = ", ".join(words.counted(number, noun) for number, noun in numbers)
    return f"{sentences}, of which {len(fruitless(findings))} gave nothing: {found}"


def fruitless(findings: Findings) -> frozenset[int]:
    """The numbers (from 1) of the sentences that no statement, event or fact rests on."""
    used = [span for finding in _all(findings) for item in finding.evidence for span in item.spans]
    return frozenset(
        number
        for number, sentence in enumerate(findings.sentences, 1)
        if not any(span.overlaps(sentence) for span in used)
    )


def dates(findings: Findings) -> tuple[When, ...]:
    """Each date of a finding once, in reading order."""
    found = {
        when
        for finding in _all(findings)
        for when in (
            getattr(finding, "when", None),
            getattr(finding, "start", None),
            getattr(finding, "end", None),
            finding.proposition.when if isinstance(finding, Statement) else None,
        )
        if when is not None
    }
    return tuple(sorted(found, key=lambda w: (w.span, w.words, str(w.earliest), str(w.latest))))


def _all(findings: Findings) -> tuple[Statement | Event | Fact, ...]:
    return (
        *findings.statements,
        *findings.events,
        *findings.tenures,
        *findings.memberships,
        *findings.relations,
    )


def _participants(finding: Statement | Event) -> Iterator[Entity]:
    if isinstance(finding, Event):
        yield from (*finding.actors, *finding.targets, *finding.places)
        return
    said = finding.proposition
    yield from (finding.speaker, *finding.addressees, *finding.about, *said.subjects, *said.objects)
    if said.place:
        yield said.place


def _statement(findings: Findings, label: str, statement: Statement) -> Card:
    said = statement.proposition
    rows = (
        _row("who", words.entity(statement.speaker)),
        _row("speaking as", words.entity(statement.capacity) if statement.capacity else ""),
        _row("to whom", words.entities(statement.addressees)),
        _row("how", f"{words.phrase(statement.illocution)} ({words.phrase(statement.attitude)})"),
        Row("what", _content(findings, statement)),
        _row("understood as", words.understood(said)),
        _row("about", words.entities(statement.about)),
        *(_row("figure", words.figure(figure)) for figure in said.figures),
        _row("when", words.when(statement.when)),
        _row("how sure", f"speaker {words.phrase(statement.certainty)}, program {statement.confidence:.2f}"),
    )
    title = f"{words.name(statement.speaker)}: {words.phrase(statement.illocution)}"
    return _card(findings, label, title, statement, rows, statement.confidence)


def _event(findings: Findings, label: str, event: Event) -> Card:
    rows = (
        _row("who", words.entities(event.actors)),
        _row("to whom", words.entities(event.targets)),
        _row("where", words.entities(event.places)),
        _row("when", words.when(event.when)),
        *(_row("figure", words.figure(figure)) for figure in event.figures),
        _row("words", _verbatim(findings, event.evidence, ("trigger",))),
        _row("how sure", f"program {event.confidence:.2f}"),
    )
    title = f"{words.phrase(event.type)}: {event.label}"
    return _card(findings, label, title, event, rows, event.confidence)


def _fact(findings: Findings, label: str, fact: Fact) -> Card:
    rows = [_row("words", _verbatim(findings, fact.evidence, ()))]
    match fact:
        case Tenure():
            verb = "was" if fact.former else "is"
            kind = "" if fact.kind == "full" else f" ({fact.kind})"
            title = f"{words.name(fact.holder)} {verb} {words.name(fact.office)}{kind}"
        case Membership():
            verb = "was" if fact.former else "is"
            title = f"{words.name(fact.member)} {verb} a member of {words.name(fact.alliance)}"
        case Relation():
            sides = [words.name(fact.subject), words.phrase(fact.name)]
            sides += [words.name(fact.object)] if fact.object is not None else []
            title = " – ".join(sides) + (" (no longer)" if fact.former else "")
            rows.append(_row("when", words.when(fact.when)))
    rows += [_row("from", words.when(fact.start)), _row("until", words.when(fact.end))]
    return _card(findings, label, title, fact, rows, 1.0)


def _card(
    findings: Findings,
    label: str,
    title: str,
    finding: Statement | Event | Fact,
    rows: Iterable[Row],
    confidence: float,
) -> Card:
    doubts = ["low confidence"] if confidence < LOW else []
    sentence = findings.sentences[finding.sentence - 1]
    doubts += [
        flaw.message
        for flaw in findings.flaws
        if any(flaw.span.overlaps(span) for item in finding.evidence for span in item.spans)
        or flaw.span.overlaps(sentence)
    ]
    filled = tuple(row for row in rows if row.pieces)
    return Card(label, title, finding.sentence, finding.evidence, filled, tuple(dict.fromkeys(doubts)))


def _row(name: str, text: str) -> Row:
    return Row(name, (Piece(text),) if text else ())


def _verbatim(findings: Findings, evidence: Iterable[Evidence], roles: tuple[str, ...]) -> str:
    """The article's words, of some roles or of all."""
    spans = sorted({span for item in evidence if not roles or item.role in roles for span in item.spans})
    return " … ".join(f"“{findings.article.text[span.start : span.end]}”" for span in spans)


def _content(findings: Findings, statement: Statement) -> tuple[Piece, ...]:
    """The content as written, quotations as pieces of their own without the marks around them."""
    text = findings.article.text
    pieces: list[Piece] = []
    spans = sorted({s for item in statement.evidence if item.role == "content" for s in item.spans})
    for number, span in enumerate(spans):
        if number:
            pieces.append(Piece(" … "))
        position = span.start
        for quote in sorted(quote for quote in statement.quotes if quote.overlaps(span)):
            start, end = max(quote.start, span.start), min(quote.end, span.end)
            pieces.append(Piece(text[position:start].rstrip(_MARKS)))
            pieces.append(Piece(text[start:end], quoted=True))
            position = end + len(text[end : end + 1]) if text[end : end + 1] in _MARKS else end
        pieces.append(Piece(text[position : span.end]))
    return tuple(piece for piece in pieces if piece.text)
