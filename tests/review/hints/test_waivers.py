"""Hints hold content back until every reviewer has said that they looked at them."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.noticeboard.models import NoticeFile, NoticePage
from tests.review.hints.files import pdf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.hints.subjects import digest, held, hints_for
from wagtail_disclosure.review.models import Clearance, ReviewTaskState

pytestmark = pytest.mark.django_db

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def risky(draft, people) -> NoticePage:
    """A draft with a person's number in its text and something under a box in its file."""
    draft.body = [("text", f"<p>Lin, {ID_NUMBER[:6]}<b>{ID_NUMBER[6:]}</b></p>")]
    content = ContentFile(pdf("BT /F1 12 Tf 20 100 Td (Lin) Tj ET 0 g 15 98 90 14 re f"))
    stored = StoredFile.store(
        content, name="list.pdf", content_type="application/pdf", by=Actor.software("t")
    )
    draft.notice_files.add(NoticeFile(stored_file=stored, caption="lin@agency.example"))
    draft.save_revision(user=people.drafter)
    return draft


@pytest.fixture
def state(risky, profile, people) -> ReviewTaskState:
    risky.get_workflow().start(risky, people.drafter)
    return ReviewTaskState.objects.get()


def test_hints_say_what_is_where(risky) -> None:
    assert [(hint.kind, hint.place, hint.excerpt, hint.severity) for hint in hints_for(risky)] == [
        ("Resident ID number", "Body", "110***********002X", "hold"),
        ("Text under a dark box", "list.pdf › page 1", "", "hold"),
        ("E-mail address", "Notice files", "l***@agency.example", "note"),
    ]


def test_numbers_of_the_agency_itself_are_no_hints(draft, unit) -> None:
    unit.phone = "021-6321 2345 / 13812345678"
    unit.save()
    draft.body = [("text", "<p>Call (021) 63212345 or 138 1234 5678, not 13912345678.</p>")]
    assert [hint.excerpt for hint in hints_for(draft)] == ["139****5678"]


def test_a_file_is_looked_into_once(risky, django_assert_max_num_queries) -> None:
    first = hints_for(risky)
    for stored in StoredFile.objects.all():
        stored.file.storage.delete(stored.file.name)
    with django_assert_max_num_queries(8):
        assert hints_for(risky) == first


def test_a_file_that_is_gone_is_a_hint(draft, stored) -> None:
    stored.file.storage.delete(stored.file.name)
    assert [(hint.code, hint.place) for hint in hints_for(draft)] == [("unreadable", "plan.txt")]


def test_the_digest_is_the_same_in_every_language(risky) -> None:
    english = digest(hints_for(risky))
    with translation.override("zh-hans"):
        assert digest(hints_for(risky)) == english


class TestConfirming:
    def confirm(self, state, people, **values) -> None:
        actions.confirm(state, by=people.head, fingerprint=state.fingerprint, **values)

    def test_without_having_looked_is_refused(self, state, people) -> None:
        with pytest.raises(DecisionRefused, match=r"list\.pdf › page 1"):
            self.confirm(state, people)

    def test_of_other_hints_is_refused(self, state, people) -> None:
        with pytest.raises(DecisionRefused, match="changed"):
            self.confirm(state, people, looked_at="0" * 64)

    def test_keeps_in_the_clearance_who_let_pass_what(self, state, people) -> None:
        for user in (people.head, people.officer, people.leader):
            state = ReviewTaskState.objects.open().get()
            looked_at = digest(hints_for(NoticePage.objects.get().get_latest_revision_as_object()))
            actions.confirm(state, by=user, fingerprint=state.fingerprint, looked_at=looked_at)
        steps = Clearance.objects.get().steps
        assert [step["decided_by_name"] for step in steps] == ["head", "officer", "leader"]
        for step in steps:
            assert [hint["kind"] for hint in step["waived_hints"]] == [
                "id_number",
                "text_under_box",
            ]

    def test_content_without_hints_asks_for_nothing(self, draft, profile, people) -> None:
        assert held(hints_for(draft)) == []
        draft.get_workflow().start(draft, people.drafter)
        state = ReviewTaskState.objects.get()
        self.confirm(state, people)
        assert ReviewTaskState.objects.get(pk=state.pk).waived_hints == []

    def test_returning_asks_for_nothing(self, state, people) -> None:
        actions.send_back(state, by=people.head, remark="Take the number out")


class TestTheReviewPage:
    @pytest.fixture
    def head(self, people, grant) -> Client:
        client = Client()
        client.force_login(grant(people.head, "access_admin"))
        UserProfile.objects.update_or_create(
            user=people.head, defaults={"preferred_language": "en"}
        )
        return client

    def test_shows_the_hints_masked(self, state, head) -> None:
        hints = held(hints_for(NoticePage.objects.get().get_latest_revision_as_object()))
        response = head.get(reverse("disclosure_review:review", args=[state.pk]))
        content = response.content.decode()
        assert "these 2 places" in content
        assert "110***********002X" in content
        assert f'value="{digest(hints)}"' in content

    def test_takes_the_tick(self, state, head) -> None:
        url = reverse("disclosure_review:review", args=[state.pk])
        data = {"decision": "confirm", "fingerprint": state.fingerprint, "remark": "Fine"}
        refused = head.post(url, data)
        assert "look at the hints" in str(list(refused.context["messages"])[0])
        assert b"Fine" in refused.content
        assert ReviewTaskState.objects.open().get() == state

        data["looked_at"] = refused.context["hints_digest"]
        assert head.post(url, data).status_code == 302
        assert ReviewTaskState.objects.open().get() != state
