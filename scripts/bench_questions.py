"""Ask every named question of a large graph, beside rdflib: how long each takes, whether the answers agree.

    scripts/bench_questions [--quads N] [--limit SECONDS] [--only QUESTION …] [--store] [--ours]
                            [--graph FILE]

The graph is of made-up news. Each story is one of the conflicts of examples/ and tests/cases/dev, moved to
other states, persons and places and to another day; a few are told often, most once, and a few states,
persons and places are in many. So contents, speakers and dates are shared as in news: unevenly. What
follows from several articles together is there too.

Each question is asked as it is, and with each of its parameters: the actor that is most frequent in the
answer, the rarest one, its most frequent place and article, a week, a word. Ours is the median of five, the
resolving of names included; rdflib is asked once, over the merged graph, in a process of its own, for
`--limit` seconds. All are CPU seconds. `--graph` keeps the graph in a file of N-Quads for the next time.
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import gc
import hashlib
import itertools
import math
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, TypeVar, cast

import pyoxigraph as ox
import rdflib
from rdflib.util import from_n3

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.build import Knowledge, Prepared, find, new_graph, prepare, relate
from kg.errors import InputError, QueryError
from kg.iris import article_graph
from kg.query import _HIDDEN, Answer, Question, Value, _term, _value, ask, questions
from kg.read import read
from kg.resolve import resolve_entity
from kg.store import Graph
from kg.terms import to_rdflib_triple
from kg.vocab import BASE, KG, RDF, RDFS, expand

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
QUADS, LIMIT, ROUNDS = 1_000_000, 60.0, 5
NQUADS = ox.RdfFormat.N_QUADS
#: Of an article of tests/cases that has no date.
DATE = datetime.date(2023, 6, 15)
#: A story is moved by up to so many days, and told by up to so many articles.
DAYS, TOLD = 5 * 365, 12
#: Characters of the longest texts that are taken: somewhat longer than those of examples/.
LONGEST = 2_100
#: Values for the parameters that no column of the answer has.
GIVEN = {"text": "ceasefire", "event": "consult", "from": "2023-09-01", "to": "2023-09-07"}
_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)"\^\^<http://www.w3.org/2001/XMLSchema#date>')
_ENTITY = BASE + "entity/"
_DEFAULT = ox.DefaultGraph()


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of some work, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def mark(*parts: str, size: int = 16) -> str:
    """A hash of some words."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:size]


# -------------------------------------------------------------------- the news


class Pool:
    """Things of one kind, of which the n-th is drawn 1/n as often as the first."""

    def __init__(self, names: Iterable[str], chance: random.Random) -> None:
        self.names = sorted(names)
        chance.shuffle(self.names)
        self._sums = list(itertools.accumulate(1 / n for n in range(1, len(self.names) + 1)))
        self._chance = chance

    def draw(self, taken: set[str]) -> str:
        """One that is not taken yet; it is then."""
        while True:
            place = bisect.bisect(self._sums, self._chance.random() * self._sums[-1])
            if (name := self.names[min(place, len(self.names) - 1)]) not in taken:
                taken.add(name)
                return name


@dataclass(frozen=True)
class Text:
    """An article as N-Quads, to be copied: what it says, what follows, its contents and what they are."""

    name: str
    iri: str
    quads: str
    inferred: str
    entities: frozenset[str]
    contents: Mapping[str, str]


