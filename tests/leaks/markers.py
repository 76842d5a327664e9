"""Words that occur nowhere else: whoever reads one knows which content it is from."""

import re
from dataclasses import dataclass

PLACES = {
    "title": "t",
    "summary": "s",
    "body": "b",
    "keywords": "k",
    "caption": "c",
    "file name": "f",
    "file": "y",
}
LANGUAGES = {"zh-hans": "供水", "en": "Water"}
MARKER = re.compile(rb"qz[0-9a-f]{6}[a-z]")
ADDRESS = re.compile(rb"qi[0-9a-f]{6}")


@dataclass(frozen=True)
class Version:
    """One form of some content; its marker is in each place, another letter at the end."""

    number: int
    language: str

    def marker(self, place: str) -> str:
        return f"qz{self.number:06x}{PLACES[place]}"

    def words(self, place: str) -> str:
        """The marker among words of the language, as an author would write."""
        return f"{LANGUAGES[self.language]} {self.marker(place)}"

    @property
    def file_name(self) -> str:
        return f"{self.marker('file name')}.txt"

    @property
    def file_content(self) -> bytes:
        return f"{self.marker('file')}\n".encode()


def numbers_in(text: bytes) -> set[int]:
    """Numbers of the versions that ``text`` has anything from."""
    return {int(marker[2:8], 16) for marker in MARKER.findall(text)}


def markers_in(text: bytes) -> set[str]:
    return {marker.decode() for marker in MARKER.findall(text)}


def addresses_in(text: bytes) -> set[str]:
    return {address.decode() for address in ADDRESS.findall(text)}
