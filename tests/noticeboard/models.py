from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from wagtail_disclosure.core.models import StoredFile, Unit
from wagtail_disclosure.review.models import (
    GuardedChildQuerySet,
    GuardedMixin,
    GuardedPageManager,
    GuardedPageMixin,
    GuardedQuerySet,
)


class NoticeBody(blocks.StreamBlock):
    text = blocks.RichTextBlock()
    points = blocks.ListBlock(blocks.CharBlock())
    contact = blocks.StructBlock(
        [("name", blocks.CharBlock()), ("room", blocks.CharBlock(required=False, default="1"))]
    )


class NoticePage(GuardedPageMixin, Page):
    """A page that shows text and files, with a note that visitors don't see."""

    responsible_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20, default="notice")
    body = StreamField(NoticeBody(), blank=True)
    internal_note = models.TextField(blank=True)

    public_fields = ("title", "slug", "responsible_unit", "kind", "body", "notice_files")
    private_fields = ("internal_note",)

    content_panels = [
        *Page.content_panels,
        FieldPanel("responsible_unit"),
        FieldPanel("body"),
        FieldPanel("internal_note"),
        InlinePanel("notice_files"),
    ]
    template = "noticeboard/notice_page.html"

    published_together = True

    objects = GuardedPageManager()


class NoticeFile(Orderable):
    page = ParentalKey(NoticePage, on_delete=models.CASCADE, related_name="notice_files")
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)

    public_fields = ("stored_file", "caption")
    private_fields = ("sort_order",)

    panels = [FieldPanel("caption")]

    objects = GuardedChildQuerySet.as_manager()

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.caption


class UnguardedPage(Page):
    """The same page without a guard, to compare what the guard costs."""

    responsible_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20, default="notice")
    body = StreamField(NoticeBody(), blank=True)
    internal_note = models.TextField(blank=True)

    template = "noticeboard/notice_page.html"


class UnguardedFile(Orderable):
    page = ParentalKey(UnguardedPage, on_delete=models.CASCADE, related_name="notice_files")
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.caption


class NoticeSnippet(
    GuardedMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    text = models.CharField(max_length=200)

    public_fields = ("text",)
    private_fields = ()

    panels = [FieldPanel("text")]

    objects = GuardedQuerySet.as_manager()

    api_fields = [APIField("text")]

    class Meta(TranslatableMixin.Meta):
        pass

    def __str__(self) -> str:
        return self.text

    def get_preview_template(self, request, mode_name):
        return "noticeboard/notice_snippet.html"
