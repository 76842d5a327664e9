"""Settings that would take the ground from under the guard are errors."""

import pytest
from django.core import checks
from django.core.checks import Tags
from django.db import models
from wagtail.documents.models import Document
from wagtail.images.models import Image

from tests.noticeboard.models import NoticePage
from wagtail_disclosure.review.checks import settings as settings_checks

OURS = {f"wagtail_disclosure.{number}" for number in ("W030", "W031", "W032")}
OURS |= {f"wagtail_disclosure.E03{number}" for number in range(7)}


def found() -> set[str]:
    messages = checks.run_checks(tags=[Tags.security])
    return {message.id for message in messages} & OURS


def test_the_site_of_the_tests_is_in_order(settings) -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("WAGTAIL_WORKFLOW_ENABLED", False, "E030"),
        ("WAGTAIL_FINISH_WORKFLOW_ACTION", "somewhere.else", "E031"),
        ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True, "E032"),
        ("WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE", "simple", "W030"),
        ("SIMPLE_HISTORY_ENABLED", False, "E033"),
        ("WAGTAIL_PAGE_MODEL", "agency.BasePage", "E035"),
        ("ROOT_URLCONF", "tests.noticeboard.stock_api_urls", "E036"),
        ("ROOT_URLCONF", "tests.noticeboard.api_v3_urls", "W032"),
    ],
)
def test_a_dangerous_setting_is_reported(settings, name, value, number) -> None:
    setattr(settings, name, value)
    assert found() == {f"wagtail_disclosure.{number}"}


def test_publishing_translations_with_their_source_is_the_default_of_wagtail_localize(
    settings,
) -> None:
    del settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE
    assert found() == {"wagtail_disclosure.E032"}


def test_our_endpoint_of_the_api_is_in_order(settings) -> None:
    settings.ROOT_URLCONF = "tests.noticeboard.api_urls"
    assert found() == set()


@pytest.mark.parametrize(
    ("target", "method", "number"),
    [
        (Document, "direct", "E034"),
        (Document, "serve_view", "W031"),
        (Image, "direct", "W031"),
    ],
)
def test_a_shown_file_of_wagtails_is_reported(
    settings, monkeypatch, target, method, number
) -> None:
    settings.WAGTAILDOCS_SERVE_METHOD = method
    # The field of the notice that points to something becomes one that points to a file.
    field = NoticePage._meta.get_field("responsible_unit")
    monkeypatch.setattr(field.remote_field, "model", target)
    monkeypatch.setitem(field.__dict__, "related_model", target)
    assert isinstance(field, models.ForeignKey)
    assert f"wagtail_disclosure.{number}" in found()


def test_direct_documents_touch_nothing_of_ours(settings) -> None:
    settings.WAGTAILDOCS_SERVE_METHOD = "direct"
    assert found() == set()


def test_a_site_without_addresses_can_be_checked(settings) -> None:
    settings.ROOT_URLCONF = None
    assert settings_checks.check_public_api_v2(None) == []
    assert settings_checks.check_public_api_v3(None) == []
