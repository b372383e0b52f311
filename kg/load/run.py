"""Carry a plan out so that it can break off anywhere and be taken up again."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import LoadError
from kg.load.plan import Plan, lines
from kg.load.store import RECORD, Store, record
from kg.store import Graph


def carry_out(plan: Plan, graph: Graph, store: Store, progress: Callable[[str], None]) -> None:
    """Send and remove what the plan says, then count.

    First the store forgets the digests of all that will change, then each graph is sent and its digest
    remembered: a graph whose digest is there is there in full. `progress` is called with the name of
    each graph before its turn.

    :raises LoadError: when the store refuses or breaks off, saying how far it came; and when it counts
        other numbers of statements than were sent.
    """
    memory = store.target.name(RECORD)
    remembered = dict(plan.held)
    _forget(remembered, (*(part.name for part in plan.send), *plan.remove), store)
    done = 0
    try:
        for part in plan.send:
            progress(part.name or "default graph")
            store.put(part.name, lines(graph, part.source))
            store.add(memory, [record(part.name, part.digest)])
            remembered[part.name] = part.digest
            done += 1
        for name in plan.remove:
            progress(name or "default graph")
            store.remove(name)
        counts = store.counts((*(part.name for part in plan.send), *plan.remove))
    except LoadError as error:
        so_far = f"{done} of {len(plan.send)} graphs are loaded: run the same again for the rest"
        hint = f"{error.hint}; {so_far}" if error.hint else so_far
        raise LoadError(error.what, where=error.where, hint=hint) from None
    sizes = {part.name: part.size for part in plan.send} | dict.fromkeys(plan.remove, 0)
    wrong = sorted(name for name, size in sizes.items() if counts[name] != size)
    if wrong:
        _forget(remembered, wrong, store)
        raise _miscounted(wrong[0], sizes[wrong[0]], counts[wrong[0]], store)


def _forget(remembered: dict[str, str], names: tuple[str, ...] | list[str], store: Store) -> None:
    """Take some graphs out of what the store remembers."""
    stale = [name for name in names if remembered.pop(name, None) is not None]
    if stale:
        memory = store.target.name(RECORD)
        store.put(memory, [record(name, digest) for name, digest in sorted(remembered.items())])


def _miscounted(name: str, size: int, count: int, store: Store) -> LoadError:
    if name:
        what, hint = f"<{name}> holds", "did somebody else write there? run the same again"
    else:
        what, hint = (
            "the default graph holds",
            "if this store's default graph is the union of all, leave it out",
        )
    return LoadError(f"{what} {count} statements, not {size}", where=store.target.queries, hint=hint)
