"""Whether an attribution is a saying that the article reports: not what only could be said, and no deed."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    OPENING,
    agents,
    child,
    children,
    is_finite,
    is_infinitive,
    is_nobody,
    is_passive,
    is_standing,
    lemma,
    prepositional,
    text_after,
    text_before,
)
from kg.extract.predicates.modality import is_told
from kg.extract.speech.attribution import Attribution, Content, is_first_person, quotes_as
from kg.extract.speech.citations import may_tell
from kg.extract.speech.coordination import may_speak
from kg.extract.speech.cue_verbs import is_unreal
from kg.extract.speech.deeds import is_done
from kg.extract.speech.inner import is_act_of_another
from kg.extract.speech.retold import is_passed_on, is_retold
from kg.extract.speech.unsaid import is_unsaid
from kg.extract.subjects import is_interposed
from kg.knowledge.lexicon import Lexicon

#: What begins the words for what somebody is asked about.
_TOPICS = frozenset(
    {"about", "on", "over", "whether", "if", "why", "how", "what", "when", "where", "who", "which"}
)
#: Acts of which there is none where nothing is given.
_GIVEN = frozenset({"Offer", "Promise", "Apology"})
#: Acts of telling and thinking.
_TOLD = frozenset({"Claim", "Report", "Opinion"})


def is_reported(attribution: Attribution, quoted: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether the article reports that somebody says it: no 'could say', no 'I think' inside a quotation."""
    head = attribution.head
    # Inside a quotation 'he' and 'they' are others, and who is open but for 'he told me' of somebody's son.
    open_ = {"they"} if is_retold(head) else {"he", "she", "they"}
    retold = (is_passed_on(head) or is_act_of_another(attribution)) and not any(
        s.lower_ in open_ for s in attribution.sources
    )
    if (head.i in quoted and not retold) or any(
        is_first_person(s) or is_nobody(s) or _is_not_all(s) for s in attribution.sources
    ):
        return False
    # 'if the house votes to': the tagger of words takes some verbs for nouns.
    verbal = head.pos_ in {"VERB", "AUX"} or child(head, "nsubj") is not None
    if attribution.sources and all(_is_blind(s, lexicon) for s in attribution.sources):
        # 'The disease attacks'
        return False
    if is_interposed(head) or _is_passive_participle(head, lexicon) or _is_of_what_is_written(attribution):
        return False
    if _is_by_nobody(attribution) or is_done(attribution, lexicon) or is_unsaid(attribution, lexicon):
        return False
    # 'has yet to say': where the head is no cue itself, the verb that is one says whether it was said.
    known = (lemma(head), "verb") in lexicon.cues
    said = [t for t in attribution.cue if (lemma(t), "verb") in lexicon.cues and t.pos_ == "VERB"]
    if verbal and any(is_unreal(t, lexicon) for t in ([head] if known else [head, *said])):
        return False
    if lemma(head) in lexicon.words["citing"] and any(
        may_tell(c.head, lexicon) for c in attribution.contents
    ):
        # 'said, citing police': they are where it is from.
        return False
    if is_told(lexicon, head):
        return False
    if lemma(head) == "hold" and any(_is_called(c, lexicon) for c in attribution.contents):
        return False
    if attribution.weak and all(_is_somebody_cited(c, head, lexicon) for c in attribution.contents):
        return False
    given = [c.head for c in attribution.contents] if attribution.illocution in _GIVEN else []
    if given and all(map(is_nobody, given)):
        # 'offered no proof'
        return False
    none = any(t.lower_ == "no" and t.dep_ == "det" and t.head in attribution.cue for t in attribution.cue)
    if none and (attribution.illocution in _GIVEN or child(head, "expl") is not None):
        # 'has shown no willingness to', 'there are no reports of'
        return False
    # 'gave no details of the inquiry', 'issued no warning'
    nothing = lemma(head) in lexicon.words["providing"] and any(
        t.lower_ in {"no", "few", "little"}
        and text_before(t) not in {"a", "A"}
        and t.head.dep_ == "dobj"
        and t.head.head.i == head.i
        for t in (*attribution.cue, *attribution.content_tokens)
    )
    return not (nothing or _is_silence(attribution, lexicon) or _is_deed(attribution, quoted, lexicon))


