"""Questions to the graph: the named ones in `queries/`, and any SPARQL that only reads.

A named question is a file `queries/NAME.rq`. Its first line is the question, `# PARAM name type: help`
lines declare its parameters, the rest is SPARQL in which a parameter is the variable of that name.
Values are bound as terms (https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0007/sep-0007.md); a parameter
that is not given stays a variable.

For authors of questions: they are SPARQL 1.1 and give the same rows in every store. Oxigraph binds only
variables that are projected, and settles BOUND(?from) before it binds ?from. Project every parameter, and
write `FILTER (COALESCE(?day >= ?from, true))`; for Virtuoso's sake `COALESCE(?actor, ?one) IN (?one, ?two)`,
where SPARQL would allow `COALESCE(?actor IN (?one, ?two), true)`, and that outside a SELECT within.
"""

from __future__ import annotations

import datetime
import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, cast, get_args

import pyoxigraph as ox

from kg.apart import apart
from kg.errors import QueryError
from kg.planning import planned
from kg.resolve import resolve_article, resolve_entity, whole
from kg.resources import folder
from kg.store import Graph
from kg.vocab import XSD, shorten

ParameterType = Literal["actor", "place", "article", "date", "text", "integer"]

#: A cell of an answer; an IRI is shortened by its prefix, what is not known is None.
Value: TypeAlias = str | int | float | datetime.date | None

T = TypeVar("T")
_Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

#: Characters of a query; the longest of those in `queries/` has 3,600. Each may cost Oxigraph 4 KB of stack.
MAX_QUERY = 50_000

_PARAM = re.compile(r"# PARAM (?P<name>\w+) (?P<type>\w+): (?P<help>.+)")
_REQUIRED = "(required)"

#: Types whose columns are not shown: they say nothing that was not asked.
_HIDDEN = ("date", "text", "integer")

#: Parts of SPARQL whose words are not keywords: strings, IRIs, comments, variables, local names.
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^\s<>\"{}|^`\\]*>"
    r"|#[^\n\r]*"
    r"|[?$]\w+"
    r"|:[\w.-]+",
    re.DOTALL,
)
_UPDATES = ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with")

