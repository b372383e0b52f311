"""How the frames of a verb take its dependents: contents, addressees, whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    agents,
    child,
    children,
    dependents,
    in_order,
    is_gerund,
    is_infinitive,
    is_passive,
    is_when,
    lemma,
    noun_phrase,
    objects,
    prepositional,
    text_after,
    text_before,
)
from kg.extract.speech.attribution import DIRECTIVE, Content
from kg.extract.speech.complements import break_before, clause_of, deprived, interrupted
from kg.extract.speech.contents import (
    coordinated,
    hung_clause,
    split,
    unwrapped,
)
from kg.extract.speech.counted import counted
from kg.extract.speech.gaps import ANSWERING, acted_on, called_so, summed_up, taken_up_by_which
from kg.extract.speech.typing import convened
from kg.knowledge.entries import Frame
from kg.knowledge.lexicon import Lexicon

_TAKEN_UP = frozenset({"this", "that", "it", "them", "these", "those", "both"})

Filled = tuple[tuple[Content, ...], tuple[Token, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """The dependents of a verb as a frame sees them; `by` are the agents of a passive."""

    verb: Token
    frame: Frame
    items: tuple[Token, ...]
    addressees: tuple[Token, ...]
    about: tuple[Token, ...]
    by: tuple[Token, ...]
    attitude: str

    @property
    def directive(self) -> bool:
        """Whether what is said is wanted, promised or refused."""
        return self.attitude in DIRECTIVE

    @property
    def dropped(self) -> tuple[Token, ...]:
        """What is no part of the content."""
        return tuple(agent.head for agent in self.by)


def slots_of(verb: Token, frame: Frame, attitude: str) -> Slots:
    named = called_so(verb) if frame.complement == "predicative" and not frame.prepositions else None
    taken_up = taken_up_by_which(verb, attitude)
    items = [verb.head] if named is not None else taken_up or acted_on(verb)
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
    return Slots(verb, frame, tuple(items), tuple(addressees), tuple(about), tuple(by), attitude)


def fill(slots: Slots, lexicon: Lexicon) -> Filled | None:
    """Contents and addressees, as a frame takes them; None when it does not fit."""
    verb = slots.verb
    if convened(verb, lexicon):
        return None
    match slots.frame.complement:
        case "clause":
            head = clause_of(verb, lexicon) or hung_clause(verb, slots.addressees, lexicon)
            if head is None and (parted := interrupted(verb) or deprived(verb)) is not None:
                return (parted,), slots.addressees
            if head is not None and head.i == verb.i:
                # 'Hardly, retorted X'
                before = tuple(t for t in verb.subtree if t.i < verb.i)
                return ((Content(before[0], before),), slots.addressees) if before else None
        case "infinitive":
            return _by_infinitive(slots, lexicon)
        case "gerund":
            gerunds = (c for c in children(verb, "xcomp", "ccomp") if is_gerund(c))
            head = next(gerunds, None)
        case "object":
            return _by_object(slots, lexicon)
        case "preposition":
            return _by_preposition(slots, lexicon)
        case "figure":
            figures = counted(verb, slots.items, slots.frame, lexicon)
            return (figures, ()) if figures else None
        case "none":
            return _by_itself(slots)
        case "predicative":
            head = _predicative(slots, lexicon)
            if head is not None:
                around = [t for t in slots.about if head.is_ancestor(t)]
                around += [t for t in dependents(head)[:1] if t.lower_ in slots.frame.prepositions]
                return split(head, verb, lexicon, [*slots.dropped, *around]), slots.addressees
        case _:
            head = None
    return (split(head, verb, lexicon, slots.dropped), slots.addressees) if head is not None else None


def _by_itself(slots: Slots) -> Filled | None:
    """'He refused.', 'X apologised to Y', 'X has pleaded not guilty to Y': nothing said stands behind."""
    verb, words = slots.verb, children(slots.verb, "acomp", "oprd")
    # 'refused at once', 'refused on Monday', unlike 'refused for years'
    told = slots.frame.addressee_prepositions
    preps = [p for p in children(verb, "prep") if not (is_when(p) or p.lower_ in told)]
    behind = [p for p in preps if not words and child(p, "pcomp") is None]
    clauses = [c for c in children(verb, "ccomp") if c.i > break_before(verb)]
    taken = slots.items or slots.by or behind or clauses or children(verb, "xcomp", "dative", "prt")
    if taken or is_passive(verb) or verb.tag_ not in FINITE | {"VBN"}:
        return None
    said = [t for word in (*words, *(preps if words else ())) for t in word.subtree]
    return (Content(verb, in_order([verb, *said])),), slots.addressees


def _by_infinitive(slots: Slots, lexicon: Lexicon) -> Filled | None:
    """'urged Y to Z', 'vowed to Z'."""
    verb, frame, addressees = slots.verb, slots.frame, slots.addressees
    head = _infinitive(verb)
    if head is not None and text_before(head.left_edge) == "," and _is_about_it(verb):
        # 'It was too early, X told Y, to say': nobody is told to say it.
        return None
    if head is None and addressees:
        # 'gave Y until Friday to Z': the parser hangs it under the term.
        terms = (item for _, item in prepositional(verb, {"until", "till"}))
        carriers = (addressees[0], *slots.items, *terms)
        below = (c for t in carriers for c in children(t, "acl", "relcl"))
        head = next((c for c in below if is_infinitive(c)), None) or _behind_aside(addressees[-1])
        head = head or next((infinitive for _, infinitive in terms_behind(slots.items)), None)
    if head is None:
        return None
    small = child(head, "nsubj")
    if small is not None and text_before(small.left_edge).lower() in frame.addressee_prepositions:
        # 'called on Y to Z': the parser may take 'on' for a particle, or for what opens a clause of Y's.
        opening = (c for c in children(head, "mark") if c.lower_ in frame.addressee_prepositions)
        contents = split(head, verb, lexicon, [*slots.dropped, *opening, small])
        return contents, (small, *children(small, "conj"))
    if small is not None and head.dep_ == "ccomp":
        if frame.object_role != "addressee":
            return None
        if slots.attitude == "affirms":
            # 'expects prices to rise': nobody is asked.
            return split(head, verb, lexicon, slots.dropped), ()
        contents = split(head, verb, lexicon, [*slots.dropped, small])
        return contents, (small, *children(small, "conj"))
    plain = frame.object_role is None and not frame.addressee_prepositions
    # 'asked for a loan to repair it' asks for the loan.
    asked = slots.attitude == "callsFor" and any(t.i < head.i for _, t in prepositional(verb, {"for"}))
    if plain and (asked or (slots.items and not is_passive(verb))):
        return None
    if (frame.object_role == "addressee" and not (slots.items or addressees)) or (
        frame.addressee_prepositions and not addressees
    ):
        return None
    return split(head, verb, lexicon, slots.dropped), addressees


def terms_behind(items: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    """The term and what is to be done in it: 'gave soldiers who fled a week to surrender'.

    The parser hangs both by the fleeing.
    """
    for clause in (c for item in items for c in children(item, "relcl")):
        for term in children(clause, "npadvmod"):
            below = (c for c in children(clause, "xcomp", "advcl") if is_infinitive(c))
            yield from ((term, c) for c in below if c.left_edge.i == term.right_edge.i + 1)


def _is_about_it(verb: Token) -> bool:
    """Whether a verb of saying stands behind a clause of which 'it' is the subject."""
    subjects = (child(c, "nsubj") for c in children(verb, "ccomp") if c.i < verb.i)
    return any(subject is not None and subject.lower_ == "it" for subject in subjects)


def _behind_aside(addressee: Token) -> Token | None:
    """'called on Y, now the last to wait, to Z': the infinitive right behind what is put in about Y."""
    doc, sentence = addressee.doc, addressee.sent
    if text_after(noun_phrase(addressee)[-1]) != ",":
        return None
    marks = (t for t in doc[addressee.i + 2 : sentence.end] if t.tag_ == "TO" and text_before(t) == ",")
    mark = next(marks, None)
    return mark.head if mark is not None and mark.head.tag_ == "VB" else None


def _infinitive(verb: Token) -> Token | None:
    for complement in children(verb, "xcomp", "ccomp", "advcl"):
        if is_infinitive(complement) and complement.i > verb.i:
            return complement
    adjective = child(verb, "acomp")
    below = children(adjective, "xcomp") if adjective is not None else []
    return next((c for c in below if is_infinitive(c)), None)


def _by_object(slots: Slots, lexicon: Lexicon) -> Filled | None:
    """'demanded Z', 'rejected claims that Z'."""
    if (summed := summed_up(slots.verb, lexicon)) is not None:
        return (summed,), slots.addressees
    head = next(iter(slots.items), None)
    if head is None or (head.dep_ == "nsubjpass" and not slots.by and is_passive(slots.verb)):
        return None
    taken_up = slots.attitude in ANSWERING and head.lower_ in _TAKEN_UP
    if head.pos_ == "PRON" and not taken_up and head.dep_ in {"dobj", "nsubjpass"}:
        return None
    # 'an idea that X rejected': the clause is the rejecting itself.
    inside = head.is_ancestor(slots.verb)
    unpacked = () if inside else unwrapped(head, slots.verb, lexicon, slots.dropped)
    contents = unpacked or split(head, slots.verb, lexicon, slots.dropped, phrases=slots.directive)
    return contents, slots.addressees


def _by_preposition(slots: Slots, lexicon: Lexicon) -> Filled | None:
    """'called for Z', 'accused Y of Z', 'called for Y to Z'."""
    verb, frame, dropped = slots.verb, slots.frame, slots.dropped
    wished = _wished(verb, frame)
    if wished is not None:
        return split(wished, verb, lexicon, dropped), slots.addressees
    pairs = [
        (prep, item)
        for prep, item in _prepositions(slots, lexicon)
        if item not in slots.addressees
        and prep not in dropped
        and item.ent_type_ not in {"DATE", "TIME"}
        # 'At her school, X protested' is where.
        and prep.i > prep.sent.start
    ]
    if not pairs or (frame.object_role == "about" and not slots.about):
        return None
    prep, head = pairs[0]
    if (done := _done_to(verb, head)) is not None:
        asked = tuple(verb.doc[head.left_edge.i : done.right_edge.i + 1])
        return (Content(done, asked),), slots.addressees
    contents = unwrapped(head, verb, lexicon, dropped) or (
        *split(head, verb, lexicon, dropped, phrases=slots.directive),
        *coordinated(prep, verb, frame, lexicon),
    )
    unaddressed = frame.object_role == "addressee" and not slots.items
    return contents, () if unaddressed else slots.addressees


def _prepositions(slots: Slots, lexicon: Lexicon) -> Iterator[tuple[Token, Token]]:
    """The frame's prepositions under the verb; the parser often hangs them under its object."""
    yield from prepositional(slots.verb, slots.frame.prepositions)
    others = objects(slots.verb) if slots.frame.object_role is not None else []
    others += _inside(others, slots.frame)
    for item in (*others, *slots.addressees):
        # 'spoke with X of Japan' is no word of Japan.
        theirs = item in slots.addressees and item.pos_ == "PROPN"
        found = prepositional(item, slots.frame.prepositions)
        behind = (
            (p, o) for p, o in found if p.i > item.i and not _is_for_it(item, p, o, slots.verb, lexicon)
        )
        yield from ((p, o) for p, o in behind if not (theirs and p.lower_ == "of" and o.pos_ == "PROPN"))
    # 'accused Y at the time of having', 'was accused by X of having', 'accused Y on Monday of genocide'
    beside = (item for prep in children(slots.verb, "prep", "agent") for item in children(prep, "pobj"))
    for item in beside:
        # 'on Monday of', unlike 'on the eve of' and 'in the first days of'
        dated = item.ent_type_ == "DATE" and item.tag_ in {"NNP", "CD"}
        found = prepositional(item, slots.frame.prepositions)
        yield from ((p, o) for p, o in found if dated or o.dep_ == "pcomp")


