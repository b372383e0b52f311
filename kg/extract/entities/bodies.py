"""Bodies told by the words beside their names: 'the charity X', 'the X party', 'an embassy statement'."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from kg.extract.entities import descriptions
from kg.extract.entities.beside import is_unlike_words
from kg.extract.entities.body_names import LEAST, MOST, before_day, behind_noun, noun_beside, whole_name
from kg.extract.entities.names import NameMatch
from kg.extract.entities.namesakes import at_home, owned, public_nouns
from kg.extract.entities.organs import organ
from kg.extract.entities.papers import paper_in_short
from kg.extract.entities.people import PersonMatch
from kg.extract.entities.polities import ALLIANCES, as_actor, pattern_entity
from kg.extract.entities.scene import Scene
from kg.extract.entities.subjecthood import is_subject
from kg.extract.phrases import child, children, lemma, noun_phrase, text_before
from kg.model import Entity

#: What a name in apposition may say of a noun for a body.
_APPOSED = (descriptions.BODIES | {"State"}) - {"Group", "NewsOrganization"}
#: How names of bodies begin that newspapers shorten.
_SHORT = {"U.S.": "United States", "US": "United States", "U.N.": "United Nations", "UN": "United Nations"}
#: What the model takes the names of bodies for that speak of rules.
_WORKS = frozenset({"LAW", "WORK_OF_ART", "PRODUCT", "EVENT"})
#: By which a state is called that has such a word in its name.
_SIDES = frozenset({"North", "South", "East", "West"})


def called(scene: Scene, head: Token) -> Entity | None:
    """'the charity X', 'the electoral body X': a name unknown to all right after what it is."""
    words = behind_noun(scene, head)
    if words is not None:
        return Entity("Organization", words.text, key=words.text.lower())
    if head.pos_ != "PROPN" or head.ent_type_ == "DATE" or scene.surface.name_at(head) is not None:
        return None
    start = min((c.i for c in children(head, "compound") if c.pos_ == "PROPN"), default=head.i)
    noun = noun_beside(head, start)
    if start < head.i and head.doc[start].lower_.rstrip(".") in scene.lexicon.words["title"]:
        # 'union President Ana Brandt'
        return None
    # 'the weekly X', which the model takes for a time
    periodical = noun.tag_ == "JJ" and noun.ent_type_ == "DATE"
    if not (noun.tag_ == "NN" or periodical) or lemma(noun) not in scene.lexicon.words["body"]:
        return None
    known = scene.surface.body_at(head)
    name = head.doc[start : head.i + 1].text
    return known or Entity("Organization", name, key=name.lower())


def after_noun(scene: Scene, head: Token) -> Entity | None:
    """'the militant group X', 'the news agency X': the body named right after what it is."""
    # 'Zambia's opposition Green Party'
    words, noun = scene.lexicon.words, lemma(head)
    known = noun in words["body"] or noun in words["collective"]
    if head.tag_ != "NN" or not known or head.i + 1 >= len(head.doc):
        return None
    name = head.nbor()
    named = scene.surface.named_at(name) or scene.surface.body_at(name) or organisation(scene, name)
    return named if named is not None and named.kind not in {"Person", "Place", "State"} else None


def apposed(scene: Scene, head: Token) -> Entity | None:
    """'The prison service, SNAI', 'its owner, the company X': the name beside a noun says who is meant."""
    beside = children(head, "appos") if head.tag_ == "NN" else []
    if any(scene.surface.person_at(token) is not None for token in beside):
        # 'his wife Ana Brandt, also of the union'
        return None
    kinds = _APPOSED | scene.lexicon.bodies.get(lemma(head), frozenset())
    for token in beside:
        noun = token.tag_ == "NN" and lemma(token) in scene.lexicon.words["body"]
        called = noun or token.pos_ == "PROPN" or token.text.isupper()
        named = scene.resolve(token) if called else None
        if named is not None and named.resolved and named.kind in kinds:
            return named
    return None


def side_of_the_world(scene: Scene, head: Token) -> Entity | None:
    """'the North' of an article that names North Korea."""
    if head.text not in _SIDES or [c.lower_ for c in head.lefts] != ["the"] or children(head, "prep"):
        return None
    named = {entity for entity in scene.named if entity.kind in {"State", "DeFactoAuthority"}}
    fitting = [entity for entity in named if entity.label.startswith((f"{head.text} ", f"{head.text}ern "))]
    return fitting[0] if len(fitting) == 1 else None


def of_alliance(scene: Scene, head: Token) -> Entity | None:
    """'the Commission' of an article that names the European Union: its one organ of that noun."""
    bare = head.tag_ == "NNP" and head.text.istitle() and [c.lower_ for c in head.lefts] == ["the"]
    if not bare or children(head, "prep"):
        return None
    alliances = (entity.iri for entity in scene.named if entity.kind in ALLIANCES)
    organs = (organ for iri in alliances for organ in scene.world.organs_of.get(iri or "", ()))
    fitting = [organ for organ in organs if head.text in (organ.label.split()[0], organ.label.split()[-1])]
    if len(fitting) != 1:
        return None
    document = scene.surface.document
    before = document.article.text[: document.span(head).start]
    # 'A truth commission was set up. The Commission' is that.
    introduced = re.search(rf"\b{re.escape(head.lower_)}\b", before)
    return fitting[0] if introduced is None else None


def organisation(scene: Scene, head: Token) -> Entity | None:
    """An organisation that only the model knows, or whose name ends in a noun for a body."""
    if (paper := paper_in_short(scene, head)) is not None:
        return paper
    if head.ent_type_ != "ORG" and not _ends_as_body(scene, head):
        return _by_last_word(scene, head) or _by_capitals(head) or _shortened(scene, head)
    entities = scene.surface.sentence_of(head).entities
    found = next((e for e in entities if e.start <= head.i < e.end), None)
    if found is None or not any(t.text[:1].isupper() for t in found):
        return None
    words = found.text
    of = found[-1] if found[-1].lower_ == "of" else _of_whom(scene, found)
    if of is not None and (last := _named_behind(of)) is not None:
        # The model has 'The Farmers Union of' or 'The Farmers Union' of Malawi.
        words = found.doc[found.start : last.i + 1].text
    words = f"{_first_words(scene, found)}{words}"
    name = words.removeprefix("the ").removeprefix("The ").removesuffix(" and").strip()
    if not _ends_in_genitive(found):
        name = name.removesuffix("'s").removesuffix("’s").strip()
    full = whole_name(scene, _in_full(name))
    body = Entity("Organization", full, key=full.lower(), also=(name,) if name != full else ())
    whose = owned(scene, found.root, body)
    return whose if whose != body else at_home(scene, head, body)


def beyond(scene: Scene, head: Token, match: NameMatch) -> Entity | None:
    """'the House of Commons Library': a body whose name begins with that of another in the world."""
    last = head
    while last.i + 1 < len(last.doc) and scene.surface.name_at(last.nbor()) is match:
        last = last.nbor()
    whole = last.head
    goes_on = last.dep_ == "compound" and whole.i > last.i and whole.ent_iob_ == "I"
    body = match.name is not None and match.name.entity.kind in descriptions.BODIES
    return organisation(scene, head) if goes_on and body and head.ent_type_ == "ORG" else None


def _ends_as_body(scene: Scene, head: Token) -> bool:
    """Whether what the model takes for a law or a work ends in the noun of a body ('the … Appeal Board')."""
    if head.ent_type_ not in _WORKS or head.ent_iob_ != "I":
        return False
    last = head.i + 1 == len(head.doc) or head.nbor().ent_iob_ != "I"
    return last and (head.lower_ in scene.lexicon.words["civic"] or head.lower_ in public_nouns(scene))


def _shortened(scene: Scene, head: Token) -> Entity | None:
    """'Blue River' of 'Blue River Mining', where the model takes the short name for nothing.

    Also 'Blue Watch' that it takes for a body elsewhere in the article, and for nothing or for a work here.
    """
    named = head.pos_ == "PROPN" or is_unlike_words(scene, head)
    if not named or head.ent_type_ not in _WORKS | {""} or head.dep_ in {"compound", "amod", "nmod"}:
        return None
    start = min((c.i for c in children(head, "compound") if c.pos_ == "PROPN"), default=head.i)
    name = head.doc[start : head.i + 1].text
    if start < head.i and name in scene.organisations:
        return at_home(scene, head, Entity("Organization", name, key=name.lower()))
    whole = whole_name(scene, name) if not head.ent_type_ else name
    return Entity("Organization", whole, key=whole.lower()) if whole != name else None


def _in_full(name: str) -> str:
    """A body's name with the state or organisation that it begins with in full.

    >>> _in_full("U.S. Bureau of Reclamation"), _in_full("USA Today")
    ('United States Bureau of Reclamation', 'USA Today')
    """
    first, _, rest = name.partition(" ")
    return f"{_SHORT[first]} {rest}" if first in _SHORT and rest[:1].isupper() else name


def _first_words(scene: Scene, name: Tokens) -> str:
    """The capitals before a body's name that the model has for another's ('[NKT] [Chamber of Trade]')."""
    start = name.start
    while start > name.root.left_edge.i and _is_capitals(scene, name.doc[start - 1], name.root):
        start -= 1
    start = before_day(name.doc, start)
    return name.doc[start : name.start].text_with_ws


def _is_capitals(scene: Scene, token: Token, head: Token) -> bool:
    """Whether an unknown abbreviation belongs to a noun."""
    joined = token.dep_ == "compound" and token.head.i == head.i and token.whitespace_ == " "
    short = LEAST <= len(token.text) <= MOST and token.text.isupper()
    return joined and short and scene.surface.name_at(token) is None


def _ends_in_genitive(name: Tokens) -> bool:
    """'Moody's warned', 'warned Moody's': a genitive that owns nothing is a part of the name."""
    root, after = name.root, name.end
    if name[-1].tag_ != "POS" or root.dep_ != "nsubj" or after >= len(name.doc):
        return False
    # 'Moody's, a rating agency, warned'
    told = name.doc[after].text == "," and child(root, "appos") is not None
    return told or root.head.i in {after, name.start - 1}


def _of_whom(scene: Scene, name: Tokens) -> Token | None:
    """The 'of' right behind the name of what people form, which ends in the noun for it."""
    civic = name[-1].lower_ in scene.lexicon.words["civic"] and len(name) > 1
    last = name.end < len(name.doc) and civic and name.doc[name.end]
    return last if last and last.lower_ == "of" and last.head.i == name[-1].i else None


def _named_behind(preposition: Token) -> Token | None:
    """The name that a preposition leads on to."""
    return next((t for t in children(preposition, "pobj") if t.pos_ == "PROPN"), None)


def _by_last_word(scene: Scene, head: Token) -> Entity | None:
    """'the United States Maritime Alliance', 'the Cedar Front': whatever the model takes the name for."""
    known = head.lower_ in scene.lexicon.bodies or head.lower_ in scene.lexicon.words["body"]
    if not known or head.tag_ != "NNP" or not head.text.istitle() or head.dep_ == "compound":
        return None
    start = head.i
    while start > head.left_edge.i and head.doc[start - 1].pos_ == "PROPN":
        start -= 1
    start = before_day(head.doc, start)
    words = head.doc[start : _name_end(head)]
    if start == head.i or not all(t.text[0].isupper() for t in words if t.pos_ == "PROPN"):
        return None
    return at_home(scene, head, Entity("Organization", words.text, key=words.text.lower()))


def _name_end(head: Token) -> int:
    """Where a body's name ends that goes on with whose it is ('the Holy Synod of the Blue Church')."""
    of = next((p for p in children(head, "prep") if p.lower_ == "of" and p.i == head.i + 1), None)
    last = _named_behind(of) if of is not None else None
    return last.i + 1 if last is not None and last.ent_type_ == "ORG" else head.i + 1


