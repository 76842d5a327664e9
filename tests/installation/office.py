"""What an agency does after installing, run by the site's own Python; see ``FreshSite.act``."""

import os
import sys
from datetime import datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from wagtail_disclosure.cases import actions as casework
from wagtail_disclosure.cases.models import Case
from wagtail_disclosure.catalog.actions import draft_entry
from wagtail_disclosure.catalog.models import CategoryPage
from wagtail_disclosure.core import conf, groups
from wagtail_disclosure.core.models import InformationOfficer, PublicBody, Unit
from wagtail_disclosure.review.actions import confirm
from wagtail_disclosure.review.content.fingerprints import fingerprint_of
from wagtail_disclosure.rules.classification import DisclosureClass

PEOPLE = {
    "drafter": (groups.EDITORS,),
    "head": (groups.REVIEWERS,),
    "office-head": (groups.REVIEWERS, groups.OFFICE, groups.TAKE_OVER),
    "clerk": (groups.REVIEWERS, groups.OFFICERS),
    "leader": (groups.REVIEWERS, groups.TAKE_OVER),
}
OFFICERS = {"drafter": "supply", "clerk": "office"}
CATEGORIES = "code,parent,level,name_en\n02,,1,Regulations\n0201,02,2,Water supply\n"
ADMIN_PAGES = (
    "wagtailadmin_home",
    "disclosure_unit:index",
    "disclosure_publicbody:index",
    "disclosure_reviewprofile:index",
    "disclosure_clearance:index",
    "disclosure_entries:index",
    "disclosure_exempt_items:index",
    "disclosure_cases:index",
)


def person(name: str):
    return get_user_model().objects.get(username=name)


def appoint_people() -> None:
    """Give everybody their groups, and the units their heads, leaders and officers."""
    for name, memberships in PEOPLE.items():
        user = get_user_model().objects.create_user(name, f"{name}@agency.example", "appointed")
        user.groups.set([Group.objects.get(name=membership) for membership in memberships])
    get_user_model().objects.create_superuser("admin", "admin@agency.example", "appointed")
    body = PublicBody.objects.own()
    supply = Unit(body=body, code="supply", name={conf.default_language(): "Water Supply"})
    for unit, head in ((supply, "head"), (body.office, "office-head")):
        unit.head = person(head)
        unit.leader = person("leader")
        unit.save()
    for name, code in OFFICERS.items():
        InformationOfficer.objects.create(unit=body.units.get(code=code), user=person(name))
    call_command("disclosure_setup")


def import_categories() -> None:
    """The two categories that the agency had on its old site."""
    table = Path("categories.csv")
    table.write_text(CATEGORIES, encoding="utf-8")
    people = ["--proposed-by", "office-head", "--cleared-by", "leader"]
    call_command("disclosure_import", str(table), "--legacy", *people)


def publish_entry() -> None:
    """Draft an entry and pass it through the review, tier by tier; prints its address."""
    page = draft_entry(
        CategoryPage.objects.get(code="0201"),
        disclosure_class=DisclosureClass.PROACTIVE,
        title="上海市供水管理条例",
        unit=Unit.objects.get(code="supply"),
        by=person("drafter"),
    )
    page.summary = "How water is supplied in the city."
    page.body = [("paragraph", "<p>Everybody has a right to water.</p>")]
    page.save_revision(user=person("drafter"))
    round_ = page.get_workflow().start(page, person("drafter"))
    for reviewer in ("head", "clerk", "leader"):
        page.refresh_from_db()
        assert not page.live
        round_.refresh_from_db()
        seen = fingerprint_of(page.get_latest_revision().as_object())
        confirm(round_.current_task_state.specific, by=person(reviewer), fingerprint=seen)
    page.refresh_from_db()
    assert page.live
    assert page.clearance.decided_by_name
    sys.stdout.write(page.url)


def open_admin() -> None:
    """Open what the package adds to the admin."""
    client = Client(raise_request_exception=True)
    client.force_login(person("admin"))
    for name in ADMIN_PAGES:
        assert client.get(reverse(name)).status_code == 200, name


def accept_request() -> None:
    """Confirm to the citizen that the request was received."""
    case = Case.objects.get(number=os.environ["RECEIPT_NUMBER"])
    today = datetime.now(conf.time_zone()).date()
    casework.accept(case, by=person("clerk"), reason="Clear enough", on=today)


if __name__ == "__main__":
    for step in os.environ["STEPS"].split():
        globals()[step]()
