"""Plain text of an import as the blocks of an entry."""

from django.utils.html import escape
from wagtail.blocks import StreamValue

from wagtail_disclosure.catalog.models import EntryPage


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs as localize stores them: HTML without the surrounding tag.

    An empty line parts them; a single line break stays one.
    """
    return [
        "<br/>".join(escape(line.strip()) for line in part.strip().splitlines())
        for part in text.split("\n\n")
        if part.strip()
    ]


def body_of(text: str) -> StreamValue:
    """A body with one block per paragraph of ``text``."""
    raw = [
        {"type": "paragraph", "value": f"<p>{paragraph}</p>"} for paragraph in paragraphs_of(text)
    ]
    return StreamValue(EntryPage._meta.get_field("body").stream_block, raw, is_lazy=True)