def _by_capitals(head: Token) -> Entity | None:
    """'ISKCON': capitals that the model takes for nothing are the name of a body."""
    unknown = (
        # 'the riders' union, the CPA'
        (head.tag_ == "NNP" or (head.tag_ == "NN" and head.dep_ == "appos"))
        and not head.ent_type_
        and text_before(head) != "-"
        and head.dep_ not in {"compound", "amod", "nmod"}
    )
    if not unknown or not head.text.isupper() or not LEAST <= len(head.text) <= MOST:
        return None
    return Entity("Organization", head.text, key=head.text.lower())


def abbreviated(scene: Scene, head: Token) -> Entity | None:
    """A body that the article abbreviates: an organ that states have is that of a state ('the MOH')."""
    body = scene.surface.body_at(head)
    if body is None or body.iri is not None:
        return body
    match = scene.surface.organ_at(head)
    if match is not None and match.head.i == head.i:
        return organ(scene, match)
    words = tuple(body.label.lower().split())
    pattern = next((p for p in scene.lexicon.organs if words in p.words), None)
    if pattern is None:
        return at_home(scene, head, body)
    named = {r.entity for r in scene.references if (r.entity.iri or "").endswith(f"-{pattern.slug}")}
    if len(named) == 1:
        return named.pop()
    return pattern_entity(scene.world, pattern, scene.home) if scene.home is not None else body


