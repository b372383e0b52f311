"""The statement tagger: who says what in a parsed paragraph, learnt from annotated news.

A small network finds the heads of cues and, for each, the tokens of its source, cue and content. It
gives words, not meanings; `attributions` joins it with the lexicon.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np
from spacy.tokens import Doc, Token

from kg.errors import LanguageError
from kg.extract.phrases import child, children, dependents
from kg.extract.speech.tagger_features import Floats, Ids, Maps, features
from kg.extract.speech.tagger_network import Network

#: The weights that come with the package.
WEIGHTS = Path(__file__).with_name("statements.npz")
#: The labels of tokens.
CONTENT, SOURCE, CUE = 1, 2, 3
#: Paragraphs are worked on together up to so many tokens: what the cache of a processor holds.
TOKENS = 2_000
#: The least probability of a cue for which spans are looked for: below 0.3 none was ever confident enough.
LOW = 0.25
#: The least confidence of an attribution, chosen on the development articles.
THRESHOLD = 0.50
#: The least confidence of what is given for a cue that the lexicon nominates.
DOUBTED = 0.10
#: The least confidence of a cue inside what another says; where the lexicon has it too; none if it is firm.
NESTED, NESTED_NOMINATED = 0.80, 0.60
#: Two attributions may share at most this part of the shorter content.
SHARED = 0.5
#: Verbs that take the subject of their governor, at most so many steps up.
BORROWS, BORROW_STEPS = frozenset({"xcomp", "conj", "advcl", "aux"}), 3
#: What is no part of a source's name.
CLAUSES = frozenset({"relcl", "acl", "advcl", "punct"})
RELATIVES = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """The head of a cue with the label of every token."""

    cue: int
    labels: Ids
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class TaggedAttribution:
    """The tokens of who speaks, of the saying, and of what is said, each in text order.

    `head` is the head of the cue. `source` is empty when no words name one. `confidence` (0 to 1) is the
    mean of two probabilities: that `head` is a cue, and that the labels found for it are an attribution.
    `repeats` marks one without a content, or whose content a more confident one has already.
    """

    head: Token
    source: tuple[Token, ...]
    cue: tuple[Token, ...]
    content: tuple[Token, ...]
    confidence: float
    repeats: bool = False


class Tagger:
    """A trained network and the ids of its words."""

    def __init__(self, network: Network, maps: Maps) -> None:
        self._network = network
        self.maps = maps

    def attributions(
        self, doc: Doc, nominated: Mapping[int, bool] = MappingProxyType({})
    ) -> tuple[TaggedAttribution, ...]:
        """The attributions of one paragraph: see `attributions_of`."""
        return self.attributions_of([doc], [nominated])[0]

    def attributions_of(
        self, docs: Sequence[Doc], nominated: Sequence[Mapping[int, bool]]
    ) -> list[tuple[TaggedAttribution, ...]]:
        """The attributions of paragraphs in the order of their cues, of nominated ones also repeating ones.

        `nominated` are for each paragraph the tokens that the lexicon takes for heads of cues, with whether
        it is firm about them: those are given down to a confidence of DOUBTED, so that the caller can weigh
        them. No paragraph can change what is found in another, but for the last bits of a confidence.

        :raises LanguageError: when the language model's vectors are of other sizes than the network's.
        """
        candidates = self._candidates(docs, nominated)
        return [
            tuple(_attribution(doc, found, repeats) for found, repeats in _chosen(own, wanted))
            for doc, own, wanted in zip(docs, candidates, nominated, strict=True)
        ]

    def knows(self, token: Token) -> bool:
        """Whether the lexicon had a cue of this word when the tagger was trained; always for phrases."""
        lemma = token.lemma_.lower()
        if token.pos_ not in {"VERB", "NOUN"}:
            return True
        return lemma in self.maps.verb or lemma in self.maps.noun

    def _candidates(self, docs: Sequence[Doc], nominated: Sequence[Iterable[int]]) -> list[list[_Candidate]]:
        found: list[list[_Candidate]] = [[] for _ in docs]
        full = [number for number, doc in enumerate(docs) if len(doc)]
        for start, end in _groups([len(docs[number]) for number in full]) if full else ():
            group = full[start:end]
            candidates = self._candidates_of([docs[n] for n in group], [nominated[n] for n in group])
            for number, own in zip(group, candidates, strict=True):
                found[number] = own
        return found

    def _candidates_of(
        self, docs: Sequence[Doc], nominated: Sequence[Iterable[int]]
    ) -> list[list[_Candidate]]:
        paragraphs = [features(doc, self.maps) for doc in docs]
        vectors: Floats = docs[0].vocab.vectors.data
        if vectors.shape[1:] != (300,) or any(seen.tensor.shape[1:] != (96,) for seen in paragraphs):
            raise LanguageError(
                "the statement tagger needs 300-dimensional word vectors and 96-dimensional states",
                hint="use the default language model, or --statements lexicon",
            )
        together = self._network.states(paragraphs, vectors)
        ends = np.cumsum([len(seen) for seen in paragraphs])[:-1]
        likely = np.split(self._network.cue_probability(together), ends)
        cues = [
            np.array(sorted({*np.flatnonzero(own > LOW).tolist(), *wanted}), np.int64)
            for own, wanted in zip(likely, nominated, strict=True)
        ]
        labels = self._network.labels(np.split(together, ends), paragraphs, cues)
        return [
            [
                _Candidate(cue, _with_source(doc, path, cue), float(own[cue] + valid) / 2)
                for cue, (path, valid) in zip(heads.tolist(), found, strict=True)
            ]
            for doc, own, heads, found in zip(docs, likely, cues, labels, strict=True)
        ]


def _groups(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of paragraphs of at most TOKENS tokens together, or of one longer paragraph.

    >>> _groups([1200, 700, 400, 9000, 10])
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    starts, room = [0], TOKENS
    for number, length in enumerate(lengths):
        if length > room and number > starts[-1]:
            starts.append(number)
            room = TOKENS
        room -= length
    return list(pairwise([*starts, len(lengths)]))


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


def _chosen(found: Iterable[_Candidate], nominated: Mapping[int, bool]) -> list[tuple[_Candidate, bool]]:
    """The confident candidates in the order of their cues, and whether each repeats another's content."""
    kept: list[tuple[_Candidate, set[int]]] = []
    chosen: list[tuple[_Candidate, bool]] = []
    for candidate in sorted(found, key=lambda c: (-c.confidence, c.cue)):
        content = _labelled(candidate, CONTENT)
        least = DOUBTED if candidate.cue in nominated else THRESHOLD
        if candidate.confidence < least:
            continue
        apart = (_apart(candidate, content, other, said, nominated) for other, said in kept)
        repeats = not content or not all(apart)
        if not repeats:
            kept.append((candidate, content))
        if not repeats or candidate.cue in nominated:
            chosen.append((candidate, repeats))
    return sorted(chosen, key=lambda pair: pair[0].cue)


