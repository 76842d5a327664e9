from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from wagtail_disclosure.catalog import panels
from wagtail_disclosure.catalog.blocks import EntryBodyBlock, RelatedEntriesBlock
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.models.projection import PublicEntry
from wagtail_disclosure.catalog.question_forms import FAQForm
from wagtail_disclosure.catalog.questions import (
    Booklet,
    address_of_topic,
    read_booklet,
    read_topics,
    related_rows,
    slug_of_topic,
    untranslated_questions,
)
from wagtail_disclosure.catalog.tree import crumb_of_parent
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models import GuardedPageManager
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, synchronized, translated

BOOKLET = "booklet"


class FAQIndexMixin(CatalogTypeMixin):
    """Questions and answers by topic; each topic is a booklet of its own, at ``booklet/<topic>/``.

    Booklets are views of the index, not pages: they hold nothing that was not cleared elsewhere.
    """

    introduction = models.TextField(_("introduction"), blank=True)

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "introduction",
    )

    booklet_template: ClassVar[str] = "wagtail_disclosure_catalog/faq_booklet.html"
    content_panels = panels.FAQ_INDEX_PANELS
    subpage_types = ["wagtail_disclosure_catalog.FAQPage"]
    override_translatable_fields = [*PAGE_FIELDS, *translated("introduction")]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        match path_components:
            case [first, topic] if first == BOOKLET and self.live:
                return RouteResult(self, kwargs={"topic": topic})
        return super().route(request, path_components)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        if "topic" in kwargs:
            return self.booklet_template
        return super().get_template(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        questions = FAQPage.objects.disclosed()
        if "topic" not in kwargs:
            context["topics"] = read_topics(self, questions, request)
            originals = FAQIndexPage.objects.disclosed()
            context["untranslated_questions"] = untranslated_questions(self, originals, questions)
            return context
        context["booklet"] = self.get_booklet(kwargs["topic"], request)
        context["ancestors"] = [{"title": self.title, "url": self.get_url(request) or ""}]
        return context

    def get_booklet(self, topic: str, request: HttpRequest) -> Booklet:
        """All questions and answers of a topic; raises Http404 for one that has none."""
        booklet = read_booklet(self, FAQPage.objects.disclosed(), topic, request)
        if booklet is None:
            raise Http404
        return booklet


class FAQMixin(CatalogTypeMixin):
    """A question, which is its title, and the answer."""

    topic = models.CharField(
        _("topic"),
        max_length=100,
        help_text=_("Questions with the same topic stand together, and make up one booklet."),
    )
    answer = StreamField(EntryBodyBlock(), verbose_name=pgettext_lazy("question", "answer"))
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible unit"),
    )
    related_entries = StreamField(
        RelatedEntriesBlock(),
        verbose_name=_("related entries"),
        blank=True,
        help_text=_("Visitors see those that are public."),
    )

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "topic",
        "answer",
        "responsible_unit",
        "related_entries",
    )

    content_panels = panels.FAQ_PANELS
    base_form_class = FAQForm
    parent_page_types = ["wagtail_disclosure_catalog.FAQIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields = [
        *PAGE_FIELDS,
        *synchronized("responsible_unit", "related_entries"),
        *translated("topic", "answer"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        crumbs = crumb_of_parent(self, FAQIndexPage.objects.disclosed(), request)
        context["ancestors"] = crumbs
        context["booklet_url"] = address_of_topic(crumbs[0]["url"], self.topic) if crumbs else ""
        context["related"] = related_rows(
            self.related_numbers, PublicEntry.objects.disclosed(), self, request
        )
        context["has_answered"] = "helpful" in request.GET
        return context

    @property
    def related_numbers(self) -> list[str]:
        """Index numbers of the related entries, in the order in which they are shown."""
        return [block.value.strip() for block in self.related_entries]

    def clean(self) -> None:
        super().clean()
        self.topic = " ".join(self.topic.split())
        if self.topic and not slug_of_topic(self.topic):
            message = _("A topic needs letters or digits: they make up the address of its booklet.")
            raise ValidationError({"topic": message})


class FAQIndexPage(FAQIndexMixin, Page):
    """The list of questions and answers."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_faq_index"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.FilterField("clearance"),
    ]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")


class FAQPage(FAQMixin, Page):
    """A question with its answer."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_faq"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("topic"),
        index.SearchField("answer"),
        index.FilterField("topic"),
        index.FilterField("clearance"),
        index.FilterField("responsible_unit"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class HelpfulAnswers(models.Model):
    """How many readers a day found an answer helpful, and how many did not.

    Nothing else is kept: neither who they were nor when within the day.
    """

    on_public_pages: ClassVar[bool] = False

    page = models.ForeignKey(
        FAQPage,
        on_delete=models.CASCADE,
        related_name="helpful_answers",
        verbose_name=_("question"),
    )
    day = models.DateField(_("day"))
    helpful = models.PositiveIntegerField(_("helpful"), default=0)
    unhelpful = models.PositiveIntegerField(_("not helpful"), default=0)

    objects: models.Manager["HelpfulAnswers"] = models.Manager()

    class Meta:
        verbose_name = _("feedback of readers")
        verbose_name_plural = _("feedback of readers")
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="disclosure_helpful_day"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.day:%Y-%m-%d}: {self.helpful} / {self.unhelpful}"
