from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel

from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.letters.values import fields_of


class MergeFieldsPanel(HelpPanel):
    """Which merge fields the letters of a kind have; before there is a kind, those of all."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("heading", _("Merge fields"))
        kwargs.setdefault("template", "wagtail_disclosure_cases/letters/merge_fields.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            kinds = [LetterKind(self.instance.kind)] if self.instance.kind else LetterKind
            fields = {name: label for kind in kinds for name, label in fields_of(kind).items()}
            return {**super().get_context_data(parent_context), "fields": fields}
