"""A graph built by a cluster: the same bytes as a local build, whoever dies meanwhile."""

from __future__ import annotations

import datetime
import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from fake_store import serving
from test_cli import kg

from kg.build import Build, Settings
from kg.build import build as build_local
from kg.cluster import Done, Work, build, run, workers
from kg.cluster.inputs import Input, UnreadableError, articles, inputs, shards
from kg.cluster.place import Place
from kg.cluster.shard import Job, knowledge_of, make
from kg.errors import ClusterError, InputError, OutputError
from kg.export import nquads
from kg.iris import ACROSS_GRAPH
from kg.model import Article
from kg.read import read
from kg.shards import ACROSS, BASE, MANIFEST, Shards, in_folder
from kg.update import made_with
from kg.validate import Report, Result

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")
from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402
from fsspec.spec import AbstractBufferedFile  # noqa: E402

ROOT = Path(__file__).parents[1]
#: Nothing listens to other machines.
HERE = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
ACCUSATION = {
    "text": "The Armenian foreign ministry accused Azerbaijan of violating the ceasefire.",
    "url": "http://a.example/1",
}
DENIAL = {
    "text": "Azerbaijan's defence ministry denied that its troops had violated the ceasefire.",
    "url": "http://a.example/2",
}
TALKS = {"text": "Azerbaijan's defence ministry said that talks would begin.", "url": "http://a.example/2"}


