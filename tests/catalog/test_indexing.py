"""References of many objects are those that Wagtail finds in each of them."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from tests.catalog.factories import create_category, create_entry
from wagtail_disclosure.catalog.models import EntryPage, JointIssuer
from wagtail_disclosure.core.bulk_references import write_references
from wagtail_disclosure.core.models import PublicBody


@pytest.fixture
def entries(catalog, unit) -> list[EntryPage]:
    category = create_category(catalog, "01")
    other = PublicBody.objects.create(code="B1", name={"en": "City"})
    entries = [create_entry(category, unit) for _number in range(3)]
    for entry in entries[:2]:
        entry.joint_issuers = [JointIssuer(body=other)]
        entry.body = [("paragraph", f'<p><a linktype="page" id="{entries[2].pk}">See</a></p>')]
        entry.save()
    ReferenceIndex.objects.all().delete()
    return [EntryPage.objects.get(pk=entry.pk) for entry in entries]


def stored() -> set[tuple[Any, ...]]:
    names = [field.attname for field in ReferenceIndex._meta.concrete_fields if field.name != "id"]
    return set(ReferenceIndex.objects.values_list(*names))


def test_they_are_the_same_as_one_by_one(entries):
    for entry in entries:
        ReferenceIndex.create_or_update_for_object(entry)
    one_by_one = stored()
    ReferenceIndex.objects.all().delete()

    write_references(entries)

    assert one_by_one
    assert stored() == one_by_one
    write_references(entries)
    assert stored() == one_by_one


def test_only_what_is_named_no_more_goes(entries):
    write_references(entries)
    before = stored()
    known = ContentType.objects.get_for_model(PublicBody)
    of_other_type = ReferenceIndex.objects.create(
        base_content_type=ContentType.objects.get_for_model(Page),
        content_type=known,
        object_id=str(entries[0].pk),
        to_content_type=known,
        to_object_id="1",
        model_path="body",
        content_path="body",
        content_path_hash="bdc70d8b-e7a2-4c2a-bf43-2a3e3fcbbe86",
    )
    entries[0].joint_issuers = []

    write_references(entries[:1])

    gone = before - stored()
    assert {row[2] for row in gone} == {str(entries[0].pk)}
    assert ReferenceIndex.objects.filter(pk=of_other_type.pk).exists()
    assert ReferenceIndex.objects.filter(model_path="joint_issuers.item.body").count() == 1