class News:
    """Made-up news; the same articles every time."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._chance = random.Random(1)
        self._labels = {
            node.value: triple[2].value
            for node, triples in knowledge.described.items()
            for triple in triples
            if isinstance(node, ox.NamedNode) and triple[1] == RDFS("label")
            if isinstance(triple[2], ox.Literal)
        }
        self._known = {
            node.value
            for node in knowledge.described
            if isinstance(node, ox.NamedNode) and node.value.startswith(_ENTITY)
        }
        states = self._of("State") | self._of("DeFactoAuthority")
        persons = self._of("Person")
        places = self._of("Place") - states
        self._pools = [(kind, Pool(kind, self._chance)) for kind in (states, persons, places)]
        self._states = states
        examples = tuple(self._texts(ROOT / "examples"))
        paths = sorted((ROOT / "tests/cases/dev").glob("*.txt"))
        cases = (tuple(self._texts(path)) for path in paths if path.stat().st_size <= LONGEST)
        self._conflicts = (examples, *cases)

    def _of(self, kind: str) -> set[str]:
        wanted = (RDF("type"), KG(kind))
        described = self._knowledge.described.items()
        found = {node for node, triples in described if any(t[1:] == wanted for t in triples)}
        iris = (node.value for node in found if isinstance(node, ox.NamedNode))
        return {iri for iri in iris if iri.startswith(_ENTITY) and iri in self._labels}

    def _texts(self, path: Path) -> Iterator[Text]:
        for article in read([path], date=DATE):
            if isinstance(article, InputError):
                raise article
            yield self._text(prepare(find(article, self._knowledge), self._knowledge))

    def _text(self, one: Prepared) -> Text:
        contents: dict[str, list[str]] = {}
        name = article_graph(one.built.iri)
        for quad in one.quads:
            if quad.graph_name == name and str(quad.subject).startswith(f"<{BASE}content/"):
                contents.setdefault(str(quad.subject), []).append(f"{quad.predicate} {quad.object}")
        quads = (ox.serialize(one.quads, format=NQUADS) or b"").decode()
        inferred = (ox.serialize((ox.Quad(*t) for t in one.inferred), format=NQUADS) or b"").decode()
        found = frozenset(re.findall(f"<({re.escape(_ENTITY)}[^>]*)>", quads + inferred))
        described = {node: "\n".join(sorted(lines)) for node, lines in contents.items()}
        return Text(one.built.source, one.built.iri.value, quads, inferred, found, described)

    def articles(self) -> Iterator[tuple[ox.NamedNode, tuple[ox.Quad, ...], tuple[ox.Triple, ...]]]:
        """One article after the other, without end: its node, its quads, what follows."""
        sizes = Pool((f"{n:02}" for n in range(1, TOLD + 1)), random.Random(0))
        sizes.names.sort()
        number = 0
        while True:
            others = self._chance.random() < 0.5
            texts = self._conflicts[self._chance.randrange(len(self._conflicts)) if others else 0]
            moved = self._moved(frozenset().union(*(text.entities for text in texts)))
            days = self._chance.randrange(DAYS)
            first = self._chance.randrange(len(texts))
            for told in range(int(sizes.draw(set()))):
                yield self._copy(texts[(first + told) % len(texts)], moved, days, number)
                number += 1

    def _moved(self, entities: frozenset[str]) -> dict[str, str]:
        """Which entity stands for which in a story."""
        moved: dict[str, str] = {}
        taken: set[str] = set()
        for name in sorted(entities):
            for kind, pool in self._pools:
                if name in kind and name not in moved:
                    moved[name] = pool.draw(taken)
        for name in sorted(entities - moved.keys()):
            state = max((s for s in self._states if name.startswith(f"{s}-")), key=len, default="")
            if state:
                moved[name] = moved.setdefault(state, self._pools[0][1].draw(taken)) + name[len(state) :]
        own = mark(*moved.values(), size=12)
        for name in entities - moved.keys():
            if re.search(r"-[0-9a-f]{12}$", name):
                moved[name] = name[:-12] + own
        return moved

    def _copy(
        self, text: Text, moved: Mapping[str, str], days: int, number: int
    ) -> tuple[ox.NamedNode, tuple[ox.Quad, ...], tuple[ox.Triple, ...]]:
        own = mark(text.iri, str(number))
        words = {self._labels[a]: self._labels[b] for a, b in moved.items() if {a, b} <= self._labels.keys()}
        pattern = re.compile(
            rf"<{re.escape(_ENTITY)}[^>]*>|{_DAY.pattern}|"
            + "|".join(rf"\b{re.escape(word)}\b" for word in sorted(words, key=len, reverse=True))
        )

        def change(match: re.Match[str]) -> str:
            found = match[0]
            if found[0] == "<":
                return f"<{moved.get(found[1:-1], found[1:-1])}>"
            if match[1]:
                day = datetime.date.fromisoformat(match[1]) + datetime.timedelta(days)
                return found.replace(match[1], day.isoformat())
            return words[found]

        contents = {
            content: f"<{BASE}content/{mark(content, pattern.sub(change, lines), size=28)}>"
            for content, lines in text.contents.items()
        }
        texts = []
        for one in (text.quads, text.inferred):
            one = pattern.sub(change, one).replace(text.iri.rpartition("/")[2], own)
            texts.append(re.sub(rf"<{BASE}content/\w+>", lambda m: contents.get(m[0], m[0]), one))
        quads, inferred = (tuple(ox.parse(one, format=NQUADS)) for one in texts)
        iri = ox.NamedNode(f"{BASE}article/{own}")
        described = tuple(self._described(text.entities, moved, pattern, change, article_graph(iri)))
        return iri, (*quads, *described), tuple(quad.triple for quad in inferred)

    def _described(
        self,
        entities: frozenset[str],
        moved: Mapping[str, str],
        pattern: re.Pattern[str],
        change: Callable[[re.Match[str]], str],
        graph: ox.NamedNode,
    ) -> Iterator[ox.Quad]:
        """What the world says of an entity, for the one in its place that the world does not know."""
        for name in sorted(entities & self._known):
            if moved.get(name, name) not in self._known:
                for triple in self._knowledge.described[ox.NamedNode(name)]:
                    line = pattern.sub(change, f"{triple[0]} {triple[1]} {triple[2]} .")
                    for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES):
                        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def news_graph(knowledge: Knowledge, quads: int) -> tuple[Graph, int]:
    """A graph of about so many quads, and the number of its articles."""
    graph = new_graph(knowledge)
    size, number = len(graph), 0
    for iri, stated, inferred in News(knowledge).articles():
        if size >= quads:
            break
        graph.add_article(iri, stated, inferred)
        size += len(stated) + len(inferred)
        number += 1
    relate(graph, knowledge)
    return graph, number


# -------------------------------------------------------------------- asking


def variants(graph: Graph, question: Question, answer: Answer) -> Iterator[dict[str, str]]:
    """What to give: each parameter, with values that are in the answer where it has them."""
    for parameter in question.parameters:
        if parameter.name == "to":
            continue
        if parameter.name == "from":
            yield {"from": GIVEN["from"], "to": GIVEN["to"]}
            continue
        if parameter.type not in ("actor", "place", "article"):
            yield {parameter.name: GIVEN[parameter.name]}
            continue
        frequent, rare = _extremes(graph, parameter.name, parameter.type, answer)
        yield {parameter.name: _named(graph, parameter.type, frequent)}
        if parameter.type == "actor" and rare != frequent:
            yield {parameter.name: _named(graph, parameter.type, rare)}


def _extremes(graph: Graph, name: str, kind: str, answer: Answer) -> tuple[str, str]:
    """The most frequent value of a column, and the rarest; of the speakers where it has none."""
    cells: Counter[Value] = Counter()
    if name in answer.columns:
        place = answer.columns.index(name)
        cells.update(row[place] for row in answer.rows if row[place] is not None)
    if not cells:
        predicate = KG({"actor": "speaker", "article": "reportedIn", "place": "place"}[kind])
        found = graph.store.quads_for_pattern(None, predicate, None, _DEFAULT)
        cells.update(quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode))
    ordered = sorted(cells.items(), key=lambda item: (-item[1], str(item[0])))
    return str(ordered[0][0]), str(ordered[-1][0])


def _named(graph: Graph, kind: str, cell: str) -> str:
    """How a person would write it: by its label, where no other has the same."""
    node = ox.NamedNode(expand(cell))
    if kind == "article":
        return node.value
    for quad in graph.store.quads_for_pattern(node, RDFS("label"), None, _DEFAULT):
        label = str(quad.object.value) if isinstance(quad.object, ox.Literal) else ""
        with suppress(QueryError):
            prefer: Any = "Place" if kind == "place" else "Actor"
            if resolve_entity(graph, label, prefer=prefer) == node:
                return label
    return node.value


def digest(rows: Iterable[tuple[Value, ...]]) -> tuple[int, str]:
    """How many rows, and a hash of them in any order."""
    lines = sorted(map(repr, rows))
    return len(lines), mark(*lines)


def by_rdflib(graph: rdflib.Graph, question: Question, bound: Mapping[str, Any], out: Connection) -> None:
    """Send the seconds that rdflib takes, and the digest of its answer in our terms."""
    given: dict[str, Any] = {name: from_n3(str(term)) for name, term in bound.items()}
    seconds, result = cpu(lambda: graph.query(question.sparql, initBindings=given))
    # No question is an ASK, whose one row would be a truth value.
    more, rows = cpu(lambda: cast(tuple[Sequence[object], ...], tuple(result)))
    table: Iterable[tuple[Value, ...]] = (tuple(map(_cell, row)) for row in rows)
    if result.type == "CONSTRUCT":
        table = set(table)
    else:
        kinds = {parameter.name: parameter.type for parameter in question.parameters}
        shown = [n for n, name in enumerate(map(str, result.vars or ())) if kinds.get(name) not in _HIDDEN]
        table = (tuple(row[n] for n in shown) for row in table)
    out.send((seconds + more, *digest(table)))


def _cell(term: Any) -> Value:
    if isinstance(term, rdflib.URIRef):
        return _value(ox.NamedNode(str(term)))
    if not isinstance(term, rdflib.Literal):
        return None if term is None else str(term)
    kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return _value(ox.Literal(str(term), datatype=kind))


def within(limit: float, work: Callable[[Connection], None]) -> tuple[float, int, str] | None:
    """What some work sends from a process of its own; None when that has used up its CPU seconds before."""
    context = multiprocessing.get_context("fork")
    inward, outward = context.Pipe(duplex=False)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit), math.ceil(limit) + 1))
        work(outward)

    process = context.Process(target=limited)
    process.start()
    outward.close()
    try:
        return inward.recv()  # type: ignore[no-any-return]
    except EOFError:
        return None
    finally:
        process.join()


@dataclass(frozen=True)
class Asked:
    """One question with what was given, and how long it took: ours, ours on the disk, rdflib's."""

    question: str
    given: dict[str, str]
    rows: int
    ours: float
    stored: float | None
    theirs: float | None
    agree: bool | None

    @property
    def label(self) -> str:
        """The question as `kg ask` is told it."""
        return " ".join((self.question, *(f"{name}={value}" for name, value in self.given.items())))


