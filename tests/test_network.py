"""The network of actors: what makes a tie, its sign and its dates, the measures, the files, the drawing."""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from findings import LEHMANN, MINISTRY, OSTMARK, PREMIER, VALDORIA, first, quads_of, second, world
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.main import run
from kg.errors import OutputError, QueryError
from kg.export import export
from kg.iris import WORLD_GRAPH
from kg.model import Entity, Event, Evidence, Findings, Proposition, Span, Statement
from kg.network import Selection, actor_graph, draw, edges, save, standings, ties
from kg.network.drawing import MAX_DRAWN
from kg.network.measures import measured
from kg.rdf import article_quads
from kg.resolve import resolve_entity
from kg.store import Graph

ROOT = Path(__file__).parents[1]
CLASSES = {
    "Accusation": "Accusation",
    "Praise": "Evaluation",
    "Condemnation": "Evaluation",
    "Label": "Evaluation",
    "Claim": "Assertion",
    "Denial": "Denial",
    "Appeal": "Directive",
    "Demand": "Directive",
    "Offer": "Commitment",
    "Threat": "Commitment",
    "Rejection": "Refusal",
}
WORDS = (Evidence("content", (Span(0, 5),)),)
HE = Entity("Unresolved", "he", key="he", candidates=(LEHMANN,))
CANAL = Entity("Place", "Brine Canal")
FLEET = Entity("ArmedForce", "Fleet of Valdoria", of=VALDORIA)
MOB = Entity("Group", "protesters", key="protesters")
RED = Entity("Organization", "Red Lamp")
ATTITUDES = {"Denial": "denies", "Directive": "callsFor", "Commitment": "commitsTo", "Refusal": "refuses"}


def said(
    speaker: Entity, illocution: str, *, about: Entity | None = None, to: Entity | None = None
) -> Statement:
    """A statement about or to somebody."""
    return Statement(
        speaker,
        illocution,
        ATTITUDES.get(CLASSES[illocution], "affirms"),  # type: ignore[arg-type]
        Proposition(f"{speaker.label} {illocution}"),
        WORDS,
        1,
        about=(about,) if about else (),
        addressees=(to,) if to else (),
    )


def happened(kind: str, *actors: Entity, target: Entity | None = None) -> Event:
    return Event(kind, kind, WORDS, 1, actors=actors, targets=(target,) if target else ())


def graph_of(*found: Statement | Event) -> Graph:
    """The graph of an article that says this and no more, with a world that knows the states."""
    findings = replace(
        Findings(first().article, ()),
        statements=tuple(item for item in found if isinstance(item, Statement)),
        events=tuple(item for item in found if isinstance(item, Event)),
    )
    graph = Graph(article_quads(findings, CLASSES, known=frozenset({OSTMARK.iri or "", VALDORIA.iri or ""})))
    graph.add_graph(WORLD_GRAPH, world())
    return graph


def told(graph: Graph, **options: bool) -> list[tuple[str, str, str, int]]:
    """The ties by their actors' labels."""
    network = actor_graph(graph, Selection(**options))  # type: ignore[arg-type]
    return [
        (network.nodes[one]["label"], data["relation"], network.nodes[other]["label"], data["sign"])
        for one, other, data in network.edges(data=True)
    ]


# -------------------------------------------------------------------- what makes a tie

