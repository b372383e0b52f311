"""Sayings whose speaker the parser does not see behind the verb: 'Russia, said the minister, was ready'."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.phrases import CLOSING, FINITE, child, children, in_order, lemma, roots, text_before
from kg.extract.speech.attribution import Content
from kg.knowledge.lexicon import Lexicon


def exchanged(verb: Token, lexicon: Lexicon) -> tuple[Token, Content] | None:
    """The speaker and what is said, where a lone comma parts a verb from what looks like its subject.

    A subject and its verb have no comma between them, or two. The clause behind has taken the speaker for its
    own subject: it begins right behind the verb, and ends with a comma.
    """
    if verb.tag_ not in FINITE or (lemma(verb), "verb") not in lexicon.cues:
        return None
    # 'Most, said the mayor, had left': no subject to the parser.
    topic = child(verb, "nsubj") or next((t for t in verb.lefts if t.tag_ in {"JJS", "JJ", "DT", "CD"}), None)
    clause, speaker = _clause_and_speaker(verb)
    if topic is None or speaker is None or speaker.left_edge.i != verb.i + 1:
        return None
    commas = [t.i for t in verb.doc[topic.left_edge.i : verb.i] if t.text == ","]
    if commas != [verb.i - 1]:
        return None
    if clause is None:
        # 'Nonsense, said the minister.'
        return speaker, Content(topic, tuple(t for t in topic.subtree if not t.is_punct))
    rest = _without(clause, verb if clause.is_ancestor(verb) else speaker)
    if not rest or verb.doc[rest[0].i - 1].text != ",":
        return None
    return speaker, Content(clause, in_order([*topic.subtree, *rest]))


def read_out(verb: Token, lexicon: Lexicon) -> tuple[Token, Content] | None:
    """The letter and what it says in '"The talks are over," read the letter': the parser has it read."""
    if lemma(verb) != "read" or verb.tag_ not in FINITE or text_before(verb) not in f"{CLOSING},":
        return None
    said = next((c for c in children(verb, "ccomp") if c.i < verb.i), None)
    document = next((t for t in children(verb, "dobj", "nsubj") if t.left_edge.i == verb.i + 1), None)
    written = lexicon.words["document"] | lexicon.words["placard"]
    if said is None or document is None or lemma(document) not in written:
        return None
    return document, Content(said, tuple(t for t in said.subtree))


def _without(clause: Token, part: Token) -> list[Token]:
    """The words of a clause that are not those of some part of it."""
    own = {t.i for t in part.subtree}
    return [t for t in clause.subtree if t.i not in own]


def _clause_and_speaker(verb: Token) -> tuple[Token | None, Token | None]:
    """The clause behind a verb that has taken its speaker, or that the verb hangs under with both subjects.

    Where the clause has no subject, the speaker is what looks like the verb's object.
    """
    clause = next((c for c in children(verb, "ccomp") if c.i > verb.i), None)
    if clause is not None:
        return clause, child(clause, "nsubj", "nsubjpass") or child(verb, "dobj")
    behind = next((s for s in children(verb, "nsubj") if s.i > verb.i), None)
    return (verb.head if verb.dep_ == "parataxis" and verb.head.i > verb.i else None), behind


def named_behind(verb: Token, lexicon: Lexicon) -> tuple[Tokens, Content] | None:
    """'"We go" tweeted Mayor X': the words for a person right behind a verb that a quotation leads up to.

    With no comma between them the parser takes the verb for an adjective of the name.
    """
    if verb.tag_ not in {"VBD", "VBN"} or text_before(verb) not in {"”", '"'} or verb.i < 3:
        return None
    clausal = (f.complement == "clause" for c in lexicon.cues[lemma(verb), "verb"] for f in c.frames)
    doc, last = verb.doc, verb.sent.end
    end = next((t.i for t in doc[verb.i + 1 : last] if t.is_punct or t.pos_ in {"VERB", "AUX"}), last)
    named = [t.i for t in doc[verb.i + 1 : end] if t.ent_type_ == "PERSON"]
    start = next((t.i for t in reversed(doc[verb.sent.start : verb.i - 1]) if t.text in {"“", '"'}), None)
    if not named or start is None or not any(clausal) or child(verb, "nsubj") is not None:
        return None
    said = tuple(doc[start : verb.i])
    head = next((t for t in roots(said) if t.pos_ in {"VERB", "AUX"}), None)
    return (doc[verb.i + 1 : named[-1] + 1], Content(head, said)) if head is not None else None
