"""Fuzz everything that takes what others wrote: fuzz.py [--seconds N] [--only TARGET…] [--seed S].

Each target of `tests/hostile.py` gets its share of the CPU seconds, in processes of its own, so that one
that is killed is a finding and not the end. Then files of 10 MB of every kind, each in a new process. An
input that takes more than `PATIENCE` seconds of CPU, makes the process grow by more than `ROOM`, kills it or
raises what is no `KGError` is kept in build/fuzz/found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from hostile import TARGETS, attempt
from hostile_files import LARGE, read_large
from hypothesis import HealthCheck, Phase, given, seed, settings

FOLDER = Path("build/fuzz")
#: CPU seconds, and bytes that a process may grow by, for one input.
PATIENCE, ROOM = 10, 1_000_000_000
#: Inputs that a process tries; then a new one takes over, so that memory is measured anew.
BATCH = 3_000


def grown() -> int:
    """The most memory that this process has ever taken, in bytes."""
    # Not ru_maxrss, which a process has from the one that started it.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def renew() -> None:
    """From now on, the system ends this process where it takes too long."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu()) + PATIENCE + 1, resource.RLIM_INFINITY))


def measured(name: str, work: Any, input: Any, current: Path, tally: dict[str, Any]) -> None:
    """Do some work on an input, within the limits."""
    current.write_bytes(pickle.dumps((name, input)))
    before, memory = cpu(), grown()
    renew()
    try:
        outcome = "refused" if work(input) else "taken"
    except Exception:
        outcome = "FAULT"
        tally["faults"].append(traceback.format_exc())
        keep(current)
    seconds, more = cpu() - before, grown() - memory
    if more > ROOM:
        tally["faults"].append(f"{name}: grew by {more:,} bytes")
        keep(current)
    tally["outcomes"][outcome] = tally["outcomes"].get(outcome, 0) + 1
    tally["worst"] = max(tally["worst"], seconds)
    tally["memory"] = max(tally["memory"], more)


def keep(current: Path) -> None:
    """Put the present input aside."""
    data = current.read_bytes()
    found = FOLDER / "found"
    found.mkdir(parents=True, exist_ok=True)
    (found / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def work_on(name: str, number: int, seconds: float, current: Path) -> dict[str, Any]:
    """Try a batch of inputs of a target, or a large file."""
    tally: dict[str, Any] = {"outcomes": {}, "worst": 0.0, "memory": 0, "faults": []}
    if name in LARGE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name.replace(" ", "-")
            path.write_bytes(LARGE[name]())
            measured(name, lambda _: read_large(path, renew), None, current, tally)
    else:
        end = cpu() + seconds
        with tempfile.TemporaryDirectory() as folder:

            @seed(number)
            @settings(
                max_examples=BATCH,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(TARGETS[name].inputs)
            def try_one(input: Any) -> None:
                if cpu() < end:
                    measured(name, lambda given: attempt(name, given, Path(folder)), input, current, tally)

            warm_up(name, Path(folder))
            try_one()
    tally["cpu"] = cpu()
    return tally


def warm_up(name: str, folder: Path) -> None:
    """Load what is loaded once, which no input is to be charged for."""
    first: dict[str, Any] = {
        "texts": "Armenia said on Tuesday that it would talk.",
        "questions": ("denials", {}),
        "articles": (".txt", b"Das ist kein englischer Satz, sondern ein deutscher."),
    }
    if name in first:
        attempt(name, first[name], folder)


def run(name: str, number: int, seconds: float) -> dict[str, Any]:
    """A process that works on a target; what it found, its death among it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=FOLDER) as current:
        command = [sys.executable, __file__, "--worker", name, str(number), str(seconds), current.name]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if done.returncode == 0:
            tally: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        else:
            keep(Path(current.name))
            what = f"{name}: the process ended with {done.returncode}\n{done.stderr[-2000:]}"
            tally = {"outcomes": {"FAULT": 1}, "worst": 0.0, "memory": 0, "faults": [what]}
        tally["cpu"] = used
    return tally


def main() -> int:
    """Fuzz and report; 1 when something was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=300.0, help="CPU seconds (default: %(default)g)")
    parser.add_argument("--only", nargs="+", choices=(*TARGETS, "large"), default=(*TARGETS, "large"))
    parser.add_argument("--seed", type=int, default=int(time.time()), help="default: the time")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}; CPU seconds for each input: {PATIENCE}; bytes: {ROOM:,}", flush=True)
    shares = {name: TARGETS[name].share for name in arguments.only if name in TARGETS}
    total, faults, number = 0.0, [], arguments.seed
    print(f"{'target':24}  inputs refused    CPU s  worst s worst MB faults", flush=True)
    for name in (*shares, *(LARGE if "large" in arguments.only else ())):
        outcomes: Counter[str] = Counter()
        used, worst, memory, own = 0.0, 0.0, 0, []
        share = arguments.seconds * shares[name] / sum(shares.values()) if name in shares else 0.0
        while True:
            number += 1
            tally = run(name, number, share - used)
            used += tally["cpu"]
            outcomes.update(tally["outcomes"])
            worst, memory = max(worst, tally["worst"]), max(memory, tally["memory"])
            own += tally["faults"]
            if used >= share:
                break
        total += used
        faults += own
        counts = f"{outcomes.total():7,} {outcomes['refused']:7,}"
        print(f"{name:24} {counts} {used:8.1f} {worst:8.2f} {memory / 1e6:8.0f} {len(own) or ''}", flush=True)
    print(f"{total:.0f} CPU seconds, {len(faults)} faults" + ("; see build/fuzz/found" if faults else ""))
    for fault, times in Counter(faults).items():
        print("-" * 40, f"{times} times: {fault}", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        _, _, target, of, limit, file = sys.argv
        print(json.dumps(work_on(target, int(of), float(limit), Path(file))))
    else:
        sys.exit(main())