def before_noun(scene: Scene, head: Token) -> Entity | None:
    """'the Hezbollah group', 'the Reuters news agency': the organisation before the noun."""
    noun = lemma(head)
    outlet = "NewsOrganization" in scene.lexicon.bodies.get(noun, ()) and head.left_edge.lower_ == "the"
    listed = noun in scene.lexicon.words["organisation"]
    if not listed and not outlet:
        return None
    kinds = {"Organization", "DeFactoAuthority"} if listed else set()
    kinds |= {"NewsOrganization"} if outlet else set()
    beside = children(head, "compound", "nmod", "amod")
    # 'the KLM guerrilla group'
    beside = [t for c in beside for t in (*children(c, "compound"), c)]
    for token in reversed(beside):
        named = scene.surface.named_at(token)
        if named is not None and named.kind in kinds:
            return named
    return _called_before(scene, head) if listed else None


def _called_before(scene: Scene, head: Token) -> Entity | None:
    """'the reformist Aurora party', 'the KLM Party': a body that only its own noun tells to be one.

    What kind of body it is may stand between ('the KLM labour union').
    """
    start = before_day(head.doc, head.i)
    if start < head.i and head.tag_ == "NN":
        # 'the February 20 movement'
        return Entity("Organization", name := head.doc[start : head.i + 1].text, key=name.lower())
    while start > head.left_edge.i and head.text.islower() and _is_kind(head.doc[start - 1], head):
        start -= 1
    kind = start
    while start > head.left_edge.i and _is_unknown_name(head.doc[start - 1], head):
        # 'the N-VA party'
        start -= 3 if _is_hyphened(head.doc, start - 2) else 1
    whole = head.ent_type_ == "ORG" and head.text[0].isupper()
    if start == kind or head.tag_ not in {"NN", "NNP"} or whole:
        # The model knows the whole of a body's name better ('the Blue Republican Party').
        return None
    if any(scene.surface.name_at(t) is not None for t in head.doc[start:kind]):
        return None
    if (known := scene.surface.body_at(head.doc[start])) is not None:
        return known
    name = head.doc[start : kind if kind < head.i else head.i + head.text[0].isupper()].text
    return Entity("Organization", name, key=name.lower())


