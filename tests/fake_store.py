"""A triple store for tests: speaks the Graph Store Protocol and SPARQL on a port of this machine, and fails
as it is told to.
"""

# ruff: noqa: N815, E731

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


@dataclass
class Request:
    """One request as it came in."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def writes(self) -> bool:
        return self.path != "/query"

    @property
    def graph(self) -> str:
        return self.query.get("graph", [""])[0]


@dataclass
class Fault:
    """What is done instead of answering: a status, or nothing (`cut`), or half of it, or nothing for long."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"<html><head><title>no</title></head><body>out of\x1b[31m room</body></html>"
    kind: str = "status"


#: Says what goes wrong with a request, if anything.
Faults = Callable[[Request], Fault | None]


class FakeStore:
    """The store behind the server: what it holds, what it was asked, what is to go wrong."""

    def __init__(self) -> None:
        self.data = ox.Store()
        self.requests: list[Request] = []
        self.faults: Faults = lambda request: None
        self.protection = ""  # "Basic" or "Digest"
        self.over = threading.Event()
        self.url = ""

    @property
    def written(self) -> list[Request]:
        return [request for request in self.requests if request.writes]

    def quads(self) -> set[str]:
        """What is held, without what the store remembers of loads."""
        return {str(quad) for quad in self.data if not str(quad.graph_name).endswith("graph/load>")}

    def allowed(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        if self.protection == "Basic":
            return given == "Basic " + base64.b64encode(b"ann:s3cret").decode()
        if self.protection == "Bearer":
            return given == "Bearer t0ken"
        if self.protection == "Digest":
            part = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
            md5 = lambda text: hashlib.md5(text.encode()).hexdigest()
            one, two = md5("ann:store:s3cret"), md5(f"{request.method}:{part.get('uri', '')}")
            middle = f"{part.get('nonce')}:{part.get('nc')}:{part.get('cnonce')}:{part.get('qop')}"
            return part.get("response") == md5(f"{one}:{middle}:{two}")
        return True

    def challenge(self) -> str:
        extra = ', qop="auth", nonce="abc", algorithm="MD5"' if self.protection == "Digest" else ""
        return f'{self.protection} realm="store"{extra}'

    def answer(self, request: Request) -> tuple[int, bytes]:
        if request.path == "/query":
            sparql = parse_qs(request.body.decode())["query"][0]
            found: Any = self.data.query(sparql)
            return 200, found.serialize(format=ox.QueryResultsFormat.JSON)
        if request.path == "/update":
            self.data.update(request.body.decode())
            return 204, b""
        name = ox.NamedNode(request.graph) if request.graph else ox.DefaultGraph()
        if request.method in ("PUT", "DELETE"):
            self.data.clear_graph(name)
        if request.method in ("PUT", "POST"):
            self.data.load(request.body, format=ox.RdfFormat.N_TRIPLES, to_graph=name)
        return 204, b""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: FakeStore

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            self.command, parts.path, parse_qs(parts.query, keep_blank_values=True), headers, body
        )
        self.store.requests.append(request)
        if not self.store.allowed(request):
            self._say(Fault(401, {"WWW-Authenticate": self.store.challenge()}))
            return
        fault = self.store.faults(request)
        if fault is None:
            status, answer = self.store.answer(request)
            self._say(Fault(status, body=answer))
        elif fault.kind == "status":
            self._say(fault)
        else:
            self._break(fault, request)

    def _break(self, fault: Fault, request: Request) -> None:
        self.close_connection = True
        if fault.kind == "silent":
            self.store.over.wait(30)
        elif fault.kind == "truncated":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
        elif fault.kind == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while not self.store.over.wait(0.02):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return
        elif fault.kind == "lost":  # done, but nobody hears of it
            self.store.answer(request)

    def _say(self, fault: Fault) -> None:
        self.send_response_only(fault.status)
        for name, value in fault.headers.items():
            self.send_header(name, value)
        body = b"" if fault.status == 204 else fault.body
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST = do_DELETE = _handle

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that has gone away


@contextmanager
def serving() -> Iterator[FakeStore]:
    """A store that listens until the end."""
    store = FakeStore()
    handler = type("Handler", (_Handler,), {"store": store})
    with _Server(("127.0.0.1", 0), handler) as server:
        store.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield store
        finally:
            store.over.set()
            server.shutdown()
            thread.join()