def _is_somebody_cited(content: Content, verb: Token, lexicon: Lexicon) -> bool:
    """'"It is over," X was quoted by Y as saying': of Y's saying the frame has X and nothing else.

    So it is in 'Y quoted X as saying' and 'X, quoted by Y, said'.
    """
    role = "dobj" if quotes_as(verb) else "nsubjpass"
    done = content.head.dep_ in {role, "nsubjpass"} and content.head.head.i == verb.i
    done |= verb.dep_ == "acl" and content.head.i == verb.head.i and lemma(verb) in lexicon.words["quoting"]
    return done and may_tell(content.head, lexicon) and not any(t.pos_ == "VERB" for t in content.tokens)


def _is_blind(source: Token, lexicon: Lexicon) -> bool:
    """'The disease', unlike 'a wave of critics'."""
    blind = source.pos_ == "NOUN" and lemma(source) in lexicon.words["blindForce"]
    return blind and not any(may_speak(o, lexicon) for _, o in prepositional(source, {"of"}))


def _is_not_all(source: Token) -> bool:
    """'Not everyone said so', unlike 'Not only X said so'."""
    first = source.left_edge
    before = first if first.lower_ == "not" else first.nbor(-1) if first.i > first.sent.start else first
    return before.lower_ == "not" and before.nbor(1).lower_ != "only"


