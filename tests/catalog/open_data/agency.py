"""A small catalog in two languages, with something of everything that must not show."""

from datetime import date

from wagtail.models import Locale, PageViewRestriction

from tests.catalog.agency import create_body, create_catalog, create_unit, translate_home
from tests.catalog.factories import (
    DESCRIBED,
    attach,
    create_category,
    create_entry,
    create_question,
    disclose,
    issue_jointly,
    store_file,
    translate_as_draft,
)
from wagtail_disclosure.catalog.models import (
    CatalogPage,
    EntryPage,
    Genre,
    SubjectClass,
)
from wagtail_disclosure.catalog.roots import FAQ_INDEX, ensure_root
from wagtail_disclosure.core.models import PublicBody

# Whatever has this in its title is not public.
HIDDEN = "机密"
HOSTILE = '</script><b>"=1+1'


def build() -> None:
    translate_home()
    body = create_body()
    unit = create_unit(body)
    catalog = create_catalog()
    english = Locale.objects.get(language_code="en")
    first = create_category(catalog, "01", "供水")
    second = create_category(first, "0101", "水质")
    report = create_entry(
        second,
        unit,
        "水质年报",
        summary="各水厂 & 管网的水质。",
        document_number="水〔2024〕1号",
        published_on=date(2024, 4, 1),
        subject_class=SubjectClass.objects.get_or_create(
            code="water", defaults={"name": {"zh-hans": "水利", "en": "Water"}}
        )[0],
        genre=Genre.objects.get_or_create(
            code="report", defaults={"name": {"zh-hans": "报告", "en": "Report"}}
        )[0],
        issuing_body=body,
        **DESCRIBED,
    )
    attach(report, store_file())
    other = PublicBody.objects.create(code="02", name={"zh-hans": "环保局", "en": "Environment"})
    issue_jointly(report, other)
    minutes = create_entry(
        first, unit, "会议记录", disclosure_class="on_request", published_on=date(2024, 3, 1)
    )
    hostile = create_entry(first, unit, HOSTILE, published_on=date(2023, 1, 1))
    draft = create_entry(first, unit, f"{HIDDEN}草稿")
    closed = create_entry(first, unit, f"{HIDDEN}限制", published_on=date(2025, 1, 1))
    disclose(catalog, first, second, report, minutes, hostile, closed)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    edit(report, title=f"{HIDDEN}新稿")
    versions = [
        translate_as_draft(page, english, title=title)
        for page, title in ((first, "Supply"), (second, "Quality"), (report, "Quality report"))
    ]
    disclose(catalog.get_translation(english), *versions)
    index = ensure_root(FAQ_INDEX, by=None)
    question = create_question(index, "要收费吗？")
    create_question(index, f"{HIDDEN}？")
    disclose(index, question)
    assert draft.live is False


def edit(entry: EntryPage, **values: str) -> None:
    """Write another draft of something public."""
    draft = entry.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision()


def catalog_in(language: str) -> CatalogPage:
    return CatalogPage.objects.get(locale__language_code=language)
