"""What is counted or estimated: 'counted 12 dead', 'put the toll at 12'."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.phrases import children, in_order, is_passive, lemma, prepositional
from kg.extract.speech.attribution import Content
from kg.extract.speech.contents import content_tokens, is_comment, split
from kg.knowledge.entries import Frame
from kg.knowledge.lexicon import Lexicon

#: Numbers that stand as nouns: 'in the hundreds'.
_MANY = frozenset({"dozen", "hundred", "thousand", "million", "billion"})


def counted(verb: Token, counts: Sequence[Token], frame: Frame, lexicon: Lexicon) -> tuple[Content, ...]:
    """The number and what it counts, of a verb and its objects; empty where there is none."""
    # 'counted at least 12 dead': the parser takes the dead for a clause.
    items = counts or children(verb, "ccomp")
    if not items or is_passive(verb):
        return ()
    item = items[0]
    if not frame.prepositions:
        return split(item, verb, lexicon) if _is_number(item) else ()
    at = next((p for p, o in prepositional(verb, frame.prepositions) if _is_number(o)), None)
    if at is not None:
        return (Content(item, in_order([*content_tokens(item, verb, lexicon), *at.subtree])),)
    said = content_tokens(item, verb, lexicon)
    if lemma(item) not in lexicon.words["estimated"] or not said:
        return ()
    # 'placed the value in the range of five to six million': wherever the parser hangs the number.
    below = [t for c in verb.rights if c.dep_ in {"prep", "npadvmod", "dobj", "advmod"} for t in c.subtree]
    # 'put the number at 178, a figure the ministry denies'
    aside = {t.i for c in below if is_comment(c, lexicon) for t in c.subtree}
    behind = [t for t in below if t.i > item.i and t.i not in aside]
    numbered = any(t.pos_ == "NUM" or lemma(t) in _MANY for t in behind)
    return (Content(item, in_order([*said, *behind])),) if numbered else ()


def _is_number(noun: Token) -> bool:
    """'740,000 people', 'two million', '£30 billion', 'barely half'."""
    return (
        noun.pos_ == "NUM" or noun.lower_ == "half" or any(c.pos_ == "NUM" for c in children(noun, "nummod"))
    )
