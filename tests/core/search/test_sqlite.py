import pytest
from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.mark.parametrize("method", ["search", "autocomplete"])
def test_scores_are_computed_once_and_not_for_each_match(method):
    # The stock backend's plan has a correlated scan of the whole index in place of this line.
    plan = getattr(Page.objects, method)("供水").get_queryset().explain()
    assert "MATERIALIZE matched" in plan
    assert plan.index("CORRELATED SCALAR SUBQUERY") < plan.index("MATERIALIZE matched")


def test_a_search_is_one_query(django_assert_num_queries):
    Page.get_first_root_node().add_child(instance=Page(title="上海市供水管理条例"))
    list(Page.objects.search("供水"))
    with django_assert_num_queries(1):
        assert len(list(Page.objects.search("供水"))) == 1
