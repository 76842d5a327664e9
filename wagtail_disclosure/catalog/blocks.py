"""The blocks that an entry's text is made of: no images, documents or tables."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

# Without images, embeds and documents: those files would be public outside every clearance.
RICH_TEXT_FEATURES = ["bold", "ol", "ul", "link", "superscript", "subscript"]


class EntryBodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"),
        max_length=200,
        icon="title",
        template="wagtail_disclosure_catalog/blocks/heading.html",
    )
    paragraph = blocks.RichTextBlock(
        label=pgettext_lazy("entry", "Text"), features=RICH_TEXT_FEATURES, icon="pilcrow"
    )
