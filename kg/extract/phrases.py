"""Small questions to the parse: spans of phrases, objects, passives, negation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OPENING, CLOSING = "“\"‘«„'([", "”\"’»'“)]"
#: What the model's rules make of 'staged', 'hopes' and 'raped'.
_MISREAD = {"stag": "stage", "hop": "hope", "rap": "rape"}
#: The lemmas seen so far in small letters, by spaCy's keys for them, which are the same in every vocabulary.
_LOWERED: dict[int, str] = {}
#: Who speaks, in his own words.
SELF = frozenset({"i", "we"})
#: The model's labels of states, peoples and organisations.
BODY_LABELS = frozenset({"GPE", "NORP", "ORG"})
#: Tags of verbs that have tense in themselves.
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TRIM = frozenset(".,;:—–-…!?")
#: Prepositions of what is told beside a noun and is no part of its phrase.
_ASIDE = frozenset({"according", "after", "before", "since", "during", "including", "following"})
#: How what stands before a noun and may be joined hangs by it.
_BEFORE = frozenset({"amod", "compound", "nmod", "conj"})
#: Where a parse keeps the children of each token with their labels, and without.
_TREE, _BELOW = "children", "dependents"
#: Where it keeps the noun phrases that were asked for, by their heads.
_PHRASES = "phrases"
#: Between a body, or who is at its head, and what it sees to ('Ministry of Trade', 'Centre for Law').
WHOSE = frozenset({"of", "for"})
#: Where a parse keeps its tokens.
_TOKENS = "tokens"
#: Prepositions before a date or a time of day.
_WHEN = frozenset({"on", "in", "at", "by", "late", "early"})


def trim(tokens: Tokens) -> Tokens | None:
    """Drop blanks, commas and dashes from both ends; None when nothing is left."""
    start, end = tokens.start, tokens.end
    doc = tokens.doc
    while start < end and (doc[start].is_space or doc[start].text in _TRIM or doc[start].dep_ == "cc"):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _TRIM or doc[end - 1].dep_ == "cc"):
        end -= 1
    return doc[start:end] if end > start else None


def cover(tokens: Iterable[Token]) -> Tokens | None:
    """The smallest stretch of tokens that holds all of these."""
    indices = [(token.i, token.doc) for token in tokens]
    if not indices:
        return None
    return Tokens(indices[0][1], min(i for i, _ in indices), max(i for i, _ in indices) + 1)


def runs(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens of one text in order, apart where they are not neighbours."""
    found: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if found and token.i - found[-1][-1].i == 1:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def in_order(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens of one text in order, once each."""
    return tuple(token for _, token in sorted({token.i: token for token in tokens}.items()))


def tokens_of(part: Tokens) -> list[Token]:
    """The tokens of a part of a parse, in order: spaCy makes them anew each time that it is walked over."""
    doc = part.doc
    made: list[Token] | None = doc.user_data.get(_TOKENS)
    if made is None:
        made = doc.user_data[_TOKENS] = list(doc)
    return made[part.start : part.end]


def roots(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens whose heads are not among them, in text order.

    Marks and blanks are none; what the parser hangs under a mark is one.
    """
    found = tuple(tokens)
    inside = {token.i for token in found if not token.is_punct or token.text == "%"}
    return tuple(
        t
        for t in found
        if ((above := t.head.i) not in inside or above == t.i)
        and (not t.is_punct or t.text == "%")
        and not t.is_space
    )


def are_two_subjects(noun: Token, name: Token) -> bool:
    """Whether the parser makes two subjects of a noun and the name behind it ('The campaigner X said')."""
    return noun.dep_ in SUBJECTS and name.dep_ in SUBJECTS and noun.head.i == name.head.i


def subtree(head: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """The tokens under a head in text order, less the subtrees of `without`."""
    dropped = {token.i for top in without for token in top.subtree}
    return [token for token in head.subtree if token.i not in dropped]


def without_genitive(phrase: Tokens) -> str:
    """The words of whoever owns something, without the sign of that: 'the agency's' statement is its own."""
    owns = phrase[-1].tag_ == "POS" and phrase[-1].head.dep_ == "poss" and len(phrase) > 1
    return phrase[:-1].text if owns else phrase.text


def noun_phrase(head: Token) -> Tokens:
    """The noun phrase of a head without relative clauses, appositions and conjuncts.

    Keeps prepositional phrases ('officials in the territory'), and what is joined before the head ('legal and
    religious groups'). It is made once for each head.
    """
    made: dict[int, Tokens] = head.doc.user_data.setdefault(_PHRASES, {})
    found = made.get(head.i)
    if found is None:
        found = made[head.i] = _around(head)
    return found


def _around(head: Token) -> Tokens:
    kept: list[Token] = []

    def add(token: Token) -> None:
        kept.append(token)
        for child in dependents(token):
            joined = token.dep_ in _BEFORE and child.i < head.i
            if child.dep_ in {"cc", "conj"} and not joined:
                continue
            if child.dep_ in {"relcl", "acl", "advcl", "appos", "parataxis", "preconj"}:
                continue
            if child.dep_ == "punct" and child.text not in "-“”\"'’" and not (joined and child.text == ","):
                continue
            if token.dep_ in SUBJECTS and is_when(child):
                continue
            if token.head.dep_ == "agent" and any(c.dep_ == "pcomp" for c in dependents(child)):
                # 'accused by the union of hiding it': of what, and not whose union.
                continue
            if child.dep_ == "prep" and child.lower_ in _ASIDE:
                continue
            if child.lower_ == "as" and any(c.tag_ == "VBG" for c in dependents(child)):
                # 'cited a witness as saying'
                continue
            add(child)

    add(head)
    # A phrase is one stretch: what is cut off from the head by something left out is left out too.
    indices = {token.i for token in kept}
    start = end = head.i
    while start - 1 in indices:
        start -= 1
    while end + 1 in indices:
        end += 1
    while end > head.i and (head.doc[end].is_punct and head.doc[end].text not in '”"’'):
        end -= 1
    while start < head.i and head.doc[start].is_punct and head.doc[start].text not in '“"‘':
        start += 1
    # A slice of the text would be the same; spaCy takes ten times as long over it.
    return Tokens(head.doc, start, end + 1)


def text_before(token: Token) -> str:
    """The token before one, as written; nothing at the beginning of a text."""
    return token.nbor(-1).text if token.i else ""


def text_after(token: Token) -> str:
    """The token after one, as written; nothing at the end of a text."""
    return token.nbor().text if token.i + 1 < len(token.doc) else ""


def name_behind(token: Token) -> tuple[Token, ...]:
    """The person's name between the comma behind a word and the next mark: 'the prefect, Ana Brandt.'

    'According to the minister, Ana Brandt had left' has no mark behind the name.
    """
    doc, start = token.doc, token.i + 2
    end = start
    while end < len(doc) and doc[end].ent_type_ == "PERSON":
        end += 1
    closed = end == len(doc) or doc[min(end, len(doc) - 1)].is_punct
    return tuple(doc[start:end]) if text_after(token) == "," and closed else ()


def is_when(token: Token) -> bool:
    """Whether words under a noun say when something was done ('the party on Tuesday said')."""
    if token.i < token.head.i:
        return False
    # 'reports as of Monday'
    inner = child(token, "prep") if token.lower_ == "as" else None
    if token.dep_ == "prep" and (inner is not None or token.lower_ in _WHEN):
        token = child(inner or token, "pobj") or token
    elif token.dep_ not in {"npadvmod", "tmod"}:
        return False
    return token.ent_type_ in {"DATE", "TIME"}


def _turned(doc: Doc) -> list[list[tuple[Token, str]]]:
    """For each token of a parse its children and their labels, in text order.

    spaCy searches the words around a token for its children each time that it is asked.
    """
    below: list[list[tuple[Token, str]]] = [[] for _ in range(len(doc))]
    offsets, labels = doc.to_array(["HEAD", "DEP"]).T
    strings = {label: doc.vocab.strings[label] for label in set(labels.tolist())}
    rows = zip(doc, offsets.astype(np.int64).tolist(), labels.tolist(), strict=True)
    for number, (token, offset, label) in enumerate(rows):
        if offset:
            below[number + offset].append((token, strings[label]))
    doc.user_data[_TREE] = below
    return below


def dependents(token: Token) -> Sequence[Token]:
    """All the children, in text order."""
    doc = token.doc
    below: list[tuple[Token, ...]] | None = doc.user_data.get(_BELOW)
    if below is None:
        rows = doc.user_data.get(_TREE) or _turned(doc)
        below = doc.user_data[_BELOW] = [tuple(child for child, _ in row) for row in rows]
    return below[token.i]


def children(token: Token, *deps: str) -> list[Token]:
    """The children with one of these dependency labels, in text order."""
    tree = token.doc.user_data.get(_TREE) or _turned(token.doc)
    # Most words have none: no list is worked out for these.
    return [below for below, dep in row if dep in deps] if (row := tree[token.i]) else []


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependency labels."""
    tree = token.doc.user_data.get(_TREE) or _turned(token.doc)
    for below, dep in tree[token.i]:
        if dep in deps:
            return below
    return None


def conjuncts(head: Token) -> list[Token]:
    """A head and what is coordinated with it, in text order."""
    found = [head]
    for token in found:
        found.extend(children(token, "conj"))
        found.extend(_beside_name(token))
    return sorted(found, key=lambda token: token.i)


def _beside_name(head: Token) -> list[Token]:
    """'its president, X, and its premier, Y': the parser joins the second to the name of the first."""
    if head.tag_ != "NN":
        return []
    names = [t for t in children(head, "appos") if t.ent_type_ == "PERSON"]
    others = [c for name in names[:1] for c in children(name, "conj")]
    found = []
    for other in others:
        named = next((t for t in names if t.i > other.i and text_before(t.left_edge) == ","), None)
        found.append(named if named is not None and other.pos_ == "NOUN" else other)
    return found


def definite(head: Token) -> bool:
    """Whether a noun has an article or a demonstrative that says it is known."""
    return any(c.lower_ in {"the", "this", "that", "both", "these", "those"} for c in dependents(head))


def is_plural(noun: Token) -> bool:
    """Whether a noun stands in the plural."""
    return noun.tag_ in {"NNS", "NNPS"}


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with 'to'."""
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def is_finite(verb: Token) -> bool:
    """Whether a verb makes a clause of its own: it has tense, an auxiliary or a subject."""
    return not is_infinitive(verb) and (
        verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        or child(verb, "aux", "auxpass", "nsubj", "nsubjpass", "expl") is not None
    )


def is_gerund(verb: Token) -> bool:
    """'denied inviting', 'denied having invited'."""
    carriers = (verb, *children(verb, "aux", "auxpass"))
    return any(t.tag_ == "VBG" for t in carriers) and not any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in carriers
    )


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    if child(verb, "auxpass", "nsubjpass") is not None or is_standing(verb):
        return True
    # 'was welcomed by X and condemned by Y': the auxiliary stands once.
    bare = verb.tag_ == "VBN" and not any(c.dep_ in SUBJECTS | {"aux"} for c in dependents(verb))
    return bare and verb.dep_ == "conj" and verb.head.i < verb.i and is_passive(verb.head)


def is_standing(verb: Token) -> bool:
    """Whether a participle says how somebody stands: 'X stands accused by Y'."""
    below = verb.tag_ == "VBN" and verb.dep_ in {"xcomp", "advcl", "acomp", "ccomp", "oprd"}
    return below and verb.head.lemma_ == "stand" and verb.i > verb.head.i


def joining(second: Token) -> str:
    """The word that joins something to what it is coordinated with ('nor', 'or'); empty without one."""
    words = [c.lower_ for c in children(second.head, "cc") if c.i < second.i] if second.dep_ == "conj" else []
    return words[-1] if words else ""


def negated(head: Token) -> bool:
    """Whether a clause is negated: 'not', 'never', 'no one', 'neither ... nor', 'no civilians'.

    'not only' does not count.
    """
    if (head.pos_ in {"NOUN", "PROPN"} and is_nobody(head)) or joining(head) == "nor":
        return True
    for token in dependents(head):
        if token.dep_ == "neg" and text_after(token).lower() != "only":
            return True
        if token.dep_ in SUBJECTS | {"dobj", "attr"} and is_nobody(token):
            return True
        if token.dep_ in {"preconj", "cc", "advmod"} and token.lower_ in {"neither", "never"}:
            return True
    return False


def is_nobody(noun: Token) -> bool:
    """'nobody', 'neither side', 'no civilians'."""
    return noun.lower_ in {"nobody", "none", "nothing", "neither"} or any(
        c.lower_ in {"no", "neither"} for c in children(noun, "det", "preconj", "cc")
    )


def prepositional(head: Token, names: frozenset[str] | set[str]) -> Iterator[tuple[Token, Token]]:
    """The (preposition, object) pairs directly under a head; the object may be a gerund."""
    for prep in dependents(head):
        if prep.dep_ in {"prep", "agent", "dative", "aux"} and prep.lower_ in names:
            for item in dependents(prep):
                if item.dep_ in {"pobj", "pcomp"}:
                    yield prep, item


def agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive, wherever the parser hung it inside the verb's own complement."""
    by = [item for prep, item in prepositional(verb, {"by"}) if item.dep_ == "pobj"]
    if not by:
        for complement in children(verb, "xcomp", "ccomp", "dobj", "oprd"):
            by = [i for t in complement.subtree for p, i in prepositional(t, {"by"}) if i.dep_ == "pobj"]
            if by:
                break
    if not by:
        # 'was condemned in a statement by X', 'is seen as a threat by X', unlike 'in a hall by the river'
        # 'was shot as a march by X began' has a clause of its own.
        pairs = [(n, n.doc[n.right_edge.i + 1 :][:1]) for _, n in prepositional(verb, {"in", "as"})]
        done = [noun for noun, behind in pairs if not any(t.tag_ in FINITE for t in behind)]
        by = [i for noun in done for _, i in prepositional(noun, {"by"}) if i.pos_ == "PROPN"]
    # 'was required to decide by Friday'
    return [item for item in by if item.ent_type_ not in {"DATE", "TIME"}][:1]


def objects(verb: Token) -> list[Token]:
    """Whom or what a verb acts on: the direct object, or the subject of its passive."""
    patient = child(verb.head, "nsubj") if is_standing(verb) else child(verb, "nsubjpass")
    head = patient if is_passive(verb) else child(verb, "dobj")
    if head is None and verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "nsubj") is None:
        # 'a truce offered by Y', unlike 'the claim that X had refused to leave'
        return [verb.head]
    if head is None and is_passive(verb) and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        active = child(verb, "auxpass") is not None and not is_passive(verb.head)
        # 'Brandt founded a party and was arrested': no party was.
        head = child(verb.head, "nsubj") if active else None
        return conjuncts(head) if head is not None else objects(verb.head)
    if head is not None and head.lower_ in {"which", "that", "who"} and verb.dep_ == "relcl":
        return [verb.head]
    return conjuncts(head) if head is not None else []


def lemma(token: Token) -> str:
    """The lower-case lemma, by which the lexicon is looked up."""
    # The same words come again and again: looking a number up is quicker than making small letters.
    word = _LOWERED.get(token.lemma)
    if word is None:
        word = _LOWERED[token.lemma] = token.lemma_.lower()
    if word in _MISREAD and token.tag_ in {"VBD", "VBN", "VBG", "VBZ"}:
        return _MISREAD[word]
    return word
