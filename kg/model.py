"""What an article is and what is found in it: frozen values, no behaviour beyond small properties.

Offsets are Unicode code points into `Article.text`, half-open: `text[start:end]`.
Sentences are numbered from 1 in reading order. Collections are tuples in reading order.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

#: What part of a finding some words are evidence for.
Role = Literal["source", "cue", "content", "addressee", "trigger", "participant", "mention", "figure", "date"]

#: How a speaker stands to a proposition; each is a property of the ontology (kg:affirms ...).
Attitude = Literal["affirms", "denies", "callsFor", "commitsTo", "refuses"]

#: How sure the *speaker* presents the content to be (GRaSP factuality).
Certainty = Literal["CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED"]

#: How a figure relates to the number written.
Qualifier = Literal["exact", "about", "at-least", "at-most", "unspecified"]

#: How something stands to what happened: it did, it did long before the article, it is to come, it is only
#: possible, wished or attempted, or it did not. Only the first two are reported as facts.
Mode = Literal["actual", "historical", "future", "hypothetical", "negated"]
#: How an office is held: in full, for the time being, or not yet ('president-elect').
TenureKind = Literal["full", "acting", "elect"]

#: The width of a date: what the words commit to, never more.
Precision = Literal["day", "week", "month", "season", "year", "decade", "period"]

#: How an event stands to another in time; each is a property of the ontology (kg:before ...).
OrderName = Literal["before", "after", "during"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    >>> Span(3, 8).overlaps(Span(7, 9)), Span(3, 8).overlaps(Span(8, 9)), len(Span(3, 8))
    (True, False, 5)
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words that a finding rests on, and what they are evidence for.

    `spans` are in reading order and do not overlap; discontinuous evidence has several.
    """

    role: Role
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read: its text, where it came from and what is known about it.

    `text` is the normalised text that every offset refers to. `date` is the day of publication in
    the place of publication; None when neither metadata nor the user gave one. `source` names the
    input for messages (a path, a path with a record number, or `<stdin>`). `url` is the canonical
    address if known, `authors` are their names as the source gives them. `title`, `dateline` and
    `agency` hold the words, and their spans where they stand in `text`; the body that is analysed is
    `body`. `source_offsets`, when not empty, gives for each code point of `text` (and one past the
    end) the byte offset in the source file.
    """

    text: str
    source: str = "<text>"
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    title_span: Span | None = None
    dateline_span: Span | None = None
    agency_span: Span | None = None
    paragraphs: tuple[Span, ...] = ()
    source_offsets: tuple[int, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as the words fix it.

    `earliest` and `latest` are inclusive; both None when the words cannot be resolved (a weekday
    in an article without a date). `words` are the article's own; `span` is where they stand.
    """

    words: str
    span: Span
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in the world: a state, organisation, person, office, group or place.

    `kind` is the local name of its class in the ontology. `iri` is set for what the world graph
    knows, or can name by pattern (`Ministry of Defence of X`); otherwise the identity is the
    content hash of kind, `key` and the entity that it belongs to. `of` is the polity or
    organisation that it is an organ of, `place` where it is. An unresolved mention has kind
    `Unresolved`, the words as label, the possible `candidates`, and an identity of its own (`key`).
    `local` marks people without a name ('analysts', 'a resident'): in another article the same words
    mean others. `single` marks a group of one ('a resident', 'an official of X'), whose class is that of a
    person without a name. `also` are other labels, which make no other entity of it.
    """

    kind: str
    label: str
    iri: str | None = None
    key: str = ""
    # What tells few entities apart is left out of the hash: it would be that of one entity inside another.
    of: Entity | None = field(default=None, hash=False)
    place: Entity | None = field(default=None, hash=False)
    candidates: tuple[Entity, ...] = field(default=(), hash=False)
    local: bool = False
    single: bool = False
    also: tuple[str, ...] = field(default=(), compare=False)

    @property
    def resolved(self) -> bool:
        """Whether it is known who or what is meant."""
        return self.kind != "Unresolved"

    @property
    def written_as(self) -> str:
        """The local name of the class of its node.

        >>> Entity("Group", "Resident", single=True).written_as
        'UnnamedPerson'
        """
        return "UnnamedPerson" if self.single else self.kind


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an article names an entity."""

    entity: Entity
    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts, as written.

    `measure` is the local name of a concept in the scheme ms:. `value` is None for words without
    a number ('dozens'), a Decimal only where the number is not whole ('3.5 %'). `high` is the upper end
    of a range whose lower end is `value`. `unit` is an ISO 4217 code for money, else a symbol ('km') or a
    singular ('hour'). `whole` is the figure that already counts this one ('27, including two civilians').
    """

    measure: str
    qualifier: Qualifier
    words: str
    span: Span
    value: int | Decimal | None = None
    high: int | Decimal | None = None
    unit: str | None = None
    of: str | None = None
    whole: Figure | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one statement says: the words, and as much of its structure as was recognised.

    `text` is the clause verbatim (the content spans joined by ' … '). `predicate` is the local
    name of an event or relation type, None when not recognised. `negated` is the polarity of the
    clause itself ('nobody was hurt'), not the speaker's attitude. `mode` is `actual`, `future` or
    `hypothetical`, as the clause has it. `concerns` are those other than speaker and participants whom
    the words nearest to the clause's head name: an owner, a recipient, a place.
    """

    text: str
    predicate: str | None = None
    negated: bool = False
    subjects: tuple[Entity, ...] = ()
    objects: tuple[Entity, ...] = ()
    place: Entity | None = None
    when: When | None = None
    figures: tuple[Figure, ...] = ()
    mode: Mode = "actual"
    concerns: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """An act of saying that the article reports.

    `evidence` holds at least the content; the source and the cue where they stand. `quotes` are
    the spans between quotation marks, marks excluded, that lie in the content. `capacity` is the
    office in which the speaker speaks, at the statement's date. `confidence` (0 to 1, two
    decimals) is the program's, `certainty` the speaker's. `according_to` is who says that it was said,
    when that is not the article itself ('X said that Y had promised').
    """

    speaker: Entity
    illocution: str
    attitude: Attitude
    proposition: Proposition
    evidence: tuple[Evidence, ...]
    sentence: int
    certainty: Certainty = "CERTAIN"
    addressees: tuple[Entity, ...] = ()
    about: tuple[Entity, ...] = ()
    capacity: Entity | None = None
    when: When | None = None
    quotes: tuple[Span, ...] = ()
    confidence: float = 0.9
    found_by: str = "lexicon"
    according_to: Entity | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the article itself speaks of: as having happened, or in another `mode`.

    `concerns` are those whom the words of what is done name, where no target is: the owner, the recipient.
    `instrument` is what it was done with, in the article's words.
    """

    type: str
    label: str
    evidence: tuple[Evidence, ...]
    sentence: int
    actors: tuple[Entity, ...] = ()
    targets: tuple[Entity, ...] = ()
    places: tuple[Entity, ...] = ()
    when: When | None = None
    figures: tuple[Figure, ...] = ()
    confidence: float = 0.9
    mode: Mode = "actual"
    concerns: tuple[Entity, ...] = ()
    instrument: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """That an event was before, after or during another, as the word at `span` says."""

    event: Event
    name: OrderName
    other: Event
    span: Span


@dataclass(frozen=True, slots=True)
class Tenure:
    """That somebody holds an office, as the article puts it; `former` when it says that this is over."""

    holder: Entity
    office: Entity
    evidence: tuple[Evidence, ...]
    sentence: int
    start: When | None = None
    end: When | None = None
    former: bool = False
    kind: TenureKind = "full"


@dataclass(frozen=True, slots=True)
class Membership:
    """That a state belongs to an alliance, as the article puts it; `former` when it no longer does."""

    member: Entity
    alliance: Entity
    evidence: tuple[Evidence, ...]
    sentence: int
    start: When | None = None
    end: When | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entities, as the article puts it; `name` is a property (allyOf ...).

    What lasts has a `start` and an `end`, what happened once a `when`; without an `object` that date is
    what the subject is related to ('born on 3 May 1960'). `former` says that it no longer holds.
    """

    subject: Entity
    name: str
    object: Entity | None
    evidence: tuple[Evidence, ...]
    sentence: int
    start: When | None = None
    end: When | None = None
    when: When | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    """A spot where the source itself is broken (a cut-off sentence, contradictory units)."""

    kind: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found in one article, in reading order.

    `events` happened, as the article has it; `eventualities` are to come, possible or ruled out.
    """

    article: Article
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    eventualities: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    memberships: tuple[Membership, ...] = ()
    relations: tuple[Relation, ...] = ()
    orders: tuple[Order, ...] = ()
    flaws: tuple[Flaw, ...] = ()
