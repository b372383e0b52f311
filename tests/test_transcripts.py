"""Who has the word in transcripts and interviews, and what is none."""

from __future__ import annotations

import functools

import pytest

from kg.build import Knowledge
from kg.extract.findings import extract
from kg.language.english import annotate
from kg.model import Findings
from kg.read import read_text


@functools.cache
def _knowledge() -> Knowledge:
    return Knowledge()


def found(text: str) -> Findings:
    known = _knowledge()
    return extract(annotate(read_text(text)), known.lexicon, known.world, known.indexes, known.learned)


def brief(findings: Findings) -> list[tuple[str, str]]:
    """Who says what."""
    text = findings.article.text
    return [
        (
            s.speaker.label,
            " … ".join(text[p.start : p.end] for e in s.evidence if e.role == "content" for p in e.spans),
        )
        for s in findings.statements
    ]


BRIEFING = """Press briefing

WELLINGTON, May 3 - Ministry spokesperson Mara Holm took questions.

MS HOLM: Good. We bought two ships.

QUESTION: Did Chile ask you to wait?

MS HOLM: No. Chile welcomed it.

The old ones are rusty.

QUESTION: Rebels killed six people in Oruro. Will you condemn it?

MS HOLM: Of course. (Laughter.)

(The briefing ended at noon.)
"""


def test_a_turn_is_said_by_whom_its_label_names() -> None:
    findings = found(BRIEFING)
    told = brief(findings)
    assert ("Mara Holm", "We bought two ships") in told
    assert ("Mara Holm", "Chile welcomed it") in told
    assert ("Mara Holm", "The old ones are rusty") in told
    assert {who for who, _ in told} <= {"Mara Holm", "Chile"}
    # What is asked is nothing that the article reports.
    assert findings.events == ()


@pytest.mark.parametrize(
    ("labels", "speaker"),
    [
        (("AFP", "Lena Marsh"), "Lena Marsh"),
        (("Q", "A"), "Lena Marsh"),
        (("QUESTION", "MINISTER MARSH"), "Lena Marsh"),
        (("Harbour Times", "MARSH"), "Lena Marsh"),
    ],
)
def test_labels(labels: tuple[str, str], speaker: str) -> None:
    asks, answers = labels
    first = f"{asks}: Will you go?\n\n{answers}: The talks failed."
    turns = f"{first}\n\n{asks}: Why?\n\n{answers}: They never began."
    told = brief(found(f"Lena Marsh in Oslo\n\nLena Marsh met the press in Oslo.\n\n{turns}"))
    assert told == [(speaker, "The talks failed"), (speaker, "They never began")]


def test_what_begins_with_a_colon_is_no_transcript() -> None:
    lists = "Taxes: Lars Brandt wants less. Will he?\n\nDefence: He bought tanks. Enough?\n\n"
    told = brief(
        found(f"Who wants what\n\nLars Brandt said it rained.\n\n{lists}Energy: None.\n\nRoads: None.")
    )
    assert ("Lars Brandt", "it rained") in told
    assert not any("bought tanks" in words for _, words in told)


INTERVIEW = """A talk with Peru's envoy

LIMA, May 3 - Rosa Quispe came home from Quito last week. She laughs a lot.

Why did you leave?

“The house was cold. Nobody paid for wood.”

Ecuador says that you stole the furniture. Is that so?

“It is a lie.”

What did the minister tell you?

“He promised me a desk. There was none.”

The minister denies it.
"""


def test_answers_in_quotation_marks_are_those_of_whom_the_article_is_about() -> None:
    told = brief(found(INTERVIEW))
    assert ("Rosa Quispe", "“It is a lie.”") in [(who, w if w.endswith("”") else f"{w}.”") for who, w in told]
    assert ("Rosa Quispe", "There was none.") in [(who, w.rstrip("”")) for who, w in told]
    assert ("Ecuador", "you stole the furniture") in told
    assert all("lie" not in words for who, words in told if who == "Ecuador")


def test_two_questions_make_no_interview() -> None:
    text = INTERVIEW.replace("What did the minister tell you?", "She went on to talk of the minister.")
    told = brief(found(text))
    assert any(who != "Rosa Quispe" and "lie" in words for who, words in told)
