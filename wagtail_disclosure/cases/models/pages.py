from typing import ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_disclosure.cases.intake.request_view import serve_request_page
from wagtail_disclosure.cases.models.base import CaseTypeMixin
from wagtail_disclosure.cases.models.forms import DisclosureForm
from wagtail_disclosure.review.models import GuardedPageManager
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, translated


class RequestPageMixin(CaseTypeMixin):
    """Behaviour of the page on which people ask for information; guarded like its form."""

    form = models.ForeignKey(
        DisclosureForm,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("form"),
        help_text=_("The public form in the language of the page is shown."),
    )

    public_fields: ClassVar[tuple[str, ...]] = (*CaseTypeMixin.PAGE_PUBLIC_FIELDS, "form")

    override_translatable_fields = [*PAGE_FIELDS, *translated("form")]

    template: ClassVar[str] = "wagtail_disclosure_cases/request_page.html"
    receipt_template: ClassVar[str] = "wagtail_disclosure_cases/receipt.html"
    content_panels = [*Page.content_panels, FieldPanel("form")]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The form, or the receipt of a submission; neither is ever kept by a cache."""
        if not getattr(request, "is_preview", False) and not self.is_disclosed:
            raise Http404
        return serve_request_page(self, request)

    def shown_form(self) -> DisclosureForm | None:
        """The public form in the page's language, or whatever language there is."""
        return self.form.in_locale(self.locale)


class RequestPage(RequestPageMixin, Page):
    """A public page that shows one request form."""

    objects = GuardedPageManager()

    class Meta:
        verbose_name = _("request page")
        verbose_name_plural = _("request pages")
