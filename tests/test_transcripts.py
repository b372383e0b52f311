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

Our old ones are rusty.

QUESTION: Rebels killed six people in Oruro. Will you condemn it?

MS HOLM: Of course. (Laughter.)

(The briefing ended at noon.)
"""


def test_a_turn_is_said_by_whom_its_label_names() -> None:
    findings = found(BRIEFING)
    told = brief(findings)
    assert ("Mara Holm", "We bought two ships") in told
    assert ("Mara Holm", "Chile welcomed it") in told
    assert ("Mara Holm", "Our old ones are rusty") in told
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
    turns = f"{first}\n\n{asks}: Why?\n\n{answers}: We never began."
    told = brief(found(f"Lena Marsh in Oslo\n\nLena Marsh faced the press in Oslo.\n\n{turns}"))
    assert told == [(speaker, "The talks failed"), (speaker, "We never began")]


def test_initials_and_questions_without_a_label() -> None:
    first = "Lena Marsh: I left early.\n\n((WN)) Why did Peru bomb Lima?\n\nLM: It rained."
    turns = f"{first}\n\n((WN)) Was it cold?\n\nLM: The stove broke.\n\n((WN)) And then?\n\nLM: We slept."
    findings = found(f"A talk with Lena Marsh\n\nLena Marsh lives in a hut.\n\n{turns}")
    said = ["I left early", "It rained", "The stove broke", "We slept"]
    assert brief(findings) == [("Lena Marsh", words) for words in said]
    assert findings.events == ()


def test_who_answers_is_named_above_the_questions() -> None:
    turns = "Ana (Echo): Did Chile pay?\n\nAnswer: Hans Weber rang us. He promised to pay.\n\n"
    asked = "Ana (Echo): Is it true that Peru promised to go?\n\nAnswer: It is."
    above = "Briefing of the spokesperson, Lena Marsh. The minister met the envoy of Chile."
    told = brief(found(f"Briefing\n\n{above}\n\n{turns}{asked}"))
    assert ("Lena Marsh", "He promised to pay") in told
    assert {who for who, _ in told} <= {"Lena Marsh", "Hans Weber"}


def test_what_begins_with_a_colon_is_no_transcript() -> None:
    lists = "Taxes: Lars Brandt wants less. Will he?\n\nDefence: He bought tanks. Enough?\n\n"
    told = brief(
        found(f"Who wants what\n\nLars Brandt said it rained.\n\n{lists}Energy: None.\n\nRoads: None.")
    )
    assert ("Lars Brandt", "it rained") in told
    assert not any("bought tanks" in words for _, words in told)


def articles(above: str, turns: str) -> Findings:
    return found("\n\n".join(["The news of the day", above, *turns.split("|")]))


@pytest.mark.parametrize(
    ("above", "turns"),
    [
        # Neither digits nor abbreviations are anybody's label.
        (
            "The two met.",
            "U.S.: Will he go?|G7: Peru bombed Lima.|U.S.: Why?|F-16: We flew.|COP30: It ended.",
        ),
        ("The two met.", "Q.: Will he go?|A.: Peru bombed Lima.|Q.: Why?|A.: We flew.|D.C.: It ended."),
        # Subjects, places, states, days and findings are no persons.
        ("The week.", "Tip: Will it rain?|Cast: Peru bombed Lima.|Tip: Why?|Cast: We slept.|Cost: Ten."),
        ("In Lima it rained.", "Oslo: Is it?|Lima: Peru bombed Lima.|Oslo: Why?|Lima: We slept."),
        ("In Peru it rained.", "Chile: Is it?|Peru: Rebels bombed Lima.|Chile: Why?|Peru: We slept."),
        ("On Friday it rained.", "Monday: Is it?|Friday: Peru bombed Lima.|Monday: Why?|Friday: We slept."),
        ("A video.", "CLAIM: Did it?|VERDICT: Peru bombed Lima.|CLAIM: Why?|VERDICT: We saw it."),
        # Two persons whose views are told by others.
        (
            "Ana Brandt ran against Karl Roth.",
            "Brandt: What of tax?|Roth: Peru bombed Lima.|Brandt: Why?|Roth: He wants less.",
        ),
        # What an outlet explains, also where it is about somebody.
        ("It rained.", "Q: What happened?|A: Peru bombed Lima.|Q: Who?|A: Chile condemned it."),
        (
            "It rained.",
            "Q: What happened?|A: We know that it rained. Peru bombed Lima.|Q: Who?|A: We saw it.",
        ),
        (
            "Ana Brandt is a student in Lima.",
            "Q: What happened?|A: Peru bombed Lima.|Q: Why?|A: It rained.|Q: Who?|A: We saw it.",
        ),
        (
            "Ana Brandt is a student in Lima.",
            "Q: What happened?|A: We saw rain. Peru bombed Lima.|Q: And Brandt?|A: We saw Brandt go.",
        ),
    ],
)
def test_what_no_person_says_is_told_by_the_article(above: str, turns: str) -> None:
    findings = articles(above, turns)
    assert all(any(e.role == "cue" for e in s.evidence) for s in findings.statements)
    assert "Shelling" in {e.type for e in findings.events}
    # Only answers without a name may turn out to be nobody's after their labels stand apart.
    article = findings.article
    assert "A:" in turns or not any(article.text[p.end - 1] == ":" for p in article.paragraphs)


@pytest.mark.parametrize(
    ("above", "turns", "expected"),
    [
        # The article goes on between the turns.
        (
            "Ana Brandt is a student in Lima.",
            "Q: And then?|A: They hit me.|Chile's envoy, Hans Roth, condemned the police.|Q: Why?|A: I sang.",
            [("Ana Brandt", "They hit me"), ("Hans Roth", "the police"), ("Ana Brandt", "I sang")],
        ),
        # Not all who put a question ask.
        (
            "Ana Brandt and Karl Roth came.",
            "HOST: And?|BRANDT: We left. Why not?|HOST: Why?|ROTH: We won.|HOST: So?|BRANDT: We slept.",
            [("Ana Brandt", "We left"), ("Karl Roth", "We won"), ("Ana Brandt", "We slept")],
        ),
        (
            "Ana Brandt and Karl Roth came.",
            "DANA BELL, ECHO HOST: Peru bombed Lima. And?|MR. ROTH: We left.|BELL: Why?|"
            "MINISTER BRANDT: We won.|BELL: So?|MS. ORR: I left.",
            [("Karl Roth", "We left"), ("Ana Brandt", "We won"), ("Orr", "I left")],
        ),
    ],
)
def test_turns_are_those_of_persons(above: str, turns: str, expected: list[tuple[str, str]]) -> None:
    findings = articles(above, turns)
    told = brief(findings)
    assert "Shelling" not in {e.type for e in findings.events}
    assert [pair for pair in told if pair[1] != "Why not"] == expected


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


@pytest.mark.parametrize(
    "lead",
    [
        "Hans Weber interviewed a nurse in Quito.",
        "Rosa Quispe and Hans Weber came home from Quito.",
        "A nurse came home from Quito. Hans Weber denied it.",
        "Hans Weber came home from Quito. Weber said that it rained.",
    ],
)
def test_who_asks_or_is_quoted_elsewhere_does_not_answer(lead: str) -> None:
    own = "Rosa Quispe came home from Quito last week."
    told = brief(found(INTERVIEW.replace(own, lead)))
    assert ("Hans Weber", "There was none.") not in [(who, w.rstrip("”")) for who, w in told]


DECLARED = """Leaders meet in Lima

