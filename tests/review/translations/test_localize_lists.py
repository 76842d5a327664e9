"""wagtail-localize's lists name what nobody has cleared: they are for translators."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import create_user

ADDRESSES = (
    "/admin/localize/reports/translations/",
    "/admin/localize/reports/translations/results/",
    "/admin/localize/api/snippets/noticeboard/noticesnippet/",
)


def signed_in(*permissions: tuple[str, str]) -> Client:
    user = create_user("somebody")
    for app_label, codename in (("wagtailadmin", "access_admin"), *permissions):
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_submits_no_translations_sees_none(address: str) -> None:
    answer = signed_in().get(address)

    assert (answer.status_code, answer.get("Location")) == (302, "/admin/")


# wagtail-localize's report is listed in no order.
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_translators_see_them(address: str) -> None:
    translator = signed_in(("wagtail_localize", "submit_translation"))

    assert translator.get(address).status_code == 200
