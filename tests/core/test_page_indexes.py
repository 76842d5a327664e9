"""Indexes on Wagtail's page table: added when somebody says so, asked for when they are due."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from wagtail_disclosure.core.page_indexes import installation
from wagtail_disclosure.core.page_indexes.checks import check_page_indexes

COLUMNS = {
    "disclosure_page_depth_path": ["depth", "path"],
    "disclosure_page_url_path": ["url_path"],
}
if connection.vendor == "postgresql":
    COLUMNS["disclosure_page_live"] = ["id", "path"]


def columns() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Page._meta.db_table)
    return {name: found[name]["columns"] for name in COLUMNS if name in found}


# PostgreSQL builds an index beside writers outside of a transaction only.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_they_are_asked_for_installed_twice_and_removed(monkeypatch, capsys) -> None:
    assert check_page_indexes(None, databases=["default"]) == []
    assert not installation.status().is_due
    monkeypatch.setattr(installation, "DUE_AT", 1)
    Page.add_root(instance=Page(title="Root", slug="root"))

    (warning,) = check_page_indexes(None, databases=["default"])
    assert warning.id == "wagtail_disclosure.W005"
    assert "disclosure_page_indexes install" in warning.hint
    with pytest.raises(CommandError, match="disclosure_page_indexes install"):
        call_command("disclosure_page_indexes", "status")

    call_command("disclosure_page_indexes", "install")
    try:
        assert columns() == COLUMNS
        assert check_page_indexes(None, databases=["default"]) == []
        assert installation.install() == []
        call_command("disclosure_page_indexes", "status")
    finally:
        call_command("disclosure_page_indexes", "remove")
    assert columns() == {}
    assert capsys.readouterr().out.endswith(f"Removed: {', '.join(COLUMNS)}\n")
