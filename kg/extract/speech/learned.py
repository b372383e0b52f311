"""What was learnt from annotated news: who says what, and which act it is."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from kg.extract.speech import act_model, tagger
from kg.extract.speech.act_model import ActModel, load_act_model
from kg.extract.speech.tagger import Tagger, load_tagger

#: The weight files of the package.
WEIGHTS = (tagger.WEIGHTS, act_model.WEIGHTS)


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """The tagger finds who says what, the act model weighs what the rules say of the act."""

    tagger: Tagger
    acts: ActModel


@functools.cache
def load_learned() -> Learned:
    """Load the weights of the package, once in a process.

    :raises LanguageError: when a file is missing or is no weight file.
    """
    return Learned(load_tagger(), load_act_model())
