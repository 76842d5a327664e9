"""Requests that were opened again while their answer is public."""

from django.urls import reverse

from tests.cases.disclosure_log.conftest import ON, WORDS, disclose, outcome
from wagtail_disclosure.cases.disclosure_log import reopened


def test_whoever_clears_answers_is_told_of_what_is_public_of_it(
    list_in_log, answered, office, officer
):
    entry = disclose(list_in_log())
    assert not list(reopened.work_items(office))
    answered.reopen(on=ON)
    (item,) = reopened.work_items(office)
    assert item.label == WORDS["title"]
    assert item.url == reverse("wagtailadmin_pages:edit", args=[entry.pk])
    assert not list(reopened.work_items(officer))
    answered.draft(outcome=outcome("granted")).propose().clear().answer(on=ON)
    assert not list(reopened.work_items(office))
