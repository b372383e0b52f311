"""What the systems here take for attributions in a text: tagger and lexicon together, or one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from polnear import Attribution, Range, paragraphs
from spacy.tokens import Token

from kg.extract.phrases import cover, runs
from kg.extract.quotes import find_quotes
from kg.extract.reading import quoted_tokens
from kg.extract.speech.attributions import find_in_paragraphs
from kg.extract.speech.tagger import load_tagger
from kg.knowledge.lexicon import load_lexicon
from kg.language.english import Document, annotate
from kg.model import Article, Span

SYSTEMS = ("hybrid", "tagger", "lexicon")
Predict = Callable[[str], list[Attribution]]


def predictor(system: str) -> Predict:
    """How a system of SYSTEMS predicts the attributions of a text, a paragraph being a line."""
    return by_tagger() if system == "tagger" else by_build(hybrid=system == "hybrid")


def document_of(text: str) -> Document:
    """A text parsed line by line."""
    return annotate(Article(text, paragraphs=tuple(Span(s, e) for s, e in paragraphs(text))))


def by_tagger() -> Predict:
    """Predict with the network alone."""
    tagger = load_tagger()

    def predict(text: str) -> list[Attribution]:
        document = document_of(text)
        docs = {id(sentence.tokens.doc): sentence.tokens.doc for sentence in document.sentences}
        return [
            Attribution(*(_ranges(document, tokens) for tokens in (found.source, found.cue, found.content)))
            for doc in docs.values()
            for found in tagger.attributions(doc)
        ]

    return predict


def by_build(*, hybrid: bool) -> Predict:
    """Predict as the build does, before it leaves out what is only possible or said inside quotations."""
    lexicon, tagger = load_lexicon(), load_tagger() if hybrid else None

    def predict(text: str) -> list[Attribution]:
        document = document_of(text)
        parsed = []
        for _, group in groupby(document.sentences, key=lambda s: id(s.tokens.doc)):
            sentences = list(group)
            quotes = find_quotes(text, sentences[0].span.start, sentences[-1].span.end)
            quoted = frozenset().union(*(quoted_tokens(sentence, quotes) for sentence in sentences))
            parsed.append(([sentence.tokens for sentence in sentences], quoted))
        return [
            Attribution(*(_ranges(document, tokens) for tokens in (a.source_tokens, a.cue, a.content_tokens)))
            for found in find_in_paragraphs(parsed, lexicon, tagger)
            for a in found
        ]

    return predict


def _ranges(document: Document, tokens: Iterable[Token]) -> tuple[Range, ...]:
    """Where some tokens stand: a range for each stretch."""
    spans = (document.span(stretch) for run in runs(tokens) if (stretch := cover(run)) is not None)
    return tuple((span.start, span.end) for span in spans)
