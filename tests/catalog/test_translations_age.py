"""Readers of a translation are told when its original has changed."""

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from tests.catalog.factories import create_category, create_entry, disclose
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage

pytestmark = pytest.mark.django_db

NOTICE = "This translation is of an earlier version"


@pytest.fixture
def category(catalog, django_capture_on_commit_callbacks) -> CategoryPage:
    for page in [catalog, *catalog.get_translations()]:
        disclose(page)
    category = create_category(catalog, "01", "供水")
    disclose(category)
    return category


@pytest.fixture
def entry(category, unit) -> EntryPage:
    entry = create_entry(category, unit, summary="摘要")
    disclose(entry)
    return entry


def english_of(page):
    """The English translation of a page, public."""
    english = Locale.objects.get(language_code="en")
    translate_object(page, [english])
    for segment in Translation.objects.get(
        source__object_id=page.translation_key
    ).source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=english, data="Water"
        )
    Translation.objects.get(source__object_id=page.translation_key).save_target(publish=False)
    translated = page.get_translation(english)
    disclose(translated)
    return translated


def change(page) -> None:
    page = type(page).objects.get(pk=page.pk)
    page.summary = "新的摘要"
    page.save_revision()
    disclose(page)


def body_of(page) -> str:
    response = Client().get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_an_entry_says_that_its_original_changed(category, entry) -> None:
    english_of(category)
    english = english_of(entry)
    assert NOTICE not in body_of(english)

    change(entry)
    said = body_of(english)
    assert NOTICE in said
    assert f'href="{entry.get_url()}"' in said
    assert "新的摘要" not in said
    assert NOTICE not in body_of(entry)


def test_a_category_says_so_too(category) -> None:
    english = english_of(category)
    assert NOTICE not in body_of(english)
    change(category)
    assert NOTICE in body_of(english)


def test_nothing_is_linked_that_is_not_public(category, entry) -> None:
    english_of(category)
    english = english_of(entry)
    change(entry)
    EntryPage.objects.get(pk=entry.pk).unpublish()
    assert NOTICE not in body_of(english)
