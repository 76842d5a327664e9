from django.db import migrations

from wagtail_disclosure.review.backfill import seal_live_rows


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disclosure_catalog', '0003_changes_of_class'),
        ('wagtail_disclosure_review', '0002_seals_and_rounds'),
    ]

    operations = [
        seal_live_rows('wagtail_disclosure_catalog', 'catalogpage', 'categorypage', 'entrypage'),
    ]
