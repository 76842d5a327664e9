"""The digest for the weekly meeting, on screen and on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.reminders.digest import digest_of
from wagtail_disclosure.core.admin import Screen


class DigestView(Screen, TemplateView):
    """What is late, due and waiting among the cases that a person may see."""

    page_title = _("Weekly digest")
    header_icon = "calendar-check"
    template_name = "wagtail_disclosure_cases/admin/digest.html"

    def is_open_to(self, user: Any) -> bool:
        return policy.user_has_permission(user, "view")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        digest = digest_of(self.request.user, on=today())
        return super().get_context_data(digest=digest, **kwargs)


class DigestMenuItem(MenuItem):
    """Beside Wagtail's own reports, for whoever may see cases."""

    def __init__(self) -> None:
        super().__init__(
            _("Weekly digest of requests"),
            reverse("disclosure_cases:digest"),
            name="disclosure-digest",
            icon_name="calendar-check",
            order=850,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return policy.user_has_permission(request.user, "view")
