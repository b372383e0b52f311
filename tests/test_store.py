"""The store: named graphs and their union, replacement of articles, and reading from files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from findings import first, quads_of, second
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import InputError
from kg.export import export, nquads
from kg.graph_file import READABLE
from kg.iris import WORLD_GRAPH, article_graph, article_iri, inferred_graph
from kg.store import Graph, from_file
from kg.vocab import KG, RDF

A, B, C, P, Q, G, H = (KG(name) for name in ("a", "b", "c", "p", "q", "g", "h"))


def merged(graph: Graph) -> list[str]:
    """What a query sees."""
    return sorted(
        str(quad.triple) for quad in graph.store.quads_for_pattern(None, None, None, DefaultGraph())
    )


def test_a_triple_in_two_graphs_is_in_the_union_once() -> None:
    graph = Graph([Quad(A, P, B, G), Quad(A, P, B, H), Quad(A, P, C, H)])
    assert list(graph.triples()) == [Triple(A, P, B), Triple(A, P, C)]
    assert len(merged(graph)) == 2
    assert len(graph) == 3


def test_the_union_is_not_exported_beside_the_graphs() -> None:
    quads = [Quad(A, P, B, G), Quad(A, P, B, H)]
    assert list(Graph(quads).quads()) == quads


def test_what_no_named_graph_says_is_kept_in_the_default_graph() -> None:
    graph = Graph([Quad(A, P, B), Quad(A, P, C, G)])
    assert list(graph.quads()) == [Quad(A, P, B), Quad(A, P, C, G)]


def test_quads_are_sorted_by_graph_and_subject_with_the_class_first() -> None:
    a_type, early = RDF("type"), NamedNode("http://a.example/p")
    in_order = [
        Quad(A, a_type, C, G),
        Quad(A, early, B, G),
        Quad(A, P, B, G),
        Quad(A, P, C, G),
        Quad(KG("a-b"), P, B, G),
        Quad(B, P, A, H),
    ]
    assert list(Graph(reversed(in_order)).quads()) == in_order


def test_a_graph_is_replaced_as_a_whole() -> None:
    graph = Graph()
    graph.add_graph(WORLD_GRAPH, [Triple(A, P, B), Triple(A, P, C)])
    graph.add_graph(WORLD_GRAPH, [Triple(A, P, C)])
    assert list(graph.quads()) == [Quad(A, P, C, WORLD_GRAPH)]
    assert merged(graph) == [str(Triple(A, P, C))]


def test_removing_a_graph_keeps_what_another_says() -> None:
    graph = Graph([Quad(A, P, B, G), Quad(A, P, B, H), Quad(A, Q, B, G)])
    graph.remove(G)
    assert merged(graph) == [str(Triple(A, P, B))]
    graph.remove(H)
    assert merged(graph) == []


@given(
    st.lists(st.tuples(*[st.sampled_from([A, B])] * 3, st.sampled_from([G, H, WORLD_GRAPH]))),
    st.lists(st.sampled_from([G, H, WORLD_GRAPH])),
)
def test_the_default_graph_is_always_the_union(
    added: list[tuple[NamedNode, NamedNode, NamedNode, NamedNode]], removed: list[NamedNode]
) -> None:
    graph = Graph(Quad(*item) for item in added)
    for name in removed:
        graph.remove(name)
    left = {item for item in added if item[3] not in removed}
    assert {(q.subject, q.predicate, q.object, q.graph_name) for q in graph.quads()} == left
    assert merged(graph) == sorted({str(Triple(*item[:3])) for item in left})


def test_an_article_is_added_with_what_follows_from_it() -> None:
    article = article_iri(first().article)
    graph = Graph()
    graph.add_article(article, quads_of(first()), [Triple(A, P, B)])
    assert Quad(A, P, B, inferred_graph(article)) in graph.store
    assert graph.articles() == (article,)


def test_a_new_version_of_an_article_replaces_the_old_one_and_nothing_else() -> None:
    article = article_iri(first().article)
    old = first()
    new = replace(old, statements=old.statements[:1], events=())
    graph = Graph()
    graph.add_article(article, quads_of(old), [Triple(A, P, B)])
    graph.add_article(article_iri(second().article), quads_of(second()))
    graph.add_article(article, quads_of(new))
    assert nquads(graph.quads()) == nquads(Graph((*quads_of(new), *quads_of(second()))).quads())
    assert merged(graph) == merged(Graph((*quads_of(new), *quads_of(second()))))


def test_an_article_that_is_removed_leaves_nothing_behind() -> None:
    article = article_iri(first().article)
    graph = Graph()
    graph.add_article(article, quads_of(first()), [Triple(A, P, B)])
    graph.remove_article(article)
    assert len(graph.store) == 0


def test_the_quads_of_one_article_are_its_graph_its_inferences_and_its_provenance() -> None:
    article, other = article_iri(first().article), article_iri(second().article)
    graph = Graph([Quad(A, P, C, WORLD_GRAPH)])
    graph.add_article(article, quads_of(first()), [Triple(A, P, B)])
    graph.add_article(other, quads_of(second()))
    found = set(graph.quads(article=article))
    assert found == {*quads_of(first()), Quad(A, P, B, inferred_graph(article))}
    triples = set(graph.triples(article=article))
    assert Triple(A, P, B) in triples
    assert all(triple.subject != article_graph(article) for triple in triples)


# -------------------------------------------------------------------- reading


@pytest.mark.parametrize("ending", [".nq", ".trig"])
def test_a_file_with_graphs_gives_them_back(tmp_path: Path, ending: str) -> None:
    graph = Graph((*quads_of(first()), *quads_of(second())))
    path = tmp_path / f"graph{ending}"
    path.write_bytes(export(graph, "nquads" if ending == ".nq" else "trig"))
    assert list(from_file(path).quads()) == list(graph.quads())
    assert merged(from_file(path)) == merged(graph)


@pytest.mark.parametrize(
    ("ending", "format"), [(".ttl", "turtle"), (".nt", "ntriples"), (".jsonld", "jsonld")]
)
def test_a_file_without_graphs_gives_the_same_triples(tmp_path: Path, ending: str, format: str) -> None:
    graph = Graph((*quads_of(first()), *quads_of(second())))
    path = tmp_path / f"graph{ending}"
    path.write_bytes(export(graph, format))  # type: ignore[arg-type]
    read = from_file(path)
    assert list(read.triples()) == list(graph.triples())
    assert {quad.graph_name for quad in read.quads()} == {DefaultGraph()}


def test_rdf_xml_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rdf"
    path.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:kg="https://w3id.org/article-kg/ns#">'
        f'<rdf:Description rdf:about="{A.value}"><kg:p rdf:resource="{B.value}"/></rdf:Description></rdf:RDF>'
    )
    assert list(from_file(path).triples()) == [Triple(A, P, B)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.ttl",
            b"<http://example.org/a> <http://example.org/p> 1 .\n<http://example.org/a> ,\n",
            r"a\.ttl:2: not valid Turtle",
        ),
        ("a.nq", b"\n\n<http://example.org/a> nonsense .\n", r"a\.nq:3: not valid N-Quads"),
        ("a.nt", b"<a> <b> <c> .\n", r"a\.nt:1: not valid N-Triples"),
        ("a.trig", b"<http://example.org/g> { ", r"a\.trig:1: not valid TriG"),
        ("a.jsonld", b'{"@graph": [\n}', r"a\.jsonld:2: not valid JSON-LD"),
        ("a.jsonld", b'{"@context": "https://example.org/context"}', r"a\.jsonld.*: not valid JSON-LD"),
        ("a.rdf", b"<a>", r"a\.rdf.*: not valid RDF/XML"),
        ("a.ttl", b"\xff\xfe", r"a\.ttl:1: not valid Turtle"),
        ("a.txt", b"", r"a\.txt: not a graph that can be read; its name must end in \.nq, \.trig"),
        ("a", b"", r"a: not a graph"),
    ],
)
def test_a_broken_file_is_named_with_the_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        from_file(path)


@pytest.mark.parametrize("name", ["missing.nq", "folder.nq"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.nq").mkdir()
    with pytest.raises(InputError, match=name):
        from_file(tmp_path / name)


@pytest.mark.parametrize("ending", sorted(READABLE))
def test_an_empty_file_is_an_empty_graph_where_the_format_allows_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"empty{ending}"
    path.write_bytes(b"")
    if ending == ".jsonld":
        with pytest.raises(InputError, match="empty"):
            from_file(path)
    else:
        assert len(from_file(path)) == 0


def test_blank_nodes_of_a_file_have_the_same_names_in_every_run(tmp_path: Path) -> None:
    path, other = tmp_path / "a.ttl", tmp_path / "b.ttl"
    path.write_text("@prefix e: <http://example.org/> . e:a e:p [ e:q [] ] . _:x e:p _:x .")
    other.write_text("@prefix e: <http://example.org/> . e:b e:p [] .")
    assert nquads(from_file(path).quads()) == nquads(from_file(path).quads())
    names = {str(q.object) for q in from_file(path).quads()} & {
        str(q.object) for q in from_file(other).quads()
    }
    assert not names


def test_labels_of_blank_nodes_are_kept_where_the_format_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("_:here <http://example.org/p> _:there .\n")
    [quad] = from_file(path).quads()
    assert (quad.subject, quad.object) == (BlankNode("here"), BlankNode("there"))


def test_a_literal_with_a_line_break_stays_one_line_in_nquads() -> None:
    assert nquads([Quad(A, P, Literal("a\nb\r\x85\u2028c"), G)]).count(b"\n") == 1
