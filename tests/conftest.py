"""What the tests share."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kg.build import Build, Knowledge
    from kg.model import Findings

ROOT = Path(__file__).parents[1]

# The same examples in every run, and no test that fails because a machine is slow.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def built_examples() -> Build:
    """The bundled articles, built once; not to be changed by a test."""
    from kg.build import build

    return build([ROOT / "examples"], keep_findings=True)


@pytest.fixture(scope="session")
def graph_file(built_examples: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the bundled articles in a file."""
    from kg.export import export, write

    path = tmp_path_factory.mktemp("graph") / "kg.nq"
    write(path, export(built_examples.graph, "nquads"))
    return path


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The lexicon and the world of `ontology/`."""
    from kg.build import Knowledge

    return Knowledge()


@pytest.fixture(scope="session")
def find_in(knowledge: Knowledge) -> Callable[..., Findings]:
    """`find_in(text, date=None)`: what a text published on that day says; each text is analysed once."""
    from kg.build import find
    from kg.read import read_text

    @cache
    def findings(text: str, date: datetime.date | None = None) -> Findings:
        return find(read_text(text, date=date), knowledge)

    return findings
