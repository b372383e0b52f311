"""Who bears a role and whose it is: the two sides of 'member', 'successor', 'capital' in the parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.phrases import (
    agents,
    child,
    children,
    conjuncts,
    dependents,
    is_passive,
    is_plural,
    lemma,
    name_behind,
    prepositional,
)
from kg.extract.predicates.triggers import word_under
from kg.extract.subjects import person_above
from kg.knowledge.relation_cues import Marks, RelationWords, RoleVerb

#: How many steps a role may be passed on ('a politician who served as …', 'one of the members of …').
MAX_DEPTH = 4
_NOMINAL = frozenset({"NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Words that take a part of what 'of' brings; numbers do so too.
_PARTITIVE = frozenset({"one", "some", "many", "most", "several", "part"})
#: How the parser hangs a noun phrase that opens a sentence ('A member of the Greens, X resigned').
_FRONTED = frozenset({"dep", "advcl", "npadvmod", "nmod", "ccomp", "nsubj", "intj", "meta"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "advmod", "nsubj"})


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """Who bears a role. `verb` says so, if one does; `marks` is what a date beside it is."""

    token: Token
    verb: Token | None = None
    marks: Marks | None = None


def passive(verb: Token) -> bool:
    """Whether a verb's grammatical subject is acted on, also of a bare participle ('led by X')."""
    if is_passive(verb):
        return True
    bare = verb.tag_ == "VBN" and child(verb, "aux", "nsubj") is None
    return bare and (verb.dep_ != "conj" or child(verb, "dobj") is None)


def subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subjects of a verb, inherited along coordination, control and participles."""
    bracketed = _before_brackets(verb)
    if bracketed is not None:
        return conjuncts(bracketed)
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        if own.lower_ in _RELATIVE and verb.dep_ == "relcl":
            return [person_above(verb.head) if own.lower_ == "who" else verb.head]
        return conjuncts(own)
    stranded = _stranded(verb)
    if stranded:
        return stranded
    governor = verb.head
    if depth > MAX_DEPTH or governor.i == verb.i:
        return []
    if verb.dep_ in {"relcl", "acl", "amod"}:
        return [governor]
    if governor.pos_ == "ADP":
        governor = governor.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "prep"} and governor.pos_ in _VERBAL:
        controlled = child(governor, "dobj") if verb.dep_ == "xcomp" else None
        return conjuncts(controlled) if controlled is not None else subject(governor, depth + 1)
    return []


def _before_brackets(verb: Token) -> Token | None:
    """The name in 'NAME (born 1960) is', whatever the parser makes of the brackets."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].dep_ in {"aux", "auxpass", "advmod", "neg"}:
        at -= 1
    end = at
    while verb.doc[at].text == ")":
        at = _opening(verb.doc, at, verb.sent.start) - 1
        while at > verb.sent.start and verb.doc[at].is_space:
            at -= 1
    if not verb.sent.start <= at < end:
        return None
    name = verb.doc[at]
    if name.dep_ == "appos" and name.head.pos_ == "PROPN":
        # 'X, KBE (born 1950), is'
        name = name.head
    return name if name.pos_ == "PROPN" and name.dep_ != "pobj" else None


def _opening(doc: Doc, closing: int, start: int) -> int:
    """Where the bracket opens that is closed at a token; `start` less one when nowhere."""
    depth = 0
    for at in range(closing, start - 1, -1):
        depth += (doc[at].text == ")") - (doc[at].text == "(")
        if depth == 0:
            return at
    return start - 1


def _stranded(verb: Token) -> list[Token]:
    """A name that the parser hung by a participle that opens the sentence: 'Born in X, Y fought in Z'."""
    opening = [verb] if verb.tag_ == "VBN" else [c for c in children(verb, "advcl") if c.tag_ == "VBN"]
    return [
        c
        for participle in opening
        if participle.left_edge.i == verb.sent.start
        for c in children(participle, "npadvmod", "dep")
        if c.ent_type_ == "PERSON" and c.i > participle.i
    ]


def doers(verb: Token) -> list[Token]:
    """Who does what a verb says: its subject, the by-phrase of a passive, the name in 'Russian-led'."""
    if not passive(verb):
        return subject(verb)
    by = [t for agent in agents(verb) for t in conjuncts(agent)]
    return by or (hyphened(verb) if verb.dep_ in {"amod", "acl"} else [])


def undergoers(verb: Token) -> list[Token]:
    """Whom or what a verb is done to: its object, the subject of a passive, the noun of a participle."""
    if passive(verb):
        return subject(verb)
    found = child(verb, "dobj")
    if found is None:
        return []
    return [verb.head] if found.lower_ in _RELATIVE and verb.dep_ == "relcl" else conjuncts(found)


