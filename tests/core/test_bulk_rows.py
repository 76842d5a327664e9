from datetime import date

import pytest

from wagtail_disclosure.core.bulk_rows import insert_rows, update_rows
from wagtail_disclosure.core.models import Law, WorkCalendar

pytestmark = pytest.mark.django_db


def test_rows_are_written_as_the_orm_would():
    for code in ("a", "b", "c"):
        WorkCalendar.objects.create(
            code=code,
            name={"en": code},
            first_day=date(2004, 1, 1),
            official_through=date(2025, 12, 31),
        )
    keys = dict(WorkCalendar.objects.values_list("code", "pk"))
    name = {"en": "New", "zh-hans": "新"}
    rows = [(keys["a"], (name, date(2026, 12, 31))), (keys["b"], (name, date(2027, 12, 31)))]

    update_rows(WorkCalendar, ("name", "official_through"), rows)

    values = WorkCalendar.objects.order_by("code").values_list("name", "official_through")
    assert list(values) == [
        (name, date(2026, 12, 31)),
        (name, date(2027, 12, 31)),
        ({"en": "c"}, date(2025, 12, 31)),
    ]


def test_rows_are_added_with_keys_of_their_own():
    fields = ("code", "name", "citation", "clarification")
    insert_rows(Law, fields, [(code, {"en": code}, "Act; DROP", "none") for code in "ab"])
    laws = list(Law.objects.order_by("code"))
    assert [(law.code, law.name, law.citation) for law in laws] == [
        ("a", {"en": "a"}, "Act; DROP"),
        ("b", {"en": "b"}, "Act; DROP"),
    ]
    assert laws[0].pk != laws[1].pk


def test_no_rows_are_no_harm():
    update_rows(Law, ("citation",), [])
    insert_rows(Law, ("code",), [])
    assert not Law.objects.exists()


def test_values_that_do_not_fit_the_fields_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        insert_rows(Law, ("code", "citation"), [("a",)])
