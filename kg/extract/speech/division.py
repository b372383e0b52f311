"""What a tagger's content says, divided into the things said one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from kg.extract.phrases import (
    OPENING,
    SUBJECTS,
    agents,
    child,
    children,
    dependents,
    in_order,
    is_passive,
    lemma,
    roots,
    text_before,
)
from kg.extract.speech.attribution import Attribution, Content
from kg.extract.speech.circumstances import is_since_then
from kg.extract.speech.contents import is_comment, is_opener, is_set_against, split
from kg.extract.speech.coordination import is_saying
from kg.knowledge.lexicon import Lexicon

#: Tenses that a clause has because a past is told of: 'had left', 'would leave'.
_SHIFTED = frozenset({"had", "would"})
#: Signs between things said one by one: that something is left out of a quotation, and a semicolon.
_SIGNS = frozenset({"...", "…", ";"})


def divided(
    said: Sequence[Token], framed: Attribution | None, cue: Token, lexicon: Lexicon
) -> tuple[Content, ...]:
    """The things said one by one: as the lexicon divides them, else by sentence and coordination.

    A single thing begins where the frame begins it, behind whom it is said to, and ends where the tagger
    ends it. A clause beside the cue's own is one more thing said where its tense tells.
    """
    inside = {t.i for t in said}
    heads: list[Token] = []
    more = [c for c in _beside(cue, framed) if c.i in inside and _is_said_too(c, said, cue, lexicon)]
    apart = _apart_from(cue, said, more) | _asides(cue, said, lexicon)
    further = [_clause(c, [t for t in said if t.i not in apart]) for c in more if c.i not in apart]
    if framed is not None:
        parts = [_within(part, inside) for part in framed.contents]
        whole = [part for part in parts if part is not None]
        if len(parts) > 1 and len(whole) == len(parts):
            return (*whole, *further)
        # 'said after the vote that he was sad but would go': the frame has the end of it alone.
        opened = said[0].dep_ == "mark" and said[0].lower_ == "that"
        opened &= len(whole) == 1 and cue.i < said[0].head.i < whole[0].tokens[0].i
        if len(whole) == 1 and not opened:
            heads = [whole[0].head]
            start = whole[0].tokens[0].i if whole[0].head.i > cue.i else said[0].i
            others = {t.i for token in (*framed.addressees, *framed.about) for t in token.subtree}
            own = {t.i for t in whole[0].tokens}
            # What hangs under the content and is no part of it the lexicon has left out on purpose.
            others |= {t.i for t in framed.contents[0].head.subtree}
            said = [t for t in said if t.i in own or (t.i >= start and t.i not in others)]
    apart |= {t.i for content in further for t in content.tokens}
    found: list[Content] = []
    for sentence in _by_sentence([t for t in said if t.i not in apart]):
        found += _parts(sentence, heads, cue, lexicon)
    return tuple(sorted((*found, *further), key=lambda c: c.tokens[0].i)) if further else tuple(found)


def _beside(cue: Token, framed: Attribution | None) -> list[Token]:
    """The clauses beside what a cue brings: joined to the cue itself, or set against the first thing said."""
    against = children(framed.contents[0].head, "advcl") if framed is not None else ()
    return [*_joined_to(cue), *(c for c in against if is_set_against(c))]


def _joined_to(cue: Token) -> list[Token]:
    """The clauses with a subject of their own that the parser joins to a cue."""
    owned = ("nsubj", "nsubjpass", *(("csubj", "expl") if cue.dep_ == "parataxis" else ()))
    return [
        c
        for c in children(cue, "conj")
        if c.i > cue.i and child(c, *owned) is not None and not _is_reopened(cue, c)
    ]


def _clause(head: Token, said: Sequence[Token]) -> Content:
    """A clause as one thing said, without the word that joins it ('while wages fall')."""
    own = (t for t in said if t.i == head.i or head.is_ancestor(t))
    return Content(head, tuple(t for t in own if not (t.dep_ == "mark" and t.head.i == head.i)))


def _is_said_too(clause: Token, said: Sequence[Token], cue: Token, lexicon: Lexicon) -> bool:
    """'said the cars had burnt, but nobody had been hurt': a past that is not that of the cue is said.

    So is what stands in the present of the clause before ('said prices rise, but wages fall'), before the cue
    ('A rose, while B fell, X said'), inside a quotation, and what a survey finds.
    """
    surveyed = any(lemma(s) in lexicon.words["survey"] for s in children(cue, "nsubj"))
    if clause.i < cue.i or surveyed or _is_quoted(clause, said):
        return True
    if is_saying(clause, lexicon):
        return False
    if cue.dep_ == "parataxis" or cue.tag_ != "VBD":
        # 'The bridge is safe, X said, and crossing it costs nothing.'
        return cue.dep_ == "parataxis"
    before = next((t for t in roots(said) if t.i < clause.i and t.pos_ in {"VERB", "AUX"}), None)
    told, so = _tense(clause), text_before(clause.left_edge) == "so"
    alike = so or (before is not None and told == _tense(before))
    return told in _SHIFTED or (told != "past" and alike)


def _is_quoted(clause: Token, said: Sequence[Token]) -> bool:
    """Whether a quotation that has begun in what is said still goes on where a clause begins."""
    marks = [t.text for t in said if t.i < clause.left_edge.i and t.text in {"“", "”", '"'}]
    return bool(marks) and (marks[-1] == "“" or (marks[-1] == '"' and marks.count('"') % 2 == 1))


def _tense(verb: Token) -> str:
    """The tense that a clause stands in: 'past', 'present', 'had', or its modal."""
    carrier = child(verb, "aux", "auxpass") or verb
    if carrier.tag_ == "MD":
        return carrier.lower_
    if carrier.tag_ == "VBD":
        return "had" if carrier.lemma_ == "have" and carrier.i != verb.i else "past"
    return "present"


def _apart_from(cue: Token, said: Sequence[Token], more: Sequence[Token]) -> set[int]:
    """What the tagger takes in and is not said.

    The agent of a passive, a new clause beside the cue's own, and how long after something else it was said.
    """
    inside = {t.i for t in said}
    clauses = [c for c in _joined_to(cue) if c not in more]
    clauses += [c for c in dependents(cue) if is_since_then(c, cue)]
    by = agents(cue) if is_passive(cue) else []
    others = [*by, *clauses] if cue.pos_ == "VERB" else []
    found: set[int] = set()
    for top in others:
        if top.i in inside or top in clauses:
            found |= {t.i for t in top.subtree}
            if top.head.lower_ == "by":
                found.add(top.head.i)
    found |= {t.i for t in said if t.dep_ == "agent" and t.head.i == cue.i}
    return found


def _asides(cue: Token, said: Sequence[Token], lexicon: Lexicon) -> set[int]:
    """What the article puts in: 'According to X, a think tank, Y left', '… of theft, a charge X denied'."""
    found: set[int] = set()
    for token in said:
        remark = lemma(token) in lexicon.claim_nouns and _is_remark(token)
        if (remark or is_comment(token, lexicon)) and token.left_edge.i > said[0].i:
            found |= {t.i for t in token.subtree}
    if cue.lower_ != "according":
        return found
    own = next((s for t in roots(said) if (s := child(t, "nsubj", "nsubjpass")) is not None), None)
    first = next((t for t in said if not t.is_punct), None)
    if own is None or first is None or own.i < cue.i:
        return found
    start = own.left_edge
    apposed = first.dep_ == "det" and first.head.i < start.i and first.head.dep_ not in SUBJECTS
    if apposed and text_before(start) == ",":
        found |= {t.i for t in said if t.i < start.i}
    return found


def _is_remark(noun: Token) -> bool:
    """', a charge that X rejected', ', a claim denied by X'."""
    first = noun.left_edge
    below = children(noun, "relcl", "acl")
    return first.lower_ in {"a", "an"} and text_before(first) == "," and bool(below)


def _is_reopened(cue: Token, clause: Token) -> bool:
    """'"It is war," X said, "and we will win it"': the quotation goes on behind the cue."""
    between = cue.doc[cue.i + 1 : clause.i]
    return any(t.text == "“" or (t.text == '"' and t.tag_ == "``") for t in between)


def _by_sentence(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each sentence.

    A quotation behind a colon or a full stop is one of its own ('said it must go: "…"'), and so is what
    goes on behind a semicolon or where something is left out ('"It is cold [...] We are tired"').
    """
    groups: dict[tuple[int, int], list[Token]] = {}
    quotations = start = end = 0
    before = ""
    begun = _begun(tokens)
    for token in tokens:
        quotations += token.i in begun
        quotations += token.text in OPENING and (before == ":" or _follows_sentence(token))
        before = before if token.is_space else token.text
        if not start <= token.i < end:
            sentence = token.sent
            start, end = sentence.start, sentence.end
        groups.setdefault((start, quotations), []).append(token)
    return [group for _, group in sorted(groups.items())]


