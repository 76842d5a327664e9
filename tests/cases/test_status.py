"""The status page: everything for whoever holds the receipt, and the same nothing for the rest."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tests.cases.factories import Casework, create_receipt
from wagtail_disclosure.cases.models import Answer, LookupTries
from wagtail_disclosure.cases.status import reading as status
from wagtail_disclosure.core.models import WorkCalendar


@pytest.fixture
def receipt(agency):
    return create_receipt()


@pytest.fixture
def url() -> str:
    return reverse("wagtail_disclosure_cases:status")


@pytest.fixture
def ask(client, url, agency):
    def post(number: str, secret: str):
        return client.post(url, {"number": number, "secret": secret})

    return post


def test_the_form_is_shown_on_get_whatever_the_address_says(client, url, receipt):
    """Case 50: no secret is ever taken from an address."""
    response = client.get(url, {"number": receipt.case.number, "secret": receipt.secret})
    assert not response.context["form"].is_bound
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.fixture
def casework_of(office, officer):
    return lambda case: Casework(case, office=office, officer=officer)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(status, "today", lambda: date(2026, 11, 24))


def test_number_and_secret_show_state_due_date_and_every_day_of_the_count(ask, receipt):
    response = ask(receipt.case.number, receipt.secret)
    days = response.context["days"]
    assert response.context["case"].number == receipt.case.number
    assert [days[0].day, days[-1].day] == [date(2026, 11, 23), date(2026, 12, 21)]
    assert (days[0].kind, days[-1].kind) == ("off", "due")
    assert response.context["counted"] == 20
    content = response.content.decode()
    assert '<time datetime="2026-12-21">' in content
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


NOT_CONFIRMED = gettext_lazy(
    "This counts from the day you sent it; if we confirm receipt on a later day, the date moves."
)
NOT_ANNOUNCED = gettext_lazy(
    "The public holidays of that time are not announced yet; the date may still move."
)
MAY_MOVE = gettext_lazy("(may still move)")


def test_a_date_that_may_still_change_says_why(ask, receipt, casework_of):
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert str(NOT_CONFIRMED) in content and str(NOT_ANNOUNCED) not in content
    assert str(MAY_MOVE) in content
    WorkCalendar.objects.update(official_through=date(2026, 12, 20))
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert str(NOT_CONFIRMED) in content and str(NOT_ANNOUNCED) in content
    casework_of(receipt.case).accept()
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert str(NOT_CONFIRMED) not in content and str(NOT_ANNOUNCED) in content
    assert str(MAY_MOVE) in content


def test_a_settled_date_says_nothing_of_moving(ask, receipt, casework_of):
    casework_of(receipt.case).accept()
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert str(NOT_ANNOUNCED) not in content and str(MAY_MOVE) not in content


def test_the_calculator_is_offered_beside_the_count(ask, receipt):
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert content.count(f'href="{reverse("wagtail_disclosure_core:calculator")}"') == 2


def test_nothing_that_the_applicant_wrote_is_shown(ask, receipt):
    """Case 66."""
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert "Li Ming" not in content
    assert "Water quality" not in content


@pytest.mark.parametrize(
    "distort",
    [
        str.lower,
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", ""),
        lambda text: f"  {text}  ",
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    ],
)
def test_number_and_secret_may_be_typed_in_any_way(ask, receipt, distort):
    """Case 60."""
    response = ask(distort(receipt.case.number), distort(receipt.secret))
    assert response.context["case"].pk == receipt.case.pk


def test_an_unknown_number_and_a_wrong_secret_get_the_same_bytes_and_headers(ask, receipt):
    """Case 48."""
    unknown = ask("R2026-000999-X", receipt.secret)
    wrong = ask(receipt.case.number, "AAAA-AAAA-AAAA-0")
    assert unknown.content == wrong.content
    assert unknown.status_code == wrong.status_code
    # The clock goes on between the two.
    assert {**unknown.headers, "Expires": ""} == {**wrong.headers, "Expires": ""}
    assert not unknown.cookies and not wrong.cookies


def test_an_unknown_number_and_a_wrong_secret_take_the_same_queries(ask, receipt):
    """Case 48: nor does the time that it takes tell them apart."""

    def queries(number: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            ask(number, "AAAA-AAAA-AAAA-0")
        # Savepoints are numbered, and values differ.
        return [re.split(r"WHERE|VALUES|SAVEPOINT", query["sql"])[0] for query in captured]

    queries("R2026-000998-X")
    assert queries("R2026-000999-X") == queries(receipt.case.number)


@pytest.mark.parametrize("number", ["", "\x00", "x" * 5000, "'; DROP TABLE", "李明", "💧"])
def test_nonsense_is_answered_with_the_form(ask, number):
    assert "case" not in ask(number, number).context


def test_after_ten_wrong_tries_in_an_hour_even_the_right_secret_must_wait(ask, receipt, settings):
    """Case 49."""
    for _try in range(10):
        ask(receipt.case.number, "AAAA-AAAA-AAAA-0")
    assert "case" not in ask(receipt.case.number, receipt.secret).context
    LookupTries.objects.update(first_at=timezone.now() - timedelta(minutes=61))
    assert ask(receipt.case.number, receipt.secret).context["case"].pk == receipt.case.pk


def test_an_unknown_number_runs_out_of_tries_with_the_same_bytes(ask, receipt):
    for number in ("R2026-000999-X", receipt.case.number):
        for _try in range(10):
            ask(number, "AAAA-AAAA-AAAA-0")
    known, unknown = ask(receipt.case.number, receipt.secret), ask("R2026-000999-X", "A")
    assert known.content == unknown.content


def test_right_look_ups_use_up_no_tries(ask, receipt):
    for _look in range(15):
        assert ask(receipt.case.number, receipt.secret).context["case"].pk == receipt.case.pk


def test_other_numbers_are_not_delayed(ask, receipt):
    for _try in range(11):
        ask("R2026-000999-X", "AAAA-AAAA-AAAA-0")
    assert ask(receipt.case.number, receipt.secret).context["case"].pk == receipt.case.pk


def test_what_was_typed_into_the_number_field_is_not_stored(ask):
    ask("My name is Li Ming", "secret")
    row = LookupTries.objects.values().get()
    assert "Li Ming" not in str(row)


@pytest.fixture
def answered(receipt, office, officer):
    casework = Casework(receipt.case, office=office, officer=officer)
    text = "Dear {{ applicant_name }},\nhere <b>it</b> is: {% now %}"
    casework.accept().assign().draft(text=text).propose()
    return casework


def test_an_answer_is_read_once_delivered_with_its_fields_filled_in(ask, receipt, answered):
    assert "answer" not in ask(receipt.case.number, receipt.secret).context
    answered.clear()
    assert "answer" not in ask(receipt.case.number, receipt.secret).context
    answered.answer(on=date(2026, 12, 1))
    content = ask(receipt.case.number, receipt.secret).content.decode()
    assert "Dear Li Ming," in content
    assert "here &lt;b&gt;it&lt;/b&gt; is: {% now %}" in content


def test_an_answer_comes_with_what_one_can_do_against_it(ask, receipt, answered):
    answered.clear().answer(on=date(2026, 12, 1))
    (shown,) = ask(receipt.case.number, receipt.secret).context["answers"]
    remedies = shown.remedies
    # Against this answer first, on every database.
    assert [remedy.code for remedy in remedies] == ["open-granted", "complaint"]


def test_a_late_case_says_so_and_what_one_can_do(ask, receipt, monkeypatch):
    """Case 79: computed as the page is read, so no stopped worker hides it."""
    monkeypatch.setattr(status, "today", lambda: date(2026, 12, 22))
    response = ask(receipt.case.number, receipt.secret)
    assert response.context["is_late"]
    assert [remedy.code for remedy in response.context["remedies"]] == ["complaint"]


def test_on_its_last_day_a_case_is_not_late(ask, receipt, monkeypatch):
    monkeypatch.setattr(status, "today", lambda: date(2026, 12, 21))
    assert not ask(receipt.case.number, receipt.secret).context["is_late"]


def test_an_answer_changed_behind_the_guards_back_is_not_shown(ask, receipt, answered):
    answered.clear().answer(on=date(2026, 12, 1))
    Answer.objects.update(text="Tampered with")
    response = ask(receipt.case.number, receipt.secret)
    assert "Tampered" not in response.content.decode()


def test_the_status_page_takes_the_same_few_queries_for_every_case(
    ask, receipt, answered, django_assert_max_num_queries
):
    answered.clear().answer(on=date(2026, 12, 1))
    for _number in range(5):
        create_receipt()
    with django_assert_max_num_queries(30):
        ask(receipt.case.number, receipt.secret)