CASES = [
    (said(OSTMARK, "Accusation", about=VALDORIA), [("Ostmark", "ACCUSE", "Valdoria", -1)]),
    (said(OSTMARK, "Condemnation", about=VALDORIA), [("Ostmark", "ACCUSE", "Valdoria", -1)]),
    (said(OSTMARK, "Praise", about=VALDORIA), [("Ostmark", "SUPPORT", "Valdoria", 1)]),
    (said(OSTMARK, "Offer", to=VALDORIA), [("Ostmark", "AGREE", "Valdoria", 1)]),
    (said(OSTMARK, "Threat", to=VALDORIA), [("Ostmark", "THREATEN", "Valdoria", -1)]),
    (said(OSTMARK, "Rejection", to=VALDORIA), [("Ostmark", "REJECT", "Valdoria", -1)]),
    (said(OSTMARK, "Appeal", to=VALDORIA), [("Ostmark", "REQUEST", "Valdoria", 0)]),
    (said(OSTMARK, "Demand", to=VALDORIA), [("Ostmark", "REQUEST", "Valdoria", 0)]),
    # An accusation is not directed at whom it is told to; what has no category is neither for nor against.
    (said(OSTMARK, "Accusation", to=VALDORIA), []),
    (said(OSTMARK, "Claim", to=VALDORIA), []),
    (said(OSTMARK, "Label", about=VALDORIA), []),
    # An organ speaks for its state, protesters for nobody; who is not known, and a place, is no actor.
    (said(MINISTRY, "Accusation", about=FLEET), [("Ostmark", "ACCUSE", "Valdoria", -1)]),
    (said(MINISTRY, "Accusation", about=OSTMARK), []),
    (said(MOB, "Accusation", about=OSTMARK), [("protesters", "ACCUSE", "Ostmark", -1)]),
    (said(HE, "Accusation", about=OSTMARK), []),
    (said(LEHMANN, "Accusation", about=OSTMARK), [("Rosa Lehmann", "ACCUSE", "Ostmark", -1)]),
    (
        replace(said(LEHMANN, "Accusation", about=OSTMARK), capacity=PREMIER),
        [("Valdoria", "ACCUSE", "Ostmark", -1)],
    ),
    (happened("Shelling", OSTMARK, target=VALDORIA), [("Ostmark", "ASSAULT", "Valdoria", -1)]),
    (happened("Shelling", OSTMARK, target=CANAL), []),
    (happened("ASSAULT", FLEET, target=OSTMARK), [("Valdoria", "ASSAULT", "Ostmark", -1)]),
    (happened("AID", RED, target=VALDORIA), [("Red Lamp", "AID", "Valdoria", 1)]),
    (happened("Election", OSTMARK, target=VALDORIA), []),
    # Who meets, meets each other; who fights without a target may fight side by side.
    (happened("Negotiation", OSTMARK, VALDORIA), [("Ostmark", "CONSULT", "Valdoria", 1)]),
    (happened("Hostilities", OSTMARK, VALDORIA), []),
]


@pytest.mark.parametrize(("finding", "expected"), CASES)
def test_a_finding_makes_this_tie(
    finding: Statement | Event, expected: list[tuple[str, str, str, int]]
) -> None:
    assert told(graph_of(finding)) == expected


def test_organs_are_kept_when_asked_and_tied_to_what_they_belong_to() -> None:
    assert sorted(told(graph_of(said(MINISTRY, "Accusation", about=FLEET)), by_state=False)) == [
        ("Defence Ministry of Ostmark", "ACCUSE", "Fleet of Valdoria", -1),
        ("Defence Ministry of Ostmark", "organOf", "Ostmark", 0),
        ("Fleet of Valdoria", "organOf", "Valdoria", 0),
    ]


def test_relations_and_memberships_are_ties() -> None:
    graph = Graph(quads_of(first()))
    graph.add_graph(WORLD_GRAPH, world())
    found = told(graph)
    assert ("Valdoria", "memberOf", "Brine Compact", 0) in found
    assert ("Brine Compact", "ledBy", "Valdoria", 0) in found
    # She is prime minister in this article: her accusation is her state's.
    assert ("Valdoria", "ACCUSE", "Ostmark", -1) in found


def shelling(attitude: str = "affirms", *, negated: bool = False) -> Statement:
    """Valdoria says, or denies, that Ostmark shelled the Red Lamp."""
    return Statement(
        VALDORIA,
        "Denial" if attitude == "denies" else "Claim",
        attitude,  # type: ignore[arg-type]
        Proposition("shelled", "Shelling", negated=negated, subjects=(OSTMARK,), objects=(RED,)),
        WORDS,
        1,
    )


