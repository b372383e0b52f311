"""The network of actors: who supports, accuses, attacks, asks, belongs to whom, when, and how often.

A tie is a statement as an act (the speaker accuses the one accused), an event or a relation that an article
reports in its own voice. What is only claimed is no tie, unless it is asked for, and is marked then.
"""

from __future__ import annotations

from kg.network.drawing import draw
from kg.network.graph import Selection, actor_graph, check_ending, edges, save
from kg.network.measures import STANDING_COLUMNS, Standing, standings
from kg.network.ties import Tie, ties

__all__ = [
    "STANDING_COLUMNS",
    "Selection",
    "Standing",
    "Tie",
    "actor_graph",
    "check_ending",
    "draw",
    "edges",
    "save",
    "standings",
    "ties",
]
