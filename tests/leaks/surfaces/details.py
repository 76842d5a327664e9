"""What anybody sees of one object."""

import re

from django.test import Client
from django.urls import reverse

from tests.leaks.markers import Version
from tests.leaks.readers import ANONYMOUS, OFFICER, TOKEN, get
from tests.leaks.stored import store
from tests.leaks.surfaces.catalog import (
    DETAILS,
    file_of_page,
    surface,
    title_of_entry,
    title_of_page,
    whole_page,
)
from tests.leaks.world import Item, World

# Files of older versions are asked for no more.
FILES = 2


@surface(DETAILS, "Page; not found where it is not public", shows=whole_page)
def page(client: Client, world: World, item: Item) -> bytes:
    return get(client, item.stored().get_url()) if item.kind.is_page else b""


@surface(DETAILS, "Page for readers of another language", readers=(ANONYMOUS,))
def page_untranslated(client: Client, world: World, item: Item) -> bytes:
    url = f"/{world.other(item.language)}/untranslated/{item.pk}/"
    # Where there is a translation it leads on to that.
    return client.get(url, follow=True).content if item.kind.is_page else b""


@surface(DETAILS, "Stored file", readers=(ANONYMOUS,), shows=file_of_page, needs_object=False)
def stored_file(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.children:
        return b""
    versions = [item.shown, *item.versions[-FILES:]]
    stored = [store(version) for version in dict.fromkeys(filter(None, versions))]
    return b"".join(_file(client, file.get_absolute_url()) for file in stored)


@surface(
    DETAILS,
    "Search by words of the text",
    readers=(ANONYMOUS,),
    shows=title_of_entry,
    needs_object=False,
)
def search_by_words(client: Client, world: World, item: Item) -> bytes:
    versions = {item.shown or item.pending, item.pending}
    return b"".join(_found(client, version) for version in versions)


@surface(DETAILS, "REST v2: one page, and questions about it", readers=(ANONYMOUS,), rarely=True)
def rest_v2_detail(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.is_page:
        return b""
    found = [get(client, f"/api/v2/pages/{item.pk}/")]
    for version in item.versions:
        title = version.words("title")
        found.append(get(client, "/api/v2/pages/", title=title))
    return b"".join(found)


@surface(DETAILS, "REST v3: one page", readers=(ANONYMOUS,), shows=title_of_page, needs_v3=True)
def rest_v3_detail(client: Client, world: World, item: Item) -> bytes:
    return get(client, f"/api/v3/pages/{item.pk}/") if item.kind.is_page else b""


@surface(DETAILS, "REST v3: one page, live and draft", readers=(TOKEN,), needs_v3=True)
def rest_v3_draft(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.is_page:
        return b""
    url = f"/api/v3/pages/{item.pk}/"
    return get(client, url) + get(client, url, version="draft")


@surface(
    DETAILS, "REST v3: one snippet, live and draft, its revisions", readers=(TOKEN,), needs_v3=True
)
def rest_v3_snippet(client: Client, world: World, item: Item) -> bytes:
    if item.kind.is_page:
        return b""
    url = f"/api/v3/snippets/noticeboard.NoticeSnippet/{item.pk}/"
    urls = [url, f"{url}?version=draft", f"{url}revisions/"]
    if latest := item.stored().latest_revision_id:
        urls.append(f"{url}revisions/{latest}/")
    return b"".join(get(client, url) for url in urls)


@surface(
    DETAILS, "Admin: editor, preview, history, revisions, copy", readers=(OFFICER,), rarely=True
)
def admin_views(client: Client, world: World, item: Item) -> bytes:
    if not item.kind.is_page:
        url = reverse("wagtailsnippets_noticeboard_noticesnippet:edit", args=[item.pk])
        return get(client, url)
    names = ("edit", "view_draft", "preview_on_edit", "history", "usage", "copy")
    urls = [reverse(f"wagtailadmin_pages:{name}", args=[item.pk]) for name in names]
    latest = item.stored().latest_revision_id
    if latest:
        urls.append(reverse("wagtailadmin_pages:revisions_view", args=[item.pk, latest]))
    return b"".join(get(client, url) for url in urls)


def _file(client: Client, url: str) -> bytes:
    """A refusal says the name that was asked for; that is no leak."""
    response = client.get(url)
    return b"".join(response) + str(response.headers).encode() if response.streaming else b""


def _found(client: Client, version: Version) -> bytes:
    """The rows found by a word that is in this version's text only.

    The page repeats the question, so that is no leak; that there is an answer would be one.
    """
    word = version.marker("body")
    response = client.get(f"/{version.language}/search/", {"q": word})
    rows = response.content.replace(word.encode(), b"")
    # A copy has no context, but the heading says how many there are, if any.
    [heading] = re.findall(rb'<h2 id="results">(.*?)</h2>', rows, re.DOTALL)
    return rows + (word.encode() if re.search(rb"\d", heading) else b"")
