"""The names of GUM's news articles against the Wikipedia titles of its entities: is each linked rightly?

A file is a JSON array of objects with `id`, `text`, `date` and `entities`; of these each has `start` and
`end` (code points, half-open), `type`, and `wikipedia`, a title or null.

*Held* is a title if something in the world graph or the gazetteer has it: its label, another name or a
demonym is the title, case and accents and what stands in brackets aside, and it is of a kind that fits the
annotated type (a person is no place). Of a title with a comma ('Arlington, Texas') the thing must lie in what
the comma names; of one in brackets that names a state or a kind ('New York (state)') likewise; a plain title
means the most populous place of that name. A team ('Belgium national football team') is not its state.

*By name* is a mention whose head is written with a capital and is no pronoun and no word for an office: 'the
United States', 'UK', 'Afghans', 'US President Barack Obama'; not 'the country', 'the Home Secretary'.

The link of a mention is that of the name which covers its head and lies in it. Recall: of the mentions by
name with a title that is held, how many are linked to what holds it. Precision: of the mentions by name with
any title and of any type, held or not, that are linked at all, how many are linked to what holds it: to link
the team with its state counts as an error. Links of words that GUM gives no title cannot be judged and are
counted apart.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from polnear import paragraphs
from spacy.tokens import Token
from span_scores import Rates

from kg.build import Knowledge
from kg.errors import InputError
from kg.extract.entities.discourse import Discourse
from kg.extract.entities.senses import above
from kg.knowledge.gazetteer import Gazetteer, place
from kg.knowledge.world import World
from kg.language.english import Document, annotate
from kg.model import Article, Entity, Span

#: The kinds of ours that each type of GUM's can be; a state stands as a place or as an organisation.
KINDS = {
    "place": frozenset({"Place", "State"}),
    "person": frozenset({"Person", "State", "DeFactoAuthority"}),
    "organization": frozenset(
        {
            *("Organization", "Alliance", "MilitaryAlliance", "GovernmentBody", "ArmedForce"),
            *("NewsOrganization", "DeFactoAuthority", "State", "Place"),
        }
    ),
}
_BRACKETS = re.compile(r"\s\((.+)\)$")
#: What stands in brackets after the titles of persons and organisations and says nothing of where they are.
_PLAIN_BRACKETS = frozenset({"politician", "group", "magazine", "newspaper", "website", "agency"})


@dataclass(frozen=True, slots=True)
class Named:
    """An annotated mention: where it stands, its type and its Wikipedia title."""

    span: Span
    type: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """An annotated article."""

    name: str
    text: str
    date: datetime.date | None
    mentions: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Some words and what they are linked to: an IRI and its label; none when several are possible."""

    span: Span
    iri: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A mention by name that is held or linked, and whether the link is right."""

    article: str
    words: str
    title: str
    held: bool
    link: Link | None
    right: bool


def load(path: Path) -> list[Text]:
    """The articles of a file, in its order.

    :raises InputError: when the file cannot be read or is no such array.
    """
    try:
        return [
            Text(
                record["id"],
                record["text"],
                datetime.date.fromisoformat(record["date"]) if record.get("date") else None,
                tuple(
                    Named(Span(e["start"], e["end"]), e["type"], e["wikipedia"] and unquote(e["wikipedia"]))
                    for e in record["entities"]
                ),
            )
            for record in json.loads(path.read_text("utf-8"))
        ]
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path)) from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not GUM articles as JSON: {error!r}", where=str(path)) from None


class Titles:
    """What in the world and the gazetteer has a Wikipedia title."""

    def __init__(self, world: World, gazetteer: Gazetteer) -> None:
        self._world, self._gazetteer = world, gazetteer
        self._names: dict[str, list[Entity]] = {}
        for name in world.names:
            if name.use in {"name", "demonym"}:
                for words in {name.text, name.text.removesuffix(" state")}:
                    self._names.setdefault(_folded(words), []).append(name.entity)

    def holders(self, title: str, kind: str) -> frozenset[str]:
        """The IRIs of those that have the title and are of a kind that fits the type."""
        bracket = _BRACKETS.search(title)
        base = _BRACKETS.sub("", title)
        name, comma, rest = base.partition(", ")
        qualifier = rest if comma else bracket[1] if bracket and bracket[1] not in _PLAIN_BRACKETS else ""
        known = [e for words in (base, name) if words for e in self._names.get(_folded(words), ())]
        cities = [place(self._world, c) for c in self._gazetteer.named(name)]
        if not qualifier:
            known = list(self._names.get(_folded(base), ()))
            cities = [] if any(e.kind in KINDS.get(kind, ()) for e in known) else cities[:1]
        fitting = [e for e in (*known, *cities) if e.kind in KINDS.get(kind, ())]
        return frozenset(
            e.iri or "" for e in fitting if not qualifier or self._fits(e, qualifier, exact=e in known)
        )

    def _fits(self, entity: Entity, qualifier: str, *, exact: bool) -> bool:
        """Whether an entity lies in what a title adds, or is of the kind that it adds."""
        words = _folded(qualifier)
        if words in {"state", "u s state", "us state"}:
            return "state" in _folded(entity.label).split()
        wholes = (self._world.entities.get(iri) for iri in above(self._world, entity))
        names = {n.text for n in self._world.names if n.entity == entity}
        inside = any(_folded(w.label.removesuffix(" state")) == words for w in wholes if w is not None)
        # 'Washington, D.C.' is a name as it stands.
        return inside or (exact and any(_folded(n).endswith(words) for n in names))


def _folded(name: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split()).removeprefix("the ")


def linker(knowledge: Knowledge) -> Callable[[Text], tuple[list[Link], Document]]:
    """How the program links the names of a text, and its parse, which gives the heads of mentions."""

    def link(text: Text) -> tuple[list[Link], Document]:
        lines = tuple(Span(s, e) for s, e in paragraphs(text.text))
        document = annotate(Article(text.text, date=text.date, paragraphs=lines))
        discourse = Discourse(document, knowledge.lexicon, knowledge.world, knowledge.indexes)
        return [
            Link(span, e.iri if e else None, e.label if e else "") for span, e in discourse.links()
        ], document

    return link


def rows(
    text: Text, links: Sequence[Link], document: Document, titles: Titles, offices: frozenset[str]
) -> list[Row]:
    """The mentions by name that are held or linked."""
    found = []
    for mention in text.mentions:
        if mention.title is None:
            continue
        head = _head(document, mention.span)
        if head is None or not _by_name(head, offices):
            continue
        at = document.span(head).start
        covering = (one for one in links if one.span.start <= at < one.span.end and one.iri)
        link = next((one for one in covering if _within(one.span, mention.span)), None)
        holders = titles.holders(mention.title, mention.type)
        if holders or link is not None:
            words = text.text[mention.span.start : mention.span.end]
            right = link is not None and link.iri in holders
            found.append(Row(text.name, words, mention.title, bool(holders), link, right))
    return found


def _head(document: Document, span: Span) -> Token | None:
    """The head of the words at a span, in the program's own parse."""
    for sentence in document.sentences:
        tokens = [t for t in sentence.tokens if span.start <= sentence.base + t.idx < span.end]
        if tokens:
            inside = {t.i for t in tokens}
            tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
            # A determiner or a title may hang elsewhere: the first top that is a noun.
            return next((t for t in tops if t.pos_ in {"PROPN", "NOUN", "ADJ"}), tops[0] if tops else None)
    return None


