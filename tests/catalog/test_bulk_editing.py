"""The same fields of many entries at once."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile

from tests.catalog.factories import create_category, create_entry, create_user, disclose
from wagtail_disclosure.catalog.models import Genre, SubjectClass
from wagtail_disclosure.core.models import InformationOfficer, Unit

ACTION = ["wagtailcore", "page", "disclosure_edit_entries"]


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


@pytest.fixture
def subject(db):
    return SubjectClass.objects.create(code="06", name={"en": "Water"})


@pytest.fixture
def category(catalog):
    category = create_category(catalog, "01")
    disclose(catalog, category)
    return category


@pytest.fixture
def officer(client, catalog, unit):
    officer = create_user("officer")
    group = Group.objects.create(name="Entry editors")
    officer.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=Page.objects.get(pk=catalog.pk),
        permission=Permission.objects.get(codename="change_page"),
    )
    InformationOfficer.objects.create(unit=unit, user=officer)
    UserProfile.objects.create(user=officer, preferred_language="en")
    client.force_login(officer)
    return officer


def edit(client, *entries, ids=None, back="/admin/", **values):
    query = urlencode(
        [("next", back), *(("id", pk) for pk in ids or [page.pk for page in entries])]
    )
    return client.post(f"{reverse('wagtail_bulk_action', args=ACTION)}?{query}", values)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def draft_of(entry):
    entry.refresh_from_db()
    return entry.get_latest_revision_as_object()


def test_entries_get_new_drafts_and_what_is_public_stays(client, officer, category, unit, subject):
    public = create_entry(category, unit, title="公开", keywords="供水")
    disclose(public)
    waiting = create_entry(category, unit, title="草稿")
    answer = edit(client, public, waiting, subject_class=subject.pk, keywords="供水，水质")
    assert "2 entries have a new draft" in said(answer)
    assert [draft_of(entry).subject_class for entry in (public, waiting)] == [subject, subject]
    assert (draft_of(public).keywords, draft_of(waiting).keywords) == ("供水；水质", "供水；水质")
    assert (public.live, public.subject_class, public.keywords) == (True, None, "供水")
    assert waiting.subject_class == subject
    assert draft_of(waiting).latest_revision.user == officer


def test_each_entry_is_changed_wholly_or_not_at_all(client, officer, category, unit, subject):
    full = create_entry(category, unit, title="full", keywords="长" * 299)
    other = create_entry(category, unit, title="other")
    answer = edit(client, full, other, subject_class=subject.pk, keywords="水质")
    assert "full: " in said(answer)
    assert "1 entry has a new draft" in said(answer)
    assert draft_of(full).subject_class is None
    assert draft_of(other).subject_class == subject


def test_what_says_so_already_gets_no_draft(client, officer, category, unit):
    genre = Genre.objects.create(code="notice", name={"en": "Notice"})
    entry = create_entry(category, unit, genre=genre)
    before = entry.latest_revision_id
    assert "1 entry said so already." in said(edit(client, entry, genre=genre.pk))
    entry.refresh_from_db()
    assert entry.latest_revision_id == before


def test_entries_of_other_units_are_left_alone(client, officer, category, body, unit, subject):
    other = Unit.objects.create(body=body, code="river", name={"en": "Rivers"})
    theirs = create_entry(category, other, title="theirs")
    own = create_entry(category, unit, title="own")
    edit(client, theirs, own, subject_class=subject.pk)
    assert draft_of(theirs).subject_class is None
    assert draft_of(own).subject_class == subject
    # Nor can they be handed to a unit that somebody does not answer for.
    edit(client, own, responsible_unit=other.pk)
    assert draft_of(own).responsible_unit == unit


def test_all_means_what_the_list_showed(client, officer, category, unit, subject):
    shown = create_entry(category, unit, title="shown")
    hidden = create_entry(
        category, unit, title="hidden", disclosure_class="on_request", class_reason="x"
    )
    back = f"{reverse('disclosure_entries:index')}?disclosure_class=proactive"
    edit(client, ids=["all"], back=back, subject_class=subject.pk)
    assert draft_of(shown).subject_class == subject
    assert draft_of(hidden).subject_class is None


def test_nothing_chosen_is_said(client, officer, category, unit):
    page = edit(client, create_entry(category, unit)).content.decode()
    assert "Choose at least one thing to change." in page
