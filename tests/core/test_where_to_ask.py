"""Where to ask: every open window, and nothing that is internal."""

import re

import pytest

from tests.core.test_windows import create_window
from wagtail_disclosure.core.models import Channel, PublicBody

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(settings) -> PublicBody:
    configured = {**settings.WAGTAIL_DISCLOSURE, "PUBLIC_BODY": "01000000X"}
    settings.WAGTAIL_DISCLOSURE = configured
    return PublicBody.objects.create(
        code="01000000X", name={"zh-hans": "水务局", "en": "Water Authority"}
    )


@pytest.fixture
def shown(client):
    def get(language: str = "en") -> str:
        return client.get(f"/{language}/windows/").content.decode().split("<main")[1]

    return get


def test_a_partner_counter_says_for_whom_it_works_and_how_to_get_there(agency, shown):
    partner = PublicBody.objects.create(code="P", name={"zh-hans": "区水务局", "en": "Bureau"})
    create_window(
        agency,
        "district",
        channel=Channel.PARTNER,
        operator=partner,
        address={"zh-hans": "河湾路22号", "en": "22 River Bend Road"},
        hours={"en": "9 to 5"},
        phone="000-5550120",
        fax="000-5550121",
        accessibility={"en": "Ramp"},
        internal_note="Ask for Mr. Li",
    )
    content = re.sub(r"\s+", " ", shown())
    assert "run by Bureau on behalf of Water Authority" in content
    for told in ("22 River Bend Road", "9 to 5", "000-5550120", "000-5550121", "Ramp"):
        assert told in content
    assert 'href="geo:0,0?q=22%20River%20Bend%20Road"' in content
    assert "Mr. Li" not in content
    assert "河湾路22号" in shown("zh-hans")


def test_what_one_visits_comes_before_what_one_writes_to(agency, shown):
    create_window(agency, "post", channel=Channel.POST, name={"en": "By letter"})
    create_window(agency, "counter", name={"en": "Hall"})
    create_window(agency, "closed", name={"en": "Old hall"}, is_active=False)
    content = shown()
    assert content.index("Hall") < content.index("By letter")
    assert "Old hall" not in content


def test_a_map_is_linked_as_the_agency_says(agency, shown, settings):
    create_window(agency, "counter", address={"en": "1 Rivers Road & Co"})
    create_window(agency, "post", channel=Channel.POST, address={"en": "PO box"})
    url = "https://map.example/?q={address}"
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "MAP_URL": url}
    content = shown()
    assert 'href="https://map.example/?q=1%20Rivers%20Road%20%26%20Co"' in content
    assert "PO%20box" not in content
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "MAP_URL": ""}
    # Anything that is saved makes copies of pages old; a setting takes a restart.
    create_window(agency, "second")
    assert "map.example" not in shown() and "geo:" not in shown()


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(agency, shown):
    create_window(agency, "counter", address={"en": "1 Rivers Road"})
    content = shown()
    assert "<iframe" not in content and "<img" not in content and "<script" not in content
    assert "style=" not in content


def test_before_any_window_is_entered_it_says_so(agency, shown):
    assert "once the agency has entered them" in shown()


def test_the_footer_leads_there(agency, client):
    create_window(agency, "counter")
    assert 'href="/en/windows/"' in client.get("/en/deadlines/").content.decode()
