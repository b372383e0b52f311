"""Scores attributions as ranges of words: WHO50 and STRICT, with a table of the families of cues.

Ranges are compared as sets of words, so that quotation marks, commas and blanks never matter. Gold and
predicted attributions are paired one to one, the pair with the greatest overlap of contents first, then
of sources. WHO50: content and source overlap by half (intersection over union; a gold attribution without
a source is scored on its content alone); STRICT: both are the same words. Content, source and cue: exactly
the same words as in some gold attribution.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from polnear import ROLES, Annotated, Attribution, Range

Words = frozenset[int]
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
#: The families of cues, by what stands in the words of the gold cue; the first that fits counts.
FAMILIES = {
    "deny": r"den(?:y|ies|ied|ying|ials?)",
    "accuse": r"accus\w+",
    "urge": r"urg(?:e|es|ed|ing)",
    "demand": r"demand\w*",
    "call for": r"call(?:s|ed|ing)?\b.*\b(?:for|on|upon)",
    "warn": r"warn\w*",
    "threaten": r"threat(?:s|en\w*)?",
    "promise": r"promis\w+|vow\w*|pledg\w+",
    "reject": r"reject\w*",
    "condemn": r"condemn\w*",
    "say, tell, add": r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)?",
    "believe, think, know": r"believ\w+|th(?:ink|inks|ought|inking)|kn(?:ow|ows|ew|own|owing)",
    "plan, want, hope": r"plan\w*|want\w*|hop(?:e|es|ed|ing)|intend\w*|expect\w*",
}
#: The families that negotiations are made of.
DIPLOMATIC = tuple(FAMILIES)[:10]
_PATTERNS = {name: re.compile(rf"\b(?:{pattern})\b", re.I | re.S) for name, pattern in FAMILIES.items()}


@dataclass(frozen=True, slots=True)
class Rates:
    """How many of the predicted are right, and how many of the gold are found."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, in percent."""
        return 200 * self.right / (self.predicted + self.gold) if self.right else 0.0


@dataclass(slots=True)
class Score:
    """The counts over all articles; `families` has found and gold attributions by family of cue."""

    right: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    families: dict[str, tuple[int, int]] = field(default_factory=dict)

    def rates(self, name: str) -> Rates:
        """The figures of WHO50, STRICT, content, source or cue."""
        return Rates(self.right[name], self.predicted[name], self.gold[name])


def words_of(text: str) -> list[Range]:
    """Where the words of a text stand.

    >>> words_of("No, he's out.")
    [(0, 2), (4, 8), (9, 12)]
    """
    return [match.span() for match in _WORD.finditer(text)]


def word_set(ranges: Iterable[Range], words: Sequence[Range]) -> Words:
    """The numbers of the words that overlap any of some ranges."""
    wanted = tuple(ranges)
    return frozenset(i for i, (s, e) in enumerate(words) if any(s < b and e > a for a, b in wanted))


def overlap(a: Words, b: Words) -> float:
    """Intersection over union, 0 for two empty sets."""
    return len(a & b) / len(a | b) if a | b else 0.0


def family(cue: str) -> str:
    """The family of a cue.

    >>> [family(cue) for cue in ("has repeatedly denied", "called", "called again for", "")]
    ['deny', 'other', 'call for', 'no cue']
    """
    if not cue.strip():
        return "no cue"
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(cue)), "other")


def _as_words(attributions: Iterable[Attribution], words: Sequence[Range]) -> list[dict[str, Words]]:
    return [{role: word_set(a.of(role), words) for role in ROLES} for a in attributions]


def pairs(
    gold: Sequence[Mapping[str, Words]], found: Sequence[Mapping[str, Words]]
) -> list[tuple[int, int, float, float]]:
    """Gold and found attributions one to one, with the overlap of their contents and sources."""
    candidates = sorted(
        (
            (overlap(g["content"], f["content"]), overlap(g["source"], f["source"]), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if g["content"] & f["content"]
        ),
        reverse=True,
    )
    paired: list[tuple[int, int, float, float]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for content, source, i, j in candidates:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            paired.append((i, j, content, source))
    return paired


def _count_exact(
    score: Score, gold: Sequence[Mapping[str, Words]], found: Sequence[Mapping[str, Words]]
) -> None:
    for role in ROLES:
        wanted = Counter(g[role] for g in gold if g[role])
        given = Counter(f[role] for f in found if f[role])
        score.right[role] += (wanted & given).total()
        score.gold[role] += wanted.total()
        score.predicted[role] += given.total()


def score_article(score: Score, article: Annotated, predicted: Iterable[Attribution]) -> None:
    """Add one article to the counts; attributions without a word of content are left out."""
    words = words_of(article.text)
    all_gold = _as_words(article.attributions, words)
    gold = [g for g in all_gold if g["content"]]
    found = [f for f in _as_words(predicted, words) if f["content"]]
    _count_exact(score, gold, found)
    who = set()
    for i, j, content, source in pairs(gold, found):
        has_source, gives_source = bool(gold[i]["source"]), bool(found[j]["source"])
        if content >= 0.5 and (source >= 0.5 or not has_source):
            who.add(i)
        same_source = source == 1 or not (has_source or gives_source)
        score.right["STRICT"] += content == 1 and same_source
    score.right["WHO50"] += len(who)
    for name in ("WHO50", "STRICT"):
        score.gold[name] += len(gold)
        score.predicted[name] += len(found)
    kept = [a for a, g in zip(article.attributions, all_gold, strict=True) if g["content"]]
    for i, attribution in enumerate(kept):
        name = family(" ".join(article.text[s:e] for s, e in attribution.cue))
        right, total = score.families.get(name, (0, 0))
        score.families[name] = (right + (i in who), total + 1)


def score_all(articles: Iterable[Annotated], predictions: Mapping[str, Sequence[Attribution]]) -> Score:
    """The score over all articles; one without predictions has none right."""
    score = Score()
    for article in articles:
        score_article(score, article, predictions.get(article.name, ()))
    return score


def report(score: Score) -> str:
    """The figures, and the recall of each family of cues, as text."""
    lines = [f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'found':>8}{'gold':>8}"]
    for name in ("WHO50", "STRICT", "content", "source", "cue"):
        r = score.rates(name)
        lines.append(
            f"{name:22}{r.precision:7.1f}{r.recall:7.1f}{r.f1:7.1f}{r.right:8}{r.predicted:8}{r.gold:8}"
        )
    lines += ["", f"{'cue (WHO50)':22}{'R':>7}{'right':>8}{'gold':>8}"]
    rows = {name: score.families.get(name, (0, 0)) for name in (*FAMILIES, "other", "no cue")}
    diplomatic = [rows[name] for name in DIPLOMATIC]
    rows["all of diplomacy"] = (sum(right for right, _ in diplomatic), sum(total for _, total in diplomatic))
    for name, (right, total) in rows.items():
        lines.append(f"{name:22}{Rates(right, total, total).recall:7.1f}{right:8}{total:8}")
    return "\n".join(lines)
