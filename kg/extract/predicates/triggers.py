"""Triggers: the words of the lexicon that name an event or a relation, matched on the parse."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.entities.discourse import Discourse
from kg.extract.entities.groups import NUMBER_NOUNS
from kg.extract.phrases import (
    agents,
    child,
    children,
    conjuncts,
    cover,
    dependents,
    is_passive,
    lemma,
    objects,
    prepositional,
)
from kg.extract.subjects import subjects
from kg.knowledge.entries import Trigger

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
#: Where a further word of a verb's lemma may hang.
_NEAR = (
    *("prt", "dobj", "prep", "attr", "acomp", "advmod", "nsubjpass", "agent", "oprd", "xcomp"),
    "amod",
)

_NO = frozenset({"no", "not"})
#: Verbs that nobody does to nobody.
_HARMING = frozenset({"kill", "wound", "injure"})
#: The lists of nouns for persons.
_PERSONS = ("group", "anybody", "human")
#: Pronouns for what is nobody.
_THINGS = frozenset({"it", "its", "itself", "this", "that", "which", "what", "whose", "all", "everything"})

#: Prepositions of what an event is a part of ('in the final of the cup'), unlike what it is beside.
_WITHIN = frozenset({"in", "at", "of", "from", "to", "into", "for"})
#: Prepositions of what is beside an event, and no part of it.
_APART = frozenset({"after", "before", "since", "during", "amid", "following", "despite"})
#: Labels of the language model for names that are no event's.
_NAMES_OF_BODIES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "DATE"})
#: Prepositions whose object may say that a word means something else ('met with applause').
_BRINGING = frozenset({"with", "by", "of", "for", "against", "to", "on", "over", "into", "toward", "towards"})
#: The same for verbs that act on nobody ('died at the age of 80', 'died from pneumonia').
_CAUSING = _BRINGING | {"at", "from", "after"}


def may_trigger(token: Token) -> bool:
    """Whether a token is of a part of speech that triggers have."""
    return token.pos_ in _POS


def trigger_at(discourse: Discourse, token: Token) -> tuple[Trigger, Tokens] | None:
    """The most specific trigger whose head this token is, with its tokens."""
    pos = _POS.get(token.pos_)
    if pos is None or (token.pos_ == "PROPN" and token.ent_type_ in _NAMES_OF_BODIES):
        # 'the Democratic Rally' is a party, 'March' a month.
        return None
    for word in dict.fromkeys((lemma(token), token.lower_)):
        for trigger in discourse.lexicon.triggers.get((word, pos), ()):
            tokens = _noun_words(trigger, token) if pos == "noun" else _verb_words(trigger, token)
            if tokens is not None and _fits(discourse, trigger, token):
                return trigger, tokens
    return None


def word_under(verb: Token, word: str) -> Token | None:
    """A further word of a verb's lemma among its dependents: particle, object, preposition and so on."""
    for near in children(verb, *_NEAR):
        if near.lower_ in _APART and near.lower_ != word:
            # 'launched an inquiry after the attack'
            continue
        below = [
            c for c in dependents(near) if c.pos_ not in {"VERB", "AUX"} and c.lower_ not in _APART - {word}
        ]
        for token in (near, *below, *(g for c in below for g in dependents(c))):
            if word in {token.lower_, lemma(token)}:
                return token
    # 'shot Karl Brandt dead', 'found Karl Brandt guilty'
    apart = (c for c in children(verb, "advcl", "ccomp") if c.pos_ == "ADJ" and c.lower_ == word)
    return next(apart, None)


def _verb_words(trigger: Trigger, verb: Token) -> Tokens | None:
    found = [verb]
    for word in trigger.words[1:]:
        if word == "the":
            continue
        token = word_under(verb, word)
        no = token is not None and any(c.lower_ in _NO for c in children(token, "det", "neg"))
        refused = no and _NO.isdisjoint(trigger.words)
        if token is None or refused:
            # 'caused no deaths', 'found him not guilty'
            return None
        found.append(token)
    return cover(found)


def _noun_words(trigger: Trigger, noun: Token) -> Tokens | None:
    """The tokens of a noun's lemma: what stands before the head and after it, hyphens and articles aside."""
    words = [w for w in trigger.words if w != "the"]
    doc = noun.doc
    at = next((i for i, w in enumerate(words) if w in {lemma(noun), noun.lower_}), None)
    if at is None:
        return None
    start = end = noun.i
    for word in reversed(words[:at]):
        start -= 1
        while start > 0 and doc[start].text in {"-", "“", "”"}:
            start -= 1
        if start < 0 or word not in {doc[start].lower_, lemma(doc[start])}:
            return None
    for word in words[at + 1 :]:
        end += 1
        while end < len(doc) and doc[end].dep_ in {"det", "amod"} and word != doc[end].lower_:
            end += 1
        if end >= len(doc) or word not in {doc[end].lower_, lemma(doc[end])}:
            return None
    return doc[start : end + 1]


