"""How the pages of the catalog are laid out in the editor."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel

from wagtail_disclosure.catalog.forms import SuccessorFormSet
from wagtail_disclosure.catalog.timeliness import publication_clock
from wagtail_disclosure.core import days
from wagtail_disclosure.core.attachments import FilesPanel
from wagtail_disclosure.review.panels import ReviewStatusPanel
from wagtail_disclosure.rules.timeliness import Assessment


class AttachmentsPanel(FilesPanel):
    """Files of an entry, by upload; not there where the class allows no files."""

    def __init__(self, relation_name: str = "attachments", **kwargs: Any):
        super().__init__(relation_name, **kwargs)

    class BoundPanel(FilesPanel.BoundPanel):
        def __init__(self, **kwargs: Any):
            form = kwargs["form"]
            self.is_allowed = form is None or kwargs["panel"].relation_name in form.formsets
            if not self.is_allowed:
                kwargs["form"] = None
            super().__init__(**kwargs)

        def is_shown(self) -> bool:
            return self.is_allowed and super().is_shown()


class TimelinessPanel(Panel):
    """Until when a draft has to be public, or how long it took; nothing where that isn't known."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disclosure_catalog/admin/timeliness_panel.html"

        @cached_property
        def assessment(self) -> Assessment | None:
            clock = publication_clock(self.instance.responsible_unit.body)
            return clock and self.instance.assess_timeliness(days.today(), clock)

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.assessment)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "assessment": self.assessment, "entry": self.instance}


class SuccessorsPanel(InlinePanel):
    """The entries that amend or repeal this one."""

    def __init__(self, relation_name: str = "successors", **kwargs: Any):
        kwargs.setdefault("panels", [FieldPanel("relation"), FieldPanel("successor")])
        super().__init__(relation_name, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = SuccessorFormSet
        return options


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
    MultiFieldPanel(
        [
            FieldPanel("disclosure_class", read_only=True),
            FieldPanel("class_reason"),
            FieldPanel("class_ground"),
        ],
        heading=_("Disclosure class"),
    ),
    FieldPanel("title"),
    MultiFieldPanel(
        [
            FieldPanel("index_number", read_only=True),
            FieldPanel("document_number"),
            FieldPanel("issuing_body"),
            FieldPanel("responsible_unit"),
            FieldPanel("created_on"),
            FieldPanel("published_on"),
            TimelinessPanel(),
        ],
        heading=pgettext_lazy("entry", "Document"),
    ),
    FieldPanel("summary"),
    FieldPanel("body"),
    AttachmentsPanel(heading=_("Files"), label=_("File")),
    # Needed seldom, so closed until somebody opens them.
    MultiFieldPanel(
        [
            FieldPanel("effective_on"),
            FieldPanel("expires_on"),
            FieldPanel("validity"),
            SuccessorsPanel(heading=_("Later documents"), label=_("Later document")),
        ],
        heading=_("Validity"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("subject_class"),
            FieldPanel("genre"),
            FieldPanel("keywords"),
            FieldPanel("disclosure_basis"),
            FieldPanel("disclosure_form"),
            FieldPanel("retention"),
            InlinePanel(
                "joint_issuers",
                [FieldPanel("body")],
                heading=_("Joint issuing bodies"),
                label=_("Joint issuing body"),
            ),
        ],
        heading=_("More about the document"),
        classname="collapsed",
    ),
]

GUIDE_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title"),
    FieldPanel("introduction"),
    FieldPanel("body"),
]
SERVICE_GUIDE_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title"),
    FieldPanel("summary"),
    MultiFieldPanel([FieldPanel("audience"), FieldPanel("responsible_unit")], heading=_("Service")),
    FieldPanel("steps"),
    FieldPanel("body"),
]
FAQ_INDEX_PANELS = [ReviewStatusPanel(), FieldPanel("title"), FieldPanel("introduction")]
FAQ_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title", heading=_("Question")),
    MultiFieldPanel([FieldPanel("topic"), FieldPanel("responsible_unit")], heading=_("Topic")),
    FieldPanel("answer"),
    FieldPanel("related_entries"),
]
RULES_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title"),
    MultiFieldPanel(
        [FieldPanel("document_number"), FieldPanel("effective_on")],
        heading=pgettext_lazy("entry", "Document"),
    ),
    FieldPanel("introduction"),
    FieldPanel("body"),
    AttachmentsPanel(heading=_("Files"), label=_("File")),
]
