"""What is said: the tokens of a content, and several things said in one breath apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extract.phrases import (
    FINITE,
    child,
    children,
    dependents,
    is_finite,
    is_infinitive,
    joining,
    lemma,
    prepositional,
    subtree,
    text_after,
    text_before,
)
from kg.extract.speech.attribution import NEUTRAL, Content
from kg.extract.speech.circumstances import is_meanwhile, is_since_then, is_within_quotation
from kg.extract.speech.coordination import is_saying, opened_again, resumed_from
from kg.knowledge.entries import Frame
from kg.knowledge.lexicon import Lexicon

#: How far apart verbs stand that share their object ('smearing and undermining the plan').
MAX_SHARED = 2
#: How far apart they stand, at least, if both tell something ('entered a shop and took a knife').
MIN_APART = 3
#: What makes a clause have a subject of its own.
_OWN = ("nsubj", "nsubjpass", "expl", "csubj")
#: Marks between two clauses that stand for themselves.
_BREAKS = frozenset({";", "—", "–", "--"})
_QUOTES = frozenset({"“", "”", '"'})
_CONCESSIVE = frozenset({"though", "although", "while", "whereas", "but", "despite"})
_RELATIVES = frozenset({"who", "which", "that"})
#: Prepositions of a phrase that says where something is said ('in an interview').
_MEDIUM_PREPOSITIONS = frozenset({"in", "during", "at", "on", "via", "through"})


def split(
    head: Token, cue: Token, lexicon: Lexicon, dropped: Iterable[Token] = (), *, phrases: bool = False
) -> tuple[Content, ...]:
    """The things said in one breath, apart: coordinated clauses, infinitives and, if asked, noun phrases.

    In text order, without the subtrees of `dropped`. Verb phrases that share a subject stay together where
    they share a modal too ('should go home and rest') or are short ('came and went'); what 'or' joins does.
    """
    joined = children(head, "conj")
    moved = [c for c in joined if resumed_from(c, lexicon) is not None or _goes_on(c, cue, lexicon)]
    moved += dropped
    parts = [head]
    for part in parts:
        parts += [c for c in _run_on(part, lexicon) if c not in moved]
        parts += opened_again(part)
        for conjunct in children(part, "conj"):
            if conjunct in moved:
                continue
            own_subject = child(conjunct, "nsubj", "nsubjpass", "expl", "mark") is not None
            apart = conjunct.i - part.i > MIN_APART and _is_predicated(conjunct, part, lexicon)
            shared = conjunct.i - part.i <= MAX_SHARED and all(c.dep_ in {"cc", "conj"} for c in part.rights)
            clausal = conjunct.pos_ in {"VERB", "AUX"} and (
                own_subject or apart or not (is_finite(head) or shared)
            )
            nominal = phrases and _is_noun(conjunct) and _is_noun(head)
            if joining(conjunct) == "or":
                # 'leave or be buried here', 'had sunk or been captured': neither is said by itself
                continue
            if clausal or nominal or _is_quoted_apart(conjunct):
                parts.append(conjunct)
        if phrases and _is_noun(part):
            # 'X as well as Y': the parser hangs Y under the conjunction, which then is no part of X.
            joined = [c for c in children(part, "cc") if child(c, "pobj") is not None]
            parts += [o for c in joined for o in children(c, "pobj") if o not in parts]
            moved += joined
    # 'X, according to Y' beside others is said by Y.
    said = [
        p
        for p in parts
        if len(parts) == 1 or not any(_is_according(c) and c.i != cue.i for c in dependents(p))
    ]
    found: list[Content] = []
    for part in sorted(said, key=lambda t: t.i):
        others = [p for p in parts if p is not part and not p.is_ancestor(part)]
        without = [m for m in moved if not m.is_ancestor(part)]
        tokens = content_tokens(part, cue, lexicon, [*without, *others])
        if tokens and found and _is_in_word(tokens):
            found[-1] = Content(found[-1].head, (*found[-1].tokens, *tokens))
        elif tokens:
            found.append(Content(part, tokens))
    return tuple(found)


def _goes_on(clause: Token, cue: Token, lexicon: Lexicon) -> bool:
    """'It was late, X said, and he asked them to go': the second is what he did and not what he said."""
    own = child(clause, "nsubj")
    aside = cue.dep_ == "parataxis" and clause.head.i == cue.head.i and clause.i > cue.i
    told = aside and own is not None and own.pos_ == "PRON" and own.lower_ not in {"i", "we", "it"}
    acts = lexicon.cues.get((lemma(clause), "verb"), ()) if told and clause.tag_ == "VBD" else ()
    said = any(not (act.weak or act.illocution in NEUTRAL) for act in acts)
    return said and not is_within_quotation(clause)


def _is_in_word(tokens: Sequence[Token]) -> bool:
    """Whether some tokens go on with a word: 'non-intervention', which the parser takes for things joined."""
    before = tokens[0].doc[max(tokens[0].i - 1, 0)]
    return not before.whitespace_ and "-" in {before.text, tokens[0].text}


def _run_on(clause: Token, lexicon: Lexicon) -> list[Token]:
    """The clauses beside one without 'and' or 'but': 'It was cold; we left', 'It burns, so I stopped'.

    The parser hangs the first by the last, as it does with what is said by what says it.
    """
    if clause.pos_ not in {"VERB", "AUX"}:
        return []
    found = [c for c in children(clause, "advcl") if c.i > clause.i and _is_conclusion(c)]
    before = [c for c in children(clause, "ccomp") if c.i < clause.i and _is_broken_off(c)]
    if not before or child(clause, *_OWN) is None or _is_said_in(clause, lexicon):
        return found
    return [*before, *found]


def _is_broken_off(clause: Token) -> bool:
    """Whether a clause ends in a semicolon or dash, or in a comma before 'so'.

    Those that a comma alone parts are often one thing said.
    """
    if child(clause, "mark") is not None or child(clause, *_OWN) is None or not is_finite(clause):
        return False
    last = clause.right_edge
    mark = last if last.is_punct else last.doc[min(last.i + 1, len(last.doc) - 1)]
    return mark.text in _BREAKS or (mark.text == "," and text_after(mark).lower() == "so")


def _is_said_in(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb says what stands before it: one of saying that brings no clause behind it."""
    behind = (c for c in children(verb, "attr", "acomp", "xcomp", "ccomp") if c.i > verb.i)
    return is_saying(verb, lexicon) and next(behind, None) is None


