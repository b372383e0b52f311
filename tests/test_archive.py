"""The store on disk: whatever comes and goes, it is what a build of what is there would be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import triples_of
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from test_reason_random import DECLARED, ONTOLOGIES, PREFIXES, TRIPLES

from kg.archive import BASE_GRAPHS, Archive
from kg.entry import Entry
from kg.errors import StoreError
from kg.export import export, nquads
from kg.iris import ACROSS_GRAPH, NOTES_GRAPH, PROVENANCE_GRAPH, article_graph, inferred_graph
from kg.reason import Rules, Triple, closure, compile_rules
from kg.snapshot import snapshot
from kg.store import Graph
from kg.vocab import BASE, KG, PROV

ARTICLES = [NamedNode(f"{BASE}article/{number:016x}") for number in range(4)]
WORLD = triples_of(PREFIXES + ":1 :p :2 ; a :A . :2 :q :3 .")
#: What the ontology's graph says is not reasoned over.
SCHEMA = triples_of(PREFIXES + ":1 a :B ; :q :2 . :3 :p :4 ; a :C . _:here :p :5 .")


def entry(article: NamedNode, triples: list[Triple], rules: Rules, version: str = "1") -> Entry:
    """An article that says these triples, with what follows from them and the world."""
    world = frozenset((*WORLD, *closure(rules, WORLD)))
    name = article_graph(article)
    quads = [Quad(*triple, name) for triple in triples]
    quads.append(Quad(name, PROV("wasDerivedFrom"), article, PROVENANCE_GRAPH))
    inferred = closure(rules, triples, world)
    return Entry.of(article, version, quads, inferred)


def base(rules: Rules) -> dict[NamedNode, Collection[Triple]]:
    return dict(zip(BASE_GRAPHS, (SCHEMA, WORLD, closure(rules, WORLD)), strict=True))


def from_scratch(entries: dict[NamedNode, Entry], rules: Rules) -> Graph:
    """The graph of some articles, everything that follows looked for at once."""
    graph = Graph()
    for name, triples in base(rules).items():
        graph.add_graph(name, (ox.Triple(*triple) for triple in triples))
    stated = {*WORLD}
    for article, one in entries.items():
        quads = one.quads()
        inferred = {quad for quad in quads if quad.graph_name == inferred_graph(article)}
        graph.add_article(article, quads - inferred, {quad.triple for quad in inferred})
        name = article_graph(article)
        stated |= {(q.subject, q.predicate, q.object) for q in quads if q.graph_name == name}
    own = {quad.triple for quad in graph.quads() if quad.graph_name != BASE_GRAPHS[0]}
    graph.add_graph(ACROSS_GRAPH, {ox.Triple(*triple) for triple in closure(rules, stated)} - own)
    return graph


def assert_same(archive: Archive, expected: Graph) -> None:
    """The same statements in the same graphs, and the merged graph is their union."""
    assert nquads(archive.graph.quads()) == nquads(expected.quads())
    merged = {
        graph: {q.triple for q in graph.store.quads_for_pattern(None, None, None, DefaultGraph())}
        for graph in (archive.graph, expected)
    }
    assert merged[archive.graph] == merged[expected]


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "store") as archive:
        yield archive


#: Articles to be taken out, and lists of articles to be put in together with what they say.
CHANGES = st.lists(
    st.one_of(
        st.sampled_from(ARTICLES),
        st.lists(st.tuples(st.sampled_from(ARTICLES), TRIPLES), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ONTOLOGIES, CHANGES)
def test_whatever_comes_and_goes_the_store_is_as_if_built_from_what_is_there(
    archive: Archive,
    ontology: rdflib.Graph,
    changes: list[NamedNode | list[tuple[NamedNode, list[Triple]]]],
) -> None:
    rules = compile_rules(ontology)
    archive.set_base(f"{archive.base}1", base(rules))
    archive.relate(rules)
    there: dict[NamedNode, Entry] = {}
    for change in changes:
        if isinstance(change, NamedNode):
            archive.remove(change, rules)
            there.pop(change, None)
        else:
            entries = [entry(article, triples, rules) for article, triples in change]
            archive.put_all(entries, rules)
            there.update((one.article, one) for one in entries)
        assert_same(archive, from_scratch(there, rules))
    for article in ARTICLES:
        archive.remove(article, rules)
    assert_same(archive, from_scratch({}, rules))
    assert archive.versions() == {}


RULES = compile_rules(
    rdflib.Graph().parse(
        data=PREFIXES + DECLARED + ":r owl:propertyChainAxiom ( :p :q ) . :p rdfs:range :A .", format="turtle"
    )
)
ONE, TWO = (triples_of(PREFIXES + text) for text in (":4 :p :5 .", ":5 :q :4 ."))


def test_what_is_kept_out_is_noted_and_not_loaded(archive: Archive) -> None:
    archive.set_base("b", base(RULES))
    good = entry(ARTICLES[0], list(ONE), RULES)
    archive.put(good, RULES)
    archive.put(Entry(ARTICLES[0], "2", kept_out="psh:Grounded fails"), RULES)
    assert archive.kept_out() == {ARTICLES[0]: "psh:Grounded fails"}
    assert archive.versions() == {ARTICLES[0]: "2"}
    assert_same(archive, from_scratch({}, RULES))
    archive.put(good, RULES)
    assert archive.kept_out() == {}
    assert_same(archive, from_scratch({ARTICLES[0]: good}, RULES))


def test_another_base_takes_the_place_of_the_old_one_with_its_blank_nodes(archive: Archive) -> None:
    archive.set_base("b", base(RULES))
    entries = {
        article: entry(article, list(triples), RULES)
        for article, triples in zip(ARTICLES, (ONE, TWO), strict=False)
    }
    for one in entries.values():
        archive.put(one, RULES)
    other = {**base(RULES), BASE_GRAPHS[0]: ((ox.BlankNode("here"), NamedNode("urn:x:p"), Literal("a")),)}
    archive.set_base("c", other)
    assert not archive.is_related
    assert not any(archive.graph.store.quads_for_pattern(None, None, None, ACROSS_GRAPH))
    archive.relate(RULES)
    assert archive.is_related
    expected = from_scratch(entries, RULES)
    expected.add_graph(BASE_GRAPHS[0], [ox.Triple(*triple) for triple in other[BASE_GRAPHS[0]]])
    assert_same(archive, expected)


def test_an_interrupted_relating_begins_anew(archive: Archive) -> None:
    archive.set_base("b", base(RULES))
    for article, triples in zip(ARTICLES, (ONE, TWO), strict=False):
        archive.put(entry(article, list(triples), RULES), RULES)
    archive.set_base("c", base(RULES))
    # As if it had been killed after the first article: something is found, and its support goes away.
    stray = Quad(*triples_of(PREFIXES + ":4 :r :4 .")[0])
    archive.graph.store.extend([stray, Quad(stray.subject, stray.predicate, stray.object, ACROSS_GRAPH)])
    archive.remove(ARTICLES[1], RULES)
    archive.relate(RULES)
    assert_same(archive, from_scratch({ARTICLES[0]: entry(ARTICLES[0], list(ONE), RULES)}, RULES))


def test_what_follows_across_articles_is_in_a_graph_of_its_own_and_goes_with_either(archive: Archive) -> None:
    archive.set_base("b", base(RULES))
    archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)
    archive.put(entry(ARTICLES[1], list(TWO), RULES), RULES)
    (across,) = archive.graph.store.quads_for_pattern(None, None, None, ACROSS_GRAPH)
    assert str(across.triple) == "<urn:x:4> <urn:x:r> <urn:x:4>"
    archive.remove(ARTICLES[1], RULES)
    assert not any(archive.graph.store.quads_for_pattern(None, None, None, ACROSS_GRAPH))


@pytest.mark.parametrize(
    "text", ['a\\u0041"', "back\\slash\\n", "tab\t quote\" line\n\r \u2028 '''", "emoji 🕊 {}"]
)
def test_any_words_are_replaced_as_they_are(archive: Archive, text: str) -> None:
    """A replacement is written in SPARQL, which has escapes of its own."""
    said = [(NamedNode("urn:x:1"), NamedNode("urn:x:v"), Literal(text, language="en"))]
    archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)
    archive.put(entry(ARTICLES[0], said, RULES, "2"), RULES)
    assert Quad(*said[0], article_graph(ARTICLES[0])) in archive.graph.store
    archive.remove(ARTICLES[0], RULES)
    assert len(archive.graph.store) == 0


# -------------------------------------------------------------------- the folder


def test_a_second_writer_is_told_so_and_a_reader_is_welcome(tmp_path: Path) -> None:
    with Archive(tmp_path / "store") as archive:
        archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)
        with pytest.raises(StoreError, match="another process is writing"):
            Archive(tmp_path / "store")
        with Archive(tmp_path / "store", read_only=True) as reader:
            assert nquads(reader.graph.quads()) == nquads(archive.graph.quads())
    with Archive(tmp_path / "store") as archive:
        assert set(archive.versions()) == {ARTICLES[0]}


def test_a_reader_sees_what_there_was_whatever_the_writer_packs(tmp_path: Path) -> None:
    """Packing removes the files that a reader has not looked into yet."""
    folder = tmp_path / "store"
    with Archive(folder) as archive:
        archive.set_base("b", base(RULES))
        archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)
        archive.compact()
        with Archive(folder, read_only=True) as reader:
            archive.put(entry(ARTICLES[1], list(TWO), RULES), RULES)
            archive.compact()
            expected = from_scratch({ARTICLES[0]: entry(ARTICLES[0], list(ONE), RULES)}, RULES)
            assert_same(reader, expected)
        assert not list(folder.glob("reading-*"))


def test_a_snapshot_needs_nothing_of_the_store_any_more(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Archive(folder) as archive:
        archive.set_base("b", base(RULES))
        archive.compact()
        archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)  # in the log alone
        expected = nquads(archive.graph.quads())
        made = snapshot(folder)
    assert made is not None
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    assert nquads(Graph(store=ox.Store.read_only(str(made))).quads()) == expected


def test_what_a_killed_process_left_is_tidied_away(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Archive(folder):
        pass
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], stdout=subprocess.PIPE)
    old, living = (folder / f"reading-{number}-x" for number in (int(gone.stdout), os.getpid()))
    for made in (old, living):
        made.mkdir()
    (folder / "bulk-1.sst").touch()
    with Archive(folder):
        assert not old.exists()
        assert living.exists()
        assert not list(folder.glob("bulk-*"))


@pytest.mark.parametrize(
    "left",
    [
        ("LOG",),
        ("000000.dbtmp", "LOCK", "LOG"),
        ("000001.dbtmp", "IDENTITY", "LOCK", "LOG", "MANIFEST-000001"),
    ],
)
def test_what_was_killed_before_it_was_a_store_becomes_one(tmp_path: Path, left: Collection[str]) -> None:
    for name in left:
        (tmp_path / name).write_bytes(b"\0")
    with pytest.raises(StoreError, match="no store is here"):
        Archive(tmp_path, read_only=True)
    with Archive(tmp_path) as archive:
        assert not archive.versions()
    (tmp_path / "CURRENT").unlink()
    (tmp_path / "mine.txt").touch()
    with pytest.raises(StoreError, match="not a store"):
        Archive(tmp_path)


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("private")
    with pytest.raises(StoreError, match="not a store"):
        Archive(tmp_path)
    with pytest.raises(StoreError, match="no store is here"):
        Archive(tmp_path, read_only=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_notes_are_no_part_of_what_the_graph_says(archive: Archive) -> None:
    archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)
    assert any(archive.graph.store.quads_for_pattern(None, None, None, NOTES_GRAPH))
    names = {quad.graph_name for quad in archive.graph.quads()}
    assert names == {article_graph(ARTICLES[0]), inferred_graph(ARTICLES[0]), PROVENANCE_GRAPH}
    assert len(archive.graph) == len(list(archive.graph.quads()))


def test_compacting_changes_nothing_that_is_said(archive: Archive) -> None:
    archive.put(entry(ARTICLES[0], list(ONE), RULES), RULES)
    before = nquads(archive.graph.quads())
    archive.compact()
    assert nquads(archive.graph.quads()) == before


def test_the_size_while_files_are_packed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file goes between the look at the folder and the look at the file."""
    size, files = archive.size, list(archive.folder.iterdir())
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([*files, folder / "000099.sst"]))
    monkeypatch.setattr(Path, "is_file", lambda path: True)
    assert archive.size == size


