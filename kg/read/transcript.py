"""Whose words paragraphs are: by labels ('MR BRANDT: No.', 'Q: Why?'), by 'We, the leaders of X, …'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from kg.model import Span

#: Fewer turns make no transcript, nor do so few questions that somebody else's turn answers.
MIN_TURNS, MIN_QUESTIONS = 4, 2
#: Paragraphs for each label at most: more, and the article tells a story in between.
MAX_PARAGRAPHS = 3
#: 'Q. ', 'MR. LOW: ', 'Ana (Echo): ', 'DANA LOW, ECHO HOST: '; 'U.S.:', 'G7:' and 'F-16:' are nobody's.
_LABEL = re.compile(
    r"((?:[A-Z][\w.'’-]* ){0,4}[A-Z](?:[\w'’-]*[^\W\d_])?)"
    r"(?: \([^()\n]{1,60}\)|, [A-Z][A-Z .'’-]{1,60})?:(?=\s|$)|([QA])\.(?=\s)"
)
_ASKING, _ANSWERING = frozenset({"q", "question"}), frozenset({"a", "answer"})
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame"})
#: What begins with a capital and is no forename: 'In Berlin', 'Will Iran'.
_NO_FORENAME = (
    r"(?!(?:The|In|On|At|From|For|To|With|Of|By|And|But|As|After|Why|How|Did|Does|Do|Will|Has|Is|Was|Can)\b)"
)
#: Who declares something together, and what they go on with: 'We reaffirm', '7. We reaffirm'.
_DECLARING = re.compile(r"We, (the [^,;]+), ")
_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+")
_WE = re.compile(rf"(?:{_NUMBER.pattern})?(?=We\b)")
_ASIDE = re.compile(r"[(\[].*[)\]]$", re.DOTALL)
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
#: Those who speak of themselves or to somebody; words by which an article tells of others.
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]e|[Uu]s|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our)\b")
_TELLING = re.compile(r"\b(?:said|says|told|asked|added|according to)\b|^(?:He|She|They)\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the label of a turn stands, the paragraphs that are said in it, and whether it is who asks."""

    label: Span
    words: tuple[Span, ...]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Label:
    """A label, the name in it, and what stands behind it in its own paragraph or alone in the next."""

    match: re.Match[str]
    first: Span

    @property
    def name(self) -> str:
        return self.match[1] or self.match[2]

    @property
    def key(self) -> str:
        """The surname, the same in 'DANA LOW' and 'MS. LOW'."""
        return self.name.split()[-1].casefold()


def _labels(text: str, paragraphs: Sequence[Span]) -> dict[int, _Label]:
    """The labels by the number of the paragraph that they begin; none where the text is no transcript.

    The same whether labels stand apart or not.
    """
    found: dict[int, _Label] = {}
    apart = False
    for number, paragraph in enumerate(paragraphs):
        match = None if apart else _LABEL.match(text, paragraph.start, paragraph.end)
        apart = match is not None and match.end() == paragraph.end
        if match is not None:
            following = paragraphs[number + 1 : number + 2] if apart else (Span(match.end(), paragraph.end),)
            found[number] = _Label(match, following[0] if following else Span(match.end(), match.end()))
    asking = _asking(text, found)
    if len(found) < MIN_TURNS or len({label.key for label in found.values()}) < 2:
        return {}
    first, last = min(found), max(found)
    alone = sum(label.match.end() == paragraphs[n].end for n, label in found.items())
    dense = len(found) * MAX_PARAGRAPHS >= last + 1 - first - alone
    answers = [label for label in found.values() if label.key not in asking]
    firsts = {label.first for label in found.values()}
    turns = [
        (label.key if label else None, _is_question(text, label.first if label else p))
        for number, p in enumerate(paragraphs[first : last + 1], first)
        if (label := found.get(number)) or (p not in firsts and _is_question(text, p))
    ]
    theirs = {label.key for label in answers}
    answered = sum(asks and other in theirs - {who} for (who, asks), (other, _) in pairwise(turns))
    if not dense or answered < MIN_QUESTIONS or not _is_own(text, answers):
        return {}
    return found if all(_is_person(text, label) for label in {a.name: a for a in answers}.values()) else {}


def _asking(text: str, labels: dict[int, _Label]) -> frozenset[str]:
    """Who asks: most of their turns end in a question; nobody where all would."""
    turns = Counter(label.key for label in labels.values())
    asked = Counter(label.key for label in labels.values() if _is_question(text, label.first))
    asking = frozenset(key for key in turns if key in _ASKING or asked[key] * 2 > turns[key])
    return asking if len(asking) < len(turns) else frozenset()


def _is_question(text: str, words: Span) -> bool:
    """Whether words end in a question that stands in no quotation marks."""
    return text[words.start : words.end].rstrip(" )]*_").endswith("?")


