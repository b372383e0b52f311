"""Cues that are nouns ('Baku's ultimatum', 'the claim by Y that X'), and phrases ('according to X')."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    agents,
    child,
    children,
    conjuncts,
    is_infinitive,
    is_passive,
    lemma,
    prepositional,
)
from kg.extract.speech.attribution import NEUTRAL, Attribution, Content, framed, is_first_person, specificity
from kg.extract.speech.contents import content_tokens, coordinated, split
from kg.extract.speech.cue_verbs import is_unreal
from kg.extract.subjects import cited, subjects
from kg.knowledge.entries import Cue, Frame
from kg.knowledge.lexicon import Lexicon

#: Whose it is inside a quotation.
_MINE = frozenset({"my", "our", "your"})
#: The words of the lexicon that a preposition and an owner make a source of, and the act that this is.
_STANDPOINTS = {"in": "standpoint", "by": "reckoning", "at": "bidding"}
_PHRASED = {"in": "Opinion", "by": "Report", "at": "Appeal"}
#: How many words may stand between a noun and the phrase that says whose it is ('an appeal in May by').
MAX_INTERPOSED = 4


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
    evoked = noun.dep_ == "dobj" and lemma(governor) in lexicon.words["evoke"]
    sources = _sources(noun, light, lexicon) or (_from(governor) if evoked else ())
    if not sources or any(is_first_person(s) or s.lower_ in _MINE for s in sources):
        return None
    owned = child(noun, "poss")
    to = tuple(item for _, item in prepositional(noun, {"to", "on"}) if item.dep_ == "pobj")
    for cue in cues:
        for frame in sorted(cue.frames, key=specificity):
            contents = _contents(noun, light, (*to, *sources), frame, lexicon)
            if not contents and evoked:
                # 'the move drew condemnation from X'
                contents = tuple(c for s in subjects(governor) for c in split(s, noun, lexicon))
            if contents:
                said = {content.head for content in contents}
                addressees = tuple(a for a in to if a not in sources and a not in said)
                words = noun.doc[noun.i : noun.i + 1]
                beside = owned is None and _accompanied(noun, lexicon) is not None
                beside |= light is not None and len(cue.words) > 1
                sure = beside and not cue.weak and cue.illocution not in NEUTRAL
                return framed(words, cue.illocution, sources, contents, addressees, weak=cue.weak, sure=sure)
    return None


def _is_measured(noun: Token) -> bool:
    """'put support for X at 40%': whoever counts supporters is none."""
    levels = (item for _, item in prepositional(noun.head, {"at"}))
    return any(item.text == "%" or item.like_num or item.ent_type_ == "PERCENT" for item in levels)


def _sources(noun: Token, light: Token | None, lexicon: Lexicon) -> tuple[Token, ...]:
    """Whose saying a noun names: a possessor, 'by' or 'from' somebody, a light verb's subject, a demonym."""
    owner = child(noun, "poss")
    if owner is not None:
        return (owner,)
    for prep, item in (*prepositional(noun, {"by", "from"}), *_beyond(noun)):
        return (*conjuncts(item), *_joined(prep))
    if noun.dep_ == "nsubj" and lemma(noun.head) in lexicon.words["comeFrom"]:
        return _from(noun.head)
    if noun.dep_ == "nsubjpass" and lemma(noun.head) in lexicon.words["lightVerb"]:
        return tuple(agents(noun.head))
    if light is not None and not is_unreal(light, lexicon):
        return tuple(subjects(light))
    if (doer := _accompanied(noun, lexicon)) is not None and not is_unreal(doer, lexicon):
        return tuple(subjects(doer))
    named = [
        c
        for c in children(noun, "compound", "amod", "nmod")
        if c.pos_ in {"PROPN", "ADJ"} and c.ent_type_ in {"NORP", "GPE", "ORG"}
    ]
    return (named[-1],) if named else ()


def _is_named(noun: Token, cue: Cue) -> bool:
    """Whether the further words of a cue stand before its noun: 'evacuation order'."""
    before = {lemma(c) for c in children(noun, "compound", "amod")}
    return all(word in before for word in cue.words if word != lemma(noun))


