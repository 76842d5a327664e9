"""My reviews: one decision on several things, each bound to what the list showed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision, WorkflowState
from wagtail.users.models import UserProfile

from tests.noticeboard.models import NoticePage
from tests.review.walking import confirm, current, submit
from wagtail_disclosure.core.admin import waiting_for
from wagtail_disclosure.review.models import ReviewTaskState
from wagtail_disclosure.review.roles import Role

pytestmark = pytest.mark.django_db

URL = "disclosure_review:list"


@pytest.fixture
def head(people, grant) -> Client:
    client = Client()
    client.force_login(grant(people.head, "access_admin"))
    UserProfile.objects.update_or_create(user=people.head, defaults={"preferred_language": "en"})
    return client


@pytest.fixture
def make(home, unit, people, profile):
    def make(number: int) -> NoticePage:
        page = NoticePage(
            title=f"Notice {number}", slug=f"n{number}", live=False, responsible_unit=unit
        )
        home.add_child(instance=page)
        page.save_revision(user=people.drafter)
        submit(page, people.drafter)
        return page

    return make


@pytest.fixture
def pages(make) -> list[NoticePage]:
    return [make(number) for number in range(3)]


def post(client: Client, pages, decision: str = "confirm", **values):
    states = [current(page) for page in pages]
    data = {
        "decision": decision,
        "remark": "",
        "chosen": [state.pk for state in states],
        **{f"fingerprint-{state.pk}": state.fingerprint for state in states},
        **values,
    }
    return client.post(reverse(URL), data, follow=True)


def texts(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


class TestTheList:
    def test_shows_what_a_person_may_decide(self, pages, head, people) -> None:
        content = head.get(reverse(URL)).content.decode()
        for page in pages:
            assert page.title in content
            assert current(page).fingerprint in content
        assert "Water Supply" in content
        assert "everything is new" in content

    def test_shows_nothing_to_others(self, pages, people, grant) -> None:
        for name in ("drafter", "officer", "outsider"):
            client = Client()
            client.force_login(grant(getattr(people, name), "access_admin"))
            assert b"Notice 1" not in client.get(reverse(URL)).content

    def test_says_what_changed_since_the_last_clearance(
        self, notice, profile, people, head
    ) -> None:
        notice.title = "Second notice"
        notice.save_revision(user=people.drafter)
        submit(notice, people.drafter)
        content = head.get(reverse(URL)).content.decode()
        assert "Changed: Title" in content
        assert "everything is new" not in content

    def test_is_reached_from_the_dashboard(self, pages, head) -> None:
        home = head.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse(URL) in home

    def test_of_one_needs_no_list(self, make, people) -> None:
        make(1)
        (item,) = waiting_for(people.head)
        assert item.work_list is None

    def test_costs_no_query_per_row(self, make, head, django_assert_num_queries) -> None:
        make(0)
        head.get(reverse(URL))
        with CaptureQueriesContext(connection) as one:
            head.get(reverse(URL))
        for number in range(1, 4):
            make(number)
        with django_assert_num_queries(len(one)):
            head.get(reverse(URL))


class TestDecidingOnSeveral:
    def test_confirms_the_chosen_ones(self, pages, head) -> None:
        response = post(head, pages[:2], remark="Fine")
        assert texts(response) == ["2 confirmed."]
        assert [current(page).role for page in pages] == [
            Role.OFFICE,
            Role.OFFICE,
            Role.UNIT_HEAD,
        ]
        assert ReviewTaskState.objects.filter(comment="Fine", decision="confirmed").count() == 2

    def test_returns_the_chosen_ones(self, pages, head) -> None:
        response = post(head, pages[:2], "return", remark="Remove the address")
        assert texts(response) == ["2 returned to the drafters."]
        returned = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
        assert returned.count() == 2

    def test_refers_the_chosen_ones_with_the_question(self, pages, head) -> None:
        response = post(head, pages[:2], "refer", remark="Is the map secret?")
        assert texts(response) == ["2 referred to the secrecy committee."]
        assert [current(page).role for page in pages] == [
            Role.COMMITTEE,
            Role.COMMITTEE,
            Role.UNIT_HEAD,
        ]
        asked = ReviewTaskState.objects.filter(comment="Is the map secret?", decision="referred")
        assert asked.count() == 2

    def test_needs_a_question_to_refer(self, pages, head) -> None:
        response = post(head, pages, "refer", remark=" ")
        assert b"Write down your question" in response.content
        assert all(row.is_chosen for row in response.context["rows"])
        assert {current(page).role for page in pages} == {Role.UNIT_HEAD}

    def test_tells_of_the_one_that_the_committee_may_not_answer_and_refers_the_others(
        self, pages, head, people
    ) -> None:
        page = NoticePage.objects.get(pk=pages[0].pk)
        # The only member of the committee wrote on it.
        Revision.objects.filter(pk=page.latest_revision_id).update(user=people.keeper)
        response = post(head, pages, "refer", remark="Is the map secret?")
        error, success = texts(response)
        assert "Notice 0" in error
        assert "Everybody on the secrecy committee" in error
        assert success == "2 referred to the secrecy committee."
        assert current(pages[0]).role == Role.UNIT_HEAD
        assert b"Is the map secret?" in response.content
        assert [row.task_state.role for row in response.context["rows"] if row.is_chosen] == [
            Role.UNIT_HEAD
        ]

    def test_refers_only_what_the_list_showed(self, pages, head) -> None:
        forged = {f"fingerprint-{current(pages[0]).pk}": "0" * 64}
        response = post(head, pages[:1], "refer", remark="Is the map secret?", **forged)
        assert "edited" in texts(response)[0]
        assert current(pages[0]).role == Role.UNIT_HEAD

    def test_offers_the_committee_no_question_to_itself(self, pages, head, people, grant) -> None:
        assert b'value="refer"' in head.get(reverse(URL)).content
        post(head, pages[:1], "refer", remark="Is the map secret?")
        keeper = Client()
        keeper.force_login(grant(people.keeper, "access_admin"))
        UserProfile.objects.create(user=people.keeper, preferred_language="en")
        content = keeper.get(reverse(URL)).content
        assert b"Notice 0" in content
        assert b'value="refer"' not in content
        (error,) = texts(post(keeper, pages[:1], "refer", remark="Who knows?"))
        assert "decides this itself" in error

    def test_keeps_a_remark_that_is_too_long_with_one_error(self, pages, head) -> None:
        response = post(head, pages, "return", remark="x" * 4001)
        assert len(response.context["form"].errors["remark"]) == 1

    def test_needs_a_choice(self, pages, head) -> None:
        response = head.post(reverse(URL), {"decision": "confirm", "remark": "Kept"})
        assert b"Choose at least one row" in response.content
        assert b"Kept" in response.content

    def test_needs_a_remark_to_return(self, pages, head) -> None:
        response = post(head, pages, "return")
        assert "remark" in response.context["form"].errors
        assert all(row.is_chosen for row in response.context["rows"])

    def test_tells_of_the_one_that_was_edited_and_decides_the_others(
        self, pages, head, people
    ) -> None:
        seen = {f"fingerprint-{current(page).pk}": current(page).fingerprint for page in pages}
        state = current(pages[0])
        page = NoticePage.objects.get(pk=pages[0].pk)
        page.get_latest_revision()
        revision = page.get_latest_revision()
        content = {**revision.content, "title": "Slipped in"}
        type(revision).objects.filter(pk=revision.pk).update(content=content)

        response = post(head, pages, remark="Fine", **seen)
        error, success = texts(response)
        assert "edited" in error
        assert "Notice 0" in error
        assert success == "2 confirmed."
        assert current(pages[0]).pk == state.pk
        assert b"Fine" in response.content
        assert [row.task_state.pk for row in response.context["rows"] if row.is_chosen] == [
            state.pk
        ]

    def test_binds_each_to_the_fingerprint_that_was_shown(self, pages, head) -> None:
        forged = {f"fingerprint-{current(pages[0]).pk}": "0" * 64}
        response = post(head, pages[:1], **forged)
        assert "edited" in texts(response)[0]
        assert current(pages[0]).role == Role.UNIT_HEAD

    def test_needs_the_fingerprint(self, pages, head) -> None:
        response = post(head, pages[:1], **{f"fingerprint-{current(pages[0]).pk}": ""})
        assert "review page" in texts(response)[0]

    def test_tells_who_comes_second(self, pages, head, people) -> None:
        state = current(pages[0])
        confirm(pages[0], people.head)
        data = {
            "decision": "confirm",
            "chosen": [state.pk],
            f"fingerprint-{state.pk}": state.fingerprint,
        }
        (error,) = texts(head.post(reverse(URL), data, follow=True))
        assert "closed" in error

    def test_of_others_is_refused_without_the_title(self, pages, people, grant) -> None:
        client = Client()
        client.force_login(grant(people.outsider, "access_admin"))
        UserProfile.objects.create(user=people.outsider, preferred_language="en")
        (error,) = texts(post(client, pages[:1]))
        assert "another role" in error
        assert "Notice" not in error

    def test_of_what_is_gone_says_so(self, pages, head) -> None:
        response = head.post(
            reverse(URL), {"decision": "confirm", "chosen": ["999999"]}, follow=True
        )
        assert "no longer" in texts(response)[0]
