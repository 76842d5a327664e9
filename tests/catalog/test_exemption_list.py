"""The public list of what is withheld shows cleared lines and nothing of the items themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from tests.catalog.factories import create_category, create_entry, disclose
from wagtail_disclosure.catalog.exemption_list.reading import disclosed_lines
from wagtail_disclosure.catalog.models import ExemptItem, ExemptPublicLine
from wagtail_disclosure.core import days, seams
from wagtail_disclosure.core.citations import cited
from wagtail_disclosure.core.models import Exemption

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_page_cache")]
SECRET = "北水库防洪预案"
URL = "/zh-hans/exemptions/"
MOST = 12


@pytest.fixture
def grounds(body):
    return list(Exemption.objects.filter(law=body.law).order_by("citation", "code")[:2])


@pytest.fixture
def write_line(home, unit, grounds):
    """Write the draft of a public line; ``secret`` is the title of the item behind it."""

    def write(title, *, ground=grounds[0], secret=SECRET, locale=None):
        item = ExemptItem.objects.create(title=secret, unit=unit, ground=ground, citation="内部")
        line = ExemptPublicLine.objects.create(
            item=item,
            locale=locale or Locale.get_default(),
            title=title,
            ground=ground,
            explanation="公开后将危及公共安全。",
        )
        line.save_revision()
        return line

    return write


def read(client, url=URL):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, url=URL):
    return [row.title for row in client.get(url).context["rows"]]


def test_an_empty_list_says_what_would_be_here(client, home, body):
    with translation.override("en"):
        assert "once what may be said of it has passed its review" in read(
            client, "/en/exemptions/"
        )


def test_shows_cleared_lines_with_ground_and_citation_and_never_the_item(
    client, write_line, english
):
    line = write_line("一类应急预案")
    draft = write_line("还没有审查的")
    foreign = write_line("An emergency plan", locale=english)
    disclose(line, foreign)
    page = read(client)
    citation = cited(line.ground.citation, language="zh-hans")
    for words in ("一类应急预案", "公开后将危及公共安全。", str(line.ground), citation):
        assert words in page
    # The other language's half of it is on the page in that language.
    assert line.ground.citation not in page
    for words in (SECRET, "内部", draft.title, foreign.title, line.item.reference):
        assert words not in page
    assert titles(client, "/en/exemptions/") == [foreign.title]


def test_shows_what_was_cleared_whatever_was_written_past_the_guard(client, write_line, grounds):
    line = write_line("一类应急预案")
    disclose(line)
    ExemptPublicLine.objects.filter(pk=line.pk).update(explanation="泄露", ground=grounds[1])
    page = read(client)
    assert "泄露" not in page
    [row] = client.get(URL).context["rows"]
    assert (row.ground, row.citation) == ("", "")


def test_is_filtered_by_ground_and_says_so_where_there_is_no_such_ground(
    client, write_line, grounds
):
    disclose(write_line("甲", ground=grounds[0]), write_line("乙", ground=grounds[1]))
    assert titles(client) == ["甲", "乙"]
    assert titles(client, f"{URL}?ground={grounds[1].pk}") == ["乙"]
    response = client.get(f"{URL}?ground=1' OR 1=1")
    assert [row.title for row in response.context["rows"]] == ["甲", "乙"]
    assert len(response.context["notices"]) == 1


def test_an_item_that_is_open_by_now_is_listed_no_more(client, write_line, catalog, unit):
    line = write_line("甲")
    disclose(line)
    category = create_category(catalog, "01")
    entry = create_entry(category, unit)
    disclose(catalog, category, entry)
    ExemptItem.objects.filter(pk=line.item_id).update(
        declassified_to="proactive",
        declassified_on=days.today(),
        translation_key=entry.translation_key,
    )
    assert not disclosed_lines(line.locale).exists()


def test_costs_the_same_with_one_line_and_with_many(client, write_line, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENTRIES_PER_PAGE": 5}

    def queries(url):
        read(client, url)
        with CaptureQueriesContext(connection) as captured:
            read(client, url)
        return len(captured)

    disclose(write_line("甲"))
    few = queries(URL)
    disclose(*(write_line(f"第{number}") for number in range(8)))
    assert queries(f"{URL}?page=2") == queries(URL) == few <= MOST


def test_is_linked_from_footer_catalog_and_guide(client, catalog, guide):
    disclose(catalog, guide)
    for page in (catalog, guide):
        # Once in the footer, once in the page.
        assert read(client, page.url).count(f'href="{URL}"') == 2


def test_each_line_offers_what_other_parts_register(client, write_line, monkeypatch):
    line = write_line("甲")
    disclose(line)
    action = seams.PublicAction(name="x", label="索取", hint="", url=f"/x/?about={line.pk}")
    offers = seams.Registry("offers of a test")
    offers.register("x", lambda subject, request: [action] if subject == line else [])
    monkeypatch.setattr(seams, "public_actions", offers)
    assert f'href="/x/?about={line.pk}"' in read(client)
