"""How satisfied applicants are: asked once, read by those in charge, counted by month."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cases.factories import create_receipt
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.cases.models import CaseEvent, Satisfaction
from wagtail_disclosure.cases.satisfaction.counting import FEWEST, months
from wagtail_disclosure.cases.status import acting, reading, tickets

ON = date(2026, 12, 2)
REMARK = "I waited long, says Li Ming"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for module in (acting, reading):
        monkeypatch.setattr(module, "today", lambda: ON)


@pytest.fixture
def act(client, case):
    def post(**data):
        data = {"ticket": tickets.issue(case), **data}
        return client.post(reverse("wagtail_disclosure_cases:satisfaction"), data)

    return post


@pytest.fixture
def answered(casework):
    return casework.reach("answered")


def say(case, **values):
    return actions.say_satisfaction(
        case, **{"grade": "partly", "remark": REMARK, "on": ON} | values
    )


class TestSaying:
    def test_it_is_asked_once_there_is_an_answer_and_thanked_for(self, act, answered, english):
        response = act(grade="partly", remark=REMARK)
        text = response.content.decode()
        assert "Thank you for telling us." in text
        assert "You told us: Satisfied in part." in text
        assert "<form" not in text.partition('id="satisfaction"')[2].partition("</section>")[0]
        assert Satisfaction.objects.get().remark == REMARK

    def test_it_is_not_asked_before(self, act, casework):
        casework.reach("in_progress")
        assert "id_grade" not in act(grade="partly").content.decode()
        assert not Satisfaction.objects.exists()
        with pytest.raises(CaseMovedOn):
            say(casework.case)

    def test_nothing_chosen_is_asked_for_again(self, act, answered):
        assert act(remark=REMARK).context["satisfaction_form"].errors
        assert not Satisfaction.objects.exists()

    def test_it_is_said_once(self, act, answered):
        act(grade="satisfied")
        act(grade="dissatisfied")
        assert Satisfaction.objects.get().grade == "satisfied"
        with pytest.raises(NotPossible):
            say(answered.case)

    def test_nobody_says_it_without_a_ticket(self, client, answered):
        url = reverse("wagtail_disclosure_cases:satisfaction")
        assert client.post(url, {"grade": "partly"}).status_code == 403
        assert not Satisfaction.objects.exists()

    def test_the_remark_is_sealed_and_the_timeline_tells_neither(self, answered):
        said = say(answered.case)
        assert b"Li Ming" not in bytes(said.sealed_remark)
        event = answered.case.caseevents.get(kind=CaseEvent.Kind.SATISFACTION_SAID)
        assert (event.details, event.reason) == ({}, "")

    def test_whoever_is_in_charge_reads_it(self, client, answered, officer, outsider):
        say(answered.case)
        url = reverse("disclosure_cases:workspace", args=[answered.case.pk])
        client.force_login(officer)
        assert REMARK in client.get(url).content.decode()
        client.force_login(outsider)
        assert client.get(url, follow=True).status_code == 404


class TestCounting:
    @pytest.fixture
    def many(self, agency):
        def write(number: int, *, on: date = ON, grade: str = "satisfied") -> None:
            for _each in range(number):
                case = create_receipt().case
                Satisfaction.write(case, grade=grade, remark="", on=on)

        return write

    def test_a_month_has_numbers_once_enough_answered(self, many):
        many(FEWEST - 1)
        assert [month.grades for month in months()] == [()]
        many(1, grade="dissatisfied")
        assert [month.grades for month in months()] == [(FEWEST - 1, 0, 1)]
        assert months()[0].total == FEWEST

    def test_each_month_counts_for_itself(self, many):
        many(FEWEST)
        many(1, on=date(2026, 11, 30))
        assert [month.grades for month in months()] == [(FEWEST, 0, 0), ()]

    def test_the_office_sees_them_and_officers_do_not(self, client, many, office, officer):
        many(1)
        url = reverse("disclosure_satisfaction:index")
        client.force_login(office)
        shown = client.get(url)
        assert [month.grades for month in shown.context["months"]] == [()]
        client.force_login(officer)
        assert client.get(url, follow=True).redirect_chain
