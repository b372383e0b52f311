"""Builds into a store on disk: only what changed is done, and the bytes are those of a build from scratch."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from test_cli import kg

from kg.archive import Archive
from kg.build import Settings, build
from kg.errors import StoreError
from kg.export import export
from kg.iris import ACROSS_GRAPH
from kg.update import Work, is_made_with, update
from kg.validate import Report, Result

ROOT = Path(__file__).parents[1]
RECORDS = (
    {
        "text": "The Armenian foreign ministry accused Azerbaijan of violating the ceasefire.",
        "url": "http://a.example/1",
    },
    {
        "text": "Azerbaijan's defence ministry denied that its troops had violated the ceasefire.",
        "url": "http://a.example/2",
    },
)


def write(folder: Path, *records: dict[str, str]) -> Path:
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def of_store(folder: Path) -> bytes:
    with Archive(folder, read_only=True) as archive:
        return export(archive.graph, "nquads")


def from_scratch(path: Path, settings: Settings | None = None) -> bytes:
    return export(build([path], settings).graph, "nquads")


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def run(
    store: Path, *paths: Path, prune: bool = False, jobs: int = 1, settings: Settings | None = None
) -> tuple[int, int, int]:
    """Made, unchanged, removed."""
    with Archive(store) as archive:
        done = update(Work(paths, prune=prune, jobs=jobs), archive, settings)
    assert done.errors == []
    return done.made, done.unchanged, len(done.removed)


def test_only_what_changed_is_done_and_the_bytes_are_those_of_a_build(tmp_path: Path, store: Path) -> None:
    path = write(tmp_path, *RECORDS)
    assert run(store, path) == (2, 0, 0)
    assert of_store(store) == from_scratch(path)
    assert ACROSS_GRAPH.value.encode() in of_store(store)
    assert run(store, path) == (0, 2, 0)
    changed = {**RECORDS[1], "text": "Azerbaijan's defence ministry said that talks would begin."}
    assert run(store, write(tmp_path, RECORDS[0], changed)) == (1, 1, 0)
    assert of_store(store) == from_scratch(path)
    dated = {**RECORDS[0], "date": "2023-09-20"}
    assert run(store, write(tmp_path, dated, changed)) == (1, 1, 0)
    assert of_store(store) == from_scratch(path)
    assert run(store, write(tmp_path, dated)) == (0, 1, 0)
    assert run(store, write(tmp_path, dated), prune=True) == (0, 1, 1)
    assert of_store(store) == from_scratch(path)


def test_another_ontology_or_setting_makes_everything_anew(tmp_path: Path, store: Path) -> None:
    path, turtle = write(tmp_path, *RECORDS), tmp_path / "mine.ttl"
    turtle.write_text(
        "@prefix kg: <https://w3id.org/article-kg/ns#> . "
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
        "<urn:x:blamed> a owl:ObjectProperty . kg:about rdfs:subPropertyOf <urn:x:blamed> .",
        encoding="utf-8",
    )
    run(store, path)
    mine = Settings(ontology=(turtle,))
    with Archive(store, read_only=True) as archive:
        assert [is_made_with(version, mine) for version in archive.versions().values()] == [False, False]
    assert run(store, path, settings=mine) == (2, 0, 0)
    assert of_store(store) == from_scratch(path, mine)
    assert b"<urn:x:blamed> <https://w3id.org/article-kg/entity/" in of_store(store)
    assert run(store, path, settings=Settings(ontology=(turtle,), statements="lexicon")) == (2, 0, 0)


def test_what_breaks_a_shape_is_kept_out_with_its_report(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, *RECORDS)
    run(store, path)
    wrong = Report((Result("Violation", "psh:Grounded", "urn:x", "", "", "points at nothing"),))
    monkeypatch.setattr("kg.build.check", lambda triples, **_: wrong)
    changed = {**RECORDS[1], "text": "Azerbaijan's defence ministry said that talks would begin."}
    status, _, err = kg("build", write(tmp_path, RECORDS[0], changed), "--store", store, capsys=capsys)
    assert status == 1
    assert "kept out: " in err
    assert "psh:Grounded urn:x" in err
    assert "unchanged: 1; removed: 0; kept out: 1; failed: 0" in err
    assert of_store(store) == from_scratch(write(tmp_path, RECORDS[0]))
    status, out, err = kg("status", store, "--format", "csv", capsys=capsys)
    assert status == 0
    assert "articles,1" in out
    assert "kept out,1" in out
    assert "points at nothing" in err


def test_several_processes_make_the_same_store(tmp_path: Path, store: Path) -> None:
    path = write(tmp_path, *RECORDS)
    assert run(store, path, jobs=2) == (2, 0, 0)
    assert of_store(store) == from_scratch(path)


def test_the_commands_about_a_store(tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, *RECORDS)
    out = tmp_path / "kg.nq"
    status, _, err = kg("build", path, "--store", store, "-o", out, capsys=capsys)
    assert status == 0
    assert err.splitlines()[0].startswith("2 articles, 2 statements")
    assert out.read_bytes() == of_store(store) == from_scratch(path)
    assert kg("check", store, capsys=capsys)[::2] == (0, "2 articles: all is as it should be\n")
    status, found, _ = kg("ask", "contradictions", "--graph", store, "--format", "csv", capsys=capsys)
    assert status == 0
    assert "breach of a ceasefire" in found
    assert "2 articles in" in kg("doctor", "--graph", store, "--format", "csv", capsys=capsys)[1]
    assert kg("compact", store, capsys=capsys)[0] == 0
    assert of_store(store) == out.read_bytes()


def spoil(store: Path) -> NamedNode:
    """Take a triple of an article out of a store; the store is closed when nothing here holds it."""
    with Archive(store) as archive:
        article = sorted(archive.versions(), key=str)[0]
        graph = archive.graph.store
        graph.remove(next(iter(graph.quads_for_pattern(article, None, None, None))))
    return article


def test_check_names_what_is_broken_and_the_article(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(store, write(tmp_path, *RECORDS))
    article = spoil(store)
    status, out, err = kg("check", store, "--format", "csv", capsys=capsys)
    assert status == 1
    assert article.value.rpartition("/")[2] in out or "union of the others" in out
    assert "broken" in err


@pytest.mark.parametrize("command", ["status", "check", "compact"])
def test_without_a_store_the_commands_say_so(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = kg(command, tmp_path / "nowhere", capsys=capsys)
    assert status == 2
    assert "no store is here" in err
    assert not (tmp_path / "nowhere").exists()


def test_a_store_that_is_damaged_or_not_to_be_written_is_named(tmp_path: Path, store: Path) -> None:
    run(store, write(tmp_path, *RECORDS))
    with Archive(store) as archive:
        archive.compact()
    for path in store.glob("*.sst"):
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StoreError, match="damaged"):
        of_store(store)


def test_a_build_that_is_stopped_goes_on_another_time(tmp_path: Path, store: Path) -> None:
    many = [{**RECORDS[n % 2], "url": f"http://a.example/{n}"} for n in range(200)]
    path = write(tmp_path, *many)
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "kg", "build", path, "--store", store],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    while child.poll() is None and not _has_articles(store):
        time.sleep(0.2)
    child.send_signal(signal.SIGTERM)
    err = (child.communicate()[1] or b"").decode()
    assert child.returncode == 143, err
    assert "stopped" in err
    assert "run the same again" in err
    with Archive(store, read_only=True) as archive:
        stored = len(archive.versions())
        articles = set(archive.versions())
        assert set(archive.graph.articles()) == articles
    assert 0 < stored < 200
    few = write(tmp_path, *many[: stored + 1])
    assert run(store, few)[:2] == (1, stored)
    assert of_store(store) == from_scratch(few)


def _has_articles(store: Path) -> bool:
    try:
        with Archive(store, read_only=True) as archive:
            return bool(archive.versions())
    except StoreError:
        return False


def test_killed_at_any_moment_nothing_half_written_is_left() -> None:
    """A few of the two hundred kills of `scripts/kill_store`."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", ROOT / "scripts" / "kill_store.py", "--kills", "2"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"nothing half-written, the same bytes in the end" in done.stdout
