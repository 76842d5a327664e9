"""wagtail-localize's *Publish* on a guarded object sends it to the review of translations."""

import pytest
from django.test import Client
from wagtail.models import WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from tests.review.translations.conftest import edit_url, press_publish, task_of
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import InformationOfficer, Unit
from wagtail_disclosure.review import actions, batches
from wagtail_disclosure.review.batches.standings import standing_of
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import BatchItem, Clearance
from wagtail_disclosure.review.roles import Role, people_in_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def english_notice(notice, unit, translation_workflow, submit, translate) -> NoticePage:
    english = submit(notice)
    translate(notice)
    return english


@pytest.fixture
def translated(english_notice, send, confirm, people) -> NoticePage:
    send(english_notice)
    confirm(english_notice, by=people.head)
    return english_notice


def test_publish_sends_a_page_to_its_review(english_notice, notice, send, translator) -> None:
    said = send(english_notice)
    assert "Sent to translation review" in said[0]

    english_notice.refresh_from_db()
    assert not english_notice.live
    state = task_of(english_notice)
    assert state.role == Role.LANGUAGE
    assert state.unit == notice.responsible_unit
    assert state.workflow_state.requested_by == translator
    assert "English" in str(english_notice.get_latest_revision_as_object().body)
    assert list(NoticePage.objects.disclosed()) == [notice]


def test_publish_sends_a_snippet_to_its_review(
    snippet, body, clear, translation_workflow, submit, translate, send, confirm, people
) -> None:
    clear(snippet)
    english = submit(snippet)
    translate(snippet)
    send(english)
    assert list(NoticeSnippet.objects.disclosed()) == [snippet]

    clearance = confirm(english, by=people.officer)
    assert clearance.kind == Clearance.Kind.TRANSLATION
    assert set(NoticeSnippet.objects.disclosed()) == {snippet, english}


def test_one_decision_makes_it_public(translated, notice, people, translator) -> None:
    clearance = translated.clearance
    assert clearance.kind == Clearance.Kind.TRANSLATION
    assert clearance.source_fingerprint == notice.clearance.fingerprint
    assert clearance.proposed_by_id == translator.pk
    assert [step["role"] for step in clearance.steps] == [Role.LANGUAGE]
    assert b"English" in Client().get(translated.get_url()).content


def test_who_may_publish_is_sent_to_the_review_too(
    english_notice, django_capture_on_commit_callbacks
) -> None:
    root = Client()
    root.force_login(create_user("root", is_superuser=True))
    press_publish(root, english_notice, django_capture_on_commit_callbacks)
    english_notice.refresh_from_db()
    assert not english_notice.live
    assert task_of(english_notice) is not None


def test_without_the_right_to_edit_nothing_is_sent(english_notice, people, grant) -> None:
    client = Client()
    client.force_login(grant(people.outsider, "access_admin"))
    client.post(edit_url(english_notice), {"action": "publish"})
    assert not WorkflowState.objects.exists()


class TestWhoDecides:
    def test_head_officers_and_the_office(self, unit, people) -> None:
        reviewers = set(people_in_role(Role.LANGUAGE, unit))
        assert reviewers == {people.head, people.drafter, people.officer}

    def test_nobody_who_translated(
        self, english_notice, notice, translate, send, confirm, people
    ) -> None:
        translate(notice, by=people.head)
        send(english_notice)
        with pytest.raises(DecisionRefused, match="worked on this content yourself"):
            confirm(english_notice, by=people.head)

    def test_nobody_who_submitted(
        self, english_notice, unit, translator, send, confirm, translate, notice, people
    ) -> None:
        InformationOfficer.objects.create(unit=unit, user=translator)
        translate(notice, by=people.colleague)
        send(english_notice)
        with pytest.raises(DecisionRefused, match="worked on this content yourself"):
            confirm(english_notice, by=translator)

    def test_an_officer_of_the_unit_may(self, english_notice, send, confirm, people) -> None:
        send(english_notice)
        assert confirm(english_notice, by=people.drafter)

    def test_the_leader_may_not(self, english_notice, send, confirm, people) -> None:
        send(english_notice)
        with pytest.raises(DecisionRefused, match="another role"):
            confirm(english_notice, by=people.leader)


