"""Phrases that take up a longer one by its last words: 'the Arland Post editorial board … the board'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.scene import Scene
from kg.extract.phrases import dependents


def whole_phrase(scene: Scene, head: Token) -> Token | None:
    """The noun of the phrase with a name in it that a phrase without any repeats the last words of.

    None where the article has none, or several with other names ('the Arville fair', 'the Zell fair').
    """
    first = head.left_edge
    beside = [c for c in dependents(head) if first.i < c.i < head.i]
    plain = all(c.dep_ in {"compound", "amod"} and c.text.islower() for c in beside)
    if head.tag_ != "NN" or first.lower_ != "the" or not plain:
        return None
    words = [t.lower for t in head.doc[first.i + 1 : head.i + 1]]
    found: dict[str, Token] = {}
    document, number = scene.surface.document, scene.surface.sentence_of(head).number
    # Sentences are numbered from 1. To look for the word in the text is quicker than to ask each token.
    text = document.article.text
    near = (s for s in document.sentences[: number - 1] if head.lower_ in text[s.span.start : s.span.end])
    for token in (t for sentence in near for t in sentence.tokens):
        start = token.i + 1 - len(words)
        name = token.doc[start - 1] if token.lower == head.lower and start > 0 else None
        if name is None or name.pos_ != "PROPN" or name.dep_ != "compound" or not token.text.islower():
            continue
        if [t.lower for t in token.doc[start : token.i + 1]] == words and not scene.surface.is_quoted(token):
            found.setdefault(name.text, token)
    return next(iter(found.values())) if len(found) == 1 else None
