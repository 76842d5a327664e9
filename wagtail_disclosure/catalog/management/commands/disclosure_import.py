"""Read categories and entries from CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers import Report, UnreadableFile, import_files
from wagtail_disclosure.catalog.roots import NoSite
from wagtail_disclosure.core.days import today, written_day
from wagtail_disclosure.review.exceptions import DecisionRefused


class Command(BaseCommand):
    help = (
        "Imports units, bodies, categories and entries from CSV files (UTF-8) as drafts, and "
        "exempt items into the register. Running it again updates."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="Report what would happen; write nothing."
        )
        parser.add_argument(
            "--strict", action="store_true", help="Load nothing if any row is wrong."
        )
        parser.add_argument(
            "--files",
            dest="files_dir",
            type=Path,
            metavar="DIR",
            help="Folder with the attachments; otherwise the folder “files” beside each table.",
        )
        parser.add_argument(
            "--legacy",
            action="store_true",
            help="Take everything over as public already; needs the two people below.",
        )
        parser.add_argument(
            "--batch",
            metavar="NAME",
            help="Name of the batches, one per unit, in which the drafts go to review; otherwise "
            "the day.",
        )
        parser.add_argument(
            "--no-batch",
            action="store_true",
            help="Leave the drafts to their officers instead of sending them to review.",
        )
        parser.add_argument("--proposed-by", metavar="USERNAME")
        parser.add_argument("--cleared-by", metavar="USERNAME")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["legacy"] and not (options["proposed_by"] and options["cleared_by"]):
            raise CommandError("--legacy needs --proposed-by and --cleared-by.")
        try:
            report = import_files(
                options["files"],
                files_dir=options["files_dir"],
                strict=options["strict"],
                dry_run=options["dry_run"],
                legacy=options["legacy"],
                batch=_batch_name(options),
                proposed_by=_user(options["proposed_by"]),
                cleared_by=_user(options["cleared_by"]),
            )
        except (UnreadableFile, DecisionRefused, NoSite, ObjectDoesNotExist) as error:
            raise CommandError(str(error)) from error
        self._print(report, is_dry=options["dry_run"])

    def _print(self, report: Report, *, is_dry: bool) -> None:
        for line in report.summary():
            self.stdout.write(line)
        for error in report.sorted_errors():
            self.stderr.write(str(error))
        if is_dry:
            self.stdout.write(_("Dry run: nothing was written."))
        if report.errors:
            number = {"number": len(report.errors)}
            if is_dry or report.is_kept:
                raise CommandError(_("%(number)d errors; see above.") % number)
            raise CommandError(_("%(number)d errors; nothing was loaded.") % number)


def _batch_name(options: dict[str, Any]) -> str:
    """What the batches are called; empty where there are to be none."""
    if options["no_batch"] or options["legacy"]:
        return ""
    return options["batch"] or _("Import of %(day)s") % {"day": written_day(today())}


def _user(username: str | None) -> Any:
    if not username:
        return None
    user_model = get_user_model()
    try:
        return user_model._default_manager.get_by_natural_key(username)
    except user_model.DoesNotExist as error:
        raise CommandError(f"There is no user “{username}”.") from error