def _within(link: Span, mention: Span) -> bool:
    """Whether a link is about a mention and no more: what goes beyond it names something else."""
    return mention.start <= link.start and link.end <= mention.end


def _by_name(head: Token, offices: frozenset[str]) -> bool:
    return head.text[:1].isupper() and head.pos_ != "PRON" and head.lower_ not in offices


def score(table: Sequence[Row]) -> Rates:
    """How many mentions are linked right, of those linked and of those whose title is held."""
    right = sum(row.right for row in table)
    return Rates(right, sum(row.link is not None for row in table), sum(row.held for row in table))


def evaluate(texts: Sequence[Text], knowledge: Knowledge) -> tuple[list[Row], dict[str, list[Link]]]:
    """The mentions by name that are held or linked in some texts, and all links of each text."""
    titles = Titles(knowledge.world, knowledge.indexes.senses.gazetteer)
    offices = frozenset(w for p in knowledge.lexicon.offices for words in p.words for w in words)
    link = linker(knowledge)
    table: list[Row] = []
    predictions: dict[str, list[Link]] = {}
    for text in texts:
        links, document = link(text)
        table += rows(text, links, document, titles, offices)
        predictions[text.name] = links
    return table, predictions


def write_predictions(path: Path, predictions: Mapping[str, Sequence[Link]]) -> None:
    """Keep links as JSON: {article: [{"start": …, "end": …, "iri": … or null}, …]} in code points."""
    plain = {
        name: [{"start": one.span.start, "end": one.span.end, "iri": one.iri} for one in links]
        for name, links in predictions.items()
    }
    path.write_text(json.dumps(plain, indent=1, sort_keys=True) + "\n", "utf-8")


def report(table: Sequence[Row], links: int, *, detailed: bool = False) -> str:
    """The figures as text; `links` is how many there are in all, `detailed` lists what is wrong or missed."""
    lines = [_line(row) for row in table if detailed and not row.right]
    found = score(table)
    lines.append(
        f"names: precision {found.precision:.1f}, recall {found.recall:.1f}, F1 {found.f1:.1f} "
        f"({found.right} right, {found.predicted} linked, {found.gold} held; "
        f"{links - found.predicted} links without a title to judge by)"
    )
    return "\n".join(lines)


def _line(row: Row) -> str:
    title = row.title if row.held else f"{row.title}, not held"
    to = f" -> {row.link.label} ({row.link.iri})" if row.link else ""
    return f"{'WRONG ' if row.link else 'MISSED'} {row.article}: {row.words!r} [{title}]{to}"
