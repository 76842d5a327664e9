"""From an answer to the draft of an entry: by whom, of what, and never with who asked."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.disclosure_log.conftest import ON, WORDS, disclose, outcome, store
from tests.cases.factories import ANSWERS, create_officer
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotAllowed, NotPossible
from wagtail_disclosure.cases.models import (
    Answer,
    AnswerItem,
    CaseEvent,
    DisclosureLogEntry,
    LoggedAnswer,
)
from wagtail_disclosure.core.models import Exemption, StoredFile
from wagtail_disclosure.review.models import Clearance, ContentEdit


def address_of(entry: DisclosureLogEntry) -> str:
    return DisclosureLogEntry.objects.get(pk=entry.pk).get_url()


class TestWhatIsWritten:
    def test_a_draft_with_the_facts_of_the_answer_and_the_words_of_the_officer(
        self, list_in_log, answered, log
    ):
        entry = list_in_log()
        assert not entry.live
        assert (entry.title, entry.asked, entry.answered) == tuple(WORDS.values())
        assert (entry.outcome.code, entry.answered_on) == ("partly-granted", ON)
        assert entry.responsible_unit == answered.case.unit
        assert entry.get_parent().pk == log.pk
        assert ContentEdit.objects.filter(user_id=answered.officer.pk).exists()

    def test_nothing_in_it_leads_to_the_case(self, list_in_log, answered, items):
        entry = list_in_log(items=items)
        content = str(entry.get_latest_revision().content)
        for secret in (answered.case.number, ANSWERS["description"], ANSWERS["applicant_name"]):
            assert secret not in content
        assert entry.slug.startswith("2026-")

    def test_it_is_on_the_record_of_the_case(self, list_in_log, answered):
        version = answered.case.version
        entry = list_in_log()
        answered.case.refresh_from_db()
        event = answered.case.caseevents.get(kind=CaseEvent.Kind.LISTED_IN_LOG)
        assert event.details == {"entry": entry.translation_key.hex}
        assert event.reason == "Of use to others"
        assert answered.case.version > version

    def test_once_for_an_answer(self, list_in_log):
        list_in_log()
        with pytest.raises(NotPossible):
            list_in_log()
        assert DisclosureLogEntry.objects.count() == 1

    def test_again_when_the_draft_was_thrown_away(self, list_in_log):
        DisclosureLogEntry.objects.get(pk=list_in_log().pk).delete()
        list_in_log()
        assert LoggedAnswer.objects.count() == 2


class TestWhichAnswers:
    def test_those_that_give_information(self, casework, list_in_log_of):
        casework.accept().assign().draft(outcome=outcome("not-held")).propose().clear().answer()
        with pytest.raises(NotPossible):
            list_in_log_of(casework)

    @pytest.mark.parametrize("state", ["in_progress", "answer_in_review", "withdrawn"])
    def test_none_before_it_is_given(self, casework, list_in_log_of, state):
        with pytest.raises(CaseMovedOn):
            list_in_log_of(casework.reach(state))

    def test_none_that_was_changed_behind_its_clearance(self, list_in_log, answered):
        Answer.objects.filter(case=answered.case).update(text="Something else")
        with pytest.raises(NotPossible):
            list_in_log()

    def test_no_older_one_where_the_newest_is_hidden(self, list_in_log, answered):
        answered.reopen(on=ON).draft(outcome=outcome("granted"))
        answered.propose().clear().answer(on=ON)
        newest = Answer.objects.filter(case=answered.case).order_by("-pk").first()
        Answer.objects.filter(pk=newest.pk).update(cleared_fingerprint="")
        with pytest.raises(NotPossible):
            list_in_log()
        assert not DisclosureLogEntry.objects.exists()

    def test_by_nobody_outside(self, list_in_log, outsider):
        with pytest.raises(NotAllowed):
            list_in_log(by=outsider)
        assert not DisclosureLogEntry.objects.exists()

    @pytest.fixture
    def list_in_log_of(self):
        def act(work):
            return actions.list_in_log(work.case, **WORDS, by=work.office, reason="r", on=ON)

        return act


class TestFiles:
    def test_those_that_went_out_come_along(self, list_in_log, items):
        (row,) = list_in_log(items=items).released_files.all()
        assert (row.title, row.stored_file.name) == ("Levels of 2025", "l.csv")

    def test_one_that_is_withheld_never_does(self, casework, agency):
        """Not even where its file came to the item past every action, and was cleared so."""
        casework.accept().assign().draft(outcome=outcome("partly-granted"))
        about = {"by": casework.officer, "reason": "r", "on": ON}
        grounds = Exemption.objects.filter(law=casework.case.law, code="cn-ogi-15-privacy")
        for decision in ("released_in_part", "withheld"):
            item = {"title": decision, "decision": decision, "exemptions": grounds}
            actions.add_item(casework.case, explanation="Names.", **item, **about)
        AnswerItem.objects.update(stored_file=store("contract.csv"))
        casework.propose().clear().answer(on=ON)
        released, withheld = AnswerItem.objects.order_by("pk")
        with pytest.raises(NotPossible, match="withheld"):
            actions.list_in_log(casework.case, **WORDS, items=[withheld], **about)
        entry = actions.list_in_log(casework.case, **WORDS, items=[released], **about)
        assert [row.title for row in entry.released_files.all()] == ["released_in_part"]

    def test_a_form_offers_no_other(self, client, answered, officer):
        client.force_login(officer)
        shown = client.get(reverse("disclosure_cases:workspace", args=[answered.case.pk]))
        (form,) = [
            item["form"]
            for item in shown.context["step_forms"]
            if item["step"].name == "list-in-log"
        ]
        assert [item.title for item in form.fields["items"].queryset] == ["Levels of 2025"]

    def test_one_of_another_answer_never_does(self, list_in_log, items, answered):
        item = items[0]
        item.answer_id = item.answer_id + 1
        with pytest.raises(NotPossible):
            list_in_log(items=[item])

    def test_one_that_a_scanner_holds_back_never_does(self, list_in_log, items):
        StoredFile.objects.update(scan_state=StoredFile.ScanState.QUARANTINED)
        with pytest.raises(NotPossible):
            list_in_log(items=items)

    def test_they_open_with_the_entry_and_close_with_it(self, list_in_log, items):
        entry = list_in_log(items=items)
        url = items[0].stored_file.get_absolute_url()
        assert Client().get(url).status_code == 404
        disclose(entry)
        assert b"".join(Client().get(url).streaming_content) == b"2025,3"
        DisclosureLogEntry.objects.get(pk=entry.pk).unpublish()
        assert Client().get(url).status_code == 404


class TestWorkspace:
    @pytest.fixture
    def take(self, client, answered):
        def post(user, **data):
            client.force_login(user)
            answered.case.refresh_from_db()
            about = {"reason": "Of use", "version": answered.case.version, **WORDS, **data}
            url = reverse("disclosure_cases:step", args=[answered.case.pk, "list-in-log"])
            return client.post(url, about)

        return post

    def show(self, client, user, work):
        client.force_login(user)
        return client.get(reverse("disclosure_cases:workspace", args=[work.case.pk]))

    def test_the_officer_writes_it_down_and_goes_on_in_the_editor(
        self, client, take, officer, items, answered
    ):
        assert b"step-list-in-log" in self.show(client, officer, answered).content
        assert take(officer, items=[items[0].pk]).status_code == 302
        entry = DisclosureLogEntry.objects.get()
        shown = self.show(client, officer, answered).content.decode()
        editor = reverse("wagtailadmin_pages:edit", args=[entry.pk])
        assert editor in shown
        assert "step-list-in-log" not in shown
        assert client.get(editor).status_code == 200

    def test_an_officer_of_another_unit_does_not_get_into_the_editor(
        self, client, list_in_log, outsider
    ):
        client.force_login(outsider)
        entry = list_in_log()
        assert client.get(reverse("wagtailadmin_pages:edit", args=[entry.pk])).status_code != 200

    def test_of_a_restricted_case_the_unit_does_not_read_it_either(
        self, client, list_in_log, answered, officer, office, unit
    ):
        values = {"is_restricted": True, "by": office, "reason": "r", "on": ON}
        actions.restrict(answered.case, **values)
        editor = reverse("wagtailadmin_pages:edit", args=[list_in_log().pk])
        found = {}
        for user in (create_officer("colleague", unit), officer, office):
            client.force_login(user)
            found[user.username] = client.get(editor).status_code == 200
        assert found == {"colleague": False, "officer": True, "office": True}

    def test_a_refusal_is_said_beside_the_form(self, take, officer):
        response = take(officer, asked="What Li Ming wants")
        assert response.status_code == 422
        assert not DisclosureLogEntry.objects.exists()

    def test_nobody_copies_it(self, client, list_in_log, admin_user):
        """Of a copy nobody would know whom it must not name."""
        client.force_login(admin_user)
        entry = list_in_log()
        url = reverse("wagtailadmin_pages:copy", args=[entry.pk])
        assert client.get(url).status_code != 200
        data = {"new_title": "B", "new_slug": "b", "new_parent_page": str(entry.get_parent().pk)}
        client.post(url, data)
        assert DisclosureLogEntry.objects.count() == 1

    def test_it_is_cleared_by_the_review_and_public_then(self, list_in_log):
        entry = list_in_log()
        assert Client().get(address_of(entry)).status_code == 404
        assert not Clearance.objects.for_object(entry).exists()
        public = disclose(entry)
        assert Client().get(public.get_url()).status_code == 200
