"""Who does what a verb says, wherever the parser has hung it."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    SUBJECTS,
    agents,
    child,
    children,
    conjuncts,
    is_nobody,
    is_passive,
    is_plural,
    text_after,
    text_before,
)

#: What a verb is whose coordinated verb may be of the clause above.
_EMBEDDED = frozenset({"xcomp", "pcomp", "relcl", "advcl", "acl"})
#: What a quotation opens with, by the mark that closes it.
_OPENING = {"”": "“", '"': '"'}
#: Verbs whose subject 'it' may stand for the clause after them.
_COPULAS = frozenset({"be", "seem", "appear", "remain", "become", "make"})


def is_other_name(conjunct: Token) -> bool:
    """Whether a name is another of the one before it: 'The Watch Force, or Kavala, said it'.

    Two states are two: 'Peru, or Chile, will host it'.
    """
    doc, first = conjunct.doc, conjunct.left_edge.i
    named = conjunct.dep_ == "conj" and conjunct.pos_ == "PROPN" and text_after(conjunct.right_edge) == ","
    named &= conjunct.ent_type_ != "GPE"
    return named and doc[first - 1].lower_ == "or" and doc[first - 2].text == ","


def quoting_as(verb: Token) -> Token | None:
    """The verb above 'as saying': 'Y quoted X as saying that', 'X was quoted by Y as saying that'."""
    above = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    quoted = above.head
    if above.dep_ == "relcl" and quoted.dep_ == "dobj" and quoted.head.lemma_ in {"quote", "cite"}:
        # 'quoted doctors who saw him as saying'
        return quoted.head
    # 'cited a witness as saying': the parser hangs the phrase by the witness.
    return quoted if above.dep_ == "dobj" else above


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what a verb says: its grammatical subject, inherited along coordination and control.

    For a passive this is the by-phrase. Relative pronouns give their antecedent. Heads of
    coordinated subjects come one by one, in text order.
    """
    if depth > 4:
        return []
    if is_passive(verb):
        return [head for agent in agents(verb) for head in conjuncts(agent)]
    own = child(verb, "nsubj", "csubj") or share_before(verb)
    if own is not None:
        if own.lower_ == "who" and verb.dep_ == "relcl":
            return [person_above(verb.head)]
        if own.lower_ in {"which", "that"} and verb.dep_ == "relcl":
            return [_antecedent(verb)]
        return conjuncts(named_before(own) or own)
    if (above := detached_from(verb) or _interposed_above(verb)) is not None:
        return subjects(above, depth + 1)
    # 'licensed it and built it, then agreed to': the last verb of three.
    joined = verb.dep_ == "dep" and verb.tag_ == verb.head.tag_ and verb.i > verb.head.i
    if (joined or verb.dep_ in {"conj", "xcomp", "advcl", "pcomp"}) and verb.head.i != verb.i:
        governor = verb.head
        if governor.pos_ == "ADP":
            quoting = quoting_as(verb)
            governor = quoting or governor.head
            if quoting is not None and quoting.dep_ == "acl" and quoting.tag_ == "VBN":
                # 'sources cited by X as saying'
                return [quoting.head]
            quoted = child(quoting, "dobj") if quoting is not None else None
            if quoted is not None and governor.i < quoted.i < verb.i:
                # 'quoted X as saying'
                return conjuncts(quoted)
        if verb.dep_ == "xcomp" and (controlled := child(governor, "dobj")) is not None:
            return conjuncts(controlled)
        if governor.pos_ in {"VERB", "AUX"}:
            if is_passive(governor):
                subject = child(governor, "nsubjpass")
                return conjuncts(subject) if subject is not None else []
            return subjects(governor, depth + 1)
    if verb.dep_ == "relcl":
        return [verb.head]
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [verb.head]
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        # 'a truce mediated by X'
        return [head for agent in agents(verb) for head in conjuncts(agent)]
    return _fronted_subject(verb) if verb.tag_ in FINITE else []


def share_before(verb: Token) -> Token | None:
    """The share that does what a verb says, which the parser hangs there ('60% agreed and 40% refused')."""
    shares = (c for c in children(verb, "npadvmod") if c.lower_ in {"%", "percent"} and c.i == verb.i - 1)
    return next(shares, None)


def named_before(description: Token) -> Token | None:
    """The name that the parser hung elsewhere, where a description between commas follows it as the subject.

    'Norway and Cuba, the guarantors of the talks, welcomed it': no subject is its own apposition.
    """
    verb, first = description.head, description.left_edge
    if description.pos_ != "NOUN" or first.pos_ != "DET" or text_before(first) != ",":
        return None
    last = description.right_edge
    if last.text != "," and text_after(last) != ",":
        return None
    for name in children(verb, "npadvmod", "dep"):
        timed = name.ent_type_ in {"DATE", "TIME"}
        if name.pos_ == "PROPN" and not timed and name.right_edge.i == first.i - 2:
            return name
    return None


