"""Cues that are phrases: 'according to X', 'in his view', 'at their request', 'for X, an analyst in Y'."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    child,
    children,
    conjuncts,
    is_finite,
    lemma,
    name_behind,
    prepositional,
    text_before,
)
from kg.extract.speech.attribution import MINE, NEUTRAL, Attribution, Content, framed, is_first_person
from kg.extract.speech.contents import content_tokens
from kg.extract.speech.coordination import may_speak
from kg.extract.speech.gaps import before_semicolon
from kg.extract.subjects import cited
from kg.knowledge.lexicon import Lexicon

#: The words of the lexicon that a preposition and an owner make a source of, and the act that this is.
_STANDPOINTS = {"in": "standpoint", "by": "reckoning", "at": "bidding"}
_PHRASED = {"in": "Opinion", "by": "Report", "at": "Appeal"}


def phrase_attribution(token: Token, sentence: Tokens, lexicon: Lexicon) -> Attribution | None:
    """'according to X', 'in the words of X': the object is the source, its clause the content."""
    for words, act in lexicon.source_phrases.items():
        if words[0] != token.lower_:
            continue
        end, bare = token.i + len(words), words == ("per",)
        if end >= sentence.end or tuple(t.lower_ for t in token.doc[token.i : end]) != words:
            continue
        rest = token.doc[end : sentence.end]
        if rest[0].lower_ == "which":
            return _by_which(token, sentence, act)
        source = child(token.doc[end - 1], "pobj")
        if not bare:
            source = source or next((t for t in rest if t.dep_ == "pobj"), None)
        if source is None or is_first_person(source) or (bare and not _may_be_cited(source, lexicon)):
            return None
        clause = _clause_of(token, lexicon)
        contents = _beside(clause, token, source, lexicon) if clause is not None else ()
        if token.lower_ == "according" and (said := before_semicolon(token, source)):
            contents = (Content(said[0].doc[said[0].i : said[-1].i + 1].root, said),)
        if not contents:
            return None
        # 'at the urging of X and of Y'
        also = [c for c in children(source.head, "conj") if c.lower_ == words[-1]]
        joined = [noun for c in also for noun in children(c, "pobj")]
        sources = cited(token, [*conjuncts(source), *joined])
        if (name := name_behind(source)) and name[-1].head.i not in {source.i, name[-1].i}:
            # 'in the opinion of the prefect, X': the parser hangs X by the verb.
            sources, contents = name[-1:], tuple(_without(c, name) for c in contents)
        sure = bare or act not in NEUTRAL
        return framed(token.doc[token.i : end], act, sources, contents, sure=sure)
    if token.lower_ == "for":
        return _judge(token, lexicon)
    return _standpoint(token, lexicon) or _published_in(token, lexicon)


def _by_which(phrase: Token, sentence: Tokens, act: str) -> Attribution | None:
    """'a study according to which ten had died': the noun before is the source, the clause behind is said."""
    doc, which = phrase.doc, phrase.i + 2
    before = phrase.i - 1 - (text_before(phrase) == ",")
    verb = next((t for t in doc[which : sentence.end] if is_finite(t)), None)
    if before < sentence.start or doc[before].pos_ not in {"NOUN", "PROPN"} or verb is None:
        return None
    clause = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    said = doc[which + 1 : clause.right_edge.i + 1]
    tokens = tuple(said[:-1] if said[-1].is_punct else said)
    return framed(doc[phrase.i : which], act, (doc[before],), (Content(clause, tokens),), sure=True)


def _without(content: Content, name: tuple[Token, ...]) -> Content:
    """A content without a name and the mark before it."""
    gone = {name[0].i - 1, *(t.i for t in name)}
    return Content(content.head, tuple(t for t in content.tokens if t.i not in gone))


def _may_be_cited(noun: Token, lexicon: Lexicon) -> bool:
    """'per the decree', 'per reports', 'per Reuters', unlike 'per person' and 'per square mile'."""
    if noun.pos_ == "PROPN":
        return noun.ent_type_ in {"ORG", "PERSON"}
    several = noun.tag_ == "NNS" and (may_speak(noun, lexicon) or lemma(noun) in lexicon.words["document"])
    return several or child(noun, "det", "poss") is not None


def _judge(token: Token, lexicon: Lexicon) -> Attribution | None:
    """'For X, an analyst in Y, the vote was a warning': a person with a description sees it so."""
    source = child(token, "pobj")
    clause = _clause_of(token, lexicon)
    if token.i != token.sent.start or source is None or source.ent_type_ != "PERSON" or clause is None:
        return None
    # 'For X of the party Y': a bare 'For X' is as often a deed's beneficiary.
    described = any(c.pos_ == "NOUN" for c in children(source, "appos")) or bool(children(source, "relcl"))
    described |= any(o.pos_ in {"NOUN", "PROPN"} for _, o in prepositional(source, {"of", "from", "at"}))
    if not described or child(clause, "nsubj", "nsubjpass", "expl") is None:
        return None
    contents = _beside(clause, token, source, lexicon)
    words = token.doc[token.i : token.i + 1]
    return framed(words, "Opinion", (source,), contents, sure=True) if contents else None


def _standpoint(token: Token, lexicon: Lexicon) -> Attribution | None:
    """'in his view', 'by the army's count', 'at Peru's request': whose it is is the source."""
    view = child(token, "pobj")
    source = child(view, "poss") if view is not None else None
    if view is not None and source is None and token.lower_ == "by" and view.lower_ == "reports":
        # 'By early reports, ten are hurt', unlike 'was worried by reports'
        apart = token.i == token.sent.start or text_before(token) == ","
        source = view if apart and child(view, "det") is None else None
    nouns = lexicon.words.get(_STANDPOINTS.get(token.lower_, ""), frozenset())
    if view is None or source is None or (lemma(view) not in nouns and source is not view):
        return None
    clause = _clause_of(token, lexicon)
    if source.lower_ in MINE or clause is None:
        return None
    contents = _beside(clause, token, view, lexicon)
    # 'in its words' tells nothing of what it thinks.
    act = "Claim" if lemma(view) == "word" else _PHRASED[token.lower_]
    if token.lower_ == "by":
        cues = lexicon.cues.get((lemma(view), "noun"), ())
        act = cues[0].illocution if cues else act
    words = token.doc[token.i : view.i + 1]
    return framed(words, act, (source,), contents, sure=True) if contents else None


def _published_in(token: Token, lexicon: Lexicon) -> Attribution | None:
    """'In a Reuters report, the minister said': who publishes what somebody else says."""
    report, clause = child(token, "pobj"), token.head
    if token.lower_ != "in" or report is None or lemma(report) != "report" or token.i > clause.i:
        return None
    beside = (*children(report, "poss", "compound"), *(o for _, o in prepositional(report, {"by", "of"})))
    by = next((t for t in beside if t.ent_type_ == "ORG"), None)
    own = child(clause, "nsubj")
    if by is None or own is None or own.pos_ == "PRON" or (lemma(clause), "verb") not in lexicon.cues:
        return None
    contents = _beside(clause, token, report, lexicon)
    return framed(token.doc[token.i : report.i + 1], "Report", (by,), contents, sure=True)


def _clause_of(phrase: Token, lexicon: Lexicon) -> Token | None:
    """The clause that a phrase of source belongs to."""
    clause = phrase.head
    while clause.pos_ not in {"VERB", "AUX"} and clause.head.i != clause.i:
        clause = clause.head
    inner = child(clause, "ccomp")
    reported = phrase.lower_ == "according" and clause.dep_ != "ccomp"
    if inner is not None and reported and inner.i > clause.i > phrase.i:
        # 'According to X, Y demanded that': X has Y's demanding.
        return clause
    if inner is not None and (lemma(clause), "verb") in lexicon.cues:
        # 'According to the paper, "..." he told it': the content is that of the verb.
        ahead = inner if phrase.i >= inner.left_edge.i else None
        return clause if ahead is None and phrase.lower_ == "for" else ahead
    return clause


def _beside(clause: Token, phrase: Token, source: Token, lexicon: Lexicon) -> tuple[Content, ...]:
    """The clause before or after 'according to', not the clauses coordinated beyond it."""
    comma = next((t for t in clause.doc[source.i : clause.i + 1] if t.text == ","), None)
    if comma is not None and phrase.i < clause.i and child(clause, "nsubj", "nsubjpass", "expl") is None:
        # 'According to X, Y, tired of war, left': the parser takes Y for an apposition of X.
        rest = [t for t in clause.doc[comma.i + 1 : clause.right_edge.i + 1] if t.i != phrase.i]
        return (Content(clause, tuple(rest)),)
    others = [c for c in children(clause, "conj") if c.left_edge.i > phrase.i > clause.i]
    tokens = tuple(
        t
        for t in content_tokens(clause, phrase, lexicon, [phrase, *others])
        if t.i != source.i and not source.is_ancestor(t)
    )
    while tokens and tokens[-1].dep_ in {"cc", "punct"} and tokens[-1].text not in '”"':
        tokens = tokens[:-1]
    return (Content(clause, tokens),) if tokens else ()
