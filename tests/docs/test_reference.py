"""The reference names everything that there is, and nothing that there isn't."""

import ast
import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, call_command, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from wagtail.models import GroupPagePermission

from tests.docs import laws
from tests.docs.pages import REPOSITORY, reference
from wagtail_disclosure import urls
from wagtail_disclosure.core import conf

PACKAGE = REPOSITORY / "wagtail_disclosure"
ROW = re.compile(r"^\| `([^`]+)` \| `([^`]*)` \|", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
CHECK = re.compile(r"wagtail_disclosure\.[EW]\d{3}")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
OURS = "wagtail_disclosure."


def test_every_setting_is_there_with_its_default():
    documented = {key: ast.literal_eval(value) for key, value in ROW.findall(reference("settings"))}

    assert documented == conf.DEFAULTS


def test_every_check_is_there():
    source = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))

    assert set(CHECK.findall(reference("checks"))) == set(CHECK.findall(source))


def commands() -> dict[str, str]:
    """Names of the package's commands by the app that has them."""
    return {
        path.stem: f"{OURS}{path.relative_to(PACKAGE).parts[0]}"
        for path in PACKAGE.glob("*/management/commands/*.py")
        if path.stem != "__init__"
    }


def test_every_command_is_there():
    headings = re.findall(r"^## (\w+)$", reference("commands"), re.MULTILINE)

    assert sorted(headings) == sorted(commands())


@pytest.mark.parametrize("name", commands())
def test_every_option_of_a_command_is_there(name: str):
    parser = load_command_class(commands()[name], name).create_parser("manage.py", name)
    common = BaseCommand().create_parser("manage.py", name)
    options = set(OPTION.findall(parser.format_help()))
    options -= set(OPTION.findall(common.format_help()))
    text = reference("commands").partition(f"## {name}\n")[2].partition("\n## ")[0]

    assert set(OPTION.findall(text)) == options


@pytest.mark.django_db
def test_every_group_is_there_with_exactly_its_permissions():
    call_command("disclosure_setup", verbosity=0)
    granted = {
        group.name: {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in group.permissions.select_related("content_type")
        }
        for group in Group.objects.filter(name__startswith="Disclosure ")
    }
    for row in GroupPagePermission.objects.filter(group__name__in=granted):
        granted[row.group.name].add(f"wagtailcore.{row.permission.codename}")

    sections = re.split(r"^## ", reference("permissions-and-groups"), flags=re.MULTILINE)
    documented = {
        name: set(CODE.findall(text))
        for name, _newline, text in (section.partition("\n") for section in sections)
        if name in granted
    }
    assert documented == granted


def test_every_permission_of_ours_is_there():
    text = reference("permissions-and-groups")
    own = [
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        if model.__module__.startswith(OURS)
        for codename, _name in model._meta.permissions
    ]

    assert [name for name in own if name not in text] == []


def routes(patterns: list, before: str = "") -> list[str]:
    found: list[str] = []
    for entry in patterns:
        route = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            found.append(route)
        elif isinstance(entry, URLResolver):
            found += routes(entry.url_patterns, route)
    return found


def test_every_public_address_is_there():
    text = reference("urls")

    assert [route for route in routes(urls.urlpatterns) if f"| `{route}` |" not in text] == []


def test_every_place_in_the_admin_is_there():
    text = reference("urls")
    prefix = "admin/disclosure/"
    with translation.override("en"):
        ours = [route for route in routes(get_resolver().url_patterns) if route.startswith(prefix)]
    places = {route.removeprefix(prefix).partition("/")[0] for route in ours}

    assert places
    assert [place for place in sorted(places) if f"`{place}/" not in text] == []


def test_every_model_is_there():
    text = reference("models")
    names = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith(OURS) and not model.__name__.startswith("Historical")
    }

    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_every_value_of_every_shipped_law_is_there_with_its_citation():
    assert laws.PAGE.read_text(encoding="utf-8") == laws.page(), "Run `make docs-laws`."
