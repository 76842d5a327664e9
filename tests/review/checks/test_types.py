"""What the checks say about guarded types, and about the order of the installed apps."""

from django.db import models
from django.test.utils import isolate_apps
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase

from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.checks import types
from wagtail_disclosure.review.checks.types import (
    check_lists_of_others_have_drafts,
    check_order_of_apps,
    check_public_fields_exist,
    lists_without_drafts,
    localize_comes_first,
)
from wagtail_disclosure.review.models import GuardedMixin

OURS, THEIRS = "wagtail_disclosure.review", "wagtail_localize"


def test_the_documented_order_is_fine() -> None:
    assert check_order_of_apps(None) == []
    assert not localize_comes_first([OURS, THEIRS])


def test_the_other_order_is_reported() -> None:
    assert localize_comes_first([THEIRS, OURS])


def test_one_language_needs_no_order() -> None:
    assert not localize_comes_first([OURS])


@isolate_apps("tests.noticeboard")
def test_a_public_list_that_no_draft_holds_is_an_error(monkeypatch) -> None:
    class Board(GuardedMixin, ClusterableModel):
        live = models.BooleanField(default=False)
        shown = models.ManyToManyField(Unit, related_name="+")
        drafted = ParentalManyToManyField(Unit, related_name="+")
        tagged = ClusterTaggableManager(through="BoardTag", blank=True)
        noted = models.ManyToManyField(Unit, related_name="+")

        public_fields = ("shown", "drafted", "tagged")
        private_fields = ("noted",)

        class Meta:
            app_label = "noticeboard"

        def __str__(self) -> str:
            return str(self.pk)

    class BoardTag(TaggedItemBase):
        content_object = ParentalKey(Board, on_delete=models.CASCADE, related_name="tags_of_it")

        class Meta:
            app_label = "noticeboard"

    assert list(lists_without_drafts(Board)) == ["shown"]
    monkeypatch.setattr(types.apps, "get_models", lambda: [Board])
    (error,) = check_lists_of_others_have_drafts(None)
    assert error.id == "wagtail_disclosure.E011"
    assert "Board.shown" in error.msg


def test_the_types_of_the_package_have_no_such_list() -> None:
    assert check_lists_of_others_have_drafts(None) == []


@isolate_apps("tests.noticeboard")
def test_a_public_name_that_is_no_field_is_an_error(monkeypatch) -> None:
    class Misspelled(GuardedMixin, models.Model):
        text = models.TextField()

        public_fields = ("text", "sumary")
        private_fields = ()

        class Meta:
            app_label = "noticeboard"

        def __str__(self) -> str:
            return self.text

    monkeypatch.setattr(types.apps, "get_models", lambda: [Misspelled])
    (error,) = check_public_fields_exist(None)
    assert error.id == "wagtail_disclosure.E012"
    assert "Misspelled.sumary" in error.msg
    assert check_lists_of_others_have_drafts(None) == []


def test_the_types_of_the_package_name_fields_only() -> None:
    assert check_public_fields_exist(None) == []
