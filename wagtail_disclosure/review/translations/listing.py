"""The list of translations that wait for somebody, in the menu "Disclosure"."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.review.translations import localize, work

ROWS_PER_PAGE = 50
# One of these is enough; what is listed is what one may edit.
RIGHTS = ("wagtail_disclosure_review.view_clearance", "wagtail_localize.submit_translation")


def may_see(user: Any) -> bool:
    return localize.is_installed() and any(user.has_perm(right) for right in RIGHTS)


class TranslationListView(Screen, TemplateView):
    """Out of date, in review, returned: oldest first."""

    template_name = "wagtail_disclosure_review/translations.html"
    page_title = _("Translations")
    header_icon = "globe"

    def is_open_to(self, user: Any) -> bool:
        return may_see(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Paginator(work.rows_for(self.request.user), ROWS_PER_PAGE)
        return super().get_context_data(
            page_obj=rows.get_page(self.request.GET.get("p")), paginator=rows, **kwargs
        )


class TranslationListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> MenuItem:
    """The entry in the menu "Disclosure"."""
    return TranslationListMenuItem(
        _("Translations"),
        reverse("disclosure_review:translations"),
        name="disclosure-translations",
        icon_name="globe",
        order=650,
    )
