"""The network of the statement tagger: recurrent units over tokens, then over pairs of token and cue.

Trained by `scripts/train_statements`, which states the same network in torch.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kg.extract.tagger_features import COLUMNS, Features, Floats, Ids, relations

#: The table of embeddings that each column of the ids goes through.
TABLES = {column: column.removeprefix("head_") for column in COLUMNS}
#: Word vectors are brought to this length.
NORM = 5.0
LAYERS = ("l1", "l2", "l3")
#: Pairs of a token and a cue that are worked on at once: bounds the memory of a long paragraph.
PAIRS = 50_000


def sigmoid(values: Floats) -> Floats:
    """The logistic function, without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -60, 60))), np.float32)


def viterbi(emissions: Floats, transitions: Floats) -> Ids:
    """The best labels of each sequence: (tokens, sequences, labels) to (tokens, sequences).

    >>> stay = np.array([[1, 0], [0, 1]], np.float32)
    >>> viterbi(np.array([[[2, 0]], [[0, 0.5]], [[1, 0]]], np.float32), stay).ravel().tolist()
    [0, 0, 0]
    """
    best = emissions[0]
    back = np.zeros(emissions.shape, np.int64)
    for i in range(1, len(emissions)):
        scores = best[:, :, None] + transitions
        back[i] = scores.argmax(1)
        best = scores.max(1) + emissions[i]
    labels = np.zeros(emissions.shape[:2], np.int64)
    labels[-1] = best.argmax(1)
    each = np.arange(emissions.shape[1])
    for i in range(len(emissions) - 1, 0, -1):
        labels[i - 1] = back[i, each, labels[i]]
    return labels


class Network:
    """The weights and what is computed with them."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights

    def _linear(self, name: str, values: Floats) -> Floats:
        result: Floats = values @ self._weights[f"{name}.weight"].T
        if f"{name}.bias" in self._weights:
            result += self._weights[f"{name}.bias"]
        return result

    def _perceptron(self, name: str, values: Floats) -> Floats:
        """A hidden layer and one output."""
        hidden = np.maximum(self._linear(f"{name}.0", values), 0)
        result: Floats = self._linear(f"{name}.2", hidden)[..., 0]
        return result

    def _recur(self, name: str, values: Floats) -> Floats:
        """A layer of simple recurrent units along the first axis, half of them from the end."""
        gates = self._linear(f"{name}.w", values)
        half = gates.shape[-1] // 6
        forget = sigmoid(gates[..., 2 * half : 4 * half])
        state = gates[..., : 2 * half] * (1 - forget)
        for i in range(1, len(state)):
            state[i, ..., :half] += forget[i, ..., :half] * state[i - 1, ..., :half]
            state[-i - 1, ..., half:] += forget[-i - 1, ..., half:] * state[-i, ..., half:]
        has_skip = f"{name}.skip.weight" in self._weights
        skip = self._linear(f"{name}.skip", values) if has_skip else values
        result: Floats = skip + sigmoid(gates[..., 4 * half :]) * (state - skip)
        return result

    def states(self, seen: Features, vectors: Floats) -> Floats:
        """The tokens of a paragraph in their context; `vectors` are the language model's word vectors."""
        words = vectors[seen.rows - 1]
        words = words * (NORM / (np.linalg.norm(words, axis=1, keepdims=True) + 1e-6))
        words[seen.rows == 0] = 0
        embedded = [
            self._weights[f"emb.{TABLES[column]}.weight"][seen.ids[:, i]] for i, column in enumerate(COLUMNS)
        ]
        parts = [self._linear("proj", words.astype(np.float32)), self._linear("ten", seen.tensor), *embedded]
        states = self._recur(LAYERS[0], np.concatenate(parts, 1))
        for layer in LAYERS[1:]:
            states = self._recur(layer, np.concatenate([states, states[seen.heads]], 1))
        return states

    def cue_probability(self, states: Floats) -> Floats:
        """How likely each token is the head of a cue."""
        return sigmoid(self._perceptron("anch", states))

    def labels(self, states: Floats, seen: Features, cues: Ids) -> tuple[Ids, Floats]:
        """For each cue the label of each token, (cues, tokens), and how likely there is an attribution."""
        size = max(1, PAIRS // len(seen))
        groups = [self._group(states, seen, cues[i : i + size]) for i in range(0, len(cues), size)]
        return np.concatenate([g[0] for g in groups]), np.concatenate([g[1] for g in groups])

    def _group(self, states: Floats, seen: Features, cues: Ids) -> tuple[Ids, Floats]:
        related = relations(seen, cues.tolist()).transpose(1, 0, 2)
        pairs = self._linear("a", states)[:, None] + self._linear("b", states[cues])[None]
        for i in range(4):
            pairs += self._weights[f"r{i}.weight"][related[..., i]]
        tagged = self._recur("t1", np.maximum(pairs, 0))
        valid = sigmoid(self._perceptron("valid", tagged.max(0)))
        return viterbi(self._linear("out", tagged), self._weights["trans"]).T, valid