def _fronted_subject(verb: Token) -> list[Token]:
    """The subject of a finite verb that the parser has drawn into what stands before it.

    'In the town of X, the mayor, Y, urged' (an apposition of the town), 'In the same speech he offered A,
    promised B and' (the subject of a relative clause), 'The party, which carried messages, called on Z' (the
    noun above the clause).
    """
    if verb.dep_ == "acl":
        top = verb.head
        while top.head.i != top.i and top.dep_ in {"dobj", "pobj", "prep", "relcl", "conj"}:
            top = top.head
        closed = any(t.i < verb.i for t in children(top, "relcl"))
        return [top] if closed and top.dep_ == "ROOT" and top.pos_ in {"NOUN", "PROPN"} else []
    for phrase in children(verb, "prep", "advcl"):
        if phrase.i > verb.i:
            break
        before = [t for t in phrase.subtree if t.i < verb.i]
        # 'After their ministers met here, Congo and Rwanda accused': hung under the clause before.
        last = next(iter(children(phrase, "npadvmod")[-1:]), phrase)
        named = last.pos_ == "PROPN" and last.ent_type_ not in {"DATE", "TIME"}
        if named and phrase.i < last.i < verb.i and text_before(last.left_edge) == ",":
            return conjuncts(last)
        if drawn := _drawn_in(before):
            return conjuncts(drawn[-1])
        clauses = [t for t in before if t.dep_ == "relcl" and t.tag_ in FINITE]
        own = child(clauses[-1], "nsubj") if clauses else None
        if own is not None and own.lower_ not in {"who", "which", "that"}:
            return conjuncts(own)
    return []


def _drawn_in(words: Sequence[Token]) -> list[Token]:
    """What the parser takes for one more place in a phrase put first: 'At the inn, Ana Brandt, 29, said'.

    What stands in apposition to that is its description and nobody else.
    """
    behind = [t for t in words if text_before(t.left_edge) == "," and t.pos_ in {"NOUN", "PROPN"}]
    drawn = [t for t in behind if t.dep_ == "appos" or (t.dep_ == "conj" and child(t.head, "cc") is None)]
    return [t for t in drawn if not (t.dep_ == "appos" and t.head in drawn)]


def cited(phrase: Token, sources: Sequence[Token]) -> tuple[Token, ...]:
    """Those of some sources whom 'according to' cites: X alone in 'According to X, Y and Z left'.

    The parser hangs Y and Z under X, and the clause has no subject left.
    """
    verb = phrase.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    comma = next((t.i for t in phrase.doc[phrase.i : verb.i] if t.text == ","), None)
    if comma is None or child(verb, "nsubj", "nsubjpass", "expl") is not None:
        return tuple(sources)
    last = max((s.i for s in sources), default=comma)
    listed = any(t.text == "," for t in phrase.doc[max(comma, last) + 1 : verb.i])
    return tuple(s for s in sources if listed or s.i < comma) or tuple(sources)


def _antecedent(verb: Token) -> Token:
    """What 'which' means: 'the RBF, a league of parties, which says' is the RBF, no plural."""
    noun = verb.head
    while noun.ent_type_ == "PERSON" and noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        # 'a poster of X that says'
        noun = noun.head.head
    singular = "VBZ" in {verb.tag_, *(c.tag_ for c in children(verb, "aux"))}
    while singular and is_plural(noun) and noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head.head
    return noun.head if noun is not verb.head and noun.dep_ == "appos" else noun


def person_above(noun: Token) -> Token:
    """Who 'who' means: 'X, the head of the United Nations, who' is X, not the United Nations."""
    token = noun
    while token.ent_type_ != "PERSON" and token.dep_ in {"pobj", "prep", "appos", "amod", "compound", "poss"}:
        token = token.head
    return token if token.ent_type_ == "PERSON" else noun


def is_interposed(verb: Token) -> bool:
    """Whether a participle has been taken for the verb of its sentence: 'X, asked whether Y, ruled out Z'."""
    below = children(verb, "ccomp", "conj", "dep", "advcl")
    if any(_interposed_above(c) is not None for c in below):
        return True
    # The same where the parser hangs the participle under the verb, with the subject of both.
    own = child(verb, "nsubj")
    aside = verb.dep_ in {"advcl", "csubj", "ccomp"} and verb.tag_ in {"VBD", "VBN"} and verb.i < verb.head.i
    bare = child(verb.head, "nsubj", "nsubjpass", "expl") is None
    if not (aside and bare) or own is None or own.i > verb.i:
        return False
    opened = any(c.i < own.i for c in children(verb, "mark", "advmod"))
    return not opened and child(verb, "mark") is None and text_before(_opening(verb, own)) == ","


