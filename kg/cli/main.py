"""The entry of the command `kg`: runs one command and turns what happens into an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

from kg.apart import is_something_left
from kg.cli.parser import parse
from kg.cli.say import complain
from kg.errors import KGError

#: Exit statuses beside those of `KGError.exit_status`: 128 and the number of the signal, as shells have it.
INTERRUPTED = 130
#: How many threads linear algebra uses: for matrices as small as the tagger's more than one only costs time.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
BROKEN_PIPE = 141


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit status.

    0: done; 1: the data is invalid; 2: wrong usage, or an input or output error. Data goes to
    standard output, everything else to standard error.

    :raises SystemExit: from the parser of the arguments, for `--help` and wrong usage.
    """
    arguments = parse(argv)
    try:
        status: int = arguments.command(arguments)
    except KGError as error:
        complain(error)
        return error.exit_status
    return status


def main() -> NoReturn:
    """Run the command that the process was started with, and exit."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    for name in THREADS:
        os.environ.setdefault(name, "1")
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain("interrupted; nothing was written")
        status = INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`kg ask … | head`): Python must not flush into the closed pipe at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = BROKEN_PIPE
    if is_something_left():
        # A query that was given up still reads the graph, which must not be taken down under it.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def _write_utf8(stream: TextIO) -> None:
    """What is printed is UTF-8 with the same bytes everywhere; what has no code is escaped."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
