"""What DCAT-AP 3 wants to be named by addresses that others have set down, and our own names."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import quote
from uuid import uuid5

from wagtail_disclosure.catalog.open_data.linked_data import Node, iri, node, ref
from wagtail_disclosure.catalog.open_data.records import EntryRecord, FileRecord
from wagtail_disclosure.rules.classification import DisclosureClass

AUTHORITY = "http://publications.europa.eu/resource/authority"
# What is open on request may be had under conditions, which is what RESTRICTED means there.
ACCESS = {
    DisclosureClass.PROACTIVE: f"{AUTHORITY}/access-right/PUBLIC",
    DisclosureClass.ON_REQUEST: f"{AUTHORITY}/access-right/RESTRICTED",
}
# ISO 639-3 codes of the authority's list, by the first part of a language tag.
LANGUAGES = {
    "de": "DEU",
    "en": "ENG",
    "es": "SPA",
    "fr": "FRA",
    "it": "ITA",
    "ja": "JPN",
    "ko": "KOR",
    "pt": "POR",
    "ru": "RUS",
    "zh": "ZHO",
}
FILE_TYPES = {"JPG": "JPEG"}
MEDIA_TYPES = "http://www.iana.org/assignments/media-types"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def distribution_iri(record: EntryRecord, number: int) -> str:
    return uuid5(record.key, f"{record.language}/{number}/{record.files[number - 1].sha256}").urn


def language_iri(code: str) -> str:
    first = code.split("-")[0].lower()
    if first in LANGUAGES:
        return f"{AUTHORITY}/language/{LANGUAGES[first]}"
    return f"http://id.loc.gov/vocabulary/iso639-1/{first}"


def file_type(file: FileRecord) -> str:
    kind = PurePosixPath(file.name).suffix.lstrip(".").upper()
    return f"{AUTHORITY}/file-type/{quote(FILE_TYPES.get(kind, kind) or 'BIN')}"


def telephone(number: str) -> Node:
    return ref(f"tel:{''.join(sign for sign in number if sign.isdigit() or sign in '+-')}")


def document(address: str) -> Node:
    return node(address, "foaf:Document")


def classed(language: str) -> Iterator[Node]:
    """What others define, with the class that the profile wants it to have."""
    yield node(language_iri(language), "dct:LinguisticSystem")
    yield node(SHA256, "spdx:ChecksumAlgorithm")
    for address in ACCESS.values():
        yield node(address, "dct:RightsStatement")


def media_types(records: Iterable[EntryRecord]) -> Iterator[Node]:
    files = [file for record in records for file in record.files]
    for address in sorted({iri(f"{MEDIA_TYPES}/{file.media_type}") for file in files}):
        yield node(address, "dct:MediaType")
    for address in sorted({file_type(file) for file in files}):
        yield node(address, "dct:MediaTypeOrExtent")