def _interposed_above(verb: Token) -> Token | None:
    """The participle that has taken the subject of a finite verb after it, between commas or with none.

    'X, asked whether Y, ruled out Z', 'A man accused of X told Y'.
    """
    above = verb.head
    if verb.tag_ not in FINITE or above.tag_ not in {"VBD", "VBN"} or above.i >= verb.i:
        return None
    own = child(above, "nsubj")
    if own is None or child(verb, "nsubj", "mark", "cc") is not None or child(above, "cc") is not None:
        return None
    commas = [t.i for t in verb.doc[own.i : verb.left_edge.i] if t.text == ","]
    aside = commas == [_opening(above, own).i - 1, verb.left_edge.i - 1]
    # 'A man accused of X told Y', unlike 'X has maintained Y is' and 'X maintained Y is'
    bare = verb.dep_ == "conj" and not commas and child(above, "aux", "dobj") is None
    bare &= verb.nbor(-1).dep_ != "cc"
    return above if aside or bare else None


def _opening(verb: Token, own: Token) -> Token:
    """The first word of a participle's aside: 'widely' in 'X, widely named Y, was'."""
    return next((c for c in children(verb, "advmod") if own.i < c.i < verb.i), verb)


def detached_from(verb: Token) -> Token | None:
    """The verb above that a coordinated verb belongs to although the parser hung it in the complement.

    'claimed that it had received notice and encouraged both', 'urged X to wait and offered to help': same
    form as the verb above and no subject of its own, where the complement's own verb has another form or
    an auxiliary, or nobody for its subject.
    """
    complement = verb.head
    if _is_plural_perfect(verb, complement):
        return complement.head
    if verb.dep_ != "conj" or verb.pos_ != "VERB" or verb.tag_ not in FINITE:
        return None
    if child(verb, "nsubj", "nsubjpass", "aux", "auxpass", "mark") is not None:
        return None
    if (before := _before_quotation(verb)) is not None:
        return before if _tense(before) == verb.tag_ else None
    if complement.dep_ == "ccomp" and complement.head.i < complement.i:
        own = child(complement, "nsubj")
        other = child(complement, "aux", "auxpass") is not None or (own is not None and is_nobody(own))
        return complement.head if other and _tense(complement.head) == verb.tag_ else None
    if complement.tag_ not in {"VB", "VBG", "VBN"} or complement.dep_ not in _EMBEDDED:
        return None
    above = complement.head
    while above.head.i != above.i and (above.pos_ != "VERB" or _tense(above) not in FINITE):
        above = above.head
    return above if _tense(above) == verb.tag_ and above.i < complement.i else None


#: Of whom 'have' is told in the singular ('the couple have left').
SEVERAL = frozenset({"couple", "pair", "family", "staff", "team", "crew", "police", "crowd"})


def _is_plural_perfect(verb: Token, complement: Token) -> bool:
    """'Observers say it was fair and have urged calm': a verb that 'it' cannot be the subject of."""
    if verb.dep_ != "conj" or complement.dep_ != "ccomp" or complement.head.i > complement.i:
        return False
    own, above = child(complement, "nsubj", "nsubjpass"), child(complement.head, "nsubj")
    have = any(c.lower_ == "have" for c in children(verb, "aux")) and child(verb, *SUBJECTS) is None
    one = own is not None and child(own, "conj") is None and own.lower_ not in SEVERAL
    one &= own is not None and (own.tag_ in {"NN", "NNP"} or own.lower_ in {"it", "he", "she"})
    return have and one and above is not None and is_plural(above)


def _before_quotation(verb: Token) -> Token | None:
    """The verb before a quotation that closes before a coordinated verb: 'said "we know" and left'."""
    doc, joint = verb.doc, verb.left_edge.i - 1
    mark = doc[joint - 1].text if joint > 0 and doc[joint].dep_ == "cc" else ""
    if mark not in _OPENING:
        return None
    opening = next((i for i in range(joint - 2, -1, -1) if doc[i].text == _OPENING[mark]), joint)
    above = verb.head
    own = child(above, *SUBJECTS)
    if not opening < above.i < joint or (own is not None and own.i < opening):
        # 'said the drones "hit the depot" and killed two' tells what the drones did.
        return None
    while above.i > opening and above.head.i != above.i:
        above = above.head
    return above if above.pos_ == "VERB" and above.i < opening else None


def _tense(verb: Token) -> str:
    """The tag of a verb, of a perfect that of its present: 'VBZ' of 'has denied'.

    'had planned' goes with no simple past.
    """
    return next((c.tag_ for c in children(verb, "aux") if c.lower_ in {"has", "have"}), verb.tag_)


def is_expletive(token: Token, personal: Set[str]) -> bool:
    """'it is clear that', 'it was not known': the pronoun stands for the clause.

    After an adjective that is said of persons ('it is ready to') it does not.
    """
    if token.head.lemma_ not in _COPULAS:
        return False
    if children(token.head, "ccomp", "xcomp", "csubj", "advcl"):
        return True
    return any(
        children(adjective, "ccomp", "xcomp") and adjective.lower_ not in personal
        for adjective in children(token.head, "acomp")
    )
