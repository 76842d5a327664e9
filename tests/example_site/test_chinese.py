"""On a Chinese page everything of ours is Chinese, and on an English one everything is English."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import translation

from tests.cases.factories import create_officer, create_request, create_unit
from tests.example_site.factories import create_category, create_homes, disclose
from wagtail_disclosure.catalog.models import CatalogPage, EntryPage
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.core.translated_text import TranslatedText

pytestmark = pytest.mark.django_db

SPOKEN = ("aria-label", "title", "placeholder", "alt")
# Addresses, examples of what to type, codes and hashes.
NO_WORD = re.compile(
    r"https?://\S+|\S+@\S+|[A-Z0-9]+-[A-Z0-9-]+|\b[0-9a-f]{40,}\b|U\+\w+|/ Arts?\. [\d(), ]+"
    # Names of formats are the same in every language.
    r"|\b(?:Atom|RSS|JSON Feed)\b"
)
ENGLISH_WORD = re.compile(r"[A-Za-z]{3,}")
CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]+")
EMPTY_ELEMENTS = {"meta", "link", "input", "br", "hr", "img"}


class Reader(HTMLParser):
    """What a page says, without what it marks as being in another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.said: list[str] = []
        self.silent: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_foreign = not (values.get("lang") or self.language).startswith(self.language)
        is_silent = is_foreign or tag in ("script", "style") or any(self.silent[-1:])
        if not is_silent:
            self.said.extend(values[name] or "" for name in SPOKEN if name in values)
        if tag not in EMPTY_ELEMENTS:
            self.silent.append(is_silent)

    def handle_endtag(self, tag: str) -> None:
        self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.silent[-1:]):
            self.said.append(data)


def said_in(response, language: str) -> str:
    reader = Reader(language)
    reader.feed(response.content.decode())
    return NO_WORD.sub(" ", "\n".join(reader.said))


@pytest.fixture
def site(db):
    """A site as `disclosure_setup` leaves it, with one category and one entry in each language."""
    cache.clear()
    homes = create_homes()
    call_command("disclosure_setup", verbosity=0)
    PublicBody.objects.update(name=TranslatedText({"zh-hans": "市水务局", "en": "Water Authority"}))
    unit = PublicBody.objects.own().office
    for home, name in zip(homes, ("供水", "Supply"), strict=True):
        catalog = CatalogPage.objects.get(locale=home.locale)
        category = create_category(disclose(catalog), code="01", title=name, unit=unit)
        for kind in ("proactive", "on_request"):
            category.refresh_from_db()
            entry = EntryPage(
                title=name,
                slug=kind,
                locale=home.locale,
                disclosure_class=kind,
                responsible_unit=unit,
                live=False,
            )
            disclose(category.add_child(instance=entry))


PATHS = [
    "",
    "catalog/",
    "catalog/01/",
    "catalog/01/proactive/",
    "catalog/01/on_request/",
    "search/",
    "search/?q=%E6%B0%B4",
    "search/?q=%E6%97%A0",
    "request/",
    "status/",
    "nothing-here/",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_chinese_page_is_chinese(client, site, path):
    said = said_in(client.get(f"/zh-hans/{path}"), "zh")
    assert CHINESE_WORD.search(said)
    assert ENGLISH_WORD.findall(said) == []


@pytest.mark.parametrize("path", PATHS)
def test_an_english_page_is_english(client, site, path):
    said = said_in(client.get(f"/en/{path}"), "en")
    assert ENGLISH_WORD.search(said)
    searched_for = "无水"
    assert [word for word in CHINESE_WORD.findall(said) if word not in searched_for] == []


@pytest.mark.parametrize("path", ["request/", "status/"])
def test_what_is_wrong_with_a_form_is_said_in_chinese(client, site, path):
    sent = {"document_date": "x", "email": "x", "description": "水" * 5000, "number": "水" * 200}
    said = said_in(client.post(f"/zh-hans/{path}", sent), "zh")
    assert "未能提交" in said
    assert ENGLISH_WORD.findall(said) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "（未翻译，显示原文）"), ("en", "(not translated: the original)")],
)
def test_the_switch_says_in_the_other_language_where_it_leads(client, site, language, words):
    EntryPage.objects.filter(locale__language_code=language).update(live=False)
    other = {"zh-hans": "en", "en": "zh-hans"}[language]
    assert words in client.get(f"/{other}/catalog/01/proactive/").content.decode()


def test_an_officer_s_workspace_is_chinese(client, site):
    office = create_officer("office", PublicBody.objects.own().office, group=groups.OFFICE)
    create_officer("officer", create_unit("supply"))
    case = create_request()
    client.force_login(office)
    with translation.override("zh-hans"):
        page = client.get(f"/admin/disclosure/cases/{case.pk}/").content.decode()
    main = page[page.index('<div class="disclosure-workspace') :]
    assert "确认收到" in main
    assert "申请人提交" in main
    assert "Confirm receipt" not in main
    assert "submitted by" not in main
