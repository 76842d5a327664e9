"""The guide to importing, followed to the letter: its files, its commands, its output."""

import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.docs.pages import DOCS
from tests.factories import create_profile
from wagtail_disclosure.catalog.importers.readers import BY_MARKS
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.review.roles import Role

GUIDE = (DOCS / "how-to" / "import-a-catalogue.md").read_text()
FILE = re.compile(r"<!-- save as (\S+) -->\n```csv\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"```sh\npython manage.py (.*?)\n```\n\n```text\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the guide's files, on a site that was set up and has a review."""
    call_command("disclosure_setup", verbosity=0)
    for username in ("office-head", "leader"):
        user = get_user_model().objects.create_user(username)
        user.groups.add(Group.objects.get(name=groups.TAKE_OVER))
    PublicBody.objects.own().committee.add(user)
    create_profile(PublicBody.objects.own(), [Role.COMMITTEE])
    for name, text in FILE.findall(GUIDE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed_by(command: str) -> str:
    output = StringIO()
    try:
        call_command(*shlex.split(command), stdout=output, stderr=output)
    except CommandError as error:
        output.write(f"CommandError: {error}\n")
    return output.getvalue()


def test_every_command_prints_what_the_guide_says(folder: Path):
    commands = COMMAND.findall(GUIDE)

    assert len(commands) == 3
    for command, said in commands:
        with translation.override("en"):
            assert printed_by(command) == said


def test_every_column_that_must_be_there_is_named():
    required = {column for kind in BY_MARKS for column in (*kind.columns, *kind.marks)}

    assert [column for column in sorted(required) if column not in GUIDE] == []
