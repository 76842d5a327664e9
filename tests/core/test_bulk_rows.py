from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from wagtail_disclosure.core import bulk_rows
from wagtail_disclosure.core.bulk_rows import (
    Ready,
    give_keys,
    insert_objects,
    insert_rows,
    reserve_keys,
    update_rows,
)
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


def new_calendar(code: str) -> WorkCalendar:
    days = {"first_day": date(2004, 1, 1), "official_through": date(2025, 12, 31)}
    return WorkCalendar(code=code, name={"en": code, "zh-hans": "历"}, **days)


def test_objects_are_added_as_the_orm_would():
    together = [new_calendar(code) for code in "ab"]
    insert_objects(together)
    alone = new_calendar("c")
    alone.save()
    assert [calendar.pk for calendar in together] == [alone.pk - 2, alone.pk - 1]
    columns = [field.attname for field in WorkCalendar._meta.concrete_fields]
    ours, ormed = (
        dict(zip(columns, row, strict=True))
        for row in WorkCalendar.objects.filter(code__in="bc").order_by("code").values_list(*columns)
    )
    assert ours | {"id": 0, "code": "", "name": ""} == ormed | {"id": 0, "code": "", "name": ""}
    assert ours["name"] == {"en": "b", "zh-hans": "历"}
    assert not together[0]._state.adding
    together[0].save()
    assert WorkCalendar.objects.count() == 3


def test_keys_that_were_taken_are_nobody_elses():
    first = reserve_keys(WorkCalendar, 3)
    saved = new_calendar("a")
    saved.save()
    assert list(first) == sorted(set(first))
    assert saved.pk > first[-1]
    later = [new_calendar("b"), new_calendar("c")]
    later[0].pk = first[0]
    insert_objects(later)
    assert later[0].pk == first[0]
    assert later[1].pk not in (None, saved.pk, *first)


def test_nothing_to_add_is_no_harm(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_objects([])
        give_keys([])


def test_what_the_database_refuses_is_an_error_of_djangos():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_objects([new_calendar("a"), new_calendar("a")])
    assert not WorkCalendar.objects.exists()


def test_who_watches_statements_sees_what_is_added():
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append((sql.split(" (")[0], many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        insert_rows(Law, ("code", "name", "citation", "clarification"), [("a", {}, "Act", "none")])
    table = connection.ops.quote_name(Law._meta.db_table)
    assert seen[-1] == (f"INSERT INTO {table}", True)
    assert Law.objects.get().code == "a"


def test_text_reaches_the_database_unchanged():
    texts = ["tab\tnew\nline\\N", "\\.", "水“引号”,'\"", ""]
    rows = [(str(place), {"en": text}, text, "none") for place, text in enumerate(texts)]
    insert_rows(Law, ("code", "name", "citation", "clarification"), rows)
    laws = Law.objects.order_by("code")
    assert [(law.citation, law.name) for law in laws] == [(text, {"en": text}) for text in texts]