_INTEGERS = frozenset(
    XSD(name) for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")
)
_FLOATS = frozenset(XSD(name) for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be narrowed by."""

    name: str
    type: ParameterType
    help: str

    @property
    def required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return self.help.endswith(_REQUIRED)


@dataclass(frozen=True, slots=True)
class Question:
    """A question by name, in plain English and in SPARQL."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A table. A yes-or-no question has one cell, a constructed graph the columns of its triples."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def questions() -> tuple[Question, ...]:
    """The named questions, by name.

    :raises QueryError: for a file whose head cannot be read.

    >>> "denials" in [question.name for question in questions()]
    True
    """
    return tuple(_question(path) for path in sorted(folder("queries").glob("*.rq")))


def ask(graph: Graph, name: str, /, **given: str | int | datetime.date) -> Answer:
    """The answer to a named question; `given` are its parameters.

    An actor or a place is an IRI, a Wikidata id, a name or an ISO code; an article an IRI, its hash,
    its address or a part of its title. Columns of dates, texts and numbers that were given are left out.

    :raises QueryError: for an unknown question or parameter, a value that is missing or cannot be
        read, a name that nothing or more than one thing in the graph has.
    """
    question = _named(name)
    parameters = {parameter.name: parameter for parameter in question.parameters}
    for unknown in sorted(given.keys() - parameters.keys()):
        known = ", ".join(parameters) or "none"
        raise QueryError(f"the question has no parameter {unknown!r}", where=name, hint=f"it has {known}")
    for parameter in question.parameters:
        if parameter.required and parameter.name not in given:
            raise QueryError(
                f"{parameter.name} is missing", where=name, hint=f"{parameter.name} is {parameter.help}"
            )
    bound = {
        parameter.name: _term(graph, parameter, given[parameter.name])
        for parameter in question.parameters
        if parameter.name in given
    }
    answer = _run(graph, planned(question.sparql, bound), bound, where=name)
    shown = [
        index
        for index, column in enumerate(answer.columns)
        if column not in parameters or parameters[column].type not in _HIDDEN
    ]
    return Answer(
        tuple(answer.columns[index] for index in shown),
        tuple(tuple(row[index] for index in shown) for row in answer.rows),
    )


def query(graph: Graph, sparql: str, *, timeout: float | None = None) -> Answer:
    """The answer to a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE) on the merged graph.

    Rows come in the order that the query asks for, else sorted. https://www.w3.org/TR/sparql11-query/

    A query may ask for more than can be found in any time; `timeout` are the seconds after which it is
    given up. Oxigraph cannot be stopped between two rows: until the next one, or the end of the process, it
    goes on in the background.

    :raises QueryError: when it does not parse, is longer than `MAX_QUERY`, would change the graph, asks
        another service, or takes longer than `timeout`.

    >>> query(Graph(), "SELECT (1 + 1 AS ?two) {}")
    Answer(columns=('two',), rows=((2,),))
    """
    return _run(graph, sparql, {}, where="query", timeout=timeout)


def construct(graph: Graph, sparql: str) -> tuple[ox.Triple, ...]:
    """The triples that a CONSTRUCT or DESCRIBE query makes, each once, sorted.

    :raises QueryError: as `query`, and when the query makes no triples.
    """

    def triples(result: _Result, is_left: Callable[[], bool]) -> tuple[ox.Triple, ...]:
        if not isinstance(result, ox.QueryTriples):
            raise QueryError("the query makes no triples", hint="write CONSTRUCT instead of SELECT")
        return tuple(sorted(set(result), key=str))

    return _evaluate(graph, sparql, {}, triples, where="query")


# -------------------------------------------------------------------- questions


def _named(name: str) -> Question:
    found = {question.name: question for question in questions()}
    if name in found:
        return found[name]
    near = difflib.get_close_matches(name, found, n=3) or sorted(found)
    raise QueryError(f"there is no question {name!r}", hint=f"ask one of {', '.join(near)}")


@cache
def _question(path: Path) -> Question:
    sparql = path.read_text("utf-8")
    head = sparql.split("\n", 1)[0]
    if not head.startswith("# "):
        raise QueryError(
            "the first line is not '# ' and the question", where=f"{path}:1", hint="write it there"
        )
    parameters = []
    for number, line in enumerate(sparql.splitlines(), 1):
        if line.startswith("# PARAM"):
            match = _PARAM.fullmatch(line.rstrip())
            if match is None or match["type"] not in get_args(ParameterType):
                raise QueryError(
                    "not a parameter",
                    where=f"{path}:{number}",
                    hint=f"write '# PARAM name type: help', type one of {', '.join(get_args(ParameterType))}",
                )
            parameters.append(Parameter(match["name"], cast(ParameterType, match["type"]), match["help"]))
    return Question(path.stem, head.removeprefix("# ").strip(), tuple(parameters), sparql)


def _term(graph: Graph, parameter: Parameter, value: str | int | datetime.date) -> ox.NamedNode | ox.Literal:
    text = whole(str(value).strip())
    match parameter.type:
        case "actor":
            return resolve_entity(graph, text)
        case "place":
            return resolve_entity(graph, text, prefer="Place")
        case "article":
            return resolve_article(graph, text)
        case "date":
            return ox.Literal(_day(parameter.name, text), datatype=XSD("date"))
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]+", text):
                raise QueryError(f"{text!r} is not a whole number", where=parameter.name, hint="write digits")
            return ox.Literal(int(text))
        case "text":
            return ox.Literal(text)


