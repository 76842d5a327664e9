"""Triggers come and go by command, and are out of the way of migrations and flushes."""

import io
import json

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from wagtail.models import Page

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.models import Clearance, GuardedType
from wagtail_disclosure.review.triggers import around, installation

pytestmark = pytest.mark.django_db


def tell(*arguments: str) -> str:
    output = io.StringIO()
    call_command("disclosure_triggers", *arguments, stdout=output)
    return output.getvalue()


def found() -> set[str]:
    problems = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return {problem.id for problem in problems if problem.id.startswith("wagtail_disclosure.")}


@pytest.fixture
def nothing_installed(db) -> None:
    installation.remove()


class TestTheCommand:
    def test_installs_and_removes(self, nothing_installed) -> None:
        tell("install")
        assert installation.status().is_complete
        assert "Missing" not in tell("status")
        tell("remove")
        assert not installation.status().installed
        assert not GuardedType.objects.exists()

    def test_installs_once_only(self, triggers) -> None:
        before = installation.status().installed
        tell("install")
        assert installation.status().installed == before

    def test_says_what_is_missing(self, triggers) -> None:
        installation.remove_triggers("default")
        with pytest.raises(CommandError, match="disclosure_triggers install"):
            tell("status")

    def test_replaces_outdated_triggers(self, triggers) -> None:
        rule = installation._rules("default")[0]
        object.__setattr__(rule, "condition", f"{rule.condition} AND 1 = 1")
        with connection.cursor() as cursor:
            for statement in installation.VENDORS[connection.vendor].statements(rule):
                cursor.execute(statement)
        assert installation.status().outdated == (rule.name,)
        tell("install")
        assert installation.status().is_complete


class TestSettingUp:
    @pytest.mark.parametrize("is_wanted", [True, False])
    def test_installs_them_where_the_site_wants_it(
        self, nothing_installed, settings, is_wanted: bool
    ) -> None:
        settings.WAGTAIL_DISCLOSURE = {
            **settings.WAGTAIL_DISCLOSURE,
            "SETUP_INSTALLS_TRIGGERS": is_wanted,
        }
        call_command("disclosure_setup", verbosity=0)
        assert bool(installation.status().installed) is is_wanted


class TestTheChecks:
    def test_say_when_there_are_none(self, nothing_installed) -> None:
        assert found() == {"wagtail_disclosure.W021"}

    def test_say_when_some_are_missing(self, triggers) -> None:
        installation.remove_triggers("default")
        assert found() == {"wagtail_disclosure.W020"}

    def test_are_content_with_all(self, triggers) -> None:
        assert found() == set()

    def test_refuse_the_api_that_nobody_can_filter_without_them(
        self, nothing_installed, settings
    ) -> None:
        settings.ROOT_URLCONF = "tests.noticeboard.api_v3_urls"
        assert found() == {"wagtail_disclosure.W021", "wagtail_disclosure.E022"}
        installation.install()
        assert found() == set()


class TestMigrations:
    def test_find_no_triggers_and_leave_them_in_place(self, triggers) -> None:
        around.remove_before(using="default", plan=[("a migration", False)])
        assert not installation.status().installed
        around.restore_after(using="default")
        assert installation.status().is_complete

    def test_that_change_nothing_leave_them_alone(self, triggers) -> None:
        around.remove_before(using="default", plan=[])
        assert installation.status().is_complete

    def test_install_none_where_nobody_wanted_any(self, nothing_installed) -> None:
        around.restore_after(using="default")
        assert not installation.status().installed


class TestFixtures:
    def test_are_loaded_as_drafts(self, triggers, notice, tmp_path) -> None:
        path = tmp_path / "all.json"
        call_command("dumpdata", "wagtailcore", "noticeboard", output=str(path))
        call_command("dumpdata", "wagtail_disclosure_review", output=str(tmp_path / "review.json"))
        call_command("loaddata", str(tmp_path / "review.json"), str(path))
        notice.refresh_from_db()
        assert not notice.live
        assert Clearance.objects.matching(notice) is not None
        assert json.loads(path.read_text())


@pytest.fixture
def lasting_triggers(transactional_db, django_db_serialized_rollback):
    """The triggers in a database whose changes are committed."""
    installation.install()
    yield
    installation.remove()


def flush() -> None:
    call_command(
        "flush",
        interactive=False,
        verbosity=0,
        inhibit_post_migrate=True,
        # What is filled in again afterwards brings its own keys along.
        reset_sequences=False,
    )


class TestAFlush:
    def test_empties_everything_and_leaves_the_triggers(self, lasting_triggers) -> None:
        before = list(GuardedType.objects.values_list("pk", "label", "content_type_id"))
        assert Page.objects.exists()
        flush()
        assert not Page.objects.exists()
        assert installation.status().is_complete
        assert list(GuardedType.objects.values_list("pk", "label", "content_type_id")) == before
        assert installation.install() == len(installation.status().installed)

    def test_writes_what_the_triggers_look_up_where_it_was_lost(self, lasting_triggers) -> None:
        GuardedType.objects.all().delete()
        assert "noticeboard.noticepage" in installation.status().missing
        assert found() == {"wagtail_disclosure.W020"}
        flush()
        assert installation.status().is_complete

    def test_that_fails_or_is_cancelled_leaves_the_triggers(self, lasting_triggers) -> None:
        with pytest.raises(CommandError), around.kept_through_flush("default"):
            assert not installation.status().installed
            raise CommandError("Stopped.")
        assert installation.status().is_complete

    def test_is_ours(self) -> None:
        from django.core.management import get_commands

        assert get_commands()["flush"] == apps.get_app_config("wagtail_disclosure_review").name


def test_a_page_of_another_type_is_nobodys_business(triggers, home) -> None:
    page = home.add_child(instance=Page(title="Plain", slug="plain"))
    Page.objects.filter(pk=page.pk).update(title="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        content_type = ContentType.objects.get_for_model(NoticePage)
        Page.objects.filter(pk=page.pk).update(content_type=content_type)
