"""What articles say as tables, as nodes and links and as nested documents, and RDF/XML's own difficulties."""

from __future__ import annotations

import csv
import datetime
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from findings import OSTMARK, VALDORIA, first, quads_of, second, world
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib.compare import isomorphic

from kg.cli.main import run
from kg.errors import OntologyError, OutputError
from kg.export import export, framed, jsonld, rdfxml, tables
from kg.export.csv_tables import zipped
from kg.export.node_links import node_links
from kg.export.view import view
from kg.iris import WORLD_GRAPH, article_iri, inferred_graph
from kg.resources import folder
from kg.store import Graph
from kg.vocab import KG, RDF, RDFS

ROOT = Path(__file__).parents[1]
FIRST = article_iri(first().article)
OST = NamedNode(OSTMARK.iri or "")
VAL = NamedNode(VALDORIA.iri or "")


def whole() -> Graph:
    """Two articles, the world, the concept schemes, and something inferred."""
    graph = Graph([*quads_of(first()), *quads_of(second())])
    graph.add_graph(WORLD_GRAPH, world())
    schemes = ox.parse((folder("ontology") / "schemes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    graph.add_graph(KG("schemes"), [quad.triple for quad in schemes])
    graph.add_graph(inferred_graph(FIRST), [Triple(VAL, KG("organOf"), OST)])
    return graph


def rows(name: str, graph: Graph | None = None) -> list[dict[str, str]]:
    data = tables(view(graph or whole()))[f"{name}.csv"]
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


# -------------------------------------------------------------------- tables


def test_every_finding_has_a_row() -> None:
    assert {name: len(rows(name.removesuffix(".csv"))) for name in tables(view(whole()))} == {
        "articles.csv": 2,
        "entities.csv": 10,
        "statements.csv": 9,
        "propositions.csv": 9,
        "events.csv": 1,
        "figures.csv": 3,
        "tenures.csv": 1,
        "memberships.csv": 1,
        "relations.csv": 1,
        "evidence.csv": 31,
    }


def test_a_statement_in_a_row() -> None:
    (row,) = (row for row in rows("statements") if row["class"] == "Accusation")
    expected = {
        "speaker_label": "Rosa Lehmann",
        "inCapacity_label": "Prime Minister of Valdoria",
        "about": OST.value,
        "about_label": "Ostmark",
        "addressee": "",
        "illocution_label": "accusation",
        "attitude": "affirms",
        "earliest": "2031-04-08",
        "confidence": "0.9",
        "reportedIn": FIRST.value,
        "reportedIn_label": "Canal talks falter 🛶",
    }
    assert {name: row[name] for name in expected} == expected


def test_the_tables_join() -> None:
    found = {
        name: {row["id"]: row for row in rows(name)} for name in ("statements", "propositions", "figures")
    }
    entities = {row["id"] for row in rows("entities")}
    articles = {row["id"] for row in rows("articles")}
    for statement in found["statements"].values():
        assert statement["speaker"] in entities
        assert statement["reportedIn"] in articles
        assert found["propositions"][statement["proposition"]]["statement"] == statement["id"]
    for figure in found["figures"].values():
        assert figure["figureOf"] in found["propositions"]
        assert not figure["includedIn"] or figure["includedIn"] in found["figures"]
    findings = {row["id"] for name in tables(view(whole())) for row in rows(name.removesuffix(".csv"))}
    assert {row["finding"] for row in rows("evidence")} <= findings


def test_evidence_is_found_in_the_text() -> None:
    texts = {article_iri(found.article).value: found.article.text for found in (first(), second())}
    for row in rows("evidence"):
        assert texts[row["article"]][int(row["start"]) : int(row["end"])] == row["exact"]


def test_several_values_are_joined_and_separators_survive() -> None:
    graph = whole()
    odd = 'a "b", c\r\nd'
    graph.add([Quad(OST, RDFS("label"), Literal(odd, language="en"))])
    (row,) = (row for row in rows("entities", graph) if row["id"] == OST.value)
    assert row["label"].split("; ") == ["Ostmark", odd]
    assert row["notation"] == "XO"


def test_what_was_inferred_and_the_rest_of_the_world_are_left_out() -> None:
    entities = {row["label"]: row for row in rows("entities")}
    assert entities["Valdoria"]["organOf"] == ""
    assert "Old Gate" not in entities


def test_one_article_has_its_own_tables() -> None:
    found = tables(view(whole(), article=FIRST))
    assert found["statements.csv"].count(b"\r\n") == 1 + len(first().statements)
    assert found["articles.csv"].count(b"\r\n") == 2


def test_a_merged_graph_without_names_gives_the_same_rows() -> None:
    merged = Graph(
        Quad(t.subject, t.predicate, t.object)
        for t in {quad.triple for quad in whole().quads() if "inferred" not in quad.graph_name.value}
    )
    assert tables(view(merged)) == tables(view(whole()))


def test_the_zip_file_holds_the_tables_and_no_clock() -> None:
    data = export(whole(), "csv")
    assert data == zipped(tables(view(whole())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == tables(view(whole()))


def test_the_command_writes_the_tables_into_a_folder_or_a_zip_file(tmp_path: Path) -> None:
    file = tmp_path / "kg.nq"
    file.write_bytes(export(whole(), "nquads"))
    given = ["export", "--graph", str(file), "-o"]
    assert run([*given, str(tmp_path / "tables"), "--format", "csv"]) == 0
    assert run([*given, str(tmp_path / "tables.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        zipped_files = {name: archive.read(name) for name in archive.namelist()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == zipped_files
    assert run([*given, str(file), "--format", "csv"]) == 2  # a file is no folder


# -------------------------------------------------------------------- nodes and links


def opened(format: str, graph: Graph) -> nx.MultiDiGraph:
    stream = io.BytesIO(export(graph, format))  # type: ignore[arg-type]
    if format == "graphml":
        return nx.read_graphml(stream, force_multigraph=True)
    return nx.MultiDiGraph(nx.read_gexf(stream))


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_graphs_open_in_networkx_with_every_attribute(format: str) -> None:
    graph, expected = whole(), node_links(view(whole()))
    found = opened(format, graph)
    assert {name: dict(data) for name, data in found.nodes(data=True)} == dict(expected.nodes(data=True))

    def links(network: nx.MultiDiGraph) -> list[Any]:
        return sorted(
            (source, target, sorted((k, v) for k, v in data.items() if k != "id"))
            for source, target, data in network.edges(data=True)
        )

    assert links(found) == links(expected)


def test_nodes_have_dates_words_and_concepts_and_links_are_properties() -> None:
    network = node_links(view(whole()))
    nodes = {data["label"]: data | {"id": name} for name, data in network.nodes(data=True)}
    event = nodes["blocked"]
    assert (event["class"], event["start"], event["end"]) == ("Event", "2031-04-07", "2031-04-13")
    assert (event["eventType"], event["words"]) == ("blockade", "blocked; this week")
    assert network.get_edge_data(event["id"], VAL.value)
    ((data,),) = [list(network.get_edge_data(event["id"], VAL.value).values())]
    assert (data["relation"], data["start"]) == ("target", "2031-04-07")
    assert "start" not in nodes["Ostmark"]


def test_control_characters_do_not_break_the_file() -> None:
    graph = whole()
    graph.add([Quad(OST, RDFS("label"), Literal("\x01\ufffe", language="en"))])
    for format in ("graphml", "gexf"):
        assert opened(format, graph).nodes[OST.value]["label"] == "\ufffd\ufffd"


def test_a_date_that_is_none_is_no_date() -> None:
    graph = whole()
    event = view(graph).events[0]
    bad = Literal("2031-02-30", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    alone = Graph([Quad(event, KG("earliest"), bad)])
    assert view(alone).dates(event) == (None, None)
    assert view(graph).dates(event) == (datetime.date(2031, 4, 7), datetime.date(2031, 4, 13))


# -------------------------------------------------------------------- nested JSON-LD


def test_each_statement_is_a_document_with_what_belongs_to_it() -> None:
    documents = json.loads(export(whole(), "framed"))["@graph"]
    assert len(documents) == 9
    (found,) = (document for document in documents if document["@type"] == "kg:Accusation")
    assert found["speaker"]["label"] == "Rosa Lehmann"
    assert found["inCapacity"]["organOf"]["label"] == "Valdoria"
    assert found["affirms"]["propText"] == "shelling the Brine Canal on Tuesday"
    assert found["affirms"]["predicate"]["prefLabel"] == "shelling or missile strike"
    assert {item["evidenceRole"] for item in found["evidence"]} == {"source", "cue", "content", "date"}
    assert {item["hasSelector"]["exact"] for item in found["evidence"]} >= {"accused", "Tuesday"}
    assert found["reportedIn"]["datePublished"] == "2031-04-09"


def test_nested_documents_are_json_ld_that_two_libraries_read_alike_and_nothing_new() -> None:
    data = export(whole(), "framed")
    one = rdflib.Graph().parse(data=data, format="json-ld")
    quads = set(ox.parse(data, format=ox.RdfFormat.JSON_LD))
    lines = "".join(f"{quad.triple} .\n" for quad in quads)
    assert isomorphic(one, rdflib.Graph().parse(data=lines, format="nt"))
    assert {quad.triple for quad in quads} <= {quad.triple for quad in whole().quads()}
    speakers = sum(1 for quad in quads if quad.predicate == KG("speaker"))
    assert speakers == 9


def sorted_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: sorted_lists(inner) for key, inner in value.items() if key != "@context"}
    if isinstance(value, list):
        return sorted(
            (sorted_lists(inner) for inner in value), key=lambda inner: json.dumps(inner, sort_keys=True)
        )
    return value


def test_a_framing_library_makes_the_same_of_the_frame() -> None:
    pyld = pytest.importorskip("pyld", reason="PyLD is not installed")
    ours = json.loads(export(whole(), "framed"))
    frame = json.loads((folder("ontology") / "frame.jsonld").read_text("utf-8"))
    frame["@context"] = ours["@context"]
    asserted = (quad.triple for quad in whole().quads() if "inferred" not in quad.graph_name.value)
    document = json.loads(jsonld(sorted(asserted, key=str)))
    theirs = pyld.jsonld.frame(document, frame, {"omitGraph": False})
    assert sorted_lists(theirs) == sorted_lists(ours)


def test_the_frame_lists_every_class_of_statements() -> None:
    frame = json.loads((folder("ontology") / "frame.jsonld").read_text("utf-8"))
    below = {name.value for name, above in view(Graph()).superclasses.items() if KG("Statement") in above}
    assert set(frame["@type"]) == {f"kg:{iri.rpartition('#')[2]}" for iri in below} | {"kg:Statement"}


def test_a_speaker_that_is_not_described_keeps_its_iri() -> None:
    documents = json.loads(framed(view(Graph(quads_of(second())))))["@graph"]
    assert "ent:ostmark" in {
        document["speaker"] for document in documents if isinstance(document["speaker"], str)
    }


def test_a_frame_that_asks_for_more_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kg.export import frames

    (tmp_path / "frame.jsonld").write_text('{"kg:speaker": {"@reverse": {}}}')
    monkeypatch.setattr(frames, "folder", lambda name: tmp_path)
    frames._frame.cache_clear()
    try:
        with pytest.raises(OntologyError, match="@reverse is not understood"):
            framed(view(whole()))
    finally:
        frames._frame.cache_clear()


# -------------------------------------------------------------------- RDF/XML


def xml_read(data: bytes) -> set[Triple]:
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.RDF_XML)}


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("a\r\nb\rc\td <&> \x85\u2028")
@example("\x00")
def test_any_text_comes_back_from_xml_or_is_refused(text: str) -> None:
    triple = Triple(OST, RDFS("label"), Literal(text))
    try:
        data = rdfxml([triple])
    except OutputError:
        assert any(char < " " or char in "\ufffe\uffff" for char in text)
        return
    assert xml_read(data) == {triple}
    (element,) = ElementTree.fromstring(data).iter("{http://www.w3.org/2000/01/rdf-schema#}label")
    assert (element.text or "") == text  # as any reader of XML has it, line ends included


@pytest.mark.parametrize(
    "iri", ["http://example.org/1", "http://example.org/", "urn:x:1", RDF("li").value, RDF("about").value]
)
def test_a_property_that_no_element_can_be_called_is_refused(iri: str) -> None:
    with pytest.raises(OutputError, match="RDF/XML has no way to write the property"):
        rdfxml([Triple(OST, NamedNode(iri), VAL)])


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/a",
        "http://example.org/1a",
        "urn:x:ü",
        KG("a/b").value,
        "http://a.b/?x=1&y",
    ],
)
def test_properties_of_any_vocabulary_come_back(iri: str) -> None:
    triples = [Triple(OST, NamedNode(iri), VAL), Triple(OST, NamedNode("http://other.org/p"), VAL)]
    data = rdfxml(triples)
    assert xml_read(data) == set(triples)
    assert len(rdflib.Graph().parse(data=data, format="xml")) == 2


# -------------------------------------------------------------------- the same bytes


def test_nothing_depends_on_the_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_bytes(export(whole(), "nquads"))
    code = (
        "import sys; from pathlib import Path; from kg.store import from_file; from kg.export import export;"
        "g = from_file(Path('kg.nq'));"
        "[sys.stdout.buffer.write(export(g, f)) for f in ('rdfxml', 'framed', 'csv', 'graphml', 'gexf')]"
    )
    made = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
