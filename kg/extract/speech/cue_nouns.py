"""Cues that are nouns: 'Baku's ultimatum', 'the claim by Y that X'."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    child,
    children,
    is_infinitive,
    lemma,
    prepositional,
)
from kg.extract.speech.attribution import (
    MINE,
    NEUTRAL,
    Attribution,
    Content,
    framed,
    is_first_person,
    specificity,
)
from kg.extract.speech.believed import is_somebody
from kg.extract.speech.contents import content_tokens, coordinated, split
from kg.extract.speech.cue_verbs import is_unreal
from kg.extract.speech.noun_sources import (
    accompanied,
    arrives_by,
    carrier,
    is_had,
    named_from,
    suspecting,
    tellers,
)
from kg.extract.speech.sources import owners
from kg.extract.subjects import subjects
from kg.knowledge.entries import Cue, Frame
from kg.knowledge.lexicon import Lexicon

#: Acts that are told where nobody says of what: 'praise came from X'.
_JUDGING = frozenset({"Condemnation", "Praise"})


def noun_attribution(noun: Token, lexicon: Lexicon) -> Attribution | None:
    """What a noun attributes to its owner or to the subject of its verb ('made a call for X')."""
    cues = [c for c in lexicon.cues.get((lemma(noun), "noun"), ()) if _is_named(noun, c)]
    if not cues or any(c.lower_ == "no" for c in children(noun, "det")):
        return None
    governor = noun.head
    lightly = (
        noun.dep_ == "dobj"
        and governor.pos_ == "VERB"
        and lemma(governor) in lexicon.words["lightVerb"]
        and not _is_measured(noun)
    )
    light = governor if lightly else None
    had = is_had(noun, lexicon)
    coming = arrives_by(noun, lexicon)
    evoked = had or (noun.dep_ == "dobj" and lemma(governor) in lexicon.words["evoke"])
    sources = tellers(noun, light, lexicon) or (named_from(governor) if evoked else ())
    if not sources or any(is_first_person(s) or s.lower_ in MINE for s in sources):
        return None
    owned = child(noun, "poss")
    to = tuple(item for _, item in prepositional(noun, {"to", "on"}) if item.dep_ == "pobj")
    listed = _listed(noun, lexicon)
    for cue in cues:
        for frame in sorted(cue.frames, key=specificity):
            contents = () if had else _contents(noun, light, (*to, *sources), frame, lexicon) or listed
            if not contents and coming is not None and cue.illocution in _JUDGING:
                contents = (Content(noun, _named_alone(carrier(noun, lexicon))),)
            if not contents and evoked:
                # 'the move drew condemnation from X'
                contents = tuple(c for s in subjects(governor) for c in split(s, noun, lexicon))
            if contents:
                said = {content.head for content in contents}
                addressees = tuple(a for a in to if a not in sources and a not in said)
                words = noun.doc[noun.i : noun.i + 1]
                beside = owned is None and accompanied(noun, lexicon) is not None
                beside |= light is not None and len(cue.words) > 1
                beside |= suspecting(noun) is not None or bool(listed)
                beside |= coming is not None and any(is_somebody(s, lexicon) for s in sources)
                sure = (beside or had) and not cue.weak and cue.illocution not in NEUTRAL
                sure |= _intended(noun, lexicon) is not None
                return framed(words, cue.illocution, sources, contents, addressees, weak=cue.weak, sure=sure)
    return None


def _is_measured(noun: Token) -> bool:
    """'put support for X at 40%': whoever counts supporters is none."""
    levels = (item for _, item in prepositional(noun.head, {"at"}))
    return any(item.text == "%" or item.like_num or item.ent_type_ == "PERCENT" for item in levels)


def _is_named(noun: Token, cue: Cue) -> bool:
    """Whether the further words of a cue stand before its noun: 'evacuation order'."""
    before = {lemma(c) for c in children(noun, "compound", "amod")}
    return all(word in before for word in cue.words if word != lemma(noun))


def _contents(
    noun: Token, light: Token | None, to: tuple[Token, ...], frame: Frame, lexicon: Lexicon
) -> tuple[Content, ...]:
    match frame.complement:
        case "clause":
            # 'allegations by a group that …': the parser hangs the clause under the group.
            clauses = [c for host in (noun, *to) for c in children(host, "acl", "ccomp", "relcl")]
            clauses += _equated(noun, lexicon)
            if noun.dep_ == "dobj":
                # 'denied a report in The Herald that …': hung under the verb.
                clauses += [c for c in children(noun.head, "ccomp") if c.i > noun.i]
            head = next((c for c in clauses if _that(c)), None)
            head = head or next((c for c in children(noun, "relcl") if _is_under_which(c)), None)
        case "infinitive":
            head = next(
                (c for c in children(noun, "acl", "xcomp", "relcl", "advcl") if is_infinitive(c)),
                _intended(noun, lexicon),
            )
            host = light or _host(noun, to)
            if head is None and host is not None:
                below = children(host, "xcomp", "advcl")
                after = max([noun.i, *(t.i for t in to)]) if light is None else noun.i
                head = next((c for c in below if is_infinitive(c) and c.i > after), None)
        case "preposition":
            return _by_preposition(noun, light, to, frame, lexicon)
        case "none":
            return (Content(noun, _named_alone(noun)),)
        case _:
            return ()
    return split(head, noun, lexicon, _that(head)) if head is not None else ()


def _named_alone(noun: Token) -> tuple[Token, ...]:
    """What is said where nothing but its name is: 'objections from X', without what else X is or does."""
    told = [c.left_edge.i for c in noun.subtree if c.dep_ in {"relcl", "appos"} and c.head.i != noun.i]
    end = min(told, default=noun.right_edge.i + 1)
    words = [t for t in noun.subtree if t.dep_ != "det" and t.i < end]
    while words and words[-1].is_punct:
        words.pop()
    return tuple(words)


def _that(verb: Token) -> list[Token]:
    """The 'that' of 'that it fell', also where the parser takes it for an object beside the verb's own."""
    things = children(verb, "dobj")
    taken = [t for t in things if child(verb, "nsubj") is not None and (t.tag_ == "IN" or len(things) > 1)]
    return [t for t in (*children(verb, "mark"), *taken) if t.lower_ == "that"]


