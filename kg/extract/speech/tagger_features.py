"""What the statement tagger sees of a paragraph: ids of each token, and where tokens stand to a cue."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.vocab import Vocab

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

#: How a token stands to a cue in the tree: above or below it, or on a branch beside it, and how far.
VERTICAL = (
    *("other", "self", "down1", "down2", "down3"),
    *("up1", "up2", "up3", "side1", "side2", "side3"),
)
#: Upper bounds of the classes of distance between a token and a cue, in tokens.
DISTANCES = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 90)
#: The columns of `Features.ids`; those named `head_…` are of the token's head.
COLUMNS = (
    *("lemma", "tag", "label", "entity", "head_lemma", "head_tag", "head_label"),
    *("distance", "quote", "place", "act", "head_act"),
)
LABEL = COLUMNS.index("label")
#: The marks that quotations open and close with; the straight one does both.
OPENING, CLOSING, STRAIGHT = ("“", "«", "``"), ("”", "»", "''"), '"'
_OPENS, _CLOSES, _TURNS = 1, 2, 3
#: What keeps a division by a length from being one by nothing.
_LITTLE = 1e-6
#: How far above a cue, and how far up from a token, the tree is searched.
CHAIN, STEPS = 12, 40


@dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """The ids of lemmas, tags, labels and names, and of the speech acts that words report; 0 is unknown."""

    lemma: Mapping[str, int]
    tag: Mapping[str, int]
    label: Mapping[str, int]
    entity: Mapping[str, int]
    act: Mapping[str, int]
    verb: Mapping[str, int]
    noun: Mapping[str, int]

    def as_dict(self) -> dict[str, dict[str, int]]:
        """The maps by name, as the weight file keeps them."""
        return {field.name: dict(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One paragraph: `ids` by COLUMNS, `heads` (roots point to themselves), `sentences` from 1.

    `rows` are rows of the vector table plus one, 0 where a word has no vector; `tensor` is spaCy's own
    encoding of the tokens.
    """

    ids: Ids
    heads: Ids
    sentences: Ids
    rows: Ids
    tensor: Floats

    def __len__(self) -> int:
        return len(self.heads)


class _Numbers(dict[int, int]):
    """A number for each string by its key in spaCy's store, worked out when it is first asked for."""

    def __init__(self, strings: StringStore, number: Callable[[str], int]) -> None:
        super().__init__()
        self._strings, self._number = strings, number

    def __missing__(self, key: int) -> int:
        number = self[key] = self._number(self._strings[key])
        return number


class _Readers:
    """The numbers of what a network knows, and the kinds of words, for one store of strings."""

    def __init__(self, maps: Maps, strings: StringStore) -> None:
        def exact(numbers: Mapping[str, int]) -> _Numbers:
            return _Numbers(strings, lambda value: numbers.get(value, 0))

        def lowered(numbers: Mapping[str, int]) -> _Numbers:
            return _Numbers(strings, lambda lemma: numbers.get(lemma.lower(), 0))

        self.columns = (lowered(maps.lemma), exact(maps.tag), exact(maps.label), exact(maps.entity))
        #: Which of the next three a tag's words go by, and the speech acts of these words: a verb or a noun.
        self.part = _Numbers(strings, lambda tag: {"V": 1, "N": 2}.get(tag[:1], 0))
        self.acts = (lowered({}), lowered(maps.verb), lowered(maps.noun))
        self.mark = _Numbers(strings, _mark)


@functools.lru_cache(maxsize=4)
def _readers(maps: Maps, strings: StringStore) -> _Readers:
    return _Readers(maps, strings)


def features(doc: Doc, maps: Maps) -> Features:
    """The features of a parsed paragraph: the same function feeds training and inference."""
    count = len(doc)
    # Whole columns at once: making a token object for each question costs more than the questions.
    table = doc.to_array(["LEMMA", "TAG", "DEP", "ENT_TYPE", "ORTH", "LOWER", "HEAD", "SENT_START"])
    lemmas, tags, labels, entities, words, lowers = table.T[:6].tolist()
    readers = _readers(maps, doc.vocab.strings)
    offsets, starting = table.T[6:].astype(np.int64)
    heads = np.arange(count) + offsets
    starts = (starting == 1).astype(np.int64)
    sentences = np.cumsum(starts)
    columns = [
        np.array([numbers[key] for key in keys], np.int64)
        for numbers, keys in zip(readers.columns, (lemmas, tags, labels, entities), strict=True)
    ]
    part, acts, mark = readers.part, readers.acts, readers.mark
    act = np.array([acts[part[tag]][lemma] for lemma, tag in zip(lemmas, tags, strict=True)], np.int64)
    columns += [columns[i][heads] for i in range(3)]
    columns += [
        np.clip(offsets, -7, 7) + 8,
        quotation([mark[word] for word in words]) + 1,
        np.clip(sentences, 1, 4) + 4 * starts,
        act,
        act[heads],
    ]
    return Features(
        np.stack(columns, 1),
        heads,
        sentences,
        vector_rows(doc.vocab, words, lowers),
        np.asarray(doc.tensor, np.float32),
    )


