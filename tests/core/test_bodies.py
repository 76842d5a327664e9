"""Templates of index numbers, checked for all bodies of a site."""

import pytest

from wagtail_disclosure.core import checks
from wagtail_disclosure.core.models import PublicBody, Unit

pytestmark = pytest.mark.django_db


def create_body(code: str, template: str = "") -> PublicBody:
    body = PublicBody(code=code, name={"en": f"Body {code}"})
    # As it is in databases from before the check, or after a change of the settings.
    PublicBody.objects.bulk_create([body])
    PublicBody.objects.filter(code=code).update(index_number_template=template)
    body = PublicBody.objects.get(code=code)
    Unit.objects.create(body=body, code="unit", name={"en": "Unit"})
    return body


def test_bodies_with_the_usual_template_are_no_problem():
    create_body("A")
    create_body("B")
    assert list(checks.template_problems()) == []


def test_bodies_that_could_give_the_same_number_are_each_an_error():
    create_body("A", "W{year}-{serial:03d}")
    create_body("B", "W{year}-{serial:05d}")
    create_body("C")
    found = list(checks.template_problems())
    assert [error.id for error in found] == ["wagtail_disclosure.E006"] * 2
    assert "“A”" in found[0].msg and "Body B" in found[0].msg


def test_a_template_that_makes_no_numbers_is_an_error_that_names_it():
    create_body("A", "{orgcode}")
    [error] = checks.template_problems()
    assert "“{orgcode}”" in error.msg


def test_the_template_of_the_settings_is_checked_without_a_database(settings):
    assert checks.check_index_number_template(None) == []
    settings.WAGTAIL_DISCLOSURE = {
        **settings.WAGTAIL_DISCLOSURE,
        "INDEX_NUMBER_TEMPLATE": "{orgcode}/{year}",
    }
    [error] = checks.check_index_number_template(None)
    assert error.id == "wagtail_disclosure.E005"
    assert "lacks {serial}" in error.msg


def test_the_database_is_asked_only_where_it_is_to_be_checked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert checks.check_templates_of_bodies(None) == []
    create_body("A", "{orgcode}")
    assert len(checks.check_templates_of_bodies(None, databases=["default"])) == 1
