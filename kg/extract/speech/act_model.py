"""The act model: how likely each speech act is, by the clues of a saying, learnt from typed gold.

A multinomial logistic regression over clues that are there or not. What the content rules say is one of
them: the model learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from kg.errors import LanguageError
from kg.extract.phrases import lemma
from kg.extract.speech.act_clues import clues_of
from kg.extract.speech.illocutions import Said
from kg.extract.speech.tagger_features import Floats

#: The weights that come with the package.
WEIGHTS = Path(__file__).with_name("acts.npz")
#: Acts that the rules give for want of more ('said') or by a modal alone ('could'): the likeliest is better.
OPEN = frozenset({"Claim", "Warning", "Report", "Opinion", "Promise"})
#: How many times as likely another act must be to take the place of what the rules are surer of. Both were
#: chosen on 9,800 sayings, each by a model that had not learnt from its text.
SURER = 2.0


class ActModel:
    """Weights of clues for acts.

    >>> model = ActModel(["cue=deny"], ["Claim", "Denial"], np.array([[-3.0, 3.0]]), np.array([1.0, 0.0]))
    >>> {act: round(p, 2) for act, p in model.probabilities({"cue=deny"}).items()}
    {'Claim': 0.01, 'Denial': 0.99}
    """

    def __init__(self, clues: Sequence[str], acts: Sequence[str], weights: Floats, bias: Floats) -> None:
        """`weights` are of shape clues × acts, `bias` of acts."""
        self._rows = {clue: row for row, clue in enumerate(clues)}
        self._acts = tuple(acts)
        self._weights, self._bias = weights, bias

    @property
    def clues(self) -> tuple[str, ...]:
        """What it has weights for, sorted."""
        return tuple(self._rows)

    def probabilities(self, clues: Iterable[str]) -> Mapping[str, float]:
        """How likely each act is; clues that the model has not seen are left out."""
        rows = sorted(self._rows[clue] for clue in clues if clue in self._rows)
        scores = self._bias + self._weights[rows].sum(axis=0)
        likely = np.exp(scores - scores.max())
        return dict(zip(self._acts, (likely / likely.sum()).tolist(), strict=True))

    def settled(self, said: Said, ruled: str) -> str:
        """The act of a saying that the rules gave one; what a cue names that is new to the model stands."""
        unseen = said.cue is not None and f"cue={lemma(said.cue)}" not in self._rows
        if unseen and said.cued == ruled != "Claim":
            return ruled
        return overruled(self.probabilities(clues_of(said, ruled)), ruled)


def overruled(likely: Mapping[str, float], ruled: str) -> str:
    """The act that the model finds likeliest where the rules' is open, else where it is far likelier.

    An act that the model does not know stands.

    >>> likely = {"Claim": 0.2, "Accusation": 0.2, "Opinion": 0.3}
    >>> overruled(likely, "Claim"), overruled(likely, "Accusation"), overruled(likely, "Lament")
    ('Opinion', 'Accusation', 'Lament')
    """
    best = max(likely, key=lambda act: (likely[act], act))
    if ruled not in likely:
        return ruled
    return best if likely[best] >= likely[ruled] * (1.0 if ruled in OPEN else SURER) else ruled


def load_act_model(path: Path | None = None) -> ActModel:
    """Load a weight file, the package's own unless told.

    :raises LanguageError: when the file is missing or is no weight file.
    """
    path = path or WEIGHTS
    try:
        with np.load(path) as file:
            clues, acts = (bytes(file[name]).decode().split("\n") for name in ("clues", "acts"))
            return ActModel(clues, acts, file["weights"].astype(np.float32), file["bias"].astype(np.float32))
    except (OSError, ValueError, KeyError) as error:
        raise LanguageError(
            "the weights of the act model cannot be read",
            where=str(path),
            hint="reinstall article-kg, or train them with scripts/train_acts",
        ) from error
