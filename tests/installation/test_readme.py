"""The package as an agency meets it: the wheel in a new site, set up by the README's own words."""

import time
import zipfile
from pathlib import Path

import pytest

from tests.installation import readme
from tests.installation.fresh_site import FreshSite
from tests.installation.visitor import Answer, Visitor, filled_in

pytestmark = pytest.mark.wheel

OFFICE = Path(__file__).with_name("office.py")
TITLE = "上海市供水管理条例"
PAGES, FASTEST_SECONDS = 5, 3
REQUEST = {
    "description": "Minutes of the hearing on the water price",
    "applicant_name": "Zhang Example",
    "id_document-kind": "passport",
    "id_document-number": "E00000001",
    "email": "zhang@citizen.example",
}


def test_the_readme_has_the_blocks_that_are_tested_here():
    blocks = readme.installation_blocks()

    assert [block.path for block in blocks if block.language == "python"] == [
        "agency/settings/base.py",
        "agency/urls.py",
    ]
    assert blocks[0].text == readme.INSTALL
    assert {block.language for block in blocks} == {"python", "sh"}


def test_the_wheel_has_everything_and_nothing_else(wheel: Path):
    package = readme.REPOSITORY / "wagtail_disclosure"
    files = [path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    wanted = {str(path.relative_to(readme.REPOSITORY)) for path in files}
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {name for name in names if ".dist-info/" not in name} == wanted
    for kind in (".html", ".css", ".toml", ".mo", "py.typed"):
        assert any(name.endswith(kind) for name in names), kind
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_site_passes_its_checks_and_needs_no_more_setting_up(site: FreshSite):
    assert "System check identified no issues (0 silenced)." in site.manage("check")
    assert "No changes detected" in site.manage("makemigrations", "--check", "--dry-run")

    again = site.manage("disclosure_setup")
    assert "Created" not in again
    # What only people can do is all that is left to say.
    assert "No review profile yet." in again
    assert "Missing in your" not in again


def test_an_agency_publishes_through_the_review_and_answers_the_public(site: FreshSite):
    assert "Created review profile" in site.act(OFFICE, "appoint_people")
    assert "Everything is there already." in site.manage("disclosure_setup")
    printed = site.act(OFFICE, "import_categories", "open_admin", "publish_entry")
    address = printed.splitlines()[-1]

    with site.served() as base:
        visitor = Visitor(base)
        read_entry(visitor, address)
        number, secret = ask(visitor)
        assert "Sent" in follow(visitor, number, secret).text
        site.act(OFFICE, "accept_request", RECEIPT_NUMBER=number)
        assert "Received" in follow(visitor, number, secret).text

    log = (site.folder / "server.log").read_text()
    assert "Traceback" not in log
    assert secret not in log


def read_entry(visitor: Visitor, address: str) -> None:
    """Find the entry by a word in its middle, and read it."""
    found = visitor.get("/search/", q="供水")
    assert found.status == 200
    links = {link["href"] for link in found.page.select("main a[href]")}
    assert address in links

    entry = visitor.get(address)
    assert entry.status == 200
    assert TITLE in entry.page.h1.get_text()
    assert "Everybody has a right to water." in entry.text
    assert "Example City Water Authority" in entry.text
    style = entry.page.select_one("link[rel=stylesheet]")["href"]
    assert visitor.get(style).status == 200
    assert TITLE not in visitor.get("/search/", q='"').text


def ask(visitor: Visitor) -> tuple[str, str]:
    """Fill in the request form page by page; gives number and secret of the receipt."""
    page = visitor.get("/request/")
    page = visitor.send(page, filled_in(page.form(), {}))
    assert "This could not be sent yet" in page.text
    for _page in range(PAGES - 1):
        page = visitor.send(page, filled_in(page.form(), REQUEST))
    assert "Check your answers" in page.text
    # Whoever is faster is asked to press the button again.
    time.sleep(FASTEST_SECONDS)
    receipt = visitor.send(page, filled_in(page.form(), REQUEST))
    assert "Your request has been sent" in receipt.text
    return receipt.said("receipt-number"), receipt.said("receipt-secret")


def follow(visitor: Visitor, number: str, secret: str) -> Answer:
    """The status page of the request."""
    form = visitor.get("/status/")
    return visitor.send(form, [("number", number), ("secret", secret)])


def test_without_the_key_the_check_says_what_to_add(site: FreshSite):
    done = site.run("python", "manage.py", "check", DISCLOSURE_ENCRYPTION_KEYS="")

    assert done.returncode != 0
    assert "wagtail_disclosure.E001" in done.stdout
    assert 'WAGTAIL_DISCLOSURE = {"ENCRYPTION_KEYS": [' in done.stdout
    assert "base64.b64encode(os.urandom(32))" in done.stdout


def test_without_the_private_storage_the_check_says_what_to_add(site: FreshSite):
    site.append("agency/settings/base.py", '\ndel STORAGES["disclosure_private"]\n')
    done = site.run("python", "manage.py", "check")

    assert done.returncode != 0
    assert "wagtail_disclosure.E002" in done.stdout
    assert '"OPTIONS": {"location": BASE_DIR / "private"}' in done.stdout
