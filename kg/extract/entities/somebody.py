"""Whom 'he' and 'she' take up that has no name: 'A trader said it was over. "We lost," he added.'"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from spacy.tokens import Token

from kg.extract.entities.introductions import one_told
from kg.extract.entities.name_parts import is_told_by_ending
from kg.extract.entities.scene import Scene
from kg.extract.phrases import SUBJECTS, child, children, dependents, lemma
from kg.language.english import Sentence
from kg.model import Entity

_ARTICLES = frozenset({"the", "The"})
_NEUTER = frozenset({"it", "this", "that"})
_ANY = frozenset({"a", "an", "one", "another"})
#: How many sentences of a quotation may stand between somebody and the pronoun.
_REACH = 3
#: What the clause of a sentence may be to the rest that comes first and ends with a colon.
_CLAUSES = frozenset({"ccomp", "parataxis", "ROOT"})
#: The kinds of nouns that are no person's, though they say something.
_THINGS = ("document", "survey", "multitude", "stately", "outlet")


def somebody(scene: Scene, token: Token) -> Entity | None:
    """The person without a name who was the subject of the sentence before, whatever was quoted since."""
    if (before := _before_colon(scene, token)) is not None:
        return before
    number, outside = scene.surface.sentence_of(token).number, not scene.surface.is_quoted(token)
    # Sentences are numbered from 1.
    for sentence in reversed(scene.surface.document.sentences[max(0, number - 1 - _REACH) : number - 1]):
        if outside and scene.surface.is_wholly_quoted(sentence):
            continue
        root = sentence.tokens.root
        # 'A masked man offered to': the parser may take the verb for a participle.
        subjects = children(root, "nsubj", "nsubjpass") or ([root] if root.tag_ == "NN" else [])
        if lemma(root) in scene.lexicon.words["quoting"]:
            # 'Y quoted a trader as saying so. "We lost," he added.'
            subjects = children(root, "dobj") + subjects
        found = (nameless(scene, head, token) for head in subjects)
        return next((entity for entity in found if entity is not None), None)
    return None


def relative(scene: Scene, token: Token, speaker: Entity | None, near: Iterable[Sentence]) -> Entity | None:
    """Whom 'He told me' means in a quotation: the son or landlord of somebody, or a doctor in the words.

    Of the sentences that are `near`, unless the words name somebody in between.
    """
    for sentence in near:
        for noun in reversed([t for t in sentence.tokens if t.i < token.i or t.doc is not token.doc]):
            quoted = scene.surface.is_quoted(noun)
            if quoted and scene.surface.person_at(noun) is not None:
                # Somebody whom the words name comes between.
                return None
            owned = child(noun, "poss") is not None
            told = owned or (quoted and any(c.lower_ in _ANY | _ARTICLES for c in dependents(noun)))
            if told and noun.tag_ == "NN" and may_tell(scene, noun, token):
                found = scene.resolve(noun)
                if found is not None and found != speaker:
                    return found
    return None


def may_tell(scene: Scene, noun: Token, token: Token) -> bool:
    """Whether a noun is for somebody whom a pronoun may mean: for kin, or by what he does or belongs to."""
    words, word = scene.lexicon.words, lemma(noun)
    human = word in words["kin"] or word in words["occupation"] or word in words["group"]
    return human and not is_thing(scene, word) and not _is_other_gender(scene, word, token)


def one_of(noun: Token) -> bool:
    """'a driver', 'one driver', 'another'."""
    return noun.tag_ == "NN" and any(c.lower_ in _ANY for c in dependents(noun))


def _before_colon(scene: Scene, token: Token) -> Entity | None:
    """The same in the sentence itself: 'A baker was gloomier: she had sold nothing, she said'."""
    words = token.doc[token.sent.start : token.i]
    colon = next((t.i for t in reversed(words) if t.text in {":", ";"}), None)
    if colon is None:
        return None
    if any(t.dep_ in SUBJECTS and scene.surface.person_at(t) is not None for t in words):
        # 'A resident was angry: X had promised a school; he said …'
        return None
    heads = (t for t in token.doc[token.sent.start : colon] if t.dep_ == "nsubj" and t.head.dep_ in _CLAUSES)
    return next((e for head in heads if (e := nameless(scene, head, token)) is not None), None)


def nameless(scene: Scene, head: Token, token: Token, *, spoken: bool = True) -> Entity | None:
    """The person whom a subject with 'a' or 'one' describes, if a pronoun may mean him.

    Whoever has `spoken` is a person: 'A report said he had left' is not 'A Greek said … . He …'.
    """
    noun, verb = one_told(head), head.head
    words, word = scene.lexicon.words, lemma(noun)
    # 'His aunt' is 'she', and 'his lawyer' is as often who 'he' is not.
    kin = word in words["kin"] and scene.lexicon.gender(word) is not None and child(noun, "poss") is not None
    if noun.tag_ != "NN" or not (kin or any(c.lower_ in _ANY for c in dependents(noun))):
        return None
    human = kin or ((word in words["occupation"] or word in words["group"]) and not is_thing(scene, word))
    who = any(c.lower_ == "who" for r in children(noun, "relcl") for c in dependents(r))
    # 'A storm hit' the town and does not hit out.
    cues = scene.lexicon.cues.get((lemma(verb), "verb"), ())
    says = head.dep_ != "nsubjpass" and any(len(c.words) == 1 or c.words[0] == "be" for c in cues)
    speaks = spoken and says and not is_thing(scene, word)
    quoted = scene.surface.is_quoted(head) and not scene.surface.is_quoted(token)
    if not (human or who or speaks) or quoted or _is_other_gender(scene, word, token):
        return None
    return scene.resolve(head) or scene.undecided(head)


def names_somebody(scene: Scene, number: int, token: Token) -> bool:
    """Whether the subject of a sentence, or of one after it, has a name: 'X was told by a doctor that …'."""
    start, here = scene.surface.document.span(token).start, scene.surface.sentence_of(token).number
    near = (r for n in range(number, here + 1) for r in scene.references.of(n))
    subjects = (r for r in near if r.main and r.span.end <= start)
    persons = (r for r in subjects if r.entity.kind == "Person" and not r.entity.local)
    return any(not scene.surface.is_quoted(r.span) for r in persons)


def may_be(scene: Scene, someone: Entity, token: Token) -> bool:
    """Whether a pronoun may mean somebody by his noun: no 'Policeman in Zell' is 'she', and no court 'he'."""
    words = re.split(r" (?:of|for|from|in|at|to|with|by)\b", someone.label)[0].split() or [""]
    noun = words[-1].lower()
    if noun in _NEUTER or (words[0] in _ARTICLES and words[-1].istitle() and not _is_calling(scene, noun)):
        # 'The Treasury'
        return False
    return not is_thing(scene, noun) and not _is_other_gender(scene, noun, token)


def _is_calling(scene: Scene, noun: str) -> bool:
    """Whether a noun is for somebody by what he does, belongs to or is called before his name."""
    return any(noun in scene.lexicon.words[name] for name in ("title", "occupation", "group"))


def is_thing(scene: Scene, noun: str) -> bool:
    """Whether a noun is for a body or a document, which says something and is no person all the same."""
    known = noun in scene.lexicon.bodies or any(noun in scene.lexicon.words[kind] for kind in _THINGS)
    # 'a boat operator' may be either.
    return known and not is_told_by_ending(noun)


def gender_of(scene: Scene, noun: str) -> Literal["he", "she"] | None:
    """By which pronoun somebody goes by his noun ('policeman'); None for most nouns."""
    told = scene.lexicon.gender(noun)
    return told or ("she" if noun.endswith("woman") else "he" if noun.endswith("man") else None)


def _is_other_gender(scene: Scene, noun: str, token: Token) -> bool:
    """Whether a noun tells that a pronoun means somebody else: no policeman is 'she'."""
    told = gender_of(scene, noun)
    return told is not None and (told == "he") != (token.lower_ in {"he", "him", "his"})
