"""Attributions to statements: who speaks, to whom, with what attitude, what exactly is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.attribution import Attribution, Content
from kg.extract.cues import find_attributions
from kg.extract.discourse import Discourse
from kg.extract.illocutions import certainty, illocution_of
from kg.extract.phrases import child, children, is_infinitive, noun_phrase, trim
from kg.extract.predications import content_predication, participant
from kg.extract.propositions import content_spans, proposition
from kg.extract.reading import Reading, attached, clipped, quoted_tokens
from kg.language.english import Sentence
from kg.model import Entity, Evidence, Statement, When

#: Confidence of what rules read off a whole sentence (0 to 1); a measured one would replace it.
CONFIDENCE = 0.9
#: Confidence of what comes from a broken spot of the source, or from a verb that often is no saying.
LOW_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class _Saying:
    """Who says something, how and to whom, before what is said has been read.

    `cue` is the head of the cue. `doers` do what the content says where its own clause has no subject.
    """

    speaker: Entity
    illocution: str
    evidence: tuple[Evidence, ...]
    addressees: tuple[Entity, ...] = ()
    about: tuple[Entity, ...] = ()
    when: When | None = None
    cue: Token | None = None
    doers: Sequence[Token] | None = None
    weak: bool = False


class StatementFinder:
    """Finds the statements of one article, sentence by sentence, in reading order."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._document = discourse.document
        self._last: Statement | None = None
        self._last_paragraph = -1

    def find(self, sentence: Sentence, reading: Reading) -> tuple[Statement, ...]:
        """The statements of one sentence in the order of their cues, then of their contents."""
        quoted = quoted_tokens(sentence, reading.quotes)
        attributions = find_attributions(sentence.tokens, self._discourse.lexicon, quoted)
        found: list[Statement] = []
        for attribution in attributions:
            if _repeats(attribution, attributions):
                continue
            for source in attribution.sources:
                for content in attribution.contents:
                    saying = self._saying(sentence, attribution, source, content, reading)
                    statement = self._statement(sentence, saying, content, reading) if saying else None
                    if statement is not None:
                        found.append(_nested(statement, found))
        if not found:
            continued = self._continued(sentence, quoted, reading)
            found += [continued] if continued is not None else []
        if found:
            self._last, self._last_paragraph = found[-1], sentence.paragraph
        return tuple(found)

    def _continued(self, sentence: Sentence, quoted: frozenset[int], reading: Reading) -> Statement | None:
        """A sentence wholly inside quotation marks goes on with what the last speaker said."""
        words = [t for t in sentence.tokens if not t.is_punct and not t.is_space]
        if self._last is None or not words or any(t.i not in quoted for t in words):
            return None
        if sentence.paragraph - self._last_paragraph > 1:
            return None
        tokens = trim(sentence.tokens)
        if tokens is None:
            return None
        evidence = tuple(e for e in self._last.evidence if e.role in {"source", "cue"})
        saying = _Saying(self._last.speaker, "Claim", evidence, when=self._last.when)
        return self._statement(sentence, saying, Content(sentence.tokens.root, tuple(tokens)), reading)

    def _saying(
        self,
        sentence: Sentence,
        attribution: Attribution,
        source: Token,
        content: Content,
        reading: Reading,
    ) -> _Saying | None:
        speaker = self._speaker(source)
        if speaker is None:
            return None
        span = self._document.span
        evidence = [
            Evidence("source", (span(attribution.source_words or self._words(source)),)),
            Evidence("cue", (span(attribution.cue),)),
        ]
        if attribution.addressees:
            spans = {span(noun_phrase(a)) for a in attribution.addressees}
            evidence.append(Evidence("addressee", tuple(sorted(spans))))
        cue = attribution.cue.root
        # 'On Tuesday, X made a call for': the date hangs under the verb that carries the noun.
        carrier = cue.head if cue.pos_ == "NOUN" and cue.dep_ == "dobj" else cue
        return _Saying(
            speaker=speaker,
            illocution=attribution.illocution,
            evidence=tuple(evidence),
            addressees=tuple(e for e in self._actors(attribution.addressees) if e != speaker),
            about=self._actors(attribution.about, territories=True),
            when=attached(reading.dates, carrier, sentence),
            cue=cue,
            doers=_doers(attribution, content, source),
            weak=attribution.weak,
        )

    def _words(self, source: Token) -> Tokens:
        """The words for a source, with a name that follows at once ('the journalist X')."""
        phrase = noun_phrase(source)
        for person in self._discourse.surface.persons(self._discourse.surface.sentence_of(source)):
            if person.tokens.start == phrase.end:
                return source.doc[phrase.start : person.tokens.end]
        return phrase

    def _speaker(self, source: Token) -> Entity | None:
        if source.dep_ in {"compound", "amod", "nmod", "poss"}:
            entity = participant(self._discourse, source)
        else:
            entity = self._discourse.resolve(source)
        if entity is None and source.dep_ in {"relcl", "appos"}:
            entity = self._discourse.resolve(source.head)
        return self._discourse.as_actor(entity)

    def _actors(self, tokens: Iterable[Token], *, territories: bool = False) -> tuple[Entity, ...]:
        """Who is addressed or spoken of; with `territories` a place stays a place unless it is a capital."""
        found: dict[Entity, None] = {}
        for token in tokens:
            pair = self._discourse.pair(token)
            if pair:
                found.update(dict.fromkeys(pair))
                continue
            entity = self._discourse.resolve(token)
            actor = self._discourse.as_actor(entity)
            governed = entity is not None and entity.iri in self._discourse.world.governs
            if territories and entity is not None and (actor is None or governed):
                actor = entity
            if actor is not None:
                found.setdefault(actor)
        return tuple(found)

    def _statement(
        self, sentence: Sentence, saying: _Saying, content: Content, reading: Reading
    ) -> Statement | None:
        discourse = self._discourse
        spans = content_spans(discourse, content.tokens, sentence)
        if not spans:
            return None
        illocution = illocution_of(discourse, saying.illocution, content, saying.speaker)
        predication = content_predication(discourse, content.head, saying.doers)
        evidence = (Evidence("content", spans), *saying.evidence)
        participants = {self._document.span(t) for t in predication.participants} if predication else set()
        inside = sorted(p for p in participants if any(s.contains(p) for s in spans))
        if inside:
            evidence = (*evidence, Evidence("participant", tuple(inside)))
        return Statement(
            speaker=saying.speaker,
            illocution=illocution,
            attitude=discourse.lexicon.illocutions[illocution].attitude,
            proposition=proposition(
                discourse, content, spans, predication, reading, about=saying.about, said=saying.when
            ),
            evidence=evidence,
            sentence=sentence.number,
            certainty=certainty(discourse.lexicon, content, saying.cue),
            addressees=saying.addressees,
            about=saying.about,
            capacity=discourse.capacity(saying.speaker),
            when=saying.when,
            quotes=clipped(reading.quotes, spans),
            confidence=LOW_CONFIDENCE if reading.broken or saying.weak else CONFIDENCE,
        )


