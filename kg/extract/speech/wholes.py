"""What is said with the words that belong to it (its subject, its verb) and without those that do not."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    child,
    children,
    in_order,
    is_finite,
    is_plural,
    lemma,
    negated,
    noun_phrase,
    text_before,
)
from kg.extract.speech.attribution import Attribution, Content
from kg.extract.subjects import SEVERAL
from kg.knowledge.lexicon import Lexicon

_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_RELATIVES = frozenset({"which", "who", "that"})
#: Nouns that a day stands before ('Friday prayers').
_OF_DAYS = frozenset({"prayer", "morning", "afternoon", "evening", "night", "mass"}) | frozenset(
    {"attack", "talk", "strike", "hearing", "election", "service", "vote", "paper"}
)
#: Whose verb says of the telling that there was no more of it ('but did not elaborate').
_MORE = frozenset({"elaborate"})


def whole(attribution: Attribution, lexicon: Lexicon) -> Attribution:
    """An attribution whose contents are whole: with their subjects, without the day of the saying."""
    contents = [c for c in attribution.contents if not _is_silence(c.head)]
    contents = [
        c for n, c in enumerate(contents) if not (n and is_of_speakers(c.head, contents[0].head, attribution))
    ]
    if not contents:
        return attribution
    mended = [_mended(c, attribution, lexicon) for c in contents]
    if mended == list(attribution.contents):
        return attribution
    first = {t.i for c in mended for t in c.tokens}
    gone = {t.i for c in attribution.contents for t in c.tokens} - first
    said = attribution.said and in_order(
        [*(t for t in attribution.said if t.i not in gone), *(t for c in mended for t in c.tokens)]
    )
    addressees = tuple(a for a in attribution.addressees if a.i not in first)
    return replace(attribution, contents=tuple(mended), said=said, addressees=addressees)


def _mended(content: Content, attribution: Attribution, lexicon: Lexicon) -> Content:
    content = _without_day(_without_silence(content), attribution)
    content = _with_subject(content, attribution)
    return _with_verb(content, attribution, lexicon)


def _is_silence(verb: Token) -> bool:
    """'said it was over, but did not elaborate': how much was said, and nothing that was."""
    if lemma(verb) not in _MORE or verb.dep_ != "conj":
        return False
    return child(verb, "nsubj", "nsubjpass") is None and negated(verb)


def _without_silence(content: Content) -> Content:
    """A content without a last clause that tells of silence."""
    silent = next((t for t in content.tokens if _is_silence(t)), None)
    if silent is None:
        return content
    said = [t for t in content.tokens if t.i < silent.left_edge.i]
    while said and (said[-1].is_punct or said[-1].dep_ == "cc"):
        said.pop()
    return Content(content.head, tuple(said)) if said else content


def is_of_speakers(verb: Token, first: Token, attribution: Attribution) -> bool:
    """'Observers say the vote was fair and have urged calm': the plural perfect is that of the observers."""
    own = child(first, "nsubj", "nsubjpass")
    several = [s for s in attribution.sources if is_plural(s)] or len(attribution.sources) > 1
    have = any(c.lower_ == "have" for c in children(verb, "aux"))
    alone = verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass", "expl") is None
    singular = own is not None and (
        own.tag_ in {"NN", "NNP"} or own.lower_ in {"it", "he", "she", "this", "that"}
    )
    joint = own is not None and (child(own, "conj") is not None or own.lower_ in SEVERAL)
    return bool(several) and have and alone and singular and not joint


def _without_day(content: Content, attribution: Attribution) -> Content:
    """'said Monday taxes would rise': the day is that of the saying."""
    first, said = content.tokens[0], content.tokens
    if first.lower_ not in _DAYS or first.i != attribution.head.i + 1 or len(said) < 3:
        return content
    behind = said[1]
    own = behind.lower_ in {"'s", "’s"} or behind.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "PART"}
    if own or lemma(behind) in _OF_DAYS or content.head.i == first.i:
        return content
    rest = said[2:] if behind.text == "," else said[1:]
    return Content(content.head, rest)


def _with_subject(content: Content, attribution: Attribution) -> Content:
    """'warned the dam could burst', 'the shed, which X said was old': with the dam, with the shed."""
    verb, cue = content.head, attribution.head
    said = content.tokens[1:] if content.tokens[0].tag_ in {"WDT", "WP"} else content.tokens
    if not said or not is_finite(verb) or cue.pos_ not in {"VERB", "AUX"} or verb.dep_ == "conj":
        return content
    before = cue.doc[cue.i + 1 : said[0].i]
    if lemma(cue) == "say" and any(a in before for a in attribution.addressees):
        # 'said hopeful X was held': nobody is said to.
        return Content(verb, (*before, *said)) if _is_phrase(before, attribution) else content
    openers = {verb.i, *(c.i for c in children(verb, "aux", "auxpass", "advmod"))}
    opens = said[0].tag_ in FINITE | {"MD"} and said[0].i in openers
    if not opens or child(verb, "nsubj", "nsubjpass", "csubj", "expl") in said:
        return content
    if not len(before):
        return _with_antecedent(content, attribution)
    return Content(verb, (*before, *said)) if _is_phrase(before, attribution) else content


def _is_phrase(words: Tokens, attribution: Attribution) -> bool:
    """Whether some words are a noun phrase that is no part of the cue or the source, and no day."""
    others = {t.i for s in attribution.sources for t in s.subtree} | {t.i for t in attribution.cue}
    plain = (t.pos_ not in {"VERB", "AUX", "SCONJ", "PUNCT", "ADV"} and t.i not in others for t in words)
    nominal = any(t.pos_ in {"NOUN", "PROPN", "PRON"} or t.dep_ == "dobj" for t in words)
    return nominal and all(plain) and words.root.dep_ not in {"prep", "mark", "npadvmod", "dative"}


def _with_antecedent(content: Content, attribution: Attribution) -> Content:
    """'the shed, which X said was old', 'two men they say were spies': with the noun before the clause."""
    cue = attribution.head
    sources = [s for s in attribution.sources if s.i < cue.i]
    if not sources or text_before(cue) == ",":
        return content
    start = min(s.left_edge.i for s in sources)
    clause = next((t for t in (cue, content.head) if t.dep_ == "relcl" and t.head.i < start), None)
    if clause is None:
        return content
    noun = clause.head
    between = [t for t in cue.doc[noun.i + 1 : start] if t.lower_ in _RELATIVES]
    phrase = [t for t in noun_phrase(noun) if t.i < (between[0].i if between else start) and not t.is_punct]
    place = noun.dep_ == "pobj" and noun.ent_type_ in {"GPE", "LOC"}
    # 'The trial of X, which Y said was unfair'
    place |= noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}
    if not phrase or place or noun.pos_ not in {"NOUN", "PROPN"}:
        # 'A shed burnt in Lima, which X said was empty'
        return content
    said = (t for t in content.tokens if t.tag_ not in {"WDT", "WP"} or t.i > cue.i)
    return Content(content.head, in_order([*phrase, *said]))


def _with_verb(content: Content, attribution: Attribution, lexicon: Lexicon) -> Content:
    """'The court sentenced him to ten years': what a court does by saying so is said in its verb."""
    head = attribution.head
    if (
        lemma(head) not in lexicon.words["sentencing"]
        or head.i > content.tokens[0].i
        or is_finite(content.head)
    ):
        return content
    return Content(head, in_order([head, *content.tokens]))
