"""Entries that many publish and withdraw at the same moment: these tests commit what they do."""

import threading

import pytest
from django.db import connections, transaction

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import create_category, create_disclosed_entries, disclose
from wagtail_disclosure.catalog.models import CategoryCount, EntryPage, PublicEntry
from wagtail_disclosure.catalog.projection.rebuilding import rebuild
from wagtail_disclosure.catalog.projection.writing import remove, write
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.law_presets import load_preset

THREADS, EACH = 4, 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_counts_are_right_after_many_wrote_at_the_same_moment() -> None:
    load_preset("cn-ogi-2019", by=Actor.software("tests"))
    body = create_body()
    unit = create_unit(body)
    translate_home()
    catalog = create_catalog()
    category = create_category(catalog, "01")
    disclose(catalog, category)
    create_disclosed_entries(category, unit, THREADS * EACH)
    keys = list(EntryPage.objects.order_by("pk").values_list("pk", flat=True))
    PublicEntry.objects.all().delete()
    CategoryCount.objects.all().delete()
    failed: list[Exception] = []

    def publish(own: list[int]) -> None:
        try:
            for key in own:
                with transaction.atomic():
                    write([key])
            with transaction.atomic():
                remove(own[0])
            with transaction.atomic():
                write([own[1]])
                # Somebody's publication fails.
                remove(own[2])
                transaction.set_rollback(True)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    shares = [keys[first::THREADS] for first in range(THREADS)]
    threads = [threading.Thread(target=publish, args=[share]) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert PublicEntry.objects.count() == THREADS * (EACH - 1)
    assert CategoryCount.objects.get().entries == THREADS * (EACH - 1)
    done = rebuild()
    assert (done.changed_rows, done.changed_counts) == (THREADS, 0)
