"""What an applicant does on the status page, with a ticket and without the secret."""

from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cases.factories import Casework, create_receipt
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.actions import adding
from wagtail_disclosure.cases.models import CaseFile
from wagtail_disclosure.cases.status import acting, reading, tickets
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile

TODAY = date(2026, 12, 2)
CONTENT = b"year,level\n2025,3"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for module in (acting, reading):
        monkeypatch.setattr(module, "today", lambda: TODAY)


@pytest.fixture
def receipt(agency):
    return create_receipt()


@pytest.fixture
def work(receipt, office, officer):
    return Casework(receipt.case, office=office, officer=officer)


@pytest.fixture
def act(client):
    def post(action: str, case, **data):
        data = {"ticket": tickets.issue(case), **data}
        return client.post(reverse(f"wagtail_disclosure_cases:{action}"), data)

    return post


def look(client, receipt):
    data = {"number": receipt.case.number, "secret": receipt.secret}
    return client.post(reverse("wagtail_disclosure_cases:status"), data)


def test_the_question_is_shown_and_the_answer_taken(client, act, work, receipt, english):
    work.accept().request_correction(on=date(2026, 11, 30))
    content = look(client, receipt).content.decode()
    assert "Which year?" in content and 'datetime="2026-12-14"' in content
    response = act("correction", work.case, answer="2025")
    work.case.refresh_from_db()
    assert (work.case.state, work.case.corrections.get().answer) == ("in_progress", "2025")
    assert "We have your answer" in response.content.decode()


def test_an_empty_answer_is_asked_for_again(act, work):
    work.accept().request_correction()
    response = act("correction", work.case, answer=" ")
    assert response.context["correction_form"].errors
    work.case.refresh_from_db()
    assert work.case.state == "awaiting_correction"


def test_an_answer_sent_twice_counts_once_and_says_so(act, work):
    work.accept().request_correction()
    act("correction", work.case, answer="2025")
    response = act("correction", work.case, answer="2024")
    assert response.context["notice"]
    assert work.case.corrections.get().answer == "2025"


def test_a_request_is_taken_back_by_whoever_says_so_clearly(act, work):
    assert act("withdrawal", work.case).context["withdraw_form"].errors
    work.case.refresh_from_db()
    assert work.case.is_open
    act("withdrawal", work.case, sure="on")
    work.case.refresh_from_db()
    assert (work.case.state, work.case.closed_on) == ("withdrawn", TODAY)


@pytest.mark.parametrize("ticket", ["", "x", "WzEsIjEiXQ:1abc:def"])
@pytest.mark.parametrize("action", ["correction", "withdrawal", "document"])
def test_without_a_ticket_nothing_happens(act, work, action, ticket):
    """Case 51."""
    response = act(action, work.case, ticket=ticket, sure="on", answer="x", item="1")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "no-store" in response["Cache-Control"]
    work.case.refresh_from_db()
    assert work.case.is_open


def test_a_ticket_ends_after_an_hour(act, work, monkeypatch):
    ticket = tickets.issue(work.case)
    monkeypatch.setattr(tickets, "AGE_SECONDS", -1)
    assert act("withdrawal", work.case, ticket=ticket, sure="on").status_code == 403


def test_a_ticket_opens_no_other_case_and_ends_with_its_secret(work):
    ticket = tickets.issue(work.case)
    assert tickets.case_for(ticket).pk == work.case.pk
    type(work.case).objects.filter(pk=work.case.pk).update(secret_digest="0" * 64)
    with pytest.raises(tickets.TicketRefused):
        tickets.case_for(ticket)


def answered_with_file(work, name: str = "levels.csv"):
    by = Actor.of(work.officer)
    stored = StoredFile.store(ContentFile(CONTENT), name=name, content_type="text/csv", by=by)
    work.accept().assign().draft()
    item = actions.add_item(
        work.case,
        title="Levels",
        decision="released",
        stored_file=stored,
        by=work.officer,
        reason="r",
        on=work.case.received_on,
    )
    work.case.refresh_from_db()
    work.propose().clear().answer()
    return item


