"""Index numbers that many ask for at the same moment: these tests commit what they do."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction

from wagtail_disclosure.catalog.numbering import next_index_number
from wagtail_disclosure.core.models import NumberSeries, PublicBody


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_the_same_moment_get_numbers_without_gaps_or_doubles():
    body = PublicBody.objects.create(code="A", name={"en": "A"})
    taken: list[str] = []
    failed: list[Exception] = []

    def take(rounds: int) -> None:
        try:
            for number in range(rounds):
                with transaction.atomic():
                    got = next_index_number(
                        body, day=date(2024, 1, 1), taken_of=lambda _numbers: ()
                    )
                    if number % 3 == 2:
                        # Somebody's save fails, so the number is free again.
                        transaction.set_rollback(True)
                    else:
                        taken.append(got)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=[6]) for _thread in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(taken) == [f"A/2024-{serial:05d}" for serial in range(1, 25)]
    assert NumberSeries.objects.get(scope="index-A-2024").last == 24
