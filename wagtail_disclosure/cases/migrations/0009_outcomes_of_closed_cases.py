from django.db import migrations
from django.db.models import OuterRef, Subquery


def from_answers(apps, schema_editor):
    """A closed case has the outcome of its answer; until now it was found there only."""
    Case = apps.get_model("wagtail_disclosure_cases", "Case")
    Answer = apps.get_model("wagtail_disclosure_cases", "Answer")
    delivered = Answer.objects.filter(case=OuterRef("pk"), live=True).order_by("-pk")
    closed = Case.objects.filter(closed_on__isnull=False, outcome__isnull=True)
    closed.update(outcome=Subquery(delivered.values("outcome")[:1]))


class Migration(migrations.Migration):
    dependencies = [("wagtail_disclosure_cases", "0008_casework")]

    operations = [migrations.RunPython(from_answers, migrations.RunPython.noop)]
