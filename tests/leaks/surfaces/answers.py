"""Where entries of the disclosure log are shown."""

from django.test import Client
from django.urls import reverse

from tests.leaks.answers import ANSWER, log_of
from tests.leaks.readers import ANONYMOUS, OFFICER, get
from tests.leaks.surfaces.catalog import DETAILS, LISTS, Places, surface
from tests.leaks.surfaces.staff import all_pages
from tests.leaks.world import Item, World


def row_of_answer(world: World, item: Item) -> Places:
    return ("title", "summary") if item.kind is ANSWER else ()


@surface(LISTS, "Disclosure log", readers=(ANONYMOUS,), shows=row_of_answer)
def disclosure_log(client: Client, world: World, language: str) -> bytes:
    return get(client, f"/{language}/disclosure-log/")


@surface(LISTS, "Admin: explorer of the disclosure log", readers=(OFFICER,), rarely=True)
def log_explorer(client: Client, world: World, language: str) -> bytes:
    url = reverse("wagtailadmin_explore", args=[log_of(language).pk])
    return all_pages(client, world, url)


@surface(
    DETAILS, "Logged answer for readers of another language", readers=(ANONYMOUS,), rarely=True
)
def answer_untranslated(client: Client, world: World, item: Item) -> bytes:
    if item.kind is not ANSWER:
        return b""
    url = f"/{world.other(item.language)}/request-untranslated/{item.pk}/"
    return client.get(url, follow=True).content


@surface(DETAILS, "Disclosure log by words of the text", readers=(ANONYMOUS,), rarely=True)
def log_by_words(client: Client, world: World, item: Item) -> bytes:
    if item.kind is not ANSWER:
        return b""
    word = item.pending.marker("body")
    shown = get(client, f"/{item.language}/disclosure-log/", q=word)
    # The page repeats the question.
    return shown.replace(word.encode(), b"")
