"""What an officer of another unit sees of it in the admin."""

from django.test import Client
from django.urls import reverse

from tests.leaks.markers import LANGUAGES
from tests.leaks.readers import OFFICER, get
from tests.leaks.surfaces.catalog import (
    LISTS,
    surface,
)
from tests.leaks.world import World

ROWS = 20


def all_pages(client: Client, world: World, url: str, **parameters: str) -> bytes:
    """A list of the admin from its first page to its last."""
    last = len(world.items) // ROWS + 1
    return b"".join(get(client, url, p=str(page), **parameters) for page in range(1, last + 1))


@surface(LISTS, "Page chooser", readers=(OFFICER,))
def page_chooser(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_choose_page_child", args=[world.categories[language].pk])
    return all_pages(client, world, url)


@surface(LISTS, "Page chooser: search", readers=(OFFICER,), rarely=True)
def page_chooser_search(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_choose_page_search")
    return all_pages(client, world, url, q=LANGUAGES[language])


@surface(LISTS, "Snippet chooser", readers=(OFFICER,), rarely=True)
def snippet_chooser(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailsnippetchoosers_noticeboard_noticesnippet:choose")
    return all_pages(client, world, url)


@surface(LISTS, "Admin: search", readers=(OFFICER,), rarely=True)
def admin_search(client: Client, world: World, language: str) -> bytes:
    return get(client, reverse("wagtailadmin_pages:search"), q=LANGUAGES[language])


@surface(LISTS, "Admin: explorer", readers=(OFFICER,), rarely=True)
def explorer(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_explore", args=[world.categories[language].pk])
    return all_pages(client, world, url)


@surface(LISTS, "Admin: list of API v2 for the explorer's menu", readers=(OFFICER,), rarely=True)
def admin_api(client: Client, world: World, language: str) -> bytes:
    return get(client, reverse("wagtailadmin_api:pages:listing"), limit="1000")


def of_the_admin(name: str, title: str, view: str, *args: str) -> None:
    """Add a list of the admin that is read from its first page to its last."""

    def read(client: Client, world: World, language: str) -> bytes:
        return all_pages(client, world, reverse(view, args=args))

    read.__name__ = name
    surface(LISTS, f"Admin: {title}", readers=(OFFICER,), rarely=True)(read)


REPORTS = ("site_history", "aging_pages", "locked_pages", "workflow", "workflow_tasks")
NOTICES = ("noticeboard", "noticepage")
NOTICE_SNIPPETS = ("noticeboard", "noticesnippet")

of_the_admin("dashboard", "dashboard", "wagtailadmin_home")
for report in REPORTS:
    of_the_admin(report, f"report {report.replace('_', ' ')}", f"wagtailadmin_reports:{report}")
of_the_admin("pages_of_a_type", "pages of a type", "wagtailadmin_pages:type_use", *NOTICES)
of_the_admin("snippets", "list of snippets", "wagtailsnippets_noticeboard_noticesnippet:list")
of_the_admin("entries", "list of entries", "disclosure_entries:index")
of_the_admin("clearances", "list of clearances", "disclosure_clearance:index")
of_the_admin("translations", "report of translations", "wagtail_localize:translations_report")
of_the_admin(
    "snippets_to_translate",
    "snippets for wagtail-localize",
    "wagtail_localize:snippets_api_listing",
    *NOTICE_SNIPPETS,
)


@surface(LISTS, "Admin: exports", readers=(OFFICER,), rarely=True)
def exports(client: Client, world: World, language: str) -> bytes:
    names = ("disclosure_entries:index", "wagtailadmin_reports:site_history")
    return b"".join(get(client, reverse(name), export="csv") for name in names)