def _follows_sentence(mark: Token) -> bool:
    """Whether a quotation begins behind a full stop, unlike one that ends with it."""
    return text_before(mark) == "." and bool(mark.nbor(-1).whitespace_)


def _begun(tokens: Sequence[Token]) -> set[int]:
    """Where a clause, or what has a capital, begins behind a break that a clause stands before.

    'They must [...] leave' is one clause.
    """
    found: set[int] = set()
    marks = [i for i, token in enumerate(tokens) if token.text in _SIGNS]
    start = 0
    for mark, stop in pairwise([*marks, len(tokens)]):
        begin = next((i for i in range(mark + 1, stop) if not tokens[i].is_punct), stop)
        if begin == stop or not _tells(tokens[start:mark]):
            continue
        first = tokens[begin]
        if _tells(tokens[begin:stop]) or (first.is_title and first.pos_ != "PROPN"):
            found.add(first.i)
            start = begin
    return found


def _tells(tokens: Sequence[Token]) -> bool:
    """Whether some words have a clause that hangs by no other word of theirs as a subordinate one does."""
    inside = {t.i for t in tokens}
    verbs = (t.head for t in tokens if t.dep_ in SUBJECTS and t.head.i in inside)
    return any(v.dep_ not in {"relcl", "acl"} and child(v, "mark") is None for v in verbs)