def hyphened(participle: Token) -> list[Token]:
    """The name before a participle: 'Russian-led', 'Maine-born'."""
    before = participle.i - 1
    found = [c for c in children(participle, *_MODIFIERS) if c.i < participle.i]
    if before > 0 and participle.doc[before].text == "-":
        found.append(participle.doc[before - 1])
    elif not found and before >= 0 and participle.doc[before].pos_ == "PROPN":
        found.append(participle.doc[before])
    return found


def placed(token: Token, place: str) -> list[Token]:
    """What stands at a place of a cue's verb or noun (`kg.knowledge.relation_cues.PLACES`)."""
    match place:
        case "subject":
            return described(token) if token.pos_ == "ADJ" else doers(token)
        case "object":
            return undergoers(token)
        case "complement":
            given = ("attr", "oprd", "acomp", "dobj") if passive(token) else ("attr", "oprd", "acomp")
            return [t for c in children(token, *given) for t in conjuncts(c)]
        case "modifier":
            return hyphened(token) if token.tag_ == "VBN" else []
        case "owner":
            return owners(token)
        case "above":
            return _above(token)
        case "while":
            return _meanwhile(token)
    return _brought(token, place)


def _brought(token: Token, preposition: str) -> list[Token]:
    """What a preposition brings, also a second one: 'of X and of Y'."""
    found = [t for _, item in prepositional(token, {preposition}) for t in conjuncts(item)]
    second = (c for first in children(token, "prep", "agent") for c in children(first, "conj"))
    return found + [
        t for c in second if c.lower_ == preposition for item in children(c, "pobj") for t in conjuncts(item)
    ]


def described(adjective: Token) -> list[Token]:
    """Of whom an adjective is said: 'X is married to Y', 'X, married to Y'."""
    governor = adjective.head
    if governor.pos_ in _VERBAL:
        return subject(governor)
    return [governor] if governor.pos_ in _NOMINAL else []


def _above(noun: Token) -> list[Token]:
    """What 'under Russian leadership' or 'during his reign' hang by: a noun, or the subject of a verb."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"under", "during"}:
        return []
    above = noun.head.head
    return subject(above) if above.pos_ in _VERBAL else [above]


def owners(noun: Token) -> list[Token]:
    """Whose a role is: 'Russia's ally', 'NATO member', 'whose wife', 'X has a deputy'."""
    found: list[Token] = []
    for c in children(noun, "poss"):
        found += _antecedent(noun) if c.lower_ == "whose" else conjuncts(c)
    # Modifiers that are names: 'NATO member', not 'founding member'.
    before = [c for c in children(noun, "compound", "nmod", "amod") if c.i < noun.i]
    found += [c for c in before if c.ent_type_ or (c.pos_ == "PROPN" and c.is_upper)]
    if noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if lemma(verb) == "have":
            found += subject(verb)
    return found


def _antecedent(token: Token) -> list[Token]:
    """What 'whose' stands for: the noun that its clause hangs by."""
    while token.dep_ != "relcl" and token.head.i != token.i:
        token = token.head
    return [person_above(token.head)] if token.dep_ == "relcl" else []


def _meanwhile(verb: Token) -> list[Token]:
    """The subject of a clause that says what else was the case ('while X was president')."""
    clauses = [c for c in children(verb, "advcl") if c.pos_ in _VERBAL]
    marked = [c for c in clauses if any(m.lower_ in {"while", "whilst", "when"} for m in dependents(c))]
    return [t for c in marked for t in subject(c)]


def bearers(words: RelationWords, noun: Token, depth: int = 0) -> list[Bearer]:
    """Whom a noun is said of: by 'is' or a verb that gives roles, by apposition, as a title before a name."""
    if depth > MAX_DEPTH:
        return []
    found = _predicated(words, noun) or [Bearer(t) for t in _beside(noun)]
    if found:
        return found
    above = noun.head
    if noun.dep_ == "conj" and lemma(above) == "be" and above.pos_ == "AUX":
        # 'was a member of X, and a fellow of Y'
        return [Bearer(t, above) for t in subject(above)]
    if noun.dep_ == "conj" and above.i != noun.i and above.pos_ in _NOMINAL | {"ADJ", "NUM"}:
        # 'a lawyer and member of X'
        return bearers(words, above, depth + 1)
    parted = noun.dep_ == "pobj" and above.lower_ in {"of", "among"}
    if parted and (above.head.lower_ in _PARTITIVE or above.head.pos_ == "NUM"):
        return bearers(words, above.head, depth + 1)
    return [Bearer(t) for t in _fronted(noun)]


def held_by(bearer: Bearer, noun: Token) -> list[Token]:
    """All who bear a role: of names beside a noun only one, unless it is plural ('presidents X and Y')."""
    several = bearer.verb is not None or is_plural(noun)
    return conjuncts(bearer.token) if several else [bearer.token]


