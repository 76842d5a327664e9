import pytest
from django.db import transaction

from wagtail_disclosure.core.models import NumberSeries


@pytest.mark.django_db
def test_each_series_counts_from_one_on_its_own():
    taken = [NumberSeries.take_next("receipt-2026") for _ in range(3)]
    assert taken == [1, 2, 3]
    assert NumberSeries.take_next("receipt-2027") == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_rollback_gives_the_number_back():
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        NumberSeries.take_next("receipt-2026")
        raise Undone
    with transaction.atomic():
        assert NumberSeries.take_next("receipt-2026") == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        NumberSeries.take_next("receipt-2026")