def write(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def sorted_lines(found: Shards) -> bytes:
    """What `sort -u` makes of the files of a folder."""
    lines: list[bytes] = []
    for name in found.files:
        with found.unpacked(name) as file:
            lines += file
    assert len(lines) == len(set(lines)), "each statement is in one file"
    return b"".join(sorted(lines))


def from_scratch(*paths: Path, settings: Settings | None = None) -> bytes:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kg.build.Knowledge", knowledge_of)  # which takes longest
        return nquads(build_local(paths, settings).graph.quads())


# -------------------------------------------------------------------- a cluster


@pytest.fixture(name="cluster", scope="module")
def _cluster() -> Iterator[Any]:
    """Two worker processes on this machine; a task of which two workers died is given up."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "logging.distributed": "critical"}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **HERE) as cluster,
    ):
        yield cluster


def test_a_worker_is_killed_half_way_and_the_bytes_are_those_of_a_local_build(
    cluster: Any,
    built_examples: Build,
    graph_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = nquads(built_examples.graph.quads())
    work = Work(cluster.scheduler_address, (ROOT / "examples",), (tmp_path / "out").as_uri(), size=1)
    killed: list[int] = []

    def kill(name: str) -> None:
        """Once: a worker that has something to do."""
        if not killed:
            with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                busy = [address for address, tasks in client.processing().items() if tasks]
                killed.append(client.run(os.getpid, workers=busy[:1])[busy[0]])
            os.kill(killed[0], signal.SIGKILL)

    done = build(work, progress=kill)
    assert len(killed) == 1
    # A shard that the worker had made and not yet told of is found there.
    assert (done.made + done.unchanged, done.articles, done.errors) == (5, 6, [])
    assert sorted_lines(in_folder(tmp_path / "out")) == whole
    assert [path for path in (tmp_path / "out").rglob("*") if path.name.startswith(".")] == []

    # The same again finds everything there; what is missing is made anew, by the command too.
    manifest = (tmp_path / "out" / MANIFEST).read_bytes()
    assert build(work).made == 0
    (tmp_path / "out" / "part-00002.nq.gz").unlink()
    command = ("build", ROOT / "examples", "--dask", cluster.scheduler_address, "--shard-articles", 1)
    status, out, err = kg(*command, "-o", tmp_path / "out", capsys=capsys)
    assert (status, out) == (0, "")
    number = sum(built.counts.statements for built in built_examples.articles)
    assert err.startswith(f"6 articles, {number} statements")
    assert f"shards: 1 made, 4 unchanged\nwritten: {tmp_path / 'out'}\n" in err
    assert (tmp_path / "out" / MANIFEST).read_bytes() == manifest
    assert sorted_lines(in_folder(tmp_path / "out")) == whole

    # A store takes the shards as it takes the file: then there is nothing to send of the latter.
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving() as store:
        assert kg("load", f"{store.url}/store", "--graph", tmp_path / "out", capsys=capsys)[0] == 0
        assert len(store.quads()) == len(whole.splitlines())
        assert named(store.quads()) == named(str(quad) for quad in built_examples.graph.quads())
        status, _, err = kg("load", f"{store.url}/store", "--graph", graph_file, capsys=capsys)
        assert (status, err.splitlines()[0].partition(";")[0]) == (0, "sent: 0 graphs, 0 statements")
    asked = kg("ask", "denials", "--graph", tmp_path / "out", capsys=capsys)
    assert asked == kg("ask", "denials", "--graph", graph_file, capsys=capsys)


def named(quads: Iterable[str]) -> set[str]:
    """Those without blank nodes, which a store calls as it likes."""
    return {quad for quad in quads if "_:" not in quad}


def test_workers_that_keep_dying_are_said_when_the_rest_is_done(cluster: Any) -> None:
    with workers.connected(cluster.scheduler_address) as found:
        results = found.each(_die_of_one, [(1,), (2,)])
        assert next(results) == 2
        with pytest.raises(ClusterError, match=r"keep dying on part-00001.nq.gz \(2 died\).*more memory"):
            next(results)


def _die_of_one(number: int) -> int:
    if number == 1:
        os._exit(9)
    return number


def test_what_a_task_raises_ends_the_run(cluster: Any, tmp_path: Path) -> None:
    with workers.connected(cluster.scheduler_address) as found:
        with pytest.raises(ClusterError, match=r"a worker fails on part-00007.nq.gz \(ZeroDivisionError"):
            list(found.each(divmod, [(7, 0)]))
        job = Job(Settings(), str(tmp_path), "another")
        (shard,) = shards([Input("a.txt")])
        with pytest.raises(ClusterError, match="another version of article-kg"):
            list(found.each(make, [(shard, job)]))


def test_a_cluster_that_is_not_there_or_has_no_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "_CONNECT", 0.5)
    monkeypatch.setattr(workers, "PATIENCE", 0.5)
    command = ("build", ROOT / "examples", "-o", tmp_path / "out", "--dask")
    status, _, err = kg(*command, "tcp://127.0.0.1:1", capsys=capsys)
    assert status == 2
    assert "tcp://127.0.0.1:1: no cluster can be reached" in err
    assert "no cluster can be reached" in kg(*command, "nonsense://x", capsys=capsys)[2]
    with distributed.LocalCluster(n_workers=0, **HERE) as empty:
        status, _, err = kg(*command, empty.scheduler_address, capsys=capsys)
    assert status == 2
    assert "the cluster has no worker; start some: dask worker tcp://127.0.0.1:" in err
    assert not (tmp_path / "out").exists()


class Leaving:
    """A client, and the library, of a cluster whose workers, or whose scheduler, go away."""

    KilledWorker = ZeroDivisionError

    def __init__(self, *threads: dict[str, int] | Exception) -> None:
        self.threads = list(threads)

    def nthreads(self) -> dict[str, int]:
        found = self.threads.pop(0) if len(self.threads) > 1 else self.threads[0]
        if isinstance(found, Exception):
            raise found
        return found

    def submit(self, function: object, *task: object, pure: bool) -> str:
        return "future"

    def cancel(self, futures: object) -> None:
        raise OSError("gone")

    def wait(self, futures: object, **_: object) -> None:
        raise TimeoutError


@pytest.mark.parametrize(
    ("threads", "message"),
    [
        (({"w": 1}, {}), "no worker is left; start some, then run the same again"),
        (({"w": 1}, OSError("gone")), "the scheduler is gone; see whether it runs"),
    ],
)
def test_workers_or_a_scheduler_that_go_away(
    threads: tuple[Any, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 0.01)
    leaving = Leaving(*threads)
    with pytest.raises(ClusterError, match=f"tcp://h:1: {message}"):
        list(workers.Cluster(leaving, leaving, "tcp://h:1").each(divmod, [(1, 2)]))


# -------------------------------------------------------------------- the same without processes


class Inline:
    """A cluster that does what it is told at once, in this process; interrupted after some tasks."""

    def __init__(self, stop_after: int = 1000) -> None:
        self.left = stop_after

    def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        for task in tasks:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            yield function(*task)


@pytest.fixture(name="inline")
def _inline(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    def built(
        output: object, *paths: object, stop_after: int = 1000, settings: Settings | None = None
    ) -> Done:
        @contextmanager
        def connected(address: str) -> Iterator[Inline]:
            yield Inline(stop_after)

        monkeypatch.setattr(run, "connected", connected)
        return build(Work("", tuple(map(str, paths)), str(output), size=1), settings)

    return built


def test_the_last_version_of_an_article_counts_in_whatever_shard_it_is(
    inline: Callable[..., Done], tmp_path: Path
) -> None:
    first, second = write(tmp_path / "1.jsonl", ACCUSATION, DENIAL, DENIAL), tmp_path / "2.jsonl"
    write(second, TALKS)
    out = tmp_path / "out"
    done = inline(out, first, second)
    assert (done.made, done.articles) == (2, 4)
    assert sorted_lines(in_folder(out)) == from_scratch(first, second)
    assert ACROSS_GRAPH.value.encode() not in sorted_lines(in_folder(out))
    # Without the later version the earlier one is back, and with it what follows across articles.
    assert inline(out, first).unchanged == 1
    assert sorted_lines(in_folder(out)) == from_scratch(first)
    assert sorted(path.name for path in out.glob("part-*")) == ["part-00000.nq.gz"]
    assert ACROSS_GRAPH.value.encode() in gzip.decompress((out / ACROSS).read_bytes())


def test_across_shards_follows_what_follows_in_one_build(inline: Callable[..., Done], tmp_path: Path) -> None:
    paths = write(tmp_path / "1.jsonl", ACCUSATION), write(tmp_path / "2.jsonl", DENIAL)
    inline(tmp_path / "out", *paths)
    assert sorted_lines(in_folder(tmp_path / "out")) == from_scratch(*paths)
    assert b"contradicts" in gzip.decompress((tmp_path / "out" / ACROSS).read_bytes())


def test_nodes_that_are_the_same_join_everything(inline: Callable[..., Done], tmp_path: Path) -> None:
    turtle = tmp_path / "mine.ttl"
    turtle.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
        "<https://w3id.org/article-kg/ns#mentions> a owl:InverseFunctionalProperty .",
        encoding="utf-8",
    )
    settings = Settings(ontology=(turtle,))
    paths = write(tmp_path / "1.jsonl", ACCUSATION), write(tmp_path / "2.jsonl", DENIAL)
    inline(tmp_path / "out", *paths, settings=settings)
    assert sorted_lines(in_folder(tmp_path / "out")) == from_scratch(*paths, settings=settings)
    assert b"owl#sameAs" in gzip.decompress((tmp_path / "out" / ACROSS).read_bytes())


def test_what_was_stopped_goes_on(inline: Callable[..., Done], tmp_path: Path) -> None:
    paths = write(tmp_path / "1.jsonl", ACCUSATION), write(tmp_path / "2.jsonl", DENIAL)
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        inline(out, *paths, stop_after=1)
    with pytest.raises(InputError, match=r"no finished build of a cluster is here; run"):
        in_folder(out)
    done = inline(out, *paths)
    assert (done.made, done.unchanged) == (1, 1)
    assert sorted_lines(in_folder(out)) == from_scratch(*paths)
    assert inline(out, *paths, settings=Settings(date=datetime.date(2023, 9, 20))).made == 2
    assert b"2023-09-20" in sorted_lines(in_folder(out))
    inline(out, *paths)
    write(paths[0], TALKS)
    assert inline(out, *paths).made == 1
    assert sorted_lines(in_folder(out)) == from_scratch(*paths)


def test_the_command_is_stopped_and_says_how_far_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stopping(Inline):
        def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
            for result in super().each(function, tasks):
                yield result
                signal.raise_signal(signal.SIGTERM)

    @contextmanager
    def connected(address: str) -> Iterator[Inline]:
        yield Stopping()

    monkeypatch.setattr(run, "connected", connected)
    paths = write(tmp_path / "1.jsonl", ACCUSATION), write(tmp_path / "2.jsonl", DENIAL)
    command = ("build", *paths, "--dask", "x", "-o", tmp_path / "out", "--shard-articles", 1)
    stopped = (143, "", "kg: stopped; 1 shard written; run the same again for the rest\n")
    assert kg(*command, capsys=capsys) == stopped
    assert not (tmp_path / "out" / MANIFEST).exists()


def test_an_input_that_cannot_be_read_costs_the_others_nothing(
    inline: Callable[..., Done], tmp_path: Path
) -> None:
    good, bad, missing = write(tmp_path / "1.jsonl", ACCUSATION), tmp_path / "2.txt", tmp_path / "3.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    nowhere = f"memory://{tmp_path}/none"
    done = inline(tmp_path / "out", good, bad, missing, nowhere, "odd://a", "-")
    assert done.articles == 1
    failed = [f"{bad}:2", str(missing), nowhere, "odd://a", "-"]
    assert sorted(error.where for error in done.errors) == sorted(failed)
    assert "cannot be read (No such file or directory)" in str(
        next(e for e in done.errors if "3.txt" in e.where)
    )
    assert sorted_lines(in_folder(tmp_path / "out")) == from_scratch(good)
    # What could not be read is tried again, what could not be understood is not.
    missing.write_text(TALKS["text"])
    done = inline(tmp_path / "out", good, bad, missing)
    assert (done.made, done.unchanged, len(done.errors)) == (1, 2, 1)
    assert sorted_lines(in_folder(tmp_path / "out")) == from_scratch(good, missing)


def test_an_input_of_a_shard_that_cannot_be_read_for_now_is_tried_again(
    inline: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = write(tmp_path / "1.jsonl", ACCUSATION)

    def failing(item: Input, date: object) -> Iterator[InputError]:
        yield UnreadableError("cannot be read (slow down)", where=item.url)

    with monkeypatch.context() as patched:
        patched.setattr("kg.cluster.shard.articles", failing)
        assert inline(tmp_path / "out", good).articles == 0
    assert not (tmp_path / "out" / MANIFEST).exists()
    done = inline(tmp_path / "out", good)
    assert (done.made, done.errors) == (1, [])


def test_what_breaks_a_shape_or_the_program_is_said(
    inline: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "1.jsonl", ACCUSATION)
    wrong = Report((Result("Violation", "psh:Grounded", "urn:x", "", "", "points at nothing"),))
    monkeypatch.setattr("kg.build.check", lambda triples, **_: wrong)
    done = inline(tmp_path / "out", path)
    assert (done.articles, done.violations) == (1, ["psh:Grounded urn:x  : points at nothing"])
    assert sorted_lines(in_folder(tmp_path / "out")) == from_scratch(path)
    monkeypatch.setattr("kg.cluster.shard.find", lambda article, knowledge: 1 // 0)
    (error,) = inline(tmp_path / "other", path).errors
    assert "1.jsonl:1: the program fails on it (ZeroDivisionError" in str(error)


def test_from_and_to_any_file_system(inline: Callable[..., Done], tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/news/a/1.jsonl", json.dumps(ACCUSATION).encode())
    memory.pipe("/news/2.jsonl.gz", gzip.compress(json.dumps(DENIAL).encode()))
    try:
        assert inline("memory://graph/of", "memory://news").articles == 2
        paths = write(tmp_path / "1.jsonl", DENIAL), write(tmp_path / "2.jsonl", ACCUSATION)
        found = Shards("memory://graph/of", Place("memory://graph/of").open)
        assert sorted_lines(found) == from_scratch(*paths)
        assert inline("memory://graph/of", "memory://news").made == 0
    finally:
        memory.rm("/news", recursive=True)
        memory.rm("/graph", recursive=True)


class ObjectStore(MemoryFileSystem):
    """Files that read as those of object stores do: in ranges of bytes, and no line of a given length."""

    protocol = "objects"
    #: Its own, as those of object stores are: neither OSError nor anything that is known here.
    refusal: Exception | None = None

    @classmethod
    def _strip_protocol(cls, path: Any) -> Any:
        return super()._strip_protocol(path.removeprefix("objects:/"))

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        if self.refusal:
            raise self.refusal
        if mode != "rb":
            return super()._open(path, mode, **options)
        return _Ranges(self, path, size=self.size(path))

    def ls(self, path: str, detail: bool = True, **options: Any) -> Any:
        if self.refusal:
            raise self.refusal
        return super().ls(path, detail, **options)


class _Ranges(AbstractBufferedFile):
    def _fetch_range(self, start: int, end: int) -> bytes:
        data: bytes = self.fs.cat_file(self.path, start, end)
        return data


@pytest.fixture
def objects() -> Iterator[ObjectStore]:
    fsspec.register_implementation("objects", ObjectStore, clobber=True)
    store = ObjectStore()
    try:
        yield store
    finally:
        ObjectStore.refusal = None
        for folder in ("/news", "/graph"):
            if store.exists(folder):
                store.rm(folder, recursive=True)


def test_from_and_to_an_object_store(
    inline: Callable[..., Done], objects: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cluster.inputs._RECORD", 1)  # several shards of one file
    local = write(tmp_path / "1.jsonl", ACCUSATION, TALKS)
    objects.pipe("/news/1.jsonl", local.read_bytes())
    assert inline("objects://graph", "objects://news").articles == 2
    assert sorted_lines(Shards("objects://graph", Place("objects://graph").open)) == from_scratch(local)


def test_an_object_store_that_refuses_is_a_message(
    inline: Callable[..., Done], objects: ObjectStore, tmp_path: Path
) -> None:
    objects.pipe("/news/1.jsonl", json.dumps(ACCUSATION).encode())
    ObjectStore.refusal = LookupError("no credentials")
    with pytest.raises(InputError, match=r"objects://graph/_manifest.json.*no credentials"):
        inline("objects://graph", write(tmp_path / "1.jsonl", ACCUSATION))
    (error,) = inline(tmp_path / "out", "objects://news").errors
    assert "objects://news: cannot be read (no credentials)" in str(error)
    with pytest.raises(OutputError, match="no credentials"), Place("objects://graph").writing("a") as file:
        file.write(b"x")


def test_a_worker_must_see_what_the_client_sees(tmp_path: Path) -> None:
    (shard,) = shards([Input("a.txt")])
    with pytest.raises(ClusterError, match=r"does not see the output folder; name a folder that all"):
        make(shard, Job(Settings(), str(tmp_path), made_with(Settings())))
    with pytest.raises(ClusterError, match=r"mine.ttl: a worker does not see this file"):
        make(shard, Job(Settings(ontology=(tmp_path / "mine.ttl",)), str(tmp_path), "any"))


def test_damaged_shards_are_named(inline: Callable[..., Done], tmp_path: Path) -> None:
    out = tmp_path / "out"
    inline(out, write(tmp_path / "1.jsonl", ACCUSATION))
    (out / BASE).write_bytes((out / BASE).read_bytes()[:1000])
    with pytest.raises(InputError, match=r"base.nq.gz: missing, or damaged"):
        list(in_folder(out).graphs())
    (out / MANIFEST).write_bytes(b"[]")
    with pytest.raises(InputError, match="a damaged manifest"):
        in_folder(out)


# -------------------------------------------------------------------- inputs


def test_a_folder_elsewhere_is_read_as_one_here(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    names = ("b.txt", "a/z.txt", "a.txt", "a/b/c.json", ".hidden/x.txt", "p_files/x.html", "p.html", "q.pdf")
    try:
        for name in names:
            memory.pipe(f"/tree/{name}", b"{}")
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(b"{}")
        there = [
            item.url.removeprefix("memory:///tree/") for item in inputs(["memory://tree"]) if _is_input(item)
        ]
        here = [str(Path(item.url).relative_to(tmp_path)) for item in inputs([tmp_path]) if _is_input(item)]
        assert there == here == ["a/b/c.json", "a/z.txt", "a.txt", "b.txt", "p.html"]
        found = [item.url for item in inputs(["memory://tree/*.txt"]) if _is_input(item)]
        assert found == ["memory:///tree/a.txt", "memory:///tree/b.txt"]
        (error,) = inputs(["memory://tree/*.eml"])
        assert isinstance(error, InputError)
        assert error.what == "no file matches"
    finally:
        memory.rm("/tree", recursive=True)


def _is_input(item: object) -> bool:
    return isinstance(item, Input)


@pytest.mark.parametrize("step", [1, 2, 30, 31, 32, 33, 100])
def test_a_file_of_records_that_is_cut_has_the_same_articles(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"text": "Baku agreed."}', "", '{"text": "Yerevan did not."}', "{", '{"text": "Kyiv did."}']
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("kg.cluster.inputs._RECORD", step)
    (item,) = inputs([path])
    assert isinstance(item, Input)
    cut = [piece for shard in shards([item], 1) for piece in shard.inputs]
    assert len(cut) == -(-item.size // step) or step == 100
    found = [each for piece in cut for each in articles(piece, None)]
    assert _texts(found) == _texts(read([path]))


def _texts(items: Iterable[Article | InputError]) -> list[str]:
    return [item.what if isinstance(item, InputError) else item.text for item in items]


# -------------------------------------------------------------------- the extra


def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("build", ROOT / "examples", "-o", tmp_path / "out", "--dask", "tcp://127.0.0.1:1")
    for library in ("distributed", "fsspec"):
        monkeypatch.setitem(sys.modules, library, None)
        status, _, err = kg(*command, capsys=capsys)
        assert (status, err) == (2, f"kg: {library} is not installed; pip install 'article-kg[dask]'\n")


def test_nobody_who_does_not_ask_for_it_imports_it() -> None:
    script = (
        "import sys; from kg.cli.main import run; run(['build', 'none.txt']);"
        "sys.exit(any(name in sys.modules for name in ('dask', 'distributed', 'fsspec')))"
    )
    command = [sys.executable, "-W", "ignore", "-c", script]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("option", [("--store", "s"), ("--prune",), ("--keep-text", "t")])
def test_options_that_do_not_go_together(
    option: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("build", ROOT / "examples", "--dask", "tcp://127.0.0.1:1")
    status, _, err = kg(*command, "-o", tmp_path / "out", *option, capsys=capsys)
    assert (status, err) == (2, f"kg: {option[0]} does not go with --dask; leave one of them out\n")
    status, _, err = kg(*command, capsys=capsys)
    assert (status, err) == (2, "kg: --dask: a cluster writes many files; name a folder with -o\n")


def test_blank_nodes_and_literals_of_shards_are_split_from_their_graph(tmp_path: Path) -> None:
    g = ox.NamedNode("urn:g")
    quads = [
        ox.Quad(ox.BlankNode("b1"), ox.NamedNode("urn:p"), ox.Literal("a <b> .\n"), g),
        ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x", language="en"), g),
    ]
    lines = "".join(f"{quad} .\n" for quad in quads).encode()
    files = {MANIFEST: b'{"shards": []}', BASE: gzip.compress(lines), ACROSS: gzip.compress(b"")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = in_folder(tmp_path)
    assert found.lines(g) == sorted(f"{quad.triple} ." for quad in quads)
    assert found.lines(ox.NamedNode("urn:none")) == []
    assert sorted(map(str, found.quads())) == sorted(map(str, quads))
