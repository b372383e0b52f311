"""Carry a plan out so that it can break off anywhere and be taken up again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.errors import LoadError
from kg.load.plan import Plan, lines
from kg.load.store import PENDING, RECORD, Store, record
from kg.shards import Shards
from kg.store import Graph


def carry_out(plan: Plan, graph: Graph | Shards, store: Store, progress: Callable[[str], None]) -> None:
    """Send and remove what the plan says, then count.

    First the store remembers of all that will change that this is pending, then each graph is sent and
    its digest added: a graph whose digest is there is there in full, and none is there unremembered.
    `progress` is called with the name of each graph before its turn.

    There is no lock, which a load that is killed would leave behind. But what the store remembers is looked
    at once more before it is replaced and at the end, so that two loads at once do not go unnoticed.

    :raises LoadError: when the store refuses or breaks off, saying how far it came; when it counts
        other numbers of statements than were sent; and when another load is going on.
    """
    sizes = {part.name: part.size for part in plan.send} | dict.fromkeys(plan.remove, 0)
    if not sizes:
        return
    done = 0
    _expect(plan.held, store)
    try:
        remembered = dict(plan.held) | dict.fromkeys(sizes, PENDING)
        _remember(remembered, store)
        for part in plan.send:
            progress(part.name or "default graph")
            store.put(part.name, lines(graph, part.source))
            store.add(store.target.name(RECORD), [record(part.name, part.digest)])
            remembered[part.name] = part.digest
            done += 1
        for name in plan.remove:
            progress(name or "default graph")
            store.remove(name)
        if plan.remove:
            _expect(remembered, store)
            remembered = {name: digest for name, digest in remembered.items() if name not in plan.remove}
            _remember(remembered, store)
        counts = store.counts(sizes)
    except LoadError as error:
        so_far = f"{done} of {len(plan.send)} graphs are loaded: run the same again for the rest"
        hint = f"{error.hint}; {so_far}" if error.hint else so_far
        raise LoadError(error.what, where=error.where, hint=hint) from None
    wrong = sorted(name for name, size in sizes.items() if counts[name] != size)
    if wrong:
        # The next plan counts too, so it sends these again whatever is remembered.
        raise _miscounted(wrong[0], sizes[wrong[0]], counts[wrong[0]], store)
    _expect(remembered, store)


def _expect(digests: Mapping[str, str], store: Store) -> None:
    """Complain when the store remembers anything else: whoever loaded it does not know of this load."""
    if store.digests() != {name: "" if digest == PENDING else digest for name, digest in digests.items()}:
        hint = "wait until it is over, then run the same again"
        raise LoadError("another load went on at the same time", where=store.target.queries, hint=hint)


def _remember(digests: Mapping[str, str], store: Store) -> None:
    memory = [record(name, digest or PENDING) for name, digest in sorted(digests.items())]
    store.put(store.target.name(RECORD), memory)


def _miscounted(name: str, size: int, count: int, store: Store) -> LoadError:
    if name:
        what, hint = f"<{name}> holds", "did somebody else write there? run the same again"
    else:
        what, hint = (
            "the default graph holds",
            "if this store's default graph is the union of all, leave it out",
        )
    return LoadError(f"{what} {count} statements, not {size}", where=store.target.queries, hint=hint)
