"""Nobody gets a mail who did not confirm, and whoever did gets one a day about what is new."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.catalog.factories import create_entry, disclose
from tests.scanning import tables_with
from wagtail_disclosure.catalog.finding import alerts, links
from wagtail_disclosure.catalog.finding.criteria import Criteria
from wagtail_disclosure.catalog.models import EntryPage, SearchAlert
from wagtail_disclosure.catalog.models.search_alerts import MOST_A_DAY, MOST_UNCONFIRMED

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
ASK = "/zh-hans/search/alert/"
ADDRESS = "reader@example.org"


@pytest.fixture(autouse=True)
def _shelf(shelf, db):
    """Before each test."""


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Ask for an alert as a visitor does; returns the page."""

    def ask(address: str = ADDRESS, query: str = "q=供水", **headers) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(f"{ASK}?{query}", {"address": address}, headers=headers)
        return response.content.decode()

    return ask


def confirmed(criteria: Criteria | None = None, *, since: datetime = NOW) -> SearchAlert:
    alerts.subscribe(ADDRESS, criteria or Criteria("供水"), language="zh-hans", now=since)
    alert = SearchAlert.objects.latest("requested_at")
    alerts.confirm(alert, now=since)
    return alert


def link_in(message) -> str:
    return re.search(r"http://[^/]+(/\S+/(?:confirm|stop)/\S+)", message.body)[1]


def publish(shelf, title: str, at: datetime) -> EntryPage:
    entry = create_entry(shelf.water, shelf.supply, title)
    disclose(entry)
    EntryPage.objects.filter(pk=entry.pk).update(first_published_at=at)
    return entry


def test_an_alert_starts_with_the_confirmation_and_not_before(client, ask, shelf):
    ask()
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert client.get(link_in(message)).status_code == 200
    assert SearchAlert.objects.confirmed().count() == 0

    client.post(link_in(message))

    assert SearchAlert.objects.confirmed().count() == 1


def test_the_first_mail_repeats_nothing_that_a_stranger_typed(ask):
    ask(query="q=buy+cheap+pills")

    assert "pills" not in mail.outbox[0].body + mail.outbox[0].subject


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(ask):
    new = ask()
    again = ask()
    alerts.confirm(SearchAlert.objects.get(), now=NOW)
    known = ask()

    assert new == again == known
    assert len(mail.outbox) == 1


def test_an_address_gets_few_mails_a_day_whoever_asks_for_them(ask):
    for number in range(MOST_A_DAY + 3):
        ask(query=f"q=供水{number}")
        ask(address=ADDRESS.upper(), query=f"q=排水{number}")

    assert len(mail.outbox) == MOST_A_DAY


def test_an_address_gets_no_more_mails_while_nobody_confirms_them(shelf):
    for day in range(5):
        asked = Criteria(f"供水{day}")
        alerts.subscribe(ADDRESS, asked, language="en", now=NOW + timedelta(days=day))

    assert SearchAlert.objects.count() == MOST_UNCONFIRMED


def test_forms_of_other_sites_are_refused(client, ask):
    ask(sec_fetch_site="cross-site")

    assert not mail.outbox
    assert client.post(f"{ASK}?q=1", {"address": "nonsense"}).context["form"].errors


def test_neither_address_nor_search_is_stored_readably(ask):
    ask(query="q=zqxsearchedfor")

    assert tables_with(ADDRESS) == set()
    assert tables_with("zqxsearchedfor") == set()
    assert SearchAlert.objects.get().unseal()["address"] == ADDRESS


