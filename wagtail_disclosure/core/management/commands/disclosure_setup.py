from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.settings_advice import missing_settings
from wagtail_disclosure.core.setup_steps import Setup, setup_steps


class Command(BaseCommand):
    help = (
        "Creates what a disclosure office needs and does not have yet: agency, law, calendar, "
        "groups, review, pages and forms. Running it again changes nothing that exists."
    )
    # It is run to find out what is missing, so what is missing must not stop it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--name", default="", help="Name of the agency, in the site's default language."
        )

    def handle(self, *args: str, name: str, verbosity: int, **options: object) -> None:
        setup = Setup(name=name)
        with transaction.atomic(), translation.override(conf.default_language()):
            for step in setup_steps:
                step(setup)
        if verbosity:
            self._report(setup, verbosity=verbosity)

    def _report(self, setup: Setup, *, verbosity: int) -> None:
        for what in setup.created:
            self.stdout.write(self.style.SUCCESS(f"Created {what}"))
        for what in setup.kept if verbosity > 1 else []:
            self.stdout.write(f"Kept    {what}")
        if not setup.created and not setup.advice:
            self.stdout.write("Everything is there already.")
        for sentence in setup.advice:
            self.stdout.write(self.style.WARNING(sentence))
        for advice in missing_settings():
            self.stdout.write("")
            self.stdout.write(self.style.WARNING(f"Missing in your {advice.place}:"))
            self.stdout.write(advice.lines)
            self.stdout.write(f"Why: {advice.reason}")
