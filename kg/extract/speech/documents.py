"""Who speaks in 'the report' or 'the ad': who is said to have made it where the article first has it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.entities.descriptions import BODIES
from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import children, conjuncts, definite, lemma, prepositional
from kg.extract.speech.sources import owners
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon
from kg.model import Entity

#: How many sentences back the article may say who made it.
REACH = 12
_AUTHORS = BODIES | {"Person"}


def authors(discourse: Discourse, source: Token) -> tuple[Entity, ...]:
    """Who made what is written or counted and taken up by 'the'; empty where the article does not say it."""
    lexicon, noun = discourse.lexicon, lemma(source)
    surveys = lexicon.words["survey"]
    same = surveys if noun in surveys else frozenset({noun}) & lexicon.words["document"]
    named = any(c.pos_ == "PROPN" for c in children(source, "compound", "amod", "nmod"))
    if source.tag_ != "NN" or not same or not definite(source) or named or children(source, "poss", "prep"):
        return ()
    number = discourse.surface.sentence_of(source).number
    for sentence in reversed(discourse.document.sentences[max(0, number - REACH) : number]):
        for token in reversed(sentence.tokens):
            if token.pos_ != "NOUN" or lemma(token) not in same or _is_behind(token, source):
                continue
            found = (discourse.as_actor(discourse.resolve(maker)) for maker in _makers(discourse, token))
            made_by = tuple(dict.fromkeys(e for e in found if e is not None and e.kind in _AUTHORS))
            if made_by:
                return made_by
    return ()


def issues(cue: Token, lexicon: Lexicon) -> bool:
    """Whether a saying is in writing: 'said in a statement', 'a statement said'."""
    nouns = [item for _, item in prepositional(cue, {"in"})] + children(cue, "dobj", "nsubj")
    return any(lemma(noun) in lexicon.words["document"] for noun in nouns)


def _is_behind(token: Token, source: Token) -> bool:
    """Whether a noun stands at or behind the source in its paragraph."""
    return token.doc is source.doc and token.i >= source.i


def _makers(discourse: Discourse, document: Token) -> Iterator[Token]:
    """Whose a document is by the words beside it, or who published it ('X released an ad')."""
    lexicon = discourse.lexicon
    yield from (owner for owner in owners(document, lexicon) if owner.i != document.i)
    issuing, verb = lexicon.words["issuing"], document.head
    if document.dep_ == "dobj" and lemma(verb) in issuing:
        yield from subjects(verb)
    for clause in children(document, "relcl"):
        if lemma(clause) in issuing:
            yield from (
                t for s in children(clause, "nsubj") for t in conjuncts(s) if t.tag_ not in {"WDT", "WP"}
            )
