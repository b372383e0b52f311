"""What is said: the tokens of a content, and several things said in one breath apart."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.phrases import (
    child,
    children,
    dependents,
    is_infinitive,
    lemma,
    prepositional,
    subtree,
    text_before,
)
from kg.extract.speech.attribution import Content
from kg.extract.speech.coordination import resumed_from
from kg.knowledge.entries import Frame
from kg.knowledge.lexicon import Lexicon

#: How far apart verbs stand that share their object ('smearing and undermining the plan').
MAX_SHARED = 2
_CONCESSIVE = frozenset({"though", "although", "while", "whereas", "but", "despite"})
#: Prepositions of a phrase that says where something is said ('in an interview').
_MEDIUM_PREPOSITIONS = frozenset({"in", "during", "at", "on", "via", "through"})


def split(
    head: Token, cue: Token, lexicon: Lexicon, dropped: Iterable[Token] = (), *, phrases: bool = False
) -> tuple[Content, ...]:
    """The things said in one breath, apart: coordinated clauses, infinitives and, if asked, noun phrases.

    In text order, without the subtrees of `dropped`. Verb phrases that share a subject in a finite clause
    stay together.
    """
    moved = [*dropped, *(c for c in children(head, "conj") if resumed_from(c, lexicon) is not None)]
    parts = [head]
    for part in parts:
        for conjunct in children(part, "conj"):
            if conjunct in moved:
                continue
            own_subject = child(conjunct, "nsubj", "nsubjpass", "expl", "mark") is not None
            apart = conjunct.i - part.i > 3 and child(conjunct, "aux", "auxpass", "neg") is not None
            shared = conjunct.i - part.i <= MAX_SHARED and all(c.dep_ in {"cc", "conj"} for c in part.rights)
            clausal = conjunct.pos_ in {"VERB", "AUX"} and (
                own_subject or apart or not (is_finite(head) or shared)
            )
            nominal = phrases and _is_noun(conjunct) and _is_noun(head)
            if clausal or nominal:
                parts.append(conjunct)
        if phrases and _is_noun(part):
            # 'X as well as Y': the parser hangs Y under the conjunction, which then is no part of X.
            joined = [c for c in children(part, "cc") if child(c, "pobj") is not None]
            parts += [o for c in joined for o in children(c, "pobj") if o not in parts]
            moved += joined
    # 'X, according to Y' beside others is said by Y.
    said = [p for p in parts if len(parts) == 1 or not any(_is_according(c) for c in dependents(p))]
    found = []
    for part in sorted(said, key=lambda t: t.i):
        others = [p for p in parts if p is not part and not p.is_ancestor(part)]
        without = [m for m in moved if not m.is_ancestor(part)]
        tokens = content_tokens(part, cue, lexicon, [*without, *others])
        if tokens:
            found.append(Content(part, tokens))
    return tuple(found)


def content_tokens(
    head: Token, cue: Token, lexicon: Lexicon, dropped: Iterable[Token] = ()
) -> tuple[Token, ...]:
    """A content's tokens in text order, without its marker, the cue's clause and what belongs to another."""
    without = list(dropped)
    for token in head.subtree:
        own = token.i == cue.i and head.is_ancestor(cue)
        above = resumed_from(token, lexicon) if token.dep_ in {"conj", "advcl"} else None
        beyond = above is not None and above.i != head.i and not head.is_ancestor(above)
        if (
            own
            or beyond
            or _is_other_clause(token, cue)
            or _is_according(token)
            or _is_medium(token, lexicon)
            or (token.i != head.i and is_comment(token, lexicon))
        ):
            without.append(token)
    tokens = [*subtree(head, without=without), *(_after_aside(cue) if head.is_ancestor(cue) else ())]
    tokens.sort(key=lambda t: t.i)
    while tokens and is_opener(tokens[0]):
        tokens = tokens[1:]
    return tuple(t for t in tokens if not (t.dep_ == "mark" and t.head.i == head.i and t.lower_ == "that"))


def coordinated(prep: Token, cue: Token, frame: Frame, lexicon: Lexicon) -> tuple[Content, ...]:
    """'for a ceasefire and for talks': what the second preposition brings."""
    return tuple(
        Content(item, content_tokens(item, cue, lexicon))
        for other in children(prep, "conj")
        if other.lower_ in frame.prepositions
        for item in children(other, "pobj", "pcomp")
    )


def unwrapped(head: Token, cue: Token, lexicon: Lexicon, dropped: Iterable[Token]) -> tuple[Content, ...]:
    """'denied allegations that X', 'rejected claims of X': what is denied is X."""
    if lemma(head) not in lexicon.wrappers:
        return ()
    clauses = children(head, "acl", "relcl", "ccomp")
    clause = next((c for c in clauses if child(c, "mark") is not None), None)
    if clause is not None:
        return split(clause, cue, lexicon, dropped)
    for _, item in prepositional(head, {"of"}):
        return split(item, cue, lexicon, dropped)
    return ()


def is_finite(verb: Token) -> bool:
    """Whether a verb makes a clause of its own: it has tense, an auxiliary or a subject."""
    return not is_infinitive(verb) and (
        verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        or child(verb, "aux", "auxpass", "nsubj", "nsubjpass", "expl") is not None
    )


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"}


def _is_according(token: Token) -> bool:
    return token.lower_ == "according" and token.dep_ in {"prep", "advmod"}


def _is_other_clause(token: Token, cue: Token) -> bool:
    """Whether a clause is set against what is said: it is likely the article's ('although Y denies it')."""
    return token.dep_ == "advcl" and token.head.i != cue.i and is_set_against(token)


