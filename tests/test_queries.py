"""The files of the named questions, and that each gives the same rows in rdflib and Oxigraph."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import (
    BASE,
    BOTH,
    CONSTRUCTS,
    NARROWED,
    ONE,
    QUERIES,
    RDF12,
    ROOT,
    closed,
    in_oxigraph,
    in_rdflib,
    parameters,
    value_of,
)
from pyparsing import ParseException
from rdflib.plugins.sparql import prepareQuery

TYPES = {"actor", "place", "article", "date", "text", "integer"}

SELECTS = sorted(QUERIES.keys() - CONSTRUCTS)


# -------------------------------------------------------------------- the files


def test_there_are_enough() -> None:
    assert len(QUERIES) >= 24


@pytest.mark.parametrize("name", QUERIES)
def test_head(name: str) -> None:
    lines = QUERIES[name].splitlines()
    assert re.fullmatch(r"# [A-Z].*[?.]", lines[0])
    for line in lines:
        if line.startswith("# PARAM"):
            match = re.fullmatch(r"# PARAM (\w+) (\w+): \S.*\S", line)
            assert match, line
            assert match[2] in TYPES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@pytest.mark.parametrize("name", QUERIES)
def test_prefixes_are_those_used(name: str) -> None:
    text = re.sub(r'"[^"\n]*"|#[^\n>]*$', "", QUERIES[name], flags=re.MULTILINE)
    declared = re.findall(r"^PREFIX (\w+): ", text, re.MULTILINE)
    body = re.sub(r"^PREFIX .*$|<[^>\s]*>", "", text, flags=re.MULTILINE)
    assert sorted(set(re.findall(r"(?<![\w?])(\w+):\w", body))) == sorted(declared)


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_is_sparql_1_1(name: str) -> None:
    """So that every triple store can be asked; rdflib reads no more than that."""
    prepareQuery(QUERIES[name])


def test_the_test_would_notice_sparql_1_2() -> None:
    with pytest.raises(ParseException):
        prepareQuery(RDF12)


@pytest.mark.parametrize("name", SELECTS)
def test_parameters_can_be_bound_in_both_engines(name: str) -> None:
    """Oxigraph binds only what is projected, and settles BOUND(?x) before it binds ?x.

    An unbound ?x is IN no list for Virtuoso 7, where SPARQL has an error that COALESCE can catch.
    """
    columns, _ = in_oxigraph(ox.Store(), name, {})
    assert set(parameters(name)) <= set(columns)
    for parameter in parameters(name):
        assert f"BOUND(?{parameter})" not in QUERIES[name]
        assert f"COALESCE(?{parameter} IN" not in QUERIES[name]


def test_every_question_of_the_draft_is_answered() -> None:
    draft = Path(__file__).parents[2] / "shared" / "design" / "queries"
    if not draft.is_dir():
        pytest.skip("the draft is not beside this checkout")
    answered_by = {
        "q01_who_said_what": "who-said-what",
        "q02_attributable_to_azerbaijan": "attributable-to",
        "q02b_same_without_reasoner": "attributable-to-without-reasoner",
        "q03_calls_for_ceasefire": "calls-for",
        "q04_accusations": "accusations",
        "q05_contradictions": "contradictions",
        "q05b_same_without_reasoner": "contradictions-without-reasoner",
        "q06_casualties_by_source": "casualties-by-source",
        "q07_alliances": "alliances",
        "q08_officials": "officials",
        "q09_officials_class": "speaking-officials",
        "q10_timeline": "timeline",
        "q11_facts_in_article_voice": "facts",
        "q12_events_in_region": "events-in",
        "q13_events_involving_russia": "events-involving",
        "q14_uncorroborated": "uncorroborated",
        "q15_tension": "tensions",
        "q16_demands_and_offers": "demands-and-offers",
        "q17_evidence": "evidence-of",
        "q18_sovereignty": "sovereignty",
        "q19_corroborated_by_article": "corroborated",
        "q20_plover_profile": "plover-profile",
        "x1_export_rdf_reification": "x-reification",
        "x2_export_rdf12": "rdf12",
    }
    assert {path.stem for path in draft.glob("*.rq")} == answered_by.keys()
    assert set(answered_by.values()) <= QUERIES.keys() | {path.stem for path in ROOT.glob("docs/*.rq")}


# -------------------------------------------------------------------- two engines, one answer


@pytest.mark.parametrize("paths", [(ONE,), BOTH], ids=["questions", "questions+good"])
@pytest.mark.parametrize("name", QUERIES)
def test_engines_agree(name: str, paths: tuple[str, ...]) -> None:
    _, graph, store = closed(*paths)
    columns, rows = in_oxigraph(store, name, {})
    assert rows, "the fixture has no answer"
    expected_columns, expected = in_rdflib(graph, name, {})
    assert columns == expected_columns
    assert Counter(rows) == Counter(expected)


@pytest.mark.parametrize(("name", "parameter", "kind"), NARROWED)
def test_engines_agree_when_bound(name: str, parameter: str, kind: str) -> None:
    _, graph, store = closed(ONE)
    given = {parameter: value_of(name, parameter, kind)}
    columns, rows = in_oxigraph(store, name, given)
    assert rows, "the fixture has no answer"
    assert Counter(rows) == Counter(in_rdflib(graph, name, given)[1])
    if (name, parameter) == ("calls-for", "event"):
        return  # Left out it means the ceasefire: another value does not narrow.
    # The parameter narrows: what remains was there before, in everything but the parameter's column.
    kept = [index for index, column in enumerate(columns) if column != parameter] or [0, 1, 2]
    before = Counter(tuple(row[index] for index in kept) for row in in_oxigraph(store, name, {})[1])
    assert Counter(tuple(row[index] for index in kept) for row in rows) <= before


@pytest.mark.parametrize("name", [name for name in QUERIES if len(parameters(name)) > 1])
def test_engines_agree_when_all_is_bound(name: str) -> None:
    _, graph, store = closed(ONE)
    given = {parameter: value_of(name, parameter, kind) for parameter, kind in parameters(name).items()}
    assert Counter(in_oxigraph(store, name, given)[1]) == Counter(in_rdflib(graph, name, given)[1])


@pytest.mark.parametrize(("name", "parameter", "kind"), NARROWED)
def test_nothing_for_what_is_not_there(name: str, parameter: str, kind: str) -> None:
    nothing = {"from": "2999-01-01", "to": "1000-01-01", "event": "nonsense", "text": "nonsense"}
    _, _, store = closed(ONE)
    assert in_oxigraph(store, name, {parameter: nothing.get(parameter, BASE + "nobody")})[1] == []


@pytest.mark.parametrize("name", SELECTS)
def test_row_order_does_not_depend_on_loading(name: str) -> None:
    reversed_lines, _, store = closed(*BOTH)
    other = ox.Store()
    other.load(reversed_lines, format=ox.RdfFormat.N_TRIPLES)
    assert in_oxigraph(store, name, {})[1] == in_oxigraph(other, name, {})[1]
    ordered = set(re.findall(r"\?(\w+)", QUERIES[name].rpartition("ORDER BY")[2]))
    optional = {parameter for parameter in parameters(name) if parameter not in ordered}
    assert set(in_oxigraph(store, name, {})[0]) - optional <= ordered


@pytest.mark.parametrize("name", ["attributable-to", "contradictions"])
def test_same_without_reasoner(name: str) -> None:
    """The chains of the ontology and the path in the query mean the same."""
    _, _, store = closed(*BOTH)
    plain = ox.Store()
    for path in ("ontology/schemes.ttl", *BOTH):
        plain.load(path=str(ROOT / path), format=ox.RdfFormat.TURTLE)
    reasoned = in_oxigraph(store, name, {})
    assert reasoned == in_oxigraph(plain, f"{name}-without-reasoner", {})
    assert in_oxigraph(plain, name, {})[1] == []
