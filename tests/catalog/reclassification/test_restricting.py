"""Restricting makes an exempt item of an entry, for those who may."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from tests.catalog.factories import create_entry
from wagtail_disclosure.catalog.exceptions import GroundMissing, HasPagesBelow, ReasonMissing
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.catalog.reclassification.rights import may_change_class
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.review.models import ReleasePackage

pytestmark = pytest.mark.django_db


def restricted(entry: EntryPage, ground, staff, **values) -> ExemptItem:
    values = {
        "ground": ground,
        "citation": "OGI Art. 14",
        "explanation": TranslatedText({"en": "It is a state secret."}),
        "reason": "It names a reservoir",
        "by": staff.office,
        **values,
    }
    return restrict(entry, **values)


class TestTheRegister:
    def test_gets_what_it_needs_and_the_package_the_rest(self, entry, ground, staff) -> None:
        number = entry.index_number
        item = restricted(entry, ground, staff)
        assert (item.title, item.category_code, item.unit) == (
            "供水规划",
            "03",
            entry.responsible_unit,
        )
        assert (item.ground, item.citation, str(item.explanation)) == (
            ground,
            "OGI Art. 14",
            "It is a state secret.",
        )
        package = ReleasePackage.objects.get(translation_key=entry.translation_key)
        assert "The whole plan" in package.content["en"]["body"]
        assert package.content["zh-hans"]["index_number"] == number
        assert not EntryPage.objects.exists()

    def test_says_who_did_it_and_why(self, entry, ground, staff) -> None:
        item = restricted(entry, ground, staff)
        row = item.history.get()
        assert (row.history_user_id, row.history_change_reason) == (
            staff.office.pk,
            "It names a reservoir",
        )

    def test_takes_the_explanation_of_the_ground_where_none_is_given(
        self, entry, ground, staff
    ) -> None:
        item = restricted(entry, ground, staff, citation="", explanation=None)
        assert item.citation == ground.citation
        assert item.explanation == ground.name


class TestRefusals:
    def test_of_people_without_the_right(self, entry, ground, staff) -> None:
        for person in (staff.outsider, staff.drafter):
            with pytest.raises(PermissionDenied):
                restricted(entry, ground, staff, by=person)
        assert EntryPage.objects.disclosed().count() == 2

    def test_of_an_editor_without_a_right_to_the_register(
        self, category, unit, ground, staff
    ) -> None:
        draft = create_entry(category, unit, "草稿")
        assert may_change_class(staff.drafter, draft)
        with pytest.raises(PermissionDenied):
            restricted(draft, ground, staff, by=staff.drafter)
        assert EntryPage.objects.filter(pk=draft.pk).exists()

    def test_without_ground_or_reason(self, entry, ground, staff) -> None:
        with pytest.raises(GroundMissing):
            restricted(entry, None, staff)
        with pytest.raises(ReasonMissing):
            restricted(entry, ground, staff, reason=" ")

    def test_where_other_pages_would_go_with_it(self, entry, ground, staff) -> None:
        entry.add_child(instance=Page(title="Below", slug="below", live=False))
        with pytest.raises(HasPagesBelow):
            restricted(EntryPage.objects.get(pk=entry.pk), ground, staff)

    def test_by_one_of_its_aliases_takes_the_source_along(self, entry, ground, staff) -> None:
        parent = Page.objects.get(pk=entry.get_parent().pk)
        alias = entry.create_alias(parent=parent, update_slug="alias")
        restricted(EntryPage.objects.get(pk=alias.pk), ground, staff)
        assert not EntryPage.objects.exists()
