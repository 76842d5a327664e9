"""`make demo` as a whole: what it builds, what it leaves alone, what it serves."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from example_site.demo.agency import read_rows
from tests.demo import Demo, served
from tests.example_site.crawling import Sent, crawl, paths_in_sitemap
from wagtail_disclosure.core.models import DatabaseChange
from wagtail_disclosure.core.search.segmentation import segment

# The demonstration is on SQLite whatever database the tests run on.
pytestmark = pytest.mark.sqlite

LANGUAGES = {"zh-hans": "zh", "en": "en"}
REGISTER = 'INSERT INTO "wagtail_disclosure_catalog_exemptitem"'
ENTRIES = read_rows("entries.csv")


@pytest.fixture(scope="module")
def site(built_demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration as it was built, served to readers only."""
    with served(built_demo.copied_to(tmp_path_factory.mktemp("site") / "demo")) as running:
        yield running


@pytest.fixture(scope="module")
def public(site: Demo) -> dict[str, Sent]:
    """Every public page that links lead to, and what a search for withheld titles says."""
    searches = [
        f"/{language}/search/?q={quote(part)}"
        for language in LANGUAGES
        for title in exempt_titles()
        for part in halves(title)
    ]
    return crawl(site, ["/", "/zh-hans/", "/en/", "/sitemap.xml", *searches])


def of_class(name: str) -> list[dict[str, str]]:
    return [row for row in ENTRIES if row["class"] == name]


def exempt_titles() -> list[str]:
    return [row[f"title_{suffix}"] for row in of_class("exempt") for suffix in LANGUAGES.values()]


def halves(title: str) -> tuple[str, str]:
    """A search page repeats its query, so nobody searches for a whole title here."""
    middle = len(title) // 2
    return title[:middle], title[middle:]


def test_building_it_twice_changes_nothing(built_demo: Demo, tmp_path: Path) -> None:
    demo = built_demo.copied_to(tmp_path / "demo")
    before = content_of(demo)
    run = demo.manage("demo", "--no-serve")
    assert run.returncode == 0, run.stderr
    assert content_of(demo) == before


def content_of(demo: Demo) -> list[str]:
    """Without the rows that only say that something was written, be it the same once more."""
    return [line for line in demo.dump() if DatabaseChange._meta.db_table not in line]


@pytest.mark.parametrize("flags", [[], ["--reset"]])
def test_a_database_of_somebody_else_is_refused_and_left_alone(
    tmp_path: Path, flags: list[str]
) -> None:
    demo = Demo(tmp_path)
    with closing(sqlite3.connect(demo.database)) as connection:
        connection.executescript("CREATE TABLE precious (word); INSERT INTO precious VALUES ('x');")
    before = demo.database.read_bytes()
    run = demo.manage("demo", "--no-serve", *flags)
    assert run.returncode != 0
    assert str(demo.database) in run.stderr
    assert "Nothing was changed" in run.stderr
    assert demo.database.read_bytes() == before


def test_a_reset_deletes_what_the_demonstration_made_and_nothing_beside_it(
    built_demo: Demo, tmp_path: Path
) -> None:
    demo = built_demo.copied_to(tmp_path / "demo")
    (demo.folder / "mine.txt").write_text("kept", encoding="utf-8")
    command = "example_site.demo.management.commands.demo"
    run = demo.manage(
        "shell", "--command", f"from {command} import Command; Command().throw_away()"
    )
    assert run.returncode == 0, run.stderr
    assert [path.name for path in demo.folder.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("language", "suffix"), LANGUAGES.items())
@pytest.mark.parametrize("place", ["", "catalog/"])
def test_the_whole_catalog_is_shown(
    public: dict[str, Sent], language: str, suffix: str, place: str
) -> None:
    soup = BeautifulSoup(public[f"/{language}/{place}"].text, "html.parser")
    shown = {}
    for link in soup.select(".disclosure-index a"):
        for count in link.select(".disclosure-count"):
            count.decompose()
        shown[link["href"].rstrip("/").rsplit("/", 1)[1]] = link.get_text(strip=True)
    expected = {row["code"]: row[f"name_{suffix}"] for row in read_rows("catalog.csv")}
    assert len(expected) == 87
    assert shown == expected


@pytest.mark.parametrize(("language", "suffix"), LANGUAGES.items())
def test_proactive_entries_are_shown_whole(
    public: dict[str, Sent], language: str, suffix: str
) -> None:
    shown = entries_shown(public, language)
    expected = of_class("proactive")
    assert len(expected) == 46
    for row in expected:
        soup = shown[row[f"title_{suffix}"]]
        # The original of some was changed since the import.
        assert soup.select_one(".disclosure-lead").get_text().startswith(row[f"summary_{suffix}"])
        facts = [fact.get_text(strip=True) for fact in soup.select("main dd")]
        days = [time["datetime"] for time in soup.select("main dd time")]
        assert re.fullmatch(r"\w+/\d{4}-\d{5}", facts[0]), "the index number comes first"
        known = ("created_on", "published_on", "effective_on", "expires_on")
        assert days == [row[name] for name in known if row[name]]
        codes = [row["body"], *filter(None, [row["joint_bodies"]])]
        issuers = {name_of("bodies", code, suffix) for code in codes}
        assert any(all(name in fact for name in issuers) for fact in facts)
        assert {row["doc_no"]} - {""} <= set(facts)
        assert name_of("units", row["unit"], suffix) in facts
        text = soup.select_one("main .disclosure-prose").get_text()
        assert row[f"body_{suffix}"].splitlines()[0] in text
        file_link = soup.select_one("main a[href*='disclosure-files']")
        assert public[file_link["href"]].content.startswith(b"%PDF-")


