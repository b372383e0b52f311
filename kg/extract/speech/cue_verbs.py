"""Cues that are verbs: 'X denied Y', 'X urged Y to Z', 'X described Y as Z'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import (
    agents,
    child,
    children,
    cover,
    is_infinitive,
    is_passive,
    lemma,
    objects,
    prepositional,
    subjects,
)
from kg.extract.speech.attribution import FIRST_PERSON, Attribution, Content, framed, specificity
from kg.extract.speech.contents import coordinated, is_finite, split, unwrapped
from kg.knowledge.entries import Cue, Frame
from kg.knowledge.lexicon import Lexicon

#: Modals under which a saying has not taken place.
_BLOCKING_MODALS = frozenset({"will", "would", "could", "can", "may", "might", "should", "must", "shall"})
#: How far from its verb a further word of a cue may stand, in tokens.
MAX_CUE_GAP = 6
#: Attitudes of what is wanted, promised or refused: then several objects are several contents.
_DIRECTIVE = frozenset({"callsFor", "commitsTo", "refuses"})

Filled = tuple[tuple[Content, ...], tuple[Token, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Slots:
    """The dependents of a verb as a frame sees them; `by` are the agents of a passive."""

    verb: Token
    frame: Frame
    items: tuple[Token, ...]
    addressees: tuple[Token, ...]
    about: tuple[Token, ...]
    by: tuple[Token, ...]
    directive: bool

    @property
    def dropped(self) -> tuple[Token, ...]:
        """What is no part of the content."""
        return tuple(agent.head for agent in self.by)


def verb_attribution(verb: Token, lexicon: Lexicon) -> Attribution | None:
    """What a verb attributes to its subject; None when it is no cue or the saying is not reported as done."""
    if not lexicon.cues.get((lemma(verb), "verb")) or is_unreal(verb, lexicon):
        return None
    sources = tuple(subjects(verb))
    if not sources or any(s.lower_ in FIRST_PERSON for s in sources):
        return None
    best = _best(verb, sources, lexicon)
    if best is None:
        return None
    return replace(best, illocution=_named_act(verb, best.illocution, lexicon))


def framed_act(verb: Token, lexicon: Lexicon) -> str | None:
    """The act that a verb reports of its subject, whoever that is; None when no frame fits.

    'we urge X to go', 'it rejected the plan'
    """
    sources = tuple(subjects(verb))
    best = _best(verb, sources, lexicon) if sources else None
    return best.illocution if best is not None else None


def _best(verb: Token, sources: tuple[Token, ...], lexicon: Lexicon) -> Attribution | None:
    """What the most specific frame of a verb's cues that fits takes."""
    best: tuple[tuple[int, int, bool, str], Attribution] | None = None
    for cue in lexicon.cues.get((lemma(verb), "verb"), ()):
        for frame in cue.frames:
            found = _attribution(verb, cue, frame, sources, lexicon)
            if found is None:
                continue
            # An addressee in the frame and in the text beats the same frame without.
            bare = not (found.addressees or found.about)
            rank = (-len(cue.words), specificity(frame), bare, cue.illocution)
            if best is None or rank < best[0]:
                best = rank, found
    return best[1] if best is not None else None


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a saying is not reported as having taken place: negated, future, conditional, infinitive."""
    for c in verb.children:
        blocked = (
            c.dep_ == "neg"
            or (c.dep_ == "aux" and c.lower_ in _BLOCKING_MODALS)
            or (c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"})
        )
        if blocked:
            return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    return is_infinitive(verb) and lemma(verb.head) not in lexicon.words["aspectual"]


def _words_at(cue: Cue, verb: Token) -> Tokens | None:
    """The tokens of a cue's further words around its verb; None when one is missing."""
    found = [verb]
    near = children(verb, "prt", "acomp", "oprd", "dobj", "prep", "ccomp", "advmod", "attr", "npadvmod")
    for word in cue.words[1:]:
        match = next(
            (
                t
                for c in near
                for t in (c, *c.children)
                if word in {t.lower_, lemma(t)} and abs(t.i - verb.i) <= MAX_CUE_GAP
            ),
            None,
        )
        if match is None:
            return None
        found.append(match)
    return cover(found)


def _attribution(
    verb: Token, cue: Cue, frame: Frame, sources: tuple[Token, ...], lexicon: Lexicon
) -> Attribution | None:
    words = _words_at(cue, verb)
    if words is None:
        return None
    directive = lexicon.illocutions[cue.illocution].attitude in _DIRECTIVE
    slots = _slots(verb, frame, directive=directive)
    filled = _fill(slots, lexicon)
    if filled is None or not filled[0]:
        return None
    contents, addressees = filled
    others = {t.i for t in (*addressees, *slots.about)}
    sources = tuple(s for s in sources if s.i not in others)
    if not sources:
        return None
    return framed(words, cue.illocution, sources, contents, addressees, slots.about, weak=cue.weak)


