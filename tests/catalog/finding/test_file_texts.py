"""Words in the files of public entries are found, those of other files nowhere."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from tests.catalog.factories import (
    attach,
    create_category,
    create_entry,
    create_user,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.models import EntryAttachment, EntryPage, FileText
from wagtail_disclosure.review.actions import take_back

ADDRESS = "/zh-hans/search/"
TEXT = "二次供水设施巡检记录".encode()


@pytest.fixture
def category(catalog, unit):
    category = create_category(catalog, "01", "供水")
    disclose(catalog, category)
    return category


def create_with_file(category, unit, content=TEXT, name="list.txt", **values):
    entry = create_entry(category, unit, "年报", **values)
    attach(entry, store_file(name, content))
    return entry


def publish(capture, *entries):
    with capture(execute=True):
        disclose(*entries)


def found(client, query: str) -> list[str]:
    return [hit.entry.title for hit in client.get(ADDRESS, {"q": query}).context["results"]]


def test_words_of_files_are_found_once_the_entry_is_public(
    client, category, unit, django_capture_on_commit_callbacks
):
    entry = create_with_file(category, unit)
    assert FileText.objects.count() == 0
    publish(django_capture_on_commit_callbacks, entry)

    assert found(client, "巡检") == ["年报"]
    text = FileText.objects.get()
    assert (text.outcome, text.text) == ("read", TEXT.decode())
    call_command("update_index", verbosity=0)
    assert found(client, "巡检") == ["年报"]
    page = client.get(ADDRESS, {"q": "巡检"}).content.decode()
    assert "list.txt" in page
    assert "二次供水设施<mark>巡检</mark>记录" in page


def test_words_of_a_file_that_only_a_draft_has_are_found_nowhere(
    client, category, unit, django_capture_on_commit_callbacks
):
    entry = create_entry(category, unit, "年报")
    publish(django_capture_on_commit_callbacks, entry)
    draft = entry.get_latest_revision_as_object()
    draft.attachments.add(EntryAttachment(stored_file=store_file("a.txt", TEXT)))
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision()
    call_command("disclosure_read_files")

    assert FileText.objects.count() == 0
    assert found(client, "巡检") == []


def test_a_file_that_can_not_be_read_stops_no_other(
    client, category, unit, django_capture_on_commit_callbacks
):
    entry = create_with_file(category, unit, b"PK\x03\x04 broken", "broken.docx")
    lost = store_file("lost.txt", TEXT)
    attach(entry, lost)
    attach(entry, store_file("list.txt", "漏损".encode()))
    with django_capture_on_commit_callbacks(execute=True):
        disclose(entry)
        lost.file.storage.delete(lost.file.name)

    outcomes = dict(FileText.objects.values_list("stored_file__name", "outcome"))
    assert outcomes == {"broken.docx": "unreadable", "lost.txt": "missing", "list.txt": "read"}
    assert found(client, "漏损") == ["年报"]


def test_a_withdrawn_entry_leaves_no_text(
    client, category, unit, django_capture_on_commit_callbacks
):
    entry = create_with_file(category, unit)
    publish(django_capture_on_commit_callbacks, entry)

    with django_capture_on_commit_callbacks(execute=True):
        take_back(entry, by=create_user("officer"), reason="mistake")

    assert FileText.objects.count() == 0
    assert EntryPage.objects.search("巡检").count() == 0


def test_a_replaced_file_leaves_no_text(client, category, unit, django_capture_on_commit_callbacks):
    entry = create_with_file(category, unit)
    publish(django_capture_on_commit_callbacks, entry)
    entry = EntryPage.objects.get(pk=entry.pk)
    entry.attachments.set([])
    entry.attachments.add(EntryAttachment(stored_file=store_file("new.txt", "漏损".encode())))
    entry.save_revision()
    publish(django_capture_on_commit_callbacks, entry)

    assert found(client, "漏损") == ["年报"]
    assert found(client, "巡检") == []
    assert [text.text for text in FileText.objects.all()] == ["漏损"]


def test_a_file_that_another_entry_holds_keeps_its_text(
    client, category, unit, django_capture_on_commit_callbacks
):
    stored = store_file("list.txt", TEXT)
    one, other = (create_entry(category, unit, title) for title in ("年报", "月报"))
    attach(one, stored)
    attach(other, stored)
    publish(django_capture_on_commit_callbacks, one, other)

    with django_capture_on_commit_callbacks(execute=True):
        take_back(one, by=create_user("officer"), reason="mistake")

    assert found(client, "巡检") == ["月报"]


def test_the_command_reads_what_no_task_has_read(client, category, unit, capsys):
    entry = create_with_file(category, unit)
    lost = store_file("lost.txt", TEXT)
    attach(entry, lost)
    # Without the end of a transaction no task is started.
    disclose(entry)
    lost.file.storage.delete(lost.file.name)
    assert found(client, "巡检") == []

    call_command("disclosure_read_files")
    assert capsys.readouterr().out == "2 files read, the texts of 0 forgotten.\n"
    assert found(client, "巡检") == ["年报"]
    call_command("disclosure_read_files")
    assert capsys.readouterr().out == "0 files read, the texts of 0 forgotten.\n"

    lost.file.storage.save(lost.file.name, ContentFile(TEXT))
    call_command("disclosure_read_files", again=True)
    assert capsys.readouterr().out == "1 files read, the texts of 0 forgotten.\n"