def _beside(noun: Token) -> list[Token]:
    """'X, a member', 'its ally, X', 'member X', 'a wife called X'."""
    if noun.dep_ == "appos":
        last = noun.right_edge
        behind = name_behind(last.nbor(-1) if last.text == "," else last)
        # 'According to the daily X, Brandt's aide, Karl Roe, left': the parser hangs the aide by the daily.
        return list(behind[-1:]) if behind and noun.head.ent_type_ == "ORG" else [noun.head]
    named = [t for t in children(noun, "appos") if t.pos_ == "PROPN"]
    if noun.dep_ in {"compound", "nmod", "amod"} and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        named.append(noun.head)
    for verb in children(noun, "acl"):
        if lemma(verb) in {"call", "name"}:
            named += [t for t in children(verb, "oprd", "dobj", "attr") if t.pos_ == "PROPN"]
    return named


def after_comma(noun: Token) -> list[Token]:
    """The name that a description follows after a comma, whatever the parse: 'X, an alliance'."""
    before = noun.left_edge.i - 2
    apart = before >= noun.sent.start and noun.doc[before + 1].text == "," and noun.left_edge.pos_ == "DET"
    return [noun.doc[before]] if apart and noun.doc[before].pos_ == "PROPN" else []


def _predicated(words: RelationWords, noun: Token) -> list[Bearer]:
    """Who is said to be, become or serve as something."""
    verb = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        # 'the capital is X', 'whose wife is X'
        names = [t for a in children(verb, "attr") for t in conjuncts(a) if _names(t)]
        return [Bearer(t, verb) for t in names] if lemma(verb) == "be" else []
    if noun.dep_ == "pobj":
        return _by_preposition(words, noun)
    own = child(noun, "nsubj")
    if own is not None and noun.dep_ == "ccomp" and lemma(verb) in words.roles:
        # 'named him chairman', where the parser makes a clause of it
        return [Bearer(t, verb, "start") for t in conjuncts(own)]
    if verb.pos_ not in _VERBAL or noun.dep_ not in {"attr", "oprd", "acomp", "xcomp", "dobj", "ccomp"}:
        return []
    for role in words.roles.get(lemma(verb), ()):
        if role.preposition is None and not role.nouns and _complete(role, verb):
            return [Bearer(t, verb, role.marks) for t in _given(verb, noun)]
    return []


def _names(predicate: Token) -> bool:
    """Whether a predicate names what the subject is, and does not describe it ('a city')."""
    return predicate.pos_ == "PROPN" or (predicate.tag_ == "NN" and child(predicate, "det", "poss") is None)


def _by_preposition(words: RelationWords, noun: Token) -> list[Bearer]:
    """'served as a member', 'held the office of president', 'as a member of X, Y …'."""
    preposition = noun.head
    above = preposition.head
    if preposition.lower_ == "as" and lemma(above) in words.role_nouns:
        # 'her election as president'
        return [Bearer(t, None, "start") for t in (*owners(above), *_brought(above, "of"))]
    verb = above if above.pos_ in _VERBAL else above.head
    if verb.pos_ not in _VERBAL:
        return []
    for role in words.roles.get(lemma(verb), ()):
        if role.preposition != preposition.lower_ or not _complete(role, verb):
            continue
        if role.nouns:
            if lemma(above) in role.nouns:
                return [Bearer(t, verb, role.marks) for t in subject(verb)]
        else:
            return [Bearer(t, verb, role.marks) for t in _given(verb, noun, role)]
    own = child(verb, "dobj", "auxpass")
    # 'represents the district as a member of X', not 'called him a member'
    free = preposition.lower_ == "as" and above.i == verb.i and (own is None or own.tag_ in {"NN", "NNS"})
    return [Bearer(t) for t in subject(verb)] if free else []


def _complete(role: RoleVerb, verb: Token) -> bool:
    return all(word_under(verb, word) is not None for word in role.words[1:])


def _given(verb: Token, noun: Token, role: RoleVerb | None = None) -> list[Token]:
    """Who is given a role: the object of 'elected X president', else the subject."""
    own = child(verb, "dobj")
    fixed = role.words[1:] if role is not None else ()
    if own is None or own.i == noun.i or passive(verb) or own.lower_ in fixed:
        return subject(verb)
    return conjuncts(own)


def _fronted(noun: Token) -> list[Token]:
    """The subject of the clause that a noun phrase opens: 'A member of the Greens, X resigned'."""
    start = noun.left_edge.i
    first = start == noun.sent.start or noun.doc[start - 1].text in {",", ";"}
    clause = noun.head
    if not first or noun.dep_ not in _FRONTED or clause.pos_ not in _VERBAL or clause.i < noun.i:
        return []
    others = [t for t in children(clause, "nsubj", "nsubjpass") if t.i > noun.i]
    apart = any(t.text == "," for t in noun.doc[noun.i : others[0].i]) if others else False
    return conjuncts(others[0]) if apart else []
