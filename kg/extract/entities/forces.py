"""The police force that an article has named, which 'police' alone means after that."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.entities.scene import Scene
from kg.extract.entities.titles import TitleMatch
from kg.extract.phrases import dependents
from kg.model import Entity

_POLICE = "police"
_NAMES = frozenset({"GPE", "LOC", "ORG", "FAC", "PERSON"})


def is_of_several(scene: Scene, head: Token) -> bool:
    """'coalition forces', 'the NATO-led force in Arland': soldiers of several states, wherever they stand."""
    before = head.doc[head.left_edge.i : head.i]
    return any(t.lower_ in scene.lexicon.words["multinational"] for t in before)


def force_named(scene: Scene, match: TitleMatch) -> Entity | None:
    """'Green Valley Police said …. Police said …': a force that goes by the name of no known place.

    'Police' alone are no force where the article has spoken of several, or of that of a state.
    """
    head = match.head
    if match.pattern.slug != _POLICE or len(match.tokens) > 1:
        return None
    before = head.nbor(-1) if head.i else head
    if before.dep_ == "compound" and before.head.i == head.i and before.ent_type_ in _NAMES:
        start = min((t.i for t in before.subtree if t.text[0].isupper()), default=before.i)
        name = head.doc[start : head.i + 1].text
        return Entity("Organization", name, key=name.lower())
    if any(c.dep_ != "det" for c in dependents(head)):
        return None
    forces = {r.entity for r in scene.references if _is_force(r.entity)}
    return forces.pop() if len(forces) == 1 and next(iter(forces)).of is None else None


def _is_force(entity: Entity) -> bool:
    """Whether an entity is a police force: by its kind, or by the last word of its name or the first."""
    if entity.kind == "GovernmentBody":
        return (entity.iri or entity.key).endswith(f"-{_POLICE}") or entity.key.startswith(f"{_POLICE} of ")
    name = entity.label.lower()
    told = name.endswith(f" {_POLICE}") or name.startswith(f"{_POLICE} in ")
    return entity.kind == "Organization" and told


def is_bare(head: Token) -> bool:
    """'Police said': a noun without article or anything else beside it."""
    return (head.tag_ == "NN" or head.lower_ == _POLICE) and not any(
        c.dep_ in {"det", "poss", "amod", "compound", "nmod", "prep"} for c in dependents(head)
    )
