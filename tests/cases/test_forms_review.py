"""What a form says is public text: it passes the review like everything else."""

import pytest
from django.test import Client
from wagtail.models import Page

from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(request_page) -> DisclosureForm:
    return DisclosureForm.objects.get(pk=request_page.form_id)


def test_what_the_software_ships_is_cleared_as_such(form, request_page) -> None:
    for shipped in (form, RequestPage.objects.get(pk=request_page.pk)):
        assert shipped.is_disclosed
        assert shipped.clearance.kind == Clearance.Kind.SHIPPED
        assert shipped.clearance.proposed_by_id is shipped.clearance.decided_by_id is None


def test_an_edited_form_is_not_published_without_a_review(form) -> None:
    form.intro = "<p>Changed</p>"
    revision = form.save_revision()
    with pytest.raises(ClearanceRequired):
        revision.publish()
    with pytest.raises(ClearanceRequired):
        form.save()


def test_a_page_shows_only_a_form_that_is_disclosed(form, request_page) -> None:
    DisclosureForm._base_manager.filter(pk=form.pk).update(clearance=None, cleared_fingerprint="")
    response = Client().get(request_page.get_url())
    assert (response.status_code, response.context["form"]) == (200, None)


def test_a_page_that_was_changed_behind_the_guard_is_not_found(request_page) -> None:
    Page.objects.filter(pk=request_page.pk).update(title="Changed")
    assert Client().get(request_page.get_url(), follow=True).status_code == 404


def test_the_disclosure_office_reviews_forms_and_their_pages(form, request_page) -> None:
    office = PublicBody.objects.own().office
    assert form.review_unit == request_page.review_unit == office
