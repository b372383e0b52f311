"""`kg load` and `kg doctor`: the commands that look outside, at a triple store and at the installation."""

from __future__ import annotations

import netrc
import os
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.cli.commands import DONE, INVALID, open_graph, open_shards, show_answer
from kg.cli.say import complain, counted, progress, say
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.load import Credentials, Plan

#: 128 and the number of the signal, as shells have it.
INTERRUPTED = 130


def load(arguments: Namespace) -> int:
    """`kg load`: the graph into a triple store."""
    from kg.load import Http, Store, Target, carry_out, make_plan, parts

    target = Target(arguments.url, arguments.query_url, update=arguments.update, direct=arguments.direct)
    credentials = _credentials(urlsplit(target.url).hostname or "")
    graph = open_shards(arguments.graph) or open_graph(arguments.graph)
    wanted = parts(graph, target, arguments.default_graph)
    with Http(target.url, credentials, timeout=arguments.timeout, sleep=time.sleep, notice=complain) as http:
        store = Store(target, http)
        plan = make_plan(wanted, store, keep=arguments.keep)
        if arguments.dry_run:
            _show_plan(plan, arguments)
            return DONE
        try:
            with progress(lambda: len(plan.send) + len(plan.remove)) as begin:
                carry_out(plan, graph, store, begin)
        except KeyboardInterrupt:
            say("kg: interrupted; run the same again for the rest")
            return INTERRUPTED
    sent, held = (sum(part.size for part in some) for some in (plan.send, wanted))
    say(
        f"sent: {counted(len(plan.send), 'graph')}, {counted(sent, 'statement')}; "
        f"unchanged: {len(plan.unchanged):,}; removed: {len(plan.remove):,}"
    )
    say(f"the store counts {counted(held, 'statement')} in {counted(len(wanted), 'graph')}, as the file does")
    return DONE


def doctor(arguments: Namespace) -> int:
    """`kg doctor`: whether everything that is needed is here and works."""
    from kg.doctor import examine
    from kg.query import Answer

    checks = examine(Path.cwd(), model=arguments.model, graph=arguments.graph)
    rows = tuple((check.name, "ok" if check.ok else "FAILED", check.detail) for check in checks)
    show_answer(Answer(("check", "state", "detail"), rows), arguments)
    failed = sum(not check.ok for check in checks)
    say("all is in order" if not failed else f"{counted(failed, 'check')} failed, see above")
    return INVALID if failed else DONE


def _show_plan(plan: Plan, arguments: Namespace) -> None:
    from kg.query import Answer

    rows = [
        *(("send", part.name, part.size) for part in plan.send),
        *(("leave", part.name, part.size) for part in plan.unchanged),
        *(("remove", name, None) for name in plan.remove),
    ]
    named = tuple((action, name or "default graph", size) for action, name, size in rows)
    show_answer(Answer(("action", "graph", "statements"), named), arguments)


def _credentials(host: str) -> Credentials | None:
    """From the environment, else from the netrc file; never from arguments, which everybody can list.

    :raises InputError: when the netrc file cannot be used; what stands in it is not said.
    """
    from kg.load import Credentials

    token = os.environ.get("KG_LOAD_TOKEN", "").strip()
    user, password = os.environ.get("KG_LOAD_USER", ""), os.environ.get("KG_LOAD_PASSWORD", "")
    if token or user:
        return Credentials(user, password, token)
    file = os.environ.get("NETRC")
    where = file or "~/.netrc"
    try:
        found = netrc.netrc(file).authenticators(host)
    except netrc.NetrcParseError as error:
        where = f"{where}:{error.lineno}" if error.lineno else where
        raise InputError("not a netrc file, or others may read it", where=where, hint="mend it") from None
    except (OSError, UnicodeDecodeError) as error:
        if file is None and isinstance(error, FileNotFoundError):
            return None
        raise InputError("cannot be read", where=where, hint="see who may read it, or unset NETRC") from None
    return Credentials(found[0], found[2] or "") if found else None