@pytest.mark.parametrize(
    ("statement", "claimed"),
    [
        (shelling(), True),
        (shelling(negated=True), False),
        (shelling("denies"), False),
        (shelling("denies", negated=True), True),
        (replace(said(OSTMARK, "Accusation", about=RED), according_to=VALDORIA), True),
    ],
)
def test_a_claim_is_a_tie_only_when_asked_for_and_marked_then(statement: Statement, claimed: bool) -> None:
    graph = graph_of(statement)
    assert ties(graph) == ()
    network = actor_graph(graph, Selection(claims=True))
    found = [(data["claimed"], data["claimed_by"]) for _, _, data in network.edges(data=True)]
    assert found == ([("yes", "Valdoria")] if claimed else [])
    assert 'stroke-dasharray="6 4"' in draw(network) or not claimed


def test_a_claim_and_a_report_of_the_same_are_two_edges() -> None:
    graph = graph_of(shelling(), happened("Shelling", OSTMARK, target=RED))
    network = actor_graph(graph, Selection(claims=True))
    assert sorted(data["claimed"] for _, _, data in network.edges(data=True)) == ["no", "yes"]


def test_edges_count_different_findings_and_name_them() -> None:
    accusations = [
        replace(said(OSTMARK, "Accusation", about=VALDORIA), proposition=Proposition(text)) for text in "ab"
    ]
    network = actor_graph(graph_of(*accusations, said(MINISTRY, "Condemnation", about=VALDORIA)))
    ((_, _, data),) = network.edges(data=True)
    assert (data["weight"], data["kinds"]) == (3, "Accusation; Condemnation")
    assert data["label"] == "accusation, condemnation"
    assert len(data["items"].split("; ")) == 3
    assert data["start"] == data["end"] == "2031-04-09"  # the article's day


def test_an_event_without_a_date_is_not_dated_by_its_article() -> None:
    (tie,) = ties(graph_of(happened("Shelling", OSTMARK, target=VALDORIA)))
    assert (tie.start, tie.end) == (None, None)


# -------------------------------------------------------------------- narrowing


def both() -> Graph:
    graph = Graph([*quads_of(first()), *quads_of(second())])
    graph.add_graph(WORLD_GRAPH, world())
    return graph


def dated(start: str | None, end: str | None) -> list[str]:
    graph = both()
    days = [datetime.date.fromisoformat(day) if day else None for day in (start, end)]
    network = actor_graph(graph, Selection(days[0], days[1]))
    return sorted(data["relation"] for _, _, data in network.edges(data=True))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # the accusation on the 8th, the blockade from the 7th to the 13th, relations as of the 9th
        (None, None, ["ACCUSE", "COERCE", "ledBy", "memberOf"]),
        ("2031-04-08", "2031-04-08", ["ACCUSE", "COERCE"]),
        ("2031-04-09", None, ["COERCE", "ledBy", "memberOf"]),
        (None, "2031-04-07", ["COERCE"]),
        ("2031-04-14", None, []),
        (None, "2031-04-06", []),
    ],
)
def test_dates_narrow(start: str | None, end: str | None, expected: list[str]) -> None:
    assert dated(start, end) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("ACCUSE",), ["ACCUSE"]),
        (("accusation",), ["ACCUSE"]),
        (("Blockade", "ledBy"), ["COERCE", "ledBy"]),
    ],
)
def test_relations_narrow(names: tuple[str, ...], expected: list[str]) -> None:
    network = actor_graph(both(), Selection(relations=names))
    assert sorted(data["relation"] for _, _, data in network.edges(data=True)) == expected


def test_a_relation_that_no_tie_has_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(QueryError, match="no tie in the graph is called 'Praise'; there are ACCUSE"):
        actor_graph(both(), Selection(relations=("Praise",)))


@pytest.mark.parametrize("name", ["Ostmark", "Defence Ministry of Ostmark"])
def test_an_actor_narrows_and_an_organ_stands_for_its_state(name: str) -> None:
    graph = both()
    network = actor_graph(graph, Selection(actor=resolve_entity(graph, name)))
    assert sorted(data["relation"] for _, _, data in network.edges(data=True)) == ["ACCUSE"]


# -------------------------------------------------------------------- measures


