"""What the lexicon holds: frames, cues, triggers, speech acts, patterns of titles."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Attitude

#: The rank of a content rule that has none.
DEFAULT_RANK = 50


@dataclass(frozen=True, slots=True)
class Frame:
    """How a cue takes its content: the kind of complement and which dependent fills which role."""

    name: str
    complement: str
    prepositions: frozenset[str] = frozenset()
    object_role: str | None = None
    addressee_prepositions: frozenset[str] = frozenset()
    about_prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cue:
    """A word, or several, that reports an act of saying."""

    words: tuple[str, ...]
    pos: str
    illocution: str
    frames: tuple[Frame, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or several, that names an event or a relation.

    `subject`, `object`, `of`, `possessive`, `town` and the `prepositions` say which role a dependent fills;
    `nouns` are the only heads that the object, the subject or the with-phrase may have, when not empty.
    With `other_nouns` beside it, or a subject of `other_subjects` or of the `other_class`, the word means
    something else. `alone`, if any, is the type where a single actor is told (drills without a partner). A
    `deed` is done to its object even where the word is a cue of saying ('charged X'). The `voice` is the
    only one in which it is meant: agentless (a passive without an agent), transitive or intransitive.
    """

    words: tuple[str, ...]
    pos: str
    type: str
    subject: str | None = None
    object: str | None = None
    of: str = "target"
    possessive: str = "actor"
    town: str = "actor"
    prepositions: tuple[tuple[str, str], ...] = ()
    object_nouns: frozenset[str] = frozenset()
    subject_nouns: frozenset[str] = frozenset()
    with_nouns: frozenset[str] = frozenset()
    other_nouns: frozenset[str] = frozenset()
    other_subjects: frozenset[str] = frozenset()
    eventive: frozenset[tuple[str, ...]] = frozenset()
    subject_class: str | None = None
    other_class: str | None = None
    other_scene: str | None = None
    polity: str = "actor"
    befalls: str | None = None
    claim_only: bool = False
    alone: str | None = None
    voice: str | None = None
    deed: bool = False


@dataclass(frozen=True, slots=True)
class Illocution:
    """A kind of speech act, with the attitude and the class that its statements have."""

    name: str
    attitude: Attitude
    statement_class: str


@dataclass(frozen=True, slots=True)
class ContentRule:
    """What in the content turns a cue's illocution into another.

    The rule of the lowest `rank` that applies decides. `cued` are the illocutions that it retypes, the
    neutral ones if empty. `heads` are its verb or what its subject is said to be, `predicates` only the
    latter. `subject` says who the clause's subject must be (the speaker, another, another `actor` …); of
    `voices` it must have all.
    """

    illocution: str
    modals: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    subject: str | None = None
    voices: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    cued: frozenset[str] = frozenset()
    rank: int = DEFAULT_RANK


@dataclass(frozen=True, slots=True)
class Pattern:
    """An office or organ that every polity can have; `label` holds `{of}` for the polity's label.

    `abroad` is the label of one in another state ('Embassy of {of} in {in}'), `voice` the preposition of
    those who speak for somebody ('spokesman for'), `also` are other labels.
    """

    slug: str
    words: tuple[tuple[str, ...], ...]
    label: str
    kind: str
    default: str | None = None
    resolves: tuple[str, ...] = ()
    abroad: str | None = None
    voice: str | None = None
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the label calls it, without the polity.

        >>> Pattern("foreign-minister", (), "Foreign Minister of {of}", "Office").name
        'foreign minister'
        """
        return self.label.lower().split(" of {")[0].split(" to {")[0]


def head_word(words: tuple[str, ...], pos: str) -> str:
    """The word of a lemma by which it is looked up: the first of a verb, the last of a noun.

    >>> head_word(("call", "off"), "verb"), head_word(("ceasefire", "agreement"), "noun")
    ('call', 'agreement')
    >>> head_word(("end", "to", "hostility"), "noun")
    'end'
    """
    if pos != "noun":
        return words[0]
    for index, word in enumerate(words[1:], start=1):
        if word in {"of", "to", "for", "on", "in"}:
            return words[index - 1]
    return words[-1]