def _equated(noun: Token, lexicon: Lexicon) -> list[Token]:
    """'Their account is that it was closed', unlike 'their best argument is that', which some may use."""
    best = any(c.tag_ == "JJS" for c in children(noun, "amod"))
    whose = child(noun, "poss")
    told = noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and whose is not None and not best
    return children(noun.head, "ccomp") if told and not is_unreal(noun.head, lexicon) else []


def _intended(noun: Token, lexicon: Lexicon) -> Token | None:
    """'The ministry's stated goal is to close it', unlike 'the law's goal', 'critics say Y's goal is to'."""
    verb, whose = noun.head, child(noun, "poss")
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or whose is None or not is_somebody(whose, lexicon):
        return None
    if is_unreal(verb, lexicon) or any(t.dep_ == "ccomp" for t in (verb, *verb.ancestors)):
        return None
    # 'Her goal was to be the last of the match' is no aim.
    fated = verb.tag_ == "VBD"
    return next(
        (c for c in children(verb, "xcomp") if is_infinitive(c) and not (fated and lemma(c) == "be")), None
    )


def _listed(noun: Token, lexicon: Lexicon) -> tuple[Content, ...]:
    """'Their demands include new elections and freeing X': what a list of what is wanted or promised has."""
    verb = noun.head
    if noun.dep_ != "nsubj" or lemma(verb) not in lexicon.words["listing"]:
        return ()
    items = [c for c in children(verb, "dobj", "xcomp", "ccomp", "advcl") if c.i > verb.i]
    # 'lower fees and freeing X': joined to the fees or to the verb.
    freed = [c for host in (verb, *items) for c in children(host, "conj") if c.tag_ == "VBG" != host.tag_]
    listed = [split(item, noun, lexicon, freed, phrases=True) for item in items]
    listed += [split(item, noun, lexicon) for item in freed]
    return tuple(content for contents in listed for content in contents)


def _is_under_which(clause: Token) -> bool:
    """'a proposal under which exporters would sell'."""
    return any(item.lower_ == "which" for _, item in prepositional(clause, {"under"}))


