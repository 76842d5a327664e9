"""The case workspace: story, clock, masked applicant, and each action as a form of its own."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cases.factories import create_officer
from tests.cases.test_inbox import marked_provisional
from tests.cases.workspace.listing import steps
from wagtail_disclosure.cases.models import Answer, CaseEvent
from wagtail_disclosure.core.models import InformationOfficer, Outcome


def test_it_shows_the_request_but_not_who_asks(show, office):
    content = show(office).content.decode()
    assert "Water quality of the river" in content
    assert "Li Ming" not in content and "E12345678" not in content
    assert "style=" not in content.split("<main")[1].split("disclosure-workspace")[-1]


def test_a_provisional_date_is_marked_on_the_clock_and_in_the_history(show, office, casework):
    assert marked_provisional(show(office).content.decode()) == 2
    casework.accept()
    # The history keeps what it was.
    assert marked_provisional(show(office).content.decode()) == 1


def test_the_clock_can_be_calculated_again(show, office, case):
    content = show(office).content.decode()
    asked = f"?limit={case.law.code}:answer&amp;start={case.received_on.isoformat()}"
    assert f'href="{reverse("disclosure_calculator")}{asked}"' in content


def test_titles_carry_the_number_and_nothing_else(show, office, case):
    title = show(office).content.decode().split("<title>")[1].split("</title>")[0]
    assert case.number in title
    assert "Water" not in title


def test_it_is_kept_by_no_cache(show, office):
    assert "no-store" in show(office)["Cache-Control"]


def test_the_whole_way_through_the_forms(show, take, case, office, officer):
    assert steps(show(office)) == ["accept"]
    take(office, "accept", on="2026-11-24")
    assert steps(show(office)) == ["assign"]
    take(office, "assign", officer=InformationOfficer.objects.get(user=officer).pk)
    assert steps(show(officer)) == ["draft"]
    outcome = Outcome.objects.get(law=case.law, code="granted")
    take(officer, "draft", outcome=outcome.pk, text="Dear {{ applicant_name }}, here it is.")
    assert steps(show(officer)) == ["draft", "propose"]
    take(officer, "propose")
    assert steps(show(officer)) == []
    assert steps(show(office)) == ["clear"]
    take(office, "clear")
    assert steps(show(officer)) == ["answer"]
    response = take(officer, "answer", on="2026-12-01")
    assert response.status_code == 302
    assert steps(show(officer)) == []
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("answered", date(2026, 12, 1))


def test_history_and_timeline_name_actor_and_reason(show, take, office):
    take(office, "accept", on="2026-11-24", reason="Confirmed by telephone")
    response = show(office)
    events = response.context["events"].exclude(kind="letter_written")
    assert [event.reason for event in events] == ["", "Confirmed by telephone"]
    rows = response.context["history_rows"]
    assert rows[0].history_user_name == "office"
    assert response.content.decode().count("Confirmed by telephone") >= 2


def test_the_timeline_says_which_command_moved_a_due_date(show, case, office):
    CaseEvent.objects.create(
        case=case, kind="due_date_moved", on=date(2026, 12, 1), actor_name="disclosure_setup"
    )
    timeline = show(office).content.decode().partition('class="disclosure-timeline"')[2]
    assert "<span>申请人</span>" in timeline
    assert "<span>disclosure_setup</span>" in timeline


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("reason", {"reason": "", "on": "2026-11-24"}),
        ("on", {"on": ""}),
        ("on", {"on": "2026-12-02"}),
        ("on", {"on": "2026-11-22"}),
        ("on", {"on": "tomorrow"}),
    ],
)
def test_an_incomplete_action_says_what_is_missing_and_keeps_the_rest(
    take, case, office, field, data
):
    response = take(office, "accept", **data)
    assert response.status_code == 422
    (item,) = [item for item in response.context["step_forms"] if item["is_shown"]]
    assert list(item["form"].errors) == [field]
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_stale_page_gets_a_conflict_with_both_versions(take, casework, case, officer):
    casework.accept().assign().draft(text="The first text.")
    outcome = Outcome.objects.get(law=case.law, code="granted")
    stale = case.version - 1
    response = take(officer, "draft", version=stale, outcome=outcome.pk, text="My other text.")
    content = response.content.decode()
    assert response.status_code == 409
    assert "The first text." in content and "My other text." in content
    assert Answer.objects.get().text == "The first text."


def test_the_loser_of_two_decisions_reads_what_happened(take, case, office, english):
    version = case.version
    take(office, "accept", on="2026-11-24")
    response = take(office, "accept", on="2026-11-25", version=version)
    assert response.status_code == 409
    assert "R2026" in response.context["refusal"]


def test_an_answer_that_spells_out_the_applicant_comes_back_with_the_reason(
    take, casework, case, officer
):
    casework.accept().assign()
    outcome = Outcome.objects.get(law=case.law, code="granted")
    response = take(officer, "draft", outcome=outcome.pk, text="Dear Li Ming")
    assert response.status_code == 422
    form = next(item["form"] for item in response.context["step_forms"] if item["form"].is_bound)
    assert form.non_field_errors()
    assert form["text"].value() == "Dear Li Ming"


def test_the_author_is_not_offered_to_clear(show, casework, office):
    casework.accept().assign().draft(by_other=office).propose()
    assert "clear" not in steps(show(office))


def test_revealing_takes_a_purpose_and_is_recorded(client, show, case, office):
    client.force_login(office)
    url = reverse("disclosure_cases:reveal", args=[case.pk])
    assert client.post(url, {"purpose": ""}).status_code == 422
    assert not CaseEvent.objects.filter(kind="applicant_revealed").exists()
    content = client.post(url, {"purpose": "To ask what is meant"}).content.decode()
    assert "Li Ming" in content
    assert CaseEvent.objects.get(kind="applicant_revealed").reason == "To ask what is meant"
    assert "Li Ming" not in show(office).content.decode()


def test_reveals_do_not_make_other_peoples_pages_stale(client, take, case, office):
    version = case.version
    client.force_login(office)
    client.post(reverse("disclosure_cases:reveal", args=[case.pk]), {"purpose": "To call"})
    assert take(office, "accept", on="2026-11-24", version=version).status_code == 302


@pytest.mark.parametrize("step", ["delete", "edit", "nonsense"])
def test_there_are_no_other_steps(take, office, step):
    assert take(office, step).status_code in (302, 404)
    assert not CaseEvent.objects.exclude(kind="submitted").exists()


def test_steps_are_only_posted(client, case, office):
    client.force_login(office)
    url = reverse("disclosure_cases:step", args=[case.pk, "accept"])
    assert client.get(url).status_code == 405


def test_a_case_whose_key_is_gone_says_so(show, case, office):
    case.key.wrapped = bytes(60)
    case.key.save()
    response = show(office)
    assert response.status_code == 200
    assert response.context["is_unreadable"]


def test_the_workspace_takes_the_same_queries_however_long_the_story(
    show, casework, unit, office, officer, django_assert_max_num_queries
):
    casework.accept().assign()
    for number in range(8):
        casework.assign(to=create_officer(f"officer{number}", unit))
    with django_assert_max_num_queries(69):
        show(office)