def _fits(discourse: Discourse, trigger: Trigger, token: Token) -> bool:
    """Whether the nouns and classes that a trigger restricts itself to are there, and none of the others."""
    if trigger.other_nouns and any(lemma(near) in trigger.other_nouns for near in _beside(trigger, token)):
        return False
    if trigger.other_subjects and any(lemma(doer) in trigger.other_subjects for doer in subjects(token)):
        return False
    if trigger.object_nouns and not _any_of(discourse, objects(token), trigger.object_nouns):
        return False
    if trigger.subject_nouns:
        # Of a passive the object is none of those who do it: 'an officer was raided'.
        heads = subjects(token) or ([] if trigger.subject == "actor" else objects(token))
        if not _any_of(discourse, heads, trigger.subject_nouns):
            return False
    if trigger.voice is not None and not _is_in(discourse, token, trigger.voice):
        return False
    if trigger.befalls is not None and not _befalls(discourse, trigger, token):
        return False
    if trigger.other_scene is not None:
        elsewhere = discourse.lexicon.words[trigger.other_scene]
        if any(lemma(t) in elsewhere for t in _scene(discourse, token)):
            return False
    if trigger.with_nouns:
        others = [item for _, item in prepositional(token, {"with", "against", "between"})] + objects(token)
        others = [t for item in others for t in conjuncts(item)] if trigger.pos == "noun" else others
        if not _any_of(discourse, others, trigger.with_nouns):
            return False
    if trigger.subject_class is None and trigger.other_class is None:
        return True
    owners = [*children(token, "poss"), *(item for _, item in prepositional(token, {"of", "between"}))]
    patients = objects(token) if trigger.voice == "agentless" else []
    heads = (subjects(token) or patients) if trigger.pos == "verb" else owners
    kinds = {entity.kind for head in heads if (entity := discourse.resolve(head)) is not None}
    return trigger.other_class not in kinds and trigger.subject_class in {None, *kinds}


def _scene(discourse: Discourse, token: Token) -> list[Token]:
    """The words of a clause that tell in what it happens: 'beat Mali in the final of the football cup'.

    A football stadium is a place as others are.
    """
    found = [*subjects(token), *objects(token)]
    found += [item for head in (token, *found) for _, item in prepositional(head, _WITHIN)]
    found += [item for head in found for _, item in prepositional(head, {"of"})]
    venues = discourse.lexicon.words["venue"]
    named = (c for head in found if lemma(head) not in venues for c in children(head, "compound", "amod"))
    return [*found, *named, *children(token, "compound", "amod")]


def _befalls(discourse: Discourse, trigger: Trigger, token: Token) -> bool:
    """Whether a word is of what is done to somebody, or to something: 'captured a soldier', 'his capture'.

    The first of several tells: 'captured a town and 20 soldiers'.
    """
    if trigger.pos == "noun":
        # 'the rebels' capture of the town' befalls the town.
        befallen = [item for _, item in prepositional(token, {"of"})] or children(token, "poss")
    else:
        # 'seized power'
        befallen = [head for head in objects(token) if lemma(head) not in trigger.words]
    somebody = any(is_somebody(discourse, head) for head in befallen[:1])
    return somebody if trigger.befalls == "somebody" else not somebody


def is_somebody(discourse: Discourse, head: Token) -> bool:
    """Whether a word is for persons: 'her', 'three', 'a soldier', a name; 'dozens of villages' are none."""
    words = discourse.lexicon.words
    if lemma(head) in words["impersonal"]:
        return False
    if head.pos_ == "NUM" or lemma(head) in NUMBER_NOUNS | words["portion"] | {"group"}:
        counted = [item for _, item in prepositional(head, {"of"})]
        if counted:
            return is_somebody(discourse, counted[0])
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        return head.lower_ not in _THINGS
    if any(lemma(head) in words[kind] for kind in _PERSONS):
        return True
    if head.ent_type_ == "PERSON" or head.pos_ == "PROPN":
        entity = discourse.resolve(head)
        if entity is None or entity.kind != "Person":
            return entity is None and head.ent_type_ == "PERSON"
        # The model takes many a town for a person; a person is named in full somewhere.
        return entity.iri is not None or " " in entity.label
    if head.pos_ == "NUM":
        return head.ent_type_ not in {"MONEY", "PERCENT", "QUANTITY", "DATE"}
    return head.pos_ == "NOUN" and discourse.surface.office_at(head) is not None