def _is_hyphened(doc: Doc, at: int) -> bool:
    """Whether a hyphen joins two words with capitals."""
    if at < 1 or doc[at].text != "-" or doc[at].whitespace_ or doc[at - 1].whitespace_:
        return False
    return doc[at - 1].text[:1].isupper() and doc[at + 1].text[:1].isupper()


def _is_kind(token: Token, head: Token) -> bool:
    """Whether a common noun says of what kind a body is ('labour union')."""
    return token.tag_ == "NN" and token.text.islower() and token.dep_ == "compound" and token.head.i == head.i


def issuer(scene: Scene, head: Token) -> Entity | None:
    """'An embassy statement said', 'A Gallup poll found': who issued or made it says it; 'Army command'."""
    words, noun = scene.lexicon.words, lemma(head)
    if noun in words["survey"] and is_subject(head):
        return _pollster(scene, head)
    issued = noun in words["issued"]
    if not (issued or noun in words["command"]) or not is_subject(head) or not head.text.islower():
        # 'the Arville Bulletin' is a newspaper.
        return None
    # NATO's military headquarters are no army.
    beside = ("compound", "nmod", "amod") if issued else ("compound",)
    for token in reversed(children(head, *beside)):
        match = scene.surface.organ_beside(token)
        if match is not None:
            return organ(scene, match)
        named = as_actor(scene.world, scene.surface.named_at(token))
        if named is not None and token.dep_ != "amod":
            return named
    return None


