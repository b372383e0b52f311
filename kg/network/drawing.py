"""The network as a drawing: SVG that needs nothing else, with boxes for actors and arrows for ties."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations
from math import hypot, log2, sqrt
from typing import Any, TypeAlias

import networkx as nx

#: Most actors that a page can show and a person can read; those with the fewest ties are left out.
MAX_DRAWN = 40

#: Pixels: of a letter and a line of text, around a box's words, between boxes, and around the whole.
_LETTER, _LINE, _PADDING, _MARGIN = 7.4, 17.0, 9.0, 30.0
_GAP_X, _GAP_Y = 70.0, 58.0
#: Letters in a line of a box.
_WIDTH = 20
#: Pixels between the curves of two ties of one pair, at their middle.
_SPREAD = 38.0
#: Pixels for one unit of the layout, for each square root of the number of actors.
_SCALE_X, _SCALE_Y = 150.0, 105.0
_HEAD = 74.0
#: Of the layout: a start and a number of steps that give the same drawing every time.
_SEED, _STEPS = 7, 300

#: Colours that those who see no red or green tell apart, by sign, and what they mean.
_SIGNS = {
    1: ("#1a6fb4", "for: supports, helps, agrees, is allied with"),
    -1: ("#c8371e", "against: accuses, attacks, threatens, rejects"),
    0: ("#6b6b6b", "neither: asks, belongs to, is led by"),
}

Point: TypeAlias = tuple[float, float]


@dataclass(slots=True)
class _Box:
    """An actor's place: its centre, its size and its words."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    def covers(self, point: Point, margin: float = 0.0) -> bool:
        dx, dy = abs(point[0] - self.x), abs(point[1] - self.y)
        return dx <= self.width / 2 + margin and dy <= self.height / 2 + margin


def draw(network: nx.MultiDiGraph) -> str:
    """SVG 1.1 of the network: colours by sign, width by weight, dashes for what is only claimed.

    At most `MAX_DRAWN` actors, those with the most ties; it says how many are left out.
    """
    ranked = sorted(network, key=lambda name: (-network.degree(name, "weight"), str(name)))
    shown = network.subgraph(ranked[:MAX_DRAWN])
    names = [name for name in network if name in shown]
    boxes = _placed(shown, names)
    width = max([box.x + box.width / 2 for box in boxes.values()], default=0.0) + _MARGIN
    width = max(width, 760.0)
    height = max([box.y + box.height / 2 for box in boxes.values()], default=_HEAD) + _MARGIN + 10
    ties = list(_ties(shown, names, boxes))
    left_out = len(network) - len(names)
    title = f"{len(names)} actors, {shown.number_of_edges()} ties" + (
        f" ({left_out} more actors with fewer ties are not drawn)" if left_out else ""
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="Helvetica, Arial, sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        "<defs>",
        *(_marker(sign, colour) for sign, (colour, _) in _SIGNS.items()),
        "</defs>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *_legend(title),
        *(line for lines, _ in ties for line in lines),
        *(line for name in names for line in _box(boxes[name], network.nodes[name])),
        *(text for _, text in ties),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# -------------------------------------------------------------------- where things stand


def _placed(shown: nx.MultiDiGraph, names: Sequence[str]) -> dict[str, _Box]:
    """A box for each actor; parts of the network that hang together are laid out apart and set in rows."""
    number = {name: index for index, name in enumerate(names)}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    plain.add_edges_from((number[source], number[target]) for source, target in shown.edges())
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda p: (-len(p), p))
    boxes: dict[str, _Box] = {}
    x, y, row, widest = _MARGIN, _HEAD + _MARGIN, 0.0, 900.0
    for part in parts:
        found = _laid_out(plain.subgraph(part), part, [shown.nodes[names[index]]["label"] for index in part])
        left, top = min(b.x - b.width / 2 for b in found), min(b.y - b.height / 2 for b in found)
        wide = max(b.x + b.width / 2 for b in found) - left
        high = max(b.y + b.height / 2 for b in found) - top
        if x > _MARGIN and x + wide > widest:
            x, y, row = _MARGIN, y + row + _GAP_Y, 0.0
        for index, box in zip(part, found, strict=True):
            box.x, box.y = box.x - left + x, box.y - top + y
            boxes[names[index]] = box
        x, row, widest = x + wide + _GAP_X, max(row, high), max(widest, wide + _MARGIN)
    return boxes


