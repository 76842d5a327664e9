"""Links lead somewhere, code is the code that is tested, and labels are those on the screen."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from example_site.demo.people import CAST, PASSWORD
from example_site.demo.publications import WAITING
from tests.docs.pages import DOCS, REPOSITORY

PAGES = sorted([*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
LABELS = re.compile(r"\*\*([^*]+)\*\*\s+\(([^)]+)\)")
TUTORIAL = (DOCS / "tutorial" / "first-steps.md").read_text()
LARGEST_PICTURE = 300_000


def anchors(page: Path) -> set[str]:
    """What a link can name in ``page``: its headings, as they are made into addresses."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_link_leads_somewhere(path: Path):
    for target, anchor in LINK.findall(path.read_text()):
        linked = (path.parent / target).resolve() if target else path
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), f"{target}#{anchor}"


def test_every_page_is_linked_from_the_start_page():
    starts = (DOCS / "index.md", DOCS / "reference" / "index.md")
    linked = {
        (start.parent / target).resolve()
        for start in starts
        for target, _anchor in LINK.findall(start.read_text())
    }

    assert [page for page in DOCS.rglob("*.md") if page not in {*linked, *starts}] == []


def test_the_pictures_of_the_readme_are_small():
    pictures = [DOCS / "images" / name for name in ("catalogue.png", "review.png")]

    assert all(0 < picture.stat().st_size < LARGEST_PICTURE for picture in pictures)


def test_the_guide_to_guarded_types_shows_code_that_is_tested():
    guide = (DOCS / "how-to" / "guard-your-own-types.md").read_text()
    sources = [*(REPOSITORY / "tests").glob("noticeboard/*.py"), Path(__file__)]
    tested = "".join(source.read_text() for source in sources)
    blocks = PYTHON.findall(guide)

    assert len(blocks) >= 5
    assert [block for block in blocks if block not in tested] == []


def test_the_tutorial_names_people_who_can_sign_in():
    rows = re.findall(r"^\| `([\w-]+)` \|", TUTORIAL, re.MULTILINE)

    assert sorted(rows) == sorted(person.username for person in CAST)
    assert f"password is `{PASSWORD}`" in TUTORIAL
    title, _text, confirmed_by = WAITING[0]
    assert title in TUTORIAL
    assert confirmed_by == ()


def test_the_tutorial_shows_the_labels_of_the_screen_in_both_languages():
    labels = [(" ".join(english.split()), chinese) for english, chinese in LABELS.findall(TUTORIAL)]

    assert len(labels) > 10
    with translation.override("zh-hans"):
        assert [(english, gettext(english)) for english, _chinese in labels] == labels


def test_the_guide_for_contributors_says_what_is_in_which_room_of_the_review():
    guide = (REPOSITORY / "CONTRIBUTING.md").read_text()
    packages = (REPOSITORY / "wagtail_disclosure" / "review").glob("*/__init__.py")
    by_name_of_django = {"management", "migrations", "templatetags"}
    rooms = {package.parent.name for package in packages} - by_name_of_django

    assert "guard" in rooms
    assert [room for room in sorted(rooms) if f"| `{room}/` |" not in guide] == []
