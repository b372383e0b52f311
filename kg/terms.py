"""Oxigraph's terms as rdflib's.

Graphs for rdflib are made term by term: its reader of N-Triples and N-Quads takes the square of the length
of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

if TYPE_CHECKING:
    import rdflib

OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def to_rdflib_term(term: OxTerm) -> rdflib.term.Node:
    """The same term for rdflib, literals spelled as they are (a plain one has no datatype there).

    >>> to_rdflib_term(ox.Literal("0.120", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    rdflib.term.Literal('0.120', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#decimal'))
    """
    import rdflib  # here, since it takes longer to import than all the rest

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal), "triple terms are refused before"
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(rdflib.XSD.string)
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def to_rdflib_triple(triple: Iterable[OxTerm]) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    """The same three terms for rdflib."""
    subject, predicate, object = map(to_rdflib_term, triple)
    return subject, predicate, object