def _laid_out(plain: nx.Graph, part: Sequence[int], labels: Sequence[str]) -> list[_Box]:
    ordered = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in plain.edges()))
    size = sqrt(len(part))
    places = nx.spring_layout(ordered, seed=_SEED, iterations=_STEPS, k=1.6 / size)
    boxes = []
    for index, label in zip(part, labels, strict=True):
        lines = tuple(textwrap.wrap(label, _WIDTH)) or ("",)
        width = max(map(len, lines)) * _LETTER + 2 * _PADDING
        x, y = (float(value) for value in places[index])
        height = len(lines) * _LINE + 2 * _PADDING
        boxes.append(_Box(x * _SCALE_X * size, y * _SCALE_Y * size, width, height, lines))
    for _ in range(_STEPS):
        moved = [_pushed_apart(one, other) for one, other in combinations(boxes, 2)]
        if not any(moved):
            break
    return boxes


def _pushed_apart(one: _Box, other: _Box) -> bool:
    """Whether two boxes stood too close; moves them along the shorter way."""
    dx, dy = other.x - one.x, other.y - one.y
    over_x = (one.width + other.width) / 2 + _GAP_X - abs(dx)
    over_y = (one.height + other.height) / 2 + _GAP_Y - abs(dy)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    if over_x < over_y:
        step = over_x / 2 if dx >= 0 else -over_x / 2
        one.x, other.x = one.x - step, other.x + step
    else:
        step = over_y / 2 if dy >= 0 else -over_y / 2
        one.y, other.y = one.y - step, other.y + step
    return True


# -------------------------------------------------------------------- what is drawn


def _ties(
    shown: nx.MultiDiGraph, names: Sequence[str], boxes: dict[str, _Box]
) -> Iterator[tuple[list[str], str]]:
    """Each tie's curve, and its words, which are drawn above the boxes."""
    number = {name: index for index, name in enumerate(names)}
    pairs: defaultdict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for source, target, data in shown.edges(data=True):
        ends = (source, target) if number[source] < number[target] else (target, source)
        pairs[ends].append((source, data))
    words: list[_Box] = []
    for (one, other), group in sorted(pairs.items(), key=lambda item: [number[name] for name in item[0]]):
        ordered = sorted(group, key=lambda tie: (tie[0] == one, tie[1]["relation"], tie[1]["claimed"]))
        others = [box for name, box in boxes.items() if name not in (one, other)]
        ends = boxes[one], boxes[other]
        bends = [index - (len(ordered) - 1) / 2 for index in range(len(ordered))]
        shift = min((0, 1.5, -1.5, 3, -3), key=lambda s: (_hits(ends, others, bends, s), abs(s), s))
        for bend, (source, data) in zip(bends, ordered, strict=True):
            curve = _curve(*ends, (bend + shift) * _SPREAD)
            curve = curve if source == one else curve[::-1]
            start, end = (boxes[one], boxes[other]) if source == one else (boxes[other], boxes[one])
            path = [point for point in curve if not start.covers(point, 2) and not end.covers(point, 5)]
            if len(path) < 2:
                path = curve
            text = data["label"] + (f" ×{data['weight']}" if data["weight"] > 1 else "")
            place = _free_place(path, text, [*boxes.values(), *words])
            words.append(place)
            yield _path(path, data), _words(place, text, data)


def _curve(one: _Box, other: _Box, bend: float) -> list[Point]:
    """Points from one centre to the other along a parabola that stands `bend` off in its middle."""
    dx, dy = other.x - one.x, other.y - one.y
    length = hypot(dx, dy) or 1.0
    control = ((one.x + other.x) / 2 - 2 * bend * dy / length, (one.y + other.y) / 2 + 2 * bend * dx / length)
    steps = 60
    return [
        (
            (1 - t) ** 2 * one.x + 2 * t * (1 - t) * control[0] + t * t * other.x,
            (1 - t) ** 2 * one.y + 2 * t * (1 - t) * control[1] + t * t * other.y,
        )
        for t in (step / steps for step in range(steps + 1))
    ]