def _is_for_it(noun: Token, prep: Token, item: Token, verb: Token, lexicon: Lexicon) -> bool:
    """'denounced calls for reform', 'a plan for a dam', unlike 'criticised the plan for its cost'.

    Who blames the plan for something says what for.
    """
    if lemma(verb) in {"blame", "thank", "fault"}:
        return False
    calls = any(
        prep.lower_ in frame.prepositions
        for cue in lexicon.cues.get((lemma(noun), "noun"), ())
        for frame in cue.frames
    )
    bare = not any(c.lower_ == "the" for c in children(noun, "det"))
    takes = calls or (bare and prep.lower_ == "for" and lemma(noun) in lexicon.words["intended"])
    reason = item.pos_ in {"VERB", "AUX"} or any(c.tag_ == "PRP$" for c in children(item, "poss"))
    return takes and noun.pos_ == "NOUN" and not reason


def _inside(items: Iterable[Token], frame: Frame) -> list[Token]:
    """'described the rumours of a coup as': by what the parser hangs what belongs to the verb."""
    return [o for item in items for _, o in prepositional(item, frame.about_prepositions)]


def _done_to(verb: Token, noun: Token) -> Token | None:
    """'asked for the wall to be moved': the infinitive that the parser hangs by the verb and not by the wall.

    Unlike 'asked for a loan to repair it', where the loan is what is asked for.
    """
    between = noun.right_edge.i + 1
    for token in children(verb, "prep", "xcomp", "advcl"):
        if token.left_edge.i == between and token.dep_ == "prep":
            between = token.right_edge.i + 1
        elif token.left_edge.i == between and is_infinitive(token) and is_passive(token):
            return token
    return None


