"""Index numbers by the template of each body."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.catalog.factories import create_category, create_entry
from wagtail_disclosure.catalog.exceptions import IndexNumberIsTaken
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.core.models import PublicBody, Unit


@pytest.fixture
def category(catalog):
    return create_category(catalog, "01")


@pytest.fixture
def district(body):
    """Another body with a unit of its own and another template."""
    district = PublicBody.objects.create(
        code="11341702486344515H",
        name={"zh-hans": "示例区水务局"},
        index_number_template="{orgcode}/{year}{month:02d}-{serial:05d}",
    )
    return Unit.objects.create(body=district, code="supply", name={"zh-hans": "供水科"})


class TestAssignment:
    def test_is_by_the_body_that_answers_for_the_entry(self, category, unit, district, body):
        other = create_entry(category, district, created_on=date(2021, 10, 5), issuing_body=body)
        own = create_entry(category, unit, created_on=date(2021, 10, 5))
        again = create_entry(category, district, created_on=date(2021, 11, 5))
        assert other.index_number == "11341702486344515H/202110-00001"
        assert own.index_number == "01000000X/2021-00001"
        assert again.index_number == "11341702486344515H/202111-00002"

    def test_keeps_old_numbers_when_the_template_changes(self, category, unit, body):
        entry = create_entry(category, unit)
        body.index_number_template = "{orgcode}-{year}-{serial:03d}"
        body.save()
        entry.title = "新题"
        entry.save()
        unit.refresh_from_db()
        later = create_entry(category, unit)
        assert EntryPage.objects.get(pk=entry.pk).index_number == "01000000X/2024-00001"
        assert later.index_number == "01000000X-2024-002"

    def test_leaves_out_numbers_that_came_from_elsewhere(self, category, unit):
        create_entry(category, unit, index_number="01000000X/2024-00001")
        assert create_entry(category, unit).index_number == "01000000X/2024-00002"

    def test_refuses_a_number_of_another_entry(self, category, unit):
        taken = create_entry(category, unit).index_number
        with pytest.raises(IndexNumberIsTaken, match=taken):
            create_entry(category, unit, index_number=taken)


class TestTemplate:
    @pytest.mark.parametrize(
        "template",
        ["{orgcode}/{year}", "{year}-{serial", "{unit}-{year}-{serial}", "{year}{month}{serial}"],
    )
    def test_that_makes_no_numbers_is_refused_at_the_save(self, body, template):
        body.index_number_template = template
        with pytest.raises(ValidationError) as refusal:
            body.save()
        assert template in str(refusal.value.message_dict["index_number_template"])
        assert PublicBody.objects.get(pk=body.pk).index_number_template == ""

    def test_that_could_give_numbers_of_another_body_is_refused(self, body, unit, district):
        district.body.index_number_template = "01000000X/{year}-{serial:05d}"
        with pytest.raises(ValidationError) as refusal:
            district.body.save()
        assert str(body.name["zh-hans"]) in str(refusal.value.message_dict["index_number_template"])

    def test_of_a_body_without_units_hinders_nobody(self, body):
        PublicBody.objects.create(code="X", name={"en": "Congress"})
        body.index_number_template = "X/{year}-{serial:05d}"
        body.save()
