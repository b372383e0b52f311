"""Train the act model on typed gold and write its weight file.

    scripts/train_acts FOLDER... [--try FOLDER...] [-o FILE]

A FOLDER has texts with gold.csv and spans.csv, as tests/cases/dev. The extraction runs over the texts; each
thing said that a row of the gold is about teaches the row's act. The log goes to standard output, first how
often the rules, the model and both are right on texts that the model was not trained on, then what was
trained. The same folders and versions of the libraries give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.build import Knowledge, Settings, find
from kg.extract.speech.act_clues import clues_of
from kg.extract.speech.act_model import WEIGHTS, ActModel, overruled
from kg.extract.speech.illocutions import Said
from kg.extract.speech.learned import Learned
from kg.extract.speech.tagger import load_tagger
from kg.model import Article
from kg.read import read

#: Clues that are seen less often, in both copies together, have no weight.
LEAST_COUNT = 4
#: The inverse of how much large weights cost, in scikit-learn's terms, and how many steps are taken at most.
STRENGTH, STEPS = 0.15, 1_000
#: The least share (intersection over union of characters) of a content with the row's, to be about the same.
LEAST_SHARE = 0.3
#: How many parts the texts are cut into, to try on each what was learnt on the others.
FOLDS = 10

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A thing said: its text, its clues, the act that the rules give, and that of the gold."""

    text: str
    clues: frozenset[str]
    ruled: str
    act: str


class Recorder(ActModel):
    """Leaves every act as it is ruled, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__((), ("",), np.zeros((0, 1), np.float32), np.zeros(1, np.float32))
        self.asked: list[tuple[Spans, frozenset[str], str]] = []

    def settled(self, said: Said, ruled: str) -> str:
        document = said.voice.discourse.document
        spans = tuple((span.start, span.end) for span in map(document.span, said.content.tokens))
        self.asked.append((spans, clues_of(said, ruled), ruled))
        return ruled


def examples(folders: Iterable[Path]) -> Iterator[Example]:
    """What the extraction finds in the texts of some folders and a row of their gold is about."""
    recorder = Recorder()
    knowledge = Knowledge(Settings())
    knowledge.__dict__["learned"] = Learned(load_tagger(), recorder)
    for folder in folders:
        rows = _rows(folder)
        for article in read(sorted(folder.glob("*.txt"))):
            if not isinstance(article, Article):
                raise SystemExit(f"train_acts: {article}")
            recorder.asked.clear()
            find(article, knowledge)
            name = Path(article.source).name
            for spans, clues, ruled in recorder.asked:
                share, act = max((_share(spans, said), act) for said, act in rows[name])
                if share >= LEAST_SHARE:
                    yield Example(name, clues, ruled, act)


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


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What was learnt: of shape clues × acts, and acts."""

    clues: Sequence[str]
    acts: Sequence[str]
    weights: NDArray[np.float16]
    bias: NDArray[np.float16]

    def model(self) -> ActModel:
        """What the extraction makes of it."""
        return ActModel(self.clues, self.acts, self.weights.astype(np.float32), self.bias.astype(np.float32))

    def write(self, path: Path) -> None:
        """The weight file."""
        names = {"clues": self.clues, "acts": self.acts}
        lines = {name: np.frombuffer("\n".join(words).encode(), np.uint8) for name, words in names.items()}
        np.savez_compressed(path, weights=self.weights, bias=self.bias, **lines)


def train(found: Sequence[Example]) -> Trained:
    """Learn the acts of some examples by their clues, once with and once without what the rules say.

    The rules were mended on these texts, and are right on them more often than on others.
    """
    taught = [*(e.clues for e in found), *(e.clues - {f"ruled={e.ruled}"} for e in found)]
    counts = Counter(clue for clues in taught for clue in clues)
    clues = sorted(clue for clue, count in counts.items() if count >= LEAST_COUNT)
    column = {clue: i for i, clue in enumerate(clues)}
    pairs = [(i, column[c]) for i, own in enumerate(taught) for c in sorted(own) if c in column]
    rows, columns = zip(*pairs, strict=True)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(taught), len(clues)))
    fitted = LogisticRegression(C=STRENGTH, max_iter=STEPS).fit(matrix, [e.act for e in found] * 2)
    return Trained(
        clues,
        [str(act) for act in fitted.classes_],
        fitted.coef_.T.astype(np.float16),
        fitted.intercept_.astype(np.float16),
    )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the act model.")
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    parser.add_argument("--try", dest="tried", nargs="*", type=Path, default=[], help="texts to try it on")
    options = parser.parse_args()
    found = list(examples(options.folder))
    print(f"{len(found)} things said in {len({e.text for e in found})} texts")
    print(f"acts: {dict(Counter(e.act for e in found).most_common())}")
    _try_out(found)
    trained = train(found)
    for folder in options.tried:
        tried = list(examples([folder]))
        print(f"{folder}: {_shares(_right(trained.model(), tried), len(tried))} of {len(tried)}")
    trained.write(options.output)
    size = options.output.stat().st_size
    print(f"{len(trained.clues)} clues, {len(trained.acts)} acts, {size} bytes in {options.output}")
    return 0


def _try_out(found: Sequence[Example]) -> None:
    """Print how often rules, model and both are right on texts that the model was not trained on."""
    texts = sorted({e.text for e in found})
    right: Counter[str] = Counter()
    for fold in range(FOLDS):
        tried = set(texts[fold::FOLDS])
        model = train([e for e in found if e.text not in tried]).model()
        right += _right(model, [e for e in found if e.text in tried])
    print(f"{FOLDS} folds by text: {_shares(right, len(found))}")


def _right(model: ActModel, tried: Iterable[Example]) -> Counter[str]:
    """How many acts are right by the rules, the model and both."""
    right: Counter[str] = Counter()
    for example in tried:
        likely = model.probabilities(example.clues)
        best = max(likely, key=lambda act: likely[act])
        right["rules"] += example.ruled == example.act
        right["model"] += best == example.act
        right["both"] += overruled(likely, example.ruled) == example.act
    return right


def _shares(right: Counter[str], number: int) -> str:
    return ", ".join(f"{who} {right[who] / number:.1%}" for who in ("rules", "model", "both"))


if __name__ == "__main__":
    sys.exit(main())
