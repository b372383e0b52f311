"""Event data: which rows an article makes, with whose codes, and what of it is fact, claim or saying."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import Knowledge, new_graph
from kg.cli.main import run
from kg.errors import OntologyError
from kg.export import export
from kg.export.plover import COLUMNS
from kg.knowledge.codes import load_codes
from kg.model import Findings
from kg.rdf import article_quads

DAY = datetime.date(2023, 9, 20)
Rows = list[dict[str, str]]


@pytest.fixture
def rows_of(find_in: Callable[..., Findings], knowledge: Knowledge) -> Callable[[str], Rows]:
    """The rows that the export makes of a text."""

    def rows(text: str) -> Rows:
        graph = new_graph(knowledge)
        classes = {name: i.statement_class for name, i in knowledge.lexicon.illocutions.items()}
        graph.add(article_quads(find_in(text, DAY), classes, known=knowledge.world.entities))
        return list(csv.DictReader(io.StringIO(export(graph, "plover").decode(), newline="")))

    return rows


def short(rows: Rows) -> list[tuple[str, str, str, str]]:
    """Category, status, source and target: code and sector."""

    def actor(row: dict[str, str], role: str) -> str:
        return f"{row[f'{role}_code']} {row[f'{role}_sector']}".strip()

    return [(row["event_type"], row["status"], actor(row, "source"), actor(row, "target")) for row in rows]


#: What the article reports, what somebody claims, acts of saying, what is to come.
ROWS = {
    "Israel bombed Hezbollah on Monday.": [("ASSAULT", "reported", "ISR", "LBN REB")],
    "Syrian rebels attacked the Russian army.": [("ASSAULT", "reported", "SYR REB", "RUS MIL")],
    "France accused Iran of lying.": [("ACCUSE", "said", "FRA", "IRN")],
    "Poland's parliament demanded that Russia withdraw its troops.": [("REQUEST", "said", "POL LEG", "RUS")],
    "Kenya rejected a Ugandan proposal.": [("REJECT", "said", "KEN", "UGA")],
    "Iran threatened to attack Iraq.": [("THREATEN", "said", "IRN", "IRQ")],
    "Egyptian police arrested three Libyan journalists, a spokesman said.": [
        ("COERCE", "claimed", "EGY COP", "LBY MED")
    ],
    "Serbia lifted a curfew in Montenegro.": [("CONCEDE", "reported", "SRB", "MNE")],
    # A deed that is done by saying is one row.
    "The United Nations indicted Yoweri Museveni for murder.": [("ACCUSE", "said", "IGO IGO", "UGA GOV")],
    "The foreign minister of Japan will visit India.": [("AGREE", "expected", "JPN GOV", "IND")],
    "Zambian and Kenyan officials met in Paris.": [
        ("CONSULT", "reported", "KEN GOV", "ZMB GOV"),
        ("CONSULT", "reported", "ZMB GOV", "KEN GOV"),
    ],
    "The United Nations sent food to Sudan.": [("AID", "reported", "IGO IGO", "SDN")],
    "Demonstrators in Cairo blocked a road.": [("PROTEST", "reported", "EGY CVL", "")],
    "Azerbaijan did not attack Armenia.": [],
    "The region has a population of two million.": [],
}


@pytest.mark.parametrize(("text", "expected"), ROWS.items(), ids=[text[:40] for text in ROWS])
def test_rows(text: str, expected: list[tuple[str, str, str, str]], rows_of: Callable[[str], Rows]) -> None:
    assert sorted(short(rows_of(text))) == sorted(expected)


def test_a_claim_names_who_claims_it_and_is_no_report(rows_of: Callable[[str], Rows]) -> None:
    (row,) = rows_of("Russian aircraft bombed the Chechen rebels, Georgia reported.")
    assert (row["status"], row["claimed_by"], row["subtype"]) == ("claimed", "Georgia", "Shelling")
    assert (row["event_type"], row["class_2017"], row["quad"]) == ("ASSAULT", "FIGHT", "material conflict")


def test_a_row_has_the_day_the_place_and_the_words(rows_of: Callable[[str], Rows]) -> None:
    text = "Thousands of people protested in Tbilisi on Monday."
    (row,) = rows_of(text)
    assert (row["event_date"], row["date_end"]) == ("2023-09-18", "2023-09-18")
    assert (row["place"], row["country"]) == ("Tbilisi", "GEO")
    assert (row["publication_date"], row["sentence"]) == ("2023-09-20", "1")
    assert row["text"] == text.removesuffix(".")


def test_an_armed_force_fights_where_others_assault(rows_of: Callable[[str], Rows]) -> None:
    (armed,) = rows_of("The Turkish army killed the Kurdish leader.")
    (other,) = rows_of("Gunmen from Turkey killed the Kurdish leader.")
    assert (armed["class_2017"], other["class_2017"]) == ("FIGHT", "ASSAULT")


def test_the_columns_are_always_there(rows_of: Callable[[str], Rows], knowledge: Knowledge) -> None:
    assert rows_of("Nothing to see.") == []
    assert export(new_graph(knowledge), "plover").decode() == ",".join(COLUMNS) + "\r\n"


def test_the_command(graph_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    assert run(["export", "--graph", str(graph_file), "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {"reported", "claimed", "said"} <= {row["status"] for row in rows}
    offensives = [row for row in rows if row["subtype"] == "Offensive" and row["status"] == "reported"]
    assert ("AZE", "2023-09-19") in {(row["source_code"], row["event_date"]) for row in offensives}


def test_a_coding_without_a_category(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix plover: <https://w3id.org/article-kg/plover#> . [] a plover:Coding ; plover:rank 1 .",
        "utf-8",
    )
    with pytest.raises(OntologyError, match="needs one plover:rank"):
        load_codes(mine)


def test_a_coding_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix plover: <https://w3id.org/article-kg/plover#> ."
        "@prefix et: <https://w3id.org/article-kg/event-type/> ."
        "@prefix il: <https://w3id.org/article-kg/illocution/> ."
        "[] a plover:Coding ; plover:rank 1 ; plover:category et:REJECT ; plover:illocution il:Denial .",
        "utf-8",
    )
    assert load_codes().act("Denial") is None
    assert load_codes(mine).act("Denial") == "REJECT"
