"""Who speaks in the words that the tagger takes for a source: the heads of those who do."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    agents,
    child,
    children,
    conjuncts,
    definite,
    is_passive,
    lemma,
    prepositional,
    roots,
    text_after,
    text_before,
)
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.coordination import may_speak
from kg.extract.speech.tagger import RELATIVES, TaggedAttribution
from kg.extract.subjects import cited, is_other_name, named_before, subjects
from kg.knowledge.lexicon import Lexicon

#: The lists of the lexicon for what is written by somebody.
_WRITTEN = ("document", "survey", "reckoning")
_PLACES = frozenset({"GPE", "LOC"})
_WHERE = frozenset({"in", "at", "near", "from", "outside"})
#: What stands beside a source and is none of it.
_BESIDE = RELATIVES | {"whom"}


def sources_of(proposal: TaggedAttribution, lexicon: Lexicon) -> tuple[Token, ...]:
    """The heads of those who speak: one for each of several joined by 'and'."""
    words = [t for t in proposal.source if not t.is_punct and not t.is_space]
    if is_prompted(proposal.head, lexicon):
        return tuple(subjects(proposal.head))
    if words and words[0].lower_ == "whose":
        # 'whose branch it accuses of', unlike 'X, whose branch closed,'
        return tuple(subjects(proposal.head))
    if len(words) == 1 and words[0].lower_ in RELATIVES and words[0].head.pos_ in {"VERB", "AUX"}:
        return tuple(subjects(words[0].head)) or (words[0],)
    if len(words) > 1:
        # 'the ministry, which', unlike 'the WHO'; 'whom X accuses'
        words = [t for t in words if t.lower_ not in _BESIDE or t.pos_ == "PROPN"]
    inside = {t.i for t in words}
    words = [t for t in words if not (_is_beside(t, inside) or _is_anothers(t, proposal.head))]
    found: list[Token] = []
    for top in roots(words):
        if top.pos_ == "VERB" and (doers := [t for t in subjects(top) if t.i in inside]):
            # 'Hundreds gathered in X to demand'
            found += doers
            continue
        if top.pos_ in {"ADP", "CCONJ", "DET", "ADV", "PART", "SCONJ"} and top.dep_ not in {"nsubj", "pobj"}:
            if found and top.pos_ == "ADP" and top.dep_ != "conj":
                # 'X, at the end of a visit'
                continue
            if top.head.i == proposal.head.i and (own := [t for t in subjects(top.head) if t.i in inside]):
                # 'At the inn of X, Ana Brandt, 29, said'
                found += own
                continue
            below = [t for t in (*children(top, "pobj"), *children(top, "conj")) if t.i in inside]
            found += below or ([top] if top.pos_ == "DET" and len(words) == 1 else [])
            continue
        if top.dep_ == "appos" and top.head.i in {t.i for t in found}:
            continue
        where = top.head if top.dep_ == "pobj" and top.head.lower_ in _WHERE else None
        if where is not None and found and found[-1].i < where.i and where.i not in inside:
            # 'Residents contacted by phone in X said': the tagger leaves out what joins them.
            continue
        if found and _names_what_is_before(top, found[-1], lexicon):
            # 'according to the governor of X, Y': the parser makes two objects of one.
            found[-1] = top
            continue
        if (speaker := _joined_to_agent(top, proposal.head)) is not None:
            found.append(speaker)
            continue
        if top.dep_ in {"appos", "pobj"} and top.head.i < words[0].i:
            # 'In a letter to N, the head of the bloc, Y, urged': the parser takes the head of the bloc for N.
            # What 'X, the U.S. Attorney for Y' has behind the name is none.
            # Nor is the short form of the last of several, in brackets.
            several = child(top, "conj") is not None
            apposed = (t for t in top.subtree if t.dep_ == "appos" and t.i in inside and t.pos_ == "PROPN")
            apposed = (t for t in apposed if not (several and text_before(t) == "("))
            named = [t for t in apposed if top.ent_type_ != "PERSON" or t.ent_type_ == "PERSON"]
            top = named[-1] if named else top
        if top.dep_ == "nsubj" and (name := named_before(top)) is not None:
            found += conjuncts(name)
            continue
        found += [owner for t in conjuncts(top) if t.i in inside for owner in owners(t, lexicon)]
    sources = tuple({t.i: t for t in found}.values())
    return cited(proposal.head, sources) if proposal.head.lower_ == "according" else sources


def _is_anothers(token: Token, verb: Token) -> bool:
    """Whether a word is of whom another passive has for its doer: 'was rejected by X and denounced by Y'.

    Also 'kept the rate, as expected by X, but signalled', where the verb has no doer of its own.
    """
    own = child(verb, "agent") is not None
    others = (t.head for t in token.ancestors if t.dep_ == "agent" and t.head.i != verb.i)
    return any(own or any(m.lower_ == "as" for m in children(v, "mark")) for v in others)


def _is_beside(token: Token, inside: Set[int]) -> bool:
    """Whether a word stands in a relative clause of the source whose verb is outside: 'X, whom Y accuses'."""
    above = (t for t in (token, *token.ancestors) if t.dep_ == "relcl")
    return any(t.i not in inside and t.head.i in inside for t in above)


def _joined_to_agent(agent: Token, cue: Token) -> Token | None:
    """'was led out by police and the mayor said': who speaks, whom the parser joins to who does the other."""
    above = agent.head.head if agent.dep_ == "pobj" else cue
    if cue.tag_ not in FINITE or above.i in {cue.i, agent.head.i} or above.pos_ != "VERB":
        return None
    last = conjuncts(agent)[-1]
    alone = child(cue, "nsubj", "nsubjpass") is None and last.right_edge.i == cue.i - 1
    return last if alone and last.i > agent.i else None


def _names_what_is_before(name: Token, noun: Token, lexicon: Lexicon) -> bool:
    """Whether a person's name stands after a comma behind a singular noun for one, with 'the' or 'its'."""
    told = noun.tag_ in {"NN", "NNP"} and (definite(noun) or child(noun, "poss", "det", "nummod") is not None)
    if not told or name.ent_type_ != "PERSON" or noun.ent_type_ == "PERSON" or name.i < noun.i:
        return False
    first = next(t for t in name.doc[noun.i + 1 : name.i + 1] if t.ent_type_ == "PERSON")
    polite = first.i > noun.i + 1 and first.nbor(-1).lower_.rstrip(".") in lexicon.words["polite"]
    return text_before(first.nbor(-1) if polite else first) == ","