def measure(
    graph: Graph,
    stored: Graph | None,
    merged: rdflib.Graph | None,
    limit: float,
    names: Sequence[str],
    show: Callable[[Asked], None],
) -> list[Asked]:
    """Ask every question: first all as they are, then with their parameters."""
    found = []
    wanted = [question for question in questions() if not names or question.name in names]
    plain: list[tuple[Question, dict[str, str]]] = [(question, {}) for question in wanted]
    narrowed = ((q, given) for q in wanted for given in variants(graph, q, ask(graph, q.name)))
    for question, given in itertools.chain(plain, narrowed):
        answer = ask(graph, question.name, **given)
        ours = _warm(graph, question, given)
        on_disk = _warm(stored, question, given) if stored else None
        theirs = agree = None
        rows, ours_digest = digest(answer.rows)
        if merged is not None:
            bound = {p.name: _term(graph, p, given[p.name]) for p in question.parameters if p.name in given}
            theirs = within(limit, partial(by_rdflib, merged, question, bound))
            agree = theirs[1:] == (rows, ours_digest) if theirs else None
        one = Asked(question.name, given, rows, ours, on_disk, theirs[0] if theirs else None, agree)
        show(one)
        found.append(one)
    return found


def _warm(graph: Graph, question: Question, given: Mapping[str, str]) -> float:
    """The median of some rounds; of one where one takes long."""
    seconds = [cpu(lambda: ask(graph, question.name, **given))[0]]
    while len(seconds) < ROUNDS and sum(seconds) < 20:
        seconds.append(cpu(lambda: ask(graph, question.name, **given))[0])
    return median(seconds)


