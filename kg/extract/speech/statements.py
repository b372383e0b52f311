"""Attributions to statements: who speaks, to whom, with what attitude, what exactly is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.anaphors import is_town
from kg.extract.entities.descriptions import is_age
from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import (
    child,
    cover,
    is_infinitive,
    lemma,
    noun_phrase,
    runs,
    trim,
)
from kg.extract.predicates.casting import participant
from kg.extract.predicates.predications import content_predication
from kg.extract.reading import BROKEN_CONFIDENCE, Reading, attached, clipped, quoted_tokens
from kg.extract.speech.attribution import DIRECTIVE, FRAME_CONFIDENCE, Attribution, Content, FoundBy
from kg.extract.speech.attributions import Paragraph, find_in_paragraphs
from kg.extract.speech.believed import is_somebody
from kg.extract.speech.citations import citations, relayed
from kg.extract.speech.clauses import clause_of
from kg.extract.speech.documents import authored, authors
from kg.extract.speech.hearsay import cue_of, goes_on_from, hearsay, is_repeated, nested
from kg.extract.speech.illocutions import Said, certainty, illocution_of, of_speaker, takes_up
from kg.extract.speech.learned import Learned
from kg.extract.speech.propositions import asked_on, content_spans, doers_of, proposition, under_negation
from kg.extract.speech.reported import is_reported, repeats
from kg.extract.speech.retold import is_retold
from kg.extract.speech.sources import owners
from kg.extract.speech.spoken_for import Voice
from kg.extract.speech.transcripts import Turns
from kg.extract.speech.turns import Turn, is_one, told_before
from kg.language.english import Sentence
from kg.model import Entity, Evidence, Span, Statement, When

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})


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
    confidence: float = FRAME_CONFIDENCE
    found_by: FoundBy = "lexicon"


class StatementFinder:
    """Finds the statements of one article, sentence by sentence, in reading order.

    `readings` are those of the document's sentences, in the same order. Without what was learnt the frames
    of the lexicon alone say who says what, and its rules which act it is.
    """

    def __init__(
        self,
        discourse: Discourse,
        readings: Sequence[Reading],
        turns: Turns,
        learned: Learned | None = None,
    ) -> None:
        self._discourse = discourse
        tagger = learned.tagger if learned is not None else None
        self._acts = learned.acts if learned is not None else None
        self._document = discourse.document
        self._readings = {
            s.number: reading for s, reading in zip(discourse.document.sentences, readings, strict=True)
        }
        self._sayings: defaultdict[int, list[tuple[Attribution, Content]]] = defaultdict(list)
        self._quoted: dict[int, frozenset[int]] = {}
        #: Who has the word in which sentence of a transcript or an interview.
        self._turns = turns
        paragraphs = _paragraphs(discourse.document.sentences)
        found = find_in_paragraphs([self._parsed(p) for p in paragraphs], discourse.lexicon, tagger)
        for sentences, attributions in zip(paragraphs, found, strict=True):
            self._read(sentences, attributions)
        self._last: Turn | None = None
        #: Whose words those in quotation marks are.
        self._quoting: Entity | None = None
        #: Those who said the last thing together, and in which sentence.
        self._joint: tuple[Entity, ...] = ()
        self._joint_at = 0

    def _parsed(self, sentences: Sequence[Sentence]) -> Paragraph:
        """The sentences of a paragraph as they are parsed, and which of its tokens are quoted."""
        for sentence in sentences:
            reading = self._readings[sentence.number]
            self._quoted[sentence.number] = quoted_tokens(sentence, reading.quotes)
        return [s.tokens for s in sentences], self._quoted_in(sentences)

    def _quoted_in(self, sentences: Iterable[Sentence]) -> frozenset[int]:
        return frozenset().union(*(self._quoted[s.number] for s in sentences))

    def _read(self, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> None:
        """Keep the attributions of a paragraph, each with the sentence that its content stands in."""
        quoted, lexicon = self._quoted_in(sentences), self._discourse.lexicon
        kept = (a for a in found if not repeats(a, found) and is_reported(a, quoted, lexicon))
        reported = [authored(a, lexicon) for a in relayed([*kept], quoted)]
        reported += [*hearsay(sentences, quoted, reported, lexicon), *citations(reported, lexicon)]
        for attribution in reported:
            for content in attribution.contents:
                number = self._discourse.surface.sentence_of(content.head).number
                self._sayings[number].append((attribution.bringing(content, quoted), content))
        for attribution in reported:
            if attribution.head.i not in quoted:
                self._complete(attribution, sentences, quoted)

    def _complete(
        self, attribution: Attribution, sentences: Sequence[Sentence], quoted: frozenset[int]
    ) -> None:
        """Give a speaker the other sentences of a quotation that the tagger has cut short."""
        document = self._document
        for sentence in sentences:
            around = self._readings[sentence.number].quotes
            if any(a.head.i not in quoted for a, _ in self._sayings[sentence.number]) or not around:
                continue
            words = cover(t for t in sentence.tokens if not t.is_punct and not t.is_space)
            tokens = trim(sentence.tokens)
            if words is None or tokens is None:
                continue
            quotes = [q for q in around if q.contains(document.span(words))]
            if any(q.contains(document.span(t)) for q in quotes for t in attribution.content_tokens):
                content = Content(sentence.tokens.root, tuple(tokens))
                self._sayings[sentence.number].append((replace(attribution, illocution="Claim"), content))

    def find(self, sentence: Sentence) -> tuple[Statement, ...]:
        """The statements whose content stands in a sentence, in the order of their cues, then contents."""
        reading, sayings = self._readings[sentence.number], self._sayings[sentence.number]
        inside = [s for s in sayings if self._discourse.surface.is_quoted(s[0].head)]
        outside = [s for s in sayings if s not in inside]
        voice = self._turns.at(sentence)
        if self._turns.asks(sentence) and self._document.text(sentence.span).endswith("?"):
            # 'Is it true that X promised to?' tells of no promise.
            return ()
        made = self._made(sentence, outside, reading) if voice is None else []
        found = [pair for pair in made if not is_repeated(pair[0], [statement for statement, _ in made])]
        if not found and (continued := self._continued(sentence, reading)) is not None:
            one = continued.speaker.kind == "Person" or (self._last is not None and self._last.is_one)
            found.append((continued, one))
        self._quoting = found[-1][0].speaker if found else None
        retold = self._made(sentence, inside, reading)
        statements = [statement for statement, _ in (*found, *retold)]
        ordered = [nested(statement, statements, self._document.article.text) for statement in statements]
        ones = [one for _, one in found or retold]
        if ones:
            last = goes_on_from(ordered[: len(ones)], self._document.article.text)
            self._last = Turn(ordered[last], sentence.paragraph, ones[last])
        return tuple(sorted(ordered, key=cue_of) if retold else ordered)

    def _made(
        self, sentence: Sentence, sayings: Iterable[tuple[Attribution, Content]], reading: Reading
    ) -> list[tuple[Statement, bool]]:
        """The statements of some sayings, each with whether one source alone says it."""
        return [
            (statement, is_one(attribution.sources))
            for attribution, content in sayings
            for saying in self._said(attribution, content)
            if (statement := self._statement(sentence, saying, content, reading)) is not None
        ]

    def _continued(self, sentence: Sentence, reading: Reading) -> Statement | None:
        """A sentence wholly inside quotation marks has a speaker without a cue."""
        quoted = self._quoted[sentence.number]
        words = [t for t in sentence.tokens if not t.is_punct and not t.is_space]
        tokens = trim(sentence.tokens)
        if tokens is None or not words or any(t.i not in quoted for t in words):
            return None
        saying = self._uncued(sentence)
        content = Content(sentence.tokens.root, tuple(tokens))
        return self._statement(sentence, saying, content, reading) if saying else None

    def _uncued(self, sentence: Sentence) -> _Saying | None:
        """A saying of who has the word, or whom the sentence before is about, else of the last speaker."""
        if (voice := self._turns.at(sentence)) is not None:
            labels = (Evidence("source", (voice.label,)),) if voice.label is not None else ()
            return _Saying(voice.speaker, "Claim", labels) if voice.speaker is not None else None
        last = self._last
        told = told_before(self._discourse, sentence, last.statement.sentence if last is not None else 0)
        if told is not None:
            return _Saying(told.entity, "Claim", (Evidence("source", (told.span,)),))
        near = last is not None and sentence.paragraph - last.paragraph <= 1
        return self._same_speaker("Claim") if near else None

    def _same_speaker(self, illocution: str) -> _Saying | None:
        """A saying of whoever spoke last."""
        if self._last is None:
            return None
        last = self._last.statement
        evidence = tuple(e for e in last.evidence if e.role in {"source", "cue"})
        return _Saying(last.speaker, illocution, evidence, addressees=last.addressees, when=last.when)

    def _said(self, attribution: Attribution, content: Content) -> Iterator[_Saying]:
        """Who says a content: one saying for each speaker."""
        if not attribution.sources:
            # Nobody is named: words in quotation marks are still the last speaker's.
            number = self._discourse.surface.sentence_of(content.head).number
            quoted = all(t.i in self._quoted[number] for t in content.tokens if not t.is_punct)
            # 'Some came waving flags and chanting "Out!"' is a crowd's.
            before = self._last.statement.sentence if self._last is not None else number
            others = attribution.head.tag_ == "VBG" and before < number
            same = self._same_speaker(attribution.illocution) if quoted and not others else None
            yield from (same,) if same is not None else ()
        # 'The government today welcomed': the parser takes the day for a subject, unlike 'the 62-year-old'.
        # 'lawmaker X': one speaker, though two nouns. A day, unlike 'the 62-year-old', is none.
        speakers: dict[Entity, Token] = {}
        for source in attribution.sources:
            for owner in owners(source, self._discourse.lexicon):
                timed = owner.ent_type_ in {"DATE", "TIME"} and not is_age(owner)
                if timed and self._discourse.resolve(owner) is None:
                    continue
                for who in self._speakers(owner, attribution):
                    speakers.setdefault(who, source)
        self._joint = tuple(speakers)
        self._joint_at = self._discourse.surface.sentence_of(content.head).number
        for speaker, source in speakers.items():
            yield self._saying(attribution, source, speaker, content)

    def _speakers(self, source: Token, attribution: Attribution) -> tuple[Entity, ...]:
        """Who a source is: two for 'both governments', and for a 'they' that takes up several together."""
        several = self._discourse.pair(source) or authors(self._discourse, source)
        if several:
            return several
        number = self._discourse.surface.sentence_of(source).number
        if source.lower_ in {"he", "she", "they"} and self._discourse.surface.is_quoted(source):
            other = self._discourse.told_of(source, self._quoting)
            return (other,) if other is not None else ()
        if source.lower_ == "they" and len(self._joint) > 1 and number - self._joint_at <= 1:
            return self._joint
        last = self._last.taken_up(self._discourse, source) if self._last is not None else None
        if last is not None:
            return (last,)
        speaker = self._speaker(source, attribution)
        if speaker is None:
            return ()
        joint = source.lower_ in {"they", "their"} and not speaker.resolved and len(speaker.candidates) > 1
        return speaker.candidates if joint else (speaker,)

    def _saying(self, attribution: Attribution, source: Token, speaker: Entity, content: Content) -> _Saying:
        span = self._document.span
        words = attribution.source_words if len(attribution.sources) == 1 else ()
        evidence = [
            Evidence("source", self._spans(words or self._words(source))),
            Evidence("cue", self._spans(attribution.cue)),
        ]
        if attribution.addressees:
            spans = {span(noun_phrase(a)) for a in attribution.addressees}
            evidence.append(Evidence("addressee", tuple(sorted(spans))))
        cue = attribution.head
        # 'On Tuesday, X made a call for': the date hangs under the verb that carries the noun.
        carrier = cue.head if cue.pos_ == "NOUN" and cue.dep_ == "dobj" else cue
        sentence = self._discourse.surface.sentence_of(cue)
        return _Saying(
            speaker=speaker,
            illocution=attribution.illocution,
            evidence=tuple(evidence),
            addressees=tuple(e for e in self._actors(attribution.addressees) if e not in self._joint),
            about=self._actors(attribution.about, territories=True),
            when=attached(self._readings[sentence.number].dates, carrier, sentence),
            cue=None if attribution.on else cue,
            doers=doers_of(attribution, content, source),
            confidence=attribution.confidence,
            found_by=attribution.found_by,
        )

    def _spans(self, tokens: Iterable[Token]) -> tuple[Span, ...]:
        """Where some tokens stand: a span for each stretch."""
        covered = (cover(t for t in run if not t.is_space) for run in runs(tokens))
        return tuple(self._document.span(stretch) for stretch in covered if stretch is not None)

    def _words(self, source: Token) -> Tokens:
        """The words for a source, with a name that follows at once ('the journalist X', 'poet and CEO X')."""
        phrase, joined = noun_phrase(source), child(source, "conj")
        if joined is not None and self._discourse.resolve(joined) == self._discourse.resolve(source):
            return source.doc[phrase.start : noun_phrase(joined).end]
        for person in self._discourse.surface.persons(self._discourse.surface.sentence_of(source)):
            if person.tokens.start == phrase.end:
                return source.doc[phrase.start : person.tokens.end]
        return phrase

    def _speaker(self, source: Token, attribution: Attribution) -> Entity | None:
        """Who a source is; who is not recognised keeps the words, if the tagger takes them for a source."""
        if source.dep_ in {"compound", "amod", "nmod", "poss"}:
            entity = participant(self._discourse, source)
        else:
            entity = self._discourse.resolve(source)
        # 'In a letter to N, 52 deputies': the parser takes those who speak for an apposition of N.
        apposed = source.dep_ == "appos" and source.head.dep_ != "pobj"
        if entity is None and (apposed or source.dep_ == "relcl"):
            entity = self._discourse.resolve(source.head)
        speaker = None if is_town(self._discourse.lexicon, source) else self._discourse.as_actor(entity)
        things = not any(is_infinitive(c.head) for c in attribution.contents)
        if speaker is None and attribution.illocution == "Threat" and source.pos_ == "NOUN" and things:
            # 'the dam threatened its water supply', unlike 'inmates threatened to'
            return None
        told = attribution.sure or attribution.found_by != "lexicon" or is_retold(attribution.head)
        told = told or is_somebody(source, self._discourse.lexicon)
        # 'Salling said': the tagger of words takes some names for verbs.
        named = source.dep_ == "nsubj" and source.text[:1].isupper()
        if speaker is None and told and (named or source.pos_ in _NOMINAL):
            return self._discourse.unrecognised(source)
        return speaker

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

    def _act(self, said: Said) -> str:
        """The speech act: by the rules, then by what was learnt, last by who speaks."""
        if said.cue is not None and lemma(said.cue) in self._discourse.lexicon.words["apologising"]:
            return "Claim"
        ruled = illocution_of(said)
        if ruled == "Rejection" and self._last is not None and self._last.statement.attitude not in DIRECTIVE:
            # 'rejects that' of what another has said is so, and not of what he wants or offers.
            ruled = "Denial" if takes_up(said) else ruled
        settled = self._acts.settled(said, ruled) if self._acts is not None else ruled
        return of_speaker(said, settled)

    def _statement(
        self, sentence: Sentence, saying: _Saying, content: Content, reading: Reading
    ) -> Statement | None:
        discourse = self._discourse
        said_as = Said(
            Voice(discourse, saying.speaker, content.head.i in self._quoted[sentence.number]),
            saying.illocution,
            content,
            clause_of(content, discourse.lexicon),
            saying.cue,
            bool(saying.addressees),
        )
        illocution = self._act(said_as)
        spans = content_spans(discourse, content, illocution, sentence)
        if not spans:
            return None
        predication = content_predication(discourse, content.head, saying.doers)
        evidence = (Evidence("content", spans), *saying.evidence)
        participants = {self._document.span(t) for t in predication.participants} if predication else set()
        inside = sorted(p for p in participants if any(s.contains(p) for s in spans))
        if inside:
            evidence = (*evidence, Evidence("participant", tuple(inside)))
        attitude = discourse.lexicon.illocutions[illocution].attitude
        when = saying.when
        said = proposition(discourse, content, spans, predication, reading, about=saying.about, said=when)
        said = under_negation(discourse.lexicon, said, saying.cue)
        if attitude in {"callsFor", "commitsTo"}:
            said, when = asked_on(said, when, self._document.article.date)
        return Statement(
            speaker=saying.speaker,
            illocution=illocution,
            attitude=attitude,
            proposition=said,
            evidence=evidence,
            sentence=sentence.number,
            certainty=certainty(discourse.lexicon, content, saying.cue),
            addressees=saying.addressees,
            about=saying.about,
            capacity=discourse.capacity(saying.speaker),
            when=when,
            quotes=clipped(reading.quotes, spans),
            confidence=min(saying.confidence, BROKEN_CONFIDENCE) if reading.broken else saying.confidence,
            found_by=saying.found_by,
        )


def _paragraphs(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences by the paragraph that they were parsed in."""
    return [list(group) for _, group in groupby(sentences, key=lambda s: id(s.tokens.doc))]