def test_a_released_document_is_handed_out_as_a_download(client, act, work, receipt):
    """Case 56."""
    item = answered_with_file(work)
    assert "levels.csv" in look(client, receipt).content.decode()
    response = act("document", work.case, item=item.pk)
    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_document_of_another_case_is_not_there(act, work, office, officer):
    """Case 35."""
    item = answered_with_file(work)
    other = create_receipt(description="Something else").case
    assert act("document", other, item=item.pk).status_code == 404
    assert act("document", work.case, item="0").status_code == 404


def test_a_document_that_was_changed_behind_its_clearance_is_not_handed_out(act, work):
    item = answered_with_file(work)
    type(item).objects.filter(pk=item.pk).update(title="Another")
    assert act("document", work.case, item=item.pk).status_code == 404


def test_a_quarantined_document_is_not_handed_out(act, work):
    item = answered_with_file(work)
    item.stored_file.scan_state = StoredFile.ScanState.QUARANTINED
    item.stored_file.save(update_fields=["scan_state"])
    assert act("document", work.case, item=item.pk).status_code == 404


def test_where_a_request_went_is_said(client, work, receipt, english):
    work.transfer(to="Bureau of Parks")
    assert "Bureau of Parks" in look(client, receipt).content.decode()


def test_the_cases_that_were_split_off_are_named(client, work, receipt):
    work.accept().split()
    new = work.case.links.get().other
    assert new.number in look(client, receipt).content.decode()


def test_every_answer_is_shown_the_newest_first(client, work, receipt):
    work.reach("answered").reopen(on=date(2026, 11, 27))
    work.draft(text="It was wrong, {{ applicant_name }}.", on=date(2026, 11, 27))
    work.propose(on=TODAY).clear(on=TODAY).answer(on=TODAY)
    answers = look(client, receipt).context["answers"]
    assert [shown.text.split(",")[0] for shown in answers] == ["It was wrong", "Dear Li Ming"]


def test_papers_are_added_while_the_request_is_open_and_not_without_end(act, work, monkeypatch):
    monkeypatch.setattr(adding, "MOST_PAPERS", 2)
    for name in ("a.txt", "b.txt", "c.txt"):
        response = act("papers", work.case, papers=SimpleUploadedFile(name, b"What I forgot"))
    assert "2" in response.context["notice"]
    kept = CaseFile.objects.filter(case=work.case, role="supplement")
    assert sorted(file.name for file in kept) == ["a.txt", "b.txt"]
    assert work.case.caseevents.filter(kind="papers_added", actor_name="applicant").count() == 2
    work.withdraw()
    act("papers", work.case, papers=SimpleUploadedFile("d.txt", b"Too late"))
    assert kept.count() == 2


def test_a_paper_that_is_refused_says_why_and_which_others_to_choose_again(act, work, english):
    chosen = [SimpleUploadedFile("a.txt", b"A"), SimpleUploadedFile("b.exe", b"MZ" + b"\0" * 99)]
    why, again = act("papers", work.case, papers=chosen).context["papers_form"].errors["papers"]
    assert "b.exe" in why and again.startswith("Choose again: a.txt. ")
    assert not work.case.files.exists()


def test_what_we_ended_without_an_answer_says_what_one_can_do_about_it(
    client, work, receipt, english
):
    work.accept().request_correction(on=date(2026, 11, 24), working_days=1)
    assert look(client, receipt).context["remedies"] is None
    work.abandon(on=TODAY)
    response = look(client, receipt)
    remedies = [remedy.code for remedy in response.context["remedies"]]
    assert remedies == ["open-abandoned", "complaint"]
    assert "administrative reconsideration" in response.content.decode()


def test_what_the_applicant_took_back_names_no_remedies(client, act, work, receipt):
    act("withdrawal", work.case, sure="on")
    assert look(client, receipt).context["remedies"] is None
