"""`scripts/score_gold.py` as a module, for the tests that hold the program to the gold."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]


def score_gold() -> ModuleType:
    """`scripts/score_gold.py` as a module; what it does to the import path is undone."""
    spec = importlib.util.spec_from_file_location("score_gold", ROOT / "scripts" / "score_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.modules["score_gold"] = list(sys.path), module
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module
