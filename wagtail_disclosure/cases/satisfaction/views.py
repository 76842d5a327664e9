"""The numbers in the admin, for whoever may see them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from wagtail_disclosure.cases.models import Satisfaction
from wagtail_disclosure.cases.satisfaction.counting import FEWEST, months
from wagtail_disclosure.core.admin import Screen

PERMISSION = "wagtail_disclosure_cases.view_satisfaction"


class SatisfactionView(Screen, TemplateView):
    """What applicants said, by month."""

    template_name = "wagtail_disclosure_cases/satisfaction/months.html"
    page_title = _("Satisfaction of applicants")
    header_icon = "pick"

    def is_open_to(self, user: Any) -> bool:
        return user.has_perm(PERMISSION)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            months=months(), grades=Satisfaction.Grade.labels, fewest=FEWEST, **kwargs
        )


class SatisfactionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


class SatisfactionViewSet(ViewSet):
    """One page: whoever wants to know more reads the cases."""

    name = "disclosure_satisfaction"
    url_prefix = "disclosure/satisfaction"
    icon = "pick"
    menu_label = _("Satisfaction")
    menu_name = "disclosure-satisfaction"
    menu_order = 330
    menu_hook = "register_disclosure_menu_item"
    menu_item_class = SatisfactionMenuItem
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", SatisfactionView.as_view(), name="index")]
