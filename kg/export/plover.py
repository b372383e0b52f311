"""Event data in the manner of PLOVER: a row for each event and each pair of source and target.

What happened by the article's own voice, what is said to have happened, acts of saying that are events
themselves (a demand, a threat), and what is to come; `status` tells them apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.export.actor_codes import ActorCodes, CodedActor
from kg.export.view import ATTITUDES, Term, View, identity
from kg.knowledge.codes import Codes, load_codes
from kg.vocab import KG, OA, SCHEMA

#: The columns of the CSV, in order.
COLUMNS = (
    *("event_id", "event_date", "date_end", "event_type", "class_2017", "subtype", "quad", "status", "mode"),
    *("source_name", "source_code", "source_sector", "target_name", "target_code", "target_sector"),
    *("place", "country", "claimed_by", "article", "headline", "publication_date", "sentence", "text"),
)

#: The quarters of PLOVER by category.
_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}

#: Actor, target, whom it concerns and place: of an event, and of what is only said or to come.
_REPORTED = ("actor", "target", "concerns", "place")
_DESCRIBED = ("propSubject", "propObject", "propConcerns", "propPlace")
#: The sector of an armed force.
_ARMED = "MIL"


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as event data has it.

    `category` is one of PLOVER's sixteen, `class_2017` one of the eighteen of its first edition. `status` is
    `reported`, `claimed`, `said` (an act of saying) or `expected`. Without `targets`, several `sources` act
    on each other.
    """

    node: Term
    article: Term
    category: str
    class_2017: str
    subtype: str
    status: str
    mode: str
    sources: tuple[CodedActor, ...]
    targets: tuple[CodedActor, ...]
    places: tuple[Term, ...]
    claimed_by: Term | None = None

    def pairs(self) -> Iterator[tuple[CodedActor | None, CodedActor | None]]:
        """Source and target of each row; of a mutual event each way."""
        if self.targets:
            yield from ((s, t) for s in self.sources or (None,) for t in self.targets)
        elif len(self.sources) > 1:
            yield from ((s, t) for s in self.sources for t in self.sources if s.node != t.node)
        else:
            yield from ((s, None) for s in self.sources or (None,))


def coded_events(view: View, codes: Codes | None = None) -> tuple[CodedEvent, ...]:
    """The events of a view, by article and node."""
    coder = _Coder(view, codes or load_codes())
    found = [
        *(event for node in view.events for event in coder.event(node)),
        *(event for node in view.eventualities for event in coder.eventuality(node)),
        *(event for node in view.statements for event in coder.statement(node)),
    ]
    said = {_wording(view, event, "cue") for event in found if event.status == "said"}
    # 'indicted X' is the deed and the act of saying in one.
    kept = [e for e in found if e.status != "reported" or _wording(view, e, "trigger") not in said]
    return tuple(sorted(_shared(view, kept), key=lambda e: (identity(e.article), identity(e.node), e.status)))


def _wording(view: View, event: CodedEvent, role: str) -> tuple[object, ...]:
    """By which words of which sentence something of its category is known."""
    return (
        event.article,
        event.category,
        words(view, event.node, role),
        view.values(event.node, KG("sentence")),
    )


def _shared(view: View, events: Iterable[CodedEvent]) -> Iterator[CodedEvent]:
    """What several say with the same words is one event of several sources ('X and Y agreed to talk')."""
    sayings: dict[tuple[object, ...], CodedEvent] = {}
    for event in events:
        if event.status != "said":
            yield event
            continue
        words_of = tuple(words(view, event.node, role) for role in ("cue", "content"))
        key = (
            event.article,
            event.category,
            event.subtype,
            *words_of,
            view.values(event.node, KG("sentence")),
        )
        known = sayings.get(key)
        if known is not None:
            event = replace(
                known, sources=(*known.sources, *event.sources), targets=known.targets or event.targets
            )
        sayings[key] = event
    for event in sayings.values():
        speakers = {source.node for source in event.sources}
        yield replace(event, targets=tuple(t for t in event.targets if t.node not in speakers))


