"""The statement tagger: who says what in a parsed paragraph, learnt from annotated news.

A small network finds the heads of cues and, for each, the tokens of its source, cue and content. It
needs no lexicon and gives spans, not meanings. The build does not use it yet.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Token

from kg.errors import LanguageError
from kg.extract.tagger_features import Floats, Ids, Maps, features
from kg.extract.tagger_network import Network
from kg.model import Span

#: The weights that come with the package.
WEIGHTS = Path(__file__).with_name("statements.npz")
#: The labels of tokens.
CONTENT, SOURCE, CUE = 1, 2, 3
#: The least probability of a cue for which spans are looked for.
LOW = 0.10
#: The least confidence of an attribution, chosen on the development articles.
THRESHOLD = 0.42
#: Two attributions may share at most this part of the shorter content.
SHARED = 0.5
#: Verbs that take the subject of their governor, at most so many steps up.
BORROWS, BORROW_STEPS = frozenset({"xcomp", "conj", "advcl", "aux"}), 3
#: What is no part of a source's name.
CLAUSES = frozenset({"relcl", "acl", "advcl", "punct"})
RELATIVES = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """The words of who speaks, of the saying, and of what is said: code points of the parsed text.

    `source` is empty when no words name one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """The head of a cue with the label of every token."""

    cue: int
    labels: Ids
    confidence: float


class Tagger:
    """A trained network and the ids of its words."""

    def __init__(self, network: Network, maps: Maps) -> None:
        self._network = network
        self.maps = maps

    def spans(self, doc: Doc) -> tuple[TaggedAttribution, ...]:
        """The attributions of one paragraph in the order of their cues.

        Each paragraph is worked on alone, so no other one can change the outcome.
        """
        return tuple(_attribution(doc, found) for found in _chosen(self._candidates(doc)))

    def _candidates(self, doc: Doc) -> list[_Candidate]:
        if not len(doc):
            return []
        vectors: Floats = doc.vocab.vectors.data
        if vectors.shape[1:] != (300,) or doc.tensor.shape[1:] != (96,):
            raise LanguageError(
                "the statement tagger needs 300-dimensional word vectors and 96-dimensional states",
                hint="use the default language model",
            )
        seen = features(doc, self.maps)
        states = self._network.states(seen, vectors)
        likely = self._network.cue_probability(states)
        cues = np.flatnonzero(likely > LOW)
        if not len(cues):
            return []
        labels, valid = self._network.labels(states, seen, cues)
        return [
            _Candidate(int(cue), _with_source(doc, own, int(cue)), float(likely[cue] + v) / 2)
            for cue, own, v in zip(cues, labels, valid, strict=True)
        ]


@functools.cache
def load_tagger(path: Path | None = None) -> Tagger:
    """Load a weight file, the package's own unless told, once in a process.

    :raises LanguageError: when the file is missing or is no weight file.
    """
    path = path or WEIGHTS
    try:
        with np.load(path) as file:
            weights = {name: file[name].astype(np.float32) for name in file.files if name != "meta"}
            maps = Maps(**json.loads(bytes(file["meta"]).decode())["maps"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LanguageError(
            "the weights of the statement tagger cannot be read",
            where=str(path),
            hint="reinstall article-kg, or train them with scripts/train_statements",
        ) from error
    return Tagger(Network(weights), maps)


def _chosen(found: Iterable[_Candidate]) -> list[_Candidate]:
    """The confident candidates, no two with the same content, in the order of their cues."""
    kept: list[tuple[_Candidate, set[int]]] = []
    for candidate in sorted(found, key=lambda c: (-c.confidence, c.cue)):
        content = set(np.flatnonzero(candidate.labels == CONTENT).tolist())
        if not content or candidate.confidence < THRESHOLD:
            continue
        if all(len(content & other) <= SHARED * min(len(content), len(other)) for _, other in kept):
            kept.append((candidate, content))
    return sorted((candidate for candidate, _ in kept), key=lambda c: c.cue)


def _attribution(doc: Doc, found: _Candidate) -> TaggedAttribution:
    source, cue, content = (_spans(doc, found.labels, label) for label in (SOURCE, CUE, CONTENT))
    return TaggedAttribution(source, cue, content, round(found.confidence, 3))


def _spans(doc: Doc, labels: Ids, label: int) -> tuple[Span, ...]:
    """The runs of tokens with a label."""
    runs: list[list[int]] = []
    for i in np.flatnonzero(labels == label).tolist():
        if runs and runs[-1][1] == i - 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return tuple(Span(doc[first].idx, doc[last].idx + len(doc[last])) for first, last in runs)


def _subject(verb: Token) -> Token | None:
    """The grammatical subject of a verb, its governor's where it borrows that."""
    for _ in range(BORROW_STEPS):
        subject = next((token for token in verb.children if token.dep_ == "nsubj"), None)
        if subject is not None or verb.dep_ not in BORROWS:
            return subject
        verb = verb.head
    return None


def _phrase(head: Token) -> list[int]:
    """The tokens of a source's name: its head and what hangs under it, clauses aside."""
    found, open_tokens = [], [head]
    while open_tokens:
        token = open_tokens.pop()
        found.append(token.i)
        open_tokens += [child for child in token.children if child.dep_ not in CLAUSES]
    return found


def _with_source(doc: Doc, labels: Ids, cue: int) -> Ids:
    """Give a cue without a source its subject, unless that is content (a lone relative pronoun may be)."""
    if (labels == SOURCE).any() or (subject := _subject(doc[cue])) is None:
        return labels
    words = _phrase(subject)
    relative = len(words) == 1 and subject.lower_ in RELATIVES
    if not relative and (labels[words] == CONTENT).any():
        return labels
    labels = labels.copy()
    labels[words] = SOURCE
    return labels
