from django.db import migrations

from wagtail_disclosure.review.backfill import seal_live_rows


class Migration(migrations.Migration):

    dependencies = [
        ('noticeboard', '0003_seals_and_rounds'),
        ('wagtail_disclosure_review', '0002_seals_and_rounds'),
    ]

    operations = [
        seal_live_rows('noticeboard', 'noticepage', 'noticesnippet'),
    ]
