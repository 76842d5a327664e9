"""The search, the sitemap and the settings, each with a planted fault."""

from typing import Any

import pytest
from django.core import checks
from wagtail.search import index
from wagtail.search.models import IndexEntry

from tests.noticeboard.models import NoticePage
from tests.review.verification.telling import codes, mend, problems
from wagtail_disclosure.review.verification.configuration import verify_configuration

pytestmark = pytest.mark.django_db


class TestTheReadSide:
    def test_what_the_search_does_not_know_is_told(self, notice) -> None:
        IndexEntry.objects.all().delete()
        assert codes() == ["search"]
        assert mend() == []

    def test_text_that_the_index_was_left_with_is_told(self, notice) -> None:
        title = notice.title
        NoticePage.objects.filter(pk=notice.pk).update(title="Nobody cleared this")
        index.insert_or_update_object(NoticePage.objects.get(pk=notice.pk))
        NoticePage.objects.filter(pk=notice.pk).update(title=title)

        (problem,) = problems()
        assert (problem.code, problem.object_id) == ("search_text", str(notice.pk))

        index.insert_or_update_object(NoticePage.objects.get(pk=notice.pk))
        assert problems() == []

    def test_what_the_search_knows_and_is_gone_is_told(self, notice) -> None:
        entry = IndexEntry.objects.get(object_id=str(notice.pk))
        IndexEntry.objects.filter(pk=entry.pk).update(object_id="999999")
        assert codes() == ["search", "search_stale"]

    def test_what_the_sitemap_leaves_out_is_told(self, notice, monkeypatch) -> None:
        monkeypatch.setattr(NoticePage, "get_sitemap_urls", lambda page: [])
        (problem,) = problems()
        assert (problem.code, problem.object_id) == ("sitemap", str(notice.pk))
        assert "leaves it out" in problem.message

    def test_what_the_sitemap_names_and_nobody_may_see_is_told(self, notice, monkeypatch) -> None:
        NoticePage.objects.filter(pk=notice.pk).update(cleared_fingerprint="")
        monkeypatch.setattr(
            NoticePage, "get_sitemap_urls", lambda page: [{"location": page.get_full_url()}]
        )
        assert codes() == ["sitemap", "unsealed"]


class TestTheConfiguration:
    def test_errors_are_problems_and_warnings_notices(self, db) -> None:
        def planted(**kwargs: Any) -> list[checks.CheckMessage]:
            return [
                checks.Error("Planted error.", id="wagtail_disclosure.E998"),
                checks.Warning("Planted warning.", id="wagtail_disclosure.W998"),
                checks.Error("Of another package.", id="other.E001"),
            ]

        checks.register(planted)
        try:
            found = {p.code: p.is_notice for p in verify_configuration()}
        finally:
            checks.registry.registry.registered_checks.remove(planted)
        assert found.pop("E998") is False
        assert found.pop("W998") is True
        assert "E001" not in found and "other.E001" not in found

    def test_what_the_site_silences_is_left_out(self, db, settings) -> None:
        def planted(**kwargs: Any) -> list[checks.CheckMessage]:
            return [checks.Warning("Planted warning.", id="wagtail_disclosure.W998")]

        settings.SILENCED_SYSTEM_CHECKS = ["wagtail_disclosure.W998"]
        checks.register(planted)
        try:
            assert "W998" not in {problem.code for problem in verify_configuration()}
        finally:
            checks.registry.registry.registered_checks.remove(planted)
