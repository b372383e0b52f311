"""Words that are a name of the world elsewhere: a language, a building, a part of somebody's name."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.name_parts import has_age
from kg.extract.entities.names import NameMatch
from kg.extract.entities.place_spans import WHERE
from kg.extract.phrases import dependents
from kg.language.english import Sentence


def is_language(match: NameMatch, tokens: list[Token]) -> bool:
    """'They speak English': what people are called, without an article and in the singular, is a language."""
    token = tokens[-1]
    return (
        all(name.use in {"adjective", "demonym"} for name in match.names)
        and token.tag_ == "NNP"
        and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}
        and not token.text.endswith("s")
        and not any(c.dep_ in {"det", "poss", "amod", "nummod", "compound"} for c in dependents(token))
    )


def is_inside(tokens: list[Token]) -> bool:
    """'a dinner at the White House': there the house is a house."""
    head = tokens[-1]
    return head.dep_ == "pobj" and head.head.lower_ in WHERE | {"at", "inside"}


def is_forename(match: NameMatch, tokens: list[Token]) -> bool:
    """'Milan Radoicic', 'Jordan Peterson': a place or state whose name is somebody's first name."""
    token = tokens[0]
    if (
        len(tokens) > 1
        or match.names[0].use != "name"
        or match.names[0].entity.kind not in {"Place", "State"}
    ):
        return False
    head = token.head
    surname = token.dep_ == "compound" and head.i == token.i + 1 and head.pos_ == token.pos_ == "PROPN"
    known = token.ent_type_ == head.ent_type_ == "PERSON" and head.ent_iob_ == "I"
    described = not head.ent_type_ and any(c.dep_ == "appos" and c.pos_ == "NOUN" for c in dependents(head))
    return surname and (known or described)


def inside_person(sentence: Sentence, tokens: list[Token]) -> bool:
    """'Jordan' in 'Michael Jordan' is no state, nor in 'Bren Jordan, 20,'."""
    return any(
        (e.label_ == "PERSON" or has_age(e))
        and e.start < tokens[0].i
        and tokens[-1].i < e.end
        and len(e) > len(tokens)
        and e[0].pos_ == "PROPN"
        # 'Abdul-Malik al-Houthi'
        and all(t.text[:1].isupper() or t.tag_ in {"HYPH", "NNP"} for t in e)
        for e in sentence.entities
    )
