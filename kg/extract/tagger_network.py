"""The network of the statement tagger: recurrent units over tokens, then over pairs of token and cue.

Trained by `scripts/train_statements`, which states the same network in torch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.extract.tagger_features import COLUMNS, Features, Floats, Ids, relations

#: The table of embeddings that each column of the ids goes through.
TABLES = {column: column.removeprefix("head_") for column in COLUMNS}
#: Word vectors are brought to this length.
NORM = 5.0
LAYERS = ("l1", "l2", "l3")
#: Weights whose rows are looked up; the others are multiplied with.
TABLE = re.compile(r"(?:emb\.|r[0-9])")
#: Pairs of a token and a cue that are worked on at once: bounds the memory of a long paragraph.
PAIRS = 20_000


def sigmoid(values: Floats) -> Floats:
    """The logistic function, by the hyperbolic tangent, which cannot overflow."""
    result: Floats = np.tanh(values * np.float32(0.5))
    result += 1
    result *= np.float32(0.5)
    return result


def viterbi(emissions: Floats, transitions: Floats) -> Ids:
    """The best labels of each sequence: (tokens, sequences, labels) to (tokens, sequences).

    >>> stay = np.array([[1, 0], [0, 1]], np.float32)
    >>> viterbi(np.array([[[2, 0]], [[0, 0.5]], [[1, 0]]], np.float32), stay).ravel().tolist()
    [0, 0, 0]
    """
    best = emissions[0]
    scores = np.zeros((*emissions.shape, emissions.shape[-1]), np.float32)
    for emission, score in zip(emissions[1:], scores[1:], strict=True):
        np.add(best[:, :, None], transitions, out=score)
        best = np.maximum.reduce(score, axis=1) + emission
    back = scores.argmax(2)
    labels = np.zeros(emissions.shape[:2], np.int64)
    labels[-1] = best.argmax(1)
    each = np.arange(emissions.shape[1])
    for i in range(len(emissions) - 1, 0, -1):
        labels[i - 1] = back[i, each, labels[i]]
    return labels


def _scan(update: Floats, forget: Floats) -> Floats:
    """c[t] = f[t] c[t-1] + u[t] along the first axis; the second half of the features from the end."""
    half = update.shape[-1] // 2
    state, kept = np.empty_like(update), np.empty_like(update)
    for target, values in ((state, update), (kept, forget)):
        target[..., :half], target[..., half:] = values[..., :half], values[::-1, ..., half:]
    carried = np.empty_like(state[0])
    previous = state[0]
    for current, keep in zip(state[1:], kept[1:], strict=True):
        np.multiply(keep, previous, out=carried)
        np.add(current, carried, out=current)
        previous = current
    # The second half goes back into the order of the text; `kept` is free to take it.
    kept[..., :half], kept[..., half:] = state[..., :half], state[::-1, ..., half:]
    return kept


class Network:
    """The weights and what is computed with them.

    Matrices are kept as the multiplication reads them fastest: (inputs, outputs), in one piece.
    """

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._matrices: dict[str, Floats] = {}
        for name, values in weights.items():
            layer, _, kind = name.rpartition(".")
            if kind == "weight" and not TABLE.match(name):
                self._matrices[layer] = np.ascontiguousarray(values.T)
        for layer in LAYERS[1:]:
            half = len(self._matrices[f"{layer}.w"]) // 2
            for matrix in (f"{layer}.w", f"{layer}.skip"):
                self._part(matrix, ("own", "above"), (half, half))
        self._fold()
        #: The word vectors last seen with what the network makes of each; a row of zeros comes first.
        self._words: tuple[Floats, Floats] | None = None

    def _part(self, matrix: str, names: Sequence[str], sizes: Sequence[int]) -> None:
        """Part a matrix by its inputs: W [a; b] is Wa a + Wb b, and each may be worked out by itself."""
        parts = np.split(self._matrices.pop(matrix), np.cumsum(sizes)[:-1].tolist())
        for name, part in zip(names, parts, strict=True):
            self._matrices[f"{matrix}.{name}"] = np.ascontiguousarray(part)

    def _fold(self) -> None:
        """Take the tables of embeddings through the first layer: what is left to do is to add up rows."""
        tables = [self._weights[f"emb.{TABLES[column]}.weight"] for column in COLUMNS]
        width = sum(self._matrices[name].shape[1] for name in ("proj", "ten"))
        for matrix in (f"{LAYERS[0]}.w", f"{LAYERS[0]}.skip"):
            self._part(matrix, ("own", *COLUMNS), (width, *(table.shape[1] for table in tables)))
            for column, table in zip(COLUMNS, tables, strict=True):
                name = f"{matrix}.{column}"
                self._matrices[name] = table @ self._matrices[name]

    def _linear(self, name: str, values: Floats, bias: str | None = None) -> Floats:
        result: Floats = values @ self._matrices[name]
        bias = f"{bias or name}.bias"
        if bias in self._weights:
            result += self._weights[bias]
        return result

    def _perceptron(self, name: str, values: Floats) -> Floats:
        """A hidden layer and one output."""
        hidden = np.maximum(self._linear(f"{name}.0", values), 0)
        result: Floats = self._linear(f"{name}.2", hidden)[..., 0]
        return result

    def _recur(self, gates: Floats, skip: Floats) -> Floats:
        """Simple recurrent units along the first axis, half of them from the end; `gates` are used up."""
        width = gates.shape[-1] // 3
        open_gates = sigmoid(gates[..., width:])
        forget, gate = open_gates[..., :width], open_gates[..., width:]
        update = gates[..., :width]
        update *= 1 - forget
        state = _scan(update, forget)
        state -= skip
        state *= gate
        state += skip
        return state

    def states(self, seen: Features, vectors: Floats) -> Floats:
        """The tokens of a paragraph in their context; `vectors` are the language model's word vectors."""
        words = self._projected(vectors).take(seen.rows, 0)
        values = np.concatenate([words, self._linear("ten", seen.tensor)], 1)
        w, skip = f"{LAYERS[0]}.w", f"{LAYERS[0]}.skip"
        gates, skipped = self._linear(f"{w}.own", values, w), self._linear(f"{skip}.own", values, skip)
        for column, ids in zip(COLUMNS, seen.ids.T, strict=True):
            gates += self._matrices[f"{w}.{column}"].take(ids, 0)
            skipped += self._matrices[f"{skip}.{column}"].take(ids, 0)
        states = self._recur(gates, skipped)
        # Few tokens are the head of any other: each head is worked out once.
        heads, place = np.unique(seen.heads, return_inverse=True)
        for layer in LAYERS[1:]:
            w, skip = f"{layer}.w", f"{layer}.skip"
            gates, skipped = self._linear(f"{w}.own", states, w), self._linear(f"{skip}.own", states, skip)
            above = states.take(heads, 0)
            gates += self._linear(f"{w}.above", above).take(place, 0)
            skipped += self._linear(f"{skip}.above", above).take(place, 0)
            states = self._recur(gates, skipped)
        return states

    def _projected(self, vectors: Floats) -> Floats:
        """The projection of every word vector, brought to one length first; made once for a model."""
        if self._words is None or self._words[0] is not vectors:
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            projected = (vectors * (NORM / (lengths + 1e-6))).astype(np.float32) @ self._matrices["proj"]
            nothing = np.zeros((1, projected.shape[1]), np.float32)
            self._words = vectors, np.concatenate([nothing, projected]) + self._weights["proj.bias"]
        return self._words[1]

    def cue_probability(self, states: Floats) -> Floats:
        """How likely each token is the head of a cue."""
        return sigmoid(self._perceptron("anch", states))

    def labels(self, states: Floats, seen: Features, cues: Ids) -> tuple[Ids, Floats]:
        """For each cue the label of each token, (cues, tokens), and how likely there is an attribution."""
        size = max(1, PAIRS // len(seen))
        groups = [self._group(states, seen, cues[i : i + size]) for i in range(0, len(cues), size)]
        return np.concatenate([g[0] for g in groups]), np.concatenate([g[1] for g in groups])

    def _group(self, states: Floats, seen: Features, cues: Ids) -> tuple[Ids, Floats]:
        related = relations(seen, cues.tolist()).transpose(2, 1, 0)
        pairs = self._linear("a", states)[:, None] + self._linear("b", states[cues])[None]
        for i, ids in enumerate(related):
            pairs += self._weights[f"r{i}.weight"].take(ids, 0)
        np.maximum(pairs, 0, out=pairs)
        # One large multiplication instead of one for each token.
        rows = pairs.reshape(-1, pairs.shape[-1])
        gates, skipped = (
            self._linear(name, rows).reshape(*pairs.shape[:2], -1) for name in ("t1.w", "t1.skip")
        )
        tagged = self._recur(gates, skipped)
        valid = sigmoid(self._perceptron("valid", tagged.max(0)))
        emissions = self._linear("out", tagged.reshape(-1, tagged.shape[-1])).reshape(*pairs.shape[:2], -1)
        return viterbi(emissions, self._weights["trans"]).T, valid
