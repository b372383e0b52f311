"""Cues that are nouns ('Baku's ultimatum', 'the claim by Y that X'), and phrases ('according to X')."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import agents, child, children, is_infinitive, lemma, prepositional, subjects
from kg.extract.speech.attribution import FIRST_PERSON, Attribution, Content, framed, specificity
from kg.extract.speech.contents import content_tokens, coordinated, split
from kg.extract.speech.cue_verbs import is_unreal
from kg.knowledge.entries import Frame
from kg.knowledge.lexicon import Lexicon


def noun_attribution(noun: Token, lexicon: Lexicon) -> Attribution | None:
    """What a noun attributes to its owner or to the subject of its verb ('made a call for X')."""
    cues = [c for c in lexicon.cues.get((lemma(noun), "noun"), ()) if len(c.words) == 1]
    if not cues or any(c.lower_ == "no" for c in children(noun, "det")):
        return None
    governor = noun.head
    lightly = (
        noun.dep_ == "dobj" and governor.pos_ == "VERB" and lemma(governor) in lexicon.words["lightVerb"]
    )
    light = governor if lightly else None
    evoked = noun.dep_ == "dobj" and lemma(governor) in lexicon.words["evoke"]
    sources = _sources(noun, light, lexicon) or (_from(governor) if evoked else ())
    if not sources or any(s.lower_ in FIRST_PERSON | {"my", "our", "your"} for s in sources):
        return None
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
                return framed(words, cue.illocution, sources, contents, addressees, weak=cue.weak)
    return None


def _sources(noun: Token, light: Token | None, lexicon: Lexicon) -> tuple[Token, ...]:
    """Whose saying a noun names: a possessor, 'by' or 'from' somebody, a light verb's subject, a demonym."""
    owner = child(noun, "poss")
    if owner is not None:
        return (owner,)
    for _, item in prepositional(noun, {"by", "from"}):
        return (item, *children(item, "conj"))
    if noun.dep_ == "nsubj" and lemma(noun.head) in lexicon.words["comeFrom"]:
        return _from(noun.head)
    if noun.dep_ == "nsubjpass" and lemma(noun.head) in lexicon.words["lightVerb"]:
        return tuple(agents(noun.head))
    if light is not None and not is_unreal(light, lexicon):
        return tuple(subjects(light))
    named = [
        c
        for c in children(noun, "compound", "amod", "nmod")
        if c.pos_ in {"PROPN", "ADJ"} and c.ent_type_ in {"NORP", "GPE", "ORG"}
    ]
    return (named[-1],) if named else ()


def _from(verb: Token) -> tuple[Token, ...]:
    """Those whom a from-phrase of a verb names."""
    return tuple(t for _, item in prepositional(verb, {"from"}) for t in (item, *children(item, "conj")))


def _contents(
    noun: Token, light: Token | None, to: tuple[Token, ...], frame: Frame, lexicon: Lexicon
) -> tuple[Content, ...]:
    match frame.complement:
        case "clause":
            # 'allegations by a group that …': the parser hangs the clause under the group.
            clauses = [c for host in (noun, *to) for c in children(host, "acl", "ccomp", "relcl")]
            head = next((c for c in clauses if any(m.lower_ == "that" for m in children(c, "mark"))), None)
        case "infinitive":
            head = next((c for c in children(noun, "acl", "xcomp", "relcl") if is_infinitive(c)), None)
            if head is None and light is not None:
                below = children(light, "xcomp", "advcl")
                head = next((c for c in below if is_infinitive(c) and c.i > noun.i), None)
        case "preposition":
            return _by_preposition(noun, light, to, frame, lexicon)
        case "none":
            return (Content(noun, tuple(t for t in noun.subtree if t.dep_ != "det")),)
        case _:
            return ()
    return split(head, noun, lexicon) if head is not None else ()


def _by_preposition(
    noun: Token, light: Token | None, to: tuple[Token, ...], frame: Frame, lexicon: Lexicon
) -> tuple[Content, ...]:
    """'the call for X', 'made an appeal to Y for X'."""
    pairs = list(prepositional(noun, frame.prepositions))
    # The parser hangs the second phrase under the light verb or under Y.
    for host in ((light,) if light is not None else ()) + to:
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
        if source is None or source.lower_ in FIRST_PERSON:
            return None
        clause = _clause_of(token, lexicon)
        contents = _beside(clause, token, source, lexicon) if clause is not None else ()
        if not contents:
            return None
        sources = (source, *children(source, "conj"))
        return framed(token.doc[token.i : end], act, sources, contents)
    return _standpoint(token, lexicon)


def _standpoint(token: Token, lexicon: Lexicon) -> Attribution | None:
    """'in his view', 'in the minister's opinion': whose view it is is the source."""
    view = child(token, "pobj")
    source = child(view, "poss") if view is not None else None
    if view is None or source is None or lemma(view) not in lexicon.words["standpoint"]:
        return None
    clause = _clause_of(token, lexicon)
    if source.lower_ in FIRST_PERSON | {"my", "our", "your"} or clause is None:
        return None
    contents = _beside(clause, token, view, lexicon)
    return framed(token.doc[token.i : view.i + 1], "Opinion", (source,), contents) if contents else None


def _clause_of(phrase: Token, lexicon: Lexicon) -> Token | None:
    """The clause that a phrase of source belongs to."""
    clause = phrase.head
    while clause.pos_ not in {"VERB", "AUX"} and clause.head.i != clause.i:
        clause = clause.head
    inner = child(clause, "ccomp")
    if inner is not None and (lemma(clause), "verb") in lexicon.cues:
        # 'According to the paper, "..." he told it': the content is that of the verb.
        return inner if phrase.i >= inner.left_edge.i else None
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