def test_without_encryption_keys_nothing_is_offered(client, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENCRYPTION_KEYS": []}

    assert client.get(ASK).status_code == 404
    assert "search/alert/" not in client.get("/zh-hans/search/").content.decode()


def test_what_is_not_confirmed_vanishes_after_a_week(client, ask):
    ask()
    path = link_in(mail.outbox[0])
    asked_at = SearchAlert.objects.get().requested_at
    assert alerts.forget_lapsed(asked_at + timedelta(days=6, hours=23)) == 0
    assert alerts.forget_lapsed(asked_at + timedelta(days=7)) == 1

    assert client.post(path).status_code == 404


def test_news_are_told_once_and_at_most_one_mail_a_day(shelf):
    confirmed()
    publish(shelf, "供水公报一", NOW + timedelta(hours=1))
    publish(shelf, "排水公报", NOW + timedelta(hours=1))

    assert alerts.send_due(NOW + timedelta(hours=2)) == (1, 0)
    publish(shelf, "供水公报二", NOW + timedelta(hours=3))
    assert alerts.send_due(NOW + timedelta(hours=4)) == (0, 0)
    assert alerts.send_due(NOW + timedelta(days=1)) == (1, 0)
    assert alerts.send_due(NOW + timedelta(days=2)) == (0, 0)

    first, second = (message.body for message in mail.outbox)
    assert "供水公报一" in first
    assert "排水公报" not in first
    assert "供水公报二" in second
    assert "供水公报一" not in second


def test_filters_of_the_search_count_and_a_filter_that_is_gone_finds_nothing(shelf):
    confirmed(Criteria(chosen={"unit": ("office",)}))
    confirmed(Criteria(chosen={"unit": ("gone",)}), since=NOW + timedelta(seconds=1))
    publish(shelf, "供水公报", NOW + timedelta(hours=1))

    assert alerts.send_due(NOW + timedelta(hours=2)) == (0, 0)


def test_what_was_withdrawn_meanwhile_is_not_told(shelf):
    confirmed()
    entry = publish(shelf, "供水公报", NOW + timedelta(hours=1))
    EntryPage.objects.filter(pk=entry.pk).update(cleared_fingerprint="")

    assert alerts.send_due(NOW + timedelta(hours=2)) == (0, 0)


def test_one_click_of_the_mail_program_ends_it_and_deletes_the_row(client, shelf):
    confirmed()
    publish(shelf, "供水公报", NOW + timedelta(hours=1))
    alerts.send_due(NOW + timedelta(hours=2))
    headers = mail.outbox[0].extra_headers
    path = re.fullmatch(r"<http://[^/]+(/.+)>", headers["List-Unsubscribe"])[1]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert path == link_in(mail.outbox[0])
    client.get(path)
    assert SearchAlert.objects.count() == 1

    response = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert SearchAlert.objects.count() == 0
    assert client.get(path).content == client.post(path).content


@pytest.mark.parametrize("purpose", [links.CONFIRM, links.STOP])
def test_a_link_serves_its_own_purpose_only(client, purpose):
    alert = confirmed()
    other = links.STOP if purpose == links.CONFIRM else links.CONFIRM
    token = links.link(alert, other, language="zh-hans").rstrip("/").rpartition("/")[2]

    client.post(f"/zh-hans/search/alert/{purpose}/{token}/")

    assert SearchAlert.objects.count() == 1
    assert client.get("/zh-hans/search/alert/confirm/nonsense/").status_code == 404


def test_a_mail_that_fails_is_tried_again_and_logged_without_the_address(
    shelf, settings, monkeypatch, caplog
):
    confirmed()
    publish(shelf, "供水公报", NOW + timedelta(hours=1))

    def refuse(self, *args, **kwargs):
        raise OSError(f"550 {ADDRESS}")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        assert alerts.send_due(NOW + timedelta(hours=2)) == (0, 1)
    assert "OSError" in caplog.text
    assert ADDRESS not in caplog.text
    assert alerts.send_due(NOW + timedelta(hours=3)) == (1, 0)


def test_the_command_tells_what_it_did(shelf, capsys, settings):
    confirmed(since=datetime.now(UTC) - timedelta(days=1))
    publish(shelf, "供水公报", datetime.now(UTC) - timedelta(hours=1))
    call_command("disclosure_alerts")
    assert capsys.readouterr().out == "1 mails sent, 0 unconfirmed addresses deleted.\n"

    SearchAlert.objects.update(sent_on=None, seen_until=NOW, key_id="gone")
    with pytest.raises(CommandError, match="1 mails"):
        call_command("disclosure_alerts")


def test_a_broken_alert_does_not_keep_others_from_their_mail(shelf):
    confirmed()
    SearchAlert.objects.update(key_id="gone")
    confirmed(Criteria("公报"), since=NOW + timedelta(seconds=1))
    publish(shelf, "供水公报", NOW + timedelta(hours=1))

    assert alerts.send_due(NOW + timedelta(hours=2)) == (1, 1)


@pytest.mark.parametrize("number", [1, MOST_A_DAY + 1])
def test_the_database_holds_the_limit_where_two_ask_at_the_same_moment(shelf, number):
    alerts.subscribe(ADDRESS, Criteria("供水"), language="zh-hans", now=NOW)
    alert = SearchAlert.objects.get()
    alert.pk, alert.search_digest, alert.number_of_day = uuid4(), "another", number

    with pytest.raises(IntegrityError), transaction.atomic():
        alert.save(force_insert=True)