def _labelled(candidate: _Candidate, label: int) -> set[int]:
    return set(np.flatnonzero(candidate.labels == label).tolist())


def _apart(
    candidate: _Candidate, content: set[int], other: _Candidate, said: set[int], nominated: Mapping[int, bool]
) -> bool:
    """Whether two candidates say different things.

    A good cue may stand inside what somebody else says, and a firm one may say the same of another source
    ('was welcomed by X and condemned by Y').
    """
    shared = len(content & said)
    if shared <= SHARED * min(len(content), len(said)):
        return True
    source = _labelled(candidate, SOURCE)
    if not source or source & _labelled(other, SOURCE):
        return False
    firm = nominated.get(candidate.cue)
    good = firm or candidate.confidence >= (NESTED if firm is None else NESTED_NOMINATED)
    nested = candidate.cue in said or other.cue in content
    return bool(firm or (good and nested)) and (content != said or bool(firm))


def _attribution(doc: Doc, found: _Candidate, repeats: bool) -> TaggedAttribution:
    source, cue, content = (
        tuple(doc[i] for i in np.flatnonzero(found.labels == label).tolist())
        for label in (SOURCE, CUE, CONTENT)
    )
    return TaggedAttribution(doc[found.cue], source, cue, content, round(found.confidence, 3), repeats)


def _subject(verb: Token) -> Token | None:
    """The grammatical subject of a verb, its governor's where it borrows that."""
    for _ in range(BORROW_STEPS):
        subject = child(verb, "nsubj")
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
        open_tokens += [below for below in dependents(token) if below.dep_ not in CLAUSES]
    return found


def _with_source(doc: Doc, labels: Ids, cue: int) -> Ids:
    """Give a cue without a source its subject, unless that is content (a lone relative pronoun may be).

    A passive has its agent instead ('was dismissed by the police').
    """
    if (labels == SOURCE).any():
        return labels
    agent = next((c for by in children(doc[cue], "agent") for c in dependents(by)), None)
    if agent is not None:
        labels = labels.copy()
        labels[agent.head.i] = 0
        labels[_phrase(agent)] = SOURCE
        return labels
    if (subject := _subject(doc[cue])) is None:
        return labels
    words = _phrase(subject)
    relative = len(words) == 1 and subject.lower_ in RELATIVES
    if not relative and (labels[words] == CONTENT).any():
        return labels
    labels = labels.copy()
    labels[words] = SOURCE
    return labels
