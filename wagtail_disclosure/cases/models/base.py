from django.urls import reverse

from wagtail_disclosure.review.models import GuardedPageMixin
from wagtail_disclosure.review.untranslated import OfferedUntranslatedMixin


class CaseTypeMixin(OfferedUntranslatedMixin, GuardedPageMixin):
    """What all page types of casework have in common."""

    class Meta:
        abstract = True

    def get_untranslated_url(self) -> str:
        """Where readers of the active language get this page as it is, with a notice."""
        return reverse("wagtail_disclosure_cases:untranslated", args=[self.pk])
