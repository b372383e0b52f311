"""The command `kg`: what it prints where, its exit status, and what it leaves behind."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.cli.parser import parser
from kg.cli.table import render
from kg.query import Answer, query
from kg.store import from_file

ROOT = Path(__file__).parents[1]
GOOD = """\
Title: Talks
Date: 2023-09-21

Azerbaijan said on Thursday that it had opened fire. Armenia denied it.
"""

#: Inputs that cannot be read: the name of the file, its bytes, and what the message says of it.
BAD = (
    ("empty.txt", b"", "empty.txt: "),
    ("blank.txt", b" \n\n", "blank.txt: "),
    ("binary.txt", b"four\x00\x00 binary", "binary.txt:4: a binary file"),
    ("archive.txt", b"PK\x03\x04\x00\x00 binary", "archive.txt: a zip archive"),
    ("latin.txt", "Erdoğan said é".encode() + b"\xe9", "latin.txt:16: not UTF-8"),
    ("textless.json", b'{"title": "Talks", "date": "2023-09-21"}', "textless.json: a record without text"),
    ("broken.json", b'{"text": ', "broken.json: not JSON"),
    (
        "french.txt",
        "Le ministre a déclaré que les pourparlers avaient commencé jeudi à Erevan.".encode(),
        "french.txt",
    ),
)


def kg(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command, run in this process."""
    capsys.readouterr()
    status = run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def process(*arguments: str | Path, cwd: Path, **options: object) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


# -------------------------------------------------------------------- build


def test_bad_input_gets_one_message_each_and_the_rest_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news"
    (news / "nothing").mkdir(parents=True)
    (news / "good.txt").write_text(GOOD)
    for name, data, _ in BAD:
        (news / name).write_bytes(data)
    out = tmp_path / "kg.nq"
    missing = tmp_path / "missing.txt"
    status, stdout, stderr = kg("build", news, news / "nothing", missing, "-o", out, capsys=capsys)
    assert (status, stdout) == (2, "")
    lines = stderr.splitlines()
    for name, _, message in BAD:
        assert [message in line for line in lines if f"/{name}" in line] == [True]
    assert sum(f"{news / 'nothing'}: a folder with no article in it" in line for line in lines) == 1
    assert sum(f"{missing}: cannot be read" in line for line in lines) == 1
    assert "1 article, " in stderr
    assert f"failed: {len(BAD) + 2} inputs" in stderr
    assert b"opened fire" in out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kg.nq", "news"]


