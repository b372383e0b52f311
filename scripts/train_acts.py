"""Train the act model on typed gold and on what a large model thinks, and write its weight file.

    scripts/train_acts FOLDER... --taught FILE [--other FOLDER...] [--texts FOLDER...] [--places FILE...]
                       [--before FILE] [--untaught FILE] [-o FILE]

FOLDERs, --other and --texts are those from which scripts/teach_acts made the FILE of --taught. Each thing
said there teaches what the large model thinks of it, and where it has a row of the gold, the row's act too.
The model imitates the guide of the FOLDERs. The texts that the file of --untaught names do not teach; the log
says how often the rules, the model and both are right on them. With --before the weights of that file learn
on: what they think counts beside the large model, so that what they have learnt is not lost where that has
learnt less, the meanings of words stay theirs, and what is written is the mean of the weights before and
after.

The log goes to standard output. The same texts, file and versions of the libraries give the same weights.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import torch
from numpy.typing import NDArray
from sayings import Saying, of_one_length, sayings
from torch import Tensor, nn

from kg.extract.speech.act_model import WEIGHTS, ActModel, load_act_model, margin, overruled
from kg.extract.speech.act_network import CONTENT, CUE, LENGTH, Lexemes
from kg.extract.speech.tagger_features import of_length
from kg.language.english import load_model

#: Clues that are seen less often have no weight.
LEAST_COUNT = 6
#: The sizes of the network: of a word's state, of the hidden layer; layers, heads of attention.
WIDTH, HIDDEN, LAYERS, HEADS = 128, 256, 2, 2
#: What is left out by chance: of the words' numbers, whole words, states, and at most of the clues.
DROP, BLIND, DROP_STATES, DROP_CLUES = 0.2, 0.1, 0.2, 0.6
#: How many numbers each word has from spaCy.
READ = 300 + 96
#: How often the act that the rules give is told. They were mended on these texts, and are right on them more
#: often than on others.
TOLD = 0.5
#: How much an act weighs beside what the large model thinks: from a folder's gold, and from --places. Those
#: texts are news and reports, of which the large model is less sure.
GOLD, JUDGED = 0.2, 0.6
#: Where weights learn on: how much their own opinion weighs beside the large model's, how many rounds and in
#: what steps at most they learn, and how much of them stays in what is written.
EARLIER, EPOCHS_ON, RATE_ON, KEPT = 0.5, 5, 4e-4, 0.3
BATCH, EPOCHS, RATE, DECAY, RISING = 64, 10, 2e-3, 0.02, 0.1
SEED = 7

Likely = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A saying with the rows of its clues, and how likely each act is held to be."""

    saying: Saying
    clues: tuple[int, ...]
    told: tuple[int, ...]
    likely: Likely


