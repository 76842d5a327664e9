"""A few public entries that differ in what one can choose by, built once for a module."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import Locale

from tests.catalog import agency
from tests.catalog.agency import private_files_in
from tests.catalog.factories import (
    attach,
    create_category,
    create_entry,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.models import Genre, SubjectClass
from wagtail_disclosure.core.models import Unit


@pytest.fixture(scope="module")
def shelf(
    preset: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[SimpleNamespace]:
    """Entries ``rules``, ``report``, ``notice`` and ``old`` in two categories."""
    folder = tmp_path_factory.mktemp("private")
    with override_settings(STORAGES=private_files_in(folder)), django_db_blocker.unblock():
        yield build()


def build() -> SimpleNamespace:
    body = agency.create_body()
    supply = agency.create_unit(body)
    office = Unit.objects.create(body=body, code="office", name={"zh-hans": "办公室"})
    agency.translate_home()
    catalog = agency.create_catalog()
    water = create_category(catalog, "01", "供水")
    quality = create_category(water, "0101", "水质")
    plans = create_category(catalog, "02", "规划")
    subject = SubjectClass.objects.create(code="06", name={"zh-hans": "水利"})
    genre = Genre.objects.create(code="notice", name={"zh-hans": "通知"})
    rules = create_entry(
        water,
        supply,
        "上海市供水管理条例",
        document_number="沪水务〔2024〕145号",
        issuing_body=body,
        subject_class=subject,
        effective_on=date(2024, 1, 1),
        published_on=date(2024, 3, 1),
        body=[("paragraph", "<p>供水企业应当&amp;必须<b>公开</b></p><p>二次供水设施</p>")],
    )
    report = create_entry(
        quality, supply, "供水水质月报", published_on=date(2023, 5, 1), summary="出厂水合格率"
    )
    attach(report, store_file("table.xlsx"))
    attach(report, store_file("report.pdf"))
    notice = create_entry(
        plans,
        office,
        "规划公示通知",
        disclosure_class="on_request",
        published_on=date(2024, 6, 1),
        genre=genre,
    )
    old = create_entry(
        plans,
        office,
        "供水规划",
        published_on=date(2023, 1, 1),
        effective_on=date(2020, 1, 1),
        expires_on=date(2022, 1, 1),
    )
    disclose(catalog, water, quality, plans, rules, report, notice, old)
    create_entry(plans, office, "供水草稿", published_on=date(2022, 1, 1))
    return SimpleNamespace(
        catalog=catalog,
        water=water,
        plans=plans,
        supply=supply,
        office=office,
        rules=rules,
        report=report,
        notice=notice,
        old=old,
        chinese=Locale.objects.get(language_code="zh-hans"),
    )
