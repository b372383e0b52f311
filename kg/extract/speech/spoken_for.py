"""Whether what a clause is about is its speaker, or who the speaker speaks for."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.phrases import SELF, children, definite, lemma
from kg.model import Entity

#: What speakers who are people, bodies, or either call themselves in indirect speech.
_PERSONAL, _BODILY = frozenset({"he", "she"}), frozenset({"it", "they"})
_ANY = _PERSONAL | _BODILY
#: The classes of those through which a state acts.
_ORGANS = frozenset({"State", "GovernmentBody", "ArmedForce"})
#: The classes of bodies whose head or spokesman may speak for them.
_BODIES_LED = frozenset({"Organization", "ArmedForce", "DeFactoAuthority", "MilitaryAlliance"})
#: The classes of those who can have something done.
_DECIDING = _ORGANS | {"DeFactoAuthority", "Organization", "Alliance", "MilitaryAlliance"}
_MODIFIERS = ("amod", "compound", "poss", "prep", "nmod", "relcl", "acl", "nummod")


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Somebody who says something; `quoted` where in quotation marks, where 'he' is another."""

    discourse: Discourse
    speaker: Entity
    quoted: bool = False

    def owns(self, subject: Token) -> bool:
        """Whether a subject is the speaker, or who or what the speaker speaks for."""
        if subject.lower_ in SELF:
            return True
        if any(c.lower_ in {"my", "our"} for c in children(subject, "poss")):
            # 'my adviser' is another, 'our soldiers' are not.
            words = self.discourse.lexicon.words
            people = (words["group"] | words["occupation"]) - words["own"]
            return subject.tag_ != "NN" or lemma(subject) not in people
        if self.quoted and subject.lower_ in _ANY:
            return False
        discourse, speaker, words = self.discourse, self.speaker, self.discourse.lexicon.words
        owner = next((c for c in children(subject, "poss") if c.tag_ == "PRP$"), None)
        mine = owner is not None and not self.quoted and lemma(subject) in words["own"] | words["hardware"]
        if mine and owner is not None:
            whose = discourse.resolve(owner)
            if whose in {speaker, None} or (whose is not None and speaker in whose.candidates):
                return True
        entity = discourse.as_actor(discourse.resolve(subject))
        unknown = entity is None or entity.kind in {"Unresolved", "Group"}
        if unknown and (self._goes_on(subject) or self._leads(subject)):
            return True
        if entity is None:
            return False
        if speaker in entity.candidates:
            return True
        if entity.kind in {"State", "GovernmentBody"} and self._is_official():
            return True
        polity = discourse.polity_of(speaker)
        if entity.kind == "Person" and polity is not None and self._speaks_for(entity):
            return True
        if polity is not None and entity.kind == "GovernmentBody" and entity.of == polity:
            # 'the prime minister said the government had'
            governs = lemma(subject) == "government" and discourse.described(speaker, words["officer"])
            if governs:
                return True
        if {entity.kind, speaker.kind} <= _ORGANS and polity is not None and entity.of == polity:
            # 'the interior ministry said that the police had'
            return True
        if entity.kind in _BODIES_LED and polity is None and self._leads_unknown():
            # 'The force would stay, its commander said'
            return True
        sides = (speaker, speaker.of, polity)
        return entity in sides or (owner is not None and entity.of is not None and entity.of in sides)

    def decides(self) -> bool:
        """Whether the speaker can have it done: a government, a body, or who speaks for one."""
        words = self.discourse.lexicon.words
        if self.speaker.kind in _DECIDING:
            return True
        return self.discourse.described(self.speaker, words["officer"] | words["executive"])

    def _goes_on(self, subject: Token) -> bool:
        """'said it would': who is not known otherwise is the speaker."""
        kind = self.speaker.kind
        pronouns = _PERSONAL if kind == "Person" else _ANY if kind in {"Unresolved", "Group"} else _BODILY
        return subject.lower_ in pronouns and subject.head.dep_ == "ccomp" and not self.quoted

    def _leads(self, subject: Token) -> bool:
        """'the company' of its spokesman, 'the state' of its governor."""
        words, noun = self.discourse.lexicon.words, lemma(subject)
        if noun not in words["own"] or not definite(subject) or children(subject, *_MODIFIERS):
            return False
        if any(c.lower_ == "both" for c in children(subject, "det", "preconj", "predet")):
            return False
        stately = noun in words["stately"]
        return self.discourse.described(self.speaker, words["officer"] if stately else words["executive"])

    def _speaks_for(self, person: Entity) -> bool:
        """Whether a state or its spokesman speaks for one who holds an office of it."""
        discourse, words = self.discourse, self.discourse.lexicon.words
        known = discourse.polity_of(person) == discourse.polity_of(self.speaker)
        if not known or not discourse.described(person, words["officer"]):
            return False
        return self.speaker.kind == "State" or discourse.described(self.speaker, words["spokesman"])

    def _leads_unknown(self) -> bool:
        """Whether somebody speaks for a body that the article does not say ('its commander, X')."""
        discourse, speaker = self.discourse, self.speaker
        return (
            speaker.kind == "Person"
            and speaker.of is None
            and not speaker.candidates
            and discourse.described(speaker, discourse.lexicon.words["executive"])
        )

    def _is_official(self) -> bool:
        """Whether somebody speaks in an office of a state that is not named ('the foreign minister')."""
        speaker = self.speaker
        if speaker.candidates or self.discourse.polity_of(speaker) is not None:
            return False
        return self.discourse.described(speaker, self.discourse.lexicon.words["officer"])