class Network(nn.Module):
    """The network of kg/extract/speech/act_network.py, in torch; each word has so many `numbers`."""

    def __init__(self, clues: int, acts: int, numbers: int) -> None:
        super().__init__()
        self.clues = nn.EmbeddingBag(clues + 1, WIDTH, mode="sum", padding_idx=clues)
        nn.init.normal_(self.clues.weight, std=0.05)
        self.words, self.places = nn.Linear(numbers, WIDTH), nn.Embedding(4, WIDTH)
        self.layers = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=1) for _ in range(LAYERS))
        self.norm, self.heads = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, HEADS)
        self.hidden, self.out = nn.Linear(WIDTH * (HEADS + 3), HIDDEN), nn.Linear(HIDDEN, acts)
        self.drop, self.drop_states = nn.Dropout(DROP), nn.Dropout(DROP_STATES)

    @torch.no_grad()
    def begin(self, weights: Mapping[str, Tensor]) -> None:
        """Begin from the weights of a file, whose meanings of words stay as they are."""
        for name in ("places.weight", "norm.weight", "norm.bias", "words.bias"):
            self.get_parameter(name).copy_(weights[name])
        self.clues.weight[:-1] = weights["clues.weight"]
        for number in range(LAYERS):
            kernel = weights[f"layer{number}.weight"].reshape(3, WIDTH, WIDTH)
            self.get_parameter(f"layers.{number}.weight").copy_(kernel.permute(2, 1, 0))
            self.get_parameter(f"layers.{number}.bias").copy_(weights[f"layer{number}.bias"])
        for name in ("heads", "hidden", "out"):
            self.get_parameter(f"{name}.weight").copy_(weights[f"{name}.weight"].T)
            self.get_parameter(f"{name}.bias").copy_(weights[f"{name}.bias"])
        self.words.weight[:, :READ] = weights["words.weight"].T
        self.words.weight[:, READ:] = torch.eye(WIDTH)

    def forward(self, words: Tensor, places: Tensor, mask: Tensor, clues: Tensor) -> Tensor:
        """The scores of acts, of words (sayings, words, numbers), their places and where there are any."""
        if self.training:
            words = words * (torch.rand(words.shape[:2]) > BLIND)[..., None]
        states = self.words(self.drop(words)) + self.places(places)
        for layer in self.layers:
            beside = (states * mask[..., None]).transpose(1, 2)
            states = states + torch.relu(layer(beside).transpose(1, 2))
        states = self.norm(states)
        shares = torch.softmax(self.heads(states).masked_fill(mask[..., None] == 0, -1e4), 1)
        attended = (shares[..., None] * states[:, :, None]).sum(1).flatten(1)
        said = ((places % CUE == CONTENT) * mask)[..., None]
        largest = (states + (said - 1) * 1e4).amax(1).clamp(min=-10)
        cue = ((places >= CUE) * mask)[..., None]
        cued = (states * cue).sum(1) / cue.sum(1).clamp(min=1)
        parts = torch.cat([attended, largest, cued, torch.tanh(self.clues(clues))], 1)
        hidden = torch.relu(self.hidden(self.drop_states(parts)))
        result: Tensor = self.out(self.drop_states(hidden))
        return result


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What is known of words: the language model's vectors, and the meanings of some, zeros for others."""

    vectors: Tensor
    words: Sequence[str]
    meanings: Tensor
    lexemes: Lexemes

    @classmethod
    def load(cls, words: Sequence[str], meanings: Likely) -> Table:
        """Of the meanings that scripts/teach_acts has written, or of what a first layer made of them."""
        vectors = of_length(load_model().vocab.vectors.data, LENGTH)
        padded = np.pad(meanings, ((0, 1), (0, 0)))
        return cls(torch.from_numpy(vectors), words, torch.from_numpy(padded), Lexemes(words))

    def of(self, saying: Saying) -> Tensor:
        """The numbers of the words that the network reads of a saying: (words, all numbers)."""
        states = torch.from_numpy(np.asarray(saying.states, np.float32))
        return torch.cat(
            [self.vectors[saying.rows], states, self.meanings[self.lexemes.rows(saying.lowers)]], 1
        )


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What was learnt, and the clues and acts that its rows and columns are for."""

    network: Network
    clues: Sequence[str]
    acts: Sequence[str]
    table: Table

    def write(self, path: Path, before: Mapping[str, Tensor]) -> None:
        """The weight file, in half precision: matrices as (inputs, outputs), as numpy multiplies them.

        The mean with the weights before, where these have learnt on.
        """
        own = self.network
        found = {
            "clues.weight": own.clues.weight[:-1],
            "places.weight": own.places.weight,
            "norm.weight": own.norm.weight,
            "norm.bias": own.norm.bias,
        }
        for number, layer in enumerate(own.layers):
            # (outputs, inputs, 3) to the word before, the word, the word after, one under another.
            found[f"layer{number}.weight"] = layer.weight.permute(2, 1, 0).reshape(3 * WIDTH, WIDTH)
            found[f"layer{number}.bias"] = layer.bias
        for name in ("words", "heads", "hidden", "out"):
            found[f"{name}.weight"] = getattr(own, name).weight.T
            found[f"{name}.bias"] = getattr(own, name).bias
        # What the first layer makes of the meaning of each word.
        found["meanings.weight"] = self.table.meanings[:-1] @ found["words.weight"][READ:]
        found["words.weight"] = found["words.weight"][:READ]
        mean = {
            name: (1 - KEPT) * own + KEPT * before[name] if before else own for name, own in found.items()
        }
        weights = {name: values.detach().numpy().astype(np.float16) for name, values in mean.items()}
        names = {"clues": self.clues, "acts": self.acts, "lexemes": self.table.words}
        lines = {name: np.frombuffer("\n".join(words).encode(), np.uint8) for name, words in names.items()}
        np.savez_compressed(path, **lines, **weights)  # type: ignore[arg-type]


def batch(examples: Sequence[Example], table: Table, clues: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Sayings side by side, some of their clues left out by chance."""
    longest = max(len(e.saying.read) for e in examples)
    words = torch.zeros(len(examples), longest, READ + table.meanings.shape[1])
    places, mask = torch.zeros(len(examples), longest, dtype=torch.long), torch.zeros(len(examples), longest)
    chosen = []
    for number, example in enumerate(examples):
        count = len(example.saying.read)
        words[number, :count] = table.of(example.saying)
        places[number, :count] = torch.from_numpy(example.saying.read)
        mask[number, :count] = 1
        less = random.random() * DROP_CLUES
        kept = [clue for clue in example.clues if random.random() > less]
        chosen.append([*kept, *(example.told if random.random() < TOLD else ())])
    most = max(1, *map(len, chosen))
    rows = torch.tensor([[*own, *[clues] * (most - len(own))] for own in chosen])
    return words, places, mask, rows


