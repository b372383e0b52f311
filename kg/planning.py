"""A named question as Oxigraph's planner needs it.

For speed in Oxigraph (`scripts/bench_questions`), whose planner knows no sizes: of patterns that share no
bound variable it begins with the first; patterns within EXISTS are joined only after each is read whole,
MINUS is read once; a long OPTIONAL is read whole, so begin it with what is rare; what pairs share is joined
at once where each side is a SELECT of its own. `# GIVEN name: patterns` are patterns only where the
parameter is given, and must follow from that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

#: What follows where a parameter is given.
_GIVEN = re.compile(r"# GIVEN (?P<name>\w+): (?P<pattern>.+)")
#: What a query projects, and where it begins.
_PROJECTION = re.compile(r"SELECT [^{}]*WHERE \{")


def planned(sparql: str, bound: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """A question as Oxigraph's planner needs it, which orders joins before it binds variables.

    The nodes that are given stand at the start of each query that projects their variables, and what
    `# GIVEN name:` says where that is given is no comment.
    """

    def begun(match: re.Match[str]) -> str:
        nodes = (name for name, term in bound.items() if isinstance(term, ox.NamedNode))
        values = (f" VALUES ?{name} {{ {bound[name]} }}" for name in nodes if f"?{name} " in match[0])
        return match[0] + "".join(values)

    def said(match: re.Match[str]) -> str:
        name, term = match["name"], str(bound.get(match["name"], "\\"))
        # Oxigraph reads \\u0022 as a quotation mark even where the backslash is escaped.
        return match[0] if "\\" in term else match["pattern"].replace(f"?{name}", term)

    return _GIVEN.sub(said, _PROJECTION.sub(begun, sparql))