def test_where_every_input_fails_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kg.nq"
    status, _, stderr = kg("build", tmp_path / "missing.txt", "-o", out, capsys=capsys)
    assert status == 2
    assert "nothing was written" in stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("missing/kg.nq", "missing/kg.nq: its folder does not exist"),
        ("file.txt/kg.nq", "file.txt/kg.nq: its folder does not exist"),
        ("folder.nq", "folder.nq: is a folder"),
        ("kg.pdf", "kg.pdf: no format goes by this name"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_the_work(
    output: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.txt").write_text(GOOD)
    (tmp_path / "folder.nq").mkdir()
    status, stdout, stderr = kg("build", tmp_path / "file.txt", "-o", tmp_path / output, capsys=capsys)
    assert (status, stdout) == (2, "")
    assert len(stderr.splitlines()) == 1
    assert message in stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.txt", "folder.nq"]


def test_a_folder_without_permission_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the super-user may write everywhere
    (tmp_path / "a.txt").write_text(GOOD)
    status, _, stderr = kg("build", tmp_path / "a.txt", "-o", tmp_path / "kg.nq", capsys=capsys)
    assert status == 2
    assert "kg.nq: its folder cannot be written" in stderr


def test_from_standard_input_to_standard_output(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert run(["build", "-", "-o", "-"]) == 0
    captured = capfdbinary.readouterr()
    assert captured.out.startswith(b"<http")
    assert all(line.endswith(b" .") for line in captured.out.splitlines())
    assert b"written" not in captured.err


@pytest.mark.parametrize(("sent", "status"), [("SIGTERM", -15), ("SIGINT", 130), ("SIGKILL", -9)])
def test_a_run_that_is_killed_leaves_what_was_there(sent: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "kg.nq").write_text("before")
    running = process("build", "-", cwd=tmp_path, stdin=subprocess.PIPE)
    assert running.stdin is not None
    assert running.stderr is not None
    # More than a pipe holds: when this has been taken, the command is at work, and waits for the rest.
    running.stdin.write(b"Baku agreed. " * 20_000)
    running.stdin.flush()
    while running.poll() is None:
        running.send_signal(getattr(signal, sent))
        # Python sees a signal that comes just before it blocks only when the next one comes.
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=2)
    message = running.stderr.read().decode()
    with contextlib.suppress(BrokenPipeError):
        running.stdin.close()
    running.stderr.close()
    assert running.returncode == status
    assert "Traceback" not in message
    assert (tmp_path / "kg.nq").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["kg.nq"]
    if sent == "SIGINT":
        assert message == "kg: interrupted; nothing was written\n"


def test_a_run_that_is_killed_while_it_writes_leaves_what_was_there(
    tmp_path: Path, graph_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    out = tmp_path / "kg.ttl"
    out.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        run(["export", "--graph", str(graph_file), "-o", str(out)])
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["kg.ttl"]


def test_what_more_turtle_says_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    status, _, stderr = kg(
        "build",
        tmp_path / "a.txt",
        "--ontology",
        tmp_path / "no.ttl",
        "-o",
        tmp_path / "kg.nq",
        capsys=capsys,
    )
    assert status == 2
    assert "no.ttl: no such file" in stderr


# -------------------------------------------------------------------- ask, query, validate, export


def test_questions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status, stdout, _ = kg("ask", "--format", "json", capsys=capsys)
    listed = {entry["name"]: entry for entry in json.loads(stdout)}
    assert status == 0
    assert set(listed) == {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert listed["denials"]["parameters"].split()[:1] == ["actor"]


def test_one_answer_in_every_format(graph_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(*format: str) -> str:
        status, stdout, stderr = kg("ask", "denials", "--graph", graph_file, *format, capsys=capsys)
        assert (status, stderr) == (0, "")
        return stdout

    objects = json.loads(answer("--format", "json"))
    assert objects
    rows = list(csv.DictReader(io.StringIO(answer("--format", "csv"))))
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in objects] == rows
    assert answer() == answer("--format", "csv")  # not a terminal
    tsv = [line.split("\t") for line in answer("--format", "tsv").splitlines()]
    assert tsv[0] == list(objects[0])
    assert len(tsv) == len(rows) + 1
    table = answer("--format", "table")
    assert all(word in table for word in objects[0]["speaker"].split())


def test_parameters_and_columns_narrow_an_answer(
    graph_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("denials", "--graph", graph_file, "--columns", "speaker")
    _, everybody, _ = kg("ask", *arguments, capsys=capsys)
    _, one, _ = kg("ask", *arguments, "actor=Nikol Pashinyan", capsys=capsys)
    assert set(one.splitlines()) == {"speaker", "Nikol Pashinyan"}
    assert set(one.splitlines()) < set(everybody.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ask", "denial"), "denials"),
        (("ask", "denials", "Baku"), "'Baku' is not PARAM=VALUE"),
        (("ask", "denials", "who=Baku"), "no parameter 'who'"),
        (("ask", "denials", "actor=a", "actor=b"), "actor is given twice"),
        (("ask", "denials", "--columns", "colour"), "no column 'colour'"),
        (("query", "no.rq"), "no.rq: cannot be read"),
        (("export", "--article", "no such title"), "no such title"),
        (("export", "-o", "kg.docx"), "kg.docx: no format"),
        (("report", "no.txt"), "no.txt: cannot be read"),
        (("report", "a.txt", "-o", "a.pdf"), "a.pdf: no report goes by this name; end it in .html or .txt"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    arguments: tuple[str, ...], message: str, graph_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = () if arguments[0] == "report" else ("--graph", graph_file)
    status, stdout, stderr = kg(*arguments, *graph, capsys=capsys)
    assert (status, stdout) == (2, "")
    assert len(stderr.splitlines()) == 1
    assert stderr.startswith("kg: ")
    assert message in stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("bulid",),
        ("build",),
        ("export", "a=b"),
        ("ask", "denials", "--colour"),
        ("build", "a", "--date", "21.9.2023"),
        ("build", "a", "--date", "20230921"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(arguments)
    assert stopped.value.code == 2
    assert "usage: kg" in capsys.readouterr().err


def test_a_graph_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (("ask", "denials"), ("validate",), ("export",)):
        status, _, stderr = kg(*command, "--graph", tmp_path / "kg.nq", capsys=capsys)
        assert status == 2
        assert "there is no graph here; make one with `kg build`" in stderr


def test_a_query_from_a_file_and_from_standard_input(
    graph_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sparql = "PREFIX kg: <https://w3id.org/article-kg/ns#> SELECT (COUNT(*) AS ?n) { ?s kg:speaker ?who }"
    (tmp_path / "q.rq").write_text(sparql)
    _, from_file, _ = kg("query", tmp_path / "q.rq", "--graph", graph_file, capsys=capsys)
    monkeypatch.setattr(sys, "stdin", io.StringIO(sparql))
    status, from_stdin, _ = kg("query", "-", "--graph", graph_file, capsys=capsys)
    assert status == 0
    assert from_file == from_stdin
    assert int(from_file.splitlines()[1]) > 20


def test_valid_and_invalid_data(graph_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, stderr = kg("validate", "--graph", graph_file, capsys=capsys)
    assert status == 0
    assert "shapes: 0 violations, " in stderr
    broken = tmp_path / "kg.nq"
    lines = graph_file.read_text("utf-8").splitlines(keepends=True)
    broken.write_text("".join(line for line in lines if "/ns#speaker>" not in line), "utf-8")
    status, stdout, stderr = kg("validate", "--graph", broken, capsys=capsys)
    assert status == 1
    assert "Violation,psh:" in stdout
    assert "shapes: 0 violations" not in stderr


def test_exports_agree_with_what_was_built(
    graph_file: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["export", "--graph", str(graph_file)]) == 0
    assert capfdbinary.readouterr().out == graph_file.read_bytes()
    assert run(["export", "--graph", str(graph_file), "-o", str(tmp_path / "kg.trig")]) == 0
    assert run(["export", "--graph", str(tmp_path / "kg.trig"), "--format", "nquads"]) == 0
    again = capfdbinary.readouterr().out.splitlines()
    # TriG does not keep the names of the ontology's blank nodes.
    assert len(again) == len(graph_file.read_bytes().splitlines())


def test_one_article_is_exported(graph_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "talks.ttl"
    arguments = ["export", "--graph", str(graph_file), "--article", "first talks", "-o", str(out)]
    assert run(arguments) == 0
    turtle = out.read_text("utf-8")
    assert "hold first talks" in turtle
    assert "Truce ends one day" not in turtle


# -------------------------------------------------------------------- report


def test_a_report_as_text_and_as_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = ROOT / "examples" / "2023-09-19-offensive.txt"
    status, stdout, _ = kg("report", article, capsys=capsys)
    assert status == 0
    assert "It denied that civilians were being targeted." in stdout
    assert "denial (denies)" in stdout
    out = tmp_path / "report.html"
    status, stdout, stderr = kg("report", article, "-o", out, capsys=capsys)
    assert (status, stdout, stderr) == (0, "", f"written: {out}\n")
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_report_is_of_one_article(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, stderr = kg("report", ROOT / "examples" / "2023-09-22-briefs.jsonl", capsys=capsys)
    assert status == 2
    assert "2 articles, and a report is of one" in stderr


# -------------------------------------------------------------------- the command itself


def test_a_pipe_gets_everything_and_may_go_away(graph_file: Path, tmp_path: Path) -> None:
    # Without a buffer in front of it, a pipe takes only a part at a time.
    done = subprocess.run(
        [sys.executable, "-u", "-m", "kg", "export", "--graph", graph_file],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout == graph_file.read_bytes()
    with process("export", "--graph", graph_file, cwd=tmp_path, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_starting_costs_little() -> None:
    code = "import sys, kg.cli.main, kg.cli.parser as p; p.parser(); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True
    )
    assert not {"spacy", "rdflib", "pyshacl", "owlrl", "dateparser", "jinja2"} & set(done.stdout.split())


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("kg 0.")


def subcommands() -> dict[str, ArgumentParser]:
    """The parsers of the commands by name."""
    actions = parser()._actions
    return next(dict(action.choices) for action in actions if isinstance(action, _SubParsersAction))


@pytest.mark.parametrize("name", sorted(subcommands()))
def test_every_command_shows_an_example_and_is_documented(name: str) -> None:
    help = subcommands()[name].format_help()
    assert f"example: kg {name}" in help
    documentation = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert f"## kg {name}" in documentation
    for action in subcommands()[name]._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help") or f"`{option}" in documentation


def test_every_example_of_the_help_is_understood() -> None:
    for name, command in subcommands().items():
        words = command.format_help().split(f"example: kg {name} ")[1].split("\n")[0].replace("'", "").split()
        if name != "export":  # its example has a title in quotation marks
            assert parser().parse_args([name, *words]).name == name


TABLES = {
    40: """\
speaker     text
──────────  ──────────────────
Azerbaijan  it had opened fire
Armenia     no word
""",
    24: """\
speaker     text
──────────  ────────────
Azerbaijan  it had
            opened fire
Armenia     no word
""",
    12: """\
1.
  speaker  Azerbaijan
  text     it had opened fire
2.
  speaker  Armenia
  text     no word
""",
}


@pytest.mark.parametrize("width", sorted(TABLES))
def test_tables_fit_the_width(width: int) -> None:
    rows = (("Azerbaijan", None, "it had opened fire"), ("Armenia", None, "no word"))
    assert render(Answer(("speaker", "place", "text"), rows), "table", width=width) == TABLES[width]


def test_tables_of_odd_answers() -> None:
    assert render(Answer((), ((),)), "table") == "rows without a value: 1\n"
    assert render(Answer(("a",), ((None,), (None,))), "table") == "rows without a value: 2\n"
    assert render(Answer(("a", "b"), (("", "x"), ("", None))), "table") == "b\n─\nx\n"
    assert len(render(Answer(("a",), (("x " * 50_000,),)), "table", width=20)) > 100_000
    endless = render(Answer(("a",), (("so " + "x" * 5_000_000,),)), "table", width=40)
    assert endless.splitlines()[2:4] == ["so", "x" * 40]
    assert endless.count("x") == 5_000_000


def test_a_table_cannot_move_the_cursor() -> None:
    assert "\x1b" not in render(Answer(("a",), (("\x1b[2J\x07boo",),)), "table")


def test_cells_with_separators_stay_whole() -> None:
    answer = Answer(("a", "b"), (('x,"y"\nz', "1\t2"),))
    assert list(csv.reader(io.StringIO(render(answer, "csv")))) == [["a", "b"], ['x,"y"\nz', "1\t2"]]
    assert render(answer, "tsv") == 'a\tb\nx,"y" z\t1 2\n'


def test_kept_texts_are_what_the_spans_point_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Talks</title></head><body><article><h1>Talks</h1>"
        "<p>Azerbaijan denied on Tuesday that its army had crossed the border of Armenia.</p>"
        "<p>Armenia said that talks would resume in the capital within a week or two.</p>"
        "</article></body></html>"
    )
    out, kept = tmp_path / "kg.nq", tmp_path / "texts"
    assert kg("build", page, "-o", out, "--keep-text", kept, capsys=capsys)[0] == 0
    (file,) = kept.iterdir()
    text = file.read_text("utf-8")
    spans = query(
        from_file(out),
        "PREFIX oa: <http://www.w3.org/ns/oa#> "
        "SELECT ?start ?end ?exact { ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact }",
    ).rows
    assert len(spans) > 5
    assert all(text[start:end] == exact for start, end, exact in spans)
