"""How the pages of the disclosure log are laid out in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from wagtail_disclosure.core.attachments import FilesPanel
from wagtail_disclosure.review.panels import ReviewStatusPanel

LOG_PANELS = [ReviewStatusPanel(), FieldPanel("title"), FieldPanel("introduction")]
LOG_ENTRY_PANELS = [
    ReviewStatusPanel(),
    FieldPanel("title"),
    FieldPanel("asked"),
    FieldPanel("answered"),
    MultiFieldPanel(
        [FieldPanel("outcome"), FieldPanel("answered_on"), FieldPanel("responsible_unit")],
        heading=_("Answer"),
    ),
    FilesPanel("released_files", heading=_("Files"), label=_("File")),
]
