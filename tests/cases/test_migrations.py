"""Forms and request pages that were public before they were guarded stay so."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.cases.request_forms.shipped import shipped_fields
from wagtail_disclosure.review.models import Clearance

pytestmark = pytest.mark.django_db
KINDS = {"text", "long_text", "choice", "date", "email", "consent"}
APP = "wagtail_disclosure_cases"


def clear_again() -> None:
    """What the migration does with the rows, on the models as it sees them."""
    loader = MigrationExecutor(connection).loader
    migration = loader.get_migration(APP, "0004_guarded_forms")
    state = loader.project_state((APP, "0004_guarded_forms"))
    for operation in migration.operations:
        if isinstance(operation, RunPython):
            # It asks for the connection only; SQLite allows no schema editor in a transaction.
            operation.code(state.apps, SimpleNamespace(connection=connection))


@pytest.fixture
def before(request_page) -> RequestPage:
    """As a database was before the upgrade: live, without clearances, of the kinds there were."""
    for form in DisclosureForm._base_manager.all():
        code = form.locale.language_code
        form.fields = [field for field in shipped_fields(code) if field[0] in KINDS]
        DisclosureForm._base_manager.filter(pk=form.pk).update(fields=form.fields)
    for model in (DisclosureForm, RequestPage):
        model._base_manager.update(clearance=None, cleared_fingerprint="")
    return RequestPage.objects.get(pk=request_page.pk)


def test_what_was_public_is_still_public(before) -> None:
    assert Client().get(before.get_url()).status_code == 404
    clear_again()
    response = Client().get(before.get_url())
    assert response.status_code == 200
    assert response.context["form"] is not None


def test_and_its_clearance_covers_it_and_says_where_it_comes_from(before) -> None:
    clear_again()
    for model in (DisclosureForm, RequestPage):
        for row in model.objects.all():
            assert row.clearance.covers(row)
            assert row.clearance.kind == Clearance.Kind.LEGACY
            assert row.clearance.decided_by_id is None
