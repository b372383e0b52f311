"""What is said in some texts, as the act model sees it, and the acts that their gold gives.

A folder has texts (.txt), and with gold gold.csv and spans.csv as tests/cases/dev. For texts that may not be
passed on, and for sayings that were judged one by one, a file has the acts by places alone
(tests/cases/polnear-train.csv, polnear-acts.csv). The extraction runs over the texts; a thing said has
the act of the row that it is about.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.build import Knowledge, Settings, find
from kg.extract.speech.act_clues import clues_of, words_of
from kg.extract.speech.act_model import ActModel, is_named
from kg.extract.speech.act_network import ActNetwork, Keys
from kg.extract.speech.illocutions import Said
from kg.extract.speech.learned import Learned
from kg.extract.speech.tagger import load_tagger
from kg.extract.speech.tagger_features import Floats, Ids, vector_rows
from kg.model import Article
from kg.read import read

#: The least share (intersection over union of characters) of a content with the row's, to be about the same.
LEAST_SHARE = 0.3
#: How many batches are sorted by length together.
TOGETHER = 32
#: The most words that are written out.
MOST = 1_000

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """A thing said: its folder and text, its clues, the act that the rules give, and the gold's.

    `named` is whether the cue names the act that the rules give, `speaker` who says it, for a reader. Of the
    words around it `written` are as they stand, with the blank after each, `places` where they stand to the
    saying. Of those that the network reads: `rows` of the table of vectors, `lowers` their keys in small
    letters, `states` (words, 96), `read` where they stand.
    """

    folder: Path
    text: str
    clues: tuple[str, ...]
    ruled: str
    named: bool
    act: str | None
    speaker: str
    written: tuple[str, ...]
    places: tuple[int, ...]
    rows: Ids
    lowers: Keys
    states: Floats
    read: Ids


class Recorder(ActModel):
    """Leaves every act as it is ruled, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__((), (), ActNetwork({}))
        self.asked: list[tuple[Said, str]] = []

    def settled(self, said: Said, ruled: str) -> str:
        self.asked.append((said, ruled))
        return ruled


def sayings(folders: Iterable[Path], places: Iterable[Path] = ()) -> Iterator[Saying]:
    """What the extraction finds in the texts of some folders, in the order of folders, texts and words.

    `places` are files with acts for texts of folders that have no gold.
    """
    placed = _placed(places)
    recorder = Recorder()
    knowledge = Knowledge(Settings())
    knowledge.__dict__["learned"] = Learned(load_tagger(), recorder)
    for folder in folders:
        rows = _rows(folder) if (folder / "gold.csv").exists() else placed
        for article in read(sorted(folder.glob("*.txt"))):
            if not isinstance(article, Article):
                sys.exit(f"{article}")
            recorder.asked.clear()
            find(article, knowledge)
            name = Path(article.source).name
            for said, ruled in recorder.asked:
                yield _saying(said, ruled, folder, name, _act(said, rows.get(name, ())))


def _saying(said: Said, ruled: str, folder: Path, name: str, act: str | None) -> Saying:
    speaker, whole, read = said.voice.speaker, words_of(said, most=MOST), words_of(said)
    keys = read.doc.to_array(["ORTH", "LOWER"])[read.numbers]
    return Saying(
        *(folder, name, clues_of(said, ruled), ruled, is_named(said, ruled), act),
        f"{speaker.label} ({speaker.kind})",
        tuple(whole.doc[number].text_with_ws for number in whole.numbers.tolist()),
        tuple(whole.places.tolist()),
        vector_rows(read.doc.vocab, *keys.T.tolist()),
        np.asarray(keys[:, 1], np.uint64),
        np.asarray(read.doc.tensor[read.numbers], np.float32),
        read.places,
    )


def of_one_length(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """The numbers of all that have these lengths, by chance, in batches of about one length."""
    order = random.sample(range(len(lengths)), len(lengths))
    parts = [
        sorted(order[i : i + TOGETHER * size], key=lambda n: lengths[n])
        for i in range(0, len(order), TOGETHER * size)
    ]
    batches = [part[i : i + size] for part in parts for i in range(0, len(part), size)]
    random.shuffle(batches)
    yield from batches


def _act(said: Said, rows: Iterable[tuple[Spans, str]]) -> str | None:
    """The act of the row that is about the same, if one is."""
    document = said.voice.discourse.document
    spans = tuple((span.start, span.end) for span in map(document.span, said.content.tokens))
    share, act = max(((_share(spans, own), act) for own, act in rows), default=(0.0, ""))
    return act if share >= LEAST_SHARE else None


def _rows(folder: Path) -> dict[str, list[tuple[Spans, str]]]:
    """Where the content of each row of the gold of a folder stands and its act, by text."""
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as file:
        gold = [row for row in csv.DictReader(file) if row["kind"] == "statement"]
    with (folder / "spans.csv").open(encoding="utf-8", newline="") as file:
        words = list(csv.DictReader(file))
    found: dict[str, list[tuple[Spans, str]]] = {path.name: [] for path in folder.glob("*.txt")}
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in found}
    for row, said in zip(gold, words, strict=True):
        spans = _places(texts[row["file"]], said["content"].split(" … "), int(row["start"]), int(row["end"]))
        found[row["file"]].append((spans, row["type"]))
    return found


def _placed(paths: Iterable[Path]) -> dict[str, list[tuple[Spans, str]]]:
    """Where the content of each row of some gold by places stands and its act, by text."""
    found: dict[str, list[tuple[Spans, str]]] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                stretches = (stretch.split("-") for stretch in row["content"].split(";"))
                spans = tuple((int(start), int(end)) for start, end in stretches)
                found.setdefault(row["file"], []).append((spans, row["type"]))
    return found


def _places(text: str, stretches: Iterable[str], start: int, end: int) -> Spans:
    """Where the stretches of a content stand: inside the evidence, or else nearest to it."""
    found = []
    for stretch in stretches:
        at = text.find(stretch, start, end)
        if at < 0:
            at = max(text.rfind(stretch, 0, end), text.find(stretch, start))
        if at >= 0:
            found.append((at, at + len(stretch)))
    return tuple(found) or ((start, end),)


def _share(some: Spans, others: Spans) -> float:
    """Intersection over union of the characters of two contents."""
    one, other = ({i for start, end in spans for i in range(start, end)} for spans in (some, others))
    return len(one & other) / len(one | other)
