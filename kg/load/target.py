"""Where a graph is loaded to: the addresses of a triple store, and who is asking."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

from kg.errors import LoadError
from kg.vocab import BASE

#: The ending of the address that takes graphs or updates, and that of the one beside it that takes queries.
_BESIDE = (
    ("/sparql-graph-crud-auth", "/sparql-auth"),  # Virtuoso
    ("/sparql-graph-crud", "/sparql"),
    ("/sparql-auth", "/sparql-auth"),
    ("/rdf-graphs/service", ""),  # RDF4J, GraphDB
    ("/statements", ""),
    ("/sparql/gsp", "/sparql"),  # Neptune
    ("/sparql", "/sparql"),
    ("/store", "/query"),  # Oxigraph
    ("/data", "/query"),  # Fuseki
    ("/update", "/query"),
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, or a bearer token; neither is ever shown.

    :raises LoadError: for a token that no request can carry.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.token and not re.fullmatch(r"[!-~]+", self.token):
            raise LoadError("the token has blanks or letters that no request can carry", hint="set it anew")


@dataclass(frozen=True, slots=True)
class Target:
    """A triple store and how it is spoken to.

    `url` takes graphs by the Graph Store Protocol, or, with `update`, SPARQL updates. `query_url` takes
    queries; when it is left empty, it is the address that the known stores have beside `url`. With
    `direct`, the store calls a graph by its address, `url` and the path of the graph's IRI.

    :raises LoadError: for an address that cannot be used, and when the one for queries must be given.

    >>> Target("http://localhost:7878/store").queries
    'http://localhost:7878/query'
    """

    url: str
    query_url: str = ""
    update: bool = False
    direct: bool = False

    def __post_init__(self) -> None:
        _check(self.url)
        _check(self.queries)

    @property
    def queries(self) -> str:
        """The address that takes queries."""
        if self.query_url:
            return self.query_url
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        for ending, beside in _BESIDE:
            if path.endswith(ending):
                return urlunsplit(parts._replace(path=path.removesuffix(ending) + beside, query=""))
        raise LoadError(
            "which address takes queries is not known", where=self.url, hint="give it with --query-url"
        )

    def name(self, iri: str) -> str:
        """What the store calls the graph with this IRI.

        :raises LoadError: with `direct`, for an IRI that is not below the project's own.

        >>> Target("http://h/rdf", "http://h/q", direct=True).name(BASE + "graph/world")
        'http://h/rdf/graph/world'
        """
        if not self.direct:
            return iri
        if not iri.startswith(BASE):
            raise LoadError(
                f"<{iri}> has no address there", where=self.url, hint="leave out --direct for this graph"
            )
        return f"{self.url.rstrip('/')}/{iri.removeprefix(BASE)}"

    def address(self, name: str) -> str:
        """Where the graph with this name is put (SPARQL 1.1 Graph Store HTTP Protocol, section 4); '' is
        the default graph.

        >>> Target("http://h/store").address("urn:a"), Target("http://h/store").address("")
        ('http://h/store?graph=urn%3Aa', 'http://h/store?default')
        """
        if self.direct and name:
            return name
        join = "&" if urlsplit(self.url).query else "?"
        return f"{self.url}{join}graph={quote(name, safe='')}" if name else f"{self.url}{join}default"


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address: what credentials are for.

    >>> origin("https://Example.org/a") == origin("https://example.org:443/b")
    True
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
        fits = fits and (parts.port is None or parts.port > 0) and url.isprintable() and " " not in url
    except ValueError:
        fits = False
    if "@" in url.partition("//")[2].partition("/")[0]:
        # Not shown: the message may end in a log.
        raise LoadError(
            "an address must not hold a name or a password",
            hint="set KG_LOAD_USER and KG_LOAD_PASSWORD, or write them into a netrc file",
        )
    if not fits:
        raise LoadError("not an address of a triple store", where=url, hint="write http://… or https://…")
