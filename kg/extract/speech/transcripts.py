"""Who has the word: in a transcript by the label before it, in an interview by the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.scene import Reference
from kg.extract.phrases import lemma
from kg.language.english import Sentence
from kg.model import Entity, Span
from kg.read.transcript import Turn

#: So many questions, each answered by a paragraph in quotation marks, make an interview.
MIN_ANSWERS = 3
#: A heading in quotation marks, as a live blog has, mostly with the time: whose words they are stands below.
_LIVE = re.compile(r"\b(?:Live|LIVE|live)\b")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\s*[:–—-]?\s*")
_HEADING = re.compile(r"(?:['‘][^‘]*[^.!?,…]['’]|[\"“][^\"“”]*[^.!?,…\"“”][\"”])")
_QUOTES = frozenset({"“", '"', "«", "„"})
_CLOSERS = "\"'”’)*_"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who has the word, nobody where somebody asks, and where the label stands that says so."""

    speaker: Entity | None
    label: Span | None = None


class Turns:
    """Who has the word in each paragraph of a transcript or an interview; of no other article."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._paragraphs = discourse.document.article.paragraphs
        self._sentences: dict[Span, list[Sentence]] = {p: [] for p in self._paragraphs}
        starts = iter(self._paragraphs)
        at = next(starts, None)
        for sentence in discourse.document.sentences:
            while at is not None and sentence.span.start >= at.end:
                at = next(starts, None)
            if at is not None:
                self._sentences[at].append(sentence)
        voices = self._labelled() if discourse.surface.turns else self._interview()
        if discourse.surface.turns and not voices:
            discourse.surface.without_turns()
        voices |= {p: Voice(None) for p in self._paragraphs if self._is_heading(p)}
        if (turn := discourse.surface.declared) is not None:
            voices |= dict.fromkeys(turn.words, Voice(self._declaring(turn.label), turn.label))
        self._voices = {s.number: voices[p] for p in voices for s in self._sentences[p]}

    def at(self, sentence: Sentence) -> Voice | None:
        """Who has the word in a sentence; None where the article itself has it."""
        return self._voices.get(sentence.number)

    def asks(self, sentence: Sentence) -> bool:
        """Whether a sentence is part of a question, a label, or a heading in quotation marks."""
        voice = self.at(sentence)
        return voice is not None and voice.speaker is None

    def _labelled(self) -> dict[Span, Voice]:
        """The paragraphs of a transcript, those of the labels too; none where some answer is nobody's."""
        document, turns = self._discourse.document, self._discourse.surface.turns
        by_label: dict[str, list[Turn]] = {}
        for turn in turns:
            by_label.setdefault(document.text(turn.label), []).append(turn)
        found: dict[Span, Voice] = {}
        for own in by_label.values():
            speaker = None if own[0].asks else self._speaker(own[0].label, own)
            if speaker is None and not own[0].asks:
                return {}
            for turn in own:
                found |= dict.fromkeys(turn.words, Voice(speaker, turn.label))
        labels = {turn.label.start for turn in turns}
        first, last = min(labels), max(labels)
        inside = (p for p in self._paragraphs if first <= p.start <= last and p not in found)
        return found | {p: Voice(None) for p in inside if p.start in labels or self._is_question(p)}

    def _speaker(self, label: Span, turns: Sequence[Turn]) -> Entity | None:
        """The person whose surname a label ends with, or who is asked; None for who is no person."""
        document = self._discourse.document
        first, *others = document.text(label).split()
        surname = others[-1].lower() if others else first.lower()
        if surname in self._discourse.lexicon.words["answering"]:
            told = self._interviewed()
            name = told.label.split()[-1] if told is not None else ""
            # Of whom the answers tell by name is not who answers.
            return None if any(name in document.text(w) for t in turns for w in t.words) else told
        persons = {r.entity: None for r in self._discourse.references if r.entity.kind == "Person"}
        # 'BRANDT', or 'AB' for Ana Brandt.
        named = [e for e in persons if surname in {e.label.lower().split()[-1], _initials(e.label)}]
        if named:
            return max(named, key=lambda e: len(e.label.split()))
        sentence = next(s for s in document.sentences if s.span.end >= label.end)
        inside = [t for t in sentence.tokens if t.is_alpha and label.contains(document.span(t))]
        if not inside:
            return None
        told = self._discourse.resolve(inside[-1]) or self._discourse.unrecognised(inside[-1])
        if others and first.rstrip(".").lower() in self._discourse.lexicon.words["courtesy"]:
            name = " ".join(others).title()
            return told if told.kind == "Person" else Entity("Person", name, key=name.lower())
        return told if told.kind == "Person" else None

    def _declaring(self, label: Span) -> Entity:
        """Who calls themselves something behind 'We'."""
        sentence = next(s for s in self._discourse.document.sentences if s.span.end > label.start)
        inside = [t for t in sentence.tokens if label.contains(self._discourse.document.span(t))]
        head = sentence.tokens.doc[inside[0].i : inside[-1].i + 1].root
        told = self._discourse.resolve(head) or self._discourse.unrecognised(head)
        if told.kind != "Group":
            return told
        # Of 'the heads of state of X and Y' a group of people has the first alone.
        words = self._discourse.document.text(label).removeprefix("the ")
        return replace(told, label=f"{words[:1].upper()}{words[1:]}", key=words.lower())

    def _interview(self) -> dict[Span, Voice]:
        """The answers of an interview that is told in questions, and answers in quotation marks."""
        if sum(map(self._is_question, self._paragraphs)) < MIN_ANSWERS:
            return {}
        answers = dict.fromkeys(p for p in self._paragraphs if self._is_quoted(p))
        asked = sum(self._is_question(q) and a in answers for q, a in pairwise(self._paragraphs))
        told = self._interviewed() if asked >= MIN_ANSWERS else None
        if told is None or any(r.entity == told and self._is_cue(r) for r in self._discourse.references):
            return {}
        return dict.fromkeys(answers, Voice(told))

    def _is_cue(self, reference: Reference) -> bool:
        """Whether somebody is the subject of a saying: the article quotes him, so others may answer."""
        sentence = self._discourse.document.sentences[reference.sentence - 1]
        verb = lemma(sentence.tokens.doc[reference.position].head)
        cues = self._discourse.lexicon.cues.get((verb, "verb"), ())
        own = reference.subject and not self._discourse.surface.is_quoted(reference.span)
        return own and any(len(cue.words) == 1 and not cue.weak for cue in cues)

    def _is_heading(self, paragraph: Span) -> bool:
        article = self._discourse.document.article
        time = _TIME.match(article.text, paragraph.start, paragraph.end)
        if time is None and _LIVE.search(article.title or "") is None:
            return False
        start = time.end() if time is not None else paragraph.start
        return _HEADING.fullmatch(article.text, start, paragraph.end) is not None

    def _is_quoted(self, paragraph: Span) -> bool:
        text, sentences = self._discourse.document.article.text, self._sentences[paragraph]
        return text[paragraph.start] in _QUOTES and all(
            map(self._discourse.surface.is_wholly_quoted, sentences)
        )

    def _is_question(self, paragraph: Span) -> bool:
        text = self._discourse.document.article.text
        words = text[paragraph.start : paragraph.end].rstrip(_CLOSERS)
        return words.endswith("?") and text[paragraph.start] not in _QUOTES

    def _interviewed(self) -> Entity | None:
        """The one person in the first of the article's own sentences, if not as who asks somebody."""
        discourse = self._discourse
        first = min((turn.label.start for turn in discourse.surface.turns), default=None)
        above = (p for p in self._paragraphs if first is None or p.start < first)
        told = (s for p in above if not self._is_question(p) for s in self._sentences[p])
        own = next((s for s in told if not discourse.surface.is_wholly_quoted(s)), None)
        if own is None:
            return None
        found = [r for r in discourse.references.of(own.number) if r.entity.kind == "Person"]
        verbs = {lemma(own.tokens.doc[r.position].head) for r in found if r.subject}
        asking = not verbs.isdisjoint(discourse.lexicon.words["interviewing"])
        persons = {r.entity for r in found}
        told_of = next(iter(persons)) if len(persons) == 1 and not asking else None
        return told_of if told_of is not None and not told_of.local else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.lower().split())