def to_merged(graph: Graph) -> rdflib.Graph:
    """The merged graph for rdflib."""
    merged = rdflib.Graph()
    for quad in graph.store.quads_for_pattern(None, None, None, _DEFAULT):
        merged.add(to_rdflib_triple(quad.triple))
    return merged


def line(one: Asked, limit: float) -> str:
    """A row of the table."""
    theirs = f"> {limit * 1000:,.0f}" if one.theirs is None else f"{one.theirs * 1000:,.0f}"
    ratio = f"{(one.theirs or limit) / one.ours:,.0f}" if one.ours else ""
    differ = "" if one.agree in (None, True) else " **answers differ**"
    stored = "" if one.stored is None else f" {one.stored * 1000:,.1f} |"
    return f"| {one.label}{differ} | {one.rows:,} | {one.ours * 1000:,.1f} |{stored} {theirs} | {ratio} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; the exit status."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench_questions",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quads", type=int, default=QUADS, metavar="N", help=f"({QUADS:,})")
    parser.add_argument(
        "--limit", type=float, default=LIMIT, metavar="SECONDS", help=f"for rdflib ({LIMIT:.0f})"
    )
    parser.add_argument("--only", nargs="+", default=(), metavar="QUESTION", help="not all")
    parser.add_argument("--store", action="store_true", help="ask a store on disk too")
    parser.add_argument("--ours", action="store_true", help="do not ask rdflib")
    parser.add_argument("--graph", type=Path, metavar="FILE", help="N-Quads, read or made")
    options = parser.parse_args(arguments)
    if options.graph and options.graph.exists():
        graph = Graph()
        graph.store.bulk_load(path=str(options.graph), format=NQUADS)
        articles = len(graph.articles())
    else:
        graph, articles = news_graph(Knowledge(), options.quads)
        if options.graph:
            graph.store.dump(str(options.graph), format=NQUADS)
    merged = None if options.ours else to_merged(graph)
    gc.collect()
    gc.freeze()
    print(f"{len(graph):,} quads, {articles:,} articles\n", file=sys.stderr)
    stored_head = " store, ms |" if options.store else ""
    print(f"| question | rows | ours, ms |{stored_head} rdflib, ms | times faster |")
    print(f"| --- | ---: | ---: |{' ---: |' if options.store else ''} ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as place:
        stored = None
        if options.store:
            stored = Graph(store=ox.Store(str(Path(place) / "store")))
            stored.store.bulk_extend(graph.store)
            stored.store.flush()
        found = measure(
            graph,
            stored,
            merged,
            options.limit,
            options.only,
            lambda one: print(line(one, options.limit), flush=True),
        )
        del stored
    ratios = [(one.theirs or options.limit) / one.ours for one in found]
    print(
        f"\n{len(found)} askings; over 100 ms: {sum(one.ours > 0.1 for one in found)}; slower than rdflib: "
        f"{sum(ratio < 1 for ratio in ratios)}; median {median(ratios):.0f} times faster; "
        f"answers that differ: {sum(one.agree is False for one in found)}; "
        f"not done by rdflib: {sum(one.theirs is None for one in found)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