def _host(noun: Token, others: tuple[Token, ...]) -> Token | None:
    """The verb under which the parser may have hung what a noun brings: 'dismissed a call by X for Y'."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    named = any(t.head.lower_ in {"by", "from"} and t.head.i > noun.i for t in others)
    return verb if named and noun.dep_ in {"dobj", "pobj"} and verb.pos_ == "VERB" else None


def _by_preposition(
    noun: Token, light: Token | None, to: tuple[Token, ...], frame: Frame, lexicon: Lexicon
) -> tuple[Content, ...]:
    """'the call for X', 'made an appeal to Y for X'."""
    pairs = list(prepositional(noun, frame.prepositions))
    # The parser hangs the second phrase under the light verb or under Y.
    above = light or _host(noun, to)
    for host in ((above,) if above is not None else ()) + to:
        pairs += [pair for pair in prepositional(host, frame.prepositions - {"of"}) if pair[0].i > noun.i]
    if not pairs:
        return ()
    prep, item = pairs[0]
    parts = [*split(item, noun, lexicon, phrases=True), *coordinated(prep, noun, frame, lexicon)]
    if light is not None:
        # 'made a call for a truce and the beginning of talks': hung under the verb.
        parts += [
            Content(c, content_tokens(c, noun, lexicon))
            for c in children(light, "conj")
            if c.pos_ == "NOUN" and c.i > item.i
        ]
    return tuple(parts)


def mistagged_attribution(noun: Token, sentence: Tokens, lexicon: Lexicon) -> Attribution | None:
    """'Authorities in X report that ...': the tagger takes the verb for a noun."""
    cue = next(
        (
            c
            for c in lexicon.cues.get((noun.lower_, "verb"), ())
            if len(c.words) == 1 and any(f.complement == "clause" for f in c.frames)
        ),
        None,
    )
    if cue is None or noun.i + 2 >= sentence.end:
        return None
    after = noun.doc[noun.i + 1]
    if after.text == ":" and (own := child(noun, "nsubj")) is not None:
        # 'Her letter read: "…"'
        told = tuple(noun.doc[noun.i + 2 : sentence.end])
        clause = next((t for t in told if t.head.i == noun.i and t.pos_ in {"VERB", "AUX"}), told[0])
        return framed(
            noun.doc[noun.i : noun.i + 1],
            cue.illocution,
            tuple(owners(own, lexicon)),
            (Content(clause, told),),
            sure=True,
        )
    if after.lower_ != "that":
        return None
    if child(noun, "det", "poss") is not None or noun.tag_ not in {"NN", "NNP", "NNS", "NNPS"}:
        return None
    source = noun
    while source.head.i < source.i and source.head.pos_ in {"NOUN", "PROPN", "ADP"}:
        source = source.head
    if source.i == noun.i or source.pos_ == "ADP":
        return None
    rest = tuple(noun.doc[noun.i + 2 : sentence.end])
    verbs = (t for t in rest if t.pos_ in {"VERB", "AUX"})
    head = next((t for t in verbs if t.dep_ == "ROOT" or t.head.i <= noun.i), None)
    if head is None:
        return None
    return framed(
        noun.doc[noun.i : noun.i + 1],
        cue.illocution,
        (source,),
        (Content(head, rest),),
        source_words=noun.doc[source.left_edge.i : noun.i],
    )


def trailing_attribution(noun: Token, sentence: Tokens, lexicon: Lexicon) -> Attribution | None:
    """'X signed the pact, the press service of Y reports': the tagger takes the last verb for a noun."""
    if noun.tag_ != "NNS" or any(
        not t.is_punct and not t.is_space for t in sentence.doc[noun.i + 1 : sentence.end]
    ):
        return None
    cues = lexicon.cues.get((lemma(noun), "verb"), ())
    cue = next((c for c in cues if any(f.complement == "clause" for f in c.frames)), None)
    commas = [t.i for t in sentence if t.text == "," and t.i < noun.i]
    if cue is None or cue.weak or not commas:
        return None
    outlet, clause = noun.doc[commas[-1] + 1 : noun.i], noun.doc[sentence.start : commas[-1]]
    nominal = [
        t
        for t in outlet
        if t.pos_ in {"NOUN", "PROPN"} and t.head.i not in {u.i for u in outlet if u.i != t.i}
    ]
    verbs = [t for t in clause if t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "ccomp"}]
    if not nominal or not verbs or any(t.pos_ in {"VERB", "AUX", "CCONJ"} for t in outlet):
        return None
    content = Content(verbs[0], tuple(clause))
    return framed(
        noun.doc[noun.i : noun.i + 1],
        cue.illocution,
        (nominal[0],),
        (content,),
        source_words=outlet,
        sure=True,
    )