def vector_rows(vocab: Vocab, words: Iterable[int], lowers: Iterable[int]) -> Ids:
    """The rows of words' vectors, or of their small spellings', plus one; 0 for neither."""
    row_of: Mapping[int, int] = vocab.vectors.key2row
    rows = [row_of.get(word, row_of.get(lower, -1)) for word, lower in zip(words, lowers, strict=True)]
    return np.array(rows, np.int64) + 1


def of_length(vectors: Floats, length: float) -> Floats:
    """Word vectors brought to one length, for the rows that `vector_rows` gives: zeros come first."""
    brought = vectors * (length / (np.linalg.norm(vectors, axis=1, keepdims=True) + _LITTLE))
    return np.concatenate([np.zeros((1, vectors.shape[1])), brought], dtype=np.float32)


def _mark(word: str) -> int:
    """What a word is to a quotation: 0 none of its marks, or one of the marks below."""
    if any(mark in word for mark in OPENING):
        return _OPENS
    if word == STRAIGHT:
        return _TURNS
    return _CLOSES if any(mark in word for mark in CLOSING) else 0


def quotation(marks: Sequence[int]) -> Ids:
    """0 outside a quotation, 1 inside, 2 an opening mark, 3 a closing one; 4 inside one that never closes.

    >>> words = ['"', 'No', '"', 'he', 'said', ',', '“', 'never']
    >>> quotation([_mark(word) for word in words]).tolist()
    [2, 1, 3, 0, 0, 0, 2, 4]
    """
    kinds = np.zeros(len(marks), np.int64)
    start: int | None = None
    for i, mark in enumerate(marks):
        if not mark:
            continue
        if start is not None:
            kinds[start + 1 : i] = 1
        opens = mark == _OPENS or (mark == _TURNS and start is None)
        start, kinds[i] = (i, 2) if opens else (None, 3)
    if start is not None:
        kinds[start + 1 :] = 4
    return kinds


def relations(seen: Features, cues: Sequence[int]) -> Ids:
    """How each token stands to each cue, (cues, tokens, 4).

    That is: the place in the tree (VERTICAL), the label of the token's branch, the label of the cue's
    branch, and the class of the distance, before or after.
    """
    labels, each = seen.ids[:, LABEL], np.arange(len(seen))
    chains = np.zeros((len(cues), CHAIN), np.int64)
    position = np.full((len(cues), len(seen)), -1)
    for number, cue in enumerate(cues):
        chain = _chain(seen.heads, cue)
        chains[number, : len(chain)] = chain
        position[number, chain] = np.arange(len(chain))
    paths = _paths(seen.heads)
    # How far up from each token the cue's chain begins, and the token before that.
    steps = (position[:, paths] >= 0).argmax(1)
    before = paths[np.maximum(steps - 1, 0), each]
    height = np.take_along_axis(position, paths[steps, each], 1)
    same = (seen.sentences == seen.sentences[list(cues), None]) & (height >= 0)
    above = same & (height > 0)
    on_chain = above & (steps == 0)
    cue_branch = labels[np.take_along_axis(chains, np.maximum(height - 1, 0), 1)]
    place = np.where(same & (height == 0), 1 + np.minimum(steps, 3), 0)
    place = np.where(on_chain, 4 + np.minimum(height, 3), place)
    place = np.where(above & (steps > 0), 7 + np.minimum(height, 3), place)
    place[np.arange(len(cues)), cues] = VERTICAL.index("self")
    branch = np.where(same, np.where(on_chain, cue_branch, labels[before]), 0)
    distance = _distance_class(each - np.array(cues)[:, None])
    return np.stack([place, branch, np.where(above, cue_branch, 0), distance], 2)


def _distance_class(offsets: Ids) -> Ids:
    classes = np.searchsorted(DISTANCES, np.abs(offsets))
    return np.where(offsets < 0, classes + len(DISTANCES) + 1, classes)


def _chain(heads: Ids, cue: int) -> Ids:
    """A cue and what is above it in the tree, nearest first."""
    chain = [cue]
    while heads[chain[-1]] != chain[-1] and len(chain) < CHAIN:
        chain.append(int(heads[chain[-1]]))
    return np.array(chain)


def _paths(heads: Ids) -> Ids:
    """Each token, its head, the head of that and so on up to the root, (steps, tokens)."""
    paths = [np.arange(len(heads))]
    while len(paths) <= STEPS and not np.array_equal(above := heads[paths[-1]], paths[-1]):
        paths.append(above)
    return np.stack(paths)
