"""What ``disclosure_verify`` asks of annual reports: are they still what they were, and right?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from wagtail_disclosure.oversight import counting
from wagtail_disclosure.oversight.models import AnnualReport, ReportSnapshot
from wagtail_disclosure.review.verification import Problem
from wagtail_disclosure.rules.annual_report import as_content

CHANGED = "annual_report_changed"
COUNTED = "annual_report_counted"


def verify_reports() -> Iterator[Problem]:
    """Final reports that somebody changed, and those in force that a recount contradicts."""
    snapshots = ReportSnapshot.objects.select_related("report__body").order_by("pk")
    for snapshot in snapshots.iterator():
        report = snapshot.report
        # Without its numbers: the row itself against what was kept of it.
        if not snapshot.is_as_written or not counting.is_about(snapshot.content, report):
            message = _("It was changed after it had been made final.")
            yield Problem.of(report, CHANGED, message)
    for report in AnnualReport.objects.without_content():
        yield Problem.of(report, CHANGED, _("It is final, and what was in it is gone."))
    for report in AnnualReport.objects.in_force():
        for each in counting.count(report):
            kept = report.snapshot.content["tables"].get(each.table.code)
            if kept is not None and kept != as_content(each.table, each.cells):
                message = _(
                    "Table %(table)s is counted otherwise today: something was recorded later for "
                    "%(year)s, or changed. Look at the report, and replace it where it is wrong."
                ) % {"table": each.table.code, "year": report.year}
                yield Problem.of(report, COUNTED, message)
