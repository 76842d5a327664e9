"""The oversight where no installed part counts anything, and the rest where it is not installed."""

import os
import subprocess
import sys

import pytest

from tests.leaks.workshop import REPOSITORY
from tests.oversight.test_views import address, read, signed_in
from wagtail_disclosure.core import seams
from wagtail_disclosure.oversight.models import AnnualReport


@pytest.mark.parametrize(
    "settings", ["oversight_without_cases", "cases_only", "catalog_only", "core_only"]
)
def test_a_site_starts_whichever_parts_it_has(settings):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": f"tests.settings.{settings}"}
    run = subprocess.run(
        [sys.executable, "-m", "django", "check"],
        cwd=REPOSITORY,
        env={**environment, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "no issues" in run.stdout


def test_a_report_without_tables_says_so_and_is_never_final(draft, office, monkeypatch):
    monkeypatch.setattr(seams.report_tables, "_providers", {})

    page = read(office, address(draft))
    assert "No installed part of the software counts requests." in page
    assert 'name="freeze"' not in page

    signed_in(office).post(address(draft), {"freeze": "1", "checked": "on"})
    assert AnnualReport.objects.get().state == "draft"


def test_a_final_report_is_read_also_where_nothing_counts_any_more(final, office, monkeypatch):
    monkeypatch.setattr(seams.report_tables, "_providers", {})

    page = read(office, address(final))

    assert "III. Requests received and handled" in page
    assert "A recount gives" not in page
