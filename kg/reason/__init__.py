"""What follows from a graph: rules read off the ontology's closure, run over the data at full speed.

`rules` has the compiler, `terms` the numbers that rules work on, `facts` what they are applied to, `steps`
one application of a rule, forwards and backwards, `closure` all of them.
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
    steps_of,
    withdraw,
)
from kg.reason.facts import Changed, Facts, Memory
from kg.reason.rules import SAME_AS, TYPE, Fact, Node, Rules, Term, Triple, compile_rules, ontology_rules
from kg.reason.steps import Step, Steps
from kg.reason.terms import SAME_AS_CODE, TYPE_CODE, Code, Coded, Terms

__all__ = [
    "SAME_AS",
    "SAME_AS_CODE",
    "TYPE",
    "TYPE_CODE",
    "Changed",
    "Closure",
    "Code",
    "Coded",
    "Fact",
    "Facts",
    "Inconsistency",
    "Memory",
    "Node",
    "Rules",
    "Step",
    "Steps",
    "Term",
    "Terms",
    "Triple",
    "by_subject",
    "closure",
    "compile_rules",
    "follow",
    "inconsistencies",
    "neighbourhood",
    "ontology_rules",
    "spread",
    "steps_of",
    "withdraw",
]
