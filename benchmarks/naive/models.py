"""Pages below pages, found through the tree and Wagtail's own search."""

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_disclosure.core.models import PublicBody, Unit


class BarePage(Page):
    """Nothing but a title, within what the site has around all of its pages."""

    template = "naive/bare.html"


class NaiveCategoryPage(Page):
    code = models.CharField(max_length=20)


class NaiveEntryPage(Page):
    disclosure_class = models.CharField(max_length=20, default="proactive")
    document_number = models.CharField(max_length=100, blank=True)
    issuing_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="+")
    responsible_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    created_on = models.DateField()
    year = models.IntegerField()
    summary = models.TextField(blank=True)
    body = StreamField([("text", blocks.RichTextBlock())], blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("disclosure_class"),
        index.FilterField("issuing_body"),
        index.FilterField("responsible_unit"),
        index.FilterField("created_on"),
        index.FilterField("year"),
    ]


class PlainText(models.Model):
    """What an entry says, for ``LIKE``."""

    key = models.CharField(max_length=40, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.key
