import pytest
from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.mark.parametrize("method", ["search", "autocomplete"])
def test_the_full_text_table_is_scanned_once_and_not_for_each_match(method):
    plan = getattr(Page.objects.live(), method)("供水").get_queryset().explain()
    scans = [line for line in plan.splitlines() if "VIRTUAL TABLE" in line]
    assert len(scans) == 2
    # An equals sign says that the table is asked for one row, here for each match again.
    assert not [line for line in scans if "INDEX 0:=" in line]
    assert "MATERIALIZE matched" in plan


def test_a_search_is_one_query(django_assert_num_queries):
    Page.get_first_root_node().add_child(instance=Page(title="上海市供水管理条例"))
    list(Page.objects.search("供水"))
    with django_assert_num_queries(1):
        assert len(list(Page.objects.search("供水"))) == 1
