"""A graph into any triple store: by the SPARQL 1.1 Graph Store HTTP Protocol, or by SPARQL 1.1 Update.

    parts → make_plan → carry_out

https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-update/
"""

from kg.load.http import Http
from kg.load.plan import Part, Plan, make_plan, parts
from kg.load.run import carry_out
from kg.load.store import RECORD, Store
from kg.load.target import Credentials, Target

__all__ = [
    "RECORD",
    "Credentials",
    "Http",
    "Part",
    "Plan",
    "Store",
    "Target",
    "carry_out",
    "make_plan",
    "parts",
]