def network_of(*rows: tuple[int, int, int, int], mutual: bool = False) -> nx.MultiDiGraph:
    """Edges as (source, target, sign, weight)."""
    network = nx.MultiDiGraph()
    for node in sorted({end for row in rows for end in row[:2]}):
        network.add_node(str(node), label=str(node), **{"class": "State"})
    for number, (source, target, sign, weight) in enumerate(rows):
        data = {
            "sign": sign,
            "weight": weight,
            "mutual": "yes" if mutual else "no",
            "label": "x",
            "kinds": "x",
        }
        network.add_edge(str(source), str(target), key=f"e{number}", **data, claimed="no", relation="X")
    return measured(network)


def test_measures_of_a_star() -> None:
    rows = standings(network_of((1, 0, 1, 2), (2, 0, -1, 1), (3, 0, 0, 1)))
    hub = rows[0]
    assert (hub.actor, hub.degree, hub.incoming, hub.outgoing, hub.positive, hub.negative) == (
        "0",
        4,
        4,
        0,
        2,
        1,
    )
    assert hub.betweenness == 1.0
    assert [row.betweenness for row in rows[1:]] == [0.0, 0.0, 0.0]
    assert hub.pagerank > 2 * rows[1].pagerank
    # The one who is only against stands alone.
    assert {row.actor: row.community for row in rows} == {"0": 1, "1": 1, "3": 1, "2": 2}


def test_two_camps_that_accuse_each_other_are_two_communities() -> None:
    camps = [(a, b, 1, 1) for camp in ((0, 1, 2), (3, 4, 5)) for a in camp for b in camp if a < b]
    found = {row.actor: row.community for row in standings(network_of(*camps, (0, 3, -1, 9), (4, 1, -1, 9)))}
    assert len({found[name] for name in "012"}) == len({found[name] for name in "345"}) == 1
    assert found["0"] != found["3"]


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([-1, 0, 1]), st.integers(1, 4)),
        min_size=1,
        max_size=15,
    ),
    st.booleans(),
)
def test_pagerank_is_a_distribution_that_stays_as_it_is(
    rows: list[tuple[int, int, int, int]], mutual: bool
) -> None:
    network = network_of(*rows, mutual=mutual)
    rank = {name: data["pagerank"] for name, data in network.nodes(data=True)}
    assert sum(rank.values()) == pytest.approx(1, abs=0.001)
    steps = [(str(s), str(t), w) for s, t, _, w in rows]
    steps += [(t, s, w) for s, t, w in steps] if mutual else []
    out = {name: sum(w for s, _, w in steps if s == name) for name in rank}
    loose = sum(rank[name] for name in rank if not out[name])
    for name in rank:
        inflow = sum(rank[s] * w / out[s] for s, t, w in steps if t == name)
        assert rank[name] == pytest.approx(0.15 / len(rank) + 0.85 * (inflow + loose / len(rank)), abs=0.001)


def test_an_empty_network_has_no_standings_and_can_be_written() -> None:
    network = actor_graph(Graph())
    assert standings(network) == ()
    for ending in (".graphml", ".gexf", ".csv", ".svg"):
        assert save(network, Path(f"a{ending}"))


# -------------------------------------------------------------------- files


def test_graphml_and_gexf_open_with_every_attribute() -> None:
    network = actor_graph(both())
    for read in (
        nx.read_graphml(io.BytesIO(save(network, Path("a.graphml"))), force_multigraph=True),
        nx.MultiDiGraph(nx.read_gexf(io.BytesIO(save(network, Path("a.gexf"))))),
    ):
        assert {name: dict(data) for name, data in read.nodes(data=True)} == dict(network.nodes(data=True))
        own = [(s, t, data) for s, t, data in network.edges(data=True)]
        theirs = [
            (s, t, {k: v for k, v in data.items() if k != "id"}) for s, t, data in read.edges(data=True)
        ]
        assert sorted(map(str_of, theirs)) == sorted(map(str_of, own))


def str_of(edge: tuple[str, str, dict[str, object]]) -> str:
    source, target, data = edge
    return str((source, target, sorted((k, str(float(v)) if k == "weight" else v) for k, v in data.items())))  # type: ignore[arg-type]


