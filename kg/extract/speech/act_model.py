"""The act model: how likely each speech act is, by the clues of a saying, learnt from typed gold.

A multinomial logistic regression over clues that are there or not. What the content rules say is one of
them: the model learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from kg.errors import LanguageError
from kg.extract.speech.act_clues import clues_of
from kg.extract.speech.illocutions import Said
from kg.extract.speech.tagger_features import Floats

#: The weights that come with the package.
WEIGHTS = Path(__file__).with_name("acts.npz")
#: How many times as likely as the act that the rules give another must be to take its place, chosen on 112
#: texts that no rule was mended on and no model had learnt from.
SURER = 2.0
#: Acts that the rules give for want of more ('said'), or by a modal alone ('could', 'warned').
VAGUE = frozenset({"Claim", "Warning"})
#: Acts that they give by little, where no word names them. Where they give another they are right more often
#: than the model.
OPEN = VAGUE | {"Report", "Opinion", "Promise"}


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
        """The act of a saying to which the rules gave one; what its cue names stands ('believes')."""
        named = said.cued != "Claim" and ruled not in VAGUE
        if ruled not in OPEN or named:
            return ruled
        return overruled(self.probabilities(clues_of(said, ruled)), ruled)


def overruled(likely: Mapping[str, float], ruled: str) -> str:
    """The act that the rules gave, unless that is open and the model finds another far more likely.

    >>> likely = {"Claim": 0.1, "Accusation": 0.1, "Opinion": 0.8}
    >>> overruled(likely, "Claim"), overruled(likely, "Accusation")
    ('Opinion', 'Accusation')
    """
    best = max(likely, key=lambda act: (likely[act], act))
    return best if ruled in OPEN and likely[best] >= SURER * likely[ruled] else ruled


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
