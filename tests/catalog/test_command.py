"""The command around the importer: options, output and exit code."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.catalog.tables import categories, entries
from tests.factories import create_profile, create_user
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.review.models import ReviewBatch
from wagtail_disclosure.review.roles import Role


def run(*arguments: object, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("disclosure_import", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_good_files_end_well(tmp_path, catalog, unit):
    out, err = run(categories(tmp_path, {"code": "01"}), entries(tmp_path, {"key": "E1"}))
    assert "entries" in out
    assert not err
    assert EntryPage.objects.filter(import_key="E1").exists()


def test_errors_are_named_by_file_line_column_and_reason_and_end_badly(tmp_path, catalog, unit):
    table = categories(tmp_path, {"code": "01"}, {"code": "02", "parent": "99"})
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("disclosure_import", str(table), stdout=StringIO(), stderr=err)
    assert "catalog.csv:3: parent: " in err.getvalue()
    assert "99" in err.getvalue()
    assert CategoryPage.objects.filter(code="01").exists()


def test_strict_and_dry_run_leave_nothing_behind(tmp_path, catalog, unit):
    bad = categories(tmp_path, {"code": "01"}, {"code": "02", "parent": "99"})
    with pytest.raises(CommandError):
        run(bad, "--strict")
    run(categories(tmp_path, {"code": "01"}), "--dry-run")
    assert not CategoryPage.objects.exists()


def test_legacy_needs_two_people(tmp_path, catalog, unit, people):
    table = categories(tmp_path, {"code": "01"})
    for arguments in (
        ("--legacy",),
        ("--legacy", "--proposed-by", "proposer"),
        ("--legacy", "--proposed-by", "proposer", "--cleared-by", "proposer"),
        ("--legacy", "--proposed-by", "proposer", "--cleared-by", "outsider"),
        ("--legacy", "--proposed-by", "proposer", "--cleared-by", "nobody"),
    ):
        with pytest.raises(CommandError):
            run(table, *arguments)
    assert not CategoryPage.objects.exists()
    run(table, "--legacy", "--proposed-by", "proposer", "--cleared-by", "clearer")
    assert CategoryPage.objects.get(code="01", locale=catalog.locale).is_disclosed


def test_unreadable_files_are_named(tmp_path, catalog):
    path = tmp_path / "catalog.csv"
    path.write_bytes("code,parent,name_zh\n01,,政府信息公开目录\n".encode("gb18030"))
    with pytest.raises(CommandError, match="GB18030"):
        run(path)


def test_drafts_go_to_review_in_a_batch_named_by_the_day_unless_one_says_otherwise(
    tmp_path, catalog, unit, body
):
    body.committee.add(create_user("keeper"))
    create_profile(body, [Role.COMMITTEE])
    run(categories(tmp_path, {"code": "01"}), "--no-batch")
    assert not ReviewBatch.objects.exists()
    run(entries(tmp_path, {"key": "E1"}))
    assert ReviewBatch.objects.get(unit=unit).items.waiting().count() == 1
    run(entries(tmp_path, {"key": "E2"}), "--batch", "Second")
    assert ReviewBatch.objects.get(name="Second").items.waiting().count() == 1
