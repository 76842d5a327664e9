"""The cases' part of `disclosure_setup`."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Locale, Site

from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import IntakeWindow

pytestmark = pytest.mark.django_db


def set_up() -> None:
    call_command("disclosure_setup", verbosity=0)


def chinese_form() -> DisclosureForm:
    return DisclosureForm.objects.get(locale__language_code="zh-hans")


def chinese_page() -> RequestPage:
    return RequestPage.objects.get(locale__language_code="zh-hans")


def test_an_empty_site_gets_a_form_a_page_and_a_window(client):
    set_up()
    form, page = chinese_form(), chinese_page()
    assert form.live and page.live
    assert page.form == form
    assert client.get(page.get_url()).status_code == 200
    assert IntakeWindow.objects.get().channel == "web"


def test_running_it_again_changes_nothing():
    set_up()
    form = chinese_form()
    form.unpublish()
    form.name = "Edited by the agency"
    form.save()
    chinese_page().unpublish()
    set_up()
    assert chinese_form().name == "Edited by the agency"
    assert not chinese_page().live


def test_officers_may_work_and_the_office_may_clear():
    set_up()

    def rights(name: str) -> set[str]:
        permissions = Group.objects.get(name=name).permissions
        return set(permissions.values_list("codename", flat=True))

    assert {"view_case", "change_case", "reveal_applicant"} <= rights(groups.OFFICERS)
    assert "clear_answer" in rights(groups.OFFICE)
    assert "clear_answer" not in rights(groups.OFFICERS)
    assert "view_all_cases" not in rights(groups.OFFICERS) | rights(groups.OFFICE)


def test_a_second_language_gets_the_shipped_form_in_it():
    set_up()
    english = Locale.objects.get(language_code="en")
    forms = {form.locale.language_code: form for form in DisclosureForm.objects.all()}
    assert forms["en"].name == "Request for government information"
    assert forms["zh-hans"].translation_key == forms["en"].translation_key
    root = Site.objects.get().root_page
    # Where the catalog is installed, its step has translated the start page already.
    if not root.has_translation(english):
        root.copy_for_translation(english).save_revision().publish()
    set_up()
    page = RequestPage.objects.get(locale=english)
    assert page.live and page.form == forms["en"]
    assert RequestPage.objects.count() == 2


def test_one_language_without_settings_for_more_is_enough(settings, client):
    settings.WAGTAIL_I18N_ENABLED = False
    Locale.objects.get_or_create(language_code="en")
    set_up()
    assert DisclosureForm.objects.count() == RequestPage.objects.count() == 1
