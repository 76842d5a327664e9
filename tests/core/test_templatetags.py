from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction

from example_site.home.models import HomePage
from tests.example_site.factories import create_agency, create_homes
from wagtail_disclosure.core.models import IntakeWindow


def render(source: str, path: str = "/en/", **context) -> str:
    template = Template("{% load disclosure_tags %}" + source)
    return template.render(Context({"request": RequestFactory().get(path), **context}))


@pytest.fixture
def agency(db):
    return create_agency()


@pytest.fixture
def homes(db):
    return create_homes()


@pytest.mark.parametrize(
    ("language", "written"),
    [("zh-hans", "2026年12月21日"), ("en", "21 December 2026"), ("de", "21. Dezember 2026")],
)
def test_a_day_is_written_as_its_language_does(language, written):
    with translation.override(language):
        shown = render("{% localized_date day %}", day=date(2026, 12, 21))
    assert shown == f'<time datetime="2026-12-21">{written}</time>'


@pytest.mark.parametrize(
    ("language", "written"),
    [("zh-hans", "2026年12月21日（星期一）"), ("en", "Monday, 21 December 2026")],
)
def test_a_day_on_which_somebody_must_act_has_its_weekday(language, written):
    with translation.override(language):
        assert written in render("{% localized_date day weekday=True %}", day=date(2026, 12, 21))


def test_a_moment_is_shown_by_the_agency_s_own_day(settings):
    settings.WAGTAIL_DISCLOSURE = {"TIME_ZONE": "Asia/Shanghai"}
    moment = datetime(2026, 1, 3, 16, 30, tzinfo=UTC)
    assert 'datetime="2026-01-04"' in render("{% localized_date moment %}", moment=moment)


def test_an_unknown_day_shows_nothing():
    assert render("{% localized_date day %}", day=None) == ""


def test_days_are_written_out_and_other_values_are_left_alone():
    source = "{{ day|written_out }}, {{ text|written_out }}"
    with translation.override("en"):
        shown = render(source, day=date(2026, 12, 21), text="沪水务〔2021〕45号")
    assert shown == '<time datetime="2026-12-21">21 December 2026</time>, 沪水务〔2021〕45号'


@pytest.mark.parametrize(("code", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_languages_are_named_as_html_wants_them(code, tag):
    assert render("{{ code|language_tag }}", code=code) == tag


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("上海市供水管理条例", "供水", "上海市<mark>供水</mark>管理条例"),
        ("Water supply", "water", "<mark>Water</mark> supply"),
        ("a < b", "b <", "a &lt; <mark>b</mark>"),
        ("{0} (x", "(x", "{0} (<mark>x</mark>"),
        ("a & b", "", "a &amp; b"),
    ],
)
def test_words_that_were_searched_for_are_marked(text, query, marked):
    assert render("{% highlight text query %}", text=text, query=query) == marked


@pytest.mark.django_db
def test_without_an_agency_the_name_of_the_wagtail_site_stands_in(settings):
    settings.WAGTAIL_SITE_NAME = "The site"
    assert render("{% disclosure_agency as agency %}{{ agency.name }}") == "The site"


AGENCY = (
    "{% disclosure_agency as agency %}{{ agency.name }}|{{ agency.law }}|"
    "{% for tag, name in agency.other_names %}{{ tag }}: {{ name }}{% endfor %}"
)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("zh-hans", "示例市水务局|信息公开条例|en: Water Authority"),
        ("en", "Water Authority|Disclosure Act|zh-Hans: 示例市水务局"),
    ],
)
def test_the_agency_is_named_in_the_active_language_and_in_the_others(agency, language, shown):
    with translation.override(language):
        assert render(AGENCY) == shown


def test_the_website_itself_is_not_a_place_that_one_goes_to(agency):
    for channel in ("counter", "web"):
        IntakeWindow.objects.create(body=agency, code=channel, channel=channel, name={"en": "W"})
    source = "{% disclosure_agency as agency %}{{ agency.windows|length }}"
    assert render(source) == "1"


def test_windows_are_found_where_no_agency_is_named_in_the_settings(agency, settings):
    settings.WAGTAIL_DISCLOSURE = {}
    IntakeWindow.objects.create(body=agency, code="c", channel="counter", name={"en": "Counter"})
    source = "{% disclosure_agency as agency %}{{ agency.windows.0 }}"
    assert render(source) == "Counter"


def test_a_start_page_leads_to_that_of_the_other_language(homes):
    with translation.override("zh-hans"):
        shown = render("{% disclosure_languages page %}", path="/zh-hans/", page=homes[0])
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in shown
    assert '<span lang="zh-Hans" aria-current="true">简体中文</span>' in shown


@pytest.fixture
def pages(homes):
    """A page below each start page, translations of each other."""
    chinese = homes[0].add_child(
        instance=HomePage(title="关于", slug="about", locale=homes[0].locale)
    )
    english = homes[1].add_child(
        instance=HomePage(
            title="About",
            slug="about-us",
            locale=homes[1].locale,
            translation_key=chinese.translation_key,
        )
    )
    return chinese, english


def test_a_page_leads_to_its_translation(pages):
    with translation.override("zh-hans"):
        shown = render("{% disclosure_languages page %}", page=pages[0])
    assert 'href="/en/about-us/"' in shown


@pytest.mark.parametrize("state", ["draft", "restricted"])
def test_without_a_public_translation_the_switch_leads_to_the_start_page_and_says_so(pages, state):
    chinese, english = pages
    if state == "draft":
        english.unpublish()
    else:
        PageViewRestriction.objects.create(page=english, restriction_type="login")
    with translation.override("zh-hans"):
        shown = render("{% disclosure_languages page %}", page=chinese)
    assert 'href="/en/"' in shown
    assert "this page is not translated" in shown
    assert "about-us" not in shown


def test_a_view_leads_to_itself_in_the_other_language_with_what_was_asked_for():
    with translation.override("en"):
        shown = render("{% disclosure_languages page %}", path="/en/search/?q=a")
    assert 'href="/zh-hans/search/?q=a"' in shown


def test_a_view_outside_the_languages_has_no_switch():
    assert "<a" not in render("{% disclosure_languages page %}", path="/sitemap.xml")


def test_a_site_in_one_language_has_no_switch(settings):
    settings.WAGTAIL_I18N_ENABLED = False
    assert "<nav" not in render("{% disclosure_languages page %}")


def test_navigation_marks_where_one_is(db):
    with translation.override("en"):
        shown = render("{% disclosure_navigation %}", path="/en/status/")
    assert 'href="/en/status/" aria-current="page"' in shown


def test_paging_keeps_what_was_asked_for():
    shown = render("{% disclosure_page_url 3 %}", path="/en/search/?q=供水&page=2")
    assert shown == "?q=%E4%BE%9B%E6%B0%B4&amp;page=3"


def test_paging_names_the_first_the_last_and_the_near_pages():
    page = Paginator(range(1000), 20).get_page(25)
    source = "{% disclosure_page_numbers page_obj as numbers %}{{ numbers|join:' ' }}"
    assert render(source, page_obj=page) == "1 … 24 25 26 … 50"