def without_inner(attribution: Attribution, lexicon: Lexicon) -> Attribution:
    """An attribution by the head of its source: 'donors who met in Oslo, Norway said', 'a poster of X'."""
    found = [t for s in attribution.sources for t in _outer(s, attribution.head, lexicon)]
    if found == list(attribution.sources):
        return attribution
    return replace(attribution, sources=tuple(dict.fromkeys(found)), source_words=())


def _outer(source: Token, cue: Token, lexicon: Lexicon) -> list[Token]:
    """Who speaks, where a source is the place or the person in the phrase for who does."""
    own = child(cue, "nsubj")
    if cue.dep_ == "relcl" and own is not None and own.lower_ in {"that", "which"} and source == cue.head:
        return (
            [o for s in subjects(cue) for o in owners(s, lexicon)]
            if source.ent_type_ == "PERSON"
            else [source]
        )
    first = source.left_edge
    town = first.nbor(-2) if first.i > first.sent.start + 1 and text_before(first) == "," else None
    named = source.ent_type_ in _PLACES and town is not None and town.ent_type_ in _PLACES
    if town is None or not named or town.dep_ != "pobj" or town.head.lower_ not in _WHERE:
        return [source]
    above = town.head.head
    above = above.head if above.dep_ == "acl" else above
    if text_after(cue) in {",", "."} or not may_speak(above, lexicon):
        # 'The plant at Lima, Peru says, is old'
        return [source]
    return [above] if above.pos_ in {"NOUN", "PROPN"} and above.dep_ == "nsubj" else [source]


def late_agent(proposal: TaggedAttribution, lexicon: Lexicon) -> tuple[Token, ...]:
    """'was dismissed as an invention by X', 'calls came from X': who does it, behind the content."""
    if proposal.source:
        return ()
    above = proposal.head.head
    if lemma(above) in lexicon.words["comeFrom"] and above.i > proposal.head.i:
        return tuple(t for _, item in prepositional(above, {"from"}) for t in conjuncts(item))
    if not is_passive(proposal.head):
        return ()
    by = [t for t in proposal.content if t.lower_ == "by" and t.i > proposal.head.i]
    doer = child(by[-1], "pobj") if by else None
    return (doer,) if doer is not None else ()


