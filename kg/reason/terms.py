"""Terms as numbers: rules compare and look up little else, and numbers are the fastest to compare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import Literal

from kg.reason.rules import SAME_AS, TYPE, Fact, Term

#: A term's number; a literal's is negative.
Code: TypeAlias = int
#: A triple, or what could be one if its subject is no literal.
Coded: TypeAlias = tuple[Code, Code, Code]

#: The numbers of the two properties that rules know by themselves.
TYPE_CODE, SAME_AS_CODE = 0, 1


class Terms:
    """Numbers for terms, in the order in which they are first asked for.

    >>> terms = Terms()
    >>> terms.code(TYPE), terms.code(SAME_AS), terms.code(Literal("a")), terms.code(Literal("b"))
    (0, 1, -1, -2)
    >>> terms.term(-2)
    <Literal value=b datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>
    """

    def __init__(self, names: Iterable[Term] = ()) -> None:
        self._codes = _Codes()
        self._nodes, self._literals = self._codes.nodes, self._codes.literals
        #: The number of a term.
        self.code = self._codes.__getitem__
        for term in (TYPE, SAME_AS, *names):
            self.code(term)

    def copy(self) -> Terms:
        """The same numbers, to go on with."""
        return Terms((*self._nodes, *self._literals))

    def term(self, code: Code) -> Term:
        """The term of a number."""
        return self._nodes[code] if code >= 0 else self._literals[~code]

    def coded(self, triple: Fact) -> Coded:
        """A triple in numbers."""
        code = self.code
        return code(triple[0]), code(triple[1]), code(triple[2])

    def triples(self, coded: Iterable[Coded]) -> tuple[Fact, ...]:
        """Triples in terms, in the order given."""
        # Without a call for each term: there are many.
        nodes, literals = self._nodes, self._literals
        return tuple(
            (nodes[s] if s >= 0 else literals[~s], nodes[p], nodes[o] if o >= 0 else literals[~o])  # type: ignore[misc]
            for s, p, o in coded
        )


class _Codes(dict[Term, Code]):
    def __init__(self) -> None:
        self.nodes: list[Term] = []
        self.literals: list[Term] = []

    def __missing__(self, term: Term) -> Code:
        if isinstance(term, Literal):
            self.literals.append(term)
            code = -len(self.literals)
        else:
            code = len(self.nodes)
            self.nodes.append(term)
        self[term] = code
        return code