def _wished(verb: Token, frame: Frame) -> Token | None:
    """'called for X to resign': the preposition marks a clause with a subject of its own."""
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        marked = any(c.lower_ in frame.prepositions for c in children(clause, "mark"))
        if marked and is_infinitive(clause) and child(clause, "nsubj", "nsubjpass") is not None:
            return clause
    return None


def _predicative(slots: Slots, lexicon: Lexicon) -> Token | None:
    """'described Y as Z', 'called Y Z': the head of Z."""
    verb, frame, items = slots.verb, slots.frame, slots.items
    if frame.prepositions:
        for _, item in _prepositions(slots, lexicon):
            return item
        # 'described the talks as constructive': under 'as', or a clause that 'as' opens
        preps = [
            p
            for host in (verb, *items, *_inside(items, frame))
            for p in children(host, "prep")
            if p.lower_ in frame.prepositions
        ]
        below = [c for p in preps for c in dependents(p)]
        opened = [c for c in children(verb, "advcl", "advmod") if c.left_edge.lower_ in frame.prepositions]
        below += [c for c in opened if child(c, "nsubj", "nsubjpass") is None]
        return next((c for c in below if c.pos_ in {"ADJ", "VERB"}), None)
    complement = child(verb, "oprd") or called_so(verb)
    if complement is not None and complement.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"}:
        # 'X called the Prime Minister on Monday': whom he rang.
        rung = complement.pos_ == "PROPN" and complement.i > verb.i and verb.dep_ != "relcl"
        return None if rung and child(verb, "dobj", "nsubjpass") is None else complement
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
    return next((c for c in apposed if text_before(c.left_edge) != ","), None)
