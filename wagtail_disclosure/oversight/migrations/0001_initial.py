
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtail_disclosure_core', '0008_window_clerks'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnnualReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2008), django.core.validators.MaxValueValidator(9998)], verbose_name='year')),
                ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
                ('format', models.CharField(default='2021', editable=False, max_length=10, verbose_name='format')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('final', 'Final')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('general', models.TextField(blank=True, help_text='Proactive disclosure, disclosure on request, management of information, platforms, supervision.', verbose_name='I. General situation')),
                ('problems', models.TextField(blank=True, verbose_name='V. Main problems and improvements')),
                ('other', models.TextField(blank=True, help_text='Fees that were charged, among others.', verbose_name='VI. Other matters')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtail_disclosure_core.publicbody', verbose_name='public body')),
            ],
            options={
                'verbose_name': 'annual report',
                'verbose_name_plural': 'annual reports',
                'ordering': ['-year', '-number'],
                'default_permissions': ('view', 'add', 'change'),
            },
        ),
        migrations.CreateModel(
            name='HistoricalAnnualReport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('history_user_name', models.CharField(default='', max_length=200, verbose_name='user')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2008), django.core.validators.MaxValueValidator(9998)], verbose_name='year')),
                ('number', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
                ('format', models.CharField(default='2021', editable=False, max_length=10, verbose_name='format')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('final', 'Final')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('general', models.TextField(blank=True, help_text='Proactive disclosure, disclosure on request, management of information, platforms, supervision.', verbose_name='I. General situation')),
                ('problems', models.TextField(blank=True, verbose_name='V. Main problems and improvements')),
                ('other', models.TextField(blank=True, help_text='Fees that were charged, among others.', verbose_name='VI. Other matters')),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_change_reason', models.TextField(default='', null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='wagtail_disclosure_core.publicbody', verbose_name='public body')),
            ],
            options={
                'verbose_name': 'historical annual report',
                'verbose_name_plural': 'historical annual reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(verbose_name='content')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('frozen_at', models.DateTimeField(verbose_name='made final at')),
                ('frozen_by_id', models.BigIntegerField(null=True)),
                ('frozen_by_name', models.CharField(max_length=200, verbose_name='made final by')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='snapshot', to='wagtail_disclosure_oversight.annualreport', verbose_name='annual report')),
            ],
            options={
                'verbose_name': 'content of an annual report',
                'verbose_name_plural': 'contents of annual reports',
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.UniqueConstraint(fields=('body', 'year', 'number'), name='disclosure_annual_report_number'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('body', 'year'), name='disclosure_annual_report_draft'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'final'])), name='disclosure_annual_report_state'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2008), ('year__lte', 9998)), name='disclosure_annual_report_year'),
        ),
        migrations.AddConstraint(
            model_name='annualreport',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['2021'])), name='disclosure_annual_report_format'),
        ),
    ]
