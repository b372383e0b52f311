"""Teach a large language model the acts of sayings, and write what it thinks of many more.

    scripts/teach_acts MODEL FOLDER... [--other FOLDER...] [--texts FOLDER...] [--places FILE...]
                       [--untaught FILE] -o FILE

MODEL is a folder with MPNet and its tokeniser as transformers keeps them. Each FOLDER has texts with
gold, annotated by one guide, each of --other by a guide of its own; what is said in them teaches, but in the
texts that the file of --untaught names, line by line, on which it is measured. The output has, for what is
said in all texts, also those of --texts, the log-probabilities of the acts: by the first guide, and by the
folder's own. It is what scripts/train_acts learns from: the small model that comes with the package imitates
it. It has too what the large model makes of each word that is not rare, on average over all places where the
texts have it: `meanings` of `lexemes`, words in small letters.

The log goes to standard output.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import torch
from numpy.typing import NDArray
from sayings import Saying, of_one_length, sayings
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, AutoTokenizer

from kg.extract.speech.act_network import CONTENT, CUE

#: What each folder's guide is called, before a saying; the model learns what the words stand for.
GUIDES = ("dispatch", "bulletin", "gazette", "journal")
#: The marks around what is said, and around the head of its cue.
OPENING, CLOSING, BESIDE = "« ", "» ", "§"
#: The most pieces of words that are read, the sayings of a batch, how often each is seen.
PIECES, BATCH, EPOCHS = 112, 32, 2
#: So many layers stay as they are: what they make of a saying is kept, which halves the cost of each epoch.
FIXED = 6
#: Steps of the new layer and of the model's own, how much is left out, how far the gold is not believed.
NEW_RATE, RATE, DECAY, DROP, DOUBT = 1e-3, 5e-5, 0.01, 0.1, 0.05
SEED = 7
#: The layers of whose states the meanings of words are made, the numbers kept of each, and how often a word
#: must be read.
DEEP, DEPTH, LEAST_READ = (8, 12), 96, 3
#: What is read often counts no more than this.
MUCH_READ = 50


def written(saying: Saying, guide: str) -> tuple[str, str]:
    """A saying as the model reads it: the guide and who speaks, then the words with marks."""
    words, inside = [], False
    for text, place in zip(saying.written, saying.places, strict=True):
        said = place % CUE == CONTENT
        if said != inside:
            words.append(OPENING if said else CLOSING)
        inside = said
        words.append(f"{BESIDE} {text.strip()} {BESIDE} " if place >= CUE else text)
    return f"{guide}; {saying.speaker}", "".join([*words, CLOSING.strip() if inside else ""])


class Teacher(nn.Module):
    """An encoder with a layer for the acts on its first state and on the mean of all."""

    def __init__(self, model: Path, acts: Sequence[str]) -> None:
        super().__init__()
        self.acts = tuple(acts)
        self.tokenizer = AutoTokenizer.from_pretrained(model)
        self.encoder = AutoModel.from_pretrained(model, add_pooling_layer=False)
        self.drop = nn.Dropout(DROP)
        self.out = nn.Linear(2 * self.encoder.config.hidden_size, len(acts))
        layers = self.encoder.encoder.layer
        still = (self.encoder.embeddings, self.encoder.encoder.relative_attention_bias, *layers[:FIXED])
        for own in (own for part in still for own in part.parameters()):
            own.requires_grad = False

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The scores of the acts, from what the lower layers make of some sayings."""
        states = self._through(states, mask, slice(FIXED, None))
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        result: Tensor = self.out(self.drop(torch.cat([states[:, 0], mean], 1)))
        return result

    def _through(self, states: Tensor, mask: Tensor, layers: slice) -> Tensor:
        bias = self.encoder.encoder.compute_position_bias(states)
        shut = (1 - mask)[:, None, None] * -1e4
        for layer in self.encoder.encoder.layer[layers]:
            states = layer(states, shut, position_bias=bias)[0]
        return states

    @torch.no_grad()
    def read(self, found: Sequence[Saying], guides: Sequence[str]) -> Iterator[tuple[int, Tensor]]:
        """What the lower layers make of each saying: its number, and (pieces, width), the shortest first."""
        rows = [self.pieces(saying, guide) for saying, guide in zip(found, guides, strict=True)]
        order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
        for start in range(0, len(order), 2 * BATCH):
            own = order[start : start + 2 * BATCH]
            with torch.autocast("cpu", torch.bfloat16):
                pieces, mask = self.batch([rows[number] for number in own])
                embedded = self.encoder.embeddings(input_ids=pieces)
                states = self._through(embedded, mask, slice(FIXED)).to(torch.bfloat16)
            for number, each in zip(own, states, strict=True):
                yield number, each[: len(rows[number])].clone()

    def pieces(self, saying: Saying, guide: str) -> list[int]:
        """The pieces of the words of a saying."""
        found: list[int] = self.tokenizer(
            *written(saying, guide), truncation="only_second", max_length=PIECES
        )["input_ids"]
        return found

    def batch(self, rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
        """Pieces side by side, and where there are any."""
        longest = max(map(len, rows))
        pieces = torch.full((len(rows), longest), self.tokenizer.pad_token_id)
        mask = torch.zeros(len(rows), longest)
        for number, row in enumerate(rows):
            pieces[number, : len(row)] = torch.tensor(row)
            mask[number, : len(row)] = 1
        return pieces, mask

    @torch.no_grad()
    def judge(self, found: Sequence[Saying], guides: Sequence[str]) -> NDArray[np.float32]:
        """The log-probabilities of the acts of some sayings, each by a guide."""
        self.eval()
        likely = np.zeros((len(found), len(self.acts)), np.float32)
        read = self.read(found, guides)
        while some := list(islice(read, 2 * BATCH)):
            with torch.autocast("cpu", torch.bfloat16):
                scores = self(*side_by_side([states for _, states in some]))
            likely[[number for number, _ in some]] = torch.log_softmax(scores.float(), 1).numpy()
        self.train()
        return likely


def side_by_side(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """The states of some sayings (sayings, pieces, width), and where there are any."""
    return pad_sequence(rows, batch_first=True), pad_sequence([torch.ones(len(row)) for row in rows], True)


def meanings(teacher: Teacher, found: Sequence[Saying], guide: str) -> tuple[list[str], NDArray[np.float32]]:
    """The words of some sayings that are not rare, and what the model makes of each: (words, numbers).

    The states of `DEEP` layers, on average over all places where the word is read, turned to the directions
    in which they differ most.
    """
    counts = Counter(word.strip().lower() for saying in found for word in saying.written)
    words = sorted(word for word, count in counts.items() if word and count >= LEAST_READ)
    row_of = {word: row for row, word in enumerate(words)}
    width = teacher.encoder.config.hidden_size
    totals, times = np.zeros((len(DEEP), len(words), width), np.float32), np.zeros(len(words))
    teacher.eval()
    order = sorted(range(len(found)), key=lambda number: len(found[number].written))
    for start in range(0, len(order), 2 * BATCH):
        own = [found[number] for number in order[start : start + 2 * BATCH]]
        rows, states = _read(teacher, own, guide, row_of)
        times += np.bincount(rows[rows >= 0], minlength=len(words))
        for total, layer in zip(totals, states, strict=True):
            np.add.at(total, rows[rows >= 0], layer[rows >= 0])
    teacher.train()
    read = times > 0
    share = (times / (times + 2))[read, None]
    weight = np.minimum(times, MUCH_READ)[read, None]
    turned = []
    for total in totals:
        mean = total[read] / times[read, None]
        mean -= (mean * weight).sum(0) / weight.sum()
        directions = np.linalg.svd(mean * np.sqrt(weight), full_matrices=False)[2][:DEPTH]
        kept = mean @ directions.T
        turned.append(share * kept / kept.std())
    return [word for word, is_read in zip(words, read, strict=True) if is_read], np.hstack(turned).astype(
        np.float32
    )


@torch.inference_mode()
def _read(
    teacher: Teacher, own: Sequence[Saying], guide: str, row_of: Mapping[str, int]
) -> tuple[NDArray[np.int64], list[NDArray[np.float32]]]:
    """The words' rows for all pieces of some sayings, -1 for what is none of them, and the layers' states."""
    texts = [written(saying, guide) for saying in own]
    pieces = teacher.tokenizer(
        *([speaker for speaker, _ in texts], [text for _, text in texts]),
        truncation="only_second",
        max_length=PIECES,
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    with torch.autocast("cpu", torch.bfloat16):
        layers = teacher.encoder(
            input_ids=pieces["input_ids"],
            attention_mask=pieces["attention_mask"],
            output_hidden_states=True,
        ).hidden_states
    rows = np.full(pieces["input_ids"].shape, -1, np.int64)
    for number, (saying, (_, text)) in enumerate(zip(own, texts, strict=True)):
        at, row_at = 0, np.full(len(text) + 1, -1, np.int64)
        for word in map(str.strip, saying.written):
            start = text.find(word, at)
            if word and start >= 0:
                at = start + len(word)
                row_at[start:at] = row_of.get(word.lower(), -1)
        for piece, part in enumerate(pieces.sequence_ids(number)):
            if part == 1:
                rows[number, piece] = row_at[pieces["offset_mapping"][number, piece, 0]]
    return rows.ravel(), [layers[layer].float().flatten(0, 1).numpy() for layer in DEEP]


def teach(teacher: Teacher, taught: Sequence[Saying], guides: Sequence[str]) -> None:
    """Teach what has an act."""
    teacher.eval()
    read = dict(teacher.read(taught, guides))
    rows = [read[number] for number in range(len(taught))]
    teacher.train()
    gold = torch.tensor([teacher.acts.index(saying.act or "") for saying in taught])
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    own = [p for p in teacher.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": teacher.out.parameters(), "lr": NEW_RATE}, {"params": own, "lr": RATE}],
        weight_decay=DECAY,
    )
    rising = steps // 10
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rising, max(0.0, (steps - step) / (steps - rising)))
    )
    start = time.monotonic()
    for epoch in range(EPOCHS):
        total = 0.0
        for numbers in of_one_length([len(row) for row in rows], BATCH):
            with torch.autocast("cpu", torch.bfloat16):
                scores = teacher(*side_by_side([rows[n] for n in numbers]))
            loss = functional.cross_entropy(scores.float(), gold[numbers], label_smoothing=DOUBT)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.detach().item() * len(numbers)
        print(
            f"epoch {epoch + 1}: loss {total / len(rows):.3f}, {time.monotonic() - start:.0f} s", flush=True
        )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Teach a large model the acts of sayings.")
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--other", nargs="*", type=Path, default=[], help="folders with gold by other guides")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="folders of texts without gold")
    parser.add_argument(
        "--places", nargs="*", type=Path, default=[], help="files with acts by places for texts of --texts"
    )
    parser.add_argument("--untaught", type=Path, help="a file with the names of texts that do not teach")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    untaught = set(options.untaught.read_text(encoding="utf-8").split()) if options.untaught else set()
    annotated = [*options.folder, *options.other]
    found = list(sayings([*annotated, *options.texts], options.places))
    guide_of = dict(zip(options.other, GUIDES[1:], strict=False))
    guides = [guide_of.get(saying.folder, GUIDES[0]) for saying in found]
    pairs = [(saying, guide) for saying, guide in zip(found, guides, strict=True) if saying.act]
    teacher = Teacher(options.model, sorted({saying.act or "" for saying, _ in pairs}))
    taught = [(saying, guide) for saying, guide in pairs if saying.text not in untaught]
    print(f"{len(found)} sayings, {len(pairs)} with an act, {len(taught)} of them teach", flush=True)
    teach(teacher, [saying for saying, _ in taught], [guide for _, guide in taught])
    own = teacher.judge(found, guides)
    for folder in annotated:
        tried = [n for n, s in enumerate(found) if s.folder == folder and s.act and s.text in untaught]
        right = sum(teacher.acts[own[n].argmax()] == found[n].act for n in tried)
        if tried:
            print(f"{folder}, untaught: {right / len(tried):.1%} of {len(tried)}", flush=True)
    others = [n for n, guide in enumerate(guides) if guide != GUIDES[0]]
    first = own.copy()
    first[others] = teacher.judge([found[n] for n in others], [GUIDES[0]] * len(others))
    words, table = meanings(teacher, found, GUIDES[0])
    lines = {"acts": teacher.acts, "lexemes": words}
    kept = {name: np.frombuffer("\n".join(line).encode(), np.uint8) for name, line in lines.items()}
    np.savez_compressed(options.output, **kept, own=own, first=first, meanings=table)  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
