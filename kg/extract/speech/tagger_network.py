"""The network of the statement tagger: recurrent units over tokens, then over pairs of token and cue.

Trained by `scripts/train_statements`, which states the same network in torch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.extract.speech.tagger_features import COLUMNS, Features, Floats, Ids, relations

#: The table of embeddings that each column of the ids goes through.
TABLES = {column: column.removeprefix("head_") for column in COLUMNS}
#: Word vectors are brought to this length.
NORM = 5.0
LAYERS, PAIR_LAYER = ("l1", "l2", "l3"), "t1"
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
    # Going back is a step from number to number, for which lists are quicker than arrays.
    paths = []
    for back, label in zip(
        scores[1:].argmax(2).transpose(1, 0, 2).tolist(), best.argmax(1).tolist(), strict=True
    ):
        path = [label]
        for previous in reversed(back):
            path.append(previous[path[-1]])
        paths.append(path[::-1])
    return np.array(paths, np.int64).T


def _matrix(values: Floats) -> Floats:
    """A copy by rows that do not lie a power of two apart, which would crowd the same lines of the cache."""
    rows, columns = values.shape
    room = np.zeros((rows, columns if columns % 512 else columns + 16), np.float32)
    matrix = room[:, :columns]
    matrix[:] = values
    return matrix


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
        self._biases = {name.removesuffix(".bias"): bias for name, bias in weights.items() if ".bias" in name}
        for name, values in weights.items():
            if name.endswith(".weight") and not TABLE.match(name):
                self._matrices[name.removesuffix(".weight")] = _matrix(values.T)
        for layer in (*LAYERS, PAIR_LAYER):
            self._join(layer)
        for layer in LAYERS[1:]:
            half = len(self._matrices[layer]) // 2
            self._part(layer, ("own", "above"), (half, half))
        self._fold()
        #: The word vectors last seen with what the network makes of each; a row of zeros comes first.
        self._words: tuple[Floats, Floats] | None = None

    def _join(self, layer: str) -> None:
        """One matrix for a recurrent layer: its gates, and beside them its skip."""
        gates, skip = self._matrices.pop(f"{layer}.w"), self._matrices.pop(f"{layer}.skip")
        self._matrices[layer] = _matrix(np.concatenate([gates, skip], 1))
        nothing = np.zeros(skip.shape[1], np.float32)
        self._biases[layer] = np.concatenate([self._biases.pop(f"{layer}.w"), nothing])

    def _part(self, matrix: str, names: Sequence[str], sizes: Sequence[int]) -> None:
        """Part a matrix by its inputs: W [a; b] is Wa a + Wb b, and each may be worked out by itself."""
        parts = np.split(self._matrices.pop(matrix), np.cumsum(sizes)[:-1].tolist())
        for name, part in zip(names, parts, strict=True):
            self._matrices[f"{matrix}.{name}"] = _matrix(part)

    def _fold(self) -> None:
        """Take the tables of embeddings through the first layer: what is left to do is to add up rows."""
        layer = LAYERS[0]
        tables = [self._weights[f"emb.{TABLES[column]}.weight"] for column in COLUMNS]
        width = sum(self._matrices[name].shape[1] for name in ("proj", "ten"))
        self._part(layer, ("own", *COLUMNS), (width, *(table.shape[1] for table in tables)))
        for column, table in zip(COLUMNS, tables, strict=True):
            self._matrices[f"{layer}.{column}"] = table @ self._matrices[f"{layer}.{column}"]

    def _linear(self, name: str, values: Floats) -> Floats:
        # One large multiplication, also where there are several axes before the last.
        rows = values.reshape(-1, values.shape[-1]) @ self._matrices[name]
        if name in self._biases:
            rows += self._biases[name]
        return rows.reshape(*values.shape[:-1], -1)

    def _perceptron(self, name: str, values: Floats) -> Floats:
        """A hidden layer and one output."""
        hidden = np.maximum(self._linear(f"{name}.0", values), 0)
        result: Floats = self._linear(f"{name}.2", hidden)[..., 0]
        return result

    def _recur(self, gates: Floats) -> Floats:
        """Simple recurrent units along the first axis, half of them from the end; `gates` are used up."""
        width = gates.shape[-1] // 4
        update, skip = gates[..., :width], gates[..., 3 * width :]
        opened = sigmoid(gates[..., width : 3 * width])
        forget, gate = opened[..., :width], opened[..., width:]
        update *= 1 - forget
        state = _scan(update, forget)
        state -= skip
        state *= gate
        state += skip
        return state

    def states(self, seen: Features, vectors: Floats) -> Floats:
        """The tokens of a paragraph in their context; `vectors` are the language model's word vectors."""
        first, *others = LAYERS
        words = self._projected(vectors).take(seen.rows, 0)
        gates = self._linear(f"{first}.own", np.concatenate([words, self._linear("ten", seen.tensor)], 1))
        gates += self._biases[first]
        for column, ids in zip(COLUMNS, seen.ids.T, strict=True):
            gates += self._matrices[f"{first}.{column}"].take(ids, 0)
        states = self._recur(gates)
        # Few tokens are the head of any other: each head is worked out once.
        heads, place = np.unique(seen.heads, return_inverse=True)
        for layer in others:
            gates = self._linear(f"{layer}.own", states)
            gates += self._biases[layer]
            gates += self._linear(f"{layer}.above", states.take(heads, 0)).take(place, 0)
            states = self._recur(gates)
        return states

    def _projected(self, vectors: Floats) -> Floats:
        """The projection of every word vector, brought to one length first; made once for a model."""
        if self._words is None or self._words[0] is not vectors:
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            projected = (vectors * (NORM / (lengths + 1e-6))).astype(np.float32) @ self._matrices["proj"]
            nothing = np.zeros((1, projected.shape[1]), np.float32)
            self._words = vectors, np.concatenate([nothing, projected]) + self._biases["proj"]
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
        tagged = self._recur(self._linear(PAIR_LAYER, pairs))
        valid = sigmoid(self._perceptron("valid", tagged.max(0)))
        return viterbi(self._linear("out", tagged), self._weights["trans"]).T, valid