LIMA, May 3 - Leaders met in Lima. Following is the text.

We, the heads of state of Peru and Chile, meeting in Lima,

1. We welcome the new road. Trucks must pass.

2. We condemn the raid in Oruro, which killed two people.

3. Experts will meet in June.
"""


def test_those_who_call_themselves_we_say_what_we_says() -> None:
    findings = found(DECLARED)
    leaders = "Heads of state of Peru and Chile"
    assert [words for who, words in brief(findings) if who == leaders] == [
        "We welcome the new road",
        "Trucks must pass",
        "We condemn the raid in Oruro, which killed two people",
    ]
    assert [e.type for e in findings.events] == ["Meeting"]


def test_others_do_not_declare() -> None:
    others = "We will not pay, said the mayor.\n\nWe asked Ana Torres for help.\n\nIt rained.\n\nWe sang."
    told = brief(found(f"{DECLARED}\n{others}"))
    ours = [words for who, words in told if who == "Heads of state of Peru and Chile"]
    assert len(ours) == 3
    assert ("the mayor", "We will not pay") in [(who.replace("Mayor", "the mayor"), w) for who, w in told]


def test_we_alone_is_nobody() -> None:
    assert (
        brief(found(DECLARED.replace("We, the heads of state of Peru and Chile, meeting", "Meeting"))) == []
    )


@pytest.mark.parametrize(
    "heading", ["17:35 – 'They shot my brother'", "“They shot my brother”", "9.05 pm: ‘They shot my brother’"]
)
def test_a_heading_in_quotation_marks_is_no_event(heading: str) -> None:
    above = "Live: strike in Lima\n\nLIMA, May 3 - Peru’s president Ana Torres said it was over."
    text = f"{above}\n\n{heading}\n\nA man wept."
    findings = found(text)
    assert findings.events == ()
    assert not any("brother" in words for _, words in brief(findings))
    told = found(text.replace(heading, "Police shot a man."))
    assert [e.type for e in told.events] != []


def test_a_quotation_alone_is_no_heading_elsewhere() -> None:
    told = brief(
        found("Strike in Lima\n\nA man wept, Ana Torres said.\n\n“They shot my brother”\n\nIt rained.")
    )
    assert any("brother" in words for _, words in told)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The sides agreed to build a port. Israel and Iran were not named. Both sides stressed that "
            "Kenya must not be a base.",
            {"Sides"},
        ),
        (
            "Peru and Chile train troops. Lima has friends in Niger. The junta there announced that it "
            "would leave.",
            {"Military junta of Niger"},
        ),
        ("The junta announced from Bamako that it would stay in Mali.", {"Military junta of Mali"}),
        ("Mr. OKELLO (Kenya) said the sea was rising. He denied a leak.", {"OKELLO"}),
        ("The OAU said the sea was rising.", {"Organization of African Unity"}),
        (
            "The report by Human Rights Watch came on Friday. State broadcaster RTB had reported a raid. "
            "It rained. The road was shut. The army left. The report warns that more may die.",
            {"RTB", "Human Rights Watch"},
        ),
        ("A storm hit Lima. He condemned it.", {"He"}),
        ("Hans Weber flew to Lima. “We understand it,” TASS quoted him as saying.", {"TASS", "Hans Weber"}),
        ("A trader said it was over. He condemned it.", {"Trader"}),
        ("Residents contacted by telephone in Zalambessa said they had seen no soldiers.", {"Residents"}),
    ],
)
def test_who_speaks(text: str, speakers: set[str]) -> None:
    assert {who for who, _ in brief(found(text))} == speakers


def test_whose_government_beside_its_people() -> None:
    told = found("Hamas fired rockets. Chile donated food to the government and people of Jordan.")
    assert any(m.entity.label == "Government of Jordan" for m in told.mentions)