def is_set_against(clause: Token) -> bool:
    """Whether a clause with a subject of its own stands against another ('although Y denies it')."""
    own = child(clause, "nsubj", "nsubjpass")
    return own is not None and any(c.lower_ in _CONCESSIVE for c in children(clause, "mark"))


def is_comment(noun: Token, lexicon: Lexicon) -> bool:
    """'…, a charge the government denies', '…, a plea echoed by X': what another says of the sentence."""
    if noun.pos_ not in {"NOUN", "PRON"}:
        return False
    start = noun.left_edge.i
    if start == 0 or noun.doc[start - 1].text != ",":
        return False
    if noun.pos_ == "NOUN" and not any(c.lower_ in {"a", "an"} for c in children(noun, "det")):
        return False
    for verb in children(noun, "relcl", "acl"):
        own = child(verb, "nsubj", "agent")
        relative = own is None or own.lower_ in {"who", "which", "that"}
        if not relative and (lemma(verb), "verb") in lexicon.cues:
            return True
    return False


def is_aside_with_as(verb: Token) -> bool:
    """'The road stayed shut, as the union had asked': the clause that it comments on is what is said.

    What has something said of its own ('as the bank warned of a slump') tells what happened meanwhile.
    """
    mark = child(verb, "mark")
    if verb.dep_ != "advcl" or mark is None or mark.lower_ != "as" or verb.head.pos_ not in {"VERB", "AUX"}:
        return False
    if text_before(verb.left_edge) != "," or child(verb, "nsubj") is None:
        return False
    times = (i.ent_type_ in {"DATE", "TIME"} for p in children(verb, "prep") for i in children(p, "pobj"))
    return child(verb, "ccomp", "xcomp", "prt", "oprd", "acomp") is None and all(times)


def _after_aside(cue: Token) -> list[Token]:
    """'She had been told, he added, to wait': what is said goes on behind the cue."""
    below = (c for c in children(cue, "xcomp") if is_infinitive(c) and cue.dep_ == "parataxis")
    return [t for c in below if text_before(c.left_edge) == "," for t in c.subtree]


def _is_medium(token: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase says where something is said."""
    if token.dep_ != "prep" or token.lower_ not in _MEDIUM_PREPOSITIONS:
        return False
    # 'told Y in a call that X': the parser hangs the clause under the call.
    media = (item for item in children(token, "pobj") if lemma(item) in lexicon.words["medium"])
    return any(child(item, "relcl", "acl", "ccomp") is None for item in media)


def is_opener(token: Token) -> bool:
    """Whether a word only opens a content ('that', 'to', 'for')."""
    return (token.dep_ == "mark" and token.lower_ in {"that", "for"}) or (
        token.dep_ == "aux" and token.lower_ == "to"
    )