def _repeats(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """'said it was ready to': the readiness is what is said, and no statement beside the saying."""
    cue = attribution.cue.root
    return cue.lemma_ == "be" and any(
        cue.i == token.i
        for other in others
        if other is not attribution
        for content in other.contents
        for token in content.tokens
    )


def _nested(statement: Statement, others: Sequence[Statement]) -> Statement:
    """A saying inside what somebody else says is reported by that speaker and not by the article."""
    cue = next((s for e in statement.evidence if e.role == "cue" for s in e.spans), None)
    if cue is None:
        return statement
    for other in others:
        contents = (s for e in other.evidence if e.role == "content" for s in e.spans)
        if other.speaker != statement.speaker and any(s.contains(cue) for s in contents):
            return replace(statement, according_to=other.speaker)
    return statement


def _doers(attribution: Attribution, content: Content, source: Token) -> Sequence[Token] | None:
    """Who does what a content without a subject says: the one asked, blamed or speaking."""
    head = content.head
    inside = {t.i for t in content.tokens}
    own = [t for t in children(head, "nsubj", "nsubjpass") if t.i in inside]
    if own:
        # The parser may have hung the source under the content's verb as well.
        return own if any(t.i not in inside for t in children(head, "nsubj")) else None
    if attribution.illocution == "Accusation" and attribution.about:
        return attribution.about
    if head.pos_ in {"VERB", "AUX"} and not _has_tense(head):
        return attribution.addressees or attribution.about or (source,)
    return None


def _has_tense(verb: Token) -> bool:
    """Whether a verb has tense: not an infinitive, not a bare participle."""
    return not is_infinitive(verb) and (
        verb.tag_ in {"VBD", "VBZ", "VBP"} or child(verb, "aux", "auxpass") is not None
    )