def _day(name: str, text: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise QueryError(f"{text!r} is not a date", where=name, hint="write it as YYYY-MM-DD")


# -------------------------------------------------------------------- SPARQL


def _run(
    graph: Graph,
    sparql: str,
    bound: Mapping[str, ox.NamedNode | ox.Literal],
    *,
    where: str,
    timeout: float | None = None,
) -> Answer:
    def answer(result: _Result, is_left: Callable[[], bool]) -> Answer:
        def wanted(row: object) -> bool:
            return not is_left()

        if isinstance(result, ox.QueryBoolean):
            return Answer(("answer",), ((bool(result),),))
        if isinstance(result, ox.QueryTriples):
            triples = {tuple(_value(term) for term in triple) for triple in takewhile(wanted, result)}
            return Answer(("subject", "predicate", "object"), tuple(sorted(triples, key=_order)))
        columns = tuple(variable.value for variable in result.variables)
        table = tuple(tuple(_value(term) for term in solution) for solution in takewhile(wanted, result))
        return Answer(columns, table if _is_ordered(sparql) else tuple(sorted(table, key=_order)))

    return _evaluate(graph, sparql, bound, answer, where=where, timeout=timeout)


def _evaluate(
    graph: Graph,
    sparql: str,
    bound: Mapping[str, ox.NamedNode | ox.Literal],
    take: Callable[[_Result, Callable[[], bool]], T],
    *,
    where: str,
    timeout: float | None = None,
) -> T:
    """What `take` makes of the result of a query; the function that it is given says when to stop.

    Oxigraph calls itself for each bracket and operator of a query, so it gets a stack of its own; and a
    result must be used in the thread that has made it.
    """
    if len(sparql) > MAX_QUERY:
        raise QueryError(f"a query of more than {MAX_QUERY:,} characters", where=where, hint="ask in parts")
    _refuse(sparql, where)
    substitutions: dict[ox.Variable, Any] = {ox.Variable(name): term for name, term in bound.items()}

    def evaluate(is_left: Callable[[], bool]) -> T:
        try:
            return take(graph.store.query(sparql, substitutions=substitutions), is_left)
        except SyntaxError as error:
            raise QueryError(
                f"not SPARQL: {error.msg}", where=where, hint="see `kg ask` for examples"
            ) from None
        except RuntimeError as error:
            damaged = "corrupt" in str(error).lower()
            hint = "see whether the store is in order" if damaged else "project every parameter"
            raise QueryError(f"cannot be answered: {error}", where=where, hint=hint) from None
        except (OSError, ValueError) as error:
            hint = "write it anew, or see whether the graph is in order"
            raise QueryError(f"cannot be answered: {error}", where=where, hint=hint) from None

    try:
        return apart(evaluate, timeout)
    except TimeoutError:
        what = f"no answer within {timeout:g} seconds"
        raise QueryError(what, where=where, hint="ask for less, or give it more time") from None


def _refuse(sparql: str, where: str) -> None:
    """Only reading, and only here: no update, and no SERVICE, which Oxigraph would follow.

    Its grammar takes SERVICE without a space around it ('2SERVICE:x'), and escapes may hide letters:
    the word is refused wherever it is not in a string, an IRI, a comment, a variable or a local name.
    """
    unescaped = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _unescape, sparql)
    for text in (sparql, unescaped):
        if "service" in _keywords(text):
            raise QueryError("SERVICE is not allowed", where=where, hint="load the other graph instead")
    body = re.sub(r"\b(?:prefix\s*[\w.-]*\s*:?|base)\s", " ", _keywords(sparql)).split()
    if body and body[0] in _UPDATES:
        raise QueryError(f"{body[0].upper()} is not allowed", where=where, hint="queries only read")


def _unescape(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else match[0]


def _keywords(sparql: str) -> str:
    """The query in lower case without what may hold any word."""
    return _QUOTED.sub(" ", sparql).lower()


def _is_ordered(sparql: str) -> bool:
    """Whether the outermost query has an ORDER BY."""
    depth = 0
    for token in re.finditer(r"[{}]|\border\s+by\b", _keywords(sparql)):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
        elif depth == 0:
            return True
    return False


def _value(term: Any) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    try:
        if term.datatype in _INTEGERS:
            return int(term.value)
        if term.datatype in _FLOATS:
            number = float(term.value)
            return number if math.isfinite(number) else term.value
        if term.datatype == XSD("date"):
            return datetime.date.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if term.datatype == XSD("boolean") else term.value


def _order(row: Iterable[Value]) -> list[tuple[int, int | float, str]]:
    """Rows by column: nothing first, then numbers by size, then the rest by their characters."""
    return [
        (0, 0, "") if cell is None else (1, cell, "") if isinstance(cell, int | float) else (2, 0, str(cell))
        for cell in row
    ]
