"""The commands `kg load` and `kg doctor`: what they say, what they return, whom they tell the password."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_store import FakeStore, Fault, serving

from kg.cli.main import run
from kg.doctor import Check, examine

ROOT = Path(__file__).parents[1]
TRIG = """\
@prefix art: <https://w3id.org/article-kg/article/> .
<https://w3id.org/article-kg/graph/world> { <urn:a> <urn:p> "one" , "two" . }
<https://w3id.org/article-kg/graph/article/1> { art:1 <urn:p> "three" . }
"""


@pytest.fixture(name="fake")
def _fake() -> Iterator[FakeStore]:
    with serving() as fake:
        yield fake


@pytest.fixture(name="file")
def _file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("KG_LOAD_USER", "KG_LOAD_PASSWORD", "KG_LOAD_TOKEN", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "kg.trig"
    path.write_text(TRIG)
    return path


def kg(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    capsys.readouterr()
    status = run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_a_load_says_what_it_did_and_the_next_has_nothing_to_do(
    fake: FakeStore, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("load", f"{fake.url}/store", "--graph", file)
    plan = "\n".join(
        (
            "action,graph,statements",
            "send,https://w3id.org/article-kg/graph/article/1,1",
            "send,https://w3id.org/article-kg/graph/world,2\n",
        )
    )
    assert kg(*command, "--dry-run", capsys=capsys) == (0, plan, "")
    assert fake.written == []
    counted = "the store counts 3 statements in 2 graphs, as the file does\n"
    sent = "sent: 2 graphs, 3 statements; unchanged: 0; removed: 0\n"
    assert kg(*command, capsys=capsys) == (0, "", sent + counted)
    sent = "sent: 0 graphs, 0 statements; unchanged: 2; removed: 0\n"
    assert kg(*command, capsys=capsys) == (0, "", sent + counted)
    file.write_text(TRIG.replace("graph/article/1>", "graph/article/2>"))
    sent = "sent: 1 graph, 1 statement; unchanged: 1; removed: 1\n"
    assert kg(*command, capsys=capsys) == (0, "", sent + counted)
    assert len(fake.quads()) == 3


def test_updates_a_default_graph_and_what_is_kept(
    fake: FakeStore, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("load", f"{fake.url}/update", "--update", "--graph", file)
    assert kg(*command, "--default-graph", capsys=capsys)[0] == 0
    assert len(fake.quads()) == 6
    assert kg(*command, "--keep", capsys=capsys)[2].startswith(
        "sent: 0 graphs, 0 statements; unchanged: 2; rem"
    )
    assert len(fake.quads()) == 6


def test_a_refusal_is_one_message_and_status_two(
    fake: FakeStore, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.faults = lambda request: Fault(400) if request.writes else None
    status, stdout, stderr = kg("load", f"{fake.url}/store", "--graph", file, capsys=capsys)
    assert (status, stdout, stderr.count("\n")) == (2, "", 1)
    assert stderr.startswith(f"kg: {fake.url}/store: answers 400 Bad Request; it says: out of")


def test_an_interrupted_load_says_how_to_go_on(
    fake: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.load.carry_out", interrupted)
    status, _, stderr = kg("load", f"{fake.url}/store", "--graph", file, capsys=capsys)
    assert (status, stderr) == (130, "kg: interrupted; run the same again for the rest\n")


@pytest.mark.parametrize("way", ["environment", "netrc", "named netrc", "token"])
def test_where_credentials_come_from(
    fake: FakeStore,
    file: Path,
    way: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake.protection = "Bearer" if way == "token" else "Digest"
    entry = "machine example.org login x password y\nmachine 127.0.0.1 login ann password s3cret\n"
    if way == "environment":
        monkeypatch.setenv("KG_LOAD_USER", "ann")
        monkeypatch.setenv("KG_LOAD_PASSWORD", "s3cret")
    elif way == "token":
        monkeypatch.setenv("KG_LOAD_TOKEN", "t0ken\n")
    else:
        path = file.with_name(".netrc" if way == "netrc" else "elsewhere")
        path.write_text(entry)
        path.chmod(0o600)
        if way == "named netrc":
            monkeypatch.setenv("NETRC", str(path))
    status, stdout, stderr = kg("load", f"{fake.url}/store", "--graph", file, capsys=capsys)
    assert (status, "s3cret" in stdout + stderr) == (0, False)
    assert len(fake.quads()) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("machine 127.0.0.1 login ann password s3cret s3cret", "not a netrc file, or others may read it"),
        (None, "cannot be read; see who may read it, or unset NETRC"),
    ],
)
def test_a_netrc_file_that_cannot_be_used(
    file: Path,
    text: str | None,
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = file.with_name("netrc")
    monkeypatch.setenv("NETRC", str(path))
    if text is not None:
        path.write_text(text)
    status, _, stderr = kg("load", "http://127.0.0.1:1/store", "--graph", file, capsys=capsys)
    assert (status, "s3cret" in stderr) == (2, False)
    assert stderr.startswith(f"kg: {path}")
    assert message in stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_timeout_is_a_number_of_seconds(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["load", "http://h/store", f"--timeout={seconds}"])
    assert "is not a number of seconds" in capsys.readouterr().err


# -------------------------------------------------------------------- doctor


def test_a_sound_installation(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    status, stdout, stderr = kg("doctor", "--graph", file, capsys=capsys)
    assert (status, stderr) == (0, "all is in order\n")
    checks = dict(line.split(",", 1) for line in stdout.splitlines())
    assert checks["language model"] == "ok,en_core_web_md 3.7.1"
    assert checks["graph"].startswith('ok,"3 statements, 0 articles in')
    assert sorted(path.name for path in file.parent.iterdir()) == ["kg.trig"]


def failed(checks: tuple[Check, ...]) -> dict[str, str]:
    return {check.name: check.detail for check in checks if not check.ok}


def test_what_is_missing_is_named_and_the_rest_is_tried(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = file.with_name("missing")
    found = failed(examine(missing, model="no_such_model", graph=missing / "kg.nq"))
    assert found.keys() == {"language model", "writing", "graph"}
    assert "the language model 'no_such_model' cannot be loaded; install it" in found["language model"]
    assert "No such file or directory; choose a folder" in found["writing"]
    monkeypatch.chdir(file.parent)
    status, _, stderr = kg("doctor", "--graph", missing, capsys=capsys)
    assert (status, stderr) == (1, "1 check failed, see above\n")


def test_data_that_do_not_parse_are_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = file.with_name("data")
    empty.mkdir()
    for module in ("kg.resources", "kg.query", "kg.build", "kg.knowledge.lexicon"):
        monkeypatch.setattr(f"{module}.folder", lambda name: empty)
    assert {"ontology", "lexicon", "world"} <= failed(examine(file.parent)).keys()


def test_a_missing_library_is_named_by_a_program_that_still_runs() -> None:
    script = (
        "import sys, importlib.metadata as m\n"
        "def version(name):\n"
        "    if name == 'owlrl': raise m.PackageNotFoundError(name)\n"
        "    return 'some'\n"
        "m.version = version\n"
        "sys.modules['owlrl'] = None\n"
        "from kg.cli.main import run\n"
        "sys.exit(run(['doctor', '--format', 'csv']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "owlrl,FAILED,not installed; pip install owlrl" in done.stdout
    assert done.returncode == 1