@pytest.mark.parametrize(("language", "suffix"), LANGUAGES.items())
def test_entries_open_on_request_are_described_only(
    public: dict[str, Sent], language: str, suffix: str
) -> None:
    shown = entries_shown(public, language)
    expected = of_class("on_request")
    assert len(expected) == 4
    for row in expected:
        soup = shown[row[f"title_{suffix}"]]
        assert soup.select_one(".disclosure-lead").get_text() == row[f"summary_{suffix}"]
        assert not soup.select("main .disclosure-prose, main a[href*='disclosure-files']")
        assert soup.select(f"main a[href^='/{language}/request/?about=']")


@pytest.mark.parametrize(("language", "suffix"), LANGUAGES.items())
def test_what_ended_says_so_and_leads_to_what_came_after(
    public: dict[str, Sent], language: str, suffix: str
) -> None:
    later, earlier = read_rows("succession.csv")
    shown = entries_shown(public, language)
    banner = shown[earlier[f"title_{suffix}"]].select_one(".disclosure-notice--stop")
    assert banner.select_one("time")["datetime"] == "2024-07-01"
    link = banner.select_one("a")
    assert link.get_text(strip=True) == later[f"title_{suffix}"]
    assert link["href"] in public
    [expired] = [row for row in ENTRIES if row["key"] == "E045"]
    assert shown[expired[f"title_{suffix}"]].select_one(".disclosure-notice--stop")


def test_titles_of_exempt_items_stand_in_the_register_alone(built_demo: Demo) -> None:
    titles = [row["title_zh"] for row in of_class("exempt")]
    assert len(titles) == 6
    registered = built_demo.rows("SELECT title FROM wagtail_disclosure_catalog_exemptitem")
    assert sorted(title for (title,) in registered) == sorted(titles)
    written = [form for title in exempt_titles() for form in forms_of(title)]
    dump = [line for line in built_demo.dump() if not line.startswith(REGISTER)]
    assert [(form, line) for line in dump for form in written if form in line] == []
    # The same search, so that it is seen to find something.
    other = of_class("proactive")[0]["title_zh"]
    assert any(form in line for form in forms_of(other) for line in dump)


def forms_of(title: str) -> tuple[str, str, str]:
    """The title as a column, a JSON document and a search index keep it."""
    return title, json.dumps(title)[1:-1], segment(title)


def test_titles_of_exempt_items_are_in_no_public_response(public: dict[str, Sent]) -> None:
    shown = [
        (address, title)
        for address, sent in public.items()
        for title in exempt_titles()
        if title in sent.text
    ]
    assert shown == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["exempt", "on_request"])
def test_what_is_not_open_to_everybody_can_be_requested(
    site: Demo, public: dict[str, Sent], kind: str, language: str
) -> None:
    """*Request this* leads to the form with the title of what is asked for in it."""
    address = f"/{language}/exemptions/"
    if kind == "on_request":
        title = of_class(kind)[0][f"title_{LANGUAGES[language]}"]
        address = next(
            address
            for address, sent in public.items()
            if f">{title}</h1>" in sent.text and f"/{language}/catalog/" in address
        )
    page = BeautifulSoup(public[address].content, "html.parser")
    link = page.select_one("a[href*='?about=']")
    title = (page.select_one(".disclosure-list-title") or page.select_one("h1")).get_text()
    form = BeautifulSoup(site.get(link["href"])[1], "html.parser")
    assert form.select_one("textarea[name=description]").get_text(strip=True) == title.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_questions_rules_and_news_are_linked(public: dict[str, Sent], language: str) -> None:
    places = ("guide/", "guide/ask/", "faq/", "faq/how-long/", "rules/", "new/", "exemptions/")
    assert [place for place in places if f"/{language}/{place}" not in public] == []


def test_no_link_leads_nowhere(public: dict[str, Sent]) -> None:
    wrong = {
        address: (sent.status, sent.led_from)
        for address, sent in public.items()
        if sent.status != HTTPStatus.OK
    }
    assert wrong == {}
    # Both catalogs with their entries, and the file of each.
    assert len(public) > 2 * (87 + 52) + 46


def test_the_sitemap_lists_what_links_lead_to_and_nothing_else(
    site: Demo, public: dict[str, Sent]
) -> None:
    listed = set(paths_in_sitemap(public["/sitemap.xml"].content, of=site))
    assert listed <= set(public)
    for language in LANGUAGES:
        below = f"/{language}/catalog/"
        linked = {path for path in public if path.startswith(below) and "?" not in path}
        assert {path for path in listed if path.startswith(below)} == linked
        assert len(linked) == 1 + 87 + 52


def entries_shown(public: dict[str, Sent], language: str) -> dict[str, BeautifulSoup]:
    """The pages of entries, by title."""
    address = re.compile(rf"/{language}/catalog/(\d+/)+01000000x-[\d-]+/")
    soups = [
        BeautifulSoup(sent.text, "html.parser")
        for path, sent in public.items()
        if address.fullmatch(path)
    ]
    return {soup.h1.get_text(strip=True): soup for soup in soups}


def name_of(kind: str, code: str, suffix: str) -> str:
    [row] = [row for row in read_rows(f"{kind}.csv") if row["code"] == code]
    return row[f"name_{suffix}"]