def _named_act(verb: Token, illocution: str, lexicon: Lexicon) -> str:
    """'In an ultimatum, X told Y to': a phrase that names an act of the same attitude says which it is."""
    attitude = lexicon.illocutions[illocution].attitude
    for _, item in prepositional(verb, {"in", "as"}):
        for cue in lexicon.cues.get((lemma(item), "noun"), ()):
            same = lexicon.illocutions[cue.illocution].attitude == attitude
            if same and cue.illocution not in lexicon.neutral:
                return cue.illocution
    return illocution


def _slots(verb: Token, frame: Frame, *, directive: bool) -> _Slots:
    items = objects(verb)
    if not items and is_passive(verb) and verb.dep_ == "conj":
        subject = child(verb.head, "nsubj", "nsubjpass")
        items = [subject] if subject is not None else []
    addressees = [
        token
        for _, item in prepositional(verb, frame.addressee_prepositions)
        for token in (item, *children(item, "conj"))
    ]
    if frame.object_role == "addressee":
        # 'gave Y a week to': the object beside whom it is given to is no addressee.
        addressees += [t for t in children(verb, "dative") if t.pos_ != "ADP"] or items
    about = list(items) if frame.object_role == "about" else []
    about += [item for _, item in prepositional(verb, frame.about_prepositions)]
    by = agents(verb) if is_passive(verb) else []
    return _Slots(verb, frame, tuple(items), tuple(addressees), tuple(about), tuple(by), directive)


def _fill(slots: _Slots, lexicon: Lexicon) -> Filled | None:
    """Contents and addressees, as a frame takes them; None when it does not fit."""
    verb = slots.verb
    match slots.frame.complement:
        case "clause":
            head = _clause(verb)
        case "infinitive":
            return _by_infinitive(slots, lexicon)
        case "gerund":
            gerunds = (
                c for c in children(verb, "xcomp", "ccomp") if c.tag_ == "VBG" and not is_infinitive(c)
            )
            head = next(gerunds, None)
        case "object":
            return _by_object(slots, lexicon)
        case "preposition":
            return _by_preposition(slots, lexicon)
        case "predicative":
            head = _predicative(slots)
            labelled = [t for t in slots.about if head is not None and head.is_ancestor(t)]
            if head is not None:
                return split(head, verb, lexicon, [*slots.dropped, *labelled]), slots.addressees
        case _:
            head = None
    return (split(head, verb, lexicon, slots.dropped), slots.addressees) if head is not None else None


def _clause(verb: Token) -> Token | None:
    """The clause that a verb of saying takes: its complement, or the sentence it interrupts."""
    for complement in children(verb, "ccomp"):
        if is_finite(complement) or complement.pos_ in {"NOUN", "ADJ", "PROPN"}:
            return complement
    governor = verb.head
    if verb.dep_ == "pcomp" and governor.lower_ == "as" and is_passive(governor.head):
        # '"We go," X was quoted as saying'
        return next((c for c in children(governor.head, "ccomp") if c.i < verb.i), None)
    if verb.dep_ == "parataxis" and governor.pos_ in {"VERB", "AUX"}:
        return governor
    if verb.dep_ == "ccomp" and governor.i > verb.i and child(verb, "mark") is None:
        # 'Otherwise, X threatened, it would go on': an aside that the parser takes for the clause.
        after = verb.right_edge.i + 1
        comma = after < governor.i and verb.doc[after].text == ","
        if comma and child(governor, "nsubj", "nsubjpass") is not None:
            return governor
    # 'was confident that X': the clause hangs under the adjective.
    adjective = child(verb, "acomp")
    return child(adjective, "ccomp") if adjective is not None else None


