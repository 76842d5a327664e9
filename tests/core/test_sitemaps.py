import pytest
from wagtail.models import Locale, Page, Site


@pytest.mark.django_db
def test_the_sitemap_lists_the_pages_of_every_language(client):
    chinese = Locale.get_default()
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node()
    home = root.add_child(instance=Page(title="首页", slug="start", locale=chinese))
    home.add_child(instance=Page(title="新闻", slug="news", locale=chinese))
    home.add_child(instance=Page(title="草稿", slug="draft", locale=chinese, live=False))
    translated = home.copy_for_translation(english)
    translated.live = True
    translated.save()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
    )
    listed = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/zh-hans/news/" in listed
    assert "http://testserver/en/" in listed
    assert "draft" not in listed
