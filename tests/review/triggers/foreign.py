"""Classes of tests as any app has them, and a runner that wants the triggers for them.

pytest collects nothing here: ``test_foreign_tests.py`` runs it by Django's own test command.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test import TransactionTestCase
from django.test.runner import DiscoverRunner
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.models import ContentEdit
from wagtail_disclosure.review.triggers import installation

INSTALLED: set[str] = set()


class Runner(DiscoverRunner):
    """Leaves the triggers in the test database from before the first test to after the last."""

    def setup_databases(self, **kwargs: Any) -> Any:
        # Migrating would take most of the time, and no test here is about that.
        connection.settings_dict["TEST"]["MIGRATE"] = False
        databases = super().setup_databases(**kwargs)
        write_what_migrations_would()
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()
        installation.install()
        INSTALLED.update(installation.status().installed)
        return databases


def write_what_migrations_would() -> None:
    Locale.objects.create(language_code=settings.LANGUAGE_CODE)
    root = Page.add_root(instance=Page(title="Root", slug="root"))
    Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)


class TwoTests:
    """Both write the same, so that the second one fails where the first left something."""

    def test_first(self) -> None:
        self.write()

    def test_second(self) -> None:
        self.write()

    def write(self) -> None:
        # Not compared with what is wanted: some apps alone want less.
        assert set(installation.status().installed) == INSTALLED
        Group.objects.create(name="Foreign")


class WithSerializedRollback(TwoTests, TransactionTestCase):
    serialized_rollback = True

    def write(self) -> None:
        super().write()
        assert Site.objects.get().root_page.title


class WithAvailableApps(TwoTests, TransactionTestCase):
    """Without our app Django runs its own flush, which takes along what the triggers look up."""

    available_apps = ["django.contrib.contenttypes", "django.contrib.auth"]


class Plain(TwoTests, TransactionTestCase):
    def write(self) -> None:
        super().write()
        # A flush empties the tables that only ever grow, too.
        assert not ContentEdit.objects.exists()
        ContentEdit.objects.create(user_id=1, moment=timezone.now())

    def test_second(self) -> None:
        super().test_second()
        assert installation.status().is_complete


class WithSequences(TwoTests, TransactionTestCase):
    reset_sequences = True


class Afterwards(TransactionTestCase):
    def test_the_triggers_are_complete_and_refuse(self) -> None:
        assert installation.status().is_complete
        write_what_migrations_would()
        page = Page.add_root(instance=NoticePage(title="Draft", slug="draft", live=False))
        for attempt in (self.make_live, self.seal):
            with self.assertRaisesMessage(IntegrityError, "is not cleared"), transaction.atomic():
                attempt(page)

    def make_live(self, page: NoticePage) -> None:
        Page.objects.filter(pk=page.pk).update(live=True)

    def seal(self, page: NoticePage) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE noticeboard_noticepage SET cleared_fingerprint = 'x'")
