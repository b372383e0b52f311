"""What a triple store can be told and asked: put, add, remove a graph; which graphs, how many statements.

The store itself remembers what was put there: its graph `graph/load` holds a digest for each graph.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlencode

from kg.errors import LoadError
from kg.load.http import Http
from kg.load.target import Target
from kg.vocab import BASE, PREFIXES

#: The graph that remembers, and what it calls the default graph.
RECORD = BASE + "graph/load"
DEFAULT = RECORD + "#default"

#: Remembered before a graph is sent; its digest is added when it is there in full.
PENDING = "pending"

_DIGEST = f"<{PREFIXES['schema']}sha256>"

#: Bytes of a request at most: Virtuoso takes 10 MB, proxies often no more than 8.
BODY = 4 << 20

#: Statements of an update at most: Virtuoso's compiler runs out of memory at about 5,000.
UPDATE = 1000

#: Rows of an answer that are asked for at once: Virtuoso gives 10,000 at most.
PAGE = 5000

#: Graphs that are named in one query.
_NAMED = 200

_RESULTS = "application/sparql-results+json"


class Store:
    """A triple store, by the Graph Store Protocol or by SPARQL Update.

    Graphs go by the names that `Target.name` gives; '' is the default graph. Statements are lines of
    N-Triples.
    """

    def __init__(self, target: Target, http: Http) -> None:
        self.target = target
        self._http = http
        #: Bytes that the store takes in one request, as far as is known.
        self._room = BODY

    def put(self, name: str, lines: Sequence[str]) -> None:
        """Let a graph hold these statements and no others.

        :raises LoadError: when the store does not take them; it may then hold a part.
        """
        if lines:
            self._write(name, lines, fresh=True)
        else:
            self.remove(name)

    def add(self, name: str, lines: Sequence[str]) -> None:
        """Let a graph hold these statements too.

        :raises LoadError: as `put`.
        """
        self._write(name, lines, fresh=False)

    def remove(self, name: str) -> None:
        """Empty a graph, whether or not it is there.

        :raises LoadError: when the store refuses.
        """
        if self.target.update:
            self._update(f"CLEAR SILENT {_graph(name)}", allow=())
        else:
            self._http.send("DELETE", self.target.address(name), headers={}, allow=(404,))

    def digests(self) -> dict[str, str]:
        """The graphs that were put there and the digests that were remembered, by name ('': default graph).

        The digest is '' where none is sure: the graph may be there in part.

        :raises LoadError: when the store does not answer.
        """
        found: dict[str, set[str]] = {}
        after = ""
        while True:
            # From the last graph on, not after it: its rows may go on in the next page.
            beyond = f"FILTER (STR(?graph) >= {json.dumps(after, ensure_ascii=False)})" if after else ""
            rows = self._select(
                f"SELECT ?graph ?digest {{ GRAPH <{self.target.name(RECORD)}> {{ ?graph {_DIGEST} ?digest }} "
                f"{beyond} }} ORDER BY STR(?graph) ?digest LIMIT {PAGE}"
            )
            for row in rows:
                found.setdefault(row["graph"], set()).add(row["digest"])
            if len(rows) < PAGE or rows[-1]["graph"] == after:
                break
            after = rows[-1]["graph"]
        sure = {name: digests - {PENDING} for name, digests in found.items()}
        return {
            "" if name == DEFAULT else name: min(digests) if len(digests) == 1 else ""
            for name, digests in sure.items()
        }

    def counts(self, names: Iterable[str]) -> dict[str, int]:
        """How many statements each of some graphs holds.

        :raises LoadError: when the store does not answer.
        """
        wanted = tuple(names)
        found = dict.fromkeys(wanted, 0)
        if "" in found:
            rows = self._select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
            found[""] = _number(rows[0]["n"])
        named = [name for name in wanted if name]
        for start in range(0, len(named), _NAMED):
            values = " ".join(f"<{name}>" for name in named[start : start + _NAMED])
            rows = self._select(
                f"SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} "
                "GROUP BY ?g"
            )
            found.update((row["g"], _number(row["n"])) for row in rows if "g" in row)
        return found

    def _write(self, name: str, lines: Sequence[str], *, fresh: bool) -> None:
        """Send statements in as few requests as the store's room allows, smaller ones where it says 413."""
        waiting = deque(batches(lines, self._room, UPDATE if self.target.update else len(lines)))
        while waiting:
            batch = waiting.popleft()
            if self._send(name, batch, fresh=fresh) != 413:
                fresh = False
                continue
            if len(batch) == 1 or _tied(batch[-1]):
                raise LoadError(
                    "answers 413 to the smallest request possible",
                    where=self.target.url,
                    hint="let the server take larger requests",
                )
            half = len(batch) // 2
            self._room = min(self._room, max(_size(batch) // 2, 1))
            waiting.extendleft((batch[half:], batch[:half]))

    def _send(self, name: str, lines: Sequence[str], *, fresh: bool) -> int:
        if self.target.update:
            block = "\n".join(map(_in_sparql, lines))
            block = f"GRAPH <{name}> {{\n{block}\n}}" if name else block
            # A constant clause with blank nodes is refused by Virtuoso; a template is not.
            insert = f"INSERT {{ {block} }} WHERE {{}}" if _tied(lines[-1]) else f"INSERT DATA {{ {block} }}"
            return self._update(f"CLEAR SILENT {_graph(name)} ;\n{insert}" if fresh else insert, allow=(413,))
        status, _ = self._http.send(
            "PUT" if fresh else "POST",
            self.target.address(name),
            "".join(f"{line}\n" for line in lines).encode(),
            headers={"Content-Type": "application/n-triples"},
            allow=(413,),
        )
        return status

    def _update(self, sparql: str, *, allow: tuple[int, ...]) -> int:
        headers = {"Content-Type": "application/sparql-update"}
        status, _ = self._http.send("POST", self.target.url, sparql.encode(), headers=headers, allow=allow)
        return status

    def _select(self, sparql: str) -> tuple[Mapping[str, str], ...]:
        """The rows of an answer, the terms' own texts by variable (SPARQL 1.1 Query Results JSON Format)."""
        body = urlencode({"query": sparql}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _RESULTS}
        _, text = self._http.send("POST", self.target.queries, body, headers=headers)
        try:
            bindings = json.loads(text)["results"]["bindings"]
            return tuple({name: str(term["value"]) for name, term in row.items()} for row in bindings)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise LoadError(
                "does not answer queries with JSON",
                where=self.target.queries,
                hint="give the address that takes queries with --query-url",
            ) from None


def record(name: str, digest: str) -> str:
    """What is remembered of one graph."""
    return f'<{name or DEFAULT}> {_DIGEST} "{digest}" .'


def batches(lines: Sequence[str], size: int, number: int) -> Iterator[list[str]]:
    """The lines in order, cut into pieces of at most `size` bytes and `number` lines, never fewer than one.

    Those with a blank node come first and stay together, since its name means nothing in another request.

    >>> list(batches(["<a> <p> <b> .", "<c> <p> _:x .", "<d> <p> <e> ."], 30, 9))
    [['<c> <p> _:x .'], ['<a> <p> <b> .', '<d> <p> <e> .']]
    """
    tied = [line for line in lines if _tied(line)]
    if tied:
        yield tied
    batch: list[str] = []
    taken = 0
    for line in lines:
        if _tied(line):
            continue
        length = _size((line,))
        if batch and (taken + length > size or len(batch) >= number):
            yield batch
            batch, taken = [], 0
        batch.append(line)
        taken += length
    if batch:
        yield batch


def _tied(line: str) -> bool:
    """Whether a statement has a blank node (or a text that looks like one: that costs nothing)."""
    return line.startswith("_:") or "> _:" in line


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _graph(name: str) -> str:
    return f"GRAPH <{name}>" if name else "DEFAULT"


def _in_sparql(line: str) -> str:
    r"""A line of N-Triples for an update: no backslash stands before a u that is not its own.

    Some processors resolve \uXXXX in the whole request before they read it, strings and all.

    >>> print(_in_sparql(r'<a> <p> "\\u0022" .'))
    <a> <p> "\\\U000000750022" .
    """
    return re.sub(r"\\\\([uU])|\\.", lambda m: rf"\\\U{ord(m[1]):08x}" if m[1] else m[0], line)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1
