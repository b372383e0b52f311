"""Build a large store, and see whether an article costs the same from the first to the last.

    scripts/bench_build [--articles N] [--words N] [--jobs N] [--step N] [FOLDER]

The articles are those of FOLDER, or the project's own texts (tests/cases/dev and examples), over again under
other addresses and dates; in each copy the states, their people and their capitals are other ones, so that
articles speak about different things as news does. They go the whole way, from text to the store on disk.
For every N articles a line: CPU seconds for an article, all processes together, what part of it the writing
process has, and the largest of the processes so far.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.archive import Archive
from kg.errors import InputError
from kg.model import Article
from kg.read import read
from kg.update import Update, Work, update

ROOT = Path(__file__).resolve().parents[1]
OWN_TEXTS = (ROOT / "tests/cases/dev", ROOT / "examples")
ARTICLES, WORDS, JOBS, STEP = 10_000, 1_000, 2, 1_000
FIRST_DAY, DAYS = datetime.date(2015, 1, 1), 4_000
#: Kilobytes to the megabyte, and the clock ticks of /proc/PID/stat.
MEGABYTE, TICKS = 1 << 10, os.sysconf("SC_CLK_TCK")
STATES = """
Armenia Armenian Yerevan; Azerbaijan Azerbaijani Baku; Russia Russian Moscow; Ukraine Ukrainian Kyiv;
Georgia Georgian Tbilisi; Turkey Turkish Ankara; Iran Iranian Tehran; Israel Israeli Jerusalem;
Lebanon Lebanese Beirut; Syria Syrian Damascus; Iraq Iraqi Baghdad; Egypt Egyptian Cairo;
Sudan Sudanese Khartoum; Ethiopia Ethiopian Addis_Ababa; Eritrea Eritrean Asmara; Kenya Kenyan Nairobi;
Libya Libyan Tripoli; Tunisia Tunisian Tunis; Algeria Algerian Algiers; Morocco Moroccan Rabat;
Mali Malian Bamako; Nigeria Nigerian Abuja; India Indian New_Delhi; Pakistan Pakistani Islamabad;
China Chinese Beijing; Japan Japanese Tokyo; Vietnam Vietnamese Hanoi; Indonesia Indonesian Jakarta;
Serbia Serbian Belgrade; Kosovo Kosovan Pristina; Hungary Hungarian Budapest; Poland Polish Warsaw;
Germany German Berlin; France French Paris; Italy Italian Rome; Spain Spanish Madrid; Greece Greek Athens;
Cuba Cuban Havana; Mexico Mexican Mexico_City; Colombia Colombian Bogota; Venezuela Venezuelan Caracas;
Peru Peruvian Lima; Chile Chilean Santiago; Brazil Brazilian Brasilia; Canada Canadian Ottawa
"""
NAMES = [tuple(name.replace("_", " ") for name in state.split()) for state in STATES.split(";")]
NAMED = re.compile(r"\b(" + "|".join(name for names in NAMES for name in names) + r")\b")


def copies(folders: Sequence[Path], number: int, words: int) -> Iterator[dict[str, str]]:
    """So many records for the reader, of about so many words, always the same."""
    texts = [
        _beginning(article, words)
        for article in read(folders)
        if not isinstance(article, InputError) and article.paragraphs
    ]
    chance = random.Random(1)
    for count in range(number):
        others = chance.sample(NAMES, len(NAMES))
        swap = {
            name: other
            for names, new in zip(NAMES, others, strict=True)
            for name, other in zip(names, new, strict=True)
        }
        day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
        text = NAMED.sub(partial(_swapped, swap), texts[count % len(texts)])
        yield {"url": f"https://news.example/{count}", "date": day.isoformat(), "text": text}


def _swapped(swap: Mapping[str, str], found: re.Match[str]) -> str:
    return swap[found[0]]


def _beginning(article: Article, words: int) -> str:
    """The paragraphs of an article until there are so many words."""
    kept: list[str] = []
    for place in article.paragraphs:
        if sum(len(part.split()) for part in kept) < words:
            kept.append(article.text[place.start : place.end])
    return "\n\n".join(kept)


def spent() -> tuple[float, float, float]:
    """CPU seconds of this process and its children, those of this one alone, and the largest's peak in MB."""
    own = _seconds(os.getpid())
    children = [
        int(name)
        for path in Path(f"/proc/{os.getpid()}/task").glob("*/children")
        for name in path.read_text().split()
    ]
    peak = max(_peak(number) for number in (os.getpid(), *children))
    ended = _seconds(os.getpid(), gone=True)
    return own + ended + sum(map(_seconds, children)), own, peak


def _seconds(number: int, *, gone: bool = False) -> float:
    """CPU seconds of a process, or of its children that have ended (proc_pid_stat(5))."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    first = 13 if gone else 11
    return (int(fields[first]) + int(fields[first + 1])) / TICKS


def _peak(number: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{number}/status").read_text())
    return int(found[1]) / MEGABYTE if found else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Build as the command line says; the exit status."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench_build",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", nargs="*", type=Path, default=OWN_TEXTS, help="texts (the project's own)")
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help=f"({ARTICLES:,})")
    parser.add_argument("--words", type=int, default=WORDS, metavar="N", help=f"of each text ({WORDS})")
    parser.add_argument("--jobs", type=int, default=JOBS, metavar="N", help=f"({JOBS})")
    parser.add_argument("--step", type=int, default=STEP, metavar="N", help=f"articles for a line ({STEP:,})")
    options = parser.parse_args(arguments)
    print("| articles | CPU s an article | of which the writer | MB of the largest process | GB on disk |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as place:
        records = Path(place) / "articles.jsonl"
        with records.open("w", encoding="utf-8") as file:
            for record in copies(options.folder, options.articles, options.words):
                file.write(json.dumps(record) + "\n")
        with Archive(Path(place) / "store") as archive:
            begun, done, before = 0, Update(), spent()

            def line() -> None:
                nonlocal before
                now, number = spent(), (begun - 1) % options.step + 1
                each, own = ((now[part] - before[part]) / number for part in (0, 1))
                size = archive.size / (MEGABYTE * MEGABYTE * MEGABYTE)
                print(f"| {begun:,} | {each:.3f} | {own:.3f} | {now[2]:,.0f} | {size:.2f} |", flush=True)
                before = now

            def progress(source: str) -> None:
                nonlocal begun
                if begun and begun % options.step == 0:
                    line()
                begun += 1

            update(Work((records,), jobs=options.jobs), archive, progress=progress, done=done)
            line()
            print(f"{done.made:,} articles, {len(archive.graph):,} quads, {len(done.errors)} failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
