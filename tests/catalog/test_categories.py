"""Categories: codes, addresses, and what their pages show."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, PageViewRestriction

from tests.catalog.factories import create_category, create_entry, disclose
from wagtail_disclosure.catalog.models import CategoryPage


@pytest.fixture
def english(home):
    return Locale.objects.get(language_code="en")


def test_code_is_taken_once_per_language(catalog, english):
    category = create_category(catalog, "01")
    with pytest.raises(ValidationError):
        create_category(catalog, "01")
    translation = category.copy_for_translation(english)
    assert translation.code == "01"
    translation.full_clean()


def test_copy_has_no_code_until_it_gets_one(catalog):
    copy = create_category(catalog, "01").copy(update_attrs={"slug": "copy"})
    assert copy.code == ""
    copy.full_clean()


def test_alias_follows_its_source(catalog):
    source, other = create_category(catalog, "01"), create_category(catalog, "02")
    alias = source.create_alias(parent=other)
    source.title = "新名称"
    source.save_revision()
    disclose(catalog, other, source)
    alias.refresh_from_db()
    assert (alias.title, alias.code) == ("新名称", "01")


def test_code_gives_the_address(catalog):
    assert create_category(catalog, "0101").slug == "0101"


class TestPage:
    def test_shows_path_subcategories_and_entries(self, client, catalog, unit):
        first = create_category(catalog, "01", "机构职能")
        second = create_category(first, "0101", "机构概况", responsible_unit=unit)
        third = create_category(second, "010101", "主要职责")
        entry = create_entry(second, unit, "职责说明")
        deep = create_entry(third, unit, "三定规定", disclosure_class="on_request")
        disclose(catalog, first, second, third, entry, deep)
        response = client.get(second.url)
        titles = [
            step["title"] if isinstance(step, dict) else step.title
            for step in response.context["ancestors"]
        ]
        assert titles == [catalog.title, "机构职能"]
        assert [(node.title, node.count) for node in response.context["subcategories"]] == [
            ("主要职责", 1)
        ]
        assert [row.title for row in response.context["entries"]] == ["职责说明"]
        assert response.context["unit"] == unit

    def test_shows_the_same_whether_categories_are_below_or_not(self, client, catalog, unit):
        above = create_category(catalog, "01", "供水")
        category = create_category(above, "0101", "水质")
        entry = create_entry(category, unit, "月报")
        disclose(catalog, above, category, entry)

        def shown() -> tuple[list[str], list[str], list[str]]:
            context = client.get(category.url).context
            path = [getattr(node, "title", "") or node["title"] for node in context["ancestors"]]
            below = [node.title for node in context["subcategories"]]
            return path, below, [row.title for row in context["entries"]]

        path, below, entries = shown()
        assert (path[-1], below, entries) == ("供水", [], ["月报"])
        draft = create_category(category, "010101", "出厂水")
        assert shown() == (path, [], entries)
        disclose(draft)
        assert shown() == (path, ["出厂水"], entries)

    def test_keeps_drafts_back(self, client, catalog, unit):
        first = create_category(catalog, "01")
        hidden = create_category(first, "0101", "待审类目")
        entry = create_entry(first, unit, "待审条目")
        disclose(catalog, first)
        page = client.get(first.url).content.decode()
        assert hidden.title not in page
        assert entry.title not in page
        assert client.get(f"{first.url}0101/").status_code == 404

    @pytest.mark.parametrize(
        ("asked", "number"),
        [("", 1), ("2", 2), ("99", 3), ("0", 3), ("-1", 3), ("x", 1), ("٢", 2), ("1e9", 1)],
    )
    def test_answers_any_page_number(self, client, catalog, unit, settings, asked, number):
        settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENTRIES_PER_PAGE": 2}
        category = create_category(catalog, "01")
        entries = [create_entry(category, unit, f"条目{n}") for n in range(5)]
        disclose(catalog, category, *entries)
        response = client.get(category.url, {"page": asked})
        assert response.context["entries"].number == number

    def test_of_a_restricted_branch_is_closed_and_listed_nowhere(self, client, catalog, unit):
        first = create_category(catalog, "01")
        second = create_category(first, "0101", "内部类目")
        entry = create_entry(second, unit, "内部条目")
        disclose(catalog, first, second, entry)
        PageViewRestriction.objects.create(page=second, restriction_type="login")
        for page in (second, entry):
            assert client.get(page.url).status_code == 302
        for address in (first.url, catalog.url, "/zh-hans/search/?q=内部", "/sitemap.xml"):
            content = client.get(address).content.decode()
            assert "内部条目" not in content
            assert second.url not in content

    def test_has_the_restrictions_that_wagtail_gives_it(self, catalog):
        first = create_category(catalog, "01")
        second = create_category(first, "0101")
        PageViewRestriction.objects.create(page=catalog, restriction_type="login")
        PageViewRestriction.objects.create(page=second, restriction_type="login")
        stock = super(CategoryPage.__mro__[2], second).get_view_restrictions()
        assert set(second.get_view_restrictions()) == set(stock)
        assert len(stock) == 2


class TestCatalog:
    def test_nests_categories_and_counts_what_is_below(self, client, catalog, unit):
        first = create_category(catalog, "01", "甲")
        second = create_category(first, "0101", "乙")
        entries = [create_entry(second, unit, f"条目{n}") for n in range(2)]
        own = create_entry(first, unit, "条目", disclosure_class="on_request")
        disclose(catalog, first, second, *entries, own)
        response = client.get(catalog.url)
        root = response.context["tree"][0]
        assert (root.title, root.count, root.own_count) == ("甲", 3, 1)
        assert (root.children[0].title, root.children[0].count) == ("乙", 2)
        totals = response.context["totals"]
        assert (totals.categories, totals.entries) == (2, 3)
        assert (totals.proactive, totals.on_request) == (2, 1)

    def test_says_which_categories_lack_a_translation(self, client, catalog, english):
        done = create_category(catalog, "01", "甲")
        missing = create_category(catalog, "02", "乙")
        translation = done.copy_for_translation(english)
        translation.save_revision()
        disclose(catalog, done, missing, translation)
        tree = client.get(catalog.url).context["tree"]
        assert [(node.title, node.is_translated) for node in tree] == [("甲", True), ("乙", False)]

    def test_hangs_children_of_a_withdrawn_category_on_the_next_above(self, client, catalog):
        first = create_category(catalog, "01", "甲")
        second = create_category(first, "0101", "乙")
        third = create_category(second, "010101", "丙")
        disclose(catalog, first, second, third)
        second.unpublish()
        root = client.get(catalog.url).context["tree"][0]
        assert [child.title for child in root.children] == ["丙"]

    @pytest.mark.parametrize("path", ["nothing/", "01/nothing/", "01/01/", "01//01/"])
    def test_answers_unknown_addresses_with_not_found(self, client, catalog, path):
        disclose(catalog, create_category(catalog, "01"))
        assert client.get(f"{catalog.url}{path}").status_code == 404
