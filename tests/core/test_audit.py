import pytest
from django.contrib.auth import get_user_model

from wagtail_disclosure.core import audit
from wagtail_disclosure.core.models import Law
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return Clearance.objects.create(
        object_type="x.y", object_id="1", language_code="en", fingerprint="f", content={}
    )


def test_an_append_only_row_is_never_written_again(row):
    row.reason = "changed my mind"
    with pytest.raises(audit.AppendOnlyError):
        row.save()


def test_an_append_only_row_is_never_deleted(row):
    with pytest.raises(audit.AppendOnlyError):
        row.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(reason="x"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_update(list(rows), ["reason"]),
    ],
    ids=["update", "delete", "bulk_update"],
)
def test_append_only_tables_offer_no_bulk_change(row, change):
    with pytest.raises(audit.AppendOnlyError):
        change(Clearance.objects.all())


def test_history_keeps_who_and_why_even_when_the_account_is_gone():
    user = get_user_model().objects.create(username="chen", first_name="陈", last_name="雨")
    actor = audit.Actor.of(user)
    law = Law(code="cn", name={"en": "Regulations"})
    audit.attribute(law, by=actor, reason="first load")
    law.save()
    user.delete()
    written = law.history.get()
    assert (written.history_user_id, written.history_user_name) == (actor.id, "陈 雨")
    assert written.history_change_reason == "first load"
    assert written.history_user == actor


def test_history_without_a_known_actor_names_none():
    law = Law.objects.create(code="cn", name={"en": "Regulations"})
    written = law.history.get()
    assert (written.history_user_id, written.history_user_name) == (None, "")


class TestHistoryOfMany:
    """What `record_history` writes is what saving each row would have written."""

    def test_is_that_of_each_saved_alone(self, db):
        for code in ("a", "b", "c"):
            Law.objects.create(code=code, name={"en": code.title()}, citation="Act")
        by = audit.Actor(id=7, name="Clerk")
        alone = Law.objects.get(code="a")
        alone.citation = "New act"
        audit.attribute(alone, by=by, reason="corrected")
        alone.save()
        others = Law.objects.exclude(code="a")
        others.update(citation="New act")

        assert audit.record_history(others, by=by, reason="corrected") == 2

        ignored = {"id", "code", "name", "history_id", "history_date"}
        told = [
            {name: value for name, value in row.items() if name not in ignored}
            for row in Law.history.filter(history_change_reason="corrected").values()
        ]
        assert len(told) == 3
        assert told[0] == told[1] == told[2]
        assert told[0]["citation"] == "New act"
        newest = Law.objects.get(code="b").history.latest()
        assert newest.instance == Law.objects.get(code="b")
        assert newest.prev_record.citation == "Act"

    def test_names_software_that_nobody_answers_for(self, db):
        Law.objects.create(code="a", name={"en": "A"})
        audit.record_history(Law.objects.all(), by=audit.Actor.software("test"), reason="")
        row = Law.history.latest()
        assert (row.history_user_id, row.history_user_name, row.history_type) == (None, "test", "~")

    def test_of_none_is_none(self, db):
        nothing = Law.objects.filter(pk__in=[])
        assert audit.record_history(nothing, by=audit.Actor.software("test"), reason="") == 0