def _is_conclusion(clause: Token) -> bool:
    """'…, so we stopped', unlike 'so that we can stop' and 'so we can stop'."""
    mark = child(clause, "mark")
    if mark is None or mark.lower_ != "so" or child(clause, *_OWN) is None or text_after(mark) == "that":
        return False
    return text_before(mark) == "," or child(clause, "aux") is None


def _is_quoted_apart(conjunct: Token) -> bool:
    """Whether a coordinated phrase is a quotation beside another: '"null" and "a bad joke"'."""
    doc, first = conjunct.doc, conjunct.left_edge
    opening = first if first.text in _QUOTES else doc[max(first.i - 1, 0)]
    joint = doc[max(opening.i - 1, 0)]
    return opening.text in _QUOTES and joint.dep_ == "cc" and doc[max(joint.i - 1, 0)].text in _QUOTES


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
            or _is_other_clause(token, cue, lexicon)
            or _is_according(token)
            or is_since_then(token, cue)
            or _is_medium(token, lexicon)
            or _is_told_of(token, cue, lexicon)
            or (token.i != head.i and is_comment(token, lexicon))
        ):
            without.append(token)
    tokens = [*_before_aside(head, cue), *subtree(head, without=without)]
    tokens += _after_aside(cue) if head.is_ancestor(cue) else ()
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


def hung_clause(verb: Token, addressees: Iterable[Token], lexicon: Lexicon) -> Token | None:
    """'told Y that it was over', 'boasted in a speech that it was': hung under Y or the speech.

    Not what says when or why something is so ('in the event that it fell').
    """
    nouns = [t for t in addressees if t.i > verb.i]
    nouns += [i for host in (verb, *nouns) for _, i in prepositional(host, _MEDIUM_PREPOSITIONS)]
    telling = (n for n in nouns if n.i > verb.i and lemma(n) not in lexicon.words["proviso"])
    clauses = (c for n in telling for c in children(n, "acl", "relcl") if child(c, *_OWN) is not None)
    return next((c for c in clauses if c.left_edge.dep_ == "mark" and c.left_edge.lower_ == "that"), None)


def _is_predicated(verb: Token, before: Token, lexicon: Lexicon) -> bool:
    """Whether a coordinated verb tells something by itself, in a tense of its own or of the verb before.

    'entered a shop and took a knife', 'had left the town and gone home', unlike 'should go home and rest' and
    'met the strikers and urged them to wait', which is a saying inside what is said.
    """
    if child(verb, "aux", "auxpass", "neg") is not None:
        return True
    if is_saying(verb, lexicon):
        return False
    # A bare participle beside a past tense is one that the parser has not seen.
    unseen = verb.tag_ == "VBN" and before.tag_ == "VBD" and verb.lower_.endswith("ed")
    shared = verb.tag_ == before.tag_ != "VB" and child(before, "aux", "auxpass") is not None
    return verb.tag_ in FINITE or unseen or shared


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"}


