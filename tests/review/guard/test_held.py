"""What the guard keeps back without a word is told to the people of its unit."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import GroupPagePermission, ModelLogEntry, PageLogEntry, PageViewRestriction

from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.core.admin import waiting_for
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.guard import held
from wagtail_disclosure.review.models import HeldPublication

pytestmark = pytest.mark.django_db


def routes() -> list[str]:
    entries = PageLogEntry.objects.filter(action=held.PUBLICATION_REFUSED).order_by("pk")
    return [entry.data["route"] for entry in entries]


@pytest.fixture
def may_edit(grant, home):
    """Makes somebody able to edit every notice."""

    def may_edit(user):
        editors, is_new = Group.objects.get_or_create(name="Notice editors")
        if is_new:
            right = Permission.objects.get(codename="change_page")
            GroupPagePermission.objects.create(group=editors, page=home, permission=right)
        user.groups.add(editors)
        return grant(user, "access_admin")

    return may_edit


@pytest.fixture
def as_fixture(tmp_path):
    """Writes a page as ``dumpdata`` does, without its revisions."""

    def as_fixture(page) -> str:
        rows = json.loads(serializers.serialize("json", [page.page_ptr, page]))
        rows[0]["fields"].update(latest_revision=None, live_revision=None)
        path = tmp_path / "notices.json"
        path.write_text(json.dumps(rows))
        return str(path)

    return as_fixture


class TestHolding:
    def test_notes_a_page_that_was_inserted_live(self, home, unit) -> None:
        page = NoticePage(title="Hasty", slug="hasty", responsible_unit=unit)
        home.add_child(instance=page)
        row = HeldPublication.objects.get()
        assert (row.object_type, row.object_id) == ("noticeboard.noticepage", str(page.pk))
        assert row.unit == unit
        assert routes() == [held.INSERT]

    def test_notes_a_copy_of_something_public(self, notice, home) -> None:
        copy = notice.copy(to=home, update_attrs={"slug": "copy"}, keep_live=True)
        assert HeldPublication.objects.get().object_id == str(copy.pk)

    def test_notes_an_alias_of_a_draft_that_would_be_live(self, draft, home) -> None:
        NoticePage.objects.filter(pk=draft.pk).update(live=True)
        source = NoticePage.objects.get(pk=draft.pk)
        alias = CreatePageAliasAction(source, parent=home, update_slug="alias").execute(
            skip_permission_checks=True
        )
        assert HeldPublication.objects.get().object_id == str(alias.pk)
        assert routes() == [held.ALIAS]

    def test_notes_a_scheduled_publication(self, draft) -> None:
        revision = draft.get_latest_revision()
        past = timezone.now() - timedelta(hours=1)
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=past)
        call_command("publish_scheduled")
        assert HeldPublication.objects.get().object_id == str(draft.pk)
        assert routes() == [held.SCHEDULE]

    def test_notes_what_a_fixture_would_have_made_public(self, notice, as_fixture) -> None:
        fixture = as_fixture(notice)
        NoticePage.objects.get(pk=notice.pk).delete()
        call_command("loaddata", fixture, verbosity=0)

        assert not NoticePage.objects.get(pk=notice.pk).live
        assert HeldPublication.objects.get().object_id == str(notice.pk)
        assert routes() == [held.FIXTURE]

    def test_leaves_a_draft_from_a_fixture_alone(self, draft, as_fixture) -> None:
        call_command("loaddata", as_fixture(draft), verbosity=0)
        assert not HeldPublication.objects.exists()

    def test_notes_snippets_too(self, db) -> None:
        row = NoticeSnippet.objects.create(text="Hasty", live=True)
        assert HeldPublication.objects.get().object_id == str(row.pk)
        assert ModelLogEntry.objects.get().action == held.PUBLICATION_REFUSED

    def test_notes_one_thing_once(self, draft) -> None:
        held.hold(draft, held.INSERT)
        held.hold(draft, held.INSERT)
        assert HeldPublication.objects.count() == 1

    def test_has_nothing_to_do_where_somebody_is_told(self, notice) -> None:
        notice.title = "Secret"
        with pytest.raises(ClearanceRequired):
            notice.save()
        assert not HeldPublication.objects.exists()

    def test_leaves_drafts_alone(self, draft) -> None:
        assert not HeldPublication.objects.exists()


class TestReleasing:
    def test_comes_with_the_cleared_publication(self, draft, clear) -> None:
        held.hold(draft, held.INSERT)
        clear(draft)
        assert not HeldPublication.objects.exists()

    def test_comes_with_the_deletion(self, draft) -> None:
        held.hold(draft, held.INSERT)
        draft.delete()
        assert not HeldPublication.objects.exists()

    def test_does_not_come_with_what_is_public_meanwhile(self, notice, people) -> None:
        notice.title = "Not cleared"
        notice.save_revision(user=people.drafter)
        held.hold(notice, held.SCHEDULE)
        stored = NoticePage.objects.get(pk=notice.pk)
        assert stored.has_unpublished_changes
        stored.save()
        assert HeldPublication.objects.exists()

    def test_does_not_come_with_a_restriction(self, draft) -> None:
        held.hold(draft, held.INSERT)
        PageViewRestriction.objects.create(page=draft, restriction_type="login")
        assert HeldPublication.objects.exists()


class TestTheWorkItem:
    def test_goes_to_the_information_officers_of_the_unit(self, draft, people, may_edit) -> None:
        held.hold(draft, held.INSERT)
        (item,) = waiting_for(may_edit(people.drafter))
        assert (item.label, item.kind, item.verb) == (
            "Draft notice",
            "Kept back from publication",
            "Open",
        )
        assert item.url.endswith(f"/pages/{draft.pk}/edit/")
        assert waiting_for(may_edit(people.officer)) == []
        assert waiting_for(may_edit(people.outsider)) == []

    def test_goes_to_the_office_where_there_is_no_unit(self, home, body, people, may_edit) -> None:
        page = NoticePage(title="Nobody's", slug="nobodys", live=False)
        home.add_child(instance=page)
        held.hold(page, held.INSERT)
        HeldPublication.objects.update(unit=None)
        assert len(waiting_for(may_edit(people.officer))) == 1
        assert waiting_for(may_edit(people.outsider)) == []

    def test_goes_to_the_office_where_the_unit_has_no_officer(
        self, draft, unit, people, may_edit
    ) -> None:
        held.hold(draft, held.INSERT)
        unit.officers.all().delete()
        assert len(waiting_for(may_edit(people.officer))) == 1

    def test_is_not_there_for_what_is_gone(self, draft, people, may_edit) -> None:
        HeldPublication.objects.create(
            object_type="gone.away", object_id="1", unit=draft.responsible_unit
        )
        HeldPublication.objects.create(
            object_type="noticeboard.noticepage", object_id="0", unit=draft.responsible_unit
        )
        assert waiting_for(may_edit(people.drafter)) == []
