"""Questions and answers: by topic, as a booklet, with related entries, and whether they helped."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from tests.catalog.factories import (
    create_category,
    create_entry,
    create_question,
    disclose,
    translate_as_draft,
)
from wagtail_disclosure.catalog.actions import count_answer
from wagtail_disclosure.catalog.models import FAQIndexPage, FAQPage, HelpfulAnswers
from wagtail_disclosure.catalog.questions import untranslated_questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_page_cache")]

MOST = 15


@pytest.fixture
def index(faq):
    disclose(faq)
    return faq


@pytest.fixture
def question(index) -> FAQPage:
    question = create_question(index, "要收费吗？", topic="申请 公开")
    disclose(question)
    return question


@pytest.fixture
def category(catalog):
    category = create_category(catalog, "01")
    disclose(catalog, category)
    return category


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def booklet(index, slug="申请-公开") -> str:
    return f"{index.get_url()}booklet/{slug}/"


def queries(client, url) -> list:
    read(client, url)
    with CaptureQueriesContext(connection) as captured:
        read(client, url)
    return captured.captured_queries


class TestTheIndex:
    def test_lists_cleared_questions_by_topic_in_their_order(self, client, index, question):
        others = [
            create_question(index, "几天？", "申请 公开"),
            create_question(index, "在哪？", "窗口"),
        ]
        create_question(index, "没有审查的？", "内部主题")
        disclose(*others)
        topics = client.get(index.get_url()).context["topics"]
        shown = {topic.name: [row.title for row in topic.questions] for topic in topics}
        assert shown == {"申请 公开": ["要收费吗？", "几天？"], "窗口": ["在哪？"]}
        page = read(client, index.get_url())
        assert "内部主题" not in page
        assert "没有审查的" not in page

    def test_shows_what_was_cleared_whatever_was_written_past_the_guard(
        self, client, index, question
    ):
        FAQPage.objects.filter(pk=question.pk).update(title="泄露", topic="泄露")
        for url in (index.get_url(), booklet(index)):
            page = read(client, url)
            assert "要收费吗？" in page
            assert "泄露" not in page

    def test_offers_untranslated_questions_in_their_own_language(
        self, client, index, question, english
    ):
        version = index.get_translation(english)
        disclose(version)
        page = read(client, version.get_url())
        assert f'href="/en/untranslated/{question.pk}/" lang="zh-Hans">要收费吗？' in page
        translated = translate_as_draft(question, english, title="Is there a fee?", topic="Asking")
        assert "要收费吗？" in read(client, version.get_url())
        disclose(translated)
        page = read(client, version.get_url())
        assert "Is there a fee?" in page
        assert "要收费吗？" not in page

    def test_offers_a_question_once_that_is_public_in_two_other_languages(
        self, client, index, question, english
    ):
        disclose(index.get_translation(english))
        disclose(translate_as_draft(question, english, title="Is there a fee?"))
        french = Locale.objects.create(language_code="fr")
        version = index.copy_for_translation(french, copy_parents=True)
        version.save()
        originals, questions = FAQIndexPage.objects.disclosed(), FAQPage.objects.disclosed()
        offered = untranslated_questions(version, originals, questions)
        assert [(row.title, row.language) for row in offered] == [("要收费吗？", "zh-hans")]


class TestTheBooklet:
    def test_has_every_cleared_answer_of_its_topic(self, client, index, question):
        other, third = (
            create_question(index, "几天？", "申请 公开"),
            create_question(index, "在哪？", "窗口"),
        )
        disclose(other, third)
        create_question(index, "草稿？", "申请 公开")
        page = read(client, booklet(index))
        for words in ("答：要收费吗？", "答：几天？"):
            assert words in page
        for words in ("在哪？", "草稿？"):
            assert words not in page

    def test_is_not_found_for_topics_that_have_nothing_public(self, client, index, question):
        create_question(index, "草稿？", "内部主题")
        assert client.get(booklet(index, "内部主题")).status_code == 404
        PageViewRestriction.objects.create(page=question, restriction_type="login")
        assert client.get(booklet(index)).status_code == 404

    def test_is_not_found_while_the_index_is_a_draft(self, client, faq):
        assert client.get(booklet(faq)).status_code == 404

    def test_is_linked_from_question_and_index(self, client, index, question):
        address = "faq/booklet/%E7%94%B3%E8%AF%B7-%E5%85%AC%E5%BC%80/"
        assert address in read(client, index.get_url())
        assert address in read(client, question.get_url())


class TestRelatedEntries:
    @pytest.fixture
    def entries(self, category, unit):
        return [create_entry(category, unit, title) for title in ("甲", "乙", "丙")]

    @pytest.fixture
    def related(self, index, entries) -> FAQPage:
        numbers = [("entry", entry.index_number) for entry in reversed(entries)]
        question = create_question(index, "哪里有？", related_entries=numbers)
        disclose(question)
        return question

    def shown(self, client, question):
        return [row.title for row in client.get(question.get_url()).context["related"]]

    def test_show_only_while_they_are_public_in_the_order_given(self, client, related, entries):
        assert self.shown(client, related) == []
        disclose(entries[0], entries[1])
        assert self.shown(client, related) == ["乙", "甲"]
        PageViewRestriction.objects.create(page=entries[1], restriction_type="login")
        assert self.shown(client, related) == ["甲"]

    def test_are_in_the_reader_s_language_where_there_is_one(
        self, client, related, entries, category, english
    ):
        disclose(entries[0], entries[1])
        versions = [category.get_parent().specific.get_translation(english)]
        versions.append(translate_as_draft(category, english))
        versions.append(translate_as_draft(entries[0], english, title="A"))
        versions.append(related.get_parent().specific.get_translation(english))
        versions.append(translate_as_draft(related, english, title="Where?"))
        disclose(*versions)
        assert self.shown(client, versions[-1]) == ["乙", "A"]

    def test_may_be_deleted_without_hiding_the_answer(self, client, related, entries):
        disclose(entries[0])
        entries[0].delete()
        assert self.shown(client, related) == []

    def test_that_nobody_knows_are_refused_in_the_editor_by_number(self, related, entries):
        known = entries[0].index_number
        errors = errors_in_editor(related, [("entry", known), ("entry", "X/2026-00001")])
        assert set(errors) == {"related_entries"}
        assert "X/2026-00001" in str(errors)
        assert known not in str(errors)
        assert errors_in_editor(related, [("entry", f" {known} ")]) == {}


def errors_in_editor(question, related):
    form = FAQPage.get_edit_handler().get_form_class()
    data = nested_form_data(
        {
            "title": question.title,
            "slug": question.slug,
            "topic": question.topic,
            "answer": streamfield([("paragraph", rich_text("<p>Here.</p>"))]),
            "related_entries": streamfield(related),
            "comments": inline_formset([]),
        }
    )
    parent = question.get_parent().specific
    user = get_user_model().objects.get_or_create(username="root", is_superuser=True)[0]
    return form(data, instance=question, parent_page=parent, for_user=user).errors


def test_a_topic_without_an_address_is_refused(question):
    question.topic = "？！"
    with pytest.raises(ValidationError) as refused:
        question.full_clean()
    assert set(refused.value.message_dict) == {"topic"}


class TestWhetherItHelped:
    def post(self, page, answer="yes", **headers):
        client = Client(enforce_csrf_checks=True, headers=headers)
        url = reverse("wagtail_disclosure_catalog:helpful", args=[page.pk])
        return client.post(url, {"answer": answer})

    def counted(self):
        return list(HelpfulAnswers.objects.values_list("helpful", "unhelpful"))

    def test_is_counted_by_day_and_nothing_else_is_kept(self, question):
        for answer in ("yes", "yes", "no"):
            response = self.post(question, answer)
            assert response.status_code == 302
            assert response.cookies == {}
        assert self.counted() == [(2, 1)]
        names = {field.name for field in HelpfulAnswers._meta.concrete_fields}
        assert names == {"id", "page", "day", "helpful", "unhelpful"}
        count_answer(question, helpful=True, on=date(2026, 1, 1))
        assert HelpfulAnswers.objects.count() == 2

    def test_leads_back_to_a_page_that_asks_no_more(self, client, question):
        assert "<form method" in read(client, question.get_url())
        address = self.post(question).headers["Location"]
        page = read(client, address.partition("#")[0])
        assert 'role="status"' in page
        assert "<form method" not in page
        assert self.counted() == [(1, 0)]

    def test_opening_the_address_counts_nothing_and_leads_to_the_answer(self, client, question):
        url = reverse("wagtail_disclosure_catalog:helpful", args=[question.pk])
        assert client.get(url).url == question.get_url()
        assert self.counted() == []

    def test_pages_carry_no_token_that_a_cache_would_hand_to_others(self, client, question):
        assert "csrfmiddlewaretoken" not in read(client, question.get_url())
        assert client.cookies == {}

    def test_forms_of_other_sites_are_refused(self, question):
        assert self.post(question, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert self.post(question, **{"Sec-Fetch-Site": "same-origin"}).status_code == 302
        assert self.counted() == [(1, 0)]

    def test_says_nothing_of_drafts_and_takes_no_other_answer(self, index, question):
        draft = create_question(index, "草稿？")
        assert self.post(draft).status_code == 404
        assert self.post(question, "maybe").status_code == 404
        assert self.counted() == []

    def test_editors_read_the_figures_in_the_list(self, client, index, question):
        disclose(create_question(index, "没人答的？"))
        count_answer(question, helpful=True, on=date(2026, 1, 1))
        count_answer(question, helpful=True, on=date(2026, 1, 2))
        count_answer(question, helpful=False, on=date(2026, 1, 2))
        root = get_user_model().objects.create_superuser("root", "root@agency.example", "root")
        client.force_login(root)
        listed = client.get(reverse("disclosure_faqs:index"), {"ordering": "-helpful"})
        rows = [(row.title, row.helpful, row.unhelpful) for row in listed.context["object_list"]]
        assert rows == [("要收费吗？", 2, 1), ("没人答的？", 0, 0)]


def test_costs_the_same_with_2_questions_and_20(client, index, question, category, unit, english):
    entry = create_entry(category, unit)
    disclose(entry, index.get_translation(english))
    related = [("entry", entry.index_number)]
    first = create_question(index, "一？", "申请 公开", related_entries=related)
    disclose(first)
    urls = [
        index.get_url(),
        index.get_translation(english).get_url(),
        booklet(index),
        first.get_url(),
    ]
    few = [len(queries(client, url)) for url in urls]
    more = [create_question(index, f"问题{number}？", "申请 公开") for number in range(18)]
    disclose(*more)
    for url, number in zip(urls, few, strict=True):
        many = queries(client, url)
        assert len(many) == number <= MOST, "\n".join(query["sql"] for query in many)
