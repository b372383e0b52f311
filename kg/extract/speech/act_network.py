"""The network of the act model: convolutions over the words around a saying, joined with its clues.

Trained by `scripts/train_acts`, which states the same network in torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from kg.extract.speech.tagger_features import Floats, Ids, of_length

#: Keys of words in a store of strings.
Keys = NDArray[np.uint64]

#: Word vectors are brought to this length.
LENGTH = 4.0
#: Where a word stands to a saying: in what is said, or as the head of its cue.
CONTENT, CUE = 1, 2
#: What the largest of no words is.
_NONE = -10.0
#: What keeps a division by a deviation from being one by nothing.
_LEAST_VARIANCE = 1e-5


class Lexemes:
    """Words in small letters, found by spaCy's keys for them."""

    def __init__(self, words: Sequence[str]) -> None:
        keys = np.array([get_string_id(word) for word in words], np.uint64)
        self._order = np.append(keys.argsort(), len(keys))
        self._keys = keys[self._order[:-1]]

    def rows(self, keys: Keys) -> Ids:
        """Which of the words each key is for, one more than the last where it is for none.

        >>> from spacy.strings import get_string_id
        >>> Lexemes(["deal", "crisis"]).rows(np.array([get_string_id("crisis"), 5], np.uint64))
        array([1, 2])
        """
        found = np.searchsorted(self._keys, keys)
        known = found < len(self._keys)
        known[known] = self._keys[found[known]] == keys[known]
        return self._order[np.where(known, found, len(self._keys))]


class ActNetwork:
    """The weights, by the names that `scripts/train_acts` gives them, and what is computed with them."""

    def __init__(self, weights: Mapping[str, Floats], lexemes: Sequence[str] = ()) -> None:
        """`lexemes` are the words, in small letters, of the rows of 'meanings.weight'."""
        self._weights = weights
        self._lexemes = Lexemes(lexemes)
        # What is not known means nothing.
        self._meanings = np.pad(weights["meanings.weight"], ((0, 1), (0, 0))) if lexemes else None
        #: The word vectors last seen with what the first layer makes of each; a row of zeros comes first.
        self._words: tuple[Floats, Floats] | None = None
        self._layers = sum(name.startswith("layer") and name.endswith(".weight") for name in weights)

    def first(self, rows: Ids, lowers: Keys, states: Floats, vectors: Floats) -> Floats:
        """What the first layer makes of words, each by itself.

        `rows` are those of `vector_rows` in the language model's word `vectors`, `lowers` spaCy's keys of the
        words in small letters, `states` (words, 96) its own encoding of the words.
        """
        weights = self._weights["words.weight"]
        if self._words is None or self._words[0] is not vectors:
            table = of_length(vectors, LENGTH) @ weights[: vectors.shape[1]] + self._weights["words.bias"]
            self._words = vectors, table
        result: Floats = self._words[1].take(rows, 0)
        result += states @ weights[vectors.shape[1] :]
        if self._meanings is not None:
            result += self._meanings.take(self._lexemes.rows(lowers), 0)
        return result

    def scores(self, first: Floats, places: Ids, clues: Ids) -> Floats:
        """What words, by what the first layer makes of them, and clues together say for each act.

        `places` are where the words stand to the saying, `clues` rows of the table of clues.
        """
        weights = self._weights
        states = self._states(first, places)
        said, cued = states[places % CUE == CONTENT], states[places >= CUE]
        parts = [
            *self._attended(states),
            said.max(0, initial=_NONE),
            cued.sum(0) / max(1, len(cued)),
            np.tanh(weights["clues.weight"][clues].sum(0)),
        ]
        hidden = np.maximum(np.concatenate(parts) @ weights["hidden.weight"] + weights["hidden.bias"], 0)
        result: Floats = hidden @ weights["out.weight"] + weights["out.bias"]
        return result

    def _states(self, first: Floats, places: Ids) -> Floats:
        """The words in their surroundings."""
        weights = self._weights
        states: Floats = first + weights["places.weight"][places]
        for layer in range(self._layers):
            padded = np.zeros((len(states) + 2, states.shape[1]), np.float32)
            padded[1:-1] = states
            beside = np.concatenate([padded[:-2], states, padded[2:]], 1)
            found = beside @ weights[f"layer{layer}.weight"]
            found += weights[f"layer{layer}.bias"]
            states = states + np.maximum(found, 0, out=found)
        # The mean of a row by multiplication: numpy's own takes three times as long.
        share = np.full((states.shape[1], 1), 1 / states.shape[1], np.float32)
        states -= states @ share
        states /= np.sqrt((states * states) @ share + np.float32(_LEAST_VARIANCE))
        states *= weights["norm.weight"]
        states += weights["norm.bias"]
        return states

    def _attended(self, states: Floats) -> Floats:
        """What each head of attention makes of the words: weighted means, (heads, width)."""
        scores = states @ self._weights["heads.weight"] + self._weights["heads.bias"]
        shares = np.exp(scores - scores.max(0))
        result: Floats = (shares / shares.sum(0)).T @ states
        return result
