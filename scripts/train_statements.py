"""Train the statement tagger on annotated articles and write its weight file.

    scripts/train_statements FOLDER [-o FILE] [--epochs N] [--seed N] [--limit N]

FOLDER has PolNeAR's format (see polnear.py). The log goes to standard output; the same folder, seed and
versions of the libraries give the same weights. Nothing of the articles is kept but lemmas that occur
twenty times or more. Score the result with scripts/evaluate.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import torch
from polnear import Annotated, load, paragraphs
from spacy.tokens import Doc
from torch import Tensor, nn
from torch.nn import functional

from kg.extract.speech.tagger import CONTENT, CUE, SOURCE, WEIGHTS
from kg.extract.speech.tagger_features import (
    COLUMNS,
    DISTANCES,
    VERTICAL,
    Features,
    Ids,
    Maps,
    features,
    relations,
)
from kg.extract.speech.tagger_network import NORM, TABLES
from kg.knowledge.lexicon import load_lexicon
from kg.language.english import load_model

#: Lemmas that occur less often have no id.
LEAST_COUNT = 20
#: Longer paragraphs are cut in training, and a batch has so many tokens.
LONGEST, BATCH = 220, 2500
WIDTH, PAIR_WIDTH, HIDDEN = 128, 80, 128
DROP, BLIND = 0.3, 0.1
RATE, DECAY, WARM_UP = 2e-3, 1e-3, 200
#: Tokens that pass for cues with this probability and are none teach what no attribution is.
DOUBTFUL = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A paragraph with its attributions: the cue's head and the label of each token."""

    seen: Features
    gold: tuple[tuple[int, Ids], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Paragraphs side by side, (tokens, paragraphs, …)."""

    examples: tuple[Example, ...]
    ids: Tensor
    heads: Tensor
    rows: Tensor
    tensor: Tensor
    mask: Tensor


class Scan(torch.autograd.Function):
    """c[t] = f[t] c[t-1] + u[t] along the first axis; the second half of the features from the end."""

    @staticmethod
    def forward(ctx, u: Tensor, f: Tensor) -> Tensor:  # type: ignore[no-untyped-def, override]
        c, half = u.clone(), u.shape[-1] // 2
        for t in range(1, len(c)):
            c[t, ..., :half].addcmul_(f[t, ..., :half], c[t - 1, ..., :half])
            c[-t - 1, ..., half:].addcmul_(f[-t - 1, ..., half:], c[-t, ..., half:])
        ctx.save_for_backward(c, f)
        return c

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[no-untyped-def, override]
        c, f = ctx.saved_tensors
        d, df, half = gradient.clone(), torch.zeros_like(f), gradient.shape[-1] // 2
        for t in range(1, len(c)):
            d[-t - 1, ..., :half].addcmul_(f[-t, ..., :half], d[-t, ..., :half])
            d[t, ..., half:].addcmul_(f[t - 1, ..., half:], d[t - 1, ..., half:])
        df[1:, ..., :half] = d[1:, ..., :half] * c[:-1, ..., :half]
        df[:-1, ..., half:] = d[:-1, ..., half:] * c[1:, ..., half:]
        return d, df


def drop(values: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout with one mask for all tokens of a sequence."""
    if not training:
        return values
    return values * (torch.rand(1, *values.shape[1:]) > rate) / (1 - rate)


class Recurrent(nn.Module):
    """A layer of simple recurrent units in both directions."""

    def __init__(self, size: int, width: int) -> None:
        super().__init__()
        self.w = nn.Linear(size, 6 * width)
        self.skip = nn.Linear(size, 2 * width, bias=False) if size != 2 * width else nn.Identity()
        with torch.no_grad():
            self.w.bias.zero_()
            self.w.bias[2 * width : 4 * width] = torch.linspace(-1, 3, width).repeat(2)
            self.w.weight[: 2 * width] *= 1.7

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        update, forget, gate = self.w(values).chunk(3, -1)
        forget = torch.sigmoid(forget)
        state: Tensor = Scan.apply(update * mask * (1 - forget), forget)  # type: ignore[no-untyped-call]
        return torch.lerp(self.skip(values), state, torch.sigmoid(gate))


def perceptron(size: int, hidden: int) -> nn.Sequential:
    """A hidden layer and one output."""
    return nn.Sequential(nn.Linear(size, hidden), nn.ReLU(), nn.Linear(hidden, 1))


class Net(nn.Module):
    """The network of kg.extract.speech.tagger_network; its parameters have the names of the weight file."""

    def __init__(self, maps: Maps, vectors: Tensor) -> None:
        super().__init__()
        self.vectors = vectors
        sizes = {"lemma": (len(maps.lemma) + 1, 48), "tag": (len(maps.tag) + 1, 16)}
        sizes |= {"label": (len(maps.label) + 1, 24), "entity": (len(maps.entity) + 1, 8)}
        sizes |= {"distance": (16, 8), "quote": (6, 8), "place": (9, 6), "act": (len(maps.act) + 1, 10)}
        self.proj, self.ten = nn.Linear(300, 100), nn.Linear(96, 64)
        self.emb = nn.ModuleDict({name: nn.Embedding(*size) for name, size in sizes.items()})
        width = 164 + sum(sizes[TABLES[column]][1] for column in COLUMNS)
        self.l1 = Recurrent(width, WIDTH)
        self.l2, self.l3 = Recurrent(4 * WIDTH, WIDTH), Recurrent(4 * WIDTH, WIDTH)
        self.flat, self.anch = nn.Linear(2 * WIDTH, 4), perceptron(2 * WIDTH, 64)
        self.a, self.b = nn.Linear(2 * WIDTH, HIDDEN), nn.Linear(2 * WIDTH, HIDDEN, bias=False)
        labels = len(maps.label) + 1
        self.r0, self.r1 = nn.Embedding(len(VERTICAL), HIDDEN), nn.Embedding(labels, HIDDEN)
        self.r2, self.r3 = nn.Embedding(labels, HIDDEN), nn.Embedding(2 * len(DISTANCES) + 3, HIDDEN)
        self.t1, self.out = Recurrent(HIDDEN, PAIR_WIDTH), nn.Linear(2 * PAIR_WIDTH, 4)
        self.trans, self.valid = nn.Parameter(torch.zeros(4, 4)), perceptron(2 * PAIR_WIDTH, 48)
        for table in self.emb.values():
            nn.init.normal_(table.weight, 0, 0.3)  # type: ignore[arg-type]
        for table in (self.r0, self.r1, self.r2, self.r3):
            nn.init.normal_(table.weight, 0, 0.2)

    def states(self, batch: Batch) -> Tensor:
        """The tokens in their context."""
        ids, rows = batch.ids, batch.rows
        if self.training:
            ids, rows = ids.clone(), rows.masked_fill(torch.rand(rows.shape) < BLIND, 0)
            for column in ("lemma", "head_lemma"):
                ids[..., COLUMNS.index(column)].masked_fill_(torch.rand(rows.shape) < BLIND, 0)
        parts = [self.proj(self.vectors[rows]), self.ten(batch.tensor)]
        parts += [self.emb[TABLES[column]](ids[..., i]) for i, column in enumerate(COLUMNS)]
        mask = batch.mask[..., None]
        values = self.l1(drop(torch.cat(parts, -1), 0.6 * DROP, self.training), mask)
        values = drop(values, DROP, self.training)
        for layer in (self.l2, self.l3):
            above = values.gather(0, batch.heads[..., None].expand_as(values))
            values = drop(layer(torch.cat([values, above], -1), mask), DROP, self.training)
        return values

    def pairs(
        self, states: Tensor, where: Tensor, cues: Tensor, related: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The emissions of each token for each cue, and whether there is an attribution."""
        values = self.a(states)[:, where] + self.b(states[cues, where])[None]
        for i, table in enumerate((self.r0, self.r1, self.r2, self.r3)):
            values = values + table(related[..., i])
        values = drop(functional.relu(values), DROP / 2, self.training)
        tagged = drop(self.t1(values, mask[..., None]), DROP / 2, self.training)
        best = tagged.masked_fill(~mask[..., None], -1e4).amax(0)
        return self.out(tagged), self.valid(best).squeeze(-1)


def chain_loss(emissions: Tensor, transitions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
    """Minus the log likelihood of the labels under a linear chain, summed."""
    alpha = emissions[0]
    for t in range(1, len(emissions)):
        step = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[t]
        alpha = torch.where(mask[t][:, None], step, alpha)
    emitted = (emissions.gather(-1, labels[..., None]).squeeze(-1) * mask).sum()
    return (
        torch.logsumexp(alpha, -1).sum() - emitted - (transitions[labels[:-1], labels[1:]] * mask[1:]).sum()
    )


def gold_of(doc: Doc, start: int, article: Annotated) -> tuple[tuple[int, Ids], ...]:
    """The attributions whose cue begins in a paragraph: the cue's head and each token's label."""
    found = []
    for attribution in article.attributions:
        if not attribution.cue or not start <= attribution.cue[0][0] < start + len(doc.text):
            continue
        labels = np.zeros(len(doc), np.int64)
        for label, role in ((CONTENT, "content"), (SOURCE, "source"), (CUE, "cue")):
            for first, last in attribution.of(role):
                for token in doc:
                    if start + token.idx < last and start + token.idx + len(token) > first:
                        labels[token.i] = label
        cue = [doc[i] for i in np.flatnonzero(labels == CUE).tolist()]
        if not cue or not (labels == CONTENT).any():
            continue
        top = [t for t in cue if t.head is t or labels[t.head.i] != CUE or t.head.i == t.i]
        verbs = [t for t in top if t.pos_ == "VERB"]
        found.append(((verbs or top or cue)[0].i, labels))
    return tuple(found)


def make_maps(docs: Sequence[Doc]) -> Maps:
    """Ids for the lemmas, tags, labels and names of the articles and for the acts of the lexicon."""

    def numbered(values: Iterable[str]) -> dict[str, int]:
        return {value: i + 1 for i, value in enumerate(sorted(set(values)))}

    counts = Counter(token.lemma_.lower() for doc in docs for token in doc)
    cues = load_lexicon().cues
    acts = numbered(cue.illocution for found in cues.values() for cue in found)
    verb, noun = (
        {lemma: acts[found[0].illocution] for (lemma, pos), found in sorted(cues.items()) if pos == wanted}
        for wanted in ("verb", "noun")
    )
    return Maps(
        lemma=numbered(lemma for lemma, count in counts.items() if count >= LEAST_COUNT),
        tag=numbered(token.tag_ for doc in docs for token in doc),
        label=numbered(token.dep_ for doc in docs for token in doc),
        entity=numbered(token.ent_type_ for doc in docs for token in doc),
        act=acts,
        verb=verb,
        noun=noun,
    )


def cut(seen: Features) -> Features:
    """The beginning of a long paragraph; heads beyond it become the last token."""
    heads = seen.heads[:LONGEST].clip(0, min(len(seen), LONGEST) - 1)
    return Features(
        seen.ids[:LONGEST], heads, seen.sentences[:LONGEST], seen.rows[:LONGEST], seen.tensor[:LONGEST]
    )


def examples_of(articles: Sequence[Annotated]) -> tuple[list[Example], Maps]:
    """Parse the articles, and bring their paragraphs into the form of the training."""
    nlp = load_model()
    parsed = [
        (doc, gold_of(doc, start, article))
        for article in articles
        for places in [paragraphs(article.text)]
        for doc, (start, _) in zip(nlp.pipe(article.text[s:e] for s, e in places), places, strict=True)
    ]
    maps = make_maps([doc for doc, _ in parsed])
    return [
        Example(cut(features(doc, maps)), tuple((c, y[:LONGEST]) for c, y in gold if c < LONGEST))
        for doc, gold in parsed
        if len(doc) > 2
    ], maps


def batches(examples: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Paragraphs of about the same length together, the batches in any order."""
    found: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda e: len(e.seen) + 6 * chance.random()):
        longest = max([len(example.seen), *(len(e.seen) for e in found[-1])])
        if found[-1] and longest * (len(found[-1]) + 1) > BATCH:
            found.append([])
        found[-1].append(example)
    chance.shuffle(found)
    return found


def collate(examples: Sequence[Example]) -> Batch:
    """Paragraphs side by side, filled up with zeros."""
    shape = (max(len(e.seen) for e in examples), len(examples))
    ids, heads, rows = (
        np.zeros((*shape, len(COLUMNS)), np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
    )
    tensor, mask = np.zeros((*shape, 96), np.float32), np.zeros(shape, bool)
    for k, seen in enumerate(e.seen for e in examples):
        n = len(seen)
        ids[:n, k], heads[:n, k], rows[:n, k], tensor[:n, k], mask[:n, k] = (
            seen.ids,
            seen.heads,
            seen.rows,
            seen.tensor,
            True,
        )
    return Batch(tuple(examples), *(torch.from_numpy(a) for a in (ids, heads, rows, tensor, mask)))


def pair_loss(net: Net, batch: Batch, states: Tensor, cues: Sequence[tuple[int, int, Ids | None]]) -> Tensor:
    """The loss of the labels of gold cues and of telling these from others, which have no labels."""
    shape = (len(states), len(cues))
    related, mask = np.zeros((*shape, 4), np.int64), np.zeros(shape, bool)
    labels = np.zeros(shape, np.int64)
    for j, (k, cue, own) in enumerate(cues):
        seen = batch.examples[k].seen
        n = len(seen)
        related[:n, j], mask[:n, j] = relations(seen, [cue])[0], True
        if own is not None:
            labels[:n, j] = own
    where, heads = (torch.tensor([cue[i] for cue in cues]) for i in (0, 1))
    on = torch.from_numpy(mask)
    emissions, valid = net.pairs(states, where, heads, torch.from_numpy(related), on)
    gold = torch.tensor([own is not None for _, _, own in cues])
    right = functional.binary_cross_entropy_with_logits(valid, gold.float(), reduction="sum")
    if not gold.any():
        return 2 * right
    chain = chain_loss(emissions[:, gold], net.trans, torch.from_numpy(labels)[:, gold], on[:, gold])
    return 0.5 * chain + 2 * right


def batch_loss(net: Net, batch: Batch, doubtful: bool) -> Tensor:
    """The loss of a batch for each token; with `doubtful` also of tokens that only look like cues."""
    states, mask = net.states(batch), batch.mask
    logits = net.anch(states).squeeze(-1)
    is_cue, flat = torch.zeros_like(logits), torch.zeros(mask.shape, dtype=torch.int64)
    cues: list[tuple[int, int, Ids | None]] = []
    for k, example in enumerate(batch.examples):
        for cue, labels in example.gold:
            cues.append((k, cue, labels))
            is_cue[cue, k] = 1
            marked = torch.from_numpy(labels)
            flat[: len(marked), k] = torch.where(marked > 0, marked, flat[: len(marked), k])
    if doubtful:
        near = torch.nonzero((torch.sigmoid(logits.detach()) > DOUBTFUL) & mask & (is_cue == 0)).tolist()
        cues += [(k, cue, None) for cue, k in near[: 3 * len(cues) + 20]]
    loss = 2 * functional.binary_cross_entropy_with_logits(logits[mask], is_cue[mask], reduction="sum")
    loss = loss + 0.4 * functional.cross_entropy(net.flat(states)[mask], flat[mask], reduction="sum")
    if cues:
        loss = loss + pair_loss(net, batch, states, cues)
    return loss / mask.sum() * 8


def train(net: Net, examples: Sequence[Example], epochs: int, chance: random.Random) -> dict[str, Tensor]:
    """Train, printing the loss of each epoch; the moving average of the weights."""
    rule = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY, betas=(0.9, 0.99))
    average = {name: value.clone() for name, value in net.state_dict().items()}
    step, begun = 0, time.monotonic()
    net.train()
    for epoch in range(epochs):
        total, parts = 0.0, batches(examples, chance)
        for number, part in enumerate(parts):
            step += 1
            done = (epoch + number / len(parts)) / epochs
            for group in rule.param_groups:
                group["lr"] = RATE * min(1, step / WARM_UP) * max(0.02, 1 - max(0, done - 0.1) / 0.9)
            loss = batch_loss(net, collate(part), doubtful=epoch > 0 or number > len(parts) // 2)
            rule.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            rule.step()
            total += loss.item()
            for name, value in net.state_dict().items():
                average[name].lerp_(value, 1 - min(0.999, (1 + step) / (10 + step)))
        print(
            f"epoch {epoch + 1}: loss {total / len(parts):.4f}, {time.monotonic() - begun:.0f} s", flush=True
        )
    return average


def save(path: Path, weights: dict[str, Tensor], maps: Maps, training: dict[str, int]) -> None:
    """Write the weight file: half precision, and the ids as JSON."""
    meta = json.dumps({"maps": maps.as_dict(), "training": training}, ensure_ascii=False).encode()
    arrays = {name: value.numpy().astype(np.float16) for name, value in weights.items()}
    np.savez_compressed(path, meta=np.frombuffer(meta, np.uint8), **arrays)  # type: ignore[arg-type]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; the exit status."""
    parser = argparse.ArgumentParser(
        prog="scripts/train_statements", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, metavar="FILE")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    options = parser.parse_args(arguments)
    articles = load(options.folder)[: options.limit]
    if not articles:
        print(f"scripts/train_statements: no attributions/*.ann in {options.folder}", file=sys.stderr)
        return 2
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    examples, maps = examples_of(articles)
    table = load_model().vocab.vectors.data
    table = table * (NORM / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-6))
    net = Net(maps, torch.from_numpy(np.concatenate([np.zeros((1, 300)), table]).astype(np.float32)))
    count = sum(len(example.gold) for example in examples)
    size = sum(parameter.numel() for parameter in net.parameters())
    print(
        f"{len(articles)} articles, {len(examples)} paragraphs, {count} attributions, {size} parameters",
        flush=True,
    )
    average = train(net, examples, options.epochs, random.Random(options.seed))
    save(options.output, average, maps, {"epochs": options.epochs, "seed": options.seed})
    return 0


if __name__ == "__main__":
    sys.exit(main())
