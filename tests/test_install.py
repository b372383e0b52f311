"""A built wheel, installed into an environment of its own, works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]

#: What the wheel carries beside the code.
DATA = (
    "kg/py.typed",
    "kg/report/page.html.jinja",
    "kg/data/ontology/context.jsonld",
    "kg/data/ontology/lexicon.ttl",
    "kg/data/ontology/ontology.ttl",
    "kg/data/ontology/shapes.ttl",
    "kg/data/ontology/world.ttl",
    "kg/data/queries/denials.rq",
)


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and an empty folder to work in."""

    programs: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> str:
        """What a program of the environment prints, kept apart from the checkout and from settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KG_"))}
        done = subprocess.run(
            [self.programs / program, *arguments], cwd=self.folder, env=kept, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(name="installed", scope="module")
def _installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """With KG_WHEELS, a folder of wheels, everything is installed from there; else the libraries of the
    environment that runs the tests are lent to the new one. Nothing comes from a network either way.
    """
    pytest.importorskip("pip", reason="pip is not installed")
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    lent = os.environ.get("KG_WHEELS")
    source = ["--find-links", str(Path(lent).absolute())] if lent else ["--no-deps"]
    if not lent:
        paths = {"base": str(environment), "platbase": str(environment)}
        site = Path(sysconfig.get_path("purelib", "venv", vars=paths))
        (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "--disable-pip-version-check"]
    command = [*pip, "install", "--quiet", "--no-index", *source, str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return Installed(programs, tmp_path_factory.mktemp("work"))


def test_the_wheel_carries_the_data_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(DATA) - names == set()
    assert {f"kg/data/queries/{path.name}" for path in (ROOT / "queries").iterdir()} <= names
    assert [name for name in names if name.startswith(("tests/", "examples/", "scripts/"))] == []


def test_the_command_and_the_library_are_the_installed_ones(installed: Installed) -> None:
    assert installed.run("kg", "--version") == f"kg {kg.__version__}\n"
    found = Path(installed.run("python", "-c", "import kg; print(kg.__file__)").strip())
    assert found.is_relative_to(installed.programs.parent)
    asked = "from kg import load_graph, ask, build_graph; print(len(build_graph([]).graph) > 1000)"
    assert installed.run("python", "-W", "ignore", "-c", asked) == "True\n"


def test_the_doctor_finds_nothing_missing(installed: Installed) -> None:
    lines = installed.run("kg", "doctor", "--format", "csv").splitlines()
    assert f"article-kg,ok,{kg.__version__}" in lines
    assert all(line.split(",")[1] in ("state", "ok") for line in lines)
    assert str(installed.programs.parent) in next(line for line in lines if line.startswith("questions"))


def test_an_article_becomes_a_graph_that_answers(installed: Installed) -> None:
    shutil.copy(ROOT / "examples" / "2023-09-20-ceasefire.txt", installed.folder)
    installed.run("kg", "build", "2023-09-20-ceasefire.txt")
    answer = installed.run("kg", "ask", "who-said-what", "--format", "csv")
    assert len(answer.splitlines()) > 3
    assert installed.run("kg", "report", "2023-09-20-ceasefire.txt", "-o", "report.html") == ""
    assert "<html" in (installed.folder / "report.html").read_text("utf-8")
