"""Two of spaCy's components at a fraction of their cost, with the same outcome.

The attribute ruler tries each of its patterns on each token, and the recogniser of names takes the
interpreter's lock at each step of each text. Both follow rules that are few: what the ruler makes of a kind
of token is remembered, and the names of all paragraphs are decided side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import AttributeRuler, EntityRecognizer
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
#: What a pattern asks of one token, and of those that follow one another.
Spec = Mapping[str, Any]
Pattern = Sequence[Spec]
#: What the ruler's patterns look at, and what it sets.
_SEEN, _SET = ("TAG", "DEP", "LOWER"), ("POS", "MORPH", "LEMMA")
#: What several words that are read together begin with, and blanks.
_OPENER = -1


def quicken(nlp: Language) -> None:
    """Put the components of this module in the place of spaCy's.

    For a pipeline whose ruler asks for tags, labels and words alone, and whose recogniser is greedy and the
    first to set names, as that of en_core_web_md: that both find the same is tested for that model.

    >>> from kg.language.english import load_model
    >>> load_model().pipe_names[3:]
    ['remembered_attributes', 'lemmatizer', 'names_side_by_side']
    """
    nlp.add_pipe("remembered_attributes", before="attribute_ruler")
    nlp.add_pipe("names_side_by_side", before="ner")
    for replaced in ("attribute_ruler", "ner"):
        nlp.disable_pipe(replaced)


class RememberedAttributes:
    """spaCy's attribute ruler, asked once about each kind of token.

    A kind is a tag with the label and the word, each of them only if any pattern mentions it. A text with a
    kind that is new goes through the ruler itself, and so does one with what patterns of several words begin
    with ('let's', 'there is'), or with a blank that is a token.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        rules: Any = ruler.patterns
        patterns: list[Pattern] = [pattern for rule in rules for pattern in rule["patterns"]]
        self._labels, self._words = (_Kinds(name, patterns, ruler.vocab.strings) for name in ("DEP", "LOWER"))
        self._known: dict[tuple[int, int, int], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the ruler sets."""
        kinds = self._kinds(doc)
        if kinds and all(kind in self._known for kind in kinds):
            values: Any = np.array([self._known[kind] for kind in kinds], np.uint64)
            doc.from_array(list(_SET), values)
            return doc
        self._ruler(doc)
        rows = doc.to_array(list(_SET)).tolist()
        self._known.update(zip(kinds, map(tuple, rows), strict=False))
        return doc

    def _kinds(self, doc: Doc) -> list[tuple[int, int, int]]:
        """The kinds of a text's tokens; none at all where the ruler has to see the text."""
        kinds = []
        for tag, label, word in doc.to_array(list(_SEEN)).tolist():
            of_label, of_word = self._labels[label], self._words[word]
            if _OPENER in {of_label, of_word}:
                return []
            kinds.append((tag, of_label, of_word))
        return kinds


class _Kinds(dict[int, int]):
    """An attribute's values where patterns mention them; 0 for all others, `_OPENER` for what begins one."""

    def __init__(self, attribute: str, patterns: Sequence[Pattern], strings: StringStore) -> None:
        self._strings = strings
        self._mentioned = _Mentioned(attribute, (spec for pattern in patterns for spec in pattern))
        self._opening = _Mentioned(attribute, (pattern[0] for pattern in patterns if len(pattern) > 1))

    def __missing__(self, number: int) -> int:
        value = self._strings[number]
        opens = value in self._opening or value.isspace()
        self[number] = kind = _OPENER if opens else number if value in self._mentioned else 0
        return kind


class _Mentioned:
    """The values of an attribute that some specifications of tokens mention."""

    def __init__(self, attribute: str, specs: Iterable[Spec]) -> None:
        values = [spec[attribute] for spec in specs if attribute in spec]
        lists = (value for value in values if isinstance(value, dict))
        parts = [(key, part) for value in lists for key, part in value.items()]
        self._plain = {value for value in values if isinstance(value, str)}
        self._plain.update(*(part for key, part in parts if key != "REGEX"))
        self._shapes = [re.compile(part) for key, part in parts if key == "REGEX"]

    def __contains__(self, value: str) -> bool:
        return value in self._plain or any(shape.search(value) for shape in self._shapes)


class NamesSideBySide:
    """The decisions of spaCy's greedy recogniser of names, for all tokens of some texts at once.

    Outside a name the scores of a token depend on nothing that was decided before, and inside one on its
    first token and the one before. So every token is scored as if it stood outside; from each that would
    begin a name, the name goes on side by side with the others; and the names are taken from left to right.
    """

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._vectors, self._lower, upper = recogniser.model.layers
        self._weights, self._bias = upper.get_param("W").T, upper.get_param("b")
        names = map(recogniser.moves.get_class_name, range(recogniser.moves.n_moves))
        moves = [name.partition("-") for name in names]
        labels = sorted({label for _, _, label in moves if label})
        place = {(move, label): number for number, (move, _, label) in enumerate(moves)}
        self._labels = labels
        self._within, self._last = (np.array([place[move, label] for label in labels]) for move in "IL")
        outside = [(move, label) for move, _, label in moves if move == "O" or (move in "BU" and label)]
        self._columns = np.array([place[move] for move in outside])
        self._begins = np.array([move == "B" for move, _ in outside])
        self._names = np.array([move != "O" for move, _ in outside])
        self._label = np.array([labels.index(label) if label else -1 for _, label in outside])

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of a text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the names of texts, so many at a time; the texts come back in order."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            self._recognise(batch)
            yield from batch

    def _recognise(self, docs: list[Doc]) -> None:
        texts = [doc for doc in docs if len(doc)]
        for doc in docs:
            if not len(doc):
                doc.set_ents([])
        if not texts:
            return
        columns = [doc.to_array(["SENT_START", "IS_SPACE"]) for doc in texts]
        starts = np.concatenate([c[:, 0] == 1 for c in columns])
        blank = np.concatenate([c[:, 1] == 1 for c in columns])
        bounds = np.cumsum([0, *map(len, texts)])
        starts[bounds[:-1]] = True
        #: Whether a name may reach the next token: none goes over the end of a sentence.
        reaches = ~np.append(starts[1:], True)
        features = self._lower.predict(self._vectors.predict(texts))
        tokens = np.arange(len(starts))
        nowhere = np.zeros(len(starts), np.int64)
        scores = self._scores(features, tokens + 1, nowhere, nowhere)[:, self._columns]
        scores[:, self._begins] = np.where(reaches[:, None], scores[:, self._begins], -np.inf)
        scores[np.ix_(blank, self._names)] = -np.inf
        best = scores.argmax(1)
        ends = tokens + 1
        going = tokens[self._begins[best]]
        while len(going):
            reached = ends[going]
            scores = self._scores(features, reached + 1, going + 1, reached)
            label, row = self._label[best[going]], np.arange(len(going))
            on = reaches[reached] & (scores[row, self._within[label]] >= scores[row, self._last[label]])
            ends[going] += 1
            going = going[on]
        named = tokens[self._names[best]].tolist()
        for doc, first, last in zip(texts, bounds.tolist(), bounds[1:].tolist(), strict=False):
            entities, free = [], first
            for start in named:
                if free <= start < last:
                    free = int(ends[start])
                    label_name = self._labels[self._label[best[start]]]
                    entities.append(Tokens(doc, start - first, free - first, label=label_name))
            doc.set_ents(entities)

    def _scores(self, features: Floats, token: Ids, first: Ids, before: Ids) -> Floats:
        """The scores of all moves; rows of features are those of tokens from 1, and 0 stands for none."""
        own, begun, last = (features[rows, i] for i, rows in enumerate((token, first, before)))
        hidden = (own + begun + last + self._lower.get_param("b")).max(-1)
        scores: Floats = hidden @ self._weights + self._bias
        return scores


@Language.factory("remembered_attributes")
def _remembered_attributes(nlp: Language, name: str) -> RememberedAttributes:
    ruler: Any = nlp.get_pipe("attribute_ruler")
    return RememberedAttributes(ruler)


@Language.factory("names_side_by_side")
def _names_side_by_side(nlp: Language, name: str) -> NamesSideBySide:
    recogniser: Any = nlp.get_pipe("ner")
    return NamesSideBySide(recogniser)
