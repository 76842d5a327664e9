"""What ``disclosure_verify`` compares of erasures: what is on record with what is still there."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.models import CaseKey, Erasure, RetentionRule
from wagtail_disclosure.cases.models.retention import Stage
from wagtail_disclosure.review.verification import Problem

KEPT, LOST, UNWRITTEN = "not_destroyed", "key_destroyed", "rule_changed"


def verify_erasures() -> Iterator[Problem]:
    """Keys that are there although they were destroyed, as after putting back a part of a backup,
    and keys that are gone although no rule says so.
    """
    erased = Exists(Erasure.objects.filter(case_id=OuterRef("case_id"), stage=Stage.CONTENT))
    keys = CaseKey.objects.select_related("case").order_by("pk")
    for key in keys.filter(erased).exclude(wrapped=b"").iterator():
        message = _("What was written in this case was destroyed, and its key is there again.")
        yield Problem.of(key.case, KEPT, message)
    for key in keys.filter(~erased, wrapped=b"").iterator():
        message = _("The key of this case is gone, and no retention rule destroyed it.")
        yield Problem.of(key.case, LOST, message)


def verify_rules() -> Iterator[Problem]:
    """Rules that are not as their history says: changed past it, and so perhaps without notice."""
    written = {row.id: row for row in RetentionRule.history.latest_of_each()}
    for rule in RetentionRule.objects.order_by("pk"):
        row = written.get(rule.pk)
        if row is None or not rule.is_as_written(row):
            message = _(
                "This retention rule is not as its history says. Look who changed it, and how."
            )
            yield Problem.of(rule, UNWRITTEN, message)
