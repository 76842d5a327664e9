from typing import Any

import pytest

from wagtail_disclosure.core.page_cache.checks import MIDDLEWARE, check_page_cache


def ids() -> list[str | None]:
    return [problem.id for problem in check_page_cache(None)]


def test_the_demonstration_settings_pass(settings: Any) -> None:
    assert MIDDLEWARE in settings.MIDDLEWARE
    assert ids() == []


def test_whatever_comes_after_it_is_an_error(settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "agency.middleware.OnlyInside"]
    assert ids() == ["wagtail_disclosure.E007"]


@pytest.mark.parametrize(("is_used", "found"), [(True, ["wagtail_disclosure.E008"]), (False, [])])
def test_a_cache_that_is_not_there_is_an_error_where_it_is_used(
    settings: Any, is_used: bool, found: list[str]
) -> None:
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "PAGE_CACHE": "elsewhere"}
    if not is_used:
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]
    assert ids() == found
