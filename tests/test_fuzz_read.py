"""Whatever bytes come in, an article or an `InputError` comes out, and no other exception.

The inputs are always the same; `scripts/fuzz` draws new ones (`tests/hostile.py`).
"""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inputs import ATOMS, SOUND

from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.read.formats import ENDINGS, read_stream
from kg.read.text import normalise

FUZZ = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def check(data: bytes, name: str | None) -> None:
    """Read the bytes as a file of this name, and look at what comes out."""
    items: list[Article | InputError] = []
    try:
        items += read_stream(io.BytesIO(data), name, "source", None)
    except InputError as error:
        items.append(error)
    assert items
    for item in items:
        if isinstance(item, InputError):
            assert str(item).startswith("source"), item
            assert item.what
            continue
        assert item.paragraphs
        assert normalise(item.text) == item.text
        item.text.encode()
        for span in item.paragraphs:
            assert 0 <= span.start < span.end <= len(item.text)
        for words in (item.title, item.url, item.publisher, item.agency):
            assert words is None or (normalise(words) == words and "\n" not in words)
        if offsets := item.source_offsets:
            assert len(offsets) == len(item.text) + 1
            assert list(offsets) == sorted(set(offsets))


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """A sound file with some of its bytes deleted, doubled, or replaced by others that mean something."""
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        new = draw(st.sampled_from(ATOMS) | st.binary(max_size=8) | st.just(data[start:end] * 2))
        data = data[:start] + new + data[end:]
    return data


@pytest.mark.parametrize("ending", SOUND)
@FUZZ
@given(st.data())
def test_damaged_files(ending: str, data: st.DataObject) -> None:
    check(data.draw(mutated(SOUND[ending])), f"a{ending}")


@pytest.mark.parametrize("ending", SOUND)
@FUZZ
@given(st.data())
def test_damaged_files_within_gzip(ending: str, data: st.DataObject) -> None:
    check(gzip.compress(data.draw(mutated(SOUND[ending])), 1, mtime=0), None)


@FUZZ
@given(st.binary() | st.lists(st.sampled_from(ATOMS)).map(b"".join), st.sampled_from((*ENDINGS, "")))
def test_any_bytes(data: bytes, ending: str) -> None:
    check(data, f"a{ending}" if ending else None)


@FUZZ
@given(st.text(st.characters() | st.sampled_from("*?[]\0/.~\n\ud800")))
def test_any_path(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    folder = tmp_path_factory.mktemp("empty")
    if ".." in path:
        return  # what is above the folder is not the test's
    for item in read([f"{folder}/{path}"]):
        assert isinstance(item, InputError)


def test_the_mutations_reach_every_outcome() -> None:
    """A damaged file that is read, and one that is refused: the fuzzing has something to find."""
    seen = set()

    @settings(FUZZ, max_examples=60, derandomize=True)
    @given(mutated(SOUND[".rss"]))
    def look(data: bytes) -> None:
        try:
            seen.update(map(type, read_stream(io.BytesIO(data), "a.rss", "source", None)))
        except InputError:
            seen.add(InputError)

    look()
    assert {Article, InputError} <= seen