def repeats(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """'said it was ready to': the readiness is what is said, and no statement beside the saying.

    'Norway was worried that …, X said' is what another feels.
    """
    cue = attribution.head
    outer = [
        other
        for other in others
        if other is not attribution and any(cue.i == t.i for c in other.contents for t in c.tokens)
    ]
    speakers = {lemma(t) for other in outer for t in other.source_tokens}
    named = [t for t in attribution.source_tokens if t.pos_ == "PROPN"]
    felt = attribution.illocution == "Opinion" and named and not any(lemma(t) in speakers for t in named)
    return cue.lemma_ == "be" and bool(outer) and not felt


def _is_enclosed(verb: Token, lexicon: Lexicon) -> bool:
    """'X, asked whether Y, told Z': between commas, with what he says behind the second."""
    rest = verb.doc[verb.i + 1 : verb.sent.end]
    quote = next((t.i for t in rest if t.text in OPENING), verb.sent.end)
    told = (t for t in rest if t.i < quote and t.tag_ in FINITE and text_before(t) == ",")
    own = child(verb, "nsubj")
    # 'Ana Brandt, a senator, asked whether' is what she did.
    commas = [t for t in verb.doc[own.i if own is not None else verb.i - 1 : verb.i] if t.text == ","]
    asked = text_after(verb).lower() in _TOPICS and text_before(verb) == "," and len(commas) == 1
    return asked and any((lemma(t), "verb") in lexicon.cues for t in told)


def _is_passive_participle(verb: Token, lexicon: Lexicon) -> bool:
    """'X, asked whether Y, ruled it out', 'Pressed on Y, X …': what is done to X and not by him.

    The tagger of words takes some of those before their clause for a past tense.
    """
    if lemma(verb) in lexicon.words["questioning"] and _is_enclosed(verb, lexicon):
        return True
    first = verb.tag_ == "VBD" and verb.dep_ == "advcl" and verb.i < verb.head.i
    bare = first or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"})
    return bare and child(verb, "nsubj", "aux", "auxpass", "agent") is None


def _is_by_nobody(attribution: Attribution) -> bool:
    """'X laughed when he was asked whether': a passive that does not say by whom, and the source is X."""
    verb = attribution.head
    if any(is_standing(c) and not agents(c) for c in (verb, *children(verb, "xcomp", "acomp", "advcl"))):
        # 'X stands accused of Y'
        return True
    if not is_passive(verb) or agents(verb) or _is_perfect(verb):
        return False
    # 'the report, in which it is alleged that': what is above may be the source.
    above = {t.i for t in verb.ancestors}
    return all(
        s.dep_ == "nsubj" and s.i not in above and not verb.is_ancestor(s) for s in attribution.sources
    )


def _is_perfect(verb: Token) -> bool:
    """'he's said he'll go': the parser takes the perfect for a passive."""
    return any(t.lower_ in {"'s", "’s"} for t in children(verb, "auxpass")) and any(
        is_finite(c) and c.i > verb.i for c in children(verb, "ccomp")
    )


def _is_of_what_is_written(attribution: Attribution) -> bool:
    """'The law that X wrote raised taxes': the parser takes what the law did for what X wrote."""
    head = attribution.head
    if head.dep_ != "relcl" or attribution.illocution != "Claim":
        # 'a plan which X rejects' is what X rejects.
        return False
    if not any(t.tag_ in {"WDT", "WP"} for t in children(head, "dobj")):
        return False
    said = {t.i for t in attribution.content_tokens}
    if head.head.i in said and max(said) > head.i:
        return True
    behind = (c.head for c in attribution.contents if c.head.dep_ == "ccomp" and c.head.i > head.i)
    bare = (c for c in behind if child(c, "nsubj", "nsubjpass", "aux") is None)
    return any(c.tag_ in {"VBD", "VBN"} for c in bare)


def _is_silence(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'declined to be named', 'refused to comment': what is refused is to speak."""
    asked = attribution.illocution == "Appeal"
    if attribution.illocution != "Rejection" and not asked:
        return False
    silent = lexicon.words["silence"]
    if attribution.illocution == "Rejection" and any(
        lemma(t) in silent and is_infinitive(t) for t in attribution.cue
    ):
        # 'declined to say how many'
        return True
    if attribution.illocution == "Rejection" and all(
        _is_comment(c.head, lexicon) for c in attribution.contents
    ):
        return True
    # 'asked not to be named', 'asked to remain anonymous', unlike 'asked Y to respond'
    heads = [content.head for content in attribution.contents]
    return all(is_infinitive(t) and _keeps_silent(t, asked=asked, silent=silent) for t in heads)


def _keeps_silent(verb: Token, *, asked: bool, silent: frozenset[str]) -> bool:
    """'to comment', 'to remain anonymous'; of what is asked for only 'to be named', not 'to respond'."""
    left, taken = child(verb, "acomp"), child(verb, "dobj")
    if not asked and taken is not None and lemma(taken) == "question":
        return True
    return (lemma(verb) in silent and (not asked or is_passive(verb))) or (
        left is not None and lemma(left) in silent
    )


def _is_comment(noun: Token, lexicon: Lexicon) -> bool:
    """'declined further comment', 'declined a request for an interview', unlike 'dismissed the comment'."""
    silent = lexicon.words["silence"]
    if noun.pos_ != "NOUN":
        return False
    asked = lemma(noun) == "request" and any(lemma(i) in silent for _, i in prepositional(noun, {"for"}))
    return asked or (lemma(noun) in silent and child(noun, "det", "poss") is None)


def _is_called(content: Content, lexicon: Lexicon) -> bool:
    """'what X called talks': something by another's name for it."""
    named = any(lemma(t) in lexicon.words["dubbing"] for t in content.tokens)
    return content.tokens[0].lower_ == "what" and named and child(content.head, "mark") is None


def _is_removed(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'dismissed his minister', 'sacked him as coach', unlike 'dismissed critics as naive'.

    Who recalls an officer who helped her remembers him.
    """
    held = [c for c in children(attribution.head, "prep") if c.lower_ == "as"]
    if held:
        return any(_is_post(child(c, "pobj"), lexicon) for c in held)
    heads = [content.head for content in attribution.contents]
    if lemma(attribution.head) == "recall" and any(child(t, "poss") is None for t in heads):
        return False
    official = lexicon.words["officer"] | lexicon.words["delegated"]
    return bool(heads) and all(t.ent_type_ == "PERSON" or lemma(t) in official for t in heads)


def _is_post(noun: Token | None, lexicon: Lexicon) -> bool:
    """What somebody is in office: 'finance director', 'its envoy', unlike 'a bad leader'."""
    posts = ("officer", "executive", "delegated", "occupation")
    return (
        noun is not None
        and any(lemma(noun) in lexicon.words[listed] for listed in posts)
        and not any(c.lower_ in {"a", "an"} for c in children(noun, "det"))
    )


def _is_of_things(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'fired its coach', 'the most wanted man': by what it is done to."""
    head = attribution.head
    if lemma(head) in lexicon.words["ousting"] and attribution.found_by == "tagger":
        return True
    return lemma(head) == "want" and head.dep_ == "amod"


def _is_by_others(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Whether who is given for the speaker of a passive is not who does it.

    'Clashes were reported between X and Y', 'was expected to rule on complaints by X', 'Y, reported to have
    left', unlike 'was urged to halt the work by X'.
    """
    head, words = attribution.head, attribution.source_tokens
    if not words or words[0].i == 0:
        return False
    before = words[0].nbor(-1)
    made = before.head
    done = any(t.tag_ == "VB" for t in head.doc[head.i : before.i])
    awaited = lemma(head) in lexicon.words["scheduled"]
    others = before.lower_ == "by" and made.pos_ == "NOUN" and made.i > head.i and done and awaited
    if is_passive(head) and (before.lower_ == "between" or others):
        return True
    # The tagger of words takes some for a past tense.
    hung = head.dep_ in {"acl", "advcl"} and child(head, "nsubj", "nsubjpass") is None
    told = hung and head.tag_ in {"VBN", "VBD"} and attribution.illocution in _TOLD
    bare = told and child(head, "xcomp") is not None and not agents(head) and not _is_perfect(head)
    return bare and not any(head.is_ancestor(s) for s in words)


def _is_assault(attribution: Attribution, lexicon: Lexicon) -> bool:
    """'launched two deadly attacks against', unlike 'launched repeated attacks on the ruling'."""
    made = [t for t in attribution.cue if t.pos_ == "NOUN" and lemma(t) == "attack"]
    words = (c for t in made for c in children(t, "amod", "advmod", "compound", "nummod"))
    return any(lemma(c) in lexicon.words["bodily"] for c in words)


def _is_deed(attribution: Attribution, quoted: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether what the tagger alone takes for a saying is a deed: 'was denied a visa', 'saved 200 more'.

    The subject of a passive says nothing. A cue that the lexicon does not know needs words in quotation
    marks or a finite clause for a content.
    """
    head = attribution.head
    patient = child(head, "dative") or (child(head, "dobj") if is_passive(head) else None)
    if attribution.illocution == "Denial" and patient is not None:
        return True
    if lemma(head) in lexicon.words["removing"] and _is_removed(attribution, lexicon):
        return True
    if _is_of_things(attribution, lexicon) or _is_by_others(attribution, lexicon):
        return True
    objects = children(head, "dobj") if attribution.illocution == "Threat" else []
    if any(lemma(t) in lexicon.words["endangered"] for t in objects) and not any(
        t.lower_ in {"with", "if", "unless"} for t in head.subtree if t.i > head.i
    ):
        # 'raids that threaten peace', unlike 'threatened our interests with sanctions'
        return True
    if head.dep_ == "acl" and lemma(head) in lexicon.words["sustaining"] and may_speak(head.head, lexicon):
        # 'rebels backed by X', unlike 'a plan backed by X'
        return True
    if attribution.found_by != "tagger":
        return False
    if _is_assault(attribution, lexicon):
        return True
    # 'X was quoted as saying': the subject speaks all the same.
    speaks = any(t.tag_ == "VBG" and (lemma(t), "verb") in lexicon.cues for t in attribution.cue)
    speaks |= _is_perfect(head)
    suffers = set() if speaks else {t.i for t in children(head, "nsubjpass")}
    if is_passive(head) and any(source.i in suffers for source in attribution.sources):
        return True
    if not attribution.weak or head.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
        return False
    words = [t for t in attribution.content_tokens if not t.is_punct]
    return not (any(t.i in quoted for t in words) or any(is_finite(c.head) for c in attribution.contents))
