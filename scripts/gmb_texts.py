"""Write the sentences of the Groningen Meaning Bank as texts: scripts/gmb_texts FILE -o FOLDER.

FILE is the table in which its words are passed on for finding names (`ner_dataset.csv`: a word a line, the
first of each sentence with the sentence's number before it). The sentences are news of the Voice of America
for the most part, in the public domain, and stand in the order of the articles; where one ends the table does
not tell. Each text that is written has twenty of them, a paragraph each; sentences that are there twice, and
those of fewer than five words, are left out. The places in tests/cases/gmb-acts.csv are of these texts.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

#: Sentences of a text, and the fewest words of a sentence.
IN_A_TEXT, SHORTEST = 20, 5
#: Words before which no blank stands, and after which none does.
_CLOSING = re.compile(r"[.,;:?!%)\]]|'s|'S|n't|'re|'ve|'ll|'d|'m|'|\.\.\.")
_OPENING = frozenset({"(", "$", "#"})
_BRACKETS = {"-LRB-": "(", "-RRB-": ")"}
_QUOTES = frozenset({'"', "``", "''"})


def sentences(rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """The words of each sentence."""
    words: list[str] = []
    for number, word, *_ in rows:
        if number and words:
            yield words
            words = []
        words.append(word)
    yield words


def written(words: Iterable[str]) -> str:
    """A sentence as it was written before it was taken apart.

    >>> written(["He", "said", '"', "it", "'s", "over", "(", "now", ")", ".", '"'])
    'He said "it\\'s over (now)."'
    """
    text, inside, glued = "", False, True
    for word in words:
        if word in _QUOTES:
            text += '"' if inside or glued else ' "'
            inside, glued = not inside, not inside
            continue
        own = _BRACKETS.get(word, word)
        text += own if glued or _CLOSING.fullmatch(own) else f" {own}"
        glued = own in _OPENING
    return text


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Write the sentences of the Groningen Meaning Bank as texts."
    )
    parser.add_argument("file", type=Path, help="ner_dataset.csv")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    with options.file.open(encoding="latin-1", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        found = list(dict.fromkeys(written(words) for words in sentences(rows) if len(words) >= SHORTEST))
    options.output.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(found), IN_A_TEXT)):
        text = "\n\n".join(found[start : start + IN_A_TEXT])
        (options.output / f"gmb-{number:04}.txt").write_text(text + "\n", encoding="utf-8")
    print(f"{len(found)} sentences in {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
