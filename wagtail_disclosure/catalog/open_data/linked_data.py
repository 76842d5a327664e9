"""Nodes of linked data, and their two notations: JSON-LD and Turtle.

A node is what JSON-LD writes: ``@id``, ``@type`` and, by property, a list of values that are each
made by :func:`ref`, :func:`text` or :func:`typed`, or a node without ``@id``.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.encoding import iri_to_uri

from wagtail_disclosure.rules.plain_text import printable

Node = dict[str, Any]

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# IRIs may hold neither; what else may not be there, `iri_to_uri` has encoded.
_NOT_IN_IRIS = {ord(character): f"%{ord(character):02X}" for character in ' <>"{}|\\^`'}


def iri(address: str) -> str:
    """``address`` as both notations may write it."""
    return (iri_to_uri(address) or "").translate(_NOT_IN_IRIS)


def ref(address: str) -> Node:
    """A link to another node."""
    return {"@id": iri(address)}


def text(value: str, language: str) -> Node:
    """Words in a language."""
    return {"@value": printable(value), "@language": language}


def typed(value: Any, kind: str) -> Node:
    """A value with its datatype, such as ``xsd:date``."""
    return {"@value": printable(str(value)), "@type": kind}


def moment(value: date | datetime) -> Node:
    """A day or a moment."""
    is_moment = isinstance(value, datetime)
    return typed(value.isoformat(), "xsd:dateTime" if is_moment else "xsd:date")


def node(address: str, *kinds: str, **properties: Iterable[Node | None]) -> Node:
    """A node with those ``properties`` that say something; ``dct_title`` is ``dct:title``."""
    made: Node = {"@id": iri(address)} if address else {}
    made["@type"] = list(kinds)
    for name, values in properties.items():
        if filled := [value for value in values if value is not None]:
            made[name.replace("_", ":", 1)] = filled
    return made


def as_json_ld(nodes: Iterable[Node]) -> str:
    """A document with all ``nodes`` in one graph."""
    document = {"@context": PREFIXES, "@graph": list(nodes)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def as_turtle(nodes: Iterable[Node]) -> str:
    """The same in Turtle."""
    return "".join(_turtle(nodes))


def _turtle(nodes: Iterable[Node]) -> Iterator[str]:
    for prefix, address in PREFIXES.items():
        yield f"@prefix {prefix}: <{address}> .\n"
    for one in nodes:
        yield f"\n<{one['@id']}> {_statements(one)} .\n"


def _statements(one: Node) -> str:
    lines = [f"a {', '.join(one['@type'])}"] if one.get("@type") else []
    for name, values in one.items():
        if not name.startswith("@"):
            lines.append(f"{name} {', '.join(map(_value, values))}")
    return " ;\n    ".join(lines)


def _value(value: Node) -> str:
    if "@value" in value:
        # The escapes of JSON are among those of Turtle.
        literal = json.dumps(value["@value"], ensure_ascii=False)
        if "@language" in value:
            return f"{literal}@{value['@language']}"
        return f"{literal}^^{value['@type']}" if "@type" in value else literal
    if "@id" in value:
        return f"<{value['@id']}>"
    return f"[ {_statements(value)} ]"
