"""The log as visitors read it: what was cleared, filtered, in both languages, in few queries."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale

from tests.cases.disclosure_log.conftest import store
from wagtail_disclosure.cases.disclosure_log.offers import public_actions, suggest_answers
from wagtail_disclosure.cases.models import DisclosureLogEntry, DisclosureLogPage, ReleasedFile
from wagtail_disclosure.core import conf


@pytest.fixture
def read(log):
    def get(query: str = "", *, language: str = "zh-hans") -> str:
        response = Client().get(f"/{language}/disclosure-log/{query}")
        assert response.status_code == 200
        return response.content.decode()

    return get


class TestList:
    def test_it_is_there_before_any_answer_and_says_how_they_get_here(self, read):
        assert "依申请公开答复公示" in read()
        assert "disclosure-list" not in read()

    def test_what_is_public_is_listed_with_outcome_and_day_the_newest_first(self, read, write):
        write("Old", answered_on=date(2025, 3, 2), code="partly-granted")
        write("New", asked="How high was the water?")
        text = read(language="zh-hans")
        assert text.index(">New<") < text.index(">Old<")
        assert "How high was the water?" in text

    def test_a_draft_is_not(self, read, write):
        write("Secret draft", is_public=False)
        assert "Secret draft" not in read()

    def test_a_withdrawn_one_is_not(self, read, write):
        write("Gone").unpublish()
        assert "Gone" not in read()

    def test_one_that_only_some_may_see_is_not(self, read, write):
        write("Inside").view_restrictions.create(restriction_type="login")
        assert "Inside" not in read()

    def test_what_was_written_past_the_guard_is_not_shown(self, read, write):
        entry = write("Public", asked="Cleared")
        DisclosureLogEntry.objects.filter(pk=entry.pk).update(asked="Leaked")
        assert "Cleared" in read()
        assert "Leaked" not in read()
        assert Client().get(entry.get_url()).status_code == 404

    def test_it_is_narrowed_by_year_outcome_and_words(self, read, write):
        write("River", answered_on=date(2025, 3, 2), code="partly-granted")
        write("Lake", asked="供水管网的水质", answered_on=date(2026, 3, 2))
        call_command("wagtail_update_index", verbosity=0, stdout=StringIO())
        for query, shown in {
            "?year=2025": "River",
            "?year=2026": "Lake",
            "?outcome=granted": "Lake",
            "?outcome=partly_granted": "River",
            "?q=水质": "Lake",
        }.items():
            text = read(query)
            assert [name for name in ("River", "Lake") if f">{name}<" in text] == [shown], query

    @pytest.mark.parametrize("query", ["?year=x", "?year=%00", "?outcome=refused", "?page=99&q="])
    def test_nonsense_is_left_out(self, read, write, query):
        write("River")
        assert ">River<" in read(query)

    @pytest.mark.parametrize("query", ['?q="', "?q=%27)%20OR%201", "?q=%00%0a", "?q=nothing"])
    def test_words_are_no_operators(self, read, write, query):
        write("River")
        read(query)

    def test_it_is_read_a_page_at_a_time_with_plain_links(self, read, write, settings):
        settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENTRIES_PER_PAGE": 2}
        for number in range(5):
            write(f"Number {number}", slug=f"n{number}")
        assert conf.entries_per_page() == 2
        text = read("?page=2&outcome=granted")
        assert text.count("disclosure-list-title") == 2
        assert "outcome=granted&amp;page=3" in text or "page=3&amp;outcome=granted" in text


class TestLanguages:
    def test_an_untranslated_entry_is_listed_as_it_is(self, read, write):
        entry = write("河流水位")
        text = read(language="en")
        assert f'href="/en/request-untranslated/{entry.pk}/" lang="zh-Hans"' in text

    def test_a_translated_one_is_listed_once(self, read, write):
        entry = write("河流水位")
        english = Locale.objects.get(language_code="en")
        write("River levels", locale=english, translation_key=entry.translation_key)
        assert "河流水位" not in read(language="en")
        assert "River levels" not in read()
        assert ">River levels<" in read(language="en")

    def test_each_language_has_its_log(self, agency):
        assert DisclosureLogPage.objects.filter(live=True).count() == 2


class TestEntry:
    def test_it_has_what_was_asked_and_answered_and_its_files(self, write):
        entry = write("River", is_public=True, asked="How\n\nhigh?", answered="Very.")
        text = Client().get(entry.get_url()).content.decode()
        for part in ("<h1>River</h1>", "<p>How</p>", "<p>high?</p>", "<p>Very.</p>"):
            assert part in text

    def test_files_have_type_size_and_hash(self, write):
        stored = store("levels.csv", b"2025,3")
        file = ReleasedFile(stored_file=stored, title="Levels")
        entry = write("River", released_files=[file])
        text = Client().get(entry.get_url()).content.decode()
        for part in ("CSV", stored.sha256, stored.get_absolute_url(), ">Levels<"):
            assert part in text
        assert b"".join(Client().get(stored.get_absolute_url()).streaming_content) == b"2025,3"


class TestQueries:
    def count(self, url: str, django_assert_max_num_queries) -> int:
        with django_assert_max_num_queries(40) as captured:
            assert Client().get(url).status_code == 200
        return len(captured)

    def test_a_list_takes_as_many_however_long_it_is(
        self, log, write, django_assert_max_num_queries
    ):
        write("First")
        few = self.count(log.get_url(), django_assert_max_num_queries)
        for number in range(10):
            write(f"Number {number}", slug=f"n{number}")
        assert self.count(log.get_url(), django_assert_max_num_queries) == few

    def test_an_entry_takes_as_many_however_many_files_it_has(
        self, write, django_assert_max_num_queries
    ):
        one = [ReleasedFile(stored_file=store("a.csv", b"1"))]
        entry = write("A", released_files=one)
        few = self.count(entry.get_url(), django_assert_max_num_queries)
        files = [ReleasedFile(stored_file=store(f"{n}.csv", b"1%d" % n)) for n in range(6)]
        many = write("B", slug="b", released_files=files)
        assert self.count(many.get_url(), django_assert_max_num_queries) == few


class TestElsewhere:
    def test_the_site_offers_the_log(self, log, rf):
        (action,) = public_actions(None, rf.get("/"))
        assert action.url == "/zh-hans/disclosure-log/"
        assert not list(public_actions(log, rf.get("/")))

    def test_it_answers_before_somebody_asks(self, write, rf):
        write("供水管网水质检测结果", asked="去年的结果")
        write("Draft 供水管网水质检测结果", is_public=False, slug="d")
        call_command("wagtail_update_index", verbosity=0, stdout=StringIO())
        found = list(suggest_answers("我想要供水管网的水质检测结果", rf.get("/")))
        assert [each.title for each in found] == ["供水管网水质检测结果"]
        assert not list(suggest_answers("公交线路", rf.get("/")))
