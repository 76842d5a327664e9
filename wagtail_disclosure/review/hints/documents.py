"""What all office documents of the Open Packaging Conventions have in common."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from wagtail_disclosure.review.hints.findings import LimitedStream, Look, Place
from wagtail_disclosure.review.hints.markup import attribute, elements, text_of, texts

# The suffixes of members that can hide something of their own.
PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
# Written into every file by common office programs; they say nothing about content.
MEANINGLESS_PROPERTIES = frozenset({"KSOProductBuildVer", "ICV", "KSOTemplateDocerSaveRecord"})
PEOPLE = {"creator", "lastModifiedBy", "Manager", "Company"}
HARMLESS_TARGETS = ("hyperlink", "image")


class Package:
    """The parts of one document."""

    def __init__(self, archive: ZipFile, look: Look) -> None:
        self.names = frozenset(archive.namelist())
        self._archive = archive
        self._look = look

    def elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements with these names in a part; none where there is no such part."""
        if part in self.names:
            with self._archive.open(part) as stream:
                yield from elements(LimitedStream(stream, self._look), names)

    def texts(self, part: str) -> Iterator[str]:
        """Every piece of text in a part."""
        with self._archive.open(part) as stream:
            yield from texts(LimitedStream(stream, self._look))

    def below(self, folder: str) -> list[str]:
        """The names of the XML parts whose names start so, in order."""
        found = (name for name in self.names if name.startswith(folder))
        return sorted(name for name in found if name.endswith(".xml"))

    def targets(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """Id, type, target and whether it is outside, of each relationship of a part."""
        path = PurePosixPath(part)
        for link in self.elements(f"{path.parent}/_rels/{path.name}.rels", "Relationship"):
            kind = attribute(link, "Type").rpartition("/")[2]
            is_outside = attribute(link, "TargetMode") == "External"
            target = attribute(link, "Target")
            if not is_outside:
                target = _resolved(path.parent, target)
            yield attribute(link, "Id"), kind, target, is_outside


def is_worth_opening(name: str, *, is_package: bool) -> bool:
    """Whether a member is a document of its own."""
    is_embedded = "/embeddings/" in name or name.lower().endswith(PICTURES)
    return is_embedded or not is_package


def look_into_common_parts(package: Package, place: Place, look: Look) -> None:
    """People, properties, macros, embedded files and links to other files."""
    for part in ("docProps/core.xml", "docProps/app.xml"):
        for element in package.elements(part, *PEOPLE):
            if (element.text or "").strip():
                look.add("author", place, element.text)
    for element in package.elements("docProps/custom.xml", "property"):
        name = attribute(element, "name")
        value = " ".join(element.itertext()).strip()
        if name not in MEANINGLESS_PROPERTIES and value:
            look.add("properties", place, f"{name}: {value}")
            look.read_text(value, place)
    for name in sorted(package.names):
        if "/embeddings/" in name:
            look.add("embedded_file", place, PurePosixPath(name).name)
        elif name.endswith("/vbaProject.bin"):
            look.add("script", place, "VBA")
        elif name.endswith(".rels"):
            _look_at_links(package, name, place, look)


def _look_at_links(package: Package, name: str, place: Place, look: Look) -> None:
    for link in package.elements(name, "Relationship"):
        kind = attribute(link, "Type").rpartition("/")[2]
        is_outside = attribute(link, "TargetMode") == "External"
        if is_outside and kind not in HARMLESS_TARGETS:
            look.add("external_link", place, attribute(link, "Target"))


def look_at_comments(package: Package, part: str, name: str, place: Place, look: Look) -> None:
    """Each comment of a part, with the cell that it stands at, if it stands at one."""
    for comment in package.elements(part, name):
        cell = attribute(comment, "ref")
        where = (*place, ("cell", cell)) if cell else place
        text = text_of(comment, ("t", "text"))
        look.add("comment", where, text)
        look.read_text(text, where)


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(target).parts):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