def _is_according(token: Token) -> bool:
    return token.lower_ == "according" and token.dep_ in {"prep", "advmod"}


def _is_other_clause(token: Token, cue: Token, lexicon: Lexicon) -> bool:
    """Whether a clause is set against what is said, or tells what others said meanwhile.

    It is likely the article's ('although Y denies it', ', as Z called on them to stop').
    """
    if token.dep_ != "advcl" or token.head.i == cue.i:
        return False
    return is_set_against(token) or is_meanwhile(token, cue, lexicon)


def is_set_against(clause: Token) -> bool:
    """Whether a clause with a subject of its own stands against another ('although Y denies it').

    What stands within a quotation is no article's.
    """
    own = child(clause, "nsubj", "nsubjpass")
    against = own is not None and any(c.lower_ in _CONCESSIVE for c in children(clause, "mark"))
    return against and not is_within_quotation(clause)


def is_comment(noun: Token, lexicon: Lexicon) -> bool:
    """'…, a charge the government denies', '…, a plea echoed by X': what another says of the sentence."""
    clauses = children(noun, "relcl", "acl")
    if not clauses or noun.pos_ not in {"NOUN", "PRON"}:
        return False
    start = noun.left_edge.i
    if start == 0 or noun.doc[start - 1].text != ",":
        return False
    if noun.pos_ == "NOUN" and not any(c.lower_ in {"a", "an"} for c in children(noun, "det")):
        return False
    for verb in clauses:
        own = child(verb, "nsubj", "agent")
        relative = own is None or own.lower_ in _RELATIVES
        if not relative and (lemma(verb), "verb") in lexicon.cues:
            return True
    return False


def _is_told_of(clause: Token, cue: Token, lexicon: Lexicon) -> bool:
    """'offered help, which Y said was welcome', 'a talk with Y, whose aide replied that': another's words.

    It ends the sentence behind a comma. What a quotation has is its own.
    """
    own = child(clause, "nsubj") if clause.dep_ == "relcl" and clause.i > cue.i else None
    given = child(clause, "ccomp") is not None
    if own is None or text_before(clause.left_edge) != "," or (own.pos_ == "PRON" and not given):
        return False
    acts = lexicon.cues.get((lemma(clause), "verb"), ())
    given |= child(clause, "oprd") is not None
    told = own.lower_ not in _RELATIVES and any(
        not act.weak and (given or act.illocution not in NEUTRAL | {"Recognition"}) for act in acts
    )
    return (
        told
        and text_after(clause.right_edge) in {".", "", *_QUOTES}
        and not is_within_quotation(clause.left_edge)
    )


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


def _before_aside(head: Token, cue: Token) -> list[Token]:
    """'Its troops, an officer said, had left': the parser hangs the subject of what is said by the cue."""
    if head.i < cue.i or child(head, *_OWN) is not None or not is_finite(head):
        return []
    before = [c for c in children(cue, "nsubj", "dep") if c.i < cue.i]
    # The last is who says it.
    first = before[0] if len(before) == 2 else None
    if first is None or first.left_edge.i > first.sent.start or text_after(first.right_edge) != ",":
        return []
    return list(first.subtree)


def _after_aside(cue: Token) -> list[Token]:
    """'She had been told, he added, to wait': what is said goes on behind the cue."""
    if cue.dep_ != "parataxis":
        return []
    below = [c for c in children(cue, "xcomp") if is_infinitive(c) and text_before(c.left_edge) == ","]
    return [t for c in (*below, *told_behind_aside(cue.head)) for t in c.subtree]


def told_behind_aside(verb: Token) -> list[Token]:
    """'They had told her, she said, that it was over': what the parser hangs by the aside."""
    asides = (c for c in children(verb, "parataxis") if c.i > verb.i)
    clauses = (c for aside in asides for c in children(aside, "ccomp") if c.i > aside.i)
    return [c for c in clauses if c.left_edge.lower_ == "that" and text_before(c.left_edge) == ","]


def _is_medium(token: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase says where something is said."""
    if token.dep_ != "prep" or token.lower_ not in _MEDIUM_PREPOSITIONS or is_within_quotation(token):
        return False
    # 'told Y in a call that X': the parser hangs the clause under the call.
    media = (item for item in children(token, "pobj") if lemma(item) in lexicon.words["medium"])
    return any(child(item, "relcl", "acl", "ccomp") is None for item in media)


def is_opener(token: Token) -> bool:
    """Whether a word only opens a content ('that', 'to', 'for')."""
    return (token.dep_ == "mark" and token.lower_ in {"that", "for"}) or (
        token.dep_ == "aux" and token.lower_ == "to"
    )
