"""What the guard costs, side by side with the same page type without it.

Run ``make bench-guard``. Every figure is the median of five rounds in which both sides take turns;
the first round of each is thrown away. Nothing passes or fails here: a test pins the queries.
"""

import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings.full")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import OuterRef, Subquery  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.models import Page  # noqa: E402

from tests.noticeboard.models import (  # noqa: E402
    NoticeFile,
    NoticePage,
    UnguardedFile,
    UnguardedPage,
)
from wagtail_disclosure.core.audit import Actor  # noqa: E402
from wagtail_disclosure.core.models import Law, PublicBody, StoredFile, Unit  # noqa: E402
from wagtail_disclosure.review.actions import record  # noqa: E402
from wagtail_disclosure.review.models import Clearance  # noqa: E402
from wagtail_disclosure.review.triggers import installation  # noqa: E402

ROUNDS = 5
REPEATS = 20
FILES = 3
BATCH = 100
PAGES = int(os.environ.get("PAGES", "10000"))
PROPOSER, DECIDER = Actor(id=1001, name="proposer"), Actor(id=1002, name="decider")

Action = Callable[[], Any]


def main() -> None:
    settings.ROOT_URLCONF = "tests.noticeboard.urls"
    # Wagtail makes one query of all moved pages for this, too long for SQLite.
    settings.WAGTAILREDIRECTS_AUTO_CREATE = False
    call_command("migrate", verbosity=0)
    guarded, unguarded = build_pages()
    say("", "with", "without", "ratio", "queries")
    compare("publish", lambda: publish(guarded), lambda: publish(unguarded))
    client = Client()
    visit(client, guarded), visit(client, unguarded)
    compare("serve", lambda: visit(client, guarded), lambda: visit(client, unguarded))
    installation.install()
    compare("publish, triggers", lambda: publish(guarded), lambda: publish(unguarded))
    installation.remove()
    compare_moves()


def build_pages() -> tuple[Page, Page]:
    """A guarded and an unguarded public page of the same shape."""
    law = Law.objects.get_or_create(code="bench", defaults={"name": {"en": "Law"}})[0]
    body = PublicBody.objects.create(code="B1", name={"en": "Agency"}, law=law)
    body.office = unit = Unit.objects.create(body=body, code="office", name={"en": "Office"})
    body.save()
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "PUBLIC_BODY": "B1"}
    pages = []
    for model, row in ((NoticePage, NoticeFile), (UnguardedPage, UnguardedFile)):
        page = model(title="Plan", slug=model.__name__.lower(), live=False)
        page.responsible_unit = unit
        page.body = [("text", f"<p>Paragraph {number} about water.</p>") for number in range(20)]
        page.notice_files = [row(stored_file=store(number)) for number in range(FILES)]
        Page.objects.get(depth=2).add_child(instance=page)
        revision = page.save_revision()
        if model is NoticePage:
            record(revision.as_object(), proposed_by=PROPOSER, decided_by=DECIDER)
        revision.publish()
        pages.append(page)
    return pages[0], pages[1]


def store(number: int) -> StoredFile:
    name = f"plan-{number}.txt"
    content = ContentFile(name.encode(), name=name)
    return StoredFile.store(content, name=name, content_type="text/plain", by=PROPOSER)


def publish(page: Page) -> None:
    type(page).objects.get(pk=page.pk).get_latest_revision().publish()


def visit(client: Client, page: Page) -> None:
    answer = client.get(page.get_url())
    if answer.status_code != 200:
        raise RuntimeError(f"{page.get_url()} answers {answer.status_code}.")


def compare(name: str, with_guard: Action, without: Action) -> None:
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for action, taken in zip((with_guard, without), times, strict=True):
            took = timed(action, REPEATS)
            if number:
                taken.append(took)
    on, off = (statistics.median(taken) for taken in times)
    more = queries(with_guard) - queries(without)
    say(name, f"{on * 1000:.1f} ms", f"{off * 1000:.1f} ms", f"{on / off:.2f}", f"{more:+d}")


def timed(action: Action, repeats: int = 1) -> float:
    start = time.perf_counter()
    for _number in range(repeats):
        action()
    return (time.perf_counter() - start) / repeats


def queries(action: Action) -> int:
    with CaptureQueriesContext(connection) as captured:
        action()
    # Where no transaction is open yet, the guard begins one: two statements more that cost nothing.
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(control) for query in captured)


def compare_moves() -> None:
    """A subtree of public guarded pages is moved there and back, with triggers and without."""
    home = Page.objects.get(depth=2)
    places = [home.add_child(instance=Page(title=name, slug=name)) for name in ("here", "there")]
    branch = places[0].add_child(instance=Page(title="Branch", slug="branch"))
    fill(branch)
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(ROUNDS + 1):
        for has_triggers, taken in times.items():
            installation.install() if has_triggers else installation.remove()
            took = timed(lambda: move_there_and_back(branch.pk, places))
            if number:
                taken.append(took)
    on, off = statistics.median(times[True]), statistics.median(times[False])
    name = f"move {PAGES}, triggers"
    say(name, f"{on * 1000:.0f} ms", f"{off * 1000:.0f} ms", f"{on / off:.2f}", "+0")


def move_there_and_back(key: int, places: list[Page]) -> None:
    for place in reversed(places):
        Page.objects.get(pk=key).move(Page.objects.get(pk=place.pk), pos="last-child")


def fill(branch: Page) -> None:
    """Public guarded pages below ``branch``, written in bulk as the guard would write them."""
    content_type = ContentType.objects.get_for_model(NoticePage)
    bases = Page.objects.bulk_create(
        [
            Page(
                title=f"Page {number}",
                draft_title=f"Page {number}",
                slug=f"page-{number}",
                path=Page._get_path(branch.path, branch.depth + 1, number + 1),
                depth=branch.depth + 1,
                url_path=f"{branch.url_path}page-{number}/",
                content_type=content_type,
                locale_id=branch.locale_id,
                translation_key=uuid.uuid4(),
                live=False,
            )
            for number in range(PAGES)
        ],
        batch_size=BATCH,
    )
    pages = []
    for base in bases:
        page = NoticePage(page_ptr=base)
        page.__dict__.update({**vars(base), "_state": page._state})
        page.page_ptr_id = base.pk
        page.clearance = record(page, proposed_by=PROPOSER, decided_by=DECIDER)
        pages.append(page)
    columns = NoticePage._meta.local_concrete_fields
    for start in range(0, len(pages), BATCH):
        query_set = NoticePage._base_manager.get_queryset()
        query_set._insert(pages[start : start + BATCH], columns, using="default")
    below = {"path__startswith": branch.path, "depth": branch.depth + 1}
    Page.objects.filter(**below).update(live=True)
    fingerprint = Clearance.objects.filter(pk=OuterRef("clearance_id")).values("fingerprint")
    rows = NoticePage._base_manager.filter(cleared_fingerprint="", clearance__isnull=False)
    rows.update(cleared_fingerprint=Subquery(fingerprint))
    Page.objects.filter(pk=branch.pk).update(numchild=PAGES)
    if NoticePage.objects.disclosed().count() < PAGES:
        raise RuntimeError("The pages to be moved are not public.")


def say(*columns: str) -> None:
    sys.stdout.write("{:<24}{:>12}{:>12}{:>8}{:>9}\n".format(*columns))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
