"""Measure the engine beside the reference packages: stages, reasoning, validation, writing, the store.

    scripts/bench_engine [--articles N] [--large N] [--only PART …]

The articles are those of examples/, extracted once and copied under other names: their own nodes differ,
entities are shared, and so is each content among three. Every figure is of CPU seconds; what is compared is
measured in the same run. `--articles` is how many are reasoned over and written; `--large` how many
the large store holds (the small one holds 100).
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pyshacl
import rdflib

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.archive import TOGETHER, Archive
from kg.build import Knowledge, Prepared, base_graphs, find, new_graph, prepare
from kg.entry import Entry
from kg.errors import InputError
from kg.export import Format, export, to_rdflib
from kg.extract.findings import extract
from kg.iris import article_graph
from kg.language.english import annotate, load_model
from kg.model import Article
from kg.rdf import article_quads
from kg.read import read
from kg.reason import Rules, Triple, closure, neighbourhood
from kg.resources import folder
from kg.store import Graph
from kg.terms import to_rdflib_triple
from kg.validate import check

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
PARTS = ("stages", "reasoning", "validation", "writing", "store")
ARTICLES, LARGE, SMALL, STEP = 5, 1_000, 100, 500
#: Seconds between two looks at whether threads are idle, and the CPU seconds a second that count as idle.
SETTLING, IDLE = 0.5, 0.05
#: How often a question is asked, of which the median counts, and how many articles come and go.
ROUNDS, CHANGES = 5, 30
FORMATS: dict[Format, ox.RdfFormat] = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of some work, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def row(what: str, ours: float, reference: float | None = None, note: str = "") -> None:
    """One line of the table: seconds, seconds of the reference, how many times faster."""
    other = "" if reference is None else f"{reference:.4f}"
    times = "" if reference is None else f"{reference / ours:.0f}"
    print(f"| {what} | {ours:.4f} | {other} | {times} | {note} |", flush=True)


def spo(statement: ox.Quad | ox.Triple) -> Triple:
    """A statement without its graph."""
    return statement.subject, statement.predicate, statement.object


class Copies:
    """The articles of examples/, and as many copies of them as are asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        found = [item for item in read([ROOT / "examples"]) if not isinstance(item, InputError)]
        self.originals = [prepare(find(article, knowledge), knowledge) for article in found]
        self._texts = [self._text(one) for one in self.originals]

    @staticmethod
    def _text(one: Prepared) -> tuple[str, str]:
        iri = one.built.iri
        return iri.value.rpartition("/")[2], Entry.of(iri, "", one.quads, one.inferred).lines.decode()

    def entry(self, number: int, version: str = "1") -> Entry:
        """One copy; the same number gives the same one."""
        mark, text = self._texts[number % len(self._texts)]
        own = hashlib.sha256(f"{mark} {number}".encode()).hexdigest()[:16]
        shared = hashlib.sha256(str(number // (3 * len(self._texts))).encode()).hexdigest()[:6]
        lines = text.replace(mark, own).replace("/content/", f"/content/{shared}")
        return Entry(ox.NamedNode(f"https://w3id.org/article-kg/article/{own}"), version, lines.encode())


def stages(knowledge: Knowledge, copies: Copies, articles: int) -> None:
    """What each stage of a build has of the time, for the articles of examples/."""
    spent: defaultdict[str, list[float]] = defaultdict(list)

    def timed(stage: str, work: Callable[[], T]) -> T:
        seconds, result = cpu(work)
        spent[stage].append(seconds)
        return result

    nlp, rules, described = load_model(), knowledge.rules, knowledge.described
    classes = {name: one.statement_class for name, one in knowledge.lexicon.illocutions.items()}
    for _ in range(ROUNDS):
        found = timed("read", lambda: [one for one in read([ROOT / "examples"]) if isinstance(one, Article)])
        for article in found:
            document = timed("language", partial(annotate, article, nlp))
            parts = (knowledge.lexicon, knowledge.world, knowledge.indexes, knowledge.learned)
            findings = timed("extract", partial(extract, document, *parts))
            known = partial(article_quads, findings, classes, known=knowledge.world.entities)
            stated = [spo(quad) for quad in timed("rdf", known) if "/graph/art" in str(quad.graph_name)]
            near = timed("reason", partial(neighbourhood, rules, stated, described))
            timed("reason", partial(closure, rules, stated, near))
            nodes = {node for triple in stated for node in triple[::2]}
            said = [triple for node in nodes for triple in described.get(node, ())]
            timed("validate", partial(check, stated, known=said))
    number = ROUNDS * len(copies.originals)
    with tempfile.TemporaryDirectory() as place, Archive(Path(place) / "store") as archive:
        archive.set_base("bench", base_graphs(knowledge))
        entries = [copies.entry(count) for count in range(number)]
        start = _settled()
        archive.put_all(entries, rules)
        spent["store"] = [_settled() - start]
    whole = sum(map(sum, spent.values()))
    for stage, seconds in spent.items():
        row(f"{stage}, an article", sum(seconds) / number, None, f"{100 * sum(seconds) / whole:.0f} %")


def reasoning(knowledge: Knowledge, copies: Copies, articles: int) -> None:
    """The closure of the ontology and articles, beside owlrl's."""
    rules = knowledge.rules
    for size in (articles, 10 * articles, 100 * articles):
        stated = [spo(q) for n in range(size) for q in copies.entry(n).quads() if "/graph/art" in str(q)]
        seconds, found = cpu(partial(closure, rules, stated))
        reference = None
        if size == articles:
            graph = rdflib.Graph().parse(folder("ontology") / "ontology.ttl")
            for triple in stated:
                graph.add(to_rdflib_triple(triple))
            reference, _ = cpu(partial(_expanded, graph))
        row(f"closure, {len(stated):,} triples", seconds, reference, f"{len(found):,} follow")


def _expanded(graph: rdflib.Graph) -> None:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)


def validation(knowledge: Knowledge, copies: Copies, articles: int) -> None:
    """The shapes of each article, beside pyshacl."""
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    ours, theirs = [], []
    for one in copies.originals:
        name = article_graph(one.built.iri)
        stated = [spo(quad) for quad in one.quads if quad.graph_name == name]
        near = [t for node in {n for t in stated for n in t[::2]} for t in knowledge.described.get(node, ())]
        data = rdflib.Graph()
        for triple in (*stated, *near, *knowledge.schema):
            data.add(to_rdflib_triple(triple))
        ours.append(median(cpu(partial(check, stated, known=near))[0] for _ in range(ROUNDS)))
        theirs.append(cpu(partial(pyshacl.validate, data, shacl_graph=shapes, inference="none"))[0])
    ratio = median(b / a for a, b in zip(ours, theirs, strict=True))
    row("shapes of an article (median)", median(ours), median(theirs), f"median of the ratios: {ratio:.0f}")


def writing(knowledge: Knowledge, copies: Copies, articles: int) -> None:
    """N-Quads and TriG, written and read, beside rdflib."""
    graph = _graph(knowledge, copies, articles)
    other = to_rdflib(graph.quads())
    quads = len(graph)
    for name, format in FORMATS.items():
        seconds = median(cpu(partial(export, graph, name))[0] for _ in range(ROUNDS))
        row(f"{name} written, {quads:,} quads", seconds, cpu(partial(other.serialize, format=name))[0])
        data = export(graph, name)
        seconds, _ = cpu(partial(_parsed, data, format))
        text = data.decode()
        reference, _ = cpu(partial(_parsed_by_rdflib, text, name))
        row(f"{name} read, {quads:,} quads", seconds, reference)


def _parsed(data: bytes, format: ox.RdfFormat) -> int:
    return sum(1 for _ in ox.parse(data, format=format))


def _parsed_by_rdflib(text: str, format: str) -> None:
    rdflib.Dataset().parse(data=text, format=format)


def store(knowledge: Knowledge, copies: Copies, large: int) -> None:
    """Articles into a store on disk, and what one costs in a small and in a large one.

    The store sorts and packs in threads of its own, also when it has answered: their time counts.
    """
    rules = knowledge.rules
    costs: dict[int, dict[str, float]] = {}
    spent: list[float] = []
    with tempfile.TemporaryDirectory() as place, Archive(Path(place) / "store") as archive:
        archive.set_base("bench", base_graphs(knowledge))
        stored = quads = 0
        for size in (SMALL, *range(STEP, large + 1, STEP)):
            start = _settled()
            making = 0.0
            ready: list[Entry] = []
            for number in range(stored, size):
                seconds, entry = cpu(partial(copies.entry, number))
                making += seconds
                ready.append(entry)
                quads += entry.lines.count(b"\n")
                if number == size - 1 or sum(len(one.lines) for one in ready) > TOGETHER:
                    archive.put_all(ready, rules)
                    ready.clear()
            if size > SMALL:
                spent.append((_settled() - start - making) / (size - stored))
            stored = size
            if size in (SMALL, STEP, large):
                costs[size] = _changes(archive, copies, rules, size)
                rate = quads / size / (sum(spent) / len(spent) if spent else 1)
                if size > SMALL:
                    note = f"{rate:,.0f} quads a CPU second so far, merged copies not counted"
                    row(f"an article stored, {size:,} articles or {quads:,} quads", spent[-1], None, note)
        if len(spent) > 1:
            note = f"{spent[-1] / spent[0]:.2f} times the first"
            row(f"an article stored, the last {STEP:,}", spent[-1], None, note)
        print(f"| bytes on disk for an article | {archive.size / stored:,.0f} | | | |")
    for size in costs:
        for what, seconds in costs[size].items():
            times = f"{seconds / costs[SMALL][what]:.2f} times that in the small one"
            row(f"{what} one article, store of {size:,}", seconds, None, "" if size == SMALL else times)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| peak memory of this process, MB | {megabytes:.0f} | | | |", flush=True)


def _settled() -> float:
    """CPU seconds of this process, once its threads have nothing more to do."""
    before, now = -1.0, time.process_time()
    while now - before > IDLE * SETTLING:
        time.sleep(SETTLING)
        before, now = now, time.process_time()
    return now


def _changes(archive: Archive, copies: Copies, rules: Rules, size: int) -> dict[str, float]:
    """The median cost of adding, replacing and taking out an article."""
    costs: dict[str, list[float]] = {"add": [], "replace": [], "retract": []}
    for number in range(size, size + CHANGES):
        entry = copies.entry(number)
        half = Entry(entry.article, "2", b"".join(entry.lines.splitlines(keepends=True)[::2]))
        costs["add"].append(cpu(partial(archive.put, entry, rules))[0])
        costs["replace"].append(cpu(partial(archive.put, half, rules))[0])
        archive.put(entry, rules)
        costs["retract"].append(cpu(partial(archive.remove, entry.article, rules))[0])
    return {what: median(seconds) for what, seconds in costs.items()}


def _graph(knowledge: Knowledge, copies: Copies, articles: int) -> Graph:
    graph = new_graph(knowledge)
    for number in range(articles):
        entry = copies.entry(number)
        graph.add(entry.quads())
    return graph


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; the exit status."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench_engine",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help=f"({ARTICLES})")
    parser.add_argument("--large", type=int, default=LARGE, metavar="N", help=f"({LARGE:,})")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=str(PARTS))
    options = parser.parse_args(arguments)
    knowledge = Knowledge()
    copies = Copies(knowledge)
    print("| what | seconds | reference | times faster | |\n| --- | ---: | ---: | ---: | --- |")
    works = {"reasoning": reasoning, "validation": validation, "writing": writing, "stages": stages}
    for part in options.only:
        if part == "store":
            store(knowledge, copies, options.large)
        else:
            works[part](knowledge, copies, options.articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
