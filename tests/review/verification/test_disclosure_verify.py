"""Whatever is changed behind the guard's back is found, and nothing that is right is blamed."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from tests.noticeboard.models import NoticeFile, NoticePage, NoticeSnippet
from tests.review.verification.telling import codes, mend, problems, verify
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.guarded import guarded_models
from wagtail_disclosure.review.triggers import installation
from wagtail_disclosure.review.verification import mending, verifiers

pytestmark = pytest.mark.django_db


def raw(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def change_title(notice: NoticePage) -> None:
    Page.objects.filter(pk=notice.pk).update(title="Changed")


def change_body(notice: NoticePage) -> None:
    body = json.dumps([{"type": "text", "value": "<p>Changed</p>", "id": "1"}])
    raw("UPDATE noticeboard_noticepage SET body = %s WHERE page_ptr_id = %s", body, notice.pk)


def change_caption(notice: NoticePage) -> None:
    NoticeFile.objects.filter(page=notice).update(caption="Changed")


def remove_child(notice: NoticePage) -> None:
    raw("DELETE FROM noticeboard_noticefile WHERE page_id = %s", notice.pk)


def add_child(notice: NoticePage) -> None:
    rows = [NoticeFile(page=notice, stored_file=StoredFile.objects.get(), caption="More")]
    NoticeFile.objects.bulk_create(rows)


def take_clearance_away(notice: NoticePage) -> None:
    NoticePage.objects.filter(pk=notice.pk).update(clearance=None)


def change_seal(notice: NoticePage) -> None:
    NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="0" * 64)


def change_content_of_clearance(notice: NoticePage) -> None:
    content = {**notice.clearance.content, "language": "xx"}
    raw(
        "UPDATE wagtail_disclosure_review_clearance SET content = %s WHERE id = %s",
        json.dumps(content),
        notice.clearance_id,
    )


def use_a_withdrawal(notice: NoticePage) -> None:
    raw(
        "UPDATE wagtail_disclosure_review_clearance SET decision = 'withdrawn' WHERE id = %s",
        notice.clearance_id,
    )


def withdraw_behind_its_back(notice: NoticePage) -> None:
    Clearance.record(
        notice,
        decision=Clearance.Decision.WITHDRAWN,
        kind=Clearance.Kind.REVIEW,
        proposed_by=Actor.software("t"),
        decided_by=Actor.software("t"),
    )


def let_one_person_decide_twice(notice: NoticePage) -> None:
    step = {"decided_by_id": notice.clearance.decided_by_id, "fingerprint": ""}
    raw(
        "UPDATE wagtail_disclosure_review_clearance SET steps = %s WHERE id = %s",
        json.dumps([step, step]),
        notice.clearance_id,
    )


def replace_file(notice: NoticePage) -> None:
    stored = StoredFile.objects.get()
    stored.file.storage.delete(stored.file.name)
    stored.file.storage.save(stored.file.name, ContentFile(b"other"))


def remove_file(notice: NoticePage) -> None:
    stored = StoredFile.objects.get()
    stored.file.storage.delete(stored.file.name)


TAMPERING = {
    change_title: "content",
    change_body: "content",
    change_caption: "content",
    remove_child: "content",
    add_child: "content",
    take_clearance_away: "no_clearance",
    change_seal: "seal",
    change_content_of_clearance: "clearance_changed",
    use_a_withdrawal: "content",
    withdraw_behind_its_back: "withdrawn",
    let_one_person_decide_twice: "four_eyes",
    replace_file: "file",
    remove_file: "file",
}


def test_what_is_as_it_was_cleared_is_no_problem(notice, draft) -> None:
    assert problems() == []
    assert "Everything is as it was cleared." in verify()


def test_a_stored_address_that_is_not_that_of_its_place_is_found(notice) -> None:
    Page.objects.filter(pk=notice.pk).update(url_path="/site/former-name/notice/")
    assert codes() == ["address_stored"]
    call_command("set_url_paths")
    assert codes() == []


@pytest.mark.parametrize("tamper", TAMPERING)
class TestTampering:
    def test_is_found(self, notice, tamper: Callable[[NoticePage], None]) -> None:
        tamper(notice)
        (problem,) = problems()
        assert problem.code == TAMPERING[tamper]
        assert problem.object_type == "noticeboard.noticepage"
        assert problem.object_id == str(notice.pk)
        assert problem.url == notice.get_full_url()

    def test_is_withdrawn_on_request(self, notice, tamper) -> None:
        tamper(notice)
        assert mend() == [f"Withdrawn: noticeboard.noticepage {notice.pk}"]
        notice.refresh_from_db()
        assert not notice.live
        newest = Clearance.objects.for_object(notice).first()
        assert newest.decision == Clearance.Decision.WITHDRAWN
        assert newest.decided_by_name == "disclosure_verify"
        assert newest.reason
        assert [problem for problem in problems() if problem.remedy] == []

    def test_is_withdrawn_under_triggers_too(self, notice, tamper) -> None:
        tamper(notice)
        installation.install()
        assert mend() == [f"Withdrawn: noticeboard.noticepage {notice.pk}"]


class TestTriggers:
    def told(self) -> list[tuple[str, bool]]:
        found = [problem for verify in verifiers for problem in verify()]
        return [(p.code, p.is_notice) for p in found if p.code == "triggers"]

    def test_that_nobody_wanted_are_a_notice(self, db) -> None:
        assert self.told() == [("triggers", True)]

    def test_that_are_complete_are_no_problem(self, db) -> None:
        installation.install()
        assert self.told() == []

    def test_that_were_lost_are_a_problem(self, db) -> None:
        installation.install()
        installation.remove_triggers("default")
        assert self.told() == [("triggers", False)]


class TestARowThatIsStuckUnsealed:
    @pytest.fixture
    def stuck(self, notice) -> NoticePage:
        NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="")
        return notice

    def test_is_found(self, stuck) -> None:
        assert codes() == ["unsealed"]

    def test_is_shown_again_on_request(self, stuck) -> None:
        assert not NoticePage.objects.disclosed().exists()
        assert mend() == [f"Sealed: noticeboard.noticepage {stuck.pk}"]
        assert NoticePage.objects.disclosed().get() == stuck
        assert problems() == []

    def test_is_shown_again_under_triggers_too(self, stuck) -> None:
        installation.install()
        assert mend() == [f"Sealed: noticeboard.noticepage {stuck.pk}"]

    def test_is_withdrawn_if_it_is_not_what_was_cleared(self, stuck) -> None:
        change_title(stuck)
        assert mend() == [f"Withdrawn: noticeboard.noticepage {stuck.pk}"]
        assert not NoticePage.objects.disclosed().exists()


class TestOtherTypes:
    def test_snippets_are_verified_and_withdrawn(self, snippet, clear) -> None:
        clear(snippet)
        assert problems() == []
        NoticeSnippet.objects.filter(pk=snippet.pk).update(text="Changed")
        (problem,) = problems()
        assert (problem.object_type, problem.url) == ("noticeboard.noticesnippet", "")
        assert mend() == [f"Withdrawn: noticeboard.noticesnippet {snippet.pk}"]

    def test_aliases_are_what_their_source_is(self, notice, home) -> None:
        other = home.add_child(instance=Page(title="Other", slug="other"))
        alias = notice.create_alias(parent=other)
        assert alias.live
        assert problems() == []
        Page.objects.filter(pk=alias.pk).update(title="Changed")
        assert [problem.object_id for problem in problems()] == [str(alias.pk)]


class TestRecords:
    @pytest.mark.parametrize(
        ("kind", "expected"), [("shipped", []), ("legacy", []), ("review", ["four_eyes"])]
    )
    def test_name_people_except_where_software_may_stand(
        self, notice, kind: str, expected: list[str]
    ) -> None:
        raw(
            "UPDATE wagtail_disclosure_review_clearance SET kind = %s, decided_by_id = NULL,"
            " proposed_by_id = NULL WHERE id = %s",
            kind,
            notice.clearance_id,
        )
        assert codes() == expected

    def test_of_what_is_not_shown_any_more_are_proved_too(self, notice) -> None:
        clearance = notice.clearance
        notice.unpublish()
        change_content_of_clearance(NoticePage(clearance=clearance))
        (problem,) = problems()
        assert problem.object_type == "wagtail_disclosure_review.clearance"
        assert problem.object_id == str(clearance.pk)


class TestStorage:
    def old(self, stored: StoredFile) -> StoredFile:
        StoredFile.objects.filter(pk=stored.pk).update(uploaded_at="2020-01-01T00:00Z")
        return stored

    def notices(self) -> list[str]:
        found = [problem for verify in verifiers for problem in verify()]
        return [problem.object_id for problem in found if problem.code == "orphan"]

    def test_files_that_nothing_holds_are_noticed(self, stored) -> None:
        assert self.notices() == []
        self.old(stored)
        assert self.notices() == [str(stored.pk)]
        assert f"Notice [orphan] wagtail_disclosure_core.storedfile {stored.pk}" in verify()

    def test_files_of_drafts_are_held(self, draft, stored) -> None:
        self.old(stored)
        draft.notice_files.all().delete()
        NoticeFile.objects.all().delete()
        assert self.notices() == []


class TestTheCommand:
    def test_names_no_titles(self, notice) -> None:
        change_body(notice)
        with pytest.raises(CommandError, match="1 thing is") as refusal:
            verify()
        assert refusal.value.returncode == 1

    def test_writes_json_a_line_each(self, notice) -> None:
        change_title(notice)
        output = StringIO()
        with pytest.raises(CommandError):
            call_command("disclosure_verify", stdout=output, json=True, fix=True)
        rows = [json.loads(line) for line in output.getvalue().splitlines()]
        assert "Changed" not in output.getvalue()
        assert rows[-3]["code"] == "content"
        assert rows[-2] == {
            "done": "withdrawn",
            "object_type": "noticeboard.noticepage",
            "object_id": str(notice.pk),
        }
        assert rows[-1] == {"failures": 1}

    def test_without_fix_changes_nothing(self, notice) -> None:
        change_title(notice)
        with pytest.raises(CommandError):
            verify()
        notice.refresh_from_db()
        assert notice.live

    def test_takes_a_number_only_together_with_fix(self, notice) -> None:
        with pytest.raises(CommandError, match="give both") as refusal:
            verify(yes_withdraw=1)
        assert refusal.value.returncode == 2

    def test_does_nothing_where_there_is_less_to_withdraw_than_agreed_to(self, notice) -> None:
        with pytest.raises(CommandError, match="nothing to withdraw") as refusal:
            verify(fix=True, yes_withdraw=1)
        assert refusal.value.returncode == 2
        NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="")
        with pytest.raises(CommandError, match="nothing to withdraw"):
            verify(fix=True, yes_withdraw=1)
        assert not NoticePage.objects.disclosed().exists()
        assert mend(yes_withdraw=0) == [f"Sealed: noticeboard.noticepage {notice.pk}"]

    @pytest.fixture
    def many(self, home, clear) -> list[NoticePage]:
        pages = []
        for number in range(mending.MOST_WITHDRAWN + 1):
            page = NoticePage(title=f"N{number}", slug=f"n{number}", live=False)
            home.add_child(instance=page)
            clear(page)
            pages.append(page)
        Page.objects.filter(pk__in=[page.pk for page in pages]).update(title="Changed")
        return pages

    def test_withdraws_no_more_than_agreed_to(self, many) -> None:
        for agreed in (None, 20, 22):
            with pytest.raises(CommandError, match="--yes-withdraw 21") as refusal:
                verify(fix=True, yes_withdraw=agreed)
            assert refusal.value.returncode == 2
        assert NoticePage.objects.filter(live=True).count() == 21
        assert len(mend(yes_withdraw=21)) == 21
        assert not NoticePage.objects.filter(live=True).exists()

    def test_costs_a_fixed_number_of_queries_per_row(
        self, home, clear, django_assert_max_num_queries
    ) -> None:
        for number in range(6):
            page = NoticePage(title=f"N{number}", slug=f"n{number}", live=False)
            home.add_child(instance=page)
            clear(page)
        for_all_types = 1 + 4 * len(list(guarded_models()))
        # The empty projection: its entries, its rows and its counts.
        for_lists = 3
        # No open case, and no record of one that goes back in time.
        for_cases = 2
        # No key that came back or went, no retention rule and no history of one, and no annual
        # report: changed, emptied, or in force.
        for_records = 2 + 2 + 3
        for_parts = for_lists + for_cases + for_records
        with django_assert_max_num_queries(for_all_types + for_parts + 6 * 3):
            assert problems() == []