def test_gexf_is_dynamic_and_says_no_day_of_its_making() -> None:
    data = save(actor_graph(both()), Path("a.gexf"))
    root = ElementTree.fromstring(data)
    space = {"g": root.tag[1:].partition("}")[0]}
    assert root.find("g:graph", space).attrib["timeformat"] == "date"  # type: ignore[union-attr]
    starts = {edge.get("start") for edge in root.iterfind(".//g:edge", space)}
    assert starts == {"2031-04-07", "2031-04-08", "2031-04-09"}
    assert b"lastmodified" not in data


def test_the_ties_as_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(edges(actor_graph(both())).decode(), newline="")))
    accusation = next(row for row in rows if row["relation"] == "ACCUSE")
    assert (accusation["source_label"], accusation["target_label"], accusation["sign"]) == (
        "Valdoria",
        "Ostmark",
        "-1",
    )


def test_another_ending_is_an_error() -> None:
    with pytest.raises(OutputError, match=r"a\.png: no network goes by this name; end it in \.graphml"):
        save(actor_graph(Graph()), Path("a.png"))


def test_nothing_depends_on_the_hash_seed_or_the_order(tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_bytes(export(both(), "nquads"))
    code = (
        "import sys; from pathlib import Path; from kg.store import from_file;"
        "from kg.network import *; n = actor_graph(from_file(Path('kg.nq')), Selection(claims=True));"
        "[sys.stdout.buffer.write(save(n, Path('a' + e))) for e in ('.graphml', '.gexf', '.csv', '.svg')]"
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


# -------------------------------------------------------------------- the drawing


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    root = ElementTree.fromstring(svg)
    rects = [item.attrib for item in root.iter("{http://www.w3.org/2000/svg}rect") if "rx" in item.attrib]
    return [(float(r["x"]), float(r["y"]), float(r["width"]), float(r["height"])) for r in rects]


@given(
    st.lists(
        st.tuples(st.integers(0, 14), st.integers(0, 14), st.just(1), st.just(1)), min_size=1, max_size=25
    )
)
def test_no_two_boxes_overlap_and_all_are_on_the_page(rows: list[tuple[int, int, int, int]]) -> None:
    svg = draw(network_of(*rows))
    found = boxes(svg)
    root = ElementTree.fromstring(svg)
    assert len(found) == len({end for row in rows for end in row[:2]})
    for index, (x, y, w, h) in enumerate(found):
        assert x >= 0
        assert x + w <= float(root.attrib["width"])
        assert y >= 70
        assert y + h <= float(root.attrib["height"])
        for x2, y2, w2, h2 in found[:index]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_names_cannot_break_the_drawing() -> None:
    network = network_of((0, 1, 1, 1))
    network.nodes["0"]["label"] = '<script>alert("&")</script>'
    svg = draw(network)
    assert "<script" not in svg
    assert "".join(ElementTree.fromstring(svg).itertext()).count("alert") == 1


def test_a_large_network_is_cut_to_what_can_be_read() -> None:
    svg = draw(network_of(*((0, number, 1, 1) for number in range(1, MAX_DRAWN + 6))))
    assert len(boxes(svg)) == MAX_DRAWN
    assert "6 more actors with fewer ties are not drawn" in svg


# -------------------------------------------------------------------- the command


def test_the_command_prints_the_measures_and_writes_the_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "kg.nq", tmp_path / "network.svg"
    file.write_bytes(export(both(), "nquads"))
    given = ["network", "--graph", str(file), "--from", "2031-04-08", "--to", "2031-04-08"]
    status = run([*given, "--relation", "ACCUSE", "Blockade", "-o", str(out), "--format", "csv"])
    captured = capsys.readouterr()
    assert status == 0
    table = list(csv.DictReader(io.StringIO(captured.out)))
    assert [(row["actor"], row["degree"], row["negative"]) for row in table] == [
        ("Valdoria", "2", "2"),
        ("Ostmark", "1", "1"),
        ("protesters", "1", "1"),
    ]
    assert captured.err == f"written: {out}\n"
    assert len(boxes(out.read_text("utf-8"))) == 3


def test_a_name_that_no_network_goes_by_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["network", "--graph", str(tmp_path / "missing.nq"), "-o", str(tmp_path / "a.png")]) == 2
    assert "a.png: no network goes by this name" in capsys.readouterr().err
