"""An exempt item becomes a draft again, and leaves the register when the draft is cleared."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from wagtail.models import Locale

from tests.catalog.factories import disclose
from wagtail_disclosure.catalog.exceptions import (
    ClassHasNoPage,
    DeclassifiedAlready,
    ReasonMissing,
)
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem, Genre
from wagtail_disclosure.catalog.reclassification.declassifying import declassify
from wagtail_disclosure.catalog.reclassification.restricting import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(entry, ground, staff) -> ExemptItem:
    return restrict(entry, ground=ground, reason="It names a reservoir", by=staff.office)


@pytest.fixture
def registered(body, unit, ground) -> ExemptItem:
    """An item that never was a page."""
    return ExemptItem.objects.create(title="抢险方案", unit=unit, ground=ground, citation="Art. 14")


def opened(item: ExemptItem, category, staff, **values) -> EntryPage:
    values = {"to": "proactive", "reason": "Ten years have passed", "by": staff.office, **values}
    return declassify(item, parent=category, **values)


def test_brings_back_what_the_package_has_in_each_language(item, category, staff, entry) -> None:
    number = entry.index_number
    drafted = opened(item, category, staff)
    english = drafted.get_translation(Locale.objects.get(language_code="en"))
    assert (drafted.title, drafted.index_number) == ("供水规划", number)
    assert (english.title, english.index_number) == ("Supply plan", number)
    assert "The whole plan" in str(english.body)
    assert drafted.attachments.get().stored_file.name == "plan.pdf"
    assert drafted.document_number == "沪水务〔2024〕1号"
    assert not EntryPage.objects.filter(live=True).exists()


def test_comes_back_without_the_genre_that_was_deleted_meanwhile(
    entry, ground, category, staff
) -> None:
    draft = EntryPage.objects.get(pk=entry.pk).get_latest_revision_as_object()
    draft.genre = Genre.objects.create(code="notice", name={"en": "Notice"})
    draft.save_revision()
    item = restrict(entry, ground=ground, reason="It names a reservoir", by=staff.office)
    Genre.objects.all().delete()
    drafted = opened(item, category, staff)
    connection.check_constraints()
    assert (drafted.title, drafted.genre) == ("供水规划", None)


def test_stays_in_the_register_until_the_entry_is_cleared(item, category, staff) -> None:
    drafted = opened(item, category, staff)
    assert item in ExemptItem.objects.open()
    disclose(drafted)
    assert item not in ExemptItem.objects.open()
    item.refresh_from_db()
    assert (item.declassified_to, item.translation_key) == ("proactive", drafted.translation_key)
    assert item.history.first().history_change_reason == "Ten years have passed"


def test_of_an_item_that_never_was_a_page_starts_with_its_title(
    registered, category, staff
) -> None:
    drafted = opened(registered, category, staff, to="on_request")
    assert (drafted.title, drafted.disclosure_class) == ("抢险方案", "on_request")
    assert (drafted.responsible_unit, drafted.index_number != "") == (registered.unit, True)


def test_as_open_on_request_leaves_text_and_files_in_the_package(item, category, staff) -> None:
    drafted = opened(item, category, staff, to="on_request")
    assert not drafted.body
    assert not drafted.attachments.exists()


def test_and_restricted_again_is_the_same_item(item, category, staff, ground) -> None:
    drafted = opened(item, category, staff)
    disclose(drafted)
    again = restrict(drafted, ground=ground, reason="It names a person", by=staff.office)
    assert again.pk == item.pk
    assert again in ExemptItem.objects.open()


def test_is_refused_twice_without_right_reason_or_page(item, category, staff) -> None:
    with pytest.raises(PermissionDenied):
        opened(item, category, staff, by=staff.outsider)
    with pytest.raises(ReasonMissing):
        opened(item, category, staff, reason=" ")
    with pytest.raises(ClassHasNoPage):
        opened(item, category, staff, to="exempt")
    opened(item, category, staff)
    with pytest.raises(DeclassifiedAlready):
        opened(item, category, staff)
