"""Tables of what articles say, one for each class, for pandas, R and spreadsheets."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from kg.export.view import ATTITUDES, Term, View, identity
from kg.vocab import KG, OA, expand, shorten

#: What stands between the values of a cell that has several.
SEPARATOR = "; "

#: The first moment that a zip file can name: the same bytes at whatever time they are made.
_EPOCH = (1980, 1, 1, 0, 0, 0)

_DATES = ("kg:earliest", "kg:latest", "kg:datePrecision", "kg:dateText")
#: From when to when something holds.
_TERM = ("schema:startDate", "schema:endDate", "kg:earliest", "kg:latest", "kg:dateText", "kg:former")
_PLACE_IN_TEXT = ("kg:sentence", "kg:reportedIn*")

#: The columns of each table after `id` and `class`; with a star, a column of labels follows that of IRIs.
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles": (
            *("schema:headline", "schema:datePublished", "schema:publisher", "schema:author", "schema:url"),
            *("kg:agency", "kg:dateline", "schema:inLanguage", "kg:contentHash", "dcterms:extent"),
        ),
        "entities": (
            *("rdfs:label", "skos:altLabel", "skos:notation", "kg:organOf*", "kg:polity*", "kg:partOf*"),
            *("kg:basedIn*", "kg:candidate*", "skos:exactMatch"),
        ),
        "statements": (
            *("kg:speaker*", "kg:inCapacity*", "kg:accordingTo*", "kg:addressee*", "kg:about*"),
            *("kg:illocution*", "attitude", "proposition", "kg:upholds", "kg:rejects", "kg:certainty"),
            *("kg:quote", *_DATES, "kg:confidence", "kg:foundBy", *_PLACE_IN_TEXT),
        ),
        "propositions": (
            *("statement", "kg:propText", "kg:predicate*", "kg:polarity", "kg:propSubject*"),
            *("kg:propObject*", "kg:propPlace*", *_DATES, "kg:content"),
        ),
        "events": (
            *("rdfs:label", "kg:eventType*", "kg:actor*", "kg:target*", "kg:place*", *_DATES),
            *("kg:before", "kg:after", "kg:during", "kg:subEventOf", "kg:confidence", *_PLACE_IN_TEXT),
        ),
        "figures": (
            *("figureOf", "kg:measure*", "kg:value", "kg:highValue", "kg:qualifier", "kg:unit"),
            *("kg:counted", "kg:figureText", "kg:includedIn"),
        ),
        "tenures": ("kg:holder*", "kg:office*", *_TERM, "kg:tenureKind", *_PLACE_IN_TEXT),
        "memberships": ("kg:member*", "kg:alliance*", *_TERM, *_PLACE_IN_TEXT),
        "relations": (
            *("kg:relationSubject*", "kg:relation", "kg:relationObject*"),
            *(*_TERM, "kg:datePrecision", *_PLACE_IN_TEXT),
        ),
    }
)


def tables(view: View) -> dict[str, bytes]:
    """CSV (RFC 4180, UTF-8) by file name: `articles.csv`, `entities.csv`, `statements.csv` and so on.

    One row for each node, sorted by `id`, which is its IRI; columns are called as the properties are.
    Dates are ISO 8601, what is not known is empty, several values are joined by '; '. `evidence.csv`
    links: a row for each finding and each span of words that it rests on, in code points.
    """
    found = {f"{name}.csv": _csv(_rows(view, name)) for name in _COLUMNS}
    return found | {"evidence.csv": _csv(_evidence(view))}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one zip file, the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return stream.getvalue()


def _rows(view: View, table: str) -> Iterator[list[str]]:
    """The heads of the columns, then the rows."""
    columns = _COLUMNS[table]
    heads = [column.rpartition(":")[2] for column in columns]
    yield ["id", "class", *(head for name in heads for head in _head(name))]
    inverse = _inverse(view)
    for node in getattr(view, table):
        row = [identity(node), SEPARATOR.join(_name(kind) for kind in view.classes(node))]
        for column in columns:
            if column == "attitude":
                row.append(SEPARATOR.join(_name(name) for name in ATTITUDES if view.values(node, name)))
                continue
            if column == "proposition":
                values = view.values(node, *ATTITUDES)
            elif column in ("statement", "figureOf"):
                values = tuple(inverse[node])
            else:
                values = view.values(node, ox.NamedNode(expand(column.rstrip("*"))))
            row.append(SEPARATOR.join(map(_cell, values)))
            if column.endswith("*"):
                row.append(SEPARATOR.join(map(view.label, values)))
        yield row


def _head(name: str) -> tuple[str, ...]:
    return (name[:-1], f"{name[:-1]}_label") if name.endswith("*") else (name,)


def _inverse(view: View) -> Mapping[Term, list[Term]]:
    """The statement of each proposition, and what each figure is a number of."""
    found: defaultdict[Term, list[Term]] = defaultdict(list)
    for node in (*view.statements, *view.events, *view.propositions):
        for value in view.values(node, *ATTITUDES, KG("figure")):
            found[value].append(node)
    return found


def _evidence(view: View) -> Iterator[list[str]]:
    yield ["id", "finding", "role", "sentence", "article", "start", "end", "exact"]
    listed = set(view.evidence)
    owners = (*view.entities, *view.statements, *view.events, *view.figures, *view.tenures)
    pairs = [
        (evidence, owner)
        for owner in (*owners, *view.memberships, *view.relations, *view.propositions)
        for evidence in view.values(owner, KG("evidence"))
        if evidence in listed
    ]
    for evidence, owner in sorted(pairs, key=lambda pair: (identity(pair[0]), identity(pair[1]))):
        about = [(KG("evidenceRole"),), (KG("sentence"),), (OA("hasSource"),)]
        cells = [SEPARATOR.join(map(_cell, view.values(evidence, *names))) for names in about]
        spans = [
            [_single(view, selector, name) for name in ("start", "end", "exact")]
            for selector in view.values(evidence, OA("hasSelector"))
        ]
        for span in sorted(spans, key=lambda span: (len(span[0]), span[0])):
            yield [identity(evidence), identity(owner), *cells, *span]


def _single(view: View, node: Term, name: str) -> str:
    return SEPARATOR.join(map(_cell, view.values(node, OA(name))))


def _cell(value: Term) -> str:
    return value.value if isinstance(value, ox.Literal) else identity(value)


def _name(term: ox.NamedNode) -> str:
    """A term of the ontology without its prefix."""
    return shorten(term.value).removeprefix("kg:")


def _csv(rows: Iterable[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()
