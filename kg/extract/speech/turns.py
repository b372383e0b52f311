"""Who spoke last, whether a pronoun goes on with that, and whose words stand there without a cue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.scene import Reference
from kg.extract.phrases import OPENING, SUBJECTS, is_plural
from kg.language.english import Sentence
from kg.model import Entity, Statement

_SINGULAR = frozenset({"he", "she"})
#: The classes of those who have no name of their own.
_NAMELESS = frozenset({"Unresolved", "Group"})


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """The last statement so far and its paragraph; `is_one` where its source is a singular."""

    statement: Statement
    paragraph: int
    is_one: bool

    def taken_up(self, discourse: Discourse, source: Token) -> Entity | None:
        """Who spoke last, for a pronoun that goes on: a body, or one or several without a name."""
        speaker, number = self.statement.speaker, self.statement.sentence
        between = discourse.document.sentences[number : discourse.surface.sentence_of(source).number - 1]
        if not all(discourse.surface.is_wholly_quoted(s) for s in between):
            return None
        nameless = speaker.kind in _NAMELESS or speaker.local
        if source.lower_ in _SINGULAR:
            # After words in between 'The winner' is who the article has named more often than somebody new.
            taken_up = bool(between) and speaker.label.startswith("The ") and " of " not in speaker.label
            same = nameless and self.is_one and not taken_up and discourse.goes_on(speaker, number, source)
            return speaker if same else None
        if source.lower_ == "they":
            several = nameless and not self.is_one
            several = several and not _acting_before(discourse, source)
            return speaker if several and not discourse.surface.is_quoted(source) else None
        body = speaker.kind != "Person" and (not nameless or self.is_one)
        # Further on in a sentence 'it' may be somebody named there.
        return speaker if source.lower_ == "it" and source.i == source.sent.start and body else None


def told_before(discourse: Discourse, sentence: Sentence, said: int) -> Reference | None:
    """Who speaks in a quotation without a cue: 'Ana Brandt winced. "It was poor."'

    Whom the sentence before it in the paragraph is about, or names alone ('…, leaving Brandt cold') and not
    just as an owner. None where that is the sentence of the last saying (`said`) or stands before it.
    """
    surface = discourse.surface
    if sentence.tokens[0].text not in OPENING:
        return None
    before = reversed(discourse.document.sentences[said : sentence.number - 1])
    told = next((s for s in before if not surface.is_wholly_quoted(s)), None)
    if told is None or told.paragraph != sentence.paragraph:
        return None
    named = [r for r in discourse.references.of(told.number) if r.entity.kind == "Person"]
    persons = [r for r in named if not _is_owner(told.tokens.doc[r.position])]
    main = [r for r in persons if r.main]
    likely = main or persons
    return likely[0] if len({r.entity for r in likely}) == 1 else None


def _is_owner(token: Token) -> bool:
    """'The firm makes a copy of Brandt's helmet', unlike "Brandt's face fell"."""
    return token.dep_ == "poss" and token.head.dep_ not in SUBJECTS


def is_one(sources: Iterable[Token]) -> bool:
    """Whether no source of a saying is several: no plural, and no number but 'one of them'."""
    return not any(is_plural(s) or (s.tag_ == "CD" and s.lower_ != "one") for s in sources)


def _acting_before(discourse: Discourse, source: Token) -> bool:
    """Whether a person is the subject of something earlier in the sentence: 'they' may be these."""
    before = source.doc[source.sent.start : source.i]
    surface = discourse.surface
    return any(
        t.dep_ in SUBJECTS and surface.person_at(t) is not None and not surface.is_quoted(t) for t in before
    )
