"""Mails of the review: to whom, in which language, and never with a title or a remark."""

import pytest
from django.core import mail
from wagtail.models import PageLogEntry, WorkflowState
from wagtail.users.models import UserProfile

from tests.factories import create_user
from tests.noticeboard.models import NoticePage
from tests.review.walking import confirm, current, fresh, refer, send_back, submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base_url(settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://admin.agency.example"
    settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = "site@agency.example"


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Do something; returns the mails by recipient that followed its commit."""

    def told(action, *args) -> dict[str, list[mail.EmailMessage]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(*args)
        found: dict[str, list[mail.EmailMessage]] = {}
        for message in mail.outbox:
            found.setdefault(message.to[0].split("@")[0], []).append(message)
        return found

    return told


@pytest.fixture
def submitted(draft, profile, people) -> NoticePage:
    submit(draft, people.drafter)
    return draft


def edit(page, user) -> None:
    page = fresh(page)
    page.title = "Secret plan"
    page.save_revision(user=user)


class TestAMail:
    def test_goes_to_who_decides_next_with_the_address(self, draft, profile, people, told) -> None:
        found = told(submit, draft, people.drafter)
        assert set(found) == {"head"}
        (message,) = found["head"]
        assert message.subject == f"To review: Notice page #{draft.pk}, Water Supply"
        url = f"https://admin.agency.example/admin/disclosure/review/{current(draft).pk}/"
        assert url in message.body

    def test_goes_on_to_the_next_tier(self, submitted, people, told) -> None:
        found = told(confirm, submitted, people.head)
        assert set(found) == {"officer", "clerk"}

    def test_tells_the_committee_that_it_is_asked(self, submitted, people, told) -> None:
        found = told(refer, submitted, people.head)
        assert set(found) == {"keeper"}
        assert "head refers this to the committee" in found["keeper"][0].body
        assert "Is the map secret" not in found["keeper"][0].body

    def test_tells_the_drafter_of_a_return(self, submitted, people, told) -> None:
        found = told(send_back, submitted, people.head)
        assert set(found) == {"drafter"}
        assert "Remove the address" not in found["drafter"][0].body

    def test_tells_the_drafter_of_the_clearance(self, submitted, people, told) -> None:
        confirm(submitted, people.head)
        confirm(submitted, people.officer)
        found = told(confirm, submitted, people.leader)
        assert set(found) == {"drafter"}
        assert found["drafter"][0].subject.startswith("Cleared: ")

    def test_tells_everyone_concerned_of_an_edit(self, submitted, people, told) -> None:
        confirm(submitted, people.head)
        confirm(submitted, people.officer)
        found = told(edit, submitted, people.colleague)
        assert set(found) == {"drafter", "head", "officer"}
        subjects = sorted(message.subject.split(":")[0] for message in found["head"])
        assert subjects == ["Review begins again", "To review"]
        assert "colleague edited this" in found["officer"][0].body

    def test_tells_the_office_of_what_nobody_can_decide(
        self, draft, profile, people, unit, told
    ) -> None:
        unit.head = people.drafter
        unit.save()
        found = told(submit, draft, people.drafter)
        assert set(found) == {"officer", "clerk"}
        assert found["officer"][0].subject.startswith("Blocked: ")

    def test_never_has_a_title(self, draft, profile, people, told) -> None:
        draft.title = "Secret plan"
        draft.save_revision(user=people.drafter)
        create_user("root", is_superuser=True)
        walk = [
            (submit, draft, people.drafter),
            (confirm, draft, people.head, "Secret plan"),
            (send_back, draft, people.officer, "Secret plan"),
        ]
        for step in walk:
            for messages in told(*step).values():
                for message in messages:
                    assert "Secret plan" not in message.subject + message.body

    def test_speaks_the_language_of_its_reader(self, draft, profile, people, told) -> None:
        UserProfile.objects.create(user=people.head, preferred_language="zh-hans")
        (message,) = told(submit, draft, people.drafter)["head"]
        assert "#" in message.subject

    def test_is_not_sent_to_who_switched_it_off(self, draft, profile, people, told) -> None:
        UserProfile.objects.create(user=people.head, submitted_notifications=False)
        assert told(submit, draft, people.drafter) == {}

    def test_is_not_sent_without_an_address(self, draft, profile, people, told) -> None:
        people.head.email = ""
        people.head.save()
        assert told(submit, draft, people.drafter) == {}


def test_a_mail_that_cant_be_sent_keeps_nobody_from_deciding(
    submitted, people, told, caplog
) -> None:
    people.officer.email = "officer@agency.example\nBcc: all@agency.example"
    people.officer.save()
    found = told(confirm, submitted, people.head)
    assert current(submitted).role == "office"
    assert "Could not mail" in caplog.text
    assert set(found) == {"clerk"}


def test_an_edit_is_on_record_with_the_names(submitted, people) -> None:
    confirm(submitted, people.head)
    edit(submitted, people.colleague)
    entry = PageLogEntry.objects.get(action="wagtail_disclosure.round_restarted")
    assert entry.data["voided"] == ["head"]
    assert entry.user == people.colleague


def test_an_edit_after_a_return_is_told_as_well(submitted, people, told) -> None:
    confirm(submitted, people.head)
    confirm(submitted, people.officer)
    send_back(submitted, people.leader)
    edit(submitted, people.drafter)
    state = WorkflowState.objects.get()
    found = told(lambda: state.resume(user=people.drafter))
    assert {"officer", "head", "drafter"} <= set(found)
