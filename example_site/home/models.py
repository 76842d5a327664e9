"""The start page of the example agency: an ordinary page of its own, as any agency writes one."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_disclosure.catalog.home import front_page
from wagtail_disclosure.catalog.models import CatalogPage, EntryPage
from wagtail_disclosure.catalog.tree import Totals
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import IntakeWindow


@dataclass(frozen=True)
class YearFigures:
    """How much is open, and how much of it was published in ``year``."""

    year: int
    published: int
    totals: Totals


class HomePage(Page):
    introduction = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One sentence under the search.")
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        front = front_page(request)
        context["tree"] = front.tree.roots if front.tree else []
        context["newly_published"] = front.newest
        context["figures"] = _figures(front.catalog, front.tree.totals) if front.tree else None
        context["windows"] = _windows()
        return context


def _figures(catalog: CatalogPage, totals: Totals) -> YearFigures:
    year = timezone.localdate(timezone=conf.time_zone()).year
    entries = EntryPage.objects.disclosed().filter(path__startswith=catalog.path)
    published = entries.with_public_on().filter(public_on__year=year).count()
    return YearFigures(year=year, published=published, totals=totals)


def _windows() -> models.QuerySet[IntakeWindow]:
    """The windows that one can go to or call; those of the website itself have no hours."""
    windows = IntakeWindow.objects.filter(is_active=True, body__code=conf.public_body_code())
    return windows.exclude(channel=IntakeWindow.Channel.WEB)
