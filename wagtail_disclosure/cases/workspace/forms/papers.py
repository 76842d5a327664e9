"""The form for papers that came in after the request."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_disclosure.cases.registration.forms import WindowField
from wagtail_disclosure.cases.request_forms.fields import LineField
from wagtail_disclosure.cases.request_forms.file_fields import FilesField, kinds
from wagtail_disclosure.cases.workspace.forms.base import OnDayForm
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import IntakeWindow
from wagtail_disclosure.rules.case_states import CaseAction, can

MOST_AT_ONCE = 10


class AddPapersForm(OnDayForm):
    """Files, what they are, and how they came; ``text`` is the reason as well."""

    reason = None

    papers = FilesField(
        label=gettext_lazy("Files"),
        maximum=MOST_AT_ONCE,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    text = LineField(
        label=gettext_lazy("What they are"),
        max_length=200,
        help_text=gettext_lazy("Such as “power of attorney”; not who applied. Stored sealed."),
    )
    window = WindowField(
        label=gettext_lazy("Intake window"),
        queryset=IntakeWindow.objects.none(),
        required=False,
        empty_label=gettext_lazy("None, or not known"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["papers"].help_text = _limits()
        self.fields["on"].label = _("Came in on")
        windows = IntakeWindow.objects.filter(body_id=self.case.body_id, is_active=True)
        self.fields["window"].queryset = windows.order_by("code")
        self.order_fields(["papers", "text", "on", "window"])

    def about(self) -> str:
        if not can(CaseAction.RECORD_CORRECTION, self.case.state):
            return _("The time to answer does not change by it.")
        return format_html(
            _(
                "This case waits for a correction, and papers alone are none. Where they hold the "
                "answer, {link} as well."
            ),
            link=format_html(
                '<a href="#record-correction-section">{}</a>', _("record the correction")
            ),
        )


def _limits() -> str:
    values = {
        "number": min(MOST_AT_ONCE, conf.upload_max_files()),
        "largest": filesizeformat(conf.upload_max_bytes()),
        "kinds": kinds(),
    }
    return _("Up to %(number)d files of at most %(largest)s each: %(kinds)s.") % values