def _is_person(text: str, label: _Label) -> bool:
    """Whether a label is an answer's or a person's: 'MR. LOW', or 'LOW' where the text tells of 'Ana Low'."""
    *before, name = label.name.split()
    if label.key in _ANSWERING or (before and before[0].rstrip(".").lower() in _COURTESY):
        return True
    if len(name) == 2 and name.isupper():
        return re.search(rf"\b{name[0]}[\w'’-]+ {name[1]}[\w'’-]+", text) is not None
    surname = rf"{re.escape(name[0])}(?i:{re.escape(name[1:])})"
    named = rf"\b{_NO_FORENAME}[A-Z][\w'’-]*\.? (?:[A-Z]\. )?{surname}\b(?! ?[(:]|, [A-Z .'’-]+:)"
    return re.search(named, text) is not None


def _is_own(text: str, answers: Sequence[_Label]) -> bool:
    """Whether some answer speaks of itself, half of those without a name: an outlet explains otherwise."""
    own = [label for label in answers if _OWN.search(_unquoted(text, label.first))]
    unnamed = sum(label.key in _ANSWERING for label in answers)
    return bool(own) and sum(label.key in _ANSWERING for label in own) * 2 >= unnamed


def _speaks(text: str, words: Span) -> bool:
    """Whether words speak of themselves or to somebody, and tell of nobody else's saying."""
    own = _unquoted(text, words)
    return _OWN.search(own) is not None and _TELLING.search(own) is None


def _unquoted(text: str, words: Span) -> str:
    return _QUOTED.sub("", text[words.start : words.end])


def labels_apart(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs, each label of a transcript as one of its own, so that it is no part of what is said.

    >>> text = "Q: Why?\\nMR LOW: I won.\\nQ: Why?\\nMR LOW: I won."
    >>> lines = [Span(0, 7), Span(8, 22), Span(23, 30), Span(31, 45)]
    >>> [text[p.start : p.end] for p in labels_apart(text, lines)]
    ['Q:', 'Why?', 'MR LOW:', 'I won.', 'Q:', 'Why?', 'MR LOW:', 'I won.']
    """
    ends = {number: label.match.end() for number, label in _labels(text, paragraphs).items()}
    if (declaring := declared(text, paragraphs)) is not None:
        ends |= {paragraphs.index(p): _we(text, p) for p in declaring.words}
    found: list[Span] = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        end = ends.get(number, start)
        if end > start:
            found.append(Span(start, end))
            start = end + len(text[end : paragraph.end]) - len(text[end : paragraph.end].lstrip())
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def declared(text: str, paragraphs: Sequence[Span]) -> Turn | None:
    """What those declare who call themselves 'We, the leaders of X': the paragraphs that begin with 'We'.

    They follow each other, but for others with a number. The label is how they call themselves. What does
    not end is only the head of what they go on with.

    >>> text = "We, the heads of A and B, meeting in C,\\n1. We urge calm."
    >>> turn = declared(text, [Span(0, 39), Span(40, 55)])
    >>> text[turn.label.start : turn.label.end], turn.words
    ('the heads of A and B', (Span(start=40, end=55),))
    """
    matches = ((number, _DECLARING.match(text, p.start, p.end)) for number, p in enumerate(paragraphs))
    first = next(((number, match) for number, match in matches if match), None)
    if first is None:
        return None
    number, match = first
    theirs = takewhile(
        lambda p: _WE.match(text, p.start, p.end) or _NUMBER.match(text, p.start, p.end), paragraphs[number:]
    )
    ours = (p for p in theirs if _WE.match(text, p.start, p.end) and _speaks(text, p))
    words = tuple(p for p in ours if p.start > match.start() or text[p.end - 1] == ".")
    return Turn(Span(*match.span(1)), words)


def _we(text: str, paragraph: Span) -> int:
    """Where 'We' stands behind the number of a paragraph."""
    match = _WE.match(text, paragraph.start, paragraph.end)
    return match.end() if match else paragraph.start


def turns_of(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of a transcript whose labels stand apart; none where the text is none.

    What stands in brackets is said by nobody. Of the last turn only the first paragraph is sure.
    """
    labels = _labels(text, paragraphs)
    if not labels:
        return ()
    asking = _asking(text, labels)
    found = []
    for number, after in pairwise((*labels, max(labels) + 2)):
        label, own = labels[number], paragraphs[number + 1 : after]
        said = (p for p in _going_on(text, own) if not _ASIDE.match(text, p.start, p.end))
        start = label.match.start()
        found.append(Turn(Span(start, start + len(label.name)), tuple(said), label.key in asking))
    return tuple(found)


def _going_on(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs behind a label, up to a question without a label or the article's own words."""
    yield from paragraphs[:1]
    for p in paragraphs[1:]:
        if not _ASIDE.match(text, p.start, p.end) and (_is_question(text, p) or not _speaks(text, p)):
            return
        yield p
