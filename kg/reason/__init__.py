"""What follows from a graph: rules read off the ontology's closure, run over the data at full speed.

`rules` has the compiler, `facts` what rules are applied to, `steps` one application of a rule, forwards and
backwards, `closure` all of them, `proof` why something follows.
"""

from kg.reason.closure import (
    Closure,
    Inconsistency,
    by_subject,
    closure,
    follow,
    inconsistencies,
    neighbourhood,
    spread,
    withdraw,
)
from kg.reason.facts import Changed, Facts, Memory
from kg.reason.rules import SAME_AS, TYPE, Fact, Node, Rules, Term, Triple, compile_rules, ontology_rules
from kg.reason.steps import Step, Steps

__all__ = [
    "SAME_AS",
    "TYPE",
    "Changed",
    "Closure",
    "Fact",
    "Facts",
    "Inconsistency",
    "Memory",
    "Node",
    "Rules",
    "Step",
    "Steps",
    "Term",
    "Triple",
    "by_subject",
    "closure",
    "compile_rules",
    "follow",
    "inconsistencies",
    "neighbourhood",
    "ontology_rules",
    "spread",
    "withdraw",
]