def _beside(trigger: Trigger, token: Token) -> list[Token]:
    """The words beside a trigger: subjects, objects, what prepositions bring, and its own modifiers.

    Of a verb that acts on nobody also what else stands beside it ('died aged 91', 'after being diagnosed').
    """
    alone = trigger.pos == "verb" and trigger.object is None
    # 'blocked for nine months', but 'died at the age of 80'
    found = [
        item
        for _, item in prepositional(token, _CAUSING if alone else _BRINGING)
        if item.ent_type_ not in {"DATE", "TIME"} or lemma(item) == "age"
    ]
    for subject in subjects(token):
        # 'Typhoon Haiyan struck'
        found += [subject, *(children(subject, "compound") if subject.pos_ == "PROPN" else ())]
    for item in objects(token):
        # 'left office', but 'left her office'
        found += [item, *children(item, "det", "poss")]
    found += children(token, "compound", "amod", "nmod", "prt")
    if alone:
        found += children(token, "oprd", "acomp", "advcl", "advmod")
        for prep in children(token, "prep"):
            # 'dropped out of school'
            found += [*children(prep, "pcomp"), *(item for _, item in prepositional(prep, {"of"}))]
    return found


def _is_in(discourse: Discourse, verb: Token, voice: str) -> bool:
    """Whether a verb stands in a voice: agentless, transitive ('dispersed the crowd') or intransitive."""
    if voice == "agentless":
        return _is_agentless(discourse, verb)
    acted_on = bool(objects(verb)) or is_passive(verb)
    return acted_on if voice == "transitive" else not acted_on and child(verb, "ccomp") is None


def _is_agentless(discourse: Discourse, verb: Token) -> bool:
    """Whether nobody does what a verb says: a passive without an agent, or what an earthquake does."""
    if is_elliptic(verb):
        return not agents(verb)
    doers = subjects(verb)
    if not doers:
        return is_passive(verb) or _is_participle(verb)
    return all(is_blind(discourse, doer) for doer in doers)


def is_blind(discourse: Discourse, noun: Token) -> bool:
    """Whether a noun is for what harms without anybody's doing: 'the earthquake', 'Typhoon Haiyan'."""
    words = discourse.lexicon.words
    if noun.pos_ == "PROPN":
        return any(c.lower_ in words["storm"] for c in children(noun, "compound"))
    return lemma(noun) in words["blindForce"]


def is_elliptic(verb: Token) -> bool:
    """Whether a participle is a passive whose auxiliary is not there: 'one died and two others wounded'.

    'was ordered arrested' is another.
    """
    # The tagger may take the participle for a past tense ('two were killed and Karl Brandt wounded').
    past = verb.tag_ == "VBD" and verb.dep_ == "conj" and lemma(verb) in _HARMING
    if (
        not (past or verb.tag_ == "VBN")
        or child(verb, "aux", "auxpass", "dobj", "dative", "nsubjpass") is not None
    ):
        return False
    if child(verb, "nsubj") is not None:
        above = verb.head
        joined = verb.dep_ == "conj" and (is_passive(above) or lemma(above) == "die")
        return joined or (verb.dep_ == "ccomp" and lemma(above) in {"see", "leave", "have", "get"})
    return verb.dep_ in {"xcomp", "oprd", "ccomp"} and is_passive(verb.head) and lemma(verb.head) == "order"


def _is_participle(verb: Token) -> bool:
    """'107 killed in a collapse', 'those killed': a participle that stands for a passive."""
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "ROOT"}
        and not any(c.dep_ == "aux" for c in dependents(verb))
    )


def _any_of(discourse: Discourse, heads: Iterable[Token], nouns: frozenset[str]) -> bool:
    """Whether one of some heads, or a word right under it, is one of the nouns; 'part of the aid' is aid."""
    found, parts = tuple(heads), discourse.lexicon.words["portion"] | NUMBER_NOUNS
    wholes = [w for head in found if lemma(head) in parts for _, w in prepositional(head, {"of"})]
    # '$20 million in aid'
    wholes += [w for head in found if head.ent_type_ == "MONEY" for _, w in prepositional(head, {"in", "of"})]
    # 'suspended the officer's pay' is done to no officer.
    under = (c for head in (*found, *wholes) for c in dependents(head) if c.dep_ != "poss")
    return any(lemma(token) in nouns for token in (*found, *wholes, *under))