def _by_infinitive(slots: _Slots, lexicon: Lexicon) -> Filled | None:
    """'urged Y to Z', 'vowed to Z'."""
    verb, frame, addressees = slots.verb, slots.frame, slots.addressees
    head = _infinitive(verb)
    if head is None and addressees:
        # 'gave Y until Friday to Z': the parser hangs it under the term.
        terms = (item for _, item in prepositional(verb, {"until", "till"}))
        carriers = (addressees[0], *slots.items, *terms)
        below = (c for t in carriers for c in children(t, "acl", "relcl"))
        head = next((c for c in below if is_infinitive(c)), None)
    if head is None:
        return None
    small = child(head, "nsubj")
    if small is not None and head.dep_ == "ccomp":
        if frame.object_role != "addressee":
            return None
        contents = split(head, verb, lexicon, [*slots.dropped, small])
        return contents, (small, *children(small, "conj"))
    plain = frame.object_role is None and not frame.addressee_prepositions
    if plain and slots.items and not is_passive(verb):
        return None
    if (frame.object_role == "addressee" and not (slots.items or addressees)) or (
        frame.addressee_prepositions and not addressees
    ):
        return None
    return split(head, verb, lexicon, slots.dropped), addressees


def _infinitive(verb: Token) -> Token | None:
    for complement in children(verb, "xcomp", "ccomp", "advcl"):
        if is_infinitive(complement) and complement.i > verb.i:
            return complement
    adjective = child(verb, "acomp")
    below = children(adjective, "xcomp") if adjective is not None else []
    return next((c for c in below if is_infinitive(c)), None)


def _by_object(slots: _Slots, lexicon: Lexicon) -> Filled | None:
    """'demanded Z', 'rejected claims that Z'."""
    head = next(iter(slots.items), None)
    if head is None or head.pos_ == "PRON" or (head.dep_ == "nsubjpass" and not slots.by):
        return None
    contents = unwrapped(head, slots.verb, lexicon, slots.dropped) or split(
        head, slots.verb, lexicon, slots.dropped, phrases=slots.directive
    )
    return contents, slots.addressees


def _by_preposition(slots: _Slots, lexicon: Lexicon) -> Filled | None:
    """'called for Z', 'accused Y of Z', 'called for Y to Z'."""
    verb, frame, dropped = slots.verb, slots.frame, slots.dropped
    wished = _wished(verb, frame)
    if wished is not None:
        return split(wished, verb, lexicon, dropped), slots.addressees
    pairs = [
        (prep, item)
        for prep, item in _prepositions(slots)
        if item not in slots.addressees and prep not in dropped and item.ent_type_ not in {"DATE", "TIME"}
    ]
    if not pairs or (frame.object_role == "about" and not slots.about):
        return None
    prep, head = pairs[0]
    contents = unwrapped(head, verb, lexicon, dropped) or (
        *split(head, verb, lexicon, dropped, phrases=slots.directive),
        *coordinated(prep, verb, frame, lexicon),
    )
    unaddressed = frame.object_role == "addressee" and not slots.items
    return contents, () if unaddressed else slots.addressees


def _prepositions(slots: _Slots) -> Iterator[tuple[Token, Token]]:
    """The frame's prepositions under the verb; the parser often hangs them under its object."""
    yield from prepositional(slots.verb, slots.frame.prepositions)
    for item in (*objects(slots.verb), *slots.addressees):
        yield from ((p, o) for p, o in prepositional(item, slots.frame.prepositions) if p.i > item.i)
    # 'accused Y at the time of having'
    beside = (item for prep in children(slots.verb, "prep") for item in children(prep, "pobj"))
    for item in beside:
        yield from ((p, o) for p, o in prepositional(item, slots.frame.prepositions) if o.dep_ == "pcomp")


def _wished(verb: Token, frame: Frame) -> Token | None:
    """'called for X to resign': the preposition marks a clause with a subject of its own."""
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        marked = any(c.lower_ in frame.prepositions for c in children(clause, "mark"))
        if marked and is_infinitive(clause) and child(clause, "nsubj") is not None:
            return clause
    return None


def _predicative(slots: _Slots) -> Token | None:
    """'described Y as Z', 'called Y Z': the head of Z."""
    verb, frame, items = slots.verb, slots.frame, slots.items
    if frame.prepositions:
        for _, item in _prepositions(slots):
            return item
        # 'described the talks as constructive'
        preps = [
            p for host in (verb, *items) for p in children(host, "prep") if p.lower_ in frame.prepositions
        ]
        return next((c for p in preps for c in p.children if c.pos_ in {"ADJ", "VERB"}), None)
    complement = child(verb, "oprd")
    if complement is not None and complement.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"}:
        return complement
    small = child(verb, "ccomp")
    if (
        small is not None
        and small.pos_ in {"NOUN", "ADJ"}
        and child(small, "nsubj") is not None
        and child(small, "mark") is None
    ):
        return small
    # 'branding their leader a traitor': the parser takes the label for an apposition.
    apposed = children(items[0], "appos") if items else []
    return next((c for c in apposed if c.doc[c.left_edge.i - 1].text != ","), None)