def plover(view: View) -> bytes:
    """CSV (RFC 4180, UTF-8) with the columns of COLUMNS; what is not known is empty."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    countries = ActorCodes(view, load_codes())
    for event in coded_events(view):
        for source, target in event.pairs():
            rows.writerow(_row(view, countries, event, source, target))
    return stream.getvalue().encode()


class _Coder:
    """Codes the findings of a view."""

    def __init__(self, view: View, codes: Codes) -> None:
        self._view = view
        self._codes = codes
        self._actors = ActorCodes(view, codes)

    def event(self, node: Term) -> Iterator[CodedEvent]:
        """What the article reports."""
        yield from self._deed(node, node, "eventType", "reported")

    def eventuality(self, node: Term) -> Iterator[CodedEvent]:
        """What the article says is to come."""
        yield from self._deed(node, node, "predicate", "expected")

    def statement(self, node: Term) -> Iterator[CodedEvent]:
        """An act of saying that is an event, or what it only passes on."""
        view = self._view
        illocution = self._concept(node, "illocution")
        (proposition,) = view.values(node, *ATTITUDES)
        if self._codes.reports(illocution, words(view, node, "cue")):
            if self._text(proposition, "polarity") != "negative":
                yield from self._deed(node, proposition, "predicate", "claimed")
            return
        category = self._codes.act(illocution, self._concept(proposition, "predicate"))
        if category is not None:
            yield self._act(node, proposition, category)

    def _act(self, node: Term, proposition: Term, category: str) -> CodedEvent:
        """An act of saying: from the speaker, to whom it addresses, is about, or says something of."""
        view = self._view
        speaker = view.values(node, KG("speaker"))[0]
        capacity = next(iter(view.values(node, KG("inCapacity"))), None)
        groups = (
            view.values(node, KG("addressee")),
            view.values(node, KG("about")),
            view.values(proposition, KG("propObject")),
            view.values(proposition, KG("propSubject")),
            view.values(proposition, KG("propConcerns")),
            view.values(proposition, KG("propPlace")),
        )
        targets = next((t for g in groups if (t := tuple(n for n in g if n != speaker))), ())
        return CodedEvent(
            node=node,
            article=view.values(node, KG("reportedIn"))[0],
            category=category,
            class_2017=self._codes.class_2017(category),
            subtype=self._concept(node, "illocution"),
            status="said",
            mode="",
            sources=(self._actors.actor(speaker, capacity),),
            targets=tuple(map(self._actors.actor, targets)),
            places=view.values(proposition, KG("propPlace")),
            claimed_by=next(iter(view.values(node, KG("accordingTo"))), None),
        )

    def _deed(self, node: Term, about: Term, type_name: str, status: str) -> Iterator[CodedEvent]:
        """What is done, with the participants of `about`: the event, eventuality or proposition."""
        view, type = self._view, self._concept(about, type_name)
        names = _REPORTED if status == "reported" else _DESCRIBED
        actors, targets, concerned, places = (view.values(about, KG(name)) for name in names)
        sources = tuple(map(self._actors.actor, actors))
        mode = self._text(about, "mode")
        sectors = frozenset(source.sector for source in sources)
        mode_of_deed = mode if mode in ("future", "hypothetical", "negated") else "actual"
        category = self._codes.deed(type, mode_of_deed, sectors) if type else None
        if category is None:
            return
        if not targets and len(sources) == 1:
            at_place = self._codes.placed & set(self._codes.chain(type))
            targets = concerned or (places if at_place else ())
        own = category == self._codes.chain(type)[-1]
        country = next((code for place in places if (code := self._actors.actor(place).code)), "")
        settled = [self._actors.at_home(actor, country) for actor in sources]
        yield CodedEvent(
            node=node,
            article=view.values(node, KG("reportedIn"))[0],
            category=category,
            class_2017=self._codes.class_2017(type if own else category, forceful=_ARMED in sectors),
            subtype=type,
            status=status,
            mode=mode,
            sources=tuple(settled),
            targets=tuple(
                self._actors.at_home(self._actors.actor(target), country)
                for target in targets or (() if sources else concerned)
            ),
            places=places,
            claimed_by=view.values(node, KG("speaker"))[0] if status == "claimed" else None,
        )

    def _concept(self, node: Term, name: str) -> str:
        """The local name of a concept that a node has; '' without."""
        return next((identity(v).rsplit("/", 1)[-1] for v in self._view.values(node, KG(name))), "")

    def _text(self, node: Term, name: str) -> str:
        return next((str(v.value) for v in self._view.values(node, KG(name))), "")


def _row(
    view: View, countries: ActorCodes, event: CodedEvent, source: CodedActor | None, target: CodedActor | None
) -> Sequence[str]:
    about = event.node
    if event.status in ("claimed", "said"):
        # The day of what is said, not of the saying, for what is claimed.
        about = next(iter(view.values(about, *ATTITUDES)), about) if event.status == "claimed" else about
    start, end = view.dates(about)
    article = event.article
    published = [value.value for value in view.values(article, SCHEMA("datePublished"))]
    place = next(iter(event.places), None)
    return (
        identity(event.node),
        start.isoformat() if start else "",
        end.isoformat() if end else "",
        event.category,
        event.class_2017,
        event.subtype,
        _QUADS.get(event.category, ""),
        event.status,
        event.mode,
        *_cells(source),
        *_cells(target),
        view.label(place) if place is not None else "",
        countries.actor(place).code if place is not None else "",
        view.label(event.claimed_by) if event.claimed_by is not None else "",
        identity(article),
        "; ".join(value.value for value in view.values(article, SCHEMA("headline"))),
        "; ".join(published),
        "; ".join(value.value for value in view.values(event.node, KG("sentence"))),
        words(view, event.node, "content"),
    )


def _cells(actor: CodedActor | None) -> tuple[str, str, str]:
    return (actor.name, actor.code, actor.sector) if actor is not None else ("", "", "")


def words(view: View, node: Term, wanted: str) -> str:
    """The words that a finding rests on in one role, in the order of the text."""
    spans = {
        (int(start.value), exact.value)
        for evidence in view.values(node, KG("evidence"))
        if any(role.value == wanted for role in view.values(evidence, KG("evidenceRole")))
        for selector in view.values(evidence, OA("hasSelector"))
        for start in view.values(selector, OA("start"))
        for exact in view.values(selector, OA("exact"))
    }
    return " … ".join(words for _, words in sorted(spans))
