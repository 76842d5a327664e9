"""The numbers in the admin, for whoever may see them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from wagtail_disclosure.cases.models import Satisfaction
from wagtail_disclosure.cases.satisfaction.counting import FEWEST, months

PERMISSION = "wagtail_disclosure_cases.view_satisfaction"


class SatisfactionView(WagtailAdminTemplateMixin, TemplateView):
    """What applicants said, by month."""

    template_name = "wagtail_disclosure_cases/satisfaction/months.html"
    page_title = _("Satisfaction of applicants")
    header_icon = "pick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

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
