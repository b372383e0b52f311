"""The network of the statement tagger: recurrent units over tokens, then over pairs of token and cue.

Trained by `scripts/train_statements`, which states the same network in torch. Sequences (paragraphs, or a
paragraph once for each of its cues) lie one after another in one array and are worked on together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.extract.speech.tagger_features import COLUMNS, Features, Floats, Ids, of_length, relations

#: The table of embeddings that each column of the ids goes through.
TABLES = {column: column.removeprefix("head_") for column in COLUMNS}
#: Word vectors are brought to this length.
NORM = 5.0
LAYERS, PAIR_LAYER = ("l1", "l2", "l3"), "t1"
#: Weights whose rows are looked up; the others are multiplied with.
TABLE = re.compile(r"(?:emb\.|r[0-9])")
#: Pairs of a token and a cue that are worked on at once: what the cache of a processor holds.
PAIRS = 2_000


def sigmoid(values: Floats) -> Floats:
    """The logistic function, by the hyperbolic tangent, which cannot overflow."""
    result: Floats = np.tanh(values * np.float32(0.5))
    result += 1
    result *= np.float32(0.5)
    return result


class Steps:
    """How sequences of several lengths go forward side by side, with no room for tokens that are not there.

    The rows of a step are those of the sequences that are long enough, the longest sequence first, so that
    each stands where it stood in the step before. `forward` has the rows of each step in turn, `backward`
    those of steps from the ends; `sizes` says how many each step has.

    >>> steps = Steps([1, 3])
    >>> steps.forward.tolist(), steps.backward.tolist(), steps.sizes.tolist()
    ([1, 0, 2, 3], [3, 0, 2, 1], [2, 1, 1])
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        self.lengths = np.array(lengths, np.int64)
        ends = np.cumsum(self.lengths)
        self.starts = ends - self.lengths
        #: The sequences, the longest first.
        self.order = np.argsort(-self.lengths, kind="stable")
        ordered = self.lengths[self.order]
        self.sizes = np.searchsorted(-ordered, -np.arange(ordered[0]), side="left")
        steps = np.repeat(np.arange(len(self.sizes)), self.sizes)
        within = np.arange(len(steps)) - np.repeat(np.cumsum(self.sizes) - self.sizes, self.sizes)
        sequence = self.order[within]
        self.forward = self.starts[sequence] + steps
        self.backward = ends[sequence] - 1 - steps

    def parted(self, rows: Floats) -> list[Floats]:
        """What lies by steps, step by step."""
        ends = np.cumsum(self.sizes).tolist()
        return [rows[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def viterbi(emissions: Floats, transitions: Floats, steps: Steps) -> list[Ids]:
    """The best labels of each sequence, from the scores of labels by rows.

    >>> stay = np.array([[1, 0], [0, 1]], np.float32)
    >>> scores = np.array([[2, 0], [0, 0.5], [1, 0], [0, 1]], np.float32)
    >>> [labels.tolist() for labels in viterbi(scores, stay, Steps([3, 1]))]
    [[0, 0, 0], [1]]
    """
    parts = steps.parted(emissions.take(steps.forward, 0))
    # The last scores of each sequence, the longest first, and for each step which label was best before.
    best, back = parts[0].copy(), []
    for emission in parts[1:]:
        size = len(emission)
        scores = best[:size, :, None] + transitions
        best[:size] = scores.max(1) + emission
        back.append(scores.argmax(1))
    # Going back is a step from number to number, for which lists are quicker than arrays.
    choices = [choice.tolist() for choice in back]
    paths: list[Ids] = [np.zeros(0, np.int64)] * len(steps.order)
    for place, (sequence, label) in enumerate(
        zip(steps.order.tolist(), best.argmax(1).tolist(), strict=True)
    ):
        path = [label]
        for choice in reversed(choices[: steps.lengths[sequence] - 1]):
            path.append(choice[place][path[-1]])
        paths[sequence] = np.array(path[::-1], np.int64)
    return paths


def _matrix(values: Floats) -> Floats:
    """A copy by rows that do not lie a power of two apart, which would crowd the same lines of the cache."""
    rows, columns = values.shape
    room = np.zeros((rows, columns if columns % 512 else columns + 16), np.float32)
    matrix = room[:, :columns]
    matrix[:] = values
    return matrix


def _scan(update: Floats, forget: Floats, steps: Steps) -> Floats:
    """c[t] = f[t] c[t-1] + u[t] along each sequence; the second half of the features from the end."""
    half = update.shape[-1] // 2
    state, kept = np.empty_like(update), np.empty_like(update)
    for target, values in ((state, update), (kept, forget)):
        values[:, :half].take(steps.forward, 0, out=target[:, :half])
        values[:, half:].take(steps.backward, 0, out=target[:, half:])
    carried = np.empty_like(state[: steps.sizes[0]])
    previous, *following = steps.parted(state)
    for current, keep in zip(following, steps.parted(kept)[1:], strict=True):
        size = len(current)
        np.multiply(keep, previous[:size], out=carried[:size])
        np.add(current, carried[:size], out=current)
        previous = current
    # The rows go back into the order of the text; `kept` is free to take them.
    kept[steps.forward, :half] = state[:, :half]
    kept[steps.backward, half:] = state[:, half:]
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

    def _linear(self, name: str, rows: Floats) -> Floats:
        result: Floats = rows @ self._matrices[name]
        if name in self._biases:
            result += self._biases[name]
        return result

    def _perceptron(self, name: str, values: Floats) -> Floats:
        """A hidden layer and one output."""
        hidden = np.maximum(self._linear(f"{name}.0", values), 0)
        result: Floats = self._linear(f"{name}.2", hidden)[..., 0]
        return result

    def _recur(self, gates: Floats, steps: Steps) -> Floats:
        """Simple recurrent units along each sequence, half of them from the end; `gates` are used up."""
        width = gates.shape[-1] // 4
        update, skip = gates[:, :width], gates[:, 3 * width :]
        opened = sigmoid(gates[:, width : 3 * width])
        forget, gate = opened[:, :width], opened[:, width:]
        update *= 1 - forget
        state = _scan(update, forget, steps)
        state -= skip
        state *= gate
        state += skip
        return state

    def states(self, paragraphs: Sequence[Features], vectors: Floats) -> Floats:
        """The tokens of paragraphs in their context, one paragraph after another.

        `vectors` are the language model's word vectors.
        """
        first, *others = LAYERS
        steps = Steps([len(seen) for seen in paragraphs])
        words = self._projected(vectors).take(np.concatenate([seen.rows for seen in paragraphs]), 0)
        encoded = self._linear("ten", np.concatenate([seen.tensor for seen in paragraphs]))
        gates = self._linear(f"{first}.own", np.concatenate([words, encoded], 1))
        gates += self._biases[first]
        for column, ids in zip(COLUMNS, np.concatenate([seen.ids for seen in paragraphs]).T, strict=True):
            gates += self._matrices[f"{first}.{column}"].take(ids, 0)
        states = self._recur(gates, steps)
        # Few tokens are the head of any other: each head is worked out once.
        above = (seen.heads + start for seen, start in zip(paragraphs, steps.starts, strict=True))
        heads, place = np.unique(np.concatenate(list(above)), return_inverse=True)
        for layer in others:
            gates = self._linear(f"{layer}.own", states)
            gates += self._biases[layer]
            gates += self._linear(f"{layer}.above", states.take(heads, 0)).take(place, 0)
            states = self._recur(gates, steps)
        return states

    def _projected(self, vectors: Floats) -> Floats:
        """The projection of every word vector, brought to one length first; made once for a model."""
        if self._words is None or self._words[0] is not vectors:
            self._words = vectors, of_length(vectors, NORM) @ self._matrices["proj"] + self._biases["proj"]
        return self._words[1]

    def cue_probability(self, states: Floats) -> Floats:
        """How likely each token is the head of a cue."""
        return sigmoid(self._perceptron("anch", states))

    def labels(
        self, states: Sequence[Floats], paragraphs: Sequence[Features], cues: Sequence[Ids]
    ) -> list[list[tuple[Ids, float]]]:
        """For the cues of each paragraph its tokens' labels, and how likely there is an attribution."""
        found: list[list[tuple[Ids, float]]] = [[] for _ in paragraphs]
        group: list[tuple[int, Ids]] = []
        room = PAIRS
        for number, (seen, own) in enumerate(zip(paragraphs, cues, strict=True)):
            size = max(1, PAIRS // len(seen))
            for part in (own[i : i + size] for i in range(0, len(own), size)):
                if group and len(part) * len(seen) > room:
                    self._label(states, paragraphs, group, found)
                    group, room = [], PAIRS
                group.append((number, part))
                room -= len(part) * len(seen)
        if group:
            self._label(states, paragraphs, group, found)
        return found

    def _label(
        self,
        states: Sequence[Floats],
        paragraphs: Sequence[Features],
        group: Sequence[tuple[int, Ids]],
        found: Sequence[list[tuple[Ids, float]]],
    ) -> None:
        """Add what is found for some cues of some paragraphs."""
        steps = Steps([len(paragraphs[number]) for number, cues in group for _ in cues])
        pairs = np.concatenate(
            [self._pairs(states[number], paragraphs[number], cues) for number, cues in group]
        )
        tagged = self._recur(self._linear(PAIR_LAYER, pairs), steps)
        valid = sigmoid(self._perceptron("valid", np.maximum.reduceat(tagged, steps.starts)))
        labels = viterbi(self._linear("out", tagged), self._weights["trans"], steps)
        of_cue = (number for number, cues in group for _ in cues)
        for number, path, likely in zip(of_cue, labels, valid.tolist(), strict=True):
            found[number].append((path, likely))

    def _pairs(self, states: Floats, seen: Features, cues: Ids) -> Floats:
        """Every token of a paragraph beside each of some cues, cue by cue."""
        pairs = self._linear("b", states.take(cues, 0))[:, None] + self._linear("a", states)[None]
        for i, ids in enumerate(relations(seen, cues.tolist()).transpose(2, 0, 1)):
            pairs += self._weights[f"r{i}.weight"].take(ids, 0)
        np.maximum(pairs, 0, out=pairs)
        rows: Floats = pairs.reshape(-1, pairs.shape[-1])
        return rows
