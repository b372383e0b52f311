"""Who has the word: in a transcript by the label before it, in an interview by the question."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.entities.discourse import Discourse
from kg.language.english import Sentence
from kg.model import Entity, Span
from kg.read.transcript import Turn

#: So many questions, each answered by a paragraph in quotation marks, make an interview.
MIN_ANSWERS = 3
#: A heading in quotation marks, as a live blog has: whose words they are stands below.
_HEADING = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\s*[:–—-]?\s*)?"
    r"(?:['‘][^‘]*[^.!?,…]['’]|[\"“][^\"“”]*[^.!?,…\"“”][\"”])"
)
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
        text = discourse.document.article.text
        starts = iter(self._paragraphs)
        at = next(starts, None)
        for sentence in discourse.document.sentences:
            while at is not None and sentence.span.start >= at.end:
                at = next(starts, None)
            if at is not None:
                self._sentences[at].append(sentence)
        voices = self._labelled() if discourse.surface.turns else self._interview()
        voices |= {p: Voice(None) for p in self._paragraphs if _HEADING.fullmatch(text, p.start, p.end)}
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
        """The paragraphs of a transcript, those of the labels too."""
        document, turns = self._discourse.document, self._discourse.surface.turns
        by_label: dict[str, list[Turn]] = {}
        for turn in turns:
            by_label.setdefault(document.text(turn.label), []).append(turn)
        found: dict[Span, Voice] = {}
        for own in by_label.values():
            asked = sum(any("?" in document.text(w) for w in turn.words) for turn in own)
            speaker = self._speaker(own[0].label) if asked * 2 < len(own) else None
            if speaker is not None and speaker.kind == "NewsOrganization":
                speaker = None
            for turn in own:
                found |= dict.fromkeys(turn.words, Voice(speaker, turn.label))
        labels = {turn.label.start for turn in turns}
        others = (p for p in self._paragraphs if p not in found)
        return found | {p: Voice(None) for p in others if p.start in labels or self._is_question(p)}

    def _speaker(self, label: Span) -> Entity | None:
        """The person whose surname a label ends with, else whom it names or describes."""
        words = self._discourse.document.text(label).lower().split()
        if words[-1] in self._discourse.lexicon.words["answering"]:
            return self._interviewed()
        persons = {r.entity: None for r in self._discourse.references if r.entity.kind == "Person"}
        # 'BRANDT', or 'AB' for Ana Brandt.
        named = [e for e in persons if words[-1] in {e.label.lower().split()[-1], _initials(e.label)}]
        if named:
            return max(named, key=lambda e: len(e.label.split()))
        sentence = next(s for s in self._discourse.document.sentences if s.span.end > label.start)
        head = [t for t in sentence.tokens if t.is_alpha][-1]
        return self._discourse.resolve(head) or self._discourse.unrecognised(head)

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
        return dict.fromkeys(answers, Voice(told)) if told is not None else {}

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
        """The person whom the article's own sentences are about."""
        first = min((turn.label.start for turn in self._discourse.surface.turns), default=None)
        above = (p for p in self._paragraphs if first is None or p.start < first)
        told = (s for p in above if not self._is_question(p) for s in self._sentences[p])
        own = (s for s in told if not self._discourse.surface.is_wholly_quoted(s))
        found = [r for s in own for r in self._discourse.references.of(s.number)]
        named = [r for r in found if r.entity.kind == "Person" and not r.entity.local]
        count = Counter(r.entity for r in ([r for r in named if r.main] or named))
        return max(count, key=count.__getitem__) if count else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.lower().split())
