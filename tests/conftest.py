"""What the tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kg.build import Build

ROOT = Path(__file__).parents[1]

# The same examples in every run, and no test that fails because a machine is slow.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def built_examples() -> Build:
    """The bundled articles, built once; not to be changed by a test."""
    from kg.build import build

    return build([ROOT / "examples"])


@pytest.fixture(scope="session")
def graph_file(built_examples: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the bundled articles in a file."""
    from kg.export import export, write

    path = tmp_path_factory.mktemp("graph") / "kg.nq"
    write(path, export(built_examples.graph, "nquads"))
    return path
