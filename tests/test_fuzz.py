"""Whatever is read, asked or opened, an answer or a `KGError` comes out, and no other exception.

Some inputs for each target of `tests/hostile.py`, always the same; `scripts/fuzz` tries others as long as
it is told to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import TARGETS, attempt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

#: Inputs of each target: the dear ones get few.
EXAMPLES = {"ontologies": 4, "rules": 4, "texts": 12, "stores": 15, "graphs": 40}


@pytest.mark.parametrize("name", TARGETS)
def test_only_errors_that_say_what_to_do(name: str, tmp_path: Path) -> None:
    @settings(
        max_examples=EXAMPLES.get(name, 60),
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def try_some(data: st.DataObject) -> None:
        attempt(name, data.draw(TARGETS[name].inputs), tmp_path)

    try_some()
