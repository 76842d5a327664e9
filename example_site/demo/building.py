"""The order in which the demonstration agency comes to life."""

from collections.abc import Callable

from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.utils import translation

from example_site.demo import (
    agency,
    answers,
    counters,
    guides,
    languages,
    meetings,
    obligations,
    office,
    people,
    publications,
    reports,
    retention,
    withheld,
)
from wagtail_disclosure.catalog.importers import Report, import_files
from wagtail_disclosure.core import days

FILES = ("bodies.csv", "units.csv", "catalog.csv", "entries.csv", "succession.csv")


class DemoDataRefused(RuntimeError):
    """The demonstration's own data did not import cleanly."""


def build(*, say: Callable[[str], object]) -> None:
    """Fill an empty, migrated database with the agency, its catalog and its cases."""
    with translation.override("zh-hans"):
        say("Setting up the office")
        languages.create_home()
        call_command("disclosure_setup", name=languages.TITLE["zh-hans"], verbosity=0)
        cast = people.create_people()
        agency.create_agency(cast)
        # Once more: the review profile needs the people who are there only now.
        call_command("disclosure_setup", verbosity=0)
        say("Importing 87 categories and 58 entries, in Chinese and English")
        import_catalog()
        guides.write_guides()
        publications.take_over_everything(
            proposed_by=cast["office-head"], cleared_by=cast["leader"]
        )
        say("Opening reviews and requests")
        publications.send_samples_to_review(cast)
        languages.change_originals(cast)
        send_batch_to_review(cast["drafter"])
        withheld.withhold(cast)
        obligations.owe(cast)
        office.receive_requests(cast)
        answers.write_log(cast, on=days.today())
        counters.register_requests(cast)
        reports.begin_report(cast, year=days.today().year)
        retention.keep_no_longer(cast)
        meetings.keep_views(cast)
        meetings.remind()


def import_catalog() -> None:
    check(import_files([agency.DATA / name for name in FILES], strict=True))


def send_batch_to_review(drafter: AbstractUser) -> None:
    """Five imported drafts that wait, as one batch, for the head of their unit."""
    report = import_files(
        [agency.DATA / "batch.csv"], strict=True, proposed_by=drafter, batch="九月水质公示补录"
    )
    check(report)


def check(report: Report) -> None:
    if report.errors:
        raise DemoDataRefused("\n".join(report.lines()))
