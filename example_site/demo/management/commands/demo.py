"""`make demo`: builds the example agency, says who can log in, and serves it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from example_site.demo import building
from example_site.demo.models import DemoMark
from example_site.demo.people import CAST, PASSWORD


class Command(BaseCommand):
    help = "Builds the demonstration agency and serves it on 127.0.0.1."
    # Checks would look at tables that don't exist yet; `migrate` runs them afterwards.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="build only")
        parser.add_argument("--reset", action="store_true", help="throw the old one away first")

    def handle(self, *args: Any, **options: Any) -> None:
        self.refuse_foreign_database()
        if options["reset"]:
            self.throw_away()
        call_command("migrate", verbosity=0)
        mark, _is_new = DemoMark.objects.get_or_create(pk=1)
        if mark.built_at:
            self.stdout.write("The demonstration is there already; nothing was changed.")
        else:
            building.build(say=self.stdout.write)
            mark.built_at = timezone.now()
            mark.save()
        self.print_directions(options["port"])
        if not options["no_serve"]:
            self.tell_the_site_its_port(options["port"])
            # One process without reloader; `--insecure` serves static files without DEBUG.
            call_command(
                "runserver",
                f"127.0.0.1:{options['port']}",
                use_reloader=False,
                insecure_serving=True,
            )

    def refuse_foreign_database(self) -> None:
        """Raises CommandError for a database with tables that the demonstration did not make."""
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        tables = tables_in(Path(connection.settings_dict["NAME"]))
        if tables and DemoMark._meta.db_table not in tables:
            raise CommandError(
                f"The database {connection.settings_dict['NAME']} is not the demonstration's: "
                f"it has {len(tables)} tables and no demonstration mark. Nothing was changed."
            )

    def throw_away(self) -> None:
        """Delete what the demonstration made, and nothing else that is in its folder."""
        database = Path(connection.settings_dict["NAME"])
        if not tables_in(database):
            return
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
        private = settings.STORAGES["disclosure_private"]["OPTIONS"]["location"]
        for folder in (private, settings.MEDIA_ROOT, settings.STATIC_ROOT):
            shutil.rmtree(folder, ignore_errors=True)

    def tell_the_site_its_port(self, port: int) -> None:
        """Addresses that leave the site, in its sitemap and its mails, name it."""
        site = Site.objects.get(is_default_site=True)
        if site.port != port:
            site.port = port
            site.save()

    def print_directions(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\n  中文首页     {address}/zh-hans/")
        self.stdout.write(f"  English      {address}/en/")
        self.stdout.write(f"  Admin        {address}/admin/\n")
        self.stdout.write(f"  {'Login':<13}{'Password':<10}{'Role':<34}Does")
        for person in CAST:
            self.stdout.write(
                f"  {person.username:<13}{PASSWORD:<10}{person.role:<34}{person.task}"
            )
        self.stdout.write("")


def tables_in(database: Path) -> list[str]:
    """The tables of an SQLite file, read without Django, whose connection writes to the file."""
    if not database.exists():
        return []
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as reader:
        found = reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in found]
