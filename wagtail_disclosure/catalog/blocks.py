"""The blocks that texts of the catalog are made of: no images, documents or tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from wagtail_disclosure.core.blocks import WithTexts

# Without images, embeds and documents: those files would be public outside every clearance.
RICH_TEXT_FEATURES = ["bold", "ol", "ul", "link", "superscript", "subscript"]
TEMPLATES = "wagtail_disclosure_catalog/blocks"


class EntryBodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"),
        max_length=200,
        icon="title",
        template=f"{TEMPLATES}/heading.html",
    )
    paragraph = blocks.RichTextBlock(
        label=pgettext_lazy("entry", "Text"), features=RICH_TEXT_FEATURES, icon="pilcrow"
    )


def facts_block(name: str, label: Any, icon: str) -> blocks.StaticBlock:
    """A place in a guide for what the rows of the agency say: never typed, so never out of date.

    Its template reads ``facts``, a GuideFacts, from the page's context.
    """
    return blocks.StaticBlock(
        label=label,
        icon=icon,
        admin_text=_("Filled in from what the agency says about itself, whenever it is read."),
        template=f"{TEMPLATES}/{name}.html",
    )


class GuideBodyBlock(EntryBodyBlock):
    """OGI Art. 12: classification, arrangement, how to obtain, office, address, hours, numbers."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        max_length=200,
        icon="title",
        template=f"{TEMPLATES}/guide_heading.html",
    )
    classes = facts_block("classes", _("The disclosure classes"), "list-ul")
    categories = facts_block(
        "categories", _("The categories of the catalog"), "folder-open-inverse"
    )
    ways = facts_block("ways", _("How to obtain information"), "form")
    office = facts_block("office", _("The disclosure office"), "home")
    windows = facts_block("windows", _("The intake windows"), "login")
    services = facts_block("services", _("The service guides below this page"), "doc-full")


class StepBlock(WithTexts, blocks.StructBlock):
    """One step of a service, in the order in which people take it."""

    title = blocks.CharBlock(label=_("What to do"), max_length=200)
    text = blocks.RichTextBlock(
        label=pgettext_lazy("step", "Explanation"), features=RICH_TEXT_FEATURES, required=False
    )
    who = blocks.CharBlock(
        label=pgettext_lazy("step", "Who does it"), max_length=200, required=False
    )
    documents = blocks.ListBlock(
        blocks.CharBlock(label=_("Document"), max_length=200),
        label=_("Documents needed"),
        default=[],
    )
    how_long = blocks.CharBlock(
        label=pgettext_lazy("step", "How long it takes"), max_length=200, required=False
    )
    links = blocks.RichTextBlock(
        label=_("Forms and entries"),
        features=["link"],
        required=False,
        help_text=_("Link the form or the entry; until it is public, visitors see the words only."),
    )

    class Meta:
        icon = "tasks"
        template = f"{TEMPLATES}/step.html"


class StepsBlock(blocks.StreamBlock):
    step = StepBlock(label=pgettext_lazy("service guide", "Step"))


class RelatedEntriesBlock(blocks.StreamBlock):
    """Entries by index number, which never changes and is the same in every language."""

    entry = blocks.CharBlock(label=_("Index number"), max_length=80, icon="doc-full")
