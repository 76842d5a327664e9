"""Answers in the disclosure log: one that everybody reads, one that waits for its review."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.contrib.auth.models import AbstractUser
from wagtail.models import Locale

from example_site.demo.publications import review
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.models import AnswerItem, Case, DisclosureLogEntry
from wagtail_disclosure.review.actions import take_over

PUBLIC = {
    "title": "二次供水改造合同和近两年供水量",
    "asked": "请求公开一份居民小区二次供水改造合同，以及2023年、2024年的供水总量。",
    "answered": (
        "合同予以部分公开：价款涉及第三方的商业秘密，联系人涉及个人隐私，第三方不同意公开，已作遮盖；"
        "其余内容已提供给申请人。\n\n两年的供水总量予以公开，见所附表格。"
    ),
}
WAITING = {
    "title": "自来水价格调整听证会的会议纪要",
    "asked": "请求公开最近一次自来水价格调整听证会的会议纪要。",
    "answered": "会议纪要可以公开，已提供给申请人。",
}
# Of the same answer, by the translator; cleared like any other page.
ENGLISH = {
    "title": "Contract on secondary water supply, and water supplied in two years",
    "asked": (
        "A contract on the renewal of the secondary water supply of a residential area, and the "
        "total of water supplied in 2023 and 2024."
    ),
    "answered": (
        "The contract was released in part: prices are trade secrets of a third party and names "
        "are private; the third party objected, so both are blacked out.\n\n"
        "The totals are released, see the table (in Chinese)."
    ),
}


def write_log(cast: Mapping[str, AbstractUser], *, on: date) -> None:
    """Write down what was answered, as the officer would, and review it."""
    shown = _list("partly_granted", PUBLIC, cast, on=on - timedelta(days=2))
    review(shown, ("office-head", "office", "leader"), cast, by="officer")
    _translate(shown, cast)
    waits = _list("granted", WAITING, cast, on=on)
    review(waits, (), cast, by="officer")


def _list(
    kind: str, words: Mapping[str, str], cast: Mapping[str, AbstractUser], *, on: date
) -> DisclosureLogEntry:
    case = Case.objects.filter(outcome__kind=kind).order_by("pk").first()
    items = AnswerItem.objects.filter(answer__case=case, stored_file__isnull=False)
    about = {"by": cast["officer"], "reason": "对他人也有参考价值", "on": on}
    return actions.list_in_log(case, items=list(items), **words, **about)


def _translate(entry: DisclosureLogEntry, cast: Mapping[str, AbstractUser]) -> None:
    english = Locale.objects.get(language_code="en")
    source = DisclosureLogEntry.objects.get(pk=entry.pk)
    # The queue of translations has made the draft; without it nobody has.
    page = source.get_translation_or_none(english) or source.copy_for_translation(english)
    for name, value in ENGLISH.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.save()
    page.save_revision(user=cast["translator"])
    people = {"proposed_by": cast["office-head"], "cleared_by": cast["leader"]}
    take_over([DisclosureLogEntry.objects.get(pk=page.pk)], reason="译文已核对", **people)
