"""How central each actor is, and who stands together."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

#: Of PageRank: the usual share of steps that follow an edge (Brin and Page 1998), and when it is near enough.
_DAMPING, _NEAR, _STEPS = 0.85, 1e-10, 500

#: Decimals that a measure is rounded to, so that machines agree.
_DECIMALS = 4


#: The measures, which are attributes of the nodes too.
_MEASURES = (
    *("degree", "incoming", "outgoing", "positive", "negative"),
    *("betweenness", "pagerank", "community"),
)

#: What a table of standings shows.
STANDING_COLUMNS = ("actor", *_MEASURES)


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's place in the network.

    `degree` counts the ties by their weight, `incoming` and `outgoing` those of one direction, `positive` and
    `negative` those of one sign. `betweenness` is the share of shortest paths between others that lead
    through the actor, whatever their direction. `pagerank` follows the ties by weight, mutual ones both ways.
    `community` numbers, the largest first, those who are joined more to each other than to others by ties
    that are not against.
    """

    actor: str
    kind: str
    degree: int
    incoming: int
    outgoing: int
    positive: int
    negative: int
    betweenness: float
    pagerank: float
    community: int


def standings(network: nx.MultiDiGraph) -> tuple[Standing, ...]:
    """A line for each actor, the best connected first."""
    rows = [
        Standing(data["label"], data["class"], *(data[name] for name in _MEASURES))
        for _, data in network.nodes(data=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.degree, -row.pagerank, row.actor)))


def measured(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same network with its measures as attributes of the nodes."""
    # Numbers for names: what networkx puts into sets then comes out in the same order in every run.
    plain = nx.convert_node_labels_to_integers(network)
    between = nx.betweenness_centrality(nx.Graph(plain))
    rank, community = _pagerank(plain), _communities(plain)
    for number, name in enumerate(network):
        ties_in = [data for _, _, data in plain.in_edges(number, data=True)]
        ties_out = [data for _, _, data in plain.out_edges(number, data=True)]
        counts = {
            "degree": ties_in + ties_out,
            "incoming": ties_in,
            "outgoing": ties_out,
            "positive": [data for data in ties_in + ties_out if data["sign"] > 0],
            "negative": [data for data in ties_in + ties_out if data["sign"] < 0],
        }
        network.nodes[name].update(
            {measure: sum(d["weight"] for d in rows) for measure, rows in counts.items()}
        )
        network.nodes[name].update(
            betweenness=round(between[number], _DECIMALS),
            pagerank=round(rank[number], _DECIMALS),
            community=community[number],
        )
    return network


def _pagerank(plain: nx.MultiDiGraph) -> list[float]:
    """By repeated multiplication: networkx would want SciPy for it."""
    size = len(plain)
    rank = [1 / size] * size if size else []
    steps = [(source, target, data["weight"]) for source, target, data in plain.edges(data=True)]
    steps += [(t, s, data["weight"]) for s, t, data in plain.edges(data=True) if data["mutual"] == "yes"]
    out = [0] * size
    for source, _, weight in steps:
        out[source] += weight
    for _ in range(_STEPS):
        loose = sum(rank[node] for node in range(size) if not out[node])
        fresh = [(1 - _DAMPING + _DAMPING * loose) / size for _ in range(size)]
        for source, target, weight in steps:
            fresh[target] += _DAMPING * rank[source] * weight / out[source]
        change = sum(abs(new - old) for new, old in zip(fresh, rank, strict=True))
        rank = fresh
        if change < _NEAR:
            break
    return rank


def _communities(plain: nx.MultiDiGraph) -> dict[int, int]:
    together = nx.Graph()
    together.add_nodes_from(plain)
    for source, target, data in plain.edges(data=True):
        if data["sign"] >= 0:
            weight = together.get_edge_data(source, target, {"weight": 0})["weight"]
            together.add_edge(source, target, weight=weight + data["weight"])
    if together.number_of_edges():
        found = [sorted(group) for group in nx.community.greedy_modularity_communities(together, "weight")]
    else:
        found = [[node] for node in together]
    ordered = sorted(found, key=lambda group: (-len(group), group))
    return {node: number for number, group in enumerate(ordered, 1) for node in group}
