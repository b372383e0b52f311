"""Who says something, by which word, and where the content is: cue frames matched on the parse."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    tokens_of,
)
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.cue_nouns import (
    mistagged_attribution,
    noun_attribution,
    trailing_attribution,
)
from kg.extract.speech.cue_phrases import phrase_attribution
from kg.extract.speech.cue_verbs import verb_attribution
from kg.extract.speech.inner import is_act_of_another
from kg.extract.speech.retold import is_passed_on
from kg.knowledge.lexicon import Lexicon


def find_attributions(sentence: Tokens, lexicon: Lexicon, quoted: frozenset[int]) -> tuple[Attribution, ...]:
    """The attributions of a sentence in the order of their cues.

    `quoted` are the indices of tokens inside quotation marks: a cue there is the speaker's own, unless the
    speaker passes on what another has told.
    """
    openers = {words[0] for words in lexicon.source_phrases} | {"in", "by", "for", "at"}
    found = (
        _at(token, sentence, lexicon, openers)
        for token in tokens_of(sentence)
        if token.i not in quoted or token.pos_ == "VERB"
    )
    return tuple(
        a
        for a in found
        if a is not None and (a.head.i not in quoted or is_passed_on(a.head) or is_act_of_another(a))
    )


def _at(token: Token, sentence: Tokens, lexicon: Lexicon, openers: set[str]) -> Attribution | None:
    if token.lower_ in openers:
        return phrase_attribution(token, sentence, lexicon)
    if token.pos_ in {"VERB", "AUX"} or token.dep_ == "relcl":
        return verb_attribution(token, lexicon)
    if token.pos_ in {"NOUN", "PROPN"}:
        return (
            mistagged_attribution(token, sentence, lexicon)
            or trailing_attribution(token, sentence, lexicon)
            or noun_attribution(token, lexicon)
        )
    return None
