"""A catalog of three levels in Chinese, and people who translate it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import translation
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation

from tests.catalog.factories import (
    create_category,
    create_entry,
    create_question,
    create_user,
    disclose,
)
from wagtail_disclosure.core.models import InformationOfficer


@pytest.fixture(autouse=True)
def _speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def pages(catalog, faq, unit) -> SimpleNamespace:
    """A catalog with a category on each of four levels, an entry in the third, and a question."""
    upper, categories = catalog, []
    for code in ("01", "0101", "010101", "01010101"):
        upper = create_category(upper, code, f"类别{code}", responsible_unit=unit)
        categories.append(upper)
    entry = create_entry(categories[2], unit, title="=供水年报", slug="report")
    question = create_question(faq, "怎样申请？")
    disclose(catalog, *categories, entry, faq, question)
    return SimpleNamespace(
        catalog=catalog, categories=categories, entry=entry, faq=faq, question=question
    )


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def create_person(name: str, *rights: str) -> Any:
    """Somebody who reads the admin in English, and has these rights."""
    person = create_user(name)
    person.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *rights]))
    UserProfile.objects.create(user=person, preferred_language="en")
    return person


@pytest.fixture
def translator(db) -> Any:
    """Somebody who belongs to no unit and edits all pages."""
    person = create_person("translator", "submit_translation")
    group = Group.objects.create(name="Translators")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(
        group=group, page=Page.objects.get(depth=1), permission=change
    )
    person.groups.add(group)
    return person


@pytest.fixture
def officer(unit) -> Any:
    person = create_person("officer", "view_clearance")
    InformationOfficer.objects.create(unit=unit, user=person)
    return person


def translate_all(page: Any, by: Any, prefix: str = "English ") -> None:
    """Write a translation of every string of a page that is queued."""
    running = Translation.objects.get(source__object_id=page.translation_key)
    for segment in running.source.stringsegment_set.select_related("string"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context_id=segment.context_id,
            locale=running.target_locale,
            data=f"{prefix}{segment.string.data}",
            last_translated_by=by,
        )
