"""Which speech act the words of a cue report, where no frame of the lexicon says it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.phrases import children, dependents, is_infinitive, is_passive, lemma, roots
from kg.knowledge.entries import Cue
from kg.knowledge.lexicon import Lexicon

#: The parts of speech of cues by those of tokens.
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun"}
#: Acts that a further word of the cue may only make more precise ('said in a warning that').
_PLAIN = frozenset({"Claim", "Announcement", "Report", "Opinion"})


def cued_act(cue: Sequence[Token], head: Token, content: Sequence[Token], lexicon: Lexicon) -> str | None:
    """The illocution that the words of a cue report of a content: the head's, else another word's.

    Light verbs ('made', 'issued') leave it to their noun, in the cue or at the head of the content
    ('renewed his appeal for talks'). None when the lexicon knows none of the words.
    """
    complement = _complement(content, head)
    light = lemma(head) in lexicon.words["lightVerb"]
    named = _act_of(head, cue, complement, lexicon)
    others = [act for token in cue if token.i != head.i if (act := _act_of(token, cue, complement, lexicon))]
    top = next(iter(roots(content)), None)
    carries = light or lemma(head) in lexicon.words["sayingVerb"]
    if top is not None and top.pos_ == "NOUN" and top.head.i == head.i and carries:
        # An object that names an act of saying is what is done: 'repeated its demand that'.
        others = [*others, *(a for a in (_act_of(top, (top,), "any", lexicon),) if a)]
    if convened(head, lexicon):
        return "Announcement"
    telling = next((act for act in others if act not in _PLAIN), None)
    if named is None or light or named in _PLAIN:
        # 'conveyed concern' is what the object names.
        return telling or (None if carries and others else named) or next(iter(others), None)
    return named


def convened(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb calls what is convened, and nothing by a name: 'called a snap election for June'."""
    objects = children(verb, "dobj", "oprd", "ccomp") if lemma(verb) == "call" else []
    return len(objects) == 1 and lemma(objects[0]) in lexicon.words["convened"] and not is_passive(verb)


def _act_of(token: Token, cue: Sequence[Token], complement: str, lexicon: Lexicon) -> str | None:
    """The act of the entry of a word that fits the words of the cue and the kind of content best."""
    entries = _entries(token, lexicon)
    words = {w for t in cue for w in (t.lower_, lemma(t))}
    fitting = [
        entry
        for entry in entries
        if all(word in words for word in entry.words)
        and (complement == "any" or _takes(entry, token, complement, words))
    ]
    if not fitting:
        return None
    best = min(
        fitting,
        key=lambda e: (
            -len(e.words),
            not any(frame.complement == complement for frame in e.frames),
            e.weak,
            e.illocution in _PLAIN,
            e.illocution,
        ),
    )
    return best.illocution


def _takes(entry: Cue, token: Token, complement: str, words: set[str]) -> bool:
    """Whether one of the frames of an entry can stand here: its preposition must be there."""
    if token.pos_ not in {"VERB", "AUX"}:
        return True
    near = words | {c.lower_ for c in dependents(token) if c.dep_ in {"prep", "agent", "dative"}}
    near |= {p.lower_ for c in children(token, "dobj") for p in children(c, "prep")}
    if complement == "preposition" and not any(frame.prepositions & near for frame in entry.frames):
        return False
    for frame in entry.frames:
        if frame.complement in {"preposition", "predicative"} and frame.prepositions:
            if frame.prepositions & near:
                return True
        elif frame.complement != "infinitive" or complement not in {"object", "clause"}:
            return True
    return False


def _entries(token: Token, lexicon: Lexicon) -> tuple[Cue, ...]:
    pos = _POS.get(token.pos_)
    found = lexicon.cues.get((lemma(token), pos), ()) if pos else ()
    # A participle that the tagger of words takes for an adjective or a noun is still looked up as a verb.
    return found or lexicon.cues.get((lemma(token), "verb"), ())


def _complement(content: Sequence[Token], head: Token) -> str:
    """What kind of complement a content is, in the words of the frames."""
    top = roots(content)
    first = next((t for t in content if not t.is_punct and not t.is_space), None)
    if first is None or not top:
        return "none"
    if first.lower_ == "to" and first.pos_ == "PART":
        return "infinitive"
    leading = next((t for t in top if t.pos_ in {"VERB", "AUX"}), top[0])
    if leading.pos_ in {"VERB", "AUX"}:
        if is_infinitive(leading):
            return "infinitive"
        return "gerund" if leading.tag_ == "VBG" and leading.i == first.i else "clause"
    governor = top[0].head
    if governor.pos_ == "ADP" and (governor.head.i == head.i or governor.i == head.i + 1):
        return "predicative" if governor.lower_ == "as" else "preposition"
    return "object"
