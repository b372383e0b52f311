"""Kill builds of a store at random moments, and see that nothing half-written is ever left.

    scripts/kill_store [--kills N] [--seed N] [--full]

The articles of examples/ are extracted once; then a process puts them into a store, replaces some by another
version, takes one out and builds on another base, and is killed (SIGKILL) at a random moment, N times. After
each kill the store must keep every promise of `kg check`, and at the end one undisturbed run must leave the
same bytes as a run that nobody disturbed. With --full (needs root, for a small tmpfs) the disk is full too.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import kg.archive
from kg.archive import SORTED, Archive
from kg.audit import audit
from kg.build import Knowledge, base_graphs, find, prepare
from kg.entry import Entry
from kg.errors import InputError, StoreError
from kg.export import nquads
from kg.model import Findings
from kg.read import read
from kg.reason import neighbourhood

ROOT = Path(__file__).resolve().parents[1]
#: Two that contradict each other, and a third.
TEXTS = sorted((ROOT / "examples").glob("*.txt"))[:3]
KILLS = 200
#: Bytes of the tmpfs for --full: the base fits, not all of the articles.
SMALL = 2 << 20


def small_knowledge(findings: Sequence[Findings]) -> Knowledge:
    """What is known, with no more of the world than the articles speak of: every run writes it."""
    whole, small = Knowledge(), Knowledge()
    said = [
        (quad.subject, quad.predicate, quad.object)
        for found in findings
        for quad in prepare(found, whole).quads
    ]
    near = neighbourhood(whole.rules, said, whole.described)
    stated = tuple(triple for triple in whole.world_stated if triple in near)
    small.__dict__["world_stated"] = stated  # as if `ontology/` had no more
    return small


def entries(findings: Sequence[Findings], knowledge: Knowledge) -> list[Entry]:
    """The articles, ready to be stored."""
    made = []
    for found in findings:
        ready = prepare(found, knowledge)
        made.append(Entry.of(ready.built.iri, "1", ready.quads, ready.inferred))
    return made


def fill(folder: Path, knowledge: Knowledge, articles: Sequence[Entry], *, many: bool = False) -> None:
    """One run: what is there already is left alone, as a build does.

    With `many`, new articles go the way that many take: sorted into files that the store takes in.
    """
    rules = knowledge.rules
    kg.archive.SORTED = 1 if many else SORTED
    with Archive(folder) as archive:
        archive.set_base("first", base_graphs(knowledge))
        have = archive.versions()
        archive.put_all([entry for entry in articles if have.get(entry.article, "") < "1"], rules)
        for entry in articles[::2]:  # another version: kept out, then in again
            if have.get(entry.article, "") < "2":
                archive.put(Entry(entry.article, "1+", kept_out="for a while"), rules)
                archive.put(replace(entry, version="2"), rules)
        archive.set_base("second", base_graphs(knowledge))
        archive.relate(rules)
        archive.remove(articles[-1].article, rules)
        archive.flush()


def digest(folder: Path) -> str:
    """A hash of everything that a store says."""
    with Archive(folder, read_only=True) as archive:
        return hashlib.sha256(nquads(archive.graph.quads())).hexdigest()


def faults(folder: Path, knowledge: Knowledge) -> list[str]:
    """The promises that a store breaks, but for what a stopped build leaves to be done."""
    try:
        archive = Archive(folder, read_only=True)
    except StoreError:
        return []  # killed before there was a store
    with archive:
        if not archive.base:
            return []
        found = audit(archive, knowledge)
        related = archive.is_related
        return [
            f"{fault.promise} {fault.article} {fault.detail}"
            for fault in found
            if related or fault.promise != "what follows across articles is there"
        ]


def in_child(work: Callable[[], object]) -> int:
    """Start some work in a process of its own; its number. The exit status says whether it is good."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        result = work()
        status = 0 if not result else 3
        if result:
            print(f"scripts/kill_store: {result}", file=sys.stderr, flush=True)
    except StoreError as error:
        print(f"scripts/kill_store: {error}", file=sys.stderr, flush=True)
        status = 2
    finally:
        os._exit(status)


def status_of(child: int) -> int:
    """How a child ended: its exit status, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill(
    folder: Path, knowledge: Knowledge, articles: Sequence[Entry], kills: int, chance: random.Random
) -> int:
    """Kill so many runs, and look at what each leaves; how many were killed while they worked."""
    start = time.monotonic()
    undisturbed = folder / "undisturbed"
    if status_of(in_child(lambda: fill(undisturbed, knowledge, articles))):
        raise SystemExit("scripts/kill_store: the undisturbed run failed")
    seconds = time.monotonic() - start
    caught = 0
    disturbed = folder / "disturbed"
    for number in range(kills):
        if number % 10 == 9:  # now and then from the start
            subprocess.run(["rm", "-r", "-f", str(disturbed)], check=True)
        many = number % 20 < 10
        child = in_child(partial(fill, disturbed, knowledge, articles, many=many))
        time.sleep(chance.random() * seconds)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        ended = status_of(child)
        if ended not in (0, -signal.SIGKILL):
            raise SystemExit(f"scripts/kill_store: run {number}, after other kills, failed, see above")
        caught += ended == -signal.SIGKILL
        if status_of(in_child(lambda: faults(disturbed, knowledge))):
            raise SystemExit(f"scripts/kill_store: kill {number} left something half-written, see above")
    if status_of(in_child(lambda: fill(disturbed, knowledge, articles))):
        raise SystemExit("scripts/kill_store: the run after the kills failed")
    same = in_child(lambda: "" if digest(disturbed) == digest(undisturbed) else "other bytes")
    if status_of(same):
        raise SystemExit("scripts/kill_store: after the kills the store says something else")
    return caught


def fill_up(folder: Path, knowledge: Knowledge, articles: Sequence[Entry]) -> None:
    """A run on a disk that is too small fails with a message, and one with more room ends well."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "kg", str(disk)], check=True)
    try:
        if status_of(in_child(lambda: fill(disk / "store", knowledge, articles))) != 2:
            raise SystemExit("scripts/kill_store: a full disk was not noticed")
        if status_of(in_child(lambda: faults(disk / "store", knowledge))):
            raise SystemExit("scripts/kill_store: a full disk left something half-written, see above")
        subprocess.run(["mount", "-o", f"remount,size={20 * SMALL}", str(disk)], check=True)
        if status_of(in_child(lambda: fill(disk / "store", knowledge, articles))):
            raise SystemExit("scripts/kill_store: with more room the run failed")
        same = in_child(
            lambda: "" if digest(disk / "store") == digest(folder / "undisturbed") else "other bytes"
        )
        if status_of(same):
            raise SystemExit("scripts/kill_store: with more room the store says something else")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill as the command line says; the exit status."""
    parser = argparse.ArgumentParser(
        prog="scripts/kill_store", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=KILLS, metavar="N", help=f"how many ({KILLS})")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the moments (0)")
    parser.add_argument("--full", action="store_true", help="a full disk too (needs root)")
    options = parser.parse_args(arguments)
    whole = Knowledge()
    findings = [find(item, whole) for item in read(TEXTS) if not isinstance(item, InputError)]
    knowledge = small_knowledge(findings)
    articles = entries(findings, knowledge)
    with tempfile.TemporaryDirectory() as folder:
        caught = kill(Path(folder), knowledge, articles, options.kills, random.Random(options.seed))
        print(f"{options.kills} kills, {caught} at work: nothing half-written, the same bytes in the end")
        if options.full:
            fill_up(Path(folder), knowledge, articles)
            print("a full disk: a message, nothing half-written, the same bytes in the end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
