import pytest
from wagtail.models import Page, PageViewRestriction

from tests.example_site.factories import create_homes
from wagtail_disclosure.core.restrictions import is_restricted

pytestmark = pytest.mark.django_db


def test_a_restriction_closes_its_page_and_all_below_and_no_other():
    chinese, english = create_homes()
    below = chinese.add_child(instance=Page(title="Below", slug="below"))
    PageViewRestriction.objects.create(page=chinese, restriction_type="login")
    everybody = Page.objects.filter(~is_restricted())
    assert english.page_ptr in everybody
    assert set(everybody) == set(Page.objects.public())
    assert not everybody.filter(pk__in=[chinese.pk, below.pk]).exists()


def test_asking_costs_no_query_of_its_own(django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Page.objects.filter(~is_restricted()))
