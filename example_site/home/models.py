"""The start page of the example agency: an ordinary page of its own, as any agency writes one."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_disclosure.catalog.home import front_page
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.page_cache.keeping import keep


class HomePage(Page):
    introduction = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One sentence under the search.")
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same for everybody, so the page cache may keep it."""
        return keep(super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        year = timezone.localdate(timezone=conf.time_zone()).year
        front = front_page(request, year=year)
        context["year"] = year
        context["published_in_year"] = front.published_in_year
        context["newly_published"] = front.newest
        context["tree"] = front.tree.roots if front.tree else []
        context["totals"] = front.totals
        return context