def owners(source: Token, lexicon: Lexicon) -> list[Token]:
    """Whose saying it is where an act of saying or a document is the source: 'Baku's ultimatum said'.

    Nobody's besides where it is another name of who says it.
    """
    if is_other_name(source):
        return []
    words, noun = lexicon.words, lemma(source)
    if noun in words["placard"]:
        return list(makers(source, lexicon)) or _holders(source) or [source]
    whole = next((i for _, i in prepositional(source, {"of"})), None) if noun in words["part"] else None
    if whole is not None and any(lemma(whole) in words[listed] for listed in _WRITTEN):
        # 'excerpts of his speech', 'the findings of the report', unlike 'the results of the vote'
        return owners(whole, lexicon)
    page = noun in words["page"]
    # 'The Arville Bulletin' is a newspaper.
    written = source.tag_ != "NNP" and (page or any(noun in words[listed] for listed in _WRITTEN))
    # 'the account for the band', unlike 'a note for the band'
    by = next(makers(source, lexicon, of=page), None) if written else None
    if by is None and written:
        by = next((i for _, i in prepositional(source, {"of"}) if i.ent_type_ == "ORG"), None)
    # 'Reports said' is somebody, 'the panel's report', 'a report by the panel', 'a police report' is not.
    beside = _beside(source, lexicon)
    whose = by or children(source, "poss") or [c for c in beside if c.ent_type_ == "ORG"]
    issuers = [c for c in beside if c.dep_ == "compound" and lemma(c) in words["issuer"]] if written else []
    people = noun in words["group"] and not (written and (whose or issuers))
    if people or not (written or lexicon.cues.get((noun, "noun"))):
        return [source]
    if by is not None and child(source, "poss") is None:
        # 'a Twitter post by X'
        return conjuncts(by)
    named = [c for c in beside if c.dep_ == "poss" or c.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"}]
    # 'witness accounts'
    tellers = [c for c in children(source, "compound") if lemma(c) in words["teller"]]
    return (_joined(source) or named[-1:]) if named else tellers or issuers or [source]


def makers(document: Token, lexicon: Lexicon, *, of: bool = False) -> Iterator[Token]:
    """Whose a document is: 'a survey by X', 'a report published by X', 'figures X released'.

    With `of` also 'the account of X'.
    """
    words = lexicon.words
    # 'Reports from the capital said'
    vague = lemma(document) in words["group"]
    for prep, item in prepositional(document, {"by", "from", *(("of", "for") if of else ())}):
        if prep.lower_ != "from" or not (item.ent_type_ == "DATE" or (vague and item.ent_type_ in _PLACES)):
            yield item
    issued = document.dep_ == "dobj" and lemma(document.head) in words["issuing"]
    for prep, item in prepositional(document.head, {"by", "from"}) if issued else ():
        # 'X published a report by Y': the parser may have it published by Y.
        person = may_speak(item, lexicon) or lemma(item) in lexicon.descriptions
        if prep.i == document.i + 1 and (person or item.ent_type_ in {"ORG", "PERSON"}):
            yield item
    # 'a poll of 400 voters released by X': the parser has the voters released.
    asked = [i for _, i in prepositional(document, {"of"})] if lemma(document) in words["survey"] else []
    for clause in (c for noun in (document, *asked) for c in children(noun, "acl")):
        # 'a memo obtained by Reuters' is not theirs.
        if clause.tag_ == "VBN" and lemma(clause) not in words["obtaining"]:
            yield from agents(clause)
    # 'data available from X', 'an email sent from X'
    for told in children(document, "acl", "amod"):
        yield from (i for _, i in prepositional(told, {"from"}) if i.ent_type_ in {"ORG", "PERSON"})
    for clause in children(document, "relcl"):
        if lemma(clause) in words["issuing"]:
            yield from (t for t in subjects(clause) if t.i != document.i)


def is_prompted(verb: Token, lexicon: Lexicon) -> bool:
    """Whether somebody is brought to say it: 'The raid led Arland to accuse Borland'."""
    prompted = verb.dep_ == "xcomp" and lemma(verb.head) in lexicon.words["prompting"]
    return prompted and child(verb.head, "dobj") is not None


def _beside(document: Token, lexicon: Lexicon) -> list[Token]:
    """What stands before a document, less where it was published ('the Reuters Facebook page')."""
    found: list[Token] = []
    for token in children(document, "poss", "compound", "amod", "nmod"):
        platform = token.dep_ == "compound" and token.lower_ in lexicon.words["platform"]
        found += children(token, "compound") if platform else [token]
    return found


def _joined(document: Token) -> list[Token]:
    """Both who made 'a Blue Times/Red Channel poll'."""
    doc, last = document.doc, document.nbor(-1)
    names = [t.nbor(-1) for t in doc[document.left_edge.i + 1 : last.i] if t.text == "/"]
    # 'University of Lima'
    whole = (t.head.head if t.dep_ == "pobj" else t for t in (*names, last))
    return list(dict.fromkeys(whole)) if names and last.pos_ == "PROPN" else []


def _holders(placard: Token) -> list[Token]:
    """Who carries what is written on: 'X held a sign that read', 'X came with banners reading'."""
    above = placard.head
    if above.dep_ == "pcomp":
        # The parser has a clause behind 'with'.
        above = above.head
    carrying = above.head if above.lower_ == "with" else above if placard.dep_ == "dobj" else None
    return subjects(carrying) if carrying is not None and carrying.pos_ == "VERB" else []
