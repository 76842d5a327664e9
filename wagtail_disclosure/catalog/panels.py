"""How the pages of the catalog are laid out in the editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel

from wagtail_disclosure.catalog.forms import AttachmentForm
from wagtail_disclosure.review.panels import ReviewStatusPanel


class StoredFilePanel(Panel):
    """Name, size and hash of a file that is stored already."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disclosure_catalog/admin/stored_file_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.stored_file_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "stored_file": self.instance.stored_file}


class AttachmentsPanel(InlinePanel):
    """Files of an entry, by upload; not there where the class allows no files."""

    def __init__(self, relation_name: str = "attachments", **kwargs: Any):
        kwargs.setdefault("panels", [StoredFilePanel(), FieldPanel("upload"), FieldPanel("title")])
        super().__init__(relation_name, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        formset["form"] = AttachmentForm
        formset["inherit_kwargs"] = ["for_user"]
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any):
            form = kwargs["form"]
            self.is_allowed = form is None or kwargs["panel"].relation_name in form.formsets
            if not self.is_allowed:
                kwargs["form"] = None
            super().__init__(**kwargs)

        def is_shown(self) -> bool:
            return self.is_allowed and super().is_shown()


CATALOG_PANELS = [ReviewStatusPanel(), FieldPanel("title"), FieldPanel("introduction")]
CATEGORY_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title"),
    MultiFieldPanel(
        [FieldPanel("code"), FieldPanel("responsible_unit"), FieldPanel("summary")],
        heading=_("Category"),
    ),
]
ENTRY_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title"),
    MultiFieldPanel(
        [
            FieldPanel("disclosure_class", read_only=True),
            FieldPanel("class_reason"),
            FieldPanel("class_ground"),
        ],
        heading=_("Disclosure class"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("index_number", read_only=True),
            FieldPanel("document_number"),
            FieldPanel("issuing_body"),
            FieldPanel("responsible_unit"),
            FieldPanel("created_on"),
            FieldPanel("published_on"),
        ],
        heading=pgettext_lazy("entry", "Document"),
    ),
    FieldPanel("summary"),
    FieldPanel("body"),
    AttachmentsPanel(heading=_("Files"), label=_("File")),
]
