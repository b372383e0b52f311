"""What another does by speaking, told inside somebody's words."""

from __future__ import annotations

from kg.extract.phrases import FINITE, children
from kg.extract.speech.attribution import NEUTRAL, Attribution


def is_act_of_another(attribution: Attribution) -> bool:
    """Whether somebody's words tell of another's act, other than that he said so: 'Interpol asked for help'.

    'We condemn', 'the club condemns' is an act of whoever says it.
    """
    verb = attribution.head
    had = verb.tag_ == "VBN" and any(c.tag_ in FINITE - {"MD"} for c in children(verb, "aux"))
    if verb.pos_ != "VERB" or not (had or verb.tag_ == "VBD"):
        return False
    if attribution.weak or attribution.illocution in NEUTRAL:
        return False
    return bool(attribution.sources) and all(
        s.pos_ == "PROPN" or (s.pos_ == "NOUN" and s.dep_ == "nsubj") for s in attribution.sources
    )