def test_a_damaged_block_is_told_by_whatever_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    triples = [(KG(f"s{i}"), KG("p"), KG(f"o{i}")) for i in range(999)]
    with Archive(folder) as archive:
        archive.set_base("x", dict.fromkeys(BASE_GRAPHS, triples))
        archive.compact()
    for path in folder.glob("*.sst"):
        data = path.read_bytes()
        # The first block of data, not the index after it, without which the store does not open.
        path.write_bytes(bytes(16) + data[16:])
    with pytest.raises(StoreError, match="the store is damaged"), Archive(folder, read_only=True) as archive:
        export(archive.graph, "nquads")


@pytest.mark.parametrize("list_of_files", [b"MANIFEST-\xe0\x00\n", b"\0", b""])
def test_a_garbled_list_of_files_is_a_message(tmp_path: Path, list_of_files: bytes) -> None:
    with Archive(tmp_path / "store"):
        pass
    (tmp_path / "store" / "CURRENT").write_bytes(list_of_files)
    with pytest.raises(StoreError):
        Archive(tmp_path / "store", read_only=True)


@pytest.mark.parametrize("kind", [*range(14), *range(128, 133), 255])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_list_of_files_with_a_record_of_another_kind_is_a_message(
    tmp_path: Path, kind: int, read_only: bool
) -> None:
    folder = tmp_path / "store"
    with Archive(folder):
        pass
    (path,) = folder.glob("MANIFEST-*")
    data = bytearray(path.read_bytes())
    second = 7 + int.from_bytes(data[4:6], "little")
    was, data[second + 6] = data[second + 6], kind
    path.write_bytes(data)
    if kind == was:
        Archive(folder, read_only=read_only).close()
        return
    with pytest.raises(StoreError, match=f"{re.escape(str(folder))}: the store is damaged"):
        Archive(folder, read_only=read_only)
    assert not list(folder.glob("reading-*"))