def _accompanied(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb whose subject speaks beside what he does: 'won on a promise to', 'left with a plea for'."""
    verb = noun.head.head
    verb = verb.head if verb.dep_ == "dobj" else verb
    if (
        noun.dep_ != "pobj"
        or noun.head.lower_ not in {"with", "on"}
        or verb.pos_ != "VERB"
        or is_passive(verb)
    ):
        return None
    some = any(c.lower_ in {"a", "an", "another"} for c in children(noun, "det")) or noun.tag_ == "NNS"
    agreeing = any(c.illocution not in NEUTRAL for c in lexicon.cues.get((lemma(verb), "verb"), ()))
    return verb if some and noun.i > verb.i and not agreeing else None


def _beyond(noun: Token) -> list[tuple[Token, Token]]:
    """The by-phrase that the parser hung above: 'follows an appeal in February by X to go'."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in {"dobj", "pobj"} or verb.pos_ != "VERB" or is_passive(verb):
        return []
    pairs = [(p, o) for p, o in prepositional(verb, {"by"}) if p.i > noun.i and o.dep_ == "pobj"]
    between = pairs[0][0].i - noun.right_edge.i - 1 if pairs else 0
    return pairs if between <= MAX_INTERPOSED else []


def _from(verb: Token) -> tuple[Token, ...]:
    """Those whom a from-phrase of a verb names."""
    pairs = prepositional(verb, {"from"})
    return tuple(t for prep, item in pairs for t in (*conjuncts(item), *_joined(prep)))


def _joined(prep: Token) -> list[Token]:
    """'accusations by X and by Y': whom the second phrase names."""
    again = (c for c in children(prep, "conj") if c.lower_ == prep.lower_)
    return [t for c in again for item in children(c, "pobj") for t in conjuncts(item)]


def _contents(
    noun: Token, light: Token | None, to: tuple[Token, ...], frame: Frame, lexicon: Lexicon
) -> tuple[Content, ...]:
    match frame.complement:
        case "clause":
            # 'allegations by a group that …': the parser hangs the clause under the group.
            clauses = [c for host in (noun, *to) for c in children(host, "acl", "ccomp", "relcl")]
            clauses += _equated(noun)
            head = next((c for c in clauses if any(m.lower_ == "that" for m in children(c, "mark"))), None)
            head = head or next((c for c in children(noun, "relcl") if _is_under_which(c)), None)
        case "infinitive":
            head = next(
                (c for c in children(noun, "acl", "xcomp", "relcl", "advcl") if is_infinitive(c)), None
            )
            host = light or _host(noun, to)
            if head is None and host is not None:
                below = children(host, "xcomp", "advcl")
                after = max([noun.i, *(t.i for t in to)]) if light is None else noun.i
                head = next((c for c in below if is_infinitive(c) and c.i > after), None)
        case "preposition":
            return _by_preposition(noun, light, to, frame, lexicon)
        case "none":
            return (Content(noun, tuple(t for t in noun.subtree if t.dep_ != "det")),)
        case _:
            return ()
    return split(head, noun, lexicon) if head is not None else ()


def _equated(noun: Token) -> list[Token]:
    """'Their account is that it was closed', unlike 'their best argument is that', which some may use."""
    best = any(c.tag_ == "JJS" for c in children(noun, "amod"))
    whose = child(noun, "poss")
    told = noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and whose is not None and not best
    return children(noun.head, "ccomp") if told else []


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
    if cue is None or noun.i + 2 >= sentence.end or noun.doc[noun.i + 1].lower_ != "that":
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


def phrase_attribution(token: Token, sentence: Tokens, lexicon: Lexicon) -> Attribution | None:
    """'according to X', 'in the words of X': the object is the source, its clause the content."""
    for words, act in lexicon.source_phrases.items():
        if words[0] != token.lower_:
            continue
        end = token.i + len(words)
        if end >= sentence.end or tuple(t.lower_ for t in token.doc[token.i : end]) != words:
            continue
        rest = token.doc[end : sentence.end]
        source = child(token.doc[end - 1], "pobj") or next((t for t in rest if t.dep_ == "pobj"), None)
        if source is None or is_first_person(source):
            return None
        clause = _clause_of(token, lexicon)
        contents = _beside(clause, token, source, lexicon) if clause is not None else ()
        if not contents:
            return None
        sources = cited(token, conjuncts(source))
        sure = act not in NEUTRAL
        return framed(token.doc[token.i : end], act, sources, contents, sure=sure)
    if token.lower_ == "for":
        return _judge(token, lexicon)
    return _standpoint(token, lexicon) or _published_in(token, lexicon)


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
    nouns = lexicon.words.get(_STANDPOINTS.get(token.lower_, ""), frozenset())
    if view is None or source is None or lemma(view) not in nouns:
        return None
    clause = _clause_of(token, lexicon)
    if source.lower_ in _MINE or clause is None:
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
