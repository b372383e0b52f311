"""Text that is no prose is parsed in pieces, whose offsets are those of the text. The parse is spaCy's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

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
#: What the parser, the tagger, the rulers, the lemmatiser and the finder of names say of each token.
LAYERS = ["HEAD", "DEP", "TAG", "POS", "MORPH", "LEMMA", "ENT_IOB", "ENT_TYPE"]
#: Where words together are read otherwise than one by one, names reach the ends of texts or none is left.
ODD = [
    *(
        "",
        " ",
        "Baku",
        "  Baku  denied   it.  ",
        "Los Angeles",
        "Ilham Aliyev",
        "the United Nations Security",
    ),
    *("Let's go.", "There is hope. There are talks, there's a plan.", "They ain't gonna, y'all got to."),
    *('Aliyev said."Yerevan Lavrov answered.', "Kenya Uganda Tanzania\t\tRwanda", "I'd've gone, we will."),
]


def test_the_parse_is_what_spacy_itself_gives() -> None:
    lines = [line for path in TEXTS for line in path.read_text("utf-8").splitlines() if line.strip()]
    # A second time, when the words are known.
    paragraphs = [*ODD, *lines, *ODD, *lines[:20]]
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
    assert len(same) > 100
    assert all(same)


@cache
def multiplied_alike() -> Language:
    """spaCy's own pipeline, whose sums are rounded as ours are."""
    with use_ops("numpy", use_blis=False):
        return spacy_pipeline()


SEVERAL = "Let 's there is was ain n't gon na got ta It you i Do had been that because to will of the"
NAMES = 'Kofi Annan New York Times Tuesday 40 percent Minister Russian EU said , . " ( “ ’ -'
WORDS = st.sampled_from([*SEVERAL.split(), *NAMES.split(), " "])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=6))
def test_any_words_are_read_as_spacy_itself_reads_them(texts: list[list[str]]) -> None:
    ours, own = load_model(), multiplied_alike()
    docs = [[Doc(nlp.vocab, words) for words in texts] for nlp in (ours, own)]
    for one, other in zip(ours.pipe(docs[0]), own.pipe(docs[1]), strict=True):
        assert one.to_array(LAYERS).tolist() == other.to_array(LAYERS).tolist()


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
