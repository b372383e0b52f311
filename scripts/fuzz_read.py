"""Fuzz the readers, guided by coverage: fuzz_read.py SECONDS (see scripts/fuzz, which needs atheris)."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import atheris

FOLDER = Path("build/fuzz")
#: Bytes of an input; damage shows in short files, and short files are quick.
MAX_LENGTH = 4096
#: Seconds that one input may take before it counts as a hang.
PATIENCE = 10

with atheris.instrument_imports(include=["kg.read", "email", "trafilatura", "gzip", "json"]):
    from inputs import ATOMS, SOUND, chosen

    from kg.errors import InputError
    from kg.read.formats import ENDINGS, read_stream

    # What the readers load when they are first used.
    for ending, data in SOUND.items():
        list(read_stream(io.BytesIO(data), f"a{ending}", "source", None))


def read_one(data: bytes) -> None:
    """Read an input: its first byte chooses the ending, the rest is the file."""
    if not data:
        return
    name, content = chosen(data)
    try:
        for item in read_stream(io.BytesIO(content), name, "source", None):
            str(item)
    except InputError:
        pass


def main(seconds: str) -> None:
    """Fuzz until the time is over or something breaks."""
    seeds = FOLDER / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for ending, data in SOUND.items():
        number = ("", *ENDINGS).index(ending)
        (seeds / f"sound{ending}").write_bytes(bytes([number]) + data)
    words = FOLDER / "words"
    quoted = ("".join(f"\\x{byte:02x}" for byte in atom) for atom in ATOMS if len(atom) < 60)
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    options = [f"-max_total_time={seconds}", f"-max_len={MAX_LENGTH}", f"-timeout={PATIENCE}"]
    options += [f"-dict={words}", f"-artifact_prefix={FOLDER}/found/", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(seeds)], read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
