"""Nothing about an exempt item leaves its table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.catalog.factories import create_user
from tests.catalog.tables import categories, entries
from wagtail_disclosure.catalog.importers import import_files
from wagtail_disclosure.catalog.models import ExemptItem
from wagtail_disclosure.core.models import Exemption

REGISTER = "wagtail_disclosure_catalog_exemptitem"
TITLE = "防汛重点部位布防方案"
EXPLANATION = "绝密的解释文字"
ROW = {
    "key": "X1",
    "class": "exempt",
    "title_zh": TITLE,
    "title_en": "Deployment Scheme",
    "summary_zh": f"{TITLE}概述",
    "ground": "cn-ogi-14-security",
    "citation": "第十四条",
    "explanation_zh": EXPLANATION,
}


def tables_with(text: str) -> set[str]:
    """Names of all tables that hold ``text`` in any column, as it is or escaped in JSON."""
    escaped = text.encode("unicode_escape").decode()
    return {
        table
        for table, row in all_rows()
        if any(form in row for form in (text, escaped, escaped.upper()))
    }


def all_rows() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield table, "\n".join(map(as_text, row))


def as_text(value: object) -> str:
    """Values of binary columns are read as text, too."""
    return bytes(value).decode(errors="replace") if is_binary(value) else str(value)


def is_binary(value: object) -> bool:
    return isinstance(value, bytes | memoryview)


@pytest.fixture
def officer(client, db):
    officer = create_user("officer", is_superuser=True)
    client.force_login(officer)
    return officer


@pytest.fixture
def imported(tmp_path: Path, catalog, unit) -> ExemptItem:
    import_files([categories(tmp_path, {"code": "01"}), entries(tmp_path, ROW, {"key": "E1"})])
    return ExemptItem.objects.get()


def form_data(item: ExemptItem, **changes: str) -> dict[str, object]:
    return {
        "title": item.title,
        "unit": item.unit_id,
        "category_code": item.category_code,
        "ground": item.ground_id,
        "citation": item.citation,
        "explanation_zh_hans": item.explanation["zh-hans"],
        "explanation_en": "",
        **changes,
    }


def test_the_search_finds_what_is_there(imported):
    assert REGISTER in tables_with("第十四条")
    assert tables_with(TITLE) == {REGISTER}


def test_import_leaves_the_title_in_the_register_alone(imported):
    for text in (TITLE, EXPLANATION):
        assert tables_with(text) <= {REGISTER}
    assert tables_with("Deployment Scheme") <= {REGISTER}


def test_work_in_the_admin_leaves_the_title_in_the_register_alone(client, imported, officer):
    changed = "改过的秘密标题"
    address = reverse("disclosure_exempt_items:edit", args=[imported.pk])
    response = client.post(address, form_data(imported, title=changed))
    assert response.status_code == 302
    added = form_data(imported, title="新增的秘密标题")
    assert client.post(reverse("disclosure_exempt_items:add"), added).status_code == 302
    client.get(reverse("disclosure_exempt_items:index"), {"q": changed})
    for text in (TITLE, changed, "新增的秘密标题"):
        assert tables_with(text) <= {REGISTER}
    assert ExemptItem.objects.count() == 2
    delete = reverse("disclosure_exempt_items:delete", args=[imported.pk])
    assert client.post(delete).status_code == 302
    assert tables_with(changed) == set()


def test_logs_name_the_reference(client, imported, officer):
    client.post(
        reverse("disclosure_exempt_items:edit", args=[imported.pk]),
        form_data(imported, citation="第十五条"),
    )
    assert imported.reference.startswith("EX-")
    assert ModelLogEntry.objects.filter(label=imported.reference).exists()


def test_history_says_who_changed_it(client, imported, officer):
    client.post(
        reverse("disclosure_exempt_items:edit", args=[imported.pk]),
        form_data(imported, citation="第十五条"),
    )
    newest = imported.history.first()
    assert (newest.history_user_name, newest.citation) == ("officer", "第十五条")
    assert not hasattr(newest, "title")


@pytest.mark.parametrize("address", ["/zh-hans/catalog/", "/sitemap.xml"])
def test_no_public_page_has_the_title(client, imported, address):
    assert TITLE not in client.get(address).content.decode()


def test_public_search_does_not_find_it(client, imported):
    response = client.get("/zh-hans/search/", {"q": "布防方案"})
    assert response.context["count"] == 0


def test_people_without_the_right_do_not_see_the_register(client, imported):
    client.force_login(create_user("colleague"))
    for name, arguments in (("index", []), ("edit", [imported.pk]), ("add", [])):
        response = client.get(reverse(f"disclosure_exempt_items:{name}", args=arguments))
        assert response.status_code == 302
        assert TITLE not in response.content.decode()


def test_references_are_numbered_without_gaps(unit):
    ground = Exemption.objects.get(code="cn-ogi-14-security")
    items = [
        ExemptItem.objects.create(title=title, unit=unit, ground=ground, citation="第十四条")
        for title in "甲乙"
    ]
    numbers = [int(item.reference.rsplit("-", 1)[1]) for item in items]
    assert numbers == [1, 2]