def _pollster(scene: Scene, head: Token) -> Entity | None:
    """Who made a poll: the name beside it, known or not."""
    names = [t for t in children(head, "compound") if t.pos_ == "PROPN"]
    last = names[-1] if names else None
    if last is None or last.ent_type_ not in {"", "ORG"}:
        return None
    named = scene.surface.named_at(last) or scene.surface.body_at(last) or organisation(scene, last)
    if named is not None:
        return named if named.kind in descriptions.BODIES else None
    name = head.doc[names[0].i : last.i + 1].text
    return Entity("Organization", name, key=name.lower())


def of_person(scene: Scene, head: Token) -> Entity | None:
    """'his union', 'her party': the body in the words that say what somebody is ('X, president of the …')."""
    kinds = scene.lexicon.bodies.get(lemma(head), frozenset())
    owner = next((c for c in children(head, "poss") if c.tag_ == "PRP$"), None)
    person = scene.resolve(owner) if kinds and head.tag_ == "NN" and owner is not None else None
    if person is None or person.kind != "Person" or not person.resolved:
        return None
    number = scene.surface.sentence_of(head).number
    for sentence in reversed(scene.surface.document.sentences[:number]):
        for match in scene.surface.persons(sentence):
            if scene.person(match) == person:
                named = _beside_person(scene, match, kinds)
                if named is not None:
                    return named
    return None


def _beside_person(scene: Scene, match: PersonMatch, kinds: frozenset[str]) -> Entity | None:
    """The one body of some classes that stands in a description beside a name."""
    head = match.head
    beside = [head, *children(head, "appos"), *([head.head] if head.dep_ == "appos" else [])]
    own = {t.i for t in match.tokens}
    # 'Commerce Secretary X' has no firm of the name 'Commerce'.
    titles = {t.i for t in children(head, "compound", "nmod")}
    nouns = (t for noun in beside for t in noun_phrase(noun) if t.pos_ == "PROPN" and t.i not in own | titles)
    # In "Brandt's opponent, X" Brandt is no party.
    names = [t for t in nouns if scene.cast.known(t.text) is None]
    found = (scene.surface.named_at(t) or scene.surface.body_at(t) or organisation(scene, t) for t in names)
    named = {e for e in found if e is not None and e.kind in kinds}
    return named.pop() if len(named) == 1 else None


def _is_unknown_name(token: Token, head: Token) -> bool:
    """Whether a token is a part of the name that stands right before its noun."""
    names = token.pos_ == "PROPN" and token.text[0].isupper() and token.dep_ == "compound"
    kind = token.head.i == head.i or _is_kind(token.head, head)
    return names and kind and token.ent_type_ not in {"NORP", "DATE", "GPE"}
