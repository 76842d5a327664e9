"""The order of the best matches where terms are kept: on PostgreSQL."""

from datetime import date
from typing import Any

import pytest
from wagtail.models import Locale, PageViewRestriction

from tests.catalog.factories import create_category, create_entry, disclose
from wagtail_disclosure.catalog.finding import ranking
from wagtail_disclosure.catalog.finding.matching import countable_rows, public_rows, ranked
from wagtail_disclosure.catalog.models import EntryPage
from wagtail_disclosure.core.page_cache.generations import current_generation

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
WORD = "供水"


def written(title: str, times: int = 0, **values: Any) -> dict[str, Any]:
    """An entry that has the word so many times in its text, not in one run."""
    return {"title": title, "body": [("paragraph", f"<p>{'供水。' * times}</p>")], **values}


@pytest.fixture
def category(catalog, unit):
    category = create_category(catalog, "01", "类别")
    disclose(catalog, category)
    return category


@pytest.fixture
def listed(category, unit):
    """Discloses such entries, the first as the newest, and returns them by title."""

    def create(*entries: dict[str, Any]) -> dict[str, EntryPage]:
        pages = [
            create_entry(category, unit, published_on=date(2024, 1, 28 - place), **values)
            for place, values in enumerate(entries)
        ]
        disclose(*pages)
        return {page.title: page for page in pages}

    return create


def found(words: str = WORD, first: int = 0, last: int = 20, **filters: Any) -> list[str]:
    locale = Locale.objects.get(language_code="zh-hans")
    keys = ranked(locale, words, lambda rows: rows.filter(**filters))[first:last]
    titles = dict(EntryPage.objects.filter(pk__in=keys).values_list("pk", "title"))
    return [titles[key] for key in keys]


def test_title_then_how_often_then_the_newest(listed) -> None:
    listed(
        written("一次", 1),
        written("又一次", 1),
        written("二次", 2),
        written("三次", 3),
        written("四次", 4),
        written("八次", 8),
        written("九次", 9),
        written("供水", 0),
        written("供水二次", 2),
    )
    assert found() == [
        "供水二次",
        "供水",
        "八次",
        "九次",
        "四次",
        "二次",
        "三次",
        "一次",
        "又一次",
    ]


def test_numbers_and_keywords_weigh_as_much_as_the_title(listed) -> None:
    listed(
        written("九次", 9),
        written("条目", keywords="供水"),
        written("文件", document_number="供水〔2024〕1号"),
        written("供水"),
    )
    assert found() == ["条目", "文件", "供水", "九次"]


def test_of_several_words_the_rarest_decides_and_all_must_be_there(listed) -> None:
    body = [("paragraph", f"<p>{'供水。' * 9}水价。水价。</p>")]
    listed(
        written("只有供水", 9),
        {"title": "水价一次", "body": [("paragraph", f"<p>{'供水。' * 9}水价。</p>")]},
        {"title": "水价二次", "body": body},
        written("供水水价"),
        written("水价与其他", 9),
    )
    assert found("供水 水价") == ["供水水价", "水价二次", "水价一次", "水价与其他"]


def test_pages_put_together_are_the_whole_order(listed) -> None:
    listed(*(written(f"第{number}条", number % 5 + 1) for number in range(12)))
    whole = found()
    assert len(whole) == 12
    assert [title for first in range(0, 12, 5) for title in found(first=first, last=first + 5)] == (
        whole
    )
    assert found(first=12, last=17) == []


def test_the_same_however_few_are_looked_at(listed, monkeypatch) -> None:
    listed(*(written(f"第{number}条", number % 5 + 1) for number in range(12)))
    chosen = {"entry__title__in": ["第0条", "第7条", "第11条"]}
    whole, few = found(), found(**chosen)
    assert few == [title for title in whole if title in chosen["entry__title__in"]]
    # None at all, so that all rows are asked.
    monkeypatch.setattr(ranking, "MOST_LOOKED_AT", 0)
    assert (found(), found(**chosen)) == (whole, few)


def test_ranking_is_no_write_that_would_forget_what_is_remembered(listed) -> None:
    listed(written("供水"))
    before = current_generation()
    assert found() == ["供水"]
    assert current_generation() == before


def test_where_the_best_may_not_be_shown_others_are_looked_for(listed, monkeypatch) -> None:
    pages = listed(*(written(f"第{number}条", number % 5 + 1) for number in range(12)))
    whole = found()
    monkeypatch.setattr(ranking, "SPARE", 1)
    EntryPage.objects.filter(pk__in=[pages[title].pk for title in whole[:4]]).update(live=False)
    assert found(last=3) == whole[4:7]
    assert found(first=3, last=6) == whole[7:10]


def test_only_what_is_disclosed(catalog, category, unit, listed) -> None:
    pages = listed(written("供水一"), written("供水二"), written("供水三"))
    closed = create_category(catalog, "09", "内部")
    inside = create_entry(closed, unit, "供水四")
    disclose(closed, inside)
    create_entry(category, unit, "供水草稿")
    EntryPage.objects.get(pk=pages["供水二"].pk).unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    EntryPage.objects.filter(pk=pages["供水三"].pk).update(live=False)
    assert found() == ["供水一"]
    locale = Locale.objects.get(language_code="zh-hans")
    keys = [
        set(rows(locale, WORD).values_list("pk", flat=True))
        for rows in (public_rows, countable_rows)
    ]
    assert keys == [{pages["供水一"].pk}] * 2


@pytest.mark.parametrize("words", ["", "!!!", "’ & | ! <-> :*", "不存在的词"])
def test_what_is_no_word_finds_nothing(listed, words) -> None:
    listed(written("供水"))
    assert found(words) == []


@pytest.mark.parametrize(
    "words", ["供水", "f_a-b_c", "a.b@c.de", "1e5 3.14", "'x' \\ \"y\"", "ＡＢＣ"]
)
def test_any_characters_are_words_and_no_syntax(listed, words) -> None:
    listed(written(f"{words} 标题"))
    assert found(words) == [f"{words} 标题"]
