"""What citizens write is found in no table, log, session, search row or admin title."""

import logging

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tests.cases.factories import Casework, posted
from tests.scanning import tables_with
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.intake import secrets
from wagtail_disclosure.cases.models import InformationRequest

CANARY = "KANARIENVOGEL"
FREE_TEXT = {
    "description": f"{CANARY} description",
    "applicant_name": f"{CANARY} name",
    "id_document": {"kind": "other", "number": f"{CANARY} document"},
    "email": f"{CANARY.lower()}@example.com",
    "delivery": "post",
    "address": f"{CANARY} address",
}


@pytest.fixture
def story(client, one_page, office, officer, caplog):
    """A request with a canary in every field, from the form to the answer, as people do it."""
    caplog.set_level(logging.DEBUG)
    connection.force_debug_cursor = True
    url = one_page.get_url()
    data = posted(**FREE_TEXT, submission_token=secrets.new_token())
    client.post(url, {**data, "email": f"{CANARY} is no address"})
    client.post(url, {**data, "delivery": CANARY})
    receipt = client.post(url, data).context["receipt"]
    client.post(url, {**data, "description": f"{CANARY} once more"})
    client.post(
        reverse("wagtail_disclosure_cases:status"), {"number": CANARY, "secret": receipt.secret}
    )
    client.force_login(officer)
    casework = Casework(InformationRequest.objects.get(), office=office, officer=officer)
    casework.accept().assign()
    workspace = reverse("disclosure_cases:workspace", args=[casework.case.pk])
    client.get(workspace)
    client.post(f"{workspace}reveal/", {"purpose": "To call back"})
    casework.draft().propose().clear().answer()
    client.get(reverse("disclosure_cases:index"), {"q": "R2026"})
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    yield casework
    connection.force_debug_cursor = False


def test_the_search_for_canaries_finds_what_is_in_the_clear(story):
    assert "wagtail_disclosure_cases_answer" in tables_with("here it is")
    assert "wagtail_disclosure_cases_case" in tables_with(story.case.number)


def test_no_table_holds_what_the_citizen_wrote(story):
    assert tables_with(CANARY) == set()


def test_no_log_line_holds_what_the_citizen_wrote(story, caplog):
    lines = [f"{record.getMessage()} {record.exc_text}" for record in caplog.records]
    assert not [line for line in lines if CANARY.casefold() in line.casefold()]


def test_the_database_is_only_ever_sent_ciphertext(story):
    statements = [query["sql"] for query in connection.queries_log]
    assert statements
    assert not [sql for sql in statements if CANARY.casefold() in sql.casefold()]


def test_the_sealed_content_is_there_all_the_same(story):
    assert story.case.casecontent.unseal()["description"] == FREE_TEXT["description"]
    revealed = actions.reveal_applicant(
        story.case, by=story.officer, purpose="test", on=story.case.received_on
    )
    assert revealed["applicant_name"] == FREE_TEXT["applicant_name"]
