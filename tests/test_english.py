"""Text that is no prose is parsed in pieces, whose offsets are those of the text. The parse is spaCy's."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.language.english import (
    MAX_SENTENCE,
    MAX_WORD,
    _pieces,
    annotate,
    load_model,
    rejoin,
    spacy_pipeline,
)
from kg.read import read_text

TEXTS = sorted((Path(__file__).parent / "cases" / "dev").glob("*.txt"))[::20]
#: What the parser, the tagger, the lemmatiser and the finder of names say of each token.
LAYERS = ["HEAD", "DEP", "TAG", "LEMMA", "ENT_IOB", "ENT_TYPE"]


def test_the_parse_is_what_spacy_itself_gives() -> None:
    paragraphs = [line for path in TEXTS for line in path.read_text("utf-8").splitlines() if line.strip()]
    ours, own = load_model(), spacy_pipeline()

    def cut_alike(text: str) -> Doc:
        tokens = ours.make_doc(text)
        doc = Doc(own.vocab, [t.text for t in tokens], [bool(t.whitespace_) for t in tokens])
        for token, other in zip(doc, tokens, strict=True):
            token.norm_ = other.norm_
        return doc

    docs = own.pipe(map(cut_alike, paragraphs))
    same = [
        (one.to_array(LAYERS) == other.to_array(LAYERS)).all()
        for one, other in zip(ours.pipe(paragraphs), docs, strict=True)
    ]
    assert len(same) > 50
    assert all(same)


@pytest.mark.parametrize("length", [0, 1, MAX_WORD, MAX_WORD + 1, 3 * MAX_WORD + 7, 60_000])
@pytest.mark.parametrize("unit", ["a", "word ", "(“'"])
def test_pieces_are_the_text(unit: str, length: int) -> None:
    text = (unit * length)[:length]
    pieces = _pieces(5, text)
    assert "".join(piece for _, piece in pieces) == text
    starts = [5 + sum(len(piece) for _, piece in pieces[:i]) for i in range(len(pieces))]
    assert [start for start, _ in pieces] == starts
    assert all(len(word) <= MAX_WORD for _, piece in pieces for word in piece.split())


def test_a_long_word_stays_whole_until_it_is_too_long() -> None:
    assert [len(piece) for _, piece in _pieces(0, f"see {'a' * MAX_WORD} there")] == [10 + MAX_WORD]
    assert [len(piece) for _, piece in _pieces(0, f"see {'a' * (MAX_WORD + 1)} there")] == [404, 7]


@pytest.mark.parametrize(
    "text", ["Armenia, " * 600, "He said “she said ‘" * 150, "Baku agreed. " + "and Baku " * 900]
)
def test_no_sentence_is_too_long(text: str) -> None:
    document = annotate(read_text(text))
    assert max(len(sentence.tokens) for sentence in document.sentences) <= MAX_SENTENCE
    for sentence in document.sentences:
        assert document.text(sentence.span) == sentence.tokens.text.strip()
        assert document.span(sentence.tokens[0]).start == sentence.span.start


def test_a_sentence_that_hangs_by_a_hyphen_stays_a_tree() -> None:
    # So the parser has 'Co-founder of X, Y, met …': the verb under the hyphen, both parts under the verb.
    words, deps = ["Co", "-", "founder", "met"], ["nsubj", "ROOT", "nsubj", "ccomp"]
    doc = Doc(load_model().vocab, words, spaces=[False, False, True, False], heads=[3, 1, 3, 1], deps=deps)
    rejoin(doc)
    assert [token.sent.root.text for token in doc] == ["-"] * 4


def test_two_parts_of_a_word_are_one_subject() -> None:
    words, deps = ["vice", "-", "president", "left"], ["nsubj", "dep", "nsubj", "ROOT"]
    doc = Doc(load_model().vocab, words, spaces=[False, False, True, False], heads=[3, 3, 3, 3], deps=deps)
    rejoin(doc)
    assert [(token.dep_, token.head.text) for token in doc[:3]] == [
        ("compound", "president"),
        ("punct", "president"),
        ("nsubj", "left"),
    ]