class TestTheOriginal:
    def test_that_is_not_public_stops_it(
        self, draft, unit, translation_workflow, submit, translate, send
    ) -> None:
        english = submit(draft)
        translate(draft)
        assert "original isn't public" in send(english)[0]
        assert not WorkflowState.objects.exists()

    def test_that_is_withdrawn_during_the_review_ends_it(
        self, english_notice, notice, send, people, grant
    ) -> None:
        send(english_notice)
        actions.withdraw(notice, by=grant(people.officer, "withdraw"), reason="Wrong")
        assert task_of(english_notice) is None

    def test_that_is_unpublished_during_the_review_stops_the_decision(
        self, english_notice, notice, send, confirm, people
    ) -> None:
        send(english_notice)
        notice.unpublish()
        with pytest.raises(DecisionRefused, match="original isn't public"):
            confirm(english_notice, by=people.head)

    def test_that_is_unpublished_during_the_review_stops_a_row_of_a_batch(
        self, english_notice, notice, unit, profile, people
    ) -> None:
        batch = batches.propose_batch(
            [english_notice], unit=unit, name="B", by=Actor.software("import")
        )
        for person in (people.head, people.officer, people.leader):
            batches.confirm_batch(batch, by=person, manifest=batch.manifest)
        notice.unpublish()
        assert batches.finish_batch(batch) == 0
        assert "original isn't public" in batch.items.get(state=BatchItem.State.FAILED).reason
        assert not NoticePage.objects.disclosed().exists()

    def test_blocks_a_batch_where_its_translator_is_the_only_one_to_decide(
        self, english_notice, unit, profile, people, translator
    ) -> None:
        unit.head = translator
        unit.save()
        # Whoever saved it as a draft: the words are the translator's.
        english_notice.revisions.update(user=None)
        batch = batches.propose_batch(
            [english_notice], unit=unit, name="B", by=Actor.software("import")
        )
        assert "You worked on 1 of these" in batches.why_not(batch, translator)
        assert standing_of(batch).is_blocked
        unit.head = people.head
        unit.save()
        batch.refresh_from_db()
        assert not standing_of(batch).is_blocked

    def test_that_changed_during_the_review_stops_the_decision(
        self, english_notice, notice, send, confirm, people, change
    ) -> None:
        send(english_notice)
        change(notice)
        with pytest.raises(DecisionRefused, match="changed after this translation was sent"):
            confirm(english_notice, by=people.head)

    def test_that_changed_brings_its_new_text_before_it_is_sent(
        self, english_notice, notice, send, change, translate
    ) -> None:
        change(notice)
        assert "Translate what is new" in send(english_notice)[0]
        assert task_of(english_notice) is None

        translate(notice)
        send(english_notice)
        assert task_of(english_notice) is not None
        revision = english_notice.get_latest_revision()
        assert "English Changed" in str(revision.as_object().body)

    def test_that_changed_no_words_may_leave_untranslated_what_was_so_before(
        self,
        english_notice,
        notice,
        unit,
        send,
        confirm,
        clear,
        people,
        django_capture_on_commit_callbacks,
    ) -> None:
        StringTranslation.objects.filter(data="English Lin").delete()
        send(english_notice)
        confirm(english_notice, by=people.head)
        notice.refresh_from_db()
        notice.responsible_unit = Unit.objects.create(
            body=unit.body, code="other", name={"en": "Other"}, head=unit.head
        )
        notice.save_revision(user=people.drafter)
        with django_capture_on_commit_callbacks(execute=True):
            clear(notice)
        assert "not translated" in send(english_notice)[1]
        assert task_of(english_notice) is not None


def test_strings_without_translation_are_counted(
    notice, unit, translation_workflow, submit, send
) -> None:
    said = send(submit(notice))
    assert "not translated" in said[1]


def test_sending_again_starts_the_round_again(
    english_notice, notice, send, translate, confirm, people
) -> None:
    send(english_notice)
    first = task_of(english_notice)
    translate(notice, {"Marker": "Better"})
    send(english_notice)
    again = task_of(english_notice)
    assert again.pk != first.pk
    assert WorkflowState.objects.count() == 1
    with pytest.raises(DecisionRefused):
        actions.confirm(first, by=people.head, fingerprint=first.fingerprint)
    assert "Better" in str(confirm(english_notice, by=people.head).content)


def test_what_was_returned_is_sent_again(english_notice, send, translate, notice, people) -> None:
    send(english_notice)
    actions.send_back(task_of(english_notice), by=people.head, remark="Wrong term")
    translate(notice, {"Marker": "Better"})
    send(english_notice)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert task_of(english_notice).fingerprint


def test_what_is_public_in_exactly_this_form_is_not_reviewed_twice(translated, send) -> None:
    assert "public in exactly this form" in send(translated)[0]
    assert task_of(translated) is None


class TestTheWorkflow:
    def test_of_an_original_is_its_profile(self, notice, profile, translation_workflow) -> None:
        assert notice.get_workflow() == profile.workflow

    def test_of_a_translation_has_one_tier(self, english_notice, profile) -> None:
        tasks = english_notice.get_workflow().tasks
        assert [task.specific.role for task in tasks] == [Role.LANGUAGE]

    def test_of_a_stopped_translation_is_the_profile(self, english_notice, profile) -> None:
        Translation.objects.update(enabled=False)
        assert english_notice.get_workflow() == profile.workflow

    def test_of_a_copy_for_translation_is_the_profile(
        self, notice, english, profile, translation_workflow
    ) -> None:
        copied = notice.copy_for_translation(english)
        assert copied.get_workflow() == profile.workflow

    def test_falls_back_to_the_profile_before_the_setup_ran(self, notice, submit, profile) -> None:
        assert submit(notice).get_workflow() == profile.workflow
