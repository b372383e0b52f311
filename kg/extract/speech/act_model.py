"""The act model: how likely each speech act is, by the words and clues of a saying, learnt from typed gold.

A small network over the words and over clues that are there or not. What the content rules say is one of
the clues: the model learns how far to trust it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from kg.errors import LanguageError
from kg.extract.speech.act_clues import clues_of, words_of
from kg.extract.speech.act_network import ActNetwork
from kg.extract.speech.illocutions import Said
from kg.extract.speech.tagger_features import Floats, Ids, vector_rows

#: The weights that come with the package.
WEIGHTS = Path(__file__).with_name("acts.npz")
#: How many times as likely as the act that the rules give another must be to take its place: where that act
#: is open, where the content says it, and where the cue names it. Chosen on texts that the model had not
#: learnt from (docs/statement-tagger.md).
IF_OPEN, IF_SAID, IF_NAMED = 1.25, 1.5, 6.0
#: Where a parse keeps what the first layer makes of its words.
_FIRST = "act first"
#: Acts that the rules give for want of more ('said'), by a modal ('could') or by little else, where no word
#: names them.
OPEN = frozenset({"Claim", "Warning", "Report", "Opinion", "Promise"})
#: Acts of telling that a cue names, where what is told is often more than that ('found it offensive',
#: 'thought it a disgrace'), though never less.
TELLING = frozenset({"Report", "Opinion"})
#: Which is less than what such a cue names.
LESS = frozenset({"Claim"})
#: Acts of pressing somebody that a cue names, where who is to do it, and by when, decides ('warned that it
#: would strike', 'ordered the envoy to leave'). What else a cue names stands; asking the model takes time.
PRESSING = frozenset({"Warning", "Threat", "Demand", "Appeal"})
#: What nobody does of himself.
OF_OTHERS = frozenset({"Accusation"})

#: What somebody does with another's claim, and who claims it does not: 'rejected the firm's claim that'.
OF_VERBS = frozenset({"Denial", "Rejection"})


class ActModel:
    """The clues and acts that a network knows, and what it makes of a saying."""

    def __init__(self, clues: Sequence[str], acts: Sequence[str], network: ActNetwork) -> None:
        """`clues` and `acts` are those of the network's rows and columns, in order."""
        self._rows = {clue: row for row, clue in enumerate(clues)}
        self.acts = tuple(acts)
        self.network = network

    @property
    def clues(self) -> tuple[str, ...]:
        """What it has weights for, sorted."""
        return tuple(self._rows)

    def probabilities(self, clues: Iterable[str], first: Floats, places: Ids) -> Mapping[str, float]:
        """How likely each act is, by clues and words; clues that the model has not seen are left out.

        `first` is what the network's first layer makes of the words, `places` where they stand to the saying.
        """
        rows = np.array(sorted(self._rows[clue] for clue in clues if clue in self._rows), np.int64)
        scores = self.network.scores(first, places, rows)
        likely = np.exp(scores - scores.max())
        return dict(zip(self.acts, (likely / likely.sum()).tolist(), strict=True))

    def _first(self, doc: Doc) -> Floats:
        """What the network's first layer makes of the words of a parse, kept with the parse."""
        kept: tuple[ActNetwork, Floats] | None = doc.user_data.get(_FIRST)
        if kept is None or kept[0] is not self.network:
            keys = doc.to_array(["ORTH", "LOWER"])
            rows = vector_rows(doc.vocab, *keys.T.tolist())
            states, vectors = np.asarray(doc.tensor, np.float32), doc.vocab.vectors.data
            lowers = np.asarray(keys[:, 1], np.uint64)
            first = self.network.first(rows, lowers, states, vectors)
            kept = doc.user_data[_FIRST] = self.network, first
        return kept[1]

    def settled(self, said: Said, ruled: str) -> str:
        """The act of a saying to which the rules gave one."""
        named = is_named(said, ruled)
        times = margin(ruled, named=named)
        if times == math.inf:
            return ruled
        words = words_of(said)
        first = self._first(words.doc)[words.numbers]
        likely = self.probabilities(clues_of(said, ruled), first, words.places)
        subject = said.clause.subject
        own = subject is not None and said.voice.owns(subject)
        never = (OF_OTHERS if own else frozenset()) | (LESS if named and ruled in TELLING else frozenset())
        cue = said.cue
        if cue is not None and cue.pos_ == "NOUN" and cue.dep_ == "dobj":
            never |= OF_VERBS
        return overruled(
            {act: p for act, p in likely.items() if act not in never or act == ruled}, ruled, times
        )


def is_named(said: Said, ruled: str) -> bool:
    """Whether the cue names the act that the rules give ('believes'), or one near to it."""
    return ruled != "Claim" and said.cued != "Claim"


def margin(ruled: str, *, named: bool) -> float:
    """How many times as likely as the act that the rules gave another must be to take its place.

    `named` is whether the cue names the act; infinity where it stands whatever the model finds.

    >>> [margin("Claim", named=False), margin("Demand", named=False), margin("Demand", named=True)]
    [1.25, 1.5, 6.0]
    >>> margin("Accusation", named=True)
    inf
    """
    if named and ruled not in TELLING:
        return IF_NAMED if ruled in PRESSING else math.inf
    return IF_OPEN if ruled in OPEN else IF_SAID


def overruled(likely: Mapping[str, float], ruled: str, times: float) -> str:
    """The act that the rules gave, unless the model knows it and finds another so many times as likely.

    >>> likely = {"Claim": 0.2, "Opinion": 0.6}
    >>> overruled(likely, "Claim", 2), overruled(likely, "Claim", 4), overruled(likely, "Lament", 2)
    ('Opinion', 'Claim', 'Lament')
    """
    if ruled not in likely:
        return ruled
    best = max(likely, key=lambda act: (likely[act], act))
    return best if likely[best] >= times * likely[ruled] else ruled


def load_act_model(path: Path | None = None) -> ActModel:
    """Load a weight file, the package's own unless told.

    :raises LanguageError: when the file is missing or is no weight file.
    """
    path = path or WEIGHTS
    try:
        with np.load(path) as file:
            clues, acts, lexemes = (
                bytes(file[name]).decode().split("\n") for name in ("clues", "acts", "lexemes")
            )
            weights = {name: file[name].astype(np.float32) for name in file.files if "." in name}
            return ActModel(clues, acts, ActNetwork(weights, lexemes))
    except (OSError, ValueError, KeyError) as error:
        raise LanguageError(
            "the weights of the act model cannot be read",
            where=str(path),
            hint="reinstall article-kg, or train them with scripts/train_acts",
        ) from error
