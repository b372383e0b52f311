"""What in a saying tells which act it is: the clues that the act model weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.phrases import children, lemma
from kg.extract.speech.illocutions import Said
from kg.knowledge.lexicon import Lexicon

#: Determiners of a subject that is nobody in particular.
_INDEFINITE = frozenset({"a", "an", "any", "some", "no", "every", "each"})
#: Kinds of names that say what a content is about: amounts, dates, who.
_NAMES = frozenset({"CARDINAL", "PERCENT", "MONEY", "DATE", "TIME", "PERSON", "GPE", "NORP", "ORG"})
#: How many words a content may have to be short, to be of middle length.
_SHORT, _MIDDLE = 6, 14
#: The lists of the lexicon for what persons are described as.
_DESCRIBED = ("judging", "officer", "executive")
_OPENING = frozenset('“"')


def clues_of(said: Said, ruled: str) -> frozenset[str]:
    """The clues of a saying, each a name and a value ('cue=deny', 'modal=must', 'owns=speaker').

    Words are lemmas in lower case. The act that the rules give, `ruled`, is one clue among the others.
    """
    found = {f"ruled={ruled}", *_of_cue(said), *_of_speaker(said), *_of_clause(said), *_of_words(said)}
    owner = _owner(said)
    modals = sorted(said.clause.modals) or ["none"]
    denied = "negated" in said.clause.voices
    found.add(f"owns={owner}")
    found.update(f"owns+modal={owner}+{modal}" for modal in modals)
    found.update(
        (
            f"owns+tense={owner}+{said.clause.head.tag_}",
            f"owns+negated={owner}+{denied}",
            f"owns+cued={owner}+{said.cued}",
            f"quoted+negated={said.voice.quoted}+{denied}",
            f"kind+cued={said.voice.speaker.kind}+{said.cued}",
        )
    )
    if said.cue is not None:
        found.update(f"cue+modal={lemma(said.cue)}+{modal}" for modal in modals)
        found.add(f"cue+owns={lemma(said.cue)}+{owner}")
    return frozenset(found)


def _of_cue(said: Said) -> Iterator[str]:
    """How it is said."""
    yield f"cued={said.cued}"
    yield f"quoted={said.voice.quoted}"
    yield f"addressed={said.addressed}"
    if said.cue is None:
        yield "cue=none"
        return
    yield f"cue={lemma(said.cue)}"
    yield f"cue-tag={said.cue.tag_}"
    first = next((t for t in said.content.tokens if not t.is_punct), None)
    if first is not None:
        yield f"first={first.lower_}"


def _of_speaker(said: Said) -> Iterator[str]:
    """What is known of who says it: not the name of a person."""
    voice, speaker = said.voice, said.voice.speaker
    yield f"kind={speaker.kind}"
    if speaker.kind != "Person" or speaker.local:
        yield from (f"speaker={word}" for word in speaker.label.lower().split())
    if speaker.kind == "Person":
        discourse, words = voice.discourse, voice.discourse.lexicon.words
        described = [name for name in _DESCRIBED if discourse.described(speaker, words[name])]
        yield from (f"described={name}" for name in described or ["nothing"])


def _of_clause(said: Said) -> Iterator[str]:
    """What is said of whom, in which mood."""
    clause, content = said.clause, said.content
    lexicon = said.voice.discourse.lexicon
    yield from (f"word={word}" for word in clause.words)
    yield from (f"predicate={word}" for word in clause.predicates)
    yield from (f"modal={word}" for word in clause.modals or ("none",))
    yield from (f"voice={voice}" for voice in clause.voices)
    yield from (f"word-in={name}" for name in _lists(lexicon, clause.words))
    yield from (f"predicate-in={name}" for name in _lists(lexicon, clause.predicates))
    yield f"head={content.head.pos_}"
    yield f"head-tag={content.head.tag_}"
    yield f"clause={lemma(clause.head)}"
    yield f"tense={clause.head.tag_}"
    yield from (f"object={lemma(t)}" for t in children(clause.head, "dobj"))
    yield from (f"mark={m.lower_}" for c in children(clause.head, "advcl") for m in children(c, "mark"))
    yield from _of_subject(said)
    for pos in ("verb", "noun"):
        yield from (f"names={cue.illocution}" for cue in lexicon.cues.get((lemma(clause.head), pos), ()))


def _of_subject(said: Said) -> Iterator[str]:
    own = said.clause.subject
    if own is None:
        yield "subject=none"
        return
    yield f"subject={own.lower_ if own.pos_ == 'PRON' else lemma(own)}"
    yield f"subject-tag={own.tag_}"
    yield f"subject-name={own.ent_type_ or 'none'}"
    if any(c.lower_ in _INDEFINITE for c in children(own, "det")):
        yield "subject-indefinite"
    discourse = said.voice.discourse
    actor = discourse.as_actor(discourse.resolve(own))
    yield f"subject-kind={actor.kind if actor is not None else 'none'}"


def _of_words(said: Said) -> Iterator[str]:
    """All the words of it."""
    tokens = [t for t in said.content.tokens if not t.is_punct and not t.is_space]
    lemmas = {lemma(t) for t in tokens if t.is_alpha and t.pos_ != "PROPN"}
    yield from (f"has={word}" for word in lemmas)
    yield from (f"has-in={name}" for name in _lists(said.voice.discourse.lexicon, lemmas))
    yield from (f"name={t.ent_type_}" for t in tokens if t.ent_type_ in _NAMES)
    number = len(tokens)
    yield f"length={'short' if number < _SHORT else 'middle' if number < _MIDDLE else 'long'}"
    if any(t.text in _OPENING for t in said.content.tokens[1:]):
        yield "partly-quoted"


def _lists(lexicon: Lexicon, words: Iterable[str]) -> set[str]:
    """The lists of the lexicon that have one of some words."""
    return {name for word in words for name in lexicon.lists.get(word, ())}


def _owner(said: Said) -> str:
    """Whose doing the clause says: the speaker's, another's, nobody's."""
    own = said.clause.subject
    if own is None:
        return "nobody"
    return "speaker" if said.voice.owns(own) else "other"
