from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.law_presets import PresetError, UnknownPreset
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
        parser.add_argument(
            "--law",
            default=conf.law_code(),
            help="Code of the law to load, one of those shipped; by default the setting LAW.",
        )

    def handle(self, *args: str, name: str, law: str, verbosity: int, **options: object) -> None:
        setup = Setup(name=name, law=law)
        try:
            with transaction.atomic(), translation.override(conf.default_language()):
                for step in setup_steps:
                    step(setup)
        except (UnknownPreset, PresetError) as error:
            raise CommandError(str(error)) from error
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
