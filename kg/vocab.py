"""The vocabularies that the graph is written in: prefixes, and terms made from local names.

A term is spelled as in Turtle: `KG("speaker")` is kg:speaker, `ET("Ceasefire")` is et:Ceasefire.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import NamedNode

from kg.errors import OntologyError

#: The root of everything that this project names.
BASE = "https://w3id.org/article-kg/"

#: Prefix to namespace, for Turtle, JSON-LD, queries and short answers. No namespace begins with
#: another, so that shortening is unambiguous.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": BASE + "ns#",
        "ent": BASE + "entity/",
        "art": BASE + "article/",
        "content": BASE + "content/",
        "et": BASE + "event-type/",
        "il": BASE + "illocution/",
        "ms": BASE + "measure/",
        "sector": BASE + "sector/",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "gaf": "http://groundedannotationframework.org/gaf#",
        "grasp": "http://groundedannotationframework.org/grasp#",
        "graspf": "http://groundedannotationframework.org/grasp/factuality#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

#: What may follow the colon of a short name; two slashes would make the prefix look like a scheme.
_LOCAL = re.compile(r"(?!//)\S+")


@dataclass(frozen=True, slots=True)
class Namespace:
    """The terms that begin with one IRI.

    >>> Namespace("http://example.org/")("a").value
    'http://example.org/a'
    """

    iri: str

    def __call__(self, name: str) -> NamedNode:
        """The term with this local name.

        :raises OntologyError: when `name` cannot stand in an IRI.
        """
        try:
            return NamedNode(self.iri + name)
        except ValueError as error:
            raise OntologyError(
                f"{name!r} cannot be a local name ({error})", where=self.iri, hint="use letters and digits"
            ) from None


KG = Namespace(PREFIXES["kg"])
ET = Namespace(PREFIXES["et"])
IL = Namespace(PREFIXES["il"])
MS = Namespace(PREFIXES["ms"])
DCTERMS = Namespace(PREFIXES["dcterms"])
GRASPF = Namespace(PREFIXES["graspf"])
OA = Namespace(PREFIXES["oa"])
OWL = Namespace(PREFIXES["owl"])
PROV = Namespace(PREFIXES["prov"])
RDF = Namespace(PREFIXES["rdf"])
RDFS = Namespace(PREFIXES["rdfs"])
SCHEMA = Namespace(PREFIXES["schema"])
SKOS = Namespace(PREFIXES["skos"])
XSD = Namespace(PREFIXES["xsd"])


def shorten(iri: str) -> str:
    """An IRI as prefix and name where a prefix fits, else unchanged.

    For people and for JSON-LD; a name may hold a slash, which Turtle would want escaped.

    >>> shorten("https://w3id.org/article-kg/ns#denies"), shorten("http://example.org/a")
    ('kg:denies', 'http://example.org/a')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str:
    """The IRI of a short name; what does not begin with a known prefix is returned unchanged.

    >>> expand("kg:denies"), expand("http://example.org/a")
    ('https://w3id.org/article-kg/ns#denies', 'http://example.org/a')
    """
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return name
