"""Whose saying a noun names: 'Baku's demand', 'the claim by Y', 'praise came from Z'."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.phrases import agents, child, children, conjuncts, is_passive, lemma, prepositional
from kg.extract.speech.attribution import NEUTRAL
from kg.extract.speech.cue_verbs import is_unreal
from kg.extract.subjects import subjects
from kg.knowledge.lexicon import Lexicon

#: How many words may stand between a noun and the phrase that says whose it is ('an appeal in May by').
MAX_INTERPOSED = 4
#: What says of something that there is none of it, or as good as none.
_HARDLY = frozenset({"no", "any", "little", "few", "neither"})


def tellers(noun: Token, light: Token | None, lexicon: Lexicon) -> tuple[Token, ...]:
    """Whose saying a noun names: a possessor, 'by' or 'from' somebody, a light verb's subject, a demonym."""
    owner = child(noun, "poss")
    if owner is not None:
        return (owner,)
    if noun.dep_ == "nsubj" and lemma(noun.head) in lexicon.words["listing"]:
        return tuple(t for _, item in prepositional(noun, {"of", "by"}) for t in conjuncts(item))
    if (arresting := suspecting(noun)) is not None:
        return tuple(subjects(arresting))
    if is_had(noun, lexicon):
        return tuple(t for _, item in prepositional(noun, {"of"}) for t in conjuncts(item))
    for prep, item in (*prepositional(noun, {"by", "from", "among"}), *_beyond(noun)):
        return (*conjuncts(item), *_joined(prep))
    if (coming := arrives_by(noun, lexicon)) is not None:
        return named_from(coming)
    if noun.dep_ == "nsubjpass" and lemma(noun.head) in lexicon.words["lightVerb"]:
        return tuple(agents(noun.head))
    if light is not None and not is_unreal(light, lexicon):
        return tuple(subjects(light))
    if (doer := accompanied(noun, lexicon)) is not None and not is_unreal(doer, lexicon):
        return tuple(subjects(doer))
    if (outlet := _published_in(noun, lexicon)) is not None:
        return (outlet,)
    named = [c for c in children(noun, "compound", "amod", "nmod") if _is_whose(c, lexicon)]
    return (named[-1],) if named else ()


def is_had(noun: Token, lexicon: Lexicon) -> bool:
    """'X has the support of Y': it is Y who supports X."""
    words, verb = lexicon.words, noun.head
    if noun.dep_ != "dobj" or lemma(noun) not in words["backing"] or child(noun, "poss") is not None:
        return False
    taking = lemma(verb) in words["having"] and next(prepositional(noun, {"of"}), None) is not None
    return taking and not is_unreal(verb, lexicon)


def carrier(noun: Token, lexicon: Lexicon) -> Token:
    """The head of a phrase that is an act: 'praise', 'words of praise'."""
    above = noun.head.head
    carried = noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(above) in lexicon.words["carrier"]
    return above if carried else noun


def arrives_by(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb of 'criticism came from X', 'messages of support poured in from X'.

    'Military support came from X' is a deed, and 'hardly any praise' is none.
    """
    top, words = carrier(noun, lexicon), lexicon.words
    if top.dep_ != "nsubj" or lemma(top.head) not in words["comeFrom"] or is_unreal(top.head, lexicon):
        return None
    given = top.i == noun.i and lemma(noun) in words["backing"]
    hardly = any(c.lower_ in _HARDLY for c in children(top, "det", "amod", "nummod"))
    return None if given or hardly else top.head


def _is_whose(noun: Token, lexicon: Lexicon) -> bool:
    """'a Greek claim', 'the opposition demand', 'union claims'."""
    if noun.pos_ in {"PROPN", "ADJ"}:
        return noun.ent_type_ in {"NORP", "GPE", "ORG"}
    body = lemma(noun) in lexicon.bodies or lemma(noun) in lexicon.words["stately"]
    return noun.dep_ == "compound" and body


def _published_in(noun: Token, lexicon: Lexicon) -> Token | None:
    """The outlet of 'a newspaper report', 'a report in The Herald', 'claims on state television'."""
    words = lexicon.words
    if lemma(noun) not in words["published"]:
        return None
    # The parser may hang the phrase behind the noun by the verb.
    hung = ((p, i) for host in (noun, noun.head) for p, i in prepositional(host, {"in", "on"}))
    told = ((i, (i, *children(i, "amod", "compound"))) for p, i in hung if p.i == noun.i + 1)
    named = (i for i, near in told if i.ent_type_ == "ORG" or any(lemma(t) in words["outlet"] for t in near))
    beside = (t for t in children(noun, "compound") if lemma(t) in words["outlet"])
    return next(named, None) or next(beside, None)


def accompanied(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb whose subject speaks beside what he does: 'won on a promise to', 'left with a plea for'."""
    verb = noun.head.head
    verb = verb.head if verb.dep_ == "dobj" else verb
    if (
        noun.dep_ != "pobj"
        or noun.head.lower_ not in {"with", "on"}
        or verb.pos_ != "VERB"
        or is_passive(verb)
    ):
        return None
    some = any(c.lower_ in {"a", "an", "another"} for c in children(noun, "det")) or noun.tag_ == "NNS"
    agreeing = any(c.illocution not in NEUTRAL for c in lexicon.cues.get((lemma(verb), "verb"), ()))
    return verb if some and noun.i > verb.i and not agreeing else None


def suspecting(noun: Token) -> Token | None:
    """The verb whose subject suspects: 'arrested X on suspicion of', unlike 'acted on a suspicion'."""
    if noun.lower_ != "suspicion" or noun.dep_ != "pobj" or noun.head.lower_ not in {"on", "under"}:
        return None
    verb = noun.head.head
    verb = verb.head if verb.dep_ == "dobj" else verb
    held = verb.pos_ == "VERB" and (is_passive(verb) or child(verb, "dobj") is not None)
    return verb if held and child(noun, "det") is None else None


def _beyond(noun: Token) -> list[tuple[Token, Token]]:
    """The by-phrase that the parser hung above: 'follows an appeal in February by X to go'."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in {"dobj", "pobj"} or verb.pos_ != "VERB" or is_passive(verb):
        return []
    pairs = [(p, o) for p, o in prepositional(verb, {"by"}) if p.i > noun.i and o.dep_ == "pobj"]
    between = pairs[0][0].i - noun.right_edge.i - 1 if pairs else 0
    return pairs if between <= MAX_INTERPOSED else []


def named_from(verb: Token) -> tuple[Token, ...]:
    """Those whom a from-phrase of a verb names."""
    pairs = prepositional(verb, {"from"})
    return tuple(t for prep, item in pairs for t in (*conjuncts(item), *_joined(prep)))


def _joined(prep: Token) -> list[Token]:
    """'accusations by X and by Y': whom the second phrase names."""
    again = (c for c in children(prep, "conj") if c.lower_ == prep.lower_)
    return [t for c in again for item in children(c, "pobj") for t in conjuncts(item)]
