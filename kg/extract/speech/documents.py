"""Who speaks in 'the report' or 'the ad': who is said to have made it where the article has it elsewhere."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import children, conjuncts, definite, is_plural, lemma, prepositional
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.coordination import may_speak
from kg.extract.speech.sources import makers, owners
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon
from kg.model import Entity

#: How many sentences back or ahead the article may say who made it.
REACH = 20
#: How many back 'X reported' makes 'the report' that of X, also where the article has named another's.
NEAR = 3
#: How many the lead may have, and how many ahead those may be that say who made what it tells of.
LEAD, LEAD_REACH = 3, 4
#: The lists of the lexicon for what may be called by each other's name: 'a lawsuit', then 'the complaint'.
_ALIKE = ("survey", "suing", "judged", "studied")

_ANY = frozenset({"NOUN", "VERB"})


def authored(attribution: Attribution, lexicon: Lexicon) -> Attribution:
    """'X published a report by Y', 'X issued a letter from Y urging them to stop': it says what Y says."""
    head, documents = attribution.head, lexicon.words["document"]
    # The participle may hang under the document or the verb.
    verbs = (head, head.head) if head.tag_ == "VBG" else (head,)
    for document in (*(t for verb in verbs for t in (verb, *children(verb, "dobj"))), *attribution.cue):
        issued = document.dep_ == "dobj" and lemma(document.head) in lexicon.words["issuing"]
        if issued and lemma(document) in documents and (by := next(makers(document, lexicon), None)):
            return replace(attribution, sources=tuple(conjuncts(by)), source_words=())
    return attribution


def authors(discourse: Discourse, source: Token) -> tuple[Entity, ...]:
    """Who made what is written or counted and taken up by 'the'; empty where the article does not say it.

    'A new poll' in the lead is the one that the article then tells of.
    """
    words, noun = discourse.lexicon.words, lemma(source)
    counted = noun in words["survey"]
    named = any(c.pos_ == "PROPN" for c in children(source, "compound", "amod", "nmod"))
    # 'The polls' are everybody's.
    plain = source.tag_ == "NN" or (source.tag_ == "NNS" and not counted)
    if not plain or not (counted or noun in words["document"]) or named or children(source, "poss", "prep"):
        return ()
    number = discourse.surface.sentence_of(source).number
    same = {noun}
    alike = same.union(*(words[listed] for listed in _ALIKE if noun in words[listed]))
    if definite(source):
        before = range(number, max(0, number - REACH), -1)
        return (
            _made_by(discourse, before[:NEAR], same, source)
            or _made_by(discourse, before, same, source, pos=frozenset({"NOUN"}))
            or _made_by(discourse, before, same, source)
            or _made_by(discourse, before, alike, source)
            or _made_by(discourse, range(number, number + REACH), same, source)
        )
    leading = number <= LEAD and source.tag_ == "NN"
    return _made_by(discourse, range(number, number + LEAD_REACH), alike, source) if leading else ()


def _made_by(
    discourse: Discourse, numbers: range, nouns: Set[str], source: Token, pos: Set[str] = _ANY
) -> tuple[Entity, ...]:
    """Who made the first thing in some sentences of which the article says it, before or behind a source."""
    step, sentences = numbers.step, discourse.document.sentences
    # Sentences are numbered from 1.
    for tokens in (sentences[n - 1].tokens for n in numbers if n <= len(sentences)):
        for token in tokens[::step] if step > 0 else reversed(tokens):
            beside = token.doc is source.doc and (token.i - source.i) * step <= 0
            if beside or token.pos_ not in pos or lemma(token) not in nouns:
                continue
            if is_plural(source) and token.tag_ == "NN" and lemma(token) == lemma(source):
                # 'the speeches' are not the one that was told of.
                continue
            if step > 0 and not _may_be(token, source, discourse.lexicon):
                continue
            if told := _makers(discourse.lexicon, token):
                found = (_author(discourse, maker) for maker in told)
                return tuple(dict.fromkeys(e for e in found if e is not None))
    return ()


def _may_be(token: Token, source: Token, lexicon: Lexicon) -> bool:
    """Whether what is told of behind a document may be the same, unlike 'a Gallup poll last year'."""
    around = token.doc[token.left_edge.i : token.i + 3]
    other = any(t.lower_ in lexicon.words["otherwise"] for t in around)
    return token.pos_ == "NOUN" and not other and (definite(token) or not definite(source))


def _author(discourse: Discourse, maker: Token) -> Entity | None:
    """Who a maker is; somebody whose name nobody knows keeps the words."""
    found = discourse.as_actor(discourse.resolve(maker))
    somebody = may_speak(maker, discourse.lexicon) or maker.dep_ == "nsubj"
    if found is None and maker.pos_ == "NOUN" and somebody:
        return discourse.unrecognised(maker)
    return found if found is not None and not found.candidates else None


def _makers(lexicon: Lexicon, document: Token) -> list[Token]:
    """Whose a document is by the words beside it, or who published it ('X released an ad') or did so.

    'X sued Y' takes the place of a lawsuit, and 'X said in a report' of a report.
    """
    if document.pos_ == "VERB":
        return subjects(document) if lemma(document) in lexicon.words["made"] else []
    owned = [owner for owner in owners(document, lexicon) if owner.i != document.i]
    above = document.head
    if owned:
        return owned
    if document.dep_ == "dobj" and lemma(above) in lexicon.words["issuing"]:
        return subjects(above)
    if document.dep_ == "nsubjpass" and lemma(above) in lexicon.words["issuing"]:
        # 'An email was sent from X'
        return subjects(above) or [t for _, item in prepositional(above, {"from"}) for t in conjuncts(item)]
    told = document.dep_ == "pobj" and above.lower_ == "in" and not definite(document)
    return subjects(above.head) if told and (lemma(above.head), "verb") in lexicon.cues else []
