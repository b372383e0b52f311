"""Requests to one triple store: sent again while that may help, with credentials for that store alone.

Nothing is sent to another place than was named: redirects are reported, not followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from email.utils import parsedate_to_datetime
from time import monotonic
from types import TracebackType

import httpx

from kg.errors import LoadError
from kg.load.target import Credentials, origin

#: Statuses of a server that may do better in a moment (RFC 9110, RFC 6585).
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})

#: How often a request is sent at most, and the seconds before the second time; they double each time.
TRIES = 5
_FIRST_WAIT = 1.0

#: Longest wait that a server may ask for, in seconds.
_LONGEST_WAIT = 120.0

#: Seconds for a connection to come about.
_CONNECT = 10.0

#: Bytes of an answer that are read at most: more is no answer to anything that is asked here.
_LONGEST_ANSWER = 64 << 20

#: Characters of a server's own words that are passed on.
_WORDS = 160

#: These are reached without a proxy.
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Http:
    """A connection to a store.

    `sleep` waits for some seconds, `notice` is told why. `timeout` are the seconds that an answer may
    take. Credentials go to the scheme, host and port of `url` and to no other.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials | None,
        *,
        timeout: float,
        sleep: Callable[[float], None],
        notice: Callable[[str], None],
    ) -> None:
        self._timeout = timeout
        self._sleep = sleep
        self._notice = notice
        self._origin = origin(url)
        self._known = credentials is not None
        self._auth = _Challenged(credentials) if credentials else None
        self._client = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(_CONNECT, timeout)),
            follow_redirects=False,
            trust_env=self._origin[1] not in _LOOPBACK,
            headers={"User-Agent": "article-kg"},
        )

    def __enter__(self) -> Http:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        *,
        headers: dict[str, str],
        allow: tuple[int, ...] = (),
    ) -> tuple[int, str]:
        """Status and text of the answer: a success, or one of the statuses in `allow`.

        :raises LoadError: for any other, and when there is no answer however often it is asked.
        """
        wait = _FIRST_WAIT
        for left in reversed(range(TRIES)):
            asked: float | None = None
            try:
                status, answered, text = self._once(method, url, body, headers)
            except httpx.RequestError as error:
                status, reason = 0, _reason(error, self._timeout)
            else:
                if 200 <= status < 300 or status in allow:
                    return status, text
                if status not in _PASSING or not left:
                    raise self._refusal(status, answered, url, text)
                reason, asked = f"answers {status}", _retry_after(answered)
            if not left:
                raise LoadError(reason, where=_place(url), hint="see whether the server runs and has room")
            pause = min(wait if asked is None else asked, _LONGEST_WAIT)
            self._notice(f"{_place(url)}: {reason}; trying again in {pause:g} s")
            self._sleep(pause)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _once(
        self, method: str, url: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, httpx.Headers, str]:
        auth = self._auth if origin(url) == self._origin else None
        content = body if method in ("PUT", "POST") else None
        began = monotonic()
        with self._client.stream(method, url, content=content, headers=headers, auth=auth) as answer:
            data = bytearray()
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > _LONGEST_ANSWER:
                    raise LoadError("answers without end", where=_place(url), hint="is this a triple store?")
                if monotonic() - began > self._timeout:
                    raise httpx.ReadTimeout("slow", request=answer.request)
        return answer.status_code, answer.headers, data.decode("utf-8", "replace")

    def _refusal(self, status: int, headers: httpx.Headers, url: str, text: str) -> LoadError:
        what = f"answers {status} {httpx.codes.get_reason_phrase(status)}".strip()
        said = _plain(text)
        hint = f"it says: {said}" if said else "see the server's log"
        if status in (401, 403) and self._known:
            hint = "the user or the password is wrong, or may not write there"
        elif status in (401, 403):
            hint = "set KG_LOAD_USER and KG_LOAD_PASSWORD, or write them into a netrc file"
        elif 300 <= status < 400:
            hint = f"it points to {_location(url, headers)}: if you trust that, give that address"
        elif status in (404, 405):
            hint = "is this the address that takes graphs (or, with --update, updates)?"
        return LoadError(what, where=_place(url), hint=hint)


class _Challenged(httpx.Auth):
    """Answers the server's challenge by what it asks for: Digest (RFC 7616) before Basic (RFC 7617).

    A bearer token (RFC 6750) is sent without being asked for.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._credentials.token:
            request.headers["Authorization"] = f"Bearer {self._credentials.token}"
            yield request
            return
        if self._chosen is None:
            answer = yield request
            if answer.status_code != 401:
                return
            offers = answer.headers.get("WWW-Authenticate", "")
            user, password = self._credentials.user, self._credentials.password
            if re.search(r"\bdigest\b", offers, re.IGNORECASE):
                self._chosen = httpx.DigestAuth(user, password)
            elif re.search(r"\bbasic\b", offers, re.IGNORECASE):
                self._chosen = httpx.BasicAuth(user, password)
            else:
                return
        yield from self._chosen.auth_flow(request)


def _reason(error: httpx.RequestError, timeout: float) -> str:
    """What went wrong on the way."""
    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return f"cannot be reached ({_plain(str(error)) or 'no connection'})"
        case httpx.TimeoutException():
            return f"did not answer within {timeout:g} s"
        case httpx.UnsupportedProtocol() | httpx.ProxyError():
            return _plain(str(error))
    return f"broke off ({_plain(str(error)) or type(error).__name__})"


def _retry_after(headers: httpx.Headers) -> float | None:
    """The seconds to wait that the server asks for (RFC 9110, section 10.2.3).

    A date counts from the server's own: no clock of ours takes part.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        until, now = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _location(url: str, headers: httpx.Headers) -> str:
    """Where a redirect points."""
    try:
        return _place(str(httpx.URL(url).join(headers.get("Location", ""))))
    except httpx.InvalidURL:
        return "another address"


def _place(url: str) -> str:
    """An address as it is shown: without the query, which may hold a key."""
    parts = httpx.URL(url)
    return str(parts.copy_with(query=None, userinfo=b""))


def _plain(text: str) -> str:
    """A server's words in one line, without markup and what could move a terminal's cursor."""
    bare = re.sub(
        r"<(head|style|script)\b.*?</\1>|<[^>]*>", " ", text[:10_000], flags=re.DOTALL | re.IGNORECASE
    )
    line = " ".join(re.sub(r"\[Errno -?\d+\] ", "", bare).split())
    line = "".join(char if char.isprintable() else "\ufffd" for char in line)
    return line if len(line) <= _WORDS else line[: _WORDS - 1] + "…"
