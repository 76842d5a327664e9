"""The second language, added to an installed site by the instructions' own words."""

import pytest

from tests.installation import readme
from tests.installation.fresh_site import FreshSite
from tests.installation.visitor import Visitor

pytestmark = pytest.mark.wheel

LANGUAGES = {
    "en": (
        "en",
        {"catalog": "Disclosure catalog", "request": "What information do you need?"},
        "water",
    ),
    "zh-hans": ("zh", {"catalog": "政府信息公开目录", "request": "您需要什么信息？"}, "供水"),
}


def test_a_second_language_is_added_as_the_instructions_say(site: FreshSite):
    markdown = (readme.REPOSITORY / "docs" / "how-to" / "two-languages.md").read_text()
    blocks = list(readme.blocks_of(markdown))
    assert {block.path for block in blocks} == {
        "agency/settings/base.py",
        "agency/urls.py",
        "",
    }

    printed = site.succeed("bash", "-c", readme.shell_script(blocks, package=""))
    assert "Created language 简体中文" in printed
    assert "System check identified no issues (0 silenced)." in site.manage("check")
    assert "Created" not in site.manage("disclosure_setup")

    with site.served() as base:
        visitor = Visitor(base)
        for code, (tag, titles, word) in LANGUAGES.items():
            assert visitor.get(f"/{code}/").status == 200
            answers = [visitor.get(f"/{code}/search/", q=word), visitor.get(f"/{code}/status/")]
            for name, title in titles.items():
                answers.append(visitor.get(f"/{code}/{name}/"))
                assert title in answers[-1].page.h1.get_text()
            assert all(answer.page.html["lang"].startswith(tag) for answer in answers)
        sitemap = visitor.get("/sitemap.xml").source
        assert "/en/catalog/" in sitemap
        assert "/zh-hans/catalog/" in sitemap
