"""Pictures: where and by whom they were taken, as cameras and programs note it inside."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import ExifTags, Image

from wagtail_disclosure.review.hints.findings import Look, Place

PEOPLE = (ExifTags.Base.Artist, ExifTags.Base.Copyright, ExifTags.Base.XPAuthor)
REMARKS = (
    ExifTags.Base.ImageDescription,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPTitle,
    ExifTags.Base.UserComment,
)
PEOPLE_KEYS = frozenset({"author", "artist", "copyright", "creator"})


def look_into_image(stream: BinaryIO, place: Place, look: Look) -> None:
    """What a picture says beside what it shows; its points are not decoded."""
    with Image.open(stream) as image:
        exif = image.getexif()
        texts = {str(key): value for key, value in image.info.items() if isinstance(value, str)}
    if any(exif.get_ifd(ExifTags.IFD.GPSInfo).values()):
        look.add("location", place)
    details = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    for tag in PEOPLE:
        if text := _text_of(details.get(tag)):
            look.add("author", place, text)
    for tag in REMARKS:
        if text := _text_of(details.get(tag)):
            look.add("properties", place, text)
            look.read_text(text, place)
    for kind, text in _kept_texts(texts):
        look.add(kind, place, text)
        look.read_text(text, place)


def _kept_texts(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The text chunks of PNG files and the comments of others."""
    for key, value in texts.items():
        if value.strip():
            yield ("author" if key.lower() in PEOPLE_KEYS else "properties"), f"{key}: {value}"


def _text_of(value: object) -> str:
    if isinstance(value, bytes):
        # The tags that Windows writes are UTF-16; user comments begin with their encoding's name.
        is_wide = b"\0" in value[8:]
        value = value.decode("utf-16-le" if is_wide else "utf-8", "replace")
    return str(value).replace("\0", "").strip() if value else ""
