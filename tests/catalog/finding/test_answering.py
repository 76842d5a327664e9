"""What is offered to somebody who describes what they want to ask for."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from wagtail_disclosure.catalog.finding.answering import MOST, suggest_answers
from wagtail_disclosure.catalog.models import EntryPage

pytestmark = pytest.mark.django_db
WANTED = "我想知道2023年供水水质月报里各区的数据，麻烦提供，谢谢。"


@pytest.fixture(autouse=True)
def _shelf(shelf, db):
    """Before each test."""


def offered(text: str, language: str = "zh-hans") -> list[str]:
    with translation.override(language):
        return [each.title for each in suggest_answers(text, RequestFactory().get("/"))]


def test_entries_whose_titles_share_words_are_offered():
    assert offered(WANTED) == ["供水水质月报"]


def test_what_shares_no_more_than_a_word_is_not():
    assert offered("自来水厂的招聘公告") == []


@pytest.mark.parametrize("text", ["", "。。。", "the and for", "%", "\0", "x" * 10_000, 'NOT ( "'])
def test_nothing_is_offered_for_nothing(text):
    assert offered(text) == []


def test_what_is_open_on_request_only_is_no_answer():
    on_request = EntryPage.objects.get(disclosure_class="on_request")
    assert offered(on_request.title) == []


def test_what_was_withdrawn_is_not_offered():
    EntryPage.objects.get(title="供水水质月报").unpublish()
    assert offered(WANTED) == []


def test_readers_of_another_language_are_offered_what_is_in_theirs():
    assert offered(WANTED, "en") == []


def test_few_are_enough():
    assert len(offered("供水规划 供水水质月报 上海市供水管理条例")) <= MOST
