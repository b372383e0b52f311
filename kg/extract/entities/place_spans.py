"""Where a place may be named that the world does not name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.names import NameMatch
from kg.extract.entities.senses import PlaceSpan
from kg.extract.phrases import child, text_after, tokens_of
from kg.language.english import Sentence
from kg.model import Span

#: What the model calls a place: of states and towns, of nature, of buildings and roads.
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: Prepositions after which a name that the model takes for nothing may be a place.
WHERE = frozenset({"in", "near", "outside", "around"})
#: The same, but persons and bodies stand there too.
_WHENCE = frozenset({"at", "to", "from", "of", "between", "toward", "towards", "into", "through", "on"})


def place_spans(
    sentence: Sentence, known: Iterable[NameMatch], taken: Mapping[str, bool]
) -> tuple[PlaceSpan, ...]:
    """Where a place may be named that the world does not name, or of whose name it knows only a part."""
    spans = []
    for tokens, doubtful in _place_words(sentence):
        span = Span(sentence.base + tokens.start_char, sentence.base + tokens.end_char)
        within = all(span.contains(m.span) and span != m.span for m in known if m.span.overlaps(span))
        if tokens.text not in taken and within:
            spans.append(PlaceSpan(span, doubtful))
    return tuple(spans)


def _place_words(sentence: Sentence) -> Iterator[tuple[Tokens, bool]]:
    """What the model takes for a place, and, doubtful, names that it takes for none where places stand.

    Of the name of a building its first words ('the Volgograd Arena'), of an organisation's what comes after
    'of' ('the University of Sheffield').
    """
    for entity in sentence.entities:
        start, end = entity.start, entity.end
        while start < end and entity.doc[start].pos_ == "DET":
            start += 1
        while start < end and entity.doc[end - 1].text in {"'s", "’s", "'", "’", ","}:
            end -= 1
        if entity.label_ in _PLACES and start < end:
            yield entity.doc[start:end], False
        if entity.label_ == "FAC" and start < end - 1:
            yield entity.doc[start : end - 1], False
        if entity.label_ == "ORG":
            of = next((t.i for t in entity if t.lower_ == "of"), None)
            if of is not None and start < of < end - 1 and entity.doc[end - 1].dep_ == "pobj":
                yield entity.doc[of + 1 : end], True
    for token in tokens_of(sentence.tokens):
        if token.pos_ == "PROPN" and _could_be_place(token):
            start = token.i
            while start > sentence.tokens.start and _goes_on(token.doc[start - 1]):
                start -= 1
            yield token.doc[start : token.i + 1], True


def _could_be_place(token: Token) -> bool:
    """Whether a name that the model takes for no place stands where places do."""
    if token.ent_type_ == "ORG":
        # 'a hospital in El Fasher'
        bare = token.dep_ == "pobj" and child(token, "det") is None and not token.text.isupper()
        return bare and token.head.lower_ == "in"
    if token.ent_type_ not in {"", "PERSON"}:
        return False
    if token.dep_ == "conj":
        # 'Kramatorsk, Sloviansk and Bakhmut'
        return token.head.ent_type_ in _PLACES
    if token.dep_ != "pobj":
        return False
    return token.head.lower_ in WHERE or (token.head.lower_ in _WHENCE and not token.ent_type_)


def _goes_on(token: Token) -> bool:
    """Whether a name has begun before a token that could be its end ('Cox's Bazar', 'Mazar-i-Sharif')."""
    return token.pos_ == "PROPN" or token.text in {"-", "'s", "’s"} or (text_after(token) == "-")
