import django.db.models.deletion
from django.db import migrations, models

import wagtail_disclosure.core.search.terms

# Other databases search without them. The terms lie apart from the rows, which stay so narrow that
# all are fetched in no time, and are not compressed: nobody reads them but to write them again.
FOR_POSTGRESQL = (
    'ALTER TABLE wagtail_disclosure_catalog_entryterms ALTER COLUMN terms SET STORAGE EXTERNAL',
    'ALTER TABLE wagtail_disclosure_catalog_entryterms SET (toast_tuple_target = 128)',
    'CREATE INDEX disclosure_entry_terms ON wagtail_disclosure_catalog_entryterms USING gin (terms)',
    # What PublicEntry.objects.disclosed() asks of the widest table.
    'CREATE INDEX disclosure_entry_sealed ON wagtail_disclosure_catalog_entrypage'
    " (page_ptr_id, clearance_id) WHERE cleared_fingerprint <> ''",
)
# The other indexes go with their table.
BACK_ON_POSTGRESQL = ('DROP INDEX IF EXISTS disclosure_entry_sealed',)


def prepare(apps, schema_editor):
    _execute(schema_editor, FOR_POSTGRESQL)


def take_back(apps, schema_editor):
    _execute(schema_editor, BACK_ON_POSTGRESQL)


def _execute(schema_editor, statements):
    if schema_editor.connection.vendor == 'postgresql':
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disclosure_catalog', '0012_broken_links'),
        ('wagtailcore', '0094_alter_page_locale'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryTerms',
            fields=[
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='wagtail_disclosure_catalog.publicentry')),
                ('terms', wagtail_disclosure.core.search.terms.TermsField()),
            ],
            options={
                'verbose_name': 'terms of an entry',
                'verbose_name_plural': 'terms of entries',
                'default_permissions': (),
            },
        ),
        migrations.RunPython(prepare, take_back),
    ]