def train(
    examples: Sequence[Example],
    clues: Sequence[str],
    acts: Sequence[str],
    table: Table,
    before: Mapping[str, Tensor],
) -> Trained:
    """Train on some examples, from the beginning or from the weights before."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    network = Network(len(clues), len(acts), READ + table.meanings.shape[1])
    if before:
        network.begin(before)
    epochs, rate = (EPOCHS_ON, RATE_ON) if before else (EPOCHS, RATE)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=DECAY)
    steps = epochs * math.ceil(len(examples) / BATCH) + epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=RISING)
    for epoch in range(epochs):
        total = 0.0
        for numbers in of_one_length([len(e.saying.read) for e in examples], BATCH):
            own = [examples[number] for number in numbers]
            with torch.autocast("cpu", torch.bfloat16):
                found = network(*batch(own, table, len(clues)))
            scores = torch.log_softmax(found.float(), 1)
            likely = torch.from_numpy(np.stack([e.likely for e in own]))
            loss = -(likely * scores).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.detach().item() * len(own)
        print(f"epoch {epoch + 1}: loss {total / len(examples):.3f}", flush=True)
    network.eval()
    return Trained(network, clues, acts, table)


def examples_of(
    found: Sequence[Saying],
    annotated: Sequence[Path],
    others: Sequence[Path],
    taught: dict[str, Likely],
    acts: Sequence[str],
    clues: Sequence[str],
    before: ActModel | None,
) -> Iterator[Example]:
    """What teaches: each saying by the first guide, those of folders with another by their own too.

    The acts of folders that are not `annotated` were judged by themselves. `before` is an earlier model.
    """
    row = {clue: number for number, clue in enumerate(clues)}
    for saying, first, own in zip(found, taught["first"], taught["own"], strict=True):
        known = tuple(row[c] for c in sorted(saying.clues) if c in row and not c.startswith("ruled="))
        told = tuple(row[c] for c in saying.clues if c in row and c.startswith("ruled="))
        if saying.folder in others:
            yield Example(saying, known, told, _likely(saying, first, acts, before))
            known = (*known, row[f"guide={1 + others.index(saying.folder)}"])
        guide = (f"guide={1 + others.index(saying.folder)}",) if saying.folder in others else ()
        likely = _likely(saying, own, acts, before, guide)
        if saying.act:
            weight = GOLD if saying.folder in annotated else JUDGED
            likely = (1 - weight) * likely
            likely[acts.index(saying.act)] += weight
        yield Example(saying, known, told, likely)


def _likely(
    saying: Saying, scores: Likely, acts: Sequence[str], before: ActModel | None, guide: tuple[str, ...] = ()
) -> Likely:
    """How likely the large model holds each act to be, and an earlier model."""
    likely: Likely = np.exp(scores)
    if before is None:
        return likely
    earlier = _probabilities(before, saying, guide)
    return (1 - EARLIER) * likely + EARLIER * np.array([earlier.get(a, 0.0) for a in acts], np.float32)


def _probabilities(model: ActModel, saying: Saying, guide: tuple[str, ...]) -> Mapping[str, float]:
    """How likely a model holds each act of a saying to be."""
    vectors = load_model().vocab.vectors.data
    first = model.network.first(saying.rows, saying.lowers, saying.states, vectors)
    return model.probabilities((*saying.clues, *guide), first, saying.read)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the act model.")
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--taught", type=Path, required=True, help="what scripts/teach_acts has written")
    parser.add_argument("--other", nargs="*", type=Path, default=[], help="folders with gold by other guides")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="folders of texts without gold")
    parser.add_argument(
        "--places", nargs="*", type=Path, default=[], help="files with acts by places for texts of --texts"
    )
    parser.add_argument("--before", type=Path, help="the weight file of an earlier model, which teaches too")
    parser.add_argument("--untaught", type=Path, help="a file with the names of texts that do not teach")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    annotated = [*options.folder, *options.other]
    found = list(sayings([*annotated, *options.texts], options.places))
    with np.load(options.taught) as file:
        acts = bytes(file["acts"]).decode().split("\n")
        taught = {name: file[name] for name in ("first", "own")}
        table = Table.load(bytes(file["lexemes"]).decode().split("\n"), file["meanings"])
    counts = Counter(clue for saying in found if saying.folder in annotated for clue in saying.clues)
    guides = [f"guide={number}" for number in range(1, len(options.other) + 1)]
    clues = sorted([*(clue for clue, count in counts.items() if count >= LEAST_COUNT), *guides])
    untaught = set(options.untaught.read_text(encoding="utf-8").split()) if options.untaught else set()
    before = load_act_model(options.before) if options.before else None
    weights: dict[str, Tensor] = {}
    if before is not None:
        with np.load(options.before) as file:
            weights = {n: torch.from_numpy(file[n].astype(np.float32)) for n in file.files if "." in n}
            table = Table.load(
                bytes(file["lexemes"]).decode().split("\n"), weights["meanings.weight"].numpy()
            )
        if tuple(acts) != before.acts:
            sys.exit(f"{options.before} has other acts than {options.taught}")
        clues = list(before.clues)
    every = examples_of(found, annotated, options.other, taught, acts, clues, before)
    examples = [e for e in every if e.saying.text not in untaught]
    print(f"{len(found)} sayings, {sum(s.act is not None for s in found)} of them with an act", flush=True)
    print(f"{len(examples)} examples, {len(clues)} clues, {len(acts)} acts", flush=True)
    train(examples, clues, acts, table, weights).write(options.output, weights)
    for folder in (*annotated, *options.texts):
        number = 1 + options.other.index(folder) if folder in options.other else 0
        tried = [s for s in found if s.folder == folder and s.act and s.text in untaught]
        if tried:
            print(f"{folder}, untaught: {_shares(load_act_model(options.output), tried, number)}")
    print(f"{options.output.stat().st_size} bytes in {options.output}")
    return 0


def _shares(model: ActModel, tried: Sequence[Saying], guide: int) -> str:
    """How often the acts are right by the rules, the model and both."""
    right: Counter[str] = Counter()
    for saying in tried:
        likely = _probabilities(model, saying, (f"guide={guide}",) if guide else ())
        right["rules"] += saying.ruled == saying.act
        right["model"] += max(likely, key=lambda act: likely[act]) == saying.act
        both = overruled(likely, saying.ruled, margin(saying.ruled, named=saying.named))
        right["both"] += both == saying.act
    return ", ".join(f"{who} {right[who] / len(tried):.1%}" for who in right) + f" of {len(tried)}"


if __name__ == "__main__":
    sys.exit(main())
