from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from wagtail_disclosure.core import conf
from wagtail_disclosure.review.translations import localize, queueing


class Command(BaseCommand):
    help = (
        "Queues what is public and has no translation yet for its translators, as drafts. Needed "
        "after a batch or a take-over, which would make thousands of drafts at once; everything "
        "else is queued as it is cleared. May be stopped at any time and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language", metavar="CODE", help="Only into this language; all if left out."
        )

    def handle(self, *args: str, language: str | None, **options: Any) -> None:
        if not localize.is_installed():
            raise CommandError("wagtail_localize is not in INSTALLED_APPS: nothing is translated.")
        codes = [code for code, _name in conf.content_languages()]
        if language is not None and language not in codes:
            known = ", ".join(codes)
            raise CommandError(f"“{language}” is no language of the content. There are: {known}.")
        wanted = Locale.objects.filter(language_code__in=[language] if language else codes)
        for locale in wanted:
            found = Counter(queueing.queue_missing(locale))
            self.stdout.write(f"{locale.language_code}: queued {found[True]}.")
            if found[False]:
                self.stdout.write(
                    f"{locale.language_code}: {found[False]} wait for the page above them, which "
                    "has no translation and can't get one: it is not public, or not of ours."
                )
