"""Every format carries the same graph, sorted, and is written wholly or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from findings import KNOWN, STATEMENT_CLASSES, first, second
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib.compare import isomorphic

from kg.errors import OutputError
from kg.export import ENDINGS, Format, export, format_of, nquads, to_rdflib, write
from kg.iris import WORLD_GRAPH, article_iri
from kg.rdf import article_quads
from kg.resources import folder
from kg.store import Graph
from kg.vocab import BASE, KG, PREFIXES, RDF, RDFS, SKOS, XSD

#: The formats that read back as the same graph.
RDF_FORMATS: tuple[Format, ...] = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")

A, B, P, G = KG("a"), KG("b"), KG("p"), KG("g")
ARTICLE = article_iri(first().article)


def whole() -> Graph:
    graph = Graph(article_quads(second(), STATEMENT_CLASSES, known=KNOWN))
    graph.add_article(
        ARTICLE, article_quads(first(), STATEMENT_CLASSES, known=KNOWN), [Triple(A, RDF("type"), KG("Actor"))]
    )
    graph.add_graph(
        WORLD_GRAPH, [Triple(A, RDFS("label"), Literal("A", language="en")), Triple(A, KG("memberOf"), B)]
    )
    return graph


#: Literals of every kind that the graph has or that a reader might stumble over.
ODD = [
    Literal("plain"),
    Literal("", language="en"),
    Literal("Élysée", language="fr"),
    Literal('quotes " and \\ and \n line \t tab'),
    Literal("“curly” 🛶 \u2028"),
    Literal("0.9", datatype=XSD("decimal")),
    Literal("1", datatype=XSD("decimal")),
    Literal(7),
    Literal(-7),
    Literal(2**60),
    Literal(True),
    Literal("2031-04-08", datatype=XSD("date")),
    Literal("not a date", datatype=XSD("date")),
    Literal("maybe", datatype=XSD("boolean")),
    Literal("seven", datatype=XSD("integer")),
    Literal("x", datatype=NamedNode("http://example.org/type")),
    Literal("kg:a"),
    Literal("https://w3id.org/article-kg/ns#a"),
]

#: Names that no prefix fits, or that one fits badly.
NODES = [
    A,
    NamedNode("http://example.org/ü/?q=1#a"),
    NamedNode(BASE + "article/0123/statement/4567"),
    NamedNode(BASE + "article/0123#char=3,8"),
    NamedNode(BASE + "article/a/../b"),
    NamedNode(BASE + "article//b"),
    NamedNode(BASE + "x:y/z"),
    NamedNode(BASE),
    NamedNode(PREFIXES["ent"] + "a.b"),
    NamedNode(PREFIXES["ent"] + "-a"),
    NamedNode(PREFIXES["ent"] + "a(b)'c"),
    NamedNode(PREFIXES["ent"] + "//a"),
    NamedNode(PREFIXES["ent"] + "%20"),
    NamedNode("urn:isbn:1"),
]


def parsed(data: bytes, format: Format) -> set[ox.Quad]:
    formats = {
        "turtle": "TURTLE",
        "trig": "TRIG",
        "ntriples": "N_TRIPLES",
        "nquads": "N_QUADS",
        "jsonld": "JSON_LD",
        "rdfxml": "RDF_XML",
    }
    return set(ox.parse(data, format=getattr(ox.RdfFormat, formats[format])))


def expected(graph: Graph, format: Format) -> set[ox.Quad]:
    if format in ("trig", "nquads"):
        return set(graph.quads())
    return {Quad(t.subject, t.predicate, t.object) for t in graph.triples()}


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_every_format_reads_back_as_the_same_graph(format: Format) -> None:
    graph = whole()
    assert parsed(export(graph, format), format) == expected(graph, format)


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_odd_terms_survive_every_format(format: Format) -> None:
    graph = Graph()
    predicates = [
        P,
        KG("earliest"),
        KG("value"),
        KG("former"),
        KG("quote"),
        KG("speaker"),
        RDFS("label"),
        SKOS("altLabel"),
    ]
    for predicate in predicates:
        graph.add(Quad(A, predicate, value, G) for value in (*ODD, *NODES, BlankNode("b1")))
    graph.add(Quad(node, RDF("type"), node, node) for node in NODES)
    graph.add([Quad(BlankNode("b1"), P, BlankNode("b2"), G), Quad(A, P, Literal("alone"))])
    data = export(graph, format)
    found, wanted = (Graph(quads) for quads in (parsed(data, format), expected(graph, format)))
    assert isomorphic_datasets(found, wanted)


def isomorphic_datasets(one: Graph, other: Graph) -> bool:
    """Equal but for the names of blank nodes; literals are compared by their characters."""
    mine, theirs = ox.Dataset(one.quads()), ox.Dataset(other.quads())
    mine.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    theirs.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return mine == theirs


@pytest.mark.parametrize(
    ("format", "theirs"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")]
)
def test_rdflib_reads_the_same_graph_from_the_same_bytes(format: Format, theirs: str) -> None:
    graph = whole()
    merged = rdflib.Graph().parse(data=export(graph, "ntriples"), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=export(graph, format), format=theirs), merged)


@pytest.mark.parametrize(("format", "theirs"), [("nquads", "nquads"), ("trig", "trig")])
def test_rdflib_reads_the_same_named_graphs_from_the_same_bytes(format: Format, theirs: str) -> None:
    graph = whole()
    dataset = rdflib.Dataset()
    dataset.parse(data=export(graph, format), format=theirs)
    assert {(s, p, o, str(g)) for s, p, o, g in dataset.quads()} == {
        (s, p, o, str(g)) for s, p, o, g in to_rdflib(graph.quads()).quads()
    }


def test_rdflib_gets_the_default_graph_and_the_named_graphs() -> None:
    dataset = to_rdflib([Quad(A, P, B), Quad(A, P, A, G)])
    assert len(dataset.default_graph) == 1
    assert len(dataset.graph(rdflib.URIRef(G.value))) == 1


# -------------------------------------------------------------------- N-Quads


def test_nquads_are_sorted_by_graph_and_a_class_comes_first() -> None:
    graph = whole()
    lines = export(graph, "nquads").splitlines()
    assert len(set(lines)) == len(lines) == len(graph)
    quads = list(ox.parse(export(graph, "nquads"), format=ox.RdfFormat.N_QUADS))

    def key(quad: Quad) -> tuple[str, str, bool, str, str]:
        is_type = quad.predicate == RDF("type")
        graph = getattr(quad.graph_name, "value", "")
        return graph, str(quad.subject), not is_type, str(quad.predicate), str(quad.object)

    assert quads == sorted(quads, key=key)
    assert set(quads) == set(graph.quads())


def test_an_article_as_nquads_is_sorted_lines() -> None:
    lines = export(whole(), "nquads", article=ARTICLE).splitlines()
    assert lines == sorted(lines)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([A, B]), st.sampled_from([A, G, None])), max_size=12)
)
def test_lines_are_those_of_the_quads_whatever_came_and_went(
    changes: list[tuple[bool, NamedNode, NamedNode | None]],
) -> None:
    """What is kept of whole graphs stays true."""
    graph = Graph()
    for comes, node, name in changes:
        if name is None:
            graph.add([Quad(node, P, B)])
        elif comes:
            graph.add([Quad(node, P, B, name), Quad(B, P, node, name)])
        else:
            graph.remove(name)
        found = list(ox.parse(export(graph, "nquads"), format=ox.RdfFormat.N_QUADS))
        assert len(found) == len(set(found))
        assert set(found) == set(graph.quads())


@given(st.permutations(list(whole().quads())[:40]))
def test_nquads_do_not_depend_on_the_order_in_which_quads_came(quads: list[Quad]) -> None:
    assert nquads(Graph(quads).quads()) == nquads(sorted(quads, key=str))


# -------------------------------------------------------------------- Turtle


def test_turtle_is_readable() -> None:
    triples = [
        Quad(A, P, B),
        Quad(A, P, KG("c")),
        Quad(A, RDF("type"), KG("State")),
        Quad(A, KG("value"), Literal(7)),
        Quad(
            NamedNode(BASE + "article/01/event/02"),
            KG("earliest"),
            Literal("2031-04-08", datatype=XSD("date")),
        ),
    ]
    assert export(Graph(triples), "turtle").decode() == (
        "@base <https://w3id.org/article-kg/> .\n"
        "@prefix kg: <https://w3id.org/article-kg/ns#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        '<article/01/event/02> kg:earliest "2031-04-08"^^xsd:date .\n'
        "\n"
        "kg:a a kg:State ;\n"
        "  kg:p kg:b ,\n"
        "    kg:c ;\n"
        "  kg:value 7 .\n"
    )


def test_trig_has_a_block_for_each_graph() -> None:
    text = export(Graph([Quad(A, P, B, G), Quad(B, P, A, G), Quad(A, P, A)]), "trig").decode()
    assert text == (
        "@prefix kg: <https://w3id.org/article-kg/ns#> .\n"
        "kg:a kg:p kg:a .\n"
        "kg:g {\n\tkg:a kg:p kg:b .\n\tkg:b kg:p kg:a .\n}\n"
    )


def test_an_empty_graph_can_be_exported_and_read() -> None:
    for format in RDF_FORMATS:
        assert parsed(export(Graph(), format), format) == set()


# -------------------------------------------------------------------- JSON-LD


def test_json_is_compact_and_carries_its_context() -> None:
    graph = Graph(
        [
            Quad(A, RDF("type"), KG("State")),
            Quad(A, RDFS("label"), Literal("A", language="en")),
            Quad(A, RDFS("label"), Literal("Ä", language="de")),
            Quad(A, KG("allyOf"), B),
            Quad(A, KG("allyOf"), KG("c")),
            Quad(A, KG("value"), Literal(7)),
            Quad(A, KG("highValue"), Literal(2**60)),
            Quad(A, KG("confidence"), Literal("0.9", datatype=XSD("decimal"))),
        ]
    )
    document = json.loads(export(graph, "jsonld"))
    shipped = json.loads((folder("ontology") / "context.jsonld").read_text("utf-8"))
    assert document["@context"] == shipped["@context"]
    assert document["@graph"] == [
        {
            "@id": "kg:a",
            "@type": "kg:State",
            "label": "A",
            "rdfs:label": {"@value": "Ä", "@language": "de"},
            "allyOf": ["kg:b", "kg:c"],
            "confidence": "0.9",
            "highValue": str(2**60),  # no JSON number: many readers would round it
            "value": 7,
        }
    ]


def test_the_context_has_the_prefixes_and_every_property_of_the_ontology() -> None:
    context = json.loads((folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    assert {name: iri for name, iri in context.items() if isinstance(iri, str)} == dict(PREFIXES)
    ontology = rdflib.Graph().parse(folder("ontology") / "ontology.ttl")
    by_property = {entry["@id"]: entry for entry in context.values() if isinstance(entry, dict)}
    for kind in (rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty):
        for node in ontology.subjects(rdflib.RDF.type, kind):
            if not str(node).startswith(PREFIXES["kg"]):
                continue
            name = "kg:" + str(node).removeprefix(PREFIXES["kg"])
            assert name in by_property, f"add {name} to ontology/context.jsonld"
            if kind == rdflib.OWL.ObjectProperty:
                assert by_property[name]["@type"] == "@id"
            datatype = ontology.value(node, rdflib.RDFS.range)
            if kind == rdflib.OWL.DatatypeProperty and datatype not in (None, rdflib.XSD.string):
                ranged = "xsd:" + str(datatype).removeprefix(PREFIXES["xsd"])
                # Most numbers are whole, and an xsd:integer is an xsd:decimal; the others say their type.
                ranges = (ranged, "xsd:integer") if name in ("kg:value", "kg:highValue") else (ranged,)
                assert by_property[name]["@type"] in ranges


def test_an_iri_that_looks_like_a_prefixed_name_is_refused_in_json() -> None:
    graph = Graph([Quad(NamedNode("kg:odd"), P, A)])
    with pytest.raises(OutputError, match="<kg:odd>"):
        export(graph, "jsonld")
    assert parsed(export(graph, "turtle"), "turtle") == expected(graph, "turtle")


# -------------------------------------------------------------------- one article


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_one_article_is_exported_with_what_follows_from_it_and_nothing_else(format: Format) -> None:
    quads = parsed(export(whole(), format, article=ARTICLE), format)
    subjects = {str(quad.subject) for quad in quads}
    assert str(ARTICLE) in subjects
    assert str(article_iri(second().article)) not in subjects
    assert any(quad.object == KG("Actor") for quad in quads)
    assert not any(quad.predicate == KG("memberOf") and quad.object == B for quad in quads)


# -------------------------------------------------------------------- files


@pytest.mark.parametrize("ending", [*ENDINGS, ".TTL"])
def test_the_format_goes_by_the_ending(ending: str) -> None:
    assert format_of(Path(f"a{ending}")) == ENDINGS[ending.lower()]


@pytest.mark.parametrize("name", ["a.txt", "a", "ttl", "a.ttl.gz"])
def test_an_unknown_ending_is_an_error_that_lists_the_known_ones(name: str) -> None:
    with pytest.raises(OutputError, match=r"end it in \.nq, \.trig, \.nt, \.ttl, \.jsonld"):
        format_of(Path(name))


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(OutputError, match="'xml' is no format"):
        export(Graph(), "xml")  # type: ignore[arg-type]


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    write(path, b"one")
    write(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.nq"
    path.write_bytes(b"old")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OutputError, match=r"a\.nq: No space left on device"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "a.nq", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/a.nq", "file/a.nq", "folder"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=name):
        write(tmp_path / name, b"data")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_a_link_is_written_through_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.nq").write_bytes(b"old")
    (tmp_path / "link.nq").symlink_to(tmp_path / "real.nq")
    write(tmp_path / "link.nq", b"new")
    assert (tmp_path / "link.nq").is_symlink()
    assert (tmp_path / "real.nq").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, b"data")
        assert os.read(reader, 10) == b"data"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
