from datetime import date

import pytest

from wagtail_disclosure.core import bulk_rows
from wagtail_disclosure.core.bulk_rows import Ready, insert_rows, update_rows
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


def test_rows_that_get_the_same_values_take_few_statements(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(bulk_rows, "KEYS_AT_ONCE", 2)
    fields = ("code", "name", "citation", "clarification")
    insert_rows(Law, fields, [(code, {}, "Act", "none") for code in "abcd"])
    *three, last = Law.objects.order_by("code").values_list("pk", flat=True)
    values = ("New",)
    with django_assert_num_queries(3):
        update_rows(Law, ("citation",), [*((key, values) for key in three), (last, ("Last",))])
    citations = Law.objects.order_by("code").values_list("citation", flat=True)
    assert list(citations) == ["New", "New", "New", "Last"]


def test_text_that_is_ready_is_written_as_it_is():
    insert_rows(Law, ("code", "name", "citation", "clarification"), [("a", {}, "Act", "none")])
    key = Law.objects.get().pk
    update_rows(Law, ("name",), [(key, (Ready('{"en": "New"}'),))])
    assert Law.objects.get().name == {"en": "New"}


def test_rows_that_are_like_that_already_are_left_alone():
    fields = ("code", "name", "citation", "clarification")
    insert_rows(Law, fields, [(code, {"en": code}, "Act", "none") for code in "ab"])
    same, other = Law.objects.order_by("code").values_list("pk", flat=True)
    rows = [(same, ("New", {"en": "a"})), (other, ("New", {"en": "B"}))]
    update_rows(Law, ("citation", "name"), rows, unless_equal=("name",))
    assert list(Law.objects.order_by("code").values_list("citation", flat=True)) == ["Act", "New"]
