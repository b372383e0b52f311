"""What tells which act a saying is: a few clues to it, and the words around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg.extract.speech.act_network import CONTENT, CUE
from kg.extract.speech.illocutions import Said
from kg.extract.speech.tagger_features import Ids

#: The lists of the lexicon for what persons are described as.
_DESCRIBED = ("judging", "officer", "executive")
#: How many sentences around a saying are read, and how many of their words.
SENTENCES, WINDOW = 3, 60
#: Where a parse keeps what was read of it.
_KEY = "act words"


def clues_of(said: Said, ruled: str) -> tuple[str, ...]:
    """The clues of a saying, each a name and a value ('ruled=Claim', 'kind=State'), in no order.

    They say what its words do not show: the act that the rules give, `ruled`, that of its cue, who speaks.
    """
    voice, speaker = said.voice, said.voice.speaker
    return (
        f"ruled={ruled}",
        f"cued={said.cued}",
        f"quoted={voice.quoted}",
        f"addressed={said.addressed}",
        f"kind={speaker.kind}",
        *_described(said),
    )


def _described(said: Said) -> Iterator[str]:
    """What a person is described as, of what counts."""
    speaker, discourse = said.voice.speaker, said.voice.discourse
    if speaker.kind == "Person":
        words = discourse.lexicon.words
        described = [name for name in _DESCRIBED if discourse.described(speaker, words[name])]
        yield from (f"described={name}" for name in described or ["nothing"])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words around a saying: their numbers in a parse, in order, and where each stands to the saying.

    A place is CONTENT, the head of the cue, or both, added up; 0 where it is neither.
    """

    doc: Doc
    numbers: Ids
    places: Ids


def words_of(said: Said, *, most: int = WINDOW) -> Words:
    """The words of the sentences that have the cue and the content; of many those nearest to them.

    What is said in another paragraph than it begins in is left out.
    """
    content = said.content.tokens
    doc = content[0].doc
    places = {token.i: CONTENT for token in content if token.doc is doc}
    if said.cue is not None and said.cue.doc is doc:
        places[said.cue.i] = places.get(said.cue.i, 0) + CUE
    starts, is_blank = _parsed(doc)
    sentences = sorted({bisect_right(starts, number) for number in places})[:SENTENCES]
    found = [
        number
        for sentence in sentences
        for number in range(starts[sentence - 1], starts[sentence] if sentence < len(starts) else len(doc))
        if not is_blank[number]
    ]
    start = max(0, min(bisect_left(found, min(places)), len(found) - most))
    found = found[start : start + most]
    return Words(doc, np.array(found, np.int64), np.array([places.get(n, 0) for n in found], np.int64))


def _parsed(doc: Doc) -> tuple[list[int], list[bool]]:
    """Where the sentences of a parse begin, and which of its words are blanks: worked out once."""
    found: tuple[list[int], list[bool]] | None = doc.user_data.get(_KEY)
    if found is None:
        starting, blank = doc.to_array(["SENT_START", "IS_SPACE"]).T
        found = np.flatnonzero(starting == 1).tolist(), (blank != 0).tolist()
        doc.user_data[_KEY] = found
    return found
