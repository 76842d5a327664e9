from io import StringIO

from django.core.management import call_command

from tests.noticeboard.models import NoticePage


def test_what_was_interrupted_is_finished(batch, people, confirm):
    confirm(batch, people.head, people.officer, people.leader)
    out = StringIO()
    call_command("disclosure_finish_batches", stdout=out)
    assert "Import: 3 published, 0 set aside" in out.getvalue()
    assert NoticePage.objects.disclosed().count() == 3


def test_what_is_still_in_review_is_left_alone(batch):
    out = StringIO()
    call_command("disclosure_finish_batches", stdout=out)
    assert not out.getvalue()
    assert not NoticePage.objects.disclosed().exists()
