"""Write short plain sentences, each with one thing that is said in some texts.

    scripts/plain_sayings FOLDER... -o FOLDER [--number N] [--untaught FILE]

News wraps what is said in long sentences; a reader's own texts may not. From what the extraction finds in the
texts, short clauses are taken by chance and given to a speaker from a list, by a plain cue, before or after
it, quoted or not. The sentences, a paragraph each, are more texts without gold for scripts/teach_acts and
scripts/train_acts.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sayings import Saying, sayings

from kg.extract.speech.act_network import CONTENT, CUE

NUMBER, IN_A_TEXT, SEED = 12_000, 40, 7
#: How many words a clause has.
SHORTEST, LONGEST = 3, 14
#: How many sentences are quotations, and up to where the others have 'that'.
QUOTED, WITH_THAT = 0.3, 0.55
#: First words that are no names.
SMALL = frozenset(
    {
        *("the", "a", "an", "this", "that", "these", "those", "there", "here", "it", "he", "she"),
        *("they", "we", "you", "its", "his", "her", "their", "our", "my", "your", "no", "all", "many"),
        *("some", "most", "both", "in", "on", "at", "for", "if", "when", "nobody", "everyone", "people"),
    }
)
SPEAKERS = (
    *("Chile", "Norway", "Ghana", "Japan", "Ukraine", "Iran", "Moldova", "Zambia", "Peru", "Turkey"),
    *("The ministry", "The government", "The army", "The rebels", "The union", "The president"),
    *("The company", "Maria Lopez", "John Carter", "Amina Diallo", "Wei Chen", "A spokesman", "A resident"),
    "Officials",
)
#: Cues and how often each is taken.
CUES = {"said": 12, "added": 2, "warned": 2, "told reporters": 1, "announced": 1, "insisted": 1, "argued": 1}


def clauses(found: Iterable[Saying]) -> Iterator[str]:
    """What is said in one stretch of few words, without the marks around it."""
    for saying in found:
        places = [place % CUE == CONTENT for place in saying.places]
        if True not in places:
            continue
        start, end = places.index(True), len(places) - places[::-1].index(True)
        if all(places[start:end]) and SHORTEST <= end - start <= LONGEST:
            text = "".join(saying.written[start:end]).strip(" \t\n\"“”'‘’.,;:")
            if text and '"' not in text and "“" not in text:
                yield text.removeprefix("that ").removeprefix("to ")


def plain(clause: str) -> str:
    """A sentence in which somebody says a clause."""
    speaker, cue = random.choice(SPEAKERS), random.choices(list(CUES), list(CUES.values()))[0]
    first, *others = clause.split(" ")
    if first.lower() in SMALL:
        clause = " ".join([first.lower(), *others])
    way = random.random()
    if way < QUOTED:
        article, *name = speaker.split(" ")
        speaker = " ".join([article.lower(), *name]) if article in ("The", "A") else speaker
        return f"“{clause[0].upper()}{clause[1:]},” {speaker} {cue}."
    return f"{speaker} {cue} {'that ' if way < WITH_THAT else ''}{clause}."


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write short plain sentences.")
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--untaught", type=Path, help="a file with the names of texts that are left out")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    random.seed(SEED)
    untaught = set(options.untaught.read_text(encoding="utf-8").split()) if options.untaught else set()
    found = sorted(set(clauses(s for s in sayings(options.folder) if s.text not in untaught)))
    chosen = [plain(clause) for clause in random.sample(found, min(options.number, len(found)))]
    options.output.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(chosen), IN_A_TEXT)):
        text = "\n\n".join(chosen[start : start + IN_A_TEXT])
        (options.output / f"plain-{number:03}.txt").write_text(text + "\n", encoding="utf-8")
    print(f"{len(chosen)} sentences of {len(found)} clauses in {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