def _parts(tokens: Sequence[Token], heads: Sequence[Token], cue: Token, lexicon: Lexicon) -> list[Content]:
    """What is said in one sentence, coordinated clauses apart."""
    words = list(tokens)
    while words and (is_opener(words[0]) or (words[0].is_punct and words[0].text in ",:;—–-")):
        words = words[1:]
    top = roots(words)
    if not top:
        return []
    inside = {t.i for t in words}
    wanted = [t for t in heads if t.i in inside]
    head = wanted[0] if wanted else _main(top)
    parts = [p for p in (_within(part, inside) for part in split(head, cue, lexicon)) if p is not None]
    if len(parts) < 2:
        return [Content(head, tuple(words))]
    # What no part has goes with the part before it, a conjunction with none.
    covered = {t.i for part in parts for t in part.tokens}
    starts = sorted(min(t.i for t in part.tokens) for part in parts)
    rest = [t for t in words if t.i not in covered and t.dep_ != "cc"]
    return [
        Content(part.head, in_order([*part.tokens, *(t for t in rest if _belongs(t, part, starts))]))
        for part in parts
    ]


def _belongs(token: Token, part: Content, starts: Sequence[int]) -> bool:
    """Whether the last part that starts before a token is this one; the first has what stands before all."""
    own = min(t.i for t in part.tokens)
    return own == max((s for s in starts if s <= token.i), default=starts[0])


def _main(top: Sequence[Token]) -> Token:
    """The token that leads a content: a verb before a noun, the first of several."""
    verbs = [t for t in top if t.pos_ in {"VERB", "AUX"}]
    nouns = [t for t in top if t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    chosen = (verbs or nouns or list(top))[0]
    if chosen.pos_ == "ADP" and (item := child(chosen, "pobj", "pcomp")) is not None:
        return item
    return chosen


def _within(part: Content, inside: set[int]) -> Content | None:
    """A thing said as far as it lies inside some tokens."""
    tokens = tuple(t for t in part.tokens if t.i in inside)
    if not tokens:
        return None
    head = part.head if part.head.i in inside else _main(roots(tokens) or tokens)
    return Content(head, tokens)