def _hits(ends: tuple[_Box, _Box], others: Iterable[_Box], bends: Iterable[float], shift: float) -> int:
    """How many boxes of others the curves would run through."""
    curves = [_curve(*ends, (bend + shift) * _SPREAD) for bend in bends]
    return sum(any(box.covers(point, 4) for point in curve) for box in others for curve in curves)


def _free_place(path: Sequence[Point], text: str, taken: Iterable[_Box]) -> _Box:
    """Where the words stand on their curve: near the middle, on nothing else if there is such a place."""
    width, height = len(text) * 6.2 + 4, 15.0
    blocked = list(taken)

    def cost(share: float) -> tuple[int, float]:
        x, y = path[round(share * (len(path) - 1))]
        hits = sum(
            abs(box.x - x) < (box.width + width) / 2 and abs(box.y - y) < (box.height + height) / 2
            for box in blocked
        )
        return hits, abs(share - 0.5)

    best = min((0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82), key=cost)
    x, y = path[round(best * (len(path) - 1))]
    return _Box(x, y, width, height, (text,))


def _path(path: Sequence[Point], data: dict[str, Any]) -> list[str]:
    colour, _ = _SIGNS[data["sign"]]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in path)
    dashes = ' stroke-dasharray="6 4"' if data["claimed"] == "yes" else ""
    arrow = "" if data["mutual"] == "yes" else f' marker-end="url(#{_marker_name(data["sign"])})"'
    wide = 1.4 + 0.9 * log2(data["weight"])
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{wide:.1f}"{dashes}{arrow}>'
        f"<title>{escape(_told(data))}</title></polyline>"
    ]


def _told(data: dict[str, Any]) -> str:
    dates = " to ".join(dict.fromkeys(data[name] for name in ("start", "end") if name in data))
    claimed = f"claimed by {data['claimed_by']}" if data.get("claimed_by") else ""
    return ", ".join(part for part in (data["kinds"], dates, claimed) if part)


def _words(place: _Box, text: str, data: dict[str, Any]) -> str:
    return (
        f'<text x="{place.x:.1f}" y="{place.y + 4:.1f}" text-anchor="middle" font-size="11" '
        f'fill="{_SIGNS[data["sign"]][0]}" stroke="#ffffff" stroke-width="4" paint-order="stroke">'
        f"{escape(text)}</text>"
    )


def _box(box: _Box, node: dict[str, Any]) -> Iterator[str]:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    yield (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="7" '
        f'fill="#f4f1e8" stroke="#4a4a4a"><title>{escape(node["class"])}</title></rect>'
    )
    for index, line in enumerate(box.lines):
        y = top + _PADDING + (index + 0.76) * _LINE
        yield (f'<text x="{box.x:.1f}" y="{y:.1f}" text-anchor="middle" fill="#1c1c1c">{escape(line)}</text>')


def _legend(title: str) -> Iterator[str]:
    head = f'<text x="{_MARGIN:.0f}" y="28" font-size="15" font-weight="bold" fill="#1c1c1c">'
    yield f"{head}{escape(title)}</text>"
    x = _MARGIN
    for sign, (colour, meaning) in _SIGNS.items():
        marker = _marker_name(sign)
        yield (
            f'<line x1="{x:.0f}" y1="50" x2="{x + 30:.0f}" y2="50" stroke="{colour}" stroke-width="2" '
            f'marker-end="url(#{marker})"/>'
        )
        yield f'<text x="{x + 42:.0f}" y="54" font-size="12" fill="{colour}">{meaning}</text>'
        x += 42 + len(meaning) * 6.0 + 22
    note = "no arrowhead: mutual; ×2: twice; dashed: only claimed"
    yield f'<text x="{_MARGIN:.0f}" y="74" font-size="12" fill="#1c1c1c">{note}</text>'


def _marker_name(sign: int) -> str:
    return {1: "for", -1: "against", 0: "neither"}[sign]


def _marker(sign: int, colour: str) -> str:
    return (
        f'<marker id="{_marker_name(sign)}" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" '
        f'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0 L10,5 L0,10 z" '
        f'fill="{colour}"/></marker>'
    )
