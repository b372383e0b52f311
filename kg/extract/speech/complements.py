"""The clause that a verb of saying takes, wherever the parser has hung it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import CLOSING, child, children, in_order, is_finite, lemma, text_before
from kg.extract.speech.attribution import Content
from kg.extract.speech.contents import is_aside_with_as, told_behind_aside
from kg.extract.speech.coordination import is_saying
from kg.extract.subjects import quoting_as
from kg.knowledge.lexicon import Lexicon

#: How many words may follow a verb of saying that ends its sentence ('officials said on Monday.').
MAX_TAIL = 6


def clause_of(verb: Token, lexicon: Lexicon) -> Token | None:
    """The clause that a verb of saying takes: its complement, or the sentence it interrupts."""
    complements = [c for c in children(verb, "ccomp") if c.i > break_before(verb)]
    others = told_behind_aside(verb.head) if verb.dep_ == "parataxis" else []
    complements = told_behind_aside(verb) or [c for c in complements if c not in others]
    complements = [c for c in complements if not _is_second(c, verb, lexicon)]
    deeming = lemma(verb) in lexicon.words["deeming"]
    # 'X reported a minister said it was over': the parser may hang what stands before by the second saying.
    # What it hangs behind without a subject is often no clause ('said on Monday, after two, …, fell').
    behind = [c for c in complements if c.i > verb.i]
    whole = not behind or any(child(c, "nsubj", "nsubjpass", "expl") is not None for c in behind)
    for complement in sorted(complements, key=lambda c: whole and c.i < verb.i and _is_anothers(c, lexicon)):
        # 'believe him to be dead'
        deemed = deeming and child(complement, "nsubj", "nsubjpass") is not None
        if deemed or is_finite(complement) or complement.pos_ in {"NOUN", "ADJ", "PROPN"}:
            return complement
    governor = verb.head
    if is_aside_with_as(verb):
        return governor
    if (quoting := quoting_as(verb)) is not None:
        # '"We go," X was quoted as saying', '"We go," Y quoted X as saying'
        return next((c for c in children(quoting, "ccomp") if c.i < verb.i), None)
    if (verb.dep_ == "parataxis" or inverted_subject(verb)) and governor.pos_ in {"VERB", "AUX"}:
        return governor
    if verb.dep_ == "ccomp" and governor.i > verb.i and child(verb, "mark") is None:
        # 'Otherwise, X threatened, it would go on': an aside that the parser takes for the clause.
        after = verb.right_edge.i + 1
        # '"Y promised us peace," X says' is no aside.
        quoted = after + 1 < len(verb.doc) and verb.doc[after + 1].text in CLOSING
        comma = after < governor.i and verb.doc[after].text == "," and not quoted
        # 'X told Y that they agreed, diplomats said': the last clause says who says all of it.
        says = (lemma(governor), "verb") in lexicon.cues and governor.right_edge.i - governor.i < MAX_TAIL
        if comma and not says and child(governor, "nsubj", "nsubjpass") is not None:
            return governor
    # 'was confident that X': the clause hangs under the adjective.
    adjective = child(verb, "acomp")
    return child(adjective, "ccomp") if adjective is not None else None


def _is_second(clause: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Whether a clause is what the speaker does next: 'said in a note that it was over and warned that'."""
    bare = child(clause, "nsubj", "nsubjpass", "expl", "mark", "aux") is None
    return bare and clause.i > verb.i and clause.tag_ == verb.tag_ == "VBD" and is_saying(clause, lexicon)


def _is_anothers(clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause put first is another's saying, or what he says: 'While X says so, Y says no'."""
    conceding = (c for c in children(clause, "advcl") if c.i < clause.i and child(c, "mark") is not None)
    return is_saying(clause, lexicon) or any(is_saying(c, lexicon) for c in conceding)


def break_before(verb: Token) -> int:
    """'X says it failed; Y says that it never began': where the parser runs two sentences into one."""
    own = child(verb, "nsubj", "nsubjpass")
    first = own.left_edge.i if own is not None else verb.i
    # 'X was gloomier: she had been told to go'
    marks = (
        t.i for t in verb.doc[verb.left_edge.i : verb.i] if t.text == ";" or (t.text, t.i + 1) == (":", first)
    )
    return next(marks, -1)


def interrupted(verb: Token) -> Content | None:
    """'The rebels, she insisted by phone, were looting': the parser hangs the rebels under the aside."""
    own = child(verb, "nsubj")
    before = [c for c in children(verb, "dep", "npadvmod") if own is not None and c.right_edge.i < own.i]
    if not before or verb.doc[before[0].right_edge.i + 1].text != ",":
        return None
    rest = [verb.head] if verb.dep_ == "ccomp" else children(verb, "conj")
    clause = next((c for c in rest if c.i > verb.i and is_finite(c) and child(c, "nsubj") is None), None)
    if clause is None:
        return None
    aside = set() if verb.is_ancestor(clause) else {t.i for t in verb.subtree}
    behind = [t for t in clause.subtree if t.i > verb.i and t.i not in aside and t.text != ","]
    return Content(clause, in_order([*before[0].subtree, *behind]))


def deprived(verb: Token) -> Content | None:
    """'While X maintains the road must be shut, Y argues …': the parser takes the road for an object of X."""
    thing, clause = child(verb, "dobj"), verb.head
    if verb.dep_ != "advcl" or thing is None or clause.i < verb.i or not is_finite(clause):
        return None
    following = verb.doc[thing.right_edge.i + 1]
    if following.i != clause.i and (following.head.i != clause.i or following.dep_ not in {"aux", "auxpass"}):
        return None
    behind = (t for t in clause.subtree if t.i >= following.i and not verb.is_ancestor(t))
    return Content(clause, in_order([*thing.subtree, *behind]))


def inverted_subject(verb: Token) -> list[Token]:
    """'…, retorted X': a person right after a verb of saying that the parser takes for its object."""
    aside = (
        verb.dep_ in {"conj", "ROOT", "parataxis"}
        and verb.tag_ in {"VBD", "VBZ"}
        and child(verb, "nsubj") is None
    )
    person = child(verb, "dobj") if aside and text_before(verb) in {",", "”", '"', "’"} else None
    near = person is not None and person.ent_type_ == "PERSON" and person.left_edge.i == verb.i + 1
    joined = verb.dep_ == "conj" and child(verb.head, "cc") is not None
    joined |= any(c.i > verb.i for c in children(verb, "ccomp", "xcomp"))
    return [person] if person is not None and near and not joined else []
