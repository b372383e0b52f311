"""How far the names of bodies reach that the model takes for something else, or has only in part."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.entities.scene import Scene
from kg.extract.phrases import FINITE, are_two_subjects, lemma
from kg.extract.temporal.dates_absolute import DAY, MONTH

#: So many capitals may be the name of a body.
LEAST, MOST = 3, 8
#: Fewer are told by the name in full alone.
INITIALS = 2
#: Some bodies are called after a day ('the March 12 Movement').
_DATE = re.compile(rf"{MONTH} {DAY}|{DAY} {MONTH}")
#: What the model takes the words for that are the name of no body behind what it is.
_OTHER = frozenset({"PERSON", "DATE", "TIME", "NORP", "GPE"})


def before_day(doc: Doc, start: int) -> int:
    """Where a body's name begins that a day is a part of ('the [June 30] Youth Front')."""
    for first in (start - 2, start - 1):
        if first > 0 and doc[first - 1].lower_ == "the" and _DATE.fullmatch(doc[first : first + 2].text):
            return first
    return start


def noun_beside(head: Token, start: int) -> Token:
    """The word that may say what a name is: 'the charity X', 'the police union, the X,'."""
    before = head.doc[max(start - 1, 0)]
    comma = head.doc[max(start - 2, 0)] if before.lower_ == "the" else before
    apposed = head.dep_ == "appos" and comma.text == "," and head.ent_type_ not in _OTHER
    return head.head if apposed else before


def behind_noun(scene: Scene, head: Token) -> Tokens | None:
    """The capitals right behind what a body is, one of which is `head`, whatever the model takes them for.

    'The campaign group Give Us Back Our Streets', 'the polling firm KROM'.
    """
    sentence = scene.surface.sentence_of(head).tokens
    noun = head
    while noun.text[0].isupper() and noun.i > sentence.start:
        noun = noun.nbor(-1)
    if noun.tag_ != "NN" or lemma(noun) not in scene.lexicon.words["body"]:
        return None
    doc, start, last = noun.doc, noun.i + 1, sentence.end
    end = start
    while end < last and doc[end].text[0].isupper():
        end += 1
    return doc[start:end] if _is_name(scene, doc[start:end]) and _is_closed(doc, end, last) else None


def whole_name(scene: Scene, name: str) -> str:
    """The name in full that the article has as well ('Blue River' of 'Blue River Mining'), if it has one.

    Two capitals are the initials of one ('BR' of 'Blue River').

    A section in some place is another body ('Relief England').
    """
    found = {
        whole
        for whole in scene.organisations
        if whole.startswith(f"{name} ")
        and (rest := whole[len(name) + 1 :])[:1].isupper()
        and not any(scene.world.named(part) for part in (rest, rest.split()[-1]))
    }
    if not found and len(name) == INITIALS and name.isupper():
        found = {w for w in scene.organisations if [part[:1] for part in w.split()] == list(name)}
    if not found and (name.count(" ") or _is_coined(scene, name)):
        # 'the Rescue Agency' of 'the National Rescue Agency', 'Altamar' of 'Minera Altamar'; a section
        # somewhere has the whole name.
        found = {
            whole
            for whole in scene.organisations
            if whole.endswith(f" {name}")
            and (first := whole[: -len(name) - 1])[:1].isupper()
            and not first.endswith(" and")
            and not any(scene.world.named(part) for part in (first, *first.split()))
        }
    return found.pop() if len(found) == 1 else name


def _is_coined(scene: Scene, name: str) -> bool:
    """Whether a single word is nothing but a name: the model has seen no such word in lower case."""
    vocab, plain = scene.surface.document.sentences[0].tokens.vocab, name.istitle() and name.isalpha()
    return plain and vocab.vectors.n_keys > 0 and not vocab.has_vector(name.lower())


def _is_name(scene: Scene, words: Tokens) -> bool:
    """Whether some capitals may be the name of a body: neither a person with a title nor a day."""
    if not len(words):
        return False
    if len(words) == 1:
        word = words[0]
        short = LEAST <= len(word.text) <= MOST and word.text.isupper()
        return short and not word.ent_type_ and not _is_calling(scene, word)
    # Two subjects of a verb are one, whomever the model takes the name for.
    other = _OTHER - {"PERSON"} if are_two_subjects(words[0].nbor(-1), words[-1]) else _OTHER
    titles = scene.lexicon.words["title"]
    named = any(t.ent_type_ in other or t.lower_.rstrip(".") in titles for t in words)
    known = any(scene.surface.name_at(t) is not None or scene.surface.body_at(t) is not None for t in words)
    return not named and not known and not any(_is_calling(scene, t) for t in words[:1])


def _is_calling(scene: Scene, word: Token) -> bool:
    """Whether a word says who somebody is ('the company CEO')."""
    words, noun = scene.lexicon.words, word.lower_
    listed = any(noun in words[people] for people in ("group", "occupation", "executive"))
    return listed or scene.surface.office_at(word) is not None or len(scene.lexicon.synonyms(noun)) > 1


def _is_closed(doc: Doc, end: int, last: int) -> bool:
    """Whether a comma or what the body does follows its name, and no 'the party Brandt leads'."""
    if end >= last:
        return False
    acts = doc[end].tag_ in FINITE | {"MD"} and doc[end].dep_ != "relcl"
    return acts or doc[end].text == ","
